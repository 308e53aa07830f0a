import { dirname, join, relative } from "node:path";
import ignore, { type Ignore } from "ignore";
import { isInside } from "../base/inside.js";
import { NotRead, tryRead } from "../base/project-files.js";
import { remembered } from "../base/remembered.js";
import { slashed } from "./folders.js";

/**
 * What says whether git passes a folder over: the `.gitignore` files from the root of the repository down, as git reads
 * them. What the machine's own settings of git exclude is not looked at.
 *
 * @param root absolute: the repository
 * @param mayRead whether a file may be read, which the checkout may have made a link
 */
export function ignoredFolders(
  root: string,
  mayRead: (path: string) => boolean,
): (folder: string) => boolean {
  const rulesOf = remembered((folder): Ignore | undefined => {
    const path = join(folder, ".gitignore");
    const read = mayRead(path) ? tryRead(path) : undefined;
    return read === undefined || read instanceof NotRead
      ? undefined
      : ignore({ ignorecase: false }).add(rulesIn(read.toString("utf8")));
  });
  /** Of a folder whose parents are not passed over: the last word is that of the file nearest to it. */
  const isExcluded = (folder: string): boolean => {
    let excluded = false;
    for (const at of foldersBetween(root, dirname(folder))) {
      const { ignored, unignored } = rulesOf(at)?.test(`${slashed(relative(at, folder))}/`) ?? {};
      excluded = (excluded || ignored === true) && unignored !== true;
    }
    return excluded;
  };
  const isIgnored = remembered((folder): boolean => {
    if (folder === root || !isInside(folder, root)) return false;
    return isIgnored(dirname(folder)) || isExcluded(folder);
  });
  return isIgnored;
}

/**
 * Without lines that take a matcher without end (`*a*a*a*a*b` against a long name): they count as if they were not there,
 * and what they would pass over is found.
 */
function rulesIn(text: string): string[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.length <= 1_000)
    .filter((line) => line.split("/").every((part) => part === "**" || part.split("*").length <= 4));
}

/** From the one down to the other. */
function foldersBetween(root: string, folder: string): string[] {
  return folder === root || dirname(folder) === folder
    ? [folder]
    : [...foldersBetween(root, dirname(folder)), folder];
}
