import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { KNOWN_READS } from "../../src/server/known-reads.js";
import { ask } from "../support/ask.ts";
import { startFaultGate, type FaultGate } from "../support/faults/gate.ts";
import { createWorkPool } from "../support/index.ts";
import { flows, makeProject, prefectYaml } from "../support/project.ts";
import { startRestorableServer, type RestorableServer } from "../support/shared/servers.ts";
import { deployStory, told, type Story } from "../support/runner/story.ts";

/** The real server, the real client, and what the server's database says of it all. */
let server: RestorableServer;
let gate: FaultGate;
const ids: Record<string, string> = {};

beforeAll(async () => {
  server = await startRestorableServer();
  gate = await startFaultGate(server.prefect.url);
  const { prefect } = server;
  const make = async (path: string, body: object) =>
    (await prefect.request("POST", path, body)) as Record<string, string>;
  await createWorkPool(prefect, "pool");
  const flow = (await make("/flows/", { name: "there" }))["id"] ?? "";
  const deployment = await make("/deployments/", {
    ...{ name: "prod", flow_id: flow, work_pool_name: "pool", work_queue_name: "default" },
    schedules: [{ schedule: { interval: 3600 }, active: true }],
  });
  const run = await make(`/deployments/${deployment["id"] ?? ""}/create_flow_run`, {});
  await make("/variables/", { name: "there", value: 1 });
  await make("/v2/concurrency_limits/", { name: "there", limit: 1 });
  await make("/concurrency_limits/", { tag: "there", concurrency_limit: 1 });
  Object.assign(ids, {
    ...{ flows: flow, deployments: deployment["id"], flow_runs: run["id"], flow_run_states: run["state_id"] },
    ...{ work_pools: "pool", queues: "default", work_queues: deployment["work_queue_id"], input: "there" },
    ...{ views: "aggregate-worker-metadata", slug: "secret" },
  });
  server.save();
});
afterAll(async () => {
  await gate[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

/** With what is there, so that the server has something to answer. */
function filled(path: string): string {
  const parts = path.split("/");
  return parts
    .map((part, index) => (part === "{}" ? (ids[parts[index - 1] ?? ""] ?? "there") : part))
    .join("/");
}

describe("of the requests that count as reads", () => {
  const all = Object.entries(KNOWN_READS).flatMap(([method, paths]) =>
    paths.map((path) => [method as "GET" | "POST", path] as const),
  );

  test("none changes anything on a real server", async () => {
    const { prefect } = server;
    const statuses: Record<number, string[]> = {};
    for (const [method, path] of all) {
      const text = method === "POST" ? "{}" : undefined;
      const { status } = await ask(prefect.apiUrl, { method, path: filled(path), text });
      (statuses[status] ??= []).push(`${method} ${path}`);
      expect(server.isAsSaved(), `${method} ${path}: ${status}`).toBe(true);
    }
    // Most of them have found something; a few are of other versions, or ask for what is not there.
    expect(statuses[200]?.length, JSON.stringify(statuses)).toBeGreaterThan(all.length * 0.6);
    expect(Object.keys(statuses).filter((status) => Number(status) >= 500)).toEqual([]);
  });

  test.each([
    ["GET", "/csrf-token?client=x"],
    ["POST", "/work_queues/{}/get_runs"],
    ["POST", "/work_pools/{}/get_scheduled_flow_runs"],
  ] as const)("%s %s is none, although it reads", (method, path) => {
    expect(all.map(([, known]) => known)).not.toContain(path.split("?")[0]);
    expect(all.map(([verb]) => verb)).toContain(method);
  });
});

async function plan(files: Readonly<Record<string, string>>, more: object = {}): Promise<Story> {
  await using project = await makeProject(files);
  gate.reset();
  return await deployStory({
    workspace: project.path,
    inputs: { "api-url": gate.apiUrl, mode: "plan", ...more },
  });
}

/** Sends this when it is imported, byte for byte, and goes on whatever comes back. */
const sends = (request: string): string => `import os, socket, urllib.parse
from prefect import flow

url = urllib.parse.urlsplit(os.environ["PREFECT_API_URL"])
with socket.create_connection((url.hostname, url.port)) as client:
    client.settimeout(5)
    client.sendall(${JSON.stringify(request)}.replace("API", url.path).encode("latin-1"))
    try:
        client.recv(1000)
    except TimeoutError:
        pass


@flow(description="x")
def hello():
    return 1
`;
const YAML = prefectYaml([{ name: "prod", entrypoint: "flow.py:hello" }]);
const post = (target: string, body: string): string =>
  `POST API${target} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const upgrade = (target: string): string =>
  `GET API${target} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: eA==\r\nSec-WebSocket-Version: 13\r\n\r\n`;

describe("a flow file in a plan", () => {
  test.each([
    [
      "a fragment",
      post("/variables/#/filter", '{"name":"x","value":1}'),
      /POST "\/variables\/#\/filter".*holds `#`/,
    ],
    [
      "another ending",
      post("/variables/?/filter", '{"name":"x","value":1}'),
      /POST \/variables\/ while writes/,
    ],
    [
      "a question that writes",
      post("/deployments/get_scheduled_flow_runs", "{}"),
      /POST \/deployments\/get_sch/,
    ],
    [
      "a way out",
      "GET API/..%2f..%2fother HTTP/1.1\r\nHost: x\r\n\r\n",
      /GET "\/\.\.%2f\.\.%2fother".*an encoded/,
    ],
    [
      "a websocket that leaves the API",
      upgrade("/x/..%2fevents/in"),
      /GET "\/x\/\.\.%2fevents\/in".*an encoded/,
    ],
  ])("ends it by %s, and nothing of it arrives", async (_what, request, said) => {
    const story = await plan({ "flow.py": sends(request), "prefect.yaml": YAML });
    expect(told(story.problems), story.log).toEqual([expect.stringMatching(said)]);
    expect(gate.writes().filter((line) => !/(?:filter|count|validate)$/.test(line))).toEqual([]);
    expect(
      gate.requests.map(({ path }) => path).filter((path) => /variables|other|events|get_/.test(path)),
    ).toEqual([]);
    expect(server.isAsSaved()).toBe(true);
  });

  test("opens no websocket for events, and the plan goes on", async () => {
    const story = await plan({ "flow.py": sends(upgrade("/events/%69n")), "prefect.yaml": YAML });
    expect(told(story.problems), story.log).toEqual([]);
    expect(gate.requests.filter(({ path }) => path.includes("events"))).toEqual([]);
    expect(server.isAsSaved()).toBe(true);
  });
});

describe("names that hold what means something to a URL", () => {
  const project = (names: readonly (readonly [flow: string, deployment: string])[]) => ({
    "flow.py": flows(
      ...names.map(([flow], index) => ({
        name: `f${index}`,
        options: `name=${JSON.stringify(flow)}, description="x"`,
      })),
    ),
    "prefect.yaml": prefectYaml(
      names.map(([, deployment], index) => ({
        name: JSON.stringify(deployment),
        entrypoint: `flow.py:f${index}`,
      })),
    ),
  });

  test("are planned as any other", async () => {
    const names = [
      ...[
        ["Report #1", "prod"],
        ["What? Now", "prod"],
        ["#", "prod"],
        ["a;b", "c;d"],
        ["a|b [c]", "d^e"],
      ],
      ...[
        ["v1.2 (nightly) + co", "a..b"],
        ["50 $ ~ `x`", "{x}"],
        ["größe 部署", "früh, spät"],
      ],
    ] as [string, string][];
    const story = await plan(project(names));
    expect(told(story.problems), story.log).toEqual([]);
    expect(story.results).toEqual(names.map(([flow, deployment]) => `create ${flow}/${deployment}`));
    expect(server.isAsSaved()).toBe(true);
  });

  test.each([
    ["a\\b", "prod", /GET "\/deployments\/name\/a\\b\/prod".*holds a backslash.* use one without/],
    ["there", "prod#2", /prod#2/],
  ])("or end the plan with a clear error: %j/%j", async (flow, deployment, said) => {
    const story = await plan(project([[flow, deployment]]));
    expect(told(story.problems), story.log).toEqual([expect.stringMatching(said)]);
    expect(server.isAsSaved()).toBe(true);
  });

  test("also where the client resolves them as dots", async () => {
    const story = await plan(project([["a", ".."]]));
    expect(told(story.problems), story.log).toEqual([]);
    expect(story.results).toEqual(["create a/.."]);
    expect(gate.requests.map(({ path }) => path)).toContain("/api/deployments/name");
    expect(server.isAsSaved()).toBe(true);
  });
});
