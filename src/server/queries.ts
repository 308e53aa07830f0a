import { apiPath } from "./api-path.js";
import { inChunks, type LiveDeployment } from "./state.js";
import type { Upstream } from "./upstream.js";

/** Deployments with one of these names, of whatever flow; all where `names` is undefined. */
export function deploymentsByName(
  upstream: Upstream,
  names: readonly string[] | undefined,
): Promise<LiveDeployment[]> {
  if (!names) return upstream.rows(apiPath`/deployments/filter`, undefined);
  return inChunks(names, (any_) =>
    upstream.rows(apiPath`/deployments/filter`, { deployments: { name: { any_ } } }),
  );
}

export function deploymentsById(upstream: Upstream, ids: readonly string[]): Promise<LiveDeployment[]> {
  return inChunks(ids, (any_) =>
    upstream.rows(apiPath`/deployments/filter`, { deployments: { id: { any_ } } }),
  );
}

/** How many of these ids there are: the server counts in no time what it takes 8 ms each to hand out (3.8.8). */
export async function countDeployments(upstream: Upstream, ids: readonly string[]): Promise<number> {
  const counts = await inChunks(ids, async (any_) => [
    Number(await upstream.json("POST", apiPath`/deployments/count`, { deployments: { id: { any_ } } })),
  ]);
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Which of these work pools there are, as the server gives them. */
export function workPools(
  upstream: Upstream,
  names: readonly string[],
): Promise<(Readonly<Record<string, unknown>> & { readonly name: string })[]> {
  return inChunks(names, (any_) =>
    upstream.rows(apiPath`/work_pools/filter`, { work_pools: { name: { any_ } } }),
  );
}

/** Flow names by flow id. */
export async function flowNames(upstream: Upstream, ids: readonly string[]): Promise<Map<string, string>> {
  const flows = await inChunks(ids, (any_) =>
    upstream.rows<{ id: string; name: string }>(apiPath`/flows/filter`, { flows: { id: { any_ } } }),
  );
  return new Map(flows.map(({ id, name }) => [id, name]));
}
