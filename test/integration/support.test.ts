import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { askJson } from "../support/ask.ts";
import { describePrefect, usePrefectServer } from "../support/hooks.ts";
import {
  basic,
  createWorkPool,
  freePort,
  isListening,
  type Part,
  ROOT,
  startCaddyBasic,
  startNginxBasic,
  startNginxTlsRedirect,
  startPrefectServer,
  startTraefikBasic,
  tempDir,
  waitFor,
  NEWEST,
} from "../support/index.ts";
import { startTinyApi } from "../support/servers/tiny-api.ts";

const USER = "ci";
const PASSWORD = "pä ss:wörd";

const BASIC_GATES = [
  ["Traefik", startTraefikBasic],
  ["nginx", startNginxBasic],
  ["Caddy", startCaddyBasic],
] as const;

describePrefect("a Prefect server", (version) => {
  it("starts empty, answers as its version, is as new after a reset, and is gone after stop", async () => {
    const server = await startPrefectServer({ version });
    expect(await server.request("GET", "/admin/version")).toBe(version);
    expect(await server.request("POST", "/deployments/filter", {})).toEqual([]);

    await createWorkPool(server, "default-pool");
    await createWorkPool(server, "default-pool");
    const flow = (await server.request("POST", "/flows/", { name: "a-flow" })) as { id: string };
    await server.request("POST", "/deployments/", { name: "a", flow_id: flow.id });
    await server.reset();
    for (const collection of ["deployments", "flows", "work_pools"]) {
      expect(await server.request("POST", `/${collection}/filter`, {}), collection).toEqual([]);
    }

    await server.stop();
    await server.stop();
    await expectGone(server);
  });
});

describe("a request of a test", () => {
  it("never goes over a connection that the server may have closed meanwhile", async () => {
    await using api = await startTinyApi((_asked, answer) => answer.end("{}"));
    for (let time = 0; time < 3; time += 1) await askJson(api.target.apiUrl, "POST", "/flows/filter", {});
    expect(api.asked.map(({ connection }) => connection)).toEqual([1, 2, 3]);
  });
});

describe("a Prefect server with its own auth string", () => {
  it("refuses a request without it", async () => {
    await using server = await startPrefectServer({ env: { PREFECT_SERVER_API_AUTH_STRING: "ci:own" } });
    expect(await server.request("GET", "/admin/version")).toBe(NEWEST);
    const answer = await fetch(`${server.apiUrl}/admin/version`);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({ exception_message: "Unauthorized" });
  });
});

describe("a Basic gate", () => {
  const prefect = usePrefectServer();

  it.each(BASIC_GATES)(
    "%s lets only the right password to the API, leaves the UI open, and is gone after stop",
    async (_name, start) => {
      const gate = await start({ upstream: prefect().url, user: USER, password: PASSWORD });

      const without = await get(`${gate.apiUrl}/admin/version`);
      expect(without).toMatchObject({ status: 401 });
      expect(without.headers["www-authenticate"]).toMatch(/^Basic /);
      expect(await get(`${gate.apiUrl}/admin/version`, `${USER}:wrong`)).toMatchObject({ status: 401 });
      expect(await get(`${gate.apiUrl}/admin/version`, `${USER}:${PASSWORD}`)).toMatchObject({
        status: 200,
        body: `"${NEWEST}"`,
      });
      const page = await get(`${gate.url}/`);
      expect(page.status).toBe(200);
      expect(page.headers["content-type"]).toContain("text/html");

      await gate.stop();
      await expectGone(gate);
    },
  );

  it.each(BASIC_GATES)(
    "%s starts on a port taken earlier, and answers 502 while Prefect is down",
    async (_name, start) => {
      const [port, nobody] = [await freePort(), await freePort()];
      await using gate = await start({
        upstream: `http://127.0.0.1:${nobody}`,
        user: USER,
        password: PASSWORD,
        port,
      });
      expect(gate.port).toBe(port);
      expect(await get(`${gate.apiUrl}/admin/version`, `${USER}:${PASSWORD}`)).toMatchObject({ status: 502 });
    },
  );

  it("as the Traefik example sets it up cannot be gone round by another spelling of the path", async () => {
    await using gate = await startTraefikBasic({ upstream: prefect().url, user: USER, password: PASSWORD });
    for (const path of ["//api/", "/%61pi/", "/ui/../api/", "/./api/", "/ui/..%2fapi/", "/api%2f", "/API/"]) {
      const { status, body } = await get(`${gate.url}${path}admin/version`);
      expect(`${path} ${status} ${body}`).not.toContain(NEWEST);
    }
  });

  it("as the Traefik example sets it up answers for its own host name only", async () => {
    await using gate = await startTraefikBasic({ upstream: prefect().url, user: USER, password: PASSWORD });
    const answer = await get(`${gate.apiUrl}/admin/version`, `${USER}:${PASSWORD}`, {
      host: "other.example.com",
    });
    expect(answer).toMatchObject({ status: 404, body: "404 page not found\n" });
  });
});

describe("nginx that redirects to https", () => {
  it.each([301, 308] as const)("answers %i with the same path", async (status) => {
    await using gate = await startNginxTlsRedirect({ status, httpsPort: 8443 });
    const answer = await get(`${gate.apiUrl}/admin/version`);
    expect(answer.status).toBe(status);
    expect(answer.headers.location).toBe("https://127.0.0.1:8443/api/admin/version");
  });
});

describe("what a test started", () => {
  it("is gone even if the test process is killed", async () => {
    const port = await freePort();
    const program = `
      const { startTraefikBasic, tempDir } = await import("./test/support/index.ts");
      const folder = await tempDir();
      await startTraefikBasic({ upstream: "http://127.0.0.1:9", user: "u", password: "p", port: ${port} });
      console.log(folder.path);
      setInterval(() => {}, 1000);`;
    const test: ChildProcess = spawn(process.execPath, ["--input-type=module", "--eval", program], {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let printed = "";
    let complaint = "";
    test.stdout?.on("data", (text: Buffer) => (printed += text.toString()));
    test.stderr?.on("data", (text: Buffer) => (complaint += text.toString()));
    await waitFor(() => printed.endsWith("\n") || complaint !== "", {
      what: "Traefik has started",
      timeout: 90_000,
    }).catch((error: unknown) => {
      throw new Error(`The test that was started printed: ${complaint}`, { cause: error });
    });
    expect(complaint).toBe("");
    const folder = printed.trim();
    expect(await isListening(port)).toBe(true);
    expect(existsSync(folder)).toBe(true);

    test.kill("SIGKILL");
    await waitFor(async () => !(await isListening(port)), { what: "Traefik is gone" });
    await waitFor(() => !existsSync(folder), { what: "the folder is gone" });
  });

  it("that ends at once is reported with what it printed", async () => {
    const port = await freePort();
    await using gate = await startNginxTlsRedirect({ port });
    await expect(startNginxTlsRedirect({ port: gate.port })).rejects.toThrow("something listens on port");
    await expect(
      startPrefectServer({ env: { PREFECT_API_DATABASE_CONNECTION_URL: "nonsense" } }),
    ).rejects.toThrow(/Prefect 3\.\d+\.\d+ did not start:[^]*Could not parse SQLAlchemy URL/);
  });

  it("puts its files into a folder that can be removed", async () => {
    const folder = await tempDir();
    expect(existsSync(join(folder.path, "."))).toBe(true);
    await folder.remove();
    expect(existsSync(folder.path)).toBe(false);
  });
});

async function expectGone(part: Part): Promise<void> {
  expect(await isListening(part.port)).toBe(false);
  if (process.platform === "win32") return;
  // Signal 0 to a group: an error as soon as no process is left in it.
  await waitFor(
    () => {
      try {
        process.kill(-part.pid, 0);
        return false;
      } catch {
        return true;
      }
    },
    { what: "no process is left" },
  );
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Sends the path as it is written; `fetch` and `URL` would tidy it first. */
function get(
  url: string,
  userAndPassword?: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const [, host = "", port = "", path = "/"] = /^http:\/\/([^:/]+):(\d+)(\/.*)?$/.exec(url) ?? [];
  const authorization = userAndPassword === undefined ? {} : { authorization: basic(userAndPassword) };
  return new Promise((resolve, reject) => {
    request({ host, port, path, headers: { ...authorization, ...headers } }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => (body += text));
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
    })
      .on("error", reject)
      .end();
  });
}
