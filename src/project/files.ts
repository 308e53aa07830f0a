import { globSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { Findings } from "../base/findings.js";
import { leavesByLink } from "../base/inside.js";
import { isFolder, isRegularFile, specialKind } from "../base/project-files.js";

/** Folders that never hold a project's own prefect files, for globs. */
const SKIPPED = ["**/node_modules/**", "**/.venv/**", "**/venv/**", "**/.git/**", "**/site-packages/**"];

/**
 * The prefect files that `prefect-file` names, each once. A name or glob without a file is a problem.
 *
 * @param patterns paths or globs, relative to `directory`
 * @param directory absolute
 * @param show turns an absolute path into the one to show
 * @returns absolute paths
 */
export function findFiles(
  patterns: readonly string[],
  directory: string,
  show: (path: string) => string,
  findings: Findings,
): string[] {
  const found = new Set<string>();
  for (const pattern of patterns) {
    const literal = resolve(directory, pattern);
    const special = specialKind(literal);
    if (special !== undefined) {
      findings.problem(
        `\`prefect-file\` ${pattern} is ${special}, and no regular file.`,
        "Name a regular file: nothing else is opened.",
      );
      continue;
    }
    const files = isRegularFile(literal) ? [literal] : globFiles(pattern, directory);
    if (files.length === 0) {
      const near = globFiles("**/*prefect*.{yaml,yml}", directory)
        .map((path) => relative(directory, path))
        .sort((a, b) => a.length - b.length);
      findings.problem(
        isFolder(literal)
          ? `\`prefect-file\` ${pattern} is a folder.`
          : `\`prefect-file\` ${pattern}: no such file in ${show(directory) || "the working directory"}.`,
        near.length > 0
          ? `There is ${near.slice(0, 3).join(", ")}; set \`prefect-file\` or \`working-directory\`.`
          : "Check `prefect-file` and `working-directory`, and that a step before checks the repository out (actions/checkout).",
      );
    }
    for (const file of files) found.add(file);
  }
  return [...found];
}

/** What is checked out must not decide which files of this machine are read. A path that is given outright may. */
export function refuseLinksOut(
  paths: readonly string[],
  folder: string,
  show: (path: string) => string,
  findings: Findings,
): void {
  for (const path of paths) {
    if (!leavesByLink(path, folder)) continue;
    findings.problem(
      `\`prefect-file\` ${show(path)} leads out of the repository through a symbolic link.`,
      "Check the file itself in, or name it by its own path.",
      { file: show(path) },
    );
  }
}

function globFiles(pattern: string, directory: string): string[] {
  if (!/[*?[{]/.test(pattern)) return [];
  return globSync(pattern, { cwd: directory, exclude: SKIPPED })
    .map((path) => resolve(directory, path))
    .filter((path) => isRegularFile(path) || specialKind(path) !== undefined) // The latter is said when it is read.
    .sort();
}
