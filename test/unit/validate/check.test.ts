import { describe, expect, test } from "vitest";
import { MOST_LISTED } from "../../../src/base/findings.js";
import { Reports } from "../../../src/validate/check.js";
import { runWithin } from "../../../src/validate/enough.js";
import { RULES } from "../../../src/validate/rules.js";
import type { Finding } from "../../../src/base/finding.js";
import type { Context } from "../../../src/project/types.js";
import type { RuleSet } from "../../../src/validate/types.js";

const at = (line: number) => ({ file: "a.yaml", line, column: 1, endLine: line, endColumn: 2 });

function reporting(count: number, how: ConstructorParameters<typeof Reports>[0] = {}): Reports {
  const reports = new Reports(how);
  for (let line = 1; line <= count; line += 1)
    reports.report("unknown-key", { what: `Key ${line}.`, fix: "Fix.", where: at(line) });
  return reports;
}

describe("findings", () => {
  test("are counted beyond those that are kept, of each severity", () => {
    const reports = reporting(2_345);
    reports.report("schedule-cron", { what: "Cron.", fix: "Fix.", where: at(1) });
    expect(reports.counts).toEqual({ error: 1, warning: 2_345, note: 0 });
    expect(reports.findings).toHaveLength(1 + MOST_LISTED);
    expect(reports.findings[0]?.rule).toBe("schedule-cron");
  });

  test("are counted once, however often they are said, also beyond those that are kept", () => {
    const reports = reporting(2_000);
    for (const line of [1, 1_000, 1_500, 2_000])
      reports.report("unknown-key", { what: `Key ${line}.`, fix: "Fix.", where: at(line) });
    expect(reports.counts.warning).toBe(2_000);
  });

  test("that are ignored are not counted", () => {
    const reports = new Reports();
    reports.ignore(["schedule-cron"], () => "x # prefect-deploy-ignore: unknown-key\ny\n");
    reports.report("schedule-cron", { what: "Cron.", fix: "Fix.", where: at(2) });
    for (const line of [1, 2]) reports.report("unknown-key", { what: "Key.", fix: "Fix.", where: at(line) });
    expect(reports.counts).toEqual({ error: 0, warning: 1, note: 0 });
    expect(reports.findings.map(({ where }) => where.line)).toEqual([2]);
  });

  test("that say that something is not checked stay, and the comment is told of", () => {
    const comment = (rule: string): string => `x # prefect-deploy-ignore: ${rule}\n`;
    for (const { id } of RULES.filter((rule) => rule.isUnchecked)) {
      const reports = new Reports();
      reports.ignore([id], () => comment("other"));
      reports.report(id, { what: "Not read.", fix: "Fix.", where: at(1) });
      expect(reports.findings.map(({ rule }) => rule)).toEqual([id]);
      const commented = new Reports();
      commented.ignore([], () => comment(id));
      commented.report(id, { what: "Not read.", fix: "Fix.", where: at(1) });
      expect(commented.findings.map(({ rule }) => rule).sort()).toEqual([id, "ignore-refused"].sort());
      const refused = commented.findings.find(({ rule }) => rule === "ignore-refused");
      expect(refused?.what).toContain(`does not turn ${id} off`);
      expect(refused?.where.line).toBe(1);
    }
    expect(RULES.filter((rule) => rule.isUnchecked).map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        ...["no-file", "file-not-read", "yaml-syntax", "yaml-text", "yaml-alias", "yaml-size"],
        ...["too-many-findings", "not-a-mapping", "toml-syntax", "entrypoint-syntax-error"],
      ]),
    );
  });

  test("that are turned off do not count to too many; that many are said is bounded all the same", () => {
    const many: RuleSet = {
      rules: [],
      check: (_context, report) => {
        for (let line = 1; line <= 20; line += 1)
          report("unknown-key", { what: `Key ${line}.`, fix: "Fix.", where: at(line) });
      },
    };
    const context = {} as Context;
    const rulesOf = (off: readonly string[], limits: { most: number; said: number }): readonly string[] => {
      const reports = new Reports();
      reports.ignore(off, () => "");
      runWithin(many, context, reports, limits);
      return [...new Set(reports.findings.map(({ rule }) => rule))];
    };
    expect(rulesOf([], { most: 10, said: 100 })).toEqual(["too-many-findings", "unknown-key"]);
    expect(rulesOf(["unknown-key"], { most: 10, said: 100 })).toEqual([]);
    expect(rulesOf(["unknown-key"], { most: 10, said: 15 })).toEqual(["too-many-findings"]);
  });

  test("are handed on at once, and no more than are kept", () => {
    const seen: Finding[] = [];
    reporting(1_200, { onFinding: (finding) => seen.push(finding) });
    expect(seen).toHaveLength(MOST_LISTED);
  });

  test("of text without end are bounded where they are made", () => {
    const reports = new Reports({ finish: (finding) => finding });
    const what = "x".repeat(10_000_000);
    reports.report("unknown-key", { what, fix: what, corrected: what, where: at(1) });
    const [finding] = reports.findings;
    expect(JSON.stringify(finding).length).toBeLessThan(50_000);
    expect(finding?.corrected).toBeUndefined();
  });

  test("show no text with the form of a secret", () => {
    const reports = new Reports();
    const token = `ghp_${"a1".repeat(20)}`;
    reports.report("unknown-key", { what: token, fix: token, corrected: token, where: at(1) });
    expect(JSON.stringify(reports.findings)).not.toContain("ghp_");
  });
});
