import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Inputs } from "../inputs/types.js";
import { namesRepeat, runsSteps, selectedFile, type KnownDeployment } from "../project/candidates.js";
import type { Deployment, Manifest } from "../project/manifest.js";
import { filesOf } from "../project/entrypoint.js";
import { expand } from "../base/template.js";
import { filledIn } from "../base/unfilled.js";
import { quickTimeZones, starting, type Client, type Installed } from "../prefect/client.js";
import { Permits } from "../base/permits.js";
import type { AskedFile, AskedSite } from "./client.js";
import {
  isFailed,
  listAll,
  showCli,
  startClis,
  type CliJob,
  type CliRun,
  type Running,
  type StartedCli,
} from "../prefect/run-cli.js";
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
  /** Absolute: where it ran. */
  readonly directory: string;
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
  { ids, failure, failedStep, failedImports, isWatched }: Omit<CliRun, "isBegun">,
): FileRun {
  return {
    ...{ failedImports, failedStep, isWatched },
    directory: deployments[0]?.manifest.directory ?? "",
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
 * agree. Only where all of one file and nothing else is deployed, where its text can be given to it as it is, where no
 * step runs, and where nothing stands between this step and Prefect that could send it elsewhere: what `uv run` changes
 * has been seen.
 *
 * @returns undefined where it has to wait
 */
export function startEarly(work: CliWork, run: RunContext): StartedCli[] | undefined {
  const { inputs } = work;
  const { sites, manifests, leftOut } = work.project;
  const [manifest, ...more] = manifests.filter(({ path }) => !leftOut.has(path));
  if (!manifest || more.length > 0) return undefined;
  const { installed, home, command = [] } = sites.find((site) => site.manifests.includes(manifest)) ?? {};
  if (!installed || home === undefined) return undefined;
  if (!inputs.transaction || !(isDirect(command) || installed.client.direct)) return undefined;
  const isWhole = inputs.names.length === 0 && inputs.shard === undefined;
  const { deployments } = manifest;
  const complete = deployments.every(
    ({ name, entrypoint }) => name !== undefined && entrypoint !== undefined,
  );
  if (!isWhole || !complete || deployments.length === 0 || mayRunSteps(manifest)) return undefined;
  if (mayBypass(manifest.directory)) return undefined;
  const parts = inParts(deployments, inputs);
  const texts = parts.length === 1 ? [manifest.text] : textsOf(manifest, parts);
  const early = texts?.map((text, index) => ({ text, manifest, deployments: parts[index] ?? [] }));
  const batch = { client: installed.client, installed, home, name: "selection", steps: false };
  return early && start(work, { ...batch, parts: early, processes: parts.length }, run);
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
export function mayBypass(directory: string): boolean {
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
  readonly files: readonly AskedFile[];
  readonly selected: readonly KnownDeployment[];
  readonly early: readonly StartedCli[] | undefined;
}

/**
 * Runs the CLI over all that was selected: once for each prefect file, or for parts of a large one, as many side by side as
 * there may be. What they print is shown in the order of the files.
 */
export async function runClis(work: SelectedWork, run: RunContext): Promise<FileRun[]> {
  const { selected, early, inputs } = work;
  if (early) {
    const parts = inParts(selected, inputs);
    return showAll(
      early.map((cli, index) => shownPart(cli, parts[index] ?? [], index, parts.length)),
      run,
    );
  }
  const own = Map.groupBy(selected, ({ manifest }) => manifest);
  const parts = work.files.flatMap((file) => partsOf(file, own.get(file.manifest) ?? [], inputs));
  const started = startAll(work, parts, run);
  return showAll(
    parts.flatMap((part) => {
      const cli = started.get(part);
      return cli ? [shownPart(cli, part.selected, part.index, part.of)] : [];
    }),
    run,
  );
}

/** What one process of the CLI is to deploy, with all that is known of it. */
interface SelectedPart extends Part {
  readonly from: AskedSite;
  readonly selected: readonly KnownDeployment[];
  /** Whether build or push steps run. */
  readonly steps: boolean;
  /** Which part of its file it is, from 0. */
  readonly index: number;
  readonly of: number;
}

function partsOf(
  { file, from, manifest }: AskedFile,
  selected: readonly KnownDeployment[],
  inputs: Inputs,
): SelectedPart[] {
  if (selected.length === 0) return [];
  const steps = inputs.mode !== "plan" && selected.some(runsSteps);
  const parts = steps ? [selected] : inParts(selected, inputs);
  return parts.map((part, index) => ({
    ...{ from, manifest, steps, index, of: parts.length, selected: part },
    text: selectedFile(file.rest, part),
    deployments: part.map(({ deployment }) => deployment),
  }));
}

/** Starts them all; those of one client and the same settings share a process. */
function startAll(
  work: SelectedWork,
  parts: readonly SelectedPart[],
  run: RunContext,
): Map<SelectedPart, StartedCli> {
  const { transaction, concurrency } = work.inputs;
  const most = mostProcesses(work.inputs);
  const builds = transaction ? concurrency : 1;
  const schedule = new Schedule(most, builds);
  // What goes straight to the server goes in the order of the files.
  const batches = transaction ? batchesOf(parts) : parts.map((part) => [part]);
  return new Map(
    batches.flatMap((batch, position) => {
      const [{ from, steps }] = batch as [SelectedPart];
      const { client, site } = from;
      const isPlain = transaction && !steps;
      const processes = isPlain ? most : builds;
      const count = site.isContested ? processes : Math.min(batch.length, processes);
      const how = {
        ...{ client, installed: site.installed, home: site.home, steps, processes },
        ...{ name: `selection-${position}`, parts: batch },
        schedule: isPlain ? schedule.plain(count) : schedule.building(count),
      };
      const started = start(work, how, run);
      return batch.flatMap((part, index) => {
        const cli = started[index];
        return cli ? [[part, cli] as const] : [];
      });
    }),
  );
}

/** What runs no steps comes first: a build takes long, and is for nothing where another file fails. */
function batchesOf(parts: readonly SelectedPart[]): SelectedPart[][] {
  return [false, true].flatMap((steps) => {
    const own = parts.filter((part) => part.steps === steps);
    return [...Map.groupBy(own, ({ from }) => from).values()];
  });
}

/** Which batches may begin. */
class Schedule {
  #isOver = false;
  readonly #plain: Promise<unknown>[] = [];
  readonly #permits: Permits;
  readonly #builds: Permits;

  /** @param builds how many with steps go at once */
  constructor(most: number, builds: number) {
    this.#permits = new Permits(most);
    this.#builds = new Permits(builds);
  }

  /** Begins also where another has failed, so that all that is wrong is said. */
  plain(count: number): NonNullable<CliJob["schedule"]> {
    return async (begin) => {
      const ended = Promise.withResolvers<undefined>();
      this.#plain.push(ended.promise);
      const running = this.#run(begin, await this.#permits.take(count));
      void Promise.allSettled(running).then(() => {
        ended.resolve(undefined);
      });
      return running;
    };
  }

  /** A build takes long: it begins where all that builds nothing went well, and no other build has failed. */
  building(count: number): NonNullable<CliJob["schedule"]> {
    return async (begin, none) => {
      await Promise.resolve(); // Until all of the others have come.
      await Promise.all(this.#plain);
      const giveBack = await this.#builds.take(count);
      if (!this.#isOver) return this.#run(begin, giveBack);
      giveBack();
      return none();
    };
  }

  #run(begin: () => Running, giveBack: () => void): Running {
    const running = begin();
    void Promise.allSettled(running).then((ends) => {
      this.#isOver ||= ends.some((end) => end.status === "rejected" || end.value.exitCode !== 0);
      giveBack();
    });
    return running;
  }
}

interface ShownPart {
  readonly cli: StartedCli;
  readonly selected: readonly KnownDeployment[];
  /** The file, and which part of it. */
  readonly what: string;
}

function shownPart(
  cli: StartedCli,
  selected: readonly KnownDeployment[],
  index: number,
  of: number,
): ShownPart {
  const file = selected[0]?.manifest.file ?? "";
  return { cli, selected, what: of > 1 ? `${file}, part ${index + 1} of ${of}` : file };
}

/** What the processes print, one after another. Many of which nothing is to be shown are lines of one group. */
async function showAll(parts: readonly ShownPart[], { log }: RunContext): Promise<FileRun[]> {
  const isList = parts.length > MOST_GROUPS && parts.every(({ cli }) => cli.quiet);
  const title = `Run prefect deploy (${parts.length} prefect files)`;
  if (isList) await log.group(title, () => listAll(parts, log));
  const runs: FileRun[] = [];
  for (const { cli, selected, what } of parts) {
    const isShown = !isList || (await isFailed(cli));
    runs.push(
      fileRun(selected, await (isShown ? showCli(cli, `Run prefect deploy (${what})`, log) : cli.done)),
    );
  }
  return runs;
}

/** So many have a group each. */
const MOST_GROUPS = 3;

/** How many processes go side by side. What goes straight to the server goes in order. */
function mostProcesses({ transaction, concurrency }: Inputs): number {
  return transaction ? Math.min(concurrency, availableParallelism()) : 1;
}

/** For processes side by side. */
function inParts<One>(all: readonly One[], inputs: Inputs): (readonly One[])[] {
  const count = Math.max(1, Math.min(mostProcesses(inputs), Math.floor(all.length / WORTH_A_PROCESS)));
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
  readonly installed: Installed | undefined;
  /** Absolute: whose settings files count. */
  readonly home: string;
  readonly parts: readonly Part[];
  /** Of the folders that the files are written to. */
  readonly name: string;
  /** Whether build or push steps run. */
  readonly steps: boolean;
  /** How many go at once, at most. */
  readonly processes: number;
  readonly schedule?: CliJob["schedule"];
}

function start(
  { inputs, cliEnv: env }: CliWork,
  { parts, name, installed, ...batch }: Batch,
  { temp, signal, log }: RunContext,
): StartedCli[] {
  const given = batch.steps ? env : { ...env, ...lighter(installed, temp, env) };
  const how = starting(batch.client, given);
  return startClis(
    {
      ...batch,
      client: { ...batch.client, python: how.python },
      env: how.env,
      cwd: inputs.workingDirectory,
      ...{ signal, held: inputs.transaction },
    },
    parts.map(({ text, manifest, deployments }, index) => ({
      temp: join(temp, `${name}-${index}`),
      directory: manifest.directory,
      files: deployments.flatMap(({ entrypoint }) =>
        filesOf(expand(entrypoint ?? "", env), manifest.directory),
      ),
      ...{ text, count: deployments.length },
      namesRepeat: namesRepeat(deployments),
      filled: filledIn(manifest, deployments, env, 4),
    })),
    log,
  );
}
