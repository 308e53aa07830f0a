import { setTimeout as sleep } from "node:timers/promises";

export interface WaitOptions {
  /** What is waited for, as it reads in "… within 30 s". */
  readonly what: string;
  /** Milliseconds. */
  readonly timeout?: number;
  /** Milliseconds between two looks. */
  readonly interval?: number;
}

/**
 * The first truthy value of `condition`. An error that it throws counts as "not yet", and the last one is the
 * cause of the error that ends the wait.
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  { what, timeout = 30_000, interval = 50 }: WaitOptions,
): Promise<Exclude<Awaited<T>, false | null | undefined>> {
  const deadline = Date.now() + timeout;
  let cause: unknown;
  do {
    try {
      const value = await condition();
      if (value) return value as Exclude<Awaited<T>, false | null | undefined>;
    } catch (error) {
      cause = error;
    }
    await sleep(interval);
  } while (Date.now() < deadline);
  throw new Error(`Not seen within ${timeout / 1000} s: ${what}`, { cause });
}
