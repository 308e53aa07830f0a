import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ActionError, describe as shown } from "../../../src/base/errors.js";
import { Findings } from "../../../src/base/findings.js";
import type { FileRun } from "../../../src/deploy/cli.js";
import { checkImports, lostFields } from "../../../src/deploy/failed-imports.js";
import type { FailedImport } from "../../../src/prefect/cli-process.js";
import { knownDeployment } from "../../support/deployment.ts";

let folder = "";

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "imports-")));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const failed = (more: Partial<FailedImport> = {}): FailedImport => ({
  ...{
    entrypoint: "flow.py:f",
    path: "flow.py",
    line: 3,
    error: "RuntimeError",
    message: "no",
    module: undefined,
  },
  lost: [],
  ...more,
});

const runOf = (...failedImports: FailedImport[]): FileRun => ({
  ...{ directory: folder, ran: [], further: 0, failedImports, isWatched: true },
});

function said(
  runs: FileRun[],
  files: readonly string[] = [],
  onImportError: "warning" | "error" = "warning",
): string[] {
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), "");
  }
  const findings = new Findings();
  const show = (path: string): string => relative(folder, path);
  const prefectCommand = ["conda", "run", "prefect"];
  const here = runs.map((one) => ({ ...one, directory: folder }));
  checkImports(here, { onImportError, prefectCommand }, { findings, show });
  return findings.warnings.map(shown);
}

const STOP = "`on-import-error: error` stops instead.";

test("nothing is said where all files can be imported", () => {
  expect(said([runOf()])).toEqual([]);
  expect(said([runOf()], [], "error")).toEqual([]);
});

test("each file is said once, with what its flows lose", () => {
  const lost = (...pairs: [string, string][]) => pairs.map(([parameter, kind]) => ({ parameter, kind }));
  const runs = [
    runOf(
      failed({ lost: lost(["day", "default"]) }),
      failed({ entrypoint: "flow.py:g", line: undefined, lost: lost(["frame", "type"], ["day", "default"]) }),
      failed({ entrypoint: "b.py:b", path: "b.py", line: undefined }),
    ),
    runOf(failed({ lost: lost(["day", "default"]) })),
  ];
  expect(said(runs)).toEqual([
    `flow.py:3: This file cannot be imported here (RuntimeError: "no"). Prefect deploys it from its text: the default of "day", the type of "frame" are lost. Correct the file, or give it here what it needs. ${STOP}`,
    `b.py: This file cannot be imported here (RuntimeError: "no"). Prefect deploys it from its text: nothing of its parameters is lost. Correct the file, or give it here what it needs. ${STOP}`,
  ]);
});

describe("a module that is not installed", () => {
  const missing = [
    runOf(failed({ error: "ModuleNotFoundError", message: "No module named 'a.b'", module: "a.b" })),
  ];

  test.each<[string, string[], string]>([
    [
      "nothing tells how",
      [],
      'Install it in a step before this one: `- run: pip install` with the package of "a".',
    ],
    ["a list of requirements", ["requirements.txt"], "`- run: pip install -r requirements.txt`."],
    [
      "a lock of uv",
      ["uv.lock", "requirements.txt"],
      "`- run: uv sync`, with `prefect-command: uv run prefect`.",
    ],
    [
      "it is a file of the repository",
      ["a.py"],
      "The module is in the repository: install it in a step before this one.",
    ],
    [
      "it is a folder of the repository",
      ["a/__init__.py"],
      "The module is in the repository: install it in a step before this one.",
    ],
  ])("%s", (_what, files, fix) => {
    expect(said(missing, files)[0]).toContain(`${fix} ${STOP}`);
  });
});

test("an error names every file, and warns of none", () => {
  const runs = [runOf(failed(), failed({ path: "b.py" }))];
  expect(() => said(runs, [], "error")).toThrow(ActionError);
  expect(() => said(runs, [], "error")).toThrow(/flow\.py:3: .*\nb\.py:3: /);
});

test("an error is asked for where nothing can be seen", () => {
  const blind = { ...runOf(), isWatched: false };
  expect(said([blind])).toEqual([]);
  expect(() => said([blind], [], "error")).toThrow(
    "`on-import-error: error` needs to see what Prefect imports, which `conda run prefect` does not let it.",
  );
});

test("the message shows no secret by its form, and is one line", () => {
  const message = "postgresql://ci:hunter2@db/x\n::error::no";
  const [line = ""] = said([runOf(failed({ message }))]);
  expect(line).not.toContain("hunter2");
  expect(line).not.toContain("\n");
  const pydantic =
    "1 validation error\ndb\n  wrong [type=value_error, input_value='abcdefghij...tuvwxyz', input_type=str]";
  expect(said([runOf(failed({ message: pydantic }))])[0]).not.toMatch(/abcdefghij|tuvwxyz/);
});

test("of a deployment, the fields that change for it are known", () => {
  const lost = [{ parameter: "day", kind: "default" }];
  const runs = [runOf(failed({ lost }), failed({ entrypoint: "b.py:b" }))];
  const lostOf = (entrypoint: string | undefined, directory = folder): string[] => {
    const { manifest, ...one } = knownDeployment({});
    return lostFields(runs, { ...one, entrypoint, manifest: { ...manifest, directory } });
  };
  expect(lostOf("flow.py:f")).toEqual(["version", "parameter_openapi_schema.day"]);
  expect(lostOf("b.py:b")).toEqual(["version"]);
  expect(lostOf("c.py:c")).toEqual([]);
  expect(lostOf(undefined)).toEqual([]);
  // Another file of that name, in another folder.
  expect(lostOf("flow.py:f", "/elsewhere")).toEqual([]);
});
