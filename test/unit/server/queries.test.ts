import { afterEach, describe, expect, test } from "vitest";
import {
  countDeployments,
  deploymentsById,
  deploymentsByName,
  flowNames,
  workPools,
} from "../../../src/server/queries.js";
import type { Upstream } from "../../../src/server/upstream.js";
import {
  sendJson,
  sendPage,
  startTinyApi,
  tinyUpstream,
  type TinyApi,
} from "../../support/servers/tiny-api.ts";

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** A server that hands out so many rows as Prefect does, 200 at a time. */
async function serverOf(total: number): Promise<{ api: TinyApi; upstream: Upstream }> {
  const rows = Array.from({ length: total }, (_, at) => ({ id: `id-${at}`, name: `name ${at}` }));
  const api = await startTinyApi((asked, answer) => {
    sendPage(answer, asked, rows);
  });
  const { upstream } = tinyUpstream(api);
  open.push(
    () => api[Symbol.asyncDispose](),
    () => {
      upstream.close();
    },
  );
  return { api, upstream };
}

const bodies = ({ asked }: TinyApi) =>
  asked.map(({ method, path, text }) => [`${method} ${path}`, JSON.parse(text) as unknown]);

describe("what is asked of the server", () => {
  test("are deployments by name", async () => {
    const { api, upstream } = await serverOf(1);
    expect(await deploymentsByName(upstream, ["a", "b"])).toEqual([{ id: "id-0", name: "name 0" }]);
    const [[line, body]] = bodies(api) as [[string, object]];
    expect(line).toBe("POST /deployments/filter");
    expect(body).toMatchObject({ deployments: { name: { any_: ["a", "b"] } }, limit: 200, offset: 0 });
  });

  test("are all deployments where the names are not known", async () => {
    const { api, upstream } = await serverOf(201);
    expect(await deploymentsByName(upstream, undefined)).toHaveLength(201);
    expect(bodies(api)).toMatchObject([
      ["POST /deployments/filter", { limit: 200, offset: 0 }],
      ["POST /deployments/filter", { limit: 200, offset: 200 }],
    ]);
    for (const [, body] of bodies(api)) expect(body).not.toHaveProperty("deployments");
  });

  test("is how many deployments these flows have, however many flows, or all", async () => {
    const api = await startTinyApi(({ text }, answer) => {
      const { flows } = JSON.parse(text) as { flows?: { name: { any_: string[] } } };
      sendJson(answer, flows ? flows.name.any_.filter((name) => name !== "flow-7").length : 1_000);
    });
    const { upstream } = tinyUpstream(api);
    open.push(
      () => api[Symbol.asyncDispose](),
      () => {
        upstream.close();
      },
    );
    const names = Array.from({ length: 400 }, (_, at) => `flow-${at}`);
    expect(await countDeployments(upstream, names)).toBe(399);
    expect(api.lines()).toEqual(Array(3).fill("POST /deployments/count"));
    expect(await countDeployments(upstream, [])).toBe(0);
    expect(await countDeployments(upstream, undefined)).toBe(1_000);
  });

  test("are deployments, flow names and work pools, by what they are known by", async () => {
    const { api, upstream } = await serverOf(2);
    await deploymentsById(upstream, ["id-0"]);
    expect(await flowNames(upstream, ["id-0", "id-1"])).toEqual(
      new Map([
        ["id-0", "name 0"],
        ["id-1", "name 1"],
      ]),
    );
    expect(await workPools(upstream, ["p"])).toHaveLength(2);
    expect(bodies(api)).toMatchObject([
      ["POST /deployments/filter", { deployments: { id: { any_: ["id-0"] } } }],
      ["POST /flows/filter", { flows: { id: { any_: ["id-0", "id-1"] } } }],
      ["POST /work_pools/filter", { work_pools: { name: { any_: ["p"] } } }],
    ]);
  });

  test("is nothing where nothing is wanted", async () => {
    const { api, upstream } = await serverOf(5);
    expect(await deploymentsByName(upstream, [])).toEqual([]);
    expect(await deploymentsById(upstream, [])).toEqual([]);
    expect(await workPools(upstream, [])).toEqual([]);
    expect(await flowNames(upstream, [])).toEqual(new Map());
    expect(api.asked).toEqual([]);
  });

  test("of many is asked for in parts, none left out and none twice", async () => {
    const { api, upstream } = await serverOf(0);
    const ids = Array.from({ length: 401 }, (_, at) => `id-${at}`);
    await deploymentsById(upstream, ids);
    const parts = bodies(api).map(
      ([, body]) => (body as { deployments: { id: { any_: string[] } } }).deployments.id.any_,
    );
    expect(parts.map(({ length }) => length).sort()).toEqual([101, 150, 150]);
    expect(parts.flat().sort()).toEqual([...ids].sort());
  });
});
