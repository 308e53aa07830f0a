import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { run, type RunOptions, type RunResult } from "./process.js";

interface PythonOptions extends Omit<RunOptions, "stdin"> {
  /** Takes each answer. */
  readonly onAnswer: (answer: string) => void;
}

/**
 * Runs a Python program of ours. It reads one JSON object from its input, and what stands in a line behind the `marker`
 * in there is an answer; everything else that it prints is Prefect's, or of what Prefect imports.
 *
 * @param python the interpreter, and what starts it
 * @param program `prefect_….py` beside this file
 * @returns as `run`, without the lines of the answers in `output`
 * @throws as `run`
 */
export async function runPython(
  python: readonly string[],
  program: string,
  question: object,
  { onAnswer, onLine, ...options }: PythonOptions,
): Promise<RunResult> {
  const marker = `answer-${randomUUID()}:`;
  const take = (line: string): void => {
    const at = line.indexOf(marker);
    // Something may have been printed without a line end before it.
    if (at !== 0) onLine?.(at < 0 ? line : line.slice(0, at));
    if (at >= 0) onAnswer(line.slice(at + marker.length));
  };
  const stdin = JSON.stringify({ ...question, marker });
  const command = [...python, join(import.meta.dirname, program)];
  const { output, ...result } = await run(command, { ...options, stdin, onLine: take });
  const others = output.split("\n").filter((line) => !line.includes(marker));
  return { ...result, output: others.join("\n") };
}
