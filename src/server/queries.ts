import { apiPath } from "./api-path.js";
import { inChunks, rowsWith, type LiveDeployment, type LiveFlow } from "./state.js";
import type { Upstream } from "./upstream.js";

/** Deployments with one of these names, of whatever flow; all where `names` is undefined. */
export function deploymentsByName(
  upstream: Upstream,
  names: readonly string[] | undefined,
): Promise<LiveDeployment[]> {
  return names
    ? rowsWith(upstream, { deployments: "name" }, names)
    : upstream.rows(apiPath`/deployments/filter`, undefined);
}

export function deploymentsById(upstream: Upstream, ids: readonly string[]): Promise<LiveDeployment[]> {
  return rowsWith(upstream, { deployments: "id" }, ids);
}

/** How many of these ids there are: the server counts in no time what it takes 8 ms each to hand out (3.8.8). */
export async function countDeployments(upstream: Upstream, ids: readonly string[]): Promise<number> {
  const counts = await inChunks(ids, async (any_) => [
    Number(await upstream.json("POST", apiPath`/deployments/count`, { deployments: { id: { any_ } } })),
  ]);
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Runs of a deployment that have not begun. */
export interface WaitingRuns {
  /** Made by a schedule, for later: these go with a change of the deployment. */
  readonly scheduled: number;
  readonly late: number;
  readonly pending: number;
}

/** How many runs of these deployments wait, counted by the server. */
export async function waitingRuns(upstream: Upstream, ids: readonly string[]): Promise<WaitingRuns> {
  const count = async (flow_runs: object): Promise<number> => {
    const filter = { deployments: { id: { any_: ids } }, flow_runs };
    return Number(await upstream.json("POST", apiPath`/flow_runs/count`, filter));
  };
  const named = (name: string): object => ({ state: { name: { any_: [name] } } });
  const [scheduled, late, pending] = await Promise.all([
    count({ ...named("Scheduled"), tags: { all_: ["auto-scheduled"] } }),
    count(named("Late")),
    count(named("Pending")),
  ]);
  return { scheduled, late, pending };
}

/** Which of these work pools there are, as the server gives them. */
export function workPools(
  upstream: Upstream,
  names: readonly string[],
): Promise<(Readonly<Record<string, unknown>> & { readonly name: string })[]> {
  return rowsWith(upstream, { work_pools: "name" }, names);
}

export async function flowNames(upstream: Upstream, ids: readonly string[]): Promise<Map<string, string>> {
  const flows = await rowsWith<LiveFlow>(upstream, { flows: "id" }, ids);
  return new Map(flows.map(({ id, name }) => [id, name]));
}
