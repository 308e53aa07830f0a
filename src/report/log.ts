import * as core from "@actions/core";
import { randomUUID } from "node:crypto";
import { redact } from "../credentials/secrets.js";
import { describe, type Problem, type Where } from "../errors.js";
import { neverShow } from "../shortened.js";

/** The runner shows at most ten annotations of a kind for a step; one is kept for the step's own. */
const ANNOTATIONS = 9;

/**
 * The step's log. Everything goes through here, and no secret comes out: GitHub masks what it was
 * told, but other runners mask less.
 */
export class Log {
  private secrets: readonly string[] = [];
  private readonly shown = new Set<string>();
  private readonly annotated = { error: 0, warning: 0, notice: 0 };

  /** `label` tells the jobs of a matrix apart. */
  constructor(public label?: string) {}

  /** Registers what must never be seen, with the runner and here. */
  mask(forms: readonly string[]): void {
    for (const form of forms) core.setSecret(form);
    this.hide(forms);
  }

  /** The same, without telling the runner, which would hide them in all later steps of the job too. */
  hide(forms: readonly string[]): void {
    neverShow(forms);
    this.secrets = [...new Set([...this.secrets, ...forms])].sort((a, b) => b.length - a.length);
  }

  clean(text: string): string {
    return redact(text, this.secrets);
  }

  line(text: string): void {
    core.info(withoutCommands(this.clean(text)));
  }

  async group<T>(title: string, body: () => Promise<T> | T): Promise<T> {
    core.startGroup(this.clean(this.titled(title)));
    try {
      return await body();
    } finally {
      core.endGroup();
    }
  }

  /** Runs what prints text of others: no line of it is taken for a command to the runner. */
  async foreign<T>(body: () => Promise<T>): Promise<T> {
    const token = randomUUID();
    core.info(`::stop-commands::${token}`);
    try {
      return await body();
    } finally {
      core.info(`::${token}::`);
    }
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

  private annotate(kind: "error" | "warning" | "notice", problem: Problem): void {
    const text = this.clean(describe(problem));
    const { where } = problem;
    this.annotated[kind] += 1;
    if (this.annotated[kind] > ANNOTATIONS) {
      core.info(withoutCommands(`${kind}: ${text}`));
      return;
    }
    const properties = {
      title: this.clean(this.titled(problem.rule ?? "Prefect deploy")),
      ...(where ? { file: this.clean(where.file), ...linesOf(where) } : {}),
    };
    core[kind](text, properties);
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
  return text.replace(/^([\s\u0085]*):(?=:)/gm, "$1: ").replaceAll("##[", "# #[");
}
