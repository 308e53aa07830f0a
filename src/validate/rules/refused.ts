/** Why Prefect refuses a text, as the end of a sentence. */
export class Refused extends Error {}

/** What `read` makes of a text, or the reason where it is refused. */
export function readOrRefused<T>(read: () => T): T | { readonly refused: string } {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refused) return { refused: error.message };
    throw error;
  }
}
