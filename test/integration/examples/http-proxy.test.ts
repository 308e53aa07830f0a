import { expect, it } from "vitest";
import { hashPassword, startCaddy, startEnvoy } from "../../support/programs.ts";
import { makeAuthority } from "../../support/certificates.ts";
import { describeExample, refusal } from "../../support/example.ts";
import { basic, freePort, type Part, waitFor } from "../../support/index.ts";

const PASSWORD = "only the workflow knows it";
const API = "https://prefect.example.com/api";
let proxy: Part;
let ca: string;

/** No name server knows prefect.example.com: who gets there went through the proxy. */
describeExample("http-proxy", {
  title: "an HTTP proxy (HTTPS_PROXY) before Caddy, Basic, TLS",
  start: async ({ prefect, home, render }) => {
    const authority = await makeAuthority(home.path);
    ca = authority.cert.text;
    const { cert, key } = await authority.issue("server", { hosts: ["prefect.example.com", "127.0.0.1"] });
    const port = await freePort();
    const caddyfile = await render("Caddyfile", {
      "https://prefect.example.com:443 {": `https://prefect.example.com:${port}, https://127.0.0.1:${port} {\n\tbind 127.0.0.1`,
      "/etc/caddy/server.crt": cert.file,
      "/etc/caddy/server.key": key.file,
      "prefect:4200": `127.0.0.1:${prefect.port}`,
    });
    const gate = await startCaddy(caddyfile, {
      port,
      tls: true,
      isReady: (status) => status === 401,
      env: {
        USER_HASH: await hashPassword(PASSWORD),
      },
    });
    const proxyPort = await freePort();
    const configuration = await render("proxy.yaml", {
      "address: 0.0.0.0, port_value: 3128": `address: 127.0.0.1, port_value: ${proxyPort}`,
      "address: prefect.example.com, port_value: 443": `address: 127.0.0.1, port_value: ${port}`,
    });
    proxy = await startEnvoy(configuration, { port: proxyPort, isReady: (status) => status === 404 });
    const env = { HTTPS_PROXY: proxy.url, NO_PROXY: "localhost,127.0.0.1", SSL_CERT_FILE: "" };
    return {
      apiUrl: API,
      values: { "${{ secrets.PREFECT_PASSWORD }}": PASSWORD, "${{ vars.COMPANY_CA }}": ca },
      env,
      refused: {
        none: { inputs: { username: "unset", password: "unset" } },
        wrong: { inputs: { password: "not the password" } },
        wrongHost: { inputs: { "api-url": "https://other.example.com/api" } },
      },
      websocket: { headers: { authorization: basic(`ci:${PASSWORD}`) }, ca, proxyEnv: env },
      stop: [proxy.stop, gate.stop],
    };
  },
  more: (running) => {
    it("the way was a tunnel; another host gets none, and with NO_PROXY nothing goes through the proxy", async () => {
      const tunnel = /^CONNECT prefect\.example\.com:443 200$/m;
      await waitFor(() => tunnel.test(proxy.log()), { what: "a tunnel in the proxy's log", timeout: 10_000 });
      const stranger = await refusal({ "api-url": "https://other.example.com/api" }, running().env);
      expect(stranger.said).toMatch(
        /\(ERR_PROXY_TUNNEL\).*HTTPS_PROXY.*did not open a way to other\.example\.com/,
      );
      const inputs = { "api-url": API, username: "ci", password: PASSWORD, "ca-certificate": ca };
      // Past the connection check: there is no Prefect client on PATH.
      expect((await refusal(inputs, running().env)).said).toContain("Prefect was not found");
      const direct = await refusal(inputs, { ...running().env, NO_PROXY: "prefect.example.com" });
      expect(direct.diagnosis).toMatch(/^(dns|connection|host)-/);
    });
  },
});
