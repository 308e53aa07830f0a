import type { Target } from "../../src/base/http.js";
import type { DiagnosisContext } from "../../src/server/diagnosis/types.js";
import { Upstream, type UpstreamOptions } from "../../src/server/upstream.js";

/** A server that wants no credential. */
export const openTarget = (apiUrl: string): Target => ({ apiUrl, headers: {}, tls: { skipVerify: false } });

export const openContext = (apiUrl: string): DiagnosisContext => ({
  apiUrl,
  credential: "none",
  headerNames: [],
});

/** The way of the action to a server that wants no credential. */
export function upstreamTo(
  apiUrl: string,
  options: Pick<UpstreamOptions, "signal"> & Partial<UpstreamOptions>,
): Upstream {
  return new Upstream(openTarget(apiUrl), {
    context: openContext(apiUrl),
    authorizing: { headers: () => Promise.resolve({}), renew: () => Promise.resolve(false) },
    trouble: () => undefined,
    learnt: () => undefined,
    ...options,
  });
}
