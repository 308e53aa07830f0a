import { randomBytes } from "node:crypto";
import { statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ActionError, type Problem } from "./errors.js";
import type { Findings } from "./findings.js";
import type { ProjectInputs } from "./inputs.js";
import { isInside } from "./inside.js";
import { findFiles, refuseLinksOut } from "./manifest/files.js";
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
}

/** The prefect files as they are read, and what is wrong with them that far. */
export interface ReadProject {
  readonly context: Context;
  /** Absolute paths, also of those that cannot be read. */
  readonly paths: readonly string[];
  readonly reports: Reports;
}

/**
 * Reads the prefect files, without running anything. Pure but for that.
 *
 * @param findings gets the problem of a directory or a file that is not there
 * @throws ActionError for such a problem
 */
export function readFiles(
  inputs: ProjectInputs,
  findings: Findings,
  { workspace, show, env }: Checkout,
): ReadProject {
  const directory = inputs.workingDirectory;
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    throw new ActionError({
      what: `\`working-directory\` ${show(directory)} does not exist.`,
      mend: "Correct it, and check that a step before checks the repository out (actions/checkout).",
    });
  }
  const paths = findFiles(inputs.prefectFiles, directory, show, findings);
  refuseLinksOut(paths, isInside(directory, workspace) ? workspace : directory, show, findings);
  findings.stopOnProblems();
  const reports = new Reports();
  const sources = { paths, directory, show, env, version: undefined };
  return { context: makeContext(sources, reports.report), paths, reports };
}

/**
 * Checks the prefect files with all that they name, without running anything. Pure but for reading files.
 *
 * Only the deployments that `names` may select are checked.
 *
 * @param version of the Prefect that will deploy, where it is known; else the rules are those of the newest
 * @param report gets the findings
 * @returns what is wrong with `names`
 */
export function checkFiles(
  { context, paths, reports }: ReadProject,
  version: string | undefined,
  inputs: ProjectInputs,
  report: RunReport,
  { workspace }: Checkout,
): readonly Problem[] {
  const asked = onlyAsked({ ...context, version }, inputs.names);
  report.findings = check(asked.context, reports, inputs.ignoreRules, (shown) => resolve(workspace, shown));
  report.checked = {
    files: paths.length,
    deployments: context.files.reduce((sum, { deployments }) => sum + deployments.length, 0),
  };
  return asked.problems;
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
  const read = readFiles(inputs, findings, checkout);
  findings.problems.push(...checkFiles(read, undefined, inputs, report, checkout));
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
