import { expect, it } from "vitest";
import { hashPassword, startCaddy } from "../../support/programs.ts";
import { makeAuthority } from "../../support/certificates.ts";
import { describeExample, refusal } from "../../support/example.ts";
import { basic, freePort } from "../../support/index.ts";

const PASSWORD = "only the workflow knows it";
const TOKEN = { id: "0123456789.access", secret: "the secret of the service token" };
const HEADERS = { "CF-Access-Client-Id": TOKEN.id, "CF-Access-Client-Secret": TOKEN.secret };
let ca: string;

describeExample("two-gates", {
  title: "Caddy: a service token in headers, then Basic",
  start: async ({ prefect, home, render }) => {
    const authority = await makeAuthority(home.path);
    ca = authority.cert.text;
    const { cert, key } = await authority.issue("server");
    const port = await freePort();
    const configuration = await render("Caddyfile", {
      "https://prefect.example.com:8443 {": `https://127.0.0.1:${port} {\n\tbind 127.0.0.1`,
      "/etc/caddy/server.crt": cert.file,
      "/etc/caddy/server.key": key.file,
      "prefect:4200": `127.0.0.1:${prefect.port}`,
    });
    const gate = await startCaddy(configuration, {
      port,
      tls: true,
      isReady: (status) => status === 403,
      env: {
        SERVICE_TOKEN_ID: TOKEN.id,
        SERVICE_TOKEN_SECRET: `"${TOKEN.secret}"`,
        USER_HASH: await hashPassword(PASSWORD),
      },
    });
    return {
      apiUrl: gate.apiUrl,
      values: {
        "${{ secrets.PREFECT_PASSWORD }}": PASSWORD,
        "${{ secrets.SERVICE_TOKEN_ID }}": TOKEN.id,
        "${{ secrets.SERVICE_TOKEN_SECRET }}": TOKEN.secret,
        "${{ vars.COMPANY_CA }}": ca,
      },
      env: { SSL_CERT_FILE: "" }, // what the machine trusts must not decide
      refused: {
        none: { inputs: { username: "unset", password: "unset" } },
        wrong: { inputs: { password: "not the password" } },
        wrongHost: { inputs: { "api-url": `https://localhost:${port}/api` } },
      },
      websocket: { headers: { ...HEADERS, authorization: basic(`ci:${PASSWORD}`) }, ca },
      stop: [gate.stop],
    };
  },
  more: (running) => {
    it.each([
      ["no service token", ""],
      [
        "a wrong service token",
        `CF-Access-Client-Id: ${TOKEN.id}\nCF-Access-Client-Secret: nothing of this kind`,
      ],
    ])("%s, with the right password, is refused by the outer gate", async (_what, headers) => {
      const inputs = { "api-url": running().apiUrl, username: "ci", password: PASSWORD, headers };
      const { diagnosis, said } = await refusal({ ...inputs, "ca-certificate": ca });
      expect(diagnosis).toBe("forbidden");
      expect(said).toMatch(/^403 from /);
      expect(said).not.toContain("nothing of this kind");
    });
  },
});
