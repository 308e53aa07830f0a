import type { Problem } from "../base/errors.js";
import type { Watch } from "./types.js";

/** For who does not have to know: an error of a rule goes on. */
export const UNWATCHED: Watch = {
  at: () => undefined,
  warned: () => undefined,
  failed: (_problem, error) => {
    throw error;
  },
};

/** What to do where a file keeps a check too long, or ends it. */
export const LOOK =
  "Look there for what is far longer, or nested far deeper, than usual, and split it; where there is nothing of the kind, please report it.";

/**
 * A mistake in this code, which a file brought to light. Its message is not shown: it may quote the file.
 *
 * @param what failed, as the beginning of a sentence
 * @param file as shown; undefined where no file alone brings it to light
 */
export function crash(what: string, file: string | undefined, error: unknown): Problem {
  const { name, stack = "" } = error instanceof Error ? error : new Error();
  const [, place = "an unknown place"] = /\n\s+at (?:async |new )?([\w.<>]+)/.exec(stack) ?? [];
  return {
    what: `${what} failed on ${file ?? "the files together"} (${name} in ${place}); not all of it is checked.`,
    fix: "This is a bug of the action; please report it with the part of the file that makes it happen.",
    ...(file === undefined ? {} : { where: { file } }),
  };
}
