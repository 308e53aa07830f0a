import { compareVersions } from "../../base/version.js";
import type { Range } from "../../base/finding.js";

/**
 * What became valid in which Python. It is looked for in Python's message, in the lines that it names, or in the whole
 * file up to there: what is new may be refused further down than where it begins.
 */
const NEWER: readonly (readonly [version: string, place: "message" | "lines" | "before", RegExp])[] = [
  ["3.10", "before", /^[ \t]*(?:match|case)\b/m],
  ["3.10", "lines", /:=/],
  ["3.11", "lines", /\*/], // `except*`, `x[*y]`, `*args: *Ts`
  ["3.12", "lines", /\btype\b|\b(?:f|fr|rf)['"]/i],
  ["3.12", "message", /^f-string/],
  ["3.13", "before", /\b(?:def|class|type)\s+[^\s()[\]:]+\s*\[/],
  ["3.14", "before", /(?<![\w'"])(?:t|tr|rt)['"]/i],
  ["3.14", "lines", /\bexcept\b[^:]{0,200},/],
  ["3.15", "lines", /\blazy\b/],
  ["3.15", "message", /unpacking cannot be used/],
  // Unicode has more names every year.
  ["4", "message", /unknown Unicode character name/],
];

/** Whether a newer Python may take what this one refuses. */
export function mayBeNewer(message: string, text: string, where: Range, version: string): boolean {
  const rows = text.split(/\r\n|\r|\n/);
  const texts = {
    message,
    lines: rows.slice(where.line - 1, where.endLine).join("\n"),
    before: rows.slice(0, where.endLine).join("\n"),
  };
  const isNewer = NEWER.some(
    ([since, place, pattern]) => compareVersions(version, since) < 0 && pattern.test(texts[place]),
  );
  return isNewer || isNewLetter(message);
}

/** Whether the character that Python refuses is a letter to a newer Unicode, or may become one. */
function isNewLetter(message: string): boolean {
  const code = /^invalid (?:non-printable )?character.*U\+([\dA-F]{4,6})/.exec(message)?.[1];
  return code !== undefined && /[\p{L}\p{M}\p{N}\p{Cn}]/u.test(String.fromCodePoint(parseInt(code, 16)));
}
