import { realpathSync } from "node:fs";
import { isAbsolute, relative, sep } from "node:path";
import { attempt } from "./attempt.js";

/** Whether a path is that of a folder or of something in it. Both absolute; nothing is looked up. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The same, wherever symbolic links lead, on both sides. False where one of them does not exist. */
export function isReallyInside(path: string, folder: string): boolean {
  const [own, around] = [realPath(path), realPath(folder)];
  return own !== undefined && around !== undefined && isInside(own, around);
}

/** Without symbolic links. Undefined where nothing is there, or where it cannot be told. */
export function realPath(path: string): string | undefined {
  return attempt(() => realpathSync(path));
}
