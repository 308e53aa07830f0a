import { describe, expect, test } from "vitest";
import type { Beside } from "../../../src/commit/beside-back.js";
import {
  asCreated,
  MAY_ARRIVE,
  type Done,
  type Fate,
  type WrittenAutomations,
  type WrittenDeployment,
} from "../../../src/commit/journal.js";
import { PutBack } from "../../../src/commit/put-back.js";
import { omit } from "../../../src/base/record.js";
import type { Body } from "../../../src/gateway/recording.js";
import { namedQueue, type Decision } from "../../../src/plan/decision.js";
import { sendJson } from "../../support/servers/tiny-api.ts";
import {
  fails,
  forbids,
  isBusy,
  queueId,
  refuses,
  uuid,
  type TinyPrefect,
} from "../../support/servers/tiny-prefect.ts";
import { trigger, useWorld, type Wanted } from "./world.ts";

const world = useWorld();
const prefect = (): TinyPrefect => world().prefect;

/** What is not as it was before: of each, why. */
interface Remains {
  readonly left: ReadonlyMap<Decision, string>;
  readonly beside: readonly Beside[];
}

async function back(done: readonly Done[], most = 1): Promise<Remains> {
  const undo = new PutBack(world().upstream(), { most, say: (line) => lines.push(line) });
  lines.length = 0;
  await undo.deployments(done);
  await undo.besides(done);
  const left = [...undo.outcomes].filter(([, { status }]) => status !== "put-back");
  return { left: new Map(left.map(([one, { error = "" }]) => [one, error])), beside: undo.beside };
}

const lines: string[] = [];

const fate = (more: Partial<Fate> = {}): Fate => ({ done: true, lost: 0, cut: 0, ...more });
const deployment = (decision: Decision, more: Partial<WrittenDeployment> = {}): WrittenDeployment => ({
  ...{
    kind: "deployment",
    decision,
    fate: fate(),
    before: decision.live,
    id: decision.live?.id,
    deleted: [],
  },
  ...more,
});
const automations = (decision: Decision, more: Partial<WrittenAutomations> = {}): WrittenAutomations => {
  const { held, automations: plan } = decision;
  const made = prefect().automations.filter(
    (one) =>
      held.automations.some(({ name }) => name === one.name) &&
      JSON.stringify(one["actions"]).includes(held.id) &&
      !plan.before.some(({ id }) => id === one.id),
  );
  return { kind: "automations", decision, id: decision.held.id, fate: fate(), made, ...more };
};
const flow = (name: string): Done => ({ kind: "flow", name, fate: fate() });
const queue = (name: string): Done => ({ kind: "queue", pool: "pool", queue: name, fate: fate() });

const CREATED = {
  created: asCreated({
    ...{ tags: ["ours"], description: "ours", paused: false, schedules: [], updated: "then" },
  }),
};
const CREATED_BY_OTHERS = "somebody else has created it since this step looked, and it stays";
const WRITTEN_BY_OTHERS = "somebody else has written it since, and it stays";
const leftTo = (...fields: string[]): string =>
  `somebody else has written ${fields.map((field) => JSON.stringify(field)).join(", ")} since, and that stays`;

const NOTHING: Remains = { left: new Map(), beside: [] };

/** `old/prod: why` */
const reasons = ({ left }: Remains): string[] =>
  [...left].map(([{ held }, reason]) => `${held.flowName}/${held.name}: ${reason}`);

/** A deployment that exists, what is wanted of it, and that it has been written. */
function changed(before: Body, wanted: Wanted, after: Body = wanted.body ?? {}): Decision {
  prefect().deployment("old", "prod", before);
  const decision = world().wants("old/prod", wanted);
  const row = prefect().deployments.find(({ id }) => id === decision.live?.id);
  Object.assign(row ?? {}, after);
  return decision;
}

test("of nothing there is nothing to put back", async () => {
  expect(await back([])).toEqual(NOTHING);
  expect(prefect().requests).toEqual([]);
});

test("automations go first, then deployments, the newest first, then flows and queues", async () => {
  const { id } = prefect().deployment("old", "prod", { version: "1" });
  prefect().automation("on-file", trigger("on-file", id), `prefect.deployment.${id}`);
  const old = world().wants("old/prod", { body: { version: "2" }, triggers: ["on-time"] });
  prefect().automations.length = 0;
  prefect().automation("on-time", trigger("on-time", id), `prefect.deployment.${id}`);
  const fresh = world().wants("new/prod");
  prefect().deployment("new", "prod", { work_pool_name: "pool", work_queue_name: "fast" });
  Object.assign(prefect().deployments[0] ?? {}, { version: "2" });
  const remains = await back([
    queue("fast"),
    flow("new"),
    deployment(fresh),
    deployment(old),
    automations(old),
  ]);
  expect(remains).toEqual(NOTHING);
  expect(prefect().requests).toEqual([
    "POST /automations/filter",
    "DELETE /automations/<on-time>",
    "POST /automations/filter",
    "POST /automations/",
    "POST /deployments/filter",
    "PATCH /deployments/<old/prod>",
    "GET /deployments/name/new/prod",
    "DELETE /deployments/<new/prod>",
    "GET /flows/name/new",
    "POST /deployments/count",
    "POST /flow_runs/count",
    "DELETE /flows/<new>",
    "GET /work_pools/pool/queues/fast",
    "POST /deployments/count",
    "POST /flow_runs/count",
    "DELETE /work_pools/pool/queues/fast",
  ]);
  expect(lines).toEqual(["put-back new/prod", "put-back old/prod"]);
});

describe("a new deployment", () => {
  test("goes, with its automations, whatever its id", async () => {
    const decision = world().wants("new/prod", { triggers: ["on-file"] });
    const { id } = prefect().deployment("new", "prod");
    const other = prefect().deployment("new", "other");
    prefect().automation("on-file", trigger("on-file", id), `prefect.deployment.${id}`);
    prefect().automation("theirs", trigger("theirs", other.id), `prefect.deployment.${other.id}`);
    expect(await back([deployment(decision), automations(decision)])).toEqual(NOTHING);
    expect(prefect().deployments.map(({ name }) => name)).toEqual(["other"]);
    expect(prefect().automations.map(({ name }) => name)).toEqual(["theirs"]);
  });

  test("that never came to be is not there, and nothing is done", async () => {
    const decision = world().wants("new/prod");
    expect(await back([deployment(decision, { fate: fate({ done: false, cut: 3 }) })])).toEqual(NOTHING);
    expect(lines).toEqual(["put-back new/prod"]);
    expect(prefect().requests).toEqual(["GET /deployments/name/new/prod"]);
  });

  test("of which no try was carried out is somebody else's: it stays, though it is the same", async () => {
    const decision = world().wants("new/prod", { body: { tags: ["same"] }, triggers: ["on-file"] });
    const { id } = prefect().deployment("new", "prod", {
      ...{ tags: ["same"], work_pool_name: "pool", work_queue_name: "fast" },
    });
    prefect().automation("on-file", trigger("on-file", id), `prefect.deployment.${id}`);
    const before = prefect().dump();
    const none = fate({ done: false });
    const done: Done[] = [
      { kind: "flow", name: "new", fate: none },
      { kind: "queue", pool: "pool", queue: "fast", fate: none },
      deployment(decision, { fate: none }),
      automations(
        { ...decision, live: prefect().deployments[0] as unknown as Decision["live"] },
        { fate: none },
      ),
    ];
    expect(await back(done)).toEqual(NOTHING);
    expect(prefect().dump()).toEqual(before);
    expect(prefect().writes).toEqual([]);
  });

  test("that somebody else has deleted is gone, and said to be", async () => {
    const written = deployment(world().wants("new/prod"), { id: uuid(77) });
    await back([written]);
    expect(lines).toEqual(["gone new/prod: somebody else has deleted it"]);
    expect(prefect().writes).toEqual([]);
  });

  test.each<[string, Partial<WrittenDeployment>, Body, string]>([
    ["that the server had already", { wasThere: true }, {}, CREATED_BY_OTHERS],
    [
      "that somebody has changed since",
      {},
      { tags: ["theirs"], description: "theirs" },
      leftTo("tags", "description"),
    ],
    [
      "that somebody has changed since, in what this step leaves open",
      CREATED,
      { schedules: [{ slug: "theirs" }] },
      leftTo("schedules"),
    ],
    ["that somebody has paused since", CREATED, { paused: true }, leftTo("paused")],
    ["that somebody has written since, the same", CREATED, {}, WRITTEN_BY_OTHERS],
  ])("%s stays", async (_title, more, theirs, why) => {
    const decision = world().wants("new/prod", { body: { tags: ["ours"], description: "ours" } });
    const { id } = prefect().deployment("new", "prod", {
      ...{ tags: ["ours"], description: "ours", paused: false },
      ...theirs,
    });
    expect(reasons(await back([deployment(decision, { id, ...more })]))).toEqual([`new/prod: ${why}`]);
    expect(lines).toEqual([`left new/prod: ${why}`]);
    expect(prefect().writes).toEqual([]);
  });

  test("is looked at again where the server was busy: somebody has written it meanwhile", async () => {
    const { id } = prefect().deployment("new", "prod", { tags: ["ours"] });
    const decision = { ...world().wants("new/prod", { body: { tags: ["ours"] } }), live: undefined };
    prefect().faults.push({
      at: "DELETE /deployments/<new/prod>",
      times: 1,
      answer: (to) => {
        Object.assign(prefect().deployments[0] ?? {}, { tags: ["theirs"] });
        isBusy(to);
      },
    });
    const remains = await back([deployment(decision, { id, before: undefined })]);
    expect(reasons(remains)).toEqual([`new/prod: ${leftTo("tags")}`]);
    expect(prefect().deployments).toHaveLength(1);
  });

  test("goes where it is as this step wrote it, and as nobody has written it since", async () => {
    const row = prefect().deployment("new", "prod", { tags: ["ours"], paused: false });
    const decision = { ...world().wants("new/prod", { body: { tags: ["ours"] } }), live: undefined };
    const created = asCreated({ ...row, tags: ["ours"] });
    expect(await back([deployment(decision, { id: row.id, created, before: undefined })])).toEqual(NOTHING);
    expect(prefect().deployments).toEqual([]);
  });

  test("of which no try was answered, and that was written after its creation, may be somebody else's: it stays", async () => {
    const { id } = prefect().deployment("new", "prod", { tags: ["ours"] });
    Object.assign(prefect().deployments[0] ?? {}, { updated: "2026-01-01T00:00:01Z" });
    const decision = { ...world().wants("new/prod", { body: { tags: ["ours"] } }), live: undefined };
    const open = { id, before: undefined, fate: fate({ done: false, cut: 1 }) };
    expect(reasons(await back([deployment(decision, open)]))).toEqual([
      "new/prod: its write got no answer, and somebody else may have made it",
    ]);
  });

  test("goes where a worker has asked for its runs since, which servers before 3.6 note as a write", async () => {
    const row = prefect().deployment("new", "prod", { tags: ["ours"] });
    const decision = { ...world().wants("new/prod", { body: { tags: ["ours"] } }), live: undefined };
    const created = asCreated(row);
    Object.assign(prefect().deployments[0] ?? {}, { updated: "later", last_polled: "later" });
    expect(await back([deployment(decision, { id: row.id, created, before: undefined })])).toEqual(NOTHING);
  });

  test.each<[string, Partial<Fate>, boolean, boolean]>([
    ["of which a try was let go of and is not there", { done: false, lost: 1 }, false, true],
    ["of which the only try was let go of, and is there", { done: false, lost: 1 }, true, false],
    ["of which one of two tries that were let go of is there", { done: false, lost: 2 }, true, true],
    ["that was answered, after a try that was let go of", { lost: 1 }, true, true],
    ["of which one try was cut and one let go of", { done: false, lost: 1, cut: 1 }, true, true],
  ])("%s: whether a write may still arrive", async (_title, more, isThere, mayArrive) => {
    const decision = world().wants("new/prod", { body: { tags: [] } });
    if (isThere) prefect().deployment("new", "prod", { tags: [] });
    const remains = await back([deployment(decision, { fate: fate(more) })]);
    expect(reasons(remains)).toEqual(mayArrive ? [`new/prod: ${MAY_ARRIVE}`] : []);
    // What is there goes in any case.
    expect(prefect().deployments).toEqual([]);
  });

  test.each(["DELETE /automations/owned-by/prefect.deployment.<new/prod>", "DELETE /deployments/<new/prod>"])(
    "is gone also where the server says so at %s",
    async (at) => {
      const decision = world().wants("new/prod", { triggers: ["on-file"] });
      prefect().deployment("new", "prod");
      prefect().faults.push({
        at,
        done: true,
        answer: (to) => {
          sendJson(to, { detail: "Not found" }, 404);
        },
      });
      expect(await back([deployment(decision)])).toEqual(NOTHING);
      expect(prefect().deployments).toEqual([]);
    },
  );

  test.each([
    ["GET /deployments/name/new/prod", forbids, /^new\/prod: 403 /],
    [
      "DELETE /automations/owned-by/prefect.deployment.<new/prod>",
      refuses,
      /^new\/prod: DELETE \/automations\/owned-by\/prefect\.deployment\.\S+: the server refused it \(422\): It is not wanted\.$/,
    ],
    [
      "DELETE /deployments/<new/prod>",
      refuses,
      /^new\/prod: DELETE \/deployments\/\S+: the server refused it/,
    ],
  ])("is left where %s is refused", async (at, answer, said) => {
    const decision = world().wants("new/prod", { triggers: ["on-file"] });
    prefect().deployment("new", "prod");
    prefect().faults.push({ at, answer });
    const remains = await back([deployment(decision)]);
    expect(reasons(remains)).toEqual([expect.stringMatching(said)]);
    expect(remains.beside).toEqual([]);
    expect(prefect().deployments).toHaveLength(1);
  });
});

describe("the fields of one that exists", () => {
  const BEFORE = { version: "1", tags: ["a"], description: null, paused: true, parameters: { a: 1 } };

  test("are set to what they were: those that were written, and no others", async () => {
    const decision = changed(BEFORE, {
      body: { version: "2", description: "new", tags: ["a"], version_info: { type: "x" } },
    });
    expect(await back([deployment(decision)])).toEqual(NOTHING);
    expect(prefect().writes).toEqual(["PATCH /deployments/<old/prod>"]);
    expect(prefect().sent("PATCH /deployments/<old/prod>")).toEqual([
      { version: "1", description: null, tags: ["a"] },
    ]);
  });

  test.each<[string, unknown, number | null]>([
    ["its limit", { limit: 3 }, 3],
    ["that it had no limit", null, null],
  ])("with %s, which has another name in an answer", async (_title, global_concurrency_limit, limit) => {
    const now = { global_concurrency_limit: { limit: 7 } };
    const decision = changed({ global_concurrency_limit }, { body: { concurrency_limit: 7 } }, now);
    await back([deployment(decision)]);
    expect(prefect().sent("PATCH /deployments/<old/prod>")).toEqual([{ concurrency_limit: limit }]);
  });

  test("are written with all schedules where those differ too: an upsert, which replaces all of them", async () => {
    const nightly = { slug: "nightly", schedule: { cron: "0 3 * * *" }, active: false };
    const wanted = { method: "POST", body: { version: "2" } } as const;
    const decision = changed({ ...BEFORE, schedules: [nightly] }, wanted, { version: "2", schedules: [] });
    expect(await back([deployment(decision)])).toEqual(NOTHING);
    expect(prefect().writes).toEqual(["POST /deployments/"]);
    expect(prefect().sent("POST /deployments/")).toEqual([
      { version: "1", name: "prod", flow_id: decision.live?.flow_id, schedules: [nightly] },
    ]);
  });

  test.each([
    ["a change", {}, /^old\/prod: PATCH \/deployments\/\S+: the server refused it/],
    ["an upsert", { schedules: [] }, /^old\/prod: POST \/deployments\/: the server refused it/],
  ] as const)("are left where %s is refused", async (_title, more, said) => {
    const before = { ...BEFORE, schedules: [{ schedule: { cron: "0 3 * * *" } }] };
    const decision = changed(before, { body: { version: "2", ...more } });
    prefect().faults.push({ at: /^(?:PATCH|POST \/deployments\/$)/, answer: refuses });
    expect(reasons(await back([deployment(decision)]))).toEqual([expect.stringMatching(said)]);
  });

  test("stay as somebody else has written them since, all of them, and are named", async () => {
    const decision = changed(BEFORE, { body: { version: "2", tags: ["b"] } }, { version: "3", tags: ["b"] });
    expect(reasons(await back([deployment(decision)]))).toEqual([`old/prod: ${leftTo("version")}`]);
    expect(prefect().writes).toEqual([]);
  });

  test("that somebody else has put back already need nothing", async () => {
    const decision = changed(BEFORE, { body: { version: "2" } }, {});
    expect(await back([deployment(decision)])).toEqual(NOTHING);
    expect(prefect().writes).toEqual([]);
  });

  test("of one that somebody else has deleted are gone, and said to be", async () => {
    const decision = changed(BEFORE, { body: { version: "2" } });
    prefect().deployments.length = 0;
    await back([deployment(decision)]);
    expect(lines).toEqual(["gone old/prod: somebody else has deleted it"]);
  });

  test("of which the write was let go of, and is not there, are left: it may still arrive", async () => {
    const decision = changed(BEFORE, { body: { version: "2" } }, {});
    const open = deployment(decision, { fate: fate({ done: false, lost: 1 }) });
    expect(reasons(await back([open]))).toEqual([`old/prod: ${MAY_ARRIVE}`]);
    const cut = deployment(decision, { fate: fate({ done: false, cut: 1 }) });
    expect(reasons(await back([cut]))).toEqual([]);
  });

  test("are left, without a word of what a plan would not show", async () => {
    const env = { API_TOKEN: "tulip-9914" };
    const decision = changed({ job_variables: { env: {} } }, { body: { job_variables: { env } } });
    prefect().faults.push({
      at: /^PATCH/,
      answer: (to) => {
        sendJson(to, { detail: "Not after tulip-9914." }, 422);
      },
    });
    expect(reasons(await back([deployment(decision)]))).toEqual([
      expect.stringMatching(/\(422\): Not after \*\*\*\.$/),
    ]);
  });
});

describe("schedules", () => {
  const nightly = { slug: "nightly", schedule: { cron: "0 3 * * *" }, active: false, max_scheduled_runs: 5 };
  const weekly = { slug: "weekly", schedule: { cron: "0 4 * * 1" }, active: true };
  const plain = { schedule: { interval: 600 }, active: true };
  const ahead = { ...plain, max_scheduled_runs: 9 };
  const OF = "/deployments/<old/prod>/schedules";

  /** The schedules before and after a write of them. */
  const rescheduled = (before: readonly Body[], after: readonly Body[]): Decision => {
    prefect().deployment("old", "prod", { schedules: before });
    const decision = world().wants("old/prod", { body: { schedules: after } });
    const row = prefect().deployments.at(-1);
    if (!row) throw new Error("It was made just now.");
    const rows = row["schedules"] as Body[];
    row["schedules"] = rows.filter((_, index) => after.includes(before[index] ?? {}));
    prefect().schedule(
      row,
      after.filter((one) => !before.includes(one)),
    );
    return decision;
  };
  const now = () =>
    (prefect().deployments.at(-1)?.["schedules"] as Body[]).map((one) =>
      omit(one, "id", "created", "deployment_id"),
    );

  test.each<[string, Body[], Body[], string[]]>([
    ["that are as they were stay", [nightly, plain], [nightly, plain], []],
    [
      "that were changed go, and come back as they were, also paused",
      [nightly, weekly],
      [{ ...nightly, active: true }, weekly],
      [`GET ${OF}`, `DELETE ${OF}/<schedule nightly>`, `POST ${OF}`],
    ],
    [
      "of which one says how far ahead it runs go and come back one by one: an upsert would lose that",
      [ahead],
      [plain, weekly],
      [`GET ${OF}`, `DELETE ${OF}/<schedule undefined>`, `DELETE ${OF}/<schedule weekly>`, `POST ${OF}`],
    ],
    ["that are gone come back, all at once", [nightly, weekly], [], [`GET ${OF}`, `POST ${OF}`]],
    ["of which there were two alike are two again", [plain, { ...plain }], [plain], ["POST /deployments/"]],
    ["of which there was one are one again", [plain], [plain, { ...plain }], ["POST /deployments/"]],
    ["that an upsert takes whole come back by one", [weekly], [plain, plain], ["POST /deployments/"]],
  ])("%s", async (_title, before, after, requests) => {
    const decision = rescheduled(before, after);
    expect(await back([deployment(decision)])).toEqual(NOTHING);
    expect(prefect().requests).toEqual(["POST /deployments/filter", ...requests]);
    expect(now()).toHaveLength(before.length);
    expect(now()).toEqual(expect.arrayContaining(before));
  });

  test("are no part of what is set with the fields, and are not looked at where none were written", async () => {
    const decision = changed({ version: "1", schedules: [nightly] }, { body: { version: "2" } });
    await back([deployment(decision)]);
    expect(prefect().writes).toEqual(["PATCH /deployments/<old/prod>"]);
  });

  test("that were deleted one by one come back, and where that failed half-way too", async () => {
    prefect().deployment("old", "prod", { schedules: [nightly, weekly] });
    const [first, second] = prefect().deployments.at(-1)?.["schedules"] as { id: string }[];
    const ids = [first?.id ?? "", second?.id ?? ""];
    const decision = world().wants("old/prod");
    decision.held.deletedSchedules = ids;
    (prefect().deployments.at(-1)?.["schedules"] as Body[]).shift();
    expect(await back([deployment(decision, { deleted: ids.slice(0, 1) })])).toEqual(NOTHING);
    expect(now()).toEqual(expect.arrayContaining([nightly, weekly]));
  });

  test.each<[string, Body]>([
    ["written without `active`", { slug: "weekly", schedule: { cron: "0 5 * * 1" } }],
    ["not written at all", nightly],
  ])(
    "that somebody has paused since stay so, though this step has left that open: %s",
    async (_title, written) => {
      prefect().deployment("old", "prod", { schedules: [weekly] });
      const decision = world().wants("old/prod", { body: { schedules: [written] } });
      // As the server does it by slug: the same row.
      const [row] = prefect().deployments.at(-1)?.["schedules"] as Body[];
      Object.assign(row ?? {}, written === nightly ? {} : written, { active: false });
      expect(reasons(await back([deployment(decision)]))).toEqual([
        expect.stringContaining('somebody else has written "schedules.weekly.active"'),
      ]);
      expect(prefect().writes).toEqual([]);
    },
  );

  test("that somebody has paused since stay so", async () => {
    const decision = rescheduled([weekly], [{ ...weekly, schedule: { cron: "0 5 * * 1" } }]);
    Object.assign((prefect().deployments.at(-1)?.["schedules"] as Body[])[0] ?? {}, { active: false });
    expect(reasons(await back([deployment(decision)]))).toEqual([
      `old/prod: ${leftTo("schedules.weekly.active")}`,
    ]);
    expect(prefect().writes).toEqual([]);
  });

  test("that are gone when they are to go are gone", async () => {
    const decision = rescheduled([], [nightly]);
    prefect().faults.push({
      at: /^DELETE/,
      done: true,
      answer: (to) => {
        sendJson(to, { detail: "Not found" }, 404);
      },
    });
    expect(await back([deployment(decision)])).toEqual(NOTHING);
  });

  test.each([
    ["once", 1, NOTHING.left.size],
    ["twice", 2, NOTHING.left.size],
    ["three times", 3, 1],
  ])(
    "of which nobody knows whether they are back, %s, are looked at again, three times at most",
    async (_title, times, left) => {
      const decision = rescheduled([nightly], []);
      prefect().faults.push({ at: `POST ${OF}`, times, answer: fails });
      expect((await back([deployment(decision)])).left.size).toBe(left);
      expect(prefect().requests.filter((line) => line === `GET ${OF}`)).toHaveLength(Math.min(times + 1, 3));
      expect(now()).toEqual(left === 0 ? [nightly] : []);
    },
  );

  test("that came back although the answer was lost are not made twice", async () => {
    const decision = rescheduled([nightly], []);
    prefect().faults.push({ at: `POST ${OF}`, times: 1, done: true, answer: fails });
    expect(await back([deployment(decision)])).toEqual(NOTHING);
    expect(now()).toEqual([nightly]);
  });

  test("that are refused are left at once", async () => {
    const decision = rescheduled([nightly], []);
    prefect().faults.push({ at: `POST ${OF}`, answer: refuses });
    expect(reasons(await back([deployment(decision)]))).toEqual([
      expect.stringMatching(/^old\/prod: POST \/deployments\/\S+\/schedules: the server refused it/),
    ]);
    expect(prefect().requests.filter((line) => line === `GET ${OF}`)).toHaveLength(1);
  });
});

describe("automations", () => {
  const FILTER = "POST /automations/filter";
  const DISOWN = "DELETE /automations/owned-by/prefect.deployment.<old/prod>";
  const MAKE = "POST /automations/";

  /** One with `before`, of which `after` are wanted. */
  function triggered(before: readonly string[], after: readonly string[]): Decision {
    const { id } = prefect().deployment("old", "prod", { version: "1" });
    for (const name of before) prefect().automation(name, trigger(name, id), `prefect.deployment.${id}`);
    return world().wants("old/prod", { body: { version: "2" }, triggers: after });
  }
  const disowned = () => prefect().automations.splice(0, prefect().automations.length);
  const make = ({ held: { id } }: Decision, ...names: string[]) => {
    for (const name of names) prefect().automation(name, trigger(name, id), `prefect.deployment.${id}`);
  };
  const names = () =>
    prefect()
      .automations.map(({ name }) => name)
      .sort();

  test("of a new deployment are none of their own", async () => {
    const decision = world().wants("new/prod", { triggers: ["a"] });
    expect(await back([automations(decision)])).toEqual(NOTHING);
    expect(prefect().requests).toEqual([]);
  });

  test("are looked at, and stay, where not even their deletion was carried out", async () => {
    expect(await back([automations(triggered(["a"], ["b"]))])).toEqual(NOTHING);
    expect(prefect().requests).toEqual([FILTER]);
    expect(names()).toEqual(["a"]);
  });

  test("stay, also under a name that was to be written again, where not even their deletion was carried out", async () => {
    expect(await back([automations(triggered(["a"], ["a"]))])).toEqual(NOTHING);
    expect(prefect().requests).toEqual([FILTER]);
  });

  test("that were made go, whatever else is on the server", async () => {
    const other = prefect().deployment("old", "other");
    prefect().automation("theirs", trigger("theirs", other.id));
    const decision = triggered([], ["a"]);
    make(decision, "a");
    expect(await back([automations(decision)])).toEqual(NOTHING);
    expect(names()).toEqual(["theirs"]);
  });

  test("that were deleted come back, as they were, with their owner", async () => {
    const decision = triggered(["a", "b"], ["c"]);
    disowned();
    expect(await back([automations(decision)])).toEqual(NOTHING);
    expect(prefect().requests).toEqual([FILTER, FILTER, MAKE, MAKE]);
    const owner = `prefect.deployment.${decision.held.id}`;
    expect(prefect().sent(MAKE)).toEqual(
      ["a", "b"].map((name) => ({ ...trigger(name, decision.held.id), owner_resource: owner })),
    );
    expect(prefect().automations.map((one) => one.owner)).toEqual([owner, owner]);
  });

  test("that were made go, although there were none before", async () => {
    const decision = triggered([], ["a"]);
    make(decision, "a");
    expect(await back([automations(decision)])).toEqual(NOTHING);
    expect(prefect().requests).toEqual([FILTER, "DELETE /automations/<a>"]);
    expect(names()).toEqual([]);
  });

  test("of which a write was let go of may still change: they are left", async () => {
    for (const decision of [triggered(["a"], ["b"]), world().wants("new/prod", { triggers: ["b"] })]) {
      const open = automations(decision, { fate: fate({ lost: 1 }) });
      expect([...(await back([open])).left.values()]).toEqual([MAY_ARRIVE]);
    }
  });

  test("that another job has made in place of this step's stay, and those of before stay gone", async () => {
    const decision = triggered(["a"], ["b"]);
    disowned();
    make(decision, "b");
    const written = automations(decision);
    disowned();
    make(decision, "theirs");
    expect(reasons(await back([written]))).toEqual([`old/prod: ${leftTo("automations.b")}`]);
    expect(names()).toEqual(["theirs"]);
  });

  test("that somebody else has deleted are told of", async () => {
    const decision = triggered(["a"], ["b"]);
    disowned();
    make(decision, "b");
    const written = automations(decision);
    disowned();
    expect(reasons(await back([written]))).toEqual([
      "old/prod: somebody else has deleted its triggers since",
    ]);
  });

  test("of another job beside this step's stay; this step's go, and those of before come back", async () => {
    const decision = triggered(["a"], ["b"]);
    disowned();
    make(decision, "b");
    const written = automations(decision);
    make(decision, "theirs");
    expect(await back([written])).toEqual(NOTHING);
    expect(names()).toEqual(["a", "theirs"]);
  });

  test("that were made under an old name go, and the old ones come back", async () => {
    const decision = triggered(["a", "b"], ["a", "c"]);
    disowned();
    make(decision, "a", "c");
    expect(await back([automations(decision)])).toEqual(NOTHING);
    expect(names()).toEqual(["a", "b"]);
    expect(prefect().sent(MAKE)).toHaveLength(2);
  });

  test("of a person, which run the deployment too, stay, and are not made twice", async () => {
    const { id } = prefect().deployment("old", "prod");
    prefect().automation("person", trigger("person", id));
    prefect().automation("a", trigger("a", id), `prefect.deployment.${id}`);
    const decision = world().wants("old/prod", { triggers: ["b"] });
    prefect().automations.splice(1, 1);
    make(decision, "b");
    expect(await back([automations(decision)])).toEqual(NOTHING);
    expect(names()).toEqual(["a", "person"]);
    expect(prefect().sent(MAKE)).toHaveLength(1);
  });

  test.each([
    ["of the same name, of another deployment", "b", "other"],
    ["of another name, made by somebody meanwhile", "theirs", "prod"],
  ])("%s, are none that were made: nothing is done", async (_title, name, of) => {
    const decision = triggered(["a"], ["b"]);
    const other = prefect().deployment("old", "other");
    prefect().automation(name, trigger(name, of === "other" ? other.id : decision.held.id));
    expect(await back([automations(decision)])).toEqual(NOTHING);
    expect(prefect().requests).toEqual([FILTER]);
  });

  test("are one of several: where one of the written is there, they are put back", async () => {
    const decision = triggered([], ["a", "b"]);
    make(decision, "b");
    expect(await back([automations(decision)])).toEqual(NOTHING);
    expect(names()).toEqual([]);
  });

  test.each([
    ["once", 1, 0],
    ["twice", 2, 0],
    ["three times", 3, 1],
  ])(
    "of which nobody knows whether they are back, %s, are begun again, three times at most",
    async (_title, times, left) => {
      const decision = triggered(["a"], ["b"]);
      disowned();
      prefect().faults.push({ at: MAKE, times, answer: fails });
      const remains = await back([automations(decision)]);
      expect(reasons(remains)).toHaveLength(left);
      expect(names()).toEqual(left === 0 ? ["a"] : []);
      expect(prefect().sent(MAKE)).toHaveLength(Math.min(times + 1, 3));
    },
  );

  test("of an old name that came back although the answer was lost are made once, and are nobody else's", async () => {
    const { id } = prefect().deployment("old", "prod", { version: "1" });
    prefect().automation("a", { ...trigger("a", id), enabled: true }, `prefect.deployment.${id}`);
    const decision = world().wants("old/prod", { triggers: ["a"] });
    disowned();
    make(decision, "a");
    prefect().faults.push({ at: MAKE, times: 1, done: true, answer: fails });
    expect(await back([automations(decision)])).toEqual(NOTHING);
    expect(prefect().automations).toMatchObject([{ name: "a", enabled: true }]);
  });

  test.each([
    ["the list", FILTER, forbids],
    ["their deletion", "DELETE /automations/<b>", refuses],
    ["their deletion, in doubt", DISOWN, refuses],
    ["the old one", MAKE, refuses],
  ])("are left where %s is refused; the fields are put back all the same", async (_title, at, answer) => {
    const decision = triggered(["a"], ["b"]);
    disowned();
    make(decision, "b");
    Object.assign(prefect().deployments.at(-1) ?? {}, { version: "2" });
    prefect().faults.push({ at, answer });
    const written = automations(decision, { fate: fate({ cut: at === DISOWN ? 1 : 0 }) });
    const remains = await back([written, deployment(decision)]);
    expect([...remains.left.keys()]).toEqual([decision]);
    expect(prefect().sent(at)).toHaveLength(1);
    expect(prefect().writes.at(-1)).toBe("PATCH /deployments/<old/prod>");
  });
});

describe("a new flow", () => {
  test("goes, where nobody uses it", async () => {
    const { id } = prefect().flow("new");
    expect(await back([flow("new")])).toEqual(NOTHING);
    expect(prefect().flows).toEqual([]);
    const filter = { flows: { id: { any_: [id] } } };
    expect(prefect().sent("POST /deployments/count")).toEqual([filter]);
    expect(prefect().sent("POST /flow_runs/count")).toEqual([filter]);
  });

  test("stays where somebody has a deployment of it, or has run it", async () => {
    prefect().deployment("deployed", "theirs");
    prefect().runs.push(prefect().flow("run").id);
    const why = "somebody else uses it by now";
    expect((await back([flow("deployed"), flow("run")])).beside).toEqual([
      { what: 'the flow "run"', why },
      { what: 'the flow "deployed"', why },
    ]);
    expect(lines).toEqual([`left the flow "run": ${why}`, `left the flow "deployed": ${why}`]);
    expect(prefect().flows.map(({ name }) => name)).toEqual(["deployed", "run"]);
    expect(prefect().writes).toEqual([]);
  });

  test("is looked at again where the server was busy: somebody has begun to use it meanwhile", async () => {
    prefect().flow("new");
    prefect().faults.push({
      at: "DELETE /flows/<new>",
      times: 1,
      answer: (to) => {
        prefect().deployment("new", "theirs");
        isBusy(to);
      },
    });
    expect((await back([flow("new")])).beside).toEqual([
      { what: 'the flow "new"', why: "somebody else uses it by now" },
    ]);
    expect(prefect().deployments).toHaveLength(1);
  });

  test("that somebody else has made is theirs, and nobody asks for it", async () => {
    prefect().flow("theirs");
    expect(await back([{ kind: "flow", name: "theirs", fate: fate(), wasThere: true }])).toEqual(NOTHING);
    expect(prefect().requests).toEqual([]);
  });

  test("of which a try was let go of may still come to be", async () => {
    const open: Done = { kind: "flow", name: "new", fate: fate({ done: false, lost: 1 }) };
    expect((await back([open])).beside).toEqual([{ what: 'the flow "new"', why: MAY_ARRIVE }]);
  });

  test("that never came to be, or is gone meanwhile, is gone", async () => {
    prefect().flow("second");
    prefect().faults.push({
      at: "DELETE /flows/<second>",
      answer: (to) => {
        sendJson(to, { detail: "Not found" }, 404);
      },
    });
    expect(await back([flow("first"), flow("second")])).toEqual(NOTHING);
    expect(prefect().writes).toEqual(["DELETE /flows/<second>"]);
  });

  test.each([
    "GET /flows/name/new",
    "POST /deployments/count",
    "POST /flow_runs/count",
    "DELETE /flows/<new>",
  ])("is told of where %s is refused, and the next one goes all the same", async (at) => {
    prefect().flow("new");
    prefect().flow("other");
    prefect().faults.push({ at, times: 1, answer: at.startsWith("GET") ? forbids : refuses });
    const remains = await back([flow("other"), flow("new")]);
    expect(remains.beside).toEqual([
      { what: 'the flow "new"', why: expect.stringMatching(/refused|40[34]/) as unknown },
    ]);
    expect(prefect().flows.map(({ name }) => name)).toEqual(["new"]);
  });
});

describe("a new queue", () => {
  const IN_USE = { what: 'the work queue "fast"', why: "somebody else uses it by now" };

  test("goes, also where it never came to be", async () => {
    prefect().queues.push("pool/fast", "pool/theirs");
    expect(await back([queue("fast"), queue("never")])).toEqual(NOTHING);
    expect(prefect().queues).toEqual(["pool/theirs"]);
  });

  test("that cannot go is told of by its name, and the next one goes all the same", async () => {
    prefect().queues.push("pool/the fast one", "pool/slow");
    prefect().faults.push({ at: "DELETE /work_pools/pool/queues/the%20fast%20one", answer: refuses });
    const remains = await back([queue("slow"), queue("the fast one")]);
    expect(remains.beside).toEqual([
      { what: 'the work queue "the fast one"', why: expect.stringContaining("refused") as unknown },
    ]);
    expect(prefect().queues).toEqual(["pool/the fast one"]);
  });

  test("stays with a deployment that is left", async () => {
    const body = { work_pool_name: "pool", work_queue_name: "fast" };
    const decision = world().wants("new/prod", { body });
    prefect().deployment("new", "prod", body);
    prefect().queues.push("pool/slow");
    prefect().faults.push({ at: "DELETE /deployments/<new/prod>", answer: refuses });
    const remains = await back([queue("fast"), queue("slow"), deployment(decision)]);
    expect([...remains.left.keys()]).toEqual([decision]);
    expect(remains.beside).toEqual([]);
    expect(prefect().queues).toEqual(["pool/fast"]);
  });

  test.each<[string, () => void]>([
    [
      "somebody has deployed to it",
      () => prefect().deployment("a", "b", { work_pool_name: "pool", work_queue_name: "fast" }),
    ],
    ["a run waits in it", () => prefect().runs.push(queueId("pool", "fast"))],
    ["somebody has paused it", () => (prefect().queueFields = { is_paused: true })],
    ["somebody has limited it", () => (prefect().queueFields = { concurrency_limit: 0 })],
    ["somebody has described it", () => (prefect().queueFields = { description: "ours" })],
  ])("stays where %s", async (_title, use) => {
    prefect().queues.push("pool/fast");
    use();
    expect((await back([queue("fast")])).beside).toEqual([IN_USE]);
    expect(prefect().queues).toEqual(["pool/fast"]);
  });

  test("is the one that a write names, and that its deployment is not in", () => {
    const queueOf = (body: Body) => namedQueue(world().wants("new/prod", { body }));
    expect(queueOf({ work_pool_name: "a pool", work_queue_name: "b" })).toEqual({
      pool: "a pool",
      queue: "b",
    });
    expect(queueOf({ work_pool_name: "pool", work_queue_name: "default" })).toBeUndefined();
    expect(queueOf({ work_pool_name: "pool" })).toBeUndefined();
  });
});

test("what one fails at does not keep the others from being put back", async () => {
  const decisions = ["a", "b", "c"].map((name) => {
    prefect().deployment("old", name, { version: "1" });
    const decision = world().wants(`old/${name}`, { body: { version: "2" } });
    Object.assign(prefect().deployments.at(-1) ?? {}, { version: "2" });
    return decision;
  });
  prefect().faults.push({ at: "PATCH /deployments/<old/b>", answer: refuses });
  const remains = await back(decisions.map((one) => deployment(one)));
  expect(prefect().deployments.map(({ version }) => version)).toEqual(["1", "2", "1"]);
  expect([...remains.left.keys()]).toEqual([decisions[1]]);
});

test("deployments and automations are put back several at a time, as many as allowed", async () => {
  prefect().delayMs = 2;
  const decisions = Array.from({ length: 8 }, (_, index) => {
    prefect().deployment("old", `d${index}`, { version: "1" });
    const decision = world().wants(`old/d${index}`, { body: { version: "2" }, triggers: ["t"] });
    Object.assign(prefect().deployments.at(-1) ?? {}, { version: "2" });
    prefect().automation("t", trigger("t", decision.held.id), `prefect.deployment.${decision.held.id}`);
    return decision;
  });
  const together = (form: RegExp) =>
    Math.max(...prefect().together.filter((_, index) => form.test(prefect().requests[index] ?? "")));
  await back([...decisions.map((one) => deployment(one)), ...decisions.map((one) => automations(one))], 2);
  expect([together(/^PATCH/), together(/^DELETE/)]).toEqual([2, 2]);
  expect(prefect().sent("POST /automations/filter")).toHaveLength(1);
});
