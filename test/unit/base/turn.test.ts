import { expect, test, vi } from "vitest";
import { Log } from "../../../src/base/log.js";
import { Turn } from "../../../src/base/turn.js";

/** What the log got to show. */
function shown(work: (turn: Turn) => void): string[] {
  const lines: string[] = [];
  const log = new Log();
  vi.spyOn(log, "line").mockImplementation((text) => void lines.push(text));
  work(new Turn(log));
  return lines;
}

test("lines are kept until it is their turn, and shown as they come from then on", () => {
  expect(
    shown((turn) => {
      turn.line("a");
      turn.line("b");
      turn.begin();
      turn.line("c");
    }),
  ).toEqual(["a", "b", "c"]);
});

test("of what prints without end the last lines are kept, and it is said how many are not", () => {
  const lines = shown((turn) => {
    for (let line = 0; line < 10_000; line += 1) turn.line(`${line} ${"x".repeat(1_000)}`);
    turn.begin();
  });
  const [first, second] = lines;
  const lost = Number(/^\(The first (\d+) lines are left out\.\)$/.exec(first ?? "")?.[1]);
  expect(lost).toBeGreaterThan(5_000);
  expect(second).toMatch(new RegExp(`^${lost} x`));
  expect(lines.at(-1)).toMatch(/^9999 /);
  expect(lines.length - 1 + lost).toBe(10_000);
});
