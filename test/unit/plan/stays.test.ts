import { describe, expect, test } from "vitest";
import type { Body, RecordedWrite } from "../../../src/gateway/recording.js";
import { staying, withoutStaying } from "../../../src/plan/stays.js";
import { knownDeployment } from "../../support/deployment.ts";

const cron = (id: string, slug: string | null, text = "0 3 * * *") => ({
  id,
  slug,
  schedule: { cron: text, timezone: null, day_or: true },
  active: true,
  parameters: {},
});

function write(live: Body | undefined, body: Body, more: Partial<RecordedWrite> = {}): RecordedWrite {
  return {
    ...{ id: "d1", flowName: "f", name: "one", method: "PATCH", ownedDeleted: false, automations: [] },
    ...{ deletedSchedules: [], body },
    live: live && { id: "d1", name: "one", flow_id: "f1", ...live },
    ...more,
  };
}

/** `schedules.nightly`: the names of what stays. */
function names(held: RecordedWrite, content: Body = {}): string[] {
  return staying({ deployment: knownDeployment(content), held }).map(({ field }) => field);
}

const FULL: Body = {
  description: "d",
  tags: ["t"],
  parameters: { day: "mon" },
  job_variables: { env: { A: "1" } },
  global_concurrency_limit: { limit: 3 },
  concurrency_options: { collision_strategy: "CANCEL_NEW" },
  enforce_parameter_schema: false,
  paused: true,
};

describe("of the fields of a deployment", () => {
  const all = ["description", "tags", "parameters", "job_variables", "concurrency_limit"];
  all.push("concurrency_options", "enforce_parameter_schema", "paused");

  test("those stay that are on the server and are not sent", () => {
    expect(names(write(FULL, {}))).toEqual(all);
    const [first, second] = staying({ deployment: knownDeployment(), held: write(FULL, {}) });
    expect([first, second]).toEqual([
      { field: "description", before: "d", after: undefined },
      { field: "tags", before: ["t"], after: undefined },
    ]);
  });

  test("none stays that is sent, also as nothing, but for job variables, which the server leaves then", () => {
    const nothing = Object.fromEntries(all.map((field) => [field, null]));
    expect(names(write(FULL, nothing))).toEqual(["job_variables"]);
    expect(names(write(FULL, { ...nothing, job_variables: {} }))).toEqual([]);
  });

  test("none stays that is as where nobody has set it", () => {
    const empty = { description: null, tags: [], parameters: {}, job_variables: {}, paused: false };
    expect(names(write({ ...empty, enforce_parameter_schema: true }, {}))).toEqual([]);
    expect(names(write({}, {}))).toEqual([]);
  });

  test("none stays in an upsert, or where there is nothing yet", () => {
    expect(names(write(FULL, {}, { method: "POST" }))).toEqual([]);
    expect(names(write(undefined, {}))).toEqual([]);
  });
});

describe("a pull step", () => {
  const live = { pull_steps: [{ clone: { repository: "https://old" } }] };
  const pull = (repository: string) => ({ pull: [{ clone: { repository } }] });

  test.each<[string, Body, Body, string[]]>([
    ["stays where it is not sent and the file has another", {}, pull("https://new"), ["pull_steps"]],
    ["does not where it is the same", {}, pull("https://old"), []],
    ["does not where it is sent", { pull_steps: [] }, pull("https://new"), []],
    ["is not known where the file takes it from elsewhere", {}, pull("{{ $REPOSITORY }}"), []],
  ])("%s", (_title, body, content, expected) => {
    expect(names(write(live, body), content)).toEqual(expected);
  });

  test("is not known where the file has none: the client makes one up", () => {
    expect(staying({ deployment: knownDeployment({}, undefined), held: write(live, {}) })).not.toEqual([]);
    expect(staying({ deployment: knownDeployment({}, null), held: write(live, {}) })).toEqual([]);
  });
});

describe("schedules", () => {
  const slugs = { schedules: [cron("s1", "nightly"), cron("s2", "weekly")] };
  const none = { schedules: [cron("s1", null), cron("s2", "weekly")] };
  const sent = (...slugsOf: (string | null)[]) => ({ schedules: slugsOf.map((slug) => cron("", slug)) });

  test.each<[string, Body, Body, string[]]>([
    ["stay where none are sent", slugs, {}, ["schedules.nightly", "schedules.weekly"]],
    ["stay where an empty list is sent", slugs, sent(), ["schedules.nightly", "schedules.weekly"]],
    ["stay by their slug", slugs, sent("weekly"), ["schedules.nightly"]],
    ["without slugs stay where none are sent", none, {}, ["schedules.0 3 * * *", "schedules.weekly"]],
    ["without slugs are replaced", none, sent("weekly"), []],
    ["without slugs are replaced by none", none, sent(), []],
    [
      "that are renamed do not stay",
      slugs,
      { schedules: [{ ...cron("", "new"), replaces: "nightly" }] },
      ["schedules.weekly"],
    ],
  ])("%s", (_title, live, body, expected) => {
    expect(names(write(live, body))).toEqual(expected);
  });

  test("that the client deletes do not stay; nor do any once they are to be deleted", () => {
    const held = write(slugs, {}, { deletedSchedules: ["s1"] });
    expect(names(held)).toEqual(["schedules.weekly"]);
    const cleared = withoutStaying(held);
    expect(cleared.deletedSchedules).toEqual(["s1", "s2"]);
    expect(names(cleared)).toEqual([]);
    expect(withoutStaying(write(none, sent())).deletedSchedules).toEqual([]);
    expect(withoutStaying(write(slugs, {}, { method: "POST" })).deletedSchedules).toEqual([]);
  });
});
