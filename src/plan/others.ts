import { isDeepStrictEqual } from "node:util";
import type { LiveDeployment } from "../server/state.js";
import { label, schedulesOf } from "./compare.js";
import type { Decision } from "./decision.js";

/** A deployment that is on the server, and in no prefect file. */
export interface Other {
  /** `etl/nightly` */
  readonly name: string;
  /** `0 3 * * *`: its schedules that make runs. */
  readonly active: readonly string[];
}

/**
 * The deployments on the server that belong to the flows of this run and are in none of its files: of a flow of the same
 * name; or of the same entrypoint, where it also gets its code from the same place. Pure.
 *
 * @param live what is on the server, of these flows at least
 * @param flows the names of flows on the server, by id
 * @param known `flow/deployment`, of all files
 */
export function othersOf(
  live: readonly LiveDeployment[],
  flows: ReadonlyMap<string, string>,
  known: ReadonlySet<string>,
  decisions: readonly Decision[],
): Other[] {
  const own = new Set(decisions.map(({ held }) => held.flowName));
  const source = (one: Readonly<Record<string, unknown>>): unknown[] => [
    one["entrypoint"],
    one["pull_steps"],
  ];
  const sources = decisions.map(({ live: before, held }) => source({ ...before, ...held.body }));
  const isMoved = (other: LiveDeployment): boolean =>
    sources.some((one) => isDeepStrictEqual(one, source(other)));
  return live.flatMap((other) => {
    const flow = flows.get(other.flow_id);
    if (flow === undefined || known.has(`${flow}/${other.name}`) || !(own.has(flow) || isMoved(other)))
      return [];
    const running = other["paused"] === true ? [] : schedulesOf(other["schedules"]);
    const active = running
      .filter((one) => one["active"] !== false)
      .map(label)
      .sort();
    return [{ name: `${flow}/${other.name}`, active }];
  });
}
