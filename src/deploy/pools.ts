import type { Findings } from "../findings.js";
import { isRecord } from "../record.js";
import type { Held } from "../transaction/holding.js";
import type { SettleJob } from "./settle.js";

/** Work pools in which nobody would pick up a run: one warning for each, at the first deployment that names it. */
export async function warnOfPools(
  { session: { reads }, selected }: Pick<SettleJob, "session" | "selected">,
  held: readonly Held[],
  findings: Findings,
): Promise<void> {
  const first = new Map<string, number>();
  for (const [index, { body }] of held.entries()) {
    const pool = body["work_pool_name"];
    if (typeof pool === "string" && !first.has(pool)) first.set(pool, index);
  }
  for (const [pool, index] of first) {
    const path = `/work_pools/${encodeURIComponent(pool)}`;
    const type = await reads.answer({ method: "GET", path });
    if (type.status !== 200 || runsItself(type.body)) continue;
    // Prefect's own question, which is answered from memory.
    const online = await reads.answer({
      method: "POST",
      path: `${path}/workers/filter`,
      text: JSON.stringify({ workers: { status: { any_: ["ONLINE"] } }, offset: null, limit: null }),
    });
    const workers: unknown = online.status === 200 ? JSON.parse(online.body) : undefined;
    if (!Array.isArray(workers) || workers.length > 0) continue;
    findings.warning(
      `No worker of the work pool ${JSON.stringify(pool)} is online: runs of its deployments would wait.`,
      `Start one: \`prefect worker start --pool ${JSON.stringify(pool)}\`.`,
      selected[index]?.where,
    );
  }
}

/** Push and managed pools have no workers. */
function runsItself(body: string): boolean {
  const pool: unknown = JSON.parse(body);
  return isRecord(pool) && /:(?:push|managed)$/.test(String(pool["type"]));
}
