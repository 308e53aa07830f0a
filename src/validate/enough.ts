import { lineOf } from "./finding.js";
import type { Counts, Report } from "../base/finding.js";
import type { Context } from "../project/types.js";
import type { RuleSet } from "./types.js";

/** Findings of one rule set. */
const MOST = 10_000;
/** Those included that were said before, or are turned off: to find them takes its time too. */
const MOST_SAID = 100_000;

class Enough extends Error {}

/** Where findings go, and how many of them count. */
export interface Counting {
  readonly report: Report;
  readonly counts: Counts;
}

/**
 * Runs a rule set, which ends where it has found thousands of things: by aliases of YAML a small file has thousands of
 * values, and each may be wrong. That it ended is an error of its own, since what was not looked at may be worse.
 */
export function runWithin(
  set: RuleSet,
  context: Context,
  reports: Counting,
  { most = MOST, said: mostSaid = MOST_SAID } = {},
): void {
  const before = sum(reports.counts);
  let said = 0;
  const counting: Report = (rule, finding) => {
    said += 1;
    const limit = sum(reports.counts) - before >= most ? most : said > mostSaid ? mostSaid : undefined;
    if (limit !== undefined) {
      sayEnough(finding.where.file, reports.report, limit);
      throw new Enough();
    }
    reports.report(rule, finding);
  };
  try {
    set.check(context, counting);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
}

function sum({ error, warning, note }: Counts): number {
  return error + warning + note;
}

function sayEnough(file: string, report: Report, most: number): void {
  report("too-many-findings", {
    what: `A group of rules found more than ${most.toLocaleString("en")} things and did not look on, at the latest in ${file}.`,
    fix: "Correct what is listed, and check again. If one mistake is shared by aliases, correct it where it is written.",
    where: lineOf(file),
  });
}
