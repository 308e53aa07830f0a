import type { Problem } from "../base/errors.js";
import { runBounded } from "./bounded.js";
import { CHECK, type Answer, type Question } from "./child.js";
import type { Checked, CheckInputs } from "./project.js";
import { POOL_SETTINGS } from "./rules/toml.js";
import { Told } from "./told.js";
import { findPythons } from "../project/python/find.js";

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

export interface Validated {
  /** Undefined where not even the files were found. */
  readonly checked: Omit<Checked, "problems"> | undefined;
  /** What was not checked, and what is not a finding. */
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** Seconds, whatever `timeout` allows: a file of 10,000 deployments (2.8 MB) takes 5. */
const LONGEST = 60;
/** The same file takes 520, the runtime included. */
const MEMORY_MB = 1_024;

/**
 * The whole of `mode: validate`. The files are read and checked in a process of its own, which knows nothing of the
 * job's environment, and which is ended where it takes too long; what it has found until then is told all the same.
 */
export async function validate(
  inputs: CheckInputs & { readonly timeout: number; readonly deployCommand?: readonly string[] },
  { program, workspace, env, signal, clean }: Validation,
): Promise<Validated> {
  const { ignoreRules, names, prefectFiles, runFrom, workingDirectory } = inputs;
  const isScript = (inputs.deployCommand ?? []).length > 0;
  const question: Question = {
    inputs: { ignoreRules, names: isScript ? [] : names, prefectFiles, runFrom, workingDirectory },
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
  const problems = [...(unfinished ? [unfinished] : []), ...told.problems];
  const warnings = [...(isScript ? [SCRIPT] : []), ...told.warnings];
  return { checked: told.checked(), problems, warnings };
}

const SCRIPT: Problem = {
  what: "`mode: validate` checks prefect files and settings: it runs nothing, so what `deploy-command` deploys is not checked.",
  fix: "`mode: plan` runs it, shows what it would deploy, and writes nothing. It needs read access to the server.",
};
