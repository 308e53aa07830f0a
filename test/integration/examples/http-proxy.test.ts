import dns from "node:dns";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { hashPassword, startCaddy, startEnvoy } from "../../support/servers/programs.ts";
import { makeAuthority } from "../../support/servers/certificates.ts";
import { describeExample, refusal } from "../../support/examples/example.ts";
import { basic, createWorkPool, freePort, type Part, tempDir, waitFor } from "../../support/index.ts";
import { flows, makeProject, prefectYaml } from "../../support/project.ts";
import { deployed, deployStory, type Story } from "../../support/runner/story.ts";

const PASSWORD = "only the workflow knows it";
const API = "https://prefect.example.com/api";
let proxy: Part;
let gate: Part;
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
    gate = await startCaddy(caddyfile, {
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

    /** Nothing listens there: who gets to the gate went past it. */
    const deadProxy = async () => `http://127.0.0.1:${await freePort()}`;
    /** Here a name server knows it, so that it can be reached without the proxy too. */
    const atGate = () => ({
      "api-url": `https://prefect.example.com:${gate.port}/api`,
      username: "ci",
      password: PASSWORD,
      "ca-certificate": ca,
    });

    it("NO_PROXY keeps the check and the CLI off the proxy, in either case: deployed", async () => {
      const dead = await deadProxy();
      for (const env of [
        { HTTPS_PROXY: dead, NO_PROXY: "elsewhere.example.com,prefect.example.com" },
        // The client's HTTP library ends at addresses like these.
        { https_proxy: dead.slice("http://".length), no_proxy: ".example.com [::1], fd00::/8" },
      ]) {
        await running().prefect.reset();
        const story = await run(atGate(), { SSL_CERT_FILE: "", ...env });
        expect(story.error).toBeUndefined();
        expect(story.results).toEqual(["created nightly/prod"]);
        expect(await deployed(running().prefect)).toEqual(["nightly/prod"]);
      }
    });

    const notNamed = async (): Promise<Story> => {
      await running().prefect.reset();
      const env = { SSL_CERT_FILE: "", HTTPS_PROXY: await deadProxy(), NO_PROXY: "elsewhere.example.com" };
      return await run(atGate(), env);
    };

    it("with a NO_PROXY that does not name the host, a dead proxy stops the check: nothing deployed", async () => {
      const story = await notNamed();
      expect(story.diagnosis).toBe("proxy-unreachable");
      expect(story.problems).toHaveLength(1);
      expect(await deployed(running().prefect)).toEqual([]);
    });

    // Node says ECONNREFUSED for the proxy as for the host.
    it("and the message names the proxy", async () => {
      const { problems } = await notNamed();
      expect(problems.map(({ what, fix }) => `${what} ${fix}`).join()).toContain("HTTPS_PROXY");
    });

    it("loopback is reached without it, whatever NO_PROXY says", async () => {
      await running().prefect.reset();
      const env = { SSL_CERT_FILE: "", HTTPS_PROXY: await deadProxy(), NO_PROXY: "elsewhere.example.com" };
      const story = await run({ ...atGate(), "api-url": gate.apiUrl }, env);
      expect(story.error).toBeUndefined();
      expect(story.results).toEqual(["created nightly/prod"]);
    });

    it("a plain http:// address goes through HTTP_PROXY, for the check and for the CLI", async () => {
      await using plain = await startPlainProxy(running().prefect.port);
      await running().prefect.reset();
      const env = { HTTP_PROXY: plain.url.slice("http://".length), NO_PROXY: "localhost" };
      const inputs = { "api-url": "http://prefect.example.com/api" };
      const seen = async (line: RegExp): Promise<void> => {
        await waitFor(() => line.test(plain.log()), {
          what: `${String(line)} in the proxy's log`,
          timeout: 10_000,
        });
      };
      const story = await run(inputs, env);
      expect(story.error).toBeUndefined();
      expect(story.results).toEqual(["created nightly/prod"]);
      const api = String.raw`http:\/\/prefect\.example\.com\/api`;
      await seen(new RegExp(`^GET ${api}\\/admin\\/version 200 prefect-self-hosted-deploy$`, "m"));
      // What Prefect's client reads, and what this step writes of what the client held.
      await seen(new RegExp(`^(GET|POST) ${api}\\/\\S+ 200 prefect\\/3\\.\\d+\\.\\d+ `, "m"));
      await seen(new RegExp(`^POST ${api}\\/deployments\\/ 201 prefect-self-hosted-deploy$`, "m"));

      await running().prefect.reset();
      const straight = await run({ ...inputs, transaction: "false" }, env);
      expect(straight.results).toEqual(["created nightly/prod"]);
      await seen(new RegExp(`^POST ${api}\\/deployments\\/ 201 prefect\\/3\\.\\d+\\.\\d+ `, "m"));
    });

    async function run(
      inputs: Readonly<Record<string, string>>,
      env: Readonly<Record<string, string>>,
    ): Promise<Story> {
      await createWorkPool(running().prefect, "pool");
      await using project = await makeProject({
        "flow.py": flows("nightly"),
        "prefect.yaml": prefectYaml([{ name: "prod", entrypoint: "flow.py:nightly" }]),
      });
      const names = knownHost();
      try {
        return await deployStory({ inputs: { retries: "0", ...inputs }, env, workspace: project.path });
      } finally {
        names.mockRestore();
      }
    }
  },
});

/** Until it is restored, prefect.example.com is this machine. */
function knownHost() {
  const lookup = dns.lookup;
  return vi.spyOn(dns, "lookup").mockImplementation((host: string, ...rest: unknown[]) => {
    Reflect.apply(lookup, dns, [host === "prefect.example.com" ? "127.0.0.1" : host, ...rest]);
  });
}

/** A proxy for plain HTTP: no tunnel, but requests with the whole URL. For prefect.example.com only. */
async function startPlainProxy(prefectPort: number): Promise<Part> {
  const home = await tempDir();
  const port = await freePort();
  const configuration = join(home.path, "plain-proxy.yaml");
  const type = "type.googleapis.com/envoy.extensions";
  await writeFile(
    configuration,
    `static_resources:
  listeners:
    - address: { socket_address: { address: 127.0.0.1, port_value: ${port} } }
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": ${type}.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: proxy
                access_log:
                  - name: envoy.access_loggers.stdout
                    typed_config:
                      "@type": ${type}.access_loggers.stream.v3.StdoutAccessLog
                      log_format:
                        text_format_source:
                          inline_string: "%REQ(:METHOD)% %REQ(:SCHEME)%://%REQ(:AUTHORITY)%%REQ(:PATH)% %RESPONSE_CODE% %REQ(USER-AGENT)%\\n"
                route_config:
                  virtual_hosts:
                    - name: prefect
                      domains: ["prefect.example.com"]
                      routes: [{ match: { prefix: / }, route: { cluster: prefect } }]
                http_filters:
                  - name: envoy.filters.http.router
                    typed_config: { "@type": ${type}.filters.http.router.v3.Router }
  clusters:
    - name: prefect
      load_assignment:
        cluster_name: prefect
        endpoints:
          - lb_endpoints:
              - endpoint:
                  address: { socket_address: { address: 127.0.0.1, port_value: ${prefectPort} } }
`,
  );
  return startEnvoy(configuration, { port, home, isReady: (status) => status === 404 });
}
