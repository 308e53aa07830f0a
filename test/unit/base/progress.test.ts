import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sayProgress, type Countable } from "../../../src/base/progress.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const SECOND = 1_000;

/** What is said of work that has so many done before it begins, and so many more with each second. */
async function said(
  { all, before = 0, each }: { readonly all: number; readonly before?: number; readonly each: number },
  seconds: number,
  more: Partial<Countable> = {},
): Promise<string[]> {
  const lines: string[] = [];
  let done = before;
  const work = async (): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) {
      await new Promise<void>((resolve) => setTimeout(resolve, SECOND));
      done = Math.min(all, done + each);
    }
  };
  const say = (line: string): void => void lines.push(line);
  const running = sayProgress({ all, done: () => Math.floor(done), did: "written", say, ...more }, work);
  await vi.advanceTimersByTimeAsync(seconds * SECOND + 60 * SECOND);
  await running;
  return lines;
}

test("every 5 s it is said how many are done, and how long the rest takes at the same speed", async () => {
  expect(await said({ all: 1_000, each: 20 }, 17)).toEqual([
    "80 of 1,000 written, about 60 s left",
    "180 of 1,000 written, about 50 s left",
    "280 of 1,000 written, about 40 s left",
  ]);
});

test.each([
  ["that ends within 5 s", { all: 1_000, each: 250 }, 4],
  ["on one thing", { all: 1, each: 0 }, 60],
  ["on nothing", { all: 0, each: 0 }, 60],
  ["whose last thing is done with, and that goes on nevertheless", { all: 10, each: 5 }, 60],
])("nothing is said of work %s", async (_what, work, seconds) => {
  expect(await said(work, seconds)).toEqual([]);
});

test("nothing is said after the end, also where it failed", async () => {
  const lines: string[] = [];
  const counted = { all: 10, done: () => 3, did: "written", say: (line: string) => void lines.push(line) };
  const failing = async (): Promise<void> => {
    await new Promise<void>((resolve) => setTimeout(resolve, 7 * SECOND));
    throw new Error("refused");
  };
  const running = expect(sayProgress(counted, failing)).rejects.toThrow("refused");
  await vi.advanceTimersByTimeAsync(60 * SECOND);
  await running;
  expect(lines).toEqual(["3 of 10 written"]);
  expect(vi.getTimerCount()).toBe(0);
});

test("what the work gives is given back", async () => {
  const counted = { all: 10, done: () => 3, did: "written", say: () => undefined };
  expect(await sayProgress(counted, () => Promise.resolve("all of it"))).toBe("all of it");
});

test.each([
  ["while nothing is done", { all: 8, each: 0 }, "0 of 8 written"],
  ["while too few are done to tell", { all: 8, each: 1 }, "4 of 8 written"],
  ["where what is done was done before", { all: 800, before: 400, each: 1 }, "404 of 800 written"],
  [
    "where some count no more, since they are done again",
    { all: 800, before: 400, each: -10 },
    "360 of 800 written",
  ],
])("how long it takes is not said %s", async (_where, work, line) => {
  expect((await said(work, 6))[0]).toBe(line);
});

test("what was done before the beginning does not make it look faster", async () => {
  expect((await said({ all: 600, before: 400, each: 2 }, 11))[1]).toBe(
    "418 of 600 written, about 2 min left",
  );
});

/** 100 done in the first 5 s; the rest takes so many seconds. */
const rest = (seconds: number): number => 100 + Math.round(seconds * 20);

test.each([
  [1, "less than 5 s"],
  [4, "less than 5 s"],
  [5, "about 5 s"],
  [7, "about 5 s"],
  [8, "about 10 s"],
  [22, "about 20 s"],
  [23, "about 25 s"],
  [36, "about 40 s"],
  [64, "about 60 s"],
  [85, "about 90 s"],
  [89, "about 90 s"],
  [90, "about 2 min"],
  [149, "about 2 min"],
  [151, "about 3 min"],
  [3_600, "about 60 min"],
  [90_000, "about 1,500 min"],
])("%i s are as people say it", async (seconds, words) => {
  const lines: string[] = [];
  let done = 0;
  const counted = { all: rest(seconds), done: () => done, did: "written" };
  const running = sayProgress({ ...counted, say: (line) => void lines.push(line) }, async () => {
    done = 100;
    await new Promise<void>((resolve) => setTimeout(resolve, 5_001));
  });
  await vi.advanceTimersByTimeAsync(6 * SECOND);
  await running;
  expect(lines).toEqual([`100 of ${rest(seconds).toLocaleString("en")} written, ${words} left`]);
});

test("it keeps no process alive", async () => {
  vi.useRealTimers();
  const timers = vi.spyOn(globalThis, "setInterval");
  const counted = { all: 10, done: () => 3, did: "written", say: () => undefined };
  await sayProgress(counted, () => {
    const timer = timers.mock.results[0]?.value as NodeJS.Timeout;
    expect(timer.hasRef()).toBe(false);
    return Promise.resolve();
  });
  timers.mockRestore();
});
