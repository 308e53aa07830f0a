import { place, type Where } from "../base/errors.js";
import { code, oneLine } from "../base/foreign.js";

/**
 * A link to an address that this action has put together; parts of it may come from others.
 *
 * @param label what `code` gave
 * @returns the label alone where the address is none of the web, or where the label has backticks in it: there not
 *   every reader of Markdown finds the end of the link that CommonMark says (marked 18)
 */
export function link(label: string, url: string): string {
  return /^https?:\/\//i.test(url) && !label.includes("``") ? `[${label}](${encoded(url)})` : label;
}

/** The address is encoded already, if it is a good one: only what RFC 3986 does not know, and what Markdown would act on. */
function encoded(url: string): string {
  return url
    .toWellFormed()
    .replace(/[^\w\-.~:/?#[\]@!'*+,;=%]/gu, (found) =>
      Array.from(Buffer.from(found), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join(
        "",
      ),
    );
}

/** Text of others as code in HTML, where Markdown has no meaning: in a `<summary>`. In code GitHub notifies no @name. */
export function htmlCode(text: string): string {
  return `<code>${oneLine(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</code>`;
}

/** Lines of others, without anything invisible, in a block of code that none of them can end. */
export function fenced(language: string, lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = "`".repeat(longest + 1);
  return [`${fence}${language}`, ...lines, fence].join("\n");
}

/** @param summary HTML */
export function folded(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

/**
 * A place in a file, linked to the line of the commit.
 *
 * @param source URL of the files of the commit; undefined where that is not known
 */
export function placed(where: Where, source: string | undefined): string {
  const [text, { file, line }] = [code(place(where)), where];
  if (source === undefined || file.startsWith("/") || /^[a-z]:/i.test(file)) return text;
  const path = file.toWellFormed().split("/").map(encodeURIComponent).join("/");
  return link(text, `${source}/${path}${line === undefined ? "" : `#L${line}`}`);
}

/** Takes texts until the room is used up; says whether a text still fitted. */
export function roomFor(bytes: number): (text: string) => boolean {
  let left = bytes;
  return (text) => {
    const size = Buffer.byteLength(text) + 2;
    if (size > left) return false;
    left -= size;
    return true;
  };
}
