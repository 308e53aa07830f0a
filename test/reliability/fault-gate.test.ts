import http from "node:http";
import { type AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type FaultGate, startFaultGate } from "../support/faults/gate.ts";
import { usePrefectServer } from "../support/hooks.ts";
import { createWorkPool, isListening, prefectCommand } from "../support/index.ts";
import { flows, makeProject, prefectYaml } from "../support/project.ts";
import { bare, deployed } from "../support/runner/story.ts";

describe("a gate with faults", () => {
  const { gate, arrived } = useGate();

  it("passes on what it is given, and remembers it", async () => {
    const answer = await ask(gate().url, { method: "POST", path: "/api/things/?a=1", body: "{}" });
    expect(answer).toEqual({ status: 201, body: '{"method":"POST","path":"/api/things/?a=1","body":"{}"}' });
    expect(await ask(gate().url, { method: "DELETE" })).toEqual({ status: 204, body: "" });
    expect(gate().requests).toMatchObject([
      { index: 0, method: "POST", path: "/api/things/?a=1", body: "{}", status: 201, connection: 1 },
      { index: 1, method: "DELETE", path: "/api/things/1", status: 204, connection: 2 },
    ]);
    expect(gate().writes()).toEqual(["POST /api/things/?a=1", "DELETE /api/things/1"]);
    expect(gate().connections()).toBe(2);
  });

  it("tells connections that are used again from new ones", async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (let time = 0; time < 3; time += 1) await ask(gate().url, { agent });
    agent.destroy();
    expect(gate().connections()).toBe(1);
    expect(gate().requests.map(({ reused }) => reused)).toEqual([false, true, true]);
  });

  it.each([
    ["401", { status: 401, headers: { "www-authenticate": 'Basic realm="gate"' } }],
    ["403", { status: 403, headers: { "content-type": "text/html" } }],
    ["429", { status: 429, headers: { "retry-after": "1" } }],
    ["500", { status: 500, body: "" }],
    ["502", { status: 502 }],
    ["503", { status: 503 }],
    ["504", { status: 504 }],
    ["html", { status: 200, headers: { "content-type": "text/html" } }],
    ["garbage", { status: 200, headers: { "content-type": "application/json" } }],
    ["redirect-away", { status: 302, headers: { location: "http://login.invalid/sign-in" } }],
    ["redirect-https", { status: 301 }],
  ] as const)("%s: the client is told so, and the server never sees the request", async (kind, expected) => {
    const { hits } = gate().fault({ kind });
    const answer = await ask(gate().url, { method: "PATCH", all: true });
    expect(answer).toMatchObject(expected);
    if (kind === "garbage") expect(() => JSON.parse(answer.body ?? "") as unknown).toThrow();
    if (kind === "redirect-https") {
      expect(answer.headers?.location).toBe(`${gate().url.replace("http:", "https:")}/api/things/1`);
    }
    expect(arrived()).toEqual([]);
    expect(gate().requests).toMatchObject([{ fault: kind, status: expected.status }]);
    expect(gate().writes()).toEqual([]);

    expect(await ask(gate().url, { method: "PATCH" })).toMatchObject({ status: 200 });
    expect(hits()).toBe(1);
  });

  it.each([
    ["reset", 0, { error: "ECONNRESET" }],
    ["answer-lost", 1, { error: "ECONNRESET" }],
    ["reset-mid-answer", 1, { status: 200, error: "ECONNRESET" }],
    ["truncated", 1, { status: 200, error: "ECONNRESET" }],
  ] as const)(
    "%s: the server sees %i of it, the client an answer that breaks off",
    async (kind, writes, seen) => {
      gate().fault({ kind });
      const answer = await ask(gate().url, { method: "PATCH" });
      expect(answer).toMatchObject(seen);
      if ("status" in seen) expect('{"method":"PATCH"}').toContain(answer.body?.slice(0, 17));
      expect(arrived()).toHaveLength(writes);
      expect(gate().writes()).toHaveLength(writes);
    },
  );

  it.each(["reset-mid-answer", "truncated"] as const)(
    "%s: an answer without a body breaks off in its head",
    async (kind) => {
      gate().fault({ kind });
      const { status, error } = await ask(gate().url, { method: "DELETE" });
      expect(status).toBeUndefined();
      expect(error).toMatch(/ECONNRESET|HPE_INVALID/);
      expect(arrived()).toEqual(["DELETE /api/things/1"]);
      expect(gate().requests[0]).toMatchObject({ upstreamStatus: 204 });
      expect(gate().requests[0]?.status).toBeUndefined();
    },
  );

  it("late: the server has done it long before the client hears of it", async () => {
    gate().fault({ kind: "late", ms: 300 });
    const began = performance.now();
    const asked = ask(gate().url, { method: "PATCH" });
    await sleep(150);
    expect(arrived()).toHaveLength(1);
    expect(await asked).toMatchObject({ status: 200 });
    expect(performance.now() - began).toBeGreaterThan(290);
  });

  it("trickle: the answer comes whole, a byte at a time", async () => {
    gate().fault({ kind: "trickle", ms: 5 });
    const began = performance.now();
    const answer = await ask(gate().url, {});
    expect(JSON.parse(answer.body ?? "")).toMatchObject({ method: "GET" });
    expect(performance.now() - began).toBeGreaterThan(200);
  });

  it("idle-close: the answer is whole, and the connection is not there for the next request", async () => {
    gate().fault({ kind: "idle-close" });
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    expect(await ask(gate().url, { agent })).toMatchObject({ status: 200 });
    await sleep(100);
    expect(await ask(gate().url, { agent })).toMatchObject({ status: 200 });
    expect(gate().connections()).toBe(2);

    // The race that a client cannot see coming: closed just as the next request is on its way.
    gate().fault({ kind: "reset", at: ({ reused }) => reused });
    expect(await ask(gate().url, { agent })).toMatchObject({ error: "ECONNRESET" });
    agent.destroy();
  });

  it("comes as often as it is asked for, where it is asked for, and after the write if it is asked to", async () => {
    gate().fault({ kind: "503", times: 2, at: ({ method }) => method === "PATCH" });
    gate().fault({ kind: "504", afterWrite: true, at: (_request, _index, nth) => nth === 3 });
    const statuses = [];
    for (const method of ["PATCH", "GET", "PATCH", "PATCH", "PATCH"]) {
      statuses.push((await ask(gate().url, { method })).status);
    }
    expect(statuses).toEqual([503, 200, 503, 504, 200]);
    expect(arrived()).toEqual(["GET /api/things/1", "PATCH /api/things/1", "PATCH /api/things/1"]);
    gate().fault({ kind: "502", times: Infinity });
    gate().reset();
    expect(await ask(gate().url, {})).toMatchObject({ status: 200 });
    expect(gate().requests).toHaveLength(1);
  });

  it("answers 502 by itself where there is no server, and leaves nothing behind, whatever is under way", async () => {
    const own = await startFaultGate("http://127.0.0.1:9", { delayMs: 50 });
    const began = performance.now();
    expect(await ask(own.url, {})).toMatchObject({ status: 502 });
    expect(performance.now() - began).toBeGreaterThan(45);
    own.fault({ kind: "idle-close", ms: 60_000 });

    const other = await startFaultGate(gate().url);
    other.fault({ kind: "late", ms: 60_000 });
    const waiting = ask(other.url, {});
    await sleep(100);
    await own[Symbol.asyncDispose]();
    await other[Symbol.asyncDispose]();
    expect(await waiting).toMatchObject({ error: "ECONNRESET" });
    expect(await isListening(own.port)).toBe(false);
    expect(await isListening(other.port)).toBe(false);
  });
});

describe("a gate with faults before real Prefect", () => {
  const prefect = usePrefectServer();

  it("lets the CLI deploy, with a delay, and passes a websocket through", async () => {
    await createWorkPool(prefect(), "pool");
    await using project = await makeProject({
      "a.py": flows("a"),
      "prefect.yaml": prefectYaml([{ name: "prod", entrypoint: "a.py:a" }]),
    });
    await using gate = await startFaultGate(prefect().url, { delayMs: 5 });
    const command = [prefectCommand(), "--no-prompt", "deploy", "--all"];
    const { exitCode, output } = await bare(command, project.path, { PREFECT_API_URL: gate.apiUrl });
    expect(exitCode, output).toBe(0);
    expect(await deployed(prefect())).toEqual(["a/prod"]);
    expect(gate.writes()).toContain("POST /api/deployments/");

    const socket = new WebSocket(`${gate.url.replace("http:", "ws:")}/api/events/in`);
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = reject;
    });
    expect(gate.requests.at(-1)).toMatchObject({ path: "/api/events/in", status: 101 });
    socket.close();
  });
});

/** A gate before a server that answers with what it was asked, and nothing where something is deleted. */
function useGate(): { readonly gate: () => FaultGate; readonly arrived: () => string[] } {
  let gate: FaultGate | undefined;
  let arrived: string[] = [];
  const server = http.createServer((request, answer) => {
    void buffer(request).then((bytes) => {
      const { method = "", url: path = "" } = request;
      arrived.push(`${method} ${path}`);
      if (method === "DELETE") answer.writeHead(204).end();
      else {
        const text = JSON.stringify({ method, path, body: bytes.toString() });
        answer.writeHead(method === "POST" ? 201 : 200, { "content-length": text.length }).end(text);
      }
    });
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  beforeEach(async () => {
    arrived = [];
    gate = await startFaultGate(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  afterEach(async () => {
    await gate?.[Symbol.asyncDispose]();
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    gate: () => {
      if (!gate) throw new Error("Only within a test.");
      return gate;
    },
    arrived: () => arrived,
  };
}

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly body?: string;
  readonly agent?: http.Agent;
  /** The answer's headers too. */
  readonly all?: boolean;
}

interface Seen {
  readonly status?: number;
  readonly headers?: http.IncomingHttpHeaders;
  readonly body?: string;
  readonly error?: string;
}

/** What a client sees that does nothing by itself: as much of the answer as came, and how it broke off. */
function ask(
  url: string,
  { method = "GET", path = "/api/things/1", body, agent, all = false }: Asked,
): Promise<Seen> {
  return new Promise((resolve) => {
    let seen: Seen = {};
    const end = (error?: NodeJS.ErrnoException) => {
      resolve(error ? { ...seen, error: error.code ?? error.message } : seen);
    };
    const options = { method, agent: agent ?? false };
    const request = http.request(url + path, options, (answer) => {
      let text = "";
      seen = { ...(answer.statusCode === undefined ? {} : { status: answer.statusCode }), body: text };
      if (all) seen = { ...seen, headers: answer.headers };
      answer.setEncoding("utf8").on("data", (part: string) => {
        text += part;
        seen = { ...seen, body: text };
      });
      answer.on("error", end).on("end", () => {
        end();
      });
    });
    request.on("error", end).end(body);
  });
}
