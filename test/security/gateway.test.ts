import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { ActionError } from "../../src/base/errors.js";
import { ApiPath, apiPath } from "../../src/server/api-path.js";
import { startGateway } from "../../src/gateway/gateway.js";
import { startSession } from "../../src/gateway/session.js";
import { isOpen } from "../../src/gateway/websockets.js";
import { sendRaw, startRecordingServer, type RecordingServer } from "../support/servers/recording-server.ts";
import { SPLIT_GATES } from "../support/servers/split-gates.ts";
import { tinyUpstream } from "../support/servers/tiny-api.ts";

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

interface Child {
  readonly server: RecordingServer;
  /** The gateway's port, and the segment that only a child of the step knows. */
  readonly port: number;
  readonly secret: string;
  /** What ended the run. */
  readonly errors: unknown[];
  /** Sends a request to the API, byte for byte as it is written here in latin-1. */
  readonly send: (
    method: string,
    target: string,
    headers?: readonly string[],
    body?: string,
  ) => Promise<string>;
  /** Begins a new run at the same gateway. */
  readonly restart: () => void;
}

/** Someone who was started by the step, and a server that writes down what arrives. Wired as deploy.ts does it. */
async function child(
  inputs: { mode: "plan" | "deploy"; transaction: boolean } = { mode: "plan", transaction: true },
  gate?: string,
): Promise<Child> {
  const server = await startRecordingServer();
  open.push(() => server[Symbol.asyncDispose]());
  const apiUrl = `${gate ?? server.url}/api`;
  const target = { apiUrl, headers: { "X-Team": "data" }, tls: { skipVerify: false } };
  const { upstream } = tinyUpstream({ target });
  const started = () => {
    const session = startSession(upstream, inputs.transaction);
    session.open();
    return session;
  };
  let session = started();
  const errors: unknown[] = [];
  const gateway = await startGateway({
    answer: (call) => session.answer(call),
    stopped: (error) => errors.push(error),
    websocket: (path) => Promise.resolve(isOpen(path, inputs) ? upstream : undefined),
  });
  open.push(gateway.close, () => {
    upstream.close();
  });
  const { port, pathname } = new URL(gateway.apiUrl);
  return {
    server,
    port: Number(port),
    secret: pathname.split("/")[1] ?? "",
    errors,
    send: (method, target, headers = [], body = "") => {
      const head = [`${method} ${pathname}${target} HTTP/1.1`, "Host: x", "Connection: close", ...headers];
      return sendRaw(Number(port), Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`, "latin1"));
    },
    restart: () => {
      errors.length = 0;
      session = started();
    },
  };
}

const lines = ({ server }: Child) => server.requests.map(({ line }) => line);
const said = (errors: readonly unknown[]) =>
  errors.map((error) =>
    error instanceof ActionError ? (error.problems[0]?.what ?? "") : `odd: ${String(error)}`,
  );

const JSON_BODY = ["Content-Type: application/json", "Content-Length: 2"];
const WEBSOCKET = [
  "Connection: Upgrade",
  "Upgrade: websocket",
  "Sec-WebSocket-Key: a",
  "Sec-WebSocket-Version: 13",
];

describe("a plan writes nothing", () => {
  test.each([
    // What the server gets is another path than the one that was looked at.
    ["POST", "/variables/#/filter", "the path holds `#`"],
    ["POST", "/variables/\\..\\filter", "the path holds a backslash"],
    ["POST", "/deployments//filter", "the path holds `//`"],
    ["POST", "/variables/%2ffilter", "the path holds an encoded"],
    ["POST", "/deployments/x/..%2ffilter", "the path holds an encoded"],
    ["POST", "/deployments/%252e%252e/variables/filter", "the path holds an encoded"],
    ["POST", "/flows/../deployments/filter", "the path holds a dot segment"],
    ["POST", "/deployments/.;/filter", "the path holds a dot segment"],
    ["POST", "/deployments/%c0%ae%c0%ae/filter", "the path holds bytes that are not UTF-8"],
    ["POST", "/deployments/%u002e%u002e/filter", "the path holds a `%` that begins no code"],
    ["POST", "/deployments/%00/filter", "the path holds a control character"],
    ["POST", "/deployments/%c2%85/filter", "the path holds a control character"],
    ["GET", `/flows/name/${"x".repeat(8_000)}`, "the path is longer than 8000 characters"],
    ["TRACE", "/flows/1", "the API has no such method"],
    // It ends like a read, or reads by HTTP's rules, and is none that the client makes.
    ["POST", "/variables/x/filter", "neither a read nor a write that"],
    ["POST", "/variables/?/filter", "neither a read nor a write that"],
    ["POST", "/variables/%3F/filter", "neither a read nor a write that"],
    ["POST", "/variables/filter/", "neither a read nor a write that"],
    ["POST", "/Deployments/filter", "neither a read nor a write that"],
    ["POST", "/deployments/filter?_method=DELETE", "neither a read nor a write that"],
    ["POST", "/deployments/paginate", "neither a read nor a write that"],
    ["GET", "/nothing/of/the/kind", "neither a read nor a write that"],
    ["GET", "/flows/", "neither a read nor a write that"],
    ["GET", "/", "neither a read nor a write that"],
    ["HEAD", "/flows/1", "neither a read nor a write that"],
    ["OPTIONS", "/flows/1", "neither a read nor a write that"],
    // It reads, and the server writes all the same.
    ["GET", "/csrf-token?client=x", "neither a read nor a write that"],
    ["POST", "/deployments/get_scheduled_flow_runs", "neither a read nor a write that"],
    ["POST", "/work_pools/x/get_scheduled_flow_runs", "neither a read nor a write that"],
    ["POST", "/work_queues/x/get_runs", "neither a read nor a write that"],
  ])("by %s %s", async (method, target, why) => {
    const one = await child();
    const body = method === "POST";
    const answer = await one.send(method, target, body ? JSON_BODY : [], body ? "{}" : "");
    expect(answer).toMatch(/^HTTP\/1\.1 (?:400|502) .*/);
    expect(lines(one)).toEqual([]);
    const [what = "", ...more] = said(one.errors);
    expect(more).toEqual([]);
    expect(what).toContain(`Unexpected request ${method} `);
    expect(what).toContain(why);
    expect(what).not.toContain(one.secret);
    expect(what.length).toBeLessThan(500);
  });

  test.each([
    ["the segment alone", (secret: string) => `/${secret}/variables/`],
    ["an absolute form", (secret: string, port: number) => `http://127.0.0.1:${port}/${secret}/api/flows/1`],
    ["an absolute form of another host", (secret: string) => `http://other.example/${secret}/api/flows/1`],
    ["what stands before it", (secret: string) => `/x/../${secret}/api/flows/1`],
    ["two slashes", (secret: string) => `//${secret}/api/flows/1`],
  ])("by %s", async (_what, target) => {
    const one = await child();
    const line = `GET ${target(one.secret, one.port)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
    expect(await sendRaw(one.port, Buffer.from(line))).toMatch(/^HTTP\/1\.1 400 /);
    expect([lines(one), one.errors.length]).toEqual([[], 1]);
  });

  test.each([
    "/events/in",
    "/events/%69n",
    "/events/in?x",
    "/events/in/",
    "/EVENTS/in",
    "/events/out",
    "/logs/out",
    "/work_pools/x/workers/connect",
    "/task_runs/subscriptions/scheduled",
    "/x/..%2fevents/in",
    "/events\\in",
    "/events/in#",
    "//events/in",
  ])("by the websocket %s", async (target) => {
    const one = await child();
    expect(await one.send("GET", target, WEBSOCKET)).toMatch(/^HTTP\/1\.1 40[03] /);
    expect(lines(one)).toEqual([]);
  });

  test("by a POST that asks for a websocket", async () => {
    const one = await child();
    await one.send("POST", "/deployments/filter", [...WEBSOCKET, ...JSON_BODY], "{}");
    expect(lines(one)).toEqual([]);
  });

  test("by headers that make a write of a read, or lead elsewhere", async () => {
    const one = await child();
    const body = '{"limit":1}';
    const headers = [
      ...["X-HTTP-Method-Override: DELETE", "X-HTTP-Method: PUT", "X-Method-Override: PATCH"],
      ...["X-Original-URL: /api/variables/", "X-Rewrite-URL: /other", "Forwarded: for=10.0.0.1;host=other"],
      ...["X-Forwarded-For: 10.0.0.1", "X-Forwarded-Host: other", "X-Forwarded-Prefix: /other"],
      ...["X-Forwarded-User: admin", "X-Auth-Request-Email: admin@example.com", "Cookie: session=x"],
      ...[
        "Prefect-Automation-Id: x",
        "Prefect-Csrf-Token: x",
        "Authorization: Bearer other",
        "X-Team: other",
      ],
      ...["Content-Type: text/plain", "Content-Encoding: gzip", "Range: bytes=0-1", "Expect: 100-continue"],
      ...["Accept: application/json", "User-Agent: prefect/3.8.8", "X-Prefect-Api-Version: 0.8.4"],
      `Content-Length: ${body.length}`,
    ];
    await one.send("POST", "/deployments/filter", headers, body);
    const [request] = one.server.requests;
    expect(request?.line).toBe("POST /api/deployments/filter HTTP/1.1");
    expect(request?.body.toString()).toBe(body);
    expect(request?.headers.toSorted()).toEqual([
      "Authorization: Bearer the-real-one",
      "Connection: keep-alive",
      `Host: ${new URL(one.server.url).host}`,
      "X-Team: data",
      "accept-encoding: identity",
      "accept: application/json",
      `content-length: ${body.length}`,
      "content-type: application/json",
      "user-agent: prefect/3.8.8",
      "x-prefect-api-version: 0.8.4",
    ]);
  });

  test.each([
    ["a body", JSON_BODY, "{}"],
    ["a chunked body", ["Transfer-Encoding: chunked"], "2\r\n{}\r\n0\r\n\r\n"],
  ])("by %s with a GET", async (_what, headers, body) => {
    const one = await child();
    expect(await one.send("GET", "/flows/1", headers, body)).toMatch(/^HTTP\/1\.1 400 /);
    expect(lines(one)).toEqual([]);
    expect(said(one.errors)).toEqual([expect.stringContaining("it has a body")]);
  });

  test.each([
    [
      "two lengths",
      ["Content-Length: 2", "Content-Length: 40"],
      "{}POST /api/variables/ HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
    [
      "a length and chunks",
      ["Content-Length: 4", "Transfer-Encoding: chunked"],
      "0\r\n\r\nPOST /api/x HTTP/1.1\r\n\r\n",
    ],
    [
      "odd chunks",
      ["Transfer-Encoding: chunked, identity"],
      "0\r\n\r\nPOST /api/variables/ HTTP/1.1\r\n\r\n",
    ],
    ["a folded header", ["X: y", " POST /api/variables/ HTTP/1.1"], ""],
  ])("by %s", async (_what, headers, body) => {
    const one = await child();
    await one.send("POST", "/deployments/filter", headers, body);
    for (const line of lines(one)) expect(line).toBe("POST /api/deployments/filter HTTP/1.1");
    expect(one.server.unfinished()).toBe(0);
  });

  test("what it reads arrives in one form, however it was written", async () => {
    const one = await child();
    await one.send("GET", "/work_%70ools/a%20b;c|d'%C3%BC?limit=1");
    await one.send("POST", "/%64eployments/filter", JSON_BODY, "{}");
    expect(lines(one)).toEqual([
      "GET /api/work_pools/a%20b%3Bc%7Cd'%C3%BC?limit=1 HTTP/1.1",
      "POST /api/deployments/filter HTTP/1.1",
    ]);
    expect(one.errors).toEqual([]);
  });
});

describe("where writes are recorded", () => {
  test.each([
    ["deploy", true, ["/events/in", "/events/out", "/logs/out"]],
    ["deploy", false, ["/events/in", "/events/out", "/logs/out", "/work_pools/x/workers/connect"]],
    ["plan", true, []],
  ] as const)("websockets in mode %s (transaction: %j)", async (mode, transaction, opened) => {
    const all = ["/events/in", "/events/%69n", "/events/out", "/logs/out", "/work_pools/x/workers/connect"];
    const one = await child({ mode, transaction });
    for (const path of all) await one.send("GET", path, WEBSOCKET);
    const canonical = opened.map((path) => `GET /api${path} HTTP/1.1`);
    expect([...new Set(lines(one))]).toEqual(canonical);
  });
});

/** Ways out of `/api/…`, as a raw target below it, for one that takes dots, slashes and codes in one way or another. */
const WAYS_OUT = [
  ...["/../other", "/..%2fother", "/..%2f..%2fother", "/%2e%2e/other", "/%2e%2e%2fother", "/.%2e/other"],
  ...["/..\\other", "/..%5cother", "/..\\..\\api/x", "/x/..%2f..%2fother", "/x/%2e%2e/../other"],
  ...["/%252e%252e/other", "/%252e%252e%252fother", "/..%252fother", "/%25252e%25252e/other"],
  ...[
    "/..;/other",
    "/.;/../other",
    "/..;x=1/other",
    "/..%3b/other",
    "/%u002e%u002e/other",
    "/%c0%ae%c0%ae/other",
  ],
  ...[
    "/..%c0%afother",
    "//../other",
    "/./../other",
    "/.../other",
    "/..%20/other",
    "/..%00/other",
    "/..%0d/other",
  ],
  ...["/..?/other", "/..#/other", "/x?/../../other", "/x%3f/../../other", "/x%23/../../other", "/..//other"],
];

/** As deployments and flows may be called: all that Prefect's banned characters (`/ % & > <`) leave. */
const NAMES = [
  ...[
    "plain",
    "a b",
    "grün 部署",
    "a..b",
    ".hidden",
    "v1.2 (nightly)",
    "a;b=c",
    "a?b",
    "#1",
    "a:b@c",
    "a+b",
    "a|b",
  ],
  ...["[x]", "{y}", "a^b`c", `"q"`, "it's", "~$!*,", "www.example.com", "x.json", "-", "_"],
];

describe.each(Object.entries(SPLIT_GATES))("through %s", (_name, start) => {
  test("nothing gets out of the API, and what arrives is what was classified", async () => {
    await using api = await startRecordingServer();
    await using other = await startRecordingServer();
    await using gate = await start({ api: api.url, other: other.url });
    // The gate is one that can be led astray: by itself it sends some of them elsewhere.
    for (const way of WAYS_OUT) {
      const line = `POST /api${way} HTTP/1.1\r\nHost: ${new URL(gate.url).host}\r\nContent-Length: 0\r\n`;
      await sendRaw(gate.port, Buffer.from(`${line}Connection: close\r\n\r\n`, "latin1"));
    }
    expect(other.requests.length).toBeGreaterThan(3);
    api.requests.length = 0;
    other.requests.length = 0;

    const one = await child({ mode: "deploy", transaction: false }, gate.url);
    for (const way of WAYS_OUT) {
      for (const method of ["POST", "GET"])
        await one.send(method, way, method === "POST" ? JSON_BODY : [], "{}");
    }
    expect(other.requests.map(({ line }) => line)).toEqual([]);
    for (const { line } of api.requests) expect(line).toMatch(/^(?:GET|POST) \/api\/[^/%\\.]/);
    expect(one.errors.length).toBeGreaterThan(WAYS_OUT.length);

    // Whatever a name holds, it arrives as one segment.
    api.requests.length = 0;
    for (const name of NAMES) {
      const path = apiPath`/flows/name/${name}/x`;
      await one.send("POST", path.text, JSON_BODY, "{}");
      const [, target = ""] = api.requests.at(-1)?.line.split(" ") ?? [];
      expect(target.startsWith("/api/")).toBe(true);
      expect(ApiPath.parse(target.slice(4)).segments).toEqual(path.segments);
    }
    expect(other.requests).toEqual([]);
  });
});

describe("whatever a plan's child sends", () => {
  /** One segment, in its one form: not of dots alone, and nothing encoded that means something to a path. */
  const SEGMENT = String.raw`(?:(?!\.+[/? ])(?:[\w.!~*'()-]|%(?!2[5EF]|5C|[01]|7F)[0-9A-F]{2})+)`;
  const GETS = [
    ...[
      "admin/(?:settings|storage|version)",
      "health",
      "hello",
      "ready",
      "version",
      "automations/(?:related-to/)?§",
    ],
    ...["block_documents/§", "block_schemas/(?:checksum/)?§", "block_types/§", "block_types/slug/§"],
    ...["block_types/slug/§/block_documents(?:/name/§)?", "collections/views/§", "concurrency_limits/tag/§"],
    ...[
      "deployments/§(?:/schedules)?",
      "deployments/name/§/§",
      "flow_run_states/§?",
      "flow_runs/§(?:/input/§)?",
    ],
    ...[
      "flows/(?:name/)?§",
      "task_run_states/",
      "task_runs/§",
      "v2/concurrency_limits/§",
      "variables/name/§",
    ],
    ...["work_pools/§(?:/queues/§)?", "work_queues/§(?:/status)?", "work_queues/name/§"],
  ];
  const FILTERED = [
    ...["artifacts", "artifacts/latest", "automations", "block_documents", "block_schemas", "block_types"],
    ...["concurrency_limits", "deployments", "events", "flow_run_notification_policies", "flow_runs"],
    ...[
      "flow_runs/§/input",
      "flows",
      "logs",
      "task_runs",
      "v2/concurrency_limits",
      "variables",
      "work_pools",
    ],
    ...["work_pools/§/queues", "work_pools/§/workers", "work_queues"],
  ];
  const POSTS = [
    ...[`(?:${FILTERED.join("|")})/filter`, "(?:deployments|flow_runs)/count"],
    "(?:work_pools|work_queues)/§/concurrency_status",
  ];
  const QUERY = String.raw`(?:\?(?:(?:include_secrets|limit|offset|flow_run_id|task_run_id)=[\w-]*&?)+)?`;
  const READ = new RegExp(
    `^(?:GET /api/(?:${GETS.join("|")})|POST /api/(?:${POSTS.join("|")}))${QUERY} HTTP/1\\.1$`.replaceAll(
      "§",
      SEGMENT,
    ),
  );
  const HEADERS =
    /^(?:host|connection|accept|accept-encoding|user-agent|x-prefect-api-version|content-type|content-length|authorization|x-team)$/i;

  const GOOD = [
    ...["GET /flows/1", "GET /flows/name/a%20b", "GET /deployments/name/a/b", "GET /work_pools/p/queues/q"],
    ...["GET /admin/version", "GET /flow_run_states/?flow_run_id=1", "POST /deployments/filter"],
    ...["POST /flows/filter", "POST /work_pools/p/workers/filter", "POST /variables/filter"],
  ].map((line) => line.split(" ") as [string, string]);
  const PATHS = [
    ...["/variables/", "/variables/name/x", "/deployments/", "/flows/", "/automations/", "/deployments/1"],
    ...["/deployments/1/create_flow_run", "/deployments/get_scheduled_flow_runs", "/csrf-token?client=1"],
    ...["/automations/owned-by/prefect.deployment.1", "/events/in", ...GOOD.map(([, path]) => path)],
  ];
  const TOKENS = [
    ...[
      "#",
      "?",
      "/",
      "//",
      "\\",
      "%",
      ";",
      "@",
      ":",
      "*",
      "&",
      "=",
      "+",
      " ",
      "\t",
      "\0",
      "\r",
      "\n",
      "\r\n",
    ],
    ...["%2f", "%2F", "%5c", "%2e", "%2E%2e", "%252e", "%25", "%00", "%0d%0a", "%23", "%3f", "%3F", "%20"],
    ...["..", ".", "/..", "/../", "/./", "/.;/", "/..;/", "..%2f", "%c0%ae", "%u002e", "%C3%BC", "ü", "\x85"],
    ...["/filter", "/count", "#/filter", "?/filter", "%23/filter", "/queues/filter", "?limit=1", "http://x"],
  ];
  const METHODS = [
    "GET",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "HEAD",
    "OPTIONS",
    "TRACE",
    "get",
    "QUERY",
    "PRI",
  ];
  const HEADER_LINES = [
    ...["X-HTTP-Method-Override: DELETE", "X-Original-URL: /api/variables/", "Host: other", "X-Team: x"],
    ...["Transfer-Encoding: chunked", "Content-Length: 2", "Content-Length: 0", "Expect: 100-continue"],
    ...[
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Connection: X-Team",
      "Accept: a\x01",
      "User-Agent: \xff",
    ],
    ...["X: y\nX-Smuggled: 1", "X: y\r\n\r\nPOST /api/variables/ HTTP/1.1", "Content-Length : 1", ": x"],
  ];
  const BODIES = [
    "",
    "{}",
    "0\r\n\r\n",
    "2\r\n{}\r\n0\r\n\r\n",
    "POST /api/variables/ HTTP/1.1\r\nHost: x\r\n\r\n",
  ];

  type Change = (target: string) => string;
  const at = (place: number, target: string) => Math.floor(place * (target.length + 1));
  const place = fc.double({ min: 0, max: 0.999, noNaN: true });
  const change: fc.Arbitrary<Change> = fc.oneof(
    fc.tuple(place, fc.constantFrom(...TOKENS)).map(
      ([where, token]): Change =>
        (target) =>
          target.slice(0, at(where, target)) + token + target.slice(at(where, target)),
    ),
    // The same character, encoded.
    place.map((where): Change => (target) => {
      const index = Math.min(at(where, target), target.length - 1);
      const code = (target.codePointAt(index) ?? 47).toString(16).padStart(2, "0");
      return `${target.slice(0, index)}%${code}${target.slice(index + 1)}`;
    }),
    fc.tuple(place, place).map(
      ([from, to]): Change =>
        (target) =>
          target.slice(0, at(from, target)) + target.slice(at(to, target)),
    ),
    // In place of a segment.
    fc.tuple(place, fc.constantFrom(...TOKENS)).map(([where, token]): Change => (target) => {
      const segments = target.split("/");
      segments[1 + Math.floor(where * (segments.length - 1))] = token;
      return segments.join("/");
    }),
    fc.constantFrom<Change>(
      (target) => target.toUpperCase(),
      (target) => target + target,
    ),
    fc.tuple(place, fc.integer({ min: 0, max: 255 })).map(
      ([where, byte]): Change =>
        (target) =>
          target.slice(0, at(where, target)) + String.fromCharCode(byte) + target.slice(at(where, target)),
    ),
  );
  const request = fc.record({
    line: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...GOOD) },
      fc.constantFrom<[string, string]>(["GET", "/events/in"], ["GET", "/events/out"], ["GET", "/logs/out"]),
      fc.tuple(fc.constantFrom("GET", "POST", "POST", ...METHODS), fc.constantFrom(...PATHS)),
    ),
    changes: fc.oneof(fc.constant<Change[]>([]), {
      weight: 3,
      arbitrary: fc.array(change, { minLength: 1, maxLength: 3 }),
    }),
    /** Whether what stands before the API may be changed too. */
    whole: fc.boolean(),
    version: fc.oneof(
      { weight: 9, arbitrary: fc.constant("HTTP/1.1") },
      fc.constantFrom("HTTP/1.0", "HTTP/2.0", "X"),
    ),
    headers: fc.oneof(
      { weight: 3, arbitrary: fc.constant<string[]>([]) },
      { weight: 2, arbitrary: fc.array(fc.constantFrom(...HEADER_LINES), { minLength: 1, maxLength: 2 }) },
      fc.constant(WEBSOCKET),
    ),
    body: fc.oneof({ weight: 2, arbitrary: fc.constant("") }, fc.constantFrom(...BODIES)),
  });

  test("nothing but known reads arrives at the server, byte for byte", async () => {
    const one = await child();
    const { server, port, secret } = one;
    let reads = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 2 }), async (requests) => {
        one.restart();
        server.requests.length = 0;
        const bytes = requests.map(
          ({ line: [method, path], changes, whole, version, headers, body }, index) => {
            const base = `/${secret}/api`;
            const changed = changes.reduce((target, apply) => apply(target), whole ? base + path : path);
            const last = index === requests.length - 1 ? ["Connection: close"] : [];
            const head = [
              `${method} ${whole ? changed : base + changed} ${version}`,
              "Host: x",
              ...headers,
              ...last,
            ];
            return `${head.join("\r\n")}\r\n\r\n${body}`;
          },
        );
        await sendRaw(port, Buffer.from(bytes.join(""), "latin1"), 30);
        for (const { line, headers } of server.requests) {
          expect(line).toMatch(READ);
          const names = headers.map((header) => header.split(":")[0]?.toLowerCase() ?? "");
          for (const name of names) expect(name).toMatch(HEADERS);
          expect(new Set(names).size).toBe(names.length);
        }
        expect(server.unfinished()).toBe(0);
        // Every way to end the run is one that a user can read.
        expect(said(one.errors).filter((what) => !what.startsWith("Unexpected request "))).toEqual([]);
        reads += server.requests.length;
        refused += one.errors.length;
      }),
      { numRuns: 5_000 },
    );
    // It is no proof where nothing gets through, or nothing is refused.
    expect(reads).toBeGreaterThan(500);
    expect(refused).toBeGreaterThan(1_000);
  });
});
