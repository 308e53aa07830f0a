import { expect, test } from "vitest";
import type { Decision } from "../../../src/plan/decision.js";
import { othersOf } from "../../../src/plan/others.js";
import type { LiveDeployment } from "../../../src/server/state.js";

const live = (flow: string, name: string, more: object = {}): LiveDeployment => ({
  ...{
    id: name,
    name,
    flow_id: `id of ${flow}`,
    entrypoint: `${flow}.py:${flow}`,
    pull_steps: [{ clone: "ours" }],
  },
  ...more,
});

const FLOWS = new Map(["etl", "old", "alien"].map((name) => [`id of ${name}`, name]));

/** Of this run: `etl/daily` as it is on the server, and the new `new/moved` of what was `old.py:old`. */
const DECISIONS = [
  { held: { flowName: "etl", name: "daily", body: {} }, live: live("etl", "daily") },
  {
    held: {
      flowName: "new",
      name: "moved",
      body: { entrypoint: "old.py:old", pull_steps: [{ clone: "ours" }] },
    },
    live: undefined,
  },
] as unknown as Decision[];

const KNOWN = new Set(["etl/daily", "new/moved", "etl/elsewhere"]);

test.each<[string, LiveDeployment, string[]]>([
  ["is in the files", live("etl", "daily"), []],
  ["is in the files and was not asked for", live("etl", "elsewhere"), []],
  ["is of a flow of this run", live("etl", "gone"), ["etl/gone"]],
  ["is of the same entrypoint, from the same place", live("old", "moved"), ["old/moved"]],
  [
    "is of the same entrypoint, from another place",
    live("old", "moved", { pull_steps: [{ clone: "theirs" }] }),
    [],
  ],
  ["is of another flow", live("alien", "daily"), []],
  ["is of a flow that is gone", live("unknown", "daily"), []],
])("what %s", (_what, one, expected) => {
  expect(othersOf([one], FLOWS, KNOWN, DECISIONS).map(({ name }) => name)).toEqual(expected);
});

test("its schedules are told that make runs", () => {
  const schedules = [
    { slug: "weekly", active: true, schedule: { cron: "0 4 * * 1" } },
    { slug: null, active: true, schedule: { cron: "0 3 * * *" } },
    { slug: "off", active: false, schedule: { cron: "0 5 * * *" } },
  ];
  const others = (more: object) =>
    othersOf([live("etl", "gone", { schedules, ...more })], FLOWS, KNOWN, DECISIONS);
  expect(others({})).toEqual([{ name: "etl/gone", active: ["0 3 * * *", "weekly"] }]);
  expect(others({ paused: true })).toEqual([{ name: "etl/gone", active: [] }]);
});
