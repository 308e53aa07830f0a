import http from "node:http";
import { readFile } from "node:fs/promises";
import { parseEnv } from "node:util";
import { expect, it } from "vitest";
import {
  describeExample,
  type ExampleContext,
  exampleFiles,
  refusal,
} from "../../support/examples/example.ts";
import { htpasswd } from "../../support/servers/gates.ts";
import {
  basic,
  createWorkPool,
  freePort,
  hasPrefect,
  type Part,
  startPrefectServer,
  NEWEST,
} from "../../support/index.ts";
import { startNginx } from "../../support/servers/programs.ts";
import { flows, makeProject, prefectYaml } from "../../support/project.ts";
import { deployStory } from "../../support/runner/story.ts";

const PASSWORD = "only the workflow knows it";
const RIGHT = { username: "ci", password: PASSWORD };
const HEADERS = { authorization: basic(`ci:${PASSWORD}`) };

/** Both ways are one example: whichever a user takes, workflow and answers are the same. */
const TITLE = "nginx, Basic, under a base path: kept or stripped";
const common = (gate: Part) => ({
  apiUrl: `${gate.url}/prefect/api`,
  values: { "${{ secrets.PREFECT_PASSWORD }}": PASSWORD },
  refused: {
    none: { inputs: { username: "unset", password: "unset" } },
    wrong: { inputs: { password: "not the password" } },
    wrongHost: { inputs: { "api-url": `http://localhost:${gate.port}/prefect/api` } },
  },
  websocket: { headers: HEADERS },
});

/** Mistakes in `api-url`, below the gate's address, and what each must be taken for and answered with. */
const MISTAKES = {
  "/prefect/api/api": ["prefect-wrong-path", "Set `api-url` to GATE/prefect/api."],
  "/prefect/api/v1": ["prefect-wrong-path", "Set `api-url` to GATE/prefect/api."],
  "/api": ["not-found", "Check the host and path in `api-url`"],
} as const;
const DISAGREE =
  "Let the gate take /prefect and no more off the path, " +
  "or let it take off nothing and start the server with PREFECT_SERVER_API_BASE_PATH=/prefect/api.";

let mismatched: Part;
let uiOrigin: string;

describeExample("base-path", {
  title: TITLE,
  linksOpen: true, // the UI's pages are open
  start: async (context) => {
    const gate = await startGate("native.conf", context);
    mismatched = await startGate("strip.conf", context, await uiOn());
    return { ...common(gate), stop: [gate.stop, mismatched.stop] };
  },
  more: (running) => {
    const origin = (): string => new URL(running().apiUrl).origin;

    it("serves the UI under the prefix, and the UI knows where the API is", async () => {
      for (const page of ["", "/", "/v2/deployments", "/deployments/deployment/any"]) {
        const files = await filesOf(`${origin()}/prefect${page}`);
        for (const file of files) expect(file).toMatch(/^\/prefect\//);
        await expectServed(files, origin());
      }
      const { file } = exampleFiles("base-path");
      const { PREFECT_UI_API_URL: apiUrl } = parseEnv(await readFile(file("server.env"), "utf8"));
      const settings = await (await fetch(`${origin()}/prefect/ui-settings`)).json();
      expect(settings).toMatchObject({
        api_url: apiUrl,
        v1_base_url: "/prefect",
        v2_base_url: "/prefect/v2",
      });
    });

    it.each(
      Object.entries({
        ...MISTAKES,
        // Asked for JSON, the server says 404 where a browser gets the UI.
        "/prefect": ["api-missing", "Append /api: set `api-url` to GATE/prefect/api."],
      }),
    )("%s in api-url is explained", async (path, [diagnosis, fix]) => {
      await expectExplained(origin(), path, diagnosis, fix);
    });

    it("a server with a base path, asked without it, and a gate that takes it off: both are explained", async () => {
      const straight = running().prefect.url;
      await expectExplained(
        straight,
        "/api",
        "prefect-wrong-path",
        "Let the gate pass the path on with /api, or put the prefix before /api in `api-url` where the server has one",
      );
      await expectExplained(mismatched.url, "/prefect/api", "prefect-wrong-path", DISAGREE);
    });

    it("has no way around the password", () => expectNoWayAround(running().apiUrl));
  },
});

describeExample("base-path", {
  way: "strip",
  title: TITLE,
  start: async (context) => {
    const port = await freePort();
    uiOrigin = `http://127.0.0.1:${port}`;
    const gate = await startGate("strip.conf", context, await uiOn(port));
    mismatched = await startGate("native.conf", context);
    return { ...common(gate), stop: [gate.stop, mismatched.stop] };
  },
  more: (running) => {
    const origin = (): string => new URL(running().apiUrl).origin;

    it("the UI works on a host of its own only, and printed links open there with ui-url", async () => {
      const files = await filesOf(uiOrigin);
      await expectServed(files, uiOrigin);
      for (const file of files) {
        expect(file).not.toMatch(/^\/prefect\//);
        expect((await fetch(origin() + file)).status).toBe(404);
      }
      await createWorkPool(running().prefect, "pool");
      await using project = await makeProject({
        "flow.py": flows("nightly"),
        "prefect.yaml": prefectYaml([{ name: "prod", entrypoint: "flow.py:nightly" }]),
      });
      const story = await deployStory({
        inputs: { "api-url": running().apiUrl, "ui-url": uiOrigin, ...RIGHT },
        workspace: project.path,
      });
      expect(story.problems).toEqual([]);
      const [link] = JSON.parse(story.outputs["deployments"] ?? "[]") as { url: string }[];
      await expectServed(await filesOf(link?.url ?? ""), uiOrigin);
    });

    it.each(
      Object.entries({
        ...MISTAKES,
        "/prefect": ["not-found", "Append /api: set `api-url` to GATE/prefect/api."],
      }),
    )("%s in api-url is explained", async (path, [diagnosis, fix]) => {
      await expectExplained(origin(), path, diagnosis, fix);
    });

    it("a gate that leaves the prefix in the path is explained", async () => {
      await expectExplained(mismatched.url, "/prefect/api", "prefect-wrong-path", DISAGREE);
    });

    it("has no way around the password", () => expectNoWayAround(running().apiUrl));
  },
});

it.runIf(hasPrefect("3.0.11"))(
  "Prefect 3.0.11 knows a base path for its UI only, which is explained",
  async () => {
    const { file } = exampleFiles("base-path");
    const env = parseEnv(await readFile(file("server.env"), "utf8")) as Record<string, string>;
    await using old = await startPrefectServer({ version: "3.0.11", env });
    await expectExplained(old.url, "/prefect/api", "prefect-ui-at-api", DISAGREE);
  },
);

/** strip.conf has a second host for the UI: here a port, since names for 127.0.0.1 are few. */
async function uiOn(port?: number): Promise<Record<string, string>> {
  const address = `127.0.0.1:${port ?? (await freePort())}`;
  return {
    "listen 8080;\n    server_name prefect-ui.example.com;": `listen ${address};\n    server_name 127.0.0.1;`,
  };
}

async function startGate(
  configuration: string,
  { prefect, home, render }: ExampleContext,
  more: Readonly<Record<string, string>> = {},
): Promise<Part> {
  const port = await freePort();
  const rendered = await render(configuration, {
    ...more,
    "listen 8080": `listen 127.0.0.1:${port}`,
    "server_name prefect.example.com": "server_name 127.0.0.1",
    "/etc/nginx/users.htpasswd": await htpasswd(home.path, { user: "ci", password: PASSWORD }),
    "prefect:4200": `127.0.0.1:${prefect.port}`,
  });
  return startNginx(rendered, { port, path: "/prefect/api/health", isReady: (status) => status === 401 });
}

/** The scripts and styles that a page of the UI asks for, by its paths; without them it stays white. */
async function filesOf(page: string): Promise<string[]> {
  const answer = await fetch(page, { headers: { accept: "text/html" } });
  expect(answer.status, page).toBe(200);
  const files = [
    ...(await answer.text()).matchAll(/<(?:script|link)\b[^>]*\b(?:src|href)="([^"]+\.(?:js|css))"/g),
  ];
  expect(files.length, page).toBeGreaterThan(1);
  return files.map(([, path = ""]) => path);
}

/** As what they are: the UI answers unknown paths with its page. */
async function expectServed(files: readonly string[], origin: string): Promise<void> {
  for (const file of files) {
    const answer = await fetch(origin + file);
    expect(answer.status, file).toBe(200);
    expect(answer.headers.get("content-type"), file).toMatch(/javascript|text\/css/);
  }
}

async function expectExplained(origin: string, path: string, diagnosis: string, fix: string): Promise<void> {
  const seen = await refusal({ "api-url": origin + path, ...RIGHT });
  expect(seen.diagnosis).toBe(diagnosis);
  expect(seen.said).toContain(fix.replace("GATE", origin));
}

/** Spellings of the API's path that a gate and a server could read in different ways. */
async function expectNoWayAround(apiUrl: string): Promise<void> {
  const { port } = new URL(apiUrl);
  expect(await ask(port, "/prefect/api/admin/version", HEADERS)).toBe(`200 "${NEWEST}"`);
  for (const path of [
    "/prefect//api",
    "/prefect/%61pi",
    "/prefect%2Fapi",
    "/prefect/x/../api",
    "/prefect/./api",
    "//prefect/api",
  ]) {
    expect(await ask(port, `${path}/admin/version`), path).not.toContain(NEWEST);
  }
}

/** Unlike fetch, leaves the path as it is. */
function ask(port: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    http
      .get({ host: "127.0.0.1", port, path, headers, agent: false }, (answer) => {
        let body = "";
        answer.setEncoding("utf8").on("data", (text: string) => (body += text));
        answer.on("end", () => {
          resolve(`${answer.statusCode ?? 0} ${body}`);
        });
      })
      .on("error", reject);
  });
}
