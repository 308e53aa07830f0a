import { existsSync, realpathSync } from "node:fs";
import { isAbsolute, relative, sep } from "node:path";

/** Whether a path is that of a folder or of something in it. Both absolute; nothing is looked up. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The same, wherever symbolic links lead, on both sides. False where one of them does not exist. */
export function isReallyInside(path: string, folder: string): boolean {
  try {
    return isInside(realpathSync(path), realpathSync(folder));
  } catch {
    return false;
  }
}

/**
 * Whether a path lies in a folder as it is written, and out of it where symbolic links lead. False where one does not
 * exist: others say so.
 */
export function leavesByLink(path: string, folder: string): boolean {
  return isInside(path, folder) && existsSync(path) && !isReallyInside(path, folder);
}
