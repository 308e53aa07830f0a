import http from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";

import { Findings } from "../../../src/base/findings.js";
import type { Log } from "../../../src/base/log.js";
import type { RunContext } from "../../../src/base/run-context.js";
import { checkServer, targetOf, weakAuthString } from "../../../src/deploy/server-check.js";
import type { Inputs } from "../../../src/inputs/types.js";
import type { Resolved } from "../../../src/settings/rivals.js";

const BASIC = { Authorization: "Basic Y2k6cGFzc3dvcmQ=" };

describe("a server that answers some requests without its auth string", () => {
  test.each([
    ["3.1.13", true],
    ["3.2.15", true],
    ["3.4.14", true],
    ["3.4.14+12.gabcdef", true],
    ["3.6.21", true],
    ["3.6.22", false],
    ["3.6.29", false],
    ["3.10.0", false],
    // It has no auth string, or none that lets /health pass.
    ["3.0.11", false],
    ["3.1.12", false],
    ["0+unknown", false],
  ])("%s: %s", (version, weak) => {
    expect(weakAuthString(version, { headers: BASIC }) !== undefined).toBe(weak);
  });

  test.each([
    ["nothing was sent", {}, false],
    ["a Bearer token was sent, which no auth string accepts", { Authorization: "Bearer t" }, false],
    ["Basic was sent in a header of the input `headers`", { authorization: "basic dTpw" }, true],
  ])("%s", (_what, headers, weak) => {
    expect(weakAuthString("3.4.14", { headers }) !== undefined).toBe(weak);
  });

  test.each([
    ["3.1.13", false],
    ["3.2.0", false],
    ["3.2.15", true],
    ["3.6.21", true],
  ])("a path that ends in health, %s: %s", (version, isNamed) => {
    const what = weakAuthString(version, { headers: BASIC })?.what;
    expect(what).toContain(isNamed ? ": a GET with a forged Host header" : ": any with a forged Host header");
    expect(what?.includes("ends in health or ready")).toBe(isNamed);
  });

  test("is warned of once, with what to do", async () => {
    const findings = await checked("3.4.14");
    expect(findings.warnings).toHaveLength(1);
    expect(findings.warnings[0]?.what).toMatch(
      /^Prefect 3\.4\.14 on the server answers some requests without/,
    );
    expect(findings.warnings[0]?.fix).toContain("Upgrade the server to 3.6.22 or later, or let a gate");
  });

  test("is not warned of where it is fixed", async () => {
    expect((await checked("3.9.1")).warnings).toEqual([]);
  });
});

test("a proxy that ends Prefect's client at its start ends the run before, also one that no request needs", () => {
  const inputs = { apiUrl: "https://h/api", credential: { kind: "none" }, tls: {} } as Inputs;
  const resolved = { headers: {}, skipVerify: false } as Resolved;
  expect(targetOf(inputs, resolved, { HTTP_PROXY: "proxy.corp:3128" }).apiUrl).toBe("https://h/api");
  expect(() => targetOf(inputs, resolved, { HTTP_PROXY: "http://proxy.corp:port" })).toThrow(
    "`HTTP_PROXY` is not the URL of an HTTP proxy.",
  );
});

async function checked(version: string): Promise<Findings> {
  const server = http.createServer((incoming, outgoing) => {
    outgoing.setHeader("content-type", "application/json");
    incoming.resume().on("end", () => outgoing.end(incoming.method === "GET" ? `"${version}"` : "[]"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  const findings = new Findings();
  const credential = { kind: "basic", user: "ci", password: "password" } as const;
  try {
    await checkServer(
      {
        inputs: { apiUrl, credential, retries: 0 } as Inputs,
        target: { apiUrl, headers: BASIC, tls: { skipVerify: false } },
        context: { apiUrl, credential: "basic", headerNames: [] },
      },
      () => undefined,
      {
        findings,
        signal: new AbortController().signal,
        deadline: Date.now() + 10_000,
        log: { mask: () => undefined } as unknown as Log,
      } as RunContext,
    );
    return findings;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
