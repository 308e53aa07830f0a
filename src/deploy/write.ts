import { ActionError, type Problem } from "../base/errors.js";
import { firstOf, quote } from "../base/quote.js";
import { deploymentsById } from "../server/queries.js";
import { overwritten } from "../plan/compare.js";
import { interruption } from "../prefect/run-cli.js";
import { deploymentUrl, type DeploymentResult, type RunReport } from "../report/report.js";
import { commit, deletedMeanwhile, type Committed, type Outcome } from "../commit/commit.js";
import { ServerState, type LiveAutomation, type LiveDeployment } from "../server/state.js";
import { isSameDecision, type Decision } from "../plan/decision.js";
import { reasonOf } from "../server/upstream.js";
import type { DeployContext } from "./context.js";
import { decideAll, type TransactionRun } from "./transaction-run.js";

/** What was found to be done, and by what the server had at that moment. */
interface Planned {
  readonly decisions: readonly Decision[];
  readonly automations: readonly LiveAutomation[];
}

/** Looks once more, since others may have written meanwhile; then writes what differs. */
export async function write(job: TransactionRun, planned: Planned, run: DeployContext): Promise<void> {
  const { session } = job;
  const { log, report, signal } = run;
  if (signal.aborted) throw new ActionError(stoppedBefore(signal));
  const { oldMs = OLD_MS } = run.limits ?? {};
  const isOld = performance.now() - session.live.since >= oldMs;
  const decisions = await lookAgain(job, planned, isOld, run);
  if (!decisions.some(writes)) {
    report.results = decisions.map((decision) =>
      resultOf({ decision, status: "done", id: decision.live?.id }, job),
    );
    return;
  }
  const committed = await log.group("Write what differs", () => commitAll(decisions, job, run));
  report.results = committed.outcomes.map((outcome) => resultOf(outcome, job));
  if (committed.error !== undefined) throw failedCommit(committed, job, signal);
  await verify(
    job,
    committed.outcomes.filter(({ decision }) => writes(decision)),
    report,
  );
  const removed = await removedAutomations(job, decisions);
  for (const [{ held }, names] of removed) {
    for (const name of names) log.line(`${held.flowName}/${held.name}: removed the automation ${name}.`);
  }
  report.results = committed.outcomes.map((outcome) => {
    const result = resultOf(outcome, job);
    return removed.has(outcome.decision) && result.action === "unchanged"
      ? { ...result, action: "updated" }
      : result;
  });
}

function commitAll(
  decisions: readonly Decision[],
  { inputs, session }: TransactionRun,
  { log, signal }: DeployContext,
): Promise<Committed> {
  return commit(decisions, session.upstream, {
    most: inputs.concurrency,
    keep: inputs.onCommitError === "keep",
    signal,
    putBackMs: PUT_BACK_MS,
    flows: session.recorder?.flows ?? new Map(),
    say: (line) => {
      log.line(line);
    },
  });
}

/**
 * Exit code 0 is no proof, and no answer either: what was written is read back and compared, since two jobs at once can both
 * have gone well, and leave a mixture.
 *
 * @throws ActionError for what is gone, and for what somebody else has overwritten
 */
async function verify(
  { session: { upstream } }: TransactionRun,
  written: readonly Outcome[],
  report: RunReport,
): Promise<void> {
  const ids = written.flatMap(({ id }) => id ?? []);
  const live = new Map((await deploymentsById(upstream, ids)).map((one) => [one.id, one]));
  const errors = new Map<Decision, string>();
  for (const { decision, id } of written) {
    const found = live.get(id ?? "");
    const error = found ? overwrittenBy(decision, found) : LOST;
    if (error !== undefined) errors.set(decision, error);
  }
  if (errors.size === 0) return;
  const wrong = new Map(
    [...errors].map(([{ held, deployment }, error]) => [deployment.where, { held, error }]),
  );
  report.results = report.results.map((one) => {
    const error = wrong.get(one.where)?.error;
    return error === undefined ? one : { ...one, action: "failed", error };
  });
  throw new ActionError(
    [...wrong].map(([where, { held, error }]) => ({
      what: `${held.flowName}/${held.name}: ${error}.`,
      where,
      fix:
        error === LOST
          ? "Look for a job that deletes it, and run this one again."
          : "Use `concurrency:` so that such jobs never overlap, and run this one again.",
    })),
  );
}

const LOST = "the server took it, and does not have it any more";

function overwrittenBy({ fields, held }: Decision, live: LiveDeployment): string | undefined {
  // Only its automations were written.
  if (!fields) return undefined;
  const found = overwritten(held, live).map(({ field }) => quote(field));
  if (found.length === 0) return undefined;
  return `somebody else has overwritten ${firstOf(found)} after this step had written it`;
}

/** Of the automations whose owner nobody could tell, by decision: the names of those that an earlier deploy had made. */
async function removedAutomations(
  { session }: TransactionRun,
  decisions: readonly Decision[],
): Promise<Map<Decision, string[]>> {
  const removed = new Map<Decision, string[]>();
  if (decisions.every(({ automations }) => automations.doubtful.length === 0)) return removed;
  // All is written, and was found there: what is only told is no reason to fail.
  const rows = await new ServerState(session.upstream).automations().catch(() => undefined);
  if (!rows) return removed;
  const now = new Set(rows.map(({ id }) => id));
  for (const decision of decisions) {
    const gone = decision.automations.doubtful.filter(({ id }) => !now.has(id));
    if (gone.length > 0)
      removed.set(
        decision,
        gone.map(({ name }) => JSON.stringify(name)),
      );
  }
  return removed;
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
  { session }: TransactionRun,
  { decisions: planned, automations }: Planned,
  all: boolean,
  { findings }: DeployContext,
): Promise<Decision[]> {
  const live = new ServerState(session.upstream);
  const concerned = planned.filter((decision) => all || writes(decision));
  await live.load(
    concerned.map(({ held }) => held.name),
    concerned.map(({ held }) => held.flowName),
  );
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
    findings.warning(
      `${flowName}/${name} was changed on the server by somebody else while this step was at work: ${
        before.action === decision.action
          ? "it is no longer as the plan shows it"
          : `the plan said ${before.action}, now it is ${decision.action}`
      }.`,
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
    what: `${interruption(signal).replace(/^./, (first) => first.toUpperCase())}; nothing was written to the server.`,
    fix: "Re-run the job; raise `timeout` if it only needs longer.",
  };
}

function failedCommit(
  { error, outcomes, failed, beside, begun }: Committed,
  { inputs }: TransactionRun,
  signal: AbortSignal,
): ActionError {
  const left = outcomes.filter(({ status }) => status === "left");
  const stays = outcomes.filter(
    ({ status, decision }) => status === "done" && decision.action !== "unchanged",
  );
  const nameOf = ({ decision: { held } }: Outcome): string => `${held.flowName}/${held.name}`;
  const after =
    left.length + (beside ?? []).length > 0
      ? `Not put back: ${[...left.map(nameOf), ...(beside ?? [])].join(", ")}; compare them with the prefect file.`
      : stays.length > 0
        ? `${inputs.onCommitError === "keep" ? "Kept (`on-commit-error: keep`)" : "On the server"}: ${stays.map(nameOf).join(", ")}.`
        : beside
          ? "Everything that was written before it has been put back: the server is as it was."
          : begun
            ? "What was begun stays (`on-commit-error: keep`); compare it with the prefect file."
            : "Nothing had been written: the server is as it was.";
  const one = outcomes.find(({ decision }) => decision === failed?.decision);
  const reason = signal.aborted ? interruption(signal) : (failed?.error ?? reasonOf(error));
  const subject = one && !signal.aborted ? `${nameOf(one)} could not be written` : "Writing was stopped";
  return new ActionError({
    what: `${subject}: ${reason.replace(/\.?$/, ".")} ${after}`,
    fix: error instanceof ActionError ? (error.problems[0]?.fix ?? "Re-run the job.") : "Re-run the job.",
    where: one?.decision.deployment.where,
  });
}
