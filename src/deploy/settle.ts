import { ActionError, type Problem } from "../errors.js";
import type { Findings } from "../findings.js";
import type { Inputs } from "../inputs.js";
import type { KnownDeployment } from "../manifest/candidates.js";
import { shardOf } from "../manifest/shard.js";
import { deploymentsById } from "../prefect/api.js";
import { interruption } from "../prefect/run-cli.js";
import { changeLines, planTally } from "../report/changes.js";
import type { DeploymentResult, RunReport } from "../report/report.js";
import type { Surroundings } from "../surroundings.js";
import { commit, deletedMeanwhile, reasonOf, type Committed, type Outcome } from "../transaction/commit.js";
import { Live, type LiveAutomation } from "../transaction/live.js";
import { decide, isSameDecision, keepPaused, wakes, type Decision } from "../transaction/plan.js";
import { knownAfterBuild, planned } from "../transaction/planned.js";
import type { Session } from "../transaction/session.js";
import type { Held } from "../transaction/holding.js";
import type { PlannedDeployment } from "../transaction/types.js";
import type { FileRun } from "./cli.js";
import { warnOfPools } from "./pools.js";
import { failedRun, incomplete, named, unwritten, type Written } from "./results.js";
import { shardKey } from "./selection.js";
import { deploymentUrl } from "./straight.js";

export interface SettleJob {
  readonly inputs: Inputs;
  readonly selected: readonly KnownDeployment[];
  readonly runs: readonly FileRun[];
  readonly session: Session;
  /** Fills in templates. */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * The end of a transaction: what the CLI would have written is held against the server, shown, and in `mode: deploy`
 * written.
 *
 * @param report its plan and its results are filled in, whatever happens
 * @throws ActionError where the CLI failed, or a write did
 */
export async function settle(
  job: SettleJob,
  report: RunReport,
  findings: Findings,
  around: Surroundings,
): Promise<void> {
  const { inputs, session } = job;
  report.results = job.runs.flatMap(unwritten);
  const failure = job.runs.find((run) => run.failure !== undefined);
  if (failure)
    throw failedRun(failure, "Mend this and run the job again; nothing was written to the server.");
  const held = heldOf(job);
  const automations = held.some((one) => one.ownedDeleted) ? await session.live.automations() : [];
  const decisions = await decideAll(held, session.live, automations);
  const plan = show(job, decisions);
  report.plan = plan;
  if (inputs.shards !== undefined) report.changedShards = changedShards(job, plan, inputs.shards);
  report.results = plan.map((one) => plannedResult(one, inputs.uiUrl));
  await around.log.group("Plan", () => {
    around.log.line(planTally(plan));
    for (const one of plan) {
      if (one.action === "unchanged") continue;
      around.log.line(`  ${one.action} ${one.flow}/${one.name}`);
      for (const line of changeLines(one)) around.log.line(`      ${line}`);
    }
  });
  warnOfSchedules(job, decisions, findings);
  warnOfAutomations(job, decisions, findings);
  await warnOfPools(job, held, findings);
  if (inputs.mode === "plan") {
    if (inputs.failOnChanges && plan.some(({ action }) => action !== "unchanged"))
      throw new ActionError(drift(plan));
    return;
  }
  report.results = plan.map((one) => ({ ...plannedResult(one, inputs.uiUrl), action: "not-tried" }));
  await write(job, decisions, automations, report, findings, around);
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

async function decideAll(
  held: readonly Held[],
  live: Live,
  automations: readonly LiveAutomation[],
): Promise<Decision[]> {
  return Promise.all(
    held.map(async (one) => decide(one, await live.deployment(one.flowName, one.name), automations)),
  );
}

function show({ selected, env, inputs }: SettleJob, decisions: readonly Decision[]): PlannedDeployment[] {
  return decisions.flatMap((decision, index) => {
    const deployment = selected[index];
    if (!deployment) return [];
    return [planned(decision, deployment, inputs.mode === "plan" ? knownAfterBuild(deployment, env) : [])];
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

function drift(plan: readonly PlannedDeployment[]): Problem {
  return {
    what: `The server is not as the files say: ${planTally(plan)}`,
    mend: "Look at the plan above: deploy, or bring the files up to date with what somebody changed on the server.",
  };
}

function warnOfSchedules(
  { selected, inputs }: SettleJob,
  decisions: readonly Decision[],
  findings: Findings,
): void {
  for (const [index, decision] of decisions.entries()) {
    const paused = wakes(decision);
    if (paused.length === 0) continue;
    const { flowName, name } = decision.held;
    findings.warning(
      `${flowName}/${name}: ${paused.join(", ")} was paused on the server, and ${inputs.mode === "plan" ? "a deploy switches it" : "this deploy switches it"} on again.`,
      "Set `keep-paused-schedules: true` to keep it paused, or write `active: false` (`paused: true`) in the prefect file.",
      selected[index]?.where,
    );
  }
}

/** No answer of the server tells whom an automation belongs to; only deleting what belongs to the deployment does. */
function warnOfAutomations(
  { selected, inputs }: SettleJob,
  decisions: readonly Decision[],
  findings: Findings,
): void {
  if (inputs.mode !== "plan") return;
  for (const [index, { held, automations }] of decisions.entries()) {
    for (const { name } of automations.doubtful) {
      findings.warning(
        `${held.flowName}/${held.name}: the automation ${JSON.stringify(name)} on the server runs it and is not among its triggers. A deploy deletes it if an earlier deploy made it, and leaves it if a person did.`,
        "Compare it with the triggers in the prefect file.",
        selected[index]?.where,
      );
    }
  }
}

/** Looks once more, since others may have written meanwhile; then writes what differs. */
async function write(
  job: SettleJob,
  planned: readonly Decision[],
  automations: readonly LiveAutomation[],
  report: RunReport,
  findings: Findings,
  around: Surroundings,
): Promise<void> {
  const { inputs, session } = job;
  const { log, signal } = around;
  if (signal.aborted) throw new ActionError(stoppedBefore(signal));
  const decisions = await lookAgain(job, planned, automations, findings);
  const some = decisions.some((one) => one.fields || one.automations.write);
  if (some) {
    const committed = await log.group("Write what differs", () =>
      commit(decisions, session.upstream, {
        most: inputs.concurrency,
        keep: inputs.onCommitError === "keep",
        signal,
        putBackMs: PUT_BACK_MS,
        flows: session.holding?.flows ?? new Map(),
        say: (line) => {
          log.line(line);
        },
      }),
    );
    report.results = committed.outcomes.map((outcome, index) => resultOf(outcome, job, index));
    if (committed.error !== undefined) throw failedCommit(committed, job, signal);
    await verify(report);
    await tellRemoved(job, decisions, report, log.line.bind(log));
    return;
  }
  report.results = decisions.map((decision, index) =>
    resultOf({ decision, status: "done", ...(decision.live ? { id: decision.live.id } : {}) }, job, index),
  );

  async function verify(done: RunReport): Promise<void> {
    const ids = done.results.flatMap(({ id, action }) =>
      id !== undefined && action !== "unchanged" ? [id] : [],
    );
    const there = new Set((await deploymentsById(session.upstream, ids)).map(({ id }) => id));
    const lost = done.results.filter(({ id, action }) => action !== "unchanged" && !there.has(id ?? ""));
    if (lost.length === 0) return;
    done.results = done.results.map((one) =>
      lost.includes(one) ? { ...one, action: "failed", error: LOST } : one,
    );
    throw new ActionError(
      lost.map(({ flow, name, where }) => ({
        what: `${flow}/${name}: ${LOST}.`,
        where,
        mend: "Look for a job that deletes it, and run this one again.",
      })),
    );
  }
}

/** Of the automations whose owner nobody could tell: those that are gone had been made by an earlier deploy. */
async function tellRemoved(
  { session }: SettleJob,
  decisions: readonly Decision[],
  report: RunReport,
  say: (line: string) => void,
): Promise<void> {
  if (decisions.every(({ automations }) => automations.doubtful.length === 0)) return;
  // All is written, and was found there: what is only told is no reason to fail.
  const rows = await new Live(session.upstream).automations().catch(() => undefined);
  if (!rows) return;
  const now = new Set(rows.map(({ id }) => id));
  report.results = report.results.map((result, index) => {
    const gone = decisions[index]?.automations.doubtful.filter(({ id }) => !now.has(id)) ?? [];
    for (const { name } of gone)
      say(`${result.flow}/${result.name}: removed the automation ${JSON.stringify(name)}.`);
    return gone.length > 0 && result.action === "unchanged" ? { ...result, action: "updated" } : result;
  });
}

const LOST = "the server took it, and does not have it any more";

/** The runner kills a cancelled step 10 s after its first signal. */
const PUT_BACK_MS = 120_000;

async function lookAgain(
  { selected, session }: SettleJob,
  planned: readonly Decision[],
  automations: readonly LiveAutomation[],
  findings: Findings,
): Promise<Decision[]> {
  const live = new Live(session.upstream);
  const held = planned.map((decision) => decision.held);
  await live.load(
    held.map(({ name }) => name),
    held.map(({ flowName }) => flowName),
  );
  const automated = planned.some((one) => one.automations.write || one.automations.before.length > 0);
  const decisions = await decideAll(held, live, automated ? await live.automations() : automations);
  const problems: Problem[] = [];
  for (const [index, decision] of decisions.entries()) {
    const before = planned[index];
    if (!before || isSameDecision(decision, before)) continue;
    const { flowName, name, method } = decision.held;
    const where = selected[index]?.where;
    if (!decision.live && method === "PATCH") {
      problems.push({ ...deletedMeanwhile(flowName, name), ...(where ? { where } : {}) });
      continue;
    }
    findings.warning(
      `${flowName}/${name} was changed on the server by somebody else while this step was at work: ${
        before.action === decision.action
          ? "it is no longer as the plan shows it"
          : `the plan said ${before.action}, now it is ${decision.action}`
      }.`,
      "This deploy writes what the files say over it; let two jobs that deploy the same not run at once (`concurrency:` of the workflow).",
      where,
    );
  }
  if (problems.length > 0) throw new ActionError(problems);
  return decisions;
}

function resultOf(
  { decision, status, id, error }: Outcome,
  { inputs, selected }: SettleJob,
  index: number,
): DeploymentResult {
  const { held, action } = decision;
  const deployment = selected[index];
  const DONE = { create: "created", change: "updated", unchanged: "unchanged" } as const;
  return {
    file: deployment?.manifest.file ?? "",
    where: deployment?.where ?? { file: "" },
    flow: held.flowName,
    name: held.name,
    action: status === "done" ? DONE[action] : status,
    ...(id === undefined ? {} : { id, url: deploymentUrl(inputs.uiUrl, id) }),
    ...(error === undefined ? {} : { error }),
  };
}

function stoppedBefore(signal: AbortSignal): Problem {
  return {
    what: `${interruption(signal).replace(/^./, (first) => first.toUpperCase())}; nothing was written to the server.`,
    mend: "Run the job again; raise `timeout` if it only needs longer.",
  };
}

function failedCommit(
  { error, outcomes, failed, beside = [] }: Committed,
  { selected, inputs }: SettleJob,
  signal: AbortSignal,
): ActionError {
  const left = outcomes.filter(({ status }) => status === "left");
  const stays = outcomes.filter(
    ({ status, decision }) => status === "done" && decision.action !== "unchanged",
  );
  const nameOf = ({ decision: { held } }: Outcome): string => `${held.flowName}/${held.name}`;
  const after =
    left.length + beside.length > 0
      ? `Not put back: ${[...left.map(nameOf), ...beside].join(", ")}; compare them with the prefect file.`
      : stays.length > 0
        ? `${inputs.onCommitError === "keep" ? "Kept (`on-commit-error: keep`)" : "On the server"}: ${stays.map(nameOf).join(", ")}.`
        : "Everything that was written before it has been put back: the server is as it was.";
  const one = outcomes.find(({ decision }) => decision === failed?.decision);
  const where = one && selected[outcomes.indexOf(one)]?.where;
  const reason = signal.aborted ? interruption(signal) : (failed?.error ?? reasonOf(error));
  const subject = one && !signal.aborted ? `${nameOf(one)} could not be written` : "Writing was stopped";
  return new ActionError({
    what: `${subject}: ${reason.replace(/\.?$/, ".")} ${after}`,
    mend:
      error instanceof ActionError ? (error.problems[0]?.mend ?? "Run the job again.") : "Run the job again.",
    ...(where ? { where } : {}),
  });
}
