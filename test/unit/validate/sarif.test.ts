import { expect, test } from "vitest";
import { sarif } from "../../../src/validate/sarif.js";
import type { Finding } from "../../../src/base/finding.js";
import type { Rule } from "../../../src/validate/types.js";

const rule = (id: string, severity: Rule["severity"]): Rule => ({
  id,
  severity,
  title: `Title of ${id}`,
  why: `Why ${id}.`,
});
const RULES = [rule("a-rule", "error"), rule("unused", "error"), rule("b-rule", "note")];

const finding = (id: string, severity: Finding["severity"], file: string): Finding => ({
  rule: id,
  severity,
  what: "What.",
  fix: "Fix.",
  where: { file, line: 3, column: 5, endLine: 4, endColumn: 9 },
});

test("the log names each rule that was met once, and each place", () => {
  const log = sarif(
    [finding("b-rule", "note", "a b/prefect.yaml"), finding("a-rule", "warning", "/elsewhere/flow.py")],
    RULES,
    (id) => `https://docs.example.com/${id}`,
  );
  expect(log.version).toBe("2.1.0");
  const [run] = log.runs;
  expect(run?.tool.driver.rules?.map(({ id, helpUri }) => [id, helpUri])).toEqual([
    ["a-rule", "https://docs.example.com/a-rule"],
    ["b-rule", "https://docs.example.com/b-rule"],
  ]);
  expect(run?.results).toEqual([
    {
      ruleId: "b-rule",
      ruleIndex: 1,
      level: "note",
      message: { text: "What. Fix." },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "a%20b/prefect.yaml" },
            region: { startLine: 3, startColumn: 5, endLine: 4, endColumn: 9 },
          },
        },
      ],
    },
    expect.objectContaining({
      ruleId: "a-rule",
      ruleIndex: 0,
      level: "warning",
      locations: [
        expect.objectContaining({
          physicalLocation: expect.objectContaining({
            artifactLocation: { uri: "file:///elsewhere/flow.py" },
          }) as unknown,
        }),
      ],
    }),
  ]);
});

test("nothing found is a log too, which closes what was found before", () => {
  expect(sarif([], RULES, () => undefined).runs[0]).toMatchObject({
    results: [],
    tool: { driver: { rules: [] } },
  });
});
