import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { StringDecoder } from "node:string_decoder";

export interface RunOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Sent to the child, then closed. */
  readonly stdin?: string;
  /** Each line of both streams, as it comes, without its line end. */
  readonly onLine?: (line: string) => void;
  /** Ends the child and everything that it started. */
  readonly signal?: AbortSignal;
}

export interface RunResult {
  /** Undefined where a signal ended the child. */
  readonly exitCode: number | undefined;
  /** Both streams, in the order in which they came. */
  readonly output: string;
  /** Whether `signal` ended it. */
  readonly aborted: boolean;
}

/** How long a child may take to end after SIGTERM before it is killed. */
const GRACE_MS = 5_000;

/**
 * Runs a program without a shell.
 *
 * Not `@actions/exec`: it cannot end the children of a child, and build steps start many. Here the
 * child leads a process group of its own (on Windows, taskkill walks the tree).
 *
 * @throws NodeJS.ErrnoException where the program cannot be started (`ENOENT`, `EACCES`)
 */
export function run(command: readonly string[], options: RunOptions): Promise<RunResult> {
  const [program = "", ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env,
      stdio: "pipe",
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    let output = "";
    const collect = (stream: NodeJS.ReadableStream): (() => void) =>
      byLine(stream, (line) => {
        output += `${line}\n`;
        options.onLine?.(line);
      });
    const flushes = [collect(child.stdout), collect(child.stderr)];
    const stop = endTree(child);
    const onAbort = (): void => {
      stop();
    };
    if (options.signal?.aborted) onAbort();
    options.signal?.addEventListener("abort", onAbort, { once: true });
    child.stdin.on("error", () => undefined); // The child may end before it has read everything.
    child.stdin.end(options.stdin ?? "");
    const finish = (): void => {
      options.signal?.removeEventListener("abort", onAbort);
    };
    child.on("error", (error) => {
      finish();
      reject(error);
    });
    let exitCode: number | undefined;
    const settle = (): void => {
      finish();
      for (const flush of flushes) flush();
      resolve({ exitCode, output, aborted: options.signal?.aborted ?? false });
    };
    child.on("exit", (code) => {
      exitCode = code ?? undefined;
      // A grandchild may hold the pipes open for ever; what was written until now is enough.
      if (options.signal?.aborted) setTimeout(settle, 100).unref();
    });
    child.on("close", settle);
  });
}

/** Splits a stream into lines; returns what hands out the rest. */
function byLine(stream: NodeJS.ReadableStream, onLine: (line: string) => void): () => void {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  stream.on("data", (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split(/\r?\n/);
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line);
  });
  return () => {
    if (rest !== "") onLine(rest);
    rest = "";
  };
}

/** Returns what asks the child and its children to end, and kills them where they do not. */
function endTree(child: ChildProcess): () => void {
  return () => {
    if (child.pid === undefined) return;
    if (process.platform === "win32") {
      spawnSync("taskkill", ["/pid", String(child.pid), "/T", "/F"], { windowsHide: true });
      return;
    }
    signalGroup(child.pid, "SIGTERM");
    const { pid } = child;
    const timer = setTimeout(() => {
      signalGroup(pid, "SIGKILL");
    }, GRACE_MS);
    child.once("close", () => {
      clearTimeout(timer);
      signalGroup(pid, "SIGKILL"); // Children that outlived their parent.
    });
  };
}

function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // The group has ended already.
  }
}
