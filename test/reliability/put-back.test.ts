import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ActionError } from "../../src/base/errors.js";
import { dumpServer, type Contents } from "../support/fidelity/dump.ts";
import { makeTogether, type RunEnd, type RunPlan, type Together } from "../support/reliability/together.ts";

let together: Together;

beforeAll(async () => {
  together = await makeTogether();
});
beforeEach(() => {
  together.reset();
});
afterAll(() => together[Symbol.asyncDispose]());

const QUIET: RunPlan = { edit: "after", begins: 0, delays: [0] };

interface Told {
  readonly results: readonly string[];
  readonly problem: string;
  readonly lines: readonly string[];
}

const told = ({ results, error, lines }: RunEnd): Told => ({
  results: results.map(({ action, flow, error: why }) =>
    action === "failed" || why === undefined ? `${action} ${flow}` : `${action} ${flow}: ${why}`,
  ),
  problem: error instanceof ActionError ? (error.problems[0]?.what ?? "") : "",
  lines,
});

async function run(plan: Partial<RunPlan>): Promise<Told> {
  const [end] = await together.run([{ ...QUIET, ...plan }], () => undefined);
  if (!end) throw new Error("There is one run.");
  return told(end);
}

const now = async (): Promise<Contents> => (await dumpServer(together.prefect)).comparable;
const described = async (flow: string): Promise<unknown> =>
  (await now()).deployments.find((one) => one["flow_id"] === flow)?.["description"];

const UPDATE = /^PATCH \/api\/deployments\/[^/]+$/;
const LAST = /^POST \/api\/automations\/$/;
const ALL_BACK = "Everything that was written before it has been put back: the server is as it was.";

/** The write that makes the last automation is refused. */
const REFUSED_LAST: Partial<RunPlan> = {
  faults: [
    { kind: "403", at: ({ method, path }, _index, nth) => LAST.test(`${method} ${path}`) && nth === 2 },
  ],
};

/** Once, at the first write of this form. */
function at(form: RegExp, what: () => unknown): NonNullable<RunPlan["onWrite"]> {
  let isDone = false;
  return async (line) => {
    if (isDone || !form.test(line)) return;
    isDone = true;
    await what();
  };
}

describe("a job that is cancelled", () => {
  it("while the gate holds a write does not say that the server is as it was: that write arrives later", async () => {
    let arrive = (): void => undefined;
    const held = new Promise<void>((resolve) => (arrive = resolve));
    const waiting: { done?: Promise<unknown> } = {};
    const end = await run({
      onWrite: async (line, stop) => {
        if (!UPDATE.test(line)) return;
        stop.abort(new Error("cancelled"));
        // The gate goes on with it although nobody waits for it any more.
        const [method, path] = line.split(" ") as ["PATCH", string];
        waiting.done = held.then(() =>
          together.prefect.request(method, path.replace(/^\/api/, ""), { description: "after" }),
        );
        await waiting.done;
      },
    });
    expect(end.results).toEqual([
      "put-back fresh",
      "left changed: its last write got no answer, and may still arrive",
      "not-tried triggered",
    ]);
    expect(end.problem).toContain("Not put back: changed/prod; compare them with the file.");
    expect(end.problem).not.toContain("as it was: ");
    expect(await described("changed")).toBe("before");
    arrive();
    await waiting.done;
    expect(await described("changed")).toBe("after");
  });

  it("with writes of a second has all put back in less than ten, and says at each moment what it is at", async () => {
    const lines: { at: number; line: string }[] = [];
    let cancelled = 0;
    const end = await run({
      onWrite: async (line, stop) => {
        if (LAST.test(line) && cancelled === 0) {
          cancelled = performance.now();
          stop.abort(new Error("cancelled"));
        }
        lines.push({ at: performance.now(), line });
        await sleep(1_000);
      },
    });
    expect(performance.now() - cancelled).toBeLessThan(10_000);
    expect(end.problem).toContain(`the job was cancelled. ${ALL_BACK}`);
    expect(end.results).toEqual(["put-back fresh", "put-back changed", "not-tried triggered"]);
    expect(await now()).toEqual(together.before.comparable);
    // What is not under way is put back while the last write is waited for.
    const first = lines.find(({ at: when, line }) => when > cancelled && line === "POST /api/deployments/");
    expect((first?.at ?? Infinity) - cancelled).toBeLessThan(900);
  });
});

describe("what somebody else does before it is put back", () => {
  it.each<[string, RegExp, () => Promise<unknown>, Partial<Record<string, string>>, string]>([
    [
      "deploys to the new queue",
      UPDATE,
      () => deploy("theirs", { work_pool_name: "pool", work_queue_name: "fast" }),
      {},
      'Not put back: the work queue "fast" (somebody else uses it by now)',
    ],
    [
      "deploys the new flow under another name",
      UPDATE,
      () => deploy("fresh", {}, "theirs"),
      {},
      'Not put back: the flow "fresh" (somebody else uses it by now)',
    ],
    [
      "changes what this step has changed",
      LAST,
      () =>
        together.somebody("PATCH", `/deployments/${together.idOf("changed")}`, { description: "by hand" }),
      { changed: 'left changed: somebody else has written "description" since, and that stays' },
      "Not put back: changed/prod;",
    ],
    [
      "pauses a schedule that this step has written",
      LAST,
      async () => {
        const path = `/deployments/${together.idOf("changed")}/schedules`;
        const rows = (await together.somebody("GET", path)) as { id: string; schedule: { cron?: string } }[];
        const written = rows.find(({ schedule }) => schedule.cron === "0 6 * * *");
        await together.somebody("PATCH", `${path}/${written?.id ?? ""}`, { active: false });
      },
      {
        changed: 'left changed: somebody else has written "schedules.0 6 * * *.active" since, and that stays',
      },
      "Not put back: changed/prod;",
    ],
    [
      "deletes what this step has changed",
      LAST,
      () => together.somebody("DELETE", `/deployments/${together.idOf("changed")}`),
      { changed: "gone changed: somebody else has deleted it" },
      "Deleted by somebody else meanwhile: changed/prod.",
    ],
    [
      "changes what this step has created",
      LAST,
      () => deploy("fresh", { description: "theirs" }),
      { fresh: "left fresh: somebody else has written" },
      "Not put back: fresh/prod",
    ],
  ])("stays: somebody %s", async (_title, form, deed, rows, said) => {
    const end = await run({ ...REFUSED_LAST, onWrite: at(form, deed) });
    const expected = ["fresh", "changed"].map((flow) => rows[flow] ?? `put-back ${flow}`);
    for (const row of expected) expect(end.results.join("\n")).toContain(row);
    expect(end.results.at(-1)).toBe("failed triggered");
    expect(end.problem).toContain(said);
    expect(end.problem).not.toContain("the server is as it was");
    const { deployments } = await now();
    if (form === UPDATE) {
      const theirs = deployments.filter(({ name, flow_id }) => name === "theirs" || flow_id === "theirs");
      expect(theirs).toHaveLength(1);
      if (said.includes("queue")) expect(theirs[0]).toMatchObject({ work_queue_name: "fast" });
    }
  });

  it("and creates the same deployment right before this step stays theirs", async () => {
    const end = await run({
      ...REFUSED_LAST,
      onWrite: at(/^POST \/api\/deployments\/$/, () => deploy("fresh", { description: "theirs" })),
    });
    expect(end.results[0]).toBe(
      "left fresh: somebody else has created it since this step looked, and it stays",
    );
    expect(await described("fresh")).toBe("new");
  });

  async function deploy(
    flow: string,
    body: Readonly<Record<string, unknown>>,
    name = flow === "theirs" ? "theirs" : "prod",
  ): Promise<unknown> {
    const { id } = (await together.somebody("POST", "/flows/", { name: flow })) as { id: string };
    return together.somebody("POST", "/deployments/", { name, flow_id: id, entrypoint: "x.py:x", ...body });
  }
});

describe("a server in trouble", () => {
  it("that is away for longer than six tries take is waited for, and all is put back", async () => {
    let failures = 0;
    let isRefused = false;
    const end = await run({
      faults: [
        {
          kind: "403",
          at: ({ method, path }, _index, nth) => (isRefused ||= LAST.test(`${method} ${path}`) && nth === 2),
        },
        { kind: "502", times: 8, at: () => isRefused && (failures += 1) > 0 },
      ],
    });
    expect(failures).toBeGreaterThanOrEqual(8);
    expect(end.problem).toContain(ALL_BACK);
    expect(await now()).toEqual(together.before.comparable);
  });

  it("that asks to wait for an hour in the middle of it ends the commit at once, and all is put back", async () => {
    const began = performance.now();
    const end = await run({
      faults: [
        { kind: "429", retryAfter: 3_600, at: ({ method, path }) => UPDATE.test(`${method} ${path}`) },
      ],
    });
    expect(performance.now() - began).toBeLessThan(15_000);
    expect(end.problem).toMatch(/^changed\/prod could not be written: 429 .*3600/);
    expect(end.problem).toContain(ALL_BACK);
    expect(await now()).toEqual(together.before.comparable);
  });
});

it("two first deploys at once leave each trigger once, and a plan is empty then", async () => {
  const delays = [3, 0, 5];
  await together.run(
    [
      { ...QUIET, delays },
      { ...QUIET, delays: [0, 4] },
    ],
    () => undefined,
  );
  const names = (await now()).automations.map(({ name }) => name);
  expect(names.sort()).toEqual(["on-crashed", "on-failed"]);
});

it("a trigger that another job adds while this one writes is one too many: its row says so, and the job is red", async () => {
  const trigger = { type: "event", expect: ["prefect.flow-run.Crashed"], posture: "Reactive", threshold: 1 };
  const actions = [{ type: "run-deployment", deployment_id: together.idOf("triggered") }];
  let added = 0;
  const end = await run({
    onWrite: async (line) => {
      // The second is that of `triggered`, whose older automations are deleted by then.
      if (!LAST.test(line) || (added += 1) !== 2) return;
      await together.somebody("POST", "/automations/", { name: "on-cancelled", trigger, actions });
    },
  });
  expect(end.results).toEqual(["created fresh", "updated changed", "failed triggered"]);
  expect(end.problem).toBe(
    'triggered/prod: somebody else has added "on-cancelled" to its automations while this step was writing.',
  );
});

it("its own trigger that another job has made too, and that cannot be deleted, is said at its row; the others are read back all the same", async () => {
  expect((await run({})).results).toEqual(["created fresh", "updated changed", "updated triggered"]);
  const all = (await together.prefect.request("POST", "/automations/filter", {})) as Record<
    string,
    unknown
  >[];
  const { name, trigger, actions } = all.find((one) => one["name"] === "on-crashed") ?? {};
  together.reset();
  let made = 0;
  const end = await run({
    onWrite: async (line) => {
      if (!LAST.test(line) || (made += 1) !== 2) return;
      await together.somebody("POST", "/automations/", { name, trigger, actions });
    },
    faults: [
      {
        kind: "403",
        at: ({ method, path }) => /^DELETE \/api\/automations\/[0-9a-f-]{36}$/.test(`${method} ${path}`),
      },
    ],
  });
  expect(end.results).toEqual(["created fresh", "updated changed", "failed triggered"]);
  expect(end.problem).toContain(
    'triggered/prod: somebody else has overwritten "automations.on-crashed (a duplicate)"',
  );
  expect(end.lines.join("\n")).toContain(
    'The automation "on-crashed" is there twice, and cannot be deleted: 403 from DELETE',
  );
});
