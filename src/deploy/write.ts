import { ActionError, type Problem } from "../base/errors.js";
import { capitalized } from "../base/quote.js";
import type { Inputs } from "../inputs/types.js";
import { interruption } from "../prefect/run-cli.js";
import { deploymentUrl, type DeploymentResult } from "../report/report.js";
import { commit, deletedMeanwhile, type Committed, type Outcome } from "../commit/commit.js";
import { ServerState } from "../server/state.js";
import { isSameDecision, type Decision } from "../plan/decision.js";
import { reasonOf } from "../server/upstream.js";
import type { DeployContext } from "./context.js";
import { readAhead } from "./read-ahead.js";
import { LOST, verify } from "./verify.js";
import { decideAll, type Plan, type TransactionRun } from "./transaction-run.js";

/** What was found to be done, and by what the server had at that moment. */
type Planned = Pick<Plan, "decisions" | "automations">;

/** Looks once more, since others may have written meanwhile; then writes what differs. */
export async function write(job: TransactionRun, planned: Planned, run: DeployContext): Promise<void> {
  const { session } = job;
  const { log, report, signal } = run;
  if (signal.aborted) throw new ActionError(stoppedBefore(signal));
  const { oldMs = OLD_MS } = run.limits ?? {};
  const isOld = performance.now() - session.live.since >= oldMs;
  const since = performance.now();
  const decisions = await lookAgain(job, planned, isOld, run);
  if (!decisions.some(writes)) {
    report.results = decisions.map((decision) =>
      resultOf({ decision, status: "done", id: decision.live?.id }, job),
    );
    return;
  }
  const committed = await log.group("Write what differs", () => commitAll({ decisions, since }, job, run));
  report.results = committed.outcomes.map((outcome) => resultOf(outcome, job));
  if (committed.error !== undefined) throw failedCommit(committed, job, signal);
  const { wrong, removed } = await verify(committed, session.upstream, (line) => {
    log.line(line);
  });
  report.results = committed.outcomes.map((outcome) => {
    const result = resultOf(outcome, job);
    const error = wrong.get(outcome.decision);
    if (error !== undefined) return { ...result, action: "failed", error };
    return removed.has(outcome.decision) && result.action === "unchanged"
      ? { ...result, action: "updated" }
      : result;
  });
  if (wrong.size > 0) throw new ActionError([...wrong].map(overwrittenProblem));
}

function commitAll(
  { decisions, since }: { readonly decisions: readonly Decision[]; readonly since: number },
  { inputs, session }: TransactionRun,
  { log, signal, limits }: DeployContext,
): Promise<Committed> {
  return commit(decisions, session.upstream, {
    most: inputs.concurrency,
    keep: inputs.onCommitError === "keep",
    signal,
    putBackMs: limits?.putBackMs ?? PUT_BACK_MS,
    flows: session.recorder?.flows ?? new Map(),
    since,
    say: (line) => {
      log.line(line);
    },
    interruption,
  });
}

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
  { session, inputs }: TransactionRun,
  { decisions: planned, automations }: Planned,
  all: boolean,
  { findings, log }: DeployContext,
): Promise<Decision[]> {
  const live = new ServerState(session.upstream);
  const concerned = planned.filter((decision) => all || writes(decision));
  const foreseen = concerned.map(({ held }) => ({ flow: held.flowName, name: held.name }));
  await readAhead(live, foreseen, "read once more", log);
  const automated = concerned.some((one) => one.automations.write || one.automations.before.length > 0);
  const again = await decideAll(concerned, live, automated ? await live.automations() : automations);
  const found = new Map(again.map((decision) => [decision.deployment, decision]));
  const pairs = planned.map((before) => ({ before, decision: found.get(before.deployment) ?? before }));
  const problems: Problem[] = [];
  for (const { before, decision } of pairs) {
    if (isSameDecision(decision, before)) continue;
    const { flowName, name, method } = decision.held;
    const { where } = decision.deployment;
    if (!decision.live && method === "PATCH") {
      problems.push({ ...deletedMeanwhile(flowName, name), where });
      continue;
    }
    const what = `${flowName}/${name} was changed on the server by somebody else while this step was at work: ${
      before.action === decision.action
        ? "it is no longer as the plan shows it"
        : `the plan said ${before.action}, now it is ${decision.action}`
    }.`;
    if (inputs.expectedPlan !== undefined) {
      const fix = "Let a new plan be made, and review that.";
      problems.push({
        what: `${what} It is not the plan that was reviewed; nothing was written.`,
        fix,
        where,
      });
      continue;
    }
    findings.warning(
      what,
      "This deploy writes what the files say over it; use `concurrency:` so that such jobs never overlap.",
      where,
    );
  }
  if (problems.length > 0) throw new ActionError(problems);
  return pairs.map(({ decision }) => decision);
}

function resultOf(
  { decision: { deployment, held, action }, status, id, error }: Outcome,
  { inputs }: TransactionRun,
): DeploymentResult {
  const DONE = { create: "created", change: "updated", unchanged: "unchanged" } as const;
  return {
    file: deployment.manifest.file,
    where: deployment.where,
    flow: held.flowName,
    name: held.name,
    action: status === "done" ? DONE[action] : status,
    id,
    url: deploymentUrl(inputs.uiUrl, id),
    error,
  };
}

function stoppedBefore(signal: AbortSignal): Problem {
  return {
    what: `${capitalized(interruption(signal))}; nothing was written to the server.`,
    fix: "Re-run the job; raise `timeout` if it only needs longer.",
  };
}

function overwrittenProblem([{ held, deployment }, error]: readonly [Decision, string]): Problem {
  return {
    what: `${held.flowName}/${held.name}: ${error}.`,
    where: deployment.where,
    fix:
      error === LOST
        ? "Look for a job that deletes it, and run this one again."
        : "Use `concurrency:` so that such jobs never overlap, and run this one again.",
  };
}

function failedCommit(committed: Committed, { inputs }: TransactionRun, signal: AbortSignal): ActionError {
  const { error, outcomes, failed } = committed;
  const one = outcomes.find(({ decision }) => decision === failed?.decision);
  const reason = signal.aborted ? interruption(signal) : (failed?.error ?? reasonOf(error));
  const subject = one && !signal.aborted ? `${nameOf(one)} could not be written` : "Writing was stopped";
  return new ActionError({
    what: `${subject}: ${reason.replace(/\.?$/, ".")} ${whatIsThere(committed, inputs)}`,
    fix: error instanceof ActionError ? (error.problems[0]?.fix ?? "Re-run the job.") : "Re-run the job.",
    where: one?.decision.deployment.where,
  });
}

/** What is on the server after a commit that failed. Each sentence is about what was looked up there. */
function whatIsThere({ outcomes, beside, begun }: Committed, { onCommitError }: Inputs): string {
  const namesOf = (status: Outcome["status"]): string[] =>
    outcomes.filter((one) => one.status === status).map(nameOf);
  if (!beside) {
    const stays = outcomes
      .filter(({ status, decision }) => status === "done" && decision.action !== "unchanged")
      .map(nameOf);
    const keeps = onCommitError === "keep" ? "Kept (`on-commit-error: keep`)" : "On the server";
    if (stays.length > 0) return `${keeps}: ${stays.join(", ")}.`;
    return begun
      ? "What was begun stays (`on-commit-error: keep`); compare it with the file."
      : "Nothing had been written: the server is as it was.";
  }
  const left = [...namesOf("left"), ...beside.map(({ what, why }) => `${what} (${why})`)];
  const gone = namesOf("gone");
  if (left.length + gone.length === 0)
    return "Everything that was written before it has been put back: the server is as it was.";
  return [
    ...(left.length > 0 ? [`Not put back: ${left.join(", ")}; compare them with the file.`] : []),
    ...(gone.length > 0 ? [`Deleted by somebody else meanwhile: ${gone.join(", ")}.`] : []),
    "The rest is as it was.",
  ].join(" ");
}

function nameOf({ decision: { held } }: Outcome): string {
  return `${held.flowName}/${held.name}`;
}
