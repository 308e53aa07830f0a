import http from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { isWrite } from "../ask.ts";

/** A request as it arrived, and what became of it. */
export interface GateRequest {
  /** 0 for the first. */
  readonly index: number;
  readonly method: string;
  /** With query. */
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  /** Which connection of the client it came on, from 1. */
  readonly connection: number;
  /** Whether that connection had carried a request before. */
  readonly reused: boolean;
  /** How many requests were under way when it arrived, itself included. */
  readonly inFlight: number;
  /** What was done to it. */
  readonly fault?: FaultKind;
  /** The server's answer; undefined until there is one, and for what never reached it. */
  readonly upstreamStatus?: number;
  /** When that answer began (`performance.now()`). */
  readonly upstreamAt?: number;
  /** What the client was told; undefined where it got no whole head of an answer. */
  readonly status?: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** These never reach the server, unless `afterWrite`. */
type CannedKind =
  | "401" // with WWW-Authenticate: Basic
  | "403" // a page
  | "429" // Retry-After: 1
  | "500" // empty
  | "502"
  | "503"
  | "504"
  | "empty" // 200 and nothing
  | "html" // 200 with a page to sign in
  | "garbage" // 200 and JSON that breaks off
  | "redirect-away" // 302 to another host
  | "redirect-https"; // 301, the same host

export type FaultKind =
  | CannedKind
  | "reset" // before the server sees it
  | "answer-lost" // the server did it; a reset before the first byte of its answer
  | "reset-mid-answer" // a reset after half the body, or half the head where there is no body
  | "truncated" // the same with a proper end in place of the reset: shorter than Content-Length says
  | "late" // the server does it at once; its answer comes after `ms`
  | "trickle" // the answer's body, `bytes` each `ms`
  | "idle-close"; // all is well, and `ms` later the connection is closed silently

export interface Fault {
  readonly kind: FaultKind;
  /** Which requests; `nth` counts those of the same method and path, from 1. Default: every one. */
  readonly at?: (request: GateRequest, index: number, nth: number) => boolean;
  /** How many of them; `Infinity` for no end. Default 1. */
  readonly times?: number;
  /** Milliseconds, for the kinds that take time. Default 0. */
  readonly ms?: number;
  /** Of a `trickle`, at once. Default 1. */
  readonly bytes?: number;
  /** In place of the second of a `429`. */
  readonly retryAfter?: number;
  /** Where `redirect-away` leads. Default: a host that cannot exist. */
  readonly location?: string;
  /** The server does what is asked first, for the kinds that would keep it from that: a gate that gave up waiting. */
  readonly afterWrite?: boolean;
}

/** Between a client and the real server; passes everything on until a fault is asked for. */
export interface FaultGate extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** `http://127.0.0.1:PORT/api` */
  readonly apiUrl: string;
  readonly port: number;
  /** In the order of arrival. */
  readonly requests: readonly GateRequest[];
  /** How many connections clients have made. */
  readonly connections: () => number;
  /** Method and path of everything but reads that reached the server: twice there, twice here. */
  readonly writes: () => string[];
  /** The first fault that matches a request is done to it. `hits` tells how often this one was. */
  readonly fault: (fault: Fault) => { readonly hits: () => number; readonly remove: () => void };
  /** Forgets requests, connections and faults. */
  readonly reset: () => void;
}

export interface FaultGateOptions {
  /** Milliseconds that every request waits before it goes on. */
  readonly delayMs?: number;
  /** Called for every request, which waits for it: another writer that comes in between. */
  readonly before?: (request: GateRequest) => Promise<void>;
}

/** @param upstream `http://127.0.0.1:PORT` */
export async function startFaultGate(
  upstream: string,
  { delayMs = 0, before }: FaultGateOptions = {},
): Promise<FaultGate> {
  const parts = {
    delayMs,
    before,
    target: new Upstream(upstream),
    clients: new Clients(),
    script: new Script(),
    closing: new AbortController(),
    requests: [],
  };
  const { target, clients, script, closing } = parts;
  const requests: GateRequest[] = parts.requests;
  const server = makeServer(parts);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    apiUrl: `${url}/api`,
    port,
    requests,
    connections: () => clients.count,
    writes: () =>
      requests
        .filter(({ upstreamStatus }) => upstreamStatus !== undefined)
        .filter(isWrite)
        .map(({ method, path }) => `${method} ${path}`),
    fault: (fault) => script.add(fault),
    reset: () => {
      requests.length = 0;
      clients.count = 0;
      script.clear();
    },
    [Symbol.asyncDispose]: async () => {
      closing.abort();
      const closed = new Promise((resolve) => server.close(resolve));
      clients.destroy();
      target.destroy();
      await closed;
    },
  };
}

interface Parts {
  readonly delayMs: number;
  readonly before: FaultGateOptions["before"] | undefined;
  readonly target: Upstream;
  readonly clients: Clients;
  readonly script: Script;
  readonly closing: AbortController;
  readonly requests: GateRequest[];
}

function makeServer({ delayMs, before, target, clients, script, closing, requests }: Parts): http.Server {
  let inFlight = 0;
  const pause = (ms: number) => sleep(ms, undefined, { signal: closing.signal });
  const arrive = (incoming: http.IncomingMessage, body: Buffer): Mutable<GateRequest> => {
    const { method = "", url: path = "", headers, socket } = incoming;
    const from = { ...clients.of(socket), inFlight };
    const request = { index: requests.length, method, path, headers, body: body.toString("utf8"), ...from };
    requests.push(request);
    return request;
  };
  const serve = async (incoming: http.IncomingMessage, outgoing: http.ServerResponse): Promise<void> => {
    const body = await buffer(incoming);
    const request = arrive(incoming, body);
    if (delayMs > 0) await pause(delayMs);
    await before?.(request);
    const fault = script.next(request);
    if (fault) request.fault = fault.kind;
    await new Exchange(request, body, outgoing, target, pause).answer(fault);
  };

  const server = http.createServer((incoming, outgoing) => {
    inFlight += 1;
    outgoing.once("close", () => (inFlight -= 1));
    serve(incoming, outgoing).catch((error: unknown) => {
      // The client is gone, or the server is: neither is a fault of the script's.
      if (outgoing.headersSent || outgoing.destroyed) outgoing.destroy();
      else outgoing.writeHead(502).end(`The gate cannot reach the server: ${String(error)}`);
    });
  });
  // A connection is closed by the script alone.
  server.keepAliveTimeout = 0;
  server.on("connection", (socket: Socket) => {
    clients.add(socket);
  });
  server.on("upgrade", (incoming: http.IncomingMessage, socket: Socket, head: Buffer) => {
    arrive(incoming, Buffer.alloc(0)).status = 101;
    target.tunnel(incoming, socket, head);
  });
  return server;
}

/** The clients' connections, numbered. */
class Clients {
  count = 0;
  readonly #open = new Map<Socket, { readonly connection: number; requests: number }>();

  add(socket: Socket): void {
    this.count += 1;
    this.#open.set(socket, { connection: this.count, requests: 0 });
    socket.once("close", () => this.#open.delete(socket));
  }

  /** Called once for each request. */
  of(socket: Socket): { connection: number; reused: boolean } {
    const known = this.#open.get(socket) ?? { connection: 0, requests: 0 };
    known.requests += 1;
    return { connection: known.connection, reused: known.requests > 1 };
  }

  destroy(): void {
    for (const socket of this.#open.keys()) socket.destroy();
  }
}

/** Which fault comes next. */
class Script {
  readonly #faults = new Set<{ readonly fault: Fault; hits: number }>();
  readonly #seen = new Map<string, number>();

  add(fault: Fault): ReturnType<FaultGate["fault"]> {
    const entry = { fault, hits: 0 };
    this.#faults.add(entry);
    return { hits: () => entry.hits, remove: () => void this.#faults.delete(entry) };
  }

  next(request: GateRequest): Fault | undefined {
    const key = `${request.method} ${request.path}`;
    const nth = (this.#seen.get(key) ?? 0) + 1;
    this.#seen.set(key, nth);
    for (const entry of this.#faults) {
      const { at, times = 1 } = entry.fault;
      if (entry.hits >= times || !(at?.(request, request.index, nth) ?? true)) continue;
      entry.hits += 1;
      return entry.fault;
    }
    return undefined;
  }

  clear(): void {
    this.#faults.clear();
    this.#seen.clear();
  }
}

interface Answer {
  readonly status: number;
  readonly headers: http.OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** One request and its answer. */
class Exchange {
  readonly #request: Mutable<GateRequest>;
  readonly #body: Buffer;
  readonly #outgoing: http.ServerResponse;
  readonly #target: Upstream;
  readonly #pause: (ms: number) => Promise<void>;

  constructor(
    request: Mutable<GateRequest>,
    body: Buffer,
    outgoing: http.ServerResponse,
    target: Upstream,
    pause: (ms: number) => Promise<void>,
  ) {
    this.#request = request;
    this.#body = body;
    this.#outgoing = outgoing;
    this.#target = target;
    this.#pause = pause;
    outgoing.sendDate = false;
  }

  async answer(fault: Fault | undefined): Promise<void> {
    const { kind, ms = 0, bytes = 1, afterWrite = false } = fault ?? {};
    if (kind === undefined) await this.#pass();
    else if (kind === "idle-close") await this.#passAndClose(ms);
    else if (kind === "reset-mid-answer") await this.#half(await this.#ask(), "reset");
    else if (kind === "truncated") await this.#half(await this.#ask(), "end");
    else if (kind === "trickle") await this.#trickle(await this.#ask(), ms, bytes);
    else if (kind === "late") {
      const answer = await this.#ask();
      await this.#pause(ms);
      this.#send(answer);
    } else {
      if (afterWrite || kind === "answer-lost") await this.#ask();
      if (kind === "reset" || kind === "answer-lost") this.#cut("reset");
      else this.#send(canned(kind, this.#request, fault));
    }
  }

  async #open(): Promise<http.IncomingMessage> {
    const answer = await this.#target.open(this.#request, this.#body);
    this.#request.upstreamStatus = answer.statusCode ?? 0;
    this.#request.upstreamAt = performance.now();
    return answer;
  }

  /** The whole answer of the server. */
  async #ask(): Promise<Answer> {
    const answer = await this.#open();
    return { status: answer.statusCode ?? 0, headers: endToEnd(answer.headers), body: await buffer(answer) };
  }

  #head({ status, headers }: Pick<Answer, "status" | "headers">): void {
    this.#request.status = status;
    this.#outgoing.writeHead(status, headers);
  }

  #send(answer: Answer): void {
    this.#head(answer);
    this.#outgoing.end(answer.body);
  }

  /** As it comes, without waiting for its end. */
  async #pass(): Promise<void> {
    const answer = await this.#open();
    this.#head({ status: answer.statusCode ?? 0, headers: endToEnd(answer.headers) });
    await pipeline(answer, this.#outgoing);
  }

  async #passAndClose(ms: number): Promise<void> {
    const { socket } = this.#outgoing;
    await this.#pass();
    await this.#pause(ms);
    socket?.end();
  }

  async #trickle(answer: Answer, ms: number, bytes: number): Promise<void> {
    this.#head(answer);
    for (let at = 0; at < answer.body.length; at += bytes) {
      if (this.#outgoing.destroyed) return;
      this.#outgoing.write(answer.body.subarray(at, at + bytes));
      await this.#pause(ms);
    }
    this.#outgoing.end();
  }

  #cut(how: "reset" | "end"): void {
    const { socket } = this.#outgoing;
    if (how === "reset") socket?.resetAndDestroy();
    else socket?.end();
  }

  async #half(answer: Answer, how: "reset" | "end"): Promise<void> {
    const head = Buffer.from(headOf(answer));
    const { length } = answer.body;
    if (length > 0) this.#request.status = answer.status;
    const bytes = length > 0 ? Buffer.concat([head, answer.body.subarray(0, length / 2)]) : head;
    this.#outgoing.socket?.write(length > 0 ? bytes : head.subarray(0, head.length / 2));
    // A reset takes along what the client has not read yet.
    if (how === "reset") await this.#pause(100);
    this.#cut(how);
  }
}

/** The server behind the gate. */
class Upstream {
  readonly #address: { readonly host: string; readonly port: number };
  /** uvicorn closes a connection that was silent for 5 s; ours is given up before. */
  readonly #agent = new http.Agent({ keepAlive: true, timeout: 2_000 });
  readonly #tunnels = new Set<Socket>();

  constructor(upstream: string) {
    const { hostname, port } = new URL(upstream);
    this.#address = { host: hostname, port: Number(port) };
  }

  /** Resolves with the head of the answer. */
  open(request: GateRequest, body: Buffer): Promise<http.IncomingMessage> {
    const { method, path } = request;
    const headers = endToEnd(request.headers);
    return new Promise((resolve, reject) => {
      const options = { ...this.#address, method, path, headers, agent: this.#agent };
      const asked = http.request(options, resolve).once("error", (error) => {
        // Closed by the server just as it was to be used again: it has seen nothing of this request.
        const unseen = asked.reusedSocket && "code" in error && error.code === "ECONNRESET";
        if (unseen) resolve(this.open(request, body));
        else reject(error);
      });
      asked.end(body);
    });
  }

  /** A websocket: the request as it was, and bytes both ways from then on. */
  tunnel(incoming: http.IncomingMessage, client: Socket, head: Buffer): void {
    const lines = [`${incoming.method ?? ""} ${incoming.url ?? ""} HTTP/1.1`];
    const raw = incoming.rawHeaders;
    for (let at = 0; at < raw.length; at += 2) lines.push(`${raw[at] ?? ""}: ${raw[at + 1] ?? ""}`);
    const server = connect(this.#address, () => {
      server.write(`${lines.join("\r\n")}\r\n\r\n`);
      server.write(head);
      client.pipe(server).pipe(client);
    });
    this.#tunnels.add(server);
    client.on("error", () => server.destroy()).on("close", () => server.destroy());
    server.on("error", () => client.destroy()).on("close", () => client.destroy());
    server.on("close", () => this.#tunnels.delete(server));
  }

  destroy(): void {
    this.#agent.destroy();
    for (const socket of this.#tunnels) socket.destroy();
  }
}

/** Without what is between two neighbours only. */
function endToEnd(headers: http.IncomingHttpHeaders): http.OutgoingHttpHeaders {
  const hop = new Set(["connection", "keep-alive", "transfer-encoding", "expect"]);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hop.has(name)));
}

function headOf({ status, headers, body }: Answer): string {
  const all = body.length > 0 ? { ...headers, "content-length": body.length } : headers;
  const lines = Object.entries(all).flatMap(([name, value]) =>
    [value ?? []].flat().map((item) => `${name}: ${item}\r\n`),
  );
  return `HTTP/1.1 ${status} ${http.STATUS_CODES[status] ?? ""}\r\n${lines.join("")}\r\n`;
}

function canned(
  kind: CannedKind,
  { headers, path }: GateRequest,
  { location, retryAfter = 1 }: Pick<Fault, "location" | "retryAfter"> = {},
): Answer {
  switch (kind) {
    case "401":
      return page(401, { "www-authenticate": 'Basic realm="gate"' });
    case "429":
      return page(429, { "retry-after": String(retryAfter) });
    case "500":
    case "empty": {
      const status = kind === "500" ? 500 : 200;
      return { status, headers: { "content-length": 0 }, body: Buffer.alloc(0) };
    }
    case "html":
      return page(200);
    case "garbage": {
      const body = Buffer.from('{"id": "3f1c", "name": [');
      const type = { "content-type": "application/json", "content-length": body.length };
      return { status: 200, headers: type, body };
    }
    case "redirect-away":
      return page(302, { location: location ?? "http://login.invalid/sign-in" });
    case "redirect-https":
      return page(301, { location: `https://${headers.host ?? ""}${path}` });
    default:
      return page(Number(kind));
  }
}

function page(status: number, headers: http.OutgoingHttpHeaders = {}): Answer {
  const title = status === 200 ? "Sign in" : `${status} ${http.STATUS_CODES[status] ?? ""}`;
  const body = Buffer.from(`<!doctype html><html><title>${title}</title><h1>${title}</h1></html>\n`);
  const own = { "content-type": "text/html", "content-length": body.length };
  return { status, headers: { ...own, ...headers }, body };
}
