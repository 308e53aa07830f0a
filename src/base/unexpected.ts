import { ActionError, type Problem } from "./errors.js";
import { Log } from "./log.js";
import { shortened } from "./shortened.js";

/** What was stopped has so long to end its children and to put things back; a cancelled step has no more either. */
const GRACE_MS = 10_000;

const BUG = "This is a bug of the action; please report it with this text.";

/**
 * Sees to it that each end of the process comes with a report: an error that nobody awaits, an event loop that runs
 * empty in the middle of the work, and a log that nobody reads any more. Kept until the process ends.
 */
export class Watch {
  private readonly controller = new AbortController();
  private readonly failure: Promise<never>;
  private fail: (error: unknown) => void = () => undefined;
  /** How many wait for their work. */
  private waiting = 0;
  private ended = false;

  constructor() {
    this.failure = new Promise((_resolve, reject) => (this.fail = reject));
    this.failure.catch(() => undefined);
    process.on("uncaughtException", this.take);
    // NODE_OPTIONS may keep these from becoming the one above.
    process.on("unhandledRejection", this.take);
    process.on("beforeExit", () => {
      if (this.waiting === 0) return;
      this.take(new ActionError(IDLE));
      setImmediate(() => undefined); // One more turn of the loop, in which that is reported.
    });
    for (const stream of [process.stdout, process.stderr]) {
      stream.on("error", ({ code }: NodeJS.ErrnoException) => {
        this.take(new ActionError(logClosed(code)));
      });
    }
  }

  /** Aborted with the error: work that is under way is to stop. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /**
   * Waits for work, or for an error that comes past it: then until the work has stopped too, but not for long.
   *
   * @throws that error, or the work's own
   */
  async during<T>(work: Promise<T>): Promise<T> {
    this.waiting += 1;
    try {
      return await Promise.race([work, this.failure]);
    } catch (error) {
      if (!this.signal.aborted) throw error;
      await Promise.race([work.catch(() => undefined), grace()]);
      throw this.signal.reason;
    } finally {
      this.waiting -= 1;
    }
  }

  /** The work is done and told. What a failed step left open does not keep the process alive. */
  end(): void {
    this.ended = true;
    if (!this.signal.aborted) return;
    process.exitCode = 1;
    process.stdout.write("", () => process.exit());
  }

  private readonly take = (error: unknown): void => {
    if (this.signal.aborted) return; // One leads to the next.
    this.controller.abort(error);
    this.fail(error);
    // Nobody is there who would report it.
    if (this.waiting === 0) fail(error);
    if (this.ended) this.end();
  };
}

/** Resolves as well where nothing is left that could happen. */
function grace(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, GRACE_MS).unref();
    process.once("beforeExit", () => {
      resolve();
    });
  });
}

/** Makes the step fail where nobody is there who would report it otherwise. */
export function fail(error: unknown): void {
  const log = new Log();
  for (const problem of problemsOf(error)) log.problem(problem);
  process.exitCode = 1;
}

/** What is told of it, without secrets. */
export function problemsOf(error: unknown): readonly Problem[] {
  const problems = error instanceof ActionError ? error.problems : [unexpected(error)];
  return problems.map(({ what, fix, ...rest }) => ({
    ...rest,
    what: shortened(what, LONGEST),
    fix: shortened(fix, LONGEST),
  }));
}

const LONGEST = 2_000;

/** An error that was not thrown for the user. Its text may quote values: only what it is, and where, is shown. */
export function unexpected(error: unknown): Problem {
  if (!(error instanceof Error))
    return { what: `Unexpected error: something of type ${typeof error}.`, fix: BUG };
  const { name, code, stack = "" } = error as NodeJS.ErrnoException;
  const kind = /^\w{1,40}$/.test(name) ? name : "Error";
  const known = typeof code === "string" && /^[A-Z\d_]{1,40}$/.test(code) ? ` (${code})` : "";
  const places = stack.split("\n").flatMap((line) => PLACE.exec(line)?.[1] ?? []);
  const where = places.length > 0 ? ` at ${places.slice(0, 3).join(", ")}` : "";
  return { what: `Unexpected error: ${kind}${known}${where}.`, fix: BUG };
}

/** The end of a frame: `…/dist/index.js:12:3)`. */
const PLACE = /^ {4}at .*?((?:[\w.-]+\.[cm]?[jt]s|node:[\w/]+):\d+:\d+)\)?$/;

const IDLE: Problem = {
  what: "Unexpected error: nothing was left to wait for before the step was done.",
  fix: BUG,
};

function logClosed(code = "unknown error"): Problem {
  return {
    what: `The log could no longer be written (${code}), so the step was stopped.`,
    fix: "The runner closed it: look at the runner's own log, and re-run the job.",
  };
}
