import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Client } from "./client.js";
import { run, type RunOptions, type RunResult } from "./process.js";

/** What one of several processes is given, and what takes its lines. */
interface Part {
  readonly args: readonly string[];
  readonly onLine: (line: string) => void;
}

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
): Promise<RunResult>[] {
  const marker = `part-${randomUUID()}:`;
  const exitCodes = new Map<number, number>();
  const others: string[] = [];
  const onLine = (line: string): void => {
    if (line.startsWith(marker)) {
      const [part, exitCode] = line.slice(marker.length).split(" ").map(Number);
      if (part !== undefined && exitCode !== undefined) exitCodes.set(part, exitCode);
      return;
    }
    others.push(line);
    parts[0]?.onLine(line);
  };
  const stdin = JSON.stringify({ marker, command, path: modulePath, parts: parts.map(({ args }) => args) });
  const script = join(import.meta.dirname, "prefect_parts.py");
  const streams = parts.map((part) => part.onLine);
  const all = run([...python, script], { ...options, stdin, onLine, streams });
  return parts.map(async (_part, index) => {
    const { outputs, aborted } = await all;
    return {
      exitCode: exitCodes.get(index),
      output: outputs[index] || others.join("\n"),
      outputs: [],
      aborted,
    };
  });
}
