import { nearest } from "../base/nearest.js";
import type { Findings } from "../base/findings.js";
import { remembered } from "../base/remembered.js";
import { shortened } from "../base/shortened.js";
import type { Finding } from "../base/finding.js";
import type { Rule } from "./types.js";

/** `# prefect-deploy-ignore: rule, rule`, at the end of a line or alone on the line above. */
const COMMENT = /#\s*prefect-deploy-ignore:\s*([\w-]+(?:\s*,\s*[\w-]+)*)/;

/**
 * Where it is written that the user does not want to hear of a finding: `input`, or the line of a comment in the file of
 * the finding; undefined: nowhere. Pure but for reading files.
 *
 * @param rules ids in the input `ignore-rules`
 * @param textOf the content of a file as shown, or undefined where it cannot be read; asked once for each file
 */
export function ignoring(
  rules: readonly string[],
  textOf: (file: string) => string | undefined,
): (finding: Pick<Finding, "rule" | "where">) => "input" | number | undefined {
  const off = new Set(rules);
  const rowsOf = remembered((file) => (textOf(file) ?? "").split(/\r\n|\r|\n/).map(readRow));
  return ({ rule, where: { file, line } }) => {
    if (off.has(rule)) return "input";
    const rows = rowsOf(file);
    if (rows[line - 1]?.rules.has(rule)) return line;
    const above = rows[line - 2];
    return above?.isComment && above.rules.has(rule) ? line - 1 : undefined;
  };
}

/** A line as far as comments go: the rules that one names, and whether the line is nothing else. */
interface Row {
  readonly rules: ReadonlySet<string>;
  readonly isComment: boolean;
}

/** Of most lines: a file may have millions. */
const NO_COMMENT: Row = { rules: new Set(), isComment: false };

function readRow(text: string): Row {
  const named = COMMENT.exec(text)?.[1]?.split(",");
  if (!named) return NO_COMMENT;
  return { rules: new Set(named.map((rule) => rule.trim())), isComment: text.trimStart().startsWith("#") };
}

/** A rule that does not exist, or that nothing turns off: that is worth an error. */
export function checkIgnored(
  rules: readonly string[],
  known: readonly Pick<Rule, "id" | "isUnchecked">[],
  findings: Findings,
): void {
  const ids = known.map(({ id }) => id);
  for (const rule of rules) {
    const found = known.find(({ id }) => id === rule);
    if (found?.isUnchecked === true) {
      findings.problem(
        `\`ignore-rules\`: ${rule} cannot be turned off. It says that a file, or a part of one, is not checked: without it the step would be green.`,
        "Take it out of the list, and fix what it finds.",
      );
    }
    if (found) continue;
    const near = nearest(rule, ids);
    findings.problem(
      `\`ignore-rules\`: there is no rule ${JSON.stringify(shortened(rule, 60))}.`,
      near === undefined
        ? "Take the id from the end of the message, or from docs/rules."
        : `Did you mean \`${near}\`?`,
    );
  }
}
