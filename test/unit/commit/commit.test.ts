import { describe, expect, test, vi } from "vitest";
import { commit, type CommitOptions, type Committed } from "../../../src/commit/commit.js";
import type { Decision } from "../../../src/plan/decision.js";
import {
  fails,
  forbids,
  isBusy,
  refuses,
  uuid,
  type Fault,
  type TinyPrefect,
} from "../../support/servers/tiny-prefect.ts";
import { sendJson } from "../../support/servers/tiny-api.ts";
import { trigger, useWorld } from "./world.ts";

const world = useWorld();
const prefect = (): TinyPrefect => world().prefect;

const lines: string[] = [];

function committed(decisions: readonly Decision[], options: Partial<CommitOptions> = {}): Promise<Committed> {
  lines.length = 0;
  return commit(decisions, world().upstream(), {
    most: 1,
    keep: false,
    signal: new AbortController().signal,
    putBackMs: 10_000,
    flows: world().flows,
    since: performance.now(),
    say: (line) => lines.push(line),
    interruption: () => "the job was cancelled",
    ...options,
  });
}

/** `done etl/prod`, and whether it has the id that it has on the server: `done etl/prod = <etl/prod>`. */
const told = ({ outcomes }: Committed): string[] =>
  outcomes.map(({ decision: { held }, status, id }) => {
    const on = id === undefined ? "" : ` = ${prefect().named(id)}`;
    return `${status} ${held.flowName}/${held.name}${on}`;
  });

/** An old deployment with a trigger, which is changed; a new one with a queue and a trigger; one that stays. */
function edit(): Decision[] {
  const { id } = prefect().deployment("old", "changed", { version: "1" });
  prefect().automation("on-file", trigger("on-file", id), `prefect.deployment.${id}`);
  prefect().deployment("old", "same", { version: "1" });
  return [
    world().wants("old/changed", { body: { version: "2" }, triggers: ["on-time"] }),
    world().wants("old/same", { body: { version: "1" } }),
    world().wants("new/prod", {
      body: { work_pool_name: "pool", work_queue_name: "fast" },
      triggers: ["on-fail", "on-done"],
    }),
  ];
}

const ALL_WRITES = [
  "POST /flows/",
  "POST /deployments/",
  "PATCH /deployments/<old/changed>",
  "DELETE /automations/owned-by/prefect.deployment.<old/changed>",
  "POST /automations/",
  "DELETE /automations/owned-by/prefect.deployment.<new/prod>",
  "POST /automations/",
  "POST /automations/",
];

describe("what is written", () => {
  test("is first the flows, then the deployments, those with new queues before the others, then the automations", async () => {
    const result = await committed(edit());
    expect(prefect().requests).toEqual(["GET /work_pools/pool/queues/fast", ...ALL_WRITES]);
    expect(told(result)).toEqual([
      "done old/changed = <old/changed>",
      "done old/same = <old/same>",
      "done new/prod = <new/prod>",
    ]);
    expect(Object.keys(result)).toEqual(["outcomes", "made"]);
    expect([...result.made.values()].map((ids) => ids.length)).toEqual([1, 2]);
    expect(lines).toEqual([]);
  });

  test("is nothing where nothing differs", async () => {
    prefect().deployment("old", "same", { version: "1" });
    const result = await committed([world().wants("old/same", { body: { version: "1" } })]);
    expect(prefect().requests).toEqual([]);
    expect(told(result)).toEqual(["done old/same = <old/same>"]);
  });

  test("has the ids of the server in place of those that the client made up its mind with", async () => {
    const other = uuid(77);
    const decision = world().wants("new/prod", {
      body: { parameters: { run: other } },
      triggers: ["on-fail"],
    });
    await committed([decision]);
    const [flow] = prefect().flows;
    const [deployment] = prefect().deployments;
    expect(deployment).toMatchObject({ flow_id: flow?.id, parameters: { run: other } });
    expect(deployment?.id).not.toBe(decision.held.id);
    expect(prefect().sent("POST /automations/")).toEqual([
      {
        ...trigger("on-fail", String(deployment?.id)),
        owner_resource: `prefect.deployment.${String(deployment?.id)}`,
      },
    ]);
  });

  test("of a flow is what the client sent, without what the server sets; a flow that is there is not written", async () => {
    prefect().flow("old");
    await committed([
      world().wants("new/a"),
      world().wants("new/b"),
      world().wants("old/c"),
      world().wants("newer/d"),
    ]);
    expect(prefect().sent("POST /flows/")).toEqual([
      { name: "new", tags: ["mine"] },
      { name: "newer", tags: ["mine"] },
    ]);
    expect(prefect().deployments.map(({ name }) => name)).toEqual(["a", "b", "c", "d"]);
  });

  test("of a deployment without automations is nothing but its fields, and of one with the same fields nothing but automations", async () => {
    const { id } = prefect().deployment("old", "triggers");
    prefect().deployment("old", "fields");
    await committed([
      world().wants("old/triggers", { triggers: ["on-fail"] }),
      world().wants("old/fields", { body: { version: "2" } }),
    ]);
    expect(prefect().writes).toEqual([
      "PATCH /deployments/<old/fields>",
      "DELETE /automations/owned-by/prefect.deployment.<old/triggers>",
      "POST /automations/",
    ]);
    expect(prefect().automations).toMatchObject([{ name: "on-fail", owner: `prefect.deployment.${id}` }]);
  });

  test("of an old server is an upsert of what exists, too", async () => {
    const { id } = prefect().deployment("old", "prod", { version: "1" });
    const result = await committed([world().wants("old/prod", { method: "POST", body: { version: "2" } })]);
    expect(prefect().writes).toEqual(["POST /deployments/"]);
    expect(prefect().deployments).toMatchObject([{ id, version: "2" }]);
    expect(told(result)).toEqual(["done old/prod = <old/prod>"]);
  });
});

describe("a queue that is named", () => {
  const withQueue = (which: string, queue: string) =>
    world().wants(which, { body: { work_pool_name: "pool", work_queue_name: queue } });

  test("by several is asked for once, and comes to be with the first of them, before any other deployment", async () => {
    prefect().queues.push("pool/there");
    await committed([
      world().wants("f/plain"),
      withQueue("f/known", "there"),
      withQueue("f/first", "b"),
      withQueue("f/second", "b"),
      withQueue("f/third", "a"),
      withQueue("f/own", "default"),
    ]);
    expect(prefect().requests.filter((line) => line.startsWith("GET"))).toEqual([
      "GET /work_pools/pool/queues/there",
      "GET /work_pools/pool/queues/b",
      "GET /work_pools/pool/queues/a",
    ]);
    expect(prefect().deployments.map(({ name }) => name)).toEqual([
      "first",
      "third",
      "plain",
      "known",
      "second",
      "own",
    ]);
    // In the order in which they came to be, which gives them their priority.
    expect(prefect().queues).toEqual(["pool/there", "pool/b", "pool/a", "pool/default"]);
  });

  test("and new is never written beside another one, however many may be at once; all else is", async () => {
    prefect().delayMs = 2;
    const queues = Array.from({ length: 8 }, (_, index) => withQueue(`f/q${index}`, `q${index}`));
    const others = Array.from({ length: 8 }, (_, index) => world().wants(`f/d${index}`));
    await committed([...others, ...queues], { most: 8 });
    const together = prefect().together.filter(
      (_, index) => prefect().requests[index] === "POST /deployments/",
    );
    expect(Math.max(...together.slice(0, 8))).toBe(1);
    expect(Math.max(...together.slice(8))).toBeGreaterThan(1);
    expect(prefect().queues).toEqual(queues.map((_, index) => `pool/q${index}`));
  });

  test("that cannot be asked for ends it before anything is written", async () => {
    prefect().faults.push({ at: "GET /work_pools/pool/queues/fast", answer: forbids });
    const result = await committed(edit());
    expect(prefect().writes).toEqual([]);
    expect(told(result)).toEqual([
      "not-tried old/changed",
      "done old/same = <old/same>",
      "not-tried new/prod",
    ]);
    expect([result.failed, result.beside, lines]).toEqual([undefined, undefined, []]);
    expect(result.error).toHaveProperty("diagnosis.id", "forbidden");
  });
});

describe("several at once", () => {
  const many = () =>
    Array.from({ length: 9 }, (_, index) => world().wants(`f${index}/d`, { triggers: ["t"] }));
  const most = (line: string) =>
    Math.max(...prefect().together.filter((_, index) => prefect().requests[index] === line));

  test.each([
    ["more than one", 2, 2],
    ["one, where no more are allowed", 1, 1],
  ])("are %s", async (_title, allowed, seen) => {
    prefect().delayMs = 2;
    await committed(many(), { most: allowed });
    for (const line of ["POST /flows/", "POST /deployments/", "POST /automations/"]) {
      expect(most(line), line).toBe(seen);
    }
  });

  test.each(["POST /flows/", "POST /deployments/", "POST /automations/"])(
    "are one from then on, where the server is busy at %s",
    async (line) => {
      prefect().delayMs = 2;
      prefect().faults.push({ at: line, times: 1, answer: isBusy });
      const result = await committed(many(), { most: 8 });
      // What was under way at that moment comes to its end.
      const from = prefect().requests.indexOf(line) + 4;
      expect(Math.max(...prefect().together.slice(from))).toBe(1);
      expect(told(result)).toEqual(many().map((_, index) => `done f${index}/d = <f${index}/d>`));
    },
  );

  test("are one from then on, where the server is busy at a change", async () => {
    for (let index = 0; index < 12; index += 1) prefect().deployment("f", `d${index}`);
    prefect().delayMs = 2;
    prefect().faults.push({ at: /^PATCH/, times: 1, answer: isBusy });
    const decisions = Array.from({ length: 12 }, (_, index) =>
      world().wants(`f/d${index}`, { body: { version: "2" }, triggers: ["t"] }),
    );
    await committed(decisions, { most: 8 });
    expect(Math.max(...prefect().together)).toBe(1);
  });

  test("that fail are all told of, and the first of them is the reason", async () => {
    prefect().delayMs = 2;
    for (let index = 0; index < 8; index += 1) prefect().deployment("f", `d${index}`);
    prefect().faults.push({ at: /^PATCH .*\/d[34]>$/, answer: refuses });
    const decisions = Array.from({ length: 8 }, (_, index) =>
      world().wants(`f/d${index}`, { body: { version: "2" } }),
    );
    const result = await committed(decisions, { most: 2, keep: true });
    expect(told(result).map((line) => line.split(" = ")[0])).toEqual([
      ...["done f/d0", "done f/d1", "done f/d2", "failed f/d3", "failed f/d4"],
      ...["not-tried f/d5", "not-tried f/d6", "not-tried f/d7"],
    ]);
    expect(result.failed?.decision).toBe(decisions[3]);
  });
});

/** Every kind of write, and what is there of it after it failed. */
const FAILURES: readonly (readonly [title: string, at: Fault["at"], left: string[], kept: string[]])[] = [
  [
    "a flow",
    "POST /flows/",
    ["not-tried old/changed", "done old/same = <old/same>", "not-tried new/prod"],
    ["not-tried old/changed", "done old/same = <old/same>", "not-tried new/prod"],
  ],
  [
    "a new deployment",
    "POST /deployments/",
    ["not-tried old/changed", "done old/same = <old/same>", "failed new/prod"],
    ["not-tried old/changed", "done old/same = <old/same>", "failed new/prod"],
  ],
  [
    "a change",
    /^PATCH/,
    ["failed old/changed = <old/changed>", "done old/same = <old/same>", "put-back new/prod"],
    ["failed old/changed = <old/changed>", "done old/same = <old/same>", "failed new/prod = <new/prod>"],
  ],
  [
    "the deletion of automations",
    "DELETE /automations/owned-by/prefect.deployment.<old/changed>",
    ["failed old/changed = <old/changed>", "done old/same = <old/same>", "put-back new/prod"],
    ["failed old/changed = <old/changed>", "done old/same = <old/same>", "failed new/prod = <new/prod>"],
  ],
  [
    "an automation",
    "POST /automations/",
    ["left old/changed = <old/changed>", "done old/same = <old/same>", "put-back new/prod"],
    ["failed old/changed = <old/changed>", "done old/same = <old/same>", "failed new/prod = <new/prod>"],
  ],
];

describe.each(FAILURES)("where %s is refused", (_title, at, left, kept) => {
  test("once, all is put back, and the server is as it was", async () => {
    const decisions = edit();
    const before = prefect().dump();
    prefect().faults.push({ at, times: 1, answer: refuses });
    const result = await committed(decisions);
    expect(prefect().dump()).toEqual(before);
    expect(told(result)).toEqual(left.map((line) => line.replace(/^left/, "failed")));
    expect(result.beside).toEqual([]);
    const begun = told(result)
      .filter((line) => !/^(?:not-tried|done)/.test(line))
      .map((line) => line.split(" ")[1] ?? "");
    expect(lines[0]).toMatch(/^A write failed; putting back what was written until now(?:: .*)?\.$/);
    for (const name of begun) expect(lines[0]).toContain(name);
    expect(lines.slice(1).sort()).toEqual(begun.map((name) => `put-back ${name}`).sort());
    expect(result.error).toHaveProperty("answer.status", 422);
  });

  test("for good, what cannot be put back is told of", async () => {
    const decisions = edit();
    prefect().faults.push({ at, answer: refuses });
    expect(told(await committed(decisions))).toEqual(left);
  });

  test("what was written before stays, where it is to be kept", async () => {
    const decisions = edit();
    prefect().faults.push({ at, answer: refuses });
    const result = await committed(decisions, { keep: true });
    expect(told(result)).toEqual(kept);
    const all = ["GET /work_pools/pool/queues/fast", ...ALL_WRITES];
    expect(prefect().requests).toEqual(all.slice(0, prefect().requests.length));
    expect(result.beside).toBeUndefined();
    expect(lines).toEqual([]);
  });
});

const LOST_CREATION: Fault = { at: "POST /deployments/", times: 1, answer: fails };

describe("a failure", () => {
  test("at the second automation of the last deployment puts all of it back", async () => {
    const decisions = edit();
    const before = prefect().dump();
    prefect().faults.push({ at: "POST /automations/", from: 3, times: 1, answer: refuses });
    const result = await committed(decisions);
    expect(prefect().writes.slice(0, ALL_WRITES.length)).toEqual(ALL_WRITES);
    expect(prefect().dump()).toEqual(before);
    expect(told(result)).toEqual([
      "put-back old/changed = <old/changed>",
      "done old/same = <old/same>",
      "failed new/prod",
    ]);
    expect(result.failed).toEqual({
      decision: decisions[2],
      error: "POST /automations/: the server refused it (422): It is not wanted.",
    });
  });

  test("of one kept leaves a deployment that was not come to half written, and says so", async () => {
    const decisions = edit();
    prefect().faults.push({ at: "POST /automations/", answer: refuses });
    const { outcomes } = await committed(decisions, { keep: true });
    expect(outcomes.map(({ error }) => error)).toEqual([
      "POST /automations/: the server refused it (422): It is not wanted.",
      undefined,
      "it is written, but not its triggers",
    ]);
  });

  test("of one kept leaves done what was done before, with its triggers or without any", async () => {
    prefect().deployment("old", "plain");
    const decisions = [
      world().wants("old/plain", { body: { version: "2" } }),
      world().wants("new/first", { triggers: ["one"] }),
      world().wants("new/second", { triggers: ["two"] }),
      world().wants("new/third", { triggers: ["three"] }),
    ];
    prefect().faults.push({ at: "POST /automations/", from: 2, answer: refuses });
    expect(told(await committed(decisions, { keep: true }))).toEqual([
      "done old/plain = <old/plain>",
      "done new/first = <new/first>",
      "failed new/second = <new/second>",
      "failed new/third = <new/third>",
    ]);
  });

  test.each<[string, readonly Fault[], string, boolean]>([
    ["at once", [], "2026-01-01", true],
    ["after a try without answer, long after it had been made", [LOST_CREATION], "2025-12-31", true],
    ["after a try without answer, which may have made it", [LOST_CREATION], "2026-01-01", false],
  ])(
    "leaves a new deployment that the server had already (200) %s",
    async (_title, faults, created, stays) => {
      prefect().deployment("old", "prod", { version: "1" });
      const decisions = [world().wants("new/prod"), world().wants("old/prod", { body: { version: "2" } })];
      Object.assign(prefect().deployment("new", "prod"), { created });
      prefect().faults.push(...faults, { at: /^PATCH/, answer: refuses });
      expect(told(await committed(decisions))).toEqual([
        stays ? "left new/prod = <new/prod>" : "put-back new/prod",
        "failed old/prod = <old/prod>",
      ]);
      expect(prefect().deployments.map(({ name }) => name)).toHaveLength(stays ? 2 : 1);
    },
  );

  test("says why with names of the API, and without ids", async () => {
    const decisions = edit();
    prefect().faults.push({ at: /^PATCH/, times: 1, answer: refuses });
    const result = await committed(decisions);
    const error = "PATCH /deployments/…: the server refused it (422): It is not wanted.";
    expect(result.failed).toEqual({ decision: decisions[0], error });
    expect(result.outcomes[0]).toEqual({
      ...{ decision: decisions[0], status: "failed", error },
      id: decisions[0]?.live?.id,
    });
    expect(result.outcomes[1]).not.toHaveProperty("error");
  });

  test("says nothing of what a plan would not show", async () => {
    prefect().deployment("old", "prod");
    const decision = world().wants("old/prod", {
      body: { job_variables: { env: { API_TOKEN: "tulip-9914" } }, parameters: { day: "monday-evening" } },
      content: { parameters: { day: "{{ prefect.variables.day }}" } },
    });
    prefect().faults.push({
      at: /^PATCH/,
      answer: (to) => {
        sendJson(to, { detail: "Neither tulip-9914 nor monday-evening will do." }, 422);
      },
    });
    const { outcomes, failed } = await committed([decision]);
    for (const error of [outcomes[0]?.error, failed?.error]) {
      expect(error).toMatch(/^PATCH .*: Neither \*\*\* nor \*\*\* will do\.$/);
    }
  });

  test("of a change is also that its deployment was deleted meanwhile: nothing is sent of it", async () => {
    prefect().deployment("old", "prod", { version: "1" });
    const decision = world().wants("old/prod", { body: { version: "2" } });
    const result = await committed([{ ...decision, live: undefined }], { keep: true });
    expect(prefect().requests).toEqual([]);
    expect(result.outcomes).toMatchObject([
      {
        status: "failed",
        error: "old/prod was deleted on the server while this step was at work; nothing of it was written.",
      },
    ]);
    expect(result.error).toHaveProperty("problems", [
      expect.objectContaining({ fix: "Run the job again: it is created then." }),
    ]);
  });

  test.each<[string, string, unknown]>([
    ["a flow", "POST /flows/", {}],
    ["a deployment", "POST /deployments/", {}],
    ["a deployment, by a list", "POST /deployments/", []],
    ["a deployment, by a number for an id", "POST /deployments/", { id: 7 }],
    ["a deployment, by nothing", "POST /deployments/", undefined],
  ])("is an answer without an id to %s", async (_title, line, body) => {
    prefect().faults.push({
      at: line,
      answer: (to) => {
        if (body === undefined) to.writeHead(204).end();
        else sendJson(to, body);
      },
    });
    const { error } = await committed([world().wants("new/prod")]);
    const status = body === undefined ? 204 : 200;
    expect(error).toHaveProperty("problems", [
      {
        what: `${line} was answered ${status} without an id, which no Prefect server does: nobody can tell whether the server has carried it out.`,
        fix: "Look for this request in the log of the gate, and at what it answers by itself.",
      },
    ]);
    expect(prefect().sent(line)).toHaveLength(1);
  });
});

describe("automations of which nobody knows whether they came to be", () => {
  test.each([
    ["of a new deployment", false],
    ["of one that exists", true],
  ])("%s are deleted, and made once more", async (_title, exists) => {
    if (exists) prefect().deployment("f", "d");
    const decision = world().wants("f/d", { triggers: ["one", "two"] });
    prefect().faults.push({ at: "POST /automations/", from: 2, times: 1, done: true, answer: fails });
    const result = await committed([decision]);
    const deletion = "DELETE /automations/owned-by/prefect.deployment.<f/d>";
    expect(prefect().writes.filter((line) => line.includes("automations"))).toEqual([
      ...[deletion, "POST /automations/", "POST /automations/"],
      ...[deletion, "POST /automations/", "POST /automations/"],
    ]);
    expect(prefect().automations.map(({ name }) => name)).toEqual(["one", "two"]);
    expect(told(result)).toEqual(["done f/d = <f/d>"]);
  });

  test("are tried three times", async () => {
    const decision = world().wants("f/d", { triggers: ["one"] });
    prefect().faults.push({ at: "POST /automations/", answer: fails });
    const result = await committed([decision], { keep: true });
    expect(prefect().sent("POST /automations/")).toHaveLength(3);
    expect(result.failed?.error).toMatch(/^POST \/automations\/ got no usable answer \(502\)/);
  });

  test("are tried once where the server says no", async () => {
    const decision = world().wants("f/d", { triggers: ["one"] });
    prefect().faults.push({ at: "POST /automations/", answer: refuses });
    await committed([decision], { keep: true });
    expect(prefect().sent("POST /automations/")).toHaveLength(1);
  });
});

describe("a job that is cancelled", () => {
  const reason = new Error("cancelled");

  test("before it begins writes nothing", async () => {
    const result = await committed(edit(), { signal: AbortSignal.abort(reason) });
    expect(prefect().writes).toEqual([]);
    expect(result.error).toBe(reason);
    expect(told(result)).toEqual([
      "not-tried old/changed",
      "done old/same = <old/same>",
      "not-tried new/prod",
    ]);
  });

  test.each([
    ["a flow", "POST /flows/", "flows", ["not-tried", "done", "not-tried"]],
    ["a new deployment", "POST /deployments/", "deployments", ["not-tried", "done", "put-back"]],
    ["a change", /^PATCH/, "deployments", ["put-back", "done", "put-back"]],
    ["an automation", "POST /automations/", "automations", ["put-back", "done", "put-back"]],
  ] as const)(
    "while %s is written waits for it, begins nothing more, and puts all back",
    async (_title, at, made, statuses) => {
      const decisions = edit();
      const before = prefect().dump();
      const controller = new AbortController();
      prefect().faults.push({
        at,
        times: 1,
        done: true,
        answer: (to) => {
          controller.abort(reason);
          setTimeout(() => {
            sendJson(to, prefect()[made].at(-1), 201);
          }, 20);
        },
      });
      const first = await committed(decisions, { signal: controller.signal });
      expect(first.error).toBe(reason);
      expect(first.failed).toBeUndefined();
      expect(first.outcomes.map(({ status }) => status)).toEqual(statuses);
      expect(prefect().dump()).toEqual(before);
    },
  );

  test("while things are put back already goes on with that, and says it once", async () => {
    const decisions = edit();
    const before = prefect().dump();
    const controller = new AbortController();
    prefect().faults.push({ at: "POST /automations/", times: 1, answer: refuses });
    const result = await committed(decisions, {
      signal: controller.signal,
      say: (line) => {
        lines.push(line);
        if (line.startsWith("put-back")) controller.abort(reason);
      },
    });
    expect(lines.filter((line) => line.includes("putting back"))).toHaveLength(1);
    expect(result.failed?.error).toContain("It is not wanted.");
    expect(prefect().dump()).toEqual(before);
  });

  test("waits for three seconds at most", async () => {
    const controller = new AbortController();
    const late: (() => void)[] = [];
    const real = setTimeout;
    const spy = vi.spyOn(globalThis, "setTimeout").mockImplementation((work: () => void, ms?: number) => {
      if (ms === 3_000) late.push(work);
      return real(ms === 3_000 ? () => undefined : work, ms);
    });
    try {
      prefect().faults.push({
        at: "POST /deployments/",
        times: 1,
        answer: () => {
          expect(late).toEqual([]);
          controller.abort(reason);
          expect(late).toHaveLength(1);
          late[0]?.();
        },
      });
      const before = prefect().dump();
      const result = await committed([world().wants("new/prod")], { signal: controller.signal });
      expect(result.error).toBe(reason);
      expect(result.outcomes).toMatchObject([
        { status: "left", error: "its last write got no answer, and may still arrive" },
      ]);
      expect(prefect().dump()).toEqual(before);
    } finally {
      spy.mockRestore();
    }
  });
});

test("what is put back has a time of its own, and what is not done by then is left", async () => {
  const decisions = edit();
  prefect().faults.push(
    { at: "POST /automations/", answer: refuses },
    { at: "POST /automations/filter", answer: () => undefined },
  );
  const result = await committed(decisions, { putBackMs: 100 });
  expect(result.outcomes.map(({ status }) => status)).toEqual(["left", "done", "left"]);
  const over = "the time for putting back was over";
  expect(result.outcomes[0]?.error).toBe(over);
  expect(result.beside).toEqual([
    { what: 'the work queue "fast"', why: over },
    { what: 'the flow "new"', why: over },
  ]);
});
