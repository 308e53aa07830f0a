import { setTimeout } from "node:timers/promises";

/** Waits; throws the signal's own reason where it is aborted meanwhile (Node's would be an AbortError). */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, signal ? { signal } : {}).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw error;
  });
}
