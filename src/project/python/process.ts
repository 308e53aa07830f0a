import { join, parse } from "node:path";
import { compareVersions } from "../../base/version.js";
import { talk } from "../talk.js";
import type { Interpreter } from "./find.js";
import type { Answer, ReadBy } from "./answer.js";

const READER = join(import.meta.dirname, "prefect_reader.py");
/**
 * `-I`: no variable and no folder of the user's says what is imported. `-S`: nor does what is installed there. `-B`:
 * nothing is written.
 */
const FLAGS = ["-I", "-S", "-B"];
/** `prefect_reader.py` reads nothing with an older one. */
const OLDEST = "3.9";

/** Milliseconds for the start, and for each file, of which a long one takes a hundredth. */
export const PATIENCE = { start: 15_000, file: 5_000 };
/** Files that end a process, or keep it busy: with so many the rest is not read. */
const MOST_FAILURES = 3;

export interface Readings {
  /** Undefined where no Python was found that can read. */
  readonly by: ReadBy | undefined;
  /** In the order of the files. */
  readonly answers: readonly Answer[];
}

export interface Reading {
  /** Those that can be tried, the best first. */
  readonly interpreters: readonly Interpreter[];
  /** Ends it at once. */
  readonly signal?: AbortSignal | undefined;
  /** Gets the index of the file that is read from now on. */
  readonly onFile?: ((index: number) => void) | undefined;
  readonly patience?: typeof PATIENCE | undefined;
}

/**
 * What Python's own parser says of files. It runs in a process of its own, outside of the checkout, with nothing of
 * this one's environment. A file that makes it crash or keeps it busy is left out, and the others are read by another.
 *
 * @throws the signal's reason
 */
export async function readByPython(files: readonly Buffer[], how: Reading): Promise<Readings> {
  const answers: Answer[] = [];
  let by: ReadBy | undefined;
  const [...interpreters] = how.interpreters;
  for (let failures = 0; answers.length < files.length && failures < MOST_FAILURES;) {
    const [interpreter] = interpreters;
    if (!interpreter) return { by: undefined, answers: [] };
    const before = answers.length;
    how.onFile?.(before);
    const { version, isSlow } = await runReader(interpreter, files.slice(before), how, (answer) => {
      answers.push(answer);
      how.onFile?.(answers.length);
    });
    how.signal?.throwIfAborted();
    // One that has read before and does not start again is not at fault: then it is the machine, or the file.
    const isUnfit = by === undefined && (version === undefined || compareVersions(version, OLDEST) < 0);
    if (isUnfit) {
      answers.length = before;
      interpreters.shift();
      continue;
    }
    if (version !== undefined) by = { version, isClients: interpreter.isClients ?? false };
    if (answers.length === files.length) break;
    answers.push({ unread: isSlow ? "slow" : "crash" });
    failures += 1;
  }
  const rest = files.slice(answers.length).map((): Answer => ({ unread: "late" }));
  return { by, answers: [...answers, ...rest] };
}

interface Ended {
  /** Of Python; undefined where it did not come so far. */
  readonly version: string | undefined;
  readonly isSlow: boolean;
}

/** One process for all of them, or for as many as it gets through. */
async function runReader(
  { path, libraries }: Interpreter,
  files: readonly Buffer[],
  { signal, patience = PATIENCE }: Reading,
  onAnswer: (answer: Answer) => void,
): Promise<Ended> {
  let version: string | undefined;
  let count = 0;
  const { cause } = await talk([path, ...FLAGS, READER], {
    cwd: parse(READER).root,
    env: libraries === undefined ? {} : { LD_LIBRARY_PATH: libraries },
    input: files.flatMap((bytes) => [`${bytes.length}\n`, bytes]),
    deadline: patience.start,
    isLeader: false, // Who ends the check ends this with it.
    signal,
    onAnswer: (said) => {
      const answer = said as (Answer & { readonly python?: string }) | undefined;
      if (version === undefined) version = answer?.python;
      else if (answer && count < files.length) {
        count += 1;
        onAnswer(answer);
      }
      return patience.file;
    },
  });
  return { version, isSlow: cause === "deadline" };
}
