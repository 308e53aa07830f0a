import { closest, distance } from "fastest-levenshtein";
import type { Findings } from "../findings.js";
import { shortened } from "../shortened.js";
import type { Finding } from "./types.js";

/** `# prefect-deploy-ignore: rule, rule`, at the end of a line or alone on the line above. */
const COMMENT = /#\s*prefect-deploy-ignore:\s*([\w-]+(?:\s*,\s*[\w-]+)*)/;

/**
 * Takes out what the user does not want to hear of: by the input, and by a comment at the line. Pure.
 *
 * @param rules ids in the input `ignore-rules`
 * @param textOf the content of a file as shown, or undefined where it cannot be read
 */
export function withoutIgnored(
  findings: readonly Finding[],
  rules: readonly string[],
  textOf: (file: string) => string | undefined,
): Finding[] {
  const off = new Set(rules);
  const lines = new Map<string, readonly string[]>();
  const linesOf = (file: string): readonly string[] => {
    const known = lines.get(file) ?? textOf(file)?.split(/\r\n|\r|\n/) ?? [];
    lines.set(file, known);
    return known;
  };
  return findings.filter(({ rule, where }) => {
    if (off.has(rule)) return false;
    const all = linesOf(where.file);
    const above = all[where.line - 2] ?? "";
    return !(
      named(all[where.line - 1] ?? "").includes(rule) ||
      (above.trimStart().startsWith("#") && named(above).includes(rule))
    );
  });
}

function named(line: string): string[] {
  return COMMENT.exec(line)?.[1]?.split(/\s*,\s*/) ?? [];
}

/** A rule that does not exist turns nothing off: that is worth an error. */
export function checkIgnored(rules: readonly string[], known: readonly string[], findings: Findings): void {
  for (const rule of rules) {
    if (known.includes(rule)) continue;
    const nearest = closest(rule, [...known]);
    findings.problem(
      `\`ignore-rules\`: there is no rule ${JSON.stringify(shortened(rule, 60))}.`,
      distance(rule, nearest) <= 4
        ? `Did you mean \`${nearest}\`?`
        : "Take the id from the end of the message, or from docs/rules.",
    );
  }
}
