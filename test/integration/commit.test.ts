import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { leaks } from "../e2e/leaks.ts";
import { askJson } from "../support/ask.ts";
import { dumpServer, type Dump } from "../support/fidelity/dump.ts";
import { isWrite } from "../support/ask.ts";
import { type FaultGate, type GateRequest, startFaultGate } from "../support/faults/gate.ts";
import { usePrefectServer } from "../support/hooks.ts";
import { IS_FULL_RUN } from "../support/full-run.ts";
import { createWorkPool, type PrefectServer, startPrefectServer } from "../support/index.ts";
import { startIssuer } from "../support/servers/issuer.ts";
import { startPostgres } from "../support/servers/postgres.ts";
import {
  flows,
  lineOf,
  makeProject,
  prefectYaml,
  type Entry,
  type Files,
  type Project,
} from "../support/project.ts";
import { type HeldRun, recordHeld, replaying } from "../support/fidelity/replay.ts";
import { shownUnmasked } from "../support/runner/runner-model.ts";
import { type RestorableServer, startRestorableServer } from "../support/shared/servers.ts";
import {
  deployed,
  deployStory,
  liveDeployments,
  type StoryOptions,
  told,
  type Story,
} from "../support/runner/story.ts";

/** One run of the action on a project, past or through a gate. */
function run(
  { apiUrl }: { readonly apiUrl: string },
  { path }: Project,
  { inputs = {}, ...more }: Partial<StoryOptions> = {},
): Promise<Story> {
  return deployStory({
    inputs: { "api-url": apiUrl, retries: "0", "config-target": "none", ...inputs },
    workspace: path,
    ...more,
  });
}

/** With a description: without one, Prefect writes "None" the first time and null from then on (3.8.8). */
const flow = (name: string) =>
  flows({ name, options: "description='What it does'", parameters: "day: str = 'mon'" });

const step = (script: string): string[] => [
  "build:",
  "  - prefect.deployments.steps.run_shell_script:",
  `      script: ${script}`,
];

describe("before the first write", () => {
  const prefect = usePrefectServer();
  let project: Project;
  beforeEach(async () => {
    await createWorkPool(prefect(), "pool");
    project = await makeProject({
      "a.py": flow("a"),
      "fail.sh": "#!/bin/sh\necho the disk is full >&2\nexit 3\n",
      "wait.sh": "#!/bin/sh\necho the build step is waiting\nexec sleep 600\n",
    });
    return () => project[Symbol.asyncDispose]();
  });

  it.each([
    ["fails", "./fail.sh", undefined, /^a\/second failed: .*error code 3: the disk is full/],
    [
      "takes longer than `timeout`",
      "./wait.sh",
      new DOMException("The operation was aborted due to timeout", "TimeoutError"),
      /^a\/second failed: the step timed out \(`timeout`\)\./,
    ],
    ["is cancelled", "./wait.sh", new Error("cancelled"), /^a\/second failed: the job was cancelled\./],
  ] as const)(
    "the second of three %s: nothing at all has been written",
    async (_what, script, reason, said) => {
      const entries = ["first", "second", "third"].map((name) => ({
        name,
        entrypoint: "a.py:a",
        more: name === "second" ? step(script) : [],
      }));
      const text = prefectYaml(entries);
      await project.write({ "prefect.yaml": text });
      const before = await dumpServer(prefect());
      const controller = new AbortController();
      const story = await run(prefect(), project, {
        signal: controller.signal,
        onLine: (line) => {
          if (line.includes("the build step is waiting")) controller.abort(reason);
        },
      });
      expect((await dumpServer(prefect())).exact).toEqual(before.exact);
      expect(story.results).toEqual(["not-tried a/first", "failed a/second", "not-tried a/third"]);
      expect(story.problems).toHaveLength(1);
      expect(story.problems[0]?.what).toMatch(said);
      // A step that fails is marked itself.
      const place = lineOf(text, reason === undefined ? "run_shell_script" : "name: second");
      expect(story.problems[0]?.where?.line).toBe(place);
      expect(story.problems[0]?.fix).toBe("Fix this and re-run the job; nothing was written to the server.");
    },
  );
});

const event = (name: string, expected: string) =>
  `  - {name: ${name}, type: event, expect: [prefect.flow-run.${expected}], match: {prefect.resource.id: prefect.flow-run.*}}`;

const old = (name: string, ...more: string[]): Entry => ({ name, entrypoint: "old.py:old", more });
const fresh = (number: number, ...more: string[]): Entry => ({
  name: "prod",
  entrypoint: `fresh${number}.py:fresh${number}`,
  more,
});

/** What is on the server, and an edit of it that is written with 20 requests. */
const SOURCES: Files = Object.fromEntries(
  ["old", "fresh1", "fresh2", "fresh3", "fresh4"].map((name) => [`${name}.py`, flow(name)]),
);
const BEFORE: readonly Entry[] = [
  old(
    "slugs",
    "schedules: [{slug: nightly, cron: '0 3 * * *', timezone: UTC}, {slug: weekly, cron: '0 4 * * 1', active: true}]",
  ),
  old("no-slugs", "schedules: [{cron: '0 5 * * *', timezone: UTC}, {interval: 600}]"),
  old("triggers", "description: before", "triggers:", event("a", "Completed"), event("b", "Failed")),
  old("limit", "concurrency_limit: {limit: 1, collision_strategy: ENQUEUE}"),
  old("fields", "version: '1'", "tags: [x]", "parameters: {day: tue}", "paused: true"),
  old("moved", "triggers:", event("moved", "Completed")),
  old("same", "schedules: [{cron: '0 6 * * *'}]", "triggers:", event("same", "Completed")),
];
const AFTER: readonly Entry[] = [
  old(
    "slugs",
    "schedules: [{slug: nightly, cron: '30 3 * * *', timezone: UTC}, {slug: weekly, cron: '0 4 * * 1'}]",
  ),
  old("no-slugs", "schedules: [{cron: '30 5 * * *', timezone: UTC}, {interval: 600}]"),
  old("triggers", "description: after", "triggers:", event("a", "Crashed"), event("b", "Failed")),
  old("limit", "concurrency_limit: {limit: 2, collision_strategy: CANCEL_NEW}"),
  old(
    "fields",
    "version: '2'",
    "tags: [x, y]",
    "parameters: {day: wed}",
    "paused: false",
    "work_pool: {name: pool, work_queue_name: slow, job_variables: {env: {LEVEL: debug}}}",
  ),
  old("moved", "triggers:", event("moved", "Failed")),
  old("same", "schedules: [{cron: '0 6 * * *'}]", "triggers:", event("same", "Completed")),
  old("added"),
  fresh(1, "work_pool: {name: pool, work_queue_name: fast}", "concurrency_limit: 2"),
  fresh(2, "triggers:", event("fresh", "Completed")),
  fresh(3, "schedules: [{cron: '0 7 * * *'}]"),
  fresh(4),
];
const WRITES = 21;

/** The first and the last writes, and some between them: each kind of write, alone and after others of its kind. */
function isTried(k: number): boolean {
  return IS_FULL_RUN || k <= 2 || k % 4 === 0 || k === WRITES - 1;
}

describe("a commit of 21 writes", () => {
  const parts = new AsyncDisposableStack();
  let server: RestorableServer;
  let gate: FaultGate;
  let project: Project;
  let held: HeldRun;
  let before: Dump;
  /** What another job does when this one looks at the server for the second time. */
  let meanwhile: (() => Promise<unknown>) | undefined;
  let interlude: Promise<unknown> | undefined;
  let looks = 0;
  let slow: ((request: GateRequest) => Promise<void>) | undefined;

  beforeAll(async () => {
    server = parts.use(await startRestorableServer());
    const { prefect } = server;
    const started = await startFaultGate(prefect.url, {
      before: async (request) => {
        const { path } = request;
        if (path === "/api/deployments/filter" || path === "/api/flows/filter") looks += 1;
        // One of the connection check, and two of the first look.
        if (looks > 3) interlude ??= meanwhile?.();
        await interlude;
        await slow?.(request);
      },
    });
    gate = parts.use(started);
    project = parts.use(await makeProject({ ...SOURCES, "prefect.yaml": prefectYaml(BEFORE) }));
    await createWorkPool(prefect, "pool");
    expect(told((await run(prefect, project)).problems)).toEqual([]);
    await bySomebody(prefect);
    before = await dumpServer(prefect);
    server.save();
    await project.write({ "prefect.yaml": prefectYaml(AFTER) });
    held = await recordHeld(prefect, project);
    expect((await dumpServer(prefect)).exact).toEqual(before.exact);
  });
  beforeEach(() => {
    again();
  });
  afterAll(() => parts.disposeAsync());

  const again = () => {
    server.restore();
    gate.reset();
    meanwhile = interlude = slow = undefined;
    looks = 0;
  };
  const replayed = (options: Partial<StoryOptions> = {}) =>
    run(gate, project, { ...options, job: replaying(held) });
  const now = async () => (await dumpServer(server.prefect)).comparable;
  const id = (name: string) => String(before.exact.deployments.find((one) => one["name"] === name)?.["id"]);

  /** All writes from the k-th on are refused, until things are put back or for ever. */
  const failing = (k: number, until: "put back" | "never" = "put back") => {
    let writes = 0;
    const fault = gate.fault({
      kind: "403",
      at: (request) => isWrite(request) && (writes += 1) >= k,
      times: Infinity,
    });
    return {
      onLine: (line: string) => {
        if (until === "put back" && line.includes("putting back what was written")) fault.remove();
      },
    };
  };
  const expectPutBack = async (story: Story, k: number) => {
    expect(await now(), `write ${k}\n${story.log}`).toEqual(before.comparable);
    expect(story.problems, story.log).toHaveLength(1);
    expect(story.problems[0]?.what).toMatch(
      / Everything that was written before it has been put back: the server is as it was\.$/,
    );
    const states = new Set(story.results.map((result) => result.split(" ")[0]));
    expect(
      [...states].filter((state) => !["failed", "put-back", "not-tried", "unchanged"].includes(state ?? "")),
    ).toEqual([]);
  };

  it.each([2, 9, 17])("that fails at write %i is put back, also with the real CLI", async (k) => {
    await expectPutBack(await run(gate, project, failing(k)), k);
  });

  it.each(Array.from({ length: WRITES }, (_, index) => index + 1).filter(isTried))(
    "that fails at write %i is put back",
    async (k) => {
      // Several at once are not begun in the same order each time: what fails then is any of them.
      const concurrency = k % 2 === 0 ? "8" : "1";
      await expectPutBack(await replayed({ ...failing(k), inputs: { concurrency } }), k);
    },
  );

  it("that fails nowhere has 21 writes, and leaves what the CLI wants", async () => {
    const story = await replayed({ inputs: { concurrency: "1" } });
    expect(told(story.problems)).toEqual([]);
    expect(gate.writes()).toHaveLength(WRITES);
    const unchanged = await run(gate, project, { inputs: { mode: "plan" } });
    expect(unchanged.outputs).toMatchObject({ unchanged: "12", "has-changes": "false" });
  });

  it.each([6, 8])(
    "that is cancelled while write %i is on its way, and arrives later, is put back too",
    async (k) => {
      const controller = new AbortController();
      let writes = 0;
      slow = async (request) => {
        if (!isWrite(request) || (writes += 1) !== k) return;
        controller.abort(new Error("cancelled"));
        await sleep(1_500);
      };
      const story = await replayed({ signal: controller.signal, inputs: { concurrency: "1" } });
      await expectPutBack(story, k);
      expect(story.problems[0]?.what).toMatch(/^Writing was stopped: the job was cancelled/);
    },
  );

  it("that is put back but for a flow says so", async () => {
    gate.fault({
      kind: "403",
      at: ({ method, path }) => method === "DELETE" && path.startsWith("/api/flows/"),
      times: Infinity,
    });
    const story = await replayed({ ...failing(10), inputs: { concurrency: "1" } });
    const names = [4, 3, 2, 1].map((number) => `the flow "fresh${number}" (403 `);
    expect(story.problems[0]?.what).toMatch(/^old\/limit could not be written: 403 from PATCH /);
    for (const name of names) expect(story.problems[0]?.what).toContain(name);
    expect(story.problems[0]?.what).toMatch(
      / Not put back: the flow .*; compare them with .* The rest is as it was\.$/,
    );
  });

  it("keeps what was written where that is asked for, says what, and the next run does the rest", async () => {
    const story = await replayed({ ...failing(10), inputs: { "on-commit-error": "keep", concurrency: "1" } });
    const kept = written(story);
    expect(kept).toEqual(["old/slugs", "old/no-slugs", "old/fields", "fresh1/prod"]);
    expect(story.results).toContain("failed old/limit");
    const half = story.report.results.find(({ name }) => name === "triggers");
    expect(half).toMatchObject({ action: "failed", error: "it is written, but not its triggers" });
    const [problem] = told(story.problems);
    expect(problem).toMatch(/^prefect\.yaml:20: old\/limit could not be written: 403 from PATCH /);
    expect(problem).toContain(`Kept (\`on-commit-error: keep\`): ${kept.join(", ")}.`);
    expect(story.log).not.toContain("putting back");
    expect(await now()).not.toEqual(before.comparable);

    gate.reset();
    const rest = await run(gate, project);
    expect(told(rest.problems)).toEqual([]);
    expect(written(rest)).toEqual([
      ...["old/triggers", "old/limit", "old/moved", "old/added", "fresh2/prod", "fresh3/prod", "fresh4/prod"],
    ]);
    const after = await run(gate, project, { inputs: { mode: "plan" } });
    expect(after.outputs).toMatchObject({ "has-changes": "false" });
  });

  it("lists what could not be put back where that fails too", async () => {
    const story = await replayed({ ...failing(10, "never"), inputs: { concurrency: "1" } });
    const left = ["old/slugs", "old/no-slugs", "old/triggers", "old/fields", "fresh1/prod"];
    expect(story.results.filter((result) => result.startsWith("left "))).toEqual(
      left.map((name) => `left ${name}`),
    );
    const [problem, ...others] = told(story.problems);
    expect(others).toEqual([]);
    expect(problem).toContain(` Not put back: ${left.join(", ")}, `);
    expect(problem).toContain('the flow "fresh4" (403 ');
    // Of the first flow there is a deployment of this run.
    expect(problem).not.toContain('the flow "fresh1"');
    expect(problem).not.toContain("the server is as it was");
    expect(story.summary).toContain("12 deployments: 1 failed, 5 not put back, 5 not tried, 1 unchanged.");
    expect(story.summary).toMatch(/\| ⚠️ not put back<br>[^|]*403[^|]* \| \[`old\/fields`\]/);
    for (const { error } of story.report.results.filter(({ action }) => action === "left")) {
      expect(error).toContain("403");
    }
  });

  const noticed = ({ warnings }: Story) => told(warnings).filter((line) => line.includes("by somebody else"));

  it("notices that somebody changed a deployment after the plan was made, and writes what the files say", async () => {
    meanwhile = async () => {
      await server.prefect.request("PATCH", `/deployments/${id("limit")}`, { description: "by hand" });
      await server.prefect.request("PATCH", `/deployments/${id("same")}`, { tags: ["by hand"] });
    };
    // As where the CLI took long: then what needs no change is looked at again, too.
    const story = await replayed({ limits: { oldMs: 0 } });
    expect(told(story.problems)).toEqual([]);
    expect(noticed(story)).toEqual([
      expect.stringMatching(
        /^prefect\.yaml:20: old\/limit was changed on the server by somebody else while .*: it is no longer as the plan shows it\./,
      ),
      expect.stringMatching(
        /^prefect\.yaml:36: old\/same was changed on the server by somebody else while .*: the plan said unchanged, now it is change\./,
      ),
    ]);
    expect(story.results).toContain("updated old/same");
    const live = await liveDeployments(server.prefect);
    expect(live.find(({ name }) => name === "limit")).toMatchObject({ description: "What it does" });
    expect(live.find(({ name }) => name === "same")).toMatchObject({ tags: [] });
  });

  it("leaves alone what needed no change when it was read, a moment ago, as if the other one had come later", async () => {
    meanwhile = async () => {
      await server.prefect.request("PATCH", `/deployments/${id("same")}`, { tags: ["by hand"] });
    };
    const story = await replayed({ limits: { oldMs: 600_000 } });
    expect([told(story.problems), noticed(story)]).toEqual([[], []]);
    expect(story.results).toContain("unchanged old/same");
    const live = await liveDeployments(server.prefect);
    expect(live.find(({ name }) => name === "same")).toMatchObject({ tags: ["by hand"] });
  });

  it("is put back where a write is answered with nothing at all, as no Prefect does", async () => {
    gate.fault({
      kind: "empty",
      afterWrite: true,
      at: ({ method, path }, _index, nth) => method === "POST" && path === "/api/deployments/" && nth === 2,
    });
    const story = await replayed({ inputs: { concurrency: "1" } });
    expect(await now()).toEqual(before.comparable);
    expect(told(story.problems)).toEqual([
      expect.stringMatching(
        /^prefect\.yaml:\d+: \S+ could not be written: POST \/deployments\/ was answered 200 without an id, which no Prefect server does: nobody can tell whether the server has carried it out\. Everything that was written before it has been put back/,
      ),
    ]);
  });

  it("is red where the server has lost what it took, and says which", async () => {
    let isWritten = false;
    slow = async ({ method, path }) => {
      // The list that is read after the writes.
      isWritten ||= method === "PATCH" && path.startsWith("/api/deployments/");
      if (!isWritten || path !== "/api/deployments/filter") return;
      slow = undefined;
      const [lost] = (await liveDeployments(server.prefect)).filter(({ name }) => name === "added");
      await server.prefect.request("DELETE", `/deployments/${String(lost?.["id"])}`);
    };
    const story = await replayed();
    expect(told(story.problems)).toEqual([
      expect.stringMatching(
        /^prefect\.yaml:\d+: old\/added: the server took it, and does not have it any more\. Look for a job that deletes it, and run this one again\.$/,
      ),
    ]);
    expect(story.results).toContain("failed old/added");
  });

  it("notices that somebody deleted a deployment after the plan was made, and writes nothing", async () => {
    let left: Dump | undefined;
    meanwhile = async () => {
      await server.prefect.request("DELETE", `/deployments/${id("limit")}`);
      left = await dumpServer(server.prefect);
    };
    const story = await replayed();
    expect(told(story.problems)).toEqual([
      "prefect.yaml:20: old/limit was deleted on the server while this step was at work; nothing of it was written. Run the job again: it is created then.",
    ]);
    expect(new Set(story.results.map((result) => result.split(" ")[0]))).toEqual(new Set(["not-tried"]));
    expect(gate.writes()).toEqual([]);
    expect((await dumpServer(server.prefect)).exact).toEqual(left?.exact);
  });

  it("notices that somebody created the same deployment after the plan was made, and writes what the files say", async () => {
    meanwhile = async () => {
      const { id: flow_id } = (await server.prefect.request("POST", "/flows/", { name: "fresh1" })) as {
        id: string;
      };
      const body = { name: "prod", flow_id, tags: ["theirs"], work_pool_name: "pool", entrypoint: "x.py:x" };
      await server.prefect.request("POST", "/deployments/", body);
    };
    const story = await replayed();
    expect(told(story.problems)).toEqual([]);
    expect(noticed(story)).toEqual([
      expect.stringMatching(
        /^prefect\.yaml:45: fresh1\/prod was changed .*: the plan said create, now it is change\./,
      ),
    ]);
    expect(story.results).toContain("updated fresh1/prod");
    const live = (await liveDeployments(server.prefect)).filter((one) => one.flow === "fresh1");
    expect(live).toMatchObject([{ tags: [], work_queue_name: "fast", entrypoint: "fresh1.py:fresh1" }]);
  });
});

const written = ({ results }: Story): string[] =>
  results.flatMap((result) => /^(?:created|updated) (.*)$/.exec(result)?.[1] ?? []);

/** What no file says: schedules that were paused, and an automation that a person made. */
async function bySomebody(prefect: PrefectServer): Promise<void> {
  const live = await liveDeployments(prefect);
  const find = (name: string) => live.find((one) => one["name"] === name);
  for (const name of ["slugs", "no-slugs"]) {
    const [schedule] = find(name)?.["schedules"] as { id: string }[];
    const path = `/deployments/${String(find(name)?.["id"])}/schedules/${schedule?.id ?? ""}`;
    await prefect.request("PATCH", path, { active: false });
  }
  await prefect.request("POST", "/automations/", {
    name: "of a person",
    trigger: {
      type: "event",
      posture: "Reactive",
      expect: ["prefect.flow-run.Crashed"],
      threshold: 1,
      within: 0,
    },
    actions: [{ type: "run-deployment", source: "selected", deployment_id: find("triggers")?.["id"] }],
  });
}

const many = (count: number, more: (index: number) => readonly string[] = () => []): Entry[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `d${String(index).padStart(2, "0")}`,
    entrypoint: "a.py:a",
    more: [`parameters: {day: 'day ${index}'}`, ...more(index)],
  }));

const creates = (gate: FaultGate) =>
  gate.requests.filter(({ method, path }) => method === "POST" && path === "/api/deployments/");

describe("many deployments", () => {
  const prefect = usePrefectServer();
  beforeEach(() => createWorkPool(prefect(), "pool"));
  const names = (count: number) => many(count).map(({ name }) => `a/${String(name)}`);

  it("are read by two processes of the CLI, and written to SQLite one at a time, each once", async () => {
    await using gate = await startFaultGate(prefect().url);
    await using project = await makeProject({ "a.py": flow("a"), "prefect.yaml": prefectYaml(many(40)) });
    vi.stubEnv("RUNNER_DEBUG", "1"); // What the CLI prints is shown.
    const story = await run(gate, project, { inputs: { concurrency: "2" } });
    vi.unstubAllEnvs();
    expect(told(story.problems), story.log).toEqual([]);
    expect(story.results).toEqual(names(40).map((name) => `created ${name}`));
    expect(await deployed(prefect())).toEqual(names(40));
    const requests = creates(gate);
    expect(requests.filter(({ status }) => status === 201)).toHaveLength(40);
    const busy = requests.findIndex(({ status }) => status === 503);
    expect(
      busy,
      requests.map(({ status, inFlight }) => `${status ?? 0}/${inFlight}`).join(" "),
    ).toBeGreaterThan(0);
    expect(requests.slice(busy + 4).every(({ inFlight }) => inFlight === 1)).toBe(true);

    // Each process has a part of the log of its own, in the order of the file.
    const parts = story.log.split("::group::").filter((group) => group.startsWith("Run prefect deploy"));
    const shown = parts.map((part) =>
      [...part.matchAll(/Deployment '(a\/d\d+)' successfully/g)].map(([, name]) => name),
    );
    expect(parts.map((part) => part.split("\n")[0])).toEqual([
      "Run prefect deploy (prefect.yaml, part 1 of 2)",
      "Run prefect deploy (prefect.yaml, part 2 of 2)",
    ]);
    expect(shown).toEqual([names(40).slice(0, 20), names(40).slice(20)]);
  });

  it.each([
    ["whose text is cut for two processes that start at once", "pull: []\n", "selection-1"],
    [
      "with an anchor, which two processes get after Prefect has read it",
      "pull: &none []\nbuild: *none\n",
      "selection-0-1",
    ],
  ])("of a flow each, %s, are deployed again with ten requests at most", async (_what, head, folder) => {
    await using gate = await startFaultGate(prefect().url);
    const numbers = Array.from({ length: 34 }, (_, index) => `f${String(index).padStart(2, "0")}`);
    const source = flows(...numbers.map((name) => ({ name, options: "description='What it does'" })));
    const entries = numbers.map((name) => ({ name: "prod", entrypoint: `a.py:${name}` }));
    await using project = await makeProject({
      "a.py": source,
      "prefect.yaml": prefectYaml(entries, head),
    });
    const wanted = numbers.map((name) => `${name}/prod`);
    const first = await run(gate, project, { inputs: { concurrency: "2" } });
    expect(told(first.problems), first.log).toEqual([]);
    expect(first.results).toEqual(wanted.map((name) => `created ${name}`));
    const reads = gate.requests.filter((request) => !isWrite(request));
    expect(reads.map(({ method, path }) => `${method} ${path}`).length).toBeLessThanOrEqual(14);

    gate.reset();
    const again = await run(gate, project, { inputs: { concurrency: "2" }, limits: { oldMs: 600_000 } });
    expect(told(again.problems), again.log).toEqual([]);
    expect(again.log).toContain(`/${folder}/prefect.yaml `);
    expect(again.results).toEqual(wanted.map((name) => `unchanged ${name}`));
    expect(again.log).toContain("part 2 of 2");
    const asked = gate.requests.map(({ method, path }) => `${method} ${path}`);
    expect(asked.length, asked.join("\n")).toBeLessThanOrEqual(10);
  });

  it("are read by one process where build steps run, each once, and all of them before the first write", async () => {
    const entries = many(32, (index) => (index % 16 === 0 ? step("./build.sh") : []));
    await using project = await makeProject({
      "a.py": flow("a"),
      "build.sh": "#!/bin/sh\necho run >> built.txt\n",
      "prefect.yaml": prefectYaml(entries),
    });
    const built = () => readFileSync(project.file("built.txt"), "utf8");
    let first: string | undefined;
    await using gate = await startFaultGate(prefect().url, {
      before: (request) => {
        if (isWrite(request)) first ??= built();
        return Promise.resolve();
      },
    });
    const story = await run(gate, project);
    expect(told(story.problems), story.log).toEqual([]);
    expect(await deployed(prefect())).toEqual(names(32));
    expect(first).toBe("run\nrun\n");
    expect(built()).toBe(first);
    expect(story.log.match(/^::group::Run prefect deploy.*$/gm)).toEqual([
      "::group::Run prefect deploy (prefect.yaml)",
    ]);
  });

  it("are written to PostgreSQL several at a time", async () => {
    await using postgres = await startPostgres();
    await using server = await startPrefectServer({ databaseUrl: postgres.url });
    await createWorkPool(server, "pool");
    await using gate = await startFaultGate(server.url);
    await using project = await makeProject({ "a.py": flow("a"), "prefect.yaml": prefectYaml(many(40)) });
    const story = await run(gate, project);
    expect(told(story.problems), story.log).toEqual([]);
    expect(await deployed(server)).toEqual(names(40));
    const requests = creates(gate);
    expect(requests).toHaveLength(40);
    expect(Math.max(...requests.map(({ inFlight }) => inFlight))).toBeGreaterThan(1);
  });

  it("are written with tokens that live for five seconds, for longer than that", async () => {
    await using issuer = await startIssuer();
    issuer.lifetime = 5;
    await using gate = await startFaultGate(prefect().url, { delayMs: 250 });
    const refused = gate.fault({
      kind: "401",
      at: ({ headers }) => !isAlive(headers.authorization),
      times: Infinity,
    });
    await using project = await makeProject({ "a.py": flow("a"), "prefect.yaml": prefectYaml(many(12)) });
    const story = await run(gate, project, {
      inputs: {
        "token-url": issuer.tokenUrl,
        "client-id": issuer.client.id,
        "client-secret": issuer.client.secret,
        concurrency: "1",
      },
    });
    expect(told(story.problems), story.log).toEqual([]);
    expect(await deployed(prefect())).toEqual(names(12));
    const tokens = new Set(gate.requests.map(({ headers }) => headers.authorization));
    expect(tokens.size).toBeGreaterThan(1);
    expect(issuer.requests.length).toBeGreaterThanOrEqual(tokens.size);
    // They are replaced before they run out: hardly any of them is refused.
    expect(refused.hits()).toBeLessThan(3);
    for (const token of tokens) expect(token).toMatch(/^Bearer ey/);
    const minted = [...tokens].map((token) => String(token).slice("Bearer ".length));
    expect(leaks(shownUnmasked(story.log), minted)).toEqual([]);
  });

  it("go over few connections without a transaction too", async () => {
    await using gate = await startFaultGate(prefect().url);
    await using project = await makeProject({ "a.py": flow("a"), "prefect.yaml": prefectYaml(many(6)) });
    const story = await run(gate, project, { inputs: { transaction: "false" } });
    expect(told(story.problems), story.log).toEqual([]);
    expect(story.results).toEqual(names(6).map((name) => `created ${name}`));
    expect(await deployed(prefect())).toEqual(names(6));
    expect(creates(gate)).toHaveLength(6);
    expect(gate.connections()).toBeLessThan(gate.requests.length / 3);
    const again = await run(gate, project, { inputs: { transaction: "false" } });
    expect(again.results).toEqual(names(6).map((name) => `updated ${name}`));
  });
});

/** Whether a token has not run out: this gate knows no clock skew. */
function isAlive(authorization = ""): boolean {
  const [, payload = ""] = authorization.split(".");
  const { exp } = JSON.parse(Buffer.from(payload, "base64url").toString() || "{}") as { exp?: number };
  return exp !== undefined && Date.now() < exp * 1_000;
}

describe("a server with CSRF protection", () => {
  it("is planned for, deployed to, and then as the files say", async () => {
    await using started = await startPrefectServer({
      env: {
        PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED: "true",
        PREFECT_SERVER_CSRF_PROTECTION_ENABLED: "true",
      },
    });
    await expect(createWorkPool(started, "pool")).rejects.toThrow("Missing CSRF token");
    const server = await withToken(started);
    await createWorkPool(server, "pool");
    await using project = await makeProject({ "a.py": flow("a"), "prefect.yaml": prefectYaml(many(2)) });
    const before = await dumpServer(server);
    const plan = await run(server, project, { inputs: { mode: "plan" } });
    expect(told(plan.problems), plan.log).toEqual([]);
    expect(plan.results).toEqual(["create a/d00", "create a/d01"]);
    expect((await dumpServer(server)).exact).toEqual(before.exact);
    const story = await run(server, project);
    expect(told(story.problems), story.log).toEqual([]);
    expect(story.results).toEqual(["created a/d00", "created a/d01"]);
    expect(await deployed(server)).toEqual(["a/d00", "a/d01"]);
  });
});

/** The same server, asked with a token. */
async function withToken(server: PrefectServer): Promise<PrefectServer> {
  const { token } = (await server.request("GET", "/csrf-token?client=the-test")) as { token: string };
  const headers = { "prefect-csrf-token": token, "prefect-csrf-client": "the-test" };
  return {
    ...server,
    request: (method, path, body) => askJson(server.apiUrl, method, path, body, headers),
  };
}
