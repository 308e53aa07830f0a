import type { Problem } from "../base/errors.js";
import { withShortNames } from "../base/quote.js";
import { shortened } from "../base/shortened.js";
import { kindOfSecret, withoutSecrets } from "../base/secret-shapes.js";
import type { Finding, Range } from "../base/finding.js";

/** The place of what is said of a whole file, or of a whole line. */
export function lineOf(file: string, line = 1): Range {
  return { file, line, column: 1, endLine: line, endColumn: 1 };
}

/** Of `what` and `fix`, in characters. */
const LONGEST = 1_000;
/** A longer line is nothing to copy. */
const LONGEST_LINE = 500;
/**
 * What is over this is cut off at once. So much is left that a secret that begins in the part which is shown is there
 * as a whole, in each of its forms, and is taken out before that part is cut.
 */
const LONGEST_RAW = 5_000;

/** A finding of bounded size, with everything in it that may be a secret. */
export function bounded({ what, fix, corrected, ...rest }: Finding): Finding {
  const line = corrected !== undefined && corrected.length <= LONGEST_LINE ? { corrected } : {};
  return { ...rest, what: shortened(what, LONGEST_RAW), fix: shortened(fix, LONGEST_RAW), ...line };
}

/**
 * As it is shown: without secrets, and with no name longer than 200 characters.
 *
 * @param clean takes out the secrets that the action knows
 */
export function tidied({ what, fix, corrected, ...rest }: Finding, clean: (text: string) => string): Finding {
  const isShown = corrected !== undefined && kindOfSecret(corrected) === undefined;
  return {
    ...rest,
    ...{ what: short(what, clean), fix: short(fix, clean) },
    ...(isShown ? { corrected: clean(corrected) } : {}),
  };
}

export function tidiedProblem({ what, fix, ...rest }: Problem, clean: (text: string) => string): Problem {
  return { ...rest, what: short(what, clean), fix: short(fix, clean) };
}

function short(text: string, clean: (text: string) => string): string {
  return withShortNames(withoutSecrets(clean(text)), LONGEST);
}
