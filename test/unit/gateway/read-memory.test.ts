import { afterEach, describe, expect, test } from "vitest";
import { apiPath } from "../../../src/server/api-path.js";
import { ServerState } from "../../../src/server/state.js";
import { Reads } from "../../../src/gateway/read-memory.js";
import type { Call } from "../../../src/server/upstream.js";
import {
  sendJson,
  startTinyApi,
  tinyUpstream,
  type Answering,
  type TinyApi,
} from "../../support/servers/tiny-api.ts";

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function readsOf(answer: Answering): Promise<{ reads: Reads; api: TinyApi }> {
  const api = await startTinyApi(answer);
  const { upstream } = tinyUpstream(api);
  open.push(
    () => api[Symbol.asyncDispose](),
    () => {
      upstream.close();
    },
  );
  const live = new ServerState(upstream);
  return { reads: new Reads(upstream, () => Promise.resolve(live)), api };
}

const counted: Answering = (_asked, answer, number) => {
  sendJson(answer, { number });
};
const POOL: Call = { method: "GET", path: apiPath`/work_pools/pool` };

describe("a read", () => {
  test("is answered by the server, and from memory the next time", async () => {
    const { reads, api } = await readsOf(counted);
    const first = await reads.answer(POOL);
    expect(first).toEqual({ status: 200, body: '{"number":1}' });
    expect(await reads.answer(POOL)).toEqual(first);
    expect(await reads.answer({ ...POOL, path: apiPath`/work_pools/pool?x=1` })).toMatchObject({
      body: '{"number":2}',
    });
    expect(api.asked).toHaveLength(2);
  });

  test("is one request where it is asked for twice at the same time", async () => {
    const { reads, api } = await readsOf(counted);
    const both = await Promise.all([reads.answer(POOL), reads.answer(POOL)]);
    expect(both[0]).toEqual(both[1]);
    expect(api.asked).toHaveLength(1);
  });

  test("is the same with and without spaces in its JSON, and another one with another body", async () => {
    const { reads, api } = await readsOf(counted);
    const filter = (text: string) =>
      reads.answer({ method: "POST", path: apiPath`/work_pools/pool/workers/filter`, text });
    const first = await filter('{"limit": null, "offset": 0}');
    expect(await filter('{"limit":null,"offset":0}')).toEqual(first);
    expect(await filter('{"limit":null,"offset":1}')).not.toEqual(first);
    await filter("no JSON");
    await filter("no JSON");
    expect(api.asked).toHaveLength(3);
  });

  test("of what is not there, or that failed, is asked again: it may come into being", async () => {
    const { reads, api } = await readsOf((_asked, answer, number) => {
      if (number === 1) sendJson(answer, { detail: "Not found" }, 404);
      else if (number === 2) sendJson(answer, {}, 500);
      else sendJson(answer, { number });
    });
    expect(await reads.answer(POOL)).toEqual({ status: 404, body: '{"detail":"Not found"}' });
    await expect(reads.answer(POOL)).rejects.toThrow("500");
    expect(await reads.answer(POOL)).toMatchObject({ status: 200 });
    expect(api.asked).toHaveLength(3);
  });

  test("is answered by what was told before, until that is forgotten", async () => {
    const { reads, api } = await readsOf(counted);
    reads.remember(apiPath`/work_pools/pool`, { name: "pool" });
    expect(await reads.answer(POOL)).toEqual({ status: 200, body: '{"name":"pool"}' });
    expect(api.asked).toEqual([]);
    reads.forget(/^GET \/work_pools\/[^/]+$/);
    expect(await reads.answer(POOL)).toEqual({ status: 200, body: '{"name":"pool"}' });
    reads.forget();
    expect(await reads.answer(POOL)).toEqual({ status: 200, body: '{"number":1}' });
  });
});

describe("a deployment by its name", () => {
  const ROW = { id: "d1", name: "the name", flow_id: "f1", version: "1.10" };
  const server: Answering = ({ path }, answer) => {
    if (path === "/deployments/filter") sendJson(answer, [ROW]);
    else if (path === "/flows/filter") sendJson(answer, [{ id: "f1", name: "the flow" }]);
    else sendJson(answer, { detail: path }, 404);
  };

  test("is what was read in pages, and is known by its id from then on", async () => {
    const { reads, api } = await readsOf(server);
    const path = apiPath`/deployments/name/the%20flow/the%20name`;
    expect(reads.known.size).toBe(0);
    const reply = await reads.answer({ method: "GET", path });
    expect([reply.status, JSON.parse(reply.body)]).toEqual([200, ROW]);
    expect([...reads.known]).toEqual([["d1", { flowName: "the flow", live: ROW }]]);
    await reads.answer({ method: "GET", path });
    expect(api.lines().sort()).toEqual(["POST /deployments/filter", "POST /flows/filter"]);
  });

  test("that is not there is not found, as the server says it", async () => {
    const { reads } = await readsOf(server);
    const reply = await reads.answer({ method: "GET", path: apiPath`/deployments/name/other/the%20name` });
    expect(reply).toEqual({ status: 404, body: '{"detail":"Deployment not found"}' });
    expect(reads.known.size).toBe(0);
  });
});
