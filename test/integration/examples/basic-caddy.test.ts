import https from "node:https";
import { expect, it } from "vitest";
import { hashPassword, startCaddy } from "../../support/servers/programs.ts";
import { type Authority, makeAuthority } from "../../support/servers/certificates.ts";
import { describeExample, refusal } from "../../support/examples/example.ts";
import { basic, freePort, NEWEST } from "../../support/index.ts";

const PASSWORD = "only the workflow knows it";
const HEADERS = { authorization: basic(`ci:${PASSWORD}`) };
let ca: Authority;
let other: Authority;
let certificate: string;

describeExample("basic-caddy", {
  title: "Caddy, Basic, TLS with a private authority",
  start: async ({ prefect, home, render }) => {
    ca = await makeAuthority(home.path);
    other = await makeAuthority(home.path, "Another CA");
    const { cert, key } = await ca.issue("server");
    certificate = cert.text;
    const port = await freePort();
    const configuration = await render("Caddyfile", {
      "https://prefect.example.com:443 {": `https://127.0.0.1:${port} {\n\tbind 127.0.0.1`,
      "/etc/caddy/server.crt": cert.file,
      "/etc/caddy/server.key": key.file,
      "prefect:4200": `127.0.0.1:${prefect.port}`,
    });
    const gate = await startCaddy(configuration, {
      port,
      tls: true,
      isReady: (status) => status === 401,
      env: { USER_HASH: await hashPassword(PASSWORD) },
    });
    return {
      apiUrl: gate.apiUrl,
      values: { "${{ secrets.PREFECT_PASSWORD }}": PASSWORD, "${{ vars.COMPANY_CA }}": ca.cert.text },
      env: { SSL_CERT_FILE: "" }, // what the machine trusts must not decide
      refused: {
        none: { inputs: { username: "unset", password: "unset" } },
        wrong: { inputs: { password: "not the password" } },
        wrongHost: { inputs: { "api-url": `https://localhost:${port}/api` } },
      },
      websocket: { headers: HEADERS, ca: ca.cert.text },
      stop: [gate.stop],
    };
  },
  more: (running) => {
    const origin = (): string => new URL(running().apiUrl).origin;
    const ask = async (inputs: Readonly<Record<string, string>>) =>
      refusal({ "api-url": running().apiUrl, username: "ci", password: PASSWORD, ...inputs }, running().env);

    it("only its authority's certificate is enough: not none, not another's, not the server's own", async () => {
      // Past the connection check: there is no Prefect client on PATH.
      expect((await ask({ "ca-certificate": ca.cert.text })).said).toContain("Prefect was not found");
      for (const given of [{}, { "ca-certificate": other.cert.text }, { "ca-certificate": certificate }]) {
        const { diagnosis, said } = await ask(given);
        expect(diagnosis).toBe("tls-issuer-unknown");
        expect(said).toContain("`ca-certificate`");
      }
    });

    it("the UI is open, and no spelling of /api gets around the password", async () => {
      expect(await get(`${origin()}/`)).toMatch(/^200 .*Prefect Server/s);
      expect(await get(`${origin()}/api/admin/version`, HEADERS)).toBe(`200 "${NEWEST}"`);
      for (const path of ["/api", "//api", "/%61pi", "/x/../api", "/./api", "/API", "/api%2F"]) {
        expect(await get(origin(), {}, `${path}/admin/version`), path).not.toContain(NEWEST);
      }
    });
  },
});

/** Unlike fetch, leaves `path` as it is. */
function get(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  path = new URL(url).pathname,
): Promise<string> {
  const { hostname: host, port } = new URL(url);
  return new Promise((resolve, reject) => {
    https
      .get({ host, port, path, headers, ca: ca.cert.text, agent: false }, (answer) => {
        let body = "";
        answer.setEncoding("utf8").on("data", (text: string) => (body += text));
        answer.on("end", () => {
          resolve(`${answer.statusCode ?? 0} ${body}`);
        });
      })
      .on("error", reject);
  });
}
