import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { leaks } from "../e2e/leaks.ts";
import { exampleFiles } from "../support/example.ts";
import { usePrefectServer } from "../support/hooks.ts";
import { createWorkPool, runStep, tempDir, type Part } from "../support/index.ts";
import { AUDIENCE, startIssuer, type Issuer } from "../support/issuer.ts";
import { startJwtEnvoy } from "../support/jwt-gates.ts";
import { flows, makeProject, prefectYaml } from "../support/project.ts";
import { seenByPeople } from "../support/runner-model.ts";

const prefect = usePrefectServer();
beforeEach(() => createWorkPool(prefect(), "pool"));

describe("a token that is renewed while the CLI prints", () => {
  let issuer: Issuer;
  let gate: Part;
  beforeAll(async () => {
    const { file, renderTo } = exampleFiles("jwt-envoy");
    const home = await tempDir();
    issuer = await startIssuer();
    gate = await startJwtEnvoy({ file, render: renderTo(home) }, prefect().port, issuer);
  });
  afterAll(async () => {
    await gate.stop();
    await issuer[Symbol.asyncDispose]();
  });

  it("is not shown", async () => {
    const tokens: string[] = [];
    issuer.lifetime = 4;
    issuer.onAnswer = ({ body }) => {
      if (typeof body === "object") tokens.push(String(body["value"] ?? body["access_token"]));
    };
    await using project = await makeProject({
      "slow.py": `import time\n\nfor second in range(7):\n    print("second", second, flush=True)\n    time.sleep(1)\n\n${flows("slow")}`,
      "prefect.yaml": prefectYaml([{ name: "prod", entrypoint: "slow.py:slow" }]),
    });
    const step = await runStep({
      inputs: { "api-url": gate.apiUrl, "oidc-audience": AUDIENCE },
      env: issuer.idTokens,
      workspace: project.path,
    });
    expect(step.exitCode, step.log).toBe(0);
    expect(tokens.length).toBeGreaterThan(1);
    expect(leaks(seenByPeople(step), tokens)).toEqual([]);
  });
});
