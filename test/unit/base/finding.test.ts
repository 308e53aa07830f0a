import { expect, test } from "vitest";
import { countsWithout, grouped, type Finding } from "../../../src/base/finding.js";

const found = (rule: string, line: number): Finding => ({
  ...{ rule, severity: "error", what: `What ${line}.`, fix: "Fix." },
  where: { file: "prefect.yaml", line, column: 1, endLine: line, endColumn: 2 },
});

const many = (rule: string, length: number): Finding[] =>
  Array.from({ length }, (_, index) => found(rule, index + 1));

test("1,000 findings of one rule are shown as one, with their number", () => {
  const all = [found("other", 1), ...many("same", 1_000), found("other", 2)];
  const shown = grouped(all);
  expect(shown.map(({ what }) => what)).toEqual([
    "What 1.",
    "What 1. The same rule finds 999 more.",
    "What 2.",
  ]);
  expect(countsWithout({ error: 1_002, warning: 0, note: 0 }, shown)).toEqual({
    error: 0,
    warning: 0,
    note: 0,
  });
});

test("100 of one rule are shown one by one, and so are those of another severity", () => {
  const all = [...many("same", 100), { ...found("same", 1), severity: "warning" as const }];
  expect(grouped(all)).toEqual(all);
});
