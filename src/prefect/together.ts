import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Client } from "./client.js";
import { run, type RunOptions, type RunResult } from "./process.js";

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
  const marker = `part-${randomUUID()}:`;
  const ended = new Map<number, number | undefined>();
  const onLine = (line: string): void => {
    // What is imported may have printed something without a line end before it.
    const [before = "", end] = line.split(marker);
    if (end === undefined || before !== "") parts[0]?.onLine(before);
    const [part, exitCode] = (end ?? "").split(" ").map(Number);
    if (part !== undefined && exitCode !== undefined) ended.set(part, exitCode < 0 ? undefined : exitCode);
  };
  const stdin = JSON.stringify({ marker, command, path: modulePath, parts: parts.map(({ args }) => args) });
  const script = join(import.meta.dirname, "prefect_parts.py");
  const streams = parts.map((part) => part.onLine);
  const all = run([...python, script], { ...options, stdin, onLine, streams });
  return parts.map(async (_part, index) => {
    const { output, outputs, aborted } = await all;
    const own = outputs[index] ?? "";
    if (ended.has(index)) return { exitCode: ended.get(index), output: own, aborted: false };
    // Then the process that they share has something to say.
    const shared = output.split("\n").filter((line) => !line.includes(marker));
    return { exitCode: undefined, output: own + shared.join("\n"), aborted };
  });
}
