import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../../scripts/parts.mjs";
import type { Problem } from "../../src/base/errors.js";
import { Findings } from "../../src/base/findings.js";
import { emptyReport, tell } from "../../src/report/report.js";
import { validate } from "../../src/validate/validate.js";
import { INTERPRETERS } from "../support/rules/flows.ts";
import { makeProject, type Files, type Project } from "../support/project.ts";
import { startStep } from "../support/runner/runner.ts";

/** What SECURITY.md says of how a validation reads Python that anybody may have written. */

const FLOW = "from prefect import flow\n\n\n@flow\ndef main(count: int = 1):\n    pass\n";

function prefectFile(...entrypoints: string[]): string {
  const entry = (entrypoint: string, index: number) =>
    `  - name: d${index}\n    entrypoint: ${entrypoint}\n    work_pool: {name: p}\n`;
  return `pull: []\ndeployments:\n${entrypoints.map(entry).join("")}`;
}

/** `mode: validate` on a runner with these variables. */
async function check(project: Project, env: NodeJS.ProcessEnv, more: { timeout?: number } = {}) {
  const findings = new Findings();
  const report = emptyReport();
  const inputs = {
    ignoreRules: [],
    names: [],
    prefectFiles: ["prefect.yaml"],
    runFrom: "working-directory" as const,
    timeout: 600,
  };
  const started = performance.now();
  const { checked, problems, warnings } = await validate(
    { ...inputs, ...more, workingDirectory: project.path },
    {
      program: join(ROOT, "dist", "index.js"),
      ...{ workspace: project.path, env, signal: new AbortController().signal },
      clean: (text) => text,
    },
  );
  if (checked) tell(checked, report, findings);
  const texts = (list: readonly Problem[]): string => list.map(({ what }) => what).join("\n");
  return {
    said: texts([...problems, ...findings.problems]),
    warned: texts([...warnings, ...findings.warnings]),
    report,
    took: performance.now() - started,
  };
}

describe.skipIf(process.platform === "win32")("nothing of the checkout is run", () => {
  const mark = (project: Project): string => project.file("was-run");
  const program = (project: Project): string => `#!/bin/sh\ntouch '${mark(project)}'\n`;
  const module = (project: Project): string => `open(${JSON.stringify(mark(project))}, "w")\n${FLOW}`;

  /** Whatever Python would look for where it starts, and a mistake that only a Python finds. */
  async function trapped(): Promise<Project> {
    const project = await makeProject({});
    const modules = [
      "ast",
      "json",
      "re",
      "gc",
      "sitecustomize",
      "usercustomize",
      "encodings/__init__",
      "tokenize",
    ];
    const files: Files = {
      "prefect.yaml": prefectFile("flow.py:main", "sitecustomize.py:main", "broken.py:main"),
      "broken.py": "# coding: evil\nx = (\n",
      "flow.py": `${module(project)}raise SystemExit\n`,
      ...Object.fromEntries(modules.map((name) => [`${name}.py`, module(project)])),
      "encodings/evil.py": module(project),
      "startup.py": module(project),
      ".venv/pyvenv.cfg": `home = ${project.path}\n`,
      "x.pth": `import os; open(${JSON.stringify(mark(project))}, "w")\n`,
      ...Object.fromEntries(
        ["python", "python3", "bin/python3", ".venv/bin/python3", ".venv/bin/python"].map((name) => [
          name,
          program(project),
        ]),
      ),
    };
    await project.write(files);
    return project;
  }

  it("by a PATH that leads there, or by the place of a Python", async () => {
    await using project = await trapped();
    await using outside = await makeProject({});
    symlinkSync(project.file("bin"), outside.file("bin"));
    const PATH = [
      "",
      ".",
      "bin",
      project.path,
      project.file(".venv/bin"),
      outside.file("bin"),
      "/usr/bin",
      "/bin",
    ];
    for (const pythonLocation of [project.path, project.file(".venv"), ".", outside.path]) {
      const { said } = await check(project, { PATH: PATH.join(delimiter), pythonLocation });
      expect(said).toContain("broken.py is not valid Python");
      expect(existsSync(mark(project))).toBe(false);
    }
    const { said, warned } = await check(project, { PATH: PATH.slice(0, 6).join(delimiter) });
    expect(said).toBe("");
    expect(warned).toContain("No Python 3.9 or newer was found outside of the repository");
    expect(existsSync(mark(project))).toBe(false);
  });

  it("by variables of Python's, or by the folder that the step runs in", async () => {
    await using project = await trapped();
    const { log, exitCode } = await startStep({
      workspace: project.path,
      client: "none",
      inputs: { mode: "validate" },
      env: {
        PYTHONPATH: project.path,
        PYTHONHOME: project.path,
        PYTHONSTARTUP: project.file("startup.py"),
        PYTHONUSERBASE: project.path,
        PYTHONINSPECT: "1",
        PYTHONPLATLIBDIR: project.path,
        LD_LIBRARY_PATH: project.path,
        VIRTUAL_ENV: project.file(".venv"),
        pythonLocation: project.file(".venv"),
      },
    });
    expect(log).toContain("broken.py is not valid Python");
    expect(exitCode).toBe(1);
    expect(existsSync(mark(project))).toBe(false);
  });

  it("which the traps would tell", async () => {
    await using project = await trapped();
    execFileSync(project.file("python3"));
    expect(existsSync(mark(project))).toBe(true);
  });
});

/** Ids of processes that read Python files, and whom nobody waits for any more. */
function readers(): string[] {
  return readdirSync("/proc").filter((id) => {
    const line = commandOf(id);
    if (!line.includes(join(ROOT, "dist", "prefect_reader.py"))) return false;
    // Tests that run beside this one have readers too: those have who started them.
    const parent = /^PPid:\s+(\d+)/m.exec(read(`/proc/${id}/status`))?.[1] ?? "";
    return !commandOf(parent).includes("--check");
  });
}

function commandOf(id: string): string {
  return /^\d+$/.test(id) ? read(`/proc/${id}/cmdline`).replaceAll("\0", " ") : "";
}

/** Empty where the process has ended. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

describe("files that are made to harm a parser", () => {
  const PATH = process.env["PATH"] ?? "";

  it("are named, and keep no other file from being checked", { timeout: 120_000 }, async () => {
    await using project = await makeProject({
      "prefect.yaml": prefectFile("deep.py:main", "large.py:main", "slow.py:main", "flow.py:other"),
      "deep.py": `x = ${"not ".repeat(100_000)}1\n`,
      "large.py": `x = ${"a+".repeat(200_000)}a\n`,
      "slow.py": "x=1\n".repeat(2_490_000),
      "flow.py": FLOW,
    });
    const { said, report, took } = await check(project, { PATH });
    expect(said).toMatch(/^Not read, and not checked by the rules for flow files: .*deep\.py/m);
    expect(said).toMatch(/^Not read, .*large\.py/m);
    expect(said).toMatch(/^Not read, .*slow\.py/m);
    expect(said).toContain("there is no `other` at the top level of flow.py");
    expect(report.checked?.deployments).toBe(4);
    expect(took).toBeLessThan(60_000);
  });

  it("do not keep a step longer than its timeout", { timeout: 60_000 }, async () => {
    const names = Array.from({ length: 3 }, (_, index) => `slow_${index}.py`);
    await using project = await makeProject({
      "prefect.yaml": prefectFile(...names.map((name) => `${name}:main`)),
      ...Object.fromEntries(names.map((name) => [name, "x=1\n".repeat(2_490_000)])),
    });
    const { said, took } = await check(project, { PATH }, { timeout: 3 });
    expect(said).toMatch(
      /Timed out after 3 s: not checked by any rules: prefect\.yaml; it was reading slow_\d\.py/,
    );
    expect(took).toBeLessThan(20_000);
    if (process.platform === "linux") expect(readers()).toEqual([]);
  });

  it("say their findings at places that are inside of them", async () => {
    const python = INTERPRETERS[0];
    expect(python).toBeDefined();
    await using project = await makeProject({
      "prefect.yaml": prefectFile("a.py:main", "b.py:main", "c.py:main", "d.py:main"),
      "a.py": "x = 1\0\n",
      "b.py": "# coding: utf-16\nx = 1\n",
      "c.py": "# coding: ../../../etc/passwd\nx = 1\n",
      "d.py": `x = '${"\\".repeat(99)}\n`,
    });
    const { said } = await check(project, { PATH });
    for (const name of ["a", "b", "c", "d"]) expect(said).toContain(`${name}.py is not valid Python`);
  });
});

describe("without a Python", () => {
  it("all else is checked, and one warning says what is not", async () => {
    await using project = await makeProject({
      "prefect.yaml": `${prefectFile("flow.py:nope", "pack.flow:main", "missing.py:main")}    schedlue: 1\n`,
      "flow.py": "x = (\n",
      "pack/__init__.py": "",
      "pack/flow.py": FLOW,
    });
    const { said, warned } = await check(project, { PATH: "" });
    expect(said.split("\n")).toEqual([expect.stringContaining("there is no file missing.py here")]);
    expect(warned).toMatch(
      /No Python 3\.9 or newer was found outside of the repository: .*flow\.py.* not checked/,
    );
    expect(warned).toContain("`entrypoint-syntax-error`");
    expect(warned).toContain("schedlue");
  });

  it("nothing is said where no file of Python is there", async () => {
    await using project = await makeProject({ "prefect.yaml": prefectFile("installed.flows.main") });
    const { said, warned } = await check(project, { PATH: "" });
    expect([said, warned]).toEqual(["", ""]);
  });
});
