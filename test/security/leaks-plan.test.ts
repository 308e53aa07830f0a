import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { secretForms } from "../../src/base/secrets.js";
import { changeLines } from "../../src/report/changes.js";
import { Log } from "../../src/base/log.js";
import { outputs } from "../../src/report/outputs.js";
import { emptyReport, withoutSecrets } from "../../src/report/report.js";
import { commentText, summary } from "../../src/report/summary.js";
import { refusal } from "../../src/server/refusal.js";
import type { FieldChange, PlannedDeployment } from "../../src/plan/types.js";
import { leaks } from "../e2e/leaks.ts";
import { ask } from "../support/ask.ts";
import { usePrefectServer } from "../support/hooks.ts";
import {
  ALL_PREFECT_VERSIONS,
  hasPrefect,
  createWorkPool,
  executable,
  ROOT,
  runStep,
  type PrefectServer,
} from "../support/index.ts";
import { childEnvironment } from "../../src/settings/environment.js";
import { makeProject, prefectYaml, type Entry, type Project } from "../support/project.ts";
import { shownByRunner } from "../support/runner/runner-model.ts";
import { bare, deployStory, told, type Story, type StoryOptions } from "../support/runner/story.ts";
import { startFaultGate } from "../support/faults/gate.ts";

const entry = (name: string, ...more: string[]): Entry => ({ name, entrypoint: "flow.py:job", more });

/** A flow whose parameters no rule of the validation can know: what is wrong in them reaches the server. */
const FLOW = `from prefect import flow

def made(n: int = 1, api_key: int = 1):
    return 1

job = flow(made, name="job", description="What it does")
`;

function run(
  { apiUrl }: Pick<PrefectServer, "apiUrl">,
  { path }: Project,
  more: Partial<StoryOptions> = {},
): Promise<Story> {
  return deployStory({
    ...more,
    inputs: { "api-url": apiUrl, retries: "0", "config-target": "none", ...more.inputs },
    workspace: path,
  });
}

/** All that anybody gets to see of a run, as the action shows it at its end. */
function everything({ lines, report, error }: Story): string {
  const log = new Log();
  const clean = withoutSecrets(report, (text) => log.clean(text));
  return [
    shownByRunner(lines.join("\n")),
    ...told([...clean.problems, ...clean.warnings]),
    String(error),
    summary(clean),
    JSON.stringify(outputs(clean)),
    ...Object.values(outputs(clean)),
    commentText(clean),
  ].join("\n");
}

function planned(...changes: Partial<FieldChange>[]): PlannedDeployment {
  const where = { file: "prefect.yaml", line: 1 };
  const full = changes.map((one) => ({ field: "parameters.a", before: undefined, after: undefined, ...one }));
  return { file: "prefect.yaml", where, flow: "f", name: "n", id: "1", action: "change", changes: full };
}

describe("a refused write", () => {
  const prefect = usePrefectServer();
  const template = (access_token: object) => ({
    job_configuration: { access_token: "{{ access_token }}", env: "{{ env }}" },
    variables: { properties: { access_token, env: { additionalProperties: { type: "string" } } } },
  });
  const makePool = (token: object) =>
    prefect().request("POST", "/work_pools/", {
      name: "pool",
      type: "process",
      base_job_template: template(token),
    });
  const pool = (variables: string) => `work_pool: {name: pool, job_variables: ${variables}}`;

  it.each([
    [
      "of parameters, on creation (422)",
      [],
      "parameters: {api_key: hunter2-first}",
      "the value is not of type",
    ],
    [
      "of parameters (409)",
      ["tags: [x]"],
      "parameters: {api_key: [hunter2-first]}",
      "the value is not of type",
    ],
    [
      "of job variables (409)",
      ["tags: [x]"],
      pool("{access_token: hunter2-first}"),
      "the value is not valid under any",
    ],
    ["of a number (409)", ["tags: [x]"], pool("{env: {PASSWORD: 12345678}}"), "the value is not of type"],
  ])("%s shows why, and nothing of the value", async (_what, before, edit, why) => {
    await makePool({ type: "integer" });
    const file = (more: readonly string[]) => prefectYaml([entry("a", ...more)]);
    await using project = await makeProject({ "flow.py": FLOW, "prefect.yaml": file(before) });
    if (before.length > 0) expect((await run(prefect(), project)).error).toBeUndefined();
    await project.write({ "prefect.yaml": file([edit]) });
    for (const transaction of ["true", "false"]) {
      const story = await run(prefect(), project, { inputs: { transaction } });
      expect(story.results).toEqual(["failed job/a"]);
      expect(told(story.problems).join("\n")).toContain(why);
      expect(leaks(everything(story), ["hunter2", "12345678"])).toEqual([]);
    }
  });

  it("and one that is refused when things are put back", async () => {
    await makePool({});
    const one = (name: string, token: string) => entry(name, pool(`{access_token: ${token}}`));
    const file = (first: string, second: string) => prefectYaml([one("a", first), one("b", second)]);
    await using project = await makeProject({ "flow.py": FLOW, "prefect.yaml": file("hunter2-first", "1") });
    expect((await run(prefect(), project)).error).toBeUndefined();
    await prefect().request("PATCH", "/work_pools/pool", {
      base_job_template: template({ type: "integer" }),
    });
    await project.write({ "prefect.yaml": file("1", "2") });
    // The plan foresees what the server refuses, but for what a gate does.
    await using gate = await startFaultGate(prefect().url);
    let patches = 0;
    gate.fault({ kind: "403", at: ({ method }) => method === "PATCH" && (patches += 1) === 2 });
    const story = await run(gate, project, { inputs: { concurrency: "1" } });
    expect(story.results).toEqual(["left job/a", "failed job/b"]);
    expect(story.outputs["deployments"]).toContain("the value is not valid under any of the given schemas");
    expect(leaks(everything(story), ["hunter2"])).toEqual([]);
  });

  it("quotes no value that the plan does not show, whatever the server makes of it", async () => {
    await makePool({});
    const schedules = "schedules: [{cron: '{{ $WHEN }}'}]";
    await using project = await makeProject({
      "flow.py": FLOW,
      "prefect.yaml": prefectYaml([entry("a", schedules)]),
    });
    const story = await run(prefect(), project, { env: { WHEN: "hunter2 * * * *" } });
    expect(story.results).toEqual(["failed job/a"]);
    expect(told(story.problems).join("\n")).toContain("Invalid cron string");
    const shown = [...told(story.problems), story.summary, JSON.stringify(story.outputs)].join("\n");
    expect(leaks(shown, ["hunter2"])).toEqual([]);
    expect(shownByRunner(story.log)).not.toMatch(/input_value/);
  });

  it("of all kinds that Prefect has: none shows the input, and each is short", async () => {
    await makePool({ type: "integer" });
    const { id: flow_id } = (await prefect().request("POST", "/flows/", { name: "f" })) as { id: string };
    const parameter_openapi_schema = { type: "object", properties: { n: { type: "integer" } } };
    const base = { flow_id, entrypoint: "f.py:f", parameter_openapi_schema, enforce_parameter_schema: true };
    const { id } = (await prefect().request("POST", "/deployments/", {
      ...base,
      name: "d",
      work_pool_name: "pool",
    })) as {
      id: string;
    };
    const wrong = [
      { tags: "hunter2" },
      { parameters: "hunter2" },
      { parameters: { n: ["hunter2", "x".repeat(2_000_000)] } },
      { parameters: { n: { __prefect_kind: "json", value: "{hunter2" } } },
      { job_variables: { access_token: { password: "hunter2" } } },
      { job_variables: { env: { hunter2: 1 } } },
      { concurrency_limit: "hunter2", concurrency_options: { collision_strategy: "hunter2" } },
      { parameter_openapi_schema: "hunter2" },
      { schedules: [{ schedule: { interval: "hunter2" }, parameters: { password: "hunter2" } }] },
    ];
    for (const more of wrong) {
      for (const [method, path] of [
        ["POST", "/deployments/"],
        ["PATCH", `/deployments/${id}`],
      ] as const) {
        const named =
          method === "POST" ? { ...base, name: "d", work_pool_name: "pool" } : { work_pool_name: "pool" };
        const answer = await ask(prefect().apiUrl, {
          method,
          path,
          text: JSON.stringify({ ...named, ...more }),
        });
        if (answer.status === 200 || answer.status === 204) continue;
        const text = refusal(answer);
        const keys = JSON.stringify(more).includes('{"hunter2":1}')
          ? text.replaceAll("env.hunter2", "")
          : text;
        expect(leaks(keys, ["hunter2"]), `${method} ${text}\n${answer.body.slice(0, 500)}`).toEqual([]);
        expect(text.length).toBeLessThan(340);
      }
    }
  });
});

describe("what the file takes from the environment", () => {
  const prefect = usePrefectServer();
  const HOOK = ["https://chat.example.com/in/one-Zq4711", "https://chat.example.com/in/two-4712"] as const;
  const env = (index: 0 | 1) => ({
    HOOK_ADDRESS: HOOK[index],
    STAGE_OF_IT: ["blueish-stage", "greenish-stage"][index] ?? "",
    HOUR_OF_IT: ["3", "4"][index] ?? "",
    API_TOKEN_IN_CODE: ["default-of-code-1", "default-of-code-2"][index] ?? "",
    LIST_OF_IT: ["item-1-of-it", "item-2-of-it"][index] ?? "",
  });
  const HIDDEN = [0, 1].flatMap((index) =>
    Object.entries(env(index as 0 | 1)).flatMap(([name, value]) => (name === "HOUR_OF_IT" ? [] : [value])),
  );
  const CODE = `import os
from prefect import flow

@flow(description="What it does")
def job(first: str = os.environ.get("API_TOKEN_IN_CODE", ""), options: dict = {}, config: object = None):
    return 1
`;
  const HEAD = `pull:
  - prefect.deployments.steps.set_working_directory:
      directory: "/srv/{{ $STAGE_OF_IT }}"
`;
  const FILE = prefectYaml(
    [
      entry(
        "job-variable",
        "work_pool: {name: pool, job_variables: {env: {HOOK: '{{ $HOOK_ADDRESS }}', LEVEL: info}}}",
      ),
      entry("part", "work_pool: {name: pool, job_variables: {image: 'reg/{{ $STAGE_OF_IT }}:1'}}"),
      entry(
        "parameters",
        "parameters: {options: {a.b: ['{{ $LIST_OF_IT }}', x], c: {d: '{{ $HOOK_ADDRESS }}'}}}",
      ),
      entry(
        "texts",
        "description: 'in {{ $STAGE_OF_IT }}'",
        "tags: [x, '{{ $LIST_OF_IT }}']",
        "version: '{{ $STAGE_OF_IT }}'",
      ),
      entry(
        "schedule",
        "schedules: [{cron: '0 {{ $HOUR_OF_IT }} * * *', parameters: {first: '{{ $HOOK_ADDRESS }}'}}]",
      ),
      entry(
        "trigger",
        "triggers:",
        "  - {name: t, type: event, expect: ['{{ $LIST_OF_IT }}'], parameters: {first: '{{ event.name }}'}}",
      ),
      entry(
        "own-pull",
        "pull: [{prefect.deployments.steps.set_working_directory: {directory: '{{ $HOOK_ADDRESS }}'}}]",
      ),
      entry(
        "variable",
        "parameters: {config: '{{ prefect.variables.config }}', first: '{{ prefect.variables.text }}'}",
      ),
      entry("anchor", "parameters: {options: &shared {a: '{{ $HOOK_ADDRESS }}'}, config: *shared}"),
      entry("literal", "tags: [plain]"),
    ],
    HEAD,
  );

  const setVariables = async (index: number) => {
    const values = { config: { level: `variable-${index}-of-it` }, text: `variable-${index}-of-it` };
    for (const [name, value] of Object.entries(values)) {
      await prefect()
        .request("DELETE", `/variables/name/${name}`)
        .catch(() => undefined);
      await prefect().request("POST", "/variables/", { name, value });
    }
  };

  it("is shown as it is written, neither as it was nor as it would be", async () => {
    await createWorkPool(prefect(), "pool");
    await setVariables(0);
    await using project = await makeProject({ "flow.py": CODE, "prefect.yaml": FILE });
    const first = await run(prefect(), project, { env: env(0) });
    expect(told(first.problems), first.log).toEqual([]);
    await setVariables(1);
    await project.write({
      "prefect.yaml": FILE.replace("[plain]", "[other]").replace("LEVEL: info", "LEVEL: debug"),
    });
    const story = await run(prefect(), project, { env: env(1), inputs: { mode: "plan" } });
    expect(told(story.problems), story.log).toEqual([]);
    const { deployments } = JSON.parse(story.outputs["plan"] ?? "") as {
      deployments: { name: string; changes: Record<string, unknown>[] }[];
    };
    const DIRECTORY = "prefect.deployments.steps.set_working_directory";
    const pull = {
      field: "pull_steps",
      written: [{ [DIRECTORY]: { directory: "/srv/{{ $STAGE_OF_IT }}" } }],
    };
    const code = expect.objectContaining({
      field: expect.stringMatching(/^parameter_openapi_schema\./) as unknown,
    }) as unknown;
    const found = Object.fromEntries(
      deployments.map(({ name, changes }) => [
        name,
        changes
          .filter(({ field }) => !String(field).startsWith("parameter_openapi_schema."))
          .sort((one, other) => (String(one["field"]) < String(other["field"]) ? -1 : 1)),
      ]),
    );
    expect(deployments[0]?.changes).toContainEqual(code);
    expect(found).toEqual({
      "job-variable": [
        { field: "job_variables.env.HOOK", written: "{{ $HOOK_ADDRESS }}" },
        { field: "job_variables.env.LEVEL", before: "info", after: "debug" },
        pull,
      ],
      part: [{ field: "job_variables.image", written: "reg/{{ $STAGE_OF_IT }}:1" }, pull],
      parameters: [
        { field: "parameters.options.a.b", written: ["{{ $LIST_OF_IT }}", "x"] },
        { field: "parameters.options.c.d", written: "{{ $HOOK_ADDRESS }}" },
        pull,
      ],
      texts: [
        { field: "description", written: "in {{ $STAGE_OF_IT }}" },
        pull,
        { field: "tags", written: ["x", "{{ $LIST_OF_IT }}"] },
        { field: "version", written: "{{ $STAGE_OF_IT }}" },
      ],
      schedule: [
        pull,
        {
          field: "schedules",
          written: [{ cron: "0 {{ $HOUR_OF_IT }} * * *", parameters: { first: "{{ $HOOK_ADDRESS }}" } }],
        },
      ],
      trigger: [
        {
          field: "automations",
          written: [
            {
              name: "t",
              type: "event",
              expect: ["{{ $LIST_OF_IT }}"],
              parameters: { first: "{{ event.name }}" },
            },
          ],
        },
        pull,
      ],
      "own-pull": [{ field: "pull_steps", written: [{ [DIRECTORY]: { directory: "{{ $HOOK_ADDRESS }}" } }] }],
      variable: [
        { field: "parameters.config", written: "{{ prefect.variables.config }}" },
        { field: "parameters.first", written: "{{ prefect.variables.text }}" },
        pull,
      ],
      anchor: [
        { field: "parameters.config.a", written: "{{ $HOOK_ADDRESS }}" },
        { field: "parameters.options.a", written: "{{ $HOOK_ADDRESS }}" },
        pull,
      ],
      literal: [pull, { field: "tags", before: ["plain"], after: ["other"] }],
    });
    const shown = everything(story);
    expect(leaks(shown, [...HIDDEN, "variable-0-of-it", "variable-1-of-it"])).toEqual([]);
    expect(story.log).toContain(
      '~ job_variables.env.HOOK: (changed, not shown); as written: "{{ $HOOK_ADDRESS }}"',
    );
    expect(story.summary).toContain(
      '@@ job_variables.env.HOOK @@\n! (changed, not shown)\n! as written: "{{ $HOOK_ADDRESS }}"',
    );
    expect(shown).not.toContain("0 4 * * *");

    // A secret that is missing in this run was there when the server got its value.
    const without = await run(prefect(), project, {
      env: { ...env(1), HOOK_ADDRESS: "" },
      inputs: { mode: "plan" },
    });
    expect(leaks(everything(without), HIDDEN)).toEqual([]);

    // And the deploy writes what the plan did not show.
    const done = await run(prefect(), project, { env: env(1) });
    expect(told(done.problems)).toEqual([]);
    expect(leaks(everything(done), HIDDEN)).toEqual([]);
    const live = JSON.stringify(await prefect().request("POST", "/deployments/filter", {}));
    for (const value of Object.values(env(1))) expect(live).toContain(value);
  }, 300_000);

  it("is not quoted where the CLI fails at it", async () => {
    await createWorkPool(prefect(), "pool");
    await using project = await makeProject({
      "flow.py": CODE,
      "prefect.yaml": prefectYaml([entry("a", "schedules: [{cron: '{{ $HOOK_ADDRESS }}'}]"), entry("b")]),
    });
    const story = await run(prefect(), project, { env: env(0), inputs: { mode: "plan" } });
    expect(story.problems).toHaveLength(1);
    const shown = [...told(story.problems), story.summary, ...Object.values(story.outputs)].join("\n");
    expect(shown).toContain("Invalid cron string");
    expect(leaks(shown, HIDDEN)).toEqual([]);
  });
});

/** The plan as log, summary, comment and outputs show it, after the one pass that takes known secrets out. */
function rendered(
  plan: PlannedDeployment,
  secrets: readonly string[],
): { readonly text: string; readonly json: string } {
  const log = new Log();
  log.hide(secretForms({ values: secrets, username: "", password: "", headers: "" }));
  const { file, where, flow, name, action } = plan;
  const results = [{ file, where, flow, name, action }];
  const full = { ...emptyReport(), mode: "plan" as const, plan: [plan], results };
  const report = withoutSecrets(full, (text) => log.clean(text));
  const clean = report.plan ?? [];
  const json = outputs(report)["plan"] ?? "";
  const text = [...clean.flatMap(changeLines), summary(report), commentText(report), json];
  return { text: text.join("\n"), json };
}

describe("a known secret", () => {
  const SECRET = "Hunter2/Hunter3+Hunter4";

  test("leaves not even its beginning, wherever a line of the plan is cut", () => {
    for (let length = 0; length < 330; length += 1) {
      const value = `${"x".repeat(length)}${SECRET}${"y".repeat(400)}`;
      const { text } = rendered(
        planned({ before: value, after: `${value}!` }, { field: value, after: [value] }),
        [SECRET],
      );
      expect(text).not.toContain("Hun");
    }
  });

  test("leaves nothing as a number or as a key, and what is JSON stays JSON", () => {
    const number = 12345678;
    const key = fc.constantFrom("a", SECRET, String(number), `b ${SECRET}`, "__proto__", "token");
    const leaf = fc.constantFrom<unknown>(number, -number, number / 10, SECRET, `x${SECRET}`, true, null, 1);
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie("value")), fc.dictionary(key, tie("value"))),
    }));
    fc.assert(
      fc.property(value, value, value, (before, after, written) => {
        const change = { field: `parameters.${SECRET}`, before, after };
        const { text, json } = rendered(planned(change, { written }), [SECRET, String(number)]);
        expect(leaks(text, [SECRET, String(number)])).toEqual([]);
        expect(() => JSON.parse(json) as unknown).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });
});

test("text of others is cut in one file only, which cleans it before", () => {
  const files = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const cutting = files.filter((file) =>
    /\.(?:slice|substring)\(0,[^\n]*…/.test(readFileSync(join(ROOT, "src", file), "utf8")),
  );
  expect(cutting).toEqual(["base/shortened.ts"]);
});

// By its line it is known what is not to be shown: a value behind `input_value=`, and a secret.
test.each(ALL_PREFECT_VERSIONS.filter(hasPrefect))(
  "Prefect %s breaks no line that it prints",
  async (version) => {
    const { PREFECT_CLI_WRAP_LINES = "", COLUMNS = "" } = childEnvironment({}, {});
    const name = "word ".repeat(60).trim();
    const command = [executable(`prefect-${version}`, "prefect"), "profile", "use", name];
    const { output } = await bare(command, ROOT, { PREFECT_CLI_WRAP_LINES, COLUMNS });
    expect(output).toContain(name);
  },
);

describe("the bundle", () => {
  const prefect = usePrefectServer();

  it("shows no secret in a plan: neither its beginning, nor as number, key, default of a parameter, or by its name", async () => {
    await createWorkPool(prefect(), "pool");
    const values = (index: number) => ({
      code: `Code-of-${index}-Zq4711`,
      file: (level: string) =>
        prefectYaml([
          entry(
            "a",
            `description: '${"x".repeat(112)}12345678${level}'`,
            `parameters: {options: {pin: [12345678, ${index}], 12345678: ${index}}}`,
            `work_pool: {name: pool, job_variables: {env: {HOOK_URL: 'https://hooks.slack.com/services/T0/B0/Slack-${index}-Zq4711', SENTRY_DSN: 'Dsn-${index}-Zq4711'}, args: [--api-key, Key-${index}-Zq4711], list: [{name: X_TOKEN, value: Named-${index}-Zq4711}]}}`,
          ),
        ]),
    });
    const code = `import os
from prefect import flow

@flow(description="What it does")
def job(first: str = os.environ.get("MY_API_KEY", ""), options: dict = {}):
    return 1
`;
    const step = (index: number, mode: string) =>
      runStep({
        inputs: {
          "api-url": prefect().apiUrl,
          username: "ci",
          password: "12345678",
          mode,
          "config-target": "none",
        },
        workspace: project.path,
        env: { MY_API_KEY: values(index).code },
      });
    await using project = await makeProject({ "flow.py": code, "prefect.yaml": values(1).file("a") });
    const first = await step(1, "deploy");
    expect(first.exitCode, first.log).toBe(0);
    await project.write({ "prefect.yaml": values(2).file("b") });
    const result = await step(2, "plan");
    expect(result.exitCode, result.log).toBe(0);
    const { plan = "" } = result.outputs;
    const [deployment] = (JSON.parse(plan) as { deployments: { changes: { field: string }[] }[] })
      .deployments;
    expect(deployment?.changes.map(({ field }) => field).sort()).toEqual([
      "description",
      "job_variables.args",
      "job_variables.env.HOOK_URL",
      "job_variables.env.SENTRY_DSN",
      "job_variables.list",
      "parameter_openapi_schema.first.default",
      "parameters.options.***",
      "parameters.options.pin",
    ]);
    const shown = [shownByRunner(first.log), shownByRunner(result.log), first.summary, result.summary]
      .concat(JSON.stringify(first.outputs), JSON.stringify(result.outputs), plan)
      .join("\n");
    expect(leaks(shown, ["Zq4711", "12345678"])).toEqual([]);
    expect(shown).not.toMatch(/x{100}1234/);
  });
});
