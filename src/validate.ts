import { randomBytes } from "node:crypto";
import { statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ActionError, type Problem } from "./errors.js";
import type { Findings } from "./findings.js";
import type { ProjectInputs } from "./inputs.js";
import { findFiles } from "./manifest/files.js";
import type { RunReport } from "./report/report.js";
import { onlyAsked } from "./validate/asked.js";
import { makeContext } from "./validate/read/context.js";
import { RULES } from "./validate/rules.js";
import { sarif } from "./validate/sarif.js";
import type { Context, Finding } from "./validate/types.js";
import { asProblem, check, Reports } from "./validate/check.js";

export interface Checkout {
  /** Absolute: the repository, which paths are shown relative to. */
  readonly workspace: string;
  /** Turns an absolute path into the one to show. */
  readonly show: (path: string) => string;
  readonly env: NodeJS.ProcessEnv;
  /** Of the Prefect that will deploy, where it is known; else the rules are those of the newest. */
  readonly version?: string | undefined;
}

/**
 * Reads the prefect files and checks them with all that they name, without running anything.
 * Pure but for reading files.
 *
 * Only the deployments that `names` may select are checked.
 *
 * @returns also what is wrong with `names`
 * @param report gets the findings
 * @param findings gets the problem of a directory or a file that is not there
 * @throws ActionError for such a problem
 */
export function checkProject(
  inputs: ProjectInputs,
  report: RunReport,
  findings: Findings,
  { workspace, show, env, version }: Checkout,
): { readonly context: Context; readonly problems: readonly Problem[] } {
  const directory = inputs.workingDirectory;
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    throw new ActionError({
      what: `\`working-directory\` ${show(directory)} does not exist.`,
      mend: "Correct it, and check that a step before checks the repository out (actions/checkout).",
    });
  }
  const paths = findFiles(inputs.prefectFiles, directory, show, findings);
  findings.stopOnProblems();
  const reports = new Reports();
  const context = makeContext({ paths, directory, show, env, version }, reports.report);
  const asked = onlyAsked(context, inputs.names);
  report.findings = check(asked.context, reports, inputs.ignoreRules, (shown) => resolve(workspace, shown));
  report.checked = {
    files: paths.length,
    deployments: context.files.reduce((sum, { deployments }) => sum + deployments.length, 0),
  };
  return { context, problems: asked.problems };
}

/**
 * The whole of `mode: validate`.
 *
 * @throws ActionError with all findings that are errors
 */
export function validate(
  inputs: ProjectInputs,
  report: RunReport,
  findings: Findings,
  checkout: Checkout,
): void {
  const { problems } = checkProject(inputs, report, findings, checkout);
  findings.problems.push(...problems);
  report.findings = (report.findings ?? []).map(notYetSet);
  say(report.findings ?? [], findings);
  findings.stopOnProblems();
}

/** The job that checks need not have the variables of the job that deploys. */
function notYetSet(finding: Finding): Finding {
  return finding.rule === "template-unset" ? { ...finding, severity: "warning" } : finding;
}

/** Hands what the rules found to where everything else is gathered. */
export function say(found: readonly Finding[], findings: Findings): void {
  const of = { error: findings.problems, warning: findings.warnings, note: findings.advice };
  for (const finding of found) of[finding.severity].push(asProblem(finding));
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
