import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { readYamlFile } from "../../src/project/yaml/read.js";
import type { YamlFile } from "../../src/project/yaml/file.js";
import { cleanEnvironment, executable, NEWEST_PART } from "../support/index.ts";
import { realFiles, realisticEdits } from "../support/rules/yaml-edits.ts";

/** Short texts in which readers of YAML differ. */
const TEXTS = [
  "a: [yes, y, On, oN, no, NO, n, ~, null, nULL, , .inf, -.INF, .nan]",
  "a: [1e3, 1.5e+3, 1.5e3, 0o14, 014, 08, 0x1F, 0b11, 1_000, _1, 1_, 0_, 1:30, 01:30, 1:30:00, 12:30:45.5, +12, -0, 1., .5, ., 3.10]",
  "a: [2024-01-01, 2024-1-1, 2024-01-01 10:00:00, 2024-01-01T10:00:00Z, 2024-1-1 1:00:00]",
  ...[
    "2024-13-01",
    "2023-02-29",
    "2024-02-29",
    "0000-01-01",
    "2024-01-01 25:00:00",
    "2024-01-01 10:00:00 +25:00",
  ],
  ...[
    "=",
    "<<",
    "@x",
    "`x`",
    "%x",
    "x%y",
    "- b",
    "-b",
    "?b",
    "? b",
    ":b",
    ": b",
    "b: c",
    "b:c",
    ", b",
    "]",
    "}",
  ],
  ...[
    '"x" y',
    "'it''s'",
    "'it's'",
    String.raw`"\d"`,
    String.raw`"\/"`,
    String.raw`"\x41\u0041"`,
    '"C:\\temp"',
  ],
  ...["{{ x }}", "{{ x }}-b", "[{{ x }}]", '"{{ x }}"', "foo {{ x }}", "{{ x }}: 3", "{% if %}", "{{{ y }}}"],
  ...[
    '"foo\nbar"',
    "'foo\n\nbar'",
    "[1,\n2]",
    "[1 2]",
    "[1,,2]",
    "[,1]",
    "[1",
    "[1, 2]]",
    "{a:1}",
    "{a, b: }",
  ],
  ...[
    '{"a":1}',
    "[a: 1, b]",
    "[http://x.y/z, b]",
    "[a:b]",
    "[x]y",
    "{x: 1}# c",
    '"x"# c',
    "x# c",
    "x # c",
    "[-b]",
  ],
  ...["\t1", "1\t", "1\t# c", "x\ty", '"x"\t', "[1]\t", "|\t\n  x", "[\n\t1]", "'x\n\ty'"],
  ...[
    "|\n  x\n   y\n  z",
    ">\n  f\n  g\n\n  h",
    ">-\n  x\n    y",
    "|2\n    x\n  y",
    "|1x",
    "|\nx",
    "|+\n  x\n\n",
    "|# c\n  x",
  ],
  ...[
    "!!str 1",
    "!!int '5'",
    "!!int x",
    "!!bool x",
    "!!binary aGk=",
    "!!set {x, y}",
    "!!python/none",
    "!foo x",
    "! 12",
    "!",
  ],
  ...[
    "!!map [x]",
    "!!seq {x: 1}",
    "!!str {x: 1}",
    "!<tag:yaml.org,2002:str> 5",
    "!x!y z",
    "&x",
    "&x &y z",
    "*x",
    "* x",
    "& x",
  ],
].map((text) => (text.startsWith("a:") ? text : `a: ${text}`));

const DOCUMENTS = [
  ...[
    "",
    "# only\n",
    "null\n",
    "[]\n",
    "{}\n",
    "abc\n",
    "42\n",
    "---\na: 1\n",
    "---\n",
    "a: 1\n---\nb: 2\n",
    "a: 1\n...\n",
  ],
  ...[
    "%YAML 1.2\n---\na: yes\n",
    "%YAML 2.0\n---\na: 1\n",
    "%FOO\n---\na: 1\n",
    "%YAML 1.1\na: 1\n",
    "--- a: 1\n",
  ],
  ...["%TAG ! tag:x,2000:\n---\na: !b 1\n", "--- |\n x\n", "--- {a: 1}\n", "... a: b\n", "---a: b\n"],
  ...[
    "\uFEFFa: 1\n",
    "a: 1\r\nb:\r\n  - x\r\n",
    "a: 1\rb: 2\r",
    "a: \u0007",
    "a: x\u2028b: 2",
    "a: \x85b",
    "a: \uFEFFx\n",
  ],
  ...[
    "\ta: 1\n",
    "a:\n\tb: 1\n",
    "a:\n  b: 1\n\tc: 2\n",
    "a:\n\n\t\n  b: 1\n",
    "a: 1\n\t\nb: 2\n",
    "a: 1\n\t# c\nb: 2\n",
  ],
  ...[
    "a:\n- b\n- c\n",
    "a:\n  - b\n - c\n",
    "a:\n   b: 1\n  c: 2\n",
    "a: 1\n b: 2\n",
    " a: 1\nb: 2\n",
    "a: b\n  c\n  d\n",
  ],
  ...[
    "a: b\n c: d\n",
    "a\nb: 1\n",
    "a: 1\nb\n",
    "- a\nb: 1\n",
    "a: 1\n- b\n",
    "- - a\n  - b\n- c: d\n  e: f\n",
    "a:b\n",
    "a :b\n",
  ],
  ...[
    "? a\n: b\n",
    "? a\n",
    "? [a]\n: b\n",
    "{[a]: b}\n",
    ": a\n",
    "1: a\n",
    "=: a\n",
    '"a" "b": c\n',
    '"a"b: c\n',
    ",a: b\n",
  ],
  ...[
    "<<: {a: 1}\nb: 2\n",
    "<<: a\n",
    "<<: [{aa: 1}, {bb: 3}]\n",
    "<<: [{aa: 1}, {aa: 2}]\n",
    "<<: [a]\n",
    '"<<": {a: 1}\n',
  ],
  ...["a: &a {x: 1}\nb:\n  <<: *a\n  x: 2\n", "a: &a 1\nb: &a 2\n", "a: &x b\n*x : c\n", "&x a: b\nc: *x\n"],
  ...["a: 1\na: 2\n", "__proto__: 1\n", `${"k".repeat(1025)}: 2\n`, `${"k".repeat(1020)}: 2\n`],
];

const PYYAML = `
import datetime, io, json, sys, yaml
def plain(value):
    if isinstance(value, dict):
        return {"map": sorted(([plain(k), plain(v)] for k, v in value.items() if isinstance(k, str)), key=lambda pair: pair[0])}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (datetime.date, set, bytes)):
        return type(value).__name__
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return str(value)
    return value
verdicts = []
for text in json.load(sys.stdin):
    try:
        verdicts.append({"value": plain(yaml.safe_load(io.StringIO(text, newline=None)))})
    except Exception as error:
        verdicts.append({"error": str(error)})
print(json.dumps(verdicts))
`;

function plain(yaml: YamlFile, value: unknown, odd?: string): unknown {
  if (odd !== undefined) return odd;
  if (Array.isArray(value)) return value.map((item, index) => plain(yaml, item, yaml.oddKind(value, index)));
  if (typeof value === "object" && value !== null) {
    const pairs = Object.entries(value).filter(([key]) => !yaml.oddKeys(value).has(key));
    return {
      map: pairs
        .map(([key, item]) => [key, plain(yaml, item, yaml.oddKind(value, key))] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    };
  }
  if (typeof value !== "number" || Number.isFinite(value)) return value;
  return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
}

/** Pairs of the texts with a character put in, taken out, or a piece moved; the same ones every time. */
function mutations(texts: readonly string[], count: number): string[] {
  const pieces = [
    ...Array.from(" \t\n:-?#&*!|>'\"%@[]{},=<~1ax"),
    "\n  ",
    ": ",
    "- ",
    "<<: ",
    "*a",
    "&a ",
    "!!int ",
    "---\n",
  ];
  let state = 1;
  const random = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor(((state >>> 8) / 2 ** 24) * below);
  };
  return Array.from({ length: count }, () => {
    let text = `${texts[random(texts.length)] ?? ""}\n${random(2) === 0 ? "" : (texts[random(texts.length)] ?? "")}`;
    for (let left = 1 + random(3); left > 0; left -= 1) {
      const at = random(text.length + 1);
      const [before, after] = [text.slice(0, at), text.slice(at)];
      text =
        random(3) === 0 ? before + after.slice(1) : before + (pieces[random(pieces.length)] ?? "") + after;
    }
    return text;
  });
}

/** CONTRIBUTING.md lists them. */
const DIFFERENT = [
  ...["a: &x b\n*x: c\n", "&x: b\n", "a: [-]\n", "a: [?b: c]\n", "a: [:b]\n", "a:\n|\n x\n", "--- |\nx\n"],
  ...["a: 'x\u2028y'\n", "...\n", "%YAML 1.1\n%YAML 1.1\n---\na: b\n"],
];
/** Such a place in a text. */
const KNOWN = [/[&*]\w+:/, /\[-\]/, /[[{,]\s*[?:]\S/, /\n\|/, /^\.\.\./, /^--- [|>]/];

/** What PyYAML takes and Prefect cannot use, and what depends on the release of PyYAML. */
const OTHER_REASON = [/stands inside of what it refers to/, /^merge-order /];

interface Difference {
  readonly text: string;
  readonly own: unknown;
  readonly verdict: unknown;
  readonly said: readonly string[];
}

/** Where this reads a text otherwise than PyYAML, or refuses what PyYAML takes, or the other way round. */
function differences(texts: readonly string[]): Difference[] {
  const output = execFileSync(executable(NEWEST_PART, "python"), ["-c", PYYAML], {
    env: cleanEnvironment(),
    input: JSON.stringify(texts),
    maxBuffer: 100_000_000,
    encoding: "utf8",
  });
  const verdicts = JSON.parse(output) as ({ value: unknown } | { error: string })[];
  for (const side of ["value", "error"]) {
    expect(verdicts.filter((verdict) => side in verdict).length).toBeGreaterThan(texts.length / 5);
  }
  return texts.flatMap((text, index) => {
    const said: string[] = [];
    const yaml = readYamlFile("/prefect.yaml", "prefect.yaml", text, (rule, { what }) =>
      said.push(`${rule} ${what}`),
    );
    const own = yaml ? { value: plain(yaml, yaml.content) } : "refused";
    const verdict = verdicts[index];
    if (verdict === undefined || OTHER_REASON.some((known) => said.some((what) => known.test(what))))
      return [];
    if ("error" in verdict ? own === "refused" : JSON.stringify(own) === JSON.stringify(verdict)) return [];
    return [{ text, own, verdict, said }];
  });
}

describe("YAML is read as PyYAML reads it", () => {
  it("short texts in which readers differ, but for what CONTRIBUTING.md lists", () => {
    const base = [...TEXTS, ...DOCUMENTS];
    const texts = [...base, ...mutations(base, 3000)];
    expect(differences(texts).filter(({ text }) => !KNOWN.some((known) => known.test(text)))).toEqual([]);
  });

  it("real files, and with edits as people make them", () => {
    const files = realFiles();
    expect(differences([...files, ...realisticEdits(files, 3000)])).toEqual([]);
  });

  it("what CONTRIBUTING.md lists differs", () => {
    expect(differences([...DIFFERENT, "]", "["]).map(({ text }) => text)).toEqual(DIFFERENT);
  });
});
