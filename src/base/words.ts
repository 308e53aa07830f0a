/** The words of a text: a long list of them is easier to read so. */
export function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
