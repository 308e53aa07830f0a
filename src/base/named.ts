import { shortened } from "./shortened.js";

/** No key that anybody means is longer. */
const LONGEST = 200;

/** A key as messages show it: by aliases thousands of them may name one of a megabyte. */
export function named(key: string | number): string {
  return shortened(String(key), LONGEST);
}
