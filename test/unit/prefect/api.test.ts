import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ActionError } from "../../../src/errors.js";
import { PrefectApi } from "../../../src/prefect/api.js";

/** The waits between tries, which are not waited for. */
const waits: number[] = [];
vi.mock("node:timers/promises", () => ({
  setTimeout: (milliseconds: number, _value: unknown, options: { signal?: AbortSignal }) => {
    options.signal?.throwIfAborted();
    waits.push(milliseconds);
    return Promise.resolve();
  },
}));

interface Asked {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
}

const asked: Asked[] = [];
let server: http.Server | undefined;

beforeEach(() => {
  waits.length = 0;
  asked.length = 0;
});

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

type Answer = (request: Asked, number: number, response: http.ServerResponse) => void;

/** An API whose every request is answered by `answer`; requests are counted from 1. */
async function api(
  answer: Answer,
  csrf?: { token: string; client: string },
  signal?: AbortSignal,
): Promise<PrefectApi> {
  server = http.createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    request.on("end", () => {
      const one = {
        method: request.method,
        path: request.url,
        headers: request.headers,
        body: (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>,
      };
      asked.push(one);
      answer(one, asked.length, response);
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const target = {
    apiUrl: `http://127.0.0.1:${port}/api`,
    headers: { Authorization: "Basic x", "X-Team": "t" },
    tls: { skipVerify: false },
  };
  return new PrefectApi(target, csrf, signal);
}

const json = (response: http.ServerResponse, body: unknown, status = 200): void => {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
};

/** Hands out `total` rows as Prefect does, 200 at a time. */
const rows =
  (total: number): Answer =>
  ({ body }, _number, response) => {
    const { limit, offset } = body as { limit: number; offset: number };
    const size = Math.max(0, Math.min(limit, 200, total - offset));
    json(
      response,
      Array.from({ length: size }, (_, at) => ({ id: `id-${offset + at}`, name: `flow ${offset + at}` })),
    );
  };

async function failureOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ActionError);
  return (error as ActionError).message;
}

describe("what is asked of the server", () => {
  test("are deployments by name, with the headers of the target", async () => {
    const prefect = await api(rows(1));
    expect(await prefect.deploymentsByName(["a", "b"])).toHaveLength(1);
    expect(asked).toMatchObject([
      {
        method: "POST",
        path: "/api/deployments/filter",
        headers: { authorization: "Basic x", "x-team": "t" },
        body: { deployments: { name: { any_: ["a", "b"] } }, limit: 200, offset: 0 },
      },
    ]);
    expect(Object.keys(asked[0]?.headers ?? {}).filter((name) => name.includes("csrf"))).toEqual([]);
  });

  test("are all deployments where the names are not known", async () => {
    await (await api(rows(0))).deploymentsByName(undefined);
    expect(asked[0]?.body).toEqual({ limit: 200, offset: 0 });
  });

  test("are deployments by id, and flow names by id", async () => {
    const prefect = await api(rows(2));
    await prefect.deploymentsById(["id-0"]);
    expect(asked[0]?.body).toMatchObject({ deployments: { id: { any_: ["id-0"] } } });
    expect(await prefect.flowNames(["id-0", "id-1"])).toEqual(
      new Map([
        ["id-0", "flow 0"],
        ["id-1", "flow 1"],
      ]),
    );
    expect(asked[1]).toMatchObject({
      path: "/api/flows/filter",
      body: { flows: { id: { any_: ["id-0", "id-1"] } } },
    });
  });

  test("carries the CSRF token where there is one", async () => {
    await (await api(rows(0), { token: "the-token", client: "the-client" })).deploymentsById([]);
    expect(asked[0]?.headers).toMatchObject({
      "prefect-csrf-token": "the-token",
      "prefect-csrf-client": "the-client",
    });
  });

  test.each([
    [0, [0]],
    [1, [0]],
    [199, [0]],
    [200, [0, 200]],
    [201, [0, 200]],
    [450, [0, 200, 400]],
  ])("%i rows are read page by page, none left out and none twice", async (total, offsets) => {
    const found = await (await api(rows(total))).deploymentsById([]);
    expect(new Set(found.map(({ id }) => id)).size).toBe(total);
    expect(found).toHaveLength(total);
    expect(asked.map(({ body }) => body["offset"])).toEqual(offsets);
  });
});

describe("what goes wrong", () => {
  const thenGood =
    (bad: (response: http.ServerResponse) => void, times: number): Answer =>
    (request, number, response) => {
      if (number <= times) bad(response);
      else rows(1)(request, number, response);
    };

  test.each<[string, (response: http.ServerResponse) => void]>([
    [
      "503",
      (response) => {
        json(response, { exception_message: "Service Unavailable" }, 503);
      },
    ],
    [
      "500",
      (response) => {
        json(response, {}, 500);
      },
    ],
    [
      "429",
      (response) => {
        json(response, {}, 429);
      },
    ],
    [
      "a connection that is cut",
      (response) => {
        response.destroy();
      },
    ],
    [
      "half an answer",
      (response) => {
        response.writeHead(200, { "content-length": "100" });
        response.write("[{");
        setTimeout(() => response.destroy(), 50);
      },
    ],
    [
      "a page in place of JSON",
      (response) => {
        response.writeHead(200).end("<html>");
      },
    ],
  ])("for a moment (%s) is tried again", async (_what, bad) => {
    expect(await (await api(thenGood(bad, 2))).deploymentsById([])).toHaveLength(1);
    expect(asked).toHaveLength(3);
    expect(waits).toEqual([2_000, 4_000]);
  });

  test.each([
    ["503", 503, 4],
    ["401", 401, 1],
    ["403", 403, 1],
    ["404", 404, 1],
    ["422", 422, 1],
    ["301", 301, 1],
  ])("for good (%s) ends with an error that names it", async (_what, code, tries) => {
    const prefect = await api((_request, _number, response) => {
      json(response, { secret: "s3cret" }, code);
    });
    expect(await failureOf(prefect.flowNames(["x"]))).toBe(
      `Reading /flows/filter from the server failed (${code}), although the connection check before passed. ` +
        "Run the job again; if it fails again, look for this request in the gate's log.",
    );
    expect(asked).toHaveLength(tries);
  });

  test("at the connection ends with its code, after four tries", async () => {
    const prefect = await api((_request, _number, response) => {
      response.destroy();
    });
    expect(await failureOf(prefect.deploymentsById([]))).toContain("failed (ECONNRESET)");
    expect(asked).toHaveLength(4);
    expect(waits).toEqual([2_000, 4_000, 8_000]);
  });

  test.each([["null"], ["{}"], ['"x"'], ['{"detail": "moved"}']])(
    "with an answer that is no list (%s) is an error, and no crash",
    async (text) => {
      const prefect = await api((_request, _number, response) => {
        response.writeHead(200).end(text);
      });
      expect(await failureOf(prefect.deploymentsById([]))).toContain("failed (an answer that is not a list)");
    },
  );

  test("while the job is being ended is not tried again: the reason of the end is thrown", async () => {
    const stop = new AbortController();
    const prefect = await api(
      (_request, _number, response) => {
        stop.abort(new Error("the time is up"));
        json(response, {}, 503);
      },
      undefined,
      stop.signal,
    );
    await expect(prefect.deploymentsById([])).rejects.toThrow("the time is up");
    expect(asked).toHaveLength(1);
  });
});

test("a CSRF token that has run out in a long deploy is asked for again, once", async () => {
  const old = { token: "old", client: "c" };
  const prefect = await api(({ method, headers }, _number, response) => {
    if (method === "GET") json(response, { token: "new", client: "c" });
    else if (headers["prefect-csrf-token"] === "new") json(response, []);
    else json(response, { detail: "Invalid CSRF token or client identifier." }, 403);
  }, old);
  expect(await prefect.deploymentsByName(["a"])).toEqual([]);
  expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "POST /api/deployments/filter",
    "GET /api/csrf-token?client=c",
    "POST /api/deployments/filter",
  ]);
});

test("the time is up while a read is tried again: the reason is the signal's own", async () => {
  const up = new Error("the time is up");
  const controller = new AbortController();
  const prefect = await api(
    (_one, _number, response) => {
      json(response, {}, 503);
      setImmediate(() => {
        controller.abort(up);
      });
    },
    undefined,
    controller.signal,
  );
  await expect(prefect.deploymentsByName(["a"])).rejects.toBe(up);
});
