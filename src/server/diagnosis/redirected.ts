import { SLASH, withoutEnd } from "../../base/edges.js";
import { quote } from "../../base/quote.js";
import { saw, sent } from "./answer.js";
import { told, type Told } from "./answers.js";
import { byCloud, byLoadBalancer } from "./cloud.js";
import { aboutToken, ahead, byToken, clocks, forMinted, isOpaque } from "./token.js";
import type { Answered, Diagnosis, DiagnosisContext } from "./types.js";

const LOGIN =
  /\/(authorize|oauth2\/(start|sign_in|auth)|login|log-in|signin|sign-in|sign_in|sso|saml2?|auth|adfs|realms)(\/|$)/i;

/**
 * Every redirect is an error: a 301 turns the CLI's POST into a GET, and a deploy half-succeeds.
 * Of the Location only origin and path are shown: its query may hold a state or a nonce.
 */
export function diagnoseRedirect(answer: Answered, context: DiagnosisContext): Diagnosis {
  const from = new URL(answer.url);
  const { location } = answer.headers;
  const to = location ? URL.parse(location, from.href) : null;
  if (to === null) {
    const seen = saw(answer, "a redirect without a usable Location");
    return { ...told("redirect-without-location"), saw: seen, retry: false };
  }
  const shown = quote(/^https?:$/.test(to.protocol) ? to.origin + to.pathname : to.protocol, 120);
  const clause = `a redirect to ${shown}`;
  const found = kind(from, to, context);
  if (found.id !== "redirect-to-login") return { ...found, saw: saw(answer, clause), retry: false };
  const at = clocks(answer);
  const id = byCloud(answer, context) ?? byLoadBalancer(answer, context) ?? byToken(at, context);
  const better = id === undefined ? found : told(id, { ahead: ahead(at), login: quote(to.host, 80) });
  return {
    ...better,
    todo: forMinted(better, context),
    saw: saw(answer, clause, ...aboutToken(at, context)),
    retry: false,
  };
}

function kind(from: URL, to: URL, context: DiagnosisContext): Told {
  const better = apiUrlBehind(to, context, from);
  const isSameHost = from.hostname === to.hostname;
  if (LOGIN.test(to.pathname)) return toLogin(to, context);
  if (isSameHost && from.pathname === to.pathname && from.protocol !== to.protocol) {
    return to.protocol === "https:"
      ? told("redirect-to-https", { better: better ?? "the https:// address" })
      : told("redirect-to-http");
  }
  if (isSameHost && withoutSlash(from) === withoutSlash(to) && from.port === to.port)
    return told("redirect-trailing-slash");
  if (better !== undefined) return told("redirect-moved", { better });
  return isSameHost ? told("redirect-other") : toLogin(to, context);
}

/** Cloudflare redirects a wrong service token too, so what was sent may still be at fault. */
function toLogin(to: URL, context: DiagnosisContext): Told {
  const what = sent(context);
  const given = [
    ...(what === "basic" ? ["the password"] : what === "bearer" ? ["the token"] : []),
    ...(context.headerNames.length > 0 ? ["`headers`"] : []),
  ];
  const opaque = isOpaque(context);
  const why = opaque ? ": the token is not a JWT, which gates with a sign-in, as oauth2-proxy, want" : "";
  const give = given.length === 0 ? "give a credential" : "check the credential";
  return told("redirect-to-login", {
    login: quote(to.host, 80),
    sent: given.length === 0 ? "no credential was sent" : `${given.join(" and ")} did not open it${why}`,
    uiUrl: withoutEnd(context.apiUrl, SLASH).replace(/\/api$/, ""),
    give: opaque ? "give a JWT in place of that token (`oidc-audience`, `token-url`)" : give,
  });
}

/** The API URL that would have asked for the destination itself, where it ends in the path of the probe. */
function apiUrlBehind(to: URL, context: DiagnosisContext, from: URL): string | undefined {
  const probe = from.pathname.slice(withoutEnd(new URL(context.apiUrl).pathname, SLASH).length);
  if (probe === "" || !/^https?:$/.test(to.protocol) || !to.pathname.endsWith(probe)) return undefined;
  const better = to.origin + to.pathname.slice(0, -probe.length);
  return better.length <= 200 ? better : undefined;
}

function withoutSlash(url: URL): string {
  return withoutEnd(url.pathname, SLASH);
}
