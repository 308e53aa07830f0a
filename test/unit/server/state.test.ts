import { afterEach, describe, expect, test, vi } from "vitest";
import { inChunks, ServerState } from "../../../src/server/state.js";
import {
  sendJson,
  sendPage,
  startTinyApi,
  tinyUpstream,
  type Answering,
  type TinyApi,
} from "../../support/servers/tiny-api.ts";

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

interface Rows {
  readonly flows?: readonly { id: string; name: string }[];
  readonly deployments?: readonly { id: string; name: string; flow_id: string }[];
  readonly automations?: readonly object[];
}

const wanted = (text: string, what: "flows" | "deployments"): string[] =>
  (JSON.parse(text) as Record<typeof what, { name: { any_: string[] } }>)[what].name.any_;

/** A server with these rows, that filters as Prefect does. */
async function liveOf(
  rows: Rows,
  more: Answering = () => undefined,
): Promise<{ live: ServerState; api: TinyApi }> {
  const { flows = [], deployments = [], automations = [] } = rows;
  return liveBy((asked, answer, number) => {
    const { path, text } = asked;
    const name = /^\/flows\/name\/(.*)$/.exec(path)?.[1];
    if (path === "/deployments/filter") {
      const names = wanted(text, "deployments");
      sendPage(
        answer,
        asked,
        deployments.filter((one) => names.includes(one.name)),
      );
    } else if (path === "/flows/filter") {
      const names = wanted(text, "flows");
      sendPage(
        answer,
        asked,
        flows.filter((one) => names.includes(one.name)),
      );
    } else if (path === "/automations/filter") sendPage(answer, asked, automations);
    else if (name !== undefined) {
      const flow = flows.find((one) => one.name === decodeURIComponent(name));
      sendJson(answer, flow ?? { detail: "Flow not found" }, flow ? 200 : 404);
    } else more(asked, answer, number);
  });
}

async function liveBy(answering: Answering): Promise<{ live: ServerState; api: TinyApi }> {
  const api = await startTinyApi(answering);
  const { upstream } = tinyUpstream(api);
  open.push(
    () => api[Symbol.asyncDispose](),
    () => {
      upstream.close();
    },
  );
  return { live: new ServerState(upstream), api };
}

const FLOWS = [
  { id: "f1", name: "one" },
  { id: "f2", name: "the second" },
];
const DEPLOYMENTS = [
  { id: "d1", name: "prod", flow_id: "f1" },
  { id: "d2", name: "prod", flow_id: "f2" },
  { id: "d3", name: "test", flow_id: "f1" },
];
const ROWS: Rows = { flows: FLOWS, deployments: DEPLOYMENTS };

describe("deployments and flows", () => {
  test("that are being read are not asked for again by the next load", async () => {
    const { live, api } = await liveOf(ROWS);
    await Promise.all([live.load(["prod"], ["one"]), live.load(["prod", "test"], ["one"])]);
    const bodies = api.asked.map(({ path, text }) => {
      const what = path.split("/")[1] === "flows" ? "flows" : "deployments";
      return [what, ...wanted(text, what)].join(" ");
    });
    expect(bodies.sort()).toEqual(["deployments prod", "deployments test", "flows one"]);
    expect(await live.deployment("one", "test")).toEqual(DEPLOYMENTS[2]);
  });

  test("have been read as soon as their own part of them has, with the flow", async () => {
    const names = Array.from({ length: 301 }, (_, at) => `d${at}`);
    const answers: (() => void)[] = [];
    const { live } = await liveBy((asked, answer) => {
      const answerIt = (): void => {
        sendPage(answer, asked, []);
      };
      // The last part, and the flows.
      if (asked.path === "/flows/filter" || wanted(asked.text, "deployments").length === 1)
        answers.push(answerIt);
      else answerIt();
    });
    const loaded = live.load(names, ["one"]);
    const readOf = () => names.filter((name) => live.hasRead({ name })).length;
    const isRead = (flow?: string) => live.hasRead({ name: "d0", flow });
    expect([readOf(), live.hasRead({})]).toEqual([0, true]);
    await vi.waitFor(() => {
      expect(answers).toHaveLength(2);
    });
    expect([readOf(), isRead(), isRead("one")]).toEqual([300, true, false]);
    for (const answer of answers) answer();
    await loaded;
    expect([readOf(), isRead("one"), isRead("other")]).toEqual([301, true, false]);
  });

  test("whose first load failed are read by the next one", async () => {
    let broken = true;
    const { live, api } = await liveBy((asked, answer) => {
      if (broken) sendJson(answer, { detail: "No" }, 422);
      else sendPage(answer, asked, []);
    });
    await expect(live.load(["prod"], [])).rejects.toThrow("422");
    broken = false;
    await live.load(["prod"], []);
    expect(api.lines()).toEqual(["POST /deployments/filter", "POST /deployments/filter"]);
  });

  test("leave the automations to be read when they are needed, where reading them ahead has failed", async () => {
    const { live, api } = await liveBy((asked, answer, number) => {
      if (number === 1) sendJson(answer, { detail: "No" }, 422);
      else sendPage(answer, asked, [{ id: "a1", name: "x" }]);
    });
    live.foreseeAutomations();
    live.foreseeAutomations();
    expect(await live.automations()).toEqual([{ id: "a1", name: "x" }]);
    await live.automations();
    expect(api.asked).toHaveLength(2);
  });

  test("that were read ahead are known without another request, and so are those that do not exist", async () => {
    const { live, api } = await liveOf(ROWS);
    await live.load(["prod", "test", "prod", "new"], ["one", "the second", "none", "one"]);
    expect(api.lines().sort()).toEqual(["POST /deployments/filter", "POST /flows/filter"]);
    expect(await live.flow("one")).toEqual(FLOWS[0]);
    expect(await live.flow("none")).toBeUndefined();
    // The same name of several flows.
    expect(await live.deployment("one", "prod")).toEqual(DEPLOYMENTS[0]);
    expect(await live.deployment("the second", "prod")).toEqual(DEPLOYMENTS[1]);
    expect(await live.deployment("the second", "test")).toBeUndefined();
    expect(await live.deployment("none", "prod")).toBeUndefined();
    expect(await live.deployment("one", "new")).toBeUndefined();
    expect(api.asked).toHaveLength(2);
  });

  test("are not asked for twice by reading ahead twice", async () => {
    const { live, api } = await liveOf(ROWS);
    await live.load(["prod"], ["one"]);
    await live.load(["prod", "test"], ["one"]);
    expect(
      api.asked.map(({ text }) => wanted(text, text.includes('"flows"') ? "flows" : "deployments")),
    ).toEqual(expect.arrayContaining([["prod"], ["one"], ["test"]]));
    expect(api.asked).toHaveLength(3);
  });

  test("that nobody foresaw are asked for when they are needed, and remembered", async () => {
    const { live, api } = await liveOf(ROWS);
    expect(await live.deployment("the second", "prod")).toEqual(DEPLOYMENTS[1]);
    expect(await live.deployment("one", "prod")).toEqual(DEPLOYMENTS[0]);
    expect(await live.flow("none")).toBeUndefined();
    const before = api.asked.length;
    expect(api.lines()).toContain("GET /flows/name/none");
    await live.deployment("one", "prod");
    await live.flow("none");
    expect(api.asked).toHaveLength(before);
  });

  test("have names that are written as a part of a path", async () => {
    const { live, api } = await liveOf(ROWS);
    expect(await live.flow("the second")).toEqual(FLOWS[1]);
    expect(api.lines()).toEqual(["GET /flows/name/the%20second"]);
  });

  test("are asked for in parts and in pages where they are many, and all are found", async () => {
    const flows = Array.from({ length: 410 }, (_, at) => ({ id: `f${at}`, name: `flow ${at}` }));
    const deployments = flows.map(({ id }, at) => ({ id: `d${at}`, name: "prod", flow_id: id }));
    const { live, api } = await liveOf({ flows, deployments });
    await live.load(
      ["prod"],
      flows.map(({ name }) => name),
    );
    const asked = api.asked.length;
    expect(api.lines().filter((line) => line.includes("flows"))).toHaveLength(3);
    expect(api.lines().filter((line) => line.includes("deployments"))).toHaveLength(3);
    for (const at of [0, 199, 200, 409]) {
      expect(await live.deployment(`flow ${at}`, "prod")).toEqual(deployments[at]);
    }
    expect(api.asked).toHaveLength(asked);
  });

  test("are read in an order that does not change between two pages", async () => {
    const { live, api } = await liveOf(ROWS);
    await live.load(["prod"], ["one"]);
    await live.automations();
    for (const { text } of api.asked) expect(JSON.parse(text)).toMatchObject({ sort: "CREATED_DESC" });
  });

  test("are asked for again once they were forgotten: all, or one by id or name", async () => {
    const { live, api } = await liveOf(ROWS);
    const again = async (forget: () => void): Promise<string[]> => {
      await live.load(["prod", "test"], ["one", "the second"]);
      const before = api.asked.length;
      forget();
      await live.deployment("one", "prod");
      await live.deployment("one", "test");
      await live.flow("the second");
      return api.asked
        .slice(before)
        .map(({ path, text }) => `${path} ${/"any_":\["(.*?)"\]/.exec(text)?.[1] ?? ""}`);
    };
    expect(
      await again(() => {
        live.forgetDeployment("d2");
      }),
    ).toEqual(["/deployments/filter prod"]);
    expect(
      await again(() => {
        live.forgetDeployment("test");
      }),
    ).toEqual(["/deployments/filter test"]);
    expect(
      await again(() => {
        live.forgetDeployment("nobody");
      }),
    ).toEqual([]);
    expect(
      await again(() => {
        live.forgetFlow("the second");
      }),
    ).toEqual(["/flows/name/the%20second "]);
    expect(
      (
        await again(() => {
          live.forget();
        })
      ).length,
    ).toBeGreaterThan(3);
  });

  test("are not remembered where asking failed", async () => {
    let broken = true;
    const api = await startTinyApi((_asked, answer) => {
      if (broken) sendJson(answer, {}, 500);
      else sendJson(answer, FLOWS[0]);
    });
    const { upstream } = tinyUpstream(api);
    open.push(
      () => api[Symbol.asyncDispose](),
      () => {
        upstream.close();
      },
    );
    const live = new ServerState(upstream);
    await expect(live.flow("one")).rejects.toThrow("500");
    broken = false;
    expect(await live.flow("one")).toEqual(FLOWS[0]);
  });
});

describe("automations", () => {
  test("are read once, all of them, page by page", async () => {
    const automations = Array.from({ length: 201 }, (_, id) => ({ id }));
    const { live, api } = await liveOf({ automations });
    expect(await live.automations()).toEqual(automations);
    expect(await live.automations()).toHaveLength(201);
    expect(api.asked).toHaveLength(2);
  });

  test("are none on a server that has no such thing", async () => {
    const api = await startTinyApi((_asked, answer) => {
      sendJson(answer, { detail: "Not Found" }, 404);
    });
    const { upstream } = tinyUpstream(api);
    open.push(
      () => api[Symbol.asyncDispose](),
      () => {
        upstream.close();
      },
    );
    expect(await new ServerState(upstream).automations()).toEqual([]);
  });
});

describe("parts", () => {
  test.each([
    [0, []],
    [1, [1]],
    [150, [150]],
    [151, [150, 1]],
    [460, [150, 150, 150, 10]],
  ])("of %i names", async (count, sizes) => {
    const names = Array.from({ length: count }, (_, at) => `n${at}`);
    let running = 0;
    let most = 0;
    const asked: number[] = [];
    const rows = await inChunks(names, async (part) => {
      asked.push(part.length);
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return [...part];
    });
    expect(rows).toEqual(names);
    expect(asked).toEqual(sizes);
    expect(most).toBeLessThanOrEqual(2);
  });
});
