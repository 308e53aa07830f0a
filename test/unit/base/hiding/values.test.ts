import { describe, expect, test } from "vitest";
import { parseExact } from "../../../../src/base/exact-json.js";
import { cleaned, cleanedFormer, hidden, hiddenSchema } from "../../../../src/base/hiding/values.js";

describe("hidden by name or form", () => {
  test.each<[string, unknown, unknown]>([
    ["a key", { env: { API_KEY: "hunter2", LEVEL: "info" } }, { env: { API_KEY: "***", LEVEL: "info" } }],
    ["a number", { pin: 1, db_password: 12345678 }, { pin: 1, db_password: "***" }],
    ["all below a key", { credentials: { user: "u", pw: "hunter2" } }, { credentials: "***" }],
    [
      "the name beside a value",
      {
        env: [
          { name: "X_TOKEN", value: "hunter2" },
          { name: "LEVEL", value: "info" },
        ],
      },
      {
        env: [
          { name: "X_TOKEN", value: "***" },
          { name: "LEVEL", value: "info" },
        ],
      },
    ],
    ["arguments", ["run", "--token", "hunter2", "--port", "80"], ["run", "--token", "***", "--port", "80"]],
    ["an argument with its value", ["--password=hunter2"], ["--password=***"]],
    ["user and password", ["curl", "-u", "ci:hunter2"], ["curl", "-u", "***"]],
    ["pairs", { headers: [["X-Api-Key", "hunter2"]] }, { headers: [["X-Api-Key", "***"]] }],
    [
      "JSON in a text",
      '{"a": [{"value": "hunter2", "name": "X_TOKEN"}]}',
      '{"a":[{"value":"***","name":"X_TOKEN"}]}',
    ],
    ["a text", { script: "PASSWORD=hunter2 run" }, { script: "PASSWORD=*** run" }],
  ])("%s", (_what, value, clean) => {
    expect(hidden(value)).toEqual(clean);
  });

  test.each<[string, unknown]>([
    ["a boolean", { use_token: true, verify_token: false }],
    ["nothing", { token: null, password: "" }],
    ["the name of a block", { access_token: "{{ prefect.blocks.secret.git }}", auth: "Bearer {{ $TOKEN }}" }],
    ["a reference", { name: "X_TOKEN", valueFrom: { secretKeyRef: { name: "x", key: "y" } } }],
    ["JSON without secrets, as it is written", '{ "a": 1 }'],
  ])("%s is not", (_what, value) => {
    expect(hidden(value)).toEqual(value);
  });

  test("what was hidden is told", () => {
    const found: unknown[] = [];
    hidden({ token: { a: [1] }, text: "pwd=hunter2" }, (value) => found.push(value));
    expect(found).toEqual([{ a: [1] }, "hunter2", "pwd=hunter2"]);
  });
});

test("of a schema, the defaults of what is named a secret, and forms everywhere", () => {
  const property = (more: object) => ({ type: "string", title: "password", ...more });
  const schema = (value: unknown, url: string) => ({
    type: "object",
    required: ["password"],
    properties: {
      password: property({ default: value, examples: [value] }),
      url: property({ default: url }),
      options: { $ref: "#/definitions/Options", default: { token: value, level: 1.0 } },
    },
    definitions: { Options: { properties: { token: property({ default: value }) } } },
  });
  const found = hiddenSchema(parseExact(JSON.stringify(schema("hunter2", "https://u:hunter2@h"))));
  expect(JSON.stringify(found)).not.toContain("hunter2");
  expect(found).toEqual({
    ...schema("***", "***h"),
    properties: {
      ...schema("***", "***h").properties,
      password: property({ default: "***", examples: "***" }),
    },
  });
});

describe("known secrets", () => {
  const clean = (text: string) => text.replaceAll(/hunter2|12345678/g, "***");

  test.each<[string, unknown, unknown]>([
    ["texts, deep", { a: ["x hunter2"] }, { a: ["x ***"] }],
    ["numbers, with what stands around them", [12345678, 9123456780, 1], ["***", "9***0", 1]],
    ["numbers as they are written", parseExact("[12345678.0]"), ["***"]],
    ["keys", { hunter2: 1, "a hunter2": 2 }, { "***": 1, "a ***": 2 }],
    ["keys that become alike", { hunter2: 1, 12345678: 2 }, { "***": 2, "****": 1 }],
    ["nothing else", [true, null, "a", 1.5, {}], [true, null, "a", 1.5, {}]],
  ])("are taken out of %s", (_what, value, shown) => {
    expect(cleaned(value, clean)).toEqual(shown);
  });

  test.each<[string, unknown, unknown, unknown]>([
    ["a text", "old-secret", "hunter2", "***"],
    ["a part of one", "a old-secret b", "a hunter2 b", "***"],
    ["a number", 87654321, 12345678, "***"],
    [
      "a value below",
      { a: "old-secret", b: "x", c: 1 },
      { a: "hunter2", b: "y" },
      { a: "***", b: "x", c: 1 },
    ],
    ["a list, whose items may have changed places", ["old-secret", "x"], ["x", "hunter2"], "***"],
    ["one that holds a known one itself", "x hunter2", "y hunter2", "x ***"],
    ["none", { a: "old" }, { a: "new" }, { a: "old" }],
    ["nothing", undefined, "hunter2", undefined],
  ])("%s: so is what was in their place before", (_what, former, now, shown) => {
    expect(cleanedFormer(former, now, clean)).toEqual(shown);
  });
});
