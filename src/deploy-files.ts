import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ActionError, place, type Problem } from "./errors.js";
import type { Inputs } from "./inputs.js";
import { finalName, namesRepeat, selectedFile, type KnownDeployment } from "./manifest/candidates.js";
import type { Log } from "./report/log.js";
import { type DeploymentResult, type RunReport } from "./report/report.js";
import type { LiveDeployment, PrefectApi } from "./prefect/api.js";
import type { Client } from "./prefect/client.js";
import { deployCommand, failureReason, shown, writtenId } from "./prefect/deploy-cli.js";
import type { ProbedFile } from "./prefect/probe.js";
import { run } from "./prefect/process.js";

export interface DeployJob {
  readonly inputs: Inputs;
  readonly client: Client;
  readonly env: NodeJS.ProcessEnv;
  readonly api: PrefectApi;
  readonly selected: readonly KnownDeployment[];
  /** The prefect files, as the probe read them. */
  readonly files: readonly ProbedFile[];
}

interface Around {
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly temp: string;
}

/** What the CLI did with the deployments of one prefect file. */
interface FileRun {
  readonly selected: readonly KnownDeployment[];
  /** Of the deployments that it has written, in their order. */
  readonly ids: readonly string[];
  /** Why it stopped, where it did. */
  readonly failure?: string;
}

/**
 * Runs the CLI once for each prefect file, and asks the server what is there afterwards.
 *
 * @param report its results are filled in, whatever happens
 * @throws ActionError where not every deployment is on the server as asked for
 */
export async function deployFiles(job: DeployJob, report: RunReport, around: Around): Promise<void> {
  const before = await liveIds(job);
  const runs: FileRun[] = [];
  for (const [position, file] of job.files.entries()) {
    const selected = job.selected.filter(({ manifest }) => manifest.path === file.path);
    if (selected.length === 0) continue;
    const stopped = runs.some(({ failure }) => failure !== undefined);
    runs.push(stopped ? { selected, ids: [] } : await runFile(job, file, position, selected, around));
    report.results = runs.flatMap((done) => results(done, job.inputs.uiUrl, before));
  }
  const failure = runs.find((done) => done.failure !== undefined);
  // The runner kills a cancelled step after ten seconds.
  const api = around.signal.aborted ? job.api.within(5_000) : job.api;
  const verified = await verify(report.results, before, api).catch((error: unknown) => {
    if (!failure) throw error;
    return report.results; // The CLI's failure is what matters.
  });
  report.results = verified;
  if (failure) throw failedRun(failure);
  checkComplete(runs, report.results, job);
}

/** Ids of what the server has under these names before the run: what tells created from updated. */
async function liveIds({ api, selected }: DeployJob): Promise<Set<string>> {
  const names = selected.map(finalName);
  const known = names.filter((name) => name !== undefined);
  const live = await api.deploymentsByName(known.length === names.length ? [...new Set(known)] : undefined);
  return new Set(live.map(({ id }) => id));
}

async function runFile(
  job: DeployJob,
  file: ProbedFile,
  position: number,
  selected: readonly KnownDeployment[],
  { log, signal, temp }: Around,
): Promise<FileRun> {
  // Outside the work tree. Entrypoints are relative to the directory of the CLI, not to this file.
  const directory = join(temp, `selection-${position}`);
  mkdirSync(directory, { mode: 0o700 });
  const path = join(directory, "prefect.yaml");
  writeFileSync(path, selectedFile(file.rest, selected), { mode: 0o600 });
  const command = deployCommand(job.client.command, path, namesRepeat(selected));
  const ids: string[] = [];
  const options = {
    cwd: job.inputs.workingDirectory,
    env: job.env,
    signal,
    onLine: (line: string) => {
      log.line(line);
      const id = writtenId(line);
      if (id !== undefined && !ids.includes(id)) ids.push(id);
    },
  };
  const { exitCode, output, aborted } = await log.group(
    `Run prefect deploy (${selected[0]?.manifest.file ?? ""})`,
    () => {
      log.line(`$ ${shown(command)}`);
      log.line("(Prefect says “created” for updates too; what is new is listed below.)");
      return log.foreign(() => run(command, options));
    },
  );
  const done = { selected, ids };
  if (aborted) return { ...done, failure: interruption(signal) };
  if (exitCode !== 0) return { ...done, failure: failureReason(log.clean(output)) };
  return done;
}

function interruption(signal: AbortSignal): string {
  const reason: unknown = signal.reason;
  return reason instanceof Error && reason.name === "TimeoutError"
    ? "the time was up (`timeout`) while it was being deployed"
    : "the job was cancelled while it was being deployed";
}

/** The CLI goes through the file in order: what it has not written is what it failed at, then what it never tried. */
function results(
  { selected, ids, failure }: FileRun,
  uiUrl: string,
  before: ReadonlySet<string>,
): DeploymentResult[] {
  return selected.map((deployment, index) => {
    const id = ids[index];
    const common = {
      file: deployment.manifest.file,
      where: deployment.where,
      flow: deployment.flow ?? deployment.flowNames[0] ?? "",
      name: deployment.name ?? "",
    };
    if (id !== undefined) {
      const action = before.has(id) ? "updated" : "created";
      return { ...common, action, id, url: `${uiUrl}/deployments/deployment/${id}` };
    }
    return index === ids.length && failure !== undefined
      ? { ...common, action: "failed", error: failure }
      : { ...common, action: "not-tried" };
  });
}

/** Completes the results with what the server says: real names, and whether a deployment is new. */
async function verify(
  written: readonly DeploymentResult[],
  before: ReadonlySet<string>,
  api: PrefectApi,
): Promise<DeploymentResult[]> {
  const ids = written.flatMap(({ id }) => (id === undefined ? [] : [id]));
  if (ids.length === 0) return [...written];
  const live = new Map((await api.deploymentsById(ids)).map((deployment) => [deployment.id, deployment]));
  const flows = await api.flowNames([...new Set([...live.values()].map(({ flow_id }) => flow_id))]);
  return written.map((result) => {
    if (result.id === undefined) return result;
    return confirm(result, live.get(result.id), flows, before);
  });
}

function confirm(
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

function failedRun(failure: FileRun): ActionError {
  const failed = failure.selected[failure.ids.length];
  const subject = failed
    ? `${failed.flow ?? failed.flowNames[0] ?? ""}/${failed.name ?? ""}`
    : "prefect deploy, after its last deployment,";
  return new ActionError({
    what: `${subject} failed: ${(failure.failure ?? "").replace(/\.?$/, ".")}`,
    mend: "Mend this and run the job again: what was deployed before it stays on the server, and is updated then.",
    ...(failed ? { where: failed.where } : {}),
  });
}

/** Exit code 0 is no proof: each deployment that was asked for must be there, under its own name. */
function checkComplete(runs: readonly FileRun[], all: readonly DeploymentResult[], job: DeployJob): void {
  const problems: Problem[] = all.flatMap((result, index) => {
    const asked = job.selected[index];
    const name = asked && finalName(asked);
    if (result.action === "failed" || result.action === "not-tried") {
      return [
        {
          what: `${result.flow}/${result.name} is not on the server, although prefect deploy ended without an error: ${result.error ?? "it left it out"}.`,
          where: result.where,
          mend: "Read its output above; this is a case that this action should know, so please report it.",
        },
      ];
    }
    if (name === undefined || name === result.name) return [];
    return [
      {
        what: `${JSON.stringify(name)} was deployed under the name ${JSON.stringify(result.name)}.`,
        where: result.where,
        mend: "Compare its output above with the prefect file, and look at both on the server.",
      },
    ];
  });
  problems.push(...overwritten(all));
  const extra = runs.filter(({ ids, selected }) => ids.length > selected.length);
  for (const { ids, selected } of extra) {
    problems.push({
      what: `prefect deploy wrote ${ids.length} deployments where ${selected.length} were asked for.`,
      where: selected[0]?.where ?? { file: "" },
      mend: "Compare its output above with the prefect file; please report it.",
    });
  }
  if (problems.length > 0) throw new ActionError(problems);
}

/**
 * Two that were asked for and are one on the server: the second has overwritten the first. Only the
 * server tells where the files do not say the flow's name (`made = flow(function, name="…")`).
 */
function overwritten(all: readonly DeploymentResult[]): Problem[] {
  return all.flatMap((result, index) => {
    const first = all.findIndex(({ id }) => id !== undefined && id === result.id);
    const other = all[first];
    if (other === undefined || first === index) return [];
    return [
      {
        what: `${result.flow}/${result.name} is one deployment on the server, and two were asked for: the one at ${place(other.where)} has been overwritten.`,
        where: result.where,
        mend: "Give one of them another name, or its flow, and run the job again.",
      },
    ];
  });
}
