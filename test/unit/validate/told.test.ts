import { describe, expect, test } from "vitest";
import { Told } from "../../../src/validate/told.js";
import type { Answer } from "../../../src/validate/child.js";
import type { Finding, Severity } from "../../../src/base/finding.js";

const LIMITS = { timeout: 60, memoryMb: 1_024 };

function told(answers: readonly Answer[], clean = (text: string) => text): Told {
  const all = new Told(clean);
  for (const answer of answers) all.take(answer);
  return all;
}

const finding = (severity: Severity, line: number, what = "What."): Finding => ({
  rule: "unknown-key",
  severity,
  what,
  fix: "Fix.",
  where: { file: "a.yaml", line, column: 1, endLine: line, endColumn: 2 },
});

const FILES = { step: { files: ["a.yaml", "b.yaml"] } };

describe("what was not checked", () => {
  test("is nothing where the check has come to its end", () => {
    expect(told([{ done: true }]).unfinished("finished", LIMITS)).toBeUndefined();
  });

  test.each<[string, readonly Answer[], string]>([
    ["before the files are found", [], "nothing was checked"],
    [
      "while a file is read",
      [FILES, { step: { reading: "b.yaml" } }],
      "not checked by any rules: a.yaml, b.yaml; it was reading b.yaml",
    ],
    [
      "between the two",
      [FILES, { step: { reading: undefined } }],
      "not checked by any rules: a.yaml, b.yaml",
    ],
    [
      "in the middle of the rules",
      [FILES, { step: { rules: "structure" } }, { step: { rules: "schedules" } }],
      "not checked by the rules of `schedules`, `triggers`, `templates`, `steps`: a.yaml, b.yaml",
    ],
    [
      "in a long file with a flow",
      [FILES, { step: { rules: "flow names" } }, { step: { reading: "f.py" } }],
      "not checked by the rules of `flow names`, `import calls`, `schedules`, `triggers`, `templates`, `steps`: a.yaml, b.yaml; it was reading f.py",
    ],
    [
      "with many files",
      [{ step: { files: Array.from({ length: 9 }, (_, index) => `${index}.yaml`) } }],
      "not checked by any rules: 0.yaml, 1.yaml, 2.yaml, 3.yaml, 4.yaml and 4 more",
    ],
  ])("%s", (_when, answers, expected) => {
    expect(told(answers).unfinished("deadline", LIMITS)?.what).toBe(`Timed out after 60 s: ${expected}.`);
  });

  test.each([
    ["memory", "The check takes more than 1024 MB of memory: nothing was checked."],
    ["cancelled", "The job was cancelled: nothing was checked."],
    ["failed", "The check ended with an error of its own: nothing was checked."],
    ["finished", "The check ended before its end: nothing was checked."],
  ] as const)("says why: %s", (ending, expected) => {
    expect(told([]).unfinished(ending, LIMITS)?.what).toBe(expected);
  });
});

test("an answer that is lost leaves nothing checked, though the check has come to its end", () => {
  const lost = told([FILES, { done: true }]).unfinished("broken", LIMITS);
  expect(lost?.what).toBe("An answer of the check is lost, so nothing counts as checked: a.yaml, b.yaml.");
});

describe("what was found", () => {
  test("is cleaned where it is listed, and the rest is not: each costs", () => {
    let cleaned = 0;
    const clean = (text: string): string => {
      cleaned += 1;
      return text;
    };
    const all = (["error", "warning", "note"] as const).flatMap((severity) =>
      Array.from({ length: 1_000 }, (_, index) => ({ finding: finding(severity, index + 1) })),
    );
    expect(told([FILES, ...all], clean).checked()?.findings).toHaveLength(1_000);
    expect(cleaned).toBe(2_000);
  });

  test("is told before the files are: not at all", () => {
    expect(told([]).checked()).toBeUndefined();
  });

  test("is counted as the check counts, and at least as often as it was told", () => {
    const answers: Answer[] = [
      FILES,
      { deployments: 7 },
      { finding: finding("warning", 3) },
      { finding: finding("error", 9) },
      { counts: { error: 0, warning: 2_000, note: 0 } },
      { finding: finding("error", 2) },
    ];
    expect(told(answers).checked()).toMatchObject({
      findings: [{ where: { line: 2 } }, { where: { line: 9 } }, { where: { line: 3 } }],
      counts: { error: 2, warning: 2_000, note: 0 },
      files: 2,
      deployments: 7,
    });
  });

  test("is listed up to 1,000, the worst first", () => {
    const many = (severity: Severity, count: number): Answer[] =>
      Array.from({ length: count }, (_, index) => ({ finding: finding(severity, index + 1) }));
    const { findings = [], counts } =
      told([FILES, ...many("note", 600), ...many("warning", 600), ...many("error", 600)]).checked() ?? {};
    expect(findings.map(({ severity }) => severity)).toEqual([
      ...Array.from({ length: 600 }, () => "error"),
      ...Array.from({ length: 400 }, () => "warning"),
    ]);
    expect(counts).toEqual({ error: 600, warning: 600, note: 600 });
  });

  test.each([0, 150, 195, 199, 200, 990, 1_100])(
    "is without secrets before it is cut, also where one begins behind %i characters",
    (length) => {
      const secret = "q7zk9-wx4v2-jm8rt";
      const clean = (text: string) => text.replaceAll(secret, "***");
      for (const space of ["", " "]) {
        const text = `"${`a${space}`.repeat(length).slice(0, length)}${secret}${"b".repeat(900)}"`;
        const { findings = [] } =
          told([FILES, { finding: finding("error", 1, text) }], clean).checked() ?? {};
        const problem = told([{ problem: { what: text, fix: text } }], clean).problems[0];
        for (const said of [findings[0]?.what, problem?.what, problem?.fix]) {
          expect(said).toBeDefined();
          expect(said).not.toContain("q7z");
          expect(said?.length).toBeLessThanOrEqual(1_001);
        }
      }
    },
  );
});
