import { expect, test } from "vitest";
import { Findings } from "../../../src/base/findings.js";

test("of more than 1,000 problems the first are listed, and the others counted, whatever else is put to them", () => {
  const findings = new Findings();
  findings.problems.push({ what: "Before.", mend: "Fix." });
  for (let index = 1; index <= 1_000; index += 1) findings.problem(`Problem ${index}.`, "Fix.");
  expect(findings.problems).toHaveLength(1_001);
  for (let index = 0; index < 69_000; index += 1) findings.problem("Another.", "Fix.");
  findings.problems.push({ what: "After.", mend: "Fix." });
  findings.problem("One more.", "Fix.");
  expect(findings.problems.map(({ what }) => what).slice(1_000)).toEqual([
    "Problem 1000.",
    "There are more problems, 69,001 in number: the first 1,000 are listed.",
    "After.",
  ]);
  expect(findings.warnings).toEqual([]);
});
