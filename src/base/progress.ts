/** Work of which it can be told how far it is. */
export interface Countable {
  /** How many there are. */
  readonly all: number;
  /** How many are done by now. */
  readonly done: () => number;
  /** What is done to them: `written`. */
  readonly did: string;
  /** Takes a line for the log. */
  readonly say: (line: string) => void;
}

/** Milliseconds between two lines. */
const EVERY_MS = 5_000;

/** Fewer do not tell how fast it goes. */
const ENOUGH = 5;

/**
 * Says every 5 s how far the work is, from its beginning to its end: `240 of 1,000 written, about 40 s left`. Nothing
 * where there is only one thing to do, and nothing while the last of it is done with.
 */
export async function sayProgress<T>({ all, done, did, say }: Countable, work: () => Promise<T>): Promise<T> {
  if (all < 2) return work();
  // Some may have been done before anybody looked: how fast they were is not known.
  const before = done();
  const began = performance.now();
  const tell = (): void => {
    const now = done();
    if (now >= all) return;
    const known = now - before;
    const left = known < ENOUGH ? "" : `, ${inWords(((performance.now() - began) / known) * (all - now))}`;
    say(`${now.toLocaleString("en")} of ${all.toLocaleString("en")} ${did}${left}`);
  };
  const timer = setInterval(tell, EVERY_MS).unref();
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** As people say it: `about 15 s left`, `about 40 s left`, `about 3 min left`. */
function inWords(ms: number): string {
  const seconds = ms / 1_000;
  if (seconds >= 90) return `about ${Math.round(seconds / 60).toLocaleString("en")} min left`;
  if (seconds < 5) return "less than 5 s left";
  const step = seconds < 30 ? 5 : 10;
  return `about ${Math.round(seconds / step) * step} s left`;
}
