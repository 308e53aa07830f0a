import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { giveBack, GROUP, keep, killGroup } from "../../scripts/parts.mjs";
import { startFaultGate } from "../support/faults/gate.ts";
import { dumpServer } from "../support/fidelity/dump.ts";
import { describePrefect } from "../support/hooks.ts";
import { cleanEnvironment, NEWEST, prefectCommand, startPrefectServer, tempDir } from "../support/index.ts";
import { flows, lineOf, makeProject, prefectYaml, type Entry } from "../support/project.ts";
import { changes, usePlans } from "../support/runner/plans.ts";
import { deployStory, liveDeployments, told, type Story } from "../support/runner/story.ts";
import { waitFor } from "../support/wait.ts";

const entry = (name: string, ...more: string[]): Entry => ({ name, entrypoint: "flow.py:job", more });

const FILES = {
  "flow.py": flows({
    name: "job",
    options: "description='What it does'",
    parameters: "count: int = 1, day: Literal['mon', 'tue'] | str = 'mon', kind: Literal['a', 'b'] = 'a'",
  }).replace("from prefect", "from typing import Literal\nfrom prefect"),
};

/** What only the server has, by the deployment. */
function stays({ outputs }: Story): Record<string, readonly string[]> {
  const { deployments } = JSON.parse(outputs["plan"] ?? "") as {
    deployments: { name: string; stays?: string[] }[];
  };
  return Object.fromEntries(deployments.flatMap(({ name, stays: own }) => (own ? [[name, own]] : [])));
}

const labels = (schedules: unknown): string[] =>
  (schedules as { slug?: string | null; schedule: { cron?: string } }[])
    .map(({ slug, schedule }) => slug ?? schedule.cron ?? "")
    .sort();

const NOT_REMOVED = ["emptied", "one-less", "lax", "same"].join("\n");

const SLUGS = "schedules: [{slug: nightly, cron: '0 3 * * *'}, {slug: weekly, cron: '0 4 * * 1'}]";
const NO_SLUGS = "schedules: [{cron: '0 5 * * *'}]";

describePrefect(
  "what only the server has",
  (version) => {
    const { write, deploy, plan, prefect } = usePlans(version);
    // Clients before 3.4 replace schedules without slugs by none.
    const isLeft = version === NEWEST;
    const schedulesOf = async (name: string) =>
      labels((await liveDeployments(prefect())).find((one) => one["name"] === name)?.["schedules"]);

    it("is named by the plan and the deploy, and Prefect leaves it; `clear-schedules` deletes schedules", async () => {
      await write(
        [
          entry("emptied", SLUGS),
          entry("removed", NO_SLUGS),
          entry("one-less", SLUGS),
          entry("lax", "enforce_parameter_schema: false"),
          entry("same", SLUGS),
        ],
        FILES,
      );
      await deploy();
      const text = await write([
        entry("emptied", "schedules: []"),
        entry("removed"),
        entry("one-less", "schedules: [{slug: nightly, cron: '0 3 * * *'}]"),
        entry("lax"),
        entry("same", SLUGS),
      ]);
      const expected = {
        emptied: ["schedules.weekly", "schedules.nightly"],
        ...(isLeft ? { removed: ["schedules.0 5 * * *"] } : {}),
        "one-less": ["schedules.weekly"],
        lax: ["enforce_parameter_schema"],
      };
      const story = await plan();
      const removed = [{ field: "schedules.0 5 * * *", before: expect.anything() as unknown }];
      expect(changes(story)).toEqual(isLeft ? {} : { removed });
      expect(sorted(stays(story))).toEqual(sorted(expected));
      expect(story.log).toMatch(
        /\n {2}unchanged job\/one-less\n {6}= schedules\.weekly: \{.*\} \(only on the server, stays\)\n/,
      );
      const at = (name: string) => `prefect.yaml:${lineOf(text, `name: ${name}`)}: job/${name}: `;
      const clear = "`clear-schedules: true` deletes the schedules that the file does not have.";
      const warned = told(story.warnings).filter((line) => line.includes("only the server has"));
      expect(warned).toHaveLength(isLeft ? 4 : 3);
      expect(warned).toContain(
        `${at("one-less")}only the server has "schedules.weekly", and Prefect leaves it there. ${clear}`,
      );
      expect(warned.find((line) => line.startsWith(at("emptied")))).toContain(
        "and Prefect leaves them there. A later Prefect deletes them for `schedules: []`, as 3.9.1 announces.",
      );
      const before = (await dumpServer(prefect())).exact;
      expect((await deploy({ names: NOT_REMOVED })).results).toEqual(
        ["emptied", "one-less", "lax", "same"].map((name) => `unchanged job/${name}`),
      );
      expect((await dumpServer(prefect())).exact).toEqual(before);

      const clearing = { "clear-schedules": "true" };
      const cleared = await plan(clearing);
      expect(Object.keys(changes(cleared))).toEqual(["emptied", "removed", "one-less"]);
      expect(changes(cleared)["one-less"]).toEqual([
        { field: "schedules.weekly", before: expect.anything() as unknown },
      ]);
      expect(stays(cleared)).toEqual({ lax: ["enforce_parameter_schema"] });
      await deploy(clearing);
      expect(await schedulesOf("emptied")).toEqual([]);
      expect(await schedulesOf("removed")).toEqual([]);
      expect(await schedulesOf("one-less")).toEqual(["nightly"]);
      expect(await schedulesOf("same")).toEqual(["nightly", "weekly"]);
      expect(changes(await plan(clearing))).toEqual({});
    });
  },
  [NEWEST, "3.2.15"],
);

function sorted(found: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(found).map(([name, fields]) => [name, [...fields].sort()]));
}

describe("schedules that are deleted one by one", () => {
  const { write, run, deploy, plan, prefect, gate } = usePlans(NEWEST);

  it("come back where a later write fails", async () => {
    await write([entry("first", SLUGS), entry("last", "description: before")], FILES);
    await deploy();
    const before = (await dumpServer(prefect())).comparable;
    await write([entry("first"), entry("last", "description: after")]);
    const last = (await liveDeployments(prefect())).find(({ name }) => name === "last");
    gate().fault({
      kind: "403",
      at: ({ method, path }) => method === "PATCH" && path.endsWith(String(last?.["id"])),
    });
    const story = await run({ "clear-schedules": "true", concurrency: "1" });
    gate().reset();
    expect(story.results).toEqual(["put-back job/first", "failed job/last"]);
    expect((await dumpServer(prefect())).comparable).toEqual(before);
  });

  it("are those that the client deletes itself with `clear_schedules_on_empty` (3.9.1)", async () => {
    await write([entry("emptied", SLUGS), entry("plain", NO_SLUGS)], FILES);
    await deploy();
    await write([entry("emptied", "schedules: []"), entry("plain", "schedules: []")]);
    const env = { PREFECT_DEPLOYMENTS_CLEAR_SCHEDULES_ON_EMPTY: "true" };
    const story = await plan({}, env);
    expect(told(story.problems)).toEqual([]);
    expect(changes(story)).toEqual({
      emptied: ["weekly", "nightly"].map((slug) => ({
        field: `schedules.${slug}`,
        before: expect.objectContaining({ slug }) as unknown,
      })),
      plain: [{ field: "schedules.0 5 * * *", before: expect.anything() as unknown }],
    });
    expect(stays(story)).toEqual({});
    const done = await run({}, env);
    expect(done.results).toEqual(["updated job/emptied", "updated job/plain"]);
    const live = await liveDeployments(prefect());
    expect(live.map(({ schedules }) => schedules)).toEqual([[], []]);
    expect(changes(await plan({}, env))).toEqual({});
  });
});

describePrefect(
  "what the server would refuse",
  (version) => {
    const { write, run, deploy, plan, prefect } = usePlans(version);

    it("is found by the plan in the server's own words, and nothing is written", async () => {
      await prefect().request("PATCH", "/work_pools/pool", {
        base_job_template: {
          job_configuration: { command: "{{ command }}", cpu: "{{ cpu }}" },
          variables: {
            type: "object",
            properties: { command: { type: "string", default: "x" }, cpu: { type: "integer" } },
            required: ["cpu"],
          },
        },
      });
      await write([entry("slugs", SLUGS), entry("typed"), entry("jobs")], FILES);
      await deploy();
      const text = await write([
        entry("slugs", "schedules: [{cron: '0 3 * * *'}, {slug: weekly, cron: '0 4 * * 1'}]"),
        entry("typed", "parameters: {kind: hunter-two}"),
        entry("jobs", "work_pool: {name: pool, job_variables: {cpu: hunter-two}}"),
        entry("new", "parameters: {kind: hunter-two}"),
        entry("fine", "parameters: {count: 3}", "work_pool: {name: pool, job_variables: {cpu: 2}}"),
      ]);
      const found = told((await plan()).problems);
      const at = (name: string) =>
        `prefect.yaml:${lineOf(text, `name: ${name}`)}: job/${name} would not be written: the server refuses it`;
      expect(found).toEqual([
        `${at("slugs")} (422): Please provide a slug for each schedule in your request to ensure schedules are updated correctly. The schedules on the server have slugs: give each one in the file a \`slug\`; \`replaces: old-slug\` renames one.`,
        expect.stringContaining(
          `${at("typed")} (409): Validation failed for field 'kind'. Failure reason: the value is not one of those that are allowed.`,
        ),
        expect.stringContaining(
          `${at("jobs")} (409): Validation failed for field 'cpu'. Failure reason: the value is not of type 'integer'.`,
        ),
        expect.stringContaining(`${at("new")} (409): Validation failed for field 'kind'.`),
      ]);
      expect(found.join()).not.toContain("hunter-two");
      const before = (await dumpServer(prefect())).exact;
      const story = await run();
      expect(told(story.problems)).toEqual(found);
      expect((await dumpServer(prefect())).exact).toEqual(before);
      // And the server itself says so.
      for (const name of ["slugs", "typed", "jobs", "new"]) {
        const { problems } = await run({ names: name, transaction: "false" });
        expect(told(problems).join(), name).toMatch(/failed: .*(?:422|409|slug|integer)/s);
      }
    });
  },
  [NEWEST, "3.2.15"],
);

it("parameters that are over the server's limit are found by the plan", async () => {
  await using server = await startPrefectServer({ env: { PREFECT_SERVER_API_MAX_PARAMETER_SIZE: "600000" } });
  await server.request("POST", "/work_pools/", { name: "pool", type: "process" });
  await using gate = await startFaultGate(server.url);
  await using project = await makeProject(FILES);
  const plan = async (bytes: number): Promise<string[]> => {
    await project.write({
      "prefect.yaml": prefectYaml([entry("large", `parameters: {day: ${"d".repeat(bytes - 10)}}`)]),
    });
    const story = await deployStory({
      inputs: { "api-url": gate.apiUrl, mode: "plan", "config-target": "none" },
      workspace: project.path,
    });
    return told(story.problems);
  };
  expect(await plan(590_000)).toEqual([]);
  expect(await plan(600_001)).toEqual([
    "prefect.yaml:5: job/large would not be written: the server refuses it (422): Flow run parameters must be less than 600,000 bytes when serialized (got 600,001 bytes). Put large values into a block, a variable or a file, and give the flow its name.",
  ]);
}, 180_000);

describe("runs that wait", () => {
  it("are counted for each deployment that changes, and a deploy without a change leaves them", async () => {
    // With its services: the scheduler makes the runs.
    await using server = await startPrefectServer({
      env: {
        PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS: "1",
        PREFECT_SERVER_SERVICES_LATE_RUNS_LOOP_SECONDS: "1",
      },
      services: true,
    });
    await server.request("POST", "/work_pools/", { name: "pool", type: "process" });
    await using project = await makeProject(FILES);
    const story = async (mode: string, description: string): Promise<Story> => {
      await project.write({
        "prefect.yaml": prefectYaml([
          entry("daily", NO_SLUGS, `description: ${description}`),
          entry("other", NO_SLUGS),
        ]),
      });
      return deployStory({
        inputs: { "api-url": server.apiUrl, mode, "config-target": "none" },
        workspace: project.path,
      });
    };
    await story("deploy", "first");
    const ids = async () => {
      const rows = (await server.request("POST", "/flow_runs/filter", {
        flow_runs: { state: { name: { any_: ["Scheduled"] } } },
      })) as { id: string; auto_scheduled: boolean; deployment_id: string }[];
      return rows
        .filter((row) => row.auto_scheduled)
        .map(({ id, deployment_id }) => `${deployment_id} ${id}`)
        .sort();
    };
    const scheduled = await waitFor(
      async () => {
        const found = await ids();
        return found.length >= 6 ? found : undefined;
      },
      { what: "runs that the scheduler has made" },
    );
    const [daily] = (await liveDeployments(server)).filter(({ name }) => name === "daily");
    const own = String(daily?.["id"]);
    const count = scheduled.filter((one) => one.startsWith(own)).length;
    // One by hand, which nobody starts.
    await server.request("POST", `/deployments/${own}/create_flow_run`, {
      state: { type: "SCHEDULED", state_details: { scheduled_time: "2020-01-01T00:00:00Z" } },
    });
    const late = async () =>
      Number(
        await server.request("POST", "/flow_runs/count", {
          flow_runs: { state: { name: { any_: ["Late"] } } },
        }),
      );
    await waitFor(async () => (await late()) === 1, { what: "a late run" });

    const planned = await story("plan", "second");
    const line = `! ${count} scheduled runs are deleted, and made again from the schedules; 1 late run stays`;
    expect(planned.log).toContain(`      ${line}`);
    expect(planned.summary).toContain(line);
    const { deployments } = JSON.parse(planned.outputs["plan"] ?? "") as {
      deployments: { runs?: unknown }[];
    };
    expect(deployments.map(({ runs }) => runs)).toEqual([
      { scheduled: count, late: 1, pending: 0 },
      undefined,
    ]);

    const before = await ids();
    await story("deploy", "first");
    expect(await ids()).toEqual(before);
    await story("deploy", "second");
    const after = await ids();
    const of = (all: readonly string[], isDaily: boolean) =>
      all.filter((one) => one.startsWith(own) === isDaily);
    expect(of(after, false)).toEqual(of(before, false));
    expect(of(after, true).filter((one) => before.includes(one))).toEqual([]);
    expect(await late()).toBe(1);
    await waitFor(async () => of(await ids(), true).length >= count, { what: "runs made again" });
  }, 240_000);

  it("and one that a worker has begun go on to their end beside a deploy that changes their deployment", async () => {
    await using server = await startPrefectServer({
      env: { PREFECT_SERVER_SERVICES_LATE_RUNS_LOOP_SECONDS: "1" },
      services: true,
    });
    await server.request("POST", "/work_pools/", { name: "pool", type: "process" });
    await using project = await makeProject({
      "flow.py": flows("job").replace(
        "    return 1",
        "    while not pathlib.Path('go').exists():\n        time.sleep(0.2)",
      ),
    });
    await project.write({
      "flow.py": `import pathlib\nimport time\n${await readFile(project.file("flow.py"), "utf8")}`,
    });
    const pull = `pull: [{prefect.deployments.steps.set_working_directory: {directory: "${project.path}"}}]\n`;
    const story = async (mode: string, description: string): Promise<Story> => {
      await project.write({
        "prefect.yaml": prefectYaml([entry("daily", `description: ${description}`)], pull),
      });
      return deployStory({
        inputs: { "api-url": server.apiUrl, mode, "config-target": "none" },
        workspace: project.path,
      });
    };
    await story("deploy", "first");
    const [daily] = await liveDeployments(server);
    const start = () =>
      server.request("POST", `/deployments/${String(daily?.["id"])}/create_flow_run`, {
        state: { type: "SCHEDULED", state_details: { scheduled_time: "2020-01-01T00:00:00Z" } },
      });
    const states = async () => {
      const rows = (await server.request("POST", "/flow_runs/filter", {})) as { state: { name: string } }[];
      return rows.map(({ state }) => state.name).sort();
    };
    await start();
    await using home = await tempDir();
    const worker = spawn(prefectCommand(), ["worker", "start", "--pool", "pool", "--limit", "1"], {
      cwd: home.path,
      env: cleanEnvironment({
        ...{ PREFECT_API_URL: server.apiUrl, PREFECT_HOME: home.path, PREFECT_WORKER_QUERY_SECONDS: "1" },
      }),
      ...GROUP,
      stdio: "ignore",
    });
    await once(worker, "spawn");
    const pid = worker.pid ?? 0;
    keep({ pid });
    try {
      const inStates = (...wanted: string[]) =>
        waitFor(async () => isDeepStrictEqual(await states(), wanted), {
          what: `runs that are ${wanted.join(" and ")}`,
          timeout: 90_000,
        });
      await inStates("Running");
      await start();
      await inStates("Late", "Running");
      expect((await story("plan", "second")).lines).toContain("      ! 1 late run stays");
      expect((await story("deploy", "second")).results).toEqual(["updated job/daily"]);
      expect(await states()).toEqual(["Late", "Running"]);
      await project.write({ go: "" });
      await inStates("Completed", "Completed");
    } finally {
      const gone = once(worker, "exit");
      killGroup(pid);
      await gone;
      giveBack({ pid });
    }
  }, 240_000);
});

describe("what somebody else does", () => {
  const { write, run, deploy, plan, prefect, gate } = usePlans(NEWEST);

  it("to a deployment after this step has written it makes the step red, and is named", async () => {
    const names = ["first", "second", "third"];
    await write(
      names.map((name) => entry(name, SLUGS, "description: before")),
      FILES,
    );
    await deploy();
    const live = await liveDeployments(prefect());
    const idOf = (name: string) => String(live.find((one) => one["name"] === name)?.["id"]);
    await write(names.map((name) => entry(name, SLUGS, "description: ours", "parameters: {day: tue}")));
    // The last write of this step is held up until the other job has written two of them, one with the same content.
    let others: Promise<unknown> | undefined;
    const other = async () => {
      for (const [name, description] of [
        ["first", "theirs"],
        ["second", "ours"],
      ] as const) {
        await prefect().request("PATCH", `/deployments/${idOf(name)}`, { description });
      }
    };
    gate().fault({
      kind: "late",
      ms: 3_000,
      at: ({ method, path }) => {
        const isLast = method === "PATCH" && path.endsWith(idOf("third"));
        if (isLast) others ??= other();
        return isLast;
      },
    });
    const story = await run({ concurrency: "1" });
    await others;
    expect(story.results).toEqual(["failed job/first", "updated job/second", "updated job/third"]);
    expect(told(story.problems)).toEqual([
      'prefect.yaml:5: job/first: somebody else has overwritten "description" after this step had written it. Use `concurrency:` so that such jobs never overlap, and run this one again.',
    ]);
  });

  it("to requests that only tell something is no reason to fail", async () => {
    await write([entry("first", SLUGS, "description: before")], FILES);
    await deploy();
    await write([entry("first", SLUGS, "description: after", "parameters: {count: 3}")]);
    for (const path of [/\/flow_runs\/count$/, /\/ui\/schemas\/validate$/, /\/deployments\/count$/])
      gate().fault({ kind: "403", times: Infinity, at: (request) => path.test(request.path) });
    const story = await run();
    expect(told(story.problems), story.log).toEqual([]);
    expect(story.results).toEqual(["updated job/first"]);
    expect(gate().requests.filter(({ fault }) => fault === "403").length).toBeGreaterThanOrEqual(5);
  });

  it("and what was taken out of the files is named: it is still there, and its schedules run", async () => {
    await write([entry("kept"), entry("dropped", SLUGS), entry("quiet", "paused: true", NO_SLUGS)], {
      ...FILES,
      "moved.py": FILES["flow.py"].replace("def job", "def old_name"),
    });
    await deploy();
    await write([
      entry("kept"),
      entry("dropped", SLUGS),
      { name: "moved", entrypoint: "moved.py:old_name", more: [NO_SLUGS] },
    ]);
    await deploy();
    // The flow gets another name, and its deployment is another one.
    await write([entry("kept"), { name: "moved", entrypoint: "moved.py:old_name" }], {
      "moved.py": FILES["flow.py"]
        .replace("@flow(", "@flow(name='new-name', ")
        .replace("def job", "def old_name"),
    });
    const said = (story: Story) => told(story.warnings).filter((line) => line.startsWith("On the server"));
    const story = await plan();
    expect(said(story)).toHaveLength(1);
    const names = said(story)[0]?.split(": ").slice(1).join(": ") ?? "";
    for (const one of [
      '"job/dropped" (active: "nightly", "weekly")',
      '"old-name/moved" (active: "0 5 * * *")',
      '"job/quiet"',
    ])
      expect(names).toContain(one);
    expect(names).not.toMatch(/quiet" \(active|kept/);
    expect(story.summary).toContain("On the server and in none of the files");
    expect(said(await deploy())).toHaveLength(1);
    // A part of the files is no reason.
    await write([entry("kept"), entry("dropped", SLUGS), entry("quiet")]);
    const part = await plan({ names: "kept" });
    expect(said(part).join()).not.toMatch(/dropped|quiet/);
  });
});
