import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** One request, byte for byte as it came. */
export interface RawRequest {
  /** `GET /api/flows/ HTTP/1.1`, in latin-1. */
  readonly line: string;
  /** Header lines, in latin-1. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** A server that takes apart no more of a request than where it ends, and answers each with an empty list in JSON. */
export interface RecordingServer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly requests: RawRequest[];
  /** Bytes that are the beginning of a request only. */
  readonly unfinished: () => number;
}

const JSON_LIST = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]";
const SWITCHING =
  "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: x\r\n\r\n";

export async function startRecordingServer(): Promise<RecordingServer> {
  const requests: RawRequest[] = [];
  const rests = new Map<Socket, Buffer>();
  const server = createServer((socket) => {
    rests.set(socket, Buffer.alloc(0));
    socket.setNoDelay(true);
    socket.on("error", () => undefined);
    socket.on("close", () => rests.delete(socket));
    socket.on("data", (chunk) => {
      let rest: Buffer = Buffer.concat([rests.get(socket) ?? Buffer.alloc(0), chunk]);
      for (let taken = take(rest); taken; taken = take(rest)) {
        requests.push(taken.request);
        rest = taken.rest;
        socket.write(isUpgrade(taken.request) ? SWITCHING : JSON_LIST);
      }
      rests.set(socket, rest);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    unfinished: () => [...rests.values()].reduce((sum, rest) => sum + rest.length, 0),
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of rests.keys()) socket.destroy();
      }),
  };
}

/** The first request, where all of it is there. A chunked body would be taken for the next request: nobody sends one. */
function take(bytes: Buffer): { request: RawRequest; rest: Buffer } | undefined {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [line = "", ...headers] = bytes.toString("latin1", 0, end).split("\r\n");
  const length = Number(
    headers.map((one) => /^content-length: *(\d+) *$/i.exec(one)?.[1]).find(Boolean) ?? 0,
  );
  const from = end + 4;
  if (bytes.length < from + length) return undefined;
  const body = bytes.subarray(from, from + length);
  return { request: { line, headers, body }, rest: bytes.subarray(from + length) };
}

function isUpgrade({ headers }: RawRequest): boolean {
  return headers.some((one) => /^upgrade: *websocket *$/i.test(one));
}

/**
 * Sends these bytes, and gives back all that came until the connection was closed. Where nothing comes for a while,
 * since the other side waits for more, it is ended: Node's server then breaks off what it is at.
 */
export function sendRaw(port: number, bytes: Buffer, patienceMs = 1_000): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    socket.setTimeout(patienceMs, () => socket.end());
    socket.on("error", () => undefined);
    socket.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
    socket.on("close", () => {
      resolve(text);
    });
    socket.write(bytes);
  });
}
