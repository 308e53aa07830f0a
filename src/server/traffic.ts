import type { Method } from "../base/http.js";
import type { ApiPath } from "./api-path.js";
import { isKnownRead } from "./known-reads.js";

/** What is known of a request to Prefect's API before it is sent. */
export interface Traffic {
  /** A read is one of a closed list; anything else counts as a write. */
  readonly kind: "read" | "write";
  /** Whether sending it again, when nobody knows if the first one was carried out, does no harm; and why. */
  readonly repeatable: boolean;
}

/** RFC 9110, section 9.2.1: whoever asks for more than to read cannot be held accountable for it. */
const SAFE: readonly Method[] = ["GET", "HEAD", "OPTIONS"];

/** The writes that may be repeated, each with the reason. Anything else is sent once, unless the server refused it. */
const REPEATABLE: readonly (readonly [Method, RegExp, string])[] = [
  ["PATCH", /^\/deployments\/[^/]+(?:\/schedules\/[^/]+)?$/, "sets fields: the second one sets the same"],
  ["POST", /^\/flows\/$/, "an upsert by the flow's name: the second one finds the flow"],
  ["POST", /^\/deployments\/$/, "an upsert by flow and name: the second one finds the deployment"],
  ["DELETE", /./, "the second one finds nothing to delete, and says 404"],
];

/** How a request is treated when no answer came. */
export function trafficOf(method: Method, path: ApiPath): Traffic {
  if (isKnownRead(method, path)) return { kind: "read", repeatable: true };
  const repeatable =
    SAFE.includes(method) || REPEATABLE.some(([verb, form]) => verb === method && form.test(path.bare));
  return { kind: "write", repeatable };
}

/** Statuses with which a gate or the server says that it did nothing, and that a later try may go better. */
export const TRY_LATER: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/**
 * Of those, the ones that come from before the request was carried out. Behind a 502 or a 504 the server may have
 * done it all the same. 503: Prefect says it where its database was locked (3.8.8, SQLite), and has written nothing.
 */
export const NOT_DONE: ReadonlySet<number> = new Set([429, 503]);

/** With which nothing was done, also where a later try does not go better. */
export const UNDONE: ReadonlySet<number> = new Set([...NOT_DONE, 401, 403]);
