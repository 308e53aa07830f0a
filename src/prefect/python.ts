import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { run, type RunOptions, type RunResult } from "./process.js";

interface PythonOptions extends Omit<RunOptions, "stdin"> {
  /** Takes each answer, with the number of the further stream that it comes on; undefined: on output or errors. */
  readonly onAnswer: (answer: string, stream?: number) => void;
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
  { onAnswer, onLine, streams = [], ...options }: PythonOptions,
): Promise<RunResult> {
  const marker = `answer-${randomUUID()}:`;
  const taking = (onLine?: (line: string) => void, stream?: number) => (line: string) => {
    const at = line.indexOf(marker);
    // Something may have been printed without a line end before it.
    if (at !== 0) onLine?.(at < 0 ? line : line.slice(0, at));
    if (at >= 0) onAnswer(line.slice(at + marker.length), stream);
  };
  const stdin = JSON.stringify({ ...question, marker });
  const command = [...python, join(import.meta.dirname, program)];
  const { output, ...result } = await run(command, {
    ...options,
    stdin,
    onLine: taking(onLine),
    streams: streams.map(taking),
  });
  const others = output.split("\n").filter((line) => !line.includes(marker));
  return { ...result, output: others.join("\n") };
}
