import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { startTokenService } from "../../support/servers/jwt-gates.ts";
import { describeExample, refusal } from "../../support/examples/example.ts";
import { freePort, type Part } from "../../support/index.ts";
import { startIssuer } from "../../support/servers/issuer.ts";
import { startNginx } from "../../support/servers/programs.ts";

let service: Part;
let right: string;
let wrongAudience: string;

describeExample("jwt-nginx-envoy", {
  title: "nginx auth_request to Envoy jwt_authn",
  start: async ({ prefect, file, render }) => {
    const issuer = await startIssuer();
    const stranger = await startIssuer();
    service = await startTokenService({ file, render }, issuer);
    const port = await freePort();
    expect(await readFile(file("nginx.conf"), "utf8")).toContain("auth_request");
    const configuration = await render("nginx.conf", {
      "listen 8080": `listen 127.0.0.1:${port}`,
      "server_name prefect.example.com": "server_name 127.0.0.1",
      "envoy:9000": `127.0.0.1:${service.port}`,
      "prefect:4200": `127.0.0.1:${prefect.port}`,
    });
    const gate = await startNginx(configuration, { port, isReady: (status) => status === 401 });
    right = await issuer.token();
    wrongAudience = await issuer.token({ aud: "https://elsewhere.example.com" });
    const expired = await issuer.expiredToken();
    return {
      apiUrl: gate.apiUrl,
      values: { "${{ secrets.PREFECT_TOKEN }}": right },
      refused: {
        none: { inputs: { "api-key": "unset" } },
        wrong: { inputs: { "api-key": await stranger.token({ iss: issuer.url }) } },
        expired: { inputs: { "api-key": expired } },
        wrongHost: { inputs: { "api-url": `http://localhost:${port}/api` } },
      },
      websocket: { headers: { authorization: `Bearer ${right}` } },
      stop: [
        gate.stop,
        service.stop,
        () => issuer[Symbol.asyncDispose](),
        () => stranger[Symbol.asyncDispose](),
      ],
    };
  },
  more: (running) => {
    it("a token for another audience is refused, and the message tells for whom it was made", async () => {
      const { diagnosis, said } = await refusal({ "api-url": running().apiUrl, "api-key": wrongAudience });
      expect(diagnosis).toBe("forbidden");
      expect(said).toContain('audience "https://elsewhere.example.com"');
      expect(said).not.toContain(wrongAudience);
    });

    it("a token service that is down is told apart from a bad token", async () => {
      await service.stop();
      const { diagnosis } = await refusal({ "api-url": running().apiUrl, "api-key": right });
      expect(diagnosis).toBe("auth-service-down");
    });
  },
});
