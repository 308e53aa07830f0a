import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { stringify } from "yaml";
import { schedules } from "../../src/validate/rules/schedules.js";
import { templates } from "../../src/validate/rules/templates.js";
import type { RuleSet } from "../../src/validate/types.js";
import { describePrefect, usePrefectServer } from "../support/hooks.ts";
import { cleanEnvironment, executable, NEWEST_PART } from "../support/index.ts";
import { createWorkPool, prefectCommand, NEWEST } from "../support/servers/prefect.ts";
import { flows, makeProject } from "../support/project.ts";
import { findIn } from "../support/rules/rule-set.ts";

const run = promisify(execFile);
const ENV = { SET: "1", EMPTY: "" };

/** A text, what the server then holds (undefined: nothing, not even the key), and the rule that says so. */
const TEXTS: readonly (readonly [string, string | undefined, string | undefined])[] = [
  ["plain", "plain", undefined],
  ["{{ $SET }}", "1", undefined],
  ["{{ SET }}", "1", undefined],
  ["a{{$SET}}b{{ SET }}", "a1b1", undefined],
  ["{{ $UNSET }}", "", "template-unset"],
  ["a{{ $UNSET }}b", "ab", "template-unset"],
  ["{{ UNSET }}", undefined, "template-unknown"],
  ["a{{ UNSET }}b", "ab", "template-unknown"],
  ["{{ commit.stdout }}", "abc", undefined],
  ["{{ stdout }}", "abc", undefined],
  ["{{ commit.output }}", undefined, "template-unknown"],
  ["{{ comit.stdout }}", undefined, "template-unknown"],
  ["{{ env.SET }}", undefined, "template-unknown"],
  ["{{ ctx.flow.name }}", "{{ ctx.flow.name }}", undefined],
  ["{{ $SET }", "{{ $SET }", "template-braces"],
  ["{ $SET }}", "{ $SET }}", "template-braces"],
  ["{{ $SET", "{{ $SET", "template-braces"],
  ["{{ $SET | upper }}", "{{ $SET | upper }}", "template-braces"],
  ["{% if x %}y{% endif %}", "{% if x %}y{% endif %}", "template-braces"],
  ['{"a": {"b": 1}}', '{"a": {"b": 1}}', undefined],
  ["${SET}", "${SET}", undefined],
  ["${{ secrets.TOKEN }}", "$", "template-github"],
  ["${{ a || b }}", "${{ a || b }}", "template-github"],
  ["{{ prefect.variables.city }}", "Berlin", undefined],
  ["{{ prefect.variables.city.name }}", "", "template-prefect"],
  ["{{ prefect.variables.City }}", "", "template-prefect"],
  ["{{ prefect.variable.city }}", undefined, "template-prefect"],
  ["{{ prefect.blocks.secret.api-key }}", "s3cret", "secret-stored"],
  ["a-{{ prefect.blocks.secret.api-key }}", "a-s3cret", "secret-stored"],
];

/** What is laid over the deployment, each of which Prefect cannot deploy. */
const REFUSED: readonly (readonly [string, RuleSet, Record<string, unknown>])[] = [
  ["template-too-early", templates, { work_pool: { name: "{{ commit.stdout }}" } }],
  ["template-too-early", templates, { entrypoint: "{{ commit.stdout }}:hello" }],
  ["template-unset", templates, { work_pool: { name: "{{ $UNSET }}" } }],
  ["template-unset", templates, { schedules: [{ cron: "{{ $UNSET }}", slug: "a" }] }],
  ["template-unknown", templates, { name: "{{ comit.stdout }}" }],
  ["template-prefect", templates, { version: "{{ prefect.blocks.secret }}" }],
  [
    "schedule-slug-repeated",
    schedules,
    {
      schedules: [
        { cron: "0 6 * * *", slug: "a" },
        { cron: "0 7 * * *", slug: "a" },
      ],
    },
  ],
];

const DEPLOYMENT = {
  name: "hello",
  entrypoint: "flows/hello.py:hello",
  work_pool: { name: "pool" },
  build: [{ "prefect.deployments.steps.run_shell_script": { id: "commit", script: "echo abc" } }],
  pull: [{ "prefect.deployments.steps.set_working_directory": { directory: "{{ $WORKER }}{{ $SET }}" } }],
};

describePrefect(
  "templates",
  () => {
    const server = usePrefectServer();

    async function deploy(deployment: object): Promise<{ readonly text: string; readonly refused: boolean }> {
      await using project = await makeProject({ "flows/hello.py": flows("hello") });
      const text = stringify({ deployments: [deployment] });
      await writeFile(project.file("prefect.yaml"), text);
      const env = cleanEnvironment({
        ...ENV,
        PREFECT_API_URL: server().apiUrl,
        PREFECT_HOME: project.file("home"),
        DO_NOT_TRACK: "1",
      });
      const options = { cwd: project.path, env };
      await createWorkPool(server(), "pool");
      const save =
        "from prefect.blocks.system import Secret\nSecret(value='s3cret').save('api-key', overwrite=True)";
      if (text.includes("api-key")) await run(executable(NEWEST_PART, "python"), ["-c", save], options);
      const deployed = run(prefectCommand(), ["--no-prompt", "deploy", "--all"], options);
      return {
        text,
        refused: await deployed.then(
          () => false,
          () => true,
        ),
      };
    }

    it("stores what we say it stores", async () => {
      await server().request("POST", "/variables/", { name: "city", value: "Berlin" });
      const variables = Object.fromEntries(TEXTS.map(([text], index) => [`V${index}`, text]));
      const { text, refused } = await deploy({
        ...DEPLOYMENT,
        work_pool: { name: "pool", job_variables: { env: variables } },
      });
      expect(refused).toBe(false);
      const stored = (await server().request("GET", "/deployments/name/hello/hello")) as {
        job_variables: { env: Record<string, string> };
        pull_steps: unknown;
      };
      const findings = findIn(templates, text, { env: ENV });
      const said = TEXTS.map(([written], index) => {
        const line = text.split("\n").findIndex((each) => each.trim().startsWith(`V${index}:`)) + 1;
        const { rule } = findings.find(({ where }) => where.line === line) ?? {};
        return [written, stored.job_variables.env[`V${index}`], rule];
      });
      expect(said).toEqual(TEXTS);
      // What is not set here is left to the worker.
      expect(stored.pull_steps).toEqual([
        { "prefect.deployments.steps.set_working_directory": { directory: "{{ $WORKER }}1" } },
      ]);
      expect(findings).toHaveLength(TEXTS.filter(([, , rule]) => rule !== undefined).length);
    });

    it.each(REFUSED)("refuses what %s finds (%#)", async (rule, set, more) => {
      const { text, refused } = await deploy({ ...DEPLOYMENT, ...more });
      expect(refused).toBe(true);
      const errors = findIn(set, text, { env: ENV }).filter(({ severity }) => severity === "error");
      expect(errors.map((finding) => finding.rule)).toEqual([rule]);
    });
  },
  [NEWEST],
);
