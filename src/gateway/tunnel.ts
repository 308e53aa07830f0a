import type http from "node:http";
import type { Duplex } from "node:stream";
import { agentOf, endpoint, moduleOf, tlsOptions } from "../base/http.js";
import { asked, OddRequestError, passedOn } from "./asked.js";
import type { ApiPath } from "../server/api-path.js";
import type { Upstream } from "../server/upstream.js";

export interface TunnelOptions {
  /** Where websockets go to; undefined: they are refused. Called for each, by its path below the API. */
  readonly websocket: (path: ApiPath) => Promise<Upstream | undefined>;
  /** Called with what ends the run: a request that no client sends, or a websocket that fails here. */
  readonly stopped: (error: unknown) => void;
}

/** A client that asks for another protocol on its connection. */
export interface Upgrade {
  readonly incoming: http.IncomingMessage;
  readonly socket: Duplex;
  /** What came after the request. */
  readonly head: Buffer;
}

/**
 * A websocket goes through as it is, with the credential in place of the client's. What is thrown on the way ends the
 * run, as it does for a request.
 */
export async function tunnel(
  upgrade: Upgrade,
  secret: string,
  { websocket, stopped }: TunnelOptions,
): Promise<void> {
  const { incoming, socket } = upgrade;
  socket.on("error", () => {
    socket.destroy();
  });
  try {
    const line = asked(incoming, secret);
    const isWebsocket = line?.method === "GET" && incoming.headers.upgrade?.toLowerCase() === "websocket";
    // Why the session is missing is reported where it is awaited.
    const upstream = isWebsocket ? await websocket(line.path).catch(() => undefined) : undefined;
    if (!line || !upstream) {
      refuse(socket, line ? "403 Forbidden" : "404 Not Found");
      return;
    }
    const headers = await upstream.headers();
    if (!socket.destroyed) connect(upgrade, upstream, line.path.text, headers);
  } catch (error) {
    refuse(socket, error instanceof OddRequestError ? "400 Bad Request" : "502 Bad Gateway");
    stopped(error);
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function connect(
  { incoming, socket, head }: Upgrade,
  { target }: Upstream,
  path: string,
  headers: Readonly<Record<string, string>>,
): void {
  const gone = (): void => {
    socket.destroy();
  };
  const url = endpoint(target, path);
  const outgoing = moduleOf(url).request(url, {
    agent: agentOf(url, target),
    headers: {
      ...passedOn(incoming.headers, "websocket"),
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
    refuse(socket, `${answer.statusCode ?? 502} Refused`);
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
