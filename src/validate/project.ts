import { resolve } from "node:path";
import { ActionError, type Problem } from "../base/errors.js";
import type { Findings } from "../base/findings.js";
import { isInside } from "../base/inside.js";
import { findFiles } from "../project/files.js";
import { variablesOf } from "../base/template.js";
import { isFolder, isTooLong, ProjectFiles } from "../base/project-files.js";
import { shortened } from "../base/shortened.js";
import type { RunFrom } from "../project/run-from.js";
import { onlyAsked } from "./asked.js";
import { check, type Reports } from "./check.js";
import { makeContext } from "./context.js";
import type { Counts, Finding } from "../base/finding.js";
import type { Context } from "../project/types.js";
import type { Watch } from "./types.js";

/** What of the inputs says which files are checked, and for what. */
export interface CheckInputs {
  /** Absolute. */
  readonly workingDirectory: string;
  /** Globs, relative to it; none: only what lies in it is checked, such as settings. */
  readonly prefectFiles: readonly string[];
  /** Where each of them is deployed from. */
  readonly runFrom: RunFrom;
  /** Globs against `flow/deployment` or `deployment`; empty: all. */
  readonly names: readonly string[];
  /** Ids of rules that are turned off. */
  readonly ignoreRules: readonly string[];
}

export interface Checkout {
  /** Absolute: the repository, which paths are shown relative to. */
  readonly workspace: string;
  /** Turns an absolute path into the one to show. */
  readonly show: (path: string) => string;
  /** The job's environment, which fills in templates; undefined: nothing is asked of it. */
  readonly env: NodeJS.ProcessEnv | undefined;
  /** Whether the environment names a default work pool; undefined: as `env` says. */
  readonly hasDefaultPool?: boolean | undefined;
  /** Whether nothing outside of the repository is read. */
  readonly isContained?: boolean;
}

/** The prefect files as they are read, and what is wrong with them that far. */
export interface ReadProject {
  readonly context: Context;
  /** Absolute paths, also of those that cannot be read. */
  readonly paths: readonly string[];
  /** How many those that can be read have. */
  readonly deployments: number;
  readonly reports: Reports;
  readonly watch: Watch;
}

/**
 * Reads the prefect files, without running anything. Pure but for that.
 *
 * @param findings gets the problem of a directory or a file that is not there
 * @param reports gets what is wrong with them, without what the input `ignore-rules` and comments turn off
 * @throws ActionError for such a problem
 */
export function readFiles(
  inputs: CheckInputs,
  findings: Findings,
  { workspace, show, env, hasDefaultPool, isContained = false }: Checkout,
  { reports, watch }: Pick<ReadProject, "reports" | "watch">,
): ReadProject {
  const directory = inputs.workingDirectory;
  const shown = shortened(show(directory), 200) || ".";
  if (isTooLong(directory)) {
    throw new ActionError({
      what: `\`working-directory\` ${shown} is too long a path for this machine: it has ${directory.length.toLocaleString("en")} characters.`,
      fix: "Use a shorter path: names in it are to be shorter, or fewer folders in each other.",
    });
  }
  if (!isFolder(directory)) {
    throw new ActionError({
      what: `\`working-directory\` ${shown} does not exist.`,
      fix: "Correct it, and check that a step before checks the repository out (actions/checkout).",
    });
  }
  const root = isInside(directory, workspace) ? workspace : directory;
  const { prefectFiles } = inputs;
  const paths = prefectFiles.length > 0 ? findFiles(prefectFiles, { directory, root, show }, findings) : [];
  findings.stopOnProblems();
  watch.at({ files: paths.map(show) });
  const disk = new ProjectFiles(isContained ? rootsOf(workspace, directory, paths) : undefined);
  reports.ignore(inputs.ignoreRules, (shown) =>
    disk.readIfAllowed(resolve(workspace, shown))?.toString("utf8"),
  );
  const variables = env && variablesOf(env);
  const { runFrom } = inputs;
  const sources = { paths, directory, runFrom, show, disk, variables, hasDefaultPool, version: undefined };
  const context = makeContext(sources, reports.report, watch);
  const deployments = context.files.reduce((sum, file) => sum + file.deployments.length, 0);
  return { context, paths, deployments, reports, watch };
}

/** The repository, and what the workflow itself names outside of it. */
function rootsOf(workspace: string, directory: string, paths: readonly string[]): string[] {
  return [workspace, ...[directory, ...paths].filter((path) => !isInside(path, workspace))];
}

/** What came of checking. */
export interface Checked {
  /** The worst first; at most so many as are listed. */
  readonly findings: readonly Finding[];
  /** Of all of them. */
  readonly counts: Counts;
  readonly files: number;
  readonly deployments: number;
  /** What is wrong with `names`. */
  readonly problems: readonly Problem[];
}

/**
 * Checks the prefect files with all that they name, without running anything. Pure but for reading files.
 *
 * Only the deployments that `names` may select are checked.
 *
 * @param version of the Prefect that will deploy, where it is known; else the rules are those of the newest
 * @param env fills in templates in names that `names` is compared with
 */
export function checkFiles(
  { context, paths, deployments, reports, watch }: ReadProject,
  version: string | undefined,
  names: readonly string[],
  env: NodeJS.ProcessEnv | undefined,
): Checked {
  const asked = onlyAsked({ ...context, version }, names, env);
  const findings = check(asked.context, reports, watch);
  const { counts } = reports;
  return { findings, counts, problems: asked.problems, files: paths.length, deployments };
}
