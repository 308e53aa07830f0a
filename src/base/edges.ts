/** The end of a URL's path. */
export const SLASH = /\//;

/**
 * The text without the characters at its end that match. A regular expression such as `/x+$/` begins again at every `x`
 * of a text, wherever it stands, and so needs the square of its length.
 *
 * @param edge matches one character
 */
export function withoutEnd(text: string, edge: RegExp): string {
  let end = text.length;
  while (end > 0 && edge.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** The same for both ends. */
export function withoutEdges(text: string, edge: RegExp): string {
  let start = 0;
  while (start < text.length && edge.test(text.charAt(start))) start += 1;
  return withoutEnd(text.slice(start), edge);
}
