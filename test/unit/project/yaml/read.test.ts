import { describe, expect, test } from "vitest";
import type { Finding } from "../../../../src/base/finding.js";
import { readYamlFile } from "../../../../src/project/yaml/read.js";
import type { YamlFile } from "../../../../src/project/yaml/file.js";

type Said = Omit<Finding, "severity">;

function read(text: string | Uint8Array): { yaml: YamlFile | undefined; said: Said[] } {
  const said: Said[] = [];
  const yaml = readYamlFile("/project/prefect.yaml", "prefect.yaml", text, (rule, finding) => {
    said.push({ ...finding, rule });
  });
  return { yaml, said };
}

function content(text: string): unknown {
  const { yaml, said } = read(text);
  expect(said).toEqual([]);
  return yaml?.content;
}

describe("values, as PyYAML reads them", () => {
  test.each<[string, unknown]>([
    ["a: [yes, On, FALSE, n, y, oN]", { a: [true, true, false, "n", "y", "oN"] }],
    [
      "a: [1:30, 010, 0x1F, 0b11, 1_000, 08, 1e3, 1.5e+3, .5, -.inf]",
      { a: [90, 8, 31, 3, 1000, "08", "1e3", 1500, 0.5, -Infinity] },
    ],
    ["a: [~, null, NULL, , nULL]".replace(" ,", ""), { a: [null, null, null, "nULL"] }],
    ["a: 2024-01-01\nb: 2024-1-1", { a: "2024-01-01", b: "2024-1-1" }],
    ["a: !!str 1\nb: !!int '5'\nc: ! '12'", { a: "1", b: 5, c: 12 }],
    ["=: a", { "=": "a" }],
    ["yes: a\n1: b", { yes: "a", "1": "b" }],
    ["__proto__: 1", Object.fromEntries([["__proto__", 1]])],
    ["a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3", { a: { b: 1, c: 2 }, d: { b: 1, c: 3 } }],
    ['a: "x\ny"\nb: [1,\n2\n]', { a: "x y", b: [1, 2] }],
    ["a: |\n  x\n   y\nb: >-\n  f\n  g\n\n  h", { a: "x\n y\n", b: "f g\nh" }],
    ["\uFEFFa: 1\r\nb:\r\n  - x\r\n", { a: 1, b: ["x"] }],
    ["a: 1\rb: 2\r", { a: 1, b: 2 }],
    ["", null],
    ["# nothing", null],
  ])("%j", (text, expected) => {
    expect(content(text)).toEqual(expected);
  });

  test("what JavaScript has no kind for is known", () => {
    const { yaml } = read("a: 2024-01-01\nb: [2024-01-01 10:00:00, x]\nc: !!binary aGk=\n1: x\n");
    const value = yaml?.content as { b: unknown[] };
    expect(yaml?.oddKind(value, "a")).toBe("date");
    expect(yaml?.oddKind(value.b, 0)).toBe("datetime");
    expect(yaml?.oddKind(value.b, 1)).toBeUndefined();
    expect(yaml?.oddKind(value, "c")).toBe("bytes");
    expect(yaml?.oddKeys(value)).toEqual(new Set(["1"]));
    expect(yaml?.source(["a"])).toBe("2024-01-01");
  });
});

describe("refused", () => {
  test.each([
    ["a: {{ $X }}", "yaml-syntax 1:5-1:11", 'a: "{{ $X }}"'],
    ["- name: {{ $X }}-b # c", "yaml-syntax 1:17-1:23", undefined],
    ["- name: {{ $X }}-b", "yaml-syntax 1:17-1:19", '- name: "{{ $X }}-b"'],
    ["a:\n\tb: 1", "yaml-syntax 2:1-2:6", undefined],
    ["a: 1\t", "yaml-syntax 1:5-1:5", undefined],
    ["a: b\tc", "yaml-syntax 1:5-1:7", undefined],
    ["a:\n  - b\n\t\n  - c", "yaml-syntax 3:1-3:1", undefined],
    ["a: {b: c\n  d: e}", "yaml-syntax 2:3-2:8", undefined],
    [": b", "yaml-syntax 1:1-1:4", undefined],
    ["a: &b\n*b: c", "yaml-syntax 2:1-2:6", undefined],
    ["a: [b, c?d]", "yaml-syntax 1:9-1:12", undefined],
    ["a: 'b''\nc: d", "yaml-syntax 1:4-1:8", undefined],
    ['a: "C:\\"\nb: c', "yaml-syntax 1:4-1:9", undefined],
    ["a: b\n- c", "yaml-syntax 2:1-2:4", undefined],
    ["a:\n  - b\n - c", "yaml-syntax 3:2-3:5", undefined],
    ["a: b\n  # c\n  d", "yaml-syntax 3:3-3:4", undefined],
    ["a: 1\n b: 2", "yaml-syntax 2:2-2:6", undefined],
    ["a: b: c", "yaml-syntax 1:4-1:8", undefined],
    ["a: @b", "yaml-syntax 1:4-1:6", undefined],
    ["a: [1, 2", "yaml-syntax 1:9-1:9", undefined],
    ['a: "b', "yaml-syntax 1:4-1:6", undefined],
    ["a: 1\n---\nb: 2", "yaml-syntax 2:1-2:4", undefined],
    ["a: =", "yaml-syntax 1:4-1:5", undefined],
    ["a: 2024-02-30", "yaml-syntax 1:4-1:14", undefined],
    ["a: !!python/none", "yaml-syntax 1:17-1:17", undefined],
    ["a: !env X", "yaml-syntax 1:9-1:10", undefined],
    ["a: *b", "yaml-alias 1:4-1:6", undefined],
    ["a: &a 1\nb: &a 2", "yaml-alias 2:7-2:8", undefined],
    ["a: &a [*a]", "yaml-alias 1:8-1:10", undefined],
    ["<<: [x]", "yaml-alias 1:5-1:8", undefined],
    ["a: \u0007", "yaml-text 1:4-1:5", undefined],
  ])("%j", (text, expected, corrected) => {
    const { yaml, said } = read(text);
    expect(yaml).toBeUndefined();
    expect(
      said.map(
        ({ rule, where }) => `${rule} ${where.line}:${where.column}-${where.endLine}:${where.endColumn}`,
      ),
    ).toEqual([expected]);
    expect(said[0]?.corrected).toBe(corrected);
  });

  test("not UTF-8, at the first byte that is not", () => {
    expect(read(Buffer.from([0x61, 0x3a, 0x20, 0x0a, 0xe4, 0x3a])).said).toMatchObject([
      { rule: "yaml-text", where: { line: 2, column: 1 } },
    ]);
  });

  test.each([
    ["values that are nested too deeply", `a: ${"[".repeat(20_000)}`, { line: 1, column: 403 }],
    ["a key of more than 1024 characters", `b: 1\n${"k".repeat(1025)}: 1`, { line: 2, column: 1 }],
  ])("%s", (_title, text, where) => {
    expect(read(text).said).toMatchObject([{ rule: "yaml-syntax", where }]);
  });

  test("a huge file, before it is parsed", () => {
    expect(read("a: 1\n".repeat(2_000_001)).said).toMatchObject([{ rule: "yaml-size" }]);
  });

  test("more words and signs than there is memory for", () => {
    expect(read(`a: [${"b,".repeat(600_000)}]`).said).toMatchObject([
      { rule: "yaml-size", where: { line: 1 } },
    ]);
  });

  test.each([
    ["a number that Python does not read", `a: ${"1".repeat(4_301)}`],
    ["a list of pairs, which Python makes tuples of", "a: !!omap [{x: 1}]"],
    ["pairs", "a: !!pairs [{x: 1}]"],
  ])("%s", (_what, text) => {
    const { yaml, said } = read(text);
    expect([yaml, said.map(({ rule }) => rule)]).toEqual([undefined, ["yaml-syntax"]]);
    expect(read(`a: ${"1".repeat(4_300)}`).yaml).toBeDefined();
  });

  test("aliases that multiply", () => {
    const levels = Array.from(
      { length: 30 },
      (_, level) => `a${level + 1}: &a${level + 1} [*a${level}, *a${level}]`,
    );
    expect(read(`a0: &a0 [1, 2]\n${levels.join("\n")}\n`).said).toMatchObject([{ rule: "yaml-alias" }]);
  });
});

describe("said, and read all the same", () => {
  test("a key that is written twice", () => {
    const { yaml, said } = read("a: 1\nb: 2\na: 3\n");
    expect(yaml?.content).toEqual({ a: 3, b: 2 });
    expect(said).toMatchObject([{ rule: "duplicate-key", where: { line: 3, column: 1 } }]);
    expect(said[0]?.what).toContain("line 1");
    expect(yaml?.range(["a"], "value").line).toBe(3);
  });

  test("merged mappings that contradict each other", () => {
    const { yaml, said } = read("a: &a {k: one}\nb: &b {k: two}\nc:\n  <<: [*a, *b]\n");
    expect(yaml?.content).toMatchObject({ c: { k: "two" } });
    expect(said).toMatchObject([{ rule: "merge-order", where: { line: 4, column: 3 } }]);
  });
});

describe("places", () => {
  const { yaml } = read(
    [
      "base: &base",
      "  version: v1",
      "deployments:",
      "- name: é😀x",
      "  tags: [a, bc]",
      "  work_pool: &pool",
      "    name: p",
      "- <<: *base",
      "  work_pool: *pool",
      "  empty:",
    ].join("\r\n"),
  );

  test.each<[(string | number)[], "key" | "value" | "entry", string]>([
    [["deployments"], "key", "3:1-3:12"],
    [["deployments", 0], "key", "4:3-4:13"],
    [["deployments", 0], "value", "4:3-7:12"],
    [["deployments", 0, "name"], "key", "4:3-4:7"],
    [["deployments", 0, "name"], "value", "4:9-4:13"],
    [["deployments", 0, "name"], "entry", "4:3-4:13"],
    [["deployments", 0, "tags", 1], "value", "5:13-5:15"],
    [["deployments", 1, "work_pool", "name"], "value", "7:11-7:12"],
    [["deployments", 1, "version"], "value", "2:12-2:14"],
    [["deployments", 1, "empty"], "value", "10:3-10:8"],
    [["deployments", 1, "nothing"], "key", "8:3-8:12"],
    [["deployments", 0, "work_pool", "nothing", 5], "key", "6:3-6:12"],
    [["nothing"], "key", "1:1-1:12"],
  ])("%j, %s", (path, part, expected) => {
    const { line, column, endLine, endColumn } = yaml?.range(path, part) ?? {};
    expect(`${line ?? 0}:${column ?? 0}-${endLine ?? 0}:${endColumn ?? 0}`).toBe(expected);
  });
});

describe("what aliases repeat", () => {
  const repeated = (item: string, times: number, use = "*x") =>
    `x: &x ${item}\ny:\n${`  - ${use}\n`.repeat(times)}`;
  const nested = (levels: number) =>
    `a0: &a0 [1]\n${Array.from({ length: levels }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}]\n`).join("")}`;

  test.each([
    ["many values", repeated(`[${"1,".repeat(999)} 1]`, 501)],
    ["long texts", repeated("t".repeat(100_000), 61)],
    ["long keys", repeated(`{${"k".repeat(1_000)}: 1}`, 6_100)],
    ["many levels", nested(400)],
  ])("is refused where it is too much: %s", (_what, text) => {
    const { yaml, said } = read(text);
    expect(yaml).toBeUndefined();
    expect(said.map(({ rule }) => rule)).toEqual(["yaml-alias"]);
  });

  test.each([
    ["many values", repeated(`[${"1,".repeat(999)} 1]`, 490)],
    ["long texts", repeated("t".repeat(100_000), 59)],
    ["many levels", nested(390)],
    [
      "defaults of 10,000 deployments",
      repeated(
        `{${Array.from({ length: 20 }, (_, index) => `keyword_${index}: a value of it`).join(", ")}}`,
        10_000,
        "{<<: *x, name: a}",
      ),
    ],
  ])("is read up to that: %s", (_what, text) => {
    const { yaml, said } = read(text);
    expect(said).toEqual([]);
    expect(yaml).toBeDefined();
  });
});

test("time grows with the size of the file", () => {
  const fileOf = (count: number) =>
    `deployments:\n${Array.from({ length: count }, (_, index) => `- name: d${index}\n  entrypoint: flows/f.py:f\n  tags: [a, b]\n  work_pool: {name: p}\n`).join("")}`;
  const timed = (count: number) => {
    const began = performance.now();
    const { yaml } = read(fileOf(count));
    for (let index = 0; index < count; index += 1) yaml?.range(["deployments", index, "work_pool", "name"]);
    return performance.now() - began;
  };
  timed(2000);
  const [small, large] = [Math.min(timed(1000), timed(1000)), Math.min(timed(10_000), timed(10_000))];
  expect(large / small).toBeLessThan(40);
});
