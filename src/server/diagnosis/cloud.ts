import type { Answered, DiagnosisContext } from "./types.js";

/**
 * Gates that only a cloud has. None can run in a test, so all of this is as documented by their makers, and as public
 * projects have recorded it; docs/gates has a page for each.
 */
export const CLOUD = {
  "aws-alb-login": [
    "An AWS load balancer (ALB) answered: its rule for this path signs people in ({login}) and accepts no credential of a machine.",
    "Put a rule of a lower number before it that checks a JWT (jwt-validation) or a header of machines, or set `api-url` to a host that has such a rule.",
  ],
  "aws-alb-nothing-sent": [
    "An AWS load balancer (ALB) answered: its rule for this path wants a JWT or a session, and no Bearer token was sent.",
    "Set `oidc-audience`, `token-url` or `api-key`, and put a rule for machines (jwt-validation) before the one for people.",
  ],
  "aws-alb-token-refused": [
    "An AWS load balancer (ALB) refused the token, and does not say why.",
    "Compare the token's `iss`, `exp` and further claims with the rule's jwt-validation, which accepts RS256 only, and check that this rule comes before the one for people.",
  ],
  "cloudflare-access-nothing-sent": [
    "Cloudflare Access answered: it lets machines in by a service token, and no complete one was sent.",
    "Give both CF-Access-Client-Id and CF-Access-Client-Secret in `headers` (a secret that is not set arrives empty), and let a policy with the action Service Auth name that token.",
  ],
  "cloudflare-access-refused": [
    "Cloudflare Access refused the service token in `headers`: it is wrong, has expired, or no policy of this application lets it in.",
    "Compare both values with the service token in Cloudflare, and add a policy for it with the action Service Auth: with Allow, Access asks for a sign-in all the same.",
  ],
  "google-iap-nothing-sent": [
    "Google's Identity-Aware Proxy (IAP) answered: it wants an ID token of a Google service account, and no Bearer token was sent.",
    "Put such a token in `api-key`, with the client ID of IAP as its audience: google-github-actions/auth makes one (`token_format: id_token`, `id_token_include_email: true`).",
  ],
  "google-iap-refused": [
    "Google's Identity-Aware Proxy (IAP) refused the token for the reason that the body names.",
    "Put an ID token of a Google service account in `api-key`, with its email and with the client ID of IAP as its audience; IAP accepts no token of another issuer, so none of `oidc-audience`.",
  ],
  "google-iap-denied": [
    "Google's Identity-Aware Proxy (IAP) knows whose token this is, and does not let that account in.",
    "Give the service account the role IAP-secured Web App User (roles/iap.httpsResourceAccessor) for this backend.",
  ],
} as const satisfies Readonly<Record<string, readonly [means: string, todo: string]>>;

export type CloudId = keyof typeof CLOUD;

/** Google and Cloudflare mark what they answer themselves. */
export function byCloud(answer: Answered, context: DiagnosisContext): CloudId | undefined {
  if (isIap(answer)) {
    if (answer.status === 403) return "google-iap-denied";
    // Where Authorization is for Prefect, IAP takes its token from Proxy-Authorization.
    const isSent = sendsBearer(context) || sends(context, "proxy-authorization");
    return isSent ? "google-iap-refused" : "google-iap-nothing-sent";
  }
  if (!isCloudflareAccess(answer)) return undefined;
  const isSent = SERVICE_TOKEN.every((name) => sends(context, name));
  return isSent ? "cloudflare-access-refused" : "cloudflare-access-nothing-sent";
}

/** A load balancer of AWS passes the `Server` of what is behind it on, so its own name is on its own answers alone. */
export function byLoadBalancer(answer: Answered, context: DiagnosisContext): CloudId | undefined {
  const { server = "", "set-cookie": cookies = "" } = answer.headers;
  if (!server.startsWith("awselb/") && !cookies.includes("AWSALBAuthNonce=")) return undefined;
  if (answer.status < 400) return "aws-alb-login";
  // Its 403 are of its firewall (WAF).
  if (answer.status !== 401) return undefined;
  return sendsBearer(context) ? "aws-alb-token-refused" : "aws-alb-nothing-sent";
}

function isIap(answer: Answered): boolean {
  return answer.headers["x-goog-iap-generated-response"] === "true" || iapReason(answer) !== undefined;
}

/** Without what comes before it: the word after "credentials:" would be hidden as a secret. */
export function iapReason({ body }: Answered): string | undefined {
  return /^Invalid IAP credentials:\s*(\S.*)/.exec(body)?.[1];
}

const SERVICE_TOKEN = ["cf-access-client-id", "cf-access-client-secret"] as const;

/** Cloudflare also stands before many servers without Access, so `Server: cloudflare` says nothing. */
function isCloudflareAccess({ headers, url }: Answered): boolean {
  const challenge = headers["www-authenticate"];
  // Another one is of the gate behind it.
  if (challenge !== undefined) return /^cloudflare-access\b/i.test(challenge);
  if ("cf-access-domain" in headers || "cf-access-aud" in headers) return true;
  const to = URL.parse(headers["location"] ?? "", url);
  return /\.cloudflareaccess\.com$/.test(to?.hostname ?? "");
}

function sendsBearer(context: DiagnosisContext): boolean {
  return sends(context, "authorization") || context.credential === "bearer";
}

function sends({ headerNames }: DiagnosisContext, name: string): boolean {
  return headerNames.some((one) => one.toLowerCase() === name);
}
