import { describeJwt, duration } from "../../credentials/jwt.js";
import { sent, type Sent } from "./answer.js";
import type { AnswerId, Told } from "./answers.js";
import type { Answered, DiagnosisContext } from "./types.js";

/** Epoch milliseconds when the answer was given, by the gate's clock where it says so and by this runner's. */
export interface Clocks {
  readonly theirs: number | undefined;
  readonly ours: number | undefined;
}

export function clocks({ headers, receivedAt }: Answered): Clocks {
  const date = Date.parse(headers["date"] ?? "");
  const theirs = Number.isNaN(date) ? receivedAt : date;
  return { theirs, ours: receivedAt ?? theirs };
}

/** `Date` has whole seconds, and an answer takes its time. */
const CLOCK_TOLERANCE = 30_000;

/** Where the gate gives no reason, as oauth2-proxy, or Traefik with it: the token itself often does. */
export function byToken({ theirs, ours }: Clocks, context: DiagnosisContext): AnswerId | undefined {
  const jwt = isBearer(sent(context)) ? context.token?.jwt : undefined;
  if (!jwt || theirs === undefined || ours === undefined) return undefined;
  const ends = (at: number): boolean => (jwt.expires ?? Infinity) <= at;
  const begins = (at: number): boolean => (jwt.notBefore ?? -Infinity) > at;
  if (!ends(theirs) && !begins(theirs)) return undefined;
  // Good here and not there: one of the clocks is wrong.
  if (Math.abs(theirs - ours) > CLOCK_TOLERANCE && !ends(ours) && !begins(ours)) return "token-clock";
  return ends(theirs) ? "token-expired" : "token-not-yet-valid";
}

/** Whether the Bearer token is of a kind that says nothing about itself, such as `ghp_…`. */
export function isOpaque(context: DiagnosisContext): boolean {
  return isBearer(sent(context)) && context.token !== undefined && context.token.jwt === undefined;
}

function isBearer(what: Sent): boolean {
  return what === "bearer" || what === "custom";
}

/** A clause: whom the token is for, and how long it lives. */
export function aboutToken({ theirs }: Clocks, context: DiagnosisContext): string[] {
  const jwt = context.token?.jwt;
  if (sent(context) === "basic" || !jwt || theirs === undefined) return [];
  return [`sent a token with ${describeJwt(jwt, theirs)}`];
}

/** For the text of `token-clock`. */
export function ahead({ theirs = 0, ours = 0 }: Clocks): string {
  const difference = theirs - ours;
  return `${duration(Math.abs(difference))} ${difference > 0 ? "ahead" : "behind"}`;
}

/** For the text of `token-not-jwt`: where a JWT comes from, by the input that the token came from. */
export function whichJwt({ token }: DiagnosisContext): string {
  if (token?.from === "token-url")
    return "Ask `token-url` for a JWT: many identity providers issue one only for the `audience` or `scope` of an API that is registered with them.";
  const input = token?.from === "headers" ? "headers" : "api-key";
  return `Put a JWT of an issuer that the gate trusts in \`${input}\`, or let the action ask for one in each run (\`oidc-audience\` for one of GitHub, \`token-url\` for one of your identity provider).`;
}

/** The texts speak of `api-key`; a minted token comes from other inputs. Prefect and IAP accept none of those. */
export function forMinted({ id, todo }: Pick<Told, "id" | "todo">, { token }: DiagnosisContext): string {
  if (/^(prefect|google-iap)-/.test(id)) return todo;
  if (!token || token.from === "api-key" || !todo.includes("`api-key`")) return todo;
  if (token.from === "headers") return todo.replaceAll("`api-key`", "`headers`");
  return token.from === "oidc-audience"
    ? "Compare the audience in `oidc-audience`, and the subject of the token, with what the gate accepts from the issuer https://token.actions.githubusercontent.com."
    : "Compare what `token-url` gives for this `scope` and `audience` with the issuer and the audience that the gate accepts.";
}
