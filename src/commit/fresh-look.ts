import type { Decision } from "../plan/decision.js";
import { deploymentsById } from "../server/queries.js";
import type { LiveDeployment } from "../server/state.js";
import type { Upstream } from "../server/upstream.js";

/** What was read longer ago is read again, since others may have written meanwhile. */
const FRESH_MS = 2_000;

/** So many at a time. */
const LOT = 50;

/** What was asked for at once, and when, in the milliseconds of `performance.now()`. */
interface Read {
  readonly at: number;
  readonly rows: Promise<ReadonlyMap<string, LiveDeployment>>;
}

/** Deployments as they are right before something is done to them, one after another: read in lots. */
export class FreshRows {
  /** @param ids in the order in which they will be asked for */
  constructor(
    private readonly upstream: Upstream,
    private readonly ids: readonly string[],
    private readonly known = new Map<string, Read>(),
  ) {}

  /**
   * @param mostMs how long ago it may have been read
   * @returns undefined where it is not there
   */
  async of(id: string, mostMs = FRESH_MS): Promise<LiveDeployment | undefined> {
    const known = this.known.get(id);
    const read = known && performance.now() - known.at <= mostMs ? known : this.readLot(id);
    return (await read.rows).get(id);
  }

  private readLot(id: string): Read {
    const from = this.ids.indexOf(id);
    const lot = from < 0 ? [id] : this.ids.slice(from, from + LOT);
    const rows = deploymentsById(this.upstream, lot).then(byId);
    const read = { at: performance.now(), rows };
    for (const one of lot) this.known.set(one, read);
    return read;
  }
}

function byId(rows: readonly LiveDeployment[]): ReadonlyMap<string, LiveDeployment> {
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Deployments as they are right before they are written: what is put back, should that be needed. A commit of a thousand
 * takes a minute; they are read again on the way, where they were read too long ago.
 *
 * @param decisions in the order in which they are written
 * @param at when they were made, in the milliseconds of `performance.now()`
 */
export function freshLook(upstream: Upstream, decisions: readonly Decision[], at: number): FreshRows {
  const live = decisions.flatMap((one) => one.live ?? []);
  const ids = live.map(({ id }) => id);
  const read = { at, rows: Promise.resolve(byId(live)) };
  return new FreshRows(upstream, ids, new Map(ids.map((id) => [id, read])));
}
