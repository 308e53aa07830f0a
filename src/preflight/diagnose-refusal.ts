import { challenge, excerpt, isSignInPage, jsonText, particulars, saw, sent, type Sent } from "./answer.js";
import * as refusals from "./refusals.js";
import type { Told } from "./refusals.js";
import type { Answered, Diagnosis, DiagnosisContext } from "./types.js";

/** 401 and 403: the gate or Prefect does not accept what was sent. Waiting never helps. */
export function diagnoseRefusal(answer: Answered, context: DiagnosisContext): Diagnosis {
  const what = sent(context);
  const told =
    byPrefect(answer, what) ??
    byEnvoy(answer, what) ??
    (answer.status === 401 ? unauthorized(answer, what) : forbidden(answer, what));
  return { ...told, saw: saw(answer, challenge(answer), ...about(answer)), retry: false };
}

function byPrefect(answer: Answered, what: Sent): Told | undefined {
  if (jsonText(answer, "exception_message") === "Unauthorized") return refusals.PREFECT_AUTH[what];
  // "Missing client identifier.", "Invalid CSRF token or client identifier." (measured, 3.8.8)
  const detail = jsonText(answer, "detail") ?? "";
  return /CSRF token|client identifier/.test(detail) ? refusals.CSRF_REFUSED : undefined;
}

/** Envoy's jwt_authn says the reason in the body; Traefik's forwardAuth passes it on. */
function byEnvoy({ body }: Answered, what: Sent): Told | undefined {
  if (!/^Jw(t|ks) |^Audiences in Jwt /.test(body)) return undefined;
  if (body.startsWith("Jwt is missing")) return refusals.BEARER_GATE[what];
  return refusals.ENVOY.find(([pattern]) => pattern.test(body))?.[1] ?? refusals.ENVOY_OTHER;
}

function unauthorized(answer: Answered, what: Sent): Told {
  const header = answer.headers["www-authenticate"];
  if (header === undefined) {
    const bare = /^Unauthorized\s*$/.test(answer.body);
    return bare ? refusals.OAUTH2_PROXY[what] : refusals.unauthorized(what);
  }
  const basic = /(^|,\s*)basic\b/i.test(header);
  const bearer = /(^|,\s*)bearer\b/i.test(header);
  // A gate may offer both: then what was sent tells which of the two refused.
  if (bearer && !(basic && what === "basic")) return byBearerGate(header, what);
  return basic ? refusals.BASIC_GATE[what] : refusals.OTHER_SCHEME;
}

function byBearerGate(header: string, what: Sent): Told {
  const refused = what === "bearer" && /error="?invalid_token/.test(header);
  return refused ? refusals.BEARER_INVALID : refusals.BEARER_GATE[what];
}

function forbidden(answer: Answered, what: Sent): Told {
  if (isSignInPage(answer)) return refusals.SIGN_IN_PAGE;
  const haproxy = /Request forbidden by administrative rules/.test(answer.body);
  return haproxy ? refusals.haproxyDenied(what) : refusals.forbidden(what);
}

/** A body that only repeats the status is left out. Without a challenge everything may be a hint. */
function about(answer: Answered): string[] {
  if (jsonText(answer, "exception_message") !== undefined) return [excerpt(answer)];
  if (!("www-authenticate" in answer.headers)) return particulars(answer);
  return /^(401 Unauthorized|Unauthorized)?\s*$/.test(answer.body) ? [] : [excerpt(answer)];
}
