import { describe, it } from "vitest";
import { useFaultWorld } from "../support/faults/cases.ts";
import { COMMIT_STEPS, expectedOfDeploy, kindsAt, PAGE_INSTEAD } from "../support/faults/table.ts";

const { disturbed, expectAsTold } = useFaultWorld();

describe.each(COMMIT_STEPS)("a deploy, at $name", (step) => {
  const isWrite = step.method !== "GET" && !/\/(?:filter|count|validate)$/.test(step.path);
  it.each(isWrite ? [...kindsAt(step), PAGE_INSTEAD] : kindsAt(step))("$name", async (kind) => {
    const ran = await disturbed([[kind, step]], { mode: "deploy" });
    await expectAsTold(ran, expectedOfDeploy(kind, step));
  });
});
