import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "../report/log.js";
import { Turn } from "../report/turn.js";
import type { Client } from "./client.js";
import { deployCommand, failureReason, shown, writtenId } from "./deploy-cli.js";
import { run } from "./process.js";

/** One process of the CLI that deploys everything in one generated prefect file. */
export interface CliJob {
  readonly client: Client;
  /** Absolute. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Absolute: a private directory of this process. */
  readonly directory: string;
  /** The content of the prefect file. */
  readonly text: string;
  readonly namesRepeat: boolean;
  /** Whether nothing is written yet: then the links that the CLI prints lead nowhere, and are not shown. */
  readonly held: boolean;
}

/** What the CLI did with the deployments of its file. */
export interface CliRun {
  /** Of the deployments that it says it has written, in the order of the file. */
  readonly ids: readonly string[];
  /** Why it stopped before its end, where it did. */
  readonly failure?: string;
}

/** A process that has been started, and what it prints, for when it is its turn in the log. */
export interface StartedCli {
  readonly command: readonly string[];
  readonly held: boolean;
  readonly turn: Turn;
  readonly done: Promise<CliRun>;
}

/** Starts the CLI. Nothing is shown before the turn begins. */
export function startCli(job: CliJob, log: Log): StartedCli {
  // Outside the work tree. Entrypoints are relative to the directory of the CLI, not to this file.
  mkdirSync(job.directory, { mode: 0o700 });
  const path = join(job.directory, "prefect.yaml");
  writeFileSync(path, job.text, { mode: 0o600 });
  const command = deployCommand(job.client.command, path, job.namesRepeat);
  const turn = new Turn(log);
  const done = follow(job, command, turn, log);
  done.catch(() => undefined); // Looked at when it is its turn.
  return { command, held: job.held, turn, done };
}

async function follow(
  { cwd, env, signal, held }: CliJob,
  command: readonly string[],
  turn: Turn,
  log: Log,
): Promise<CliRun> {
  const ids: string[] = [];
  const onLine = (line: string): void => {
    const id = writtenId(line);
    if (id === undefined || !held) turn.line(line);
    if (id !== undefined && !ids.includes(id)) ids.push(id);
  };
  const { exitCode, output, aborted } = await run(command, { cwd, env, signal, onLine });
  if (aborted) return { ids, failure: interruption(signal) };
  if (exitCode !== 0) return { ids, failure: failureReason(log.clean(output)) };
  return { ids };
}

/** Shows what a process prints, from its beginning to its end. */
export function showCli({ command, held, turn, done }: StartedCli, title: string, log: Log): Promise<CliRun> {
  return log.group(title, () => {
    log.line(`$ ${shown(command)}`);
    log.line(held ? HELD : "(Prefect says “created” for updates too; what is new is listed below.)");
    return log.foreign(() => {
      turn.begin();
      return done;
    });
  });
}

const HELD =
  "(Nothing is written yet: what Prefect says it has created is held, compared with the server, and listed below.)";

export function interruption(signal: AbortSignal): string {
  const reason: unknown = signal.reason;
  return reason instanceof Error && reason.name === "TimeoutError"
    ? "the time was up (`timeout`) while it was being deployed"
    : "the job was cancelled while it was being deployed";
}
