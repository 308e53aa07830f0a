import { afterEach, describe, expect, test } from "vitest";
import { ActionError } from "../../../src/base/errors.js";
import { ApiPath } from "../../../src/server/api-path.js";
import { Recorder } from "../../../src/gateway/recording.js";
import { ServerState } from "../../../src/server/state.js";
import { Reads } from "../../../src/gateway/read-memory.js";
import type { Call } from "../../../src/server/upstream.js";
import { sendJson, startTinyApi, tinyUpstream, type TinyApi } from "../../support/servers/tiny-api.ts";

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const LIVE = { id: "11111111-1111-4111-8111-111111111111", name: "prod", flow_id: "f1", tags: ["old"] };

interface Recording {
  readonly recorder: Recorder;
  readonly api: TinyApi;
  /** What the client gets: the status, and the value of the body. */
  readonly ask: (
    method: Call["method"],
    path: string,
    body?: unknown,
  ) => Promise<[number, Record<string, unknown>]>;
}

/** A server with the deployment `there/prod`. */
async function recordingOf(isScript = false): Promise<Recording> {
  const api = await startTinyApi(({ path, text }, answer) => {
    if (path === "/deployments/filter") sendJson(answer, text.includes('"prod"') ? [LIVE] : []);
    else if (path === "/flows/filter")
      sendJson(answer, text.includes('"there"') ? [{ id: "f1", name: "there" }] : []);
    else if (path === "/flows/name/there") sendJson(answer, { id: "f1", name: "there" });
    else if (path.startsWith("/flows/name/")) sendJson(answer, { detail: "Flow not found" }, 404);
    else sendJson(answer, { path });
  });
  const { upstream } = tinyUpstream(api);
  open.push(
    () => api[Symbol.asyncDispose](),
    () => {
      upstream.close();
    },
  );
  const live = new ServerState(upstream);
  const ready = () => Promise.resolve(live);
  const recorder = new Recorder(new Reads(upstream, ready), ready, isScript);
  return {
    recorder,
    api,
    ask: async (method, path, body) => {
      const text = body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body);
      const reply = await recorder.answer({ method, path: ApiPath.parse(path), text });
      return [reply.status, (reply.body === "" ? {} : JSON.parse(reply.body)) as Record<string, unknown>];
    },
  };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const BY_NAME = "/deployments/name/there/prod";
const owned = (id: unknown) => `/automations/owned-by/prefect.deployment.${String(id)}`;
const ownedBy = (id: unknown) => `prefect.deployment.${String(id)}`;

/** The client's requests for a new deployment. */
async function create({ ask }: Recording, flow: string, name: string, more: object = {}): Promise<string> {
  const [, { id: flow_id }] = await ask("POST", "/flows/", { name: flow });
  const [, { id }] = await ask("POST", "/deployments/", { name, flow_id, ...more });
  return String(id);
}

async function refusal(asked: Promise<unknown>): Promise<string> {
  const error: unknown = await asked.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ActionError);
  const { what, fix } = (error as ActionError).problems[0] ?? { what: "", fix: "" };
  expect(what).toContain("Nothing was written.");
  expect(fix).toContain("`transaction: false`");
  return what;
}

describe("a new deployment", () => {
  test("is recorded with all that the client writes, and nothing reaches the server", async () => {
    const held = await recordingOf();
    const [created, flow] = await held.ask("POST", "/flows/", { name: "new", tags: ["x"] });
    expect(created).toBe(201);
    expect(flow).toEqual({
      id: expect.stringMatching(UUID) as string,
      created: expect.any(String) as string,
      updated: expect.any(String) as string,
      name: "new",
      tags: ["x"],
    });
    const body = { name: "first", flow_id: flow["id"], version: "1.10", parameters: { a: null } };
    const [status, deployment] = await held.ask("POST", "/deployments/", body);
    expect(status).toBe(201);
    expect(deployment).toMatchObject(body);
    expect(deployment["id"]).toMatch(UUID);
    expect([...held.recorder.deployments]).toEqual([
      [
        deployment["id"],
        {
          id: deployment["id"],
          flowName: "new",
          name: "first",
          live: undefined,
          method: "POST",
          body,
          ownedDeleted: false,
          deletedSchedules: [],
          automations: [],
        },
      ],
    ]);
    expect([...held.recorder.flows]).toEqual([["new", flow]]);
    expect(held.api.lines().filter((line) => !/^GET|filter$/.test(line))).toEqual([]);
  });

  test("of a flow that was created before has that flow, once", async () => {
    const held = await recordingOf();
    const [, one] = await held.ask("POST", "/flows/", { name: "new" });
    const [status, other] = await held.ask("POST", "/flows/", { name: "new" });
    expect([status, other]).toEqual([201, one]);
    await create(held, "new", "first");
    await create(held, "new", "second");
    await create(held, "there", "third");
    expect([...held.recorder.flows.keys()]).toEqual(["new"]);
    expect(
      [...held.recorder.deployments.values()].map(({ flowName, name }) => `${flowName}/${name}`),
    ).toEqual(["new/first", "new/second", "there/third"]);
  });

  test("that is written twice has one id, as on the server, and what was written last", async () => {
    const held = await recordingOf();
    const first = await create(held, "new", "same", { version: "1" });
    const other = await create(held, "new", "other");
    const second = await create(held, "new", "same", { version: "2" });
    expect(second).toBe(first);
    expect(other).not.toBe(first);
    expect(held.recorder.deployments.size).toBe(2);
    expect(held.recorder.deployments.get(first)?.body["version"]).toBe("2");
  });

  test("keeps its numbers as they were written", async () => {
    const held = await recordingOf();
    const [, { id: flow_id }] = await held.ask("POST", "/flows/", { name: "new" });
    const text = `{"name":"n","flow_id":"${String(flow_id)}","parameters":{"a":1.0,"b":12345678901234567891}}`;
    const [, { id }] = await held.ask("POST", "/deployments/", text);
    const body = held.recorder.deployments.get(String(id))?.body;
    expect(JSON.stringify(body?.["parameters"])).toBe('{"a":1.0,"b":12345678901234567891}');
  });
});

describe("a deployment that is there", () => {
  test("has its own id, whether it is changed or written again", async () => {
    const held = await recordingOf();
    expect(await held.ask("GET", BY_NAME)).toEqual([200, LIVE]);
    expect(await held.ask("PATCH", `/deployments/${LIVE.id}`, { tags: ["new"] })).toEqual([204, {}]);
    expect(held.recorder.deployments.get(LIVE.id)).toMatchObject({
      ...{
        id: LIVE.id,
        flowName: "there",
        name: "prod",
        live: LIVE,
        method: "PATCH",
        body: { tags: ["new"] },
      },
    });

    const upsert = await recordingOf();
    const [status, flow] = await upsert.ask("POST", "/flows/", { name: "there" });
    expect([status, flow["id"]]).toEqual([200, "f1"]);
    const [code, written] = await upsert.ask("POST", "/deployments/", {
      name: "prod",
      flow_id: "f1",
      tags: [],
    });
    expect([code, written["id"]]).toEqual([200, LIVE.id]);
    expect(upsert.recorder.deployments.get(LIVE.id)).toMatchObject({ method: "POST", live: LIVE });
    expect(upsert.recorder.flows.size).toBe(0);
  });

  test("and that the client has not looked for is not changed: its name is not known", async () => {
    const held = await recordingOf();
    expect(await refusal(held.ask("PATCH", `/deployments/${LIVE.id}`, {}))).toContain(
      "a change of a deployment that was not asked for by its name",
    );
  });
});

describe("automations", () => {
  test("are recorded with the deployment that they belong to, after those before were deleted", async () => {
    const held = await recordingOf();
    const id = await create(held, "new", "first");
    const other = await create(held, "new", "second");
    const one = { name: "one", owner_resource: ownedBy(id), actions: [] };
    expect((await held.ask("DELETE", owned(id)))[0]).toBe(202);
    const [status, made] = await held.ask("POST", "/automations/", one);
    expect([status, made]).toEqual([
      201,
      expect.objectContaining({ ...one, id: expect.stringMatching(UUID) as string }),
    ]);
    expect(held.recorder.deployments.get(id)).toMatchObject({
      ownedDeleted: true,
      deletedSchedules: [],
      automations: [one],
    });
    expect(held.recorder.deployments.get(other)).toMatchObject({
      ownedDeleted: false,
      deletedSchedules: [],
      automations: [],
    });
    await held.ask("DELETE", owned(id));
    expect(held.recorder.deployments.get(id)?.automations).toEqual([]);
  });

  test("of a deployment that is written once more are those that come after it", async () => {
    const held = await recordingOf();
    const id = await create(held, "new", "same");
    await held.ask("DELETE", owned(id));
    await held.ask("POST", "/automations/", { name: "one", owner_resource: ownedBy(id) });
    await create(held, "new", "same");
    expect(held.recorder.deployments.get(id)).toMatchObject({
      ownedDeleted: false,
      deletedSchedules: [],
      automations: [],
    });
  });

  test.each<[string, Call["method"], string, object | undefined]>([
    ["of no deployment of this run", "DELETE", owned(LIVE.id), undefined],
    ["of a deployment of nobody", "POST", "/automations/", { owner_resource: ownedBy("x") }],
    ["of nothing", "POST", "/automations/", { name: "x" }],
  ])("%s end the run", async (_what, method, path, body) => {
    const held = await recordingOf();
    await create(held, "new", "first");
    expect(await refusal(held.ask(method, path, body))).toMatch(
      /automations? of a deployment that was not written before/,
    );
  });
});

describe("what is not understood ends the run, and nothing of it is sent", () => {
  test.each<[Call["method"], string, unknown]>([
    ["POST", "/variables/", { name: "x" }],
    ["POST", "/work_pools/", { name: "x" }],
    ["POST", "/deployments/x/create_flow_run", {}],
    ["POST", "/deployments/x/schedules", []],
    ["PATCH", "/deployments/x/schedules/y", {}],
    ["PATCH", "/deployments/", {}],
    ["DELETE", "/deployments/x", undefined],
    ["DELETE", "/automations/owned-by/prefect.flow.x", undefined],
    ["PUT", "/automations/x", {}],
    ["POST", "/flows/", undefined],
    ["POST", "/flows/", "no JSON"],
    ["POST", "/deployments/", "[1]"],
    ["POST", "/variables/x/filter", {}],
    ["POST", "/deployments/get_scheduled_flow_runs", {}],
    ["GET", "/csrf-token", undefined],
    ["GET", "/nothing/known", undefined],
    ["HEAD", "/flows/1", undefined],
  ])("%s %s %j", async (method, path, body) => {
    const { ask, api, recorder } = await recordingOf();
    expect(await refusal(ask(method, path, body))).toContain(
      `${method} ${path} while writes were recorded: `,
    );
    expect([api.asked, recorder.deployments.size]).toEqual([[], 0]);
  });

  test("a deployment of a flow that the client did not ask for", async () => {
    const { ask } = await recordingOf();
    const body = { name: "first", flow_id: "f1" };
    expect(await refusal(ask("POST", "/deployments/", body))).toContain("a flow that was not created before");
  });

  test("and its query, which may hold anything, is not said", async () => {
    const { ask } = await recordingOf();
    expect(await refusal(ask("POST", "/variables/?secret=s3cret", {}))).not.toContain("s3cret");
  });
});

describe("a read", () => {
  test("goes to the server, before and after something is recorded", async () => {
    const held = await recordingOf();
    expect(await held.ask("GET", "/work_pools/pool")).toEqual([200, { path: "/work_pools/pool" }]);
    expect(await held.ask("POST", "/deployments/count", {})).toEqual([200, { path: "/deployments/count" }]);
    await create(held, "new", "first");
    expect(await held.ask("GET", "/block_documents/1")).toEqual([200, { path: "/block_documents/1" }]);
    expect(await held.ask("GET", BY_NAME)).toEqual([200, LIVE]);
    expect((await held.ask("GET", "/deployments/name/new/first"))[0]).toBe(404);
  });

  test("of a script, of what was recorded, gives that; a second write of it is known, and not taken", async () => {
    const held = await recordingOf(true);
    await create(held, "new", "first");
    const [status, found] = await held.ask("GET", "/deployments/name/new/first");
    const { id, name } = found as { id: string; name: string };
    expect([status, name]).toEqual([200, "first"]);
    expect((await held.ask("GET", `/deployments/${id}`))[0]).toBe(200);
    expect((await held.ask("GET", "/deployments/name/new/second"))[0]).toBe(404);
    const before = held.recorder.deployments.get(id)?.body;
    expect((await held.ask("PATCH", `/deployments/${id}`, { paused: true }))[0]).toBe(204);
    expect([...held.recorder.repeated]).toEqual(["new/first"]);
    expect(held.recorder.deployments.get(id)?.body).toEqual(before);
  });

  test("of the CLI finds nothing new: where it is run once more, the last write counts", async () => {
    const held = await recordingOf();
    await create(held, "new", "first");
    await create(held, "new", "first");
    expect(held.recorder.deployments.size).toBe(1);
    const LIVE_ID = (LIVE as { id: string }).id;
    await held.ask("GET", BY_NAME);
    await held.ask("PATCH", `/deployments/${LIVE_ID}`, { description: "of the fork" });
    await held.ask("PATCH", `/deployments/${LIVE_ID}`, { description: "of the retry" });
    expect(held.recorder.deployments.get(LIVE_ID)?.body).toEqual({ description: "of the retry" });
  });

  test("goes on after the program has ended, and a write ends the run", async () => {
    const held = await recordingOf();
    held.recorder.close();
    expect((await held.ask("GET", "/work_pools/pool"))[0]).toBe(200);
    expect(await refusal(create(held, "new", "first"))).toContain("a program that was not waited for");
  });

  test.each(["/deployments/name/", "/deployments/name/report%20", "/deployments/name/what?x/prod"])(
    "that the client cut at a `#` or `?` in a name finds nothing, without asking: %s",
    async (path) => {
      const held = await recordingOf();
      expect(await held.ask("GET", path)).toEqual([404, { detail: "Not Found" }]);
      expect(held.api.asked).toEqual([]);
    },
  );

  test.each<[Call["method"], string]>([
    ["POST", "/deployments/filter"],
    ["POST", "/deployments/count"],
    ["GET", "/deployments/1"],
    ["GET", "/flows/name/new"],
    ["POST", "/flows/filter"],
    ["POST", "/automations/filter"],
  ])("of what was recorded ends the run: %s %s", async (method, path) => {
    const held = await recordingOf();
    await create(held, "new", "first");
    const before = held.api.asked.length;
    const body = method === "POST" ? {} : undefined;
    expect(await refusal(held.ask(method, path, body))).toContain("a read of what was recorded before");
    expect(held.api.asked).toHaveLength(before);
  });
});
