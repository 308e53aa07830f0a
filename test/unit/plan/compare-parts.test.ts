import { describe, expect, test } from "vitest";
import type { Body } from "../../../src/gateway/recording.js";
import {
  at,
  bySlug,
  differences,
  differing,
  isSameSchedule,
  label,
  ownFields,
  sameButState,
  schedulesOf,
  slugOf,
  valueOf,
} from "../../../src/plan/compare.js";
import { compareAutomations, essence } from "../../../src/plan/automations.js";
import type { LiveAutomation } from "../../../src/server/state.js";

const raw = (text: string): unknown =>
  (JSON as unknown as { rawJSON: (text: string) => unknown }).rawJSON(text);

const fields = (body: Body, live: Body): string[] => differences(body, live).map(({ field }) => field);

test.each<[string, unknown, unknown, string[][]]>([
  ["the same", { a: 1 }, { a: 1 }, []],
  ["two values", 1, 2, [[]]],
  ["a mapping and a list", {}, [], [[]]],
  ["a mapping and nothing", {}, undefined, [[]]],
  ["nothing and a mapping", null, {}, [[]]],
  ["one key", { a: 1, b: 1 }, { a: 1, b: 2 }, [["b"]]],
  ["keys that come and go", { a: 1 }, { b: 1 }, [["a"], ["b"]]],
  ["keys within keys", { a: { b: { c: 1, d: 1 } } }, { a: { b: { c: 2, d: 1 } } }, [["a", "b", "c"]]],
  ["lists", { a: [1, { b: 1 }] }, { a: [1, { b: 2 }] }, [["a"]]],
  ["a key that every object has", {}, { constructor: 1 }, [["constructor"]]],
])("the keys that lead to what differs: of %s", (_title, before, after, paths) => {
  expect(differing(before, after)).toEqual(paths);
});

test.each<[unknown, string[], unknown]>([
  [{ a: { b: 1 } }, ["a", "b"], 1],
  [{ a: 1 }, [], { a: 1 }],
  [{ a: 1 }, ["a", "b"], undefined],
  [{ a: 1 }, ["constructor"], undefined],
  [undefined, ["a"], undefined],
  [[1], ["0"], undefined],
])("at %j, by %j, is %j", (value, path, expected) => {
  expect(at(value, path)).toEqual(expected);
});

test.each<[string, Body, unknown]>([
  ["version", { version: "1" }, "1"],
  ["version", {}, null],
  ["concurrency_limit", { global_concurrency_limit: { limit: 3 }, concurrency_limit: 1 }, 3],
  ["concurrency_limit", { global_concurrency_limit: null, concurrency_limit: 1 }, 1],
  ["concurrency_limit", { global_concurrency_limit: { limit: null } }, null],
  ["version", { version: "1", global_concurrency_limit: { limit: 3 } }, "1"],
])("the value of %s in %j is %j", (field, live, expected) => {
  expect(valueOf(field, live)).toBe(expected);
});

describe("fields of their own kind", () => {
  test.each<[string, Body, Body, string[]]>([
    ["a queue of the pool's own, named", { work_queue_name: "default" }, { work_queue_name: "default" }, []],
    ["no queue, of none", { work_queue_name: null }, {}, []],
    ["a queue, of none", { work_queue_name: "q" }, {}, ["work_queue_name"]],
    ["job variables left alone", { job_variables: null }, { job_variables: { a: 1 } }, []],
    ["job variables of none", { job_variables: { a: 1 } }, {}, ["job_variables"]],
    ["job variables that are null there and here", { job_variables: { a: null } }, { job_variables: {} }, []],
    ["parameters that are emptied", { parameters: null }, { parameters: { a: 1 } }, ["parameters"]],
    [
      "options that are alike but for their defaults",
      { concurrency_options: { a: 1, b: null } },
      { concurrency_options: { a: 1 } },
      [],
    ],
    [
      "options of nothing but defaults",
      { concurrency_options: null },
      { concurrency_options: { a: null } },
      [],
    ],
    ["options that come", { concurrency_options: { a: 1 } }, {}, ["concurrency_options"]],
    [
      "options that differ",
      { concurrency_options: { a: 1 } },
      { concurrency_options: { a: 2 } },
      ["concurrency_options"],
    ],
    ["labels of a server that has none", { labels: { a: 1 } }, { labels: null }, ["labels.a"]],
    ["labels that are there", { labels: { a: 1 } }, { labels: { a: 1, b: 2 } }, []],
    ["labels that are none", { labels: null }, { labels: { b: 2 } }, []],
    ["a field that every object has", { constructor: "x" }, { constructor: "x" }, []],
    ["a name", { name: "a", flow_id: "b", version_type: "c", base: "d", root: "e" }, {}, []],
    ["a field that is nothing on either side", { description: null }, {}, []],
    ["a field that is set to nothing", { description: undefined }, { description: "a" }, ["description"]],
  ])("%s", (_title, body, live, expected) => {
    expect(fields(body, live)).toEqual(expected);
  });

  test("options are shown as they are, with their defaults", () => {
    const live = { concurrency_options: { a: 1, b: null } };
    expect(differences({ concurrency_options: { a: 2 } }, live)).toEqual([
      { field: "concurrency_options", before: { a: 1, b: null }, after: { a: 2 } },
    ]);
  });
});

describe("a schedule", () => {
  test.each<[string, Body, string]>([
    ["its slug", { slug: "nightly", schedule: { cron: "0 3 * * *" } }, "nightly"],
    ["its cron", { schedule: { cron: "0 3 * * *" } }, "0 3 * * *"],
    ["its rule", { schedule: { rrule: "FREQ=DAILY" } }, "FREQ=DAILY"],
    ["its interval", { schedule: { interval: 60 } }, "every 60 s"],
    ["no interval that is none", { schedule: { interval: "60", cron: "x" } }, "x"],
    ["what it is", { schedule: { cron: 5 } }, "schedule"],
    ["what it is, without times", { slug: null }, "schedule"],
    ["what it is, with a text for its times", { schedule: "cron" }, "schedule"],
  ])("is called by %s", (_title, schedule, expected) => {
    expect(label(schedule)).toBe(expected);
  });

  test("has a slug, or none", () => {
    expect(slugOf({ slug: "a" })).toBe("a");
    expect(slugOf({ slug: null })).toBeUndefined();
    expect(slugOf({})).toBeUndefined();
  });

  test("is a mapping in a list, with ordinary numbers", () => {
    expect(schedulesOf([{ schedule: { interval: raw("60.0") } }, null, "x", [1]])).toEqual([
      { schedule: { interval: 60 } },
    ]);
    expect(schedulesOf(null)).toEqual([]);
    expect(schedulesOf({ length: 1 })).toEqual([]);
  });

  test("has fields of its own, without those of the server", () => {
    expect(
      ownFields({ id: "1", created: "2", updated: "3", deployment_id: "4", slug: "a", active: true }),
    ).toEqual({
      slug: "a",
      active: true,
    });
  });

  const a = { slug: "a" };
  test.each<[string, Body[], Body[], boolean]>([
    ["where all have slugs", [a], [a, { slug: "b" }], true],
    ["where none are written", [], [a], true],
    ["not where the server has none", [a], [], false],
    ["not where one of the server has no slug", [a], [a, {}], false],
    ["not where one of the written has no slug", [a, {}], [a], false],
  ])("is changed by its slug, one by one, %s", (_title, written, live, expected) => {
    expect(bySlug(written, live)).toBe(expected);
  });

  const nightly = { cron: "0 3 * * *", timezone: "UTC" };
  test.each<[string, Body, Body, boolean]>([
    [
      "by its slug, whatever its times",
      { slug: "a", schedule: nightly },
      { slug: "a", schedule: { cron: "1" } },
      true,
    ],
    [
      "not with another slug, whatever its times",
      { slug: "a", schedule: nightly },
      { slug: "b", schedule: nightly },
      false,
    ],
    ["by its times where one has no slug", { schedule: nightly }, { slug: "b", schedule: nightly }, true],
    ["by its times where the other has none", { slug: "a", schedule: nightly }, { schedule: nightly }, true],
    [
      "by its times, whatever else it has",
      { schedule: nightly, active: true },
      { schedule: nightly, active: false, parameters: { a: 1 } },
      true,
    ],
    ["not at other times", { schedule: nightly }, { schedule: { cron: "1" } }, false],
  ])("is the same %s", (_title, one, other, expected) => {
    expect(isSameSchedule(one, other, false)).toBe(expected);
  });

  test.each<[string, Body, Body, boolean]>([
    [
      "paused here",
      { schedule: nightly, active: false },
      { schedule: nightly, active: true, parameters: {} },
      true,
    ],
    ["paused there", { schedule: nightly }, { schedule: nightly, active: false, parameters: {} }, true],
    [
      "with nothing said of it",
      { schedule: nightly },
      { schedule: nightly, active: true, parameters: {} },
      true,
    ],
    [
      "with other parameters",
      { schedule: nightly, parameters: { a: 1 } },
      { schedule: nightly, parameters: {} },
      false,
    ],
    ["with a slug that goes", { schedule: nightly }, { schedule: nightly, slug: "a" }, false],
    ["that ran ahead", { schedule: nightly }, { schedule: nightly, max_scheduled_runs: 3 }, false],
  ])("is the same but for its state: %s", (_title, one, other, expected) => {
    expect(sameButState(one, other, false)).toBe(expected);
  });
});

describe("schedules without slugs", () => {
  const plain = (schedule: Body, more: Body = {}): Body => ({
    schedule,
    active: true,
    parameters: {},
    ...more,
  });
  const found = (written: Body[], live: Body[], more: Body = {}) =>
    differences({ schedules: written, ...more }, { schedules: live });
  const names = (written: Body[], live: Body[], more: Body = {}) =>
    found(written, live, more).map(({ field }) => field);

  test.each<[string, Body[], Body[], string[]]>([
    [
      "are the same in another order",
      [plain({ cron: "1" }), plain({ cron: "2" })],
      [plain({ cron: "2" }), plain({ cron: "1" })],
      [],
    ],
    [
      "each has one counterpart",
      [plain({ cron: "1" }), plain({ cron: "1" })],
      [plain({ cron: "1" })],
      ["schedules.1"],
    ],
    [
      "that are too many go",
      [plain({ cron: "1" })],
      [plain({ cron: "1" }), plain({ cron: "1" })],
      ["schedules.1"],
    ],
    [
      "leave the one that is the same to another one",
      [plain({ cron: "1" }, { parameters: { a: 1 } }), plain({ cron: "1" })],
      [plain({ cron: "1" }), plain({ cron: "1" }, { parameters: { a: 2 } })],
      ["schedules.1.parameters", "schedules.1.parameters"],
    ],
    [
      "are told by their label where their times differ otherwise",
      [plain({ cron: "1", timezone: "Europe/Berlin" })],
      [plain({ cron: "1", timezone: "UTC" })],
      ["schedules.1.timezone"],
    ],
    [
      "of which one gets a slug are recreated",
      [{ slug: "a", schedule: { cron: "1" } }],
      [plain({ cron: "1" })],
      ["schedules.a.slug"],
    ],
    [
      "with times that are none",
      [{ schedule: "x", slug: "a" }],
      [{ schedule: { cron: "1" }, slug: "a" }],
      ["schedules.a.schedule"],
    ],
    [
      "with times there that are none",
      [{ schedule: { cron: "1" }, slug: "a" }],
      [{ schedule: "x", slug: "a" }],
      ["schedules.a.schedule"],
    ],
    ["with an interval in another form", [plain({ interval: raw("60.0") })], [plain({ interval: 60 })], []],
    ["with the server's own zone", [plain({ interval: 60 })], [plain({ interval: 60, timezone: "UTC" })], []],
    [
      "with the server's own zone, said",
      [plain({ interval: 60, timezone: "UTC" })],
      [plain({ interval: 60 })],
      [],
    ],
    [
      "with another zone",
      [plain({ interval: 60 })],
      [plain({ interval: 60, timezone: "Europe/Berlin" })],
      ["schedules.every 60 s.timezone"],
    ],
    ["with the server's own day_or", [plain({ cron: "1" })], [plain({ cron: "1", day_or: true })], []],
    ["with the server's own day_or, said", [plain({ cron: "1", day_or: true })], [plain({ cron: "1" })], []],
    [
      "with another day_or",
      [plain({ cron: "1" })],
      [plain({ cron: "1", day_or: false })],
      ["schedules.1.day_or"],
    ],
    [
      "with a field that the server never sets",
      [plain({ cron: "1", x: 1 })],
      [plain({ cron: "1" })],
      ["schedules.1.x"],
    ],
    [
      "with nothing for parameters",
      [{ schedule: { cron: "1" }, parameters: null }],
      [plain({ cron: "1" })],
      [],
    ],
    [
      "whose parameters go",
      [{ schedule: { cron: "1" } }],
      [plain({ cron: "1" }, { parameters: { a: 1 } })],
      ["schedules.1.parameters"],
    ],
  ])("%s", (_title, written, live, expected) => {
    expect(names(written, live)).toEqual(expected);
  });

  test("are shown as they come and go, without what is empty or the server's", () => {
    const one = plain(
      { cron: "1" },
      { slug: null, parameters: {}, id: "x", created: "y", updated: "z", deployment_id: "d" },
    );
    expect(found([], [one])).toEqual([
      { field: "schedules.1", before: { schedule: { cron: "1" }, active: true }, after: undefined },
    ]);
    const paused = { schedule: { cron: "2" }, active: false, parameters: { a: 1 } };
    expect(found([paused], [])).toEqual([
      { field: "schedules.2", before: undefined, after: { schedule: { cron: "2" }, parameters: { a: 1 } } },
    ]);
  });

  test("that are new with slugs stand by them, and what is not said of one counts as nothing", () => {
    const live = [{ slug: "a", schedule: { cron: "1" }, active: true }];
    expect(found([{ slug: "a", schedule: { cron: "1" }, parameters: {}, active: null }], live)).toEqual([]);
    expect(found([{ slug: "a", parameters: { x: 1 } }], live)).toEqual([
      { field: "schedules.a.parameters", before: undefined, after: { x: 1 } },
    ]);
    expect(found([{ slug: "b", replaces: "c", schedule: { cron: "1" } }], live)).toEqual([
      {
        field: "schedules.b",
        before: undefined,
        after: { slug: "b", replaces: "c", schedule: { cron: "1" } },
      },
    ]);
  });

  test("more than 500 are compared as a whole", () => {
    const many = (count: number) => Array.from({ length: count }, () => plain({ cron: "1" }));
    expect(names(many(500), many(500).reverse())).toEqual([]);
    expect(names(many(501), many(501))).toEqual([]);
    expect(names(many(501), [])).toEqual(["schedules"]);
    expect(names([], many(501))).toEqual(["schedules"]);
    expect(names([], many(500))).toHaveLength(500);
  });

  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
  const anchored = (anchor_date: unknown) => plain({ interval: 60, anchor_date });
  test.each<[string, unknown, unknown, Body, boolean]>([
    ["of just now, in an upsert", hoursAgo(0.9), "2026-01-01T00:00:00Z", { flow_id: "x" }, true],
    ["of a while ago, in an upsert", hoursAgo(1.1), "2026-01-01T00:00:00Z", { flow_id: "x" }, false],
    ["of a while to come, in an upsert", hoursAgo(-1.1), "2026-01-01T00:00:00Z", { flow_id: "x" }, false],
    ["of just now, in a change", hoursAgo(0), "2026-01-01T00:00:00Z", {}, false],
    ["that is not said", undefined, "2026-01-01T00:00:00Z", {}, true],
    ["that is null", null, "2026-01-01T00:00:00Z", {}, true],
    ["of the same moment", "2026-01-01T01:00:00+01:00", "2026-01-01T00:00:00Z", {}, true],
    ["of another moment", "2026-01-01T00:00:00+01:00", "2026-01-01T00:00:00Z", {}, false],
    ["that is a number", 5, 5, {}, false],
    ["that the server has not", "2026-01-01T00:00:00Z", null, {}, false],
  ])("an anchor %s", (_title, written, live, more, same) => {
    expect(names([anchored(written)], [anchored(live)], more)).toEqual(
      same ? [] : ["schedules.every 60 s.anchor_date"],
    );
  });
});

describe("automations, one by one", () => {
  const ID = "d1";
  const automation = (name: string, more: Body = {}): LiveAutomation => ({
    id: `id of ${name}`,
    name,
    trigger: { type: "event" },
    actions: [{ type: "run-deployment", deployment_id: ID }],
    ...more,
  });
  const compared = (written: Body[], live: LiveAutomation[], known = true) =>
    compareAutomations(
      {
        ...{
          id: ID,
          flowName: "f",
          name: "one",
          method: "PATCH",
          body: {},
          ownedDeleted: true,
          deletedSchedules: [],
        },
        live: known ? { id: ID, name: "one", flow_id: "f1" } : undefined,
        automations: written,
      },
      live,
    );

  test("are without what the server sets, in triggers of triggers too, and in the order of sets", () => {
    const trigger = {
      id: "t1",
      type: "compound",
      triggers: [
        { id: "t2", expect: ["b", "a"], after: ["d", "c"], for_each: ["f", "e"], other: ["h", "g"] },
      ],
      within: raw("60.0"),
    };
    const server = { created: "1", updated: "2", owner_resource: "3", account: "4", workspace: "5" };
    expect(essence({ id: "a1", ...server, name: "x", threshold: raw("1.0"), trigger })).toEqual({
      name: "x",
      threshold: 1,
      trigger: {
        type: "compound",
        triggers: [{ expect: ["a", "b"], after: ["c", "d"], for_each: ["e", "f"], other: ["h", "g"] }],
        within: 60,
      },
    });
    expect(essence({ name: "x" })).toEqual({ name: "x", trigger: undefined });
  });

  test.each<[string, Body]>([
    ["has no actions", { actions: undefined }],
    ["has no list of actions", { actions: { length: 1, 0: { type: "run-deployment", deployment_id: ID } } }],
    ["has none", { actions: [] }],
    ["has an action that is none", { actions: ["run-deployment"] }],
    ["does something else", { actions: [{ type: "pause-deployment", deployment_id: ID }] }],
    ["runs another one", { actions: [{ type: "run-deployment", deployment_id: "other" }] }],
    [
      "does something else besides",
      { actions: [...(automation("x")["actions"] as Body[]), { type: "do-nothing" }] },
    ],
  ])("one that %s is of nobody's concern", (_title, more) => {
    expect(compared([], [automation("one__automation_1", more)])).toEqual({
      ...{ differences: [], write: false, doubtful: [], duplicates: [], before: [] },
    });
  });

  test("of a new deployment can be none that are there", () => {
    expect(compared([automation("a")], [automation("a")], false)).toMatchObject({
      differences: [{ field: "automations.a", before: undefined }],
      before: [],
    });
  });

  test("that are there already are all told, also where nothing is to be done", () => {
    const live = [automation("a"), automation("b")];
    expect(compared([automation("b"), automation("a")], live)).toEqual({
      ...{ differences: [], write: false, doubtful: [], duplicates: [], before: live },
    });
  });

  test.each<[string, Body, Body, boolean]>([
    ["a 0 that the server adds", {}, { schedule_after: 0 }, true],
    ["an empty value that the server adds", {}, { parameters: {} }, true],
    ["an empty value that the server does not give back", { job_variables: null }, {}, true],
    ["a value that the server adds", {}, { schedule_after: 60 }, false],
    ["a value that the server does not give back", { parameters: { a: 1 } }, {}, false],
    ["another value", { parameters: { a: 1 } }, { parameters: { a: 2 } }, false],
    ["an empty value for a set one", { parameters: { a: [] } }, { parameters: { a: [1] } }, false],
  ])("that differ in their action by %s: whether they are the same", (_title, written, live, isSame) => {
    const withAction = (more: Body): LiveAutomation =>
      automation("a", {
        actions: (automation("a")["actions"] as Body[]).map((one) => ({ ...one, ...more })),
      });
    expect(compared([withAction(written)], [withAction(live)]).differences).toHaveLength(isSame ? 0 : 1);
  });

  test("of which two are alike need two", () => {
    expect(compared([automation("a"), automation("a")], [automation("a")])).toMatchObject({
      differences: [{ field: "automations.a", before: undefined }],
      write: true,
      doubtful: [],
    });
  });

  test("that change are shown before and after, without ids", () => {
    const found = compared([automation("a", { enabled: true })], [automation("a", { enabled: false })]);
    const shown = { name: "a", trigger: { type: "event" }, actions: automation("a")["actions"] };
    expect(found.differences).toEqual([
      { field: "automations.a", before: { ...shown, enabled: false }, after: { ...shown, enabled: true } },
    ]);
    expect(found.doubtful).toEqual([]);
  });

  test.each<[string, string, boolean]>([
    ["the name that a trigger gets", "one__automation_12", true],
    ["the name that it gets where the deployment is written as a file", "one.py__automation_1", true],
    ["a name behind it", "one__automation_12b", false],
    ["a name before it", "x__one__automation_1", false],
    ["that of another deployment", "two__automation_1", false],
    ["one without a number", "one__automation_", false],
    ["one with something before the number", "one__automation_x1", false],
  ])("that go: one by %s is known to be the deployment's own", (_title, name, own) => {
    const live = automation(name);
    const found = compared([], [live]);
    expect(found.differences).toEqual(
      own
        ? [
            {
              field: `automations.${name}`,
              before: { name, trigger: { type: "event" }, actions: live["actions"] },
              after: undefined,
            },
          ]
        : [],
    );
    expect(found.doubtful).toEqual(own ? [] : [live]);
    expect(found.write).toBe(true);
  });

  test.each(["a", "one__automation_1"])(
    "that are there twice are duplicates, and one of them goes: %s",
    (name) => {
      const [first, second] = [automation(name), automation(name)];
      const found = compared([automation(name)], [first, second]);
      expect(found.differences).toEqual([
        {
          field: `automations.${name} (a duplicate)`,
          before: { name, trigger: { type: "event" }, actions: second["actions"] },
          after: undefined,
        },
      ]);
      expect(found).toMatchObject({ duplicates: [second], doubtful: [], write: true });
    },
  );

  test("that are written under the same default name are changed, and not gone too", () => {
    const name = "one__automation_1";
    const { differences: found, doubtful } = compared(
      [automation(name, { enabled: true })],
      [automation(name, { enabled: false })],
    );
    expect(found.map(({ field }) => field)).toEqual([`automations.${name}`]);
    expect(doubtful).toEqual([]);
  });

  test.each<[string, unknown, boolean]>([
    ["null", null, true],
    ["an empty list", [], true],
    ["an empty mapping", {}, true],
    ["false", false, true],
    ["zero", 0, true],
    ["true", true, false],
    ["a number", 1, false],
    ["a text", "x", false],
    ["a list", [1], false],
    ["a mapping", { a: 1 }, false],
  ])("a field that the server does not know counts where it is %s: %s %j", (_title, value, same) => {
    expect(compared([automation("a", { brand_new: value })], [automation("a")]).write).toBe(!same);
  });
});
