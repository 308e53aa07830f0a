import { apiPath } from "./api-path.js";
import { inChunks, rowsWith, type LiveAutomation, type LiveDeployment, type LiveFlow } from "./state.js";
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

/** How many deployments flows of these names have; all where `names` is undefined. The server counts in no time. */
export async function countDeployments(
  upstream: Upstream,
  names: readonly string[] | undefined,
): Promise<number> {
  const count = async (filter: object): Promise<number[]> => [
    Number(await upstream.json("POST", apiPath`/deployments/count`, filter)),
  ];
  const counts = names
    ? await inChunks(names, (any_) => count({ flows: { name: { any_ } } }))
    : await count({});
  return counts.reduce((sum, one) => sum + one, 0);
}

/** The deployments of flows with these names; all where `names` is undefined. */
export function deploymentsOfFlows(
  upstream: Upstream,
  names: readonly string[] | undefined,
): Promise<LiveDeployment[]> {
  const path = apiPath`/deployments/filter`;
  return names
    ? inChunks(names, (any_) => upstream.rows<LiveDeployment>(path, { flows: { name: { any_ } } }))
    : upstream.rows(path, undefined);
}

/** Runs of a deployment that have not begun. */
export interface WaitingRuns {
  /** Made by a schedule, for later: these go with a change of the deployment. */
  readonly scheduled: number;
  readonly late: number;
  readonly pending: number;
}

/**
 * How many runs of a deployment wait, counted by the server.
 *
 * @param isCleared whether schedules are deleted one by one: then what they made goes also where it is late
 */
export async function waitingRuns(upstream: Upstream, id: string, isCleared: boolean): Promise<WaitingRuns> {
  const count = (flow_runs: object): Promise<number> => countRuns(upstream, id, flow_runs);
  const named = (name: string): object => ({ state: { name: { any_: [name] } } });
  const tags = { all_: ["auto-scheduled"] };
  const [scheduled, late, pending, ownLate] = await Promise.all([
    count({ ...named("Scheduled"), tags }),
    count(named("Late")),
    count(named("Pending")),
    isCleared ? count({ ...named("Late"), tags }) : 0,
  ]);
  return { scheduled: scheduled + ownLate, late: late - ownLate, pending };
}

/** Runs of a deployment that have not ended. */
export interface DeploymentRuns {
  /** Made for later, by a schedule or by a person, late ones and retries too: they are deleted with it. */
  readonly scheduled: number;
  /** These lose it. */
  readonly pending: number;
  readonly running: number;
  readonly paused: number;
  readonly cancelling: number;
}

/** How many there are, counted by the server (`delete_deployment`, 3.0.11 to 3.9.1). */
export async function runsOf(upstream: Upstream, id: string): Promise<DeploymentRuns> {
  const count = (type: string): Promise<number> =>
    countRuns(upstream, id, { state: { type: { any_: [type] } } });
  const [scheduled, pending, running, paused, cancelling] = await Promise.all([
    count("SCHEDULED"),
    count("PENDING"),
    count("RUNNING"),
    count("PAUSED"),
    count("CANCELLING"),
  ]);
  return { scheduled, pending, running, paused, cancelling };
}

/** Automations that belong to a deployment or name it. A server without them has none. */
export async function relatedAutomations(upstream: Upstream, id: string): Promise<LiveAutomation[]> {
  const path = apiPath`/automations/related-to/prefect.deployment.${id}`;
  return (await upstream.found<LiveAutomation[]>(path)) ?? [];
}

async function countRuns(upstream: Upstream, id: string, flow_runs: object): Promise<number> {
  const filter = { deployments: { id: { any_: [id] } }, flow_runs };
  return Number(await upstream.json("POST", apiPath`/flow_runs/count`, filter));
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
