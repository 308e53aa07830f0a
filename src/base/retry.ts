import { pause } from "./pause.js";

/** What came of one try, or how long to wait before the next. What is thrown ends the tries. */
export type Tried<T> = { readonly done: T } | { readonly waitMs: number };

export interface RetryOptions {
  readonly signal?: AbortSignal | undefined;
  /** For tests. */
  readonly sleep?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
}

/**
 * Tries until it is done.
 *
 * @param once gets the number of the try, from 1
 * @throws what a try throws, or the signal's reason
 */
export async function retrying<T>(
  once: (attempt: number) => Promise<Tried<T>>,
  { signal, sleep = pause }: RetryOptions,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const tried = await once(attempt);
    if ("done" in tried) return tried.done;
    await sleep(tried.waitMs, signal);
    signal?.throwIfAborted();
  }
}

export interface Backoff {
  /** After the first try, in milliseconds; doubled after each further one. */
  readonly firstMs: number;
  readonly mostMs?: number;
  /** Up to so much of it more, so that parallel jobs do not come back at once. */
  readonly spread?: number;
}

export function backoffMs(attempt: number, { firstMs, mostMs = Infinity, spread = 0 }: Backoff): number {
  return Math.min(firstMs * 2 ** (attempt - 1), mostMs) * (1 + Math.random() * spread);
}

/** `Retry-After`, in seconds or as a date; at least a second. Undefined where there is none, or no answer at all. */
export function retryAfterMs({ headers = {} }: MaybeAnswered): number | undefined {
  const value = headers["retry-after"]?.trim() ?? "";
  if (value === "") return undefined;
  const wait = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(wait) ? undefined : Math.max(wait, 1000);
}

interface MaybeAnswered {
  readonly kind: "answer" | "failure";
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
}
