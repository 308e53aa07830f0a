import type { Method } from "../http.js";

/** What is known of a request to Prefect's API before it is sent. */
export interface Traffic {
  readonly kind: "read" | "write";
  /** Whether sending it again, when nobody knows if the first one was carried out, does no harm; and why. */
  readonly repeatable: boolean;
}

/** POSTs that only read end so (3.0.11 to 3.8.8, measured). */
const READS = /\/(?:filter|count|paginate|history|get_scheduled_flow_runs)$/;

/** The writes that may be repeated, each with the reason. Anything else is sent once, unless the server refused it. */
const REPEATABLE: readonly (readonly [Method, RegExp, string])[] = [
  ["PATCH", /^\/deployments\/[^/]+$/, "sets fields to values: the second one sets the same"],
  [
    "PATCH",
    /^\/deployments\/[^/]+\/schedules\/[^/]+$/,
    "sets fields to values: the second one sets the same",
  ],
  ["POST", /^\/flows\/$/, "an upsert by the flow's name: the second one finds the flow"],
  ["POST", /^\/deployments\/$/, "an upsert by flow and name: the second one finds the deployment"],
  ["DELETE", /^\/automations\/owned-by\/[^/]+$/, "the second one finds none"],
  ["DELETE", /./, "the second one finds nothing to delete, and says 404"],
];

/**
 * How a request is treated when no answer came.
 *
 * @param path below the API URL, with its query
 */
export function trafficOf(method: Method, path: string): Traffic {
  const bare = path.split("?")[0] ?? "";
  if (
    method === "GET" ||
    method === "HEAD" ||
    method === "OPTIONS" ||
    (method === "POST" && READS.test(bare))
  ) {
    return { kind: "read", repeatable: true };
  }
  return { kind: "write", repeatable: REPEATABLE.some(([verb, form]) => verb === method && form.test(bare)) };
}

/** Statuses with which a gate or the server says that it did nothing, and that a later try may go better. */
export const TRY_LATER: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/**
 * Of those, the ones that come from before the request was carried out. Behind a 502 or a 504 the server may have
 * done it all the same. 503: Prefect says it where its database was locked (3.8.8, SQLite), and has written nothing.
 */
export const NOT_DONE: ReadonlySet<number> = new Set([429, 503]);
