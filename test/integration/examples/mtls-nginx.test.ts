import { expect, it } from "vitest";
import { type Authority, type Certificate, makeAuthority } from "../../support/servers/certificates.ts";
import { describeExample, refusal } from "../../support/examples/example.ts";
import { createWorkPool, freePort } from "../../support/index.ts";
import { startNginx } from "../../support/servers/programs.ts";
import { flows, makeProject, prefectYaml } from "../../support/project.ts";
import { shownUnmasked } from "../../support/runner/runner-model.ts";
import { deployStory, type Story } from "../../support/runner/story.ts";

let clients: Authority;
let own: Certificate;
let servers: Authority;

const shown = ({ cert, key }: Certificate) => ({
  "client-certificate": cert.text,
  "client-key": key.text,
});

describeExample("mtls-nginx", {
  title: "nginx, client certificates (mTLS)",
  start: async ({ prefect, home, render }) => {
    servers = await makeAuthority(home.path);
    clients = await makeAuthority(home.path, "Clients CA");
    const stranger = await makeAuthority(home.path, "Stranger CA");
    own = await clients.issue("prefect-ci", { use: "client" });
    const strangers = await stranger.issue("prefect-ci", { use: "client" });
    const { cert, key } = await servers.issue("server");
    const port = await freePort();
    const configuration = await render("nginx.conf", {
      "listen 443": `listen 127.0.0.1:${port}`,
      "server_name prefect.example.com": "server_name 127.0.0.1",
      "/etc/nginx/tls/server.crt": cert.file,
      "/etc/nginx/tls/server.key": key.file,
      "/etc/nginx/tls/clients-ca.crt": clients.cert.file,
      "prefect:4200": `127.0.0.1:${prefect.port}`,
    });
    const gate = await startNginx(configuration, { port, tls: true, isReady: (status) => status === 400 });
    return {
      apiUrl: gate.apiUrl,
      values: {
        "${{ vars.COMPANY_CA }}": servers.cert.text,
        "${{ vars.CLIENT_CERTIFICATE }}": own.cert.text,
        "${{ secrets.CLIENT_KEY }}": own.key.text,
      },
      env: { SSL_CERT_FILE: "" }, // what the machine trusts must not decide
      refused: {
        none: { inputs: { "client-certificate": "unset", "client-key": "unset" } },
        wrong: { inputs: shown(strangers) },
        wrongHost: { inputs: { "api-url": `https://localhost:${port}/api` } },
      },
      websocket: { ca: servers.cert.text, cert: own.cert.text, key: own.key.text },
      stop: [gate.stop],
    };
  },
  more: (running) => {
    const base = () => ({ "api-url": running().apiUrl, "ca-certificate": servers.cert.text });

    it.each([
      ["another name", "somebody-else"],
      ["a name that holds the right one", "x\\,CN=prefect-ci"],
    ])("a certificate of the right authority for %s is refused: 403", async (_what, name) => {
      const other = await clients.issue(name, { use: "client" });
      const { diagnosis, said } = await refusal({ ...base(), ...shown(other) }, running().env);
      expect(diagnosis).toBe("forbidden-nothing-sent");
      expect(said).toContain("Check `client-certificate`, and set");
    });

    it.each([
      [
        "a certificate without its key",
        () => ({ "client-certificate": own.cert.text }),
        "without `client-key`",
      ],
      [
        "a key of another certificate",
        () => ({ "client-certificate": servers.cert.text, "client-key": own.key.text }),
        "does not belong to the first certificate",
      ],
    ])("%s is an error before anything is sent", async (_what, inputs, words) => {
      const { said } = await refusal({ ...base(), ...inputs() }, running().env);
      expect(said).toContain(words);
    });

    it("links and the settings file name the server, never the gateway, which is gone afterwards", async () => {
      const { prefect, apiUrl, env } = running();
      await createWorkPool(prefect, "pool");
      await using project = await makeProject({
        "flow.py": flows("nightly"),
        "prefect.yaml": prefectYaml([{ name: "prod", entrypoint: "flow.py:nightly" }]),
        "certs/client.pem": own.cert.text,
        "certs/client.key": own.key.text,
      });
      const origin = new URL(apiUrl).origin;
      for (const transaction of ["true", "false"]) {
        const story: Story = await deployStory({
          inputs: {
            ...base(),
            "client-certificate": "certs/client.pem",
            "client-key": "certs/client.key",
            transaction,
          },
          workspace: project.path,
          // A proxy that is not there: loopback must not go through it.
          env: { ...env, HTTP_PROXY: "http://127.0.0.1:9", NO_PROXY: "" },
        });
        expect(story.error).toBeUndefined();
        expect(story.results).toHaveLength(1);
        const link = `${origin}/deployments/deployment/${story.report.results[0]?.id ?? ""}`;
        expect(story.report.results[0]?.url).toBe(link);
        // The CLI's own link leads somewhere only where it has written.
        expect(/View Deployment in UI: (\S+)/.exec(story.log)?.[1]).toBe(
          transaction === "true" ? undefined : link,
        );
        expect(story.log).not.toMatch(/http:\/\/127\.0\.0\.1:\d+\/\S*\/api/);
        expect(story.log).toMatch(/Client certificate: "CN=prefect-ci", valid until \d{4}-/);
        expect(shownUnmasked(story.log)).not.toContain(own.key.text.split("\n")[1]);
      }
    });
  },
});
