import { afterEach, describe, expect, test, vi } from "vitest";
import { backoffMs, retrying } from "../../../src/base/retry.js";

afterEach(() => vi.restoreAllMocks());

describe("how long to wait after a try", () => {
  test("is doubled each time, up to the most", () => {
    const waits = [1, 2, 3, 4, 5].map((attempt) => backoffMs(attempt, { firstMs: 250, mostMs: 1_500 }));
    expect(waits).toEqual([250, 500, 1_000, 1_500, 1_500]);
  });

  test.each([
    [0, 8_000],
    [0.5, 10_000],
  ])("is so much longer by chance (%d)", (random, expected) => {
    vi.spyOn(Math, "random").mockReturnValue(random);
    expect(backoffMs(9, { firstMs: 250, mostMs: 8_000, spread: 0.5 })).toBe(expected);
  });
});

describe("trying until it is done", () => {
  test("waits as each try says, and gives what came of the last", async () => {
    const slept: number[] = [];
    const sleep = (ms: number) => Promise.resolve(void slept.push(ms));
    const once = (attempt: number) =>
      Promise.resolve(attempt < 3 ? { waitMs: attempt * 10 } : { done: `at ${attempt}` });
    expect(await retrying(once, { sleep })).toBe("at 3");
    expect(slept).toEqual([10, 20]);
  });

  test("ends with what a try throws", async () => {
    const once = () => Promise.reject(new Error("refused"));
    await expect(retrying(once, {})).rejects.toThrow("refused");
  });

  test("ends with the reason of a signal that is aborted while it waits", async () => {
    const stop = new AbortController();
    const once = () => {
      setTimeout(() => {
        stop.abort(new Error("cancelled"));
      }, 5);
      return Promise.resolve({ waitMs: 60_000 });
    };
    await expect(retrying(once, { signal: stop.signal })).rejects.toThrow("cancelled");
  });
});
