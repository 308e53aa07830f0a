import { ActionError, type Problem } from "../base/errors.js";
import { shardOf } from "../inputs/shard.js";
import { filledIn } from "../base/unfilled.js";
import { planLines } from "../report/changes.js";
import { deploymentUrl, tally, type DeploymentResult } from "../report/report.js";
import { isBelow, takesSchedules } from "../plan/as-in-file.js";
import { keepPaused } from "../plan/paused.js";
import { withoutNone, type Decision } from "../plan/decision.js";
import { withoutStaying } from "../plan/stays.js";
import { plannedDeletion } from "../plan/deletion.js";
import { deletionDigest, planDigest, rowDigest } from "../plan/digest.js";
import { knownAfterBuild, planned } from "../plan/shown.js";
import type { FieldChange, PlannedDeployment, RecordedDeployment } from "../plan/types.js";
import type { Findings } from "../base/findings.js";
import type { Log } from "../base/log.js";
import { waitingRuns } from "../server/queries.js";
import type { Upstream } from "../server/upstream.js";
import type { DeployContext } from "./context.js";
import { decideAll, type Item, type Plan, type TransactionRun } from "./transaction-run.js";
import { warnOfOthers } from "./others.js";
import { incomplete, named, unwritten, type Written } from "./results.js";
import { failedRuns, lostFields } from "./failed-imports.js";
import { findRefusals } from "./refusals.js";
import { shardKey } from "./selection.js";
import { deleteAndRemember } from "./delete.js";
import { checkLimit, findDeletions, warnOfRuns } from "./prune.js";
import { checkReviewed } from "./reviewed.js";
import { warn } from "./warnings.js";
import { write } from "./write.js";

/**
 * The end of a transaction: what the CLI would have written is compared with the server, shown, and in `mode: deploy`
 * written.
 *
 * @param run plan and results of its report are filled in, whatever happens
 * @throws ActionError where the CLI failed, or a write did
 */
export async function planAndWrite(job: TransactionRun, run: DeployContext): Promise<void> {
  const { inputs, session } = job;
  const { log, findings, report } = run;
  const plan = await makePlan(job, run);
  const { decisions, deletions, pruning } = plan;
  report.results = plan.rows.map((one) => plannedResult(one, inputs.uiUrl));
  const tell = (title: string): void => {
    for (const line of [title, ...planLines(plan.rows)]) log.line(line);
    log.line(`Digest of the plan: ${plan.digest}`);
  };
  const isPlan = inputs.mode === "plan";
  // The result of a plan is not folded away.
  if (isPlan) tell(log.titled(tally(plan.rows)));
  else {
    await log.group("Plan", () => {
      tell(tally(plan.rows));
    });
  }
  await warn(job, decisions, findings);
  await warnOfOthers(job, plan, run);
  if (pruning) warnOfRuns(pruning, run);
  const refused = await findRefusals(decisions, session);
  if (!isPlan) report.results = notTried(plan, refused, inputs.uiUrl);
  if (pruning) checkLimit(pruning, inputs);
  checkReviewed(plan, inputs);
  if (refused.size > 0) throw new ActionError([...refused.values()]);
  if (isPlan) {
    if (inputs.failOnChanges && plan.rows.some(({ action }) => action !== "unchanged"))
      throw new ActionError(DRIFT);
    return;
  }
  await write(job, plan, run).finally(() => {
    // One row for each of the plan, whatever becomes of them.
    const untried = deletions.map((one) => untriedResult(one, inputs.uiUrl));
    report.results = [...report.results.slice(0, decisions.length), ...untried];
  });
  if (pruning) await deleteAndRemember(job, pruning, run);
}

/**
 * Compares all that was recorded with the server.
 *
 * @param run its report gets it
 * @throws ActionError where the CLI failed, or has not recorded what was asked for
 */
async function makePlan(job: TransactionRun, run: DeployContext): Promise<Plan> {
  const { inputs, session } = job;
  const { log, findings, report } = run;
  report.results = job.runs.flatMap((one) => one.ran.map((item) => unwritten(item, one)));
  const fix = "Fix this and re-run the job; nothing was written to the server.";
  const failures = failedRuns(job.runs, fix, run.show);
  if (failures.length > 0) throw new ActionError(failures);
  const recorded = recordedOf(job, findings);
  const automations = recorded.some(({ held }) => held.ownedDeleted) ? await session.live.automations() : [];
  const decisions = await decideAll(recorded, session.live, automations);
  const pruning = inputs.prune ? await findDeletions(job, decisions, run) : undefined;
  const shown = decisions.map((decision) => ({ decision, ...show(job, decision, log) }));
  const items = await withRuns(shown, session.upstream);
  const deletions = (pruning?.deletions ?? []).map((one) => plannedDeletion(one, decisions));
  const rows = [...items.map(({ planned }) => planned), ...deletions];
  const digest = planDigest(
    [...items.map((item) => item.digest), ...(pruning?.deletions ?? []).map(deletionDigest)],
    inputs.apiUrl,
  );
  report.plan = rows;
  report.planDigest = digest;
  if (inputs.shards !== undefined) report.changedShards = changedShards(items, deletions, inputs.shards);
  return { decisions, automations, items, pruning, deletions, rows, digest };
}

/** Of more than so many deployments to change, it is not told what becomes of their runs: that takes three requests each. */
const MOST_COUNTED = 50;

/** With the runs that wait, of those that change. */
async function withRuns(items: readonly Item[], upstream: Upstream): Promise<Item[]> {
  const isTold = items.filter(({ decision }) => decision.live && decision.fields).length <= MOST_COUNTED;
  return Promise.all(
    items.map(async (item) => {
      const { decision, planned } = item;
      const id = isTold && decision.fields ? decision.live?.id : undefined;
      const isCleared = decision.held.deletedSchedules.length > 0;
      // What is only told is no reason to fail.
      const runs =
        id === undefined ? undefined : await waitingRuns(upstream, id, isCleared).catch(() => undefined);
      return runs ? { ...item, planned: { ...planned, runs } } : item;
    }),
  );
}

/** What was recorded of each deployment that was asked for. */
function recordedOf({ inputs, runs, session }: TransactionRun, findings: Findings): RecordedDeployment[] {
  const items = runs
    .flatMap(({ ran }) => ran)
    .map(({ deployment, id }) => ({ deployment, id, held: session.recorder?.deployments.get(id ?? "") }));
  const written = items.map(({ deployment, id, held }): Written => {
    const { flow, name } = named(deployment);
    const isElsewhere = id !== undefined && !held;
    return {
      ...{ deployment, id: held?.id, flow: held?.flowName ?? flow, name: held?.name ?? name },
      error: isElsewhere ? "it was sent to another server than this step's" : undefined,
    };
  });
  const problems = incomplete(runs, written, "would be");
  if (problems.length > 0) throw new ActionError(problems);
  return items.flatMap(({ deployment, held }) => {
    if (!held) return [];
    const recorded = withoutNone({ deployment, held });
    const asked = inputs.clearSchedules ? withoutStaying(recorded.held) : recorded.held;
    if (!inputs.keepPausedSchedules) return { deployment, held: asked };
    const kept = keepPaused(asked);
    for (const schedule of kept.doubtful) {
      const which = takesSchedules(deployment, held) ? "" : ` ${JSON.stringify(schedule)}`;
      findings.warning(
        `${held.flowName}/${held.name}: one of the schedules${which} is paused on the server, and which of them it is in the file cannot be told. They are written as the file says.`,
        "Give each of them a `slug`, which tells them apart.",
        deployment.where,
      );
    }
    return { deployment, held: kept.held };
  });
}

function show(
  { env, inputs, runs }: TransactionRun,
  decision: Decision,
  log: Log,
): Pick<Item, "planned" | "digest"> {
  const { deployment } = decision;
  const later = knownAfterBuild(deployment, env);
  const filled = filledIn(deployment.manifest, [deployment.deployment], env, 8).map(({ form }) => form);
  const showing = {
    clean: (text: string) => log.clean(text),
    filled,
    unknownIsChange: inputs.unknown === "changed",
  };
  const one = planned(decision, inputs.mode === "plan" ? later : [], showing);
  const lost = lostFields(runs, deployment);
  const isLost = ({ field }: FieldChange): boolean => lost.some((path) => isBelow(field, path));
  const changes = one.changes.map((change): FieldChange =>
    isLost(change) ? { ...change, notImported: true } : change,
  );
  return { planned: { ...one, changes }, digest: rowDigest(decision, later, showing) };
}

function plannedResult(one: PlannedDeployment, uiUrl: string): DeploymentResult {
  const { file, where, flow, name, id, action } = one;
  return { file, where, flow, name, action, id, url: deploymentUrl(uiUrl, id) };
}

function untriedResult(one: PlannedDeployment, uiUrl: string): DeploymentResult {
  return { ...plannedResult(one, uiUrl), action: "not-tried" };
}

/** What a deploy tells until it has written: which of them the server would refuse. */
function notTried(
  { items, deletions }: Plan,
  refused: ReadonlyMap<Decision, Problem>,
  uiUrl: string,
): DeploymentResult[] {
  const own = items.map(({ decision, planned }): DeploymentResult => {
    const error = refused.get(decision)?.what;
    return { ...untriedResult(planned, uiUrl), ...(error ? { action: "failed", error } : {}) };
  });
  return [...own, ...deletions.map((one) => untriedResult(one, uiUrl))];
}

/** `["1/5", "4/5"]`: the jobs that would find something to do. */
function changedShards(
  items: readonly Item[],
  deletions: readonly PlannedDeployment[],
  of: number,
): string[] {
  const changed = items.filter(({ planned: { action } }) => action !== "unchanged");
  const keys = [
    ...changed.map(({ decision }) => shardKey(decision.deployment)),
    ...deletions.map(({ flow, name }) => `${flow}/${name}`),
  ];
  const shards = new Set(keys.map((key) => shardOf(of, key)));
  return [...shards].sort((a, b) => a - b).map((index) => `${index}/${of}`);
}

const DRIFT: Problem = {
  what: "The server is not as the files say (`fail-on-changes`).",
  fix: "Look at the plan: deploy, or bring the files up to date with what somebody changed on the server.",
};
