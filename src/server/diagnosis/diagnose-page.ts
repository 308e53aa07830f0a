import { SLASH, withoutEnd } from "../../base/edges.js";
import { excerpt, isHtml, isSignInPage, json, jsonText, particulars, saw, title } from "./answer.js";
import type { Answered, Diagnosis, DiagnosisContext } from "./types.js";

/** 200 and 404: something answered, but not the Prefect API at this path. */
export function diagnosePage(answer: Answered, context: DiagnosisContext): Diagnosis | undefined {
  return answer.status === 404 ? notFound(answer, context) : notTheApi(answer, context);
}

function notTheApi(answer: Answered, context: DiagnosisContext): Diagnosis | undefined {
  const seen = saw(answer, excerpt(answer));
  // The UI of 3.0.11 and of 3.8.8, the new one too, is titled "Prefect Server" and answers every path.
  if (/\bprefect\b/i.test(title(answer) ?? "")) return prefectUi(seen, context);
  if (isSignInPage(answer)) {
    return {
      id: "sign-in-page",
      saw: seen,
      means: "This is the host for people: it answers with a page to sign in with a browser.",
      todo: "Set `api-url` to the host or path that admits machines by password or token, and `ui-url` to this one.",
      retry: false,
    };
  }
  if (isHtml(answer)) {
    return {
      id: "html-page",
      saw: seen,
      means: "A web page answered in place of the Prefect API.",
      todo: endsInApi(context) ? "Check the host and path in `api-url`." : appendApi(context),
      retry: false,
    };
  }
  if (answer.body.trim() === "") {
    return {
      id: "empty-answer",
      saw: saw(answer, "an empty body"),
      // Measured: Caddy 2.11 answers so for a host that none of its sites has.
      means:
        "The gate answered by itself and passed nothing to Prefect, as Caddy does for a host that it does not know.",
      todo: "Use the host that the gate's configuration names in `api-url`, and check the gate's rule for its path.",
      retry: false,
    };
  }
  if (json(answer) !== undefined) {
    return {
      id: "other-json",
      saw: saw(answer, ...particulars(answer)),
      means: "JSON answered, but not as a Prefect server does.",
      todo: "Check that `api-url` is the address of the Prefect API, and not of another service.",
      retry: false,
    };
  }
  return undefined;
}

function prefectUi(seen: string, context: DiagnosisContext): Diagnosis {
  return endsInApi(context)
    ? {
        id: "prefect-ui-at-api",
        saw: seen,
        means:
          "Prefect's UI answered although `api-url` ends in /api, so its API is not at the path that the gate passes on.",
        todo: matchPaths(context),
        retry: false,
      }
    : {
        id: "prefect-ui",
        saw: seen,
        means: "Prefect's UI answered: /api is missing from `api-url`.",
        todo: appendApi(context),
        retry: false,
      };
}

function notFound(answer: Answered, context: DiagnosisContext): Diagnosis {
  if (jsonText(answer, "detail") === "Not Found") return wrongPath(answer, context);
  if (/^404 page not found\s*$/.test(answer.body)) {
    return {
      id: "traefik-no-router",
      saw: saw(answer, excerpt(answer)),
      means: "Traefik has no router for this host and path.",
      // Measured: Traefik 3.7 answers so to plain HTTP on its TLS port too.
      todo: context.apiUrl.startsWith("http:")
        ? "Correct the host and path in `api-url`, start it with https:// if this is Traefik's TLS port, or fix the router's rule."
        : "Correct the host and path in `api-url`, or the rule and entry point of the router in Traefik.",
      retry: false,
    };
  }
  return {
    id: "not-found",
    saw: saw(answer, ...particulars(answer)),
    means: "The gate, or a server that is not Prefect, has nothing at this path.",
    todo: endsInApi(context)
      ? "Check the host and path in `api-url`, and the gate's rule for them."
      : appendApi(context),
    retry: false,
  };
}

function wrongPath(answer: Answered, context: DiagnosisContext): Diagnosis {
  const seen = saw(answer, 'JSON "Not Found"');
  if (!/\/api(\/|$)/.test(new URL(context.apiUrl).pathname)) {
    return {
      // Measured: asked for JSON, 3.8.8 answers so where 3.0.11 sends its UI.
      id: "api-missing",
      saw: seen,
      means: "Prefect answered, but /api is missing from `api-url`.",
      todo: appendApi(context),
      retry: false,
    };
  }
  const { origin, pathname } = new URL(context.apiUrl);
  const shorter = /^(.*?\/api)\/./.exec(withoutEnd(pathname, SLASH))?.[1];
  return {
    id: "prefect-wrong-path",
    saw: seen,
    means: "Prefect answered, but its API is not at this path.",
    todo: shorter === undefined ? matchPaths(context) : `Set \`api-url\` to ${origin}${shorter}.`,
    retry: false,
  };
}

/**
 * The path in `api-url` is not the one of Prefect's API, which is at /api or at the server's base path. Measured with
 * 3.8.8 (404) and 3.0.11 (its UI), which knows no base path.
 */
function matchPaths(context: DiagnosisContext): string {
  const path = withoutEnd(new URL(context.apiUrl).pathname, SLASH);
  const prefix = path.slice(0, -"/api".length);
  return prefix === ""
    ? "Let the gate pass the path on with /api, or put the prefix before /api in `api-url` where the server has one (PREFECT_SERVER_API_BASE_PATH)."
    : `Let the gate take ${prefix} and no more off the path, or let it take off nothing and start the server with PREFECT_SERVER_API_BASE_PATH=${path}.`;
}

function appendApi({ apiUrl }: DiagnosisContext): string {
  const { origin, pathname } = new URL(apiUrl);
  const page = UI_PAGE.exec(pathname);
  const base = origin + withoutEnd(page ? pathname.slice(0, page.index) : pathname, SLASH);
  return page
    ? `Set \`api-url\` to ${base}/api: ${page[0]} is a page of the UI.`
    : `Append /api: set \`api-url\` to ${base}/api.`;
}

/** What a person sees in the address bar (the UIs of 3.0.11 to 3.8.8). */
const UI_PAGE =
  /\/(?:dashboard|runs|flow-runs|flows|deployments|work-pools|blocks|variables|automations|events|concurrency-limits|artifacts|notifications|settings)(?=\/|$).*/;

function endsInApi(context: DiagnosisContext): boolean {
  return /\/api\/*$/.test(new URL(context.apiUrl).pathname);
}
