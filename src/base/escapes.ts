import { remembered } from "./remembered.js";

/** A text as a program reads it that undoes escapes, and where each of its characters stands in the text as it is. */
export interface Reading {
  readonly text: string;
  /** For each UTF-16 unit of `text`: where its escape begins, and where it ends. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** An escape may be escaped again: JSON in a URL, a URL in HTML. */
const LEVELS = 3;

/**
 * What a text means to a reader of URLs, JSON, Python, Markdown, HTML or XML, one level of escapes after another; empty
 * where it holds no escape. Each escape is undone for itself, since others mix them, and small with capital letters:
 * Traefik writes `%2f` next to the `%2F` that it was given.
 */
export function readings(text: string): Reading[] {
  const found: Reading[] = [];
  for (let last: Reading | undefined; found.length < LEVELS;) {
    last = read(last?.text ?? text, last);
    if (!last) break;
    found.push(last);
  }
  return found;
}

const HEX = "[0-9a-fA-F]";

/** A character in UTF-8, else a byte, each byte behind `prefix`. */
function bytes(prefix: string): string {
  const more = `${prefix}[89abAB]${HEX}`;
  const first = (letters: string): string => `${prefix}[${letters}]${HEX}`;
  return `${first("cdCD")}${more}|${first("eE")}${more}${more}|${first("fF")}${more}${more}${more}|${first("0-9a-fA-F")}`;
}

const ESCAPE = new RegExp(
  [
    ...[bytes("%"), bytes("\\\\x")],
    ...[`\\\\u\\{${HEX}{1,6}\\}`, `\\\\u${HEX}{4}`, `\\\\U${HEX}{8}`, "\\\\[!-/:-@[-`{-~bfnrt]"],
    ...[`&#[xX]0*${HEX}{1,6};`, "&#0*[0-9]{1,7};", "&(?:amp|lt|gt|quot|apos);"],
  ].join("|"),
  "g",
);

const NAMES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const CONTROLS: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

function read(text: string, before: Reading | undefined): Reading | undefined {
  if (!/[%\\&]/.test(text)) return undefined;
  // No reading is longer than the text: each escape is longer than what it stands for.
  const starts = new Uint32Array(text.length);
  const ends = new Uint32Array(text.length);
  let meant = "";
  let done = 0;
  // Without a function for each character: thousands of messages of thousands of characters are read.
  const keepUntil = (end: number): void => {
    for (let at = done, unit = meant.length; at < end; at += 1, unit += 1) {
      starts[unit] = before ? (before.starts[at] ?? 0) : at;
      ends[unit] = before ? (before.ends[at] ?? 0) : at + 1;
    }
    meant += text.slice(done, end);
  };
  // A text of thousands of escapes has the same ones time and again.
  const meaningOf = remembered(meaning);
  const undo = (escape: string, index: number): void => {
    const plain = meaningOf(escape);
    done = index + escape.length;
    starts.fill(before ? (before.starts[index] ?? 0) : index, meant.length, meant.length + plain.length);
    ends.fill(before ? (before.ends[done - 1] ?? 0) : done, meant.length, meant.length + plain.length);
    meant += plain;
  };
  for (const { 0: escape, index } of text.matchAll(ESCAPE)) {
    keepUntil(index);
    undo(escape, index);
  }
  if (done === 0) return undefined;
  keepUntil(text.length);
  return { text: meant, starts, ends };
}

function meaning(escape: string): string {
  if (/^(?:%|\\x)/.test(escape)) return characters(escape);
  const inside = escape.replace(/[\\&#{};]/g, "");
  if (/^\\[uU]/.test(escape)) return character(parseInt(inside.slice(1), 16), escape);
  if (escape.startsWith("\\")) return CONTROLS[escape.slice(1)] ?? escape.slice(1);
  if (escape.startsWith("&#")) return character(Number(inside.replace(/^x/i, "0x")), escape);
  return NAMES[inside] ?? escape;
}

function character(code: number, escape: string): string {
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : escape;
}

/** UTF-8, or what it is in Latin-1: `\xe9` is a byte to one part of Python and a letter to another. */
function characters(escapes: string): string {
  const raw = Buffer.from(escapes.replace(/%|\\x/g, ""), "hex");
  const text = raw.toString("utf8");
  return text.includes("\ufffd") ? raw.toString("latin1") : text;
}
