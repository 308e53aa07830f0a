import { describe, expect, it } from "vitest";
import { type ActJob, type ActRun, runAct } from "../support/runner/act.ts";
import { startFaultGate } from "../support/faults/gate.ts";
import { usePrefectServer } from "../support/hooks.ts";
import {
  createWorkPool,
  type PrefectServer,
  startPrefectServer,
  startTraefikBasic,
  NEWEST,
} from "../support/index.ts";
import { startRelay } from "../support/servers/relay.ts";
import { leaks } from "./leaks.ts";

/** Everything that is an escape, a quote or an encoding somewhere on the way: YAML, shells, TOML, URLs, JSON. */
const PASSWORD = `p@ss w0rd/+%&"'é`;
const OTHER_PASSWORD = "s3cond $HOME `id` \\n <b>|~#ü";
const TOKEN = `gate t0ken/+%&"'=`;
const WRONG_PASSWORD = "not-the-one/+%";

/** A flow that writes down the arguments of all processes while it is imported: everyone can read those. */
const SPY = `from pathlib import Path
from prefect import flow

with open("arguments.txt", "a") as file:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            file.write(path.read_text().replace("\\0", " ") + "\\n")
        except OSError:
            pass

@flow
def clean_up(): ...
`;

const prefect = usePrefectServer();

describe("one job that deploys", () => {
  it("deploys; later steps and jobs use its outputs; nothing is left, and no secret is seen", async ({
    signal,
  }) => {
    await createWorkPool(prefect(), "default-pool");
    await using gate = await traefik(prefect());
    await using run = await runAct({
      signal,
      secrets: { PREFECT_PASSWORD: PASSWORD, GATE_TOKEN: TOKEN },
      files: { "flows/clean_up.py": SPY },
      workflow: `
on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    outputs:
      deployments: \${{ steps.deploy.outputs.deployments }}
    steps:
      - uses: actions/checkout@v4
      - uses: ./.github/actions/keep
      - id: deploy
        uses: ./
        with:
          api-url: ${gate.apiUrl}
          username: ci
          password: \${{ secrets.PREFECT_PASSWORD }}
          headers: |
            X-Gate-Token: \${{ secrets.GATE_TOKEN }}
      - id: text
        run: echo "created=\${{ steps.deploy.outputs.created }} failed=\${{ steps.deploy.outputs.failed }}"
      - id: json
        run: node -e 'for (const { flow, name, action } of JSON.parse(process.env.LIST)) console.log(flow, name, action)'
        env:
          LIST: \${{ steps.deploy.outputs.deployments }}
  announce:
    needs: deploy
    runs-on: ubuntu-latest
    steps:
      - id: names
        run: echo "\${{ join(fromJSON(needs.deploy.outputs.deployments).*.name, ' ') }}"
`,
    });

    expect(run.exitCode, run.log).toBe(0);
    expect(await deployed(prefect())).toEqual(["hourly", "nightly", "weekly"]);
    const { steps } = job(run, "deploy");
    expect(steps.get("text")?.log).toContain("\ncreated=3 failed=0\n");
    expect(steps.get("json")?.log).toContain(
      "\ningest-orders hourly created\nbuild-report weekly created\nclean-up nightly created\n",
    );
    expect(job(run, "announce").steps.get("names")?.log).toContain("\nhourly weekly nightly\n");
    expect(steps.get("deploy")?.summary).toMatch(/^## ✅ Prefect deploy\n\n3 deployments: 3 created\.\n/);

    expect(steps.get("deploy")?.postLog).toContain("prefect.toml: removed; there was none before.");
    expect(pathsLeft(run, "temp").filter(isNoPlan)).toEqual([]);
    expect(pathsLeft(run, "workspace")).not.toContain("prefect.toml");
    expect(run.processes).toEqual([]);
    expect(fileLeft(run, "arguments.txt")).toMatch(/prefect_cli\.py/);
    expectNoLeaks(run, [PASSWORD, TOKEN]);
  });

  it("with keep-config leaves a file that is all that a later step needs", async ({ signal }) => {
    await createWorkPool(prefect(), "default-pool");
    await using gate = await traefik(prefect());
    await using run = await runAct({
      signal,
      secrets: { PREFECT_AUTH_STRING: `ci:${PASSWORD}`, GATE_TOKEN: TOKEN },
      workflow: `
on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: ./.github/actions/keep
      - id: deploy
        uses: ./
        with:
          api-url: ${gate.apiUrl}
          auth-string: \${{ secrets.PREFECT_AUTH_STRING }}
          headers: |
            X-Gate-Token: \${{ secrets.GATE_TOKEN }}
          names: "*ly"
          keep-config: true
      - id: list
        run: env | grep ^PREFECT_ || prefect deployment ls | cat
`,
    });

    expect(run.exitCode, run.log).toBe(0);
    const { steps } = job(run, "deploy");
    expect(steps.get("deploy")?.log).toContain(
      "It stays for later steps (keep-config) and holds: api.url, api.auth_string, ",
    );
    expect(steps.get("list")?.log).toMatch(
      /build-report\/weekly[^]*clean-up\/nightly[^]*ingest-orders\/hourly/,
    );
    // The control of the search: it finds the file that is meant to be there, and that alone.
    const files = [...run.left].filter(([, content]) => leaks(content, [PASSWORD, TOKEN]).length > 0);
    expect(files.map(([path]) => path.replace(/^\d+-/, ""))).toEqual(["workspace/prefect.toml"]);
    expect(leaks(run.log, [PASSWORD, TOKEN])).toEqual([]);
  });
});

describe("a matrix of two environments", () => {
  it("is red in the one job whose password is wrong, and only there", async ({ signal }) => {
    await using production = await startPrefectServer();
    await createWorkPool(prefect(), "default-pool");
    await createWorkPool(production, "default-pool");
    await using stagingGate = await traefik(prefect());
    await using productionGate = await traefik(production, OTHER_PASSWORD);
    await using run = await runAct({
      signal,
      // As in life: what the action registers is masked in later steps too.
      masking: true,
      secrets: { STAGING_PASSWORD: WRONG_PASSWORD, PRODUCTION_PASSWORD: OTHER_PASSWORD },
      workflow: `
on: push
jobs:
  deploy:
    strategy:
      fail-fast: false
      matrix:
        include:
          - { environment: staging, url: "${stagingGate.apiUrl}", password: STAGING_PASSWORD }
          - { environment: production, url: "${productionGate.apiUrl}", password: PRODUCTION_PASSWORD }
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - id: deploy
        uses: ./
        with:
          api-url: \${{ matrix.url }}
          username: ci
          password: \${{ secrets[matrix.password] }}
          environment: \${{ matrix.environment }}
      - id: encoded
        run: node -e 'console.log(Buffer.from("ci:" + process.env.PASSWORD).toString("base64"), "is what it sends")'
        env:
          PASSWORD: \${{ secrets[matrix.password] }}
`,
    });

    expect(run.exitCode).toBe(1);
    const staging = job(run, "deploy", "staging");
    const green = job(run, "deploy", "production");
    expect([staging.result, green.result], run.log).toEqual(["failure", "success"]);
    expect(await deployed(prefect())).toEqual([]);
    expect(await deployed(production)).toEqual(["hourly", "nightly", "weekly"]);

    expect(staging.log).toMatch(
      /::error title=\[staging\] Prefect deploy::401 from .* refused the user or the password/,
    );
    expect(staging.steps.get("deploy")?.summary).toMatch(
      /^## ❌ Prefect deploy: `staging`\n\nNothing was deployed\./,
    );
    expect(staging.log).not.toContain("[production]");
    expect(green.log).toContain("[production] 3 deployments: 3 created.");
    expect(green.log).not.toContain("[staging]");
    expect(green.steps.get("encoded")?.log).toContain("\n*** is what it sends\n");
    expect(staging.steps.get("encoded")?.result).not.toBe("success");
    expect(leaks(run.log, [WRONG_PASSWORD, OTHER_PASSWORD])).toEqual([]);
    expect(run.processes).toEqual([]);
  });
});

describe("a job that fails", () => {
  it("names what to install where Prefect is missing", async ({ signal }) => {
    await using gate = await traefik(prefect());
    await using run = await runAct({
      signal,
      client: "none",
      secrets: { PREFECT_PASSWORD: PASSWORD },
      workflow: failing(gate.apiUrl, "username: ci\n          password: ${{ secrets.PREFECT_PASSWORD }}"),
    });

    expect(run.exitCode, run.log).toBe(1);
    expect(job(run, "deploy").result).toBe("failure");
    expect(errors(run)).toHaveLength(1);
    expect(errors(run)[0]).toContain(`- run: pip install "prefect==${NEWEST}"`);
    expect(await deployed(prefect())).toEqual([]);
    expectNothingLeft(run, [PASSWORD]);
  });

  it("writes nothing where the second of three fails, and tells a step for failures", async ({ signal }) => {
    await createWorkPool(prefect(), "default-pool");
    await using gate = await traefik(prefect());
    await using run = await runAct({
      signal,
      secrets: { PREFECT_PASSWORD: PASSWORD },
      files: {
        "prefect.yaml": `deployments:
  - name: good
    entrypoint: flows/clean_up.py:clean_up
    work_pool: { name: default-pool }
  - name: bad
    entrypoint: flows/clean_up.py:clean_up
    work_pool: { name: default-pool }
    build:
      - prefect.deployments.steps.run_shell_script:
          script: python -c "raise SystemExit('the disk is full')"
  - name: never
    entrypoint: flows/clean_up.py:clean_up
    work_pool: { name: default-pool }
`,
      },
      workflow: failing(gate.apiUrl, "username: ci\n          password: ${{ secrets.PREFECT_PASSWORD }}"),
    });

    expect(run.exitCode, run.log).toBe(1);
    expect(job(run, "deploy").steps.get("failed")?.log).toContain(
      "\ncreated=0 failed=1\ngood not-tried\nbad failed\nnever not-tried\n",
    );
    expect(errors(run)).toEqual([
      expect.stringMatching(
        /^::error .*file=prefect\.yaml,line=9.*bad failed: .*the disk is full.* nothing was written to the server/,
      ),
    ]);
    expect(await deployed(prefect())).toEqual([]);
    expectNothingLeft(run, [PASSWORD]);
  });

  it("puts back what was written where the server refuses a later write", async ({ signal }) => {
    await createWorkPool(prefect(), "default-pool");
    await using faulty = await startFaultGate(prefect().url);
    await using gate = await traefik(faulty);
    faulty.fault({ kind: "500", at: (request) => isCreation(request) && request.body.includes('"nightly"') });
    await using run = await runAct({
      signal,
      secrets: { PREFECT_PASSWORD: PASSWORD },
      workflow: failing(gate.apiUrl, "username: ci\n          password: ${{ secrets.PREFECT_PASSWORD }}"),
    });

    expect(run.exitCode, run.log).toBe(1);
    expect(faulty.requests.filter(isCreation).map(({ upstreamStatus }) => upstreamStatus)).toEqual([
      201,
      201,
      undefined,
    ]);
    expect(job(run, "deploy").steps.get("failed")?.log).toContain(
      "\ncreated=0 failed=1\nhourly put-back\nweekly put-back\nnightly failed\n",
    );
    expect(errors(run)).toEqual([
      expect.stringMatching(/clean-up\/nightly could not be written: .* the server is as it was\./),
    ]);
    expect(job(run, "deploy").steps.get("deploy")?.summary).toMatch(
      /^## ❌ Prefect deploy\n\n3 deployments: 1 failed, 2 put back\.\n/,
    );
    expect(await deployed(prefect())).toEqual([]);
    expect(await prefect().request("POST", "/flows/filter", {})).toEqual([]);
    expectNothingLeft(run, [PASSWORD]);
  });

  // With its default, an input that is left out can be told from one that is given and empty: only if the runner
  // hands over the default for the former alone.
  for (const input of ["api-key", "auth-string"]) {
    it(`says why a secret is usually empty, for \`${input}\``, async ({ signal }) => {
      await using gate = await traefik(prefect());
      await using run = await runAct({
        signal,
        workflow: failing(gate.apiUrl, `${input}: \${{ secrets.MISSING }}`),
      });

      expect(run.exitCode, run.log).toBe(1);
      expect(errors(run)).toEqual([
        expect.stringMatching(
          new RegExp(`\`${input}\` is given but empty\\. .*forks.*misspelt.*\`environment:\``),
        ),
      ]);
      expect(job(run, "deploy").steps.get("failed")?.log).toContain("\ncreated=0 failed=0\n");
    });
  }
});

describe("one job that plans", () => {
  it("shows each change, hands it to the next step, and writes nothing", async ({ signal }) => {
    await createWorkPool(prefect(), "default-pool");
    await using relay = await startRelay(prefect().url);
    await using gate = await traefik(relay);
    const secrets = { PREFECT_PASSWORD: PASSWORD };
    await using deploy = await runAct({
      signal,
      secrets,
      files: files(7),
      workflow: planning(gate.apiUrl, "deploy"),
    });
    expect(deploy.exitCode, deploy.log).toBe(0);
    relay.forget();

    await using run = await runAct({
      signal,
      secrets,
      files: files(30),
      workflow: planning(gate.apiUrl, "plan"),
    });
    expect(run.exitCode, run.log).toBe(0);
    const { steps } = job(run, "deploy");
    // The commit's version comes along with what else changes, and is not a change alone.
    expect(steps.get("used")?.log).toMatch(
      new RegExp(
        "\nhas-changes=true created=1 changed=1 unchanged=1\n" +
          "change build-report/weekly parameters\\.days 7 30 version [0-9a-f]{8} [0-9a-f]{8}\n" +
          "unchanged clean-up/nightly\n" +
          "create build-report/monthly\n",
      ),
    );
    expect(steps.get("step")?.summary).toMatch(
      /^## 🔄 Prefect plan\n\n3 deployments: 1 to create, 1 to change, 1 unchanged\.\n/,
    );
    expect(steps.get("step")?.summary).toContain("@@ parameters.days @@\n- 7\n+ 30\n");
    expect(relay.writes()).toEqual([]);
    expect(await deployed(prefect())).toEqual(["nightly", "weekly"]);
    expectNothingLeft(run, [PASSWORD]);
  });

  it("is red with fail-on-changes, and its outputs are there all the same", async ({ signal }) => {
    await createWorkPool(prefect(), "default-pool");
    await using gate = await traefik(prefect());
    await using run = await runAct({
      signal,
      secrets: { PREFECT_PASSWORD: PASSWORD },
      files: files(30),
      workflow: planning(gate.apiUrl, "plan", "fail-on-changes: true"),
    });
    expect(run.exitCode, run.log).toBe(1);
    expect(job(run, "deploy").result).toBe("failure");
    expect(errors(run, "step")).toEqual([
      expect.stringContaining("The server is not as the files say (`fail-on-changes`)."),
    ]);
    const { steps } = job(run, "deploy");
    expect(steps.get("step")?.summary).toMatch(/^## ❌ Prefect plan\n/);
    expect(steps.get("used")?.log).toContain("\nhas-changes=true created=3 changed=0 unchanged=0\n");
    expect(await deployed(prefect())).toEqual([]);
  });
});

describe("one job that validates", () => {
  it("needs neither Prefect nor a credential, marks the line, and hands a SARIF file to the next step", async ({
    signal,
  }) => {
    await using run = await runAct({
      signal,
      client: "none",
      files: { "flows/clean_up.py": "raise SystemExit('the code of a pull request has run')\n" },
      workflow: `
on: push
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - id: validate
        uses: ./
        with:
          mode: validate
        continue-on-error: true
      - id: sarif
        run: node -e 'for (const { ruleId, level } of JSON.parse(require("fs").readFileSync(process.env.SARIF)).runs[0].results) console.log(ruleId, level)'
        env:
          SARIF: \${{ steps.validate.outputs.sarif-file }}
`,
    });
    const { steps } = job(run, "check");
    const { log = "", summary = "", outputs = {} } = steps.get("validate") ?? {};
    expect(log).toMatch(/flows\/clean_up\.py/);
    expect(log).not.toContain("has run");
    expect(summary).toContain("## ❌ Prefect validate");
    expect(summary).toContain("`entrypoint-function-missing`");
    const findings = JSON.parse(outputs["findings"] ?? "[]") as { rule: string; severity: string }[];
    expect(findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule)).toEqual([
      "entrypoint-function-missing",
    ]);
    expect(steps.get("sarif")?.log).toContain("entrypoint-function-missing error");
  });
});

/** Two deployments, with these days; a third one where they are not 7. */
function files(days: number): Record<string, string> {
  const entry = (name: string, flow: string, more = "") => `  - name: ${name}
    entrypoint: flows/${flow}.py:${flow}
    work_pool: { name: default-pool }
${more}`;
  const parameters = `    parameters: { days: ${days} }\n`;
  return {
    "prefect.yaml": [
      "pull:\n  - prefect.deployments.steps.set_working_directory: { directory: /opt/flows }\ndeployments:\n",
      entry("weekly", "build_report", parameters),
      entry("nightly", "clean_up"),
      days === 7 ? "" : entry("monthly", "build_report"),
    ].join(""),
  };
}

/** A step, and one that uses its outputs whatever became of it. */
function planning(apiUrl: string, mode: string, more = ""): string {
  return `
on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: ./.github/actions/keep
      - id: step
        uses: ./
        with:
          mode: ${mode}
          api-url: ${apiUrl}
          username: ci
          password: \${{ secrets.PREFECT_PASSWORD }}
          ${more}
      - id: used
        if: always()
        run: |
          echo "has-changes=\${{ steps.step.outputs.has-changes }} created=\${{ steps.step.outputs.created }} changed=\${{ steps.step.outputs.changed }} unchanged=\${{ steps.step.outputs.unchanged }}"
          node -e '
            for (const { action, flow, name, changes } of JSON.parse(process.env.PLAN).deployments)
              console.log([action, flow + "/" + name, ...changes.flatMap(({ field, before, after }) => [field, before, after])].join(" "));
          '
        env:
          PLAN: \${{ steps.step.outputs.plan }}
`;
}

function isCreation({ method, path }: { readonly method: string; readonly path: string }): boolean {
  return method === "POST" && path === "/api/deployments/";
}

/** Fails in its second last step, whose outputs the last one shows. */
function failing(apiUrl: string, credential: string): string {
  return `
on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: ./.github/actions/keep
      - id: deploy
        uses: ./
        with:
          api-url: ${apiUrl}
          ${credential}
      - id: skipped
        run: echo "not reached"
      - id: failed
        if: failure()
        run: |
          echo "created=\${{ steps.deploy.outputs.created }} failed=\${{ steps.deploy.outputs.failed }}"
          node -e 'for (const { name, action } of JSON.parse(process.env.LIST)) console.log(name, action)'
        env:
          LIST: \${{ steps.deploy.outputs.deployments }}
`;
}

function traefik(server: { readonly url: string }, password = PASSWORD) {
  return startTraefikBasic({ upstream: server.url, user: "ci", password });
}

async function deployed(server: PrefectServer): Promise<string[]> {
  const found = (await server.request("POST", "/deployments/filter", {})) as { name: string }[];
  return found.map(({ name }) => name).sort();
}

function job(run: ActRun, id: string, environment?: string): ActJob {
  const found = run.jobs.filter((each) => each.id === id && each.matrix["environment"] === environment);
  if (found.length !== 1) throw new Error(`${found.length} jobs are ${id}.\n${run.log}`);
  return found[0] as ActJob;
}

/** The commands of the step's error annotations. */
function errors(run: ActRun, step = "deploy"): string[] {
  const lines = job(run, "deploy").steps.get(step)?.log.split("\n") ?? [];
  return lines.flatMap((line) => /::error .*/.exec(line)?.[0] ?? []);
}

function fileLeft(run: ActRun, name: string): string | undefined {
  return [...run.left].find(([path]) => path.endsWith(`-workspace/${name}`))?.[1];
}

function pathsLeft(run: ActRun, folder: "workspace" | "temp"): string[] {
  const prefix = new RegExp(`^\\d+-${folder}/`);
  const found = [...run.left.keys()].filter((path) => prefix.test(path));
  if (found.length === 0) throw new Error("The workflow has to use ./.github/actions/keep.");
  return found.map((path) => path.replace(prefix, "")).filter((path) => path !== "");
}

function expectNoLeaks(run: ActRun, secrets: readonly string[]): void {
  expect(leaks(run.log, secrets), "the log").toEqual([]);
  expect(run.left.size).toBeGreaterThan(0);
  for (const [path, content] of run.left) expect(leaks(content, secrets), path).toEqual([]);
}

/** The output `plan-file` is for later steps; the runner empties its folder at the end of the job. */
function isNoPlan(path: string): boolean {
  return !/^prefect-plan-[0-9a-f]+\.json$/.test(path);
}

function expectNothingLeft(run: ActRun, secrets: readonly string[]): void {
  expect(pathsLeft(run, "temp").filter(isNoPlan)).toEqual([]);
  expect(pathsLeft(run, "workspace")).not.toContain("prefect.toml");
  expect(run.processes).toEqual([]);
  expectNoLeaks(run, secrets);
}
