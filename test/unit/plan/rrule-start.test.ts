import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { differences } from "../../../src/plan/compare.js";
import { isSameRule } from "../../../src/plan/rrule-start.js";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-27T17:20:30Z") });
});
afterEach(() => {
  vi.useRealTimers();
});

const often = "FREQ=MINUTELY;INTERVAL=15";

describe("a rule is the same", () => {
  test.each<[string, string, string, string?]>([
    ["in the same words", "FREQ=DAILY", "FREQ=DAILY"],
    ["from the start that Prefect counts from", "DTSTART:20200101T000000\nFREQ=DAILY", "FREQ=DAILY"],
    ["by the minute", `DTSTART:20261126T091500\n${often}`, `DTSTART:20261127T171500\n${often}`],
    ["from a start of 2020", `DTSTART:20200101T000000\n${often}`, `DTSTART:20261127T171500\n${often}`],
    ["of an older client", `DTSTART:20261127T171500\nRRULE:${often}`, `RRULE:${often}`],
    ["by the second", "DTSTART:20261127T100000\nfreq=secondly", "DTSTART:20261127T172029\nfreq=secondly"],
    [
      "on the wall of its zone",
      `DTSTART:20261127T101500\n${often}`,
      `DTSTART:20261128T021500\n${often}`,
      "Asia/Tokyo",
    ],
  ])("%s", (_title, live, written, zone = "UTC") => {
    expect(isSameRule(live, written, zone)).toBe(true);
  });
});

describe("a rule is another one", () => {
  test.each<[string, unknown, unknown]>([
    ["where it says so", `DTSTART:20261127T171500\n${often}`, "DTSTART:20261127T171500\nFREQ=MINUTELY"],
    ["out of step", `DTSTART:20261127T170700\n${often}`, `DTSTART:20261127T171500\n${often}`],
    ["that begins later", `DTSTART:20261127T181500\n${often}`, `DTSTART:20261127T171500\n${often}`],
    [
      "with a start of the file's own",
      `DTSTART:20261126T091500\n${often}`,
      `DTSTART:20261127T091500\n${often}`,
    ],
    ["by the day", "DTSTART:20261126T000000\nFREQ=DAILY", "DTSTART:20261127T000000\nFREQ=DAILY"],
    [
      "that is counted",
      "DTSTART:20261127T171500\nFREQ=MINUTELY;COUNT=3",
      "DTSTART:20261127T172000\nFREQ=MINUTELY;COUNT=3",
    ],
    [
      "with exceptions",
      `DTSTART:20261126T091500\nRRULE:${often}\nEXDATE:20270101T000000`,
      `DTSTART:20261127T171500\nRRULE:${often}\nEXDATE:20270101T000000`,
    ],
    [
      "with a start in another form",
      `DTSTART;TZID=Asia/Tokyo:20261127T171500\n${often}`,
      `DTSTART:20261127T171500\n${often}`,
    ],
    ["of which one is none", undefined, often],
  ])("%s", (_title, live, written) => {
    expect(isSameRule(live, written, "UTC")).toBe(false);
  });
});

test("a schedule whose start is made anew in each deploy is unchanged", () => {
  const schedules = (start: string) => [
    { slug: "a", schedule: { rrule: `DTSTART:${start}\n${often}`, timezone: "UTC" } },
  ];
  const live = schedules("20261127T164500").map((one) => ({ ...one, active: true, parameters: {} }));
  expect(differences({ schedules: schedules("20261127T171500") }, { schedules: live })).toEqual([]);
});
