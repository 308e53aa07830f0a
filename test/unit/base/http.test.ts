import dns from "node:dns";
import http from "node:http";
import net from "node:net";
import type { AddressInfo } from "node:net";
import zlib from "node:zlib";
import { afterEach, describe, expect, test, vi } from "vitest";

import { ConnectionError, request, type Ask, type Target } from "../../../src/base/http.js";

const SECRET = "Bearer very-secret-token";
const started: net.Server[] = [];

afterEach(() => {
  vi.restoreAllMocks();
  for (const server of started.splice(0)) {
    if (server instanceof http.Server) server.closeAllConnections();
    server.close();
  }
});

async function listen(server: net.Server, host = "127.0.0.1"): Promise<Target> {
  started.push(server);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return target(`http://${host.includes(":") ? `[${host}]` : host}:${port}/api`);
}

const serve = (handler: http.RequestListener, host?: string) => listen(http.createServer(handler), host);

function target(apiUrl: string): Target {
  return { apiUrl, headers: { Authorization: SECRET }, tls: { skipVerify: false } };
}

const get = (more: Partial<Ask> = {}): Ask => ({ method: "GET", path: "/x", timeoutMs: 5000, ...more });

type Found = (error: null, addresses: dns.LookupAddress[]) => void;

async function closedPort(host: string): Promise<string> {
  const { apiUrl } = await serve(() => undefined);
  await new Promise((resolve) => started.pop()?.close(resolve));
  return `http://${host}:${new URL(apiUrl).port}`;
}

async function failureOf(answer: Promise<unknown>): Promise<ConnectionError> {
  const error: unknown = await answer.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ConnectionError);
  const failure = error as ConnectionError;
  expect(`${failure.stack ?? ""}${JSON.stringify(failure)}`).not.toContain("very-secret");
  return failure;
}

describe("an answer", () => {
  test("has status, headers with lower-case names, and text", async () => {
    const to = await serve((_asked, answer) => {
      answer.writeHead(418, { "X-One": "1", "Set-Cookie": ["a=1", "b=2"] }).end("grüße");
    });
    const answer = await request(to, get());
    expect(answer).toMatchObject({ status: 418, body: "grüße" });
    expect(answer.headers).toMatchObject({ "x-one": "1", "set-cookie": "a=1, b=2" });
  });

  test("to a POST: the body, its length and the headers arrive", async () => {
    const to = await serve((asked, answer) => {
      asked.setEncoding("utf8").on("data", (body) => {
        answer.end(
          JSON.stringify({ method: asked.method, url: asked.url, body: String(body), ...asked.headers }),
        );
      });
    });
    const json = { name: "grün" };
    const ask = get({ method: "POST", json, path: "/deployments/filter?a=1", headers: { "X-Two": "2" } });
    expect(JSON.parse((await request(to, ask)).body)).toMatchObject({
      method: "POST",
      url: "/api/deployments/filter?a=1",
      body: '{"name":"grün"}',
      "content-type": "application/json",
      "content-length": "16",
      accept: "application/json",
      "accept-encoding": "identity",
      authorization: SECRET,
      "x-two": "2",
    });
  });

  test("that redirects is not followed", async () => {
    let requests = 0;
    const to = await serve((_asked, answer) => {
      requests++;
      answer.writeHead(302, { location: "/elsewhere" }).end();
    });
    expect(await request(to, get())).toMatchObject({ status: 302, headers: { location: "/elsewhere" } });
    expect(requests).toBe(1);
  });

  test("comes over IPv6", async ({ skip }) => {
    const to = await serve((_asked, answer) => answer.end("six"), "::1").catch(() => undefined);
    if (to === undefined) return skip("no IPv6 here");
    expect((await request(to, get())).body).toBe("six");
  });

  test("that is cut at the limit, where the caller wants its beginning", async () => {
    const to = await serve((_asked, answer) => answer.end("x".repeat(100_000)));
    const answer = await request(to, get({ maxBytes: 10, oversize: "truncate" }));
    expect(answer).toMatchObject({ body: "xxxxxxxxxx" });
  });

  test("of exactly the limit is whole", async () => {
    const to = await serve((_asked, answer) => answer.end("x".repeat(10)));
    expect(await request(to, get({ maxBytes: 10 }))).toMatchObject({ body: "xxxxxxxxxx" });
  });
});

describe("no answer", () => {
  test.each<[string, http.RequestListener, Partial<Ask>, string]>([
    ["silence", () => undefined, { timeoutMs: 100 }, "TIMEOUT"],
    ["a trickling body", (_asked, answer) => void trickle(answer), { timeoutMs: 200 }, "TIMEOUT"],
    ["too large a body", (_asked, answer) => answer.end("x".repeat(20)), { maxBytes: 10 }, "BODY_TOO_LARGE"],
    ["an endless body", (_asked, answer) => void flood(answer), {}, "BODY_TOO_LARGE"],
    ["a reset", (asked) => asked.socket.resetAndDestroy(), {}, "ECONNRESET"],
    ["a hang-up", (asked) => asked.socket.end(), {}, "ECONNRESET"],
    [
      "a body that is cut",
      (asked, answer) => {
        answer.writeHead(200, { "content-length": "100" }).write("half", () => asked.socket.destroy());
      },
      {},
      "ECONNRESET",
    ],
    [
      "endless headers",
      (_asked, answer) => answer.writeHead(200, { x: "x".repeat(100_000) }).end(),
      {},
      "HPE_HEADER_OVERFLOW",
    ],
  ])("%s", async (_what, handler, more, code) => {
    const to = await serve(handler);
    const failure = await failureOf(request(to, get(more)));
    expect(failure.code).toBe(code);
    expect(failure.message).toBe(`GET ${to.apiUrl}/x: ${code}`);
  });

  test("a closed port", async () => {
    expect((await failureOf(request(target(await closedPort("127.0.0.1")), get()))).code).toBe(
      "ECONNREFUSED",
    );
  });

  test("a closed port on both addresses of a host (happy eyeballs): the code of the one that was reached", async () => {
    vi.spyOn(dns, "lookup").mockImplementation(((_host: string, _options: unknown, found: Found) => {
      found(null, [
        { address: "::1", family: 6 },
        { address: "127.0.0.1", family: 4 },
      ]);
    }) as typeof dns.lookup);
    const to = target(await closedPort("both.example"));
    expect((await failureOf(request(to, get()))).code).toBe("ECONNREFUSED");
  });

  test("something other than HTTP", async () => {
    const to = await listen(
      net.createServer((socket) => socket.on("error", () => undefined).end("SSH-2.0-x\r\n")),
    );
    expect((await failureOf(request(to, get()))).code).toMatch(/^HPE_/);
  });

  test.each([
    ["Content-Length: 2\r\nContent-Length: 2", "HPE_UNEXPECTED_CONTENT_LENGTH", "Duplicate Content-Length"],
    [
      "Content-Length: 2\r\nTransfer-Encoding: chunked",
      "HPE_INVALID_TRANSFER_ENCODING",
      "Transfer-Encoding can't be present with Content-Length",
    ],
    ["Transfer-Encoding: chunked", "HPE_INVALID_CHUNK_SIZE", "Invalid character in chunk size"],
  ])("malformed HTTP, with the parser's reason: %s", async (headers, code, detail) => {
    const answer = `HTTP/1.1 200 OK\r\n${headers}\r\n\r\nok`;
    const to = await listen(net.createServer((socket) => socket.on("error", () => undefined).end(answer)));
    expect(await failureOf(request(to, get()))).toMatchObject({ code, detail });
  });

  test("an upgrade that nobody asked for", async () => {
    const hello = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n";
    const to = await listen(net.createServer((socket) => socket.on("error", () => undefined).end(hello)));
    expect((await failureOf(request(to, get()))).code).toBe("ECONNRESET");
  });

  test("https on a plain port: the code that Node hides behind EPROTO", async () => {
    const { apiUrl } = await serve((_asked, answer) => answer.end());
    const to = target(apiUrl.replace("http:", "https:"));
    expect((await failureOf(request(to, get()))).code).toBe("ERR_SSL_WRONG_VERSION_NUMBER");
  });

  test("a header that cannot be sent is not printed", async () => {
    const to = { ...target("http://127.0.0.1:9"), headers: { Authorization: `${SECRET}\n` } };
    expect((await failureOf(request(to, get()))).code).toBe("ERR_INVALID_CHAR");
  });

  test("credentials in the URL are neither sent nor shown", async () => {
    let sent: string | undefined;
    const { apiUrl } = await serve((asked) => {
      sent = asked.headers.authorization;
      asked.socket.destroy();
    });
    const to = { ...target(apiUrl.replace("//", "//user:very-secret@")), headers: {} };
    await failureOf(request(to, get()));
    expect(sent).toBeUndefined();
  });

  test("the caller's abort is its own reason, before and during", async () => {
    const to = await serve(() => undefined);
    const reason = new Error("cancelled");
    await expect(request(to, get({ signal: AbortSignal.abort(reason) }))).rejects.toBe(reason);
    const during = new AbortController();
    setTimeout(() => {
      during.abort(reason);
    }, 50);
    await expect(request(to, get({ signal: during.signal }))).rejects.toBe(reason);
  });
});

async function trickle(answer: http.ServerResponse): Promise<void> {
  answer.writeHead(200);
  while (!answer.destroyed) {
    answer.write(".");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function flood(answer: http.ServerResponse): Promise<void> {
  const block = Buffer.alloc(1024 * 1024, ".");
  while (!answer.destroyed) {
    answer.write(block);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe("a compressed answer, although none is asked for", () => {
  const TEXT = JSON.stringify({ text: "grüße ".repeat(1000) });
  const FORMS: readonly (readonly [encoding: string, how: (text: string) => Buffer])[] = [
    ["gzip", zlib.gzipSync],
    ["X-GZip", zlib.gzipSync],
    ["deflate", zlib.deflateSync],
    ["deflate", zlib.deflateRawSync],
    ["br", zlib.brotliCompressSync],
    ["gzip, br", (text) => zlib.brotliCompressSync(zlib.gzipSync(text))],
    ["identity", (text) => Buffer.from(text)],
  ];

  /** One byte at first: no decoder may need more of them to begin. */
  const compressed = (encoding: string, body: Buffer) =>
    serve((_asked, answer) => {
      answer.writeHead(200, { "content-encoding": encoding });
      answer.write(body.subarray(0, 1), () => answer.end(body.subarray(1)));
    });

  test.each(FORMS)("is read: %s %o", async (encoding, how) => {
    expect((await request(await compressed(encoding, how(TEXT)), get())).body).toBe(TEXT);
  });

  test.each(FORMS.filter(([encoding]) => encoding !== "identity"))(
    "that ends early fails as a plain one that is cut does: %s %o",
    async (encoding, how) => {
      const body = how(TEXT);
      const to = await compressed(encoding, body.subarray(0, body.length - 5));
      expect(await failureOf(request(to, get()))).toMatchObject({ code: "ECONNRESET" });
    },
  );

  test("of which the connection is cut fails as a plain one does", async () => {
    const body = zlib.gzipSync(TEXT);
    const to = await serve((asked, answer) => {
      answer.writeHead(200, { "content-encoding": "gzip", "content-length": body.length });
      answer.write(body.subarray(0, 20), () => asked.socket.destroy());
    });
    expect(await failureOf(request(to, get()))).toMatchObject({ code: "ECONNRESET" });
  });

  test("leaves its connection open for the next request", async () => {
    const ports = new Set<number | undefined>();
    const to = await serve((asked, answer) => {
      ports.add(asked.socket.remotePort);
      answer.writeHead(200, { "content-encoding": "gzip" }).end(zlib.gzipSync(TEXT));
    });
    const agent = new http.Agent({ keepAlive: true });
    for (let count = 0; count < 3; count++) expect((await request(to, get({ agent }))).body).toBe(TEXT);
    agent.destroy();
    expect(ports.size).toBe(1);
  });

  test("that never ends takes no longer than any other", async () => {
    const to = await serve((_asked, answer) => {
      answer.writeHead(200, { "content-encoding": "gzip" }).write(zlib.gzipSync(TEXT).subarray(0, 20));
    });
    expect(await failureOf(request(to, get({ timeoutMs: 200 })))).toMatchObject({ code: "TIMEOUT" });
  });

  test.each(FORMS.slice(0, 6))("is limited in what comes out of it: %s %o", async (encoding, how) => {
    const to = await compressed(encoding, how(TEXT));
    const failure = await failureOf(request(to, get({ maxBytes: 100 })));
    expect(failure.code).toBe("BODY_TOO_LARGE");
    const start = await request(to, get({ maxBytes: 10, oversize: "truncate" }));
    expect(start.body).toBe(TEXT.slice(0, 10));
  });

  test("that is a bomb takes no memory", async () => {
    const members = new Array<Buffer>(256).fill(zlib.gzipSync(Buffer.alloc(1024 * 1024)));
    const bomb = zlib.gzipSync(Buffer.concat(members));
    const to = await compressed("gzip, gzip", bomb);
    const before = process.memoryUsage();
    const most = { external: 0 };
    const watch = setInterval(() => {
      most.external = Math.max(most.external, process.memoryUsage().external);
    }, 1);
    expect(await failureOf(request(to, get()))).toMatchObject({ code: "BODY_TOO_LARGE" });
    clearInterval(watch);
    expect(most.external - before.external).toBeLessThan(64 * 1024 * 1024);
  });

  test.each([
    ["zstd", Buffer.from("x"), "UNKNOWN_ENCODING", "zstd"],
    ["gzip, gzip, gzip, gzip", Buffer.from("x"), "UNKNOWN_ENCODING", "gzip, gzip, gzip, gzip"],
    ["gzip", Buffer.from("no gzip at all"), "DAMAGED_ENCODING", "gzip"],
    ["deflate", Buffer.from("\xff\xff\xff\xff", "latin1"), "DAMAGED_ENCODING", "deflate"],
    ["br", Buffer.from("\xff\xff\xff\xff\xff\xff", "latin1"), "DAMAGED_ENCODING", "br"],
  ])("that cannot be read is an error of its own: %s %o", async (encoding, body, code, detail) => {
    expect(await failureOf(request(await compressed(encoding, body), get()))).toMatchObject({ code, detail });
  });

  test.each([
    ["HEAD", 200],
    ["GET", 204],
    ["GET", 200],
  ] as const)("without a body has nothing to decode: %s %i", async (method, status) => {
    const to = await serve((_asked, answer) => answer.writeHead(status, { "content-encoding": "br" }).end());
    expect(await request(to, get({ method }))).toMatchObject({ status, body: "" });
  });
});

describe("the job's HTTP proxy", () => {
  /** What answers a request to this host, which is this machine to the name server, and what the proxy got to see. */
  async function through(host: string, noProxy = "elsewhere.example", written = (url: URL) => url.origin) {
    vi.spyOn(dns, "lookup").mockImplementation(((_host: string, _options: unknown, found: Found) => {
      found(null, [{ address: "127.0.0.1", family: 4 }]);
    }) as typeof dns.lookup);
    const seen: string[] = [];
    const proxy = await serve((asked, answer) => {
      seen.push(`${asked.url ?? ""} ${asked.headers.authorization ?? ""}`);
      answer.end("by the proxy");
    });
    const direct = await serve((_asked, answer) => answer.end("direct"));
    const apiUrl = direct.apiUrl.replace("127.0.0.1", host);
    const proxyEnv = { http_proxy: written(new URL(proxy.apiUrl)), no_proxy: noProxy };
    const { body } = await request({ ...direct, apiUrl, proxyEnv }, get());
    return { body, seen, url: `${apiUrl}/x` };
  }

  test("is used, as Prefect's client uses it", async () => {
    const { body, seen, url } = await through("prefect.example");
    expect({ body, seen }).toEqual({ body: "by the proxy", seen: [`${url} ${SECRET}`] });
  });

  test("is used where it has no scheme", async () => {
    const { body } = await through("prefect.example", "", ({ host }) => host);
    expect(body).toBe("by the proxy");
  });

  test("that cannot be one is an error, and nothing is sent", async () => {
    const asked = through("prefect.example", "", ({ port }) => `htp://user:very-secret@127.0.0.1:${port}`);
    await expect(asked).rejects.toThrow(/^`http_proxy` is not the URL of an HTTP proxy\./);
  });

  test.each(["prefect.example", "example", "x  .EXAMPLE"])(
    "is passed by for the hosts of NO_PROXY: %s",
    async (noProxy) => {
      expect(await through("prefect.example", noProxy)).toMatchObject({ body: "direct", seen: [] });
    },
  );

  test("is used for a host that only ends like one in NO_PROXY", async () => {
    expect(await through("notprefect.example", ".prefect.example")).toMatchObject({ body: "by the proxy" });
  });

  test("is blamed where it cannot be reached, whether it has a scheme or not", async () => {
    const closed = await closedPort("127.0.0.1");
    for (const http_proxy of [closed, closed.slice("http://".length)]) {
      const to = { ...target("http://prefect.example/api"), proxyEnv: { http_proxy } };
      expect(await failureOf(request(to, get()))).toMatchObject({
        code: "ERR_PROXY_CONNECT",
        detail: "ECONNREFUSED",
      });
    }
  });

  test.each(["localhost", "prefect.localhost", "127.0.0.1", "[::ffff:127.0.0.1]"])(
    "is passed by for this machine, whatever NO_PROXY says: %s",
    async (host) => {
      expect(await through(host)).toMatchObject({ body: "direct", seen: [] });
    },
  );

  test("is not blamed where this machine refuses the connection", async () => {
    const proxyEnv = { http_proxy: await closedPort("127.0.0.1") };
    const to = { ...target(await closedPort("127.0.0.1")), proxyEnv };
    expect(await failureOf(request(to, get()))).toMatchObject({ code: "ECONNREFUSED", detail: undefined });
  });
});
