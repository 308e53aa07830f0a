import { describe, expect, test } from "vitest";
import { concealedIn, forClient, formsOf, quotable, refusal } from "../../../src/server/refusal.js";

/** As Prefect 3.0.11 and 3.8.8 answer (`validation_exception_handler`): the whole request comes back, twice. */
const invalid = (...errors: readonly object[]) =>
  JSON.stringify({
    exception_message: "Invalid request received.",
    exception_detail: errors.map((error) => ({
      input: { token: "hunter2" },
      ctx: { error: "hunter2" },
      ...error,
    })),
    request_body: { parameters: { token: "hunter2" } },
  });
const detail = (text: unknown) => JSON.stringify({ detail: text });
const OTHER_FORM = "function-after[validate_timezone(), CronSchedule]";

describe("why the server refused", () => {
  test.each<[string, string]>([
    // Prefect 3.8.8, recorded.
    [
      detail(
        "Error creating deployment: Validation failed for field 'n'. Failure reason: 'hunter2' is not valid under any of the given schemas",
      ),
      "Error creating deployment: Validation failed for field 'n'. Failure reason: the value is not valid under any of the given schemas",
    ],
    [
      detail(
        "Error updating deployment: Validation failed for field 'n'. Failure reason: {'a': \"hunter2 is not of type 'x'\"} is not of type 'integer', 'null'",
      ),
      "Error updating deployment: Validation failed for field 'n'. Failure reason: the value is not of type 'integer', 'null'",
    ],
    [
      detail(
        "Error creating deployment: Validation failed for field 's'. Failure reason: 'hunter2' is not one of ['a', 'b']",
      ),
      "Error creating deployment: Validation failed for field 's'. Failure reason: the value is not one of those that are allowed",
    ],
    [
      detail(
        "Error creating deployment: Validation failed for field 'p'. Failure reason: 'hunter2' does not match '^x'",
      ),
      "Error creating deployment: Validation failed for field 'p'. Failure reason: the value is not as its schema wants it",
    ],
    [
      detail(
        "Error creating deployment: Validation failed for field 'l'. Failure reason: ['hunter2', 'x'] is too long",
      ),
      "Error creating deployment: Validation failed for field 'l'. Failure reason: the value is too long",
    ],
    [
      detail(
        "Error creating deployment: Validation failed. Failure reason: Additional properties are not allowed ('foo' was unexpected)",
      ),
      "Error creating deployment: Validation failed. Failure reason: Additional properties are not allowed ('foo' was unexpected)",
    ],
    [
      detail("Error creating deployment: <ValidationError: \"'hunter2' is not of type 'integer'\">"),
      "Error creating deployment: the value is not of type 'integer'",
    ],
    [
      detail("Error creating deployment: <ValidationError: '12345678 is not of type \\'string\\''>"),
      "Error creating deployment: the value is not of type 'string'",
    ],
    [
      detail(
        "Error creating deployment: ValidationError(\"Validation failed for field 'n'. Failure reason: 'hunter2' is not of type 'integer'\")",
      ),
      "Error creating deployment: ValidationError(\"Validation failed for field 'n'. Failure reason: the value is not of type 'integer'",
    ],
    [
      invalid({
        type: "value_error",
        loc: ["body"],
        msg: "Value error, Validation failed for field 'n'. Failure reason: 'hunter2' is not of type 'integer'",
      }),
      "Validation failed for field 'n'. Failure reason: the value is not of type 'integer' (value_error)",
    ],
    [
      invalid({
        type: "value_error",
        loc: ["body"],
        msg: "Value error, The provided schema is not a valid json schema. Schema error: 'hunter2' is not of type 'object', 'boolean'",
      }),
      "The provided schema is not a valid json schema. Schema error: the value is not of type 'object', 'boolean' (value_error)",
    ],
    [
      invalid(
        {
          type: "missing",
          loc: ["body", "schedules", 0, "schedule", "RRuleSchedule", "rrule"],
          msg: "Field required",
        },
        {
          type: "extra_forbidden",
          loc: ["body", "schedules", 0, "schedule", "RRuleSchedule", "cron"],
          msg: "Extra inputs are not permitted",
        },
        {
          type: "value_error",
          loc: ["body", "schedules", 0, "schedule", OTHER_FORM, "cron"],
          msg: 'Value error, Invalid cron string: "0 3"',
        },
      ),
      'schedules[0].schedule.cron: Invalid cron string: "0 3" (value_error); schedules[0].schedule.RRuleSchedule.rrule: Field required (missing); schedules[0].schedule.RRuleSchedule.cron: Extra inputs are not permitted (extra_forbidden)',
    ],
    // What is said of a place that is named a secret may quote it.
    [
      invalid({
        type: "value_error",
        loc: ["body", "parameters", "api_key"],
        msg: "Value error, hunter2 is not a key",
      }),
      "parameters.api_key: value_error",
    ],
    [
      invalid({ type: "list_type", loc: ["body", "tags"], msg: "Input should be a valid list" }),
      "tags: Input should be a valid list (list_type)",
    ],
    [detail([{ loc: ["body"], msg: "x", input: "hunter2" }]), "x"],
    [detail('Work pool "pool" not found.'), 'Work pool "pool" not found'],
    ['{"exception_message":"a\\n  b"}', "a b"],
    // Gates and others, which may show what they were sent.
    ['{"error":{"message":"blocked","request":"token=hunter2"}}', "blocked"],
    ['{"error":"blocked: token=hunter2","request":{"x":"hunter2"}}', "blocked: token=***"],
    ['{"request":{"password":"hunter2"}}', "no reason given"],
    ["{}", "no reason given"],
    ["null", "no reason given"],
    ["[1]", "no reason given"],
    ["", "no reason given"],
    ["token=hunter2", "token=***"],
  ])("%s", (body, reason) => {
    expect(refusal({ status: 422, body })).toBe(`the server refused it (422): ${reason}`);
    expect(refusal({ status: 422, body })).not.toMatch(/hunter2|12345678/);
  });

  test("is cut to 300 characters, and says how many errors it left out", () => {
    const errors = Array.from({ length: 30 }, (_, index) => ({
      type: "t",
      loc: ["body", index],
      msg: "m".repeat(5_000),
    }));
    const text = refusal({ status: 422, body: invalid(...errors) });
    expect(text.length).toBeLessThanOrEqual("the server refused it (422): ".length + 301);
    expect(text).toMatch(/…; and 27 more$/);
  });

  test("does not quote what is not shown of the request, in any form", () => {
    const concealed = [
      ...concealedIn({ parameters: { token: "hunter2" }, script: "pwd=swordfish" }),
      ...formsOf(["a\nb c"]),
    ];
    const body = detail("no block hunter2, no swordfish, no pwd=swordfish, no 'a\\nb c', no aHVudGVyMg");
    expect(refusal({ status: 400, body }, concealed)).toBe(
      "the server refused it (400): no block ***, no ***, no ***, no '***', no ***",
    );
  });
});

describe("the client gets a refusal", () => {
  const replied = (value: unknown, status = 409, sent?: string) =>
    JSON.parse(forClient({ status, body: JSON.stringify(value) }, sent).body) as unknown;

  test("without what is repeated of the request", () => {
    const body = JSON.parse(
      invalid({ type: "t", loc: ["body", "n"], msg: "no", url: "https://x" }),
    ) as unknown;
    expect(replied(body, 422)).toEqual({
      exception_message: "Invalid request received.",
      exception_detail: [{ type: "t", loc: ["body", "n"], msg: "no" }],
    });
    expect(replied({ detail: "Failure reason: 'hunter2' is not of type 'integer'" })).toEqual({
      detail: "Failure reason: the value is not of type 'integer'",
    });
    expect(replied({ detail: "not hunter2" }, 409, '{"parameters": {"password": "hunter2"}}')).toEqual({
      detail: "not ***",
    });
    expect(replied([{ x: "hunter2" }])).toEqual({ detail: "the server refused it (409): no reason given" });
  });

  test.each([
    [200, '{"token": "hunter2"}'],
    [404, '{"detail":"Deployment not found"}'],
    [422, '{ "detail": "CSRF protection is disabled." }'],
    [404, ""],
  ])("%i %s as it is", (status, body) => {
    expect(forClient({ status, body }, '{"a": 1}').body).toBe(body);
  });
});

test.each([
  ['{"exception_message": "Unauthorized"}', '{"exception_message": "Unauthorized"}'],
  ['{"request_body":{"a":"hunter2"},"error":{"input":"hunter2","msg":"m"}}', '{"error":{"msg":"m"}}'],
  ['{"you_sent":{"password":"hunter2"}}', '{"you_sent":{"password":"***"}}'],
  ["<html>you sent password=hunter2", "<html>you sent password=***"],
])("of the body of a gate, %s, so much is quoted", (body, shown) => {
  expect(quotable(body)).toBe(shown);
});
