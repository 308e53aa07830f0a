import { describe, expect, test } from "vitest";
import { cronNeverFires, parseCron } from "../../../../src/validate/rules/cron.js";
import { schedules } from "../../../../src/validate/rules/schedules.js";
import { nearestTimeZone } from "../../../../src/validate/rules/time-zones.js";
import { brief, expectExamples, findIn, type Job } from "../../../support/rules/rule-set.ts";

function found(lines: string, job?: Job): string[] {
  const text = `deployments:\n  - name: hello\n${lines
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n")}\n`;
  return findIn(schedules, text, job).map(brief);
}

function anchored(interval: number, anchor: string, zone: string): string {
  return `schedules:\n  - {interval: ${interval}, anchor_date: "${anchor}", timezone: "${zone}", slug: a}`;
}

test("each rule finds its example, and nothing where it is fixed", () => {
  expectExamples(schedules);
});

test.each([
  ["schedules: []", []],
  ["schedule: {}\nschedules:\n  - {cron: 0 6 * * *, slug: a}", []],
  ["schedules: {cron: 0 6 * * *}", ["error schedule-value 3:16"]],
  ["schedule: 0 6 * * *", ["error schedule-value 3:15"]],
  ["schedule: {cron: 0 6 * *}", ["error schedule-cron 3:22"]],
  ["schedules:\n  - cron: 0 6 * * *", ["note schedule-no-slug 4:9"]],
  ["schedules:\n  - {cron: 0 6 * * *, slug: a}\n  - {cron: 0 6 * * *}", ["note schedule-no-slug 5:9"]],
  ['schedules:\n  - {cron: "{{ $C }}", timezone: "{{ $Z }}", active: "{{ $A }}", slug: "{{ $S }}"}', []],
  ["schedules:\n  - {cron: 0 6 * * *, day_or: maybe, slug: a}", ["error schedule-value 4:35"]],
  ["schedules:\n  - {interval: 60, day_or: true, slug: a}", ["warning schedule-ignored 4:24"]],
  ["schedules:\n  - {interval: 0, slug: a}", ["error schedule-interval 4:20"]],
  ['schedules:\n  - {interval: "60", slug: a}', ["error schedule-interval 4:20"]],
  ["schedules:\n  - {interval: 60, anchor_date: 1 Jan 2030, slug: a}", ["warning schedule-anchor 4:37"]],
  [anchored(86_400, "2030-01-31 09:00", "Europe/Berlin"), ["warning schedule-anchor-zone 4:40"]],
  [anchored(86_400, "2030-07-31", "America/New_York"), ["warning schedule-anchor-zone 4:40"]],
  [anchored(3_600, "2030-01-31 09:00", "Asia/Kolkata"), ["warning schedule-anchor-zone 4:39"]],
  [anchored(1_800, "2030-01-31 09:00", "Asia/Kolkata"), []],
  [anchored(3_600, "2030-01-31 09:00", "Europe/Berlin"), []],
  [anchored(86_400, "2030-01-31 09:00+01:00", "Europe/Berlin"), []],
  [anchored(86_400, "2030-01-31T09:00Z", "Europe/Berlin"), []],
  [anchored(86_400, "2030-01-31 09:00", "UTC"), []],
  [anchored(86_400, "2030-01-31 09:00", "{{ $ZONE }}"), []],
  ['schedules:\n  - {interval: 60, timezone: "", slug: a}', ["warning schedule-never 4:34"]],
  ["schedules:\n  - {rrule: FREQ=DAILY;INTERVAL=0, slug: a}", ["warning schedule-rrule 4:17"]],
  ["schedules:\n  - {rrule: FREQ=DAILY;COUNT=3, slug: a}", ["warning schedule-never 4:17"]],
  ["schedules:\n  - {schedule: {cron: 0 6 * * *}, slug: a}", ["error schedule-kind 4:10"]],
  [
    "schedules:\n  - &a {cron: 0 6 * * *, slug: a}\n  - {<<: *a, cron: bad, slug: b}",
    ["error schedule-cron 5:24"],
  ],
])("%s", (lines, expected) => {
  expect(found(lines)).toEqual(expected);
});

describe("by version", () => {
  test("an unknown key is ignored before the models are strict", () => {
    const lines = "schedules:\n  - {cron: 0 6 * * *, catchup: false, slug: a}";
    expect(found(lines, { version: "3.4.14" })).toEqual(["warning schedule-key 4:27"]);
    expect(found(lines, { version: "3.4.25" })).toEqual(["error schedule-key 4:27"]);
    expect(found(lines, { version: "3.10.0" })).toEqual(["warning schedule-key 4:27"]);
  });

  test("a text is not an interval before it was one", () => {
    const lines = "schedules:\n  - {interval: PT1H, slug: a}";
    expect(found(lines, { version: "3.4.14" })).toEqual(["error schedule-interval 4:20"]);
    expect(found(lines, { version: "3.6.0" })).toEqual([]);
    expect(found(lines, { version: "3.6.11" })).toEqual([]);
  });

  test("there were no slugs in 3.0", () => {
    expect(found("schedules:\n  - {cron: 0 6 * * *}", { version: "3.0.11" })).toEqual([]);
    expect(found("schedules:\n  - {cron: 0 6 * * *, slug: a}", { version: "3.0.11" })).toEqual([
      "warning schedule-key 4:27",
    ]);
  });
});

test("the corrected line is given where it is certain", () => {
  const lines = [
    "timezone: america/new york",
    'interval: "3600"',
    "anchor_date: 2030-01-31",
    "slug: 2030-01-31",
    "timezone: nowhere",
  ];
  const corrected = lines.map((line) => {
    const rest = line.startsWith("interval") ? "" : "\n        interval: 60";
    return findIn(schedules, `deployments:\n  - name: a\n    schedules:\n      - ${line}${rest}\n`).find(
      ({ severity }) => severity === "error",
    )?.corrected;
  });
  expect(corrected).toEqual([
    "- timezone: America/New_York",
    "- interval: 3600",
    undefined,
    '- slug: "2030-01-31"',
    undefined,
  ]);
  expect(nearestTimeZone("Berlin")).toBe("Europe/Berlin");
});

test("a text alone is offered as the cron expression that it is", () => {
  const [finding] = findIn(schedules, 'deployments:\n  - name: a\n    schedules:\n      - "0 6 * * *"\n');
  expect(finding?.corrected).toBe('- cron: "0 6 * * *"');
});

test("years and days that do not come", () => {
  const now = new Date("2026-06-01");
  const never = (text: string): boolean => {
    const cron = parseCron(text);
    if ("refused" in cron) throw new Error(cron.refused);
    return cronNeverFires(cron, now);
  };
  expect(["0 0 31 2 *", "0 0 * * * 0 2025", "0 0 * * * 0 2080"].map(never)).toEqual([true, true, true]);
  expect(["0 0 29 2 *", "0 0 L 2 *", "0 0 30,1 2 *", "0 0 * * * 0 2026"].map(never)).toEqual(
    Array(4).fill(false),
  );
});

test("ten thousand deployments in about a second", () => {
  const item = (index: number): string =>
    `  - name: d${index}\n    schedules:\n      - {cron: "${index % 60} 6 * * *", timezone: Europe/Berlin, slug: a}\n`;
  const text = `deployments:\n${Array.from({ length: 10_000 }, (_, index) => item(index)).join("")}`;
  const start = performance.now();
  expect(findIn(schedules, text)).toEqual([]);
  expect(performance.now() - start).toBeLessThan(10_000);
});
