import { readFileSync, writeSync } from "node:fs";
import { ActionError, type Problem } from "../base/errors.js";
import { Findings, MOST_LISTED } from "../base/findings.js";
import { leaveRoom } from "../base/shortened.js";
import { shownPath } from "../base/shown-path.js";
import { Reports } from "./check.js";
import type { Interpreter } from "../project/python/find.js";
import { withFlows } from "./flows.js";
import { checkFiles, readFiles, type CheckInputs } from "./project.js";
import type { Counts, Finding } from "../base/finding.js";
import type { Step, Watch } from "./types.js";

/** The argument that makes the bundle check, in place of running a step. */
export const CHECK = "--check";

/** What a check needs to know; nothing of it is secret. */
export interface Question {
  readonly inputs: CheckInputs;
  /** Absolute: nothing outside of it is read, unless the inputs name it. */
  readonly workspace: string;
  readonly hasDefaultPool: boolean;
  /** What may read Python files: this process has no PATH to find one by. */
  readonly interpreters: readonly Interpreter[];
}

/** What a check tells, as soon as it knows it. */
export interface Answer {
  readonly finding?: Finding;
  /** Of all findings so far. */
  readonly counts?: Counts;
  readonly step?: Step;
  /** In those files that can be read. */
  readonly deployments?: number;
  readonly problem?: Problem;
  /** What is not checked, and is no reason to fail. */
  readonly warning?: Problem;
  /** It has come to its end. */
  readonly done?: true;
}

/** Characters: no secret that begins in the name which is shown, of 200, is cut. */
const ROOM = 2_000;

/** The process that checks: reads a question from standard input, and writes answers to standard output. */
export async function runCheck(): Promise<void> {
  leaveRoom(ROOM);
  const { inputs, workspace, hasDefaultPool, interpreters } = JSON.parse(readFileSync(0, "utf8")) as Question;
  const reports = new Reports({
    finish: (finding) => finding, // Who knows the secrets cuts it to its length.
    onFinding: (finding) => {
      write({ finding });
    },
  });
  let failures = 0;
  const watch: Watch = {
    at: (step) => {
      write({ step, counts: reports.counts });
    },
    warned: (problem) => {
      write({ warning: problem });
    },
    failed: (problem) => {
      failures += 1;
      if (failures <= MOST_LISTED) write({ problem });
      else if (failures === MOST_LISTED + 1) write({ problem: MORE_FAILURES });
    },
  };
  const show = (path: string): string => shownPath(path, workspace);
  const checkout = { workspace, show, env: undefined, hasDefaultPool, isContained: true };
  try {
    const read = readFiles(inputs, new Findings(), checkout, { reports, watch });
    watch.at({ reading: undefined });
    write({ deployments: read.deployments });
    const context = await withFlows(read.context, undefined, watch, { interpreters });
    const { problems } = checkFiles({ ...read, context }, undefined, inputs.names, undefined);
    for (const problem of problems) write({ problem });
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    for (const problem of error.problems) write({ problem });
  }
  write({ counts: reports.counts, done: true });
}

const MORE_FAILURES: Problem = {
  what: "The rules failed on more files than are listed; not all of them is checked.",
  mend: "This is a bug of the action; please report it.",
};

/** At once, and not when there is time for it: what comes next may never end. */
function write(answer: Answer): void {
  let rest = Buffer.from(`${JSON.stringify(answer)}\n`);
  while (rest.length > 0) rest = rest.subarray(writeSync(1, rest));
}
