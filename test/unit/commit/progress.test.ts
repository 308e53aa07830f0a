import type http from "node:http";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { commit, type Committed } from "../../../src/commit/commit.js";
import type { Decision } from "../../../src/plan/decision.js";
import { sendJson } from "../../support/servers/tiny-api.ts";
import { refuses, type Fault, type TinyPrefect } from "../../support/servers/tiny-prefect.ts";
import { useWorld } from "./world.ts";

const world = useWorld();
const prefect = (): TinyPrefect => world().prefect;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const lines: string[] = [];

function committed(
  decisions: readonly Decision[],
  { most = 1, signal = new AbortController().signal } = {},
): Promise<Committed> {
  lines.length = 0;
  return commit(decisions, world().upstream(), {
    ...{ most, signal, keep: false, putBackMs: 10_000, flows: world().flows, since: performance.now() },
    say: (line) => lines.push(line),
    interruption: () => "the job was cancelled",
  });
}

/** What is done, and answered 5 s later. */
function takesLong(at: string | RegExp, from: number, rows: () => readonly unknown[] = () => []): Fault {
  const answer = (response: http.ServerResponse): void => {
    vi.advanceTimersByTime(5_000);
    sendJson(response, rows().at(-1) ?? null, 201);
  };
  return { at, from, times: 1, done: true, answer };
}

const told = (): string[] => lines.filter((line) => /^[0-9]/.test(line));

describe("how far it is", () => {
  test("is said of flows, deployments and triggers, each by themselves", async () => {
    const queue = { work_pool_name: "pool", work_queue_name: "fast" };
    const decisions = ["a", "b", "c"].map((flow) =>
      world().wants(`${flow}/d`, { body: flow === "b" ? queue : {}, triggers: ["t"] }),
    );
    prefect().faults.push(
      takesLong("POST /flows/", 3, () => prefect().flows),
      takesLong("POST /deployments/", 3, () => prefect().deployments),
      takesLong("POST /automations/", 3, () => prefect().automations),
    );
    expect((await committed(decisions)).error).toBeUndefined();
    expect(lines).toEqual(["2 of 3 flows written", "2 of 3 written", "2 of 3 written with their triggers"]);
  });

  test("is not said of what is only to be compared", async () => {
    prefect().deployment("old", "same", { version: "1" });
    const decisions = [
      world().wants("old/same", { body: { version: "1" } }),
      ...["b", "c"].map((name) => world().wants(`old/${name}`)),
    ];
    prefect().faults.push(takesLong("POST /deployments/", 2, () => prefect().deployments));
    await committed(decisions);
    expect(lines).toEqual(["1 of 2 written"]);
  });

  test("is not said of writes that are still under way when the job is cancelled", async () => {
    const controller = new AbortController();
    const long = takesLong("POST /deployments/", 2, () => prefect().deployments);
    prefect().faults.push({
      ...long,
      answer: (response) => {
        controller.abort(new Error("cancelled"));
        long.answer(response);
      },
    });
    await committed(
      ["a", "b", "c"].map((name) => world().wants(`f/${name}`)),
      { signal: controller.signal },
    );
    expect(lines[0]).toMatch(/^The job was cancelled; putting back/);
    expect(told()).toEqual([]);
  });

  test("is not said of writes that are still under way when another has failed", async () => {
    const long = takesLong("POST /deployments/", 4, () => prefect().deployments);
    let isLate = false;
    prefect().faults.push(
      { at: "POST /deployments/", from: 4, times: 1, answer: refuses },
      {
        ...long,
        answer: (response) => {
          setTimeout(() => {
            isLate = true;
            long.answer(response);
          }, 200);
        },
      },
    );
    const decisions = ["a", "b", "c", "d", "e", "f"].map((name) => world().wants(`f/${name}`));
    await committed(decisions, { most: 2 });
    expect(isLate).toBe(true);
    expect(lines[0]).toMatch(/^A write failed; putting back/);
    expect(told()).toEqual([]);
  });

  test("is said of what is put back, without what is not", async () => {
    const decisions = ["a", "b", "c", "d", "e"].map((name) => world().wants(`f/${name}`));
    prefect().faults.push(
      {
        at: "POST /deployments/",
        from: 5,
        answer: (response) => {
          const others = prefect().deployments.find(({ name }) => name === "c");
          Object.assign(others ?? {}, { description: "theirs", updated: "2026-02-02T00:00:00.000000Z" });
          refuses(response);
        },
      },
      takesLong("DELETE /deployments/<f/a>", 1),
    );
    await committed(decisions);
    expect(told()).toEqual(["3 of 5 put back"]);
    expect(lines).toContainEqual(expect.stringMatching(/^left f\/c: somebody else has written/));
    expect(lines.indexOf("3 of 5 put back")).toBe(lines.indexOf("put-back f/a") - 1);
  });
});
