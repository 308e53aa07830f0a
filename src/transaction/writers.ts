/** How many at a time, for as long as that makes it faster. */
export interface WritersOptions {
  /** The upper limit. */
  readonly most: number;
  /** Milliseconds, from any beginning. */
  readonly now?: () => number;
}

/**
 * Works through a list, and finds itself how many at a time: one at first, twice as many while the throughput grows
 * by a fifth at least, and one again for the rest as soon as the server says that it is busy.
 *
 * Measured (prefect-facts.md): a server on SQLite lets one write at a time, and answers 503 to most of two; one on
 * PostgreSQL gains up to about 8.
 *
 * @param work gets the item, and what to call when the server was busy; where it throws, nothing more is begun
 * @returns once all that was begun has ended
 * @throws the first error
 */
export async function write<T>(
  items: readonly T[],
  work: (item: T, busy: () => void) => Promise<void>,
  { most, now = () => performance.now() }: WritersOptions,
): Promise<void> {
  const queue = [...items];
  let level = 1;
  let settled = most <= 1;
  let running = 0;
  let failure: { error: unknown } | undefined;
  let best = 0;
  let batch = { began: now(), done: 0 };

  const busy = (): void => {
    level = 1;
    settled = true;
  };
  const ended = (): void => {
    batch.done += 1;
    // Long enough to tell, short enough for small runs.
    if (settled || batch.done < Math.max(3, 2 * level)) return;
    const rate = batch.done / Math.max(now() - batch.began, 0.001);
    if (rate > best * 1.2) {
      best = rate;
      level = Math.min(level * 2, most);
      settled = level === most;
    } else {
      level = Math.max(1, Math.floor(level / 2));
      settled = true;
    }
    batch = { began: now(), done: 0 };
  };

  await new Promise<void>((resolve) => {
    const next = (): void => {
      while (running < level && queue.length > 0 && !failure) {
        const item = queue.shift() as T;
        running += 1;
        work(item, busy)
          .then(ended, (error: unknown) => {
            failure ??= { error };
          })
          .finally(() => {
            running -= 1;
            next();
          });
      }
      if (running === 0) resolve();
    };
    next();
  });
  if (failure) throw failure.error;
}
