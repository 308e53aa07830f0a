import { firstOf, quote } from "../base/quote.js";
import { apiPath, type ApiPath } from "../server/api-path.js";
import { RefusedError, type Call, type Upstream } from "../server/upstream.js";

/** What became of what was written: as it was before; as it had been written, and why; or deleted by somebody else. */
export interface Undone {
  readonly status: "put-back" | "left" | "gone";
  readonly error?: string;
}

export const PUT_BACK: Undone = { status: "put-back" };

export const GONE: Undone = { status: "gone", error: "somebody else has deleted it" };

export function left(error: string): Undone {
  return { status: "left", error };
}

/** @param fields what they have written */
export function leftTo(fields: readonly string[]): Undone {
  return left(
    `somebody else has written ${firstOf(fields.map((field) => quote(field)))} since, and that stays`,
  );
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
