import { ActionError } from "../base/errors.js";
import { backoffMs, retrying, type Tried } from "../base/retry.js";
import { nameOf, type Deletion } from "../plan/deletion.js";
import { apiPath } from "../server/api-path.js";
import { deploymentsById } from "../server/queries.js";
import type { LiveDeployment } from "../server/state.js";
import { reasonOf, type Upstream } from "../server/upstream.js";
import { asCreated } from "./journal.js";
import { BusyError, decidedAnew, gone, ownedAutomations } from "./undo.js";

/** What became of one that was to be deleted. `gone`: somebody else was first. */
export interface Deleted {
  readonly deletion: Deletion;
  readonly status: "deleted" | "gone" | "failed" | "not-tried";
  readonly error?: string;
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
  return lookedUp(done, upstream, options.signal);
}

/** As it is on the server, also where the job was cancelled meanwhile. */
async function lookedUp(
  done: readonly Deleted[],
  upstream: Upstream,
  signal: AbortSignal,
): Promise<Deleted[]> {
  const ids = done.flatMap(({ status, deletion }) => (status === "not-tried" ? [] : [deletion.live.id]));
  const later = signal.aborted ? upstream.within(LOOK_MS) : upstream;
  try {
    const there = new Set((await deploymentsById(later, ids)).map(({ id }) => id));
    return done.map((one): Deleted => {
      const isThere = there.has(one.deletion.live.id);
      if (one.status === "deleted" && isThere) return { ...one, status: "failed", error: STAYS };
      return one.status === "failed" && !isThere ? { deletion: one.deletion, status: "deleted" } : one;
    });
  } catch (error) {
    const why = `it may be deleted: looking it up failed (${reasonOf(error)})`;
    return done.map((one) => (one.status === "deleted" ? { ...one, status: "failed", error: why } : one));
  } finally {
    if (later !== upstream) later.close();
  }
}

const LOOK_MS = 5_000;
const STAYS = "the server said that it is deleted, and still has it";

function deleteOne(
  deletion: Deletion,
  upstream: Upstream,
  { say, signal, interruption }: DeleteOptions,
): Promise<Deleted> {
  const { id } = deletion.live;
  say(`Deleting ${nameOf(deletion)} (${id}).`);
  let isBegun = false;
  const failed = (error: string): { done: Deleted } => {
    const half = isBegun ? "; what Prefect's client made as its automations may be deleted already" : "";
    return { done: { deletion, status: "failed", error: error.replace(/\.$/, "") + half } };
  };
  const once = async (attempt: number): Promise<Tried<Deleted>> => {
    try {
      const [now] = await deploymentsById(upstream, [id]);
      if (!now) return { done: { deletion, status: isBegun ? "deleted" : "gone" } };
      if (!isAsSeen(deletion.live, now)) return failed("somebody else has changed it since, and it stays");
      isBegun = true;
      await gone(upstream, ownedAutomations(id), decidedAnew);
      await gone(upstream, apiPath`/deployments/${id}`, decidedAnew);
      return { done: { deletion, status: "deleted" } };
    } catch (error) {
      if (signal.aborted) return failed(interruption(signal));
      if (error instanceof BusyError && attempt < TRIES) return { waitMs: backoffMs(attempt, BACKOFF) };
      if (error instanceof ActionError || error instanceof BusyError) return failed(reasonOf(error));
      throw error;
    }
  };
  return retrying(once, {});
}

/** A server on SQLite lets one write at a time, and other jobs may write too. */
const TRIES = 14;
const BACKOFF = { firstMs: 250, mostMs: 8_000, spread: 0.5 };

/** What people and clients set of it: servers before 3.6 change the rest each time that a worker asks for runs. */
function isAsSeen(seen: LiveDeployment, now: LiveDeployment): boolean {
  return JSON.stringify(asCreated(seen).fields) === JSON.stringify(asCreated(now).fields);
}
