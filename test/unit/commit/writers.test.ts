import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Writers } from "../../../src/commit/writers.js";

/** Work that ends when the test says so, on a clock that the test moves. */
class Bench {
  /** Milliseconds. */
  time = 0;
  readonly begun: number[] = [];
  /** How many were at work whenever one began. */
  readonly levels: number[] = [];
  private readonly waiting = new Map<number, { end: (error?: Error) => void; busy: () => void }>();

  readonly now = (): number => this.time;
  readonly work = (item: number, busy: () => void): Promise<void> => {
    this.begun.push(item);
    const done = new Promise<void>((resolve, reject) => {
      this.waiting.set(item, {
        busy,
        end: (error) => {
          this.waiting.delete(item);
          if (error) reject(error);
          else resolve();
        },
      });
    });
    this.levels.push(this.waiting.size);
    return done;
  };

  get running(): number[] {
    return [...this.waiting.keys()];
  }

  busy(item: number): void {
    this.waiting.get(item)?.busy();
  }

  async end(item: number, error?: Error): Promise<void> {
    const one = this.waiting.get(item);
    if (!one) throw new Error(`${item} is not at work: ${this.running.join()}`);
    one.end(error);
    await settled();
  }

  /** Ends what is at work, in its order, until nothing is left; each batch takes what `cost` says of its size. */
  async run(cost: (together: number) => number, before: () => void = () => undefined): Promise<void> {
    while (this.running.length > 0) {
      before();
      const together = this.running;
      this.time += cost(together.length);
      for (const item of together) this.waiting.get(item)?.end();
      await settled();
    }
  }
}

/** Lets everything happen that follows of a promise. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

const numbers = (length: number) => Array.from({ length }, (_, index) => index);

/** A server that takes any number at once. */
const perfect = () => 100;
/** One that takes one after another. */
const serial = (together: number) => together * 100;

function start(count: number, most: number): { bench: Bench; done: Promise<void> } {
  const bench = new Bench();
  const done = new Writers({ most, now: bench.now }).all(numbers(count), bench.work);
  done.catch(() => undefined);
  return { bench, done };
}

describe("how many at a time", () => {
  test("is one at first, then twice as many for as long as that is not a slower, up to the most", async () => {
    const { bench, done } = start(200, 8);
    expect(bench.running).toEqual([0]);
    await bench.run(perfect);
    await done;
    expect(bench.begun).toEqual(numbers(200));
    const first = (level: number) => bench.levels.indexOf(level);
    expect(bench.levels.slice(0, 3)).toEqual([1, 1, 1]);
    expect([first(2), first(4), first(8)].every((at) => at > 0)).toBe(true);
    expect(Math.max(...bench.levels)).toBe(8);
    // And stays there.
    expect(bench.levels.lastIndexOf(8)).toBeGreaterThan(190);
  });

  test("grows also where that is neither faster nor slower: what is one moment may be otherwise the next", async () => {
    const { bench, done } = start(200, 8);
    await bench.run(serial);
    await done;
    expect(bench.levels.lastIndexOf(8)).toBeGreaterThan(190);
  });

  test("goes back to the level before where twice as many are slower, and tries again after a while", async () => {
    const { bench, done } = start(200, 8);
    await bench.run((together) => (together === 1 ? 100 : together * 150));
    await done;
    expect(Math.max(...bench.levels)).toBe(2);
    const tries = bench.levels.flatMap((level, at) => (level === 2 && bench.levels[at - 1] === 1 ? at : []));
    expect(tries.length).toBeGreaterThan(2);
    expect(bench.levels.filter((level) => level === 1).length).toBeGreaterThan(130);
  });

  test("goes back also from the most", async () => {
    const { bench, done } = start(300, 8);
    // As fast with two and with four as with one, and half as fast with eight.
    await bench.run((together) => together * (together > 4 ? 200 : 100));
    await done;
    expect(Math.max(...bench.levels)).toBe(8);
    expect(bench.levels.slice(100).filter((level) => level <= 4).length).toBeGreaterThan(160);
  });

  test("goes back for a loss of a quarter, and not for one of a tenth", async () => {
    const levels = async (factor: number) => {
      const { bench, done } = start(200, 2);
      await bench.run((together) => (together === 1 ? 100 : 200 / factor));
      await done;
      // Each two begin one after the other.
      return bench.levels.slice(20).filter((level) => level === 2).length * 2;
    };
    expect(await levels(0.9)).toBeGreaterThan(170);
    expect(await levels(0.75)).toBeLessThan(60);
  });

  test("grows also where a slow moment hid the gain", async () => {
    const { bench, done } = start(100, 8);
    // The first two at once meet something that takes the server's time.
    let stalled = false;
    await bench.run((together) => {
      if (stalled || together < 2) return 100;
      stalled = true;
      return 1_000;
    });
    await done;
    expect(stalled).toBe(true);
    expect(Math.max(...bench.levels)).toBe(8);
  });

  test("is one again for the rest, as soon as the server is busy", async () => {
    const { bench, done } = start(100, 8);
    let said = false;
    await bench.run(perfect, () => {
      if (said || bench.running.length < 4) return;
      bench.busy(bench.running[0] ?? 0);
      said = true;
    });
    await done;
    const at = bench.levels.lastIndexOf(4);
    expect(said).toBe(true);
    expect(bench.levels.slice(at + 1)).toEqual(Array(bench.levels.length - at - 1).fill(1));
    expect(bench.begun).toEqual(numbers(100));
  });

  test("is one to the end where the server was busy at once", async () => {
    const { bench, done } = start(50, 8);
    bench.busy(0);
    await bench.run(perfect);
    await done;
    expect(Math.max(...bench.levels)).toBe(1);
  });

  test("does not come down before those that are at work have ended", async () => {
    const { bench, done } = start(100, 2);
    while (bench.running.length < 2) {
      bench.time += 100;
      await bench.end(bench.running[0] ?? 0);
    }
    const [one = 0, other = 0] = bench.running;
    bench.busy(one);
    await bench.end(one);
    expect(bench.running).toEqual([other]);
    await bench.end(other);
    expect(bench.running).toEqual([other + 1]);
    await bench.run(perfect);
    await done;
  });

  test.each([1, 2, 3, 5, 8])("is never over %i, whatever takes how long", async (most) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(50), { maxLength: 60 }), fc.nat(), async (times, seed) => {
        const { bench, done } = start(times.length, most);
        let random = seed;
        while (bench.running.length > 0) {
          random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
          const item = bench.running[random % bench.running.length] ?? 0;
          bench.time += times[item] ?? 0;
          if (random % 17 === 0) bench.busy(item);
          await bench.end(item);
        }
        await done;
        expect(Math.max(0, ...bench.levels)).toBeLessThanOrEqual(most);
        expect(bench.begun).toEqual(numbers(times.length));
      }),
      { numRuns: 50 },
    );
  });
});

describe("a further list", () => {
  test("begins with two where more than one were faster", async () => {
    const bench = new Bench();
    const writers = new Writers({ most: 8, now: bench.now });
    const first = writers.all(numbers(50), bench.work);
    await bench.run(perfect);
    await first;
    const second = writers.all(numbers(50), bench.work);
    expect(bench.running).toHaveLength(2);
    await bench.run(perfect);
    await second;
    expect(Math.max(...bench.levels)).toBe(8);
  });

  test("begins with one where they were not", async () => {
    const bench = new Bench();
    const writers = new Writers({ most: 8, now: bench.now });
    const first = writers.all(numbers(50), bench.work);
    await bench.run(serial);
    await first;
    const second = writers.all(numbers(50), bench.work);
    expect(bench.running).toHaveLength(1);
    await bench.run(serial);
    await second;
  });

  test("begins with one, and stays there, where the server was busy", async () => {
    const bench = new Bench();
    const writers = new Writers({ most: 8, now: bench.now });
    const first = writers.all(numbers(5), bench.work);
    bench.busy(0);
    await bench.run(perfect);
    await first;
    const second = writers.all(numbers(50), bench.work);
    await bench.run(perfect);
    await second;
    expect(Math.max(...bench.levels)).toBe(1);
  });
});

describe("an error", () => {
  test("lets nothing more begin, and is thrown once all that was begun has ended", async () => {
    const { bench, done } = start(50, 4);
    let ended = false;
    done.catch(() => (ended = true));
    while (bench.running.length < 4) {
      bench.time += 100;
      for (const item of bench.running) await bench.end(item);
    }
    const [first = 0, second = 0, third = 0, fourth = 0] = bench.running;
    const begun = bench.begun.length;
    await bench.end(second, new Error("no"));
    await bench.end(third, new Error("the second one"));
    expect([bench.begun.length, ended]).toEqual([begun, false]);
    await bench.end(first);
    await bench.end(fourth);
    await expect(done).rejects.toThrow("no");
    expect(bench.begun).toHaveLength(begun);
  });

  test("of the first item is thrown as it is, also where it comes at once", async () => {
    const error = new Error("no");
    const begun: number[] = [];
    const failing = new Writers({ most: 8 }).all(numbers(5), (item) =>
      Promise.reject(begun.push(item) ? error : error),
    );
    await expect(failing).rejects.toBe(error);
    expect(begun).toEqual([0]);
  });
});

test("of nothing there is nothing to do", async () => {
  await new Writers({ most: 8 }).all([], () => Promise.reject(new Error("called")));
});

test("a clock that stands still does no harm", async () => {
  const done: number[] = [];
  await new Writers({ most: 8, now: () => 0 }).all(numbers(500), (item) => {
    done.push(item);
    return Promise.resolve();
  });
  expect(done).toEqual(numbers(500));
});
