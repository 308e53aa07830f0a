import { SLASH, withoutEnd } from "../../base/edges.js";
import { saw, sent } from "./answer.js";
import { quote } from "../../base/quote.js";
import type { Answered, Diagnosis, DiagnosisContext } from "./types.js";

const LOGIN =
  /\/(authorize|oauth2\/(start|sign_in|auth)|login|log-in|signin|sign-in|sign_in|sso|saml2?|auth|adfs|realms)(\/|$)/i;

/**
 * Every redirect is an error: a 301 turns the CLI's POST into a GET, and a deploy half-succeeds.
 * Of the Location only origin and path are shown: its query may hold a state or a nonce.
 */
export function diagnoseRedirect(answer: Answered, context: DiagnosisContext): Diagnosis {
  const from = new URL(answer.url);
  const to = destination(answer.headers["location"], from);
  if (to === undefined) return withoutLocation(answer);
  const seen = saw(answer, `a redirect to ${shown(to)}`);
  return { ...kind(from, to, context), saw: seen, retry: false };
}

type Told = Pick<Diagnosis, "id" | "means" | "todo">;

function kind(from: URL, to: URL, context: DiagnosisContext): Told {
  const better = apiUrlBehind(to, context, from);
  const sameHost = from.hostname === to.hostname;
  if (LOGIN.test(to.pathname)) return toLogin(to, context);
  if (sameHost && from.pathname === to.pathname && from.protocol !== to.protocol) {
    return to.protocol === "https:" ? toHttps(better) : toHttp();
  }
  if (sameHost && withoutSlash(from) === withoutSlash(to) && from.port === to.port) return trailingSlash();
  if (better !== undefined) return moved(better);
  return sameHost ? elsewhere() : toLogin(to, context);
}

function toHttps(better: string | undefined): Told {
  return {
    id: "redirect-to-https",
    means: "The gate wants https, and a redirect can turn the POST of a deploy into a GET.",
    todo: `Set \`api-url\` to ${better ?? "the https:// address"}.`,
  };
}

function toHttp(): Told {
  return {
    id: "redirect-to-http",
    means: "The gate or Prefect sends a secure request on to plain HTTP, where the credential could be read.",
    todo: "Let the gate set X-Forwarded-Proto, and remove the rule that redirects to http.",
  };
}

/** Cloudflare redirects a wrong service token too, so what was sent may still be at fault. */
function toLogin(to: URL, context: DiagnosisContext): Told {
  const given = credentials(context);
  const how = given.length === 0 ? "no credential was sent" : `${given.join(" and ")} did not open it`;
  const uiUrl = withoutEnd(context.apiUrl, SLASH).replace(/\/api$/, "");
  return {
    id: "redirect-to-login",
    means: `This is the browser host: people sign in at ${quote(to.host, 80)} (SSO), and ${how}.`,
    todo:
      "Look for the machine host, a name or path that admits a password or token, " +
      `set \`api-url\` to it and \`ui-url\` to ${uiUrl}; ` +
      `if this host admits machines too, ${given.length === 0 ? "give a" : "check the"} credential.`,
  };
}

function credentials(context: DiagnosisContext): string[] {
  const what = sent(context);
  return [
    ...(what === "basic" ? ["the password"] : what === "bearer" ? ["the token"] : []),
    ...(context.headerNames.length > 0 ? ["`headers`"] : []),
  ];
}

function trailingSlash(): Told {
  return {
    id: "redirect-trailing-slash",
    means: "The gate adds or takes away a slash at the end of the path, which Prefect's paths do not bear.",
    todo: "Remove the rule for trailing slashes from the gate for the path of `api-url`.",
  };
}

function moved(better: string): Told {
  return {
    id: "redirect-moved",
    means: "The API is at another address, and a redirect can turn the POST of a deploy into a GET.",
    todo: `Set \`api-url\` to ${better}, if that is where the Prefect API should be.`,
  };
}

function elsewhere(): Told {
  return {
    id: "redirect-other",
    means: "The gate does not let this path through to the Prefect API.",
    todo: "Check the path in `api-url`, which usually ends in /api, and the gate's rule for it.",
  };
}

function withoutLocation(answer: Answered): Diagnosis {
  return {
    id: "redirect-without-location",
    saw: saw(answer, "a redirect without a usable Location"),
    means: "The gate redirects, and does not say where to.",
    todo: "Check the gate's rule for the path of `api-url`.",
    retry: false,
  };
}

/** The API URL that would have asked for the destination itself, where it ends in the path of the probe. */
function apiUrlBehind(to: URL, context: DiagnosisContext, from: URL): string | undefined {
  const probe = from.pathname.slice(withoutEnd(new URL(context.apiUrl).pathname, SLASH).length);
  if (probe === "" || !/^https?:$/.test(to.protocol) || !to.pathname.endsWith(probe)) return undefined;
  const better = to.origin + to.pathname.slice(0, -probe.length);
  return better.length <= 200 ? better : undefined;
}

function destination(location: string | undefined, from: URL): URL | undefined {
  return location === undefined || location === ""
    ? undefined
    : (URL.parse(location, from.href) ?? undefined);
}

function shown(to: URL): string {
  return quote(/^https?:$/.test(to.protocol) ? to.origin + to.pathname : to.protocol, 120);
}

function withoutSlash(url: URL): string {
  return withoutEnd(url.pathname, SLASH);
}
