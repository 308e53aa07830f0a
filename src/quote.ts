import { shortened } from "./shortened.js";

/**
 * Text from outside, made fit for a log: in double quotes, one line, printable, bounded, without secrets.
 * Nothing in it can start a workflow command: `::error::` counts only at the start of a line,
 * and the older `##[error]` is broken up because the runner looks for it anywhere.
 */
export function quote(text: string, max = 100): string {
  return `"${shortened(text, max, onOneLine)}"`;
}

function onOneLine(text: string): string {
  return text
    .replace(/[\p{C}\p{Z}\p{DI}\u2800]+/gu, " ")
    .replaceAll("##[", "# #[")
    .replaceAll('"', "'")
    .trim();
}
