import { readlinkSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { attempt } from "../base/attempt.js";
import { isInside, realPath } from "../base/inside.js";
import { slashed } from "./folders.js";
import { LINK, SUBMODULE } from "./git.js";
import { pathMatcher } from "./path-pattern.js";

/** What git knows of a checkout. Paths are relative to its top, with forward slashes. */
export interface Checkout {
  /** Absolute, without links. */
  readonly top: string;
  /** What differs from the commit that is compared with, committed or not. */
  readonly changed: readonly string[];
  /** With the mode of each. */
  readonly tracked: ReadonlyMap<string, string>;
  /** Of each path that has changed, and of each folder above it, one such path. */
  readonly touched: ReadonlyMap<string, string>;
  /** Those of the tracked that are symbolic links. */
  readonly links: readonly string[];
}

/** Prepared for a thousand prefect files and a hundred thousand others. Pure. */
export function checkoutOf(
  top: string,
  changed: readonly string[],
  tracked: ReadonlyMap<string, string>,
): Checkout {
  const touched = new Map<string, string>();
  for (const path of changed)
    for (const folder of foldersOf(path)) if (!touched.has(folder)) touched.set(folder, path);
  // A path that has changed itself stands for itself.
  for (const path of changed) touched.set(path, path);
  const links = [...tracked].flatMap(([path, mode]) => (mode === LINK ? [path] : []));
  return { top, changed, tracked, touched, links };
}

/** A prefect file or a flow file. */
export interface Place {
  /** Absolute, without links; undefined where nothing is there. */
  readonly real: string | undefined;
  /** Whether a link leads to it. */
  readonly isLinked: boolean;
}

/** @param workspace absolute; it may itself be reached by a link */
export function placeOf(path: string, workspace: string): Place {
  const [real, root] = [realPath(path), realPath(workspace)];
  const written =
    root !== undefined && isInside(path, workspace) ? join(root, relative(workspace, path)) : path;
  return { real, isLinked: real !== written };
}

/** The first path that a glob of `shared-paths` matches, and the globs that match nothing which is there. Pure. */
export function sharedChange(
  { changed, tracked }: Checkout,
  patterns: readonly string[],
): { readonly path: string | undefined; readonly idle: readonly string[] } {
  const matchers = patterns.map((pattern) => ({ pattern, matches: pathMatcher(pattern) }));
  const path = changed.find((one) => matchers.some(({ matches }) => matches(one)));
  const known = [...changed, ...tracked.keys()];
  const idle = matchers.filter(({ matches }) => !known.some(matches)).map(({ pattern }) => pattern);
  return { path, idle };
}

/** A prefect file, and what belongs to it. */
export interface Candidate {
  readonly file: Place;
  /** Absolute, without links: the repository around it; undefined: none. */
  readonly top: string | undefined;
  /** The flow files that it names, which are there. */
  readonly flows: readonly Place[];
}

/**
 * Why a prefect file is deployed; undefined: nothing changed in its folder, in a flow file that it names elsewhere, or in
 * what a link in the folder leads to. Where that cannot be told it counts as changed. Pure but for following links.
 */
export function reasonFor({ file, top, flows }: Candidate, checkout: Checkout): string | undefined {
  if (top === undefined) return "it is in no git repository";
  if (top !== checkout.top) return "it is in another checkout, or in a submodule";
  const places = [file, ...flows];
  if (places.some(({ isLinked }) => isLinked)) return "a symbolic link leads to it, or to a flow file of it";
  const paths = places.map(({ real }) => pathIn(checkout.top, real));
  const unknown = paths.findIndex((path) => path === undefined || !isTracked(path, checkout.tracked));
  if (unknown >= 0)
    return `git does not track ${unknown === 0 ? "it" : `its flow file ${paths[unknown] ?? ""}`.trim()}`;
  const [own = "", ...others] = paths as string[];
  return changeIn([folderOf(own), ...others], checkout);
}

function changeIn(begin: readonly string[], { top, touched, links }: Checkout): string | undefined {
  const roots = [...begin];
  // Grows with what links lead to.
  for (const root of roots) {
    const change = touched.get(root) ?? changeAbove(root, touched);
    if (change !== undefined) return `${change} changed`;
    for (const link of links.filter((path) => isBelow(path, root))) {
      const to = pathIn(top, targetOf(join(top, link)));
      if (to === undefined)
        return `the symbolic link ${link} leads out of the repository, or to another link`;
      if (!roots.some((known) => isBelow(to, known))) roots.push(to);
    }
  }
  return undefined;
}

/** A submodule that has changed, or a file that was a folder. */
function changeAbove(path: string, touched: Checkout["touched"]): string | undefined {
  return foldersOf(path).find((folder) => folder !== "" && touched.get(folder) === folder);
}

/** Where a link leads, whether something is there or not; undefined where another link is on the way. */
function targetOf(link: string): string | undefined {
  const text = attempt(() => readlinkSync(link));
  if (text === undefined) return link; // Windows checks links out as files.
  const target = resolve(dirname(link), text);
  const real = realPath(target);
  return real === undefined || real === target ? target : undefined;
}

function pathIn(top: string, path: string | undefined): string | undefined {
  return path !== undefined && isInside(path, top) ? slashed(relative(top, path)) : undefined;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** The folders above, the nearest first, and the top (`""`) last. */
function foldersOf(path: string): string[] {
  const folders: string[] = [];
  for (let at = path; at !== "";) folders.push((at = folderOf(at)));
  return folders;
}

/** Whether a path is another one, or below it; all are below the top. */
function isBelow(path: string, folder: string): boolean {
  return folder === "" || path === folder || path.startsWith(`${folder}/`);
}

/** Also what lies in a submodule that is. */
function isTracked(path: string, tracked: ReadonlyMap<string, string>): boolean {
  if (tracked.has(path)) return true;
  return foldersOf(path).some((folder) => tracked.get(folder) === SUBMODULE);
}
