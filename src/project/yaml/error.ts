import type { Range } from "yaml";

/** PyYAML refuses the text. */
export class YamlSyntaxError extends Error {
  constructor(
    /** What is wrong, in words that follow `cannot be read: `. */
    message: string,
    readonly fix: string,
    /** Offset in the text. */
    readonly at: number,
  ) {
    super(message);
  }
}

export const QUOTE = "Put it in quotes if it is a text.";
const INDENT = "Check the indentation, and put a text that holds `: ` or ` #` in quotes.";
const BRACKETS = "Put texts that hold brackets, commas or colons in quotes.";
const TAKE_OUT = "Take the line out.";

/** What the library says, and what is refused beside it, in words of ours: the first that fits. */
const WORDS: readonly (readonly [said: RegExp, what: string, fix: string])[] = [
  [
    /^tab$/,
    "a tab stands where YAML takes spaces only",
    "Use spaces; take tabs away at the end of the line.",
  ],
  [
    /^quote$|closing ['"]quote/,
    "this quote is never closed",
    "Close it; within single quotes, double a `'`.",
  ],
  [/^question mark$/, "a `?` stands in a list or a mapping in brackets without quotes", QUOTE],
  [/^nested too deeply$/, "its values are nested too deeply", "Take the nesting apart."],
  [
    /^second document$/,
    "a second document begins here",
    "Keep one document in a file; `prefect-file` takes several files.",
  ],
  [/^YAML directive$/, "PyYAML takes `%YAML 1.1` only", TAKE_OUT],
  [/directive/i, "a line that begins with `%` does not fit here", `${TAKE_OUT} ${QUOTE}`],
  [/^no key$/, "the key is missing before this `:`", "Write it as `key: value`."],
  [/ as key$/, "a `:` belongs to the name behind `&` or `*` here", "Put a space before the `:`."],
  [
    /^Invalid escape/,
    "this means nothing within double quotes",
    "Write `\\\\` for a backslash, or use single quotes.",
  ],
  [/^Plain value cannot start/, "a value cannot begin with this character", QUOTE],
  [
    /flow seq.*(?:end with|items)|^Unexpected (?:empty item|,) in flow seq/i,
    "a value, a `,` or `]` is missing before this",
    `Close the list with \`]\`. ${BRACKETS}`,
  ],
  [
    /flow map.*(?:end with|items)|^Unexpected (?:empty item|,) in flow map/i,
    "a value, a `,` or `}` is missing before this",
    `Close the mapping with \`}\`. ${BRACKETS}`,
  ],
  [
    /^long key$|must be at most 1024/,
    "a `:` is missing after this, or its key is longer than 1024 characters",
    INDENT,
  ],
  [/^Implicit map keys need/, "a `:` is missing after this", `Write it as \`key: value\`. ${INDENT}`],
  [/^key of several lines$|^Implicit keys/, "the lines above do not end before this key", INDENT],
  [/^Nested mappings|Unexpected map-value-ind/, "a `:` stands where no key ends", INDENT],
  [
    /same column|sufficiently indented|must (?:not )?be (?:less )?indented|more-indented/,
    "this does not fit to the lines above",
    INDENT,
  ],
  [/block-seq|seq-item-ind|block sequence/i, "a list cannot begin here", "Begin it on a line of its own."],
  [/^Sequence item without/, "this stands in a list, and has no `-` before it", INDENT],
  [
    /^Block scalar header|^Comments must/,
    "something stands behind `|` or `>`",
    "Begin the text on the next line, or put it in quotes.",
  ],
  [/alias|anchor/i, "`&` and `*` begin the name of an anchor, and this is none", QUOTE],
  [/tag/i, "`!` begins a tag, and this is none", QUOTE],
];

/**
 * @param said by the library, or a word of ours
 * @param at offset in the text
 */
export function wordsFor(said: string, at: number): YamlSyntaxError {
  const [, what, fix] = WORDS.find(([pattern]) => pattern.test(said)) ?? [];
  return new YamlSyntaxError(what ?? "this stands outside of what was begun above", fix ?? INDENT, at);
}

/** Where the library says that something is wrong. */
export type Place = number | Range | [number, number] | { offset: number };

/** Where only an offset is told, it is that of the end of what was read before. */
export function startOf(place: Place, source: string): number {
  if (typeof place !== "number") return "offset" in place ? place.offset : place[0];
  let at = place;
  for (let char = source.charAt(at); char !== "" && " \r\n#".includes(char); char = source.charAt(at)) {
    const end = char === "#" ? source.indexOf("\n", at) : at;
    at = end < 0 ? source.length : end + 1;
  }
  return at;
}

export interface Words {
  readonly what: string;
  readonly fix: string;
  /** Default: that Prefect drops the file. */
  readonly outcome?: string;
}

/** PyYAML parses the text, and makes no values of it; or this reads no more of it. */
export class Refusal extends YamlSyntaxError {
  readonly end: number;
  readonly outcome: string;

  constructor(
    readonly rule: "yaml-syntax" | "yaml-text" | "yaml-alias" | "yaml-size",
    { what, fix, outcome = DROPPED }: Words,
    { start, end }: { readonly start: number; readonly end: number },
  ) {
    super(what, fix, start);
    this.end = end;
    this.outcome = outcome;
  }
}

/** What comes of a file that PyYAML refuses. */
export const DROPPED = "Prefect would drop the whole file";
