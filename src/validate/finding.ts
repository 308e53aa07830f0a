import type { Problem } from "../base/errors.js";
import { withShortNames } from "../base/quote.js";
import { shortened } from "../base/shortened.js";
import { kindOfSecret, withoutSecrets } from "../base/secret-shapes.js";
import type { Finding } from "../base/finding.js";

/** Of `what` and `mend`, in characters. */
const LONGEST = 1_000;
/** A longer line is nothing to copy. */
const LONGEST_LINE = 500;
/**
 * What is over this is cut off at once. So much is left that a secret that begins in the part which is shown is there
 * as a whole, in each of its forms, and is taken out before that part is cut.
 */
const LONGEST_RAW = 5_000;

/** A finding of bounded size, with everything in it that may be a secret. */
export function bounded({ what, mend, corrected, ...rest }: Finding): Finding {
  const line = corrected !== undefined && corrected.length <= LONGEST_LINE ? { corrected } : {};
  return { ...rest, what: shortened(what, LONGEST_RAW), mend: shortened(mend, LONGEST_RAW), ...line };
}

/**
 * As it is shown: without secrets, and with no name longer than 200 characters.
 *
 * @param clean takes out the secrets that the action knows
 */
export function tidied(
  { what, mend, corrected, ...rest }: Finding,
  clean: (text: string) => string,
): Finding {
  const isShown = corrected !== undefined && kindOfSecret(corrected) === undefined;
  return {
    ...rest,
    ...{ what: short(what, clean), mend: short(mend, clean) },
    ...(isShown ? { corrected: clean(corrected) } : {}),
  };
}

export function tidiedProblem({ what, mend, ...rest }: Problem, clean: (text: string) => string): Problem {
  return { ...rest, what: short(what, clean), mend: short(mend, clean) };
}

function short(text: string, clean: (text: string) => string): string {
  return withShortNames(withoutSecrets(clean(text)), LONGEST);
}
