import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FILE_RULES } from "../../../src/validate/rules/file-rules.js";
import { RULES, severityOf } from "../../../src/validate/rules.js";
import type { Finding } from "../../../src/base/finding.js";
import type { Rule } from "../../../src/validate/types.js";
import { exampleOf, LEFT_OVER, type Example } from "../../support/rules/examples.ts";
import { validateProject } from "../../support/rules/validation.ts";
import { ROOT } from "../../../scripts/parts.mjs";

const RULE_IDS = RULES.map(({ id }) => id);
const PAGES = join(ROOT, "docs", "rules");

test("ids are unique, and fit for a URL and a comment", () => {
  expect(new Set(RULE_IDS).size).toBe(RULE_IDS.length);
  expect(LEFT_OVER).toEqual([]);
  for (const id of RULE_IDS) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(() => severityOf("no-such-rule")).toThrow("No rule no-such-rule.");
});

describe("the example of", () => {
  test.each(RULES.map((rule) => [rule.id, rule] as const))(
    "%s is found, and not where it is fixed",
    async (_id, rule) => {
      const bad = await findingsOf(rule);
      const good = await validateProject(exampleOf(rule).good);
      expect(good.findings.filter(({ severity }) => severity !== "note")).toEqual([]);
      expect(good.findings.filter((finding) => finding.rule === rule.id)).toEqual([]);
      for (const finding of bad) {
        expect(finding.what).toMatch(/^\S[^\n]*[.?]$/);
        expect(finding.fix).toMatch(/^\S[^\n]*\S$/);
      }
      await expect(page(rule, bad)).toMatchFileSnapshot(join(PAGES, `${rule.id}.md`));
    },
  );
});

test("the index lists every rule, and there is no page without one", async () => {
  await expect(index()).toMatchFileSnapshot(join(PAGES, "README.md"));
  expect(readdirSync(PAGES).sort()).toEqual([...RULE_IDS.map((id) => `${id}.md`), "README.md"].sort());
});

/** Only what is wrong with a file as a whole cannot be shown as text. */
async function findingsOf(rule: Rule): Promise<readonly Finding[]> {
  if (Object.keys(exampleOf(rule).bad).length === 0) {
    expect(FILE_RULES).toContain(rule);
    return [];
  }
  const { findings } = await validateProject(exampleOf(rule).bad);
  const own = findings.filter((finding) => finding.rule === rule.id);
  expect(own, findings.map(({ what }) => what).join("\n")).not.toEqual([]);
  return own;
}

const SIGNS = {
  error: "**Error**: Prefect refuses it, or it certainly fails.",
  warning: "**Warning**: something else happens than is written.",
  note: "**Note**: advice.",
};

function page(rule: Rule, found: readonly Finding[]): string {
  const says = found.map(
    ({ what, fix, where, corrected }) =>
      `> \`${where.file}:${where.line}:${where.column}\` ${what} ${fix}${corrected === undefined ? "" : ` Write: \`${corrected}\``}`,
  );
  return [
    `# ${rule.id}`,
    `${rule.title}.`,
    SIGNS[rule.severity],
    rule.why,
    ...(found.length > 0 ? ["## Found here", ...fenced(exampleOf(rule).bad), says.join("\n>\n")] : []),
    ...(found.length > 0 ? ["## Fixed", ...fenced(exampleOf(rule).good)] : []),
    "## To turn it off",
    rule.isUnchecked === true
      ? "Nothing turns it off: its findings say that a file, or a part of one, is not checked, and without them the step would be green."
      : `For the whole job: \`ignore-rules: ${rule.id}\`. At one line: the comment \`# prefect-deploy-ignore: ${rule.id}\` at its end, or alone on the line above.`,
    "[All rules](README.md)",
  ]
    .join("\n\n")
    .concat("\n");
}

function fenced(example: Example): string[] {
  return Object.entries(example).flatMap(([path, text]) => [
    `\`${path}\``,
    `\`\`\`${path.endsWith(".py") ? "python" : path.endsWith(".toml") ? "toml" : "yaml"}\n${text.trimEnd()}\n\`\`\``,
  ]);
}

function index(): string {
  const rows = (["error", "warning", "note"] as const).flatMap((severity) =>
    RULES.filter((rule) => rule.severity === severity).map(
      ({ id, title }) => `| [\`${id}\`](${id}.md) | ${severity} | ${title} |`,
    ),
  );
  return `# Rules of \`mode: validate\`

Made from the rules themselves by their test, which runs every example. Errors are what Prefect refuses or what certainly fails. Warnings are what silently does something else than written. Notes are advice. What says that something is not checked cannot be turned off; its page tells.

| Rule | Severity | What it finds |
| --- | --- | --- |
${rows.join("\n")}
`;
}
