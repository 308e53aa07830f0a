import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { apiPath } from "../../../src/server/api-path.js";
import { startSession, type Session } from "../../../src/gateway/session.js";
import type { Call } from "../../../src/server/upstream.js";
import { sendJson, startTinyApi, tinyUpstream, type TinyApi } from "../../support/servers/tiny-api.ts";

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** A server with the deployment a/prod, where every answer can be told from every other. */
async function sessionOf(
  hold: boolean,
): Promise<{ session: Session; api: TinyApi; news: (call: Call) => Promise<number> }> {
  const api = await startTinyApi(({ path }, answer, number) => {
    if (path === "/deployments/filter") sendJson(answer, [{ id: "d1", name: "prod", flow_id: "f1", number }]);
    else if (path === "/flows/filter") sendJson(answer, [{ id: "f1", name: "a" }]);
    else if (path === "/flows/name/a") sendJson(answer, { id: "f1", name: "a", number });
    else sendJson(answer, { id: "x", number });
  });
  const { upstream } = tinyUpstream(api);
  open.push(
    () => api[Symbol.asyncDispose](),
    () => {
      upstream.close();
    },
  );
  const session = startSession(upstream, hold);
  /** How many requests this one leads to. */
  const news = async (call: Call): Promise<number> => {
    const before = api.asked.length;
    await session.answer(call);
    return api.asked.length - before;
  };
  return { session, api, news };
}

const BY_NAME: Call = { method: "GET", path: apiPath`/deployments/name/a/prod` };
const POOL: Call = { method: "GET", path: apiPath`/work_pools/pool` };
const LIST: Call = { method: "POST", path: apiPath`/deployments/filter`, text: '{"x":1}' };
const VARIABLES: Call = { method: "POST", path: apiPath`/variables/filter`, text: "{}" };

test.each([true, false])(
  "reads of deployments wait until all are read ahead (hold: %j), others do not",
  async (hold) => {
    const { session, api } = await sessionOf(hold);
    await session.answer(POOL);
    let answered = false;
    const waiting = session.answer(BY_NAME).then(() => (answered = true));
    await sleep(50);
    expect([answered, api.lines()]).toEqual([false, ["GET /work_pools/pool"]]);
    await session.live.load(["prod"], ["a"]);
    session.open();
    await waiting;
    expect(api.asked).toHaveLength(3);
  },
);

test("writes are held, or go to the server", async () => {
  const flow: Call = { method: "POST", path: apiPath`/flows/`, text: '{"name":"a"}' };
  const recorder = await sessionOf(true);
  recorder.session.open();
  await recorder.session.answer(flow);
  expect(recorder.session.recorder).toBeDefined();
  expect(recorder.api.lines()).not.toContain("POST /flows/");
  const straight = await sessionOf(false);
  straight.session.open();
  expect(JSON.parse((await straight.session.answer(flow)).body)).toMatchObject({ id: "x" });
  expect(straight.session.recorder).toBeUndefined();
  expect(straight.api.lines()).toEqual(["POST /flows/"]);
});

describe("where writes go straight through, what was read before is asked again", () => {
  const again = async (write: Call): Promise<string[]> => {
    const { session, api, news } = await sessionOf(false);
    session.open();
    for (const read of [BY_NAME, POOL, LIST, VARIABLES]) await session.answer(read);
    for (const read of [BY_NAME, POOL, LIST, VARIABLES]) expect(await news(read)).toBe(0);
    await session.answer(write);
    const before = api.asked.length;
    for (const read of [BY_NAME, POOL, LIST, VARIABLES]) await session.answer(read);
    return api.asked
      .slice(before)
      .map(
        ({ method, path, text }) =>
          `${method} ${path}${path === LIST.path.text && text === LIST.text ? " of the client" : ""}`,
      );
  };
  const LISTS = ["POST /deployments/filter of the client", "POST /variables/filter"];

  test.each<[string, Call, string[]]>([
    [
      "a change of it",
      { method: "PATCH", path: apiPath`/deployments/d1`, text: "{}" },
      ["POST /deployments/filter", ...LISTS],
    ],
    [
      "an upsert of it",
      { method: "POST", path: apiPath`/deployments/`, text: '{"name":"prod"}' },
      ["POST /deployments/filter", ...LISTS],
    ],
    ["a change of another", { method: "PATCH", path: apiPath`/deployments/d2`, text: "{}" }, LISTS],
    [
      "its flow",
      { method: "POST", path: apiPath`/flows/`, text: '{"name":"a"}' },
      ["GET /flows/name/a", ...LISTS],
    ],
    ["another flow", { method: "POST", path: apiPath`/flows/`, text: '{"name":"b"}' }, LISTS],
    ["automations", { method: "DELETE", path: apiPath`/automations/owned-by/prefect.deployment.d1` }, LISTS],
    [
      "a flow that is deleted, with whatever belongs to it",
      { method: "DELETE", path: apiPath`/flows/f1` },
      ["POST /deployments/filter", "POST /flows/filter", ...LISTS],
    ],
    [
      "anything else",
      { method: "POST", path: apiPath`/work_pools/`, text: "{}" },
      ["POST /deployments/filter", "POST /flows/filter", "GET /work_pools/pool", ...LISTS],
    ],
  ])("after %s", async (_what, write, expected) => {
    expect((await again(write)).sort()).toEqual([...expected].sort());
  });
});
