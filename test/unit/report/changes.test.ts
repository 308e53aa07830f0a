import fc from "fast-check";
import { marked } from "marked";
import { describe, expect, test } from "vitest";

import { changeLines, planLines } from "../../../src/report/changes.js";
import { deploymentUrl, emptyReport, type RunReport } from "../../../src/report/report.js";
import { deploymentTable } from "../../../src/report/table.js";
import type { FieldChange, PlannedDeployment } from "../../../src/plan/types.js";

const UI = "https://prefect.example.com";

function planned(more: Partial<PlannedDeployment> = {}): PlannedDeployment {
  return {
    file: "prefect.yaml",
    where: { file: "prefect.yaml", line: 3 },
    flow: "etl",
    name: "nightly",
    id: "11111111-2222-3333-4444-555555555555",
    action: "change",
    changes: [],
    ...more,
  };
}

const changed = (change: Partial<FieldChange>): PlannedDeployment =>
  planned({ changes: [{ field: "tags", before: undefined, after: undefined, ...change }] });

const many = (number: number, more: (index: number) => Partial<PlannedDeployment>): PlannedDeployment[] =>
  Array.from({ length: number }, (_, index) => planned({ name: `n-${index}`, ...more(index) }));

const CHANGES: readonly FieldChange[] = [
  { field: "schedules.nightly.active", before: true, after: false },
  { field: "parameters.day", before: undefined, after: "monday" },
];

/** What is said of a plan; `more` for what became of it. */
function planTable(
  plan: readonly PlannedDeployment[],
  { limit, uiUrl, ...more }: { limit: number; uiUrl?: string } & Partial<RunReport>,
): string {
  const results = plan.map((one) => ({
    ...{ file: one.file, where: one.where, flow: one.flow, name: one.name, action: one.action },
    ...(one.id === undefined || uiUrl === undefined ? {} : { url: deploymentUrl(uiUrl, one.id) }),
  }));
  return deploymentTable({ ...emptyReport(), mode: "plan", plan, results, ...more }, limit);
}

/** What is told of a deployment to create. */
const NEW: readonly FieldChange[] = [
  { field: "entrypoint", before: undefined, after: "flows/etl.py:etl" },
  { field: "work_pool_name", before: undefined, after: "pool" },
  {
    field: "schedules.monday",
    before: undefined,
    after: { slug: "monday", schedule: { cron: "0 5 * * 1", timezone: "UTC" } },
  },
  { field: "schedules.every 3600 s", before: undefined, after: { schedule: { interval: 3600 } } },
];

describe("a line of the log", () => {
  test.each<[string, Partial<FieldChange>]>([
    [
      "~ schedules.nightly.active: true → false",
      { field: "schedules.nightly.active", before: true, after: false },
    ],
    ['+ tags: ["a"]', { after: ["a"] }],
    ['- tags: "b"', { before: "b" }],
    ["~ tags: null → 0", { before: null, after: 0 }],
    ['~ tags: "true" → true', { before: "true", after: true }],
    ['+ tags: {"a":"1\\n::error::2"}', { after: { a: "1\n::error::2" } }],
    ["~ tags: (changed, not shown)", { before: "hidden", after: "hidden too", secret: true }],
    ['~ tags: "a" → (known after the build)', { before: "a", afterBuild: true }],
    ["+ tags: (known after the build)", { afterBuild: true }],
    [
      '~ tags: (changed, not shown); as written: ["{{ $A }}"]',
      { before: "a", after: "b", written: ["{{ $A }}"] },
    ],
    [
      '~ tags: (known after the build); as written: "{{ a.b }}"',
      { before: "a", written: "{{ a.b }}", afterBuild: true },
    ],
    // What is invisible, or turns the order of the text around, must not pass a review.
    ['~ tags: "a b" → "a\\u{a0}b"', { before: "a b", after: "a\u00a0b" }],
    ['+ tags: "\\u{202e}\\u{200b}\\u{2028}\\u{7f}"', { after: "\u202e\u200b\u2028\u007f" }],
    ["+ a\\u{a}::error::b: 1", { field: "a\n::error::b", after: 1 }],
    [`+ tags: "${"x".repeat(119)}…`, { after: "x".repeat(500) }],
    // A pair of two halves is never cut through.
    [`+ tags: "${"x".repeat(118)}…`, { after: `${"x".repeat(118)}😀😀` }],
  ])("%s", (line, change) => {
    expect(changeLines(changed(change))).toEqual([line]);
  });

  test("shows two long values where they differ", () => {
    const [line = ""] = changeLines(
      changed({ before: `${"x".repeat(400)}old`, after: `${"x".repeat(400)}new` }),
    );
    expect(line).toBe(`~ tags: …${"x".repeat(30)}old" → …${"x".repeat(30)}new"`);
  });

  test("of a long value and a short one shows both from their beginning", () => {
    const [line = ""] = changeLines(changed({ before: "y".repeat(400), after: "short" }));
    expect(line).toBe(`~ tags: "${"y".repeat(119)}… → "short"`);
  });

  test("comes for each field, and for none of a deployment that is created", () => {
    expect(changeLines(planned({ changes: CHANGES }))).toHaveLength(2);
    expect(changeLines(planned({ action: "create" }))).toEqual([]);
  });

  test("stands below its deployment, and none for what stays as it is", () => {
    const plan = [
      planned({ changes: CHANGES.slice(0, 1) }),
      planned({ action: "unchanged" }),
      planned({ name: "new", action: "create", changes: NEW.slice(0, 1) }),
    ];
    expect(planLines(plan)).toEqual([
      "  change etl/nightly",
      "      ~ schedules.nightly.active: true → false",
      "  create etl/new",
      '      + entrypoint: "flows/etl.py:etl"',
    ]);
  });
});

describe("the table", () => {
  test("of a mixed plan", () => {
    const plan = [
      planned({ name: "new", id: undefined, action: "create", changes: NEW }),
      planned({
        changes: [
          ...CHANGES,
          { field: "env", before: undefined, after: undefined, secret: true },
          { field: "hook", before: "a", after: "b", written: "{{ $HOOK }}" },
        ],
      }),
      planned({ name: "image", changes: [{ field: "a", before: 1, after: undefined, afterBuild: true }] }),
      planned({ name: "same", action: "unchanged", where: { file: "b/prefect.yaml" } }),
    ];
    const link = (name: string) =>
      `[\`etl/${name}\`](${UI}/deployments/deployment/11111111-2222-3333-4444-555555555555)`;
    expect(planTable(plan, { uiUrl: UI, limit: 60_000 })).toBe(
      [
        "| Plan | Deployment | File | What changes |",
        "| --- | --- | --- | --- |",
        "| 🆕 to create | `etl/new` | `prefect.yaml:3` | flow `flows/etl.py:etl`<br>work pool `pool`<br>schedules `0 5 * * 1`, `every 3600 s` |",
        `| 🔄 to change | ${link("nightly")} | \`prefect.yaml:3\` | \`schedules.nightly.active\`, \`parameters.day\`, \`env\`, \`hook\` |`,
        `| 🔄 to change | ${link("image")} | \`prefect.yaml:3\` | \`a\` |`,
        "",
        "<details><summary><code>etl/nightly</code>: 4 changes</summary>",
        "",
        "```diff",
        "@@ schedules.nightly.active @@",
        "- true",
        "+ false",
        "@@ parameters.day @@",
        '+ "monday"',
        "@@ env @@",
        "! (changed, not shown)",
        "@@ hook @@",
        "! (changed, not shown)",
        '! as written: "{{ $HOOK }}"',
        "```",
        "",
        "</details>",
        "",
        "<details><summary><code>etl/image</code>: 1 change</summary>",
        "",
        "```diff",
        "@@ a @@",
        "- 1",
        "! (known after the build)",
        "```",
        "",
        "</details>",
        "",
        "<details><summary>1 unchanged</summary>",
        "",
        "| Deployment | File |",
        "| --- | --- |",
        `| ${link("same")} | \`b/prefect.yaml\` |`,
        "",
        "</details>",
      ].join("\n"),
    );
  });

  test.each<[string, readonly FieldChange[], string]>([
    ["without pool and schedule", NEW.slice(0, 1), "flow `flows/etl.py:etl`<br>no work pool<br>no schedule"],
    [
      "whose values come from elsewhere, are secret, or come of a build",
      [
        { field: "entrypoint", before: undefined, after: undefined, secret: true },
        { field: "work_pool_name", before: undefined, after: undefined, written: "{{ $POOL }}" },
        { field: "schedules", before: undefined, after: undefined, afterBuild: true },
      ],
      'flow `(changed, not shown)`<br>work pool `(changed, not shown); as written: "{{ $POOL }}"`<br>schedule `(known after the build)`',
    ],
  ])("says of a new deployment %s what is known of it", (_title, changes, said) => {
    expect(planTable([planned({ action: "create", changes })], { limit: 9_000 })).toContain(`| ${said} |`);
  });

  test.each([
    [6, "`f0`, `f1`, `f2`, `f3`, `f4`, `f5` |"],
    [7, "`f0`, `f1`, `f2`, `f3`, `f4` and 2 more |"],
  ])("names all of %i changed fields, or says how many more there are below", (number, said) => {
    const changes = Array.from({ length: number }, (_, at) => ({ field: `f${at}`, before: 0, after: 1 }));
    const text = planTable([planned({ changes })], { limit: 9_000 });
    expect(text).toContain(said);
    expect(text.match(/^@@ f\d @@$/gm)).toHaveLength(number);
  });

  test("of a deploy has what became of each, why, and what changed, the failures first", () => {
    const plan = [
      planned({ name: "new", action: "create", changes: NEW.slice(0, 2) }),
      planned({ name: "left", changes: CHANGES.slice(1) }),
      planned({ name: "bad", changes: CHANGES.slice(0, 1) }),
      planned({ name: "same", action: "unchanged" }),
    ];
    const actions = ["put-back", "left", "failed", "unchanged"] as const;
    const errors: readonly (string | undefined)[] = [
      undefined,
      "403 Forbidden",
      "500 for this one.",
      undefined,
    ];
    const results = plan.map(({ file, where, flow, name }, index) => {
      const error = errors[index];
      const action = actions[index] ?? "unchanged";
      return { file, where, flow, name, action, ...(error === undefined ? {} : { error }) };
    });
    const problems = [{ what: "etl/bad could not be written: 500 for this one. All is lost.", fix: "Look." }];
    const more = {
      mode: "deploy",
      plan,
      results,
      source: "https://github.example.com/o/r/blob/abc",
    } as const;
    const file = "[`prefect.yaml:3`](https://github.example.com/o/r/blob/abc/prefect.yaml#L3)";
    expect(
      planTable(plan, { limit: 9_000, ...more, problems })
        .split("\n")
        .slice(0, 5),
    ).toEqual([
      "| Result | Deployment | File | What changes |",
      "| --- | --- | --- | --- |",
      // Its error stands among the problems.
      `| ❌ failed | \`etl/bad\` | ${file} | \`schedules.nightly.active\` |`,
      `| ⚠️ not put back<br>403 Forbidden | \`etl/left\` | ${file} | \`parameters.day\` |`,
      `| ↩️ put back | \`etl/new\` | ${file} | flow \`flows/etl.py:etl\`<br>work pool \`pool\`<br>no schedule |`,
    ]);
    expect(planTable(plan, { limit: 9_000, ...more })).toContain("❌ failed<br>500 for this one.");
    expect(planTable(plan, { limit: 9_000, ...more })).toContain("<summary>1 unchanged</summary>");
  });

  test("of no deployments is empty", () => {
    expect(planTable([], { limit: 2_000 })).toBe("");
  });

  test("links nothing without the UI's address", () => {
    expect(planTable([planned()], { limit: 2_000 })).not.toContain("](");
  });

  test("folds what is over 25 rows, and the changes with them", () => {
    const text = planTable(
      many(30, () => ({ changes: CHANGES })),
      { limit: 900_000 },
    );
    expect(text).toContain("<summary>5 more</summary>");
    expect(text).toContain("<summary>What changes in 30 deployments</summary>");
    expect(text).not.toContain("the log has them all");
  });

  test("shows 50 changes of a deployment, and counts the rest", () => {
    const changes = Array.from({ length: 51 }, (_, index) => ({
      field: `f${index}`,
      before: 0,
      after: index,
    }));
    const text = planTable([planned({ changes })], { limit: 900_000 });
    expect(text).toContain("51 changes");
    expect(text).toContain("@@ f49 @@");
    expect(text).not.toContain("@@ f50 @@");
    expect(text).toContain("… and 1 more change; the log has them all.");
  });
});

describe("a plan that is too large", () => {
  test.each([2_000, 5_000, 20_000, 65_536])("is held to %i bytes, and counts what is missing", (limit) => {
    const plan = [
      ...many(400, () => ({ changes: CHANGES })),
      ...many(200, (index) => ({ action: "unchanged", name: `same-${index}` })),
    ];
    const text = planTable(plan, { uiUrl: UI, limit });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
    const rows = text.match(/^\| 🔄/gmu)?.length ?? 0;
    const left = Number(/… and (\d+) more deployments;/.exec(text)?.[1]);
    expect(rows + left).toBe(400);
    const blocks = text.match(/^@@ parameters\.day @@$/gm)?.length ?? 0;
    const missing = Number(/… and (\d+) more deployments with changes;/.exec(text)?.[1]);
    expect(blocks + missing).toBe(400);
    expect(text).toContain("200 unchanged");
  });

  test("leaves out the changes that are too long before the deployments", () => {
    const long = Array.from({ length: 50 }, (_, index) => ({
      field: `f${index}`,
      before: "a".repeat(300),
      after: "b".repeat(300),
    }));
    const plan = [planned({ changes: long }), planned({ name: "short", changes: CHANGES })];
    const text = planTable(plan, { limit: 5_000 });
    expect(text.match(/^\| 🔄/gmu)).toHaveLength(2);
    expect(text).toContain("<code>etl/short</code>: 2 changes");
    expect(text).toContain("… and 1 more deployment with changes; the log has them all.");
  });
});

describe("text from the checked-out code", () => {
  const ALLOWED = new Set(
    "table thead tbody tr th td details summary code pre a p".split(" ").flatMap((tag) => [tag, `/${tag}`]),
  );

  /** What is left of the page without code, where Markdown, HTML and names would count. */
  function outside(html: string): string {
    return html.replace(/<code[^>]*>[^<]*<\/code>/g, "");
  }

  function expectHarmless(text: string, rows: number): void {
    const html = marked.parse(text, { async: false });
    const tags = Array.from(html.matchAll(/<(\/?[a-zA-Z!][\w-]*)/g), ([, tag]) => tag ?? "");
    expect(tags.filter((tag) => !ALLOWED.has(tag))).toEqual([]);
    const count = (tag: string) => tags.filter((one) => one === tag).length;
    for (const tag of ["details", "summary", "pre", "code"]) expect(count(tag)).toBe(count(`/${tag}`));
    expect(count("tr")).toBe(rows);
    expect(count("pre")).toBe(1);
    const hrefs = Array.from(html.matchAll(/href="([^"]*)"/g), ([, href = ""]) => href);
    expect(hrefs.every((href) => href.startsWith(`${UI}/deployments/deployment/`))).toBe(true);
    const rest = outside(html).replace(/href="[^"]*"/g, "");
    expect(rest).not.toMatch(/@|EVIL|#1/);
    expect(text).not.toMatch(/^\s*::/m);
  }

  test.each([
    "EVIL` @octocat `",
    "``` EVIL",
    "\n```\n@octocat EVIL\n<img src=x>",
    "| EVIL | @octocat |",
    "\\| EVIL \\`@octocat\\`",
    "EVIL\\",
    "</code></summary></details><script>EVIL</script>",
    "![EVIL](https://evil.example/x.png) [x](https://evil.example) https://evil.example #1",
    "<!-- EVIL",
    "-->EVIL @octocat",
    "\r\n\r\n::error::EVIL",
    "~~~~\nEVIL",
    "\n\n<sub>EVIL",
    "&lt;EVIL&gt;&commat;octocat",
    "``````````` EVIL ````````````",
  ])("stays text: %j", (text) => {
    const plan = [
      planned({ flow: text, name: text, id: text, where: { file: text, line: 1 } }),
      planned({
        flow: text,
        name: text,
        changes: [
          { field: text, before: text, after: { [text]: text } },
          { field: "second", before: 1, after: 2 },
        ],
      }),
    ];
    expectHarmless(planTable(plan, { uiUrl: UI, limit: 60_000 }), 3);
  });

  test("stays text, whatever it is", () => {
    const piece = fc.constantFrom(
      ..."` `` ``` | \\ @a < > <b> & ![ ]( ) * _ \n \r # ~~~ - + :: // .".split(" "),
      " ",
    );
    const text = fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(text, text, (name, value) => {
        const plan = [planned({ flow: name, changes: [{ field: name, before: value, after: name }] })];
        expectHarmless(planTable(plan, { uiUrl: UI, limit: 60_000 }), 2);
      }),
      { numRuns: 500 },
    );
  });
});
