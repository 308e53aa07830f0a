import type { Report } from "../base/finding.js";
import type { Context } from "../project/types.js";
import type { RuleSet } from "./types.js";

/** Findings of one rule set. */
const MOST = 10_000;

class Enough extends Error {}

/**
 * Runs a rule set, which ends where it has found thousands of things: by aliases of YAML a small file has millions of
 * values, and each may be wrong. That it ended is an error of its own, since what was not looked at may be worse.
 */
export function runWithin(set: RuleSet, context: Context, report: Report, most = MOST): void {
  let said = 0;
  const counting: Report = (rule, finding) => {
    said += 1;
    if (said > most) {
      sayEnough(finding.where.file, report, most);
      throw new Enough();
    }
    report(rule, finding);
  };
  try {
    set.check(context, counting);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
}

function sayEnough(file: string, report: Report, most: number): void {
  report("too-many-findings", {
    what: `A group of rules found more than ${most.toLocaleString("en")} things and did not look on, at the latest in ${file}.`,
    mend: "Correct what is listed, and check again. If one mistake is shared by aliases, correct it where it is written.",
    where: { file, line: 1, column: 1, endLine: 1, endColumn: 1 },
  });
}
