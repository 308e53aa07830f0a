import http from "node:http";
import { connect, type AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { Target } from "../../../src/http.js";
import { gatewayEnvironment, startGateway, type Gateway } from "../../../src/transaction/gateway.js";

interface Upstream {
  readonly target: Target;
  readonly seen: { method: string; url: string; headers: http.IncomingHttpHeaders; body: string }[];
}

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function upstream(answer: http.RequestListener): Promise<Upstream> {
  const seen: Upstream["seen"] = [];
  const server = http.createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      seen.push({ method, url, headers, body });
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  open.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  const { port } = server.address() as AddressInfo;
  const headers = { Authorization: "Bearer the real one", "X-Team": "data" };
  const target = { apiUrl: `http://127.0.0.1:${port}/prefect/api`, headers, tls: { skipVerify: false } };
  return { target, seen };
}

async function gatewayTo(target: Target): Promise<{ gateway: Gateway; troubles: string[] }> {
  const troubles: string[] = [];
  const gateway = await startGateway(target, { trouble: (line) => troubles.push(line) });
  open.push(gateway.close);
  return { gateway, troubles };
}

/** The answer to a request as it is written here, byte for byte. */
function raw(
  gateway: Gateway,
  method: string,
  path: string,
  headers: readonly string[] = [],
  body = "",
): Promise<string> {
  const { port, pathname } = new URL(gateway.apiUrl);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), "127.0.0.1");
    let answer = "";
    socket.on("data", (chunk: Buffer) => {
      answer += chunk.toString();
    });
    socket.on("error", reject);
    socket.on("close", () => {
      resolve(answer);
    });
    const head = [`${method} ${pathname}${path} HTTP/1.1`, "Host: x", "Connection: close", ...headers];
    socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
  });
}

const ok: http.RequestListener = (_request, response) => {
  response.writeHead(201, { "content-type": "application/json", "x-from": "upstream" }).end('{"id":1}');
};

describe("the gateway", () => {
  test("passes method, path, query, body and answer on, with the target's credential in place of the client's", async () => {
    const { target, seen } = await upstream(ok);
    const { gateway } = await gatewayTo(target);
    const answer = await fetch(`${gateway.apiUrl}/deployments/filter?a=1&b=%2F`, {
      method: "POST",
      headers: { authorization: "Bearer the child's", "x-team": "other", "prefect-csrf-token": "t" },
      body: '{"limit":1}',
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get("x-from")).toBe("upstream");
    expect(await answer.text()).toBe('{"id":1}');
    expect(seen).toMatchObject([
      {
        method: "POST",
        url: "/prefect/api/deployments/filter?a=1&b=%2F",
        headers: {
          authorization: "Bearer the real one",
          "x-team": "data",
          "prefect-csrf-token": "t",
          host: new URL(target.apiUrl).host,
        },
        body: '{"limit":1}',
      },
    ]);
  });

  test("listens on loopback only, and does nothing for who does not know its segment", async () => {
    const { target, seen } = await upstream(ok);
    const { gateway } = await gatewayTo(target);
    const { hostname, origin, pathname } = new URL(gateway.apiUrl);
    expect(hostname).toBe("127.0.0.1");
    expect(pathname).toMatch(/^\/[\w-]{24}\/api$/);
    for (const path of ["/", "/api/admin/version", "/x/api/admin/version", pathname, `${pathname}x/flows`]) {
      expect((await fetch(origin + path)).status, path).toBe(404);
    }
    expect(seen).toEqual([]);
  });

  test.each(["/../secret", "/%2e%2e/secret", "/flows/../../../secret"])(
    "keeps %s away from what is not the API",
    async (path) => {
      const { target, seen } = await upstream(ok);
      const { gateway } = await gatewayTo(target);
      expect((await raw(gateway, "GET", path)).split("\r\n")[0]).toBe("HTTP/1.1 404 Not Found");
      expect(seen).toEqual([]);
    },
  );

  test.each(["GET", "DELETE", "POST"])(
    "keeps the body of a chunked %s the body of that request",
    async (method) => {
      const { target, seen } = await upstream(ok);
      const { gateway } = await gatewayTo(target);
      const body = "GET /evil HTTP/1.1\r\nHost: x\r\n\r\n";
      await raw(
        gateway,
        method,
        "/flows/",
        ["Transfer-Encoding: chunked"],
        `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
      );
      expect(seen.map((request) => [request.method, request.url, request.body])).toEqual([
        [method, "/prefect/api/flows/", body],
      ]);
    },
  );

  test.each([
    ["switches protocols", "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n"],
    ["answers with a status that is none", "HTTP/1.1 099 X\r\nContent-Length: 0\r\n\r\n"],
    ["does not speak HTTP", "SSH-2.0-x\r\n\r\n"],
  ])("answers 502 where the gate %s", async (_what, bytes) => {
    const { target } = await upstream((_request, response) => {
      response.socket?.end(bytes);
    });
    const { gateway, troubles } = await gatewayTo(target);
    expect((await fetch(`${gateway.apiUrl}/flows/`)).status).toBe(502);
    expect(troubles).toHaveLength(1);
  });

  test("passes a redirect on and does not follow it", async () => {
    const { target, seen } = await upstream((_request, response) => {
      response.writeHead(307, { location: "https://elsewhere.example.com/" }).end();
    });
    const { gateway } = await gatewayTo(target);
    const answer = await fetch(`${gateway.apiUrl}/flows/`, { redirect: "manual" });
    expect([answer.status, answer.headers.get("location")]).toEqual([307, "https://elsewhere.example.com/"]);
    expect(seen).toHaveLength(1);
  });

  test("streams a body of 20 MB both ways, unchanged", async () => {
    const { target } = await upstream(() => undefined);
    const echo = http.createServer((request, response) => request.pipe(response));
    await new Promise<void>((resolve) => {
      echo.listen(0, "127.0.0.1", resolve);
    });
    open.push(() => new Promise((resolve) => echo.close(resolve)));
    const { port } = echo.address() as AddressInfo;
    const { gateway } = await gatewayTo({ ...target, apiUrl: `http://127.0.0.1:${port}/api` });
    const body = Buffer.alloc(20 * 1024 * 1024, "prefect ");
    const answer = await fetch(`${gateway.apiUrl}/x`, { method: "POST", body });
    expect(Buffer.from(await answer.arrayBuffer()).equals(body)).toBe(true);
  });

  test("answers 502 where nobody listens, and the log says who", async () => {
    const { target } = await upstream(ok);
    await open.pop()?.();
    const { gateway, troubles } = await gatewayTo(target);
    const answer = await fetch(`${gateway.apiUrl}/flows/count`, { method: "POST" });
    expect(answer.status).toBe(502);
    const { host } = new URL(target.apiUrl);
    expect(await answer.json()).toEqual({ exception_message: `No answer from ${host} (ECONNREFUSED).` });
    expect(troubles).toEqual([`No answer from ${host} to POST /prefect/api/flows/count (ECONNREFUSED).`]);
  });

  test("cuts the client off where the answer is cut, as it would have been without it", async () => {
    const { target } = await upstream((_request, response) => {
      response.writeHead(200, { "content-length": "100" }).write("half", () => {
        response.destroy();
      });
    });
    const { gateway } = await gatewayTo(target);
    await expect(fetch(`${gateway.apiUrl}/x`).then((answer) => answer.text())).rejects.toThrow();
  });

  test("is gone after it was closed, with the connections that were open", async () => {
    const { target } = await upstream(() => undefined); // never answers
    const { gateway } = await gatewayTo(target);
    const waiting = fetch(`${gateway.apiUrl}/x`);
    const refused = expect(waiting).rejects.toThrow();
    await gateway.close();
    await refused;
    await expect(fetch(`${gateway.apiUrl}/x`)).rejects.toThrow();
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
      NO_PROXY: "internal.example.com,127.0.0.1",
      no_proxy: "internal.example.com,127.0.0.1",
    });
  });
});
