import { afterAll, beforeAll, expect } from "vitest";
import type { Contents } from "../fidelity/dump.ts";
import type { GateRequest } from "./gate.ts";
import { withoutRepeats, type Expected, type Kind, type Step } from "./table.ts";
import { makeFaultWorld, type FaultWorld, type Ran, type RunOptions } from "./world.ts";
import { isListening } from "../ports.ts";

/** A fault, and the request from which on it is done. */
export type At = readonly [Kind, Step];

export interface FaultCases {
  readonly world: () => FaultWorld;
  /** What a deploy that nothing disturbs leaves. */
  readonly deployed: () => Contents;
  /** A plan that nothing disturbs. */
  readonly planned: () => Ran;
  /** A run with this done to some of its requests; no port of it is left. */
  readonly disturbed: (faults: readonly At[], options: RunOptions) => Promise<Ran>;
  /** Holds a run, and what the server has now, against what is to come of it. */
  readonly expectAsTold: (ran: Ran, expected: Expected) => Promise<void>;
}

/** One world for all cases of a file. */
export function useFaultWorld(): FaultCases {
  let made: { world: FaultWorld; planned: Ran; deployed: Contents } | undefined;
  const current = () => {
    if (!made) throw new Error("Only within a test.");
    return made;
  };
  beforeAll(async () => {
    const world = await makeFaultWorld();
    world.reset();
    const planned = await world.run({ mode: "plan" });
    const { error } = await world.run({ mode: "deploy" });
    expect(error).toBeUndefined();
    made = { world, planned, deployed: (await world.dump()).comparable };
  });
  afterAll(async () => {
    await made?.world[Symbol.asyncDispose]();
    expect(openHere()).toEqual([]);
  });
  return {
    world: () => current().world,
    deployed: () => current().deployed,
    planned: () => current().planned,
    disturbed: async (faults, options) => {
      const { world } = current();
      world.reset();
      const added = faults.map(([{ fault }, step]) =>
        world.gate.fault({ ...fault, at: isFrom(step, world) }),
      );
      const own = { backoffMs: 10, ...options.limits };
      const limits = faults.reduce((all, [kind]) => ({ ...all, ...kind.limits }), own);
      const ran = await world.run({ ...options, limits });
      for (const [index, { hits }] of added.entries()) {
        const times = faults[index]?.[0].fault.times ?? 1;
        if (times < Infinity) expect(hits(), "how often it was done").toBe(times);
        else expect(hits()).toBeGreaterThan(0);
      }
      expect(await isListening(ran.port), "the gateway listens").toBe(false);
      return ran;
    },
    expectAsTold: async ({ problems, results, writes }, expected) => {
      expect({ problems, results, writes: expected.repeats ? withoutRepeats(writes) : writes }).toEqual({
        problems: expected.problem === undefined ? [] : [expected.problem],
        results: expected.results,
        writes: expected.writes,
      });
      const { world, deployed } = current();
      if (expected.server === "untouched" && world.isUntouched()) return;
      const now = await world.dump();
      if (expected.server === "untouched") expect(now.exact).toEqual(world.before.exact);
      else
        expect(now.comparable).toEqual(expected.server === "deployed" ? deployed : world.before.comparable);
    },
  };
}

/** Servers of this process that listen, and processes that it has started. */
export function openHere(): string[] {
  return process
    .getActiveResourcesInfo()
    .filter((kind) => kind === "TCPServerWrap" || kind === "ProcessWrap");
}

/** Requests with the method and the path of a step, from its own on. */
export function isFrom(
  { method, path, nth }: Step,
  { gate, named }: Pick<FaultWorld, "gate" | "named">,
): (request: GateRequest) => boolean {
  const fits = (one: GateRequest) => one.method === method && named(one.path) === `/api${path}`;
  return (request) =>
    fits(request) && gate.requests.filter((one) => one.index <= request.index && fits(one)).length >= nth;
}
