import { ActionError } from "../base/errors.js";
import { contentOf, nameOf, type Deletion } from "../plan/deletion.js";
import { apiPath } from "../server/api-path.js";
import { deploymentsById } from "../server/queries.js";
import { reasonOf, type Upstream } from "../server/upstream.js";
import { BusyError, decidedAnew, gone, ownedAutomations, untilDecided } from "./undo.js";

/** What became of one that was to be deleted. `gone`: somebody else was first. */
export interface Deleted {
  readonly deletion: Deletion;
  readonly status: "deleted" | "gone" | "failed" | "not-tried";
  readonly error?: string;
  /** What was thrown, where something was. */
  readonly cause?: unknown;
}

export interface DeleteOptions {
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  /** Of an aborted signal: `the job was cancelled`. */
  readonly interruption: (signal: AbortSignal) => string;
}

/**
 * Deletes one after another, each with the automations that belong to it, and looks whether they are gone. After one that
 * fails, the rest is left. Before each it is said which one: the log is right wherever it is cut.
 */
export async function deleteAll(
  deletions: readonly Deletion[],
  upstream: Upstream,
  options: DeleteOptions,
): Promise<Deleted[]> {
  const done: Deleted[] = [];
  for (const deletion of deletions) {
    const isStopped = options.signal.aborted || done.some(({ status }) => status === "failed");
    done.push(isStopped ? { deletion, status: "not-tried" } : await deleteOne(deletion, upstream, options));
  }
  return done;
}

/** As it is on the server, also where the job was cancelled meanwhile. */
async function isThere(id: string, upstream: Upstream, signal: AbortSignal): Promise<boolean> {
  const later = signal.aborted ? upstream.within(LOOK_MS) : upstream;
  try {
    return (await deploymentsById(later, [id])).length > 0;
  } finally {
    if (later !== upstream) later.close();
  }
}

const LOOK_MS = 5_000;

/** No answer is proof: whether it is gone is looked up. */
async function deleteOne(deletion: Deletion, upstream: Upstream, options: DeleteOptions): Promise<Deleted> {
  const { id } = deletion.live;
  options.say(`Deleting ${nameOf(deletion)} (${id}).`);
  const { error, isBegun } = await tryToDelete(deletion, upstream, options);
  try {
    if (!(await isThere(id, upstream, options.signal)))
      return { deletion, status: isBegun ? "deleted" : "gone" };
  } catch (unseen) {
    const why = `it may be deleted: looking it up failed (${reasonOf(unseen)})`;
    return { deletion, status: "failed", error: why, cause: unseen };
  }
  const half = isBegun ? "; what Prefect's client made as its automations may be deleted already" : "";
  const why = error === undefined ? "the server said that it is deleted, and still has it" : said(error);
  return { deletion, status: "failed", error: why.replace(/\.$/, "") + half, cause: error };
}

/** What stopped it, and whether anything was sent before. */
interface Attempt {
  readonly error?: unknown;
  readonly isBegun: boolean;
}

async function tryToDelete(
  { live }: Deletion,
  upstream: Upstream,
  { signal, interruption }: DeleteOptions,
): Promise<Attempt> {
  let isBegun = false;
  const work = async (): Promise<string | undefined> => {
    const [now] = await deploymentsById(upstream, [live.id]);
    if (!now) return undefined;
    if (contentOf(now) !== contentOf(live)) return CHANGED;
    isBegun = true;
    await gone(upstream, ownedAutomations(live.id), decidedAnew);
    await gone(upstream, apiPath`/deployments/${live.id}`, decidedAnew);
    return undefined;
  };
  try {
    const error = await untilDecided(work, (attempt) => attempt >= TRIES || signal.aborted, 8_000);
    return { error, isBegun };
  } catch (error) {
    if (signal.aborted) return { error: interruption(signal), isBegun };
    if (error instanceof ActionError || error instanceof BusyError) return { error, isBegun };
    throw error;
  }
}

const CHANGED = "somebody else has changed it since, and it stays";

function said(error: unknown): string {
  return typeof error === "string" ? error : reasonOf(error);
}

/** A server on SQLite lets one write at a time, and other jobs may write too. */
const TRIES = 14;
