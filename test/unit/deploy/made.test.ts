import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { madeBy } from "../../../src/deploy/made.js";
import type { RecordedWrite } from "../../../src/gateway/recording.js";
import { toldIn } from "../../../src/prefect/told.js";

let work: string;
let FILE: string;
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), "made-"));
  FILE = join(work, "deploy.py");
  for (const name of ["deploy.py", "flows.py"]) writeFileSync(join(work, name), "");
});
afterAll(() => {
  rmSync(work, { recursive: true });
});

function recorded(name: string, body: Readonly<Record<string, unknown>> = {}): RecordedWrite {
  return {
    ...{ id: `id of ${name}`, flowName: "etl", name, live: undefined, method: "POST" as const },
    body: { entrypoint: "flows.py:etl", ...body },
    ...{ ownedDeleted: false, automations: [], deletedSchedules: [] },
  };
}

function made(
  writes: readonly RecordedWrite[],
  rows: readonly object[],
  env: Readonly<Record<string, string>> = {},
) {
  const told = toldIn(rows.map((row) => JSON.stringify(row)).join("\n"));
  const show = (path: string) => path.replace(`${work}/`, "");
  return madeBy(writes, told, {
    directory: work,
    env,
    show,
    script: FILE,
    words: ["python", "deploy.py"],
    workspace: work,
  });
}

const PREFECT = { prefect: "3.9.1", python: "/python", pid: 1 };
const applied = (name: string, line: number) => ({ applied: `etl/${name}`, file: FILE, line });
const call = (line: number, name?: string, fixed = true) => ({
  file: FILE,
  line,
  end: line + 1,
  name,
  fixed,
});
const code = (...calls: object[]) => ({ pid: 1, main: FILE, files: [FILE], calls });

describe("what a script has deployed", () => {
  test("is known by the line of its call, else by the script", () => {
    const { candidates } = made([recorded("a"), recorded("b")], [applied("a", 7)]);
    expect(candidates.map(({ where, flow, name, flowNames }) => ({ where, flow, name, flowNames }))).toEqual([
      { where: { file: "deploy.py", line: 7 }, flow: "etl", name: "a", flowNames: ["etl"] },
      { where: { file: "deploy.py" }, flow: "etl", name: "b", flowNames: ["etl"] },
    ]);
  });

  test("has an image that is another one each time, where Prefect made its tag", () => {
    const writes = ["a", "b"].map((name) => recorded(name, { job_variables: { image: `repo:${name}` } }));
    const { candidates } = made(writes, [{ image: "repo:b" }]);
    expect(candidates.map(({ later }) => later)).toEqual([[], ["job_variables.image"]]);
  });

  test("has the names of variables in place of what it takes from the environment", () => {
    const body = {
      parameters: { url: "https://example.com/x1", day: "today" },
      job_variables: { env: { HOOK: "https://example.com/x1/y", LEVEL: "info" } },
      tags: ["at https://example.com/x1", "b"],
    };
    const env = {
      HOOK_URL: "https://example.com/x1",
      LEVEL: "info",
      GITHUB_REPOSITORY: "https://example.com",
    };
    const [one] = made([recorded("a", body)], [], env).candidates;
    expect(one?.deployment.content).toEqual({
      parameters: { url: "{{ $HOOK_URL }}" },
      work_pool: { job_variables: { env: { HOOK: "{{ $HOOK_URL }}/y" } } },
      tags: ["at {{ $HOOK_URL }}", "b"],
    });
  });

  test("has them also in place of a part: of JSON, of a URL, in capitals", () => {
    const env = {
      CONFIG: '{"db": {"password": "hunter1secretvalue"}}',
      HOOK: "https://hooks.example.com/services/T0000abcdefgh",
    };
    const body = {
      parameters: { a: "hunter1secretvalue", b: "x-T0000abcdefgh", c: "T0000ABCDEFGH", d: "services" },
    };
    const [one] = made([recorded("a", body)], [], env).candidates;
    expect(one?.deployment.content).toEqual({
      parameters: { a: "{{ $CONFIG }}", b: "x-{{ $HOOK }}", c: "{{ $HOOK }}" },
    });
  });

  test.each<[string, () => object[], string | undefined, boolean]>([
    ["is the name of a call with the name in it", () => [PREFECT, code(call(7, "a"))], "a", true],
    [
      "is made by the code, where the call has none",
      () => [PREFECT, code(call(7))],
      "{{ made_by_the_code }}",
      true,
    ],
    ["is unsure, where nobody knows the calls", () => [PREFECT], "{{ made_by_the_code }}", false],
  ])("and its name %s", (_title, rows, name, isSure) => {
    const { candidates, doubtful } = made([recorded("a")], [...rows(), applied("a", 8)]);
    expect(candidates[0]?.deployment.name).toBe(name);
    expect(doubtful.length === 0).toBe(isSure);
  });
});

describe("the name of a flow", () => {
  const flow = (file: string, name: string) => ({ file: join(work, file), function: "etl", name });

  test.each<[string, () => object[], string | undefined]>([
    ["is sure by the text of its file", () => [flow("flows.py", "etl")], "etl"],
    ["is not where the text has another", () => [flow("flows.py", "other")], undefined],
    ["is not where the text of another file has it", () => [flow("deploy.py", "etl")], undefined],
  ])("%s", (_title, flows, name) => {
    const rows = [PREFECT, applied("a", 7), { ...code(call(7, "a")), flows: flows() }];
    expect(made([recorded("a")], rows).candidates[0]?.deployment.flow).toBe(name);
  });
});

describe("what it may deploy another time", () => {
  test.each<[string, () => object[]]>([
    ["a call that is in none of the code that was loaded", () => [PREFECT, applied("a", 7), code()]],
    [
      "a program that nobody asked for",
      () => [PREFECT, applied("a", 7), { ...code(call(7, "a")), main: join(work, "flows.py") }],
    ],
    [
      "code that was not loaded",
      () => [PREFECT, applied("a", 7), { ...code(call(7, "a")), unknown: [{ file: FILE, line: 3 }] }],
    ],
  ])("is anything, after %s", (_title, rows) => {
    expect(made([recorded("a")], rows()).doubtful.map(({ name }) => name)).toEqual([
      "{{ made_by_the_code }}",
    ]);
  });

  test("are calls that were not reached, by their name if they have one", () => {
    const rows = [PREFECT, applied("a", 7), code(call(7, "a"), call(10, "b"), call(20))];
    const { doubtful } = made([recorded("a")], rows);
    expect(doubtful.map(({ where, name }) => [where.line, name])).toEqual([
      [10, "b"],
      [20, "{{ made_by_the_code }}"],
    ]);
  });

  test("is any flow of this name, or any at all, where the flow of the call is computed", () => {
    const rows = [
      PREFECT,
      applied("a", 7),
      applied("b", 9),
      code(call(7, "a", false), call(9, undefined, false)),
    ];
    const { doubtful } = made([recorded("a"), recorded("b")], rows);
    expect(doubtful.map(({ name }) => name)).toEqual(["a", "{{ made_by_the_code }}"]);
  });

  test("is the other one of two calls in one line", () => {
    const rows = [PREFECT, applied("a", 7), code(call(7, "a"), call(7, "b"))];
    expect(made([recorded("a")], rows).doubtful.map(({ name }) => name)).toEqual(["b"]);
  });
});
