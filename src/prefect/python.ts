import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { run, type RunOptions, type RunResult } from "./process.js";

interface PythonOptions extends Omit<RunOptions, "stdin"> {
  /** Takes each answer. */
  readonly onAnswer: (answer: string) => void;
}

/**
 * Runs a Python program of ours. It reads one JSON object from its input, and each line that begins with the `marker`
 * in there is an answer; everything else that it prints is Prefect's, or of what Prefect imports.
 *
 * @param python the interpreter, and what starts it
 * @param program `prefect_….py` beside this file
 * @throws as `run`
 */
export function runPython(
  python: readonly string[],
  program: string,
  question: object,
  { onAnswer, onLine, ...options }: PythonOptions,
): Promise<RunResult> {
  const marker = `answer-${randomUUID()}:`;
  const take = (line: string): void => {
    // Something may have been printed without a line end before it.
    const [before = "", ...answer] = line.split(marker);
    if (answer.length === 0 || before !== "") onLine?.(before);
    if (answer.length > 0) onAnswer(answer.join(marker));
  };
  const stdin = JSON.stringify({ ...question, marker });
  return run([...python, join(import.meta.dirname, program)], { ...options, stdin, onLine: take });
}
