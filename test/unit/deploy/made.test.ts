import { describe, expect, test } from "vitest";
import { madeBy } from "../../../src/deploy/made.js";
import type { RecordedWrite } from "../../../src/gateway/recording.js";
import { toldIn } from "../../../src/prefect/told.js";

const FILE = "/w/deploy.py";

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
  const show = (path: string) => path.replace("/w/", "");
  return madeBy(writes, told, { directory: "/w", env, show, script: FILE });
}

const PREFECT = { prefect: "3.9.1", python: "/python" };
const applied = (name: string, line: number) => ({ applied: `etl/${name}`, file: FILE, line });
const call = (line: number, name?: string, fixed = true) => ({
  file: FILE,
  line,
  end: line + 1,
  name,
  fixed,
});
const code = (...calls: object[]) => ({ files: [FILE], calls });

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

  test.each<[string, object[], string | undefined, boolean]>([
    ["is the name of a call with the name in it", [PREFECT, code(call(7, "a"))], "a", true],
    [
      "is made by the code, where the call has none",
      [PREFECT, code(call(7))],
      "{{ made_by_the_code }}",
      true,
    ],
    ["is unsure, where nobody knows the calls", [PREFECT], "{{ made_by_the_code }}", false],
  ])("and its name %s", (_title, rows, name, isSure) => {
    const { candidates, doubtful } = made([recorded("a")], [...rows, applied("a", 8)]);
    expect(candidates[0]?.deployment.name).toBe(name);
    expect(doubtful.length === 0).toBe(isSure);
  });
});

describe("what it may deploy another time", () => {
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
