import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { leaks } from "../e2e/leaks.ts";
import { describePrefect, usePrefectServer } from "../support/hooks.ts";
import {
  createWorkPool,
  freePort,
  type Part,
  startCaddyBasic,
  startNginxBasic,
  startNginxTlsRedirect,
  startPrefectServer,
  startTraefikBasic,
  NEWEST,
} from "../support/index.ts";
import { flows, makeProject, prefectYaml, type Project } from "../support/project.ts";
import { type Relay, startRelay } from "../support/servers/relay.ts";
import { shownUnmasked } from "../support/runner/runner-model.ts";
import { deployed, deployStory, type Story } from "../support/runner/story.ts";

const USER = "ci";
const PASSWORD = "pä ss:wörd";
const RIGHT = { username: USER, password: PASSWORD };
const WRONG = { username: USER, password: "not the password" };
const BEARER = { "api-key": "a-token-of-no-gate" };

const GATES = [
  ["Traefik", startTraefikBasic],
  ["nginx", startNginxBasic],
  ["Caddy", startCaddyBasic],
] as const;

let project: Project;
beforeAll(async () => {
  project = await makeProject({
    "flow.py": flows("nightly"),
    "prefect.yaml": prefectYaml([{ name: "prod", entrypoint: "flow.py:nightly" }]),
  });
});
afterAll(async () => {
  await project[Symbol.asyncDispose]();
});

type Inputs = Readonly<Record<string, string>>;

const deploy = (apiUrl: string, inputs: Inputs = {}, onLine?: (line: string) => void): Promise<Story> =>
  deployStory({
    inputs: { "api-url": apiUrl, retries: "0", ...inputs },
    workspace: project.path,
    ...(onLine ? { onLine } : {}),
  });

/** No Prefect on PATH: what the server's answer decides is decided before any client is looked for. */
const refused = (apiUrl: string, inputs: Inputs = {}): Promise<Story> =>
  deployStory({
    inputs: { "api-url": apiUrl, retries: "0", ...inputs },
    workspace: project.path,
    client: "none",
  });

/** The one sentence that the user gets, and that it is the only one. */
function sentence(story: Story): string {
  expect(story.problems, String(story.error)).toHaveLength(1);
  const [problem] = story.problems;
  return `${problem?.what ?? ""} ${problem?.fix ?? ""}`;
}

describe("Basic authentication at a gate in front of Prefect", () => {
  const prefect = usePrefectServer();
  beforeEach(() => createWorkPool(prefect(), "pool"));

  describe.each(GATES)("%s", (_name, start) => {
    let gate: Part;
    let relay: Relay;
    beforeAll(async () => {
      gate = await start({ upstream: prefect().url, user: USER, password: PASSWORD });
      relay = await startRelay(gate.url);
    });
    afterAll(async () => {
      await relay[Symbol.asyncDispose]();
      await gate.stop();
    });

    const nothingHappened = async (requests: number) => {
      expect(relay.requests.map(({ method, path, status }) => `${status} ${method} ${path}`)).toHaveLength(
        requests,
      );
      expect(relay.writes()).toEqual([]);
      expect(await deployed(prefect())).toEqual([]);
    };

    it("lets a deploy with the right password through, and the summary says how it went", async () => {
      relay.forget();
      const story = await deploy(relay.apiUrl, RIGHT);
      expect(story.error).toBeUndefined();
      expect(story.results).toEqual(["created nightly/prod"]);
      expect(await deployed(prefect())).toEqual(["nightly/prod"]);
      expect(story.outputs).toMatchObject({
        authentication: "Basic (user ci)",
        "server-version": NEWEST,
        created: "1",
      });
      const sent = new Set(relay.requests.map(({ headers }) => headers.authorization));
      expect([...sent]).toEqual([`Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString("base64")}`]);
    });

    it("refuses a wrong password: asked exactly once, named as such, nothing deployed", async () => {
      relay.forget();
      const story = await refused(relay.apiUrl, { ...WRONG, retries: "5" });
      expect(story.diagnosis).toBe("basic-gate-wrong-password");
      expect(sentence(story)).toMatch(
        /^401 .*WWW-Authenticate "Basic realm=.*refused the user or the password/,
      );
      expect(sentence(story)).toContain("`auth-string`, or `username` and `password`");
      expect(story.log).not.toContain("Trying again");
      await nothingHappened(1);
    });

    it("refuses a request without credential, and the sentence says which input to set", async () => {
      relay.forget();
      const story = await refused(relay.apiUrl);
      expect(story.diagnosis).toBe("basic-gate-nothing-sent");
      expect(sentence(story)).toMatch(/wants user and password \(Basic\), and no credential was sent/);
      await nothingHappened(1);
    });

    it("refuses a Bearer token, and the sentence says that it wants Basic", async () => {
      relay.forget();
      const story = await refused(relay.apiUrl, BEARER);
      expect(story.diagnosis).toBe("basic-gate-bearer-sent");
      expect(sentence(story)).toMatch(/but a Bearer token was sent.*in place of `api-key`/);
      expect(leaks(shownUnmasked(story.log), ["a-token-of-no-gate"])).toEqual([]);
      await nothingHappened(1);
    });

    it("answers without /api by Prefect itself, and the sentence says what to append", async () => {
      const story = await refused(gate.url, RIGHT);
      expect(story.diagnosis).toBe("api-missing");
      expect(sentence(story)).toContain(`set \`api-url\` to ${gate.url}/api.`);
      const trailing = await refused(`${gate.url}/`, RIGHT);
      expect(trailing.diagnosis).toBe("api-missing");
    });

    it("passes /api/v1 on to Prefect, which has no API there", async () => {
      const story = await refused(`${gate.apiUrl}/v1`, RIGHT);
      expect(story.diagnosis).toBe("prefect-wrong-path");
      expect(sentence(story)).toContain(`Set \`api-url\` to ${gate.apiUrl}.`);
    });
  });

  it.each(GATES)("%s in front of a Prefect that is down: tried again, then said", async (name, start) => {
    await using gate = await start({
      upstream: `http://127.0.0.1:${await freePort()}`,
      user: USER,
      password: PASSWORD,
    });
    await using relay = await startRelay(gate.url);
    const story = await refused(relay.apiUrl, { ...RIGHT, retries: "1" });
    expect(story.diagnosis).toBe("prefect-down");
    expect(sentence(story)).toMatch(/^502 from .*, the last of 2 attempts over \d+ s\./);
    expect(sentence(story)).toMatch(
      name === "Caddy" ? /or the service that Caddy asks/ : /Prefect is down behind the gate/,
    );
    expect(story.log).toMatch(/502 from .*Trying again in 1 s \(attempt 2 of 2\)/);
    expect(relay.requests.map(({ status }) => status)).toEqual([502, 502]);
  });

  it.each(GATES)(
    "%s that starts a moment later is waited for, and then deployed through",
    async (_name, start) => {
      const port = await freePort();
      let starting: Promise<Part> | undefined;
      const story = await deploy(
        `http://127.0.0.1:${port}/api`,
        { ...RIGHT, names: "prod", retries: "8" },
        (line) => {
          if (!line.includes("Trying again")) return;
          starting ??= start({ upstream: prefect().url, user: USER, password: PASSWORD, port });
        },
      );
      await (await starting)?.stop();
      expect(story.error).toBeUndefined();
      expect(story.log).toMatch(/Connection refused by .*Trying again in 1 s \(attempt 2 of 9\)/);
      expect(story.results).toEqual(["created nightly/prod"]);
    },
  );

  it("of no gate at all is not asked for: a deploy without credential goes straight through", async () => {
    await using relay = await startRelay(prefect().url);
    const story = await deploy(relay.apiUrl);
    expect(story.results).toEqual(["created nightly/prod"]);
    expect(story.outputs["authentication"]).toBe("none");
    expect(relay.requests.map(({ headers }) => headers.authorization).filter(Boolean)).toEqual([]);
  });

  it("sent to a Prefect that wants none is not a mistake", async () => {
    const story = await deploy(prefect().apiUrl, RIGHT);
    expect(story.results).toEqual(["created nightly/prod"]);
  });
});

describe("Prefect's own auth string", () => {
  const OWN = `${USER}:of Prefect's own`;
  const prefect = usePrefectServer({ env: { PREFECT_SERVER_API_AUTH_STRING: OWN } });

  it("lets a deploy with the same auth string through", async () => {
    await createWorkPool(prefect(), "pool");
    const story = await deploy(prefect().apiUrl, { "auth-string": OWN });
    expect(story.results).toEqual(["created nightly/prod"]);
    expect(await deployed(prefect())).toEqual(["nightly/prod"]);
  });

  it.each([
    [
      "another auth string",
      { "auth-string": `${USER}:wrong` },
      "prefect-auth-wrong",
      "its own auth string is another one",
    ],
    ["no credential", {}, "prefect-auth-nothing-sent", "PREFECT_SERVER_API_AUTH_STRING"],
    ["a Bearer token", BEARER, "prefect-auth-bearer-sent", "`auth-string` in place of `api-key`"],
    [
      "an Authorization header of the input `headers`",
      { headers: "Authorization: Bearer nothing" },
      "prefect-auth-custom-header",
      "`headers`",
    ],
  ] satisfies [string, Inputs, string, string][])(
    "refuses %s, asked once",
    async (_what, inputs, id, words) => {
      await using relay = await startRelay(prefect().url);
      const story = await refused(relay.apiUrl, { ...inputs, retries: "5" });
      expect(story.diagnosis).toBe(id);
      expect(sentence(story)).toContain(words);
      expect(sentence(story)).toContain("Prefect itself refused");
      expect(relay.requests).toHaveLength(1);
      expect(await deployed(prefect())).toEqual([]);
    },
  );

  it("behind the Traefik example, which takes Authorization away, is told apart from the gate's password", async () => {
    await using gate = await startTraefikBasic({ upstream: prefect().url, user: USER, password: PASSWORD });
    const story = await refused(gate.apiUrl, RIGHT);
    expect(story.diagnosis).toBe("prefect-auth-wrong");
    expect(sentence(story)).toMatch(
      /or the gate took Authorization away.*let the gate pass Authorization on/,
    );
    const atTheGate = await refused(gate.apiUrl, WRONG);
    expect(atTheGate.diagnosis).toBe("basic-gate-wrong-password");
  });
});

describePrefect("a URL that misses the API of a server without gate", (version) => {
  const prefect = usePrefectServer({ version });

  it("by leaving /api out is told what to append", async () => {
    const story = await refused(prefect().url);
    // Asked for JSON, 3.8.8 answers with JSON where the others send their UI.
    expect(story.diagnosis).toBe(version === NEWEST ? "api-missing" : "prefect-ui");
    expect(sentence(story)).toContain("/api is missing from `api-url`");
    expect(sentence(story)).toContain(`Append /api: set \`api-url\` to ${prefect().url}/api.`);
  });

  it("by ending in /api/v1 or /api/api is told the one to use", async () => {
    for (const wrong of ["v1", "api"]) {
      const story = await refused(`${prefect().apiUrl}/${wrong}`);
      expect(story.diagnosis, wrong).toBe("prefect-wrong-path");
      expect(sentence(story)).toContain(`Set \`api-url\` to ${prefect().apiUrl}.`);
    }
    expect(await deployed(prefect())).toEqual([]);
  });
});

describe("nothing that answers as Prefect", () => {
  it("listens: tried again as often as `retries` says, then said", async () => {
    const story = await refused(`http://127.0.0.1:${await freePort()}/api`, { retries: "2" });
    expect(story.diagnosis).toBe("connection-refused");
    expect(sentence(story)).toMatch(/^Connection refused by .*ECONNREFUSED.*the last of 3 attempts/);
    expect(story.lines.filter((line) => line.includes("Trying again"))).toHaveLength(2);
  });

  it("listens: tries stop at `timeout`, with the diagnosis and not with the time as the reason", async () => {
    const began = Date.now();
    const story = await refused(`http://127.0.0.1:${await freePort()}/api`, { retries: "100", timeout: "4" });
    expect(story.diagnosis).toBe("connection-refused");
    expect(sentence(story)).toContain("the last of 3 attempts");
    expect(Date.now() - began).toBeLessThan(4_000);
  });

  it.each([301, 308] as const)("but redirects to https with %i is not followed", async (status) => {
    await using gate = await startNginxTlsRedirect({ status, httpsPort: 8443 });
    await using relay = await startRelay(gate.url);
    const story = await refused(relay.apiUrl, RIGHT);
    expect(story.diagnosis).toBe("redirect-to-https");
    expect(sentence(story)).toContain("Set `api-url` to https://127.0.0.1:8443/api.");
    expect(relay.requests).toHaveLength(1);
  });

  it("but is a Traefik without router for that path", async () => {
    await using gate = await startTraefikBasic({
      upstream: `http://127.0.0.1:${await freePort()}`,
      user: USER,
      password: PASSWORD,
    });
    const story = await refused(gate.apiUrl.replace("127.0.0.1", "localhost"), RIGHT);
    expect(story.diagnosis).toBe("traefik-no-router");
    expect(sentence(story)).toContain("Traefik has no router for this host and path");
  });
});

describe("CSRF protection", () => {
  it("of the server is satisfied, in the connection check and in the reads afterwards", async () => {
    await using prefect = await startPrefectServer({
      env: {
        PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED: "true",
        PREFECT_SERVER_CSRF_PROTECTION_ENABLED: "true",
      },
    });
    await createPoolWithToken(prefect.apiUrl);
    await using relay = await startRelay(prefect.url);
    const story = await deploy(relay.apiUrl);
    expect(story.error).toBeUndefined();
    expect(story.results).toEqual(["created nightly/prod"]);
    expect(await prefect.request("GET", "/deployments/name/nightly/prod")).toMatchObject({ name: "prod" });
    // That it was on: the first POST of the check is refused, and the second carries a token.
    const checks = relay.requests.filter(({ path }) => path === "/api/deployments/filter");
    expect(checks[0]).toMatchObject({ status: 403 });
    expect(checks[1]).toMatchObject({ status: 200 });
    expect(checks[1]?.headers["prefect-csrf-token"]).toBeTruthy();
  });
});

/** `createWorkPool` sends no token. */
async function createPoolWithToken(apiUrl: string): Promise<void> {
  const answer = await fetch(`${apiUrl}/csrf-token?client=the-test`);
  const { token } = (await answer.json()) as { token: string };
  const created = await fetch(`${apiUrl}/work_pools/`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "prefect-csrf-token": token,
      "prefect-csrf-client": "the-test",
    },
    body: JSON.stringify({ name: "pool", type: "process" }),
  });
  expect(created.status).toBe(201);
}
