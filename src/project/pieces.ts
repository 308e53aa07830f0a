import { isRecord } from "../base/record.js";
import type { PrefectFile } from "./types.js";

/** The text of a prefect file, cut at its deployments: any of these between head and tail make a file again. */
export interface Pieces {
  readonly head: string;
  /** One for each deployment. */
  readonly items: readonly string[];
  readonly tail: string;
}

/**
 * Cuts the text as it is written: whole lines, so that each piece loads to the values that it has in the file. Pure.
 *
 * @returns undefined where that is not sure: deployments in another style than a block list, anchors and aliases, and
 * line breaks that only YAML knows
 */
export function piecesOf({ yaml, content, deployments }: PrefectFile): Pieces | undefined {
  const { text } = yaml;
  if (deployments.length === 0 || [ALIAS, ODD_KEY, ODD_BREAK].some((odd) => odd.test(text))) return undefined;
  const lines = text.split(/(?<=\n)/);
  const starts = deployments.map(({ path }) => yaml.range(path(), "key").line - 1);
  const indents = new Set(starts.map((line) => /^( *)- /.exec(lines[line] ?? "")?.[1]));
  if (indents.has(undefined) || indents.size > 1) return undefined;
  const first = starts[0] ?? 0;
  const keys = Object.keys(isRecord(content) ? content : {});
  const after = keys.map((key) => yaml.range([key], "key").line - 1).filter((line) => line > first);
  const end = after.reduce((least, line) => Math.min(least, line), lines.length);
  const cut = (from: number, to: number | undefined): string => lines.slice(from, to).join("");
  return {
    head: cut(0, first),
    items: starts.map((line, index) => cut(line, starts[index + 1] ?? end)),
    tail: cut(end, undefined),
  };
}

/** What may be one: PyYAML takes these characters in the name of an anchor. */
const ALIAS = /(?:^|[\s[{,:?])[&*][\w-]/m;

/** `? key`, which may stand on a line of its own. */
const ODD_KEY = /^[^\S\n\r]*\?(?:\s|$)/m;

const ODD_BREAK = /\r(?!\n)|[\u0085\u2028\u2029]/;
