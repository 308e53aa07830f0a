type Step = string | number;

/**
 * Gives each text in a value to `visit`, with its path, which changes on the way: a copy for each of thousands of texts
 * in hundreds of lists takes long. What aliases share is gone through once, unless something is of interest in it.
 *
 * @param visit whether the text is of interest wherever it stands
 * @param done what has nothing of interest in it
 * @returns whether something was of interest
 */
export function eachText(
  value: unknown,
  path: Step[],
  visit: (text: string, path: readonly Step[], parent: object | undefined) => boolean,
  done: WeakSet<object>,
): boolean {
  if (typeof value === "string") return visit(value, path, undefined);
  if (typeof value !== "object" || value === null || done.has(value)) return false;
  done.add(value);
  let found = false;
  const items: Iterable<readonly [Step, unknown]> = Array.isArray(value)
    ? value.entries()
    : Object.entries(value);
  for (const [key, item] of items) {
    if (typeof item !== "string" && typeof item !== "object") continue;
    path.push(key);
    const isFound = typeof item === "string" ? visit(item, path, value) : eachText(item, path, visit, done);
    found ||= isFound;
    path.pop();
  }
  if (found) done.delete(value);
  return found;
}
