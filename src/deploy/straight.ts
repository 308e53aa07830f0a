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
import { failedRun, incomplete, named, unwritten } from "./results.js";

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
  readonly selected: readonly KnownDeployment[];
  readonly runs: readonly FileRun[];
  readonly session: Session;
  readonly before: ReadonlySet<string>;
}

/**
 * The end of a run without a transaction: asks the server what is there now.
 *
 * @param run the results of its report are filled in, whatever happens
 * @throws ActionError where not every deployment is on the server as asked for
 */
export async function confirm(
  { inputs, runs, selected, session, before }: StraightJob,
  { report, signal }: DeployContext,
): Promise<void> {
  report.results = runs.flatMap((run) => results(run, inputs.uiUrl, before));
  const failure = runs.find((run) => run.failure !== undefined);
  // The runner kills a cancelled step after ten seconds.
  const upstream = signal.aborted ? session.upstream.within(5_000) : session.upstream;
  report.results = await verify(report.results, before, upstream).catch((error: unknown) => {
    if (!failure) throw error;
    return report.results; // The CLI's failure is what matters.
  });
  if (failure) {
    throw failedRun(
      failure,
      "Fix this and run the job again: what was deployed before it stays on the server, and is updated then.",
    );
  }
  const written = report.results.map(({ id, flow, name, where, action, error }) => ({
    ...{ flow, name, where, error },
    id: action === "failed" || action === "not-tried" ? undefined : id,
  }));
  const problems = incomplete(runs, selected, written, "is");
  if (problems.length > 0) throw new ActionError(problems);
}

function results(run: FileRun, uiUrl: string, before: ReadonlySet<string>): DeploymentResult[] {
  const rest = unwritten(run);
  return run.selected.map((deployment, index) => {
    const id = run.ids[index];
    if (id === undefined) return rest[index] ?? { ...named(deployment), action: "not-tried" };
    const action = before.has(id) ? "updated" : "created";
    return { ...named(deployment), action, id, url: deploymentUrl(uiUrl, id) };
  });
}

/** Completes the results with what the server says: real names, and whether a deployment is new. */
async function verify(
  written: readonly DeploymentResult[],
  before: ReadonlySet<string>,
  upstream: Upstream,
): Promise<DeploymentResult[]> {
  const ids = written.flatMap(({ id }) => (id === undefined ? [] : [id]));
  if (ids.length === 0) return [...written];
  const live = new Map((await deploymentsById(upstream, ids)).map((one) => [one.id, one]));
  const flows = await flowNames(upstream, [...new Set([...live.values()].map(({ flow_id }) => flow_id))]);
  return written.map((result) =>
    result.id === undefined ? result : confirmed(result, live.get(result.id), flows, before),
  );
}

function confirmed(
  result: DeploymentResult,
  live: LiveDeployment | undefined,
  flows: ReadonlyMap<string, string>,
  before: ReadonlySet<string>,
): DeploymentResult {
  if (!live) {
    return {
      ...result,
      action: "failed",
      error: "the CLI reported it as deployed, but the server does not have it",
    };
  }
  return {
    ...result,
    flow: flows.get(live.flow_id) ?? result.flow,
    name: live.name,
    action: before.has(live.id) ? "updated" : "created",
  };
}
