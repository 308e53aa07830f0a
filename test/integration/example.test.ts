import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { usePrefectServer } from "../support/hooks.ts";
import {
  BASIC_TRAEFIK_EXAMPLE,
  createWorkPool,
  ROOT,
  runStep,
  startTraefikBasic,
  tempDir,
  type StepResult,
} from "../support/index.ts";
import { deployed, liveDeployments } from "../support/story.ts";

interface WorkflowStep {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}

const PASSWORD = "only the workflow knows it";

describe("examples/basic-traefik", () => {
  const prefect = usePrefectServer();
  beforeEach(() => createWorkPool(prefect(), "default-pool"));

  it("as it stands deploys three flows through its own Traefik, with the inputs of its own workflow; a second run updates them", async () => {
    const steps = await workflowSteps();
    const inputs = steps.find(({ uses }) => uses?.startsWith("your-org/prefect-self-hosted-deploy@v1"))?.with;
    if (!inputs) throw new Error("workflow.yml does not use this action.");
    const action = parse(await readFile(join(ROOT, "action.yml"), "utf8")) as { inputs: object };
    for (const name of Object.keys(inputs)) expect(Object.keys(action.inputs)).toContain(name);
    // The client that the workflow installs is the server's version, which is the one here.
    expect(steps.map(({ run }) => run)).toContain("pip install prefect==3.8.8");

    await using gate = await startTraefikBasic({
      upstream: prefect().url,
      user: inputs["username"] ?? "",
      password: PASSWORD,
    });
    await using checkout = await tempDir();
    for (const name of ["prefect.yaml", "flows"]) {
      await cp(join(BASIC_TRAEFIK_EXAMPLE, name), join(checkout.path, name), { recursive: true });
    }
    const run = (): Promise<StepResult> =>
      runStep({
        inputs: filledIn(inputs, gate.apiUrl),
        workspace: checkout.path,
      });

    const first = await run();
    expect(first.exitCode, first.log).toBe(0);
    expect(first.outputs).toMatchObject({ created: "3", changed: "0", failed: "0" });
    expect(first.outputs).toMatchObject({ "server-version": "3.8.8", "client-version": "3.8.8" });
    const names = ["build-report/weekly", "clean-up/nightly", "ingest-orders/hourly"];
    expect(await deployed(prefect())).toEqual(names);
    expect(first.log).not.toContain("::warning");
    expect(first.log).not.toContain("::error");
    for (const { pull_steps } of await liveDeployments(prefect())) {
      expect(pull_steps).toEqual([
        { "prefect.deployments.steps.set_working_directory": { directory: "/opt/flows" } },
      ]);
    }
    // The links open, without the password: the example leaves the UI's pages open.
    const results = JSON.parse(first.outputs["deployments"] ?? "") as { url: string }[];
    expect(results).toHaveLength(3);
    for (const { url } of results) expect((await fetch(url)).status).toBe(200);

    const second = await run();
    expect(second.exitCode, second.log).toBe(0);
    expect(second.outputs).toMatchObject({ created: "0", changed: "3", failed: "0" });
    expect(await deployed(prefect())).toEqual(names);
    for (const { log, summary } of [first, second]) {
      expect(log.replaceAll(/^::add-mask::.*$/gm, "") + summary).not.toContain(PASSWORD);
    }
  });
});

async function workflowSteps(): Promise<WorkflowStep[]> {
  const workflow = parse(await readFile(join(BASIC_TRAEFIK_EXAMPLE, "workflow.yml"), "utf8")) as {
    jobs: Record<string, { steps: WorkflowStep[] }>;
  };
  return Object.values(workflow.jobs).flatMap(({ steps }) => steps);
}

/** As GitHub fills in expressions; the public name of the server becomes the one of this test. */
function filledIn(inputs: Readonly<Record<string, string>>, apiUrl: string): Record<string, string> {
  expect(inputs["api-url"]).toBe("https://prefect.example.com/api");
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      name,
      name === "api-url" ? apiUrl : value.replace(/^\${{ secrets\.\w+ }}$/, PASSWORD),
    ]),
  );
}
