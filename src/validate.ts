import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Findings } from "./findings.js";
import type { ProjectInputs } from "./inputs.js";
import type { RunReport } from "./report/report.js";
import { runBounded } from "./validate/bounded.js";
import { CHECK, type Answer, type Question } from "./validate/child.js";
import { tell } from "./validate/project.js";
import { findPythons } from "./validate/read/find-python.js";
import { RULES } from "./validate/rules.js";
import { POOL_SETTINGS } from "./validate/rules/structure.js";
import { sarif } from "./validate/sarif.js";
import { Told } from "./validate/told.js";
import type { Finding } from "./validate/types.js";

export interface Validation {
  /** Absolute path of the program that checks: this bundle. */
  readonly program: string;
  /** Absolute: the repository. */
  readonly workspace: string;
  readonly env: NodeJS.ProcessEnv;
  /** Aborted where the job is cancelled. */
  readonly signal: AbortSignal;
  /** Takes out the secrets that the action knows. */
  readonly clean: (text: string) => string;
}

/** Seconds, whatever `timeout` allows: 10,000 deployments take a tenth of it. */
const LONGEST = 60;
/** 10,000 deployments take a third of it. */
const MEMORY_MB = 1_024;

/**
 * The whole of `mode: validate`. The files are read and checked in a process of its own, which knows nothing of the
 * job's environment, and which is ended where it takes too long; what it has found until then is told all the same.
 *
 * @throws ActionError with all findings that are errors, and with what was not checked
 */
export async function validate(
  inputs: ProjectInputs,
  report: RunReport,
  findings: Findings,
  { program, workspace, env, signal, clean }: Validation,
): Promise<void> {
  const { ignoreRules, names, prefectFiles, workingDirectory } = inputs;
  const question: Question = {
    inputs: { ignoreRules, names, prefectFiles, workingDirectory },
    workspace,
    hasDefaultPool: POOL_SETTINGS.some((name) => env[name]),
    interpreters: findPythons(env, [workspace, workingDirectory]),
  };
  const timeout = Math.min(inputs.timeout, LONGEST);
  const bounds = { timeoutMs: timeout * 1_000, memoryMb: MEMORY_MB, signal };
  const told = new Told(clean);
  const ending = await runBounded([program, CHECK], question, bounds, (answer) => {
    told.take(answer as Answer);
  });
  const unfinished = told.unfinished(ending, { timeout, memoryMb: MEMORY_MB });
  findings.problems.push(...(unfinished ? [unfinished] : []), ...told.problems);
  findings.warnings.push(...told.warnings);
  const checked = told.checked();
  if (checked) tell(checked, report, findings);
  findings.stopOnProblems();
}

/**
 * Writes the findings for code scanning. A name of its own: several steps of a job may validate.
 * Returns the absolute path.
 */
export function writeSarif(
  found: readonly Finding[],
  folder: string,
  page: (rule: string) => string | undefined,
) {
  const file = join(folder, `prefect-validate-${randomBytes(4).toString("hex")}.sarif`);
  writeFileSync(file, JSON.stringify(sarif(found, RULES, page), undefined, 1));
  return file;
}
