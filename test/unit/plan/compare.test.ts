import { describe, expect, test } from "vitest";
import { differences } from "../../../src/plan/compare.js";
import { compareAutomations } from "../../../src/plan/automations.js";
import type { Body, RecordedWrite } from "../../../src/gateway/recording.js";
import type { LiveAutomation, LiveDeployment } from "../../../src/server/state.js";

/** As a server 3.8.8 gives it. */
const LIVE: LiveDeployment = {
  id: "55e40d0d-cb4f-4c16-b538-bc4c2caec986",
  created: "2026-11-25T02:59:09.892897Z",
  name: "one",
  version: "1",
  description: "hello",
  flow_id: "77ad8344-5e0d-498a-bd3a-81283a492213",
  paused: false,
  schedules: [],
  concurrency_limit: null,
  global_concurrency_limit: { name: "deployment:55e4", limit: 3, active: true },
  concurrency_options: { collision_strategy: "ENQUEUE", grace_period_seconds: null },
  job_variables: { env: { A: "1", B: "2" } },
  parameters: { day: "mon", deep: { a: [1, 2] } },
  tags: ["a", "b"],
  labels: { "prefect.flow.id": "77ad" },
  work_queue_name: "default",
  work_pool_name: "pool",
  parameter_openapi_schema: { type: "object", properties: { day: { type: "string" } } },
  path: null,
  pull_steps: [{ "prefect.deployments.steps.set_working_directory": { directory: "/srv" } }],
  entrypoint: "f.py:f",
  enforce_parameter_schema: true,
};

const cron = (text: string, more: Body = {}) => ({ cron: text, timezone: "UTC", day_or: true, ...more });
const onServer = (schedule: Body, more: Body = {}) => ({
  id: "5f214dfa-c488-4fde-a1ee-bf880a3cc203",
  created: "2026-11-25T02:59:09Z",
  updated: "2026-11-25T02:59:09Z",
  deployment_id: LIVE.id,
  schedule,
  active: true,
  max_scheduled_runs: null,
  parameters: {},
  slug: null,
  ...more,
});

const fields = (body: Body, live: Body = {}): string[] =>
  differences(body, { ...LIVE, ...live }).map(({ field }) => field);

describe("nothing differs", () => {
  test.each<[string, Body, Body?]>([
    [
      "where every value is the same",
      { version: "1", tags: ["a", "b"], entrypoint: "f.py:f", paused: false },
    ],
    ["in another order of keys", { parameters: { deep: { a: [1, 2] }, day: "mon" } }],
    ["where the queue is left to the pool", { work_queue_name: null }],
    ["where a template leaves the queue to the pool", { work_queue_name: "" }],
    ["where a limit is a global one on the server", { concurrency_limit: 3 }],
    [
      "where there is no limit on either side",
      { concurrency_limit: null },
      { global_concurrency_limit: null },
    ],
    ["where options come back with defaults", { concurrency_options: { collision_strategy: "ENQUEUE" } }],
    ["in what no server gives back", { version_info: { type: "vcs:git", version: "9" }, branch: null }],
    ["in labels that the server adds", { labels: {} }],
    ["where job variables are left alone", { job_variables: null }],
    [
      "in 3600.0 against 3600",
      JSON.parse('{"parameters": {"n": 3600.0}}') as Body,
      { parameters: { n: 3600 } },
    ],
    [
      "in a schedule with a slug of which only the times are said",
      { schedules: [{ schedule: { cron: "0 3 * * *" }, slug: "nightly" }] },
      {
        schedules: [
          onServer(cron("0 3 * * *", { timezone: null }), {
            slug: "nightly",
            active: false,
            max_scheduled_runs: 5,
          }),
        ],
      },
    ],
    [
      "where the server leaves another schedule with a slug as it is",
      { schedules: [{ schedule: cron("0 3 * * *"), slug: "nightly" }] },
      {
        schedules: [
          onServer(cron("0 9 * * *"), { slug: "other" }),
          onServer(cron("0 3 * * *"), { slug: "nightly" }),
        ],
      },
    ],
    [
      "in schedules without slugs, in any order, with the server's defaults",
      {
        schedules: [{ schedule: { interval: 3600.0 } }, { schedule: { cron: "0 3 * * *", timezone: "UTC" } }],
      },
      {
        schedules: [
          onServer(cron("0 3 * * *")),
          onServer({ interval: 3600, anchor_date: "2026-11-25T02:59:09.398316Z", timezone: "UTC" }),
        ],
      },
    ],
    [
      "in the same anchor, written otherwise",
      { schedules: [{ schedule: { interval: 60, anchor_date: "2026-01-01T00:00:00+00:00" } }] },
      { schedules: [onServer({ interval: 60, anchor_date: "2026-01-01T00:00:00Z", timezone: null })] },
    ],
    [
      "where a schedule has been renamed already, which the server would refuse to do twice",
      { schedules: [{ schedule: cron("0 3 * * *"), slug: "new", replaces: "old" }] },
      { schedules: [onServer(cron("0 3 * * *"), { slug: "new" })] },
    ],
    [
      "in how often a schedule recreated may run ahead, which no server stores",
      { schedules: [{ schedule: cron("0 3 * * *"), active: true, max_scheduled_runs: 3, parameters: {} }] },
      { schedules: [onServer(cron("0 3 * * *"))] },
    ],
    [
      "in an anchor that `deploy()` has made of the moment, to the microsecond",
      {
        schedules: [
          {
            schedule: { interval: 60, anchor_date: new Date().toISOString().replace("Z", "123Z") },
            active: true,
          },
        ],
      },
      { schedules: [onServer({ interval: 60, anchor_date: "2026-01-01T00:00:00Z", timezone: "UTC" })] },
    ],
    [
      "in an upsert whose anchor is the moment at which the client ran",
      {
        flow_id: "x",
        schedules: [{ schedule: { interval: 60, anchor_date: new Date().toISOString() }, active: true }],
      },
      { schedules: [onServer({ interval: 60, anchor_date: "2026-01-01T00:00:00Z", timezone: "UTC" })] },
    ],
  ])("%s", (_title, body, live = {}) => {
    expect(differences(body, { ...LIVE, ...live })).toEqual([]);
  });
});

describe("a field differs", () => {
  test.each<[string, Body, Body, unknown, unknown, string]>([
    ["a text", { version: "2" }, {}, "1", "2", "version"],
    ["a text that goes", { description: null }, {}, "hello", undefined, "description"],
    ["the order of tags, which the server keeps", { tags: ["b", "a"] }, {}, ["a", "b"], ["b", "a"], "tags"],
    [
      "one key of the parameters",
      { parameters: { day: "tue", deep: { a: [1, 2] } } },
      {},
      "mon",
      "tue",
      "parameters.day",
    ],
    [
      "a parameter that the server fills in with a change only, though it is the same",
      { parameters: { day: { __prefect_kind: "json", value: "1" } } },
      { parameters: { day: { __prefect_kind: "json", value: "1" } } },
      { __prefect_kind: "json", value: "1" },
      { __prefect_kind: "json", value: "1" },
      "parameters.day",
    ],
    [
      "a parameter that goes",
      { parameters: { day: "mon" } },
      {},
      { a: [1, 2] },
      undefined,
      "parameters.deep",
    ],
    [
      "a key deep in the job variables",
      { job_variables: { env: { A: "1", B: "3" } } },
      {},
      "2",
      "3",
      "job_variables.env.B",
    ],
    ["a queue that is named", { work_queue_name: "fast" }, {}, "default", "fast", "work_queue_name"],
    [
      "a queue that is no longer named",
      { work_queue_name: null },
      { work_queue_name: "fast" },
      "fast",
      undefined,
      "work_queue_name",
    ],
    ["a limit", { concurrency_limit: 4 }, {}, 3, 4, "concurrency_limit"],
    ["a limit that goes", { concurrency_limit: null }, {}, 3, undefined, "concurrency_limit"],
    ["what the server does not know", { brand_new: 1 }, {}, undefined, 1, "brand_new"],
    ["a label", { labels: { team: "x" } }, {}, undefined, "x", "labels.team"],
  ])("%s", (_title, body, live, before, after, field) => {
    expect(differences(body, { ...LIVE, ...live })).toEqual([{ field, before, after }]);
  });

  test.each<[string, Body, Body, string[]]>([
    [
      "a schedule's times, by its slug",
      { schedules: [{ schedule: cron("5 3 * * *"), slug: "nightly" }] },
      { schedules: [onServer(cron("0 3 * * *"), { slug: "nightly" })] },
      ["schedules.nightly.cron"],
    ],
    [
      "the parameters of a schedule with a slug that go from the file: the server resets them with each change",
      { schedules: [{ schedule: cron("0 3 * * *"), slug: "nightly" }] },
      { schedules: [onServer(cron("0 3 * * *"), { slug: "nightly", parameters: { size: 2 } })] },
      ["schedules.nightly.parameters"],
    ],
    [
      "a schedule that is switched on again",
      { schedules: [{ schedule: cron("0 3 * * *"), slug: "nightly", active: true }] },
      { schedules: [onServer(cron("0 3 * * *"), { slug: "nightly", active: false })] },
      ["schedules.nightly.active"],
    ],
    [
      "a schedule without a slug that was paused, which is recreated",
      { schedules: [{ schedule: cron("0 3 * * *") }] },
      { schedules: [onServer(cron("0 3 * * *"), { active: false })] },
      ["schedules.0 3 * * *.active"],
    ],
    [
      "schedules without slugs: one new, one gone",
      { schedules: [{ schedule: { cron: "1 1 * * *" } }] },
      { schedules: [onServer({ interval: 60, timezone: "UTC" })] },
      ["schedules.1 1 * * *", "schedules.every 60 s"],
    ],
    [
      "a schedule with a new slug beside others",
      { schedules: [{ schedule: cron("1 1 * * *"), slug: "new" }] },
      { schedules: [onServer(cron("0 3 * * *"), { slug: "nightly" })] },
      ["schedules.new"],
    ],
    [
      "a slug that replaces another one",
      { schedules: [{ schedule: cron("0 3 * * *"), slug: "new", replaces: "nightly" }] },
      { schedules: [onServer(cron("0 3 * * *"), { slug: "nightly" })] },
      ["schedules.new.slug"],
    ],
    [
      "all schedules, where none had a slug",
      { schedules: [] },
      { schedules: [onServer(cron("0 3 * * *"))] },
      ["schedules.0 3 * * *"],
    ],
    [
      "an anchor that the file gives",
      { schedules: [{ schedule: { interval: 60, anchor_date: "2026-01-02T00:00:00Z" } }] },
      { schedules: [onServer({ interval: 60, anchor_date: "2026-01-01T00:00:00Z", timezone: "UTC" })] },
      ["schedules.every 60 s.anchor_date"],
    ],
    [
      "how often a schedule may run ahead, which is lost where it is recreated",
      { schedules: [{ schedule: cron("0 3 * * *") }] },
      { schedules: [onServer(cron("0 3 * * *"), { max_scheduled_runs: 5 })] },
      ["schedules.0 3 * * *.max_scheduled_runs"],
    ],
    [
      "the time zone UTC of a cron schedule that goes, since the server puts none in its place",
      { schedules: [{ schedule: { cron: "0 3 * * *" }, slug: "n" }] },
      { schedules: [onServer(cron("0 3 * * *"), { slug: "n" })] },
      ["schedules.n.timezone"],
    ],
    [
      "a slug that goes, which the server refuses",
      { schedules: [{ schedule: cron("0 3 * * *") }] },
      { schedules: [onServer(cron("0 3 * * *"), { slug: "n" })] },
      ["schedules.n.slug"],
    ],
    [
      "a time zone",
      { schedules: [{ schedule: { cron: "0 3 * * *", timezone: "Europe/Berlin" }, slug: "n" }] },
      { schedules: [onServer(cron("0 3 * * *"), { slug: "n" })] },
      ["schedules.n.timezone"],
    ],
  ])("%s", (_title, body, live, expected) => {
    expect(fields(body, live)).toEqual(expected);
  });

  test("no schedule with a slug goes because it is no longer named: the server leaves it (3.4.14 sends an empty list)", () => {
    expect(fields({ schedules: [] }, { schedules: [onServer(cron("0 3 * * *"), { slug: "n" })] })).toEqual(
      [],
    );
    // An upsert replaces them all the same (3.0.11).
    expect(
      fields({ flow_id: "x", schedules: [] }, { schedules: [onServer(cron("0 3 * * *"), { slug: "n" })] }),
    ).toEqual(["schedules.n"]);
  });
});

describe("automations", () => {
  const TRIGGER = {
    type: "event",
    match: { "prefect.resource.id": "x.*" },
    match_related: {},
    after: [],
    expect: ["a.b", "c.d"],
    for_each: [],
    posture: "Reactive",
    threshold: 1,
    within: 0,
  };
  const automation = (name: string, trigger: Body = TRIGGER, deployment = LIVE.id): Body => ({
    name,
    description: "",
    enabled: true,
    trigger,
    actions: [
      {
        type: "run-deployment",
        source: "selected",
        deployment_id: deployment,
        parameters: null,
        job_variables: null,
      },
    ],
    actions_on_trigger: [],
    actions_on_resolve: [],
  });
  const live = (body: Body): LiveAutomation => ({
    ...body,
    tags: [],
    id: "3e393034-ebb2-4647-833f-1d463cb0bfcc",
    name: String(body["name"]),
    trigger: { ...(body["trigger"] as Body), id: "b77515aa-681e-42e9-8364-c3698310302e" },
  });
  const held = (automations: Body[], known = true): RecordedWrite => ({
    id: LIVE.id,
    flowName: "f",
    name: "one",
    live: known ? LIVE : undefined,
    method: "PATCH",
    body: {},
    ownedDeleted: true,
    deletedSchedules: [],
    automations: automations.map((one) => ({ ...one, owner_resource: `prefect.deployment.${LIVE.id}` })),
  });
  const own = automation("one__automation_1");

  test("that are the same need nothing, whatever order the server gives its sets in", () => {
    const shuffled = live(automation("one__automation_1", { ...TRIGGER, expect: ["c.d", "a.b"] }));
    expect(compareAutomations(held([own]), [shuffled])).toMatchObject({
      differences: [],
      write: false,
      doubtful: [],
    });
  });

  test.each<[string, Body[], LiveAutomation[], string[], boolean, string[]]>([
    ["new", [own], [], ["automations.one__automation_1"], true, []],
    [
      "changed",
      [own],
      [live(automation("one__automation_1", { ...TRIGGER, threshold: 2 }))],
      ["automations.one__automation_1"],
      true,
      [],
    ],
    [
      "switched on again",
      [own],
      [{ ...live(own), enabled: false }],
      ["automations.one__automation_1"],
      true,
      [],
    ],
    ["gone, by the name that a trigger gets", [], [live(own)], ["automations.one__automation_1"], true, []],
    [
      "made by a person, or earlier under a name of its own",
      [],
      [live(automation("mine"))],
      [],
      true,
      ["mine"],
    ],
    ["of another deployment", [], [live(automation("one__automation_1", TRIGGER, "other"))], [], false, []],
    [
      "with another action beside, as only a person makes them",
      [],
      [
        {
          ...live(automation("mine")),
          actions: [{ type: "do-nothing" }, ...(live(own)["actions"] as Body[])],
        },
      ],
      [],
      false,
      [],
    ],
  ])("%s", (_title, written, onTheServer, expected, write, doubtful) => {
    const found = compareAutomations(held(written), onTheServer);
    expect(found.differences.map(({ field }) => field)).toEqual(expected);
    expect(found.write).toBe(write);
    expect(found.doubtful.map(({ name }) => name)).toEqual(doubtful);
  });

  test("show neither ids nor owners", () => {
    const { differences: found } = compareAutomations(held([own]), []);
    expect(JSON.stringify(found)).not.toMatch(/owner_resource|"id"/);
  });

  test("are not looked at where the client did not touch them", () => {
    expect(compareAutomations({ ...held([]), ownedDeleted: false }, [live(own)])).toMatchObject({
      write: false,
      before: [],
    });
  });
});
