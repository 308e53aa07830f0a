import { readFileSync } from "node:fs";
import type { Problem } from "../errors.js";
import { runWithin } from "./enough.js";
import { code } from "../foreign.js";
import { withoutIgnored } from "./ignore.js";
import { kindOfSecret, withoutSecrets } from "./secrets.js";
import { RULE_SETS, severityOf } from "./rules.js";
import type { Context, Finding, Report, Severity } from "./types.js";

/** Gathers what the rules say, and what is said before there is a context. */
export class Reports {
  readonly findings: Finding[] = [];

  readonly report: Report = (rule, { severity, what, mend, where, corrected }) => {
    this.findings.push({
      rule,
      severity: severity ?? severityOf(rule),
      what: withoutSecrets(what),
      mend: withoutSecrets(mend),
      where,
      ...(corrected === undefined || kindOfSecret(corrected) !== undefined ? {} : { corrected }),
    });
  };
}

/**
 * All rules over what was read: the worst first, in the order of the files otherwise; no finding twice.
 *
 * @param read gave the context, and holds what was found when its files were read
 * @param ignore ids of rules to leave out
 * @param pathOf turns a path as shown into one that can be read
 */
export function check(
  context: Context,
  read: Reports,
  ignore: readonly string[],
  pathOf: (shown: string) => string,
): Finding[] {
  for (const set of RULE_SETS) runWithin(set, context, read.report);
  const textOf = (shown: string): string | undefined => {
    try {
      return readFileSync(pathOf(shown), "utf8");
    } catch {
      return undefined; // A file that is missing has no comments either.
    }
  };
  return sorted(withoutIgnored(unique(read.findings), ignore, textOf));
}

function unique(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

const RANK = { error: 0, warning: 1, note: 2 } satisfies Record<Severity, number>;

function sorted(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(
    (a, b) =>
      RANK[a.severity] - RANK[b.severity] ||
      compare(a.where.file, b.where.file) ||
      a.where.line - b.where.line ||
      a.where.column - b.where.column,
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** As the report of every mode takes it: the id of the rule goes with it, and the corrected line. */
export function asProblem({ rule, what, mend, where, corrected }: Finding): Problem {
  return {
    rule,
    what,
    where,
    mend: corrected === undefined ? mend : `${mend} Write: ${code(corrected)}`,
  };
}
