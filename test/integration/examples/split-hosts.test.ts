import { readFile, writeFile } from "node:fs/promises";
import http from "node:http";
import { join } from "node:path";
import { expect, it } from "vitest";
import { describeExample, exampleFiles, refusal, websocket } from "../../support/examples/example.ts";
import { createWorkPool, freePort, tempDir, type TempDir, NEWEST } from "../../support/index.ts";
import { AUDIENCE, type Issuer, startIssuer } from "../../support/servers/issuer.ts";
import { startEnvoy } from "../../support/servers/programs.ts";
import { flows, makeProject, prefectYaml } from "../../support/project.ts";
import { deployStory } from "../../support/runner/story.ts";

const MACHINES = "https://prefect-api.example.com";
const { file, renderTo } = exampleFiles("split-hosts");

let issuer: Issuer;
/** Of the browser host: `http://127.0.0.1:PORT`. */
let people: string;

/** `url` is the machine host. */
async function startHosts(prefectPort: number, home: TempDir, more: Readonly<Record<string, string>> = {}) {
  const [peoplePort, port] = [await freePort(), await freePort()];
  const browserHost = `http://127.0.0.1:${peoplePort}`;
  const secret = join(home.path, "client-secret");
  await writeFile(secret, issuer.client.secret);
  const key = join(home.path, "session-key");
  await writeFile(key, "0123456789abcdef0123456789abcdef");
  // TLS to the issuer, whose place one on loopback takes.
  const [tls = ""] = / {6}transport_socket:\n[\s\S]*$/.exec(await readFile(file("envoy.yaml"), "utf8")) ?? [];
  const configuration = await renderTo(home)("envoy.yaml", {
    [tls]: "",
    "address: 0.0.0.0, port_value: 8080": `address: 127.0.0.1, port_value: ${peoplePort}`,
    "address: 0.0.0.0, port_value: 8081": `address: 127.0.0.1, port_value: ${port}`,
    "address: prefect, port_value: 4200": `address: 127.0.0.1, port_value: ${prefectPort}`,
    "address: login.example.com, port_value: 443": `address: 127.0.0.1, port_value: ${issuer.port}`,
    "https://login.example.com": issuer.url,
    '"prefect.example.com", "prefect.example.com:*"': `"127.0.0.1:${peoplePort}"`,
    '"prefect-api.example.com", "prefect-api.example.com:*"': `"127.0.0.1:${port}"`,
    "redirect_uri: https://prefect.example.com": `redirect_uri: ${browserHost}`,
    // The one client that the issuer of the tests knows.
    "client_id: prefect-ui": `client_id: ${issuer.client.id}`,
    "/etc/envoy/client-secret": secret,
    "/etc/envoy/session-key": key,
    ...more,
  });
  const gate = await startEnvoy(configuration, { port, isReady: (status) => status === 401 });
  return { ...gate, browserHost };
}

describeExample("split-hosts", {
  title: "Envoy, a host for people (SSO) and one for machines (client credentials)",
  start: async ({ prefect, home }) => {
    issuer = await startIssuer();
    const stranger = await startIssuer();
    const gate = await startHosts(prefect.port, home);
    people = gate.browserHost;
    const stored = (token: string) => {
      const none = {
        "token-url": "unset",
        "client-id": "unset",
        "client-secret": "unset",
        audience: "unset",
      };
      return { inputs: { ...none, "api-key": token } };
    };
    return {
      apiUrl: gate.apiUrl,
      values: {
        "https://login.example.com/token": issuer.tokenUrl,
        "${{ secrets.CLIENT_SECRET }}": issuer.client.secret,
      },
      refused: {
        none: stored("unset"),
        wrong: stored(await stranger.token({ iss: issuer.url, aud: MACHINES })),
        expired: stored(await issuer.token({ aud: MACHINES, exp: Math.floor(Date.now() / 1000) - 3_600 })),
        // With the right credential.
        wrongHost: { inputs: { "api-url": `${people}/api` } },
      },
      websocket: { headers: { authorization: `Bearer ${await issuer.token({ aud: MACHINES })}` } },
      stop: [gate.stop, () => issuer[Symbol.asyncDispose](), () => stranger[Symbol.asyncDispose]()],
    };
  },
  more: (running) => {
    const client = () => ({
      "token-url": issuer.tokenUrl,
      "client-id": issuer.client.id,
      "client-secret": issuer.client.secret,
      audience: MACHINES,
    });

    it("the browser host says that it is one, where to look for the machine host, and what `ui-url` is then", async () => {
      const { diagnosis, said } = await refusal({ "api-url": `${people}/api`, ...client() });
      expect(diagnosis).toBe("redirect-to-login");
      expect(said).toMatch(/^302 from /);
      expect(said).toContain(`a redirect to "${issuer.url}/authorize"`);
      expect(said).toContain("This is the browser host");
      expect(said).toContain("the token did not open it");
      expect(said).toContain("Look for the machine host");
      expect(said).toContain(`\`ui-url\` to ${people};`);
      expect(said).not.toMatch(/state=|csrf/);
    });

    it.each([
      ["nothing", {}, "no credential was sent"],
      ["Basic", { "auth-string": "ci:a password" }, "the password did not open it"],
      ["a header of its own", { headers: "Authorization: Bearer of a job" }, "`headers` did not open it"],
    ])("sent %s, it answers with the same redirect, and says what was sent", async (_what, inputs, says) => {
      const { diagnosis, said } = await refusal({ "api-url": `${people}/api`, ...inputs });
      expect(diagnosis).toBe("redirect-to-login");
      expect(said).toContain(says);
    });

    it("a browser host that answers API calls with 401 in place of a redirect is diagnosed as well", async () => {
      await using home = await tempDir();
      const scopes = "auth_scopes: [openid]";
      const json = "deny_redirect_matcher: [{ name: accept, string_match: { prefix: application/json } }]";
      await using gate = await startHosts(running().prefect.port, home, {
        [scopes]: `${scopes}\n${" ".repeat(24)}${json}`,
      });
      expect((await get(`${gate.browserHost}/`)).status).toBe(302);
      const answer = await get(`${gate.browserHost}/api/admin/version`, { accept: "application/json" });
      expect(answer).toMatchObject({ status: 401, body: "OAuth flow failed." });
      expect(answer.headers).not.toHaveProperty("location");
      expect(answer.headers).not.toHaveProperty("www-authenticate");
      const { diagnosis, said } = await refusal({ "api-url": `${gate.browserHost}/api`, ...client() });
      expect(diagnosis).toBe("browser-host-401");
      expect(said).toContain('Server "envoy", body "OAuth flow failed."');
    });

    it("printed links open on the browser host: the CLI's own, and those of the output", async () => {
      const uiUrl = /ui-url: (\S+)/.exec(await readFile(file("workflow.yml"), "utf8"))?.[1] ?? "";
      expect(uiUrl).toBe("https://prefect.example.com");
      await createWorkPool(running().prefect, "pool");
      await using project = await makeProject({
        "flow.py": flows("nightly"),
        "prefect.yaml": prefectYaml([{ name: "prod", entrypoint: "flow.py:nightly" }]),
      });
      for (const transaction of ["true", "false"]) {
        const story = await deployStory({
          inputs: { "api-url": running().apiUrl, "ui-url": uiUrl, ...client(), transaction },
          workspace: project.path,
        });
        expect(story.error).toBeUndefined();
        const [{ id, url } = { id: "", url: "" }] = JSON.parse(story.outputs["deployments"] ?? "[]") as {
          id: string;
          url: string;
        }[];
        expect(url).toBe(`${uiUrl}/deployments/deployment/${id}`);
        expect(story.summary).toContain(url);
        // The CLI's own link leads somewhere only where it has written.
        expect(/View Deployment in UI: (\S+)/.exec(story.log)?.[1]).toBe(
          transaction === "true" ? undefined : url,
        );
        expect(story.log).not.toContain(`${running().apiUrl.replace(/\/api$/, "")}/deployments`);
      }
    });

    it("a person is led to the login, comes back with a session, and has UI, API and websockets", async () => {
      const jar = new Map<string, string>();
      const visit = async (url: string, headers: Readonly<Record<string, string>> = {}) => {
        const answer = await get(url, { ...headers, cookie: cookies(jar) });
        for (const line of answer.headers["set-cookie"] ?? []) keep(jar, line);
        return answer;
      };
      const start = await visit(`${people}/deployments`, { accept: "text/html" });
      expect(start.status).toBe(302);
      const login = new URL(start.headers.location ?? "");
      expect(login.origin + login.pathname).toBe(`${issuer.url}/authorize`);
      expect(Object.fromEntries(login.searchParams)).toMatchObject({
        client_id: issuer.client.id,
        response_type: "code",
        redirect_uri: `${people}/oauth2/callback`,
        code_challenge_method: "S256",
      });

      const signedIn = await get(login.href);
      const back = await visit(signedIn.headers.location ?? "");
      expect(back.headers.location).toBe(`${people}/deployments`);

      const ui = await visit(`${people}/deployments`, { accept: "text/html" });
      expect(ui.status).toBe(200);
      expect(ui.body).toContain("<title>Prefect Server</title>");
      const settings = await visit(`${people}/ui-settings`);
      expect(JSON.parse(settings.body)).toMatchObject({ api_url: "https://prefect.example.com/api" });
      expect((await visit(`${people}/api/admin/version`)).body).toBe(`"${NEWEST}"`);

      const session = { headers: { cookie: cookies(jar) } };
      expect(await websocket(`${people}/api/events/out`, session)).toBe(101);
      expect(await websocket(`${people}/api/events/out`, { headers: {} })).toBe(302);
      // A session is nothing to the machine host.
      expect((await get(`${running().apiUrl}/admin/version`, session.headers)).status).toBe(401);
    });

    it("comes back to https where the TLS in front says so", async () => {
      const { headers } = await get(`${people}/flows`, { "x-forwarded-proto": "https" });
      const state = new URL(headers.location ?? "").searchParams.get("state") ?? "";
      const { url } = JSON.parse(Buffer.from(state, "base64url").toString()) as { url: string };
      expect(url).toBe(`${people.replace("http:", "https:")}/flows`);
    });

    it("the machine host serves /api and nothing else", async () => {
      const headers = { authorization: `Bearer ${await issuer.token({ aud: MACHINES })}` };
      const host = running().apiUrl.replace(/\/api$/, "");
      const status = async (path: string) => (await get(host + path, headers)).status;
      expect(await status("/api/admin/version")).toBe(200);
      for (const path of ["/", "/ui-settings", "/docs", "/apix", "/api/../ui-settings"]) {
        expect(await status(path), path).toBe(404);
      }
      expect((await refusal({ "api-url": host, ...client() })).diagnosis).toBe("not-found");
    });

    it("a token made for the browser host does not open the machine host", async () => {
      const token = await issuer.token({ aud: AUDIENCE });
      const { diagnosis } = await refusal({ "api-url": running().apiUrl, "api-key": token });
      expect(diagnosis).toBe("jwt-audience");
    });
  },
});

interface Visited {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** As a browser that follows no redirect. The path is sent as it is. */
function get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Visited> {
  const { origin } = new URL(url);
  return new Promise((resolve, reject) => {
    http
      .get(origin, { path: url.slice(origin.length), headers, agent: false }, (answer) => {
        let body = "";
        answer.setEncoding("utf8").on("data", (text: string) => (body += text));
        answer.on("end", () => {
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body });
        });
        answer.on("error", reject);
      })
      .on("error", reject);
  });
}

function keep(jar: Map<string, string>, line: string): void {
  const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (value === "deleted") jar.delete(name);
  else jar.set(name, value);
}

function cookies(jar: Map<string, string>): string {
  return [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
}
