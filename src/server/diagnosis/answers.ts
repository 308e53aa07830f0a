import { CLOUD } from "./cloud.js";
import { CERTIFICATE, NO_ANSWER } from "./no-answer.js";
import type { Diagnosis } from "./types.js";

/** A secret that is not set, or not passed to a workflow from a fork, arrives empty: so each of these says. */
const EMPTY = "(a secret that is not set, or not passed to a workflow from a fork, arrives empty)";
const SET_BASIC = `Set \`auth-string\`, or \`username\` and \`password\` ${EMPTY}`;
const SET_BEARER = `Set \`api-key\`, or \`oidc-audience\`, or \`token-url\` ${EMPTY}.`;
export const CUSTOM = "Correct the Authorization value in `headers`, which replaces every other credential";
export const LOOK = "look for this request in the gate's log";

/**
 * By its id, which is also its anchor in docs/troubleshooting.md: what an answer means, and what to do, each in one
 * sentence. `{…}` is filled in by {@link told}.
 */
export const ANSWERS = {
  ...NO_ANSWER,
  ...CLOUD,

  // 200 and 404.
  "sign-in-page": [
    "This is the host for people: it answers with a page to sign in with a browser.",
    "Set `api-url` to the host or path that admits machines by password or token, and `ui-url` to this one.",
  ],
  "html-page": ["A web page answered in place of the Prefect API.", "{path}"],
  "empty-answer": [
    // Measured: Caddy 2.11 answers so for a host that none of its sites has.
    "The gate answered by itself and passed nothing to Prefect, as Caddy does for a host that it does not know.",
    "Use the host that the gate's configuration names in `api-url`, and check the gate's rule for its path.",
  ],
  "other-json": [
    "JSON answered, but not as a Prefect server does.",
    "Check that `api-url` is the address of the Prefect API, and not of another service.",
  ],
  "prefect-ui": ["Prefect's UI answered: /api is missing from `api-url`.", "{append}"],
  "prefect-ui-at-api": [
    "Prefect's UI answered although `api-url` ends in /api, so its API is not at the path that the gate passes on.",
    "{match}",
  ],
  "api-missing": ["Prefect answered, but /api is missing from `api-url`.", "{append}"],
  "prefect-wrong-path": ["Prefect answered, but its API is not at this path.", "{shorter}"],
  "traefik-no-router": ["Traefik has no router for this host and path.", "{router}"],
  "not-found": ["The gate, or a server that is not Prefect, has nothing at this path.", "{pathAndRule}"],

  // 3xx.
  "redirect-to-https": [
    "The gate wants https, and a redirect can turn the POST of a deploy into a GET.",
    "Set `api-url` to {better}.",
  ],
  "redirect-to-http": [
    "The gate or Prefect sends a secure request on to plain HTTP, where the credential could be read.",
    "Let the gate set X-Forwarded-Proto, and remove the rule that redirects to http.",
  ],
  "redirect-to-login": [
    "This is the browser host: people sign in at {login} (SSO), and {sent}.",
    "Look for the machine host, a name or path that admits a password or token, set `api-url` to it and `ui-url` to {uiUrl}; if this host admits machines too, {give}.",
  ],
  "redirect-trailing-slash": [
    "The gate adds or takes away a slash at the end of the path, which Prefect's paths do not bear.",
    "Remove the rule for trailing slashes from the gate for the path of `api-url`.",
  ],
  "redirect-moved": [
    "The API is at another address, and a redirect can turn the POST of a deploy into a GET.",
    "Set `api-url` to {better}, if that is where the Prefect API should be.",
  ],
  "redirect-other": [
    "The gate does not let this path through to the Prefect API.",
    "Check the path in `api-url`, which usually ends in /api, and the gate's rule for it.",
  ],
  "redirect-without-location": [
    "The gate redirects, and does not say where to.",
    "Check the gate's rule for the path of `api-url`.",
  ],

  // 401 and 403 of Prefect itself.
  "prefect-auth-wrong": [
    "Prefect itself refused: its own auth string is another one, or the gate took Authorization away.",
    "Make `auth-string` equal to the server's PREFECT_SERVER_API_AUTH_STRING, or let the gate pass Authorization on.",
  ],
  "prefect-auth-bearer-sent": [
    "Prefect itself refused: it has an auth string of its own, which no Bearer token satisfies.",
    "Give `auth-string` in place of `api-key`, or, where a gate needs the token, let the gate replace it by the inner Basic header (base64 of PREFECT_SERVER_API_AUTH_STRING), or take that setting off the server.",
  ],
  "prefect-auth-behind-bearer-gate": [
    // Measured, 3.9.1 behind Envoy 1.40: so it is whether the gate passes the token on or takes it away, and a Basic
    // header that the gate sets in its place is accepted.
    "Prefect itself refused: it has an auth string of its own, and one Authorization header cannot hold both that and the token for the gate before it.",
    "Let the gate, once it has checked the token, replace Authorization by the inner Basic header (base64 of PREFECT_SERVER_API_AUTH_STRING), or take that setting off the server; where no gate stands before Prefect, give `auth-string` in place of the token.",
  ],
  "prefect-auth-nothing-sent": [
    "Prefect itself refused: it has an auth string of its own, and none was sent.",
    `${SET_BASIC} to the server's PREFECT_SERVER_API_AUTH_STRING.`,
  ],
  "prefect-auth-custom-header": [
    "Prefect itself refused: it has an auth string of its own, which the header did not hold.",
    `${CUSTOM}, or give \`auth-string\` instead.`,
  ],
  "csrf-refused": [
    "Prefect has CSRF protection on and did not accept the token that it gave a moment ago.",
    "Check that the gate sends every request to the same Prefect, and that several servers share one database.",
  ],
  "csrf-headers-lost": [
    "The gate takes the headers Prefect-Csrf-Token and Prefect-Csrf-Client away.",
    "Let the gate pass both headers on to Prefect.",
  ],

  // 401 and 403 of a gate.
  "basic-gate-wrong-password": [
    "A Basic gate refused the user or the password.",
    "Compare `auth-string`, or `username` and `password`, with the list of users that the gate has.",
  ],
  "basic-gate-bearer-sent": [
    "The gate wants user and password (Basic), but a Bearer token was sent.",
    "Give `auth-string`, or `username` and `password`, in place of `api-key`.",
  ],
  "basic-gate-nothing-sent": [
    "The gate wants user and password (Basic), and no credential was sent.",
    `${SET_BASIC}.`,
  ],
  "basic-gate-custom-header": [
    "The gate wants user and password (Basic) and refused the Authorization from `headers`.",
    `${CUSTOM}, or give \`auth-string\` instead.`,
  ],
  "bearer-gate-basic-sent": [
    "The gate wants a Bearer token, but user and password (Basic) were sent.",
    "Put a token in `api-key` in place of `auth-string`, or of `username` and `password`.",
  ],
  "bearer-gate-token-not-seen": [
    "A Bearer token was sent, but the gate did not find it usable, or something on the way took it away.",
    "Check that nothing before the gate removes the Authorization header, and that `api-key` holds the token alone.",
  ],
  "bearer-gate-nothing-sent": ["The gate wants a Bearer token, and no credential was sent.", SET_BEARER],
  "bearer-gate-custom-header": [
    "The gate wants a Bearer token and refused the Authorization from `headers`.",
    `${CUSTOM}, or give \`api-key\` instead.`,
  ],
  "bearer-gate-invalid-token": [
    "A Bearer gate refused the token: it has expired, or its signature, issuer or audience is not accepted.",
    "Put a fresh token in `api-key`, and compare its `exp`, `iss` and `aud` with the gate's configuration.",
  ],
  "oauth2-proxy-basic-sent": [
    "An authentication service such as oauth2-proxy, which wants a token, refused the user and password.",
    "Put a JWT in `api-key` in place of `auth-string`, or of `username` and `password`.",
  ],
  "oauth2-proxy-token-refused": [
    "An authentication service that gives no reason, such as oauth2-proxy, refused the token.",
    "Compare `exp`, `iss` and `aud` of the token in `api-key` with --extra-jwt-issuers, and check that --skip-jwt-bearer-tokens is on.",
  ],
  "oauth2-proxy-nothing-sent": [
    "An authentication service such as oauth2-proxy wants a token, and no credential was sent.",
    SET_BEARER,
  ],
  "oauth2-proxy-custom-header": [
    "An authentication service such as oauth2-proxy refused the Authorization from `headers`.",
    `${CUSTOM}, or give \`api-key\` instead.`,
  ],
  "token-not-jwt": [
    "The gate did not accept the token, which is not a JWT: oauth2-proxy, Envoy and most other gates that take a Bearer token read JWTs only (three parts with two dots, signed by an issuer that the gate trusts).",
    "{whichJwt}",
  ],
  "token-expired": [
    "The token has expired.",
    "Put a fresh token in `api-key`, or let the action ask for one in each run (`oidc-audience`, `token-url`).",
  ],
  "token-not-yet-valid": [
    "The token is valid only from a later time (`nbf`).",
    "Correct the clock of the issuer, or put another token in `api-key`.",
  ],
  "token-clock": [
    "The token is valid by this runner's clock, but not by the gate's, which is {ahead}.",
    "Set both clocks right (NTP), or use a token that lives longer than they differ.",
  ],
  "envoy-rbac-denied": [
    "A rule of Envoy (RBAC) rejects this caller, as it does for a token with another subject (`sub`).",
    "Compare the token in `api-key` with the rule, which often names one repository and branch.",
  ],
  "jwt-expired": [
    "The gate refused the token because it has expired.",
    "Put a fresh token in `api-key`, one that lives longer than the job.",
  ],
  "jwt-not-yet-valid": [
    "The token is valid only from a later time (`nbf`), or the gate's clock is behind.",
    "Correct the clock of the gate or of the issuer, or put another token in `api-key`.",
  ],
  "jwt-issuer": [
    "The gate does not know the issuer (`iss`) of the token.",
    "Put a token of the gate's own issuer in `api-key`, or add this issuer to the gate's configuration.",
  ],
  "jwt-audience": [
    "The token is good, but made for another service (`aud`).",
    "Ask the issuer for a token with the audience that the gate expects, and put it in `api-key`.",
  ],
  "jwt-signature": [
    "The signature of the token does not fit the keys that the gate has of its issuer.",
    "Put an unchanged token of that issuer in `api-key`, and check that the gate has the issuer's present keys.",
  ],
  "jwt-keys": [
    "The gate has no key of the issuer for this token.",
    "Check the gate's key set (JWKS) and that it can fetch it, or put a token of the right issuer in `api-key`.",
  ],
  "jwt-malformed": [
    "The gate reads JWTs only, and what was sent as a Bearer token is not one.",
    "Put the whole JWT, three parts with two dots and nothing else, in `api-key`, not a key of another kind such as ghp_….",
  ],
  "jwt-refused": [
    "The gate refused the token for the reason that the body names.",
    "Put a token in `api-key` that the gate's configuration accepts.",
  ],
  "other-scheme-gate": [
    "The gate wants a kind of authentication that neither Prefect nor this action can do.",
    "Let the gate accept Basic (`auth-string`) or a Bearer token (`api-key`) for the path of `api-url`.",
  ],
  "browser-host-401": [
    // Measured, 1.40, with `deny_redirect_matcher`: no Location, and no challenge.
    "This is the browser host: Envoy's oauth2 filter wants a session, which only people get by signing in.",
    "Look for the machine host, a name or path that admits a password or token, set `api-url` to it and `ui-url` to this one.",
  ],
  "sign-in-page-403": [
    "A gate such as oauth2-proxy answered with its page for people to sign in, and no machine's credential counted.",
    "Let it accept tokens (--skip-jwt-bearer-tokens) and put one in `api-key`, or set `api-url` to the host for machines.",
  ],
  "haproxy-denied": [
    "A rule of HAProxy (http-request deny) met, as it does for a token with the wrong audience.",
    "{check}",
  ],
  unauthorized: ["The gate refused the credential and does not say why.", "{check}"],
  "unauthorized-nothing-sent": [
    "The gate wants a credential, does not say which, and none was sent.",
    "{check}",
  ],
  forbidden: ["The gate does not let this credential, or this runner's address, through.", "{checkAll}"],
  "forbidden-nothing-sent": [
    "The gate does not let requests without a credential{also}, or this runner's address, through.",
    "{checkAll}",
  ],

  // 4xx.
  "plain-http-on-tls-port": [
    "The port speaks TLS, and `api-url` starts with http://.",
    "Set `api-url` to {https}.",
  ],
  "client-certificate-missing": CERTIFICATE.missing,
  "client-certificate-refused": CERTIFICATE.refused,
  "rate-limited": [
    "The gate takes no more requests from this runner for now.",
    "Raise the gate's rate limit for the path of `api-url`: a deploy sends about nine requests per deployment.",
  ],
  "headers-too-large": [
    "The headers are larger than the gate allows.",
    "Raise the gate's limit for request headers, or shorten the token in `api-key` or the values in `headers`.",
  ],
  "body-too-large": [
    "The gate's limit for the body of a request is below the few bytes that were sent.",
    "Raise the gate's limit for request bodies to some megabytes (nginx: client_max_body_size).",
  ],
  "url-too-long": [
    "The URL is longer than the gate allows.",
    "Shorten the path in `api-url`, or raise the gate's limit for the request line.",
  ],
  "method-refused": [
    "The gate does not let this method through to the Prefect API.",
    "Allow GET, POST, PATCH and DELETE at the gate for the path of `api-url`.",
  ],
  "proxy-authentication": [
    "A forward proxy between this runner and the gate wants credentials of its own.",
    "Let that proxy pass the host in `api-url` without credentials, or use a runner that needs no proxy.",
  ],
  "wrong-virtual-host": [
    // Measured: Caddy 2.11 that wants a client certificate says so too where it is asked by IP address.
    "The gate does not serve this host on this connection, or only with a client certificate.",
    "Use the host that the gate's configuration names in `api-url`.",
  ],

  // 5xx, and the rest.
  "prefect-outside-ascii": [
    // Measured, 3.8.8: its own auth string is compared as ASCII, whatever it is.
    "Prefect's own authentication fails at characters outside ASCII, and the password or user has one.",
    "Use ASCII only in PREFECT_SERVER_API_AUTH_STRING and here; typographic quotes come from copying out of a document.",
  ],
  "prefect-error": [
    "Prefect itself failed, most often because of its database.",
    "Look for the error in the log of the Prefect server.",
  ],
  "auth-service-down": [
    "The gate cannot reach its authentication service (forwardAuth, auth_request).",
    "Start that service, or correct its address in the gate's configuration.",
  ],
  "server-error": [
    "The gate, or what is behind it, failed.",
    "Look for this request in the log of the gate and of the Prefect server.",
  ],
  "prefect-down": [
    // Measured: Caddy 2.11 says 502 for a dead forward_auth too.
    "Prefect{orForwardAuth} is down behind the gate.",
    "Start Prefect, or correct the address that the gate forwards to.",
  ],
  "prefect-maintenance": [
    "The Prefect server is in maintenance{until}.",
    "Run the job again when the maintenance is over; a higher `retries` and `timeout` let a run wait longer for that.",
  ],
  "prefect-busy": [
    "Prefect is up, but its database is locked or not reachable.",
    "Check the database of the Prefect server, and use PostgreSQL where several clients write at once.",
  ],
  "no-server": [
    "Prefect is down behind the gate.",
    "Start Prefect, or correct the servers and health checks in the gate's configuration.",
  ],
  "prefect-hangs": [
    "Prefect does not answer the gate in time.",
    "Check that Prefect and its database respond, and that the gate forwards to the right port.",
  ],
  "unexpected-answer": [
    "This is not what a Prefect server answers.",
    `Check that \`api-url\` is the address of the Prefect API, and ${LOOK}.`,
  ],
} as const satisfies Readonly<Record<string, readonly [means: string, todo: string]>>;

export type AnswerId = keyof typeof ANSWERS;

export type Told = Pick<Diagnosis, "id" | "means" | "todo">;

/** The texts of an answer, filled in. */
export function told(id: AnswerId, fillings: Readonly<Record<string, string>> = {}): Told {
  const [means, todo] = ANSWERS[id].map((text) =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => fillings[name] ?? whole),
  ) as [string, string];
  return { id, means, todo };
}
