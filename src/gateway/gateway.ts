import { randomBytes } from "node:crypto";
import type http from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { Method } from "../base/http.js";
import { readableNoProxy } from "../base/proxy.js";
import { SETTINGS } from "../base/setting-names.js";
import { asked, oddRequest, OddRequestError, passedOn } from "./asked.js";
import { tunnel, type TunnelOptions } from "./tunnel.js";
import type { Call } from "../server/upstream.js";

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

export interface GatewayOptions extends TunnelOptions {
  /** What is thrown ends the run: the client gets a 502, and `stopped` the error. */
  readonly answer: (call: Call) => Promise<Reply>;
}

/**
 * Starts a gateway that hands each request on to `answer`. Bodies are read whole, up to 32 MiB: what holds or repeats
 * a request has to have all of it. The client's own credential, CSRF tokens and connection headers end here.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const secret = randomBytes(18).toString("base64url");
  const server = process.getBuiltinModule("node:http").createServer((incoming, outgoing) => {
    serve(incoming, outgoing, secret, options).catch((error: unknown) => {
      options.stopped(error);
      outgoing.destroy();
    });
  });
  // Prefect's client opens two connections for each deployment, and closes none before its end.
  server.keepAliveTimeout = 60_000;
  server.on("upgrade", (incoming, socket, head) => {
    tunnel({ incoming, socket, head }, secret, options).catch((error: unknown) => {
      options.stopped(error);
      socket.destroy();
    });
  });
  const sockets = new Set<Duplex>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  server.on("error", options.stopped);
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${port}/${secret}/api`,
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
  secret: string,
  { answer, stopped }: GatewayOptions,
): Promise<void> {
  outgoing.on("error", () => undefined); // The client may have gone.
  let reply: Reply;
  try {
    const line = asked(incoming, secret);
    if (!line) {
      incoming.resume();
      outgoing.writeHead(404).end();
      return;
    }
    const text = await textOf(incoming);
    if (text && BODILESS.includes(line.method)) throw oddRequest(incoming, secret, "it has a body");
    reply =
      text === undefined
        ? jsonReply(413, { detail: "A body over 32 MiB." })
        : await answer({ ...line, headers: passedOn(incoming.headers), text: text || undefined });
  } catch (error) {
    incoming.resume();
    if (incoming.errored) return; // The client has gone in the middle of its request.
    stopped(error);
    reply = jsonReply(error instanceof OddRequestError ? 400 : 502, {
      exception_message: "The step stops here; its log says why.",
    });
  }
  write(outgoing, incoming.method, reply);
}

/** A body has no meaning there (RFC 9110, section 9.3.1), and not every program on the way reads it. */
const BODILESS: readonly Method[] = ["GET", "HEAD", "OPTIONS"];

function write(outgoing: http.ServerResponse, method: string | undefined, { status, body }: Reply): void {
  if (outgoing.destroyed) return;
  outgoing.writeHead(status, {
    ...(body === "" ? {} : { "content-type": "application/json" }),
    ...(status === 204 ? {} : { "content-length": Buffer.byteLength(body) }),
  });
  outgoing.end(method === "HEAD" ? undefined : body);
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
  const direct = readableNoProxy([env["NO_PROXY"], env["no_proxy"], "127.0.0.1"].join(","));
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
