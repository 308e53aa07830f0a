import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { unfilled, type filledIn } from "../base/unfilled.js";
import type { Log } from "../base/log.js";
import { sayProgress } from "../base/progress.js";
import { makeTemp, writeTemp } from "../base/runner-files.js";
import { Turn } from "../base/turn.js";
import type { Client } from "./client.js";
import {
  deployArguments,
  failedStep,
  failureReason,
  shown,
  shownLine,
  writtenId,
  type StepPlace,
} from "./deploy-cli.js";
import { NOT_BEGUN, runCli, type FailedImport, type PartResult } from "./cli-process.js";

/** Where the CLI runs. */
export interface CliJob {
  readonly client: Client;
  /** Absolute: where the command is started. */
  readonly cwd: string;
  /** Absolute: whose settings files count where several share a process. */
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Whether nothing is written yet: then the links that the CLI prints lead nowhere, and are not shown. */
  readonly held: boolean;
  /** Whether build or push steps run. */
  readonly steps: boolean;
  /** How many go at once, at most. */
  readonly processes: number;
  /** Says when they begin, and whether at all; left out: at once. */
  readonly schedule?: ((begin: () => Running, none: () => Running) => Promise<Running>) | undefined;
}

/** Of each run, in their order, what becomes of it. */
export type Running = readonly Promise<PartResult>[];

/** One process of the CLI, that deploys everything in one generated prefect file. */
export interface CliPart {
  /** Absolute: a private directory of this process. */
  readonly temp: string;
  /** Absolute: where it runs. */
  readonly directory: string;
  /** Absolute: its flow files. */
  readonly files: readonly string[];
  /** The content of the prefect file. */
  readonly text: string;
  /** How many deployments are in it. */
  readonly count: number;
  readonly namesRepeat: boolean;
  /** What is filled into the file: where it fails, the templates are named in its place. */
  readonly filled: ReturnType<typeof filledIn>;
}

/** What the CLI did with the deployments of its file. */
export interface CliRun {
  /** Of the deployments that it says it has written, in the order of the file. */
  readonly ids: readonly string[];
  /** Flow files that it could not import, in the order in which it met them. */
  readonly failedImports: readonly FailedImport[];
  /** Whether it could be seen what it cannot import. */
  readonly isWatched: boolean;
  /** Why it stopped before its end, where it did. */
  readonly failure?: string;
  /** Whether it was started at all: after a failure no more are, where steps run, and where writes go to the server. */
  readonly isBegun: boolean;
  /** Why it was run once more, in a process of its own. */
  readonly again?: string | undefined;
  /** The step that it stopped at, where it was one. */
  readonly failedStep?: StepPlace | undefined;
}

/** A process that has been started, and what it prints, for when it is its turn in the log. */
export interface StartedCli {
  readonly command: readonly string[];
  readonly held: boolean;
  /** Whether what it prints is shown only where it did not write all: what it says of its writes is not true yet. */
  readonly quiet: boolean;
  /** How many deployments it was given. */
  readonly count: number;
  /** How many of them it says it has written, by now. */
  readonly written: () => number;
  readonly turn: Turn;
  readonly done: Promise<CliRun>;
}

/** Starts the CLI over all parts, side by side. Nothing is shown before the turn of each begins. */
export function startClis(job: CliJob, parts: readonly CliPart[], log: Log): StartedCli[] {
  const { client, signal, held, steps } = job;
  // What a step does, it does; and it may take long.
  const quiet = held && !steps && !log.isDebug();
  const clis = parts.map((part) => prepare(part, held, log));
  const begin = (): Running => runCli(client, clis, { ...job, stop: steps || !held });
  const none = (): Running => clis.map(() => Promise.resolve(NOT_BEGUN));
  const running = job.schedule ? job.schedule(begin, none) : Promise.resolve(begin());
  return clis.map(({ args, turn, ids, filled, count }, index) => {
    const clean = (text: string) => unfilled(log.clean(text), filled);
    const command = [...client.command, ...args];
    const done = follow(
      running.then((all) => all[index]),
      ids,
      signal,
      clean,
    );
    done.catch(() => undefined); // Looked at when it is its turn.
    return { command, held, quiet, count, turn, done, written: () => ids.size };
  });
}

/** Writes the file of a part. */
function prepare(
  { temp, directory, files, text, namesRepeat, filled, count }: CliPart,
  held: boolean,
  log: Log,
) {
  // Outside the work tree. Entrypoints are relative to the directory of the CLI, not to this file.
  makeTemp(temp);
  const path = join(temp, "prefect.yaml");
  writeTemp(path, text);
  const turn = new Turn(log, "printed");
  const ids = new Set<string>();
  const onLine = (line: string): void => {
    const id = writtenId(line);
    if (id === undefined || !held) turn.line(shownLine(line));
    if (id !== undefined) ids.add(id);
  };
  const onAgain = (): void => {
    ids.clear();
  };
  return {
    args: deployArguments(path, namesRepeat),
    directory,
    files,
    onAgain,
    turn,
    ids,
    onLine,
    filled,
    count,
  };
}

async function follow(
  running: Promise<PartResult | undefined>,
  written: ReadonlySet<string>,
  signal: AbortSignal,
  clean: (text: string) => string,
): Promise<CliRun> {
  const { exitCode, output, aborted, failedImports, isWatched, isBegun, again } =
    (await running) ?? NOT_BEGUN;
  const told = { ids: [...written], failedImports, isWatched, isBegun, again };
  if (!isBegun) return told;
  if (aborted) return { ...told, failure: interruption(signal) };
  // Colours first (FORCE_COLOR): a secret that they take apart would be whole again without them.
  if (exitCode !== 0) {
    const plain = stripVTControlCharacters(output);
    const failure = failureReason(clean(plain), exitCode);
    return { ...told, failure, failedStep: failedStep(plain) };
  }
  return told;
}

/** Shows what a process prints, from its beginning to its end, or that it did what it should. */
export function showCli(cli: StartedCli, title: string, log: Log): Promise<CliRun> {
  const { command, held, quiet, turn, done } = cli;
  const show = (): Promise<CliRun> =>
    log.foreign(() => {
      turn.begin();
      return done;
    });
  return log.group(title, async () => {
    log.line(`$ ${shown(command)}`);
    log.line(
      quiet ? QUIET : held ? HELD : "(Prefect says “created” for updates too; what is new is listed below.)",
    );
    if (!quiet) return show().finally(() => sayAgain(cli, log));
    await sayRecorded([cli], log, () => sayAgain(cli, log));
    return (await isFailed(cli)) ? show() : done;
  });
}

/** Says how far they are while `work` waits for their end. */
function sayRecorded(clis: readonly StartedCli[], log: Log, work: () => Promise<void>): Promise<void> {
  const sum = (one: (cli: StartedCli) => number): number =>
    clis.reduce((before, cli) => before + one(cli), 0);
  const say = (line: string): void => {
    log.line(line);
  };
  const done = () => sum((cli) => cli.written());
  return sayProgress({ all: sum(({ count }) => count), done, did: "recorded", say }, work);
}

/** Whether it did not do all that it was given. */
export async function isFailed({ done, count }: StartedCli): Promise<boolean> {
  const { ids, failure } = await done.catch(() => ({ ids: [], failure: "" }));
  return failure !== undefined || ids.length !== count;
}

/** A line for each of many processes, as it ends. */
export async function listAll(
  clis: readonly { readonly cli: StartedCli; readonly what: string }[],
  log: Log,
): Promise<void> {
  log.line(QUIET);
  const all = clis.map(({ cli }) => cli);
  await sayRecorded(all, log, async () => {
    for (const { cli, what } of clis) {
      log.line(`${what}: ${(await isFailed(cli)) ? "failed, see below" : `${cli.count} recorded`}`);
      await sayAgain(cli, log);
    }
  });
}

async function sayAgain({ done }: StartedCli, log: Log): Promise<void> {
  const again = await done.then((run) => run.again).catch(() => undefined);
  if (again !== undefined) log.line(`${again}; it was tried once more in a process of its own.`);
}

const HELD =
  "(Nothing is written yet: what Prefect says it has created is recorded, compared with the server, and listed below.)";

const QUIET =
  "(What it prints is shown where it fails, and with debug logging: nothing is written yet of what it says it has created.)";

export function interruption(signal: AbortSignal): string {
  const reason: unknown = signal.reason;
  return reason instanceof Error && reason.name === "TimeoutError"
    ? "the step timed out (`timeout`)"
    : "the job was cancelled";
}
