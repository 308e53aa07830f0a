import { describe, expect, test } from "vitest";
import type { Body, RecordedWrite } from "../../../src/gateway/recording.js";
import { decide } from "../../../src/plan/decision.js";
import { cleanChange, concealedOf, hideChange, passwordsIn } from "../../../src/plan/hide-change.js";
import type { Difference } from "../../../src/plan/compare.js";
import { knownDeployment } from "../../support/deployment.ts";

const clean = (text: string): string => text.replaceAll("hunter2", "***");
const hide = (one: Difference, passwords: readonly string[] = []) => hideChange(one, clean, passwords);
const secret = (field: string) => [{ field, before: undefined, after: undefined, secret: true }];

describe("a change is shown", () => {
  test.each<[string, Difference]>([
    ["of a text", { field: "version", before: "1", after: "2" }],
    ["of what comes", { field: "version", before: undefined, after: "2" }],
    ["of what goes", { field: "version", before: "1", after: undefined }],
    [
      "of a switch under the name of a secret",
      { field: "parameters.verify_token", before: true, after: false },
    ],
    ["of a secret's name, which comes with nothing", { field: "parameters.token", before: null, after: "" }],
    [
      "of a schedule that is called like a secret",
      { field: "schedules.token.cron", before: "1", after: "2" },
    ],
    [
      "of an automation that is called like a secret",
      { field: "automations.password", before: "1", after: "2" },
    ],
    ["of a parameter beside a password", { field: "parameters.own2", before: "1", after: "2" }],
  ])("%s", (_title, one) => {
    expect(hide(one, ["parameters.own"])).toEqual([one]);
  });
});

describe("a change is not shown", () => {
  test.each<[string, Difference, string[]]>([
    ["by its name", { field: "parameters.token", before: "1", after: "2" }, []],
    ["by its name, of what comes", { field: "parameters.token", before: undefined, after: "2" }, []],
    ["by its name, of what goes", { field: "parameters.token", before: "1", after: undefined }, []],
    ["by a name above it", { field: "job_variables.password.x", before: "1", after: "2" }, []],
    [
      "of a password",
      { field: "parameters.own", before: "1", after: "2" },
      ["parameters.x", "parameters.own"],
    ],
    ["of a part of a password", { field: "parameters.own.x", before: "1", after: "2" }, ["parameters.own"]],
    ["where all that differs is hidden", { field: "x", before: { token: "1" }, after: { token: "2" } }, []],
    ["where a known secret comes", { field: "x", before: "old", after: "hunter2" }, []],
  ])("%s", (_title, one, passwords) => {
    expect(hide(one, passwords)).toEqual(secret(one.field));
  });
});

test.each<[string, unknown, unknown, Body]>([
  [
    "a mapping without its secrets",
    { token: "1", a: 1 },
    { token: "2", a: 2 },
    { before: { token: "***", a: 1 }, after: { token: "***", a: 2 } },
  ],
  ["a text without a known secret", ["a"], ["b hunter2"], { before: "***", after: ["b ***"] }],
])("of the rest is shown %s", (_title, before, after, expected) => {
  expect(hide({ field: "x", before, after })).toEqual([{ field: "x", ...expected }]);
});

describe("of a schema", () => {
  const of = (before: unknown, after: unknown) =>
    hide({ field: "parameter_openapi_schema", before, after }).map(({ field }) => field);

  test.each<[string, unknown, unknown, string[]]>([
    ["a property is named without the word", { properties: { a: 1 } }, { properties: { a: 2 } }, ["a"]],
    ["all properties together are not", { properties: 1 }, { properties: 2 }, ["properties"]],
    [
      "anything else is named by its way",
      { title: "a", x: { y: 1 } },
      { title: "b", x: { y: 2 } },
      ["title", "x.y"],
    ],
    ["the whole has its own name", null, { title: "b" }, [""]],
  ])("%s", (_title, before, after, expected) => {
    const root = "parameter_openapi_schema";
    expect(of(before, after)).toEqual(expected.map((name) => (name === "" ? root : `${root}.${name}`)));
  });
});

test("passwords are the parameters that the flow's schema calls so", () => {
  const properties = {
    a: { format: "password" },
    b: { type: "string" },
    c: { anyOf: [{ format: "password" }] },
  };
  expect(passwordsIn({ parameter_openapi_schema: { properties } })).toEqual(["parameters.a", "parameters.c"]);
  expect(passwordsIn({ parameter_openapi_schema: { properties: null } })).toEqual([]);
  expect(passwordsIn({ parameter_openapi_schema: null })).toEqual([]);
  expect(passwordsIn({})).toEqual([]);
});

test("a known secret is taken out of every part of a change", () => {
  expect(
    cleanChange(
      { field: "a.hunter2", before: ["hunter2"], after: { hunter2: "x" }, written: "{{ hunter2 }}" },
      clean,
    ),
  ).toEqual({ field: "a.***", before: ["***"], after: { "***": "x" }, written: "{{ *** }}" });
  expect(cleanChange({ field: "a", before: 1, after: undefined, secret: true }, clean)).toStrictEqual({
    field: "a",
    before: 1,
    after: undefined,
    secret: true,
  });
});

describe("what must not be quoted of a write", () => {
  const concealed = (body: Body, live: Body | undefined, content: Body = {}, automations: Body[] = []) => {
    const before = live && { id: "d1", name: "one", flow_id: "f1", ...live };
    const held: RecordedWrite = {
      ...{ id: "d1", flowName: "f", name: "one", live: before, method: "PATCH", body },
      ...{ ownedDeleted: true, deletedSchedules: [], automations },
    };
    return concealedOf(decide({ deployment: knownDeployment(content), held }, before, []));
  };

  test.each<[string, string[]]>([
    [
      "its secrets, by their names",
      concealed({ job_variables: { token: "tulip-new" } }, { job_variables: { token: "tulip-old" } }),
    ],
    [
      "what the file takes from elsewhere",
      concealed(
        { parameters: { a: "tulip-new" } },
        { parameters: { a: "tulip-old" } },
        { parameters: { a: "{{ $X }}" } },
      ),
    ],
    [
      "passwords of the flow",
      concealed(
        {
          parameters: { a: "tulip-new" },
          parameter_openapi_schema: { properties: { a: { format: "password" } } },
        },
        { parameters: { a: "tulip-old" } },
      ),
    ],
    [
      "what triggers take from elsewhere",
      concealed({}, { automations: "tulip-old" }, { triggers: [{ name: "{{ $X }}" }] }, [
        { name: "tulip-new" },
      ]),
    ],
  ])("%s, before and after", (_title, found) => {
    expect(found).toEqual(expect.arrayContaining(["tulip-new", "tulip-old"]));
  });

  test("is nothing of what may be shown", () => {
    expect(concealed({ description: "tulip-new" }, { description: "tulip-old" })).toEqual([]);
    expect(concealed({ description: "tulip-new" }, undefined)).toEqual([]);
  });
});
