import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTold, toldIn } from "../../../src/prefect/told.js";

const lines = (...rows: readonly unknown[]): string =>
  rows.map((row) => (typeof row === "string" ? row : JSON.stringify(row))).join("\n");

describe("what a script tells", () => {
  const python = { prefect: "3.9.1", python: "/venv/bin/python" };

  test("is where each deployment was asked for, and what became of it in the end", () => {
    const told = toldIn(
      lines(
        { started: 71 },
        { started: 72 },
        { ...python, pid: 71 },
        { asked: "etl/a", file: "/w/deploy.py", line: 3 },
        { failed: "etl/a", error: "ValueError: x", file: "/w/deploy.py", line: 3 },
        { applied: "etl/a", file: "/w/deploy.py", line: 4 },
        { failed: "etl/b", error: "ValueError: y", file: "/w/deploy.py", line: 5 },
        { image: "repo:2026" },
        { request: "POST /variables/" },
        { stopped: "`serve` never ends", file: "/w/deploy.py", line: 7 },
        { error: "KeyError", message: "'x'", file: "/w/deploy.py", line: 8 },
        {
          ...{ pid: 71, main: "/w/deploy.py", files: ["/w/deploy.py"] },
          calls: [{ file: "/w/deploy.py", line: 3, end: 4, name: "a", fixed: true }],
          flows: [{ file: "/w/flows.py", function: "etl", name: "etl" }],
          unknown: [{ file: "/w/deploy.py", line: 9 }],
        },
        { ended: 71 },
      ),
    );
    const at = (line: number) => ({ file: "/w/deploy.py", line });
    const nowhere = { file: undefined, line: undefined };
    expect(told).toEqual({
      prefects: [{ version: "3.9.1", python: "/venv/bin/python" }],
      asked: new Map([["etl/a", at(3)]]),
      applied: new Map([["etl/a", at(4)]]),
      failed: new Map([["etl/b", { ...at(5), error: "ValueError: y" }]]),
      images: new Set(["repo:2026"]),
      requests: [{ ...nowhere, request: "POST /variables/" }],
      stopped: [{ ...at(7), what: "`serve` never ends" }],
      errors: [{ ...at(8), error: "KeyError", message: "'x'" }],
      running: [72],
      code: {
        ...{ files: ["/w/deploy.py"], mains: ["/w/deploy.py"], unknown: [at(9)] },
        calls: [{ ...at(3), end: 4, name: "a", isFixed: true }],
        flows: [{ file: "/w/flows.py", function: "etl", name: "etl" }],
      },
    });
  });

  test("is taken for what it is, whatever somebody has written there", () => {
    const calls = [null, 3, {}, { file: "/w/a.py", line: 1.5, end: 2 }, { file: "/w/a.py", line: 1, end: 2 }];
    const told = toldIn(
      lines(
        "no JSON",
        "[1]",
        { applied: 3, file: 4, line: -1 },
        { ...python, pid: 1 },
        { pid: 1, files: [1, "/w/a.py"], calls },
      ),
    );
    expect(told.applied).toEqual(new Map([["", { file: undefined, line: undefined }]]));
    expect(told.code).toEqual({
      ...{ files: ["/w/a.py"], mains: [], flows: [], unknown: [] },
      calls: [{ file: "/w/a.py", line: 1, end: 2, name: undefined, isFixed: false }],
    });
  });

  test("is not all of the code where one of several programs has not told of its own", () => {
    const two = [
      { ...python, pid: 1 },
      { ...python, pid: 2 },
    ];
    const code = (pid: number) => ({ pid, files: [] });
    // What a fork tells is none of another program's.
    expect(toldIn(lines(...two, code(1), code(3))).code).toBeUndefined();
    expect(toldIn(lines(...two, code(1), code(2))).code).toBeDefined();
  });
});

describe("the file in which it tells", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "told-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test("is gone, or something else", () => {
    mkdirSync(join(folder, "folder"));
    for (const name of ["nothing", "folder"])
      expect(() => readTold(join(folder, name))).toThrow("tells what it does is gone");
  });

  test("is not read where it is larger than what deploying tells", () => {
    writeFileSync(join(folder, "large"), "x".repeat(50_000_001));
    expect(() => readTold(join(folder, "large"))).toThrow("more than 50 MB");
  });
});
