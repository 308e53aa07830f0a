import { describe, expect, test } from "vitest";
import {
  asWritten,
  changeAsWritten,
  isBelow,
  templatedFields,
  valueAt,
  type Written,
} from "../../../src/plan/as-in-file.js";
import type { Body } from "../../../src/gateway/recording.js";
import { knownDeployment } from "../../support/deployment.ts";

const T = "{{ $X }}";
const SHARED = [{ shared: {} }];

/** What is there, without what is undefined. */
const written = (content: Body, body: Body = {}): unknown =>
  JSON.parse(JSON.stringify(asWritten(knownDeployment(content, SHARED), { body, automations: [] })));

describe("a deployment of the file, under the names of the server,", () => {
  const BARE = { concurrency_options: {}, pull_steps: SHARED };

  test.each<[string, Body, Body]>([
    [
      "has its own fields",
      { version: "1", tags: ["a"], paused: true },
      { version: "1", tags: ["a"], paused: true },
    ],
    [
      "has neither steps nor names",
      { build: [T], push: [T], name: "n", flow_name: "f", entrypoint: "e.py:e" },
      { entrypoint: "e.py:e" },
    ],
    [
      "has three fields for its pool",
      { work_pool: { name: "p", work_queue_name: "q", job_variables: { a: 1 }, other: 1 } },
      { work_pool_name: "p", work_queue_name: "q", job_variables: { a: 1 } },
    ],
    [
      "has the template of its pool in all three",
      { work_pool: T },
      { work_pool_name: T, work_queue_name: T, job_variables: T },
    ],
    ["has nothing of a pool that is a text", { work_pool: "p" }, {}],
    ["has a limit", { concurrency_limit: 2 }, { concurrency_limit: 2 }],
    [
      "has a limit with options",
      { concurrency_limit: { limit: 2, collision_strategy: "ENQUEUE" } },
      { concurrency_limit: 2, concurrency_options: { collision_strategy: "ENQUEUE" } },
    ],
    [
      "has the template of its limit in both",
      { concurrency_limit: T },
      { concurrency_limit: T, concurrency_options: T },
    ],
    ["has its own steps", { pull: [{ own: {} }] }, { pull_steps: [{ own: {} }] }],
    ["has one schedule in a list", { schedule: { cron: "x" } }, { schedules: [{ cron: "x" }] }],
    [
      "has its schedules",
      { schedules: [{ cron: "x" }], schedule: { cron: "y" } },
      { schedules: [{ cron: "x" }] },
    ],
    ["has one trigger in a list", { triggers: { name: "t" } }, { automations: [{ name: "t" }] }],
    ["has its triggers", { triggers: [{ name: "t" }] }, { automations: [{ name: "t" }] }],
    ["has the template of its triggers", { triggers: T }, { automations: T }],
  ])("%s", (_title, content, expected) => {
    expect(written(content)).toEqual({ ...BARE, ...expected });
  });

  test.each<[string, unknown, unknown, unknown]>([
    ["none of its own, which are sent so", [], [], []],
    ["none of its own, in place of which those of the file are sent", [], SHARED, SHARED],
    ["none", null, [], SHARED],
    ["its own, in place of which none are sent", [{ own: {} }], [], [{ own: {} }]],
    ["a mapping", { length: 0 }, SHARED, { length: 0 }],
  ])("has, of pull steps, %s", (_title, pull, pull_steps, expected) => {
    expect(written({ pull }, { pull_steps })).toMatchObject({ pull_steps: expected });
  });
});

describe("a field comes from elsewhere", () => {
  const fields = (own: Written, body: Body, automations: Body[] = []) => [
    ...templatedFields(own, { body, automations }),
  ];

  test.each<[string, Written, Body, [string, unknown][]]>([
    ["where it was filled in", { a: T }, { a: "v" }, [["a", T]]],
    ["where it was filled in with a step's result", { a: "{{ s.x }}" }, { a: "v" }, [["a", "{{ s.x }}"]]],
    ["where the server is to fill it in, not", { a: "{{ s.x }}" }, { a: "{{ s.x }}" }, []],
    ["where a variable is not set today, all the same", { a: T }, { a: T }, [["a", T]]],
    ["where nothing is sent of it", { a: "{{ s.x }}" }, {}, [["a", "{{ s.x }}"]]],
    ["where there is no template, not", { a: "x", b: 1, c: null, d: ["x"] }, {}, []],
    ["in a mapping, by its key", { a: { b: { c: T }, d: "x" } }, { a: { b: { c: "v" } } }, [["a.b.c", T]]],
    [
      "in a mapping of which no mapping is sent",
      { a: { b: "{{ s.x }}" } },
      { a: "{{ s.x }}" },
      [["a.b", "{{ s.x }}"]],
    ],
    [
      "in a key that every object has",
      { a: { constructor: "{{ s.x }}" } },
      { a: {} },
      [["a.constructor", "{{ s.x }}"]],
    ],
    [
      "in a list, as a whole",
      { a: ["x", { b: ["{{ s.x }}"] }] },
      { a: ["x", { b: ["v"] }] },
      [["a", ["x", { b: ["{{ s.x }}"] }]]],
    ],
    ["in a list whose texts are all sent, not", { a: ["{{ s.x }}"] }, { a: [{ deep: "{{ s.x }}" }] }, []],
    [
      "in a list of which one text is sent and one is filled in",
      { a: ["{{ s.x }}", "{{ s.y }}"] },
      { a: ["{{ s.x }}", "v"] },
      [["a", ["{{ s.x }}", "{{ s.y }}"]]],
    ],
  ])("%s", (_title, own, body, expected) => {
    expect(fields(own, body)).toEqual(expected);
  });

  test("among the automations, which are sent apart", () => {
    const own = { automations: [{ name: "{{ s.x }}" }] };
    expect(fields(own, {}, [{ name: "v" }])).toEqual([["automations", own.automations]]);
    expect(fields(own, {}, [{ name: "{{ s.x }}" }])).toEqual([]);
  });
});

describe("a change of a field that comes from elsewhere", () => {
  const own = { a: { b: T, token: "t", c: 1 }, n: { x: T } };
  const change = (field: string, file: Written = own) =>
    changeAsWritten(
      field,
      new Map<string, unknown>([
        ["a.b", T],
        ["n.x", T],
      ]),
      file,
    );
  const nothing = { before: undefined, after: undefined };

  test.each<[string, string, unknown]>([
    ["is that of the field", "a.b", { field: "a.b", ...nothing, written: T }],
    ["is that of the field, for a part of it", "a.b.deep", { field: "a.b", ...nothing, written: T }],
    [
      "is the whole that holds it, without secrets",
      "a",
      { field: "a", ...nothing, written: { b: T, token: "***", c: 1 } },
    ],
    ["is none for another field", "a.c", undefined],
    ["is none for one that begins like it", "a.bc", undefined],
    ["is none for what its whole begins like", "aa", undefined],
  ])("%s", (_title, field, expected) => {
    expect(change(field)).toEqual(expected);
  });

  test("is not shown where the file has the whole under another name", () => {
    expect(change("n", { a: 1 })).toEqual({ field: "n", ...nothing, secret: true });
  });

  test("is hidden where what the file has in its place is a secret", () => {
    const templated = new Map<string, unknown>([["a", [T, { password: "p" }]]]);
    expect(changeAsWritten("a", templated, {})).toEqual({
      field: "a",
      ...nothing,
      written: [T, { password: "***" }],
    });
  });
});

test.each<[unknown, string, unknown]>([
  [{ a: { b: 1 } }, "a.b", 1],
  [{ a: { b: 1 } }, "a", { b: 1 }],
  [{ a: { b: 1 } }, "", { a: { b: 1 } }],
  [{ "a.b": { c: 1 } }, "a.b.c", 1],
  [{ a: { x: 1 }, "a.b": 2 }, "a.b", 2],
  [{ ab: 1 }, "a", undefined],
  [{ a: 1 }, "ab", undefined],
  [{ a: 1 }, "a.b", undefined],
  [undefined, "a", undefined],
  [null, "a", undefined],
  [{ a: null }, "a", null],
])("of %j, the value of %j is %j", (value, field, expected) => {
  expect(valueAt(value, field)).toEqual(expected);
});

test.each([
  ["a", "a", true],
  ["a.b", "a", true],
  ["a.b.c", "a.b", true],
  ["ab", "a", false],
  ["a", "a.b", false],
  ["b.b", "a", false],
  ["b", "a", false],
])("whether %j is at or below %j: %j", (field, path, expected) => {
  expect(isBelow(field, path)).toBe(expected);
});
