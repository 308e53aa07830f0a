import http from "node:http";
import type { AddressInfo } from "node:net";
import { isWrite } from "../ask.ts";

/** A request as it went by. */
export interface Recorded {
  readonly method: string;
  /** With query. */
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  /** Of the answer. */
  readonly status: number;
}

/** Passes everything on, both ways unchanged, and remembers it. */
export interface Relay extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** `http://127.0.0.1:PORT/api` */
  readonly apiUrl: string;
  readonly requests: readonly Recorded[];
  /** Method and path of everything but reads. */
  readonly writes: () => string[];
  readonly forget: () => void;
}

/** @param upstream `http://127.0.0.1:PORT` */
export async function startRelay(upstream: string): Promise<Relay> {
  const requests: Recorded[] = [];
  const server = http.createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const body = Buffer.concat(chunks);
      const { method = "", url: path = "", headers } = incoming;
      const record = (status: number) => {
        requests.push({ method, path, headers, body: body.toString("utf8"), status });
      };
      // A connection of its own: uvicorn closes one that was silent for five seconds.
      http
        .request(upstream + path, { method, headers, agent: false }, (answer) => {
          record(answer.statusCode ?? 0);
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        })
        .on("error", () => {
          record(502);
          outgoing.writeHead(502).end();
        })
        .end(body);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    apiUrl: `${url}/api`,
    requests,
    writes: () => requests.filter(isWrite).map(({ method, path }) => `${method} ${path}`),
    forget: () => {
      requests.length = 0;
    },
    [Symbol.asyncDispose]: () => {
      server.closeAllConnections();
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}
