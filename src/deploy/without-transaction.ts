import { ActionError } from "../base/errors.js";
import type { Inputs } from "../inputs/types.js";
import { finalName, type KnownDeployment } from "../project/candidates.js";
import { deploymentsById, deploymentsByName, flowNames } from "../server/queries.js";
import { deploymentUrl, type DeploymentResult } from "../report/report.js";
import type { LiveDeployment } from "../server/state.js";
import type { Session } from "../gateway/session.js";
import type { Upstream } from "../server/upstream.js";
import type { FileRun } from "./cli.js";
import type { DeployContext } from "./context.js";
import { failedRuns } from "./failed-imports.js";
import { incomplete, named, unwritten } from "./results.js";

/** Ids of what the server has under these names before the run: what tells created from updated. */
export async function lookBefore(
  selected: readonly KnownDeployment[],
  upstream: Upstream,
): Promise<ReadonlySet<string>> {
  const names = selected.map(finalName);
  const known = names.filter((name) => name !== undefined);
  const live = await deploymentsByName(
    upstream,
    known.length === names.length ? [...new Set(known)] : undefined,
  );
  return new Set(live.map(({ id }) => id));
}

interface StraightJob {
  readonly inputs: Inputs;
  readonly runs: readonly FileRun[];
  readonly session: Session;
  readonly before: ReadonlySet<string>;
}

/** A deployment that was asked for, and what became of it. */
interface Item {
  readonly deployment: KnownDeployment;
  readonly result: DeploymentResult;
}

/**
 * The end of a run without a transaction: asks the server what is there now.
 *
 * @param run the results of its report are filled in, whatever happens
 * @throws ActionError where not every deployment is on the server as asked for
 */
export async function confirmOnServer(
  { inputs, runs, session, before }: StraightJob,
  { report, signal, show }: DeployContext,
): Promise<void> {
  let items = runs.flatMap((run) => itemsOf(run, inputs.uiUrl, before));
  report.results = items.map(({ result }) => result);
  const fix =
    "Fix this and re-run the job: what was deployed before it stays on the server, and is updated then.";
  const failures = failedRuns(runs, fix, show);
  // The runner kills a cancelled step after ten seconds.
  const upstream = signal.aborted ? session.upstream.within(5_000) : session.upstream;
  try {
    items = await verify(items, before, upstream);
    report.results = items.map(({ result }) => result);
  } catch (error) {
    if (failures.length === 0) throw error; // The CLI's failure is what matters.
  }
  if (failures.length > 0) throw new ActionError(failures);
  const written = items.map(({ deployment, result: { id, flow, name, action, error } }) => ({
    ...{ deployment, flow, name, error },
    id: action === "failed" || action === "not-tried" ? undefined : id,
  }));
  const problems = incomplete(runs, written, "is");
  if (problems.length > 0) throw new ActionError(problems);
}

/** As the CLI tells it. */
function itemsOf(run: FileRun, uiUrl: string, before: ReadonlySet<string>): Item[] {
  return run.ran.map((one) => {
    const { deployment, id } = one;
    if (id === undefined) return { deployment, result: unwritten(one, run) };
    const action = before.has(id) ? "updated" : "created";
    return { deployment, result: { ...named(deployment), action, id, url: deploymentUrl(uiUrl, id) } };
  });
}

/** Completes the results with what the server says: real names, and whether a deployment is new. */
async function verify(
  items: readonly Item[],
  before: ReadonlySet<string>,
  upstream: Upstream,
): Promise<Item[]> {
  const ids = items.flatMap(({ result: { id } }) => id ?? []);
  if (ids.length === 0) return [...items];
  const live = new Map((await deploymentsById(upstream, ids)).map((one) => [one.id, one]));
  const flows = await flowNames(upstream, [...new Set([...live.values()].map(({ flow_id }) => flow_id))]);
  return items.map(({ deployment, result }) => ({
    deployment,
    result: result.id === undefined ? result : confirmed(result, live.get(result.id), { flows, before }),
  }));
}

interface Known {
  readonly flows: ReadonlyMap<string, string>;
  readonly before: ReadonlySet<string>;
}

function confirmed(
  result: DeploymentResult,
  live: LiveDeployment | undefined,
  { flows, before }: Known,
): DeploymentResult {
  if (!live) {
    const error = "the CLI reported it as deployed, but the server does not have it";
    return { ...result, action: "failed", error };
  }
  const flow = flows.get(live.flow_id) ?? result.flow;
  return { ...result, flow, name: live.name, action: before.has(live.id) ? "updated" : "created" };
}
