import { ActionError, type Problem } from "./errors.js";

/** So many of a kind are listed. The others are counted: nobody reads more, and each costs its cleaning. */
export const MOST_LISTED = 1_000;

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
  private readonly counts = { problems: new Count("problems"), warnings: new Count("warnings") };

  problem(what: string, fix: string, where?: Problem["where"]): void {
    this.counts.problems.add(where ? { what, fix, where } : { what, fix }, this.problems);
  }

  warning(what: string, fix: string, where?: Problem["where"]): void {
    this.counts.warnings.add(where ? { what, fix, where } : { what, fix }, this.warnings);
  }

  note(text: string): void {
    this.notes.push(text);
  }

  /** @throws ActionError with all problems gathered so far, if there are any. */
  stopOnProblems(): void {
    if (this.problems.length > 0) throw new ActionError(this.problems);
  }
}

class Count {
  private all = 0;
  /** Where the number of the others stands in the list. */
  private last = 0;

  constructor(private readonly kind: string) {}

  /** To the list, while it has room; then as a number at its end. */
  add(problem: Problem, list: Problem[]): void {
    this.all += 1;
    const more = this.all - MOST_LISTED;
    if (more <= 0) {
      list.push(problem);
      return;
    }
    if (more === 1) this.last = list.length;
    list[this.last] = {
      what: `There are more ${this.kind}, ${more.toLocaleString("en")} in number: the first ${MOST_LISTED.toLocaleString("en")} are listed.`,
      fix: "Fix what is listed, and run this again.",
    };
  }
}
