/**
 * What is wrong with a glob over paths of the repository; undefined: nothing. Known are `*`, `?` and `**`, which also
 * crosses folders, as in `on.push.paths` of a workflow.
 */
export function wrongPathPattern(pattern: string): string | undefined {
  if (pattern.startsWith("!")) return "it excludes, and what matches here only adds";
  const sign = /[[\]{}\\]/.exec(pattern)?.[0];
  if (sign === "\\") return "folders are separated by /";
  if (sign !== undefined) return `it has ${sign} in it, and only *, ** and ? have a meaning`;
  return /^[a-z]:\/|(?:^|\/)\.\.(?:\/|$)/i.test(pattern) ? "it leads out of the repository" : undefined;
}

/**
 * Tells whether a glob matches a path, or a folder above it: `common`, `common/` and `common/**` are the same. Paths are
 * relative to the repository, with forward slashes.
 */
export function pathMatcher(pattern: string): (path: string) => boolean {
  const folder = pattern.replace(/^(?:\.?\/)+/, "").replace(/(?:\/(?:\*\*)?)+$/, "");
  if (folder === "" || folder === ".") return () => true;
  const parts = folder.split(/((?<=^|\/)\*\*\/|\*+|\?)/);
  const whole = new RegExp(`^${parts.map(partOf).join("")}(?:/.*)?$`, "su");
  return (path) => whole.test(path);
}

/** @param index odd where it is a sign */
function partOf(part: string, index: number): string {
  if (index % 2 === 0) return part.replace(/[\\^$.|?*+()[\]{}/]/g, String.raw`\$&`);
  if (part === "**/") return "(?:[^/]+/)*";
  if (part === "?") return "[^/]";
  return part === "*" ? "[^/]*" : ".*";
}
