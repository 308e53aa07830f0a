import type { Problem } from "../base/errors.js";
import type { Report, Severity } from "../base/finding.js";
import type { Context } from "../project/types.js";

/** A rule, as its page, the SARIF file and the tests tell it. */
export interface Rule {
  /** Kebab case; part of the contract with users, who name it to turn the rule off. */
  readonly id: string;
  /** Of its findings, unless a finding says otherwise. */
  readonly severity: Severity;
  /** A finding says that a file, or a part of one, is not checked: nothing turns it off, or the step would be green. */
  readonly isUnchecked?: true;
  /** A few words, no full stop. */
  readonly title: string;
  /** What Prefect does with it and why that matters, in short sentences; names the versions it was measured on. */
  readonly why: string;
}

/** What the check is at: the prefect files that it found, a file that it reads, or the name of a rule set. */
export type Step =
  | { readonly files: readonly string[] }
  | { readonly reading: string | undefined }
  | { readonly rules: string };

/** Is told how a check goes, so that it can be said what was not checked. */
export interface Watch {
  readonly at: (step: Step) => void;
  /** What is not checked, though nothing is wrong with it. */
  readonly warned: (problem: Problem) => void;
  /** What a mistake in this code, or a file that nobody can read, keeps from being checked. */
  readonly failed: (problem: Problem, error: unknown) => void;
}

/** A group of rules: the registry entries, and the one pass that finds them all. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  readonly check: (context: Context, report: Report) => void;
}
