import { exampleOf } from "../../../support/rules/examples.ts";
import { describe, expect, test } from "vitest";
import { variablesOf } from "../../../../src/base/template.js";
import { ProjectFiles } from "../../../../src/base/project-files.js";
import { structure } from "../../../../src/validate/rules/structure.js";
import type { Finding } from "../../../../src/base/finding.js";
import { makeContext } from "../../../../src/validate/context.js";
import { readFlows } from "../../../support/rules/flows.ts";
import { makeProject } from "../../../support/project.ts";
import { brief, findIn, type Job } from "../../../support/rules/rule-set.ts";

const GOOD = "deployments:\n  - name: a\n    entrypoint: f.py:f\n    work_pool: {name: p}\n";

/** With lines below one good deployment, the first of them in line 5. */
function found(lines: string, job?: Job): string[] {
  return findIn(structure, `${GOOD}${lines.replace(/^(?=.)/gm, "    ")}\n`, job).map(brief);
}

async function findInProject(files: Record<string, string>, job: Job = {}): Promise<Finding[]> {
  await using project = await makeProject(files);
  const findings: Finding[] = [];
  const report: Parameters<typeof makeContext>[1] = (rule, finding) => {
    const severity = structure.rules.find(({ id }) => id === rule)?.severity ?? "error";
    findings.push({ rule, severity, ...finding });
  };
  const context = makeContext(
    {
      paths: [project.file("prefect.yaml")],
      directory: project.path,
      show: (path) => path.slice(project.path.length + 1),
      version: job.version,
      variables: job.env && variablesOf(job.env),
      disk: new ProjectFiles(),
    },
    report,
  );
  structure.check(await readFlows(context, job.env), report);
  return findings;
}

test.each(structure.rules.map((rule) => [rule.id, rule] as const))(
  "%s finds its example, and nothing where it is fixed",
  async (id, rule) => {
    expect((await findInProject({ ...exampleOf(rule).bad })).map((finding) => finding.rule)).toContain(id);
    expect(await findInProject({ ...exampleOf(rule).good })).toEqual([]);
  },
);

test.each([
  ["something else", '@flow(name="orders")', ["warning unknown-key 5:5"]],
  ["orders", '@flow(name="orders")', []],
  ["load_orders", "@flow", []],
  ["load-orders", '@flow(name="")', []],
  ["orders", "@flow(name=NAME)", []],
  ["'{{ $FLOW }}'", "@flow", []],
  ["''", "@flow", []],
])("flow_name: %s with %s", async (written, decorator, expected) => {
  const found = await findInProject({
    "prefect.yaml": `${GOOD.replace(":f\n", ":load_orders\n")}    flow_name: ${written}\n`,
    "f.py": `from prefect import flow\nNAME = str(1)\n\n@flow\ndef other(): ...\n\n${decorator}\ndef load_orders(): ...\n`,
  });
  expect(found.map(brief)).toEqual(expected);
});

describe("a deployment with", () => {
  test.each<[string, string[]]>([
    ["", []],
    ["version: 1.0", ["error invalid-value 5:14"]],
    ["version: 2024-01-01", ["error invalid-value 5:14"]],
    ['version: "{{ $V }}"', []],
    ["parameters:", ["error invalid-value 5:5"]],
    ["parameters: {}", []],
    ["parameters: {1: a}", ["error invalid-value 5:18"]],
    ["parameters: {a: 2024-01-01}", []],
    ['paused: "{{ $P }}"', ["error invalid-value 5:13"]],
    ["paused: 'Yes'", []],
    ["tags:", ["error invalid-value 5:5"]],
    ["tags: a, b", ["warning tags-text 5:5"]],
    ['tags: "{{ build.tags }}"', []],
    ['tags: "{{ $TAGS }}"', ["warning tags-text 5:5"]],
    ["tags: {a: b}", ["error invalid-value 5:11"]],
    ["tags: [1, x]", []],
    ['tags: [1.5, 2.0, "1.10", 2024-01-01, ""]', []],
    ["tags: [1.10, x]", ["warning tag-value 5:12"]],
    ["tags: [x, yes]", ["warning tag-value 5:15"]],
    ["tags: [010]", ["warning tag-value 5:12"]],
    ["tags: [x, ~]", ["warning tag-value 5:15"]],
    ["tags: [true]", ["warning tag-value 5:12"]],
    ["tags:\n  - [a, b]\n  - {a: b}", ["warning tag-value 6:9", "warning tag-value 7:9"]],
    ["description:\nversion:\nflow_name:\ntriggers:", []],
    ["triggers: [x]", ["error invalid-value 5:16"]],
    ["concurrency_limit: 1", []],
    ["concurrency_limit: '2'", []],
    ["concurrency_limit: 0", ["error concurrency-limit 5:24"]],
    ["concurrency_limit: '{{ $C }}'", ["error invalid-value 5:24"]],
    ["concurrency_limit: {limit: 1}", ["error concurrency-limit 5:5"]],
    ["concurrency_limit: {limit: 1, collision_strategy: ENQUEUE}", []],
    ["concurrency_limit: {limit: 1, collision_strategy: enqueue}", ["error concurrency-limit 5:55"]],
    ["concurrency_limit: {limit: 1, collision_strategy: '{{ $S }}'}", []],
    [
      "concurrency_limit: {limit: 1, collision_strategy: ENQUEUE, grace_period_seconds: 5}",
      ["error concurrency-limit 5:86"],
    ],
    [
      "concurrency_limit: {limit: 1, collison_strategy: ENQUEUE}",
      ["error concurrency-limit 5:5", "warning unknown-key 5:35"],
    ],
    ["version_type: git", ["error invalid-choice 5:19"]],
    ["sla: [{name: x}]", ["error invalid-value 5:11", "warning sla-cloud 5:5"]],
    ["sla: []", ["warning sla-cloud 5:5"]],
    ["sla:", []],
    ["schedlues: []", ["warning unknown-key 5:5"]],
    ["x-note: 1\n_note: 2", []],
    // Other rules judge these.
    ["schedules: 5\nbuild: 5", []],
  ])("%j", (lines, expected) => {
    expect(found(lines)).toEqual(expected);
  });

  test.each<[string, string[]]>([
    ["  - name: a\n    entrypoint: f.py:f\n    work_pool:", ["error invalid-value 4:5"]],
    ["  - name: a\n    entrypoint: f.py:f\n    work_pool: p", ["error invalid-value 4:16"]],
    ["  - name: a\n    entrypoint: f.py:f\n    work_pool: {name: 5}", ["error invalid-value 4:23"]],
    [
      "  - name: a\n    entrypoint: f.py:f\n    work_pool: {name: p, job_variables: }",
      ["error invalid-value 4:26"],
    ],
    [
      "  - name: a\n    entrypoint: f.py:f\n    work_pool: {name: p, work_queue: q}",
      ["warning unknown-key 4:26"],
    ],
    ["  - name: a\n    entrypoint: f.py:f", ["warning work-pool-missing 2:5"]],
    ["  - name: a\n    entrypoint: f.py:f\n    work_pool: {}", ["warning work-pool-missing 4:5"]],
    ["  - name: 2024\n    entrypoint: f.py:f\n    work_pool: {name: p}", ["error invalid-value 2:11"]],
    ["  - name: a/b\n    entrypoint: f.py:f\n    work_pool: {name: p}", ["error deployment-name 2:11"]],
    ['  - name: "a-{{ $B }}"\n    entrypoint: f.py:f\n    work_pool: {name: p}', []],
    [
      '  - name: "a/{{ $B }}"\n    entrypoint: f.py:f\n    work_pool: {name: p}',
      ["error deployment-name 2:11"],
    ],
    ["  - name: a\n    work_pool: {name: p}", ["error missing-entrypoint 2:5"]],
    ["  - entrypoint: f.py:f\n    work_pool: {name: p}", ["error missing-name 2:5"]],
    [
      "  - entrypoint: f.py:f\n    work_pool: {name: p}\n  - {name: b, entrypoint: f.py:f, work_pool: {name: p}}",
      ["warning missing-name 2:5"],
    ],
  ])("%j", (deployments, expected) => {
    expect(findIn(structure, `deployments:\n${deployments}\n`).map(brief)).toEqual(expected);
  });
});

describe("the file", () => {
  test.each<[string, string[]]>([
    ["pull: []\n", ["warning no-deployments 1:1"]],
    ["deployments: []\n", ["warning no-deployments 1:1"]],
    ["deployments:\n", ["error invalid-value 1:1"]],
    ["deployments: {a: 1}\n", ["error invalid-value 1:14"]],
    [`name: 5\nprefect-version: 3.8\n${GOOD}`, ["error invalid-value 1:7", "error invalid-value 2:18"]],
    [`prefect_version: 3.8\n${GOOD}`, ["error invalid-value 1:18"]],
    [`deploments: []\n${GOOD}`, ["warning unknown-key 1:1"]],
    [`definitions: {a: 1}\nvariables: {b: 1}\n${GOOD}`, []],
    [`automations:\n  - {name: a}\n${GOOD}`, ["warning unknown-key 1:1"]],
    [`triggers: []\nprefix: x\n${GOOD}`, ["warning unknown-key 1:1", "warning unknown-key 2:1"]],
    [`defaults:\n  tags: [a]\n${GOOD}`, ["warning unknown-key 1:1"]],
    [`defaults: &defaults\n  tags: [a]\n${GOOD}`, []],
    [`triggers:\n  - &one\n    type: event\n${GOOD}`, []],
  ])("%j", (text, expected) => {
    expect(findIn(structure, text).map(brief)).toEqual(expected);
  });
});

describe("says what to write", () => {
  test.each([
    ["version: 1.0", 'version: "1.0"'],
    ["version: 010", 'version: "010"'],
    ["parameters:", "parameters: {}"],
    ["tags: a, b c", 'tags: [a, "b c"]'],
    ["schedlues:\n  - cron: 0 6 * * *", "schedules:"],
    ["descripton: Says hello # c", "description: Says hello # c"],
    ["Entrypoint: f.py:g", "entrypoint: f.py:g"],
    ["descripton: 'it''s [x]'", undefined],
    ["version: 1.0 # of the API", 'version: "1.0" # of the API'],
    // In a flow mapping the row holds other values too.
    ["concurrency_limit: { limit: 1, collison_strategy: ENQUEUE, collision_strategy: ENQUEUE }", undefined],
  ])("%j", (lines, corrected) => {
    const findings = findIn(structure, `${GOOD}${lines.replace(/^(?=.)/gm, "    ")}\n`);
    expect(findings.map((finding) => finding.corrected)).toEqual([corrected]);
  });

  test("with the dash where the key is the first of its deployment", () => {
    const [finding] = findIn(
      structure,
      "deployments:\n  - nmae: a\n    name: a\n    entrypoint: f.py:f\n    work_pool: {name: p}\n",
    );
    expect(finding?.corrected).toBe("- name: a");
  });

  test.each([
    ["infra_overrides: {}", "job_variables"],
    ["is_schedule_active: true", "paused"],
    ["work_queue_name: q", "work_queue_name:` below `work_pool:"],
    ["work-pool: p", "work_pool:"],
    ["path: .", "pull:"],
    ["storage: s3", "pull:"],
    ["infrastructure: docker", "work pool"],
    ["flow_run_name: x", "@flow(flow_run_name"],
    ["cron: 0 6 * * *", "schedules:"],
    ["nonsense: 1", "Take it out"],
  ])("%s", (lines, expected) => {
    const [finding] = findIn(structure, `${GOOD}    ${lines}\n`);
    expect(finding?.rule).toBe("unknown-key");
    expect(finding?.fix).toContain(expected);
  });

  test("never a text of the file", () => {
    const secret = "hunter2";
    const findings = findIn(
      structure,
      `${GOOD}    paused: ${secret}\n    parameters: ${secret}\n    version_type: ${secret}\n`,
    );
    expect(findings).toHaveLength(3);
    expect(JSON.stringify(findings)).not.toContain(secret);
  });
});

describe("by version", () => {
  test.each(["3.0.11", "3.4.14", "3.10.0"])("what only the newest models refuse, %s may take", (version) => {
    expect(found("description: 1", { version })).toEqual(["warning invalid-value 5:18"]);
    expect(found("tags:", { version })).toEqual(["warning invalid-value 5:5"]);
    expect(found("version_type: vcs:new", { version })).toEqual(["warning invalid-choice 5:19"]);
  });

  test.each(["3.4.25", "3.8.8"])("what they refuse, %s refuses too", (version) => {
    expect(found("description: 1", { version })).toEqual(["error invalid-value 5:18"]);
    expect(found("version_type: vcs:new", { version })).toEqual(["error invalid-choice 5:19"]);
  });

  test("dates end in an error before 3.4.19", () => {
    const lines = "parameters: {day: 2024-01-01}";
    expect(found(lines, { version: "3.4.14" })).toEqual(["error invalid-value 5:23"]);
    expect(found(lines, { version: "3.8.8" })).toEqual([]);
  });

  test("a key that came later", () => {
    const limit = (seconds: number): string =>
      `concurrency_limit: {limit: 1, collision_strategy: ENQUEUE, grace_period_seconds: ${seconds}}`;
    expect(found(limit(60), { version: "3.6.5" })).toEqual(["warning unknown-key 5:64"]);
    expect(found(limit(5), { version: "3.6.5" })).toEqual(["warning unknown-key 5:64"]);
    expect(found(limit(60), { version: "3.6.6" })).toEqual([]);
    expect(found(limit(5), { version: "3.6.6" })).toEqual(["error concurrency-limit 5:86"]);
  });
});

describe("a work pool by default", () => {
  const files = { "prefect.yaml": "deployments:\n  - name: a\n    entrypoint: f.py:f\n" };

  test("by the environment", async () => {
    expect(await findInProject(files)).toHaveLength(1);
    expect(await findInProject(files, { env: { PREFECT_DEFAULT_WORK_POOL_NAME: "p" } })).toEqual([]);
  });

  test("by a settings file", async () => {
    const setting = 'deployments]\ndefault_work_pool_name = "p"\n';
    expect(await findInProject({ ...files, "prefect.toml": `[${setting}` })).toEqual([]);
    expect(await findInProject({ ...files, "pyproject.toml": `[tool.prefect.${setting}` })).toEqual([]);
  });
});

describe("settings files", () => {
  test("flat keys, with the table where they belong", async () => {
    const findings = await findInProject({
      "prefect.yaml": GOOD,
      "prefect.toml": '[api]\nurl = "x"\n',
      "pyproject.toml": '[project]\nname = "x"\n\n[tool.prefect]\nPREFECT_API_KEY = "hunter2"\n',
    });
    expect(findings.map(brief)).toEqual(["warning toml-flat-key 5:1"]);
    expect(findings[0]?.fix).toBe("Write `key = …` below `[tool.prefect.api]`.");
    expect(JSON.stringify(findings)).not.toContain("hunter2");
  });

  test("a mistake, at its line", async () => {
    const files = { "prefect.yaml": GOOD, "prefect.toml": "[api]\nurl = \n" };
    expect((await findInProject(files)).map(brief)).toEqual(["error toml-syntax 2:1"]);
  });
});

describe("the same name for the same flow", () => {
  const deployment = (name: string, entrypoint: string) =>
    `  - {name: ${name}, entrypoint: "${entrypoint}", work_pool: {name: p}}\n`;
  const flow = (name: string, options = "") =>
    `from prefect import flow\n@flow${options}\ndef ${name}():\n    pass\n`;

  test.each([
    ["a.py:one", "a.py:one", true],
    ["a.py:one", "./a.py:one", true],
    ["a.py:one", "b.py:one", true],
    ["a.py:one", "b.py:named", true],
    ["a.py:one", "a.py:two", false],
    ["a.py:one", "none.py:one", false],
    ["b.py:computed", "a.py:one", false],
  ])("%s and %s", async (first, second, isSame) => {
    const findings = await findInProject({
      "prefect.yaml": `deployments:\n${deployment("x", first)}${deployment("x", second)}${deployment("y", first)}`,
      "a.py": flow("one") + flow("two"),
      "b.py": flow("one") + flow("named", '(name="one")') + flow("computed", "(name=NAME)"),
    });
    expect(findings.map(brief)).toEqual(isSame ? ["error repeated-name 3:6"] : []);
  });
});

test("time grows with the number of deployments", () => {
  const textOf = (count: number) =>
    `deployments:\n${Array.from({ length: count }, (_, index) => `- name: d${index}\n  entrypoint: f.py:f\n  tag: x\n  version: 1\n  work_pool: {name: p}\n`).join("")}`;
  const timed = (text: string) => {
    const began = performance.now();
    expect(findIn(structure, text).length).toBeGreaterThan(0);
    return performance.now() - began;
  };
  const [small, large] = [textOf(1000), textOf(10_000)];
  timed(small);
  expect(Math.min(timed(large), timed(large)) / Math.min(timed(small), timed(small))).toBeLessThan(40);
});
