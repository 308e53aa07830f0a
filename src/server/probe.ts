import {
  ConnectionError,
  endpoint,
  request,
  shownUrl,
  type Answer,
  type Ask,
  type Target,
} from "../base/http.js";
import type { Answered, Observation } from "./diagnosis/types.js";

/** What is asked, without how long to wait. */
export type Question = Pick<Ask, "path" | "json" | "headers"> & { readonly method: "GET" | "POST" };

const KEPT_CHARACTERS = 4096;
const READ_BYTES = 64 * 1024;

/** Sends one probe request. Every way in which it can end is an observation, but for the caller's abort. */
export async function observe(
  target: Target,
  question: Question,
  how: { readonly timeoutMs: number; readonly signal?: AbortSignal | undefined },
): Promise<Observation> {
  const url = shownUrl(endpoint(target, question.path));
  try {
    const limits = { ...how, maxBytes: READ_BYTES, oversize: "truncate" } as const;
    return answered(await request(target, { ...question, ...limits }), question.method, url, target);
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    return unanswered(error, url, how.timeoutMs);
  }
}

export function unanswered({ code, detail }: ConnectionError, url: string, timeoutMs: number): Observation {
  return {
    kind: "failure",
    url,
    code,
    ...(code === "TIMEOUT" ? { waitedMs: timeoutMs } : {}),
    ...(detail === undefined ? {} : { detail }),
  };
}

/** @param target whose secrets are taken out of the answer */
export function answered(
  answer: Answer,
  method: Answered["method"],
  url: string,
  target: Pick<Target, "headers">,
): Answered {
  const secrets = secretsOf(target);
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, without(secrets, value)]);
  return {
    kind: "answer",
    method,
    url,
    status: answer.status,
    receivedAt: Date.now(),
    headers: Object.fromEntries(headers) as Record<string, string>,
    // Judged, so not cleaned of what may be short (`1`); whoever quotes it cleans the beginning that is shown.
    body: without(secrets, answer.body).slice(0, KEPT_CHARACTERS),
  };
}

/** A server may send back what it got, as an echo service or a debug page does: a diagnosis quotes its answer. */
function without(secrets: readonly string[], text: string): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, "***"), text);
}

/** Shorter values (`1`, `prod`) are no secrets, and would tear holes into what is to be judged. */
const SHORTEST_SECRET = 8;

function secretsOf(target: Pick<Target, "headers">): string[] {
  return Object.entries(target.headers)
    .flatMap(([name, value]) => {
      // No secret, and a redirect names it.
      if (name.toLowerCase() === "host") return [];
      const [scheme = "", rest = ""] = value.split(/ (.*)/s);
      const decoded = /^basic$/i.test(scheme) ? Buffer.from(rest, "base64").toString() : "";
      return [value, rest, decoded, decoded.slice(decoded.indexOf(":") + 1)];
    })
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length);
}
