import { ActionError } from "../base/errors.js";
import { ConnectionError, request, type Answer, type Ask, type Target } from "../base/http.js";
import { hostAndPort } from "../base/port.js";
import { quote } from "../base/quote.js";
import { entryOf, jsonRecord } from "../base/record.js";
import { backoffMs, retrying, type Tried } from "../base/retry.js";
import type { Mint } from "./credential.js";
import { controlCharacter, isAscii } from "../base/secrets.js";

export interface MintOptions {
  readonly env: NodeJS.ProcessEnv;
  /** PEM text: trusted beside the usual authorities, since a provider may have a certificate of either. */
  readonly ca: string | undefined;
  readonly signal: AbortSignal;
  /** Gets one line before each further try. */
  readonly progress: (line: string) => void;
  /** For each try. Default: 10 s. */
  readonly timeoutMs?: number;
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

const TRIES = 4;
const BACKOFF = { firstMs: 1_000 };

/**
 * Asks for a Bearer token.
 *
 * With `request` of this action and not with `core.getIDToken`, which can neither be ended nor limited in time, and
 * without an OAuth library: oauth4webapi adds 100 kB for one POST.
 *
 * @throws ActionError that says who refused and why; never with a secret in it
 */
export function mint(asked: Mint, options: MintOptions): Promise<string> {
  return asked.kind === "oidc-audience" ? githubToken(asked, options) : clientCredentials(asked, options);
}

/** The contract of `core.getIDToken` (@actions/core 3.0): a GET with `audience`, answered by `{"value": jwt}`. */
async function githubToken(
  { audience }: Extract<Mint, { kind: "oidc-audience" }>,
  options: MintOptions,
): Promise<string> {
  const url = options.env["ACTIONS_ID_TOKEN_REQUEST_URL"];
  const bearer = options.env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"];
  if (!url || !bearer || !URL.canParse(url)) throw new ActionError(noPermission(options.env));
  const asked = new URL(url);
  asked.searchParams.set("audience", audience);
  const what = "GitHub's token service";
  const answer = await ask(
    asked,
    { method: "GET", headers: { authorization: `Bearer ${bearer}` } },
    { what, fix: "Run the job again; https://www.githubstatus.com tells of outages." },
    options,
  );
  if (answer.status !== 200) {
    throw new ActionError({
      what: `${what} refused to give an ID token: status ${answer.status}${reason(answer)}.`,
      fix: "Check `permissions: id-token: write` of the job (in a reusable workflow: of the calling job too).",
    });
  }
  return usable(jsonRecord(answer.body)?.["value"], what);
}

function noPermission(env: NodeJS.ProcessEnv): { what: string; fix: string } {
  const fork = env["GITHUB_EVENT_NAME"] === "pull_request";
  return {
    what: "`oidc-audience` is given, but this job may not ask GitHub for an ID token.",
    fix:
      "Add `permissions: { id-token: write, contents: read }` to the job." +
      (fork
        ? " A pull request from a fork never gets that permission: deploy after the merge, on `push`."
        : " Runners other than GitHub's may have no such service."),
  };
}

/** RFC 6749, section 4.4. */
async function clientCredentials(
  asked: Extract<Mint, { kind: "token-url" }>,
  options: MintOptions,
): Promise<string> {
  // Most providers take the client's secret in a header, which RFC 6749 asks of all; some only in the form.
  const first = await askProvider(asked, "header", options);
  const answer =
    [400, 401].includes(first.status) && jsonRecord(first.body)?.["error"] === "invalid_client"
      ? await askProvider(asked, "form", options)
      : first;
  const body = jsonRecord(answer.body);
  if (answer.status !== 200) {
    const { error, error_description: description } = body ?? {};
    const said = [error, description]
      .filter((text) => typeof text === "string")
      .map((text) => quote(withoutSecret(text, asked), 200));
    throw new ActionError({
      what: `\`token-url\` refused to give a token: status ${answer.status}${said.length > 0 ? `, ${said.join(": ")}` : reason(answer)}.`,
      fix:
        entryOf(FIXES, String(error)) ??
        "Compare `token-url`, `client-id`, `client-secret`, `scope` and `audience` with the provider's settings for this client.",
    });
  }
  const type = body?.["token_type"];
  if (typeof type === "string" && type.toLowerCase() !== "bearer") {
    throw new ActionError({
      what: `\`token-url\` gave a token of the kind ${quote(type, 40)}, and only Bearer can be sent.`,
      fix: "Let the provider give Bearer tokens to this client.",
    });
  }
  return usable(body?.["access_token"], "`token-url`");
}

/** RFC 6749, section 5.2. */
const FIXES: Readonly<Record<string, string>> = {
  invalid_client: "Compare `client-id` and `client-secret` with the provider's; the secret may have expired.",
  unauthorized_client: "Allow this client the client credentials grant at the provider.",
  unsupported_grant_type:
    "Check that `token-url` is the token endpoint; the provider does not know the client credentials grant there.",
  invalid_scope: "Correct `scope`, or allow it to this client at the provider.",
  invalid_target: "Correct `audience`, or allow it to this client at the provider.",
};

function askProvider(
  { url, clientId, clientSecret, scope, audience }: Extract<Mint, { kind: "token-url" }>,
  by: "header" | "form",
  options: MintOptions,
): Promise<Answer> {
  const form = new URLSearchParams({ grant_type: "client_credentials" });
  if (scope !== undefined) form.set("scope", scope);
  if (audience !== undefined) form.set("audience", audience);
  const headers: Record<string, string> = {};
  if (by === "header") {
    const encoded = [clientId, clientSecret].map((part) =>
      new URLSearchParams({ "": part }).toString().slice(1),
    );
    headers["authorization"] = `Basic ${Buffer.from(encoded.join(":")).toString("base64")}`;
  } else {
    form.set("client_id", clientId);
    form.set("client_secret", clientSecret);
  }
  return ask(
    new URL(url),
    { method: "POST", headers, form },
    { what: "`token-url`", fix: "Check `token-url`, and that this runner can reach it." },
    options,
  );
}

/** Tries again where no answer came, or one that says that waiting may help. */
async function ask(
  url: URL,
  how: Pick<Ask, "method" | "headers" | "form">,
  who: { readonly what: string; readonly fix: string },
  options: MintOptions,
): Promise<Answer> {
  const { env, ca, signal, progress, timeoutMs = 10_000 } = options;
  const target: Target = {
    apiUrl: url.origin,
    headers: {},
    tls: { skipVerify: false, ...(ca === undefined ? {} : { ca: [...usualAuthorities(), ca] }) },
    proxyEnv: env,
  };
  const once = async (attempt: number): Promise<Tried<Answer>> => {
    let trouble: string;
    try {
      const limits = { timeoutMs, signal, maxBytes: 64 * 1024 };
      const answer = await request(target, { ...how, ...limits, path: url.pathname + url.search });
      if (answer.status !== 429 && answer.status < 500) return { done: answer };
      trouble = `status ${answer.status}`;
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      const code = error.detail === undefined ? error.code : `${error.code}, ${quote(error.detail)}`;
      trouble = error.code === "TIMEOUT" ? `no answer in ${timeoutMs / 1000} s` : code;
    }
    if (attempt === TRIES) {
      throw new ActionError({
        what: `No token from ${who.what} (${hostAndPort(url)}): ${trouble}, the last of ${TRIES} attempts.`,
        fix: who.fix,
      });
    }
    progress(`No token from ${who.what} yet: ${trouble}. Trying again (attempt ${attempt + 1} of ${TRIES}).`);
    return { waitMs: backoffMs(attempt, BACKOFF) };
  };
  return retrying(once, options);
}

/** Loaded where it is needed: see `moduleOf`. */
function usualAuthorities(): readonly string[] {
  return process.getBuiltinModule("node:tls").getCACertificates();
}

function usable(token: unknown, from: string): string {
  if (typeof token === "string" && token !== "" && isAscii(token) && !controlCharacter(token)) return token;
  throw new ActionError({
    what: `${from} answered with success, but without a token that can be sent.`,
    fix: "Check that the URL is that of a token endpoint.",
  });
}

/** What the body says, where it is JSON with a message. */
function reason({ body }: Answer): string {
  const message = jsonRecord(body)?.["message"];
  return typeof message === "string" ? `, ${quote(message, 200)}` : "";
}

/** A provider may repeat what it got. */
function withoutSecret(text: string, { clientSecret }: Extract<Mint, { kind: "token-url" }>): string {
  return text.replaceAll(clientSecret, "***");
}
