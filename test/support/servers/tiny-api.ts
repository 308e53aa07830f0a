import http from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { Target } from "../../../src/base/http.js";
import { Upstream, type UpstreamOptions } from "../../../src/server/upstream.js";

/** A request as it arrived. */
export interface Asked {
  readonly method: string;
  /** Below the API URL, with its query. */
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  /** The number of its connection, from 1. */
  readonly connection: number;
}

/** @param number of the request, from 1 */
export type Answering = (asked: Asked, answer: http.ServerResponse, number: number) => void;

/** A real HTTP server in place of Prefect's, whose every request is answered by a function of the test. */
export interface TinyApi extends AsyncDisposable {
  readonly target: Target;
  readonly asked: readonly Asked[];
  /** `GET /admin/version`, in the order in which they came. */
  readonly lines: () => string[];
  /** Those that are open at this moment. */
  readonly open: () => number;
  readonly server: http.Server;
}

const BASE = "/prefect/api";

export async function startTinyApi(answer: Answering): Promise<TinyApi> {
  const asked: Asked[] = [];
  const sockets = new Map<Duplex, number>();
  let connections = 0;
  const server = http.createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    outgoing.on("error", () => undefined);
    incoming.on("error", () => undefined);
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const { method = "", url = "", headers, socket } = incoming;
      const path = url.startsWith(`${BASE}/`) ? url.slice(BASE.length) : `outside of the API: ${url}`;
      const text = Buffer.concat(chunks).toString();
      const one = { method, path, headers, text, connection: sockets.get(socket) ?? 0 };
      asked.push(one);
      answer(one, outgoing, asked.length);
    });
  });
  server.on("connection", (socket) => {
    sockets.set(socket, (connections += 1));
    socket.on("error", () => undefined);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    target: {
      apiUrl: `http://127.0.0.1:${port}${BASE}`,
      headers: { "X-Team": "data" },
      tls: { skipVerify: false },
    },
    asked,
    lines: () => asked.map(({ method, path }) => `${method} ${path}`),
    open: () => sockets.size,
    server,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets.keys()) socket.destroy();
      }),
  };
}

export function sendJson(answer: http.ServerResponse, value: unknown, status = 200): void {
  answer.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

/** What a filter is answered with, page by page, as Prefect does it. */
export function sendPage(answer: http.ServerResponse, { text }: Asked, rows: readonly unknown[]): void {
  const { limit = 200, offset = 0 } = JSON.parse(text) as { limit?: number; offset?: number };
  sendJson(answer, rows.slice(offset, offset + Math.min(limit, 200)));
}

export interface TinyUpstream extends Disposable {
  readonly upstream: Upstream;
  /** Lines for the log. */
  readonly troubles: string[];
}

/** An upstream to it that waits for next to nothing, and sends `Bearer the-real-one`. */
export function tinyUpstream(
  { target }: Pick<TinyApi, "target">,
  more: Partial<UpstreamOptions> = {},
): TinyUpstream {
  const troubles: string[] = [];
  const upstream = new Upstream(target, {
    context: {
      apiUrl: target.apiUrl,
      credential: "bearer",
      headerNames: ["X-Team"],
      clientCertificate: false,
      outsideAscii: false,
    },
    authorizing: {
      headers: () => Promise.resolve({ Authorization: "Bearer the-real-one" }),
      renew: () => Promise.resolve(false),
    },
    signal: new AbortController().signal,
    trouble: (line) => troubles.push(line),
    learnt: () => undefined,
    backoffMs: 1,
    ...more,
  });
  return {
    upstream,
    troubles,
    [Symbol.dispose]: () => {
      upstream.close();
    },
  };
}
