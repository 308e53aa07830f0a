import { describe, expect, test } from "vitest";
import type { Body, RecordedWrite } from "../../../src/gateway/recording.js";
import type { Difference } from "../../../src/plan/compare.js";
import { decide, isSameDecision, namedQueue, ofNew, withoutNone } from "../../../src/plan/decision.js";
import { keepPaused, wakes } from "../../../src/plan/paused.js";
import { knownDeployment } from "../../support/deployment.ts";

const LIVE = { id: "d1", name: "one", flow_id: "f1" };

const write = (body: Body, live: Body | undefined, more: Partial<RecordedWrite> = {}): RecordedWrite => ({
  ...{ id: "d1", flowName: "f", name: "one", live: live && { ...LIVE, ...live }, method: "PATCH", body },
  ...{ ownedDeleted: true, deletedSchedules: [], automations: [] },
  ...more,
});
const decided = (held: RecordedWrite, automations: (Body & { id: string; name: string })[] = []) =>
  decide({ deployment: knownDeployment(), held }, held.live, automations);
const difference = (field: string, before: unknown = 1, after: unknown = 2): Difference => ({
  field,
  before,
  after,
});

test("of a new deployment are told flow, pool and schedules, in this order, and nothing else", () => {
  const all = ["version", "schedules.a", "work_pool_name", "entrypoint", "work_pool_names", "schedules"];
  expect(ofNew(all.map((field) => ({ field }))).map(({ field }) => field)).toEqual([
    ...["entrypoint", "work_pool_name", "schedules.a", "schedules"],
  ]);
});

describe("a decision", () => {
  const automation = { name: "a", trigger: {} };

  test.each<[string, RecordedWrite, object]>([
    [
      "creates without automations",
      write({}, undefined),
      { action: "create", fields: true, automations: { write: false } },
    ],
    [
      "creates with automations",
      write({}, undefined, { automations: [automation] }),
      { action: "create", fields: true, automations: { write: true } },
    ],
    [
      "changes automations alone",
      write({ version: "1" }, { version: "1" }, { automations: [automation] }),
      { action: "change", fields: false, automations: { write: true } },
    ],
    [
      "changes fields alone",
      write({ version: "2" }, { version: "1" }),
      { action: "change", fields: true, automations: { write: false } },
    ],
    [
      "changes nothing",
      write({ version: "1" }, { version: "1" }),
      { action: "unchanged", fields: false, differences: [], automations: { write: false } },
    ],
  ])("%s", (_title, held, expected) => {
    expect(decided(held)).toMatchObject(expected);
  });

  test("is unchanged where only automations that may be a person's would go, although they are written", () => {
    const theirs = {
      ...{ id: "a1", name: "theirs" },
      actions: [{ type: "run-deployment", deployment_id: "d1" }],
    };
    expect(decided(write({}, {}), [theirs])).toMatchObject({
      action: "unchanged",
      automations: { write: true, doubtful: [theirs] },
    });
  });

  test("is the same as another one by what it does and what differs", () => {
    const one = decided(write({ version: "2" }, { version: "1" }));
    expect(isSameDecision(one, { ...one, differences: structuredClone(one.differences) })).toBe(true);
    expect(isSameDecision(one, { ...one, action: "create" })).toBe(false);
    expect(isSameDecision(one, { ...one, differences: [] })).toBe(false);
  });

  const sha = "0123456789abcdef";
  test.each<[string, Body, boolean]>([
    ["a commit's", { version: "01234567", version_info: { type: "vcs:git", commit_sha: sha } }, false],
    [
      "a commit's, longer",
      { version: "012345678", version_info: { type: "vcs:git", commit_sha: sha } },
      true,
    ],
    ["of another kind", { version: "01234567", version_info: { type: "x vcs:git", commit_sha: sha } }, true],
    ["without a commit", { version: "01234567", version_info: { type: "vcs:git", commit_sha: 1 } }, true],
    ["without an origin", { version: "01234567", version_info: null }, true],
  ])("is no change by a version alone that is %s: %j", (_title, body, fields) => {
    expect(decided(write(body, { version: "x" })).fields).toBe(fields);
  });
});

test.each<[string, Body, Body | undefined, object | undefined]>([
  [
    "of a new deployment",
    { work_pool_name: "p", work_queue_name: "q" },
    undefined,
    { pool: "p", queue: "q" },
  ],
  [
    "that is its own already",
    { work_queue_name: "q" },
    { work_pool_name: "p", work_queue_name: "q" },
    undefined,
  ],
  [
    "of the same name, of another pool",
    { work_pool_name: "o", work_queue_name: "q" },
    { work_pool_name: "p", work_queue_name: "q" },
    { pool: "o", queue: "q" },
  ],
  [
    "of another name",
    { work_queue_name: "r" },
    { work_pool_name: "p", work_queue_name: "q" },
    { pool: "p", queue: "r" },
  ],
  ["without a pool", { work_queue_name: "q" }, {}, undefined],
  ["that is not named", { work_pool_name: "p" }, {}, undefined],
  ["that each pool has", { work_pool_name: "p", work_queue_name: "default" }, undefined, undefined],
  ["that a template leaves empty", { work_pool_name: "p", work_queue_name: "" }, undefined, undefined],
])("a queue %s: %j", (_title, body, live, expected) => {
  expect(namedQueue(decided(write(body, live)))).toEqual(expected);
});

test.each<[string, Body, RecordedWrite, unknown]>([
  ["made up, of a new one", {}, write({ description: "None" }, undefined, { method: "POST" }), null],
  [
    "made up, of one that has another",
    {},
    write({ description: "None" }, { description: "x" }, { method: "POST" }),
    null,
  ],
  ["that is there", {}, write({ description: "None" }, { description: "None" }, { method: "POST" }), "None"],
  ["of a change", {}, write({ description: "None" }, {}), "None"],
  ["that is a text", {}, write({ description: "x" }, undefined, { method: "POST" }), "x"],
  [
    "that the file gives",
    { description: "None" },
    write({ description: "None" }, undefined, { method: "POST" }),
    "None",
  ],
])("a description %s", (_title, content, held, expected) => {
  const found = withoutNone({ deployment: knownDeployment(content), held });
  expect(found.held.body["description"]).toBe(expected);
  expect(found.held).toEqual({ ...held, body: { description: expected } });
});

test.each<[string, Difference, string[]]>([
  ["a deployment that is switched on", difference("paused", true, false), ["the deployment itself"]],
  [
    "a deployment of which nothing is said any more",
    difference("paused", true, undefined),
    ["the deployment itself"],
  ],
  ["no deployment that is paused", difference("paused", false, true), []],
  ["no deployment that stays so", difference("paused", true, true), []],
  ["a schedule that is switched on", difference("schedules.a.b.active", false, true), ["schedule a.b"]],
  ["no schedule that is paused", difference("schedules.a.active", true, false), []],
  ["no schedule that was never off", difference("schedules.a.active", undefined, true), []],
  ["no schedule that goes", difference("schedules.a.active", false, undefined), []],
  ["nothing else of a schedule", difference("schedules.a.active.x", false, true), []],
  ["nothing else", difference("x.schedules.a.active", false, true), []],
])("is woken: %s", (_title, one, expected) => {
  expect(wakes({ ...decided(write({}, {})), differences: [one] })).toEqual(expected);
});

describe("what is paused stays so", () => {
  const cron = (text: string, more: Body = {}): Body => ({ schedule: { cron: text }, ...more });
  const kept = (body: Body, live: Body | undefined, more: Partial<RecordedWrite> = {}) =>
    keepPaused(write(body, live, more));

  test("nothing of a new deployment", () => {
    const held = write({ schedules: [cron("1")], paused: false }, undefined);
    expect(keepPaused(held)).toEqual({ held, doubtful: [] });
    expect(keepPaused(held).held).toBe(held);
  });

  test.each<[string, Body, Body, Body]>([
    ["the deployment", { paused: false }, { paused: true }, { paused: true }],
    ["no deployment of which nothing is said", { version: "1" }, { paused: true }, { version: "1" }],
    ["no deployment that runs", { paused: true }, { paused: false }, { paused: true }],
    [
      "no list of schedules that is empty",
      { schedules: [] },
      { schedules: [cron("1", { active: false })] },
      { schedules: [] },
    ],
    ["no schedules of which nothing is said", {}, { schedules: [cron("1", { active: false })] }, {}],
    [
      "a schedule with a slug that is said to run",
      { schedules: [cron("1", { slug: "a", active: true }), cron("2", { slug: "b", active: true })] },
      { schedules: [cron("1", { slug: "a", active: false }), cron("2", { slug: "b", active: true })] },
      { schedules: [cron("1", { slug: "a", active: false }), cron("2", { slug: "b", active: true })] },
    ],
    [
      "a schedule with a slug of which nothing is said, without a word",
      { schedules: [cron("1", { slug: "a" })] },
      { schedules: [cron("1", { slug: "a", active: false })] },
      { schedules: [cron("1", { slug: "a" })] },
    ],
    [
      "a schedule that gets another slug",
      { schedules: [cron("1", { slug: "b", replaces: "a", active: true })] },
      { schedules: [cron("1", { slug: "a", active: false })] },
      { schedules: [cron("1", { slug: "b", replaces: "a", active: false })] },
    ],
    [
      "no new schedule with a slug",
      { schedules: [cron("1", { slug: "b", active: true })] },
      { schedules: [cron("1", { slug: "a", active: false })] },
      { schedules: [cron("1", { slug: "b", active: true })] },
    ],
  ])("%s", (_title, body, live, expected) => {
    expect(kept(body, live)).toEqual({ held: write(expected, live), doubtful: [] });
  });

  test("a schedule with a slug, in an upsert, which replaces all of them: it is said", () => {
    const live = { schedules: [cron("1", { slug: "a", active: false, parameters: {} })] };
    const found = kept({ schedules: [cron("1", { slug: "a" })] }, live, { method: "POST" });
    expect(found.held.body["schedules"]).toEqual([cron("1", { slug: "a", active: false })]);
  });
});
