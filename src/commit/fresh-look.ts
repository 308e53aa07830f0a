import type { Decision } from "../plan/decision.js";
import { deploymentsById } from "../server/queries.js";
import type { LiveDeployment } from "../server/state.js";
import type { Upstream } from "../server/upstream.js";

/** What was read longer ago is read again, since others may have written meanwhile. */
const FRESH_MS = 2_000;

/** So many at a time. */
const LOT = 50;

/** A row of the server, and when it was read, in the milliseconds of `performance.now()`. */
interface Read {
  readonly at: number;
  readonly row: LiveDeployment | undefined;
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
    if (known && performance.now() - known.at <= mostMs) return known.row;
    const from = this.ids.indexOf(id);
    const lot = from < 0 ? [id] : this.ids.slice(from, from + LOT);
    const at = performance.now();
    const rows = new Map((await deploymentsById(this.upstream, lot)).map((row) => [row.id, row]));
    for (const one of lot) this.known.set(one, { at, row: rows.get(one) });
    return rows.get(id);
  }
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
  return new FreshRows(
    upstream,
    live.map(({ id }) => id),
    new Map(live.map((row) => [row.id, { at, row }])),
  );
}
