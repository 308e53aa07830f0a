import { expect, test } from "vitest";
import { withoutTwins } from "../../../src/commit/twins.js";
import type { Decision } from "../../../src/plan/decision.js";
import { trigger, useWorld } from "./world.ts";

const world = useWorld();

/** A deployment whose trigger this step has made at a time; and how it comes out beside those that others have made. */
async function left(
  ours: string,
  theirs: readonly { at: string; name?: string; isOld?: boolean }[],
): Promise<string[]> {
  const { prefect } = world();
  const { id } = prefect.deployment("f", "d");
  const made = (name: string, created: string) =>
    Object.assign(prefect.automation(name, trigger(name, id), `prefect.deployment.${id}`), { created });
  const old = theirs.filter(({ isOld }) => isOld);
  for (const { at, name = "on-file" } of old) made(name, at);
  const decision: Decision = world().wants("f/d", { triggers: ["on-file"] });
  const own = made("on-file", ours);
  for (const { at, name = "on-file", isOld } of theirs) if (!isOld) made(name, at);
  const kept = await withoutTwins(
    {
      written: [{ decision, status: "done", id }],
      made: new Map([[decision, [{ id: own.id, name: own.name }]]]),
      rows: prefect.shownAutomations(),
    },
    world().upstream(),
    () => undefined,
  );
  expect(kept).toEqual(prefect.shownAutomations());
  return prefect.automations.map((one) => String(one["created"]));
}

test.each<[string, string, readonly { at: string; name?: string; isOld?: boolean }[], string[]]>([
  ["stays alone", "2026-01-02", [], ["2026-01-02"]],
  [
    "stays beside one that is not like it",
    "2026-01-02",
    [{ at: "2026-01-01", name: "other" }],
    ["2026-01-02", "2026-01-01"],
  ],
  ["goes beside one like it that was made before", "2026-01-02", [{ at: "2026-01-01" }], ["2026-01-01"]],
  [
    "stays beside one like it that was made later: its maker sees both",
    "2026-01-02",
    [{ at: "2026-01-03" }],
    ["2026-01-02", "2026-01-03"],
  ],
  [
    "stays beside a person's of before",
    "2026-01-02",
    [{ at: "2026-01-01", isOld: true }],
    ["2026-01-01", "2026-01-02"],
  ],
])("the trigger that this step has made %s", async (_title, ours, theirs, expected) => {
  expect(await left(ours, theirs)).toEqual(expected);
});
