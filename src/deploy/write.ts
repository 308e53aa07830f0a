import { ActionError, type Problem } from "../base/errors.js";
import { countDeployments, deploymentsById } from "../server/queries.js";
import { interruption } from "../prefect/run-cli.js";
import { deploymentUrl, type DeploymentResult, type RunReport } from "../report/report.js";
import { commit, deletedMeanwhile, type Committed, type Outcome } from "../commit/commit.js";
import { Live, type LiveAutomation } from "../server/state.js";
import { isSameDecision, type Decision } from "../plan/plan.js";
import { concealedOf } from "../plan/hide-change.js";
import { reasonOf } from "../server/upstream.js";
import type { DeployContext } from "./context.js";
import { decideAll, type SettleJob } from "./job.js";

/** What was found to be done, and by what the server had at that moment. */
interface Planned {
  readonly decisions: readonly Decision[];
  readonly automations: readonly LiveAutomation[];
}

/** Looks once more, since others may have written meanwhile; then writes what differs. */
export async function write(job: SettleJob, planned: Planned, run: DeployContext): Promise<void> {
  const { session } = job;
  const { log, report, signal } = run;
  if (signal.aborted) throw new ActionError(stoppedBefore(signal));
  const { oldMs = OLD_MS } = run.limits ?? {};
  const isOld = performance.now() - session.live.since >= oldMs;
  const decisions = await lookAgain(job, planned, isOld, run);
  if (!decisions.some(writes)) {
    report.results = decisions.map((decision, index) =>
      resultOf({ decision, status: "done", ...(decision.live ? { id: decision.live.id } : {}) }, job, index),
    );
    return;
  }
  const committed = await log.group("Write what differs", () => commitAll(decisions, job, run));
  report.results = committed.outcomes.map((outcome, index) => resultOf(outcome, job, index));
  if (committed.error !== undefined) throw failedCommit(committed, job, signal);
  await verify(job, report);
  await tellRemoved(job, decisions, run);
}

function commitAll(
  decisions: readonly Decision[],
  { inputs, selected, session }: SettleJob,
  { log, signal }: DeployContext,
): Promise<Committed> {
  return commit(decisions, session.upstream, {
    most: inputs.concurrency,
    keep: inputs.onCommitError === "keep",
    signal,
    putBackMs: PUT_BACK_MS,
    flows: session.holding?.flows ?? new Map(),
    say: (line) => {
      log.line(line);
    },
    concealed: (decision) => {
      const deployment = selected[decisions.indexOf(decision)];
      return deployment ? concealedOf(decision, deployment) : [];
    },
  });
}

/** Exit code 0 is no proof, and no answer either: what was written is looked up. */
async function verify({ session }: SettleJob, report: RunReport): Promise<void> {
  const { upstream } = session;
  const ids = report.results.flatMap(({ id, action }) =>
    id !== undefined && action !== "unchanged" ? [id] : [],
  );
  if ((await countDeployments(upstream, ids)) === ids.length) return;
  const there = new Set((await deploymentsById(upstream, ids)).map(({ id }) => id));
  const lost = report.results.filter(({ id, action }) => action !== "unchanged" && !there.has(id ?? ""));
  if (lost.length === 0) return;
  report.results = report.results.map((one) =>
    lost.includes(one) ? { ...one, action: "failed", error: LOST } : one,
  );
  throw new ActionError(
    lost.map(({ flow, name, where }) => ({
      what: `${flow}/${name}: ${LOST}.`,
      where,
      fix: "Look for a job that deletes it, and run this one again.",
    })),
  );
}

/** Of the automations whose owner nobody could tell: those that are gone had been made by an earlier deploy. */
async function tellRemoved(
  { session }: SettleJob,
  decisions: readonly Decision[],
  { log, report }: DeployContext,
): Promise<void> {
  if (decisions.every(({ automations }) => automations.doubtful.length === 0)) return;
  // All is written, and was found there: what is only told is no reason to fail.
  const rows = await new Live(session.upstream).automations().catch(() => undefined);
  if (!rows) return;
  const now = new Set(rows.map(({ id }) => id));
  report.results = report.results.map((result, index) => {
    const gone = decisions[index]?.automations.doubtful.filter(({ id }) => !now.has(id)) ?? [];
    for (const { name } of gone)
      log.line(`${result.flow}/${result.name}: removed the automation ${JSON.stringify(name)}.`);
    return gone.length > 0 && result.action === "unchanged" ? { ...result, action: "updated" } : result;
  });
}

const LOST = "the server took it, and does not have it any more";

/** The runner kills a cancelled step 10 s after its first signal. */
const PUT_BACK_MS = 120_000;

/** What was read so long ago is looked at once more, also where there is nothing to write to it. */
const OLD_MS = 30_000;

function writes({ fields, automations }: Decision): boolean {
  return fields || automations.write;
}

/**
 * Reads those that are to be written once more. The others were as the files say when this step read them; what others
 * do to them after that is the same before and after the end of this step, but for a step that takes long.
 */
async function lookAgain(
  { selected, session }: SettleJob,
  { decisions: planned, automations }: Planned,
  all: boolean,
  { findings }: DeployContext,
): Promise<Decision[]> {
  const live = new Live(session.upstream);
  const concerned = planned.filter((decision) => all || writes(decision));
  const held = concerned.map((decision) => decision.held);
  await live.load(
    held.map(({ name }) => name),
    held.map(({ flowName }) => flowName),
  );
  const automated = concerned.some((one) => one.automations.write || one.automations.before.length > 0);
  const again = await decideAll(held, live, automated ? await live.automations() : automations);
  const found = new Map(again.map((decision, index) => [concerned[index], decision]));
  const decisions = planned.map((decision) => found.get(decision) ?? decision);
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
    fix: "Run the job again; raise `timeout` if it only needs longer.",
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
    fix:
      error instanceof ActionError ? (error.problems[0]?.fix ?? "Run the job again.") : "Run the job again.",
    ...(where ? { where } : {}),
  });
}
