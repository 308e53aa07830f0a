import { describe, expect, test } from "vitest";
import { Findings } from "../../../src/base/findings.js";
import { checkIgnored, ignoring } from "../../../src/validate/ignore.js";
import { RULES } from "../../../src/validate/rules.js";
import type { Finding } from "../../../src/base/finding.js";

const TEXT = `deployments:
  - name: a
    schedlues: [] # prefect-deploy-ignore: unknown-key
    # prefect-deploy-ignore: unknown-key, other-rule
    tgas: []
    parametres: {} # prefect-deploy-ignore: other-rule
    text: x # prefect-deploy-ignore: unknown-key
    last: {}
`;

const at = (line: number, rule = "unknown-key", file = "prefect.yaml"): Finding => ({
  rule,
  severity: "warning",
  what: "What.",
  mend: "Mend.",
  where: { file, line, column: 5, endLine: line, endColumn: 9 },
});

const kept = (findings: readonly Finding[], rules: readonly string[] = []) =>
  findings
    .filter(not(ignoring(rules, (file) => (file === "prefect.yaml" ? TEXT : undefined))))
    .map(({ rule, where }) => `${where.line} ${rule}`);

function not(test: (finding: Finding) => unknown): (finding: Finding) => boolean {
  return (finding) => test(finding) === undefined;
}

describe("a finding is left out", () => {
  test("where a comment at its line, or alone above it, names its rule", () => {
    expect(kept([at(3), at(5), at(5, "other-rule")])).toEqual([]);
  });

  test("and not where the comment names another rule, or belongs to the line above", () => {
    expect(kept([at(6), at(8), at(5, "third-rule")])).toEqual([
      "6 unknown-key",
      "8 unknown-key",
      "5 third-rule",
    ]);
  });

  test("also with Windows line ends", () => {
    expect(ignoring([], () => TEXT.replaceAll("\n", "\r\n"))(at(3))).toBe(3);
  });

  test("where the input names its rule, in every file, also in one that is not there", () => {
    expect(kept([at(8), at(1, "no-file", "none.yaml"), at(8, "x")], ["unknown-key", "no-file"])).toEqual([
      "8 x",
    ]);
  });
});

test.each([
  ["unknown-kye", "Did you mean `unknown-key`?"],
  ["nothing like any of them", "Take the id from"],
])("a rule that does not exist (%s) is an error", (rule, mend) => {
  const findings = new Findings();
  checkIgnored([rule, "unknown-key"], [{ id: "unknown-key" }, { id: "other-rule" }], findings);
  expect(findings.problems.map((problem) => problem.what)).toEqual([
    `\`ignore-rules\`: there is no rule ${JSON.stringify(rule)}.`,
  ]);
  expect(findings.problems[0]?.mend).toContain(mend);
});

test("a rule that says that something is not checked cannot be turned off by the input", () => {
  const findings = new Findings();
  checkIgnored(["yaml-syntax", "unknown-key"], RULES, findings);
  expect(findings.problems.map(({ what }) => what)).toEqual([
    "`ignore-rules`: yaml-syntax cannot be turned off. It says that a file, or a part of one, is not checked: without it the step would be green.",
  ]);
});
