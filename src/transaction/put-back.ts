import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../record.js";
import { essence, ownFields, schedulesOf } from "./compare.js";
import type { Held } from "./holding.js";
import type { LiveAutomation, LiveDeployment } from "./live.js";
import type { Decision } from "./plan.js";
import { RefusedError, type Upstream } from "./upstream.js";
import { write } from "./writers.js";

/** One thing that was written, or may have been: noted before the request goes out. */
export type Done =
  | { readonly kind: "queue"; readonly path: string }
  | { readonly kind: "flow"; readonly name: string }
  | { readonly kind: "deployment"; readonly decision: Decision }
  | { readonly kind: "automations"; readonly decision: Decision; readonly id: string };

/**
 * Puts things back as they were: automations first, then deployments, then flows and queues that were not there before.
 *
 * @returns by decision, why it could not be put back; empty where all is as it was
 */
export async function putBack(
  done: readonly Done[],
  upstream: Upstream,
  most: number,
): Promise<ReadonlyMap<Decision, string>> {
  const left = new Map<Decision, string>();
  const attempt = async (decision: Decision, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      left.set(decision, error instanceof Error ? error.message : String(error));
    }
  };
  const of = <K extends Done["kind"]>(kind: K) =>
    done.filter((one): one is Extract<Done, { kind: K }> => one.kind === kind);
  await write(
    of("automations").filter(({ decision }) => decision.live),
    ({ decision, id }) => attempt(decision, () => automationsBack(decision, id, upstream)),
    { most },
  );
  await write(
    of("deployment"),
    ({ decision }) => attempt(decision, () => deploymentBack(decision, upstream)),
    { most },
  );
  // What is still there of a deployment keeps its flow and its queue.
  if (left.size > 0) return left;
  for (const { name } of of("flow")) await flowBack(name, upstream).catch(() => undefined);
  for (const { path } of of("queue")) await gone(upstream, path).catch(() => undefined);
  return left;
}

async function deploymentBack({ held, live }: Decision, upstream: Upstream): Promise<void> {
  if (live) {
    await fieldsBack(held, live, upstream);
    return;
  }
  const path = `/deployments/name/${encodeURIComponent(held.flowName)}/${encodeURIComponent(held.name)}`;
  const found = await upstream.call({ method: "GET", path });
  if (found.status === 404) return; // It never came to be.
  const { id } = JSON.parse(found.body) as { id: string };
  await gone(upstream, `/automations/owned-by/prefect.deployment.${id}`);
  await gone(upstream, `/deployments/${id}`);
}

async function fieldsBack(held: Held, live: LiveDeployment, upstream: Upstream): Promise<void> {
  const { flow_id, name, schedules, ...fields } = held.body;
  const before = Object.fromEntries(
    Object.keys(fields)
      .filter((field) => field in live || field === "concurrency_limit")
      .map((field) => [field, formerly(field, live)]),
  );
  if (held.method === "POST") {
    // An upsert replaces the schedules too.
    const all = schedulesOf(live["schedules"]).map(ownFields);
    await upstream.json("POST", "/deployments/", { ...before, flow_id, name, schedules: all });
    return;
  }
  await upstream.json("PATCH", `/deployments/${live.id}`, before);
  if (schedules !== undefined) await schedulesBack(live, upstream);
}

/** The value that a write takes, from the value that an answer has. */
function formerly(field: string, live: LiveDeployment): unknown {
  if (field !== "concurrency_limit") return live[field] ?? null;
  const limit = live["global_concurrency_limit"];
  return (isRecord(limit) ? limit["limit"] : live[field]) ?? null;
}

/** One by one, since a change of the whole list keeps neither what is paused nor how often it may run ahead. */
async function schedulesBack(live: LiveDeployment, upstream: Upstream): Promise<void> {
  const path = `/deployments/${live.id}/schedules`;
  const now = schedulesOf(await upstream.json("GET", path));
  const missing = schedulesOf(live["schedules"]).map(ownFields);
  for (const schedule of now) {
    const same = missing.findIndex((one) => isDeepStrictEqual(one, ownFields(schedule)));
    if (same >= 0) missing.splice(same, 1);
    else await gone(upstream, `${path}/${String(schedule["id"])}`);
  }
  if (missing.length > 0) await upstream.json("POST", path, missing);
}

/** Those that are no longer there belonged to the deployment: only such are deleted with it. */
async function automationsBack({ automations }: Decision, id: string, upstream: Upstream): Promise<void> {
  const owner = `prefect.deployment.${id}`;
  const now = new Set(
    (await upstream.rows<LiveAutomation>("/automations/filter", undefined)).map((one) => one.id),
  );
  const lost = automations.before.filter((one) => !now.has(one.id));
  await gone(upstream, `/automations/owned-by/${owner}`);
  for (const one of lost)
    await upstream.json("POST", "/automations/", { ...essence(one), owner_resource: owner });
}

/** Only one that nobody else has begun to use. */
async function flowBack(name: string, upstream: Upstream): Promise<void> {
  const found = await upstream.call({ method: "GET", path: `/flows/name/${encodeURIComponent(name)}` });
  if (found.status === 404) return;
  const { id } = JSON.parse(found.body) as { id: string };
  const flows = { flows: { id: { any_: [id] } } };
  for (const path of ["/deployments/count", "/flow_runs/count"]) {
    if ((await upstream.json("POST", path, flows)) !== 0) return;
  }
  await gone(upstream, `/flows/${id}`);
}

/** 404: gone already. */
async function gone(upstream: Upstream, path: string): Promise<void> {
  const answer = await upstream.call({ method: "DELETE", path });
  if (answer.status >= 300 && answer.status !== 404) throw new RefusedError(answer, `DELETE ${path}`);
}
