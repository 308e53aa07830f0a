/** `{{ $NAME }}` and `{{ name }}` as Prefect's templating finds them (`PLACEHOLDER_CAPTURE_REGEX`, 3.0.11 to 3.8.8). */
const PLACEHOLDER = /{{\s*([\w.\-[\]$]+)\s*}}/g;

/** Fills in what comes from the environment, as `prefect deploy` does before it looks at a deployment. */
export function expand(text: string, env: NodeJS.ProcessEnv): string {
  return text.replaceAll(
    PLACEHOLDER,
    (placeholder, name: string) => env[name.replace(/^\$+/, "")] ?? placeholder,
  );
}

/** Whether something is left that only the server or a build step can fill in. */
export function hasPlaceholder(text: string): boolean {
  return text.search(PLACEHOLDER) >= 0;
}

/** Variables that a value asks for and the environment does not have, with the path to each. */
export function unsetVariables(
  value: unknown,
  env: NodeJS.ProcessEnv,
  path: readonly (string | number)[] = [],
): { name: string; path: readonly (string | number)[] }[] {
  if (typeof value === "string") {
    return [...value.matchAll(PLACEHOLDER)]
      .map((found) => found[1] ?? "")
      .filter((name) => name.startsWith("$") && env[name.replace(/^\$+/, "")] === undefined)
      .map((name) => ({ name: name.replace(/^\$+/, ""), path }));
  }
  if (typeof value !== "object" || value === null) return [];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return entries.flatMap(([key, item]) => unsetVariables(item, env, [...path, key]));
}
