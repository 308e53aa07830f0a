import { describe, expect, test } from "vitest";

import {
  findHeader,
  isReserved,
  parseHeaders,
  setHeader,
  unsendable,
} from "../../../src/credentials/headers.js";
import { Findings } from "../../../src/base/findings.js";

const SECRET = "s3cr3t";

function parse(input: string): { headers: Record<string, string>; problems: string[] } {
  const findings = new Findings();
  const headers = parseHeaders(input, findings);
  return { headers, problems: findings.problems.map(({ what, fix }) => `${what} ${fix}`) };
}

describe("headers are read", () => {
  test.each([
    ["from nothing", "", {}],
    ["from blank lines", " \n\r\n\t", {}],
    ["from one line", "X-A: b", { "X-A": "b" }],
    ["from lines of Windows", "X-A: b\r\nX-C: d\r\n", { "X-A": "b", "X-C": "d" }],
    ["without the spaces around name and value", "  X-A :  b c  ", { "X-A": "b c" }],
    ["with colons in the value", "X-A: b:c: d", { "X-A": "b:c: d" }],
    ["without a space behind the colon", "X-A:b", { "X-A": "b" }],
    [
      "with every character that a name may have",
      "!#$%&'*+-.^_`|~09azAZ: b",
      { "!#$%&'*+-.^_`|~09azAZ": "b" },
    ],
    ["Authorization too", "Authorization: Token x", { Authorization: "Token x" }],
    ["from a JSON object", '{"X-A": "b", "X-C": " d "}', { "X-A": "b", "X-C": "d" }],
    ["from a JSON object over several lines", '\n{\n  "X-A": "b"\n}\n', { "X-A": "b" }],
    ["from an empty JSON object", "{}", {}],
  ])("%s", (_case, input, headers) => {
    expect(parse(input)).toEqual({ headers, problems: [] });
  });
});

describe("a header is refused, at its place and without its value,", () => {
  test.each([
    ["without a colon", `X-A ${SECRET}`, "`headers`, line 1: it has no colon."],
    ["in the second line", `X-A: b\n${SECRET}`, "`headers`, line 2: it has no colon."],
    ["with a space in its name", `${SECRET} x: b`, "`headers`, line 1: what should be its name is not"],
    ["with quotes around its name", `"X-A": ${SECRET}`, "`headers`, line 1: what should be its name is not"],
    ["without a name", `: ${SECRET}`, "`headers`, line 1: what should be its name is not"],
    [
      "without a value",
      `${SECRET}:`,
      "`headers`, line 1: the header has no value. Where it comes from a secret",
    ],
    ["twice", `X-A: b\nX-A: ${SECRET}`, "`headers`, line 2: the same header is given before."],
    [
      "twice, in another case",
      `X-A: b\n\nx-a: ${SECRET}`,
      "`headers`, line 3: the same header is given before.",
    ],
    ["with a carriage return", `X-A: b\r${SECRET}`, "a control character (carriage return)"],
    ["with a NUL", `X-A: b\0${SECRET}`, "a control character (NUL)"],
    ["outside Latin-1", `X-A: ${SECRET}€`, "a character outside ASCII"],
    ["outside ASCII: Prefect's client cannot send it", `X-A: ${SECRET}é`, "a character outside ASCII"],
    ["with a number in JSON", '{"X-A": 5}', "`headers`, entry 1: its value is not a string."],
    ["with null in JSON", '{"X-A": "b", "X-C": null}', "`headers`, entry 2: its value is not a string."],
    ["with a list in JSON", `{"X-A": ["${SECRET}"]}`, "`headers`, entry 1: its value is not a string."],
    ["with a line end in JSON", `{"X-A": "b\\n${SECRET}"}`, "a control character (line feed)"],
    ["with a bad name in JSON", `{"X A": "${SECRET}"}`, "`headers`, entry 1: what should be its name is not"],
    ["with an empty value in JSON", '{"X-A": " "}', "`headers`, entry 1: the header has no value."],
    [
      "twice in JSON",
      `{"X-A": "b", "x-a": "${SECRET}"}`,
      "`headers`, entry 2: the same header is given before.",
    ],
    ["in JSON that is none", `{"X-A": "${SECRET}"`, "`headers` starts with { but is not valid JSON."],
    [
      "in JSON with a comma too many",
      `{"X-A": "${SECRET}",}`,
      "`headers` starts with { but is not valid JSON.",
    ],
  ])("%s", (_case, input, what) => {
    const { problems } = parse(input);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(what);
    expect(problems[0]).not.toContain(SECRET);
  });

  test.each([
    "Connection",
    "content-length",
    "Content-Type",
    "HOST",
    "Prefect-Csrf-Client",
    "prefect-csrf-token",
    "Transfer-Encoding",
    "user-agent",
  ])("that HTTP or Prefect itself sets: %s", (name) => {
    const { headers, problems } = parse(`${name}: ${SECRET}`);
    expect(headers).toEqual({});
    expect(problems).toEqual([
      `\`headers\`, line 1: ${name} is set by HTTP or by Prefect itself. Take it out.`,
    ]);
    expect(isReserved(name)).toBe(true);
  });

  test("and all of them at once, while the good ones are kept", () => {
    const { headers, problems } = parse("Host: a\nX-A: b\nno colon\nX-A: c\nX-D:");
    expect(headers).toEqual({ "X-A": "b" });
    expect(problems).toHaveLength(4);
  });
});

test("a header is found, and replaced, whatever the case of its name", () => {
  const headers = { "X-A": "1", "X-B": "2" };
  expect(findHeader(headers, "x-a")).toBe("X-A");
  expect(findHeader(headers, "X-C")).toBeUndefined();
  expect(findHeader(headers, "constructor")).toBeUndefined();
  setHeader(headers, "x-A", "3");
  setHeader(headers, "X-C", "4");
  expect(headers).toEqual({ "x-A": "3", "X-B": "2", "X-C": "4" });
});

test.each([
  ["X-A", "b", undefined],
  ["X-A", "", undefined],
  ["X\nA", "b", "a name that is not a header name"],
  ["", "b", "a name that is not a header name"],
  ["X-A", "b\nc", "a control character (line feed), which no HTTP header can carry"],
  ["X-A", "ü", "a character outside ASCII, which Prefect's client cannot send"],
])("%j: %j can be sent, or why not", (name, value, why) => {
  expect(unsendable(name, value)).toBe(why);
});

describe("each sentence", () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const cut = `${part({ alg: "RS256" })}.${part({ sub: "ci" })}`;
  const CUT =
    "its token begins as a JWT does, but is not a whole one: it was cut when it was copied. Store the whole token, three parts with two dots between them.";
  test.each([
    ["X-A", "`headers`, line 1: it has no colon. Write one `Name: value` a line."],
    [
      "X A: b",
      "`headers`, line 1: what should be its name is not a header name. Write `Name: value`, without quotes.",
    ],
    ["X-A: a\nX-A: b", "`headers`, line 2: the same header is given before. Keep one."],
    [
      "X-A:",
      "`headers`, line 1: the header has no value. Where it comes from a secret: secrets are not given to workflows from forks, or the name is misspelt.",
    ],
    [
      "X-A: ü",
      "`headers`, line 1: its value holds a character outside ASCII, which Prefect's client cannot send. Store the secret again, on one line.",
    ],
    ['{"X-A": 5}', "`headers`, entry 1: its value is not a string. Put it in quotes."],
    ["{", "`headers` starts with { but is not valid JSON. Write one `Name: value` a line instead."],
    [`Authorization: Bearer ${cut}`, `\`headers\`, line 1: ${CUT}`],
    [`X-A: b\nauthorization:  bearer   ${cut}`, `\`headers\`, line 2: ${CUT}`],
  ])("%j: %s", (input, said) => {
    expect(parse(input).problems).toEqual([said]);
  });

  test.each([
    ["a whole one", `Authorization: Bearer ${cut}.${"s".repeat(342)}`],
    ["one that is no JWT", "Authorization: Bearer abc"],
    ["one in another header", `X-A: Bearer ${cut}`],
    ["one of another kind", `Authorization: Token ${cut}`],
    ["one behind something else", `Authorization: x Bearer ${cut}`],
    ["one before something else", `Authorization: Bearer ${cut} x`],
  ])("a token is taken: %s", (_title, input) => {
    expect(parse(input).problems).toEqual([]);
  });
});
