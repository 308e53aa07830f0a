import type http from "node:http";
import { apiPath } from "../../../src/server/api-path.js";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test, vi } from "vitest";
import { ActionError } from "../../../src/base/errors.js";
import { PreflightError } from "../../../src/server/check.js";
import {
  RefusedError,
  UncertainError,
  type Call,
  type Upstream,
  type UpstreamOptions,
} from "../../../src/server/upstream.js";
import {
  sendJson,
  sendPage,
  startTinyApi,
  tinyUpstream,
  type Answering,
  type TinyApi,
} from "../../support/servers/tiny-api.ts";

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function upstreamTo(
  answer: Answering,
  more: Partial<UpstreamOptions> = {},
): Promise<{ api: TinyApi; upstream: Upstream; troubles: string[] }> {
  const api = await startTinyApi(answer);
  const { upstream, troubles } = tinyUpstream(api, more);
  open.push(
    () => api[Symbol.asyncDispose](),
    () => {
      upstream.close();
    },
  );
  return { api, upstream, troubles };
}

type Bad = (response: http.ServerResponse) => void;

/** Answers `bad` so many times, and then well. */
const thenGood =
  (bad: Bad, times: number): Answering =>
  (_asked, response, number) => {
    if (number <= times) bad(response);
    else sendJson(response, []);
  };

const status =
  (code: number, headers: http.OutgoingHttpHeaders = {}): Bad =>
  (response) =>
    response.writeHead(code, headers).end("");
const cut: Bad = (response) => response.destroy();
const half: Bad = (response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
  response.write('[{"id":', () => response.destroy());
};
const halfInChunks: Bad = (response) => {
  response.writeHead(200, { "content-type": "application/json" });
  response.write("[1]", () => response.destroy());
};
const halfWithProperEnd: Bad = (response) => {
  response.socket?.end("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n[1]");
};

const READ: Call = { method: "GET", path: apiPath`/flows/1` };
const FILTER: Call = { method: "POST", path: apiPath`/deployments/filter`, text: "{}" };
const UPSERT: Call = { method: "POST", path: apiPath`/deployments/`, text: '{"name":"a"}' };
const CHANGE: Call = { method: "PATCH", path: apiPath`/deployments/1`, text: "{}" };
const DELETE: Call = { method: "DELETE", path: apiPath`/automations/owned-by/prefect.deployment.1` };
/** Must not be done twice. */
const ONCE: Call = { method: "POST", path: apiPath`/automations/`, text: '{"name":"a"}' };
const ONCE_TOO: Call = { method: "POST", path: apiPath`/deployments/1/schedules`, text: "[]" };

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
}

async function diagnosisOf(promise: Promise<unknown>): Promise<string> {
  const error = await failureOf(promise);
  expect(error).toBeInstanceOf(PreflightError);
  return (error as PreflightError).diagnosis.id;
}

describe("a request", () => {
  test("goes out as it was asked, with the headers of the target, the credential and the CSRF token", async () => {
    const csrf = { token: "the-token", client: "the-client" };
    const { api, upstream } = await upstreamTo(
      (_asked, answer) => {
        sendJson(answer, { id: 1 }, 201);
      },
      { csrf },
    );
    const headers = { "x-team": "other", "x-prefect-api-version": "0.8.4" };
    const answer = await upstream.call({ ...UPSERT, path: apiPath`/deployments/?a=%2F`, headers });
    expect([answer.status, answer.body]).toEqual([201, '{"id":1}']);
    expect(api.asked).toMatchObject([
      {
        method: "POST",
        path: "/deployments/?a=%2F",
        text: '{"name":"a"}',
        headers: {
          authorization: "Bearer the-real-one",
          "x-team": "data",
          "x-prefect-api-version": "0.8.4",
          "prefect-csrf-token": "the-token",
          "prefect-csrf-client": "the-client",
          "content-type": "application/json",
        },
      },
    ]);
    expect(upstream.sent).toBe(1);
    expect(await upstream.headers()).toEqual({ "X-Team": "data", Authorization: "Bearer the-real-one" });
  });

  test("carries no CSRF header where the server wants none", async () => {
    const { api, upstream } = await upstreamTo((_asked, answer) => {
      sendJson(answer, []);
    });
    await upstream.call(UPSERT);
    expect(Object.keys(api.asked[0]?.headers ?? {}).filter((name) => name.includes("csrf"))).toEqual([]);
  });

  test.each([
    [200, { id: 1 }],
    [201, { id: 1 }],
    [400, { detail: "x" }],
    [404, { detail: "Deployment not found" }],
    [409, { detail: "x" }],
    [422, { exception_message: "x" }],
  ])("that Prefect itself answers with %i has that answer, at once", async (code, body) => {
    const { api, upstream, troubles } = await upstreamTo((_asked, answer) => {
      sendJson(answer, body, code);
    });
    for (const call of [READ, UPSERT, ONCE]) {
      const answer = await upstream.call(call);
      expect([answer.status, JSON.parse(answer.body)]).toEqual([code, body]);
    }
    expect([api.asked.length, troubles]).toEqual([3, []]);
  });

  test("may be answered with nothing", async () => {
    const { upstream } = await upstreamTo((_asked, answer) => answer.writeHead(204).end());
    expect(await upstream.call(CHANGE)).toMatchObject({ status: 204, body: "" });
    expect(await upstream.json("PATCH", apiPath`/deployments/1`, {})).toBeUndefined();
  });

  test.each<[string, Bad, string]>([
    [
      "200 and a page",
      (to) => to.writeHead(200, { "content-type": "text/html" }).end("<html>Sign in"),
      "html-page",
    ],
    [
      "200 and a page that says it is JSON",
      (to) => to.writeHead(200, { "content-type": "application/json" }).end("<html>"),
      "unexpected-answer",
    ],
    [
      "404 and a page",
      (to) => to.writeHead(404, { "content-type": "text/html" }).end("<html>nginx"),
      "not-found",
    ],
    ["404 and nothing", status(404), "not-found"],
    ["a redirect", status(302, { location: "https://login.example.com/" }), "redirect-to-login"],
    [
      "401",
      (to) => {
        sendJson(to, { detail: "x" }, 401);
      },
      "unauthorized",
    ],
    [
      "403",
      (to) => {
        sendJson(to, { detail: "x" }, 403);
      },
      "forbidden",
    ],
    [
      "500",
      (to) => {
        sendJson(to, {}, 500);
      },
      "prefect-error",
    ],
  ])("that is answered with %s ends with its diagnosis, and is not tried again", async (_what, bad, id) => {
    const { api, upstream } = await upstreamTo((_asked, answer) => {
      bad(answer);
    });
    const ids = [];
    for (const call of [READ, FILTER, UPSERT, ONCE]) ids.push(await diagnosisOf(upstream.call(call)));
    expect(ids).toEqual(Array(4).fill(id));
    expect(api.asked).toHaveLength(4);
  });

  test("has no credential in what is said of its answer, although the server sent it back", async () => {
    const { upstream } = await upstreamTo(({ headers }, answer) => {
      answer.writeHead(400, { "content-type": "text/plain" }).end(`You sent ${headers.authorization ?? ""}`);
    });
    const error = await failureOf(upstream.call(READ));
    expect(error).toBeInstanceOf(PreflightError);
    expect((error as Error).message).toContain("You sent");
    expect((error as Error).message).not.toContain("the-real-one");
  });
});

describe("what went wrong for a moment", () => {
  const MOMENTS: [string, Bad][] = [
    ["429", status(429)],
    ["502", status(502)],
    ["503", status(503)],
    ["504", status(504)],
    ["a connection that is cut", cut],
    ["half an answer", half],
    ["half an answer in chunks", halfInChunks],
    ["half an answer with a proper end", halfWithProperEnd],
  ];

  test.each(MOMENTS)("(%s) is tried again, where that does no harm", async (_what, bad) => {
    for (const call of [READ, FILTER, UPSERT, CHANGE, DELETE]) {
      const { api, upstream, troubles } = await upstreamTo(thenGood(bad, 2));
      expect((await upstream.call(call)).status).toBe(200);
      expect(api.lines()).toEqual(Array(3).fill(`${call.method} ${call.path.text}`));
      expect(api.asked.map(({ text }) => text)).toEqual(Array(3).fill(call.text ?? ""));
      expect(troubles).toHaveLength(2);
      expect(upstream.sent).toBe(3);
    }
  });

  test.each(MOMENTS)(
    "(%s) leaves what must not be done twice in doubt, unless nothing was done",
    async (what, bad) => {
      for (const call of [ONCE, ONCE_TOO]) {
        const { api, upstream } = await upstreamTo(thenGood(bad, 2));
        if (what === "429" || what === "503") {
          expect((await upstream.call(call)).status).toBe(200);
          expect(api.asked).toHaveLength(3);
          continue;
        }
        const error = await failureOf(upstream.call(call));
        expect(error).toBeInstanceOf(UncertainError);
        expect((error as Error).message).toContain(`${call.method} ${call.path.text} got no usable answer`);
        expect(api.asked).toHaveLength(1);
      }
    },
  );

  test("is not a doubt where nobody listens, and is tried six times", async () => {
    const { api, upstream, troubles } = await upstreamTo(() => undefined);
    await api[Symbol.asyncDispose]();
    expect(await diagnosisOf(upstream.call(READ))).toBe("connection-refused");
    expect(troubles).toHaveLength(5);
    expect(troubles[0]).toMatch(
      /^GET \/flows\/1: no answer \(ECONNREFUSED\); trying again in \d ms \(attempt 2 of 6\)\.$/,
    );
  });

  test("and stays so ends with the diagnosis, after six tries that come later and later", async () => {
    const { api, upstream, troubles } = await upstreamTo(
      (_asked, answer) => {
        sendJson(answer, { exception_message: "x" }, 503);
      },
      { backoffMs: 20 },
    );
    const error = await failureOf(upstream.call({ ...READ, path: apiPath`/flows/1?limit=secret` }));
    expect(error).toBeInstanceOf(PreflightError);
    expect(api.asked).toHaveLength(6);
    const waits = troubles.map((line) =>
      Number(/^GET \/flows\/1: answered 503; trying again in (\d+) ms /.exec(line)?.[1]),
    );
    for (const [index, wait] of waits.entries()) {
      expect(wait).toBeGreaterThanOrEqual(20 * 2 ** index);
      expect(wait).toBeLessThanOrEqual(30 * 2 ** index);
    }
    expect(waits).toHaveLength(5);
  });

  test("is waited for as long as the server says", async () => {
    const { upstream, troubles } = await upstreamTo(thenGood(status(429, { "retry-after": "1" }), 1));
    const started = Date.now();
    await upstream.call(ONCE);
    expect(Date.now() - started).toBeGreaterThan(950);
    expect(troubles).toEqual(["POST /automations/: answered 429; trying again in 1.0 s (attempt 2 of 6)."]);
  });

  test.each<[string, string, Partial<UpstreamOptions>]>([
    ["a minute", "61", {}],
    ["a minute, by a date", new Date(Date.now() + 3_600_000).toUTCString(), {}],
    ["there is time", "30", { deadline: Date.now() + 20_000 }],
  ])("is not waited for where the server asks for longer than %s", async (_title, wait, more) => {
    const { api, upstream, troubles } = await upstreamTo(
      thenGood(status(429, { "retry-after": wait }), Infinity),
      more,
    );
    const started = Date.now();
    expect(await diagnosisOf(upstream.call(CHANGE))).toBe("rate-limited");
    expect(Date.now() - started).toBeLessThan(5_000);
    expect(api.asked).toHaveLength(1);
    expect(troubles).toEqual([]);
  });

  test("is told to who asked where there is no answer of the server, and whether it may still come", async () => {
    const bad = [status(502), status(504), cut, status(503), status(429)];
    const { upstream } = await upstreamTo(
      (_asked, answer) => {
        const next = bad.shift();
        if (next) next(answer);
        else if (upstream.sent === 6)
          return; // Not at all.
        else sendJson(answer, []);
      },
      { timeoutMs: 200 },
    );
    const unanswered = vi.fn();
    await upstream.call({ ...CHANGE, unanswered }).catch(() => undefined);
    expect(unanswered.mock.calls).toEqual([[false], [true], [false], [true]]);
  });

  test("is told to who asked where the server is busy, and only there", async () => {
    const answers = [503, 429, 503, 200];
    const { upstream } = await upstreamTo((_asked, answer) => {
      sendJson(answer, [], answers.shift());
    });
    const busy = vi.fn();
    await upstream.call({ ...UPSERT, busy });
    expect(busy).toHaveBeenCalledTimes(2);
  });

  test("is an answer that does not come in time", async () => {
    const { api, upstream } = await upstreamTo(
      (_asked, answer, number) => {
        if (number > 1) sendJson(answer, []);
      },
      { timeoutMs: 100 },
    );
    expect((await upstream.call(UPSERT)).status).toBe(200);
    expect(api.asked).toHaveLength(2);
    const other = await upstreamTo(() => undefined, { timeoutMs: 100 });
    expect(await failureOf(other.upstream.call(ONCE))).toBeInstanceOf(UncertainError);
    expect(other.api.asked).toHaveLength(1);
  });
});

describe("connections", () => {
  test("are kept open and used again", async () => {
    const { api, upstream } = await upstreamTo((_asked, answer) => {
      sendJson(answer, []);
    });
    for (let count = 0; count < 10; count += 1) await upstream.call(count % 2 ? READ : UPSERT);
    expect(new Set(api.asked.map(({ connection }) => connection))).toEqual(new Set([1]));
  });

  test("are as many as allowed, and no more", async () => {
    const { api, upstream } = await upstreamTo(
      (_asked, answer) =>
        setTimeout(() => {
          sendJson(answer, []);
        }, 30),
      { connections: 3 },
    );
    await Promise.all(Array.from({ length: 12 }, () => upstream.call(READ)));
    expect(Math.max(...api.asked.map(({ connection }) => connection))).toBe(3);
  });

  test("that the server closed meanwhile are replaced at once, silently", async () => {
    const { api, upstream, troubles } = await upstreamTo(
      (_asked, answer, number) => {
        // uvicorn closes a silent one; the request was on its way.
        if (number === 2) answer.socket?.destroy();
        else sendJson(answer, []);
      },
      { backoffMs: 60_000 },
    );
    await upstream.call(READ);
    expect((await upstream.call(READ)).status).toBe(200);
    expect(api.asked.map(({ connection }) => connection)).toEqual([1, 1, 2]);
    expect(troubles).toEqual([]);
  });

  test("that were open before are not for what must not be done twice: whether it was seen cannot be told", async () => {
    const { api, upstream } = await upstreamTo(({ path }, answer) => {
      if (path === "/automations/") answer.socket?.destroy();
      else sendJson(answer, []);
    });
    await upstream.call(READ);
    expect(await failureOf(upstream.call(ONCE))).toBeInstanceOf(UncertainError);
    expect(api.lines()).toEqual(["GET /flows/1", "POST /automations/"]);
  });

  test("outlive a slow answer, and are given up before the server does so", async () => {
    const { api, upstream, troubles } = await upstreamTo((_asked, answer, number) => {
      setTimeout(
        () => {
          sendJson(answer, []);
        },
        number === 1 ? 4_500 : 0,
      );
    });
    expect((await upstream.call(UPSERT)).status).toBe(200);
    await upstream.call(READ);
    await sleep(4_500);
    expect(api.open()).toBe(0);
    await upstream.call(READ);
    expect(api.asked.map(({ connection }) => connection)).toEqual([1, 1, 2]);
    expect(troubles).toEqual([]);
  });

  test("are gone once it is closed", async () => {
    const { api, upstream } = await upstreamTo((_asked, answer) => {
      sendJson(answer, []);
    });
    await Promise.all([upstream.call(READ), upstream.call(READ), upstream.call(READ)]);
    expect(api.open()).toBeGreaterThan(0);
    upstream.close();
    await vi.waitUntil(() => api.open() === 0);
  });
});

describe("a credential", () => {
  const byToken =
    (good: string): Answering =>
    ({ headers }, answer) => {
      if (headers.authorization === `Bearer ${good}`) sendJson(answer, []);
      else sendJson(answer, { detail: "x" }, 401);
    };

  function tokens(...list: string[]): { used: unknown[]; authorizing: UpstreamOptions["authorizing"] } {
    const used: unknown[] = [];
    return {
      used,
      authorizing: {
        headers: () => Promise.resolve({ Authorization: `Bearer ${list[0] ?? ""}` }),
        renew: (what) => {
          used.push(what);
          if (list.length < 2) return Promise.resolve(false);
          list.shift();
          return Promise.resolve(true);
        },
      },
    };
  }

  test.each([READ, UPSERT, ONCE])(
    "that is refused is renewed, and $method $path.text goes out again",
    async (call) => {
      const { used, authorizing } = tokens("old", "new", "newer");
      const { api, upstream, troubles } = await upstreamTo(byToken("new"), { authorizing });
      expect((await upstream.call(call)).status).toBe(200);
      expect(api.asked.map(({ headers }) => headers.authorization)).toEqual(["Bearer old", "Bearer new"]);
      expect(used).toEqual([{ Authorization: "Bearer old" }]);
      expect(troubles).toEqual([]);
    },
  );

  test("is renewed once: what is refused then is refused", async () => {
    const { used, authorizing } = tokens("old", "new", "newer");
    const { api, upstream } = await upstreamTo(byToken("none"), { authorizing });
    await diagnosisOf(upstream.call(READ));
    expect([api.asked.length, used.length]).toEqual([2, 1]);
  });

  test("that cannot be had again is refused at once", async () => {
    const { authorizing } = tokens("old");
    const { api, upstream } = await upstreamTo(byToken("new"), { authorizing });
    await diagnosisOf(upstream.call(UPSERT));
    expect(api.asked).toHaveLength(1);
  });

  test("whose provider fails ends with the provider's error", async () => {
    const error = new ActionError({ what: "No token.", fix: "x" });
    const { upstream } = await upstreamTo(byToken("new"), {
      authorizing: { headers: () => Promise.resolve({}), renew: () => Promise.reject(error) },
    });
    expect(await failureOf(upstream.call(READ))).toBe(error);
  });
});

describe("a CSRF token", () => {
  const guarded =
    (good: string, given: string | undefined): Answering =>
    ({ path, headers }, answer) => {
      if (path.startsWith("/csrf-token")) {
        if (given === undefined) sendJson(answer, { detail: "CSRF protection is disabled." }, 422);
        else sendJson(answer, { token: given, client: "c" });
      } else if (headers["prefect-csrf-token"] === good) sendJson(answer, []);
      else if (headers["prefect-csrf-token"] === undefined)
        sendJson(answer, { detail: "Missing CSRF token." }, 403);
      else sendJson(answer, { detail: "Invalid CSRF token or client identifier." }, 403);
    };

  test.each([UPSERT, ONCE])("that has expired is asked for again, and used from then on", async (call) => {
    const learnt: string[] = [];
    const { api, upstream } = await upstreamTo(guarded("new", "new"), {
      csrf: { token: "old", client: "c" },
      learnt: (secrets) => learnt.push(...secrets),
    });
    expect((await upstream.call(call)).status).toBe(200);
    expect((await upstream.call(call)).status).toBe(200);
    expect(learnt).toEqual(["new"]);
    expect(api.lines()).toEqual([
      `POST ${call.path.text}`,
      "GET /csrf-token?client=c",
      `POST ${call.path.text}`,
      `POST ${call.path.text}`,
    ]);
    expect(api.asked[2]?.headers["prefect-csrf-client"]).toBe("c");
  });

  test("is had where the server begins to want one", async () => {
    const { api, upstream } = await upstreamTo(guarded("new", "new"));
    expect((await upstream.call(UPSERT)).status).toBe(200);
    const client = /client=([0-9a-f-]{36})$/.exec(api.asked[1]?.path ?? "")?.[1];
    expect(client).toBeDefined();
    expect(api.asked[2]?.headers).toMatchObject({
      "prefect-csrf-token": "new",
      "prefect-csrf-client": client,
    });
  });

  test("that does not help either ends with the diagnosis", async () => {
    const { api, upstream } = await upstreamTo(guarded("good", "bad"), {
      csrf: { token: "old", client: "c" },
    });
    await diagnosisOf(upstream.call(UPSERT));
    expect(api.asked).toHaveLength(3);
    const none = await upstreamTo(guarded("good", undefined), { csrf: { token: "old", client: "c" } });
    await diagnosisOf(none.upstream.call(UPSERT));
    expect(none.api.asked).toHaveLength(2);
  });

  test("whose header the gate takes away is said so", async () => {
    const { upstream } = await upstreamTo(({ path }, answer) => {
      if (path.startsWith("/csrf-token")) sendJson(answer, { token: "t", client: "c" });
      else sendJson(answer, { detail: "Missing CSRF token." }, 403);
    });
    expect(await diagnosisOf(upstream.call(UPSERT))).toBe("csrf-headers-lost");
  });
});

describe("an end of the run", () => {
  const END = new Error("the time is up");

  test("ends a request that is under way, with its own reason", async () => {
    const stop = new AbortController();
    const { upstream } = await upstreamTo(
      () => {
        stop.abort(END);
      },
      { signal: stop.signal },
    );
    expect(await failureOf(upstream.call(READ))).toBe(END);
  });

  test("ends the wait for the next try", async () => {
    const stop = new AbortController();
    const { api, upstream } = await upstreamTo(
      (_asked, answer) => {
        sendJson(answer, {}, 503);
        setTimeout(() => {
          stop.abort(END);
        }, 50);
      },
      { signal: stop.signal, backoffMs: 60_000 },
    );
    expect(await failureOf(upstream.call(READ))).toBe(END);
    expect(api.asked).toHaveLength(1);
  });

  test("leaves time of its own for what has to come after it", async () => {
    const stop = new AbortController();
    const csrf = { token: "t", client: "c" };
    const { api, upstream } = await upstreamTo(
      (_asked, answer, number) => {
        if (number === 1) sendJson(answer, []);
      },
      { signal: stop.signal, csrf },
    );
    stop.abort(END);
    expect(await failureOf(upstream.call(READ))).toBe(END);
    const later = upstream.within(300);
    open.push(() => {
      later.close();
    });
    expect((await later.call(READ)).status).toBe(200);
    expect(api.asked[0]?.headers).toMatchObject({
      "prefect-csrf-token": "t",
      authorization: "Bearer the-real-one",
    });
    expect(later.isOver).toBe(false);
    expect(await failureOf(later.call(READ))).toMatchObject({ name: "TimeoutError" });
    expect(later.isOver).toBe(true);
  });

  test("goes on in that time, however often it fails", async () => {
    const bad = [...Array<Bad>(9).fill(status(502)), cut];
    const { api, upstream, troubles } = await upstreamTo((_asked, answer) => {
      const next = bad.shift();
      if (next) next(answer);
      else sendJson(answer, []);
    });
    const later = upstream.within(60_000);
    open.push(() => {
      later.close();
    });
    expect((await later.call(CHANGE)).status).toBe(200);
    expect(api.asked).toHaveLength(11);
    expect(troubles.at(-1)).toMatch(/trying again in .* \(attempt 10\)\.$/);
  });

  test("says why it failed, where the next try would come after that time", async () => {
    const { upstream } = await upstreamTo(thenGood(status(502), Infinity));
    const later = upstream.within(200);
    open.push(() => {
      later.close();
    });
    expect(await diagnosisOf(later.call(CHANGE))).toBe("prefect-down");
  });
});

describe("JSON", () => {
  test("is the value of the answer", async () => {
    const { api, upstream } = await upstreamTo((_asked, answer) => {
      sendJson(answer, { id: "1" });
    });
    expect(await upstream.json("POST", apiPath`/flows/`, { name: "a" })).toEqual({ id: "1" });
    expect(await upstream.json("GET", apiPath`/flows/1`)).toEqual({ id: "1" });
    expect(api.asked.map(({ text }) => text)).toEqual(['{"name":"a"}', ""]);
  });

  test("of a refusal is an error with the server's words", async () => {
    const { upstream } = await upstreamTo((_asked, answer) => {
      sendJson(answer, { detail: "Work pool not found." }, 404);
    });
    const error = await failureOf(upstream.json("POST", apiPath`/deployments/`, {}));
    expect(error).toBeInstanceOf(RefusedError);
    expect((error as RefusedError).answer.status).toBe(404);
    expect((error as Error).message).toContain(
      "POST /deployments/: the server refused it (404): Work pool not found.",
    );
  });

  test.each([
    [0, [0]],
    [199, [0]],
    [200, [0, 200]],
    [450, [0, 200, 400]],
  ])("of %i rows is read page by page, none left out and none twice", async (total, offsets) => {
    const all = Array.from({ length: total }, (_, id) => ({ id }));
    const { api, upstream } = await upstreamTo((asked, answer) => {
      sendPage(answer, asked, all);
    });
    expect(await upstream.rows(apiPath`/flows/filter`, { flows: {} })).toEqual(all);
    expect(api.asked.map(({ text }) => JSON.parse(text) as unknown)).toEqual(
      offsets.map((offset) => ({ flows: {}, limit: 200, offset })),
    );
  });

  test.each([["null"], ["{}"], ['"x"'], ['{"detail": "moved"}']])(
    "that is not a list (%s) is an error, and no crash",
    async (text) => {
      const { upstream } = await upstreamTo((_asked, answer) => {
        answer.writeHead(200, { "content-type": "application/json" }).end(text);
      });
      const error = await failureOf(upstream.rows(apiPath`/flows/filter`, undefined));
      expect(error).toBeInstanceOf(ActionError);
      expect((error as Error).message).toContain("Reading /flows/filter from the server gave no list");
    },
  );
});
