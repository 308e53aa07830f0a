import { hash } from "node:crypto";
import type { Problem } from "../base/errors.js";
import { MOST_LISTED } from "../base/findings.js";
import { code } from "../base/foreign.js";
import { runWithin } from "./enough.js";
import { bounded, lineOf, tidied } from "./finding.js";
import { ignoring } from "./ignore.js";
import { isUnchecked, RULE_SETS, severityOf } from "./rules.js";
import type { Counts, Finding, Report, Severity } from "../base/finding.js";
import type { Context } from "../project/types.js";
import type { RuleSet, Watch } from "./types.js";
import { crash, UNWATCHED } from "./watch.js";

interface Gathering {
  /** Makes a finding fit to be shown; the default takes out what has the form of a secret. */
  readonly finish?: (finding: Finding) => Finding;
  /** Gets each finding that is kept, as soon as it is there. */
  readonly onFinding?: (finding: Finding) => void;
}

/** Gathers what the rules say, and what is said before there is a context; no finding twice. */
export class Reports {
  /** Of all findings, those that are not kept included. */
  readonly counts: Counts = { error: 0, warning: 0, note: 0 };
  private readonly kept: Record<Severity, Finding[]> = { error: [], warning: [], note: [] };
  private readonly seen = new Set<string>();
  private turnedOff: ReturnType<typeof ignoring> = () => undefined;

  constructor(private readonly how: Gathering = {}) {}

  /** At most 1,000 of each severity, the worst first. */
  get findings(): readonly Finding[] {
    const { error, warning, note } = this.kept;
    return [...error, ...warning, ...note];
  }

  readonly report: Report = (rule, { told, ...said }) => {
    const { severity = severityOf(rule), what, fix, where, corrected } = said;
    const found = { rule, severity, what, fix, where, ...(corrected === undefined ? {} : { corrected }) };
    const place = this.turnedOff(found);
    if (place !== undefined && !isUnchecked(rule)) return;
    const finding = bounded(found);
    if (isSeenAgain({ ...finding, what: told ?? finding.what }, this.seen)) return;
    if (typeof place === "number") this.sayRefused(finding, place);
    this.counts[severity] += 1;
    const kept = this.kept[severity];
    if (kept.length >= MOST_LISTED) return;
    const { finish = (one: Finding) => tidied(one, (text) => text), onFinding } = this.how;
    const finished = finish(finding);
    kept.push(finished);
    onFinding?.(finished);
  };

  /**
   * Leaves out what the user does not want to hear of, from now on.
   *
   * @param rules ids, as in the input `ignore-rules`
   * @param textOf the content of a file as shown, or undefined where it cannot be read
   */
  ignore(rules: readonly string[], textOf: (shown: string) => string | undefined): void {
    this.turnedOff = ignoring(rules, textOf);
  }

  private sayRefused({ rule, severity, where: { file } }: Finding, line: number): void {
    this.report("ignore-refused", {
      severity,
      what: `This comment does not turn ${rule} off: it says that a file, or a part of one, is not checked, and without it the step would be green.`,
      fix: "Take the comment out, and fix what the rule finds.",
      where: lineOf(file, line),
    });
  }
}

/** By where it is and how it begins: what is said may be long, and of thousands of deployments. */
function isSeenAgain({ rule, severity, what, fix, where, corrected }: Finding, seen: Set<string>): boolean {
  const texts = [what, fix, corrected ?? ""].flatMap((text) => [text.slice(0, BEGINNING), text.length]);
  const id = hash("sha1", JSON.stringify([rule, severity, where, ...texts]), "base64");
  if (seen.has(id)) return true;
  seen.add(id);
  return false;
}

/** Characters. */
const BEGINNING = 400;

/** All rules over what was read; what they say is in the reports. A rule that fails does not keep the others from it. */
export function runRules(context: Context, reports: Reports, watch: Watch): void {
  for (const [name, set] of RULE_SETS) {
    watch.at({ rules: name });
    const whole = attempt(set, context, reports);
    if (!whole) continue;
    // What it says of the others a second time is not counted twice.
    const failing = context.files.flatMap((file) => {
      const failed = attempt(set, { ...context, files: [file] }, reports);
      return failed ? [{ file: file.yaml.file, error: failed.error }] : [];
    });
    for (const { file, error } of failing)
      watch.failed(crash(`The rules of \`${name}\``, file, error), error);
    if (failing.length === 0)
      watch.failed(crash(`The rules of \`${name}\``, undefined, whole.error), whole.error);
  }
}

function attempt(set: RuleSet, context: Context, reports: Reports): { readonly error: unknown } | undefined {
  try {
    runWithin(set, context, reports);
    return undefined;
  } catch (error) {
    return { error };
  }
}

/**
 * All rules over what was read: the worst findings first, in the order of the files otherwise.
 *
 * @param read gave the context, and holds what was found when its files were read
 */
export function check(context: Context, read: Reports, watch: Watch = UNWATCHED): Finding[] {
  runRules(context, read, watch);
  return listed(read.findings);
}

const RANK = { error: 0, warning: 1, note: 2 } satisfies Record<Severity, number>;

/** Those that are shown, in their order. */
export function listed(findings: readonly Finding[]): Finding[] {
  return findings
    .toSorted(
      (a, b) =>
        RANK[a.severity] - RANK[b.severity] ||
        compare(a.where.file, b.where.file) ||
        a.where.line - b.where.line ||
        a.where.column - b.where.column,
    )
    .slice(0, MOST_LISTED);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** As the report of every mode takes it: the id of the rule goes with it, and the corrected line. */
export function asProblem({ rule, what, fix, where, corrected }: Finding): Problem {
  return {
    rule,
    what,
    where,
    fix: corrected === undefined ? fix : `${fix} Write: ${code(corrected)}`,
  };
}
