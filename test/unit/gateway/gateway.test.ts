import http from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  gatewayEnvironment,
  jsonReply,
  startGateway,
  type Gateway,
  type GatewayOptions,
} from "../../../src/gateway/gateway.js";
import type { Call, Upstream } from "../../../src/server/upstream.js";
import { startTinyApi, tinyUpstream, type TinyApi } from "../../support/servers/tiny-api.ts";

const until = (condition: () => boolean) => vi.waitUntil(condition, { timeout: 10_000, interval: 10 });

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

interface Started {
  readonly gateway: Gateway;
  /** What was handed on. */
  readonly calls: Call[];
  /** What ended the run. */
  readonly errors: unknown[];
}

const OK = jsonReply(201, { id: 1 });

async function started(options: Partial<GatewayOptions> = {}): Promise<Started> {
  const calls: Call[] = [];
  const errors: unknown[] = [];
  const gateway = await startGateway({
    answer: (call) => {
      calls.push(call);
      return options.answer?.(call) ?? Promise.resolve(OK);
    },
    stopped: (error) => errors.push(error),
    websocket: options.websocket ?? (() => Promise.resolve(undefined)),
  });
  open.push(gateway.close);
  return { gateway, calls, errors };
}

/** As servers do it: what the other side ends is ended. */
function polite(socket: Duplex): Duplex {
  return socket
    .on("error", () => undefined)
    .on("end", () => socket.end())
    .resume();
}

/** A connection to the gateway, and all that came by it. */
function connection({ apiUrl }: Gateway): { socket: Socket; text: () => string; closed: Promise<string> } {
  const socket = connect(Number(new URL(apiUrl).port), "127.0.0.1");
  let text = "";
  socket.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
  socket.on("error", () => undefined);
  open.push(() => socket.destroy());
  const closed = new Promise<string>((resolve) => {
    socket.on("close", () => {
      resolve(text);
    });
  });
  return { socket, text: () => text, closed };
}

/** The answer to a request as it is written here, byte for byte. */
function raw(
  gateway: Gateway,
  method: string,
  path: string,
  headers: readonly string[] = [],
  body = "",
): Promise<string> {
  const { pathname } = new URL(gateway.apiUrl);
  const { socket, closed } = connection(gateway);
  const head = [`${method} ${pathname}${path} HTTP/1.1`, "Host: x", "Connection: close", ...headers];
  socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
  return closed;
}

describe("a request", () => {
  test("is handed on by method, path with query, and body, and answered in JSON", async () => {
    const { gateway, calls } = await started();
    const answer = await fetch(`${gateway.apiUrl}/deployments/filter?a=1&b=%2F`, {
      method: "POST",
      body: '{"name":"grün"}',
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(await answer.text()).toBe('{"id":1}');
    expect(calls.map(({ method, path, text }) => [method, path.text, text])).toEqual([
      ["POST", "/deployments/filter?a=1&b=%2F", '{"name":"grün"}'],
    ]);
  });

  test("without a body has none", async () => {
    const { gateway, calls } = await started();
    await fetch(`${gateway.apiUrl}/admin/version`);
    await fetch(`${gateway.apiUrl}/automations/owned-by/x`, { method: "DELETE" });
    expect(calls.map(({ text }) => text)).toEqual([undefined, undefined]);
  });

  test("leaves its headers at the gateway, but for a few that do no harm", async () => {
    const { gateway, calls } = await started();
    await raw(
      gateway,
      "POST",
      "/flows/",
      [
        "Authorization: Bearer the child's",
        "Prefect-Csrf-Token: t",
        "Prefect-Csrf-Client: c",
        "Proxy-Authorization: Basic x",
        "Connection: close, X-Hop",
        "X-Hop: 1",
        "TE: trailers",
        "Keep-Alive: timeout=5",
        "Accept-Encoding: gzip",
        "Content-Type: application/json",
        "Content-Length: 2",
        "X-Prefect-Api-Version: 0.8.4",
        "User-Agent: prefect/3.8.8",
        "Accept: */*",
        "X-Other: a",
      ],
      "{}",
    );
    expect(calls.map(({ headers }) => headers)).toEqual([
      { accept: "*/*", "x-prefect-api-version": "0.8.4", "user-agent": "prefect/3.8.8" },
    ]);
  });

  test.each(["PATCH", "DELETE", "POST"])("%s in chunks keeps its body for itself", async (method) => {
    const { gateway, calls } = await started();
    const body = "GET /evil HTTP/1.1\r\nHost: x\r\n\r\n";
    const chunked = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
    await raw(gateway, method, "/flows/", ["Transfer-Encoding: chunked"], chunked);
    expect(calls.map((call) => [call.method, call.path.text, call.text])).toEqual([
      [method, "/flows/", body],
    ]);
  });

  test("of 32 MiB is handed on whole, and one byte more is refused unseen", async () => {
    const { gateway, calls, errors } = await started();
    const largest = "x".repeat(32 * 1024 * 1024);
    const send = (body: string) => fetch(`${gateway.apiUrl}/flows/`, { method: "POST", body });
    expect((await send(largest)).status).toBe(201);
    expect(calls[0]?.text === largest).toBe(true);
    const refused = await send(`${largest}x`);
    expect([refused.status, await refused.json()]).toEqual([413, { detail: "A body over 32 MiB." }]);
    expect([calls.length, errors]).toEqual([1, []]);
  });

  test("is answered with no body where there is none", async () => {
    const replies = [
      { status: 204, body: "" },
      { status: 200, body: "" },
    ];
    const { gateway } = await started({ answer: () => Promise.resolve(replies.shift() ?? OK) });
    const empty = await raw(gateway, "PATCH", "/deployments/1");
    expect(empty).toMatch(/^HTTP\/1\.1 204 /);
    expect(empty).not.toMatch(/content-(?:length|type)/i);
    const other = await raw(gateway, "DELETE", "/x");
    expect(other).toMatch(/content-length: 0\r\n/i);
    expect(other).not.toMatch(/content-type/i);
    expect((await raw(gateway, "HEAD", "/x")).endsWith("\r\n\r\n")).toBe(true);
  });

  test("comes by one connection after another", async () => {
    const { gateway, calls } = await started();
    const { socket, text } = connection(gateway);
    const { pathname } = new URL(gateway.apiUrl);
    for (const number of [1, 2, 3]) {
      socket.write(`GET ${pathname}/${number} HTTP/1.1\r\nHost: x\r\n\r\n`);
      await until(() => text().split("HTTP/1.1 201").length === number + 1);
    }
    expect(calls.map(({ path }) => path.text)).toEqual(["/1", "/2", "/3"]);
  });

  test("that cannot be answered ends the run with the error, which the client does not get to see", async () => {
    const error = new Error("s3cret");
    const { gateway, errors } = await started({ answer: () => Promise.reject(error) });
    const answer = await fetch(`${gateway.apiUrl}/flows/`);
    expect([answer.status, await answer.json()]).toEqual([
      502,
      { exception_message: "The step stops here; its log says why." },
    ]);
    expect(errors).toEqual([error]);
  });

  test("that the client itself breaks off ends nothing", async () => {
    const { gateway, calls, errors } = await started();
    const { pathname } = new URL(gateway.apiUrl);
    const { socket, closed } = connection(gateway);
    socket.write(`POST ${pathname}/flows/ HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf`);
    await sleep(50);
    socket.destroy();
    await closed;
    await sleep(50);
    expect([calls, errors]).toEqual([[], []]);
    expect((await fetch(`${gateway.apiUrl}/flows/`)).status).toBe(201);
  });
});

describe("a stranger", () => {
  test("on this machine finds nothing, and there is none from elsewhere", async () => {
    const { gateway, calls } = await started();
    const { hostname, origin, pathname } = new URL(gateway.apiUrl);
    expect(hostname).toBe("127.0.0.1");
    expect(pathname).toMatch(/^\/[\w-]{24}\/api$/);
    const twin = await started();
    expect(new URL(twin.gateway.apiUrl).pathname).not.toBe(pathname);
    for (const path of ["/", "/api/admin/version", "/x/api/admin/version", `/${"x".repeat(24)}/api/flows`]) {
      expect((await fetch(origin + path)).status, path).toBe(404);
    }
    expect(calls).toEqual([]);
  });

  test.each(["GET", "TRACE", "CONNECT"])(
    "who does not know the segment gets nowhere by %s either",
    async (method) => {
      const { gateway, calls, errors } = await started();
      const { port } = new URL(gateway.apiUrl);
      const { socket, closed } = connection(gateway);
      socket.write(`${method} /api/flows/ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
      expect(await closed).toMatch(/^(?:HTTP\/1\.1 404 .*)?$/s);
      expect([calls, errors]).toEqual([[], []]);
    },
  );
});

describe("who knows the segment", () => {
  test.each([
    ["GET", "/../secret", "holds a dot segment"],
    ["GET", "/%2e%2e/secret", "holds an encoded `.`, `/`, `\\` or `%`"],
    ["GET", "/flows/..%2f..", "holds an encoded `.`, `/`, `\\` or `%`"],
    ["GET", "/flows/..?x", "holds a dot segment"],
    ["GET", "", "it is not below the API"],
    ["GET", "x/flows", "it is not below the API"],
    ["TRACE", "/flows/", "the API has no such method"],
  ])("does not get further by %s %s, which ends the run", async (method, path, why) => {
    const { gateway, calls, errors } = await started();
    expect(await raw(gateway, method, path)).toMatch(/^HTTP\/1\.1 400 .*its log says why/s);
    expect(calls).toEqual([]);
    expect(errors).toEqual([expect.objectContaining({ message: expect.stringContaining(why) as string })]);
    const { pathname } = new URL(gateway.apiUrl);
    expect(String(errors[0])).not.toContain(pathname.split("/")[1]);
  });

  test.each(["GET", "HEAD", "OPTIONS"])("sends no body with %s", async (method) => {
    const { gateway, calls, errors } = await started();
    expect(await raw(gateway, method, "/flows/1", ["Content-Length: 2"], "{}")).toMatch(/^HTTP\/1\.1 400 /);
    expect([calls, errors.length]).toEqual([[], 1]);
  });

  test("may ask for names with dots in them", async () => {
    const { gateway, calls } = await started();
    expect(await raw(gateway, "GET", "/deployments/name/a..b/.c?d=../e")).toMatch(/^HTTP\/1\.1 201 /);
    expect(calls.map(({ path }) => path.text)).toEqual(["/deployments/name/a..b/.c?d=../e"]);
  });
});

describe("a websocket", () => {
  interface Far {
    readonly api: TinyApi;
    readonly upstream: Upstream;
    readonly requests: http.IncomingMessage[];
    readonly sockets: Duplex[];
  }

  /** A server that takes websockets, or leaves them waiting, and sends back in capitals what it gets. */
  async function far(takes = true): Promise<Far> {
    const api = await startTinyApi(() => undefined);
    open.push(() => api[Symbol.asyncDispose]());
    const requests: http.IncomingMessage[] = [];
    const sockets: Duplex[] = [];
    api.server.on("upgrade", (incoming, socket) => {
      requests.push(incoming);
      sockets.push(polite(socket));
      if (!takes) return;
      socket.write(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: abc=\r\n\r\nhello ",
      );
      socket.on("data", (chunk: Buffer) => socket.write(chunk.toString().toUpperCase()));
    });
    const { upstream } = tinyUpstream(api);
    open.push(() => {
      upstream.close();
    });
    return { api, upstream, requests, sockets };
  }

  function asksFor(gateway: Gateway, path: string) {
    const { pathname } = new URL(gateway.apiUrl);
    const made = connection(gateway);
    made.socket.write(
      [
        `GET ${pathname}${path} HTTP/1.1`,
        ...["Host: x", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Key: the-key="],
        ...[
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Protocol: prefect",
          "Authorization: Bearer the child's",
        ],
        ...["X-Team: other", "", ""],
      ].join("\r\n"),
    );
    return made;
  }

  test("passes through, with the real credential in place of the client's", async () => {
    const { api, upstream, requests } = await far();
    const paths: string[] = [];
    const { gateway, calls } = await started({
      websocket: (path) => {
        paths.push(path.text);
        return Promise.resolve(upstream);
      },
    });
    const { socket, text } = asksFor(gateway, "/events/in?x=1");
    await until(() => text().endsWith("hello "));
    socket.write("both ways");
    await until(() => text().endsWith("hello BOTH WAYS"));
    expect(text()).toMatch(/^HTTP\/1\.1 101 .*\r\nSec-WebSocket-Accept: abc=\r\n/s);
    expect(paths).toEqual(["/events/in?x=1"]);
    expect(calls).toEqual([]);
    const [request] = requests;
    expect(request?.url).toBe("/prefect/api/events/in?x=1");
    expect(request?.headers).toMatchObject({
      authorization: "Bearer the-real-one",
      "x-team": "data",
      host: new URL(api.target.apiUrl).host,
      upgrade: "websocket",
      "sec-websocket-key": "the-key=",
      "sec-websocket-protocol": "prefect",
    });
  });

  test("is refused where there is nowhere to go, and nothing is asked of the server", async () => {
    const { requests } = await far();
    const { gateway, errors } = await started();
    expect(await asksFor(gateway, "/events/in").closed).toMatch(/^HTTP\/1\.1 403 /);
    const failing = await started({ websocket: () => Promise.reject(new Error("no session")) });
    expect(await asksFor(failing.gateway, "/events/in").closed).toMatch(/^HTTP\/1\.1 403 /);
    expect([requests, errors]).toEqual([[], []]);
  });

  test.each(["/../secret", "x/events/in"])("to %s is refused, and ends the run", async (path) => {
    const { upstream, requests } = await far();
    const { gateway, errors } = await started({ websocket: () => Promise.resolve(upstream) });
    expect(await asksFor(gateway, path).closed).toMatch(/^HTTP\/1\.1 400 /);
    expect([requests, errors.length]).toEqual([[], 1]);
  });

  test("of a stranger is not found", async () => {
    const { upstream, requests } = await far();
    const { gateway, errors } = await started({ websocket: () => Promise.resolve(upstream) });
    const { socket, closed } = connection(gateway);
    socket.write(
      "GET /api/events/in HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    );
    expect(await closed).toMatch(/^HTTP\/1\.1 404 /);
    expect([requests, errors]).toEqual([[], []]);
  });

  test.each([
    ["POST", "websocket"],
    ["GET", "h2c"],
  ])("is asked for by GET, not by %s for %s", async (method, protocol) => {
    const { upstream, requests } = await far();
    const { gateway } = await started({ websocket: () => Promise.resolve(upstream) });
    const { pathname } = new URL(gateway.apiUrl);
    const { socket, closed } = connection(gateway);
    socket.write(
      `${method} ${pathname}/events/in HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\n\r\n`,
    );
    expect(await closed).toMatch(/^HTTP\/1\.1 403 /);
    expect(requests).toEqual([]);
  });

  test("whose credential cannot be renewed is refused, and ends the run", async () => {
    const { api, requests } = await far();
    const error = new Error("the provider is down");
    const { upstream } = tinyUpstream(api, {
      authorizing: { headers: () => Promise.reject(error), renew: () => Promise.resolve(false) },
    });
    const { gateway, errors } = await started({ websocket: () => Promise.resolve(upstream) });
    expect(await asksFor(gateway, "/events/in").closed).toMatch(/^HTTP\/1\.1 502 /);
    expect([requests, errors]).toEqual([[], [error]]);
  });

  test("that the gate refuses is refused with its status", async () => {
    const api = await startTinyApi((_asked, answer) => answer.writeHead(401).end("<html>"));
    open.push(() => api[Symbol.asyncDispose]());
    const { upstream } = tinyUpstream(api);
    const { gateway } = await started({ websocket: () => Promise.resolve(upstream) });
    expect(await asksFor(gateway, "/events/in").closed).toMatch(/^HTTP\/1\.1 401 /);
  });

  test("to where nobody listens is cut", async () => {
    const { api, upstream } = await far();
    await api[Symbol.asyncDispose]();
    const { gateway, errors } = await started({ websocket: () => Promise.resolve(upstream) });
    expect(await asksFor(gateway, "/events/in").closed).toBe("");
    expect(errors).toEqual([]);
  });

  test.each([
    ["client", "server"],
    ["server", "client"],
  ])("whose %s goes away ends at the %s too", async (first) => {
    const { api, upstream, sockets } = await far();
    const { gateway } = await started({ websocket: () => Promise.resolve(upstream) });
    const made = asksFor(gateway, "/events/in");
    await until(() => made.text().endsWith("hello "));
    if (first === "client") made.socket.destroy();
    else sockets[0]?.destroy();
    await made.closed;
    await until(() => api.open() === 0);
  });

  test("that the server leaves waiting ends with the gateway", async () => {
    const { api, upstream, requests } = await far(false);
    const { gateway } = await started({ websocket: () => Promise.resolve(upstream) });
    const { closed } = asksFor(gateway, "/events/in");
    await until(() => requests.length === 1);
    await gateway.close();
    expect(await closed).toBe("");
    await until(() => api.open() === 0);
  });

  test("is not asked for any more once the gateway is closed", async () => {
    const { upstream, requests } = await far();
    let go = (): void => undefined;
    const asked: string[] = [];
    const { gateway } = await started({
      websocket: async (path) => {
        asked.push(path.text);
        await new Promise<void>((resolve) => (go = resolve));
        return upstream;
      },
    });
    const { closed } = asksFor(gateway, "/events/in");
    await until(() => asked.length === 1);
    await gateway.close();
    await closed;
    await sleep(50); // The gateway's end of it is closed too.
    go();
    await sleep(100);
    expect(requests).toEqual([]);
  });
});

describe("after it was closed", () => {
  test("no socket is left: neither an idle one, nor one that waits, nor a websocket, nor what it was for", async () => {
    const api = await startTinyApi(() => undefined);
    open.push(() => api[Symbol.asyncDispose]());
    const taken: Duplex[] = [];
    api.server.on("upgrade", (incoming, socket) => {
      taken.push(polite(socket));
      if (incoming.url?.endsWith("/taken") !== true) return;
      socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
    });
    const { upstream } = tinyUpstream(api);
    const { gateway, calls } = await started({
      answer: ({ path }) => (path.text === "/waits" ? new Promise(() => undefined) : Promise.resolve(OK)),
      websocket: () => Promise.resolve(upstream),
    });
    const { pathname } = new URL(gateway.apiUrl);
    const made = ["/idle", "/waits", "/taken", "/untaken"].map((path) => {
      const one = connection(gateway);
      const upgrade = path.endsWith("taken") ? "Connection: Upgrade\r\nUpgrade: websocket\r\n" : "";
      one.socket.write(`GET ${pathname}${path} HTTP/1.1\r\nHost: x\r\n${upgrade}\r\n`);
      return one;
    });
    await until(() => calls.length === 2 && taken.length === 2);
    await until(() => made[0]?.text().includes("201") === true && made[2]?.text().includes("101") === true);
    await gateway.close();
    await Promise.all(made.map(({ closed }) => closed));
    await until(() => api.open() === 0);
    await expect(fetch(`${gateway.apiUrl}/x`)).rejects.toThrow();
    await gateway.close(); // A second time does no harm.
  });
});

describe("the client's environment for it", () => {
  test("names the gateway, holds no credential, links to the real UI, and keeps loopback off the HTTP proxy", () => {
    const env = { NO_PROXY: "internal.example.com", PREFECT_API_KEY: "secret" };
    expect(gatewayEnvironment({ apiUrl: "http://127.0.0.1:1/s/api" }, "https://p.example.com", env)).toEqual({
      PREFECT_API_URL: "http://127.0.0.1:1/s/api",
      PREFECT_UI_URL: "https://p.example.com",
      PREFECT_API_KEY: "",
      PREFECT_API_AUTH_STRING: "",
      PREFECT_CLIENT_CUSTOM_HEADERS: "{}",
      PREFECT_API_TLS_INSECURE_SKIP_VERIFY: "false",
      // The gateway tries again, and waits, itself.
      PREFECT_API_REQUEST_TIMEOUT: "3600",
      PREFECT_CLIENT_MAX_RETRIES: "0",
      // And adds the token.
      PREFECT_CLIENT_CSRF_SUPPORT_ENABLED: "false",
      NO_PROXY: "internal.example.com,127.0.0.1",
      no_proxy: "internal.example.com,127.0.0.1",
    });
  });

  test("keeps what either spelling of NO_PROXY says", () => {
    const env = { NO_PROXY: "a", no_proxy: "b" };
    const { NO_PROXY, no_proxy } = gatewayEnvironment({ apiUrl: "http://127.0.0.1:1/s/api" }, "u", env);
    expect([NO_PROXY, no_proxy]).toEqual(["a,b,127.0.0.1", "a,b,127.0.0.1"]);
    expect(gatewayEnvironment({ apiUrl: "x" }, "u", {})["NO_PROXY"]).toBe("127.0.0.1");
  });

  test("leaves out of NO_PROXY what ends the client", () => {
    const env = { NO_PROXY: "[::1] .a.example,fd00::/8, 10.0.0.0/8" };
    const { NO_PROXY } = gatewayEnvironment({ apiUrl: "http://127.0.0.1:1/s/api" }, "u", env);
    expect(NO_PROXY).toBe("::1,.a.example,10.0.0.0/8,127.0.0.1");
  });
});
