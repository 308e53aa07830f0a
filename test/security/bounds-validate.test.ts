import { execFile } from "node:child_process";
import { once } from "node:events";
import { readFile, symlink, truncate, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { promisify } from "node:util";
import type { Log } from "sarif";
import { beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { Context } from "../../src/project/types.js";
import { makeProject, type Files, type Project } from "../support/project.ts";
import { startStep, type StepOptions, type StepResult } from "../support/runner/runner.ts";
import { deployStory } from "../support/runner/story.ts";
import { validateProject } from "../support/rules/validation.ts";

const run = promisify(execFile);

const FLOW = "from prefect import flow\n\n\n@flow\ndef main(count: int = 1):\n    pass\n";
const GOOD = "pull: []\ndeployments:\n  - name: d\n    entrypoint: flow.py:main\n    work_pool: {name: p}\n";

async function validate(
  workspace: string,
  inputs: StepOptions["inputs"] = {},
  more: Pick<StepOptions, "onLine" | "temp"> = {},
): Promise<StepResult> {
  return startStep({ workspace, client: "none", inputs: { mode: "validate", ...inputs }, ...more });
}

/** Milliseconds of a validation that finds nothing, on this machine as busy as it is. */
let idle = 0;
const quick = (): number => 2_000 + 3 * idle;

beforeAll(async () => {
  await using project = await makeProject({ "prefect.yaml": GOOD, "flow.py": FLOW });
  const { exitCode, log, took } = await validate(project.path);
  expect(exitCode, log).toBe(0);
  idle = took;
});

/** Puts something in the place of a file, and says what becomes of it there. */
interface Kind {
  readonly put: (path: string, outside: Project) => Promise<unknown>;
  /** As prefect file. */
  readonly prefectFile: string;
  /** As one that a glob finds; default: the same. */
  readonly glob?: string;
  /** As the file of a flow, and as settings file; empty: nothing. */
  readonly flow: string;
  readonly settings: string;
}

const KINDS: Readonly<Record<string, Kind>> = {
  "a named pipe": {
    put: (path) => run("mkfifo", [path]),
    prefectFile: "is a named pipe, and no regular file",
    flow: "is a named pipe, and no regular file",
    settings: "is a named pipe, and no regular file",
  },
  "a link to a named pipe": {
    put: async (path) => {
      await run("mkfifo", [`${path}.pipe`]);
      await symlink(`${path}.pipe`, path);
    },
    prefectFile: "is a named pipe, and no regular file",
    flow: "is a named pipe, and no regular file",
    settings: "is a named pipe, and no regular file",
  },
  "a socket": {
    // Not closed: its file would be taken away. It keeps no process from its end.
    put: (path) => once(createServer().listen(path).unref(), "listening"),
    prefectFile: "is a socket, and no regular file",
    flow: "is a socket, and no regular file",
    settings: "is a socket, and no regular file",
  },
  "a link to /dev/zero": {
    put: (path) => symlink("/dev/zero", path),
    prefectFile: "leads out of the repository through a symbolic link",
    flow: "leads out of the repository by a link",
    settings: "leads out of the repository by a link",
  },
  "a link to /dev/stdin": {
    put: (path) => symlink("/dev/stdin", path),
    prefectFile: "leads out of the repository through a symbolic link",
    flow: "leads out of the repository by a link",
    settings: "leads out of the repository by a link",
  },
  "a link to /proc/self/environ": {
    put: (path) => symlink("/proc/self/environ", path),
    prefectFile: "leads out of the repository through a symbolic link",
    flow: "leads out of the repository by a link",
    settings: "leads out of the repository by a link",
  },
  "a link out of the repository": {
    put: (path, outside) => symlink(outside.file("outside.txt"), path),
    prefectFile: "leads out of the repository through a symbolic link",
    flow: "leads out of the repository by a link",
    settings: "leads out of the repository by a link",
  },
  "a folder": {
    put: (path) => run("mkdir", [path]),
    prefectFile: "is a folder",
    flow: "special.py is a folder, and no file",
    settings: "is a folder",
  },
  "200 MB": {
    put: async (path) => {
      await writeFile(path, "");
      await truncate(path, 200_000_000);
    },
    prefectFile: "has more than 10 MB",
    flow: "has more than 10 MB",
    settings: "has more than 10 MB",
  },
  "a link to itself": {
    put: (path) => symlink(path, path),
    prefectFile: "is a symbolic link that leads to nothing",
    flow: "cannot be read (ELOOP)",
    settings: "cannot be read (ELOOP)",
  },
  "a link to nothing": {
    put: (path) => symlink("nowhere", path),
    prefectFile: "is a symbolic link that leads to nothing",
    flow: "special.py is a link to nothing, and no file",
    settings: "",
  },
  "a link to nothing outside of the repository": {
    put: (path, outside) => symlink(outside.file("none.txt"), path),
    prefectFile: "leads out of the repository through a symbolic link",
    flow: "leads out of the repository by a link",
    settings: "leads out of the repository by a link",
  },
  nothing: {
    put: () => Promise.resolve(),
    prefectFile: "no such file",
    flow: "there is no file",
    settings: "",
  },
};

const OUTSIDE = "deployments:\n  - name: q7zk9wx4v\n    entrypoint: q7zk9wx4v.py:q7zk9wx4v\n";

describe.skipIf(process.platform === "win32")("nothing but a regular file of the repository is read", () => {
  describe.each(Object.entries(KINDS))(
    "%s",
    (_kind, { put, prefectFile, glob = prefectFile, flow, settings }) => {
      it.each([
        ["special.yaml", { "prefect-file": "special.yaml" }, prefectFile],
        ["special.yaml, by a glob", { "prefect-file": "spec*.yaml" }, glob],
        ["special.py", { "prefect-file": "other.yaml" }, flow],
        ["prefect.toml", {}, settings],
        ["pyproject.toml", {}, settings],
        [".env", {}, settings.includes("no regular file") ? settings : ""],
      ])("as %s", async (place, inputs, expected) => {
        await using outside = await makeProject({ "outside.txt": OUTSIDE });
        await using project = await makeProject({
          "prefect.yaml": GOOD,
          "other.yaml": GOOD.replace("flow.py:main", "special.py:main"),
          "flow.py": FLOW,
        });
        const [name = ""] = place.split(",");
        await put(project.file(name), outside);
        const { log, took, summary, outputs } = await validate(project.path, inputs);
        expect(took).toBeLessThan(quick());
        const isGlob = place.includes("glob");
        // A glob is for files: it passes by a folder.
        const said = isGlob && /folder|no such/.test(expected) ? "no such file" : expected;
        if (said === "") expect(log).toContain("nothing found");
        else {
          expect(log).toContain(said);
          expect(log).toContain(name === "special.yaml" && isGlob && said === "no such file" ? "spec" : name);
          expect(summary).toContain("Prefect validate");
        }
        expect(log + summary + JSON.stringify(outputs)).not.toContain("q7zk9wx4v");
      });
    },
  );

  it.each(["/dev/zero", "/dev/stdin", "/dev/random", "/dev/tty"])("%s as prefect file", async (path) => {
    await using project = await makeProject({ "flow.py": FLOW });
    const { exitCode, log, took } = await validate(project.path, { "prefect-file": path });
    expect(exitCode).toBe(1);
    expect(log).toMatch(
      /`prefect-file` \/dev\/\w+ is (?:a device|a named pipe|a socket), and no regular file/,
    );
    expect(took).toBeLessThan(quick());
  });

  it("paths of devices, and others outside of the repository, as entrypoints", async () => {
    const entrypoints = [
      ...["/dev/zero:", "/dev/zero", "/dev/zero.py:f", "/dev/stdin:f", "/proc/self/environ:"],
      ...["/etc/passwd:root", "../../../../dev/zero:", "/proc/self/fd/0:", "//dev//zero:"],
      ...["./flow.py/../../../../../../dev/zero:", "/etc/hostname.py:f", "../outside.py:f"],
    ];
    const deployments = entrypoints.map((entrypoint, index) => ({ name: `d${index}`, entrypoint }));
    await using project = await makeProject({ "prefect.yaml": stringify({ deployments }), "flow.py": FLOW });
    const { exitCode, log, took } = await validate(project.path);
    expect(exitCode).toBe(1);
    expect(log).toContain(
      "/etc/hostname.py lies outside of the repository, where a validation reads nothing",
    );
    expect(took).toBeLessThan(quick());
  });

  it("what the workflow itself names outside of the repository is read", async () => {
    await using outside = await makeProject({ "prefect.yaml": GOOD, "flow.py": FLOW });
    await using project = await makeProject({ "flow.py": FLOW });
    const byFile = await validate(project.path, { "prefect-file": outside.file("prefect.yaml") });
    expect(byFile.exitCode, byFile.log).toBe(0);
    const byFolder = await validate(project.path, { "working-directory": outside.path });
    expect(byFolder.exitCode, byFolder.log).toBe(0);
  });

  it("what is there outside of the repository cannot be told from what is not", async () => {
    await using outside = await makeProject({ "there.yaml": GOOD, "there.py": FLOW });
    await using project = await makeProject({ "flow.py": FLOW, "flows/x.py": FLOW });
    const said: string[] = [];
    for (const name of ["there", "absent"]) {
      const texts: string[] = [];
      for (const end of ["py", "yaml"]) {
        await run("rm", ["-f", project.file(`link.${end}`)]);
        await symlink(outside.file(`${name}.${end}`), project.file(`link.${end}`));
      }
      for (const [entrypoint, inputs] of [
        ["link.py:main", {}],
        ["lnk.py:main", {}],
        ["flow.py:main", { "prefect-file": "link.yaml" }],
        ["flow.py:main", { "prefect-file": "*.yaml" }],
        ["flow.py:main", { "prefect-file": "other.yaml" }],
      ] as const) {
        await project.write({ "prefect.yaml": GOOD.replace("flow.py:main", entrypoint) });
        const { log, summary, outputs, exitCode } = await validate(project.path, inputs);
        texts.push(
          `${exitCode} ${log} ${summary} ${outputs["findings"]}`.replace(/prefect-validate-\w+/g, ""),
        );
      }
      said.push(texts.join("\n"));
    }
    expect(said[1]).toBe(said[0]);
  });

  it("neither a folder nor a link to nothing is proposed in place of itself", async () => {
    await using project = await makeProject({ "dir.py/x": "", "real.py": FLOW });
    await symlink("nowhere", project.file("gone.py"));
    const said = async (entrypoint: string): Promise<string> => {
      await project.write({ "prefect.yaml": GOOD.replace("flow.py:main", entrypoint) });
      return (await validate(project.path)).log;
    };
    expect(await said("dir.py:main")).toContain(
      "dir.py is a folder, and no file; Prefect cannot import the flow.",
    );
    expect(await said("gone.py:main")).toContain("gone.py is a link to nothing, and no file");
    for (const entrypoint of ["dir.py:main", "gone.py:main", "gon.py:main", "dirr.py:main"])
      expect(await said(entrypoint)).not.toContain("Do you mean");
    expect(await said("rael.py:main")).toContain("Do you mean `real.py`?");
  });

  it("settings that Prefect does not get past are an error", async () => {
    for (const name of ["prefect.toml", "pyproject.toml"]) {
      for (const [put, expected] of [
        [
          (path: string) => run("mkfifo", [path]),
          "is a named pipe, and no regular file; nothing of it is checked, and",
        ],
        [
          (path: string) => run("mkdir", [path]),
          "is a folder; nothing of it is checked, and Prefect does not get past",
        ],
        [(path: string) => writeFile(path, Buffer.from("# caf\xe9\n", "latin1")), "is not UTF-8 text"],
        [(path: string) => writeFile(path, "\ufeff[api]\n"), "begins with a byte order mark"],
      ] as const) {
        await using project = await makeProject({ "prefect.yaml": GOOD, "flow.py": FLOW });
        await put(project.file(name));
        const { exitCode, log } = await validate(project.path);
        expect(log).toContain(`${name} `);
        expect(log).toContain(expected);
        expect(exitCode, log).toBe(1);
      }
    }
    await using project = await makeProject({ "prefect.yaml": GOOD, "flow.py": FLOW });
    await writeFile(project.file("prefect.toml"), '[api]\rurl = "http://x/api"\r'); // Python reads it as lines.
    const { exitCode, log } = await validate(project.path);
    expect(exitCode, log).toBe(0);
  });

  it("a link to a regular file of the repository is read, and no folder outside is listed", async () => {
    await using outside = await makeProject({ "q7zk9wx4v.py": FLOW });
    await using project = await makeProject({ "prefect.yaml": GOOD, "flows/main.py": FLOW });
    await symlink("flows/main.py", project.file("flow.py"));
    await symlink(outside.path, project.file("out"));
    const good = await validate(project.path);
    expect(good.exitCode, good.log).toBe(0);
    await project.write({ "prefect.yaml": GOOD.replace("flow.py", "out/q7zk9wx4.py") });
    const { log } = await validate(project.path);
    expect(log).toContain("leads out of the repository by a link");
    expect(log).not.toContain("q7zk9wx4v");
  });

  it("in a deploy too, none of them keeps it waiting", async () => {
    await using project = await makeProject({ "prefect.yaml": GOOD, "flow.py": FLOW });
    for (const name of [".env", "prefect.toml", "special.py"]) await run("mkfifo", [project.file(name)]);
    await symlink("/dev/zero", project.file("pyproject.toml"));
    const started = performance.now();
    const deploy = (more: Readonly<Record<string, string>> = {}) =>
      deployStory({
        inputs: { "api-url": "http://127.0.0.1:9/api", retries: "0", ...more },
        workspace: project.path,
        client: "none",
      });
    const { warnings, problems } = await deploy({ "config-target": "none" });
    expect([...warnings, ...problems].map(({ what }) => what)).toEqual(
      expect.arrayContaining([
        expect.stringContaining("prefect.toml is a named pipe"),
        expect.stringContaining("pyproject.toml is a device"),
      ]),
    );
    expect(problems).not.toEqual([]);
    const pipe = project.file("special.py");
    for (const name of ["ca-certificate", "client-certificate"]) {
      const refused = await deploy({
        [name]: pipe,
        "client-key": name === "client-certificate" ? pipe : "unset",
      });
      expect(JSON.stringify(refused.problems)).toContain("named pipe");
    }
    expect(performance.now() - started).toBeLessThan(4 * quick());
  });
});

it("files that have more than 100 MB together are not all read, and that is said", async () => {
  const names = Array.from({ length: 12 }, (_, index) => `flow_${index}.py`);
  const deployments = names.map((name) => ({ name, entrypoint: `${name}:main`, work_pool: { name: "p" } }));
  const comment = `# ${"x".repeat(98)}\n`.repeat(95_000);
  await using project = await makeProject({ "prefect.yaml": stringify({ pull: [], deployments }) });
  for (const name of names) await project.write({ [name]: FLOW + comment });
  const { log } = await validate(project.path);
  expect(log).toContain("flow_11.py is not read: the files of this check have more than 100 MB together");
  expect(log).not.toContain("flow_3.py is not read");
});

describe("a check that does not come to its end", () => {
  /** Takes several seconds to read, wherever it is read. */
  async function large(): Promise<Project> {
    const deployment =
      "  - {name: n, entrypoint: 'flow.py:main', tags: [a, b, c, d, e, f], work_pool: {name: p}}\n";
    const text = `deployments:\n${deployment.repeat(100_000)}`;
    const files: Files = { "a.yaml": "deployments: [\n", "flow.py": FLOW };
    const project = await makeProject(files);
    for (const name of ["b", "c", "d", "e", "f", "g", "h"]) await project.write({ [`${name}.yaml`]: text });
    return project;
  }

  it("is ended at `timeout`; what it found is told, and what it did not come to", async () => {
    await using project = await large();
    const timeout = Math.ceil((2 * idle) / 1_000) + 1; // The process that checks has to start.
    const { exitCode, log, summary, outputs, took } = await validate(project.path, {
      "prefect-file": "*.yaml",
      timeout: String(timeout),
    });
    expect(exitCode).toBe(1);
    expect(log).toMatch(
      /Timed out after \d+ s: not checked by any rules: a\.yaml, b\.yaml, .* 3 more; it was reading \w\.yaml\./,
    );
    expect(log).toContain("title=yaml-syntax,file=a.yaml");
    expect(summary).toContain("Timed out after ");
    expect(took).toBeLessThan(quick() + timeout * 1_000);
    expect(outputs["findings"]).toContain("yaml-syntax");
  });

  it("is ended where the job is cancelled", async () => {
    await using project = await large();
    let killed = 0;
    const { exitCode, log } = await validate(
      project.path,
      { "prefect-file": "*.yaml", username: "u", password: "a-password-to-mask" },
      {
        onLine: (line, kill) => {
          if (killed > 0 || !line.startsWith("::add-mask::")) return;
          killed = performance.now();
          setTimeout(kill, 2 * idle, "SIGTERM");
        },
      },
    );
    expect(performance.now() - killed).toBeLessThan(quick() + 2 * idle);
    expect(exitCode).toBe(1);
    expect(log).toContain("The job was cancelled: not checked by any rules: a.yaml");
  });
});

describe("what is said has its bounds", () => {
  it("of more than 1,000 findings the worst are listed, and all are counted", async () => {
    const lines = Array.from({ length: 3_345 }, (_, index) => `    key_${index}: 1\n`).join("");
    const errors = Array.from(
      { length: 700 },
      (_, index) => `      - cron: "61 ${index} * * *"\n        slug: s${index}\n`,
    );
    const text = `${GOOD}${lines}    schedules:\n${errors.join("")}`;
    await using project = await makeProject({ "prefect.yaml": text, "flow.py": FLOW });
    await using temp = await makeProject({});
    const { log, summary, outputs } = await validate(project.path, {}, { temp: temp.path });
    expect(log).toContain("Checked 1 deployment in 1 file: 700 errors, 3345 warnings.");
    expect(log).toContain("… and 3045 warnings more: the worst 1000 are told of, the others counted.");
    expect(summary).toContain("700 errors, 3345 warnings.");
    const listed = JSON.parse(outputs["findings"] ?? "[]") as { severity: string }[];
    expect(listed.filter(({ severity }) => severity === "error")).toHaveLength(700);
    const sarif = JSON.parse(await readFile(outputs["sarif-file"] ?? "", "utf8")) as Log;
    expect(sarif.runs[0]?.results).toHaveLength(1_000);
  });

  it("what is ignored is not counted", async () => {
    const lines = Array.from({ length: 2_000 }, (_, index) => `    key_${index}: 1\n`).join("");
    await using project = await makeProject({ "prefect.yaml": GOOD + lines, "flow.py": FLOW });
    const { log } = await validate(project.path, { "ignore-rules": "unknown-key" });
    expect(log).toContain("nothing found");
  });

  it("of more than 1,000 errors of one rule the first is shown, the others counted", async () => {
    const items = Array.from(
      { length: 3_000 },
      (_, index) => `  - {name: "${"n".repeat(2_000)}/${index}", entrypoint: "flow.py:main"}\n`,
    );
    await using project = await makeProject({
      "prefect.yaml": `pull: []\ndeployments:\n${items.join("")}`,
      "flow.py": FLOW,
    });
    const { exitCode, log, took } = await validate(project.path, { names: "*" });
    expect(exitCode).toBe(1);
    expect(log).toContain(`"${"n".repeat(200)}…": the name holds one of the characters`);
    expect(log).toContain("Checked 3000 deployments in 1 file: 3000 errors");
    expect(log.split("the name holds one of the characters").length - 1).toBe(1);
    expect(log).toContain("The same rule finds 999 more.");
    expect(log).not.toContain("n".repeat(201));
    expect(took).toBeLessThan(3 * quick());
  });

  it.each([
    ["5 kB", 5_000, undefined],
    ["a megabyte", 1_000_000, "what its aliases repeat is too much to check (more than 6 MB of text)"],
  ])("a name of %s, 1,000 times", async (_size, length, refused) => {
    const name = "n".repeat(length);
    const items = Array.from(
      { length: 1_000 },
      (_, index) => `  - {name: *name, entrypoint: "x${index}.py:f"}\n`,
    );
    const text = `x-name: &name "${name}"\ndeployments:\n${items.join("")}`;
    await using project = await makeProject({ "prefect.yaml": text });
    const { exitCode, log, summary, outputs, took } = await validate(project.path);
    expect(exitCode).toBe(1);
    expect(took).toBeLessThan(10 * quick());
    // In the summary the name stands in code, and the dots that say that it goes on right behind it.
    for (const said of [log, summary.replaceAll("`…", "…"), outputs["findings"] ?? ""]) {
      expect(said).not.toContain("n".repeat(201));
      if (refused === undefined) expect(said).toContain(`${"n".repeat(200)}…`);
      else expect(said).toContain(refused);
    }
  });

  it.each([
    [
      "in backticks",
      (name: string) =>
        `pull: []\ndeployments:\n  - name: a\n    entrypoint: flow.py:main\n    ${JSON.stringify(name)}: 1\n`,
    ],
    [
      "as a path",
      (name: string) => `deployments:\n  - {name: a, entrypoint: ${JSON.stringify(`${name}.py:f`)}}\n`,
    ],
    [
      "as a function",
      (name: string) => `deployments:\n  - {name: a, entrypoint: ${JSON.stringify(`flow.py:${name}`)}}\n`,
    ],
    [
      "as a cron",
      (name: string) => `deployments:\n  - {name: a, schedules: [{cron: ${JSON.stringify(name)}}]}\n`,
    ],
    [
      "as a step",
      (name: string) => `build:\n  - ${JSON.stringify(`prefect.deployments.steps.${name}`)}: {}\n`,
    ],
    [
      "as a template",
      (name: string) => `deployments:\n  - {name: a, version: ${JSON.stringify(`{{ ${name}.y }}`)}}\n`,
    ],
    ["as a name", (name: string) => `deployments:\n  - {name: ${JSON.stringify(name)}}\n`],
  ])("a name of 5,000 characters %s", async (_where, text) => {
    for (const name of ["é".repeat(5_000), "ab cd ".repeat(833), "😀".repeat(2_500)]) {
      const { findings } = await validateProject({ "prefect.yaml": text(name), "flow.py": FLOW });
      expect(findings).not.toEqual([]);
      for (const { what, fix, corrected = "" } of findings) {
        expect(what.length).toBeLessThanOrEqual(1_001);
        expect(fix.length).toBeLessThanOrEqual(1_001);
        expect(corrected.length).toBeLessThanOrEqual(500);
        expect(what).not.toMatch(/[^\s"`]{202}/u);
        expect(what.isWellFormed() && fix.isWellFormed()).toBe(true);
      }
    }
  });
});

describe("what says that something is not checked cannot be turned off", () => {
  it.each([
    ["yaml-syntax", "deployments: ] # prefect-deploy-ignore: yaml-syntax\n"],
    ["yaml-text", "a: \u0007 # prefect-deploy-ignore: yaml-text\n"],
    ["yaml-alias", "a: *b # prefect-deploy-ignore: yaml-alias\n"],
    ["not-a-mapping", "[] # prefect-deploy-ignore: not-a-mapping\n"],
    ["not-a-mapping", "deployments:\n  - x # prefect-deploy-ignore: not-a-mapping\n"],
    [
      "too-many-findings",
      `a: 1 # prefect-deploy-ignore: too-many-findings, unknown-key\n${GOOD}${Array.from({ length: 10_001 }, (_, at) => `    k${at}: 1\n`).join("")}`,
    ],
  ])("%s", async (rule, text) => {
    await using project = await makeProject({ "prefect.yaml": text, "flow.py": FLOW });
    const { exitCode, log } = await validate(project.path);
    expect(exitCode, log).toBe(1);
    expect(log).toContain(`title=${rule},`);
    expect(log).toContain(`This comment does not turn ${rule} off`);
    const refused = await validate(project.path, { "ignore-rules": rule });
    expect(refused.exitCode).toBe(1);
    expect(refused.log).toContain(`${rule} cannot be turned off`);
  });

  it("what is ignored leaves no room for too many, and `no-pull` is told where it means all deployments", async () => {
    const lines = Array.from({ length: 10_500 }, (_, index) => `    key_${index}: 1\n`).join("");
    await using project = await makeProject({ "prefect.yaml": GOOD + lines, "flow.py": FLOW });
    const { log } = await validate(project.path, { "ignore-rules": "unknown-key" });
    expect(log).toContain("nothing found");
    const without = GOOD.replace("pull: []\n", "");
    const saying = async (text: string): Promise<string> => {
      await project.write({ "prefect.yaml": text });
      return (await validate(project.path)).log;
    };
    const comment = "# prefect-deploy-ignore: no-pull";
    expect(await saying(without.replace("name: d", `name: d ${comment}`))).toContain("title=no-pull");
    expect(await saying(without.replace("deployments:", `deployments: ${comment}`))).toContain(
      "nothing found",
    );
  });
});

/** What every object has. */
const INHERITED = [
  ...Object.getOwnPropertyNames(Object.prototype),
  ...["constructor.prototype", "length", "name", "prototype", "then", "toJSON"],
];

/** Paths that no file can have. */
const ODD_PATHS = [
  "x".repeat(256),
  `${"x".repeat(300)}/y`,
  "a/".repeat(3_000),
  "../".repeat(3_000),
  "\0",
  "a\0b",
  "\n",
  "\uD800",
  "a/./../a",
  "////",
  "C:\\x",
  "x".repeat(100_000),
  "…",
];

function everywhere(text: string, entrypoint: string): Record<string, unknown> {
  return {
    name: text,
    entrypoint,
    [text]: { [text]: text },
    version: text,
    version_type: text,
    tags: [text],
    concurrency_limit: { limit: 1, collision_strategy: text, [text]: 1 },
    parameters: { [text]: text },
    schedules: [
      { cron: text, timezone: text, slug: text, [text]: 1 },
      { rrule: `${text}=1`, slug: text },
      { interval: text, anchor_date: text },
    ],
    work_pool: { name: text, [text]: text, job_variables: { [text]: text } },
    build: [
      { [text]: { [text]: text } },
      { "prefect.deployments.steps.git_clone": { repository: text, [text]: 1 } },
    ],
    pull: [{ "prefect.deployments.steps.run_shell_script": { id: text, script: `{{ ${text}.${text} }}` } }],
    triggers: [{ [text]: text }],
  };
}

describe("names that others chose are looked up as names", () => {
  it.each(INHERITED)("%s, wherever a name can stand", async (text) => {
    const deployments = [
      everywhere(text, `flow.py:${text}`),
      everywhere(text, `${text}.py:${text}`),
      everywhere(text, `${text}.${text}`),
      everywhere(text, `flow.py:${text}.${text}`),
      { name: `{{ $${text} }}`, entrypoint: `{{ ${text} }}.py:f`, work_pool: { name: `{{ $${text} }}` } },
    ];
    const yaml = stringify({ deployments, [text]: text, build: [{ [text]: {} }] });
    const python = `from prefect import flow\n\n\n@flow(${/^\w+$/.test(text) ? text : "x"}=1)\ndef main(x: ${text}):\n    pass\n`;
    for (const isBlind of [true, false]) {
      const { findings } = await validateProject(
        { "prefect.yaml": yaml, "flow.py": python },
        {},
        { isBlind },
      );
      expect(findings).not.toEqual([]);
      expect(JSON.stringify(findings)).not.toContain("native code");
    }
  });

  it("in the bundle, and in the inputs", async () => {
    const deployments = INHERITED.map((text) => everywhere(text, `flow.py:${text}`));
    await using project = await makeProject({ "prefect.yaml": stringify({ deployments }), "flow.py": FLOW });
    const { log, exitCode } = await validate(project.path, { names: "constructor\n__proto__\ntoString" });
    expect(exitCode).toBe(1);
    expect(log).toContain("Checked ");
    expect(log).not.toMatch(/failed on|ended with an error|native code|does not know/);
    const refused = await validate(project.path, { "ignore-rules": "constructor" });
    expect(refused.log).toContain('there is no rule "constructor"');
  });
});

describe("paths that no file can have are findings", () => {
  it.each(ODD_PATHS.map((path) => [JSON.stringify(path).slice(0, 30), path] as const))(
    "%s",
    async (_shown, path) => {
      const entrypoints = [
        `${path}.py:f`,
        `${path}:f`,
        path,
        `${path}/flow.py:main`,
        `flow.py:${path}`,
        `/${path}.py:f`,
      ];
      const deployments = entrypoints.map((entrypoint, index) => ({ name: `d${index}`, entrypoint }));
      const { findings } = await validateProject({
        "prefect.yaml": stringify({ deployments }),
        "flow.py": FLOW,
      });
      expect(findings.filter(({ rule }) => rule.startsWith("entrypoint-")).length).toBeGreaterThan(0);
    },
  );

  it("in the bundle, and in the inputs", async () => {
    const deployments = ODD_PATHS.flatMap((path, index) =>
      [`${path}.py:f`, path, `${path}/flow.py:main`].map((entrypoint) => ({ name: `d${index}`, entrypoint })),
    );
    await using project = await makeProject({ "prefect.yaml": stringify({ deployments }), "flow.py": FLOW });
    const { log, exitCode } = await validate(project.path);
    expect(exitCode).toBe(1);
    expect(log).toContain(`Checked ${deployments.length} deployments in 1 file`);
    expect(log).not.toMatch(/failed on|ended with an error|does not know/);
    for (const name of ["prefect-file", "working-directory"]) {
      const refused = await validate(project.path, { [name]: "x".repeat(300) });
      expect(refused.exitCode).toBe(1);
      expect(refused.log).toMatch(/no such file|does not exist|is too long a path/);
    }
  });
});

describe("a rule that fails", () => {
  it("keeps no other rule from its findings, and is named with the file, in a deploy as in a validation", async () => {
    const failing = (context: Context): Context => ({
      ...context,
      python: (path) => {
        if (path.endsWith("bad.py")) throw new RangeError("a secret of the file");
        return context.python(path);
      },
    });
    const said: string[] = [];
    const { findings } = await validateProject(
      {
        "prefect.yaml": `${GOOD.replace("flow.py", "bad.py")}    schedlues: []\n`,
        "other.yaml": GOOD.replace("flow.py", "flwo.py"),
        "flow.py": FLOW,
      },
      {},
      {
        names: ["prefect.yaml", "other.yaml"],
        change: failing,
        watch: {
          at: () => undefined,
          warned: () => undefined,
          failed: ({ what }) => {
            said.push(what);
          },
        },
      },
    );
    expect(said).toEqual(
      ["structure", "entrypoints", "flow names", "import calls"].map((set): unknown =>
        expect.stringMatching(
          `^The rules of \`${set}\` failed on prefect.yaml \\(RangeError in .*\\); not all of it is checked\\.$`,
        ),
      ),
    );
    expect(findings.map(({ rule, where }) => `${rule} ${where.file}`)).toEqual([
      "entrypoint-file-missing other.yaml",
      "unknown-key prefect.yaml",
    ]);
  });
});
