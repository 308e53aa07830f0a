import { firstOf, quote } from "../base/quote.js";
import { backoffMs, retrying } from "../base/retry.js";
import { apiPath, type ApiPath } from "../server/api-path.js";
import { RefusedError, type Call, type Upstream } from "../server/upstream.js";

/** What became of what was written: as it was before; as it had been written, and why; or deleted by somebody else. */
export interface Undone {
  readonly status: "put-back" | "left" | "gone";
  readonly error?: string;
  /** Of the deployment, where it is there now. */
  readonly id?: string | undefined;
}

/** @param id of the deployment, where it is there now */
export function putBackAs(id: string | undefined): Undone {
  return { status: "put-back", id };
}

export const GONE: Undone = { status: "gone", error: "somebody else has deleted it" };

/** @param id of the deployment, where it is there now */
export function left(error: string, id?: string): Undone {
  return { status: "left", error, id };
}

/** @param fields what they have written */
export function leftTo(fields: readonly string[], id?: string): Undone {
  const said = firstOf(fields.map((field) => quote(field)));
  return left(`somebody else has written ${said} since, and that stays`, id);
}

/** The server was busy with something else: what was looked at before may not be so any more. */
export class BusyError extends Error {}

/** For a deletion that must be decided anew where the server was busy. */
export const decidedAnew: Pick<Call, "busy"> = {
  busy: () => {
    throw new BusyError("the server is busy");
  },
};

/**
 * Begins again where the server was busy ({@link decidedAnew}), with a look at what has become of it meanwhile.
 *
 * @param work begins with that look
 * @param isOver whether the try of that number, from 1, was the last
 */
export function untilDecided<T>(
  work: () => Promise<T>,
  isOver: (attempt: number) => boolean,
  mostMs: number,
): Promise<T> {
  return retrying<T>(async (attempt) => {
    try {
      return { done: await work() };
    } catch (error) {
      if (!(error instanceof BusyError) || isOver(attempt)) throw error;
      return { waitMs: backoffMs(attempt, { firstMs: 250, mostMs, spread: 0.5 }) };
    }
  }, {});
}

/** 404: gone already. */
export async function gone(
  upstream: Upstream,
  path: ApiPath,
  options: Pick<Call, "busy" | "unanswered" | "signal"> = {},
): Promise<void> {
  const answer = await upstream.call({ method: "DELETE", path, ...options });
  if (answer.status >= 300 && answer.status !== 404) throw new RefusedError(answer, `DELETE ${path.bare}`);
}

/** Those that Prefect's client made with the deployment. */
export function ownedAutomations(id: string): ApiPath {
  return apiPath`/automations/owned-by/prefect.deployment.${id}`;
}
