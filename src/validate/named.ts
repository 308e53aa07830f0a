/** No key that anybody means is longer. */
const LONGEST = 200;

/** A key as messages show it: by aliases thousands of them may name one of a megabyte. */
export function named(key: string | number): string {
  const text = String(key);
  return text.length > LONGEST ? `${text.slice(0, LONGEST).toWellFormed()}…` : text;
}
