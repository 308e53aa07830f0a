import fc from "fast-check";
import { parse, stringify, TomlDate, type TomlTable, type TomlValue } from "smol-toml";
import { describe, expect, test } from "vitest";

import { ActionError } from "../../../src/base/errors.js";
import { isTable, linesOfKeys, mergeToml, parseToml, valueAt, type Change } from "../../../src/base/toml.js";

const EXACT = { integersAsBigInt: true } as const;

function problemOf(body: () => unknown) {
  try {
    body();
  } catch (error) {
    if (error instanceof ActionError) return error.problems[0];
    throw error;
  }
  throw new Error("nothing was wrong");
}

describe("parsing", () => {
  test.each([
    ["an unfinished string", 'a = 1\nb = "s3cr3t', 2],
    ["a bare word", "\n\nkey = s3cr3t", 3],
    ["a key twice", 'key = "s3cr3t"\nkey = "s3cr3t"', 2],
    ["a table twice", '[s3cr3t]\n[other]\nx = "s3cr3t"\n[s3cr3t]', 4],
    ["a control character", 'a = "s3cr3t\u0007"', 1],
    ["a mistake after lines of Windows", "a = 1\r\nb = 2\r\nc = s3cr3t\r\n", 3],
  ])("of %s stops at its line and shows nothing of the text", (_case, text, line) => {
    const problem = problemOf(() => parseToml(text, "dir/prefect.toml"));
    expect(problem?.where).toEqual({ file: "dir/prefect.toml", line });
    expect(problem?.what).toMatch(/^dir\/prefect\.toml is not valid TOML: .+\.$/);
    expect(JSON.stringify(problem)).not.toContain("s3cr3t");
  });

  test("takes whole numbers of 64 bits", () => {
    expect(parseToml("a = 9223372036854775807\nb = 2", "f")).toEqual({ a: 9223372036854775807n, b: 2 });
  });

  test("takes no byte order mark, as Python takes none", () => {
    expect(problemOf(() => parseToml("\ufeffa = 1", "f"))?.what).toContain("byte order mark");
  });
});

describe("a value at a path", () => {
  const table = parse('a = 1\n[b]\nc = "x"\nd = [{ e = 1 }]\nf = 2020-01-01\n');
  test.each<[string[], unknown]>([
    [[], table],
    [["a"], 1],
    [["b", "c"], "x"],
    [["b", "x"], undefined],
    [["a", "c"], undefined],
    [["b", "d", "0"], undefined],
    [["b", "f", "getTime"], undefined],
    [["constructor"], undefined],
    [["b", "toString"], undefined],
  ])("%j", (path, value) => {
    expect(valueAt(table, path)).toEqual(value);
  });

  test("a table is no list and no date", () => {
    expect([{}, [], null, 1, "x", new TomlDate("2020-01-01")].map(isTable)).toEqual([
      ...[true, false, false, false, false, false],
    ]);
  });
});

describe("merging", () => {
  const url: Change = [["api", "url"], "https://h.example/api"];
  test.each<[string, string, Change[], string]>([
    ["into nothing", "", [url], '[api]\nurl = "https://h.example/api"\n'],
    ["nothing", "a = 1\n", [], "a = 1\n"],
    ["a new key", "[api]\nkey = 'k'\n", [url], '[api]\nkey = "k"\nurl = "https://h.example/api"\n'],
    ["over a value", "api.url = 'old'\n", [url], '[api]\nurl = "https://h.example/api"\n'],
    [
      "over a value in an inline table",
      "api = { url = 'old', key = 'k' }",
      [url],
      '[api]\nurl = "https://h.example/api"\nkey = "k"\n',
    ],
    [
      "over a table",
      "[client.custom_headers]\nX = 'y'\n",
      [[["client", "custom_headers"], "{}"]],
      '[client]\ncustom_headers = "{}"\n',
    ],
    [
      "the end of a key",
      "[api]\nkey = 'k'\nurl = 'u'\n",
      [[["api", "key"], undefined]],
      '[api]\nurl = "u"\n',
    ],
    ["the end of a key that is not there", "x = 1\n", [[["api", "key"], undefined]], "x = 1\n"],
    ["true and false", "", [[["cli", "prompt"], false]], "[cli]\nprompt = false\n"],
    ["quotes and backslashes", "", [[["a"], 'b"c\\d']], 'a = "b\\"c\\\\d"\n'],
    [
      "the type of a number",
      "a = 1.0\nb = 1\nc = 1e30\nd = 9223372036854775807\ne = inf\n",
      [],
      "a = 1.0\nb = 1\nc = 1e+30\nd = 9223372036854775807\ne = inf\n",
    ],
  ])("%s", (_case, text, changes, merged) => {
    expect(mergeToml(text, "f", changes)).toBe(merged);
  });

  test.each([
    ['api = "x"', ["api", "url"], "In f, api is not a table."],
    ["[tool]\nprefect = 1", ["tool", "prefect", "api", "url"], "In f, tool.prefect is not a table."],
    ["[[api]]\nurl = 'x'", ["api", "url"], "In f, api is not a table."],
    ["api = 2020-01-01", ["api", "url"], "In f, api is not a table."],
  ])("into %j stops where a table is expected", (text, path, what) => {
    const problem = problemOf(() => mergeToml(text, "f", [[path, "v"]]));
    expect(problem?.what).toBe(what);
    expect(problem?.where).toEqual({ file: "f" });
  });

  // Every kind of value that TOML has, under every kind of key, in every kind of nesting.
  const key = fc.oneof(
    fc.constantFrom(
      "api",
      "url",
      "key",
      "client",
      "tool",
      "prefect",
      "a.b",
      "",
      "é",
      "__proto__",
      "constructor",
    ),
    fc.string({ unit: "binary", maxLength: 5 }).map((text) => text.toWellFormed()),
  );
  const date = fc
    .date({
      min: new Date("0001-01-01T00:00:00Z"),
      max: new Date("9998-12-31T23:59:59Z"),
      noInvalidDate: true,
    })
    .chain((value) => {
      const iso = value.toISOString();
      return fc.constantFrom(
        iso,
        iso.slice(0, -1),
        iso.slice(0, 10),
        iso.slice(11, 23),
        `${iso.slice(0, -1)}+05:30`,
      );
    })
    .map((text) => new TomlDate(text));
  const { table } = fc.letrec<{ value: TomlValue; table: TomlTable }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.string({ unit: "binary" }).map((text) => text.toWellFormed()),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.double().map((number) => (Object.is(number, -0) ? 0 : number)),
      fc.boolean(),
      date,
      fc.array(tie("value"), { maxLength: 3 }),
      fc.array(tie("table"), { maxLength: 2 }),
      tie("table"),
    ),
    table: fc
      .array(fc.tuple(key, tie("value")), { maxLength: 5 })
      .map((entries) => Object.fromEntries<TomlValue>(entries)),
  }));
  const PATHS = [
    ["api", "url"],
    ["api", "key"],
    ["client", "custom_headers"],
    ["tool", "prefect", "api", "url"],
    ["url"],
  ];
  const changes = fc.array(
    fc.tuple(
      fc.constantFrom(...PATHS),
      fc.oneof(
        fc.string().map((text) => text.toWellFormed()),
        fc.boolean(),
        fc.constant(undefined),
      ),
    ),
    { maxLength: 4 },
  );

  test("any document keeps every other key, with its value and the value's type", () => {
    let merges = 0;
    fc.assert(
      fc.property(table, changes, fc.constantFrom("\n", "\r\n"), (document, asked, end) => {
        const text = stringify(document, { numbersAsFloat: true }).replaceAll("\n", end);
        const expected = parse(text, EXACT);
        let merged: string;
        try {
          merged = mergeToml(text, "f", asked);
        } catch (error) {
          // Only where something that is no table stands in the way.
          expect(error).toBeInstanceOf(ActionError);
          expect(asked.some(([path]) => blocked(expected, path, asked))).toBe(true);
          return;
        }
        merges += 1;
        for (const [path, value] of asked) put(expected, path, value);
        expect(flat(parse(merged, EXACT))).toEqual(flat(expected));
      }),
      { numRuns: 1000 },
    );
    expect(merges).toBeGreaterThan(500);
  });
});

function blocked(document: TomlTable, path: readonly string[], asked: readonly Change[]): boolean {
  const parents = path.slice(0, -1).map((_, depth) => path.slice(0, depth + 1));
  return parents.some((parent) => {
    const value = valueAt(document, parent);
    const set = asked.some(
      ([other, change]) => change !== undefined && other.join("\0") === parent.join("\0"),
    );
    return set || (value !== undefined && !isTable(value));
  });
}

function put(
  document: TomlTable,
  [name = "", ...rest]: readonly string[],
  value: TomlValue | undefined,
): void {
  if (rest.length === 0) {
    if (value === undefined) Reflect.deleteProperty(document, name);
    else document[name] = value;
    return;
  }
  if (!Object.hasOwn(document, name)) {
    if (value === undefined) return;
    document[name] = {};
  }
  // Nothing to remove where something else stands in the way.
  if (value === undefined && !isTable(document[name])) return;
  put(document[name] as TomlTable, rest, value);
}

/** Every leaf as text with its type, by its path; empty tables too. */
function flat(value: TomlValue, path = ""): Record<string, string> {
  if (value instanceof TomlDate) return { [path]: `date ${value.toISOString()}` };
  if (typeof value !== "object") return { [path]: `${typeof value} ${String(value)}` };
  const entries = Array.isArray(value)
    ? value.map((inner, at) => [String(at), inner] as const)
    : Object.entries(value);
  return Object.assign(
    { [path]: Array.isArray(value) ? `list of ${value.length}` : "table" },
    ...entries.map(([name, inner]) => flat(inner, `${path}/${JSON.stringify(name)}`)),
  ) as Record<string, string>;
}

describe("the line of a key", () => {
  const url = ["api", "url"];
  test.each<[string, string, string[], number | undefined]>([
    ["in a table", '[api]\nkey = "k"\nurl = "u"\n', url, 3],
    ["dotted", 'a = 1\napi.url = "u"', url, 2],
    ["dotted with quotes and spaces", "a = 1\n'api' . \"url\" = 'u'", url, 2],
    ["in an inline table", 'a = 1\napi = { key = "k", url = "u" }', url, 2],
    ["in lines of Windows", '[api]\r\nkey = "k"\r\nurl = "u"\r\n', url, 3],
    ["that starts a value over lines", '[api]\nurl = """\nu\n"""\nkey = "k"', url, 2],
    ["that starts a list over lines", "[api]\nurl = [\n1,\n]\n", url, 2],
    ["after comments that name it", '# api.url\n[api] # url = "x"\n# url = "x"\nurl = "u"', url, 4],
    ["after a text that names it", '[api]\nkey = "url = 1"\nurl = "u"', url, 3],
    ["after lines of a text that look alike", 'x = """\n[api]\nurl = "fake"\n"""\n[api]\nurl = "u"', url, 6],
    ["after the start of a text that names it", '[api]\nx = """url\n"""\nurl = "u"', url, 4],
    ["after literal lines that look alike", "x = '''\nurl = 1\n'''\napi.url = 'u'", url, 4],
    ["after the start of a list that names it", '[api]\nx = [ # url\n"url",\n]\nurl = "u"', url, 5],
    ["after a longer name", '[api]\nurl_prefix = "x"\nmy_url = """\n"""\nurl = "u"', url, 5],
    ["after the same name in another table", '[other]\nurl = "x"\n[api]\nurl = "u"', url, 4],
    ["after lists of tables", '[[api_list]]\nurl = "x"\n[[api_list]]\nurl = "y"\n[api]\nurl = "u"', url, 6],
    ["after a list with the same name", "[x]\napi = [{ url = 1 }]\n[api]\nurl = 'u'", url, 4],
    ["that is a table", "[a]\nx = 1\n[client.custom_headers]\nX = 'y'", ["client", "custom_headers"], 3],
    [
      "of a table in a table",
      "[profiles.dev]\nA = '1'\n[profiles.ci]\nPREFECT_API_KEY = 'k'",
      ["profiles", "ci", "PREFECT_API_KEY"],
      4,
    ],
    ["that is not there", '[api]\n# url\nkey = "url"', url, undefined],
    ["in lists of tables", "[[api]]\nurl = 1", url, undefined],
    ["in nothing", "", url, undefined],
    ["after a mistake, which is not looked behind", '[api\nurl = "u"', url, undefined],
    ["that is written with an escape", 'x = 1\napi."\\u0075rl" = 1\n# url', url, 2],
    ["after a big number", "n = 9223372036854775807\napi.url = 'u'", url, 2],
  ])("%s", (_case, text, path, line) => {
    expect(linesOfKeys(text)(path)).toBe(line);
  });

  test("is found for every key of any file, whatever stands around it", () => {
    const noise = fc.constantFrom(
      ["# api.url = 1"],
      ['x@ = """', "[api]", 'url = "fake"', '"""'],
      ["y@ = [", '  "url", # url', "]"],
      ["z@.url = 1"],
      [""],
      ['w@ = { url = "inline" }'],
    );
    fc.assert(
      fc.property(fc.array(noise), fc.array(noise), fc.constantFrom("\n", "\r\n"), (before, after, end) => {
        const number = (blocks: readonly (readonly string[])[], from: number): string[] =>
          blocks.flatMap((block, at) => block.map((line) => line.replace("@", String(from + at))));
        const head = number(before, 0);
        const lines = [...head, 'api.url = "here"', ...number(after, before.length)];
        expect(linesOfKeys(lines.join(end))(url)).toBe(head.length + 1);
      }),
    );
  });
});
