import { relative, sep } from "node:path";
import { isInside } from "./inside.js";

/** As the user would write it: relative to the repository, forward slashes. On Linux a backslash is part of a name. */
export function shownPath(path: string, workspace: string): string {
  return (isInside(path, workspace) ? relative(workspace, path) : path).replaceAll(sep, "/");
}
