import { remembered } from "../base/remembered.js";

/**
 * Tells whether a glob matches a whole text. `*` stands for any characters, also none, and `?` for one;
 * everything else stands for itself, since deployment names may hold brackets and braces.
 * (Prefect's own `*` needs at least one character.)
 *
 * Takes time proportional to both lengths at most: on a mismatch only the last `*` takes one more character. The same
 * text is looked at once: by an alias of YAML, thousands of deployments may have one long name.
 */
export function matcher(pattern: string): (text: string) => boolean {
  const wanted = Array.from(pattern);
  return remembered((text) => matchesAll(wanted, Array.from(text)));
}

function matchesAll(wanted: readonly string[], given: readonly string[]): boolean {
  let at = 0;
  let star = -1;
  let retryFrom = 0;
  for (let position = 0; position < given.length;) {
    if (wanted[at] === "*") {
      star = at;
      at += 1;
      retryFrom = position;
    } else if (wanted[at] === "?" || (at < wanted.length && wanted[at] === given[position])) {
      at += 1;
      position += 1;
    } else if (star >= 0) {
      at = star + 1;
      retryFrom += 1;
      position = retryFrom;
    } else {
      return false;
    }
  }
  return wanted.slice(at).every((character) => character === "*");
}
