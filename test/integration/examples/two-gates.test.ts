import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { hashPassword, startCaddy } from "../../support/servers/programs.ts";
import { type Authority, makeAuthority } from "../../support/servers/certificates.ts";
import {
  describeExample,
  type ExampleContext,
  exampleFiles,
  refusal,
  websocket,
} from "../../support/examples/example.ts";
import { basic, createWorkPool, freePort, type Part, tempDir } from "../../support/index.ts";
import { startIssuer } from "../../support/servers/issuer.ts";
import { startTokenService } from "../../support/servers/jwt-gates.ts";
import { makeProject } from "../../support/project.ts";
import { shownUnmasked } from "../../support/runner/runner-model.ts";
import { deployStory } from "../../support/runner/story.ts";

const PASSWORD = "only the workflow knows it";
const TOKEN = { id: "0123456789.access", secret: "the secret of the service token" };
const HEADERS = { "CF-Access-Client-Id": TOKEN.id, "CF-Access-Client-Secret": TOKEN.secret };
let ca: string;

/** Caddy with either of the example's two files. */
async function startOuterGate(
  { authority, render }: { authority: Authority; render: ExampleContext["render"] },
  name: "Caddyfile" | "Caddyfile.bearer",
  { upstream, env = {} }: { upstream: Readonly<Record<string, string>>; env?: Record<string, string> },
): Promise<Part> {
  const { cert, key } = await authority.issue("server");
  const port = await freePort();
  const configuration = await render(name, {
    "https://prefect.example.com:8443 {": `https://127.0.0.1:${port} {\n\tbind 127.0.0.1`,
    "/etc/caddy/server.crt": cert.file,
    "/etc/caddy/server.key": key.file,
    ...upstream,
  });
  return startCaddy(configuration, {
    port,
    tls: true,
    isReady: (status) => status === 403,
    env: { SERVICE_TOKEN_ID: TOKEN.id, SERVICE_TOKEN_SECRET: `"${TOKEN.secret}"`, ...env },
  });
}

describeExample("two-gates", {
  title: "Caddy: a service token in headers, then Basic",
  start: async ({ prefect, home, render }) => {
    const authority = await makeAuthority(home.path);
    ca = authority.cert.text;
    const gate = await startOuterGate({ authority, render }, "Caddyfile", {
      upstream: { "prefect:4200": `127.0.0.1:${prefect.port}` },
      env: { USER_HASH: await hashPassword(PASSWORD) },
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
        wrongHost: { inputs: { "api-url": `https://localhost:${gate.port}/api` } },
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

    it("with a token in place of the password, the job deploys by workflow-bearer.yml, and websockets open", async () => {
      const { prefect } = running();
      const { file, renderTo } = exampleFiles("two-gates");
      await using home = await tempDir();
      const render = renderTo(home);
      await using issuer = await startIssuer();
      await using inner = await startTokenService(
        {
          file,
          render: (path, values) =>
            render(path, {
              ...values,
              "address: prefect, port_value: 4200": `address: 127.0.0.1, port_value: ${prefect.port}`,
            }),
        },
        issuer,
      );
      const authority = await makeAuthority(home.path);
      await using outer = await startOuterGate({ authority, render }, "Caddyfile.bearer", {
        upstream: { "envoy:9000": `127.0.0.1:${inner.port}` },
      });
      const token = await issuer.token();
      const secrets: Readonly<Record<string, string>> = {
        "${{ secrets.PREFECT_TOKEN }}": token,
        "${{ secrets.SERVICE_TOKEN_ID }}": TOKEN.id,
        "${{ secrets.SERVICE_TOKEN_SECRET }}": TOKEN.secret,
        "${{ vars.COMPANY_CA }}": authority.cert.text,
        "https://prefect.example.com:8443/api": outer.apiUrl,
      };
      const workflow = parse(await readFile(file("workflow-bearer.yml"), "utf8")) as {
        jobs: { deploy: { steps: { with?: Record<string, string> }[] } };
      };
      const inputs = Object.fromEntries(
        Object.entries(workflow.jobs.deploy.steps.at(-1)?.with ?? {}).map(([name, value]) => [
          name,
          value.replaceAll(/\$\{\{.*?\}\}|^https:.*$/gm, (expression) => secrets[expression] ?? expression),
        ]),
      );
      expect(Object.keys(inputs)).toEqual(["api-url", "ca-certificate", "api-key", "headers"]);
      const env = { SSL_CERT_FILE: "" };

      await createWorkPool(prefect, "default-pool");
      await using project = await makeProject({
        "prefect.yaml": await readFile(file("prefect.yaml"), "utf8"),
        "flows/hello.py": await readFile(file("flows/hello.py"), "utf8"),
      });
      const story = await deployStory({ inputs, env, workspace: project.path });
      expect(story.error).toBeUndefined();
      expect(story.results).toEqual(["created hello/hello"]);
      const shown = shownUnmasked(story.log) + story.summary;
      for (const secret of [token, TOKEN.id, TOKEN.secret]) expect(shown).not.toContain(secret);

      const asked = async (change: Readonly<Record<string, string>>) =>
        (await refusal({ ...inputs, ...change }, env)).diagnosis;
      expect(await asked({ "api-key": "unset" })).toBe("bearer-gate-nothing-sent");
      expect(await asked({ "api-key": await issuer.expiredToken() })).toBe("jwt-expired");
      expect(await asked({ "api-key": "unset", "auth-string": `ci:${PASSWORD}` })).toBe(
        "bearer-gate-basic-sent",
      );
      expect(await asked({ headers: "" })).toBe("forbidden");

      const authorization = `Bearer ${token}`;
      const opened = (headers: Readonly<Record<string, string>>) =>
        websocket(`${outer.apiUrl}/events/in`, { headers, ca: authority.cert.text });
      expect(await opened({ ...HEADERS, authorization })).toBe(101);
      expect(await opened(HEADERS)).toBe(401);
      expect(await opened({ authorization })).toBe(403);
    });
  },
});
