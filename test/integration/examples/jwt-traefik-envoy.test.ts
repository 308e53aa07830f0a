import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startTokenService } from "../../support/servers/jwt-gates.ts";
import { describeExample, refusal } from "../../support/examples/example.ts";
import { freePort, tempDir } from "../../support/index.ts";
import { type Issuer, startIssuer } from "../../support/servers/issuer.ts";
import { startTraefik } from "../../support/servers/programs.ts";

const PROVIDER = "https://login.example.com";

let issuer: Issuer;

describeExample("jwt-traefik-envoy", {
  title: "Traefik forwardAuth to Envoy jwt_authn, client credentials",
  start: async ({ prefect, file, render }) => {
    issuer = await startIssuer();
    const stranger = await startIssuer();
    const service = await startTokenService({ file, render }, issuer);

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

    const expired = await issuer.expiredToken();
    const none = { "token-url": "unset", "client-id": "unset", "client-secret": "unset", audience: "unset" };
    return {
      apiUrl: gate.apiUrl,
      values: {
        [`${PROVIDER}/token`]: issuer.tokenUrl,
        "${{ secrets.CLIENT_SECRET }}": issuer.client.secret,
      },
      refused: {
        none: { inputs: none },
        wrong: { inputs: { ...none, "api-key": await stranger.token({ iss: issuer.url }) } },
        expired: { inputs: { ...none, "api-key": expired } },
        wrongHost: { inputs: { "api-url": `http://localhost:${port}/api` } },
      },
      websocket: { headers: { authorization: `Bearer ${await issuer.token()}` } },
      stop: [
        gate.stop,
        service.stop,
        () => issuer[Symbol.asyncDispose](),
        () => stranger[Symbol.asyncDispose](),
      ],
    };
  },
  more: (running) => {
    const client = (secret: string, more: Readonly<Record<string, string>> = {}) => ({
      "api-url": running().apiUrl,
      "token-url": issuer.tokenUrl,
      "client-id": issuer.client.id,
      "client-secret": secret,
      ...more,
    });

    it("a wrong client secret is refused by the provider, in its words, and the gate is never asked", async () => {
      const { diagnosis, said } = await refusal(client("not the client's secret"));
      expect(diagnosis).toBeUndefined();
      expect(said).toContain('status 401, "invalid_client": "The client secret is not right."');
      expect(said).not.toContain("not the client's secret");
    });

    it("a token for another audience is refused by the gate, and the message names what to compare", async () => {
      const { diagnosis, said } = await refusal(client(issuer.client.secret, { audience: "elsewhere" }));
      expect(diagnosis).toBe("jwt-audience");
      expect(said).toContain('audience "elsewhere"');
      expect(said).toContain("Compare what `token-url` gives");
    });

    it("Basic in place of a token is told apart", async () => {
      const { diagnosis } = await refusal({ "api-url": running().apiUrl, "auth-string": "ci:password" });
      expect(diagnosis).toBe("bearer-gate-basic-sent");
    });
  },
});
