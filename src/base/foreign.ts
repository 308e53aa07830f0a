import { shortened } from "./shortened.js";

/**
 * Text of others: what a server, a gate, a file of the checkout, the CLI, a token provider or an event says. All that is
 * shown goes through here, and after the secrets are out of it: what is changed here would match none of them. For the
 * same reason nothing is left out, only replaced: what is left over might be a secret again.
 */

/** Controls, format characters, wide spaces, and all else that has no ink or turns the order of text around. */
const UNSEEN = String.raw`[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{DI}\u2800]|(?! )\p{Zs}`;

/** An emoji with the mark that gives it its colours: seen, and common. */
const EMOJI = String.raw`\p{Extended_Pictographic}[\ufe0e\ufe0f]|[0-9#*]\ufe0f\u20e3`;

const SEEN_OR_NOT = new RegExp(`(${EMOJI})|${UNSEEN}`, "gu");

/** The text with `\u{…}` in place of what nobody would see. */
export function visible(text: string): string {
  return text
    .toWellFormed()
    .replace(SEEN_OR_NOT, (found, emoji: string | undefined) => emoji ?? escaped(found));
}

function escaped(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16) ?? ""}}`;
}

/** The same on one line: line ends, tabs and wide spaces become a space. */
export function oneLine(text: string): string {
  return visible(text.replace(/[^\S ]+/g, " "));
}

/** Kept in what a program prints: colours, tabs, and the carriage return, which for a runner ends a line. */
const PRINTED = new RegExp(String.raw`(${EMOJI}|[\t\r])|\u001b\[([\d;:]*)m|${UNSEEN}`, "gu");

/** A line that a program printed: without what hides, moves or turns text around, and with its colours. */
export function printed(line: string): string {
  return line
    .toWellFormed()
    .replace(PRINTED, (found, kept: string | undefined, colour: string | undefined) => {
      if (kept !== undefined) return kept;
      if (colour === undefined) return escaped(found);
      return hides(colour) ? visible(found) : found;
    });
}

/** ECMA-48, SGR: 8 conceals. The numbers behind 38 and 48 are a colour. */
function hides(parameters: string): boolean {
  const others = parameters.replace(/[34]8(?:[;:]5[;:]\d*|;2(?:;\d*){3}|:2(?::\d*){3,5})/g, "");
  return /(?:^|;)0*8(?:;|$)/.test(others);
}

/** Characters of a name, and of a message. */
const LONGEST = { name: 300, message: 4_000 };

/** A name or a value of others as code in Markdown, where nothing acts. In a table see {@link cell}. */
export function code(text: string): string {
  return codeSpan(shortened(text, LONGEST.name, oneLine));
}

/** CommonMark 0.31, "Code spans": between two runs of backticks of a length that the text has not. */
function codeSpan(text: string): string {
  const runs = new Set((text.match(/`+/g) ?? []).map((run) => run.length));
  let length = 1;
  while (runs.has(length)) length += 1;
  const fence = "`".repeat(length);
  // A space at both ends is taken off again, unless there is nothing else.
  const needsSpace = text === "" || /^`|`$|^ .*[^ ].* $/.test(text);
  return needsSpace ? `${fence} ${text} ${fence}` : fence + text + fence;
}

/**
 * A message, anywhere in which may stand text of others, as Markdown in which nothing acts, and which is as good as plain
 * text. On one line. Words of prose stay, code spans and quotations stay together, and all else goes into code, where
 * GitHub knows no link, image, mention, reference, emoji, formula or HTML.
 *
 * What prose is, is said by what it may hold: nobody has to know all that Markdown, GitHub and the settings of a
 * repository make something of.
 */
export function inert(message: string): string {
  const text = shortened(message, LONGEST.message, oneLine).trim();
  const parts: Part[] = [];
  for (const [piece, fence, content] of text.matchAll(PIECES)) {
    const pieces = fence === undefined ? partsOf(piece, parts.length === 0) : [written(content ?? "")];
    for (const part of pieces) {
      const last = parts.at(-1);
      // Two code spans with nothing between them would be another one.
      if (last?.isCode === part.isCode) last.text += part.text;
      else parts.push(part);
    }
  }
  return parts.map((part) => (part.isCode ? codeSpan(part.text) : part.text)).join("");
}

interface Part {
  readonly isCode: boolean;
  text: string;
}

/** A code span; a quotation; white space; a word; a quotation mark or backticks that stand alone. */
const PIECES = /(?<!`)(`+)(?!`)([^`](?:.*?[^`])??)\1(?!`)|"[^"]*"|\s+|[^\s"`]+|"|`+/g;

/** A code span of the message's own. */
function written(content: string): Part {
  return { isCode: true, text: content.replace(/^ (.*[^ ].*) $/, "$1") };
}

function partsOf(piece: string, isFirst: boolean): Part[] {
  const words = piece.split(/[\s"]+/).filter((word) => word !== "");
  if (words.every((word, index) => isProse(word, isFirst && index === 0)))
    return [{ isCode: false, text: piece }];
  const [, before = "", inner = piece, after = ""] = PUNCTUATED.exec(piece) ?? CALL.exec(piece) ?? [];
  return [
    { isCode: false, text: before },
    { isCode: true, text: inner },
    { isCode: false, text: after },
  ].filter(({ text }) => text !== "");
}

/** Letters and digits, joined as in `re-run`, `server's`, `3.8.8` or `1,000`, with punctuation around them. */
const WORD =
  /^[('“‘]{0,2}(?:[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}]+)*|\d+(?:[.,]\d+)*%?)?['’”)]{0,2}[.,;:!?…]{0,2}['’”)]{0,2}$/u;

/** A word that goes into code, and the punctuation around it, which stays outside. */
const PUNCTUATED = /^([('“‘]?)([^"(]*?[^"('’”).,;:!?])(['’”)]?[.,;:!?…]?['’”)]?)$/u;

/** One that has brackets of its own. */
const CALL = /^()([^"]*[^".,;:!?])([.,;:!?…]?)$/u;

/** Stands alone between words. Before all of them it would begin a list. */
const SIGN = /^[-–—→·=+/%]$/;

/** GitHub links what may be a commit, and what begins like the name of a web server. */
const LINKED = /[0-9a-f]{7}|www\./i;

function isProse(word: string, isFirst: boolean): boolean {
  if (word.length > 60 || LINKED.test(word)) return false;
  if (isFirst && (SIGN.test(word) || /^\d+[.)]$/.test(word))) return false;
  return WORD.test(word) || SIGN.test(word);
}

/** What {@link code} or {@link inert} gave, in a row of a table: there a bar ends a cell, in code too. */
export function cell(markdown: string): string {
  // A backslash right before the bar would undo the one that escapes it.
  return markdown.replaceAll("\\|", "\\ |").replaceAll("|", "\\|");
}
