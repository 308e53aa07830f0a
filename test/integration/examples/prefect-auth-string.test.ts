import { expect, it } from "vitest";
import { startCaddy } from "../../support/servers/programs.ts";
import { makeAuthority } from "../../support/servers/certificates.ts";
import { describeExample, refusal } from "../../support/examples/example.ts";
import { freePort, startTraefikBasic } from "../../support/index.ts";

const OWN = "ci:only the workflow knows it";

describeExample("prefect-auth-string", {
  title: "Prefect's own auth string, behind Caddy with TLS",
  server: (env) => ({ env: { ...env, PREFECT_SERVER_API_AUTH_STRING: OWN } }),
  start: async ({ prefect, home, render }) => {
    const ca = await makeAuthority(home.path);
    const { cert, key } = await ca.issue("server");
    const port = await freePort();
    const configuration = await render("Caddyfile", {
      "https://prefect.example.com:8443 {": `https://127.0.0.1:${port} {\n\tbind 127.0.0.1`,
      "/etc/caddy/server.crt": cert.file,
      "/etc/caddy/server.key": key.file,
      "prefect:4200": `127.0.0.1:${prefect.port}`,
    });
    const gate = await startCaddy(configuration, { port, tls: true, isReady: (status) => status === 200 });
    return {
      apiUrl: gate.apiUrl,
      values: { "${{ secrets.PREFECT_AUTH_STRING }}": OWN, "${{ vars.COMPANY_CA }}": ca.cert.text },
      env: { SSL_CERT_FILE: "" }, // what the machine trusts must not decide
      refused: {
        none: { inputs: { "auth-string": "unset" } },
        wrong: { inputs: { "auth-string": "ci:not the password" } },
        wrongHost: { inputs: { "api-url": `https://localhost:${port}/api` } },
      },
      // Prefect itself asks by message once the socket is open, and opens it for its own subprotocol only.
      websocket: { headers: { "sec-websocket-protocol": "prefect" }, ca: ca.cert.text },
      stop: [gate.stop],
    };
  },
  more: (running) => {
    it("alone, without a gate, is satisfied and refused the same way", async () => {
      const { apiUrl } = running().prefect;
      // Past the connection check: there is no Prefect client on PATH.
      expect((await refusal({ "api-url": apiUrl, "auth-string": OWN })).said).toContain(
        "Prefect was not found",
      );
      const wrong = await refusal({ "api-url": apiUrl, "auth-string": "ci:wrong" });
      expect(wrong.diagnosis).toBe("prefect-auth-wrong");
    });

    it("behind a gate that takes Authorization away is told apart from a wrong password at the gate", async () => {
      const { prefect } = running();
      await using gate = await startTraefikBasic({
        upstream: prefect.url,
        user: "ci",
        password: "at the gate",
      });
      const passed = await refusal({ "api-url": gate.apiUrl, "auth-string": "ci:at the gate" });
      expect(passed.diagnosis).toBe("prefect-auth-wrong");
      expect(passed.said).toContain("let the gate pass Authorization on");
      const refused = await refusal({ "api-url": gate.apiUrl, "auth-string": OWN });
      expect(refused.diagnosis).toBe("basic-gate-wrong-password");
    });
  },
});
