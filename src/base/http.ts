import type http from "node:http";
import type https from "node:https";
import { decoded, decodingCode } from "./decoded.js";
import { SLASH, withoutEnd } from "./edges.js";
import { portOf } from "./port.js";
import { proxyFor } from "./proxy.js";
import { mapValues } from "./record.js";

/** Where requests go and what goes with each of them. Holds secrets: never print it. */
export interface Target {
  /** The Prefect API, without a trailing slash: `https://prefect.example.com/api`. */
  readonly apiUrl: string;
  /** Sent with every request: `Authorization` and the custom headers. */
  readonly headers: Readonly<Record<string, string>>;
  readonly tls: {
    /** PEM text of the certificate authorities to trust instead of Node's own. */
    readonly ca?: string | readonly string[];
    /** PEM texts, for a gate that asks for a client certificate. */
    readonly client?: { readonly cert: string; readonly key: string };
    readonly skipVerify: boolean;
  };
  /** Holds HTTP_PROXY, HTTPS_PROXY and NO_PROXY: see {@link proxyFor}. Left out: no proxy. */
  readonly proxyEnv?: NodeJS.ProcessEnv;
}

export const METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PATCH", "PUT", "DELETE"] as const;
export type Method = (typeof METHODS)[number];

/** One request, as the caller asks for it. */
export interface Ask {
  readonly method: Method;
  /** Below the API URL, with a leading slash: `/admin/version`. */
  readonly path: string;
  readonly json?: unknown;
  /** Sent as the body of a form, in place of `json`. */
  readonly form?: URLSearchParams;
  /** Sent as it is, in place of `json`; JSON unless the headers say otherwise. */
  readonly text?: string | undefined;
  /** Keeps connections open between requests. Left out: a connection of its own. */
  readonly agent?: http.Agent;
  /** Added to the target's; win over them. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For the whole request: connecting, sending, and reading the answer to its end. */
  readonly timeoutMs: number;
  /** How much of the body, decoded, is read at most. Default: 10 MiB. */
  readonly maxBytes?: number;
  /** A body over `maxBytes`: `fail` (default) throws `BODY_TOO_LARGE`, `truncate` keeps its beginning. */
  readonly oversize?: "fail" | "truncate";
  readonly signal?: AbortSignal | undefined;
}

export interface Answer {
  readonly status: number;
  /** Lower-case names; a header that came several times is joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * No usable answer came. Holds neither headers nor the message of the underlying error,
 * so that no secret can slip through it.
 */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";

  /**
   * @param code Node's or OpenSSL's code (`ECONNREFUSED`, `CERT_HAS_EXPIRED`), `TIMEOUT` for our own time-out,
   *   `BODY_TOO_LARGE`, `UNKNOWN_ENCODING`, `DAMAGED_ENCODING`, or `UNKNOWN`.
   * @param where Method and URL, without credentials.
   * @param detail What the code leaves open: the names on a certificate for another host, the encoding of the answer,
   *   what Node's parser found wrong. From outside: quote it.
   * @param stale Whether the request went out on a connection that had been kept open, and not a byte came back: the
   *   server had closed it for being idle (uvicorn: after 5 s), and did not see the request.
   */
  constructor(
    readonly code: string,
    where: string,
    readonly detail?: string,
    readonly stale = false,
  ) {
    super(`${where}: ${code}`);
  }
}

const DEFAULT_MAX_BYTES = 10 * 1024 * 1024;

/**
 * Sends one request and reads the whole answer, whatever its status.
 * Redirects are never followed: a 301 turns a POST into a GET.
 *
 * Throws a {@link ConnectionError} where no whole answer came, the signal's reason where it was aborted, and an
 * ActionError where the proxy cannot be one.
 */
export async function request(target: Target, ask: Ask): Promise<Answer> {
  const url = endpoint(target, ask.path);
  const where = `${ask.method} ${shownUrl(url)}`;
  const proxy = proxyFor(url, target.proxyEnv ?? {});
  const timeout = AbortSignal.timeout(ask.timeoutMs);
  const signal = ask.signal ? AbortSignal.any([timeout, ask.signal]) : timeout;
  try {
    const message = await send(url, target, ask, signal);
    const body = await read(message, ask, where);
    return { status: message.statusCode ?? 0, headers: joined(message.headers), body };
  } catch (error) {
    ask.signal?.throwIfAborted();
    if (timeout.aborted) throw new ConnectionError("TIMEOUT", where);
    if (error instanceof ConnectionError) throw error;
    if (proxy && isOfProxy(error, url, proxy))
      throw new ConnectionError("ERR_PROXY_CONNECT", where, codeOf(error));
    throw new ConnectionError(codeOf(error), where, detailOf(error));
  }
}

/** The URL without user, password, query and fragment, for people. */
export function shownUrl(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}

/**
 * The URL that `request` asks for a path below the API URL. Credentials in it would become a header: dropped.
 *
 * @throws Error where a URL would not ask for this very path: it drops a fragment, turns `\` around, resolves dots
 */
export function endpoint(target: Pick<Target, "apiUrl">, path: string): URL {
  const url = new URL(withoutEnd(target.apiUrl, SLASH) + path);
  if (!(url.pathname + url.search).endsWith(path)) throw new Error("A URL would ask for another path.");
  url.username = "";
  url.password = "";
  return url;
}

function send(url: URL, target: Target, ask: Ask, signal: AbortSignal): Promise<http.IncomingMessage> {
  const body = bodyOf(ask);
  return new Promise((resolve, reject) => {
    const outgoing = moduleOf(url).request(url, {
      agent: ask.agent ?? agentOf(url, target),
      method: ask.method,
      headers: merged(DEFAULT_HEADERS, target.headers, ask.headers ?? {}, bodyHeaders(ask.method, body)),
      signal,
      ...tlsOptions(target),
    });
    const where = `${ask.method} ${shownUrl(url)}`;
    outgoing.on("response", (message) => {
      // Node tells the request, and not the answer, that a body is no HTTP.
      outgoing.on("error", (error) => message.destroy(error));
      resolve(message);
    });
    outgoing.on("error", (error) => {
      const stale = outgoing.reusedSocket && STALE.has(codeOf(error));
      reject(stale ? new ConnectionError(codeOf(error), where, undefined, true) : error);
    });
    // Without an error only where the server switched protocols (101), which nobody asked for.
    outgoing.on("close", () => {
      reject(new ConnectionError("ECONNRESET", where));
    });
    outgoing.end(body?.text);
  });
}

const STALE = new Set(["ECONNRESET", "EPIPE"]);

export function tlsOptions({ tls: { ca, client, skipVerify } }: Pick<Target, "tls">): https.RequestOptions {
  return {
    rejectUnauthorized: !skipVerify,
    ...(ca === undefined ? {} : { ca: [ca].flat() }),
    ...(client === undefined ? {} : { cert: client.cert, key: client.key }),
  };
}

/**
 * By the job's HTTP proxy where it names one (Node 24.5 and later). A connection of its own for each request, unless
 * options say otherwise.
 */
export function agentOf(url: URL, target: Target, how: http.AgentOptions = { keepAlive: false }): http.Agent {
  const href = proxyFor(url, target.proxyEnv ?? {})?.href;
  const proxyEnv = href === undefined ? {} : { http_proxy: href, https_proxy: href };
  return new (moduleOf(url).Agent)({ ...how, proxyEnv });
}

/** Loaded with the first request: with TLS it takes 14 ms, and a validation makes none. */
export function moduleOf({ protocol }: URL): typeof http | typeof https {
  return process.getBuiltinModule(protocol === "https:" ? "node:https" : "node:http");
}

const DEFAULT_HEADERS = {
  accept: "application/json",
  "accept-encoding": "identity",
  "user-agent": "prefect-self-hosted-deploy",
};

/** A name is the same in any case; the last one wins. */
function merged(...all: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  const headers = new Map<string, readonly [string, string]>();
  for (const [name, value] of all.flatMap(Object.entries<string>))
    headers.set(name.toLowerCase(), [name, value]);
  return Object.fromEntries(headers.values());
}

function bodyOf({ json, form, text }: Ask): { type: string; text: string } | undefined {
  if (text !== undefined) return { type: "application/json", text };
  if (form) return { type: "application/x-www-form-urlencoded", text: form.toString() };
  return json === undefined ? undefined : { type: "application/json", text: JSON.stringify(json) };
}

function bodyHeaders(method: Ask["method"], body: ReturnType<typeof bodyOf>): Record<string, string> {
  if (body) return { "content-type": body.type, "content-length": String(Buffer.byteLength(body.text)) };
  return method === "POST" || method === "PATCH" || method === "PUT" ? { "content-length": "0" } : {};
}

async function read(message: http.IncomingMessage, ask: Ask, where: string): Promise<string> {
  const encoding = message.headers["content-encoding"];
  try {
    return await text(decoded(message as AsyncIterable<Buffer>, encoding), ask, where);
  } catch (error) {
    const code = decodingCode(codeOf(error));
    if (code === undefined) throw error;
    throw new ConnectionError(code, where, code === "ECONNRESET" ? undefined : encoding);
  } finally {
    message.destroy();
  }
}

async function text(body: AsyncIterable<Buffer>, ask: Ask, where: string): Promise<string> {
  const limit = ask.maxBytes ?? DEFAULT_MAX_BYTES;
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop early destroys the message, and with it the connection.
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size <= limit) continue;
    if (ask.oversize === "truncate") return Buffer.concat(chunks).toString("utf8", 0, limit);
    throw new ConnectionError("BODY_TOO_LARGE", where);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function joined(headers: http.IncomingHttpHeaders): Record<string, string> {
  return mapValues(headers, (value) => [value ?? ""].flat().join(", "));
}

/** What a runner without IPv6 gets for the IPv6 address of a host: says nothing about the host. */
const NO_ROUTE = new Set(["ENETUNREACH", "EHOSTUNREACH", "EADDRNOTAVAIL"]);

export function codeOf(error: unknown): string {
  if (error instanceof AggregateError) {
    const codes = error.errors.map(codeOf);
    return codes.find((code) => !NO_ROUTE.has(code)) ?? codes[0] ?? "UNKNOWN";
  }
  const { code, message } = error as NodeJS.ErrnoException;
  return (code === "EPROTO" ? opensslCode(message) : code) ?? "UNKNOWN";
}

function detailOf(error: unknown): string | undefined {
  const { cert, reason } = error as { cert?: { subjectaltname?: string }; reason?: string };
  return codeOf(error).startsWith("HPE_") ? reason : cert?.subjectaltname;
}

/**
 * Node 24 says EPROTO for every failure of a handshake, a plain port as well as a refused client, and only the
 * message tells: `…:SSL routines:tls_validate_record_header:wrong version number:…`. This is the code that
 * Node itself forms from the same text on other paths.
 */
function opensslCode(message: string): string {
  const reason = /:SSL routines:[^:]*:([^:]+):/.exec(message)?.[1];
  return reason === undefined ? "EPROTO" : `ERR_SSL_${reason.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}`;
}

/** Node gives the proxy's ECONNREFUSED or ENOTFOUND as it gives the host's: only the address in it tells. */
function isOfProxy(error: unknown, url: URL, proxy: URL): boolean {
  if (error instanceof AggregateError) return error.errors.some((one) => isOfProxy(one, url, proxy));
  const { port, hostname } = error as { port?: number; hostname?: string };
  return hostname === undefined
    ? port !== undefined && port === portOf(proxy) && port !== portOf(url)
    : hostname === proxy.hostname && hostname !== url.hostname;
}
