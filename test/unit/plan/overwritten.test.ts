import { expect, test } from "vitest";
import type { Body, RecordedWrite } from "../../../src/gateway/recording.js";
import { parseExact } from "../../../src/base/exact-json.js";
import { overwritten } from "../../../src/plan/compare.js";

const nightly = {
  slug: "nightly",
  schedule: { cron: "0 3 * * *", timezone: "UTC" },
  active: true,
  parameters: {},
};

/** A number as it is spelt. */
const exact = (number: string): unknown => (parseExact(`[${number}]`) as unknown[])[0];

/** A change of a deployment; undefined before: one that is new. */
function write(body: Body, before: Body | undefined, deletedSchedules: string[] = []): RecordedWrite {
  return {
    ...{ id: "d1", flowName: "f", name: "one", method: before ? "PATCH" : "POST", body },
    ...{ ownedDeleted: false, automations: [], deletedSchedules },
    live: before && { id: "d1", name: "one", flow_id: "f1", ...before },
  };
}

const fields = (held: RecordedWrite, live: Body): string[] =>
  overwritten(held, live).map(({ field }) => field);

test.each<[string, Body, Body, Body, string[]]>([
  ["what is as it was written", { tags: ["a"] }, { tags: [] }, { tags: ["a"] }, []],
  ["another value", { tags: ["a"] }, { tags: [] }, { tags: ["b"] }, ["tags"]],
  ["the value from before, put back by another job", { tags: ["a"] }, { tags: [] }, { tags: [] }, ["tags"]],
  ["a parameter", { parameters: { day: 1 } }, {}, { parameters: { day: 2 } }, ["parameters.day"]],
  [
    "a value that the server fills in",
    { parameters: { a: { __prefect_kind: "json", value: "1" } } },
    {},
    { parameters: { a: 1 } },
    [],
  ],
  [
    "a number in another spelling",
    { parameters: { a: exact("1e+18") } },
    {},
    { parameters: { a: exact("1000000000000000000") } },
    [],
  ],
  [
    "job variables that the server keeps",
    { job_variables: {} },
    { job_variables: { a: 1 } },
    { job_variables: { a: 1 } },
    [],
  ],
  [
    "job variables of somebody else",
    { job_variables: { a: 2 } },
    { job_variables: { a: 1 } },
    { job_variables: { a: 3 } },
    ["job_variables.a"],
  ],
  ["a field that no answer has", { new_field: 1 }, {}, {}, []],
  [
    "a schedule",
    { schedules: [nightly] },
    { schedules: [nightly] },
    { schedules: [{ ...nightly, active: false }] },
    ["schedules.nightly.active"],
  ],
  [
    "schedules that were renamed in a chain",
    {
      schedules: [
        { ...nightly, slug: "b", replaces: "a" },
        { ...nightly, slug: "c", replaces: "b" },
      ],
    },
    {
      schedules: [
        { ...nightly, slug: "a" },
        { ...nightly, slug: "b" },
      ],
    },
    {
      schedules: [
        { ...nightly, slug: "b" },
        { ...nightly, slug: "c" },
      ],
    },
    [],
  ],
  [
    "schedules in a form of the server's own, which was there before",
    { schedules: [{ ...nightly, schedule: { cron: "x" } }] },
    { schedules: [nightly] },
    { schedules: [nightly] },
    [],
  ],
])("%s", (_what, body, before, live, expected) => {
  expect(fields(write(body, before), live)).toEqual(expected);
});

test("of a new deployment only what every server stores as it is sent", () => {
  const body = { tags: ["a"], job_variables: { a: 1 }, schedules: [nightly] };
  const live = { tags: ["b"], job_variables: { a: 2 }, schedules: [] };
  expect(fields(write(body, undefined), live)).toEqual(["tags"]);
});

test("a schedule that was deleted and is there", () => {
  const held = write({}, {}, ["s1"]);
  expect(
    fields(held, {
      schedules: [
        { id: "s1", ...nightly },
        { id: "s2", ...nightly },
      ],
    }),
  ).toEqual(["schedules.nightly"]);
  expect(fields(held, { schedules: [] })).toEqual([]);
});
