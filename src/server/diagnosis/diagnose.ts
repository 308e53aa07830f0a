import { SLASH, withoutEnd } from "../../base/edges.js";
import { hostAndPort } from "../../base/port.js";
import { quote } from "../../base/quote.js";
import {
  excerpt,
  isHtml,
  isSignInPage,
  json,
  jsonText,
  particulars,
  retryAfter,
  saw,
  title,
  until,
} from "./answer.js";
import { told, type AnswerId } from "./answers.js";
import { failureOf } from "./no-answer.js";
import { diagnoseRedirect } from "./redirected.js";
import { diagnoseRefusal } from "./refused.js";
import type { Answered, Diagnosis, DiagnosisContext, Failed, Good, Observation, Verdict } from "./types.js";

/**
 * What one probe request proves, or what its answer means and what to do about it.
 * Pure: the table behind it is "What an answer means" in docs/troubleshooting.md.
 *
 * Only `GET {api}/admin/version` and `POST {api}/deployments/filter {"limit": 0}` prove anything:
 * `/health` and `/ready` answer 200 without credentials, and a UI answers 200 to every path.
 */
export function diagnose(observation: Observation, context: DiagnosisContext): Verdict {
  if (observation.kind === "failure") return diagnoseFailure(observation, context);
  return proof(observation) ?? explain(observation, context);
}

/** The answer proves something, but not what was asked for. */
export function outOfPlace(answer: Answered, { good }: Good): Diagnosis {
  const [id, clauses] =
    good === "csrf-wanted"
      ? (["csrf-headers-lost", [`"Missing CSRF token." although one was sent`]] as const)
      : (["unexpected-answer", particulars(answer)] as const);
  return { ...told(id), saw: saw(answer, ...clauses), retry: false };
}

function proof(answer: Answered): Good | undefined {
  const value = json(answer);
  if (answer.method === "POST") {
    if (answer.status === 200 && Array.isArray(value)) return { good: "list" };
    // Measured on 3.8.8: with CSRF protection every write without a token is answered so.
    const wanted = answer.status === 403 && jsonText(answer, "detail") === "Missing CSRF token.";
    return wanted ? { good: "csrf-wanted" } : undefined;
  }
  if (answer.status !== 200) return undefined;
  if (isVersion(value)) return { good: "version", serverVersion: value };
  const token = jsonText(answer, "token");
  return token === undefined || jsonText(answer, "client") === undefined
    ? undefined
    : { good: "csrf-token", token };
}

/** Releases, `3.8.9.dev1`, and `0+unknown`, which a server installed from a git checkout says. */
function isVersion(value: unknown): value is string {
  return typeof value === "string" && /^\d+[.+][\w.+-]{1,60}$/.test(value);
}

/** Where waiting may help. */
const RETRY: ReadonlySet<string> = new Set<AnswerId>([
  ...(["dns-unavailable", "connection-refused", "connection-reset", "connection-timeout"] as const),
  ...(["host-unreachable", "request-timeout", "proxy-unreachable", "rate-limited"] as const),
  ...(["auth-service-down", "prefect-down", "prefect-busy", "no-server", "prefect-hangs"] as const),
  ...(["prefect-maintenance"] as const),
]);

function diagnoseFailure({ code, url, detail, waitedMs }: Failed, context: DiagnosisContext): Diagnosis {
  const [, found, seen] = failureOf(code);
  const id =
    found === "tls-client-certificate" && context.clientCertificate ? (`${found}-refused` as const) : found;
  const waited = waitedMs === undefined ? "" : ` after ${Math.round(waitedMs / 100) / 10} s`;
  const why = detail === undefined ? "" : `: ${quote(detail)}`;
  const apiUrl = new URL(context.apiUrl);
  return {
    ...told(id, { host: hostAndPort(apiUrl), hostname: apiUrl.hostname }),
    saw: `${seen} ${url} (${code}${waited})${why}.`,
    retry: RETRY.has(id),
  };
}

type Row = readonly [
  status: number,
  when: (answer: Answered, context: DiagnosisContext) => boolean,
  id: AnswerId,
  /** For what was seen. Default: all that helps with an answer that nobody foresaw. */
  clauses?: (answer: Answered) => readonly string[],
];

const always = () => true;
const nothing = () => [];
const body = (form: RegExp) => (answer: Answered) => form.test(answer.body);
const isEmpty = body(/^\s*$/);
const wantsCertificate = body(/No required SSL certificate was sent|SSL certificate error/i);
const isJson = (answer: Answered) => json(answer) !== undefined;
const isNotFound = (answer: Answered) => jsonText(answer, "detail") === "Not Found";
// The UI of 3.0.11 and of 3.8.8, the new one too, is titled "Prefect Server" and answers every path.
const isUi = (answer: Answered) => /\bprefect\b/i.test(title(answer) ?? "");
const has = (clause: string) => () => [clause];
// As Prefect's client knows it (3.4.14 to 3.9.1): it waits for ever then, and does not count its tries.
const isMaintained = ({ headers }: Answered) => headers["prefect-maintenance"] === "true";
const beginning = (answer: Answered) => [excerpt(answer)];

/** By its status and what else there is to see, the first that fits. Redirects, 401 and 403 are told apart elsewhere. */
const ANSWERED: readonly Row[] = [
  [200, (answer, context) => isUi(answer) && endsInApi(context), "prefect-ui-at-api", beginning],
  [200, isUi, "prefect-ui", beginning],
  [200, isSignInPage, "sign-in-page", beginning],
  [200, isHtml, "html-page", beginning],
  [200, isEmpty, "empty-answer", beginning],
  [200, isJson, "other-json"],

  // In the words of nginx, of Go (Caddy, Traefik) and of Apache.
  [
    400,
    body(/plain HTTP request was sent to HTTPS|HTTP request to an HTTPS server|speaking plain HTTP to/i),
    "plain-http-on-tls-port",
  ],
  [
    400,
    (answer, { clientCertificate = false }) => clientCertificate && wantsCertificate(answer),
    "client-certificate-refused",
  ],
  [400, wantsCertificate, "client-certificate-missing"],
  [400, body(/header or cookie too large|header.{0,40}(too (large|long)|exceeds)/i), "headers-too-large"],
  // Measured: asked for JSON, 3.8.8 answers so where 3.0.11 sends its UI.
  [404, (answer, context) => isNotFound(answer) && !hasApi(context), "api-missing", has('JSON "Not Found"')],
  [404, isNotFound, "prefect-wrong-path", has('JSON "Not Found"')],
  [404, body(/^404 page not found\s*$/), "traefik-no-router", beginning],
  [404, always, "not-found"],
  [405, always, "method-refused"],
  [407, always, "proxy-authentication"],
  [413, always, "body-too-large"],
  [414, always, "url-too-long"],
  [421, always, "wrong-virtual-host"],
  [429, always, "rate-limited", retryAfter],
  [431, always, "headers-too-large"],

  [
    500,
    (answer, { outsideAscii = false }) => isJson(answer) && outsideAscii,
    "prefect-outside-ascii",
    beginning,
  ],
  [500, isJson, "prefect-error", beginning],
  // Measured: Traefik 3.7 answers with nothing, nginx 1.31 with its page.
  [500, isEmpty, "auth-service-down", beginning],
  [
    500,
    (answer) => isHtml(answer) && answer.body.includes("500 Internal Server Error"),
    "auth-service-down",
    beginning,
  ],
  [500, always, "server-error"],
  [502, always, "prefect-down", nothing],
  [503, isMaintained, "prefect-maintenance", retryAfter],
  [503, (answer) => jsonText(answer, "exception_message") !== undefined, "prefect-busy", retryAfter],
  [503, always, "no-server", retryAfter],
  [504, always, "prefect-hangs", nothing],
];

function explain(answer: Answered, context: DiagnosisContext): Diagnosis {
  const { status } = answer;
  if (status >= 300 && status < 400) return diagnoseRedirect(answer, context);
  if (status === 401 || status === 403) return diagnoseRefusal(answer, context);
  const row = ANSWERED.find(([wanted, when]) => wanted === status && when(answer, context));
  const [, , id, clauses = particulars] = row ?? [status, always, "unexpected-answer" as const];
  return {
    ...told(id, { ...fillings(answer, context), until: until(answer) }),
    saw: saw(answer, ...clauses(answer)),
    retry: RETRY.has(id),
  };
}

/** For the texts. */
function fillings({ headers }: Answered, context: DiagnosisContext): Record<string, string> {
  const { apiUrl } = context;
  const { origin, pathname } = new URL(apiUrl);
  const path = withoutEnd(pathname, SLASH);
  const prefix = path.slice(0, -"/api".length);
  const append = toApi(origin, path);
  // The path of Prefect's API is /api, or the server's base path. Measured with 3.8.8 (404) and 3.0.11 (its UI), which
  // knows no base path.
  const match =
    prefix === ""
      ? "Let the gate pass the path on with /api, or put the prefix before /api in `api-url` where the server has one (PREFECT_SERVER_API_BASE_PATH)."
      : `Let the gate take ${prefix} and no more off the path, or let it take off nothing and start the server with PREFECT_SERVER_API_BASE_PATH=${path}.`;
  const shorter = /^(.*?\/api)\/./.exec(path)?.[1];
  return {
    append,
    match,
    shorter: shorter === undefined ? match : `Set \`api-url\` to ${origin}${shorter}.`,
    path: endsInApi(context) ? "Check the host and path in `api-url`." : append,
    pathAndRule: endsInApi(context)
      ? "Check the host and path in `api-url`, and the gate's rule for them."
      : append,
    https: apiUrl.replace(/^http:/, "https:"),
    router: router(context, append),
    orForwardAuth: /^caddy\b/i.test(headers["server"] ?? "")
      ? ", or the service that Caddy asks for authentication (forward_auth),"
      : "",
  };
}

/** What to set `api-url` to where it does not end in /api. */
function toApi(origin: string, path: string): string {
  if (isOtherCase(path))
    return `Set \`api-url\` to ${origin}${path.slice(0, -"api".length)}api: the path of Prefect's API is /api in lower case.`;
  const page = UI_PAGE.exec(path);
  return page
    ? `Set \`api-url\` to ${origin}${path.slice(0, page.index)}/api: ${page[0]} is a page of the UI.`
    : `Append /api: set \`api-url\` to ${origin}${path}/api.`;
}

function router({ apiUrl }: DiagnosisContext, append: string): string {
  const { pathname, protocol } = new URL(apiUrl);
  if (isOtherCase(withoutEnd(pathname, SLASH))) return append;
  // Measured: Traefik 3.7 answers so to plain HTTP on its TLS port too.
  return protocol === "http:"
    ? "Correct the host and path in `api-url`, start it with https:// if this is Traefik's TLS port, or fix the router's rule."
    : "Correct the host and path in `api-url`, or the rule and entry point of the router in Traefik.";
}

function isOtherCase(path: string): boolean {
  return /\/api$/i.test(path) && !path.endsWith("/api");
}

/** What a person sees in the address bar (the UIs of 3.0.11 to 3.8.8). */
const UI_PAGE =
  /\/(?:dashboard|runs|flow-runs|flows|deployments|work-pools|blocks|variables|automations|events|concurrency-limits|artifacts|notifications|settings)(?:\/.*)?$/;

function endsInApi({ apiUrl }: DiagnosisContext): boolean {
  return /\/api\/*$/.test(new URL(apiUrl).pathname);
}

function hasApi({ apiUrl }: DiagnosisContext): boolean {
  return /\/api(\/|$)/.test(new URL(apiUrl).pathname);
}
