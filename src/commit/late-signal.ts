/** The runner kills a cancelled step 10 s after its first signal. */
const LAST_WRITES_MS = 3_000;

/**
 * Aborted a little later. A write that is under way is waited for: one that is only let go of may arrive after
 * everything else has been put back.
 */
export function lateSignal(signal: AbortSignal): AbortSignal {
  const late = new AbortController();
  const begin = (): void => {
    setTimeout(() => {
      late.abort(signal.reason);
    }, LAST_WRITES_MS).unref();
  };
  if (signal.aborted) begin();
  else signal.addEventListener("abort", begin, { once: true });
  return late.signal;
}
