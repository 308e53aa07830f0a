import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Log } from "sarif";
import { describe, expect, it } from "vitest";
import { makeProject } from "../support/project.ts";
import { runStep, type StepResult } from "../support/runner/runner.ts";
import { deployStory } from "../support/runner/story.ts";

/** Everything that a deploy could need and a pull request from a fork does not have is taken away. */
const NOTHING = {
  PATH: "",
  HTTP_PROXY: "http://127.0.0.1:9",
  HTTPS_PROXY: "http://127.0.0.1:9",
  GITHUB_SERVER_URL: "https://github.example.com",
  GITHUB_ACTION_REPOSITORY: "your-org/prefect-self-hosted-deploy",
  GITHUB_ACTION_REF: "v1",
};

const FLOW = `from prefect import flow


@flow
def nightly(day: str = "2026-01-01"):
    raise SystemExit("run, and not only read")


raise SystemExit("imported, and not only read")
`;

const GOOD = `pull: []
deployments:
  - name: prod
    entrypoint: flow.py:nightly
    work_pool: { name: pool }
`;

const BAD = `pull: []
deployments:
  - name: prod
    entrypoint: flow.py:nightl
    schedlues: []
    schedules:
      - cron: "61 * * * *"
        slug: s
    work_pool: { name: pool }
`;

function validate(
  workspace: string,
  inputs: Readonly<Record<string, string>> = {},
  temp?: string,
): Promise<StepResult> {
  return runStep({
    inputs: { mode: "validate", ...inputs },
    workspace,
    env: NOTHING,
    client: "none",
    ...(temp === undefined ? {} : { temp }),
  });
}

describe("mode: validate, as the bundle, without credentials, network, Python and Prefect", () => {
  it("a good project is green, and none of its code has run", async () => {
    await using project = await makeProject({ "flow.py": FLOW, "prefect.yaml": GOOD });
    const { exitCode, log, summary, outputs } = await validate(project.path);
    expect(exitCode, log).toBe(0);
    expect(log).toContain("Checked 1 deployment in 1 file: nothing found.");
    expect(summary).toContain("## ✅ Prefect validate\n\n1 deployment in 1 file: nothing found.");
    expect(JSON.parse(outputs["findings"] ?? "")).toEqual([]);
  });

  it("a bad one is red: annotations at the lines, a table, JSON and SARIF", async () => {
    await using project = await makeProject({ "flow.py": FLOW, "prefect.yaml": BAD });
    await using temp = await makeProject({});
    const { exitCode, log, summary, outputs } = await validate(project.path, {}, temp.path);
    expect(exitCode).toBe(1);
    const annotations = log.split("\n").filter((line) => /^::(error|warning)/.test(line));
    // The worst first.
    expect(annotations).toEqual([
      expect.stringMatching(
        /^::error title=entrypoint-function-missing,file=prefect\.yaml,line=4,col=17,endColumn=31::.*`entrypoint: flow\.py:nightly`$/,
      ),
      expect.stringMatching(/^::error title=schedule-cron,file=prefect\.yaml,line=7,/),
      expect.stringMatching(
        /^::warning title=unknown-key,file=prefect\.yaml,line=5,col=5,endColumn=14::.*`schedules`/,
      ),
    ]);
    expect(summary).toContain("## ❌ Prefect validate\n\n1 deployment in 1 file: 2 errors, 1 warning.");
    expect(summary).toMatch(
      /\| ❌ error<br>\[`schedule-cron`\]\(https:\/\/[^)]*\/rules\/schedule-cron\.md\) \| `prefect\.yaml:7` \|/,
    );
    const findings = JSON.parse(outputs["findings"] ?? "") as { rule: string; line: number }[];
    expect(findings.map(({ rule, line }) => `${line} ${rule}`)).toEqual([
      expect.stringMatching(/^4 entrypoint-/),
      "7 schedule-cron",
      "5 unknown-key",
    ]);
    const sarif = JSON.parse(await readFile(outputs["sarif-file"] ?? "", "utf8")) as Log;
    expect(sarif.runs[0]?.results?.map(({ ruleId }) => ruleId)).toEqual(findings.map(({ rule }) => rule));
    expect(sarif.runs[0]?.tool.driver.rules?.[0]?.helpUri).toMatch(
      /^https:\/\/github\.example\.com\/your-org\/prefect-self-hosted-deploy\/blob\/v1\/docs\/rules\//,
    );
  });

  it("what `ignore-rules` and a comment name is left out", async () => {
    const text = BAD.replace("schedlues: []", "schedlues: [] # prefect-deploy-ignore: unknown-key").replace(
      "nightl\n",
      "nightly\n",
    );
    await using project = await makeProject({ "flow.py": FLOW, "prefect.yaml": text });
    const { exitCode, log } = await validate(project.path, { "ignore-rules": "schedule-cron" });
    expect(exitCode, log).toBe(0);
    expect(log).toContain("nothing found");
  });

  it("a rule that does not exist, a mode that is none, and a file that is not there are errors", async () => {
    await using project = await makeProject({ "flow.py": FLOW, "prefect.yaml": GOOD });
    const said = async (inputs: Readonly<Record<string, string>>) => {
      const { exitCode, log } = await validate(project.path, inputs);
      expect(exitCode).toBe(1);
      return log;
    };
    expect(await said({ "ignore-rules": "unknown-kye" })).toContain("Did you mean `unknown-key`?");
    expect(await said({ mode: "apply" })).toContain(
      '`mode` is "apply". Give one of `deploy`, `plan`, `validate`.',
    );
    expect(await said({ "prefect-file": "none.yaml" })).toContain("no such file");
  });

  it("several files by a glob, findings in Python files at their lines", async () => {
    await using project = await makeProject({
      "teams/a/prefect.yaml": GOOD,
      "teams/b/prefect.yaml": GOOD.replace("flow.py", "flow2.py").replace("prod", "test"),
      "flow.py": FLOW,
      "flow2.py": FLOW.replace("@flow\n", '@flow(flow_run_name="x-{now}")\n'),
    });
    const { log } = await validate(project.path, { "prefect-file": "teams/*/prefect.yaml" });
    expect(log).toMatch(/::warning title=flow-run-name,file=flow2\.py,line=4,/);
    expect(log).toContain("Checked 2 deployments in 2 files: 1 warning.");
  });

  it("needs no `api-url`, and looks at no credential", async () => {
    await using project = await makeProject({ "flow.py": FLOW, "prefect.yaml": GOOD });
    const inputs = { "api-url": "nonsense", "auth-string": "no colon", "api-key": "both" };
    const { exitCode, log } = await validate(project.path, inputs);
    expect(exitCode, log).toBe(0);
  });

  it("is green for every example", async () => {
    for (const name of ["basic-traefik", "jwt-envoy", "two-gates"]) {
      const { exitCode, log } = await validate(join(import.meta.dirname, "..", "..", "examples", name));
      expect(exitCode, log).toBe(0);
      expect(log).toMatch(/Checked \d+ deployments? in 1 file: (nothing found|\d+ notes?)\./);
    }
  });
});

describe("a deploy", () => {
  it("takes the word of the Python that runs Prefect, where a newer one may accept a file", async () => {
    const newer = `lazy import json\n${FLOW}`;
    await using project = await makeProject({ "flow.py": newer, "prefect.yaml": GOOD });
    const inputs = { "api-url": "http://127.0.0.1:9/api", retries: "0" };
    const { problems, warnings } = await deployStory({ inputs, workspace: project.path });
    expect(problems.map(({ what }) => what)).toEqual([
      expect.stringMatching(/^flow\.py is not valid Python: .*Prefect cannot import the flow\.$/),
    ]);
    expect(warnings).toEqual([]);
    const { exitCode, log } = await validate(project.path);
    expect(exitCode, log).toBe(0);
    expect(log).toMatch(
      /::warning title=entrypoint-syntax-error,file=flow\.py,line=1,.*Python 3\.\d+\.\d+, which/,
    );
  });

  it("reads with a Python of PATH where that one is not found", async () => {
    await using project = await makeProject({ "flow.py": "x = (\n", "prefect.yaml": GOOD });
    const inputs = { "api-url": "http://127.0.0.1:9/api", retries: "0" };
    const { problems } = await deployStory({ inputs, workspace: project.path, client: "none" });
    expect(problems.map(({ what }) => what)).toEqual([
      expect.stringContaining("flow.py is not valid Python"),
    ]);
  });
});
