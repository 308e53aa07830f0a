import { expect, test } from "vitest";
import { filledIn, unfilled } from "../../../src/base/unfilled.js";

const ENV = { HOOK: "https://h/1?a b", STAGE: "dev", POOL: "pool-of-team", LONG: "pool-of-team-x" };
const filled = (content: Record<string, unknown>, shortest = 4) =>
  filledIn({ steps: [{ a: "{{ $LONG }}" }], pull: ["{{ POOL }}"] }, [{ content }], ENV, shortest);

test.each([
  ["at https://h/1?a b of pool-of-team", "at {{ $HOOK }} of {{ POOL }}"],
  ["at https%3A%2F%2Fh%2F1%3Fa%20b", "at {{ $HOOK }}"],
  ["pool-of-team-x in dev", "{{ $LONG }} in dev"],
  ["nothing of it", "nothing of it"],
])("%s is said as %s", (text, expected) => {
  expect(unfilled(text, filled({ parameters: { a: ["{{ $HOOK }}", "{{ $STAGE }}", "{{ $UNSET }}"] } }))).toBe(
    expected,
  );
});

test("what is short is left out", () => {
  expect(filled({}, 13).map(({ form }) => form)).toContain("pool-of-team-x");
  expect(filled({}, 13).map(({ form }) => form)).not.toContain("pool-of-team");
});
