import { ActionError, type Problem } from "../base/errors.js";
import { shardOf } from "../inputs/shard.js";
import { filledIn } from "../base/unfilled.js";
import { planLines } from "../report/changes.js";
import { deploymentUrl, tally, type DeploymentResult } from "../report/report.js";
import type { Held } from "../gateway/recording.js";
import { keepPaused, type Decision } from "../plan/plan.js";
import { knownAfterBuild, planned } from "../plan/planned.js";
import type { PlannedDeployment } from "../plan/types.js";
import type { DeployContext } from "./context.js";
import { decideAll, type SettleJob } from "./job.js";
import { failedRun, incomplete, named, unwritten, type Written } from "./results.js";
import { shardKey } from "./selection.js";
import { warn } from "./warnings.js";
import { write } from "./write.js";

/**
 * The end of a transaction: what the CLI would have written is compared with the server, shown, and in `mode: deploy`
 * written.
 *
 * @param run plan and results of its report are filled in, whatever happens
 * @throws ActionError where the CLI failed, or a write did
 */
export async function settle(job: SettleJob, run: DeployContext): Promise<void> {
  const { inputs, session } = job;
  const { log, findings, report } = run;
  report.results = job.runs.flatMap(unwritten);
  const failure = job.runs.find((one) => one.failure !== undefined);
  if (failure) throw failedRun(failure, "Fix this and run the job again; nothing was written to the server.");
  const held = heldOf(job);
  const automations = held.some((one) => one.ownedDeleted) ? await session.live.automations() : [];
  const decisions = await decideAll(held, session.live, automations);
  const plan = show(job, decisions, (text) => log.clean(text));
  report.plan = plan;
  if (inputs.shards !== undefined) report.changedShards = changedShards(job, plan, inputs.shards);
  report.results = plan.map((one) => plannedResult(one, inputs.uiUrl));
  const tell = (title: string): void => {
    for (const line of [title, ...planLines(plan)]) log.line(line);
  };
  // The result of a plan is not folded away.
  if (inputs.mode === "plan") tell(log.titled(tally(plan)));
  else {
    await log.group("Plan", () => {
      tell(tally(plan));
    });
  }
  await warn(job, held, decisions, findings);
  if (inputs.mode === "plan") {
    if (inputs.failOnChanges && plan.some(({ action }) => action !== "unchanged"))
      throw new ActionError(DRIFT);
    return;
  }
  report.results = plan.map((one) => ({ ...plannedResult(one, inputs.uiUrl), action: "not-tried" }));
  await write(job, { decisions, automations }, run);
}

/** What was held of each deployment that was asked for, in its order. */
function heldOf({ inputs, selected, runs, session }: SettleJob): Held[] {
  const all = session.holding?.deployments ?? new Map<string, Held>();
  const ids = runs.flatMap((run) => run.selected.map((_, index) => run.ids[index]));
  const written: Written[] = selected.map((deployment, index) => {
    const id = ids[index];
    const held = id === undefined ? undefined : all.get(id);
    const { flow, name, where } = named(deployment);
    return {
      ...{ where, flow: held?.flowName ?? flow, name: held?.name ?? name },
      id: held?.id,
      ...(id !== undefined && !held ? { error: "it was sent to another server than this step's" } : {}),
    };
  });
  const problems = incomplete(runs, selected, written, "would be");
  if (problems.length > 0) throw new ActionError(problems);
  const found = ids.map((id) => all.get(id ?? "")).filter((held) => held !== undefined);
  return inputs.keepPausedSchedules ? found.map(keepPaused) : found;
}

function show(
  { selected, env, inputs }: SettleJob,
  decisions: readonly Decision[],
  clean: (text: string) => string,
): PlannedDeployment[] {
  return decisions.flatMap((decision, index) => {
    const deployment = selected[index];
    if (!deployment) return [];
    const unknown = inputs.mode === "plan" ? knownAfterBuild(deployment, env) : [];
    const filled = filledIn(deployment.manifest, [deployment.deployment], env, 8).map(({ form }) => form);
    return [planned(decision, deployment, unknown, { clean, filled })];
  });
}

function plannedResult(one: PlannedDeployment, uiUrl: string): DeploymentResult {
  const { file, where, flow, name, id, action } = one;
  return {
    file,
    where,
    flow,
    name,
    action,
    ...(id === undefined ? {} : { id, url: deploymentUrl(uiUrl, id) }),
  };
}

/** `["1/5", "4/5"]`: the jobs that would find something to do. */
function changedShards({ selected }: SettleJob, plan: readonly PlannedDeployment[], of: number): string[] {
  const shards = selected.flatMap((one, index) =>
    plan[index]?.action === "unchanged" ? [] : [shardOf(of, shardKey(one))],
  );
  return [...new Set(shards)].sort((a, b) => a - b).map((index) => `${index}/${of}`);
}

const DRIFT: Problem = {
  what: "The server is not as the files say (`fail-on-changes`).",
  fix: "Look at the plan: deploy, or bring the files up to date with what somebody changed on the server.",
};
