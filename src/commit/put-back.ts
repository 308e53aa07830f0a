import { isDeepStrictEqual } from "node:util";
import { apiPath, type ApiPath } from "../server/api-path.js";
import { ownFields, schedulesOf, valueOf } from "../plan/compare.js";
import { essence } from "../plan/automations.js";
import type { RecordedWrite } from "../gateway/recording.js";
import type { LiveAutomation, LiveDeployment } from "../server/state.js";
import { concealedOf } from "../plan/hide-change.js";
import { namedQueue, type Decision } from "../plan/decision.js";
import { reasonOf, RefusedError, UncertainError, type Call, type Upstream } from "../server/upstream.js";
import { Writers } from "./writers.js";

/** One thing that was written, or may have been: noted before the request goes out. */
export type Done =
  | { readonly kind: "queue"; readonly path: ApiPath }
  | { readonly kind: "flow"; readonly name: string }
  | { readonly kind: "deployment"; readonly decision: Decision }
  | { readonly kind: "automations"; readonly decision: Decision; readonly id: string };

/** What could not be put back. */
export interface Remains {
  /** By decision, why. */
  readonly left: ReadonlyMap<Decision, string>;
  /** `the flow "etl"`: what came to be beside deployments. */
  readonly beside: readonly string[];
}

/**
 * Puts things back as they were: automations first, then deployments, then flows and queues that were not there before.
 *
 * @param most writes at once
 * @returns what could not be put back; empty where all is as it was
 */
export async function putBack(done: readonly Done[], upstream: Upstream, most: number): Promise<Remains> {
  const left = new Map<Decision, string>();
  const beside: string[] = [];
  const attempt = async (decision: Decision, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      left.set(decision, reasonOf(error, concealedOf(decision)));
    }
  };
  const of = <K extends Done["kind"]>(kind: K) =>
    done.filter((one): one is Extract<Done, { kind: K }> => one.kind === kind);
  const writers = new Writers({ most });
  await writers.all(
    of("automations").filter(({ decision }) => decision.live),
    ({ decision, id }) => attempt(decision, () => sure(() => automationsBack(decision, id, upstream))),
  );
  await writers.all(of("deployment"), ({ decision }) =>
    attempt(decision, () => deploymentBack(decision, upstream)),
  );
  for (const { name } of of("flow")) {
    await flowBack(name, upstream).catch(() => beside.push(`the flow ${JSON.stringify(name)}`));
  }
  // What is still there of a deployment keeps its queue.
  const kept = new Set([...left.keys()].map((decision) => queuePath(decision)?.text));
  for (const { path } of of("queue")) {
    if (kept.has(path.text)) continue;
    const name = path.segments.at(-1) ?? "";
    await gone(upstream, path).catch(() => beside.push(`the work queue ${JSON.stringify(name)}`));
  }
  return { left, beside };
}

/** Of the queue that comes to be with this write, where it does not exist. */
export function queuePath(decision: Decision): ApiPath | undefined {
  const named = namedQueue(decision);
  return named && apiPath`/work_pools/${named.pool}/queues/${named.queue}`;
}

async function deploymentBack({ held, live }: Decision, upstream: Upstream): Promise<void> {
  if (live) {
    await fieldsBack(held, live, upstream);
    return;
  }
  const path = apiPath`/deployments/name/${held.flowName}/${held.name}`;
  const found = await upstream.call({ method: "GET", path });
  if (found.status === 404) return; // It never came to be.
  const { id } = JSON.parse(found.body) as { id: string };
  await gone(upstream, apiPath`/automations/owned-by/prefect.deployment.${id}`);
  await gone(upstream, apiPath`/deployments/${id}`);
}

async function fieldsBack(held: RecordedWrite, live: LiveDeployment, upstream: Upstream): Promise<void> {
  const { flow_id, name, schedules, ...fields } = held.body;
  const before = Object.fromEntries(
    Object.keys(fields)
      .filter((field) => field in live || field === "concurrency_limit")
      .map((field) => [field, valueOf(field, live)]),
  );
  if (held.method === "POST") {
    // An upsert replaces the schedules too.
    const all = schedulesOf(live["schedules"]).map(ownFields);
    await upstream.json("POST", apiPath`/deployments/`, { ...before, flow_id, name, schedules: all });
    return;
  }
  await upstream.json("PATCH", apiPath`/deployments/${live.id}`, before);
  if (schedules !== undefined || held.deletedSchedules.length > 0)
    await sure(() => schedulesBack(live, upstream));
}

/** One by one, since a change of the whole list keeps neither what is paused nor how often it may run ahead. */
async function schedulesBack(live: LiveDeployment, upstream: Upstream): Promise<void> {
  const path = apiPath`/deployments/${live.id}/schedules`;
  const now = schedulesOf(await upstream.json("GET", path));
  const missing = schedulesOf(live["schedules"]).map(ownFields);
  for (const schedule of now) {
    const same = missing.findIndex((one) => isDeepStrictEqual(one, ownFields(schedule)));
    if (same >= 0) missing.splice(same, 1);
    else await gone(upstream, apiPath`/deployments/${live.id}/schedules/${String(schedule["id"])}`);
  }
  if (missing.length > 0) await upstream.json("POST", path, missing);
}

/** Those that belong to the deployment go; of the earlier ones, those that are gone with them come back. */
async function automationsBack(
  { held, automations: { before } }: Decision,
  id: string,
  upstream: Upstream,
): Promise<void> {
  const read = () => upstream.rows<LiveAutomation>(apiPath`/automations/filter`, undefined);
  const missing = (now: readonly LiveAutomation[]) =>
    before.filter((one) => !now.some((other) => other.id === one.id));
  const now = await read();
  const isMade = (one: LiveAutomation): boolean =>
    held.automations.some(({ name }) => name === one.name) &&
    JSON.stringify(one["actions"]).includes(id) &&
    !before.some((other) => other.id === one.id);
  // Not even the deletion was carried out: the earlier ones stay as they are.
  if (missing(now).length === 0 && !now.some(isMade)) return;
  const owner = `prefect.deployment.${id}`;
  await gone(upstream, apiPath`/automations/owned-by/${owner}`);
  for (const one of missing(await read()))
    await upstream.json("POST", apiPath`/automations/`, { ...essence(one), owner_resource: owner });
}

/** What begins with a look at the server may be begun again where nobody knows whether a write was carried out. */
async function sure(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (!(error instanceof UncertainError) || attempt === 3) throw error;
    }
  }
}

/** Only one that nobody else has begun to use. */
async function flowBack(name: string, upstream: Upstream): Promise<void> {
  const found = await upstream.call({ method: "GET", path: apiPath`/flows/name/${name}` });
  if (found.status === 404) return;
  const { id } = JSON.parse(found.body) as { id: string };
  const flows = { flows: { id: { any_: [id] } } };
  for (const path of [apiPath`/deployments/count`, apiPath`/flow_runs/count`]) {
    if ((await upstream.json("POST", path, flows)) !== 0) return;
  }
  await gone(upstream, apiPath`/flows/${id}`);
}

/** 404: gone already. */
export async function gone(
  upstream: Upstream,
  path: ApiPath,
  options: Pick<Call, "busy" | "signal"> = {},
): Promise<void> {
  const answer = await upstream.call({ method: "DELETE", path, ...options });
  if (answer.status >= 300 && answer.status !== 404) throw new RefusedError(answer, `DELETE ${path.bare}`);
}
