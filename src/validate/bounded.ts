import { spawn, type ChildProcess } from "node:child_process";
import { byLine, ownEnvironment } from "../prefect/process.js";

/**
 * How a process came to its end: `finished` by itself and well; the others are why its work is not done. `broken`: it
 * ended well, and not all that it answered has arrived.
 */
export type Ending = "finished" | "deadline" | "memory" | "cancelled" | "failed" | "broken";

export interface Bounds {
  readonly timeoutMs: number;
  /** For its objects, in MB. */
  readonly memoryMb: number;
  /** Ends it at once. */
  readonly signal: AbortSignal;
}

/**
 * Runs a program of Node.js in a process of its own, and ends it where it takes too long or too much: no loop, no
 * regular expression and no memory in there keeps this process from going on. It has none of this one's environment,
 * so that nothing in there can be told; but for what the runner finds its processes by.
 *
 * @param command the program, and its arguments
 * @param question is written to its standard input as JSON
 * @param onAnswer gets each line of its standard output, which is JSON, as it comes; what it had written before it was
 *   ended is not lost
 */
export function runBounded(
  command: readonly string[],
  question: unknown,
  { timeoutMs, memoryMb, signal }: Bounds,
  onAnswer: (answer: unknown) => void,
): Promise<Ending> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [`--max-old-space-size=${memoryMb}`, ...command], {
      env: ownEnvironment(process.env),
      stdio: ["pipe", "pipe", "ignore"],
      detached: process.platform !== "win32", // So that what it starts ends with it.
      windowsHide: true,
    });
    let cause: "deadline" | "cancelled" | undefined;
    let hanging: NodeJS.Timeout | undefined;
    let isBroken = false;
    const settle = (ending: Ending): void => {
      clearTimeout(timer);
      clearTimeout(hanging);
      signal.removeEventListener("abort", cancel);
      child.stdin.destroy();
      child.stdout.destroy();
      child.unref();
      resolve(cause ?? ending);
    };
    const end = (why: "deadline" | "cancelled"): void => {
      cause ??= why;
      killGroup(child);
      // What waits for a disk cannot be killed; nobody waits for it.
      hanging ??= setTimeout(settle, 1_000, "failed");
    };
    const cancel = (): void => {
      end("cancelled");
    };
    const timer = setTimeout(end, timeoutMs, "deadline");
    signal.addEventListener("abort", cancel, { once: true });
    if (signal.aborted) cancel();
    child.stdin.on("error", () => undefined); // It may end before it has read everything.
    child.stdin.end(JSON.stringify(question));
    const flush = byLine(child.stdout, (line) => {
      const answer = parsed(line);
      if (answer === undefined) isBroken = true;
      else onAnswer(answer);
    });
    child.on("error", () => {
      settle("failed");
    });
    child.on("close", (code, by) => {
      flush();
      if (code === 0) settle(isBroken ? "broken" : "finished");
      else settle(isOutOfMemory(code, by) ? "memory" : "failed");
    });
  });
}

/** On Windows only itself: what it has started finds its input closed. */
function killGroup(child: ChildProcess): void {
  try {
    if (process.platform === "win32" || child.pid === undefined) child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}

/** V8 aborts where its heap is full; the system kills who takes the last of the machine's memory. */
function isOutOfMemory(code: number | null, signal: NodeJS.Signals | null): boolean {
  return signal === "SIGABRT" || signal === "SIGKILL" || code === 134;
}

/** Undefined where it is no answer: too long to be kept, or cut off; an engine without memory has its say there, too. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
