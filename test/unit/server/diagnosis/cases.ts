import type { Answered, DiagnosisContext, Observation } from "../../../../src/server/diagnosis/types.js";

/** Answers of gates and what each must be taken for: the table of the test, and of docs/troubleshooting.md. */

export const API = "https://prefect.example.com/api";
export const none: DiagnosisContext = { apiUrl: API, credential: "none", headerNames: ["X-Team"] };
const basic: DiagnosisContext = { ...none, credential: "basic" };
const bearer: DiagnosisContext = { ...none, credential: "bearer" };
const client: DiagnosisContext = { ...none, clientCertificate: true };
const custom: DiagnosisContext = { ...none, headerNames: ["authorization"] };

/** As recorded from Prefect 3.8.8, Traefik 3.7.15, nginx 1.31.3, Caddy 2.11.7 and Envoy 1.40.0; others from their sources. */
export function answer(
  status: number,
  headers: Record<string, string> = {},
  body = "",
  more: { method?: "GET" | "POST"; apiUrl?: string } = {},
): Observation {
  const { method = "GET", apiUrl = API } = more;
  const url = apiUrl + (method === "GET" ? "/admin/version" : "/deployments/filter");
  return { kind: "answer", method, url, status, headers, body };
}

const failure = (code: string, more: { detail?: string; waitedMs?: number } = {}): Observation => ({
  kind: "failure",
  url: `${API}/admin/version`,
  code,
  ...more,
});

export const at = (apiUrl: string): DiagnosisContext => ({ ...none, apiUrl });
export const nginx = (heading: string) =>
  `<html>\r\n<head><title>${heading}</title></head>\r\n<body>\r\n<center><h1>${heading}</h1></center>\r\n<hr><center>nginx/1.31.3</center>\r\n</body>\r\n</html>\r\n`;

export const HTML = { "content-type": "text/html; charset=utf-8", server: "uvicorn" };
export const NGINX = { "content-type": "text/html", server: "nginx/1.31.3" };
const GO_TEXT = { "content-type": "text/plain; charset=utf-8" };
export const JSON_TYPE = { "content-type": "application/json", server: "uvicorn" };
const REALM = `Bearer realm="${API}/admin/version"`;
const envoy = (error = ', error="invalid_token"') => ({
  "www-authenticate": REALM + error,
  "content-type": "text/plain",
  server: "envoy",
});
export const UI = '<!DOCTYPE html>\n<html lang="en">\n  <head>\n    <title>Prefect Server</title>\n  </head>';
const SIGN_IN =
  '<!DOCTYPE html><html lang="en"><head><title>Sign In</title></head><body><form method="GET" action="/oauth2/start">';
const BASIC_REALM = { "www-authenticate": 'Basic realm="traefik"', "content-type": "text/plain" };
const PREFECT_401 = '{"exception_message":"Unauthorized"}';
export const location = (url: string) => ({ location: url });

/** Id and retry are what the diagnosis must say. */
export type Case = readonly [
  seen: string,
  observation: Observation,
  context: DiagnosisContext,
  id: string,
  retry?: "retried",
];

export const NOW = Date.parse("2026-01-02T03:04:05Z");
export const HOUR = 3_600_000;

/** As `ghp_…`: it says nothing about itself. */
export const opaque: DiagnosisContext = { ...bearer, token: { from: "api-key" } };
const opaqueInHeaders: DiagnosisContext = { ...custom, token: { from: "headers" } };

/** An answer of oauth2-proxy, which gives no reason; the clocks are the gate's and the runner's. */
const unexplained = (gate: number, runner = gate): Observation => ({
  ...(answer(401, { ...GO_TEXT, date: new Date(gate).toUTCString() }, "Unauthorized\n") as Answered),
  receivedAt: runner,
});
/** A redirect to people's sign-in, at a time. */
export const toSignIn = (at: number): Observation => ({
  ...(answer(302, location("https://login.example.com/authorize?state=STATE")) as Answered),
  receivedAt: at,
});
export const withToken = (jwt: { expires?: number; notBefore?: number }): DiagnosisContext => ({
  ...bearer,
  token: { from: "api-key", jwt: { issuer: "https://idp.example.com", audiences: ["prefect"], ...jwt } },
});

export const maintained = (headers: Record<string, string>): Observation => ({
  ...(answer(503, { ...JSON_TYPE, "prefect-maintenance": "true", ...headers }, "{}") as Answered),
  receivedAt: NOW,
});

/** As documented: these gates cannot run in a test. docs/gates names the sources. */
const ALB = { server: "awselb/2.0", "content-type": "text/html" };
const ALB_401 = answer(401, ALB, "<html>\r\n<head><title>401 Authorization Required</title></head>");
const ALB_LOGIN = "https://login.example.com/oauth2/authorize?client_id=1&state=STATE";
const ACCESS_LOGIN =
  "https://team.cloudflareaccess.com/cdn-cgi/access/login/prefect.example.com?kid=1&meta=STATE";
const ACCESS_CHALLENGE = 'Cloudflare-Access resource_metadata="https://prefect.example.com/.well-known/x"';
const IAP = { "x-goog-iap-generated-response": "true", "content-type": "text/html; charset=UTF-8" };
const IAP_LOGIN = "https://accounts.google.com/o/oauth2/v2/auth?client_id=1&state=STATE";
export const iap = (reason: string) => answer(401, IAP, `Invalid IAP credentials: ${reason}`);
const access: DiagnosisContext = { ...none, headerNames: ["CF-Access-Client-Id", "CF-Access-Client-Secret"] };
const halfAccess: DiagnosisContext = { ...none, headerNames: ["CF-Access-Client-Id"] };

// One row is one line: a table, not code.
// prettier-ignore
export const CASES: readonly Case[] = [
  ["Envoy's rule on the subject of a token", answer(403, GO_TEXT, "RBAC: access denied"), bearer, "envoy-rbac-denied"],
  ["an HTTP proxy that does not open a tunnel", failure("ERR_PROXY_TUNNEL"), none, "proxy-tunnel-refused"],
  ["a token in `headers` that has expired, and no reason", unexplained(NOW), { ...custom, token: { from: "headers", jwt: { issuer: "https://idp.example.com", audiences: ["prefect"], expires: NOW - HOUR } } }, "token-expired"],
  ["a token that has expired, and no reason", unexplained(NOW), withToken({ expires: NOW - 3 * HOUR }), "token-expired"],
  ["a token of the future, and no reason", unexplained(NOW), withToken({ notBefore: NOW + HOUR }), "token-not-yet-valid"],
  ["a token that is good by the runner's clock only", unexplained(NOW + 2 * HOUR, NOW), withToken({ expires: NOW + HOUR }), "token-clock"],
  ["Basic gate (Traefik), wrong password", answer(401, BASIC_REALM, "401 Unauthorized\n"), basic, "basic-gate-wrong-password"],
  ["Basic gate (nginx), a Bearer sent", answer(401, { ...NGINX, "www-authenticate": 'Basic realm="x"' }, nginx("401 Authorization Required")), bearer, "basic-gate-bearer-sent"],
  ["Basic gate (Caddy), nothing sent", answer(401, { server: "Caddy", "www-authenticate": 'Basic realm="restricted"' }), none, "basic-gate-nothing-sent"],
  ["Basic gate, Authorization from headers", answer(401, BASIC_REALM), custom, "basic-gate-custom-header"],
  ["a gate that offers both, Basic sent", answer(401, { "www-authenticate": 'Bearer realm="x", Basic realm="y"' }), basic, "basic-gate-wrong-password"],
  ["a gate that offers both, Bearer sent", answer(401, { "www-authenticate": 'Basic realm="y", Bearer error="invalid_token"' }), bearer, "bearer-gate-invalid-token"],
  ["Bearer gate (mod_auth_openidc, recorded), invalid token", answer(401, { "www-authenticate": 'Bearer error="invalid_token", error_description="JWT token could not be validated"' }), bearer, "bearer-gate-invalid-token"],
  ["Bearer gate, Basic sent", answer(401, { "www-authenticate": 'Bearer error="invalid_request"' }), basic, "bearer-gate-basic-sent"],
  ["Bearer gate, nothing sent", answer(401, { "www-authenticate": "Bearer" }), none, "bearer-gate-nothing-sent"],
  ["Bearer gate that saw no token", answer(401, { "www-authenticate": 'Bearer error="invalid_request"' }), bearer, "bearer-gate-token-not-seen"],
  ["Bearer gate, Authorization from headers", answer(401, { "www-authenticate": 'Bearer error="invalid_token"' }), custom, "bearer-gate-custom-header"],
  ["Envoy behind nginx auth_request", answer(401, { ...NGINX, "www-authenticate": `${REALM}, error="invalid_token"` }, nginx("401 Authorization Required")), bearer, "bearer-gate-invalid-token"],
  ["Envoy, no token", answer(401, envoy(""), "Jwt is missing"), none, "bearer-gate-nothing-sent"],
  ["Envoy, Basic sent", answer(401, envoy(""), "Jwt is missing"), basic, "bearer-gate-basic-sent"],
  ["Envoy, the token got lost", answer(401, envoy(""), "Jwt is missing"), bearer, "bearer-gate-token-not-seen"],
  ["Envoy, expired", answer(401, envoy(), "Jwt is expired"), bearer, "jwt-expired"],
  ["Envoy, not yet valid", answer(401, envoy(), "Jwt not yet valid"), bearer, "jwt-not-yet-valid"],
  ["Envoy, issuer", answer(401, envoy(), "Jwt issuer is not configured"), bearer, "jwt-issuer"],
  ["Envoy, audience", answer(403, envoy(), "Audiences in Jwt are not allowed"), bearer, "jwt-audience"],
  ["Envoy, signature", answer(401, envoy(), "Jwt verification fails"), bearer, "jwt-signature"],
  ["Envoy, key", answer(401, envoy(), "Jwks doesn't have key to match kid or alg from Jwt"), bearer, "jwt-keys"],
  ["Envoy, no JWT", answer(401, envoy(), "Jwt is not in the form of Header.Payload.Signature with two dots and 3 sections"), bearer, "jwt-malformed"],
  ["Envoy, another reason", answer(401, envoy(), "Jwt something new"), bearer, "jwt-refused"],
  ["oauth2-proxy (recorded), token refused", answer(401, GO_TEXT, "Unauthorized\n"), bearer, "oauth2-proxy-token-refused"],
  ["oauth2-proxy (recorded), Basic sent", answer(401, GO_TEXT, "Unauthorized"), basic, "oauth2-proxy-basic-sent"],
  ["oauth2-proxy (recorded), nothing sent", answer(401, GO_TEXT, "Unauthorized"), none, "oauth2-proxy-nothing-sent"],
  ["oauth2-proxy (recorded), Authorization from headers", answer(401, GO_TEXT, "Unauthorized"), custom, "oauth2-proxy-custom-header"],
  ["oauth2-proxy, an opaque token", answer(401, GO_TEXT, "Unauthorized\n"), opaque, "token-not-jwt"],
  ["oauth2-proxy, an opaque token in `headers`", answer(401, GO_TEXT, "Unauthorized\n"), opaqueInHeaders, "token-not-jwt"],
  ["oauth2-proxy's sign-in page, an opaque token", answer(403, HTML, SIGN_IN), opaque, "token-not-jwt"],
  ["Bearer gate (mod_auth_openidc), an opaque token", answer(401, { "www-authenticate": 'Bearer error="invalid_token"' }), opaque, "token-not-jwt"],
  ["Bearer gate without a reason, an opaque token", answer(401, { "www-authenticate": "Bearer" }), opaque, "token-not-jwt"],
  ["Envoy (recorded), an opaque token", answer(401, envoy(), "Jwt is not in the form of Header.Payload.Signature with two dots and 3 sections"), opaque, "jwt-malformed"],
  ["Envoy, an opaque token that got lost", answer(401, envoy(""), "Jwt is missing"), opaque, "bearer-gate-token-not-seen"],
  ["Basic gate, an opaque token", answer(401, BASIC_REALM), opaque, "basic-gate-bearer-sent"],
  ["Prefect's own auth string, another one sent", answer(401, JSON_TYPE, PREFECT_401), basic, "prefect-auth-wrong"],
  ["Prefect's own auth string, Bearer sent", answer(401, JSON_TYPE, PREFECT_401), bearer, "prefect-auth-bearer-sent"],
  ["Prefect's own auth string, nothing sent", answer(401, JSON_TYPE, PREFECT_401), none, "prefect-auth-nothing-sent"],
  ["Prefect's own auth string, Authorization from headers", answer(401, JSON_TYPE, PREFECT_401), custom, "prefect-auth-custom-header"],
  ["Prefect's own auth string, an opaque token", answer(401, JSON_TYPE, PREFECT_401), opaque, "prefect-auth-bearer-sent"],
  ["Prefect's own auth string behind a Bearer gate (recorded, Envoy), a JWT", answer(401, { ...JSON_TYPE, server: "envoy" }, PREFECT_401), withToken({}), "prefect-auth-behind-bearer-gate"],
  ["Prefect's own auth string behind a Bearer gate, a JWT in `headers`", answer(401, JSON_TYPE, PREFECT_401), { ...withToken({}), ...custom }, "prefect-auth-behind-bearer-gate"],
  ["Prefect's own auth string behind a Bearer gate, an opaque token of `token-url`", answer(401, JSON_TYPE, PREFECT_401), { ...bearer, token: { from: "token-url" } }, "prefect-auth-behind-bearer-gate"],
  ["AWS ALB (as documented), jwt-validation, a token", ALB_401, bearer, "aws-alb-token-refused"],
  ["AWS ALB (as documented), jwt-validation, an opaque token", ALB_401, opaque, "token-not-jwt"],
  ["AWS ALB (as documented), nothing sent", ALB_401, none, "aws-alb-nothing-sent"],
  ["AWS ALB (as documented), Basic sent", ALB_401, basic, "aws-alb-nothing-sent"],
  ["Cloudflare Access (as documented), strict, a wrong service token", answer(401, { server: "cloudflare", "cf-access-domain": "prefect.example.com" }), access, "cloudflare-access-refused"],
  ["Cloudflare Access (as documented), 401 in place of a redirect", answer(401, { server: "cloudflare", "www-authenticate": ACCESS_CHALLENGE }, "<head><title>401 Unauthorized</title></head>"), none, "cloudflare-access-nothing-sent"],
  ["a Basic gate behind Cloudflare Access, should its answer bear the marks too", answer(401, { ...BASIC_REALM, server: "cloudflare", "cf-access-domain": "prefect.example.com" }), { ...access, credential: "basic" }, "basic-gate-wrong-password"],
  ["a Basic gate behind Cloudflare without Access", answer(401, { ...BASIC_REALM, server: "cloudflare" }), basic, "basic-gate-wrong-password"],
  ["Google IAP (as documented), nothing sent", iap("empty token"), none, "google-iap-nothing-sent"],
  ["Google IAP (as documented), without its header", answer(401, HTML, "Invalid IAP credentials: empty token"), basic, "google-iap-nothing-sent"],
  ["Google IAP (as documented), a token in Proxy-Authorization", iap("Unable to parse JWT"), { ...basic, headerNames: ["Proxy-Authorization"] }, "google-iap-refused"],
  ["Google IAP (as documented), an opaque token", iap("Unable to parse JWT"), opaque, "google-iap-refused"],
  ["Google IAP (as documented), a token of another audience", iap("JWT audience doesn't match this application"), bearer, "google-iap-refused"],
  ["Google IAP (as documented), a token of GitHub", iap("JWT signature is invalid"), { ...bearer, token: { from: "oidc-audience", jwt: { audiences: [] } } }, "google-iap-refused"],
  ["another scheme", answer(401, { "www-authenticate": "Negotiate, NTLM" }), basic, "other-scheme-gate"],
  ["401 without any hint", answer(401, {}, "no"), bearer, "unauthorized"],
  ["401 without any hint, nothing sent", answer(401, {}, "no"), none, "unauthorized-nothing-sent"],

  ["401, Envoy's oauth2 filter, without a redirect", answer(401, { "content-type": "text/plain", server: "envoy" }, "OAuth flow failed."), bearer, "browser-host-401"],
  ["403, oauth2-proxy's sign-in page (recorded)", answer(403, HTML, SIGN_IN), bearer, "sign-in-page-403"],
  ["403, HAProxy's rule (recorded)", answer(403, { "content-type": "text/html" }, "<html><body><h1>403 Forbidden</h1>\nRequest forbidden by administrative rules.\n</body></html>\n"), bearer, "haproxy-denied"],
  ["403 of another gate", answer(403, NGINX, nginx("403 Forbidden")), bearer, "forbidden"],
  ["403, Cloudflare Access (as documented), nothing sent", answer(403, { server: "cloudflare", "cf-access-domain": "prefect.example.com", "cf-access-aud": "1" }), none, "cloudflare-access-nothing-sent"],
  ["403, Cloudflare Access (as documented), a service token", answer(403, { server: "cloudflare", "cf-access-domain": "prefect.example.com", "cf-access-aud": "1" }), access, "cloudflare-access-refused"],
  ["403, Google IAP (as documented), an account without the role", answer(403, IAP, "Access denied"), bearer, "google-iap-denied"],
  ["403, the firewall of an AWS ALB", answer(403, ALB, "<html>"), bearer, "forbidden"],
  ["403 of an address list", answer(403, {}, "Forbidden"), none, "forbidden-nothing-sent"],
  ["403, Cloudflare without Access", answer(403, { server: "cloudflare" }, "<html><title>Attention Required! | Cloudflare</title>"), access, "forbidden-nothing-sent"],
  ["403, Prefect refused the CSRF token", answer(403, JSON_TYPE, '{"detail":"Invalid CSRF token or client identifier."}', { method: "POST" }), basic, "csrf-refused"],

  ["302 to an issuer", answer(302, location("https://login.example.com/oauth2/v2.0/authorize?client_id=1&state=STATE&nonce=NONCE")), bearer, "redirect-to-login"],
  ["302 to oauth2-proxy on the same host", answer(302, location("/oauth2/start?rd=%2Fapi")), none, "redirect-to-login"],
  ["303 to a sign-in path", answer(303, location("https://prefect.example.com/oauth2/sign_in")), none, "redirect-to-login"],
  ["307 to another host", answer(307, location("https://team.example.net/cdn-cgi/x?meta=STATE")), none, "redirect-to-login"],
  ["302, AWS ALB (as documented), authenticate-oidc", answer(302, { ...ALB, ...location(ALB_LOGIN) }), bearer, "aws-alb-login"],
  ["302, AWS ALB (as documented), that hides its name", answer(302, { "set-cookie": "AWSALBAuthNonce=STATE; Path=/", ...location(ALB_LOGIN) }), none, "aws-alb-login"],
  ["302, Cloudflare Access (as documented), nothing sent", answer(302, { server: "cloudflare", "www-authenticate": ACCESS_CHALLENGE, ...location(ACCESS_LOGIN) }), none, "cloudflare-access-nothing-sent"],
  ["302, Cloudflare Access (as documented), half a service token", answer(302, { server: "cloudflare", ...location(ACCESS_LOGIN) }), halfAccess, "cloudflare-access-nothing-sent"],
  ["302, Cloudflare Access (as documented), a wrong service token", answer(302, { server: "cloudflare", ...location(ACCESS_LOGIN) }), access, "cloudflare-access-refused"],
  ["302, Google IAP (as documented)", answer(302, { ...IAP, ...location(IAP_LOGIN) }, "Invalid IAP credentials: empty token"), none, "google-iap-nothing-sent"],
  ["302 to Google's sign-in, of another gate", answer(302, location(IAP_LOGIN)), none, "redirect-to-login"],
  ["301 to https, AWS ALB", answer(301, { ...ALB, ...location("https://prefect.example.com/api/admin/version") }, "", { apiUrl: "http://prefect.example.com/api" }), at("http://prefect.example.com/api"), "redirect-to-https"],
  ["302 to an issuer, an opaque token", toSignIn(NOW), opaque, "redirect-to-login"],
  ["302 to an issuer, a good JWT", toSignIn(NOW), withToken({ expires: NOW + HOUR }), "redirect-to-login"],
  ["302 to an issuer, a JWT that has expired", toSignIn(NOW), withToken({ expires: NOW - HOUR }), "token-expired"],
  ["302 to https, a JWT that has expired", answer(301, location("https://prefect.example.com/api/admin/version"), "", { apiUrl: "http://prefect.example.com/api" }), { ...withToken({ expires: NOW - HOUR }), apiUrl: "http://prefect.example.com/api" }, "redirect-to-https"],
  ["301 to https", answer(301, location("https://prefect.example.com/api/admin/version"), "", { apiUrl: "http://prefect.example.com/api" }), at("http://prefect.example.com/api"), "redirect-to-https"],
  ["308 to https on another port", answer(308, location("https://h:8443/p/api/admin/version"), "", { apiUrl: "http://h:8080/p/api" }), at("http://h:8080/p/api"), "redirect-to-https"],
  ["307 back to http", answer(307, location("http://prefect.example.com/api/admin/version")), none, "redirect-to-http"],
  ["307 with a slash more", answer(307, location(`${API}/admin/version/`)), none, "redirect-trailing-slash"],
  ["301 to a new host", answer(301, location("https://new.example.com/api/admin/version")), none, "redirect-moved"],
  ["302 to another path", answer(302, location("/dashboard")), none, "redirect-other"],
  ["302 without Location", answer(302), none, "redirect-without-location"],
  ["302 to what is not a URL", answer(302, location("https://")), none, "redirect-without-location"],

  ["200, the UI (3.0.11, no /api)", answer(200, HTML, UI, { apiUrl: "https://h" }), at("https://h"), "prefect-ui"],
  ["200, the UI although /api is there", answer(200, HTML, UI), none, "prefect-ui-at-api"],
  ["200, the UI at a prefix (3.0.11 knows none for the API)", answer(200, HTML, UI, { apiUrl: "https://h/prefect/api" }), at("https://h/prefect/api"), "prefect-ui-at-api"],
  ["200, a sign-in page", answer(200, HTML, SIGN_IN), none, "sign-in-page"],
  ["200, another page", answer(200, HTML, "<html><title>It works!</title>"), none, "html-page"],
  ["200, nothing (Caddy, unknown host)", answer(200, { server: "Caddy" }), none, "empty-answer"],
  ["200, other JSON", answer(200, JSON_TYPE, "true"), none, "other-json"],
  ["200, JSON that is not a version", answer(200, JSON_TYPE, '"hello"'), none, "other-json"],
  ["200, no list for the POST", answer(200, JSON_TYPE, '"3.8.8"', { method: "POST" }), none, "other-json"],
  ["404, Prefect (3.8.8, no /api)", answer(404, JSON_TYPE, '{"detail":"Not Found"}', { apiUrl: "https://h" }), at("https://h"), "api-missing"],
  ["404, Prefect at /api/v1", answer(404, JSON_TYPE, '{"detail":"Not Found"}', { apiUrl: `${API}/v1` }), at(`${API}/v1`), "prefect-wrong-path"],
  ["404, Prefect at /api/api", answer(404, JSON_TYPE, '{"detail":"Not Found"}', { apiUrl: `${API}/api` }), at(`${API}/api`), "prefect-wrong-path"],
  ["404, Prefect (3.8.8) with a base path, asked without it", answer(404, JSON_TYPE, '{"detail":"Not Found"}'), none, "prefect-wrong-path"],
  ["404, Prefect behind a prefix", answer(404, JSON_TYPE, '{"detail":"Not Found"}', { apiUrl: "https://h/prefect/api" }), at("https://h/prefect/api"), "prefect-wrong-path"],
  ["404, Traefik", answer(404, GO_TEXT, "404 page not found\n"), none, "traefik-no-router"],
  ["404, nginx", answer(404, NGINX, nginx("404 Not Found")), none, "not-found"],

  ["400, nginx, http to a TLS port", answer(400, NGINX, nginx("400 The plain HTTP request was sent to HTTPS port")), at("http://h/api"), "plain-http-on-tls-port"],
  ["400, Caddy, http to a TLS port", answer(400, {}, "Client sent an HTTP request to an HTTPS server.\n"), at("http://h/api"), "plain-http-on-tls-port"],
  ["400, nginx, client certificate", answer(400, NGINX, nginx("400 No required SSL certificate was sent")), none, "client-certificate-missing"],
  ["400, nginx, a client certificate of another authority", answer(400, NGINX, nginx("400 The SSL certificate error")), client, "client-certificate-refused"],
  ["400, nginx, large headers", answer(400, NGINX, nginx("400 Request Header Or Cookie Too Large")), bearer, "headers-too-large"],
  ["431, Envoy", answer(431, { server: "envoy" }, "Request Header Fields Too Large"), bearer, "headers-too-large"],
  ["413", answer(413, {}, "Request Entity Too Large", { method: "POST" }), none, "body-too-large"],
  ["414", answer(414), none, "url-too-long"],
  ["405", answer(405, JSON_TYPE, '{"detail":"Method Not Allowed"}', { method: "POST" }), none, "method-refused"],
  ["407 (by its specification)", answer(407), none, "proxy-authentication"],
  ["421", answer(421), none, "wrong-virtual-host"],
  ["429, Traefik", answer(429, { "retry-after": "60" }, "Too Many Requests"), none, "rate-limited", "retried"],

  ["500, Traefik forwardAuth", answer(500), none, "auth-service-down", "retried"],
  ["500, nginx auth_request", answer(500, NGINX, nginx("500 Internal Server Error")), none, "auth-service-down", "retried"],
  ["500, Prefect", answer(500, JSON_TYPE, '{"exception_message":"Internal Server Error"}'), none, "prefect-error"],
  ["500, Prefect's own auth string, a password with an umlaut", answer(500, JSON_TYPE, '{"exception_message":"Internal Server Error"}'), { ...basic, outsideAscii: true }, "prefect-outside-ascii"],
  ["500, something else", answer(500, GO_TEXT, "boom"), none, "server-error"],
  ["502, Traefik", answer(502, {}, "Bad Gateway"), none, "prefect-down", "retried"],
  ["502, Caddy", answer(502, { server: "Caddy" }), none, "prefect-down", "retried"],
  ["503, HAProxy (recorded)", answer(503, { "content-type": "text/html" }, "<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>\n"), none, "no-server", "retried"],
  ["503, Prefect's database locked", answer(503, JSON_TYPE, '{"exception_message":"Service Unavailable"}', { method: "POST" }), none, "prefect-busy", "retried"],
  ["503, in maintenance (as Prefect's client 3.9.1 knows it), until a date", maintained({ "retry-after": "Fri, 02 Jan 2026 04:30:00 GMT" }), none, "prefect-maintenance", "retried"],
  ["503, in maintenance, for some seconds", maintained({ "retry-after": "600" }), none, "prefect-maintenance", "retried"],
  ["503, in maintenance, of no known end", maintained({}), none, "prefect-maintenance", "retried"],
  ["503, Prefect-Maintenance that is not true", answer(503, { ...JSON_TYPE, "prefect-maintenance": "false" }), none, "no-server", "retried"],
  ["504, nginx", answer(504, NGINX, nginx("504 Gateway Time-out")), none, "prefect-hangs", "retried"],

  ["ENOTFOUND", failure("ENOTFOUND"), none, "dns-unknown"],
  ["EAI_AGAIN", failure("EAI_AGAIN"), none, "dns-unavailable", "retried"],
  ["ECONNREFUSED", failure("ECONNREFUSED"), none, "connection-refused", "retried"],
  ["ECONNRESET", failure("ECONNRESET"), none, "connection-reset", "retried"],
  ["EPIPE", failure("EPIPE"), none, "connection-reset", "retried"],
  ["ETIMEDOUT (by its specification)", failure("ETIMEDOUT"), none, "connection-timeout", "retried"],
  ["EHOSTUNREACH", failure("EHOSTUNREACH"), none, "host-unreachable", "retried"],
  ["ENETUNREACH", failure("ENETUNREACH"), none, "host-unreachable", "retried"],
  ["our own time-out", failure("TIMEOUT", { waitedMs: 15_000 }), none, "request-timeout", "retried"],
  ["a self-signed certificate", failure("DEPTH_ZERO_SELF_SIGNED_CERT"), none, "tls-self-signed"],
  ["a private CA", failure("SELF_SIGNED_CERT_IN_CHAIN"), none, "tls-private-ca"],
  ["a missing issuer", failure("UNABLE_TO_VERIFY_LEAF_SIGNATURE"), none, "tls-issuer-unknown"],
  ["an expired certificate", failure("CERT_HAS_EXPIRED"), none, "tls-expired"],
  ["a certificate of the future", failure("CERT_NOT_YET_VALID"), none, "tls-not-yet-valid"],
  ["a certificate for another host", failure("ERR_TLS_CERT_ALTNAME_INVALID", { detail: "DNS:wrong.example" }), none, "tls-wrong-host"],
  ["https on a plain port", failure("ERR_SSL_WRONG_VERSION_NUMBER"), none, "tls-on-plain-port"],
  ["a handshake without a reason", failure("EPROTO"), none, "tls-on-plain-port"],
  ["a proxy that is not there", failure("ERR_PROXY_CONNECT", { detail: "ECONNREFUSED" }), none, "proxy-unreachable", "retried"],
  ["mTLS", failure("ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED"), none, "tls-client-certificate"],
  ["mTLS, with a client certificate of another authority", failure("ERR_SSL_TLSV1_ALERT_UNKNOWN_CA"), client, "tls-client-certificate-refused"],
  ["a handshake that Caddy refused", failure("ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR"), none, "tls-refused"],
  ["another TLS failure", failure("ERR_SSL_UNSUPPORTED_PROTOCOL"), none, "tls-failed"],
  ["no HTTP", failure("HPE_INVALID_CONSTANT"), none, "not-http"],
  ["HTTP of another version", failure("HPE_INVALID_VERSION", { detail: "Invalid HTTP version" }), none, "not-http"],
  ["Content-Length twice", failure("HPE_UNEXPECTED_CONTENT_LENGTH", { detail: "Duplicate Content-Length" }), none, "malformed-http"],
  ["Content-Length with Transfer-Encoding", failure("HPE_INVALID_TRANSFER_ENCODING", { detail: "Transfer-Encoding can't be present with Content-Length" }), none, "malformed-http"],
  ["a header that is none", failure("HPE_INVALID_HEADER_TOKEN", { detail: "Invalid header token" }), none, "malformed-http"],
  ["endless headers", failure("HPE_HEADER_OVERFLOW"), none, "answer-too-large"],
  ["an encoding that nobody asked for", failure("UNKNOWN_ENCODING", { detail: "zstd" }), none, "unknown-encoding"],
  ["a body that is not in its encoding", failure("DAMAGED_ENCODING", { detail: "gzip" }), none, "damaged-encoding"],
  ["an unknown failure", failure("EWHATEVER"), none, "connection-failed"],

  ["an unknown status", answer(418, { "content-type": "text/x", server: "teapot" }, "short and stout"), none, "unexpected-answer"],
  ["520 of Cloudflare", answer(520, { server: "cloudflare" }), none, "unexpected-answer"],
  ["201", answer(201, JSON_TYPE, "{}"), none, "unexpected-answer"],
  ["a version that is not said to be JSON", answer(200, GO_TEXT, '"3.8.8"'), none, "unexpected-answer"],
];
