import { LONGEST_NAME } from "./quote.js";
import { shortened } from "./shortened.js";

/** A key as messages show it: by aliases thousands of them may name one of a megabyte. */
export function named(key: string | number): string {
  return shortened(String(key), LONGEST_NAME);
}
