import { spawn } from "node:child_process";
import { parsedJson } from "../base/record.js";
import { byLine, ownEnvironment, signalGroup } from "../prefect/process.js";

/** What is said to a child process, and how long it is listened to. */
export interface Talk {
  readonly cwd?: string | undefined;
  /** Besides what the runner finds its processes by: it has nothing else of this one's environment. */
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly input: readonly (string | Buffer)[];
  /** Milliseconds until it is ended. */
  readonly deadline: number;
  /** Ends it at once. */
  readonly signal: AbortSignal | undefined;
  /** Whether it leads a group, which is ended with it; else it is in that of this process, and ends with that. */
  readonly isLeader: boolean;
  /**
   * Gets each line of its output as JSON; undefined where it is none: too long to be kept, or cut off. Returns how many
   * milliseconds it has from now on, if that is to change.
   */
  readonly onAnswer: (answer: unknown) => number | undefined;
}

/** How it came to its end. */
export interface Ended {
  /** Why it was ended; undefined: it ended by itself. */
  readonly cause: "deadline" | "cancelled" | undefined;
  readonly code: number | null;
  readonly by: NodeJS.Signals | null;
}

/** What waits for a disk cannot be killed; nobody waits for it longer than this. */
const HANGING_MS = 1_000;

/**
 * Runs a program, and ends it where it takes too long: no loop in there keeps this process from going on. What it had
 * written before it was ended is not lost.
 */
export function talk(
  command: readonly string[],
  { deadline, signal, onAnswer, ...how }: Talk,
): Promise<Ended> {
  const [program = "", ...args] = command;
  // Windows has no groups: what the child has started finds its input closed.
  const isLeader = how.isLeader && process.platform !== "win32";
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: how.cwd,
      env: { ...ownEnvironment(process.env), ...how.env },
      stdio: ["pipe", "pipe", "ignore"],
      detached: isLeader,
      windowsHide: true,
    });
    let cause: Ended["cause"];
    let hanging: NodeJS.Timeout | undefined;
    const settle = (code: number | null = null, by: NodeJS.Signals | null = null): void => {
      clearTimeout(timer);
      clearTimeout(hanging);
      signal?.removeEventListener("abort", cancel);
      child.stdin.destroy();
      child.stdout.destroy();
      child.unref();
      resolve({ cause, code, by });
    };
    const end = (why: "deadline" | "cancelled"): void => {
      cause ??= why;
      if (!isLeader) child.kill("SIGKILL");
      else if (child.pid !== undefined) signalGroup(child.pid, "SIGKILL");
      hanging ??= setTimeout(settle, HANGING_MS);
    };
    const cancel = (): void => {
      end("cancelled");
    };
    let timer = setTimeout(end, deadline, "deadline");
    signal?.addEventListener("abort", cancel, { once: true });
    if (signal?.aborted) cancel();
    child.stdin.on("error", () => undefined); // It may end before it has read everything.
    for (const part of how.input) child.stdin.write(part);
    child.stdin.end();
    const flush = byLine(child.stdout, (line) => {
      const next = onAnswer(parsedJson(line));
      if (next === undefined) return;
      clearTimeout(timer);
      timer = setTimeout(end, next, "deadline");
    });
    child.on("error", () => {
      settle();
    });
    child.on("close", (code, by) => {
      flush();
      settle(code, by);
    });
  });
}
