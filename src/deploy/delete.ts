import { ActionError, type Problem } from "../base/errors.js";
import { capitalized, counted, firstOf, quote } from "../base/quote.js";
import { keepFile } from "../base/runner-files.js";
import { deleteAll, type Deleted } from "../commit/deletions.js";
import { nameOf } from "../plan/deletion.js";
import { interruption } from "../prefect/run-cli.js";
import { deploymentUrl, type DeploymentResult } from "../report/report.js";
import { keyOf, remember, type Memory, type Remembered } from "../server/deployed-before.js";
import { ServerState } from "../server/state.js";
import type { Upstream } from "../server/upstream.js";
import type { DeployContext } from "./context.js";
import type { Pruning, TransactionRun } from "./transaction-run.js";

/**
 * The end of a deploy with `prune`: deletes what left the files, now that all else is written and confirmed, and remembers
 * what is deployed.
 *
 * @param run its report has a row for each deployment that is written, and gets one for each that is deleted
 * @throws ActionError where one could not be deleted: the rest of them stays
 */
export async function deleteAndRemember(
  job: TransactionRun,
  pruning: Pruning,
  run: DeployContext,
): Promise<void> {
  const { report, log } = run;
  const { deletions } = pruning;
  const written = report.results.slice(0, report.results.length - deletions.length);
  const deleted =
    deletions.length > 0
      ? await log.group("Delete what left the files", () => deleteKept(job, pruning, run))
      : [];
  report.results = [...written, ...deleted.map((one) => resultOf(one, job))];
  const problems = deleted.every(isGone) ? [] : [problemOf(deleted, job, run)];
  try {
    run.signal.throwIfAborted();
    await rememberAll(job, pruning, { written, deleted }, run);
  } catch (error) {
    if (problems.length === 0) problems.push(unremembered(error, deleted, run));
  }
  if (problems.length > 0) throw new ActionError(problems);
}

function isGone({ status }: Deleted): boolean {
  return status === "deleted" || status === "gone";
}

/** What is deleted is kept before, with all that is needed to make it again. */
async function deleteKept(
  { inputs, session: { upstream } }: TransactionRun,
  { deletions }: Pruning,
  run: DeployContext,
): Promise<Deleted[]> {
  const { report, log, signal } = run;
  const kept = deletions.map(({ flow, live, automations }) => ({ flow, deployment: live, automations }));
  const text = JSON.stringify({ version: 1, server: inputs.apiUrl, deployments: kept }, undefined, 1);
  report.deletedFile = keepFile("prefect-deleted", "json", text, 0o600);
  const say = (line: string): void => {
    log.line(line);
  };
  say(`What is deleted is kept in ${report.deletedFile}, readable by this user only.`);
  const deleted = await deleteAll(deletions, upstream, { signal, say, interruption });
  await warnOfAutomations(deleted, upstream, run);
  return deleted;
}

/** Somebody else's automations stay, and name a deployment that is gone. */
async function warnOfAutomations(
  deleted: readonly Deleted[],
  upstream: Upstream,
  { findings, signal }: DeployContext,
): Promise<void> {
  const concerned = deleted.filter((one) => isGone(one) && one.deletion.automations.length > 0);
  if (concerned.length === 0 || signal.aborted) return;
  // What is only told is no reason to fail.
  const now = await new ServerState(upstream).automations().catch(() => []);
  const there = new Set(now.map(({ id }) => id));
  for (const { deletion } of concerned) {
    const stay = deletion.automations.filter(({ id }) => there.has(id)).map(({ name }) => quote(name));
    if (stay.length === 0) continue;
    findings.warning(
      `${nameOf(deletion)} is deleted, and the automation ${firstOf(stay)} still names it: somebody else made it.`,
      "Delete it in the UI, or give it another deployment.",
    );
  }
}

interface Ended {
  readonly written: readonly DeploymentResult[];
  readonly deleted: readonly Deleted[];
}

async function rememberAll(
  { session: { upstream } }: TransactionRun,
  { scope, memory, gone }: Pruning,
  { written, deleted }: Ended,
  { log }: DeployContext,
): Promise<void> {
  const away = new Set([...gone, ...deleted.filter(isGone).map(({ deletion }) => keyOf(nameOf(deletion)))]);
  const change = (found: Memory): Remembered => {
    const before = found.source === scope.source ? found.deployments : new Map<string, string>();
    const rest = [...before].filter(([key, id]) => !away.has(key) || memory.deployments.get(key) !== id);
    const own = written.flatMap(({ flow, name, id }): [string, string][] =>
      id === undefined ? [] : [[keyOf(`${flow}/${name}`), id]],
    );
    return new Map([...rest, ...own]);
  };
  const remembered = await remember(upstream, scope, change);
  if (remembered === undefined) return;
  const what = counted(remembered.size, "deployment");
  log.line(`\`prune\`: ${what} of ${quote(scope.label)} ${remembered.size === 1 ? "is" : "are"} remembered.`);
}

function resultOf(one: Deleted, { inputs }: TransactionRun): DeploymentResult {
  const { deletion, status, error } = one;
  const { live, flow } = deletion;
  return {
    ...{ file: "", where: { file: "" }, flow, name: live.name, id: live.id },
    action: status === "gone" ? "deleted" : status,
    url: isGone(one) ? undefined : deploymentUrl(inputs.uiUrl, live.id),
    error: status === "gone" ? "somebody else has deleted it" : error,
  };
}

/** What is deleted by now, and what is not. */
function stateOf(deleted: readonly Deleted[], { report }: DeployContext): string {
  const named = (which: Deleted["status"]): string[] =>
    deleted.filter(({ status }) => status === which).map(({ deletion }) => nameOf(deletion));
  const [gone, failed, left] = [named("deleted"), named("failed"), named("not-tried")];
  const parts = [
    ...(gone.length > 0 ? [`deleted: ${gone.join(", ")}`] : []),
    ...(failed.length > 0 ? [`failed: ${failed.join(", ")}`] : []),
    ...(left.length > 0 ? [`not tried: ${left.join(", ")}`] : []),
    ...(report.deletedFile === undefined ? [] : [`all of them as they were: ${report.deletedFile}`]),
  ];
  return parts.length > 0 ? `${capitalized(parts.join("; "))}.` : "";
}

function problemOf(deleted: readonly Deleted[], { inputs }: TransactionRun, run: DeployContext): Problem {
  const { signal } = run;
  const failed = deleted.find(({ status }) => status === "failed");
  const reason = failed
    ? `${nameOf(failed.deletion)} could not be deleted (\`prune\`): ${failed.error ?? ""}`
    : `${capitalized(interruption(signal))} before everything was deleted (\`prune\`)`;
  const again =
    inputs.expectedPlan === undefined
      ? "Re-run the job: it deletes what is left."
      : "Let a new plan be made, and review that: it has what is left.";
  const own = failed?.cause instanceof ActionError ? failed.cause.problems[0]?.fix : undefined;
  return {
    what: `Everything is deployed. ${reason.replace(/\.$/, "")}. ${stateOf(deleted, run)}`.trim(),
    fix: own === undefined ? again : `${own} ${again}`,
  };
}

/** All is done, and not written down: what is deployed for the first time would not be deleted when it leaves the files. */
function unremembered(error: unknown, deleted: readonly Deleted[], run: DeployContext): Problem {
  const { signal } = run;
  const [problem] = error instanceof ActionError ? error.problems : [];
  if (!problem && !signal.aborted) throw error;
  const why = problem?.what ?? `${capitalized(interruption(signal))}.`;
  return {
    what: `Everything is deployed, and what was to be deleted is; but it was not written down what this project has deployed (\`prune\`). ${why} ${stateOf(deleted, run)}`.trim(),
    fix: problem?.fix ?? "Re-run the job.",
  };
}
