import { isAbsolute, relative, sep } from "node:path";

/** As the user would write it: relative to the repository, forward slashes. On Linux a backslash is part of a name. */
export function shownPath(path: string, workspace: string): string {
  const inside = relative(workspace, path);
  const isOutside = inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  return (isOutside ? path : inside).replaceAll(sep, "/");
}
