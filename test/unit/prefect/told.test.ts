import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTold, toldIn } from "../../../src/prefect/told.js";

const lines = (...rows: readonly unknown[]): string =>
  rows.map((row) => (typeof row === "string" ? row : JSON.stringify(row))).join("\n");

describe("what a script tells", () => {
  test("is where each deployment was asked for, and what became of it in the end", () => {
    const told = toldIn(
      lines(
        { prefect: "3.9.1", python: "/venv/bin/python" },
        { failed: "etl/a", error: "ValueError: x", file: "/w/deploy.py", line: 3 },
        { applied: "etl/a", file: "/w/deploy.py", line: 4 },
        { failed: "etl/b", error: "ValueError: y", file: "/w/deploy.py", line: 5 },
        { image: "repo:2026" },
        { request: "POST /variables/" },
        { stopped: "`serve` never ends", file: "/w/deploy.py", line: 7 },
        { error: "KeyError", message: "'x'", file: "/w/deploy.py", line: 8 },
        {
          files: ["/w/deploy.py"],
          calls: [{ file: "/w/deploy.py", line: 3, end: 4, name: "a", fixed: true }],
        },
      ),
    );
    const at = (line: number) => ({ file: "/w/deploy.py", line });
    const nowhere = { file: undefined, line: undefined };
    expect(told).toEqual({
      prefects: [{ version: "3.9.1", python: "/venv/bin/python" }],
      applied: new Map([["etl/a", { ...at(4), times: 1 }]]),
      failed: new Map([["etl/b", { ...at(5), error: "ValueError: y" }]]),
      images: new Set(["repo:2026"]),
      requests: [{ ...nowhere, request: "POST /variables/" }],
      stopped: [{ ...at(7), what: "`serve` never ends" }],
      errors: [{ ...at(8), error: "KeyError", message: "'x'" }],
      code: { files: ["/w/deploy.py"], calls: [{ ...at(3), end: 4, name: "a", isFixed: true }] },
    });
  });

  test("is taken for what it is, whatever somebody has written there", () => {
    const told = toldIn(
      lines(
        "no JSON",
        "[1]",
        { applied: 3, file: 4, line: -1 },
        { prefect: "3.9.1" },
        {
          files: [1, "/w/a.py"],
          calls: [null, 3, {}, { file: "/w/a.py", line: 1.5, end: 2 }, { file: "/w/a.py", line: 1, end: 2 }],
        },
      ),
    );
    expect(told.applied).toEqual(new Map([["", { file: undefined, line: undefined, times: 1 }]]));
    expect(told.code).toEqual({
      files: ["/w/a.py"],
      calls: [{ file: "/w/a.py", line: 1, end: 2, name: undefined, isFixed: false }],
    });
  });

  test("is not all of the code where one of several programs did not come to its end", () => {
    const prefect = { prefect: "3.9.1", python: "/python" };
    expect(toldIn(lines(prefect, prefect, { files: [], calls: [] })).code).toBeUndefined();
    expect(toldIn(lines(prefect, prefect, { files: [], calls: [] }, { files: [], calls: [] })).code).toEqual({
      files: [],
      calls: [],
    });
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

  test("may be gone, or something else", () => {
    mkdirSync(join(folder, "folder"));
    for (const name of ["nothing", "folder"]) expect(readTold(join(folder, name)).prefects).toEqual([]);
  });

  test("is not read where it is larger than what deploying tells", () => {
    writeFileSync(join(folder, "large"), "x".repeat(50_000_001));
    expect(() => readTold(join(folder, "large"))).toThrow("more than 50 MB");
  });
});
