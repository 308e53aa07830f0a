import { expect, test, vi } from "vitest";
import { freshLook, type FreshRows } from "../../../src/commit/fresh-look.js";
import type { Decision } from "../../../src/plan/decision.js";
import { useWorld } from "./world.ts";

const world = useWorld();

const READ = "POST /deployments/filter";

function old(count: number): Decision[] {
  return Array.from({ length: count }, (_, index) => {
    world().prefect.deployment("old", `d${index}`, { version: "1" });
    return world().wants(`old/d${index}`, { body: { version: "2" } });
  });
}

const look = (decisions: readonly Decision[], ageMs: number): FreshRows =>
  freshLook(world().upstream(), decisions, performance.now() - ageMs);

const versions = async (fresh: FreshRows, decisions: readonly Decision[]): Promise<unknown[]> => {
  const found: unknown[] = [];
  for (const decision of decisions) found.push((await fresh.of(decision.held.id))?.["version"]);
  return found;
};

test("what was read a moment ago is not read again", async () => {
  const decisions = old(2);
  expect(await versions(look(decisions, 0), decisions)).toEqual(["1", "1"]);
  expect(world().prefect.requests).toEqual([]);
});

test("what was read longer ago is read again, in lots: what others have written meanwhile is what was there before", async () => {
  const decisions = old(60);
  for (const row of world().prefect.deployments) row["version"] = "theirs";
  expect(await versions(look(decisions, 3_000), decisions)).toEqual(Array(60).fill("theirs"));
  expect(world().prefect.requests).toEqual([READ, READ]);
});

test("what was read again is read once more when that is long ago too", async () => {
  const decisions = old(2);
  const fresh = look(decisions, 0);
  const now = vi.spyOn(performance, "now").mockReturnValue(performance.now() + 5_000);
  try {
    await versions(fresh, decisions);
    now.mockReturnValue(performance.now() + 5_000);
    await versions(fresh, decisions);
  } finally {
    now.mockRestore();
  }
  expect(world().prefect.requests).toEqual([READ, READ]);
});

test("what somebody has deleted meanwhile is not there", async () => {
  const decisions = old(1);
  world().prefect.deployments.length = 0;
  expect(await versions(look(decisions, 3_000), decisions)).toEqual([undefined]);
  expect(world().prefect.requests).toEqual([READ]);
});
