import { describe, expect, test } from "vitest";

import { redact } from "../../../src/base/secrets.js";
import {
  emptyReport,
  withoutSecrets,
  type DeploymentResult,
  type RunReport,
} from "../../../src/report/report.js";
import type { Finding } from "../../../src/base/finding.js";
import { summary, SUMMARY_LIMIT_BYTES } from "../../../src/report/summary.js";

const EMPTY = emptyReport();

function result(more: Partial<DeploymentResult>): DeploymentResult {
  return {
    file: "prefect.yaml",
    where: { file: "prefect.yaml", line: 3 },
    flow: "etl",
    name: "nightly",
    action: "created",
    ...more,
  };
}

describe("the whole text", () => {
  test("of a mixed run", () => {
    const report: RunReport = {
      environment: "production",
      mode: "deploy",
      apiUrl: "https://prefect.example.com/api",
      authentication: "Basic (user ci_bot)",
      serverVersion: "3.8.8",
      clientVersion: "3.8.9",
      configFile: "prefect.toml",
      settings: [
        { name: "API URL", value: "https://prefect.example.com/api", source: "`api-url`" },
        { name: "Custom headers", value: "X-A, X-B", source: "`headers`, prefect.toml" },
      ],
      results: [
        result({ id: "1", url: "https://prefect.example.com/deployments/deployment/1" }),
        result({
          name: "hourly",
          action: "updated",
          id: "2",
          url: "https://prefect.example.com/deployments/deployment/2",
          where: { file: "prefect.yaml", line: 9 },
        }),
        result({ name: "left", action: "not-tried", where: { file: "prefect.yaml" } }),
        result({ name: "broken", action: "failed", error: "Work pool 'x_1' not found" }),
      ],
      problems: [
        {
          what: "1 of 4 deployments failed.",
          where: { file: "prefect.yaml", line: 3 },
          fix: "Create the work pool with `prefect work-pool create x_1`.",
        },
      ],
      warnings: [
        { what: "The client is newer than the server.", fix: "Pin it: `pip install prefect==3.8.8`." },
      ],
    };
    expect(summary(report)).toBe(
      [
        "## ❌ Prefect deploy: `production`",
        "",
        "4 deployments: 1 failed, 1 not tried, 1 created, 1 updated.",
        "",
        "Server `https://prefect.example.com/api` · Prefect 3.8.8 on the server · 3.8.9 in this job · authentication: Basic (user `ci_bot`)",
        "",
        "### What is wrong",
        "",
        "- `prefect.yaml:3`: 1 of 4 deployments failed. **Create the work pool with `prefect work-pool create x_1`.**",
        "",
        "### Deployments",
        "",
        "| Result | Deployment | File |",
        "| --- | --- | --- |",
        "| ❌ failed<br>Work pool '`x_1`' not found | `etl/broken` | `prefect.yaml:3` |",
        "| ⏭️ not tried | `etl/left` | `prefect.yaml` |",
        "| 🆕 created | [`etl/nightly`](https://prefect.example.com/deployments/deployment/1) | `prefect.yaml:3` |",
        "| 🔄 updated | [`etl/hourly`](https://prefect.example.com/deployments/deployment/2) | `prefect.yaml:9` |",
        "",
        "### Warnings",
        "",
        "- The client is newer than the server. **Pin it: `pip install prefect==3.8.8`.**",
        "",
        "<details><summary>Effective settings</summary>",
        "",
        "| Setting | Value | From |",
        "| --- | --- | --- |",
        "| API URL | `https://prefect.example.com/api` | `api-url` |",
        "| Custom headers | `X-A, X-B` | `headers`, `prefect.toml` |",
        "",
        "</details>",
        "",
      ].join("\n"),
    );
  });

  test("makes addresses in a text code, since a link to the API would only ask for a password", () => {
    const what = "401 from https://h/api/admin/version, and (see http://x.y/z).";
    expect(summary({ ...EMPTY, problems: [{ what, fix: "m" }] })).toContain(
      "- 401 from `https://h/api/admin/version`, and (see `http://x.y/z`). **m**",
    );
  });

  test("of a run where all went well", () => {
    expect(summary({ ...EMPTY, results: [result({})] })).toBe(
      [
        "## ✅ Prefect deploy",
        "",
        "1 deployment: 1 created.",
        "",
        "### Deployments",
        "",
        "| Result | Deployment | File |",
        "| --- | --- | --- |",
        "| 🆕 created | `etl/nightly` | `prefect.yaml:3` |",
        "",
      ].join("\n"),
    );
  });

  test("of a run that stopped before anything was deployed", () => {
    expect(summary({ ...EMPTY, problems: [{ what: "No.", fix: "Yes." }] })).toBe(
      "## ❌ Prefect deploy\n\nNothing was deployed.\n\n### What is wrong\n\n- No. **Yes.**\n",
    );
  });
});

describe("what comes first", () => {
  const where = { file: "a b/prefect.yaml", line: 3, column: 1, endLine: 3, endColumn: 2 };
  const found: Finding = { rule: "unknown-key", severity: "warning", what: "Odd.", fix: "Even.", where };
  const change = { field: "tags", before: [], after: ["a"] };
  const plan = (action: "change" | "unchanged"): Partial<RunReport> => ({
    mode: "plan",
    plan: [{ ...result({}), id: "1", action, changes: action === "change" ? [change] : [] }],
    results: [result({ action })],
  });
  const titles = (text: string): string[] => text.split("\n").filter((line) => /^#|<summary>/.test(line));

  test("is the result, then what the rules found, under headings", () => {
    const warnings = [
      { what: "Pool.", fix: "Start one." },
      { ...found, rule: "unknown-key" },
    ];
    const settings = [{ name: "n", value: "v", source: "s" }];
    const report = { ...EMPTY, ...plan("change"), findings: [found], warnings, settings };
    expect(titles(summary(report))).toEqual([
      "## 🔄 Prefect plan",
      "### Deployments",
      "<details><summary><code>etl/nightly</code>: 1 change</summary>",
      "### Warnings",
      "### What the rules found",
      "<details><summary>Effective settings</summary>",
    ]);
    expect(summary(report).split("Odd.")).toHaveLength(2);
  });

  test("looks other for a plan without changes, with them, and for one that failed", () => {
    expect(summary({ ...EMPTY, ...plan("unchanged") })).toContain(
      "## ✅ Prefect plan\n\nNo changes. 1 deployment: 1 unchanged.\n",
    );
    expect(summary({ ...EMPTY, ...plan("change") })).toContain(
      "## 🔄 Prefect plan\n\n1 deployment: 1 to change.\n",
    );
    const problems = [{ what: "No.", fix: "Yes." }];
    expect(summary({ ...EMPTY, ...plan("change"), problems })).toContain("## ❌ Prefect plan\n\n1 dep");
    expect(summary({ ...EMPTY, mode: "plan", problems })).toContain(
      "## ❌ Prefect plan\n\nThe plan failed.\n",
    );
  });

  test("names what was asked for", () => {
    const report = { ...EMPTY, apiUrl: "https://h/api", names: ["etl/*", "!b`"], shard: { index: 2, of: 5 } };
    expect(summary(report)).toContain(
      "## ✅ Prefect deploy (part 2 of 5)\n\nServer `https://h/api` · names: `etl/*`, `` !b` ``\n",
    );
  });

  test.each([
    ["a b/ü#1.yaml", "a%20b/%C3%BC%231.yaml#L3"],
    ["prefect.yaml", "prefect.yaml#L3"],
    ["/tmp/prefect.yaml", undefined],
    ["C:/prefect.yaml", undefined],
  ])("a place in %s leads to its line at the commit", (file, path) => {
    const source = "https://github.example.com/o/r/blob/abc";
    const text = summary({
      ...EMPTY,
      source,
      problems: [{ what: "No.", fix: "m", where: { file, line: 3 } }],
    });
    const label = `\`${file}:3\``;
    expect(text).toContain(`- ${path === undefined ? label : `[${label}](${source}/${path})`}: No. **m**`);
  });
});

describe("texts of others stay texts", () => {
  test.each([
    ["a_b `c_d` e<f", "- `a_b` `c_d` `e<f` **m**"],
    ["[x](y) `[client] custom_headers`", "- `[x](y)` `[client] custom_headers` **m**"],
    ["one ` backtick_", "- one `` ` `` `backtick_` **m**"],
    ["`a|b`", "- `a|b` **m**"],
    ["`a\\|b`", "- `a\\|b` **m**"],
    ["back\\slash", "- `back\\slash` **m**"],
  ])("%j is written as %s", (what, line) => {
    expect(summary({ ...EMPTY, problems: [{ what, fix: "m" }] }).split("\n")).toContain(line);
  });

  test.each([
    ["https://h/a%20b", "https://h/a%20b"],
    ["https://h/a) [x](https://evil", "https://h/a%29%20[x]%28https://evil"],
    ["https://h/<b>|`\\", "https://h/%3Cb%3E%7C%60%5C"],
    ["https://h/ü\ud800", "https://h/%C3%BC%EF%BF%BD"],
  ])("a link to %s leads to %s and ends there", (url, linked) => {
    expect(summary({ ...EMPTY, results: [result({ url })] })).toContain(`| [\`etl/nightly\`](${linked}) |`);
  });

  test("a secret that Markdown writes otherwise is found, where the report is cleaned first", () => {
    const secret = "p_w|<x>`*";
    const report = { ...EMPTY, problems: [{ what: `it said ${secret}`, fix: secret }] };
    const text = summary(withoutSecrets(report, (value) => redact(value, [secret])));
    expect(text).toContain("- it said `***` **`***`**");
    expect(text).not.toContain("p_w");
  });
});

describe("the limit of the runner", () => {
  const long = "näme|".repeat(40);

  test("is kept for 5,000 deployments with long names, and the failures are there", () => {
    const results = Array.from({ length: 5000 }, (_, index) =>
      result({
        flow: long,
        name: `${long}${index}`,
        url: "https://h/1",
        action: index > 4990 ? "failed" : "created",
        error: "no",
      }),
    );
    const text = summary({ ...EMPTY, results, problems: [{ what: "x", fix: "y" }] });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(SUMMARY_LIMIT_BYTES);
    expect(SUMMARY_LIMIT_BYTES).toBeLessThan(1024 * 1024);
    expect(text.match(/❌ failed/g)).toHaveLength(9);
    const shown = text.match(/^\| (❌|🆕)/gm)?.length ?? 0;
    expect(shown).toBeGreaterThan(500);
    expect(text).toContain(`… and ${5000 - shown} more deployments; the log has them all.`);
    expect(text).toContain("5000 deployments: 9 failed, 4991 created.");
  });

  test("is kept for 5,000 problems", () => {
    const problems = Array.from({ length: 5000 }, () => ({ what: long, fix: long }));
    const text = summary({ ...EMPTY, problems, warnings: problems });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(SUMMARY_LIMIT_BYTES);
    expect(text).toContain("- … and 4800 more; the log has them all.");
  });

  test.each([1, 10, 33, 34, 35, 36, 100, 1000, 5000])(
    "is kept at %i bytes too, with whole characters",
    (limit) => {
      const report: RunReport = {
        ...EMPTY,
        environment: "ü€😀".repeat(100),
        mode: "deploy",
        results: Array.from({ length: 20 }, () => result({ name: long })),
        problems: [{ what: long, fix: long }],
        settings: [{ name: "n", value: long, source: "s" }],
      };
      const text = summary(report, limit);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
      expect(text).not.toContain("\ufffd");
    },
  );
});

describe("of a validation", () => {
  const finding = (severity: Finding["severity"], line: number, more: Partial<Finding> = {}): Finding => ({
    rule: "unknown-key",
    severity,
    what: `"a": Prefect ignores the key \`x|y\` of <b> silently.`,
    fix: "Did you mean `schedules`?",
    where: { file: "prefect.yaml", line, column: 5, endLine: line, endColumn: 9 },
    ...more,
  });
  const checked: RunReport = { ...EMPTY, mode: "validate", checked: { files: 1, deployments: 2 } };

  test("is a table, with links to the rules where the release is known", () => {
    const report = {
      ...checked,
      docs: "https://github.example.com/o/r/blob/v1/docs",
      findings: [finding("error", 3, { corrected: "schedules: []" }), finding("note", 9)],
      problems: [{ rule: "unknown-key", what: "What.", fix: "Fix." }],
    };
    expect(summary(report)).toBe(
      [
        "## ❌ Prefect validate",
        "",
        "2 deployments in 1 file: 1 error, 1 note.",
        "",
        "### What the rules found",
        "",
        "| | Where | What | Write instead |",
        "| --- | --- | --- | --- |",
        '| ❌ error<br>[`unknown-key`](https://github.example.com/o/r/blob/v1/docs/rules/unknown-key.md) | `prefect.yaml:3` | "a": Prefect ignores the key `x\\|y` of `<b>` silently. | Did you mean `schedules`?<br>`schedules: []` |',
        '| ℹ️ note<br>[`unknown-key`](https://github.example.com/o/r/blob/v1/docs/rules/unknown-key.md) | `prefect.yaml:9` | "a": Prefect ignores the key `x\\|y` of `<b>` silently. | Did you mean `schedules`? |',
        "",
      ].join("\n"),
    );
  });

  test("that found nothing is green", () => {
    expect(summary({ ...checked, findings: [] })).toBe(
      "## ✅ Prefect validate\n\n2 deployments in 1 file: nothing found.\n",
    );
  });

  test("of 20,000 findings fits, with the count of what is left out by kind", () => {
    const findings = Array.from({ length: 20_000 }, (_, at) =>
      finding(at < 100 ? "error" : "warning", at + 1, { rule: `rule-${at % 1_000}` }),
    );
    const text = summary({ ...checked, findings });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(SUMMARY_LIMIT_BYTES);
    const shown = text.split("\n").filter((line) => /^\| [❌⚠]/u.test(line)).length;
    expect(shown).toBeGreaterThan(1_000);
    expect(text).toContain(`… and ${20_000 - shown} warnings more`);
  });

  test("of 1,000 findings of one rule has one row, with their number, and no more are left out", () => {
    const text = summary({
      ...checked,
      findings: Array.from({ length: 1_000 }, (_, at) => finding("error", at + 1)),
    });
    expect(text.split("\n").filter((line) => line.startsWith("| ❌"))).toEqual([
      expect.stringContaining("The same rule finds 999 more."),
    ]);
    expect(text).toContain("2 deployments in 1 file: 1000 errors.");
    expect(text).not.toContain("… and");
  });
});
