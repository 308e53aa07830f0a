import type { Decision } from "../plan/decision.js";
import { deploymentsById } from "../server/queries.js";
import type { LiveDeployment } from "../server/state.js";
import type { Upstream } from "../server/upstream.js";

/** What was read longer ago is read again before it is written, since others may have written meanwhile. */
const FRESH_MS = 2_000;

/** So many at a time. */
const LOT = 50;

/**
 * Deployments as they are right before they are written: what is put back, should that be needed. A commit of a thousand
 * takes a minute; they are read again on the way, in lots, where they were read too long ago.
 */
export class FreshLook {
  private coming: Decision[] = [];
  private readonly rows = new Map<
    Decision,
    { readonly at: number; readonly row: LiveDeployment | undefined }
  >();

  /** @param since when the decisions were made, in the milliseconds of `performance.now()` */
  constructor(
    private readonly upstream: Upstream,
    private readonly since: number,
  ) {}

  /** @param decisions in the order in which they are written */
  foresee(decisions: readonly Decision[]): void {
    this.coming = decisions.filter(({ live }) => live);
  }

  /** @returns undefined where it is not there, or not any more */
  async of(decision: Decision): Promise<LiveDeployment | undefined> {
    const { live } = decision;
    if (!live) return undefined;
    const isOld = (at: number): boolean => performance.now() - at > FRESH_MS;
    const known = this.rows.get(decision) ?? { at: this.since, row: live };
    if (!isOld(known.at)) return known.row;
    const lot = this.coming.slice(Math.max(this.coming.indexOf(decision), 0)).slice(0, LOT);
    const at = performance.now();
    const found = await deploymentsById(
      this.upstream,
      lot.flatMap((one) => one.live?.id ?? []),
    );
    const rows = new Map(found.map((row) => [row.id, row]));
    for (const one of lot) this.rows.set(one, { at, row: rows.get(one.live?.id ?? "") });
    return this.rows.get(decision)?.row;
  }
}
