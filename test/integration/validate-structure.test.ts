import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT, NEWEST_PART } from "../../scripts/parts.mjs";
import { NEWEST, PREFECT_YAML } from "../../src/validate/rules/prefect-yaml.generated.js";
import { schedules } from "../../src/validate/rules/schedules.js";
import { steps } from "../../src/validate/rules/steps.js";
import { structure } from "../../src/validate/rules/structure.js";
import type { RuleSet } from "../../src/validate/types.js";
import { describePrefect, usePrefectServer } from "../support/hooks.ts";
import { cleanEnvironment, createWorkPool, executable } from "../support/index.ts";
import { flows, makeProject } from "../support/project.ts";
import { findIn } from "../support/rules/rule-set.ts";

/** What stands in one deployment, below its name, entrypoint and work pool. */
const IN_DEPLOYMENT = [
  "",
  "version: 1.0",
  'version: "1.0"',
  "version: 2024-01-01",
  "version:",
  "version: [a]",
  "version: yes",
  "version_type: prefect:simple",
  "tags:",
  "tags: []",
  "tags: a",
  "tags: [1, a, ~]",
  "tags: {a: b}",
  "tags: 5",
  "tags: !!set {a, b}",
  "description: 5",
  "description: |\n  Says hello\n   to all\n",
  "paused: yes",
  "paused: 'yes'",
  "paused: 1",
  "paused: 2",
  "paused: 1.0",
  "paused: 'true '",
  "paused: maybe",
  "paused: '{{ $P }}'",
  "paused:",
  "concurrency_limit: 5",
  "concurrency_limit: '5'",
  "concurrency_limit: ' +5.0 '",
  "concurrency_limit: '5.5'",
  "concurrency_limit: 5.5",
  "concurrency_limit: 5.0",
  "concurrency_limit: 1_000",
  "concurrency_limit: '1_000'",
  "concurrency_limit: 1:30",
  "concurrency_limit: true",
  "concurrency_limit: .inf",
  "concurrency_limit: '{{ $C }}'",
  "concurrency_limit: [5]",
  "concurrency_limit: {limit: '5', collision_strategy: ENQUEUE}",
  "concurrency_limit: {limit: x, collision_strategy: ENQUEUE}",
  "concurrency_limit: {limit: 5, collision_strategy: 5}",
  "concurrency_limit: {limit: ~, collision_strategy: ENQUEUE}",
  "flow_name: 5",
  "parameters:",
  "parameters: []",
  "parameters: {}",
  "parameters: {1: a}",
  "parameters: {yes: a}",
  "parameters: {'1': a, b: {2: c}}",
  "parameters: {a: 2024-01-01, b: [2024-01-01 10:00:00], c: !!binary aGk=}",
  "parameters: '{{ $P }}'",
  "enforce_parameter_schema: no",
  "enforce_parameter_schema: never",
  "triggers:",
  "triggers: []",
  "triggers: {enabled: true}",
  "triggers: [{enabled: true}]",
  "triggers: [a]",
  "sla: []",
  "sla: [{name: a, duration: 5}]",
  "sla: [{name: a, within: 5}]",
  "sla: [{name: a}]",
  "sla: [{name: a, duration: 5, severity: awful}]",
  "sla: [{duration: 5}]",
  "sla: {name: a, duration: 5}",
  "schedules: 5",
  "schedules: [{cron: 0 6 * * *}]",
  "schedules: [{cron: 0 6 * * *, interval: 5}]",
  "build:",
  "build: x",
  "build: {}",
  "push: [x]",
  "pull: {prefect.deployments.steps.set_working_directory: {directory: /}}",
  "unknown: 5\n1: 2\n~: 3",
  "schedlues: 5",
  "name: 5",
  "name: 2024-01-01",
  "entrypoint: 5",
  "entrypoint: [a]",
  "work_pool: p",
  "work_pool: [p]",
  "work_pool: {name: 5}",
  "work_pool: {name: p, work_queue_name: 5}",
  "work_pool: {name: p, job_variables: }",
  "work_pool: {name: p, job_variables: []}",
  "work_pool: {name: p, job_variables: {1: a}}",
  "work_pool: {name: p, job_variables: {a: 1}, unknown: 5}",
];

const GOOD = { name: "a", entrypoint: "f.py:f", work_pool: "{name: p}" };

function deployment(lines: string): string {
  const own = Object.entries(GOOD).flatMap(([key, value]) =>
    lines.startsWith(`${key}:`) ? [] : [`${key}: ${value}`],
  );
  const all = [...own, ...lines.split("\n").filter((line) => line !== "")];
  return `pull: []\ndeployments:\n${all.map((line, index) => `${index === 0 ? "  - " : "    "}${line}`).join("\n")}\n`;
}

const FILES = [
  ...IN_DEPLOYMENT.map(deployment),
  ...[
    "deployments:\n",
    "deployments: {a: b}\n",
    "deployments: a\n",
    "deployments: [a]\n",
    "deployments: [~]\n",
    "deployments: [[]]\n",
    "deployments: 5\n",
    "name: 5\n",
    "prefect-version: 3.8\n",
    "prefect_version: 3.8\n",
    "prefect-version: '3.8'\nname: x\n",
    "build: x\n",
    "pull: [x]\n",
    "pull: 5\n",
    "1: 2\nyes: no\n~: 5\nunknown: {a: b}\n",
    "x: &x {version: 5}\ndeployments:\n  - {name: a, entrypoint: f.py:f, work_pool: {name: p}, <<: *x}\n",
    "x: &x {version: 5}\ndeployments:\n  - {name: a, entrypoint: f.py:f, work_pool: {name: p}, <<: *x, version: '5'}\n",
    "x: &x {name: 5}\ndeployments:\n  - {name: a, entrypoint: f.py:f, work_pool: *x}\n",
  ],
];

/** The verdict of Prefect's own loader on each file: whether it drops it. */
const LOADER = `
import io, json, pathlib, sys, tempfile
from rich.console import Console
from prefect.cli.deploy._config import _load_deploy_configs_and_actions
verdicts = []
with tempfile.TemporaryDirectory() as folder:
    path = pathlib.Path(folder) / "prefect.yaml"
    for text in json.load(sys.stdin):
        path.write_text(text)
        out = io.StringIO()
        try:
            _load_deploy_configs_and_actions(path, console=Console(file=out))
            verdicts.append("Skipping" in out.getvalue())
        except AttributeError:  # its own message about a deployment that is not a mapping
            verdicts.append(True)
print(json.dumps(verdicts))
`;

const SETS: readonly RuleSet[] = [structure, schedules, steps];
/** Together they say what the loader says: schedules and steps have rules of their own. */
const ALL: RuleSet = {
  rules: [
    ...SETS.flatMap(({ rules }) => rules),
    { ...structure.rules[0], id: "not-a-mapping", severity: "error" } as RuleSet["rules"][number],
  ],
  check: (context, report) => {
    for (const { check } of SETS) check(context, report);
  },
};

/** What the loader lets pass and the deploy refuses: compared with a deploy below. */
const LATER = new Set(["concurrency-limit", "missing-name", "missing-entrypoint"]);

interface Process {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
}

function python(part: string, program: string, input: unknown, { cwd, env = {} }: Process = {}): unknown {
  const output = execFileSync(executable(part, "python"), ["-c", program], {
    cwd,
    env: cleanEnvironment(env),
    input: JSON.stringify(input),
    maxBuffer: 100_000_000,
    encoding: "utf8",
  });
  return JSON.parse(output);
}

describePrefect(
  "the loader's verdict",
  (version) => {
    it("is ours, on every file", () => {
      const dropped = python(`prefect-${version}`, LOADER, FILES) as boolean[];
      const differences = FILES.flatMap((text, index) => {
        const errors = findIn(ALL, text, { version, env: {} }).filter(
          ({ severity, rule, what }) =>
            severity === "error" && !LATER.has(rule) && !what.includes("TypeError"),
        );
        const said = errors.map(({ rule, what }) => `${rule}: ${what}`).join("\n");
        return errors.length > 0 === dropped[index] ? [] : [{ text, dropped: dropped[index], said }];
      });
      expect(differences).toEqual([]);
      expect(dropped.filter(Boolean).length).toBeGreaterThan(30);
      expect(dropped.filter((isDropped) => !isDropped).length).toBeGreaterThan(30);
    });
  },
  [NEWEST],
);

/** What the loader takes, each in a file with one deployment, or with more. */
const DEPLOYED = [
  ...[
    "",
    "tags:",
    "tags: a, b",
    "tags: [1, ~]",
    "version_type: git",
    "version_type: vcs:git",
    "sla: []",
    "work_pool:",
    "name: a/b",
    "name: a%b",
    "name: a<b",
    'name: "a-{{ $NOTHING }}"',
    "name:",
    "name: ''",
    "entrypoint:",
    "entrypoint: ''",
    "parameters: {x: 2024-01-01}",
    "concurrency_limit: 0",
    "concurrency_limit: '0'",
    "concurrency_limit: -1",
    "concurrency_limit: 1",
    "concurrency_limit: true",
    "concurrency_limit: {}",
    "concurrency_limit: {limit: 1}",
    "concurrency_limit: {limit: 0, collision_strategy: ENQUEUE}",
    "concurrency_limit: {limit: 1, collision_strategy: ENQUEUE}",
    "concurrency_limit: {limit: 1, collision_strategy: enqueue}",
    "concurrency_limit: {limit: 1, collision_strategy: ''}",
    "concurrency_limit: {collision_strategy: CANCEL_NEW}",
    "concurrency_limit: {limit: 1, collision_strategy: ENQUEUE, grace_period_seconds: 59}",
    "concurrency_limit: {limit: 1, collision_strategy: ENQUEUE, grace_period_seconds: '60'}",
    "concurrency_limit: {limit: 1, collision_strategy: ENQUEUE, grace_period_seconds: '59'}",
    "concurrency_limit: {limit: 1, collision_strategy: ENQUEUE, grace_period_seconds: 86401}",
  ].map(deployment),
  `${deployment("")}  - {entrypoint: "f.py:f", work_pool: {name: p}}\n`,
  `${deployment("")}  - {name: '', entrypoint: "f.py:f", work_pool: {name: p}}\n`,
  `${deployment("")}  - {name: b, work_pool: {name: p}}\n`,
  `${deployment("")}  - {name: a, entrypoint: "f.py:f", work_pool: {name: p}}\n`,
];

/** `prefect deploy --all` on each file, in one process: null, or how it ended. */
const DEPLOY = `
import asyncio, io, json, pathlib, sys
from rich.console import Console
from prefect.cli.deploy import _config, _core
said = dict(console=Console(file=io.StringIO()), is_interactive=lambda: False)
async def deploy(text):
    path = pathlib.Path("prefect.yaml")
    path.write_text(text)
    configs, actions = _config._load_deploy_configs_and_actions(path, console=said["console"])
    try:
        picked = _config._pick_deploy_configs(configs, deploy_all=True, **said)
        if len(picked) > 1:
            await _core._run_multi_deploy(picked, actions, deploy_all=True, **said)
        else:
            await _core._run_single_deploy(picked[0], actions, {"names": []}, **said)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
async def all_of(texts):
    return [await deploy(text) for text in texts]
print(json.dumps(asyncio.run(all_of(json.load(sys.stdin)))))
`;

describe("a deploy", () => {
  const prefect = usePrefectServer();

  it("ends in an error where one was said, and nowhere else", async () => {
    await createWorkPool(prefect(), "p");
    await using project = await makeProject({ "f.py": flows("f") });
    const env = { PREFECT_API_URL: prefect().apiUrl, PREFECT_LOGGING_LEVEL: "CRITICAL" };
    const ends = python(NEWEST_PART, DEPLOY, DEPLOYED, { cwd: project.path, env }) as (string | null)[];
    const differences = DEPLOYED.flatMap((text, index) => {
      // A file may be for Prefect Cloud: that is a warning only. Of two with one name this action deploys neither, where
      // Prefect overwrites the first.
      const errors = findIn(ALL, text).filter(
        ({ severity, rule }) => (severity === "error" && rule !== "repeated-name") || rule === "sla-cloud",
      );
      const said = errors.map(({ what }) => what);
      return said.length > 0 === (ends[index] !== null) ? [] : [{ text, end: ends[index], said }];
    });
    expect(differences).toEqual([]);
    expect(ends.filter((end) => end === null).length).toBeGreaterThan(10);
  });
});

it("the schema is that of the newest Prefect's models", () => {
  const program = join(ROOT, "scripts", "schemas.py");
  const output = execFileSync(executable(`prefect-${NEWEST}`, "python"), [program], {
    env: cleanEnvironment(),
    encoding: "utf8",
  });
  const { schema } = JSON.parse(output.trim().split("\n").at(-1) ?? "") as { schema: unknown };
  expect(PREFECT_YAML).toEqual(schema);
});
