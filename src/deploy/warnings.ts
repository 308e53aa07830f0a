import { isDeepStrictEqual } from "node:util";
import type { Findings } from "../base/findings.js";
import { isTemplate } from "../base/template.js";
import type { KnownDeployment } from "../project/candidates.js";
import { writtenPool } from "../project/work-pools.js";
import { isRecord } from "../base/record.js";
import { apiPath } from "../server/api-path.js";
import { firstOf, quote } from "../base/quote.js";
import type { Difference } from "../plan/compare.js";
import { wakes } from "../plan/paused.js";
import type { Decision } from "../plan/decision.js";
import { takesSchedules } from "../plan/as-in-file.js";
import type { TransactionRun } from "./transaction-run.js";

/** What a deploy does beside what was meant, or cannot do: each at the deployment that it is about. */
export async function warn(
  job: TransactionRun,
  decisions: readonly Decision[],
  findings: Findings,
): Promise<void> {
  warnOfSchedules(job, decisions, findings);
  warnOfStaying(decisions, findings);
  warnOfAutomations(job, decisions, findings);
  await warnOfPools(job.session, decisions, findings);
}

function warnOfSchedules(
  { inputs }: TransactionRun,
  decisions: readonly Decision[],
  findings: Findings,
): void {
  for (const decision of decisions) {
    const paused = wakes(decision).map((what) =>
      isTimed(what) && takesSchedules(decision.deployment, decision.held) ? "a schedule" : what,
    );
    if (paused.length === 0) continue;
    const { flowName, name } = decision.held;
    findings.warning(
      `${flowName}/${name}: ${paused.join(", ")} was paused on the server, and ${inputs.mode === "plan" ? "a deploy switches it" : "this deploy switches it"} on again.`,
      "Set `keep-paused-schedules: true` to keep it paused, or write `active: false` (`paused: true`) in the file.",
      decision.deployment.where,
    );
  }
}

/** What Prefect leaves on the server is no change, and so in no table. */
function warnOfStaying(decisions: readonly Decision[], findings: Findings): void {
  for (const { deployment, held, stays } of decisions.filter((one) => one.stays.length > 0)) {
    const isTaken = takesSchedules(deployment, held);
    const isSchedule = ({ field }: Difference): boolean => field.startsWith("schedules.");
    const names = stays.map((one) => (isSchedule(one) && isTaken ? "schedules" : quote(one.field)));
    const said = firstOf([...new Set(names)], 10);
    const isEmptied = isDeepStrictEqual(deployment.deployment.content["schedules"], []);
    const later =
      isEmptied && stays.some(isSchedule)
        ? " A later Prefect deletes them for `schedules: []`, as 3.9.1 announces."
        : "";
    findings.warning(
      `${held.flowName}/${held.name}: only the server has ${said}, and Prefect leaves ${names.length === 1 ? "it" : "them"} there.${later}`,
      stays.some(isSchedule)
        ? "`clear-schedules: true` deletes the schedules that the file does not have."
        : "Write the value that you want into the file, or change it on the server.",
      deployment.where,
    );
  }
}

/** Schedules without a name are called by their times, which the file may take from elsewhere. */
function isTimed(what: string): boolean {
  return what.startsWith("schedule ");
}

/** No answer of the server tells whom an automation belongs to; only deleting what belongs to the deployment does. */
function warnOfAutomations(
  { inputs }: TransactionRun,
  decisions: readonly Decision[],
  findings: Findings,
): void {
  if (inputs.mode !== "plan") return;
  for (const { deployment, held, automations } of decisions) {
    for (const { name } of automations.doubtful) {
      findings.warning(
        `${held.flowName}/${held.name}: the automation ${JSON.stringify(name)} on the server runs it and is not among its triggers. A deploy deletes it if an earlier deploy made it, and leaves it if a person did.`,
        "Compare it with the triggers in the file.",
        deployment.where,
      );
    }
  }
}

/** Work pools in which nobody would pick up a run: one warning for each, at the first deployment that names it. */
async function warnOfPools(
  { reads }: TransactionRun["session"],
  decisions: readonly Decision[],
  findings: Findings,
): Promise<void> {
  const first = new Map<string, KnownDeployment>();
  for (const { deployment, held } of decisions) {
    const pool = held.body["work_pool_name"];
    if (typeof pool === "string" && !first.has(pool)) first.set(pool, deployment);
  }
  for (const [pool, deployment] of first) {
    const type = await reads.answer({ method: "GET", path: apiPath`/work_pools/${pool}` });
    if (type.status !== 200 || runsItself(type.body)) continue;
    // Prefect's own question, which is answered from memory.
    const online = await reads.answer({
      method: "POST",
      path: apiPath`/work_pools/${pool}/workers/filter`,
      text: JSON.stringify({ workers: { status: { any_: ["ONLINE"] } }, offset: null, limit: null }),
    });
    const workers: unknown = online.status === 200 ? JSON.parse(online.body) : undefined;
    if (!Array.isArray(workers) || workers.length > 0) continue;
    const written = writtenPool(deployment) ?? "";
    const shown = JSON.stringify(isTemplate(written) ? written : pool);
    findings.warning(
      `No worker of the work pool ${shown} is online: runs of its deployments would wait.`,
      `Start one: \`prefect worker start --pool ${shown}\`.`,
      deployment.where,
    );
  }
}

/** Push and managed pools have no workers. */
function runsItself(body: string): boolean {
  const pool: unknown = JSON.parse(body);
  return isRecord(pool) && /:(?:push|managed)$/.test(String(pool["type"]));
}
