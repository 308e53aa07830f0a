import { quote } from "../../base/quote.js";
import { quotable } from "../refusal.js";
import { challenge, excerpt, isSignInPage, jsonText, particulars, saw, sent, type Sent } from "./answer.js";
import { CUSTOM, LOOK, told, type AnswerId } from "./answers.js";
import { byCloud, byLoadBalancer, iapReason } from "./cloud.js";
import { aboutToken, ahead, byToken, clocks, forMinted, isOpaque, whichJwt, type Clocks } from "./token.js";
import type { Answered, Diagnosis, DiagnosisContext } from "./types.js";

/** 401 and 403: the gate or Prefect does not accept what was sent. Waiting never helps. */
export function diagnoseRefusal(answer: Answered, context: DiagnosisContext): Diagnosis {
  const what = sent(context);
  const at = clocks(answer);
  const id =
    byPrefect(answer, context) ??
    byEnvoy(answer, what) ??
    byCloud(answer, context) ??
    byToken(at, context) ??
    byKind(byLoadBalancer(answer, context) ?? byStatus(answer, what), context);
  const { means, todo } = told(id, fillings(what, at, context));
  return {
    ...{ id, means, retry: false },
    todo: forMinted({ id, todo }, context),
    saw: saw(answer, challenge(answer), ...about(answer), ...aboutToken(at, context)),
  };
}

type BySent = Readonly<Record<Sent, AnswerId>>;

const PREFECT: BySent = {
  basic: "prefect-auth-wrong",
  bearer: "prefect-auth-bearer-sent",
  none: "prefect-auth-nothing-sent",
  custom: "prefect-auth-custom-header",
};
const BASIC: BySent = {
  basic: "basic-gate-wrong-password",
  bearer: "basic-gate-bearer-sent",
  none: "basic-gate-nothing-sent",
  custom: "basic-gate-custom-header",
};
/** The gate looked for a Bearer token and found none. */
const BEARER: BySent = {
  basic: "bearer-gate-basic-sent",
  bearer: "bearer-gate-token-not-seen",
  none: "bearer-gate-nothing-sent",
  custom: "bearer-gate-custom-header",
};
/** It gives the same answer for every reason: the token itself has to be read. */
const OAUTH2_PROXY: BySent = {
  basic: "oauth2-proxy-basic-sent",
  bearer: "oauth2-proxy-token-refused",
  none: "oauth2-proxy-nothing-sent",
  custom: "oauth2-proxy-custom-header",
};

function byPrefect(answer: Answered, context: DiagnosisContext): AnswerId | undefined {
  if (jsonText(answer, "exception_message") === "Unauthorized")
    return isForGate(context) ? "prefect-auth-behind-bearer-gate" : PREFECT[sent(context)];
  // "Missing client identifier.", "Invalid CSRF token or client identifier." (measured, 3.8.8)
  return /CSRF token|client identifier/.test(jsonText(answer, "detail") ?? "") ? "csrf-refused" : undefined;
}

/** Prefect takes no token. One that an issuer made is meant for a gate before it, and has passed that gate. */
function isForGate({ token }: DiagnosisContext): boolean {
  return token !== undefined && (token.jwt !== undefined || token.from === "token-url");
}

/** Envoy's jwt_authn says the reason in the body (measured, 1.40); Traefik's forwardAuth passes it on. */
const ENVOY: readonly (readonly [RegExp, AnswerId])[] = [
  [/^OAuth flow failed/, "browser-host-401"],
  [/^RBAC: access denied/, "envoy-rbac-denied"],
  [/^Jwt is expired/, "jwt-expired"],
  [/^Jwt not yet valid/, "jwt-not-yet-valid"],
  [/^Jwt issuer is not configured/, "jwt-issuer"],
  [/^Audiences in Jwt are not allowed/, "jwt-audience"],
  [/^Jwt verification fails/, "jwt-signature"],
  [/^Jwks /, "jwt-keys"],
  [/^Jwt (?:is not in the form|header|payload|signature)/, "jwt-malformed"],
  [/^Jwt |^Audiences in Jwt |^RBAC: /, "jwt-refused"],
];

function byEnvoy({ body }: Answered, what: Sent): AnswerId | undefined {
  return body.startsWith("Jwt is missing") ? BEARER[what] : ENVOY.find(([form]) => form.test(body))?.[1];
}

/** Refusals of a token by gates that give no better reason, and that usually accept JWTs alone. */
const READ_JWTS: ReadonlySet<AnswerId> = new Set([
  ...(["oauth2-proxy-token-refused", "oauth2-proxy-custom-header", "sign-in-page-403"] as const),
  ...(["bearer-gate-invalid-token", "bearer-gate-token-not-seen", "bearer-gate-custom-header"] as const),
  ...(["unauthorized", "aws-alb-token-refused"] as const),
]);

function byKind(id: AnswerId, context: DiagnosisContext): AnswerId {
  return READ_JWTS.has(id) && isOpaque(context) ? "token-not-jwt" : id;
}

function byStatus(answer: Answered, what: Sent): AnswerId {
  return answer.status === 401 ? unauthorized(answer, what) : forbidden(answer, what);
}

function unauthorized({ headers, body }: Answered, what: Sent): AnswerId {
  const header = headers["www-authenticate"];
  if (header === undefined) {
    if (/^Unauthorized\s*$/.test(body)) return OAUTH2_PROXY[what];
    return what === "none" ? "unauthorized-nothing-sent" : "unauthorized";
  }
  const basic = /(^|,\s*)basic\b/i.test(header);
  // A gate may offer both: then what was sent tells which of the two refused.
  if (!/(^|,\s*)bearer\b/i.test(header) || (basic && what === "basic"))
    return basic ? BASIC[what] : "other-scheme-gate";
  const isInvalid = what === "bearer" && /error="?invalid_token/.test(header);
  return isInvalid ? "bearer-gate-invalid-token" : BEARER[what];
}

function forbidden(answer: Answered, what: Sent): AnswerId {
  if (isSignInPage(answer)) return "sign-in-page-403";
  if (/Request forbidden by administrative rules/.test(answer.body)) return "haproxy-denied";
  return what === "none" ? "forbidden-nothing-sent" : "forbidden";
}

const CHECK: Readonly<Record<Sent, string>> = {
  basic: `Check \`auth-string\`, or \`username\` and \`password\`, and ${LOOK}.`,
  bearer: `Check the token in \`api-key\` (\`exp\`, \`iss\`, \`aud\`), and ${LOOK}.`,
  none: "Set `auth-string`, or `username` and `password`, or `api-key`, whichever the gate wants, or allow this runner's address there.",
  custom: `${CUSTOM}, and ${LOOK}.`,
};

/** For the texts: what to look at, also beside the credential, and how the clocks differ. */
function fillings(what: Sent, at: Clocks, context: DiagnosisContext) {
  const others = [
    ...(context.headerNames.length > 0 ? ["`headers`"] : []),
    ...(context.clientCertificate ? ["`client-certificate`"] : []),
  ].join(" and ");
  const check = CHECK[what];
  return {
    check,
    checkAll:
      others === "" ? check : `Check ${others}, and ${check.charAt(0).toLowerCase()}${check.slice(1)}`,
    also: others === "" ? "" : `, or with what is in ${others}`,
    ahead: ahead(at),
    whichJwt: whichJwt(context),
  };
}

/** A body that only repeats the status is left out. Without a challenge everything may be a hint. */
function about(answer: Answered): string[] {
  if (jsonText(answer, "exception_message") !== undefined) return [excerpt(answer)];
  const reason = iapReason(answer);
  if (reason !== undefined) return [`"Invalid IAP credentials" because of ${quote(quotable(reason))}`];
  if (!("www-authenticate" in answer.headers)) return particulars(answer);
  return /^(401 Unauthorized|Unauthorized)?\s*$/.test(answer.body) ? [] : [excerpt(answer)];
}
