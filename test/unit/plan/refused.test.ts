import { describe, expect, test } from "vitest";
import type { Body, RecordedWrite } from "../../../src/gateway/recording.js";
import { checkedBy, firstError, parameterBytes, refusedSchedules } from "../../../src/plan/refused.js";

function write(live: Body | undefined, body: Body, method: "POST" | "PATCH" = "PATCH"): RecordedWrite {
  return {
    ...{ id: "d1", flowName: "f", name: "one", method, ownedDeleted: false, automations: [] },
    ...{ deletedSchedules: [], body },
    live: live && { id: "d1", name: "one", flow_id: "f1", ...live },
  };
}

describe("schedules", () => {
  const schedules = (...slugs: (string | null | [string, string])[]) => ({
    schedules: slugs.map((one) => {
      const [slug, replaces] = Array.isArray(one) ? one : [one, undefined];
      return { slug, schedule: { cron: "0 3 * * *" }, ...(replaces ? { replaces } : {}) };
    }),
  });
  const SLUG =
    "Please provide a slug for each schedule in your request to ensure schedules are updated correctly";

  test.each<[string, Body, Body, string | undefined]>([
    ["all have slugs", schedules("a"), schedules("a", "b"), undefined],
    ["one has lost its slug", schedules("a", "b"), schedules("a", null), SLUG],
    ["one on the server has none", schedules("a", null), schedules(null), undefined],
    ["the server has none", schedules(), schedules(null), undefined],
    ["none are sent", schedules("a"), {}, undefined],
    ["one is renamed", schedules("a"), schedules(["b", "a"]), undefined],
    ["two swap their names", schedules("a", "b"), schedules(["b", "a"], ["a", "b"]), undefined],
    [
      "one is renamed twice",
      schedules("a"),
      schedules(["b", "a"], ["c", "a"]),
      "Multiple schedules have 'replaces' targeting the same slug: a",
    ],
    [
      "one is renamed to one that is there",
      schedules("a", "b"),
      schedules(["b", "a"]),
      "Cannot rename schedule from 'a' to 'b': a schedule with slug 'b' already exists",
    ],
  ])("where %s", (_title, live, body, expected) => {
    expect(refusedSchedules(write(live, body))).toBe(expected);
    expect(refusedSchedules(write(live, body, "POST"))).toBeUndefined();
    expect(refusedSchedules(write(undefined, body))).toBeUndefined();
  });
});

describe("values that the server checks", () => {
  const schema = { type: "object", properties: { day: { type: "string" } } };
  const changed = [{ field: "parameters.day", before: "a", after: "b" }];

  test("are parameters that change, by the schema that is sent or is there", () => {
    const expected = [{ field: "parameters", values: { day: "b" }, schema }];
    const body = { parameters: { day: "b" } };
    expect(checkedBy(write({}, { ...body, parameter_openapi_schema: schema }), changed, undefined)).toEqual(
      expected,
    );
    expect(checkedBy(write({ parameter_openapi_schema: schema }, body), changed, undefined)).toEqual(
      expected,
    );
  });

  test.each<[string, Body, Body, { field: string }[]]>([
    ["there are none", {}, { parameters: {}, parameter_openapi_schema: schema }, changed],
    ["there is no schema", {}, { parameters: { day: 1 } }, changed],
    [
      "the schema is not enforced",
      {},
      { parameters: { day: 1 }, parameter_openapi_schema: schema, enforce_parameter_schema: false },
      changed,
    ],
    [
      "nor was it",
      { enforce_parameter_schema: false },
      { parameters: { day: 1 }, parameter_openapi_schema: schema },
      changed,
    ],
    [
      "something else changes",
      {},
      { parameters: { day: 1 }, parameter_openapi_schema: schema },
      [{ field: "tags" }],
    ],
  ])("are no parameters where %s", (_title, live, body, differences) => {
    const found = differences.map((one) => ({ before: 1, after: 2, ...one }));
    expect(checkedBy(write(live, body), found, undefined)).toEqual([]);
  });

  test("are all of a new deployment, but what stands for a value, which is stored as it is", () => {
    const parameters = { day: 1, later: { __prefect_kind: "json", value: "1" } };
    const body = { parameters, parameter_openapi_schema: schema };
    expect(checkedBy(write(undefined, body, "POST"), [], undefined)[0]?.values).toEqual({ day: 1 });
    expect(checkedBy(write({}, body), changed, undefined)[0]?.values).toEqual(parameters);
  });

  test("are job variables by the template of their pool", () => {
    const template = { job_configuration: {}, variables: { type: "object" } };
    const body = { job_variables: { cpu: "x" } };
    const differences = [{ field: "job_variables.cpu", before: 1, after: "x" }];
    const expected = [{ field: "job_variables", values: { cpu: "x" }, schema: { type: "object" } }];
    expect(checkedBy(write({}, body), differences, template)).toEqual(expected);
    const moved = [{ field: "work_pool_name", before: "a", after: "b" }];
    expect(checkedBy(write({}, body), moved, template)).toEqual(expected);
    expect(checkedBy(write({}, body), changed, template)).toEqual([]);
    expect(checkedBy(write({}, body), differences, undefined)).toEqual([]);
    expect(checkedBy(write({}, body), differences, {})).toEqual([]);
  });
});

describe("the answer to a check", () => {
  test.each<[unknown, string | undefined]>([
    [{ valid: true, errors: [] }, undefined],
    [undefined, undefined],
    [{ valid: false, errors: "no" }, undefined],
    [{ valid: false, errors: ["{} is too short"] }, "Validation failed. Failure reason: {} is too short"],
    [
      {
        valid: false,
        errors: [{ property: "a", errors: [{ index: 2, errors: ["1 is not of type 'string'"] }] }],
      },
      "Validation failed for field 'a.2'. Failure reason: 1 is not of type 'string'",
    ],
    [
      {
        valid: false,
        errors: [
          { property: "a", errors: ["'a' is a required property"] },
          { property: "b", errors: ["1 is not of type 'string'"] },
        ],
      },
      "Validation failed for field 'b'. Failure reason: 1 is not of type 'string'",
    ],
    [{ valid: false, errors: [{ property: "a", errors: ["'a' is a required property"] }] }, undefined],
    [{ valid: false, errors: [{ property: "a" }, 3] }, undefined],
  ])("%j says %j", (answer, expected) => {
    expect(firstError(answer)).toBe(expected);
  });
});

// `len(json.dumps(value, separators=(",", ":")).encode())` of Python.
test.each<[unknown, number]>([
  [undefined, 2],
  [{ a: "é" }, 14],
  [{ a: "\u{1f600}" }, 20],
  [{ a: [1, 2] }, 11],
])("%j is %i bytes", (value, expected) => {
  expect(parameterBytes(value)).toBe(expected);
});
