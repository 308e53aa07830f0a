import { challenge, excerpt, isSignInPage, jsonText, particulars, saw, sent, type Sent } from "./answer.js";
import { describeJwt } from "../../credentials/jwt.js";
import * as refusals from "./refusals.js";
import type { Told } from "./refusals.js";
import type { Answered, Diagnosis, DiagnosisContext } from "./types.js";

/** 401 and 403: the gate or Prefect does not accept what was sent. Waiting never helps. */
export function diagnoseRefusal(answer: Answered, context: DiagnosisContext): Diagnosis {
  const what = sent(context);
  const at = clocks(answer);
  const told =
    byPrefect(answer, what) ??
    byEnvoy(answer, what) ??
    byToken(at, what, context) ??
    (answer.status === 401 ? unauthorized(answer, what) : forbidden(answer, what, context));
  return {
    ...told,
    todo: forMinted(told.todo, context),
    saw: saw(answer, challenge(answer), ...about(answer), ...aboutToken(at, what, context)),
    retry: false,
  };
}

/** Where the gate gives no reason, as oauth2-proxy, or Traefik with it: the token itself often does. */
function byToken({ theirs, ours }: Clocks, what: Sent, { token }: DiagnosisContext): Told | undefined {
  const jwt = what === "bearer" || what === "custom" ? token?.jwt : undefined;
  if (!jwt || theirs === undefined || ours === undefined) return undefined;
  const ends = (at: number): boolean => (jwt.expires ?? Infinity) <= at;
  const begins = (at: number): boolean => (jwt.notBefore ?? -Infinity) > at;
  if (!ends(theirs) && !begins(theirs)) return undefined;
  // Good here and not there: one of the clocks is wrong.
  const differ = Math.abs(theirs - ours) > CLOCK_TOLERANCE && !ends(ours) && !begins(ours);
  if (differ) return refusals.tokenClock(theirs - ours);
  return ends(theirs) ? refusals.TOKEN_EXPIRED : refusals.TOKEN_NOT_YET_VALID;
}

/** `Date` has whole seconds, and an answer takes its time. */
const CLOCK_TOLERANCE = 30_000;

/** Epoch milliseconds when the answer was given, by the gate's clock where it says so and by this runner's. */
interface Clocks {
  readonly theirs: number | undefined;
  readonly ours: number | undefined;
}

function clocks({ headers, receivedAt }: Answered): Clocks {
  const date = Date.parse(headers["date"] ?? "");
  const theirs = Number.isNaN(date) ? receivedAt : date;
  return { theirs, ours: receivedAt ?? theirs };
}

function aboutToken({ theirs }: Clocks, what: Sent, { token }: DiagnosisContext): string[] {
  if (what === "basic" || !token?.jwt || theirs === undefined) return [];
  return [`sent a token with ${describeJwt(token.jwt, theirs)}`];
}

/** The texts speak of `api-key`; a minted token comes from other inputs. */
function forMinted(todo: string, { token }: DiagnosisContext): string {
  if (!token || token.from === "api-key" || !todo.includes("`api-key`")) return todo;
  if (token.from === "headers") return todo.replaceAll("`api-key`", "`headers`");
  return token.from === "oidc-audience"
    ? "Compare the audience in `oidc-audience`, and the subject of the token, with what the gate accepts from the issuer https://token.actions.githubusercontent.com."
    : "Compare what `token-url` gives for this `scope` and `audience` with the issuer and the audience that the gate accepts.";
}

function byPrefect(answer: Answered, what: Sent): Told | undefined {
  if (jsonText(answer, "exception_message") === "Unauthorized") return refusals.PREFECT_AUTH[what];
  // "Missing client identifier.", "Invalid CSRF token or client identifier." (measured, 3.8.8)
  const detail = jsonText(answer, "detail") ?? "";
  return /CSRF token|client identifier/.test(detail) ? refusals.CSRF_REFUSED : undefined;
}

/** Envoy's jwt_authn says the reason in the body; Traefik's forwardAuth passes it on. */
function byEnvoy({ body }: Answered, what: Sent): Told | undefined {
  if (body.startsWith("OAuth flow failed")) return refusals.ENVOY_OAUTH2;
  if (!/^Jw(t|ks) |^Audiences in Jwt |^RBAC: /.test(body)) return undefined;
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

function forbidden(answer: Answered, what: Sent, context: DiagnosisContext): Told {
  if (isSignInPage(answer)) return refusals.SIGN_IN_PAGE;
  const also = [
    ...(context.headerNames.length > 0 ? ["headers"] : []),
    ...(context.clientCertificate ? ["client-certificate"] : []),
  ];
  const haproxy = /Request forbidden by administrative rules/.test(answer.body);
  return haproxy ? refusals.haproxyDenied(what) : refusals.forbidden(what, also);
}

/** A body that only repeats the status is left out. Without a challenge everything may be a hint. */
function about(answer: Answered): string[] {
  if (jsonText(answer, "exception_message") !== undefined) return [excerpt(answer)];
  if (!("www-authenticate" in answer.headers)) return particulars(answer);
  return /^(401 Unauthorized|Unauthorized)?\s*$/.test(answer.body) ? [] : [excerpt(answer)];
}
