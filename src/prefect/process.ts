import { exec } from "@actions/exec";
import { spawn, type ChildProcess } from "node:child_process";
import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";

export interface RunOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Sent to the child, then closed. */
  readonly stdin?: string;
  /** Each line of both streams, as it comes, without its line end. */
  readonly onLine?: (line: string) => void;
  /** For further streams that the child writes, file descriptor 3 and up: what takes the lines of each. */
  readonly streams?: readonly ((line: string) => void)[];
  /** Ends the child and everything that it started. */
  readonly signal?: AbortSignal;
  /** For the tests: in place of `GRACE_MS`. */
  readonly graceMs?: number;
}

export interface RunResult {
  /** Undefined where a signal ended the child. */
  readonly exitCode: number | undefined;
  /** Both streams, in the order in which they came; of a long output the end. */
  readonly output: string;
  /** Of each further stream the same. */
  readonly outputs: readonly string[];
  /** Whether `signal` ended it. */
  readonly aborted: boolean;
}

/**
 * How long a child may take to end after SIGTERM before it is killed, and how long the pipes may stay
 * open after its end (a daemon that a build step started keeps them for ever).
 */
const GRACE_MS = 5_000;

/** Characters of the output that are kept at least. */
const KEPT = 1_000_000;

/**
 * Runs a program without a shell.
 *
 * Not `@actions/exec`, which can end nothing that it has started: a look-up by `uv run` may build the project, and
 * build steps start many children. Here the child leads a process group (on Windows, taskkill walks the tree).
 *
 * @throws NodeJS.ErrnoException where the program cannot be started (`ENOENT`, `EACCES`)
 */
export function run(command: readonly string[], options: RunOptions): Promise<RunResult> {
  const [program = "", ...args] = command;
  const { streams = [] } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env,
      stdio: ["pipe", "pipe", "pipe", ...streams.map(() => "pipe" as const)],
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    const { graceMs = GRACE_MS, signal } = options;
    const own = keep(options.onLine);
    const further = streams.map((onLine) => keep(onLine));
    const takers = [own, own, ...further];
    // Without what the child reads from.
    const pipes = child.stdio.slice(1) as Readable[];
    const flushes = pipes.map((pipe, index) => byLine(pipe, (takers[index] ?? own).take));
    const stop = endTree(child, graceMs);
    if (signal?.aborted) stop();
    signal?.addEventListener("abort", stop, { once: true });
    child.stdin.on("error", () => undefined); // The child may end before it has read everything.
    child.stdin.end(options.stdin ?? "");
    child.on("error", (error) => {
      signal?.removeEventListener("abort", stop);
      reject(error);
    });
    let exitCode: number | undefined;
    // What has left the group may still hold the pipes: it must not keep this process alive.
    const letGo = (): void => {
      for (const pipe of pipes) pipe.destroy();
    };
    const settle = (): void => {
      for (const flush of flushes) flush();
      const output = own.end();
      const outputs = further.map(({ end }) => end());
      letGo();
      signal?.removeEventListener("abort", stop);
      resolve({ exitCode, output, outputs, aborted: signal?.aborted ?? false });
    };
    child.on("exit", (code) => {
      exitCode = code ?? undefined;
      // What the child started may hold the pipes open; what was written until then is enough.
      if (signal?.aborted) setTimeout(settle, 100).unref();
      else setTimeout(letGo, graceMs).unref();
    });
    child.on("close", settle);
  });
}

/** Keeps the last lines of a stream, until its end: what comes later is nobody's any more. */
function keep(onLine?: (line: string) => void): { take: (line: string) => void; end: () => string } {
  let text = "";
  let hasEnded = false;
  const take = (line: string): void => {
    if (hasEnded) return;
    text += `${line}\n`;
    // Whole lines: half a secret would be no secret to any mask.
    if (text.length > 2 * KEPT) text = text.slice(text.indexOf("\n", text.length - KEPT) + 1);
    onLine?.(line);
  };
  const end = (): string => {
    hasEnded = true;
    return text;
  };
  return { take, end };
}

/** An answer of our own programs is one line, of some megabytes. The engine has no text of 512 Mi characters. */
const LONGEST_LINE = 100_000_000;
const LEFT_OUT = "(A line of more than 100,000,000 characters is left out.)";

/** Splits a stream into lines; returns what hands out the rest. */
export function byLine(stream: NodeJS.ReadableStream, onLine: (line: string) => void): () => void {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  let isTooLong = false;
  const end = (): void => {
    if (isTooLong) onLine(LEFT_OUT);
    else onLine(rest.replace(/\r$/, ""));
    isTooLong = false;
  };
  const take = (text: string): void => {
    // Only what is new is split: a line may be long, and come in many pieces.
    const [first = "", ...others] = text.split("\n");
    rest = isTooLong ? "" : rest + first;
    if (rest.length > LONGEST_LINE) {
      isTooLong = true;
      rest = "";
    }
    for (const next of others) {
      end();
      rest = next;
    }
  };
  stream.on("data", (chunk: Buffer) => {
    take(decoder.write(chunk));
  });
  return () => {
    take(decoder.end());
    if (rest !== "" || isTooLong) end();
    rest = "";
  };
}

/** Returns what asks the child and its children to end, and kills them where they do not. */
function endTree(child: ChildProcess, graceMs: number): () => void {
  return () => {
    if (child.pid === undefined) return;
    if (process.platform === "win32") {
      killTree(child.pid);
      return;
    }
    signalGroup(child.pid, "SIGTERM");
    const { pid } = child;
    const timer = setTimeout(() => {
      signalGroup(pid, "SIGKILL");
    }, graceMs);
    child.once("close", () => {
      clearTimeout(timer);
      signalGroup(pid, "SIGKILL"); // Children that outlived their parent.
    });
  };
}

function killTree(root: number): void {
  const env = ownEnvironment(process.env) as Record<string, string>;
  const quiet = { silent: true, ignoreReturnCode: true, env };
  // It fails where the tree has ended already.
  exec("taskkill", ["/pid", String(root), "/T", "/F"], quiet).catch(() => undefined);
}

/** What has ended already gets none. */
export function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // The group has ended already.
  }
}

/** What a runner ends a job's processes by, and what Windows does not start any without. */
export function ownEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => /^(?:RUNNER_TRACKING_ID|SystemRoot)$/i.test(name));
  return Object.fromEntries(kept);
}
