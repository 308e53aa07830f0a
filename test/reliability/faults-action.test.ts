import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Contents } from "../support/fidelity/dump.ts";
import { isFrom, openHere } from "../support/faults/cases.ts";
import {
  DEPLOYED,
  diagnosis,
  expectedOfDeploy,
  expectedOfPlan,
  kindNamed,
  PAGE_INSTEAD,
  stepNamed,
  WRITES,
  type Kind,
  type Step,
} from "../support/faults/table.ts";
import { makeFaultWorld, type FaultWorld } from "../support/faults/world.ts";
import { deployStory } from "../support/runner/story.ts";

let world: FaultWorld;
let deployed: Contents;

beforeAll(async () => {
  world = await makeFaultWorld();
  const { problems } = await act([], {});
  expect(problems).toEqual([]);
  deployed = (await world.dump()).comparable;
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  expect(openHere()).toEqual([]);
});

/** A kind that takes longer, since a CLI is at work beside it. */
const LATE: Kind = {
  ...kindNamed("an answer after the timeout"),
  fault: { kind: "late", ms: 6_000 },
  limits: { timeoutMs: 4_000 },
};

describe("a plan by the real CLI", () => {
  it.each([
    ["a reset before the answer", "the version"],
    ["two 502", "the deployments"],
    ["a 401", "the workers, for the CLI"],
    ["a page with 200", "the automations"],
  ])("with %s at %s", async (kindName, stepName) => {
    const [kind, step] = [kindNamed(kindName), stepNamed(stepName)];
    const { problems, results, writes } = await act([[kind, step]], { mode: "plan" });
    const expected = expectedOfPlan(kind, step);
    expect({ problems, results, writes }).toEqual(asTold(expected));
    expect((await world.dump()).exact).toEqual(world.before.exact);
  });
});

const DISTURBED: readonly (readonly [Kind, string])[] = [
  [LATE, "the work pools"],
  [kindNamed("a redirect"), "the second look at the deployments"],
  [kindNamed("an answer that is lost"), "the flow's creation"],
  [kindNamed("a 504 although it was done"), "the update"],
  [kindNamed("an answer that is lost"), "the new one's automation"],
  [kindNamed("a 429 with Retry-After"), "the deletion of the old automation"],
  [kindNamed("a reset in the answer"), "the other's automation"],
  [kindNamed("a 401"), "the other's automation"],
  [PAGE_INSTEAD, "the creation"],
  [kindNamed("a redirect"), "the reading back"],
];

describe("a deploy by the real CLI", () => {
  it.each(DISTURBED.map(([kind, step]) => ({ name: kind.name, at: step, kind })))(
    "with $name at $at",
    async ({ kind, at }) => {
      const step = stepNamed(at);
      const { problems, results, writes } = await act([[kind, step]], {});
      const expected = expectedOfDeploy(kind, step);
      expect({ problems, results, writes }).toEqual(asTold(expected));
      const now = await world.dump();
      if (expected.server === "untouched") expect(now.exact).toEqual(world.before.exact);
      else
        expect(now.comparable).toEqual(expected.server === "deployed" ? deployed : world.before.comparable);
    },
  );

  it("that keeps what was written before a 401 is brought to its end by the next one", async () => {
    const [kind, step] = [kindNamed("a 401"), stepNamed("the other's automation")];
    const first = await act([[kind, step]], { "on-commit-error": "keep" });
    expect(first.results).toEqual(["created fresh/prod", "updated changed/prod", "failed triggered/prod"]);
    const next = await act([], {}, "as it is");
    expect({ problems: next.problems, results: next.results, writes: next.writes }).toEqual({
      problems: [],
      results: ["unchanged fresh/prod", "unchanged changed/prod", "updated triggered/prod"],
      writes: WRITES.slice(-2),
    });
    expect((await world.dump()).comparable).toEqual(deployed);
  });
});

describe("without a transaction, a deploy by the real CLI", () => {
  const straight = { transaction: "false" };

  it("goes on after an update of which nobody knew whether it was done", async () => {
    const [kind, step] = [kindNamed("an answer that is lost"), stepNamed("the update")];
    const { problems, results, writes } = await act([[kind, step]], straight);
    expect({ problems, results }).toEqual({ problems: [], results: DEPLOYED });
    const updates = writes.filter((write) => write === `${step.method} ${step.path}`);
    expect(updates).toHaveLength(2);
    expect((await world.dump()).comparable).toEqual(deployed);
  });

  it("stops at an automation of which nobody knows whether it was made, and makes no second one", async () => {
    const [kind, step] = [kindNamed("an answer that is lost"), stepNamed("the new one's automation")];
    const { problems } = await act([[kind, step]], straight);
    expect(problems).toEqual([
      "POST /automations/ got no usable answer (ECONNRESET), and nobody can tell whether the server has carried it out. Run the job again; it compares with what is on the server then.",
    ]);
    const { automations } = (await world.dump()).comparable;
    expect(automations.map(({ name }) => name).sort()).toEqual(["on-completed", "on-failed"]);
  });

  it("stops at a 401, and says what it means", async () => {
    const [kind, step] = [kindNamed("a 401"), stepNamed("the creation")];
    const { problems, writes } = await act([[kind, step]], straight);
    expect(problems).toEqual([diagnosis(kind, step).join(" ")]);
    expect(writes).toEqual(["POST /flows/"]);
  });
});

function asTold({ problem, results, writes }: ReturnType<typeof expectedOfDeploy>) {
  return { problems: problem === undefined ? [] : [problem], results, writes };
}

/** The whole action, with this done to its requests. No process and no port of it is left. */
async function act(
  faults: readonly (readonly [Kind, Step])[],
  inputs: Readonly<Record<string, string>>,
  server: "as before" | "as it is" = "as before",
) {
  const { gate, project, reset, named } = world;
  if (server === "as before") reset();
  else gate.reset();
  const added = faults.map(([{ fault }, step]) => gate.fault({ ...fault, at: isFrom(step, world) }));
  const mark = randomUUID();
  const open = openHere();
  const limits = { backoffMs: 10, ...faults[0]?.[0].limits };
  const { problems, results, log } = await deployStory({
    ownProcess: true,
    inputs: { "api-url": gate.apiUrl, "config-target": "none", retries: "2", ...inputs },
    workspace: project.path,
    env: { FAULT_CASE: mark },
    limits,
  });
  for (const [index, { hits }] of added.entries()) {
    expect(hits(), log).toBe(faults[index]?.[0].fault.times ?? 1);
  }
  expect(openHere()).toEqual(open);
  expect(processesWith(`FAULT_CASE=${mark}`)).toEqual([]);
  return {
    problems: problems.map(({ what, fix }) => named(`${what} ${fix}`)),
    results,
    writes: gate.writes().map((write) => named(write.replace(" /api/", " /"))),
  };
}

/** Command lines of all processes that were started with this in their environment, by whomever; Linux tells. */
function processesWith(variable: string): string[] {
  if (process.platform !== "linux") return [];
  const read = (path: string) => {
    try {
      return readFileSync(path, "utf8");
    } catch {
      return ""; // It has ended, or is another user's.
    }
  };
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && read(`/proc/${name}/environ`).split("\0").includes(variable))
    .map((name) => read(`/proc/${name}/cmdline`).replaceAll("\0", " "));
}
