import { code, inert } from "../base/foreign.js";
import { counted } from "../base/quote.js";
import { folded, roomFor } from "./markdown.js";

/** Prefect files that were not deployed, since nothing in their folders has changed. */
export interface LeftOut {
  /** What they were compared with, for people: `1a2b3c4`, or `main (1a2b3c4)`. */
  readonly since: string;
  /** As shown to people; one at least. */
  readonly files: readonly string[];
}

/** `94 prefect files have no change since 1a2b3c4 and were left out` */
export function leftOutText({ since, files }: LeftOut): string {
  const [has, was] = files.length === 1 ? ["has", "was"] : ["have", "were"];
  return `${counted(files.length, "prefect file")} ${has} no change since ${since} and ${was} left out`;
}

/**
 * The same as GitHub-flavoured Markdown, with the files in a list that is folded away. Pure.
 *
 * @param limit bytes for the list; what does not fit is counted
 */
export function leftOutSection(leftOut: LeftOut | undefined, limit: number): string {
  if (!leftOut) return "";
  const fits = roomFor(limit);
  const lines = leftOut.files.map((file) => `- ${code(file)}`);
  const end = lines.findIndex((line) => !fits(line));
  const shown = end < 0 ? lines : lines.slice(0, end);
  const left = lines.length - shown.length;
  const more = left > 0 ? [`- … and ${left} more; the log has them all.`] : [];
  return `${inert(leftOutText(leftOut))}.\n\n${folded("Left out", [...shown, ...more].join("\n"))}`;
}
