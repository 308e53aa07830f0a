import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Inputs } from "../inputs/types.js";
import { namesRepeat, runsSteps, selectedFile, type KnownDeployment } from "../project/candidates.js";
import type { Deployment, Manifest } from "../project/manifest.js";
import { filledIn } from "../base/unfilled.js";
import { quickTimeZones, type Client, type Installed } from "../prefect/client.js";
import type { Probe } from "../prefect/probe.js";
import { showCli, startClis, type CliRun, type StartedCli } from "../prefect/run-cli.js";
import { SETTINGS } from "../base/setting-names.js";
import type { FailedImport } from "../prefect/cli-process.js";
import type { StepPlace } from "../prefect/deploy-cli.js";
import type { RunContext } from "../base/run-context.js";
import { isRegularFile } from "../base/project-files.js";
import { writeTemp } from "../base/runner-files.js";
import type { Work } from "./project.js";

/** A deployment that was given to the CLI. */
export interface Ran {
  readonly deployment: KnownDeployment;
  /** As the CLI says that it has written it; undefined where it does not. */
  readonly id?: string | undefined;
}

/** What one process of the CLI did with its deployments. */
export interface FileRun {
  readonly ran: readonly Ran[];
  /** How many it says it has written besides these. */
  readonly further: number;
  readonly failedImports: readonly FailedImport[];
  /** Whether failed imports could be seen. */
  readonly isWatched: boolean;
  /** Why it stopped before its end, where it did. */
  readonly failure?: string | undefined;
  readonly failedStep?: StepPlace | undefined;
}

/** @param ids in the order of the file, which is that of the deployments */
export function fileRun(
  deployments: readonly KnownDeployment[],
  { ids, failure, failedStep, failedImports, isWatched }: CliRun,
): FileRun {
  return {
    ...{ failedImports, failedStep, isWatched },
    ran: deployments.map((deployment, index) => ({ deployment, id: ids[index] })),
    further: Math.max(0, ids.length - deployments.length),
    failure,
  };
}

/**
 * So many deployments are worth a process of their own: where it shares no import, it takes a second to start, and each
 * deployment 60 ms (3.8.8).
 */
const WORTH_A_PROCESS = 16;

type CliWork = Pick<Work, "inputs" | "project" | "cliEnv">;

/**
 * Starts the CLI while server and client are still being looked at, since nothing that it does is written before they
 * agree. Only where all of one file and nothing else is deployed, where its text can be given to it as it is, where no step runs, and
 * where nothing stands between this step and Prefect that could send it elsewhere (`uv run` may change variables).
 *
 * @returns undefined where it has to wait
 */
export function startEarly(work: CliWork, run: RunContext): StartedCli[] | undefined {
  const { inputs } = work;
  const { installed, manifests, leftOut } = work.project;
  const [manifest, ...more] = manifests.filter((one) => !leftOut.has(one));
  if (!installed || !manifest || more.length > 0 || !inputs.transaction || !isDirect(inputs.prefectCommand))
    return undefined;
  const isWhole = inputs.names.length === 0 && inputs.shard === undefined;
  const { deployments } = manifest;
  const complete = deployments.every(
    ({ name, entrypoint }) => name !== undefined && entrypoint !== undefined,
  );
  if (!isWhole || !complete || deployments.length === 0 || mayRunSteps(manifest)) return undefined;
  if (mayBypass(inputs.workingDirectory)) return undefined;
  const parts = inParts(deployments, inputs);
  const texts = parts.length === 1 ? [manifest.text] : textsOf(manifest, parts);
  const early = texts?.map((text, index) => ({ text, manifest, deployments: parts[index] ?? [] }));
  return (
    early && start(work, { client: installed.client, parts: early, name: "selection", steps: false }, run)
  );
}

function textsOf({ pieces }: Manifest, parts: readonly (readonly Deployment[])[]): string[] | undefined {
  return (
    pieces &&
    parts.map((part) =>
      [pieces.head, ...part.map(({ index }) => pieces.items[index] ?? ""), pieces.tail].join(""),
    )
  );
}

/**
 * Whether a `.env` may send the CLI past the gateway: some of its settings beat the environment, and what Prefect reads in
 * it only Prefect knows. Then the CLI waits for the probe, which asks that.
 */
function mayBypass(directory: string): boolean {
  return isRegularFile(join(directory, ".env"));
}

/** `prefect`, or `python -m prefect`: no other program in between. */
function isDirect(command: readonly string[]): boolean {
  return command.length === 1 || (command.length === 3 && command[1] === "-m");
}

function mayRunSteps({ steps, deployments }: Manifest): boolean {
  const own = deployments.some(({ content }) => Boolean(content["build"]) || Boolean(content["push"]));
  return steps.length > 0 || own;
}

/**
 * Settings that spare the client most of its time, and change nothing that it writes (measured on 3.8.8): it builds
 * four TLS contexts for each deployment, from this one certificate in place of 150, though it speaks to loopback without
 * TLS; and see {@link quickTimeZones}.
 *
 * Not where build or push steps run: other programs see them there.
 */
function lighter(
  client: Installed | undefined,
  temp: string,
  env: NodeJS.ProcessEnv,
): Record<string, string> {
  const file = join(temp, "loopback.pem");
  writeTemp(file, process.getBuiltinModule("node:tls").rootCertificates[0] ?? "");
  return { [SETTINGS.caFile.env]: file, ...quickTimeZones(client, env) };
}

interface SelectedWork extends CliWork {
  readonly client: Client;
  readonly probed: Probe;
  readonly selected: readonly KnownDeployment[];
  readonly early: readonly StartedCli[] | undefined;
}

/** Runs the CLI over all that was selected: once for each prefect file, or for parts of a large one side by side. */
export async function runClis(work: SelectedWork, run: RunContext): Promise<FileRun[]> {
  const { selected, early } = work;
  if (early) return showParts(early, inParts(selected, work.inputs), run);
  const runs: FileRun[] = [];
  for (const [position, file] of work.probed.files.entries()) {
    const own = selected.filter(({ manifest }) => manifest.path === file.path);
    if (own.length === 0) continue;
    if (runs.some(({ failure }) => failure !== undefined)) {
      runs.push(fileRun(own, { ids: [], failedImports: [], isWatched: true }));
      continue;
    }
    const steps = work.inputs.mode !== "plan" && own.some(runsSteps);
    const parts = steps ? [own] : inParts(own, work.inputs);
    const texts = parts.flatMap((part) => {
      const [first] = part;
      const deployments = part.map(({ deployment }) => deployment);
      return first ? [{ text: selectedFile(file.rest, part), manifest: first.manifest, deployments }] : [];
    });
    const batch = { client: work.client, parts: texts, name: `selection-${position}`, steps };
    runs.push(...(await showParts(start(work, batch, run), parts, run)));
  }
  return runs;
}

/** What the processes print, one after another. */
async function showParts(
  started: readonly StartedCli[],
  parts: readonly (readonly KnownDeployment[])[],
  { log }: RunContext,
): Promise<FileRun[]> {
  const runs: FileRun[] = [];
  for (const [index, part] of parts.entries()) {
    const cli = started[index];
    if (!cli) continue;
    const title = titleOf(part, parts.length > 1 ? `, part ${index + 1} of ${parts.length}` : "");
    runs.push(fileRun(part, await showCli(cli, title, log)));
  }
  return runs;
}

function titleOf(selected: readonly KnownDeployment[], part = ""): string {
  return `Run prefect deploy (${selected[0]?.manifest.file ?? ""}${part})`;
}

/** For processes side by side. What goes straight to the server goes in order. */
function inParts<One>(all: readonly One[], { transaction, concurrency }: Inputs): (readonly One[])[] {
  const most = transaction ? Math.min(concurrency, availableParallelism()) : 1;
  const count = Math.max(1, Math.min(most, Math.floor(all.length / WORTH_A_PROCESS)));
  const size = Math.ceil(all.length / count);
  return Array.from({ length: count }, (_, index) => all.slice(index * size, (index + 1) * size)).filter(
    (part) => part.length > 0,
  );
}

/** What one process of the CLI gets: the text of its prefect file, and the deployments in it. */
interface Part {
  readonly text: string;
  readonly manifest: Manifest;
  readonly deployments: readonly Deployment[];
}

/** Processes that are started together. */
interface Batch {
  readonly client: Client;
  readonly parts: readonly Part[];
  /** Of the folders that the files are written to. */
  readonly name: string;
  /** Whether build or push steps run. */
  readonly steps: boolean;
}

function start(
  { inputs, project, cliEnv: env }: CliWork,
  { client, parts, name, steps }: Batch,
  { temp, signal, log }: RunContext,
): StartedCli[] {
  return startClis(
    {
      client,
      cwd: inputs.workingDirectory,
      env: steps ? env : { ...env, ...lighter(project.installed, temp, env) },
      signal,
      ...{ held: inputs.transaction, steps },
    },
    parts.map(({ text, manifest, deployments }, index) => ({
      directory: join(temp, `${name}-${index}`),
      ...{ text, count: deployments.length },
      namesRepeat: namesRepeat(deployments),
      filled: filledIn(manifest, deployments, env, 4),
    })),
    log,
  );
}
