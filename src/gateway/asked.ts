import type http from "node:http";
import { ActionError, type Problem } from "../base/errors.js";
import { METHODS, type Method } from "../base/http.js";
import { quote } from "../base/quote.js";
import { UNSEEN } from "../prefect/script.js";
import { ApiPath, PathError } from "../server/api-path.js";

/** What a request line asks for. */
export interface Asked {
  readonly method: Method;
  readonly path: ApiPath;
}

/** No request to Prefect's API, or one that two programs on the way could read in two ways. */
export class OddRequestError extends ActionError {}

/**
 * The one reader of a request line.
 *
 * @param secret the segment before `/api`
 * @returns undefined for whoever does not know it
 * @throws OddRequestError
 */
export function asked(incoming: http.IncomingMessage, secret: string): Asked | undefined {
  const { method: verb, url = "" } = incoming;
  if (!url.includes(secret)) return undefined;
  const base = `/${secret}/api`;
  if (url.startsWith(`/${secret}/${UNSEEN}/api/`)) throw new OddRequestError(UNSEEN_PYTHON);
  if (!url.startsWith(`${base}/`)) throw oddRequest(incoming, secret, "it is not below the API");
  const method = METHODS.find((known) => known === verb);
  if (!method) throw oddRequest(incoming, secret, "the API has no such method");
  try {
    return { method, path: ApiPath.parse(url.slice(base.length)) };
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    throw oddRequest(incoming, secret, `the path ${error.reason}`);
  }
}

const UNSEEN_PYTHON: Problem = {
  what: "`deploy-command` asks the server by a program that this step cannot look into: another one than Python, or a Python that was started with `-I` or `-E`, or with a PYTHONPATH of its own. Nothing was written.",
  fix: "Start it without these, and pass PYTHONPATH on (`PYTHONPATH=src:$PYTHONPATH`), so that images are not built in a plan and what fails is seen; take out what else uses PREFECT_API_URL.",
};

/** @param why goes on from "…, which was not sent: " */
export function oddRequest(
  { method = "", url = "" }: Pick<http.IncomingMessage, "method" | "url">,
  secret: string,
  why: string,
): OddRequestError {
  const shown = quote(url.replaceAll(`/${secret}/api/`, "/").replaceAll(secret, "…"), 200);
  return new OddRequestError({
    what: `Unexpected request ${method} ${shown}, which was not sent to the server: ${why}.`,
    fix: "Where it comes from a name in the prefect file or in a flow file, use one without `/`, `\\`, `%`, `#` and `?`. Otherwise a flow file or a step does this besides deploying: take it out there.",
  });
}

/**
 * What Prefect's client sends and the server, or whoever reads the gate's log, has a use for. Nothing else goes on: a
 * header may name another method, path or host, or claim who asks (`X-HTTP-Method-Override`, `X-Original-URL`,
 * `X-Forwarded-User`, `Cookie`).
 */
const PASSED_ON = {
  request: ["accept", "user-agent", "x-prefect-api-version"],
  websocket: [
    "user-agent",
    ...["key", "version", "protocol", "extensions"].map((one) => `sec-websocket-${one}`),
  ],
};

export function passedOn(
  headers: http.IncomingHttpHeaders,
  by: keyof typeof PASSED_ON = "request",
): Record<string, string> {
  return Object.fromEntries(
    PASSED_ON[by].flatMap((name) => {
      const value = headers[name];
      return typeof value === "string" && /^[\x20-\x7e]{1,1000}$/.test(value) ? [[name, value]] : [];
    }),
  );
}
