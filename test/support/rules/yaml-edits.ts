import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../../scripts/parts.mjs";
import { EXAMPLES } from "./examples.ts";

/** The prefect files of the examples, and those of the rules, good and bad. */
export function realFiles(): string[] {
  const examples = join(ROOT, "examples");
  return [
    ...globSync("**/prefect.yaml", { cwd: examples }).map((path) =>
      readFileSync(join(examples, path), "utf8"),
    ),
    ...[...EXAMPLES.values()]
      .flatMap(({ bad, good }) => [bad, good])
      .flatMap((project) => project["prefect.yaml"] ?? []),
  ];
}

/** What people write in the place of a value. */
const VALUES = [
  ...[
    "{{ $X }}",
    "{{ $X }}-b",
    '"{{ $X }}"',
    "a-{{ $X }}",
    "{{ prefect.variables.a }}",
    "{% if x %}",
    "${{ x }}",
  ],
  ...[
    "yes",
    "1:30",
    "0777",
    "3.10",
    "1e3",
    "2024-01-01",
    "2024-13-01",
    "~",
    "",
    "=",
    "'",
    '"',
    "@daily",
    "`x`",
    "%x",
  ],
  ...[
    "*",
    "*/5 * * * *",
    "* * * * *",
    "&",
    "&a b",
    "*a",
    "!",
    "!x y",
    "!!str 5",
    "!env X",
    "#a",
    "a #b",
    "a# b",
  ],
  ...[
    "a: b",
    "a:b",
    "a :b",
    "- a",
    "-a",
    "? a",
    "?a",
    ", a",
    "[",
    "]",
    "[a",
    "[a, b",
    "[a, b]]",
    "[a,, b]",
    "[a b]",
  ],
  ...[
    "[a, b,]",
    "[http://x/?a=b]",
    "[a: b]",
    '["a", b]# c',
    "[a, 'b, c]",
    "{",
    "{a}",
    "{a: b",
    "{a:b}",
    '{"a":1}',
  ],
  ...[
    "{a: b, c}",
    "|",
    ">",
    "|-",
    ">+",
    "|2",
    "|x",
    "| x",
    '"C:\\temp"',
    String.raw`"C:\dir"`,
    String.raw`"C:\"`,
  ],
  ...[
    "'it's'",
    "'it''s'",
    'say "hi"',
    '"say "hi""',
    "it's",
    "a\tb",
    "\ta",
    "a\t",
    "a\u00a0b",
    "http://a:b@c/d?e#f",
  ],
];

/** Lines that people put between others. */
const LINES = [
  "---",
  "...",
  "# c",
  "",
  "   ",
  "\t",
  "x: 1",
  "- x",
  "  x: 1",
  "x",
  "<<: *a",
  "x: &a",
  "{{ $X }}",
  "%YAML 1.2",
];

type Random = (below: number) => number;

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** Each makes of a line, and of where it begins, what stands in its place: one line, none, or several. */
const EDITS: readonly ((line: string, random: Random, next: string) => readonly string[])[] = [
  (line) => [` ${line}`],
  (line) => [`  ${line}`],
  (line) => [line.replace(/^ /, "")],
  (line) => [line.replace(/^ {2}/, "")],
  (line) => [line.trimStart()],
  (line) => [line.replace(/^ {2}/, "\t")],
  (line) => [`${line}\t`],
  (line) => [`${line}  `],
  (line) => [`${line} # c`],
  (line) => [`${line}# c`],
  (line) => [`${line}\t# c`],
  (line) => [line.replace(": ", ":\t")],
  (line) => [line.replace(": ", ":")],
  (line) => [line.replace(": ", " : ")],
  (line) => [line.replace(": ", " ")],
  (line) => [line.replace(/:$|: /, "")],
  (line) => [line.replace(/: .*/, ":")],
  (line) => [`${line}:`],
  (line) => [`${line}: x`],
  (line) => [line.replace("- ", "  ")],
  (line) => [line.replace("- ", "")],
  (line) => [line.replace("- ", "-")],
  (line) => [line.replace("- ", "-\t")],
  (line) => [line.replace(/\S/, "- $&")],
  (line) => [line.replace(/["']/, "")],
  (line) => [line.replace(/["']([^"']*)$/, "$1")],
  (line) => [line.replace(/["']/g, "")],
  (line) => [line.replace(/"/g, "'")],
  (line) => [line.replace(/[[{]/, "")],
  (line) => [line.replace(/[\]}]/, "")],
  (line) => [line.replace(/,/, "")],
  (line) => [line.replace(/[,[{] ?/, "$&\n")],
  (line) => [line.replace(/[,[{] ?/, `$&\n${" ".repeat(indentOf(line))}`)],
  (line) => [line.replace(/(: +\S+) /, `$1\n${" ".repeat(indentOf(line))}`)],
  (line) => [line.replace(/(: +\S+) /, `$1\n${" ".repeat(indentOf(line) + 2)}`)],
  (line) => [line.replace(/(: )(?=\S)/, "$1&a ")],
  (line) => [line.replace(/(: )(?=\S)/, "$1!!str ")],
  (line) => [line.replace(/\S/, "&a $&")],
  (line) => [line.replace(/:$/, ": &a")],
  (line) => [line.replace(/:$/, ": |")],
  (line) => [line.replace(/:$/, ": >-")],
  (line) => [line.replace(/:$/, ": {}")],
  () => [],
  (line) => [line, line],
  (line, _random, next) => [next, line],
  (line, _random, next) => [`${line} ${next.trimStart()}`],
  (line) => [line.replace(" ", "\u00a0")],
  ...Array.from({ length: 14 }, () => (line: string, random: Random) => [
    line.replace(
      /(: |- )(?!.*[:-] ).*/,
      (_all, before: string) => before + (VALUES[random(VALUES.length)] ?? ""),
    ),
  ]),
  ...Array.from({ length: 6 }, () => (line: string, random: Random) => [
    " ".repeat(random(2) * indentOf(line)) + (LINES[random(LINES.length)] ?? ""),
    line,
  ]),
];

/** Real files with one edit, or two, as people make them by hand; the same ones every time. */
export function realisticEdits(files: readonly string[], count: number): string[] {
  let state = 7;
  const random: Random = (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor(((state >>> 8) / 2 ** 24) * below);
  };
  return Array.from({ length: count }, () => {
    const lines = (files[random(files.length)] ?? "").split("\n");
    for (let left = 1 + random(2); left > 0; left -= 1) {
      const at = random(lines.length);
      const edit = EDITS[random(EDITS.length)];
      if (edit) lines.splice(at, 1, ...edit(lines[at] ?? "", random, lines[at + 1] ?? ""));
    }
    const text = lines.join("\n");
    return [text, text, text, text.trimEnd(), text.replaceAll("\n", "\r\n")][random(5)] ?? "";
  });
}
