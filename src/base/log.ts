import * as core from "@actions/core";
import { randomUUID } from "node:crypto";
import { redact } from "./secrets.js";
import { describe, type Problem, type Where } from "./errors.js";
import { oneLine, printed } from "./foreign.js";
import { toRunner } from "./runner-files.js";
import { neverShow, shortened } from "./shortened.js";

/** The runner shows at most ten annotations of a kind for a step; one is kept for the step's own. */
const ANNOTATIONS = 9;

/** And 4,096 characters of each. */
const LONGEST = 4_000;

/**
 * The step's log. Everything goes through here, and no secret comes out: GitHub masks what it was
 * told, but other runners mask less.
 *
 * Nothing else calls what `@actions/core` prints commands with: the runner shows a command as text while commands are
 * off, a mask with the secret in it.
 */
export class Log {
  private secrets: readonly string[] = [];
  /** While commands are off: the word with which the runner takes them again. Empty while they are on. */
  private word = "";
  /** How much text of others is being shown at once. */
  private foreigners = 0;
  private readonly shown = new Set<string>();
  private readonly annotated = { error: 0, warning: 0, notice: 0 };

  /** `label` tells the jobs of a matrix apart. */
  constructor(public label?: string) {}

  /** Registers what must never be seen, with the runner and here; blanks are left out, since all would be masked. */
  mask(forms: readonly string[]): void {
    const fresh = [...new Set(forms.filter((form) => form.trim() !== ""))];
    this.command(() => {
      for (const form of fresh) core.setSecret(form);
    });
    this.hide(fresh);
  }

  /** The same, without telling the runner, which would hide them in all later steps of the job too. */
  hide(forms: readonly string[]): void {
    neverShow(forms);
    this.secrets = [...new Set([...this.secrets, ...forms])].sort((a, b) => b.length - a.length);
  }

  clean(text: string): string {
    return redact(text, this.secrets);
  }

  /** Whether somebody turned on debug logging, to see everything. */
  isDebug(): boolean {
    return core.isDebug();
  }

  /** One line of this action's own; names and messages of others may stand in it. */
  line(text: string): void {
    core.info(withoutCommands(this.fit(text)));
  }

  /** A line that a program printed. */
  printed(text: string): void {
    core.info(withoutCommands(printed(this.clean(text))));
  }

  async group<T>(title: string, body: () => Promise<T> | T): Promise<T> {
    this.command(() => {
      core.startGroup(this.fit(this.titled(title)));
    });
    try {
      return await body();
    } finally {
      this.command(core.endGroup);
    }
  }

  /** Runs what prints text of others: no line of it is taken for a command to the runner. */
  async foreign<T>(body: () => Promise<T>): Promise<T> {
    if (this.foreigners === 0) this.stopCommands();
    this.foreigners += 1;
    try {
      return await body();
    } finally {
      this.foreigners -= 1;
      if (this.foreigners === 0) this.takeCommands();
    }
  }

  /**
   * An output of the step, or what its post step is to know. Both go to files, and as commands to an old runner.
   *
   * @throws ActionError where the runner's file cannot be written
   */
  output(name: string, value: string): void {
    this.command(() => {
      toRunner("GITHUB_OUTPUT", () => {
        core.setOutput(name, value);
      });
    });
  }

  /** @see output */
  state(name: string, value: string): void {
    this.command(() => {
      toRunner("GITHUB_STATE", () => {
        core.saveState(name, value);
      });
    });
  }

  problem(problem: Problem): void {
    this.annotate("error", problem);
  }

  /** The same warning is shown once, however often it is found. */
  warnOnce(problem: Problem): void {
    if (this.shown.has(describe(problem))) return;
    this.shown.add(describe(problem));
    this.annotate("warning", problem);
  }

  notice(problem: Problem): void {
    this.annotate("notice", problem);
  }

  titled(title: string): string {
    return this.label === undefined ? title : `[${this.label}] ${title}`;
  }

  /** Without secrets first: what makes a text visible would hide them from the search. */
  private fit(text: string): string {
    return oneLine(this.clean(text)).replaceAll("##[", "# #[");
  }

  private annotate(kind: "error" | "warning" | "notice", problem: Problem): void {
    const text = shortened(this.fit(describe(problem)), LONGEST);
    const { where } = problem;
    this.annotated[kind] += 1;
    if (this.annotated[kind] > ANNOTATIONS) {
      core.info(withoutCommands(`${kind}: ${text}`));
      return;
    }
    const properties = {
      title: this.fit(this.titled(problem.rule ?? "Prefect deploy")),
      ...(where?.file ? { file: this.fit(where.file), ...linesOf(where) } : {}),
    };
    this.command(() => {
      core[kind](text, properties);
    });
  }

  /** Prints commands: where they are off they come back for as long, and go off again with another word. */
  private command(print: () => void): void {
    const off = this.word !== "";
    if (off) this.takeCommands();
    try {
      print();
    } finally {
      if (off) this.stopCommands();
    }
  }

  private stopCommands(): void {
    this.word = randomUUID();
    core.info(`::stop-commands::${this.word}`);
  }

  private takeCommands(): void {
    core.info(`::${this.word}::`);
    this.word = "";
  }
}

/** A column is valid only where it all stands on one line. */
function linesOf({ line, column, endLine = line, endColumn }: Where): core.AnnotationProperties {
  if (line === undefined || endLine === undefined) return {};
  const columns =
    column === undefined || endColumn === undefined || line !== endLine
      ? {}
      : { startColumn: column, endColumn };
  return { startLine: line, ...(endLine === line ? {} : { endLine }), ...columns };
}

/**
 * Names of flows and files come from the checked-out code: none of their lines is a command to the
 * runner, which takes `::…` at the start of a line and `##[…]` anywhere in it.
 */
function withoutCommands(text: string): string {
  return text.replace(/^((?:[^\S\n\r\u2028\u2029]|\u0085)*):(?=:)/gm, "$1: ").replaceAll("##[", "# #[");
}
