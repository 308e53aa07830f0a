import { randomBytes } from "node:crypto";
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { METHODS, agentOf, endpoint, tlsOptions, type Method } from "../http.js";
import { SETTINGS } from "../settings/names.js";
import type { Call, Upstream } from "./upstream.js";

/** What the gateway answers to Prefect's client. */
export interface Reply {
  readonly status: number;
  /** A text that is JSON; empty where there is none. */
  readonly body: string;
}

export function jsonReply(status: number, value: unknown): Reply {
  return { status, body: JSON.stringify(value) };
}

/** A server on loopback that stands between Prefect's client and the gate, for as long as the client runs. */
export interface Gateway {
  /** The API as the client gets it: `http://127.0.0.1:PORT/SEGMENT/api`; whoever does not know the segment gets 404. */
  readonly apiUrl: string;
  /** Ends it at once, with all its connections. */
  readonly close: () => Promise<void>;
}

export interface GatewayOptions {
  /** What is thrown ends the run: the client gets a 502, and `stopped` the error. */
  readonly answer: (call: Call) => Promise<Reply>;
  readonly stopped: (error: unknown) => void;
  /** Where websockets go to; undefined: they are refused. Called for each, by its path below the API. */
  readonly websocket: (path: string) => Promise<Upstream | undefined>;
}

/**
 * Starts a gateway that hands each request on to `answer`. Bodies are read whole, up to 32 MiB: what holds or repeats
 * a request has to have all of it. The client's own credential, CSRF tokens and connection headers end here.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const base = `/${randomBytes(18).toString("base64url")}/api`;
  const server = http.createServer((incoming, outgoing) => {
    void serve(incoming, outgoing, base, options);
  });
  // Prefect's client opens two connections for each deployment, and closes none before its end.
  server.keepAliveTimeout = 60_000;
  server.on("upgrade", (incoming, socket, head) => {
    void tunnel(incoming, socket, head, base, options);
  });
  const sockets = new Set<Duplex>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${port}${base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        // `closeAllConnections` leaves out those that have become websockets.
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function serve(
  incoming: http.IncomingMessage,
  outgoing: http.ServerResponse,
  base: string,
  { answer, stopped }: GatewayOptions,
): Promise<void> {
  outgoing.on("error", () => undefined); // The client may have gone.
  const path = pathBelow(base, incoming.url ?? "");
  const method = METHODS.find((known) => known === incoming.method);
  if (path === undefined || method === undefined) {
    incoming.resume();
    outgoing.writeHead(404).end();
    return;
  }
  let reply: Reply;
  try {
    const text = await textOf(incoming);
    reply =
      text === undefined
        ? jsonReply(413, { detail: "A body over 32 MiB." })
        : await answer({ method, path, headers: passedOn(incoming.headers), text: text || undefined });
  } catch (error) {
    if (!incoming.complete) return; // The client has gone in the middle of its request.
    stopped(error);
    reply = jsonReply(502, { exception_message: "The step stops here; its log says why." });
  }
  write(outgoing, method, reply);
}

function write(outgoing: http.ServerResponse, method: Method, { status, body }: Reply): void {
  if (outgoing.destroyed) return;
  outgoing.writeHead(status, {
    ...(body === "" ? {} : { "content-type": "application/json" }),
    ...(status === 204 ? {} : { "content-length": Buffer.byteLength(body) }),
  });
  outgoing.end(method === "HEAD" ? undefined : body);
}

/** `..` leads out of the API, where the credential has no business. */
function pathBelow(base: string, url: string): string | undefined {
  if (!url.startsWith(`${base}/`)) return undefined;
  const path = url.slice(base.length);
  const resolved = new URL(`http://x/api${path}`).pathname;
  return resolved.startsWith("/api/") && !/(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i.test(path.split("?")[0] ?? "")
    ? path
    : undefined;
}

const LARGEST_BODY = 32 * 1024 * 1024;

/** Undefined where it is too large. */
async function textOf(incoming: http.IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= LARGEST_BODY) chunks.push(chunk);
  }
  return size > LARGEST_BODY ? undefined : Buffer.concat(chunks).toString("utf8");
}

/** A websocket goes through as it is, with the credential in place of the client's. */
async function tunnel(
  incoming: http.IncomingMessage,
  socket: Duplex,
  head: Buffer,
  base: string,
  options: GatewayOptions,
): Promise<void> {
  const gone = (): void => {
    socket.destroy();
  };
  socket.on("error", gone);
  const path = pathBelow(base, incoming.url ?? "");
  const upstream = path === undefined ? undefined : await options.websocket(path).catch(() => undefined);
  if (path === undefined || upstream === undefined) {
    socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    return;
  }
  const { target } = upstream;
  const url = endpoint(target, path);
  const headers = await upstream.headers();
  if (socket.destroyed) return;
  const outgoing = (url.protocol === "https:" ? https : http).request(url, {
    agent: agentOf(url, target),
    headers: {
      ...passedOn(incoming.headers),
      ...headers,
      connection: "Upgrade",
      upgrade: "websocket",
    },
    ...tlsOptions(target),
  });
  socket.on("close", () => {
    outgoing.destroy();
  });
  outgoing.on("upgrade", (answer, far, rest) => {
    far.on("error", gone);
    far.on("close", gone);
    socket.on("close", () => {
      far.destroy();
    });
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${rawHeaders(answer)}\r\n`);
    if (rest.length > 0) socket.write(rest);
    if (head.length > 0) far.write(head);
    far.pipe(socket).pipe(far);
  });
  outgoing.on("response", (answer) => {
    socket.end(
      `HTTP/1.1 ${answer.statusCode ?? 502} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    );
    answer.destroy();
  });
  outgoing.on("error", gone);
  outgoing.end();
}

function rawHeaders({ rawHeaders: raw }: http.IncomingMessage): string {
  let text = "";
  for (let index = 0; index + 1 < raw.length; index += 2) {
    text += `${raw[index] ?? ""}: ${raw[index + 1] ?? ""}\r\n`;
  }
  return text;
}

/**
 * The settings with which the client uses the gateway, over the ones that it would use without. Loopback must not go
 * by the job's HTTP proxy. Without a UI of its own, links would name the gateway. The gateway tries again itself, and
 * may wait longer for that than the client's 60 s; and it adds the CSRF token, which the client would ask for twice
 * for each deployment.
 */
export function gatewayEnvironment(
  gateway: Pick<Gateway, "apiUrl">,
  uiUrl: string,
  env: NodeJS.ProcessEnv,
): Record<string, string> {
  const direct = [env["NO_PROXY"], env["no_proxy"], "127.0.0.1"].filter(Boolean).join(",");
  return {
    [SETTINGS.apiUrl.env]: gateway.apiUrl,
    [SETTINGS.uiUrl.env]: uiUrl,
    [SETTINGS.apiKey.env]: "",
    [SETTINGS.authString.env]: "",
    [SETTINGS.customHeaders.env]: "{}",
    [SETTINGS.skipVerify.env]: "false",
    PREFECT_API_REQUEST_TIMEOUT: "3600",
    PREFECT_CLIENT_MAX_RETRIES: "0",
    PREFECT_CLIENT_CSRF_SUPPORT_ENABLED: "false",
    NO_PROXY: direct,
    no_proxy: direct,
  };
}

/** Nothing else goes on: what a checked-out file adds to the client's headers could claim who asks, or for what. */
const PASSED_ON = [
  ...["accept", "user-agent", "x-prefect-api-version"],
  ...["key", "version", "protocol", "extensions"].map((name) => `sec-websocket-${name}`),
];

function passedOn(headers: http.IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    PASSED_ON.flatMap((name) => {
      const value = headers[name];
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
}
