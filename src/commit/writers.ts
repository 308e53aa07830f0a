/** How many at a time, for as long as that makes it no slower. */
export interface WritersOptions {
  /** The upper limit. */
  readonly most: number;
  /** Milliseconds, from any beginning. */
  readonly now?: () => number;
}

/**
 * Works through lists, and finds itself how many at a time: one at first, twice as many for as long as the throughput
 * does not fall (what was slower is tried again later), and one again for the rest, and for further lists, as soon as
 * the server says that it is busy. Where more than one were faster, a further list begins with two.
 *
 * Measured with 3.8.8: a server on SQLite lets one write at a time, and answers 503 to most of two; one on
 * PostgreSQL gains up to about 8. With a delay of 40 ms: 7, 10, 12 and 13 creates a second with 1, 2, 4 and 8.
 */
export class Writers {
  private wasBusy = false;
  /** Whether more than one at a time were faster. */
  private gained = false;

  constructor(private readonly options: WritersOptions) {}

  /**
   * @param work gets the item, and what to call when the server was busy; where it throws, nothing more is begun
   * @returns once all that was begun has ended
   * @throws the first error
   */
  async all<T>(items: readonly T[], work: (item: T, busy: () => void) => Promise<void>): Promise<void> {
    const { most, now = () => performance.now() } = this.options;
    const queue = [...items];
    let level = this.gained ? Math.min(2, most) : 1;
    let settled = this.wasBusy || most <= 1;
    let running = 0;
    let failure: { error: unknown } | undefined;
    let best = 0;
    let patience = 2;
    let batch = { began: now(), done: 0, size: sizeOf(level) };

    const busy = (): void => {
      level = 1;
      this.wasBusy = settled = true;
      this.gained = false;
    };
    const ended = (): void => {
      batch.done += 1;
      if (settled || batch.done < batch.size) return;
      const rate = batch.done / Math.max(now() - batch.began, 0.001);
      const slower = rate < best * LOSS;
      if (level > 1 && best > 0 && rate > best * GAIN) this.gained = true;
      settled = !slower && level === most;
      best = slower ? 0 : Math.max(best, rate); // With fewer at once it is measured again.
      level = slower ? Math.max(1, Math.floor(level / 2)) : Math.min(level * 2, most);
      // A slow moment may have been chance: it is tried again after a while, each time a longer one.
      batch = { began: now(), done: 0, size: slower ? patience * sizeOf(level) : sizeOf(level) };
      if (slower) patience *= 2;
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
}

/** What is more lets a further list begin with two. */
const GAIN = 1.05;

/** What is less makes them fewer again. */
const LOSS = 0.8;

/** Writes with as many at a time: long enough to tell, short enough for small runs. */
function sizeOf(level: number): number {
  return Math.max(3, 2 * level);
}
