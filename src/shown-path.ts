import { isAbsolute, relative } from "node:path";

/** As the user would write it: relative to the repository, forward slashes. */
export function shownPath(path: string, workspace: string): string {
  const inside = relative(workspace, path);
  const shown = inside.startsWith("..") || isAbsolute(inside) ? path : inside;
  return shown.replaceAll("\\", "/");
}
