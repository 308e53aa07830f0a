import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";

import { ActionError } from "../../../src/base/errors.js";
import { preflight, PreflightError, type Passed, type PreflightOptions } from "../../../src/server/check.js";

const TOKEN = "Bearer very-secret-token";
let server: http.Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  vi.useRealTimers();
});

type Reply = readonly [status: number, headers?: Record<string, string>, body?: string];

const JSON_TYPE = { "content-type": "application/json" };
const VERSION: Reply = [200, JSON_TYPE, '"3.8.8"'];
const LIST: Reply = [200, JSON_TYPE, "[]"];
const DOWN: Reply = [502, {}, "Bad Gateway"];

/** Gives these answers in turn, the last one for ever, and tells what was asked. */
async function answering(...replies: readonly (Reply | ((asked: http.IncomingMessage) => Reply))[]) {
  const asked: string[] = [];
  server = http.createServer((incoming, outgoing) => {
    const reply = replies[Math.min(asked.length, replies.length - 1)];
    asked.push(`${incoming.method ?? ""} ${incoming.url?.replace(/\?.*/, "") ?? ""}`);
    const [status, headers = {}, body = ""] = typeof reply === "function" ? reply(incoming) : (reply ?? DOWN);
    incoming.resume().on("end", () => outgoing.writeHead(status, headers).end(body));
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { asked, apiUrl: `http://127.0.0.1:${port}/api` };
}

async function run(apiUrl: string, more: Partial<PreflightOptions> = {}) {
  const lines: string[] = [];
  const waits: number[] = [];
  const outcome: Passed | PreflightError = await preflight(
    { apiUrl, headers: { Authorization: TOKEN }, tls: { skipVerify: false } },
    { apiUrl, credential: "bearer", headerNames: [] },
    {
      retries: 5,
      deadline: Date.now() + 600_000,
      progress: (line) => lines.push(line),
      sleep: (ms) => {
        waits.push(ms);
        return Promise.resolve();
      },
      ...more,
    },
  ).catch((error: unknown) => {
    if (error instanceof PreflightError) return error;
    throw error;
  });
  return { outcome, lines, waits };
}

describe("a server that works", () => {
  test("is asked for its version, and for an empty list with POST", async () => {
    const { asked, apiUrl } = await answering(VERSION, LIST);
    const { outcome, lines } = await run(apiUrl);
    expect(outcome).toEqual({ serverVersion: "3.8.8", attempts: 1 });
    expect(asked).toEqual(["GET /api/admin/version", "POST /api/deployments/filter"]);
    expect(lines).toEqual([]);
  });

  test("with CSRF protection gives a token, which then goes with the POST", async () => {
    let client: string | null = null;
    let sent: http.IncomingHttpHeaders = {};
    const { asked, apiUrl } = await answering(
      VERSION,
      [403, JSON_TYPE, '{"detail":"Missing CSRF token."}'],
      (incoming) => {
        client = new URL(incoming.url ?? "", "http://x").searchParams.get("client");
        return [200, JSON_TYPE, JSON.stringify({ token: "t0ken", client })];
      },
      (incoming) => {
        sent = incoming.headers;
        return LIST;
      },
    );
    const { outcome } = await run(apiUrl);
    expect(outcome).toEqual({ serverVersion: "3.8.8", attempts: 1, csrf: { token: "t0ken", client } });
    expect(sent).toMatchObject({ "prefect-csrf-token": "t0ken", "prefect-csrf-client": client });
    expect(asked).toHaveLength(4);
  });
});

describe("a server that does not work", () => {
  test.each<[string, Reply, string]>([
    ["401", [401, { "www-authenticate": "Bearer" }], "bearer-gate-token-not-seen"],
    ["403", [403], "forbidden"],
    ["a redirect", [302, { location: "/login" }], "redirect-to-login"],
    ["a page", [200, { "content-type": "text/html" }, "<title>Hi</title>"], "html-page"],
  ])("is asked once where waiting cannot help: %s", async (_what, reply, id) => {
    const { asked, apiUrl } = await answering(reply);
    const { outcome, waits } = await run(apiUrl);
    expect(outcome).toBeInstanceOf(ActionError);
    expect(outcome).toMatchObject({ diagnosis: { id } });
    expect(asked).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  test("says what, and how to fix it, in one problem", async () => {
    const { apiUrl } = await answering([502]);
    const { outcome } = await run(apiUrl, { retries: 0 });
    expect((outcome as PreflightError).problems).toEqual([
      {
        what: `502 from ${apiUrl}/admin/version. Prefect is down behind the gate.`,
        fix: "Start Prefect, or correct the address that the gate forwards to.",
        see: "prefect-down",
      },
    ]);
  });

  test("that lets a GET through and no POST is found out", async () => {
    const { apiUrl } = await answering(VERSION, [405]);
    expect((await run(apiUrl)).outcome).toMatchObject({ diagnosis: { id: "method-refused" } });
  });

  test("behind a gate that takes the CSRF headers away is asked for a token once", async () => {
    const missing: Reply = [403, JSON_TYPE, '{"detail":"Missing CSRF token."}'];
    const { asked, apiUrl } = await answering(
      VERSION,
      missing,
      [200, JSON_TYPE, '{"token":"t","client":"c"}'],
      missing,
    );
    expect((await run(apiUrl)).outcome).toMatchObject({ diagnosis: { id: "csrf-headers-lost" } });
    expect(asked).toHaveLength(4);
  });

  test("and that sends the credential back does not get it into the error", async () => {
    const { apiUrl } = await answering((incoming) => [
      418,
      { server: incoming.headers.authorization ?? "" },
      `token=${TOKEN.slice(7)} in ${JSON.stringify(incoming.headers)}`,
    ]);
    const { outcome } = await run(apiUrl);
    expect((outcome as PreflightError).message).toContain("***");
    expect(JSON.stringify([outcome, (outcome as PreflightError).message])).not.toContain("very-secret");
  });
});

describe("waiting", () => {
  test("doubles each time, and stops after so many retries", async () => {
    const { asked, apiUrl } = await answering(DOWN);
    const { outcome, waits, lines } = await run(apiUrl, { retries: 6 });
    expect(asked).toHaveLength(7);
    for (const [index, base] of [1, 2, 4, 8, 16, 30].entries()) {
      expect(waits[index]).toBeGreaterThanOrEqual(base * 1000);
      expect(waits[index]).toBeLessThanOrEqual(base * 1100);
    }
    expect(lines[0]).toBe(
      `502 from ${apiUrl}/admin/version: Prefect is down behind the gate. Trying again in 1 s (attempt 2 of 7).`,
    );
    expect((outcome as PreflightError).diagnosis.saw).toMatch(/, the last of 7 attempts over \d+ s\.$/);
  });

  test("ends when the server is up", async () => {
    const { apiUrl } = await answering(DOWN, [503], [500], VERSION, LIST);
    const { outcome, lines } = await run(apiUrl);
    expect(outcome).toEqual({ serverVersion: "3.8.8", attempts: 4 });
    expect(lines).toHaveLength(3);
  });

  test("begins again with the first question when the second one failed", async () => {
    const { asked, apiUrl } = await answering(VERSION, DOWN, VERSION, LIST);
    expect((await run(apiUrl)).outcome).toMatchObject({ attempts: 2 });
    expect(asked.filter((line) => line.startsWith("GET"))).toHaveLength(2);
  });

  test("ends at once where the answer becomes one that waiting cannot help", async () => {
    const { asked, apiUrl } = await answering(DOWN, [403]);
    expect((await run(apiUrl)).outcome).toMatchObject({ diagnosis: { id: "forbidden" } });
    expect(asked).toHaveLength(2);
  });

  test.each([
    ["seconds", "7", 7000, 7000],
    ["a date", new Date(Date.now() + 60_000).toUTCString(), 50_000, 60_000],
    ["zero", "0", 1000, 1000],
    ["a date gone by", "Mon, 01 Jan 2024 00:00:00 GMT", 1000, 1000],
    ["nonsense", "soon", 1000, 1100],
  ])("keeps to Retry-After: %s", async (_what, value, least, most) => {
    const { apiUrl } = await answering([429, { "retry-after": value }], VERSION, LIST);
    const { waits } = await run(apiUrl);
    expect(waits[0]).toBeGreaterThanOrEqual(least);
    expect(waits[0]).toBeLessThanOrEqual(most);
  });

  test("never goes past the deadline", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { asked, apiUrl } = await answering(DOWN);
    const { outcome } = await run(apiUrl, {
      deadline: Date.now() + 8_000,
      sleep: (ms) => {
        vi.setSystemTime(Date.now() + ms);
        return Promise.resolve();
      },
    });
    expect(asked).toHaveLength(4); // 1 + 2 + 4 s waited; 8 s more would be too late.
    expect((outcome as PreflightError).diagnosis.saw).toMatch(/, the last of 4 attempts over [78] s\.$/);
  });

  test("is not begun where Retry-After is past the deadline", async () => {
    const { asked, apiUrl } = await answering([503, { "retry-after": "3600" }]);
    const { outcome } = await run(apiUrl);
    expect((outcome as PreflightError).diagnosis.saw).toContain('Retry-After "3600"');
    expect(asked).toHaveLength(1);
  });

  test("is begun when a maintenance is over, where that is before the deadline", async () => {
    const maintained = (ms: number): Reply => [
      503,
      { "prefect-maintenance": "true", "retry-after": new Date(Date.now() + ms).toUTCString() },
    ];
    const short = await answering(maintained(60_000), VERSION, LIST);
    const { outcome, waits, lines } = await run(short.apiUrl);
    expect(outcome).toMatchObject({ attempts: 2 });
    expect(waits[0]).toBeGreaterThan(50_000);
    expect(lines[0]).toMatch(/is in maintenance until \d{4}-\d\d-\d\d \d\d:\d\d UTC\. Trying again in \d+ s/);
    server?.close();

    const long = await answering(maintained(3_600_000));
    expect((await run(long.apiUrl)).outcome).toMatchObject({ diagnosis: { id: "prefect-maintenance" } });
    expect(long.asked).toHaveLength(1);
  });

  test("a request that hangs is cut at the deadline", async () => {
    server = http.createServer(() => undefined);
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
    const { outcome } = await run(apiUrl, { deadline: Date.now() + 200 });
    expect(outcome).toMatchObject({ diagnosis: { id: "request-timeout" } });
  });

  test("is ended by the caller's abort", async () => {
    const { asked, apiUrl } = await answering(DOWN);
    const abort = new AbortController();
    const reason = new Error("cancelled");
    const running = preflight(
      { apiUrl, headers: {}, tls: { skipVerify: false } },
      { apiUrl, credential: "none", headerNames: [] },
      {
        signal: abort.signal,
        retries: 5,
        deadline: Date.now() + 600_000,
        progress: () => {
          abort.abort(reason);
        },
      },
    );
    await expect(running).rejects.toBe(reason);
    expect(asked).toHaveLength(1);
  });
});
