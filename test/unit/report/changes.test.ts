import fc from "fast-check";
import { marked } from "marked";
import { describe, expect, test } from "vitest";

import { changeLines, planTable, planTally } from "../../../src/report/changes.js";
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

describe("the tally", () => {
  test.each([
    ["0 deployments.", []],
    ["1 deployment: 1 unchanged.", ["unchanged"]],
    ["3 deployments: 1 to create, 1 to change, 1 unchanged.", ["unchanged", "change", "create"]],
    ["2 deployments: 2 to create.", ["create", "create"]],
  ] as const)("%s", (text, actions) => {
    expect(planTally(actions.map((action) => planned({ action })))).toBe(text);
  });
});

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
});

describe("the table", () => {
  test("of a mixed plan", () => {
    const plan = [
      planned({ name: "new", id: undefined, action: "create" }),
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
        "| | Deployment | File | What changes |",
        "| --- | --- | --- | --- |",
        "| 🆕&nbsp;create | `etl/new` | `prefect.yaml:3` |  |",
        `| 🔄&nbsp;change | ${link("nightly")} | \`prefect.yaml:3\` | \`schedules.nightly.active\`, \`parameters.day\`, \`env\`, 1 more |`,
        `| 🔄&nbsp;change | ${link("image")} | \`prefect.yaml:3\` | \`a\` |`,
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
