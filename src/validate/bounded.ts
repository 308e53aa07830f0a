import { talk } from "../project/talk.js";

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
 * regular expression and no memory in there keeps this process from going on.
 *
 * @param command the program, and its arguments
 * @param question is written to its standard input as JSON
 * @param onAnswer gets each line of its standard output, which is JSON, as it comes
 */
export async function runBounded(
  command: readonly string[],
  question: unknown,
  { timeoutMs, memoryMb, signal }: Bounds,
  onAnswer: (answer: unknown) => void,
): Promise<Ending> {
  let lost = 0;
  const { cause, code, by } = await talk([process.execPath, `--max-old-space-size=${memoryMb}`, ...command], {
    input: [JSON.stringify(question)],
    deadline: timeoutMs,
    isLeader: true,
    signal,
    onAnswer: (answer) => {
      // An engine without memory has its say there, too.
      if (answer === undefined) lost += 1;
      else onAnswer(answer);
      return undefined;
    },
  });
  if (cause !== undefined) return cause;
  if (code === 0) return lost > 0 ? "broken" : "finished";
  // V8 aborts where its heap is full; the system kills who takes the last of the machine's memory.
  return by === "SIGABRT" || by === "SIGKILL" || code === 134 ? "memory" : "failed";
}
