import { ActionError, type Problem } from "./errors.js";

/** Gathers what is said on the way, so that all of it can be reported at once. Nothing in it holds a secret. */
export class Findings {
  /** Stop the step. */
  readonly problems: Problem[] = [];
  /** Shown as warnings; the step goes on. */
  readonly warnings: Problem[] = [];
  /** What a validation rule advises: shown as notices, or as lines where that is not the job. */
  readonly advice: Problem[] = [];
  /** Shown as plain lines. */
  readonly notes: string[] = [];

  problem(what: string, mend: string, where?: Problem["where"]): void {
    this.problems.push(where ? { what, mend, where } : { what, mend });
  }

  warning(what: string, mend: string, where?: Problem["where"]): void {
    this.warnings.push(where ? { what, mend, where } : { what, mend });
  }

  note(text: string): void {
    this.notes.push(text);
  }

  /** @throws ActionError with all problems gathered so far, if there are any. */
  stopOnProblems(): void {
    if (this.problems.length > 0) throw new ActionError(this.problems);
  }
}
