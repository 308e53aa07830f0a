import type { Problem } from "../base/errors.js";
import { firstOf } from "../base/quote.js";
import type { Ending } from "./bounded.js";
import { listed } from "./check.js";
import type { Answer } from "./child.js";
import { tidied, tidiedProblem } from "./finding.js";
import type { Checked } from "./project.js";
import { RULE_SETS } from "./rules.js";
import { LOOK } from "./watch.js";
import type { Counts, Finding, Severity } from "../base/finding.js";

export interface Limits {
  /** Seconds. */
  readonly timeout: number;
  readonly memoryMb: number;
}

/** What a check has told so far: all of it is of use, also where it does not come to its end. */
export class Told {
  readonly problems: Problem[] = [];
  readonly warnings: Problem[] = [];
  /** As they came. Only those that are listed are cleaned: a hostile project has thousands, and each costs. */
  private readonly findings: Finding[] = [];
  private counts: Counts = { error: 0, warning: 0, note: 0 };
  /** The prefect files, as shown. */
  private files: readonly string[] | undefined;
  private deployments = 0;
  /** The prefect file, or the long file with a flow, that it reads at this moment. */
  private reading: string | undefined;
  /** The rule set that it is at. */
  private rules: string | undefined;
  private isDone = false;

  /** @param clean takes out the secrets that the action knows, before anything is cut to its length */
  constructor(private readonly clean: (text: string) => string) {}

  readonly take = (answer: Answer): void => {
    const { finding, counts, step, deployments, problem, warning, done = false } = answer;
    if (finding) this.findings.push(finding);
    if (counts) this.counts = counts;
    if (deployments !== undefined) this.deployments = deployments;
    if (step && "files" in step) this.files = step.files;
    if (step && "reading" in step) this.reading = step.reading;
    if (step && "rules" in step) this.rules = step.rules;
    if (problem) this.problems.push(tidiedProblem(problem, this.clean));
    if (warning) this.warnings.push(tidiedProblem(warning, this.clean));
    this.isDone ||= done;
  };

  /** Undefined where it did not come to the files. */
  checked(): Omit<Checked, "problems"> | undefined {
    const { files, deployments } = this;
    if (!files) return undefined;
    const findings = listed(this.findings).map((finding) => tidied(finding, this.clean));
    return { findings, counts: this.counted(), files: files.length, deployments };
  }

  /** The counts are told from time to time, the findings at once. */
  private counted(): Counts {
    const counts = { ...this.counts };
    for (const severity of Object.keys(counts) as Severity[]) {
      const told = this.findings.filter((finding) => finding.severity === severity).length;
      counts[severity] = Math.max(counts[severity], told);
    }
    return counts;
  }

  /** What was not checked, and why; undefined where all was. */
  unfinished(ending: Ending, { timeout, memoryMb }: Limits): Problem | undefined {
    if (ending === "finished" && this.isDone) return undefined;
    if (ending === "broken") {
      return {
        what: `An answer of the check is lost, so nothing counts as checked: ${firstOf(this.files ?? []) || "no file is known"}.`,
        fix: LOOK,
      };
    }
    const causes = {
      deadline: `Timed out after ${timeout} s`,
      memory: `The check takes more than ${memoryMb} MB of memory`,
      cancelled: "The job was cancelled",
      failed: "The check ended with an error of its own",
      finished: "The check ended before its end",
    } satisfies Record<Exclude<Ending, "broken">, string>;
    return {
      what: `${causes[ending]}: ${this.left()}.`,
      fix: ending === "cancelled" ? "Re-run the job." : LOOK,
    };
  }

  /** What no rules have looked at, and what it was at. */
  private left(): string {
    const { files = [], reading, rules } = this;
    const sets = [...RULE_SETS.keys()];
    const rest = sets.slice(Math.max(sets.indexOf(rules ?? ""), 0)).map((name) => `\`${name}\``);
    const what =
      files.length === 0
        ? "nothing was checked"
        : `not checked by ${rules === undefined ? "any rules" : `the rules of ${rest.join(", ")}`}: ${firstOf(files)}`;
    return reading === undefined ? what : `${what}; it was reading ${reading}`;
  }
}
