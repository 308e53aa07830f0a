import { ActionError, type Problem } from "../base/errors.js";
import { capitalized, counted, quote } from "../base/quote.js";
import { keepFile } from "../base/runner-files.js";
import { deleteAll, type Deleted } from "../commit/deletions.js";
import { nameOf } from "../plan/deletion.js";
import { interruption } from "../prefect/run-cli.js";
import { deploymentUrl, type DeploymentResult } from "../report/report.js";
import { keyOf, remember, type Memory, type Remembered } from "../server/deployed-before.js";
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
  const failed = deleted.find(({ status }) => status === "failed");
  if (!run.signal.aborted) await rememberAll(job, pruning, { written, deleted }, run);
  if (failed || run.signal.aborted) throw new ActionError(problemOf(deleted, failed, run));
}

/** What is deleted is kept before, with all that is needed to make it again. */
async function deleteKept(
  { inputs, session: { upstream } }: TransactionRun,
  { deletions }: Pruning,
  { report, log, signal }: DeployContext,
): Promise<Deleted[]> {
  const kept = deletions.map(({ flow, live, automations }) => ({ flow, deployment: live, automations }));
  const text = JSON.stringify({ version: 1, server: inputs.apiUrl, deployments: kept }, undefined, 1);
  report.deletedFile = keepFile("prefect-deleted", "json", text, 0o600);
  const say = (line: string): void => {
    log.line(line);
  };
  say(`What is deleted is kept in ${report.deletedFile}, readable by this user only.`);
  return deleteAll(deletions, upstream, { signal, say, interruption });
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
  const away = new Set([
    ...gone,
    ...deleted.flatMap(({ status, deletion }) =>
      status === "deleted" || status === "gone" ? [keyOf(nameOf(deletion))] : [],
    ),
  ]);
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

function resultOf({ deletion, status, error }: Deleted, { inputs }: TransactionRun): DeploymentResult {
  const { live, flow } = deletion;
  const isThere = status === "failed" || status === "not-tried";
  return {
    ...{ file: "", where: { file: "" }, flow, name: live.name, id: live.id },
    action: status === "gone" ? "deleted" : status,
    url: isThere ? deploymentUrl(inputs.uiUrl, live.id) : undefined,
    error: status === "gone" ? "somebody else has deleted it" : error,
  };
}

function problemOf(
  deleted: readonly Deleted[],
  failed: Deleted | undefined,
  { signal, report }: DeployContext,
): Problem {
  const named = (which: Deleted["status"]): string[] =>
    deleted.filter(({ status }) => status === which).map(({ deletion }) => nameOf(deletion));
  const [gone, left] = [named("deleted"), named("not-tried")];
  const reason = failed
    ? `${nameOf(failed.deletion)} could not be deleted (\`prune\`): ${failed.error ?? ""}`
    : `${capitalized(interruption(signal))} before everything was deleted (\`prune\`)`;
  const parts = [
    ...(gone.length > 0 ? [`deleted: ${gone.join(", ")} (kept in ${report.deletedFile ?? ""})`] : []),
    ...(left.length > 0 ? [`not tried: ${left.join(", ")}`] : []),
  ];
  return {
    what: `Everything is deployed. ${reason.replace(/\.$/, "")}. ${capitalized(parts.join("; "))}`.trim(),
    fix: "Re-run the job: it deletes what is left.",
  };
}
