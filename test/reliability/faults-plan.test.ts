import { describe, expect, it } from "vitest";
import { IS_FULL_RUN } from "../support/full-run.ts";
import { useFaultWorld } from "../support/faults/cases.ts";
import { expectedOfDeploy, expectedOfPlan, KINDS, kindsAt, PLAN_STEPS } from "../support/faults/table.ts";

const { disturbed, expectAsTold, planned } = useFaultWorld();

describe.each(PLAN_STEPS)("a plan, at $name", (step) => {
  it.each(kindsAt(step))("$name", async (kind) => {
    const ran = await disturbed([[kind, step]], { mode: "plan" });
    await expectAsTold(ran, expectedOfPlan(kind, step));
    if (ran.error === undefined) expect(ran.report.plan).toEqual(planned().report.plan);
  });
});

/** The same requests as in a plan: what is right there is not tried with every kind once more. */
const SOME = KINDS.filter(({ effect, fault }) =>
  IS_FULL_RUN
    ? effect === "refused" || ["truncated", "502"].includes(fault.kind)
    : ["truncated", "401"].includes(fault.kind),
);

describe.each(PLAN_STEPS)("a deploy, at $name", (step) => {
  it.each(SOME)("$name", async (kind) => {
    const ran = await disturbed([[kind, step]], { mode: "deploy" });
    await expectAsTold(ran, expectedOfDeploy(kind, step));
  });
});
