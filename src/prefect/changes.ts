import { entryOf } from "../base/record.js";

/** What a program changes in the environment of what it starts. The values may be secret: they are never shown. */
export interface Changes {
  readonly set: Readonly<Record<string, string>>;
  readonly removed: readonly string[];
}

/** The same variable has the same key: Windows knows no case, and Python writes them in capitals there. */
const keyOf = (name: string): string => (process.platform === "win32" ? name.toUpperCase() : name);

/**
 * Variables that Python itself, or the system around it, has set by the time they are looked at; each Python that is
 * started sets them anew (PEP 538; the launchers of virtual environments on macOS and Windows).
 */
const OF_PYTHON = /^(?:LC_CTYPE|__PYVENV_LAUNCHER__|__CF_USER_TEXT_ENCODING)$/;

/**
 * What this step gives the client differs from what it looks with: whether a program would change these then, looking
 * does not tell.
 */
const OF_THIS_STEP = /^(?:PREFECT_.*|NO_PROXY|PYTHONTZPATH)$/i;

/**
 * Compares the environment that a program was given with the one that it gave on. Pure.
 *
 * @returns undefined where the same changes cannot be made to another environment, or may be others there
 */
export function changesBetween(
  given: NodeJS.ProcessEnv,
  found: Readonly<Record<string, string>>,
): Changes | undefined {
  const before = byKey(given);
  const after = byKey(found);
  const isOther = ([key, value]: readonly [string, string]): boolean => entryOf(before, key) !== value;
  const set = Object.entries(after).filter(
    (entry) => isOther(entry) && !(OF_PYTHON.test(entry[0]) && !Object.hasOwn(before, entry[0])),
  );
  const removed = Object.keys(before).filter((key) => !Object.hasOwn(after, key) && !OF_PYTHON.test(key));
  const isPassable = set.every(([, value]) => value.isWellFormed());
  const touches = [...set.map(([key]) => key), ...removed].some((key) => OF_THIS_STEP.test(key));
  return isPassable && !touches ? { set: Object.fromEntries(set), removed } : undefined;
}

/** An environment with these changes. Pure. */
export function withChanges(env: NodeJS.ProcessEnv, { set, removed }: Changes): NodeJS.ProcessEnv {
  const replaced = new Set([...Object.keys(set), ...removed]);
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !replaced.has(keyOf(name)))),
    ...set,
  };
}

function byKey(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[keyOf(name), value]])),
  );
}
