import type { Client } from "./client.js";
import type { RunOptions, RunResult } from "./process.js";
import { runPython } from "./python.js";

/** What one of several processes is given, and what takes its lines. */
interface Part {
  readonly args: readonly string[];
  readonly onLine: (line: string) => void;
}

/** What `run` tells of a process without further streams. */
export type PartResult = Omit<RunResult, "outputs">;

/**
 * Whether the processes of a client can share one import of Prefect. Elsewhere than on Linux a fork is not to be trusted:
 * macOS ends one that then looks for an HTTP proxy.
 */
export function canShare({ modulePath }: Client): boolean {
  return process.platform === "linux" && modulePath !== undefined;
}

/**
 * Runs a client's command with each list of arguments, side by side, as processes that share one import of Prefect: it
 * takes a second of CPU (3.8.8; 2.6 in 3.4.14), as much as 40 deployments.
 *
 * @returns for each the same as `run`; all are there once the last has ended
 * @throws as `run`
 */
export function runTogether(
  { command, python, modulePath }: Client,
  parts: readonly Part[],
  options: Pick<RunOptions, "cwd" | "env" | "signal">,
): Promise<PartResult>[] {
  const ended = new Map<number, number | undefined>();
  const question = { command, path: modulePath, parts: parts.map(({ args }) => args) };
  const all = runPython(python, "prefect_parts.py", question, {
    ...options,
    streams: parts.map(({ onLine }) => onLine),
    onLine: (line) => parts[0]?.onLine(line),
    onAnswer: (end) => {
      const [part, exitCode] = end.split(" ").map(Number);
      if (part !== undefined && exitCode !== undefined) ended.set(part, exitCode < 0 ? undefined : exitCode);
    },
  });
  return parts.map(async (_part, index) => {
    const { output, outputs, aborted } = await all;
    const own = outputs[index] ?? "";
    if (ended.has(index)) return { exitCode: ended.get(index), output: own, aborted: false };
    // Then the process that they share has something to say.
    return { exitCode: undefined, output: own + output, aborted };
  });
}
