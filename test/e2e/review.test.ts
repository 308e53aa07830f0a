import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { exampleFiles } from "../support/examples/example.ts";
import { exampleWorkflow } from "../support/examples/workflow.ts";
import { createWorkPool, startPrefectServer } from "../support/index.ts";
import { outputsOf, PULL_REQUEST, PUSH, runAct, type ActOptions } from "../support/runner/act.ts";
import { deployed, liveDeployments } from "../support/runner/story.ts";

const SECRETS = { PREFECT_PASSWORD: "nobody asks for it" };

async function filesOf(example: string): Promise<Record<string, string>> {
  const { file } = exampleFiles(example);
  const paths = ["prefect.yaml", "flows/import_orders.py"];
  const texts = await Promise.all(paths.map((path) => readFile(file(path), "utf8")));
  return Object.fromEntries(paths.map((path, index) => [path, texts[index] ?? ""]));
}

describe("examples/reviewed-plan", () => {
  it("deploys the plan that was reviewed; where the server has changed meanwhile, nothing is written, and the error says what it would be", async ({
    signal,
  }) => {
    await using prefect = await startPrefectServer({});
    await createWorkPool(prefect, "default-pool");
    const files = await filesOf("reviewed-plan");
    const given = { "api-url": prefect.apiUrl };
    const all = { signal, secrets: SECRETS, files, workflow: await exampleWorkflow("reviewed-plan", given) };

    // The same from every event, and from another commit: the file takes its version from there.
    const digests: string[] = [];
    const events: NonNullable<ActOptions["event"]>[] = [
      { name: "merge_group", payload: { merge_group: { base_ref: "refs/heads/main" } } },
      { name: "pull_request", payload: { pull_request: { number: 3 } } },
    ];
    for (const event of events) {
      const workflow = all.workflow.replace(/^on:\n(?: .*\n)+/m, `on: ${event.name}\n`);
      const planOnly = workflow.slice(0, workflow.indexOf("\n  deploy:"));
      await using planned = await runAct({
        ...all,
        event,
        workflow: planOnly,
        files: { ...files, [event.name]: "" },
      });
      expect(planned.exitCode, planned.log).toBe(0);
      digests.push(outputsOf(planned, "plan", "plan")["plan-digest"] ?? "");
    }
    expect(await deployed(prefect)).toEqual([]);

    await using first = await runAct(all);
    expect(first.exitCode, first.log).toBe(0);
    const digest = outputsOf(first, "plan", "plan")["plan-digest"];
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(digests).toEqual([digest, digest]);
    expect(outputsOf(first, "deploy", "deploy")).toMatchObject({
      ...{ created: "2", "plan-digest": digest, "ui-url": `${prefect.url}/deployments` },
    });

    const body = JSON.stringify({ paused: true });
    const [hourly] = (await liveDeployments(prefect)).filter(({ name }) => name === "hourly");
    const meanwhile = await exampleWorkflow("reviewed-plan", given, {
      deploy: [
        {
          run: `curl --fail --silent -X PATCH -H 'Content-Type: application/json' -d '${body}' ${prefect.apiUrl}/deployments/${String(hourly?.id)}`,
        },
      ],
    });
    const changed = (files["prefect.yaml"] ?? "").replace("interval: 600", "interval: 900");
    await using second = await runAct({
      ...all,
      workflow: meanwhile,
      files: { ...files, "prefect.yaml": changed },
    });
    expect(second.exitCode).toBe(1);
    const log = second.jobs.find(({ id }) => id === "deploy")?.log ?? "";
    expect(log).toContain("The plan is not the one that was reviewed");
    expect(log).toMatch(
      /Nothing was written\. Now it would be: .*change import-orders\/hourly \([a-z, ]*paused[a-z, ]*\), last written on the server at/s,
    );
    const live = await liveDeployments(prefect);
    expect(JSON.stringify(live.find(({ name }) => name === "every-ten-minutes"))).toContain('"interval":600');
  }, 300_000);
});

describe("examples/prune", () => {
  it("remembers what it deploys, shows on a pull request what left the files, and deletes it on a push", async ({
    signal,
  }) => {
    await using prefect = await startPrefectServer({});
    await createWorkPool(prefect, "default-pool");
    const files = await filesOf("prune");
    const workflow = await exampleWorkflow("prune", {
      "api-url": prefect.apiUrl,
      "prune-scope": "shop production",
    });
    const all = { signal, secrets: SECRETS, workflow };
    const push = { ...all, event: PUSH };
    const pull = { ...all, event: PULL_REQUEST };

    await using first = await runAct({ ...push, files });
    expect(first.exitCode, first.log).toBe(0);
    expect(outputsOf(first, "deploy", "prefect")).toMatchObject({ created: "2", deleted: "0" });
    const fewer = (files["prefect.yaml"] ?? "").replace(/\n {2}- name: by-hand[\s\S]*$/, "\n");
    await using planned = await runAct({ ...pull, files: { ...files, "prefect.yaml": fewer } });
    expect(outputsOf(planned, "deploy", "prefect"), planned.log).toMatchObject({
      deleted: "1",
      "has-changes": "true",
    });
    expect(await deployed(prefect)).toEqual(["import-orders/by-hand", "import-orders/hourly"]);

    await using second = await runAct({ ...push, files: { ...files, "prefect.yaml": fewer } });
    expect(second.exitCode, second.log).toBe(0);
    expect(outputsOf(second, "deploy", "prefect")).toMatchObject({ deleted: "1", unchanged: "1" });
    expect(await deployed(prefect)).toEqual(["import-orders/hourly"]);
  }, 300_000);
});
