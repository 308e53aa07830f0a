import { existsSync } from "node:fs";
import { chmod, lstat, readFile, symlink } from "node:fs/promises";
import { beforeEach, describe, expect, it } from "vitest";
import { leaks } from "../e2e/leaks.ts";
import { usePrefectServer } from "../support/hooks.ts";
import {
  basic,
  createWorkPool,
  executable,
  runStep,
  startStep,
  tempDir,
  waitFor,
  type Step,
  type StepOptions,
  type StepResult,
  NEWEST_PART,
} from "../support/index.ts";
import { isAlive } from "../support/alive.ts";
import { flows, makeProject, prefectYaml, type Files, type Project } from "../support/project.ts";
import { shownUnmasked } from "../support/runner/runner-model.ts";
import { bare, deployed } from "../support/runner/story.ts";

const USER = "ci";
const PASSWORD = "pä ss:wörd(1)+/";
const AUTH = `${USER}:${PASSWORD}`;

/**
 * At import it writes down what a flow file gets to see, and prints what it should not: a secret that the workflow
 * itself gives it, since it learns none from the action.
 */
const NOSY = `import base64, json, os, pathlib, urllib.parse

seen = {"environment": dict(os.environ), "files": {}}
for name in ("prefect.toml", "pyproject.toml"):
    path = pathlib.Path(name)
    if path.exists():
        seen["files"][name] = {"mode": oct(path.stat().st_mode & 0o777), "text": path.read_text(encoding="utf-8")}
pathlib.Path(os.environ["LOOK_AT"]).write_text(json.dumps(seen), encoding="utf-8")

secret = os.environ["OWN_SECRET"]
password = secret.split(":", 1)[1]
for text in (secret, password):
    print("in clear:", text)
    print("base64:", base64.b64encode(text.encode()).decode())
    print("URL:", urllib.parse.quote(text), urllib.parse.quote(text, safe=""), urllib.parse.quote_plus(text))
    print("JSON:", json.dumps(text), json.dumps(text, ensure_ascii=False))
print("::error::said by a flow file")
print("::add-mask::deploy")
print("::set-output name=created::99")
`;

const FORMS = [AUTH, PASSWORD].flatMap((text) => [
  text,
  Buffer.from(text).toString("base64"),
  Buffer.from(text).toString("base64").replace(/=+$/, ""),
  encodeURIComponent(text),
  // As Python's quote does it.
  encodeURIComponent(text).replaceAll("%2F", "/").replaceAll("(", "%28").replaceAll(")", "%29"),
  JSON.stringify(text).slice(1, -1),
]);

const ENTRIES = [{ name: "prod", entrypoint: "nosy.py:nosy" }];
const PROJECT: Files = {
  "nosy.py": NOSY + flows("nosy"),
  "prefect.yaml": prefectYaml(ENTRIES),
};

interface Seen {
  readonly environment: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, { readonly mode: string; readonly text: string }>>;
}

const prefect = usePrefectServer();
beforeEach(() => createWorkPool(prefect(), "pool"));

const step = (
  project: Project,
  inputs: Record<string, string> = {},
  more: Partial<StepOptions> = {},
): StepOptions => ({
  inputs: { "api-url": prefect().apiUrl, username: USER, password: PASSWORD, retries: "0", ...inputs },
  workspace: project.path,
  ...more,
  // With what the CLI prints.
  env: {
    ...{ LOOK_AT: project.file("../seen-by-the-flow.json"), OWN_SECRET: AUTH, RUNNER_DEBUG: "1" },
    ...more.env,
  },
});

/** A project in a folder of its own, so that what the flow file writes is outside of it. */
async function nosyProject(files: Files = {}) {
  const home = await tempDir();
  const project = await makeProject({ ...PROJECT, ...files });
  const lookAt = `${home.path}/seen.json`;
  return {
    project,
    env: { LOOK_AT: lookAt },
    seen: async () => JSON.parse(await readFile(lookAt, "utf8")) as Seen,
    [Symbol.asyncDispose]: async () => {
      await project[Symbol.asyncDispose]();
      await home.remove();
    },
  };
}

const modeOf = async (file: string) => ((await lstat(file)).mode & 0o777).toString(8);

/** Neither the credential nor the server's address: the CLI speaks to a gateway on loopback that adds them. */
function expectNoCredential({ environment, files }: Seen): void {
  const others = Object.entries(environment).filter(([name]) => name !== "OWN_SECRET");
  expectNoSecret(JSON.stringify(others) + others.map(([, value]) => value).join("\n"));
  expectNoSecret(
    Object.values(files)
      .map(({ text }) => text)
      .join("\n"),
  );
  expect(environment).toMatchObject({ PREFECT_API_AUTH_STRING: "", PREFECT_API_KEY: "" });
  expect(environment["PREFECT_API_URL"]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{24}\/api$/);
}

function expectNoSecret(text: string): void {
  expect(leaks(text, [AUTH, PASSWORD])).toEqual([]);
  for (const form of FORMS) expect(text).not.toContain(form);
}

/** What the step itself shows, also to a runner that masks nothing. */
function expectNothingSeen({ log, summary, outputs }: StepResult): void {
  expectNoSecret([shownUnmasked(log), summary, ...Object.values(outputs)].join("\n"));
}

describe("the settings file", () => {
  const TOML = `# mine\n[api]\nurl = "http://old.invalid/api" # old\nkey = "old-key"\n\n[logging]\nlevel = "WARNING"\n`;

  it("is there with mode 0600 after the CLI has run, and after the job the former one to the byte; no flow file learns or says more than it must", async () => {
    await using nosy = await nosyProject({ "prefect.toml": TOML });
    const { project, env } = nosy;
    await chmod(project.file("prefect.toml"), 0o640);
    const main = await startStep(step(project, {}, { env: { ...env, GITHUB_SHA: "kept" } }));
    expect(main.exitCode, main.log).toBe(0);
    expect(main.outputs).toMatchObject({ created: "1", "config-file": "prefect.toml" });
    const annotations = main.log.split(/\r?\n/).filter((line) => line.startsWith("::warning"));
    expect(annotations).toEqual([
      expect.stringMatching(/file=prefect\.yaml,line=5\b.*No worker of the work pool "pool" is online/),
    ]);
    expect(await deployed(prefect())).toEqual(["nosy/prod"]);

    const seen = await nosy.seen();
    expect(seen.files).toEqual({ "prefect.toml": { mode: "0o640", text: TOML } });
    const text = await readFile(project.file("prefect.toml"), "utf8");
    expect(text).toContain(`url = "${prefect().apiUrl}"`);
    expect(text).toContain(`auth_string = "${AUTH}"`);
    expect(text).toMatch(/\[logging\]\nlevel = "WARNING"/);
    expect(text).not.toContain("old-key");
    expect(await modeOf(project.file("prefect.toml"))).toBe("600");

    // Of the step's own environment a flow file sees neither the inputs nor the way to the post step.
    const names = Object.keys(seen.environment);
    expect(names.filter((name) => /^(INPUT|STATE)_|^GITHUB_STATE$/.test(name))).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(["GITHUB_SHA", "PREFECT_API_URL", "PATH"]));
    expectNoCredential(seen);

    const post = await main.post();
    expect(post).toContain("prefect.toml: put back");
    expect(await readFile(project.file("prefect.toml"), "utf8")).toBe(TOML);
    expect(await modeOf(project.file("prefect.toml"))).toBe("640");
    expect(existsSync(main.temp) && (await filesIn(main.temp))).toEqual(false);

    // What the flow file printed as commands to the runner stands between stop-commands and its token.
    const lines = main.log.split(/\r?\n/);
    const stop = lines.findIndex((line) => line.startsWith("::stop-commands::"));
    const token = lines[stop]?.replace("::stop-commands::", "") ?? "";
    const resume = lines.indexOf(`::${token}::`);
    expect(stop).toBeGreaterThan(0);
    expect(token.length).toBeGreaterThan(20);
    for (const [index, line] of lines.entries()) {
      if (!/said by a flow file|add-mask::deploy$|set-output/.test(line)) continue;
      expect(index).toBeGreaterThan(stop);
      expect(index).toBeLessThan(resume);
    }
    expect(main.log).toContain("said by a flow file");

    expect(main.log).toContain("in clear: ***");
    expectNothingSeen({ ...main, log: main.log + post });
    expect(basic(AUTH)).toContain(FORMS[1] ?? "");
  });

  it("is removed where there was none, also after a failure, whose reason holds no secret either", async () => {
    await using nosy = await nosyProject({
      "nosy.py": `${NOSY}print()\n\nraise SystemExit("cannot log in as " + secret)\n\n${flows("nosy")}`,
    });
    const main = await startStep(step(nosy.project, {}, { env: nosy.env }));
    expect(main.exitCode).toBe(1);
    const seen = await nosy.seen();
    expect(seen.files).toEqual({});
    expectNoCredential(seen);
    expect(main.outputs).toMatchObject({ created: "0", failed: "1" });
    expect(main.log).toMatch(/^::error .*nosy\/prod failed: .*cannot log in as \*\*\*/m);
    expect(main.summary).toMatch(/cannot log in as `\*\*\*/);
    expectNothingSeen(main);
    expect(await main.post()).toContain("prefect.toml: removed");
    expect(existsSync(nosy.project.file("prefect.toml"))).toBe(false);
  });

  it("is not there while build steps run, which may copy the folder into an image, and is afterwards", async () => {
    await using project = await makeProject({
      "flow.py": flows("nightly"),
      "copy.sh": "#!/bin/sh\nmkdir image && cp *.toml *.yaml image/\n",
      "prefect.yaml": prefectYaml([
        {
          name: "prod",
          entrypoint: "flow.py:nightly",
          more: ["build:", "  - prefect.deployments.steps.run_shell_script:", "      script: ./copy.sh"],
        },
      ]),
      "prefect.toml": "[logging]\nlevel = 'ERROR'\n",
    });
    const main = await startStep(step(project));
    expect(main.exitCode, main.log).toBe(0);
    expect(await readFile(project.file("image/prefect.toml"), "utf8")).toBe("[logging]\nlevel = 'ERROR'\n");
    expect(await readFile(project.file("prefect.toml"), "utf8")).toContain(`auth_string = "${AUTH}"`);
    await main.post();
    expect(await readFile(project.file("prefect.toml"), "utf8")).toBe("[logging]\nlevel = 'ERROR'\n");
  });

  it("of an earlier step in the same job is not a source of headers for a later one to another server", async () => {
    await using project = await makeProject({ ...PROJECT, "nosy.py": flows("nosy") });
    const temp = await tempDir();
    const first = await startStep(
      step(project, { headers: "X-Service-Token: for-the-first" }, { temp: temp.path }),
    );
    expect(first.exitCode, first.log).toBe(0);
    expect(await readFile(project.file("prefect.toml"), "utf8")).toContain("for-the-first");
    const second = await startStep(step(project, {}, { temp: temp.path }));
    expect(second.exitCode, second.log).toBe(0);
    expect(second.log).toContain(
      "prefect.toml of an earlier step of this job was put back as it was before.",
    );
    expect(second.log).not.toContain("Also sent");
    expect(await readFile(project.file("prefect.toml"), "utf8")).not.toContain("for-the-first");
    await second.post();
    await first.post();
    expect(existsSync(project.file("prefect.toml"))).toBe(false);
    await temp.remove();
  });

  it("that is kept holds what the log says, and a bare Prefect in that folder uses it", async () => {
    await using nosy = await nosyProject();
    const { project, env } = nosy;
    const main = await startStep(step(project, { "keep-config": "true" }, { env }));
    expect(main.exitCode, main.log).toBe(0);
    expect(main.log).toMatch(
      /It stays for later steps \(keep-config\) and holds: api\.url, api\.auth_string, .*cli\.prompt\./,
    );
    const post = await main.post();
    expect(post).not.toContain("removed");
    expect(await modeOf(project.file("prefect.toml"))).toBe("600");
    const later = await bare(
      [
        executable(NEWEST_PART, "python"),
        "-c",
        "from prefect.settings import get_current_settings as s; print(s().api.url, s().api.auth_string.get_secret_value() == __import__('sys').argv[1])",
        AUTH,
      ],
      project.path,
    );
    expect(later.output.trim().split("\n").at(-1)).toBe(`${prefect().apiUrl} True`);
  });

  it("may be pyproject.toml, of which the rest stays", async () => {
    const before = `[project]\nname = "x" # the name\nversion = "1"\n\n[tool.prefect.logging]\nlevel = "ERROR"\n`;
    await using nosy = await nosyProject({ "pyproject.toml": before });
    const { project, env } = nosy;
    await chmod(project.file("pyproject.toml"), 0o644);
    const result = await startStep(step(project, { "config-target": "pyproject.toml" }, { env }));
    expect(result.exitCode, result.log).toBe(0);
    expect(result.outputs["config-file"]).toBe("pyproject.toml");
    const { files } = await nosy.seen();
    expect(files).toEqual({ "pyproject.toml": { mode: "0o644", text: before } });
    const text = await readFile(project.file("pyproject.toml"), "utf8");
    expect(await modeOf(project.file("pyproject.toml"))).toBe("600");
    expect(text).toMatch(/\[project\]\nname = "x"\nversion = "1"/);
    expect(text).toMatch(/\[tool\.prefect\.logging\]\nlevel = "ERROR"/);
    expect(text).toContain(`auth_string = "${AUTH}"`);
    await result.post();
    expect(await readFile(project.file("pyproject.toml"), "utf8")).toBe(before);
    expect(await modeOf(project.file("pyproject.toml"))).toBe("644");
  });

  it("is not written with `config-target: none`, and the deploy goes where it should all the same", async () => {
    await using nosy = await nosyProject();
    const result = await runStep(step(nosy.project, { "config-target": "none" }, { env: nosy.env }));
    expect(result.exitCode, result.log).toBe(0);
    expect(result.outputs).toMatchObject({ created: "1", "config-file": "" });
    expect((await nosy.seen()).files).toEqual({});
    expect(existsSync(nosy.project.file("prefect.toml"))).toBe(false);
  });

  it("is not written through a symbolic link", async () => {
    await using nosy = await nosyProject({ "elsewhere.toml": "[logging]\n" });
    await symlink("elsewhere.toml", nosy.project.file("prefect.toml"));
    const result = await runStep(step(nosy.project, {}, { env: nosy.env }));
    expect(result.exitCode).toBe(1);
    expect(result.log).toMatch(
      /^::error .*prefect\.toml is a symbolic link, and the credential is not written through it/m,
    );
    expect(await readFile(nosy.project.file("elsewhere.toml"), "utf8")).toBe("[logging]\n");
    expect((await lstat(nosy.project.file("prefect.toml"))).isSymbolicLink()).toBe(true);
    expect(await deployed(prefect())).toEqual([]);
  });
});

describe("a run that is stopped in the middle", () => {
  /** The second of three deployments waits for ever, in a process of its own: at its import, or in a build step. */
  const waiting = (place: "import" | "build step") =>
    makeProject({
      "flow.py": flows("nightly"),
      "second.py": `${place === "import" ? 'import subprocess\n\nsubprocess.run(["./wait.sh"])\n' : ""}${flows("nightly")}`,
      "wait.sh": `#!/bin/sh
${place === "build step" ? "trap '' TERM INT" : ""}
sleep 600 &
echo "$$ $!" > pids
echo the second is waiting
wait
${place === "build step" ? "wait" : ""}
`,
      "prefect.yaml": prefectYaml([
        { name: "first", entrypoint: "flow.py:nightly" },
        {
          name: "second",
          entrypoint: "second.py:nightly",
          more:
            place === "import"
              ? []
              : ["build:", "  - prefect.deployments.steps.run_shell_script:", "      script: ./wait.sh"],
        },
        { name: "third", entrypoint: "flow.py:nightly" },
      ]),
    });

  /** @param straight with `transaction: false` what came before it is on the server, else nothing is */
  async function expectStopped(
    main: Step,
    project: Project,
    words: RegExp,
    reason: string,
    straight = false,
  ): Promise<void> {
    expect(main.exitCode, main.log).toBe(1);
    expect(main.log).toMatch(words);
    expect(await deployed(prefect())).toEqual(straight ? ["nightly/first"] : []);
    const counts = straight ? { created: "1", "not-tried": "1" } : { created: "0", "not-tried": "2" };
    expect(main.outputs).toMatchObject({ changed: "0", failed: "1", ...counts });
    const results = JSON.parse(main.outputs["deployments"] ?? "") as Record<string, string>[];
    expect(results.map(({ name, action }) => `${String(name)} ${String(action)}`)).toEqual([
      straight ? "first created" : "first not-tried",
      "second failed",
      "third not-tried",
    ]);
    expect(results[1]?.["error"]).toContain(reason);
    expect(main.summary).toMatch(/❌ Prefect deploy/);
    expect(main.summary).toContain("nightly/second");

    // The CLI, the script of its build step and what that started are gone.
    const pids = (await readFile(project.file("pids"), "utf8")).trim().split(" ").map(Number);
    expect(pids).toHaveLength(2);
    for (const pid of pids)
      await waitFor(() => !isAlive(pid), { what: `process ${pid} is gone`, timeout: 5_000 });

    // No later step uses it.
    expect(existsSync(project.file("prefect.toml"))).toBe(false);
    expect(await main.post()).not.toContain("prefect.toml");
    expectNothingSeen(main);
  }

  it.each([
    ["SIGINT", "true"],
    ["SIGTERM", "true"],
    ["SIGTERM", "false"],
  ] as const)(
    "by %s, as a runner cancels a job, still reports, leaves no process, and is put back by the post step (transaction: %s)",
    async (signal, transaction) => {
      await using project = await waiting("import");
      let written: boolean | undefined;
      const main = await startStep(
        step(
          project,
          { transaction },
          {
            onLine: (line, kill) => {
              if (line.includes("the second is waiting")) {
                written = existsSync(project.file("prefect.toml"));
                kill(signal);
              }
            },
          },
        ),
      );
      await expectStopped(
        main,
        project,
        /^::error .*cancelled/m,
        "the job was cancelled",
        transaction === "false",
      );
      expect(written).toBe(false);
    },
  );

  it("by `timeout` says so, and also a build step that ignores SIGTERM is gone", async () => {
    await using project = await waiting("build step");
    const main = await startStep(step(project, { timeout: "20" }));
    await expectStopped(
      main,
      project,
      /^::error .*(Timed out after|the step timed out)/m,
      "the step timed out (`timeout`)",
    );
    expect(main.took).toBeGreaterThan(19_000);
    expect(main.took).toBeLessThan(38_000);
  });

  it("before anything was deployed says that, and leaves nothing behind", async () => {
    await using project = await makeProject({
      ...PROJECT,
      "prefect.yaml": prefectYaml([{ name: "first", entrypoint: "nosy.py:nosy" }]),
    });
    const main = await startStep(
      step(
        project,
        { "api-url": "http://127.0.0.1:9/api", retries: "20" },
        {
          onLine: (line, kill) => {
            if (line.includes("Trying again")) kill("SIGTERM");
          },
        },
      ),
    );
    expect(main.exitCode).toBe(1);
    expect(main.log).toMatch(/^::error .*The job was cancelled\./m);
    expect(main.summary).toContain("cancelled");
    expect(main.outputs["deployments"]).toBe("[]");
    expect(main.took).toBeLessThan(10_000);
    await main.post();
    expect(existsSync(project.file("prefect.toml"))).toBe(false);
  });
});

async function filesIn(folder: string): Promise<string[]> {
  const { readdir } = await import("node:fs/promises");
  return readdir(folder);
}
