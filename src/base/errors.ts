/** A place in a file that the user can open. */
export interface Where {
  /** Path as the user would write it: relative to the repository where possible, forward slashes. Empty: not known. */
  readonly file: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based, in UTF-16 code units; only with a line, and with both ends. */
  readonly column?: number;
  /** The end is exclusive. */
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** Something wrong that the user can fix. No field ever holds a secret. */
export interface Problem {
  /** One sentence: what is wrong. */
  readonly what: string;
  readonly where?: Where | undefined;
  /** One or two sentences: what to change. */
  readonly fix: string;
  /** The anchor in docs/troubleshooting.md that tells more. */
  readonly see?: string | undefined;
  /** The rule of src/validate that found it. */
  readonly rule?: string | undefined;
}

/** The one error type of the action: one or several problems, reported together. */
export class ActionError extends Error {
  override readonly name = "ActionError";
  readonly problems: readonly Problem[];

  constructor(problems: Problem | readonly Problem[]) {
    const list: readonly Problem[] = "what" in problems ? [problems] : problems;
    super(list.map(describe).join("\n"));
    this.problems = list;
  }
}

/** One line: `file:line: what fix`. */
export function describe(problem: Problem): string {
  const { what, where, fix } = problem;
  return `${where?.file ? `${place(where)}: ` : ""}${what} ${fix}`;
}

export function place(where: Where): string {
  return where.line === undefined ? where.file : `${where.file}:${where.line}`;
}
