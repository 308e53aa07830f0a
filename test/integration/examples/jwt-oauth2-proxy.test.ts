import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { expect, it } from "vitest";
import { describeExample, refusal } from "../../support/examples/example.ts";
import { basic, cleanEnvironment, freePort, type Part, tempDir } from "../../support/index.ts";
import { type Issuer, startIssuer } from "../../support/servers/issuer.ts";
import { startPart } from "../../support/servers/part.ts";
import { startTraefik } from "../../support/servers/programs.ts";

/** No package registry of the tests has it. One that OAUTH2_PROXY_BIN names has to be there. */
const binary =
  process.env["OAUTH2_PROXY_BIN"] ||
  (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "oauth2-proxy"))
    .find((file) => existsSync(file));

if (binary) {
  describeOauth2Proxy(binary);
} else {
  // scripts/ci.mjs knows it by this name.
  it.skip("examples/jwt-oauth2-proxy: skipped, since there is no oauth2-proxy here (OAUTH2_PROXY_BIN)");
}

function describeOauth2Proxy(command: string): void {
  let issuer: Issuer;
  let service: Part;

  describeExample("jwt-oauth2-proxy", {
    title: "Traefik forwardAuth to oauth2-proxy, GitHub ID tokens",
    refused: {
      none: "oauth2-proxy-nothing-sent",
      wrong: "oauth2-proxy-token-refused",
      expired: "token-expired",
      wrongHost: "traefik-no-router",
    },
    start: async ({ prefect, file, render }) => {
      issuer = await startIssuer();
      const people = await startIssuer();
      const servicePort = await freePort();
      const configuration = await render("oauth2-proxy.cfg", {
        "0.0.0.0:4180": `127.0.0.1:${servicePort}`,
        "https://login.example.com": people.url,
        "https://token.actions.githubusercontent.com": issuer.url,
      });
      service = await startPart({
        name: "oauth2-proxy",
        command,
        args: [`--config=${configuration}`],
        env: cleanEnvironment({
          OAUTH2_PROXY_CLIENT_SECRET: people.client.secret,
          OAUTH2_PROXY_COOKIE_SECRET: randomBytes(16).toString("hex"),
        }),
        port: servicePort,
        home: await tempDir(),
        path: "/oauth2/auth",
        isReady: (status) => status === 401,
      });

      const home = await tempDir();
      const port = await freePort();
      const entry = join(home.path, "traefik.yml");
      const shipped = await readFile(file("traefik/traefik.yml"), "utf8");
      expect(shipped).toContain('address: ":8080"');
      await writeFile(entry, shipped.replace('address: ":8080"', `address: "127.0.0.1:${port}"`));
      const gate = await startTraefik([`--configFile=${entry}`], {
        cwd: file("traefik"), // dynamic.yml is named relative to it
        env: { PREFECT_HOST: "127.0.0.1", PREFECT_UPSTREAM: prefect.url, TOKEN_SERVICE: service.url },
        port,
        home,
        isReady: (status) => status === 401,
      });

      const right = await issuer.token();
      const stored = (token: string) => ({ inputs: { "oidc-audience": "unset", "api-key": token } });
      return {
        apiUrl: gate.apiUrl,
        values: {},
        env: issuer.idTokens,
        refused: {
          none: { inputs: { "oidc-audience": "unset" } },
          wrong: stored(await people.token({ iss: issuer.url })),
          expired: stored(await issuer.expiredToken()),
          wrongHost: { inputs: { "api-url": `http://localhost:${port}/api` } },
        },
        websocket: { headers: { authorization: `Bearer ${right}` } },
        tokens: {
          right,
          "another audience": await issuer.token({ aud: "https://elsewhere.example.com" }),
          "another issuer": await people.token(),
          "another repository": await issuer.token({ sub: "repo:else/else:ref:refs/heads/main" }),
        },
        stop: [
          gate.stop,
          service.stop,
          () => issuer[Symbol.asyncDispose](),
          () => people[Symbol.asyncDispose](),
        ],
      };
    },
    more: (running) => {
      const token = (what: string): string => running().tokens?.[what] ?? "";

      it.each(["another audience", "another issuer"])(
        "a token of %s is refused without a reason, and the message says what is in the token",
        async (what) => {
          const { apiUrl } = running();
          const answer = await fetch(`${apiUrl}/admin/version`, {
            headers: { authorization: `Bearer ${token(what)}` },
          });
          expect([answer.status, await answer.text()]).toEqual([401, "Unauthorized\n"]);
          expect(answer.headers.has("www-authenticate")).toBe(false);

          const { diagnosis, said } = await refusal({ "api-url": apiUrl, "api-key": token(what) });
          expect(diagnosis).toBe("oauth2-proxy-token-refused");
          expect(said).toMatch(/sent a token with audience "https:.*", issuer "http:.*", subject "repo:/);
          expect(said).not.toContain(token(what));
        },
      );

      it("a token of another repository passes: `sub` is not checked, as the page says", async () => {
        const inputs = { "api-url": running().apiUrl, "api-key": token("another repository") };
        // Past the connection check: there is no Prefect client on PATH.
        expect((await refusal(inputs)).said).toContain("Prefect was not found");
      });

      it("Basic in place of a token is told apart", async () => {
        const inputs = { "api-url": running().apiUrl, "auth-string": "ci:password" };
        expect((await refusal(inputs)).diagnosis).toBe("oauth2-proxy-basic-sent");
      });

      it("a token as the password of Basic passes", async () => {
        const answer = await fetch(`${running().apiUrl}/admin/version`, {
          headers: { authorization: basic(`ci:${token("right")}`) },
        });
        expect(answer.status).toBe(200);
      });

      it("an oauth2-proxy that is down is told apart from a bad token", async () => {
        await service.stop();
        const inputs = { "api-url": running().apiUrl, "api-key": token("right") };
        expect((await refusal(inputs)).diagnosis).toBe("auth-service-down");
      });
    },
  });
}
