import { describe, expect, test } from "vitest";
import type { Body, RecordedWrite } from "../../../src/gateway/recording.js";
import type { LiveDeployment } from "../../../src/server/state.js";
import { keepPaused, wakes } from "../../../src/plan/paused.js";
import { decide, isSameDecision, namedQueue, withoutNone } from "../../../src/plan/decision.js";
import { knownDeployment } from "../../support/deployment.ts";

const LIVE: LiveDeployment = {
  id: "d1",
  name: "one",
  flow_id: "f1",
  version: "1",
  paused: false,
  work_pool_name: "pool",
  work_queue_name: "default",
  schedules: [],
};

function held(body: Body, live: Body = {}, method: RecordedWrite["method"] = "PATCH"): RecordedWrite {
  const known = { ...LIVE, ...live };
  return {
    id: "d1",
    flowName: "f",
    name: "one",
    live: known,
    method,
    body,
    ownedDeleted: true,
    deletedSchedules: [],
    automations: [],
  };
}

const decided = (held: RecordedWrite) => decide({ deployment: knownDeployment(), held }, held.live, []);

describe("a decision", () => {
  test.each([
    ["unchanged", held({ version: "1" }), false],
    ["change", held({ version: "2" }), true],
    ["create", { ...held({ version: "1", flow_id: "f1" }, {}, "POST"), live: undefined }, true],
  ] as const)("is %s", (action, one, fields) => {
    expect(decided(one)).toMatchObject({ action, fields });
  });

  test("is another one where somebody has written meanwhile", () => {
    const before = decided(held({ version: "2" }));
    expect(isSameDecision(before, decided(held({ version: "2" })))).toBe(true);
    expect(isSameDecision(before, decided(held({ version: "2" }, { version: "3" })))).toBe(false);
    expect(isSameDecision(before, decided(held({ version: "2" }, { version: "2" })))).toBe(false);
  });
});

describe("a version that the client made up from the commit", () => {
  const sha = "3093268512345678901234567890123456789012";
  const info = { type: "vcs:github", version: "30932685", commit_sha: sha };

  test.each<[string, Body, string]>([
    ["alone changes nothing", { version: "30932685", version_info: info }, "unchanged"],
    ["counts with something else", { version: "30932685", version_info: info, description: "new" }, "change"],
    ["counts where the file gives it", { version: sha, version_info: { ...info, version: sha } }, "change"],
    ["of a file's hash counts", { version: "30932685", version_info: { type: "prefect:simple" } }, "change"],
  ])("%s", (_title, body, action) => {
    expect(decided(held(body))).toMatchObject({ action, fields: action === "change" });
  });
});

test("a version that the client made up from the commit stands last, behind automations too", () => {
  const sha = "3093268512345678901234567890123456789012";
  const info = { type: "vcs:github", version: "30932685", commit_sha: sha };
  const one = {
    ...held({ version: "30932685", version_info: info, description: "new" }),
    automations: [{ name: "on-file", trigger: {} }],
  };
  const fields = (of: RecordedWrite) => decided(of).differences.map(({ field }) => field);
  expect(fields(one)).toEqual(["description", "automations.on-file", "version"]);
  expect(fields(held({ version: "2", description: "new" }))).toEqual(["version", "description"]);
});

const NIGHTLY = { cron: "0 3 * * *", timezone: "UTC" };

describe("what was paused on the server", () => {
  test.each<[string, Body, Body, string[]]>([
    [
      "schedule by slug",
      { schedules: [{ schedule: NIGHTLY, slug: "n", active: true }] },
      { schedules: [{ schedule: NIGHTLY, slug: "n", active: false }] },
      ["schedule n"],
    ],
    [
      "schedule that gets a slug",
      { schedules: [{ schedule: NIGHTLY, slug: "n" }] },
      { schedules: [{ schedule: NIGHTLY, active: false, parameters: {} }] },
      ["schedule n"],
    ],
    [
      "schedule by content",
      { schedules: [{ schedule: NIGHTLY }] },
      { schedules: [{ schedule: NIGHTLY, active: false, parameters: {} }] },
      ["schedule 0 3 * * *"],
    ],
    ["deployment", { paused: false }, { paused: true }, ["the deployment itself"]],
    [
      "schedule of which nothing is said, and which stays so",
      { schedules: [{ schedule: NIGHTLY, slug: "n" }] },
      { schedules: [{ schedule: NIGHTLY, slug: "n", active: false }] },
      [],
    ],
  ])("a %s is told of, and stays so where it is asked for", (_title, body, live, woken) => {
    const one = held(body, live);
    expect(wakes(decided(one))).toEqual(woken);
    const kept = keepPaused(one).held;
    expect(wakes(decided(kept))).toEqual([]);
    const left = decided(kept).differences.filter(({ field }) => field !== "schedules.n.slug");
    expect(left).toEqual([]);
  });

  const nightly = (day: string, more: Body = {}) => ({ schedule: NIGHTLY, parameters: { day }, ...more });
  const asleep = { active: false };

  test.each<[string, Body[], Body[], unknown[], string[]]>([
    [
      "the one with the same parameters, of two at the same times",
      [nightly("a"), nightly("b")],
      [nightly("a", asleep), nightly("b", { active: true })],
      [false, undefined],
      [],
    ],
    [
      "the one that was edited, where the other is the same as before",
      [nightly("a"), nightly("c")],
      [nightly("a", { active: true }), nightly("b", asleep)],
      [undefined, false],
      [],
    ],
    [
      "as many twins as before",
      [nightly("a"), nightly("a"), nightly("a")],
      [nightly("a", { active: true }), nightly("a", asleep), nightly("a", asleep)],
      [false, false, undefined],
      [],
    ],
    ["no new twin", [nightly("a"), nightly("a")], [nightly("a", asleep)], [false, undefined], []],
    [
      "all where all are",
      [nightly("c"), nightly("d")],
      [nightly("a", asleep), nightly("b", asleep)],
      [false, false],
      [],
    ],
    [
      "none where both were edited and one is paused: which, cannot be told",
      [nightly("c"), nightly("d")],
      [nightly("a", asleep), nightly("b", { active: true })],
      [undefined, undefined],
      ["0 3 * * *"],
    ],
    [
      "none where one of two twins is gone: which, cannot be told",
      [nightly("a")],
      [nightly("a", asleep), nightly("a", { active: true })],
      [undefined],
      ["0 3 * * *"],
    ],
    [
      "none where one was edited and one is new",
      [nightly("c"), nightly("d")],
      [nightly("a", asleep)],
      [undefined, undefined],
      ["0 3 * * *"],
    ],
  ])("%s stay paused", (_title, written, live, active, doubtful) => {
    const kept = keepPaused(held({ schedules: written }, { schedules: live }));
    expect((kept.held.body["schedules"] as Body[]).map((one) => one["active"])).toEqual(active);
    expect(kept.doubtful).toEqual(doubtful);
  });

  test("an interval of an upsert is the same, though its anchor is the moment of the run", () => {
    const every = (anchor_date: string) => ({ interval: 3600, anchor_date });
    const one = held(
      { flow_id: "f1", schedules: [{ schedule: every(new Date().toISOString()) }] },
      { schedules: [{ schedule: every("2026-01-02T03:04:05Z"), ...asleep, parameters: {} }] },
      "POST",
    );
    expect(keepPaused(one).held.body["schedules"]).toMatchObject([asleep]);
  });

  test("nothing else of the write changes with it", () => {
    const one = held(
      { version: "2", paused: false, schedules: [{ schedule: NIGHTLY }, { schedule: { interval: 60 } }] },
      { schedules: [{ schedule: NIGHTLY, active: false, parameters: {} }] },
    );
    expect(keepPaused(one).held.body).toEqual({
      version: "2",
      paused: false,
      schedules: [{ schedule: NIGHTLY, active: false }, { schedule: { interval: 60 } }],
    });
    expect(keepPaused(held({ version: "2" })).held.body).toEqual({ version: "2" });
  });
});

test("a queue that a write may create is named, and no other", () => {
  const queue = (body: Body, live: Body = {}) => namedQueue(decided(held(body, live)));
  expect(queue({ work_pool_name: "pool", work_queue_name: "fast" })).toEqual({ pool: "pool", queue: "fast" });
  expect(
    queue({ work_pool_name: "pool", work_queue_name: "fast" }, { work_queue_name: "fast" }),
  ).toBeUndefined();
  expect(queue({ work_pool_name: "pool", work_queue_name: null })).toBeUndefined();
  expect(queue({ work_queue_name: "fast" })).toEqual({ pool: "pool", queue: "fast" });
});

describe("the description of a new deployment", () => {
  const sent = (content: Body, one: RecordedWrite) =>
    withoutNone({ deployment: knownDeployment(content), held: one }).held.body["description"];
  const create = (description: unknown): RecordedWrite => ({
    ...held({ description }, {}, "POST"),
    live: undefined,
  });

  test.each<[string, unknown, Body, RecordedWrite]>([
    ['is none where the client made "None" of nothing', null, {}, create("None")],
    ["is the one of the flow", "Daily", {}, create("Daily")],
    ['is "None" where the file says so', "None", { description: "None" }, create("None")],
    [
      "stays, where it is there already",
      "None",
      {},
      held({ description: "None" }, { description: "None" }, "POST"),
    ],
    ["is left alone in a change", "None", {}, held({ description: "None" })],
  ])("%s", (_title, expected, content, one) => {
    expect(sent(content, one)).toBe(expected);
  });
});
