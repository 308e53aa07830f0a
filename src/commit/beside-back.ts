import { quote } from "../base/quote.js";
import { apiPath } from "../server/api-path.js";
import type { Upstream } from "../server/upstream.js";
import { isPending, isWritten, MAY_ARRIVE, type WrittenFlow, type WrittenQueue } from "./journal.js";
import { decidedAnew, gone } from "./undo.js";

/** What came to be beside a deployment, and is still there. */
export interface Beside {
  /** `the flow "etl"` */
  readonly what: string;
  readonly why: string;
}

/**
 * Deletes a flow or a work queue that was not there before, unless somebody else has begun to use it.
 *
 * @returns why it is still there; undefined where it is gone, or is none of this step
 */
export async function besideBack(
  written: WrittenFlow | WrittenQueue,
  upstream: Upstream,
): Promise<string | undefined> {
  if (!isWritten(written.fate) || (written.kind === "flow" && written.wasThere)) return undefined;
  const path =
    written.kind === "flow"
      ? apiPath`/flows/name/${written.name}`
      : apiPath`/work_pools/${written.pool}/queues/${written.queue}`;
  const found = await upstream.found<Readonly<Record<string, unknown>>>(path);
  const pending = isPending(written.fate, found !== undefined) ? MAY_ARRIVE : undefined;
  if (!found) return pending;
  const id = String(found["id"]);
  const kind = written.kind === "flow" ? "flows" : "work_pool_queues";
  const filter = { [kind]: { id: { any_: [id] } } };
  for (const users of [apiPath`/deployments/count`, apiPath`/flow_runs/count`]) {
    if ((await upstream.json("POST", users, filter)) !== 0) return IN_USE;
  }
  if (written.kind === "queue" && isSetUp(found)) return IN_USE;
  await gone(upstream, written.kind === "flow" ? apiPath`/flows/${id}` : path, decidedAnew);
  return pending;
}

/** `the flow "etl"` */
export function nameOf(written: WrittenFlow | WrittenQueue): string {
  return written.kind === "flow"
    ? `the flow ${quote(written.name)}`
    : `the work queue ${quote(written.queue)}`;
}

export const IN_USE = "somebody else uses it by now";

/** A queue that comes to be with a deployment is neither paused nor limited nor described. */
function isSetUp(queue: Readonly<Record<string, unknown>>): boolean {
  const limit = queue["concurrency_limit"] ?? undefined;
  return limit !== undefined || [queue["is_paused"], queue["description"]].some(Boolean);
}
