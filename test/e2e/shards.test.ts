import { describe, expect, it } from "vitest";
import { exampleWorkflow } from "../support/examples/workflow.ts";
import { IS_FULL_RUN } from "../support/full-run.ts";
import { runAct, type ActRun } from "../support/runner/act.ts";
import { createWorkPool, startPrefectServer } from "../support/index.ts";
import { startPostgres } from "../support/servers/postgres.ts";
import { flows, prefectYaml } from "../support/project.ts";
import { startRelay, type Relay } from "../support/servers/relay.ts";
import { deployed } from "../support/runner/story.ts";

const COUNT = IS_FULL_RUN ? 200 : 60;
const NAMES = Array.from({ length: COUNT }, (_, index) => `d${String(index).padStart(3, "0")}`);
const FLOWS = ["load", "clean", "report"];

const PROJECT = {
  "flows.py": flows(...FLOWS),
  "prefect.yaml": prefectYaml(
    NAMES.map((name, index) => ({
      name,
      entrypoint: `flows.py:${FLOWS[index % FLOWS.length] ?? ""}`,
      // Without the one Prefect stores the commit, which is another one in the second run; without the other it writes
      // "None" at first, and null from then on (3.8.8).
      more: ["description: Made for a test."],
    })),
  ),
};

describe(`examples/matrix-shards, five jobs for ${COUNT} deployments`, () => {
  it("deploys each exactly once, and starts no job where nothing has changed", async ({ signal }) => {
    // SQLite lets one write at a time, and here five jobs write.
    await using postgres = await startPostgres();
    await using prefect = await startPrefectServer({ databaseUrl: postgres.url });
    await createWorkPool(prefect, "pool");
    await using relay = await startRelay(prefect.url);
    const push = {
      signal,
      files: PROJECT,
      secrets: { PREFECT_PASSWORD: "nobody asks for it" },
      workflow: await exampleWorkflow("matrix-shards", { "api-url": relay.apiUrl }),
    };

    await using first = await runAct(push);
    expect(first.exitCode, first.log).toBe(0);
    expect(shardsOf(first)).toEqual(["1/5", "2/5", "3/5", "4/5", "5/5"]);
    expect(created(first)).toBe(COUNT);
    const wanted = NAMES.map((name, index) => `${FLOWS[index % FLOWS.length] ?? ""}/${name}`).sort();
    expect(await deployed(prefect)).toEqual(wanted);
    expect(written(relay)).toEqual(NAMES);

    relay.forget();
    await using second = await runAct(push);
    expect(second.exitCode, second.log).toBe(0);
    expect(shardsOf(second)).toEqual([]);
    expect(planned(second)).toMatchObject({
      "changed-shards": "[]",
      "has-changes": "false",
      unchanged: String(COUNT),
    });
    expect(relay.writes()).toEqual([]);
  }, 600_000);
});

/** Names of the deployments that the server took, as often as it took them, sorted. */
function written(relay: Relay): string[] {
  return relay.requests
    .filter(({ method, path, status }) => method === "POST" && path === "/api/deployments/" && status < 300)
    .map(({ body }) => (JSON.parse(body) as { name: string }).name)
    .sort();
}

/** Of the jobs that came of the matrix. */
function shardsOf(run: ActRun): unknown[] {
  return run.jobs
    .filter(({ id, steps }) => id === "deploy" && steps.size > 0)
    .map(({ matrix }) => matrix["shard"])
    .sort();
}

function created(run: ActRun): number {
  const outputs = run.jobs.filter(({ id }) => id === "deploy").flatMap(({ steps }) => [...steps.values()]);
  return outputs.reduce((sum, step) => sum + Number(step.outputs["created"] ?? 0), 0);
}

function planned(run: ActRun): Readonly<Record<string, string>> {
  return run.jobs.find(({ id }) => id === "plan")?.steps.get("plan")?.outputs ?? {};
}
