import { visible } from "./foreign.js";
import { shortened } from "./shortened.js";

/**
 * Text from outside, made fit for a log: in double quotes, one line, printable, bounded, without secrets. What nobody
 * would see is shown as `\u{feff}`.
 * Nothing in it can start a workflow command: `::error::` counts only at the start of a line,
 * and the older `##[error]` is broken up because the runner looks for it anywhere.
 */
export function quote(text: string, max = 100): string {
  return `"${shortened(text, max, onOneLine)}"`;
}

function onOneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Z}]+/gu, " ");
  return visible(line).replaceAll("##[", "# #[").replaceAll('"', "'").trim();
}

/** `The job was cancelled`: a clause at the beginning of a sentence. */
export function capitalized(text: string): string {
  return text.replace(/^./, (first) => first.toUpperCase());
}

/** The longest name in a message, in characters. No key that anybody means is longer. */
export const LONGEST_NAME = 200;

/**
 * What stands in quotes in a message, or has no space in it: each a name of the user's. Of any length, since to look
 * for long ones only takes 200 steps for each character.
 */
const NAMES = /`[^`]*`|"[^"]*"|[^\s`"]+/g;

/**
 * A message in which no name is longer than {@link LONGEST_NAME}, and which is no longer than `max` itself.
 * What must not be seen is taken out before: of a secret that is cut, the beginning is left.
 */
export function withShortNames(message: string, max: number): string {
  const short = message.replace(NAMES, (name) => {
    if (name.length <= LONGEST_NAME) return name;
    const quotes = /^[`"]/.exec(name)?.[0] ?? "";
    const inner = name.slice(quotes.length, name.length - quotes.length);
    return `${quotes}${shortened(inner, LONGEST_NAME)}${quotes}`;
  });
  return shortened(short, max);
}

/** `1 file`, `2 files` */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** `a, b, c, d, e and 3 more` */
export function firstOf(names: readonly string[], most = 5): string {
  const more = names.length - most;
  return `${names.slice(0, most).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
