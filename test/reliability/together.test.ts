import fc from "fast-check";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { DeploymentResult } from "../../src/report/report.js";
import { dumpServer, type Contents } from "../support/fidelity/dump.ts";
import { randomCases } from "../support/full-run.ts";
import {
  makeTogether,
  type RunEnd,
  type RunPlan,
  type SeenWrite,
  type Together,
} from "../support/reliability/together.ts";

const SEED = Number(process.env["FUZZ_SEED"] ?? 20_261_127);
const RUNS = Number(process.env["FUZZ_RUNS"] ?? randomCases(1_000, 200));

let together: Together;

beforeAll(async () => {
  together = await makeTogether();
});
afterAll(() => together[Symbol.asyncDispose]());

/** What somebody else does while runs are at work. */
const DEEDS = {
  "describes changed": () =>
    together.somebody("PATCH", `/deployments/${together.idOf("changed")}`, { description: "by hand" }),
  "pauses triggered": () =>
    together.somebody("PATCH", `/deployments/${together.idOf("triggered")}`, { paused: true }),
  "deletes changed": () => together.somebody("DELETE", `/deployments/${together.idOf("changed")}`),
  "creates fresh": () => create("fresh", { description: "theirs" }),
  "deploys to the new queue": () =>
    create("theirs", { work_pool_name: "pool", work_queue_name: "fast", description: "theirs" }),
  "makes an automation": () =>
    together.somebody("POST", "/automations/", {
      name: "a person's",
      trigger: { type: "event", expect: ["prefect.flow-run.Completed"], posture: "Reactive", threshold: 1 },
      actions: [{ type: "run-deployment", deployment_id: together.idOf("triggered") }],
    }),
} as const;
type Deed = keyof typeof DEEDS;

async function create(flow: string, body: Readonly<Record<string, unknown>>): Promise<unknown> {
  const { id } = (await together.somebody("POST", "/flows/", { name: flow })) as { id: string };
  const deployment = { name: "prod", flow_id: id, entrypoint: "x.py:x", ...body };
  return together.somebody("POST", "/deployments/", deployment);
}

/** @returns undefined where the server did not: what is not there any more cannot be changed */
async function does(what: Deed, after: number): Promise<Deed | undefined> {
  await sleep(after);
  return DEEDS[what]().then(
    () => what,
    () => undefined,
  );
}

interface Schedule {
  readonly runs: readonly RunPlan[];
  readonly deeds: readonly { readonly what: Deed; readonly after: number }[];
}

const runPlans: fc.Arbitrary<RunPlan> = fc.record({
  edit: fc.constantFrom("after", "other"),
  begins: fc.nat(40),
  delays: fc.array(fc.nat(12), { minLength: 1, maxLength: 8 }),
  fault: fc.option(
    fc.record({
      kind: fc.constantFrom("refused", "lost", "gate gave up", "cancelled"),
      at: fc.integer({ min: 1, max: 9 }),
    }),
    { nil: undefined, freq: 2 },
  ),
});

const schedules: fc.Arbitrary<Schedule> = fc.record({
  runs: fc.array(runPlans, { minLength: 2, maxLength: 3 }),
  deeds: fc.uniqueArray(
    fc.record({ what: fc.constantFrom(...(Object.keys(DEEDS) as Deed[])), after: fc.nat(200) }),
    { maxLength: 2, selector: ({ what }) => what },
  ),
});

/** What each edit wants of a deployment: what can be seen of it in a dump. */
const WANTED = {
  after: { fresh: "new", changed: "after", triggered: "on-crashed" },
  other: { fresh: "newer", changed: "other", triggered: "on-cancelled" },
} as const;
type Name = keyof (typeof WANTED)["after"];

const deploymentOf = ({ deployments }: Contents, flow: string) =>
  deployments.find((one) => one["flow_id"] === flow);
const triggersOf = ({ automations }: Contents, flow: string): string[] =>
  automations
    .filter((one) => JSON.stringify(one["actions"]).includes(`"${flow}/prod"`))
    .map((one) => String(one["name"]))
    .filter((name) => name !== "a person's")
    .sort();

/** Whether a row is true of what is on the server; undefined where it says nothing that can be seen there. */
function isTrue(
  { flow, action }: DeploymentResult,
  edit: RunPlan["edit"],
  now: Contents,
): boolean | undefined {
  const name = flow as Name;
  const found = deploymentOf(now, flow);
  const wanted = WANTED[edit][name];
  const old = { fresh: undefined, changed: "before", triggered: "on-completed" }[name];
  const seen = name === "triggered" ? triggersOf(now, name).join(", ") : found?.["description"];
  if (["created", "updated", "unchanged"].includes(action)) return found !== undefined && seen === wanted;
  if (action === "gone") return found === undefined;
  if (action === "put-back" || action === "failed") return seen === old && (old !== undefined || !found);
  return undefined;
}

/** Of whose writes a deployment was the object: by hand, by their ids or by their names, or by what made it. */
function writersOf(flow: string, ids: ReadonlyMap<string, string>): SeenWrite[] {
  return together.writes.filter(({ line, by, doneAt }) => {
    if (doneAt === undefined) return false;
    const id = ids.get(flow);
    if (id !== undefined && line.includes(id)) return true;
    // Bodies are not looked at: a creation may be of any.
    const isCreation = /^POST \/api\/(?:deployments|automations)\/$/.test(line);
    return isCreation && (by !== "somebody" || flow !== "changed");
  });
}

async function expectInvariants(
  { runs }: Schedule,
  ends: readonly RunEnd[],
  deeds: readonly (Deed | undefined)[],
): Promise<void> {
  const { comparable: now, exact } = await dumpServer(together.prefect);
  const told = ends.map(({ results, error, lines }, index) => ({
    run: index + 1,
    results: results.map(
      ({ action, flow, error: why }) => `${action} ${flow}${why === undefined ? "" : `: ${why}`}`,
    ),
    error: error instanceof Error ? error.message : error,
    lines,
  }));
  const story = JSON.stringify({ told, writes: together.writes, now: now.deployments }, undefined, 1);
  const isSaid = ends.some(({ results }) =>
    results.some(({ action, error = "" }) => action === "left" || error.includes("(a duplicate)")),
  );
  for (const flow of ["fresh", "changed", "triggered"] as const) {
    const names = triggersOf(now, flow);
    // What is left says so, and so does what could not be deleted.
    if (!isSaid) expect(names, `no automation is there twice\n${story}`).toEqual([...new Set(names)]);
  }
  // Between the look at a thing and its deletion there is a moment, which no request of Prefect's API closes.
  const deletions = together.writes.filter(
    ({ by, line }) => by !== "somebody" && /^DELETE \/api\/(?!automations)/.test(line),
  );
  const isAtTheSameTime = together.writes
    .filter(({ by, line }) => by === "somebody" && !line.startsWith("DELETE"))
    .some(({ at, doneAt = 0 }) =>
      deletions.some((one) => doneAt > one.at - RACE_MS && at < (one.doneAt ?? 0)),
    );
  const did = (what: Deed) => deeds.includes(what) && !isAtTheSameTime;
  if (did("creates fresh")) expect(deploymentOf(now, "fresh"), story).toBeDefined();
  if (did("deploys to the new queue"))
    expect(deploymentOf(now, "theirs"), story).toMatchObject({ work_queue_name: "fast" });
  if (did("makes an automation"))
    expect(
      now.automations.map(({ name }) => name),
      story,
    ).toContain("a person's");
  const ids = new Map(
    exact.deployments.map(({ id, flow_id }) => {
      const flow = exact.flows.find((one) => one["id"] === flow_id)?.["name"];
      return [String(flow), String(id)] as const;
    }),
  );
  for (const name of ["changed", "triggered"] as const) ids.set(name, together.idOf(name));
  // It may have been deleted again.
  for (const { flow, id } of ends.flatMap(({ results }) => results)) if (id !== undefined) ids.set(flow, id);
  for (const [index, { results, lookedAt }] of ends.entries()) {
    const edit = runs[index]?.edit ?? "after";
    for (const row of results) {
      const others = writersOf(row.flow, ids).filter(({ by }) => by !== `run ${index + 1}`);
      const isOwnAlone = others.length === 0;
      const looked = Math.min(
        lookedAt.deployments,
        row.flow === "triggered" ? lookedAt.automations : Infinity,
      );
      const isBeforeIt = others.every(({ doneAt = 0 }) => doneAt < looked);
      const isUndone = ["put-back", "failed", "gone"].includes(row.action);
      if (isUndone ? !isOwnAlone : !isBeforeIt) continue;
      expect(
        isTrue(row, edit, now),
        `run ${index + 1}: ${row.action} ${row.flow} is true\n${story}`,
      ).not.toBe(false);
    }
  }
}

const RACE_MS = 250;

it(`${RUNS} random schedules of runs and of somebody else (FUZZ_SEED=${SEED}): no automation twice, nothing of theirs deleted, every row true`, async () => {
  const tried = fc.asyncProperty(schedules, async (schedule) => {
    together.reset();
    const deeds: Promise<Deed | undefined>[] = [];
    const ends = await together.run(schedule.runs, () => {
      deeds.push(...schedule.deeds.map(({ what, after }) => does(what, after)));
    });
    await expectInvariants(schedule, ends, await Promise.all(deeds));
  });
  await fc.assert(tried, { seed: SEED, numRuns: RUNS, endOnFailure: true });
}, 1_200_000);
