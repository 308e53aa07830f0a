import { globSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { attempt } from "../base/attempt.js";
import type { Findings } from "../base/findings.js";
import { isInside } from "../base/inside.js";
import { Places } from "../base/places.js";
import { firstOf } from "../base/quote.js";
import { remembered } from "../base/remembered.js";
import { ignoredFolders } from "./ignored.js";
import { isFolder, isLinkToNothing, isRegularFile, specialKind } from "../base/project-files.js";

/** Folders that never hold a project's own prefect files, for globs. */
const SKIPPED = ["**/node_modules/**", "**/.venv/**", "**/venv/**", "**/.git/**", "**/site-packages/**"];

/** Where prefect files are looked for. */
export interface Ground {
  /** Absolute: what patterns are relative to. */
  readonly directory: string;
  /** Absolute: the folder of what is checked out. No link in it leads to a prefect file outside of it. */
  readonly root: string;
  /** Turns an absolute path into the one to show. */
  readonly show: (path: string) => string;
}

/**
 * The prefect files that `prefect-file` names, each once. A name or glob without a file is a problem.
 *
 * @param patterns paths or globs
 * @returns absolute paths
 */
export function findFiles(patterns: readonly string[], ground: Ground, findings: Findings): string[] {
  const { directory, root } = ground;
  const places = new Places([root]);
  // By its text alone: what is checked out must not tell what there is on this machine.
  const leaves = (path: string): boolean => isInside(path, root) && places.of(path) === "outside";
  const passedIn = passedOver(ground, leaves);
  const found = new Set<string>();
  for (const pattern of patterns) {
    const literal = resolve(directory, pattern);
    if (leaves(literal)) sayRefused(OUTSIDE, literal, ground, findings);
    else if (isRegularFile(literal)) found.add(literal);
    else if (isFile(literal)) {
      findings.problem(
        `\`prefect-file\` ${pattern} is ${specialKind(literal) ?? "special"}, and no regular file.`,
        "Name a regular file: nothing else is opened.",
      );
    } else {
      const all = globFiles(pattern, directory);
      const passed = passedIn(resolve(directory, baseOf(pattern)));
      const unlinked = new Set(withoutLinks(all));
      const isLeftOut = (path: string): boolean => passed(path) || !unlinked.has(path);
      const matches = all.filter((path) => !isLeftOut(path));
      const isRead = (path: string): boolean => !leaves(path) && isFile(path);
      const refused = matches.filter((path) => leaves(path) || isLinkToNothing(path));
      for (const path of refused) sayRefused(leaves(path) ? OUTSIDE : DANGLING, path, ground, findings);
      const files = matches.filter(isRead);
      if (files.length + refused.length === 0) sayMissing(pattern, ground, findings, isRead);
      const ignored = all.filter((path) => isLeftOut(path) && isRead(path));
      if (ignored.length > 0) {
        findings.note(
          `\`prefect-file\` ${pattern} leaves out ${firstOf(ignored.map(ground.show))}, which git ignores, a virtual environment holds, or is a link to another of them; a path without a glob names such a file.`,
        );
      }
      for (const file of files) found.add(file);
    }
  }
  return [...found];
}

/** The folder that a glob names before its first sign: `build`, and all of it is meant, whatever git says of it. */
function baseOf(pattern: string): string {
  return pattern.slice(0, pattern.slice(0, pattern.search(/[*?[{]/)).lastIndexOf("/") + 1);
}

/**
 * Whether a glob passes a file over: what lies in a folder that git ignores, or in a virtual environment, unless the glob
 * names that folder itself. A step before may have made it.
 */
function passedOver(
  { root }: Ground,
  leaves: (path: string) => boolean,
): (base: string) => (path: string) => boolean {
  const isIgnored = ignoredFolders(root, (path) => !leaves(path));
  const isVenv = remembered((folder): boolean => {
    if (folder === root || dirname(folder) === folder) return false;
    return isRegularFile(join(folder, "pyvenv.cfg")) || isVenv(dirname(folder));
  });
  const isPassed = (folder: string): boolean => isIgnored(folder) || isVenv(folder);
  return (base) => (path) => isPassed(dirname(path)) && !isPassed(base);
}

/** Without links to files that are found by their own paths too. */
function withoutLinks(paths: readonly string[]): string[] {
  const known = new Set(paths);
  return paths.filter((path) => {
    const real = attempt(() => realpathSync(path)) ?? path;
    return real === path || !known.has(real);
  });
}

/** What is not a regular file is said when it is read. */
function isFile(path: string): boolean {
  return isRegularFile(path) || specialKind(path) !== undefined;
}

const OUTSIDE = [
  "leads out of the repository through a symbolic link.",
  "Check the file itself in, or name it by its own path.",
] as const;
const DANGLING = [
  "is a symbolic link that leads to nothing, so its deployments are not known.",
  "Correct the link, or take it out of the repository.",
] as const;

function sayRefused(
  [what, fix]: readonly [string, string],
  path: string,
  { show }: Ground,
  findings: Findings,
): void {
  findings.problem(`\`prefect-file\` ${show(path)} ${what}`, fix, { file: show(path) });
}

/** @param isOffered whether a file may be proposed */
function sayMissing(
  pattern: string,
  { directory, show }: Ground,
  findings: Findings,
  isOffered: (path: string) => boolean,
): void {
  const literal = resolve(directory, pattern);
  const near = globFiles("**/*prefect*.{yaml,yml}", directory)
    .filter(isOffered)
    .map((path) => relative(directory, path))
    .sort((a, b) => a.length - b.length);
  const what = isFolder(literal)
    ? " is a folder."
    : isLinkToNothing(literal)
      ? " is a symbolic link that leads to nothing."
      : `: no such file in ${show(directory) || "the working directory"}.`;
  findings.problem(
    `\`prefect-file\` ${pattern}${what}`,
    near.length > 0
      ? `There is ${near.slice(0, 3).join(", ")}; set \`prefect-file\` or \`working-directory\`.`
      : "Check `prefect-file` and `working-directory`, and that a step before checks the repository out (actions/checkout).",
  );
}

function globFiles(pattern: string, directory: string): string[] {
  if (!/[*?[{]/.test(pattern)) return [];
  return globSync(pattern, { cwd: directory, exclude: SKIPPED })
    .map((path) => resolve(directory, path))
    .sort();
}
