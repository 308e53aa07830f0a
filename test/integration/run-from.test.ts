import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { createWorkPool, NEWEST, prefectCommand, tempDir, type PrefectVersion } from "../support/index.ts";
import { describePrefect, usePrefectServer } from "../support/hooks.ts";
import { flows, makeProject, prefectYaml, type Files } from "../support/project.ts";
import { deployed, deployStory, liveDeployments, told, type Story } from "../support/runner/story.ts";

/** Says where it runs, which settings are in force, and whose `tasks.py` it has imported. */
const FLOW = `import json, os
from prefect import flow
from prefect.settings import get_current_settings
import tasks

settings = get_current_settings().model_dump(mode="json")
with open(os.environ["SAID"] + "/" + tasks.NAME + "-" + str(os.getpid()), "w") as file:
    json.dump({"settings": settings, "cwd": os.getcwd(), "pwd": os.environ.get("PWD")}, file)


@flow(name=tasks.NAME, description=os.path.basename(os.getcwd()) + " " + tasks.NAME)
def main():
    pass
`;

/** A folder with a prefect file of its own. */
function folder(name: string, more: Files = {}): Files {
  return {
    [`${name}/prefect.yaml`]: prefectYaml([{ name: "prod", entrypoint: "flow.py:main" }]),
    [`${name}/flow.py`]: FLOW,
    [`${name}/tasks.py`]: `NAME = "${name}"\n`,
    ...Object.fromEntries(Object.entries(more).map(([file, text]) => [`${name}/${file}`, text])),
  };
}

const SIX = ["a", "b", "c", "d", "e", "f"];

interface Said {
  readonly settings: Record<string, unknown>;
  readonly cwd: string;
  readonly pwd: string;
}

/** An environment with all that Prefect's has, and these modules. */
async function makeVenv(
  modules: Files,
  version: PrefectVersion,
): Promise<AsyncDisposable & { prefect: string }> {
  const home = await tempDir();
  const python = join(dirname(prefectCommand(version)), "python");
  const purelib = (program: string): string =>
    execFileSync(program, ["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], {
      encoding: "utf8",
    }).trim();
  execFileSync(python, ["-m", "venv", "--without-pip", home.path]);
  const own = purelib(join(home.path, "bin", "python"));
  await writeFile(join(own, "prefect.pth"), `${purelib(python)}\n`);
  for (const [name, text] of Object.entries(modules)) await writeFile(join(own, name), text);
  const prefect = join(home.path, "bin", "prefect");
  const script = `#!${join(home.path, "bin", "python")}\nimport sys\nfrom prefect.cli import app\nif __name__ == "__main__":\n    sys.exit(app())\n`;
  await writeFile(prefect, script, { mode: 0o755 });
  return { prefect, [Symbol.asyncDispose]: home[Symbol.asyncDispose] };
}

/** Runs it, and reads what the flow files said of their process, by the name of their folder. */
async function listened(run: (said: string) => Promise<Story>): Promise<[Story, Map<string, Said>]> {
  const said = await mkdtemp(join(tmpdir(), "said-"));
  try {
    const story = await run(said);
    const files = await readdir(said);
    const all = files.map(async (file) => {
      const own = JSON.parse(await readFile(join(said, file), "utf8")) as Said;
      return [file.replace(/-\d+$/, ""), own] as const;
    });
    return [story, new Map(await Promise.all(all))];
  } finally {
    await rm(said, { recursive: true, force: true });
  }
}

/** Without what is another one in each run: the gateway, and the run's own folder. */
function comparable(settings: Record<string, unknown> | undefined): unknown {
  const text = JSON.stringify(settings);
  return JSON.parse(
    text
      .replaceAll(/"[^"]*prefect-deploy-test-[^"/]*/g, '"HOME')
      .replace(/127\.0\.0\.1:\d+\/[^/"]+/g, "GATEWAY")
      .replace(/"[^"]*loopback\.pem"/g, '"CA"'),
  );
}

describePrefect(
  "run-from: prefect-file",
  (version) => {
    const prefect = usePrefectServer({ version });
    beforeEach(async () => {
      for (const pool of ["pool", "other"]) await createWorkPool(prefect(), pool);
    });

    const run = (
      workspace: string,
      inputs: Readonly<Record<string, string>> = {},
      env: Readonly<Record<string, string>> = {},
    ): Promise<Story> =>
      deployStory({
        inputs: {
          "api-url": prefect().apiUrl,
          ...{ retries: "0", "prefect-file": "**/prefect.yaml", "run-from": "prefect-file", ...inputs },
        },
        ...{ workspace, client: version, ownProcess: true, env: { SAID: workspace, ...env } },
      });

    describe("each file is deployed from its folder", () => {
      it("with its own modules and settings, in one transaction, and a plan afterwards is empty", async () => {
        await using project = await makeProject({
          ...folder("a"),
          ...folder("b"),
          ...folder("c", { "prefect.toml": '[logging]\nlevel = "ERROR"\n' }),
          ...folder("d", { ".env": "PREFECT_LOGGING_LEVEL=WARNING\n" }),
          ...folder("e", {
            "pyproject.toml": '[tool.prefect.deployments]\ndefault_work_pool_name = "other"\n',
            "prefect.yaml": "deployments:\n- name: prod\n  entrypoint: flow.py:main\n",
          }),
          ...folder("f", { "pyproject.toml": '[project]\nname = "f"\ndependencies = ["prefect"]\n' }),
          "node_modules/x/prefect.yaml": "deployments:\n- name: never\n  entrypoint: x.py:x\n",
        });
        const [story, said] = await listened((folder) => run(project.path, {}, { SAID: folder }));
        expect(told(story.problems)).toEqual([]);
        expect(story.results).toEqual(SIX.map((name) => `created ${name}/prod`));
        const live = await liveDeployments(prefect());
        expect(live.map(({ flow, description }) => [flow, description]).sort()).toEqual(
          SIX.map((name) => [name, `${name} ${name}`]),
        );
        expect(live.find(({ flow }) => flow === "e")?.["work_pool_name"]).toBe("other");
        for (const name of SIX) {
          expect(said.get(name)).toMatchObject({ cwd: project.file(name), pwd: project.file(name) });
          // The same in a process that was started there.
          const [, alone] = await listened((folder) =>
            run(
              project.path,
              { "working-directory": name, "run-from": "working-directory", mode: "plan" },
              { SAID: folder },
            ),
          );
          expect(comparable(said.get(name)?.settings)).toEqual(comparable(alone.get(name)?.settings));
        }
        const level = (name: string) => (said.get(name)?.settings["logging"] as { level: string }).level;
        expect(SIX.map(level)).toEqual(["INFO", "INFO", "ERROR", "WARNING", "INFO", "INFO"]);
        const again = await run(project.path, { mode: "plan" });
        expect(again.results).toEqual(SIX.map((name) => `unchanged ${name}/prod`));
      }, 300_000);

      it("and one that fails keeps all others from being written; all that fail are named, each with its line", async () => {
        const broken = (name: string, module: string): Files =>
          folder(name, {
            "flow.py": `import tasks\nimport ${module}\nfrom prefect import flow\n\nmain = flow(lambda: 1, name=tasks.NAME)\n`,
          });
        await using project = await makeProject({
          ...folder("a"),
          ...broken("b", "nowhere_one"),
          ...folder("c"),
          ...broken("d", "nowhere_two"),
        });
        const story = await run(project.path);
        expect(told(story.problems)).toEqual([
          expect.stringMatching(
            /^b\/flow\.py:2: .*No module named 'nowhere_one'.*Install it in a step before this one: `- run: pip install` with the package of "nowhere_one"/s,
          ),
          expect.stringMatching(/^d\/flow\.py:2: .*No module named 'nowhere_two'/s),
        ]);
        expect(story.results.map((one) => one.split(" ")[0])).toEqual([
          "not-tried",
          "failed",
          "not-tried",
          "failed",
        ]);
        expect(await deployed(prefect())).toEqual([]);
      });
    });

    it.skipIf(process.platform !== "linux")(
      "an installed package that many import is imported once for them, unless a folder has a module of that name",
      async () => {
        const names = [...SIX, "g", "h"];
        // Prefect's own CLI does not import it.
        const early = 'import sys\nEARLY = "sqlalchemy" in sys.modules\n';
        const flow = `${early}import sqlalchemy.orm\n${FLOW}`.replace(
          '" " + tasks.NAME)',
          '" " + str(EARLY) + " " + str(hasattr(sqlalchemy, "orm")))',
        );
        await using project = await makeProject(
          Object.assign({}, ...names.map((name) => folder(name, { "flow.py": flow })), {
            "g/flow.py": flow.replace(early, `${early}if EARLY:\n    sys.exit(3)\n`),
            "h/sqlalchemy/__init__.py": "",
            "h/sqlalchemy/orm.py": "OWN = 1\n",
          }) as Files,
        );
        const story = await run(project.path, { concurrency: "2" });
        expect(told(story.problems)).toEqual([]);
        const live = await liveDeployments(prefect());
        const said = live.map(({ description }) => String(description)).sort();
        expect(said.slice(-2)).toEqual(["g False True", "h False True"]);
        expect(story.log).toContain("the project has a module of the name sqlalchemy;");
        expect(said.slice(0, 6).every((one) => one.endsWith(" True"))).toBe(true);
        // As many as there are processes learn it, and the others find it.
        expect(said.filter((one) => one.includes(" True True")).length).toBeGreaterThanOrEqual(4);
        expect(story.log).toContain(
          "It failed where sqlalchemy.orm had been imported for all files at once; it was tried once more in a process of its own.",
        );
      },
    );

    // What the package of the first column says of itself must be the same as in a process of its own.
    it
      .skipIf(process.platform !== "linux")
      .each<[what: string, heavy: string, own: (name: string) => Files, flow: string]>([
        [
          "reads a file where it is",
          'import os\nsaid = open("config.txt").read() if os.path.exists("config.txt") else "none"\n',
          (name) => ({ "config.txt": `of ${name}` }),
          "",
        ],
        [
          "reads where it is from a variable",
          'import os\nsaid = "of " + os.path.basename(os.environ.get("PWD", "none"))\n',
          () => ({}),
          "",
        ],
        [
          "reads a variable that the flow file sets",
          'import os\nsaid = os.environ.get("REGION", "none")\n',
          () => ({}),
          'import os\nos.environ["REGION"] = "of " + os.path.basename(os.getcwd())\n',
        ],
        [
          "looks for a module of the project",
          "try:\n    from local_settings import said\nexcept ImportError:\n    said = 'none'\n",
          (name) => ({ "local_settings.py": `said = "of ${name}"\n` }),
          "",
        ],
        [
          "imports a module that the project has too",
          "import statistics\nsaid = getattr(statistics, 'said', 'none')\n",
          (name) => ({ "statistics.py": `said = "of ${name}"\n` }),
          "",
        ],
        [
          "is in a folder that the flow file adds",
          "said = 'none'\n",
          (name) => ({ "lib/heavy.py": `said = "of ${name}"\n` }),
          'import os, sys\nsys.path.insert(0, os.path.join(os.getcwd(), "lib"))\n',
        ],
      ])(
      "an installed package that %s is what it is in a process of its own",
      async (_what, heavy, own, flow) => {
        const names = ["a", "b", "c", "d", "e"];
        const head = `${flow}import heavy\n`;
        await using project = await makeProject(
          Object.assign(
            {},
            ...names.map((name) =>
              folder(name, { ...own(name), "flow.py": head + FLOW.replace("tasks.NAME)", "heavy.said)") }),
            ),
          ) as Files,
        );
        await using venv = await makeVenv({ "heavy.py": `import time\ntime.sleep(0.2)\n${heavy}` }, version);
        const inputs = { concurrency: "2", "prefect-command": venv.prefect };
        const story = await run(project.path, inputs, { PWD: project.path });
        expect(told(story.problems)).toEqual([]);
        const live = await liveDeployments(prefect());
        expect(live.map(({ description }) => description).sort()).toEqual(
          names.map((name) => `${name} of ${name}`),
        );
      },
    );

    it("two files that would deploy the same are an error that names both", async () => {
      await using project = await makeProject({
        ...folder("a"),
        ...folder("b", { "tasks.py": 'NAME = "a"\n' }),
      });
      const story = await run(project.path);
      expect(told(story.problems).join("\n")).toMatch(
        /^b\/prefect\.yaml:\d+: a\/prod is one deployment on the server, and two were asked for: the one at a\/prefect\.yaml:\d+ would be overwritten/,
      );
      expect(await deployed(prefect())).toEqual([]);
    });

    it.each([
      ["{path}/venv/bin/prefect", ["a", "deep/b"]],
      ["./venvs/{folder}/bin/prefect", ["a", "b"]],
    ])(
      "`prefect-command: %s` is another client for each, which is asked for its settings once",
      async (command, folders) => {
        const files = ["a", "deep/b"].map((name) => [
          [`${name}/prefect.yaml`, prefectYaml([{ name: "prod", entrypoint: "flow.py:main" }])],
          [`${name}/flow.py`, FLOW],
          [`${name}/tasks.py`, `NAME = "${name.replace("deep/", "")}"\n`],
          [`${name}/second.yaml`, prefectYaml([{ name: "second", entrypoint: "flow.py:main" }])],
        ]);
        await using project = await makeProject({
          ...(Object.fromEntries(files.flat()) as Files),
          ...{ "venvs/a/x": "", "venvs/b/x": "" },
        });
        for (const name of folders) {
          const place = command.startsWith(".") ? `venvs/${name}` : `${name}/venv`;
          await rm(project.file(place), { recursive: true, force: true });
          await symlink(dirname(dirname(prefectCommand(version))), project.file(place));
        }
        const inputs = { "prefect-command": command, "prefect-file": "**/{prefect,second}.yaml" };
        const story = await run(project.path, inputs);
        expect(told(story.problems)).toEqual([]);
        expect(await deployed(prefect())).toEqual(["a/prod", "a/second", "b/prod", "b/second"]);
      },
    );

    it.each([
      ["working-directory", "flow.py", "set `run-from: prefect-file`, or write `a/flow.py`"],
      ["prefect-file", "a/flow.py", "write `flow.py`, or take `run-from` out"],
    ])("with %s, that %s is not there says which input is meant", async (runFrom, path, fix) => {
      await using project = await makeProject({
        ...folder("a"),
        "a/prefect.yaml": prefectYaml([{ name: "prod", entrypoint: `${path}:main` }]),
      });
      const story = await run(project.path, { "run-from": runFrom });
      expect(told(story.problems)[0]).toContain(fix);
    });

    it("a folder whose name `prefect-command` would take for an option is refused", async () => {
      await using project = await makeProject(folder("--with=evil"));
      const story = await run(project.path, { "prefect-command": "uv run --package {folder} prefect" });
      expect(told(story.problems)).toEqual([
        '--with=evil/prefect.yaml: The folder "--with=evil" begins with a dash: `prefect-command` would take it for an option. Rename the folder.',
      ]);
    });

    it("no build step runs where a file without one fails, however few files there are", async () => {
      const build = [
        "build:",
        "  - prefect.deployments.steps.run_shell_script:",
        "      script: touch ../built",
      ];
      await using project = await makeProject({
        ...folder("a", { "flow.py": `import sys, time\ntime.sleep(1)\nsys.exit(5)\n${FLOW}` }),
        ...folder("b", {
          "prefect.yaml": prefectYaml([{ name: "prod", entrypoint: "flow.py:main", more: build }]),
        }),
      });
      const story = await run(project.path, { concurrency: "4" });
      expect(told(story.problems)).toEqual([expect.stringMatching(/exit code 5/)]);
      expect(await readdir(project.path)).not.toContain("built");
    });

    it("a file that is deployed beside others ends as a process of its own does: threads, `atexit`, what goes with its modules", async () => {
      const ending = `import atexit, os, tempfile, threading, time
PLACE = os.path.join(os.environ["SAID"], os.path.basename(os.getcwd()))
passing = tempfile.NamedTemporaryFile(prefix=PLACE + "-passing")


class Closing:
    def __del__(self, make=os.mkdir, place=PLACE):
        make(place + "-closed")


def late():
    time.sleep(0.3)
    os.mkdir(PLACE + "-thread")


closing = Closing()
threading.Thread(target=late).start()
atexit.register(os.mkdir, PLACE + "-atexit")
`;
      const names = ["a", "b", "c", "d"];
      await using project = await makeProject(
        Object.assign(
          {},
          ...names.map((name) =>
            folder(name, { "flow.py": `${ending}\n${flows({ name: "main", options: `name="${name}"` })}` }),
          ),
        ) as Files,
      );
      await using said = await tempDir();
      const story = await run(project.path, {}, { SAID: said.path });
      expect(told(story.problems)).toEqual([]);
      expect((await readdir(said.path)).sort()).toEqual(
        names.flatMap((name) => ["atexit", "closed", "thread"].map((end) => `${name}-${end}`)),
      );
    });

    it.each<[string, readonly string[], Readonly<Record<string, string>>]>([
      ["python -I", ["-I"], {}],
      ["PYTHONSAFEPATH", [], { PYTHONSAFEPATH: "1" }],
    ])(
      "%s, which keeps Python from looking beside its program, takes nothing away",
      async (_, flags, env) => {
        await using project = await makeProject({ ...folder("a"), ...folder("b"), ...folder("c") });
        const python = join(dirname(prefectCommand(version)), "python");
        const inputs = { "prefect-command": [python, ...flags, "-m", "prefect"].join(" ") };
        const [story, said] = await listened((SAID) => run(project.path, inputs, { SAID, ...env }));
        expect(told(story.problems)).toEqual([]);
        expect(story.results).toEqual(["created a/prod", "created b/prod", "created c/prod"]);
        expect(story.log).not.toContain("tried once more");
        for (const name of ["a", "b", "c"]) expect(said.get(name)?.cwd).toBe(project.file(name));
      },
    );

    it("a relative PYTHONPATH leads into the folder", async () => {
      const files = (name: string): Files =>
        folder(name, {
          "flow.py": `import mine\n${FLOW}`.replace("tasks.NAME)", "mine.OF)"),
          "src/mine.py": `OF = "${name}"\n`,
        });
      await using project = await makeProject({
        ...files("a"),
        ...files("b"),
        "src/mine.py": 'OF = "root"\n',
      });
      const story = await run(project.path, {}, { PYTHONPATH: "src" });
      expect(told(story.problems)).toEqual([]);
      const live = await liveDeployments(prefect());
      expect(live.map(({ description }) => description).sort()).toEqual(["a a", "b b"]);
    });

    it("a build step runs in the folder of its file, once, in the order of the file", async () => {
      const steps = (name: string) => [
        "build:",
        "  - prefect.deployments.steps.run_shell_script:",
        `      script: sh -c "pwd >> ../built; echo ${name} >> ../built"`,
      ];
      const files = (name: string): Files =>
        folder(name, {
          "prefect.yaml": prefectYaml([
            { name: "one", entrypoint: "flow.py:main", more: steps(`${name}-one`) },
            { name: "two", entrypoint: "flow.py:main", more: steps(`${name}-two`) },
          ]),
        });
      await using project = await makeProject({ ...files("a"), ...files("b") });
      const story = await run(project.path);
      expect(told(story.problems)).toEqual([]);
      const built = (await readFile(project.file("built"), "utf8")).trim().split("\n");
      for (const name of ["a", "b"]) {
        expect(built.filter((line) => line.startsWith(`${name}-`))).toEqual([`${name}-one`, `${name}-two`]);
        expect(built.filter((line) => line === project.file(name))).toHaveLength(2);
      }
    });
  },
  [NEWEST],
);
