import { entryOf } from "./record.js";

/**
 * `{{ $NAME }}` and `{{ name }}` as Prefect's templating finds them (`PLACEHOLDER_CAPTURE_REGEX`, 3.0.11 to 3.8.8). Python's
 * `\s` and `\w` know more than JavaScript's: U+001C to U+001F and U+0085, and the letters of all languages.
 */
export const PLACEHOLDER = /\{\{[\s\x1c-\x1f\x85]*([\p{L}\p{N}_.\-[\]$]+)[\s\x1c-\x1f\x85]*\}\}/gu;

/**
 * Fills in what comes from the environment, as `prefect deploy` does before it looks at a deployment. The result is
 * for decisions and for the server: a message quotes what is written.
 */
export function expand(text: string, env: NodeJS.ProcessEnv): string {
  return text.replaceAll(
    PLACEHOLDER,
    (placeholder, name: string) => entryOf(env, name.replace(/^\$+/, "")) ?? placeholder,
  );
}

/** What a rule may know of the environment: which variables are set, and never to what. */
export interface Variables {
  readonly has: (name: string) => boolean;
  /** Whether it is set, to nothing but white space. */
  readonly isBlank: (name: string) => boolean;
}

export function variablesOf(env: NodeJS.ProcessEnv): Variables {
  return {
    has: (name) => entryOf(env, name) !== undefined,
    isBlank: (name) => entryOf(env, name)?.trim() === "",
  };
}

/** Whether a value is a text that may become anything: also one that is not a good template. */
export function isTemplate(value: unknown): boolean {
  return typeof value === "string" && value.includes("{{");
}

/** Whether something is left that only the server or a build step can fill in. */
export function hasPlaceholder(text: string): boolean {
  return text.search(PLACEHOLDER) >= 0;
}

/** A placeholder, and the path to the value that holds it. */
export interface Placeholder {
  /** `$NAME`, `step.field`, `prefect.variables.x` */
  readonly name: string;
  readonly path: readonly (string | number)[];
}

/** All placeholders in a value and what is below it. */
export function placeholders(value: unknown, path: readonly (string | number)[] = []): Placeholder[] {
  if (typeof value === "string") {
    return [...value.matchAll(PLACEHOLDER)].map((found) => ({ name: found[1] ?? "", path }));
  }
  if (typeof value !== "object" || value === null) return [];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return entries.flatMap(([key, item]) => placeholders(item, [...path, key]));
}
