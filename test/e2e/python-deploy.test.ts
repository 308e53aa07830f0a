import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { exampleFiles } from "../support/examples/example.ts";
import { exampleWorkflow } from "../support/examples/workflow.ts";
import { createWorkPool, startPrefectServer, tempDir } from "../support/index.ts";
import { outputsOf, PULL_REQUEST, PUSH, runAct } from "../support/runner/act.ts";
import { deployed } from "../support/runner/story.ts";
import { startIssuer } from "../support/servers/issuer.ts";
import { startJwtEnvoy } from "../support/servers/jwt-gates.ts";
import { leaks } from "./leaks.ts";

describe("examples/python-deploy", () => {
  it("shows on a pull request what the script would deploy, behind a Bearer gate, and deploys it on a push", async ({
    signal,
  }) => {
    await using prefect = await startPrefectServer({});
    await createWorkPool(prefect, "default-pool", "docker");
    await using issuer = await startIssuer();
    await using home = await tempDir();
    const gated = exampleFiles("jwt-envoy");
    await using gate = await startJwtEnvoy(
      { file: gated.file, render: gated.renderTo(home) },
      prefect.port,
      issuer,
    );
    const { file } = exampleFiles("python-deploy");
    const paths = ["deploy.py", "flows/import_orders.py"];
    const texts = await Promise.all(paths.map((path) => readFile(file(path), "utf8")));
    const files = Object.fromEntries(paths.map((path, index) => [path, texts[index] ?? ""]));
    const token = await issuer.token();
    const all = {
      ...{ signal, secrets: { PREFECT_TOKEN: token } },
      workflow: await exampleWorkflow("python-deploy", { "api-url": gate.apiUrl, comment: "false" }),
    };
    const names = ["import-orders/berlin", "import-orders/on-upload", "import-orders/porto"];

    await using planned = await runAct({ ...all, files, event: PULL_REQUEST });
    expect(planned.exitCode, planned.log).toBe(0);
    expect(outputsOf(planned, "deploy", "prefect")).toMatchObject({ "has-changes": "true" });
    expect(planned.log).toContain("3 deployments: 3 to create.");
    expect(await deployed(prefect)).toEqual([]);

    await using first = await runAct({ ...all, files, event: PUSH });
    expect(first.exitCode, first.log).toBe(0);
    expect(outputsOf(first, "deploy", "prefect")).toMatchObject({ created: "3", failed: "0" });
    expect(outputsOf(first, "deploy", "prefect")["plan-digest"]).toBe(
      outputsOf(planned, "deploy", "prefect")["plan-digest"],
    );
    expect(await deployed(prefect)).toEqual(names);

    const edited = (files["deploy.py"] ?? "").replace('"5 * * * *"', '"10 * * * *"');
    await using second = await runAct({ ...all, files: { ...files, "deploy.py": edited }, event: PUSH });
    expect(second.exitCode, second.log).toBe(0);
    expect(outputsOf(second, "deploy", "prefect")).toMatchObject({ changed: "2", unchanged: "1" });
    for (const run of [planned, first, second]) expect(leaks(run.log, [token])).toEqual([]);
  }, 300_000);
});
