import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runAct } from "../support/runner/act.ts";
import { exampleFiles } from "../support/examples/example.ts";
import { usePrefectServer } from "../support/hooks.ts";
import { createWorkPool, tempDir, type Part, type TempDir } from "../support/index.ts";
import { startIssuer, type Issuer } from "../support/servers/issuer.ts";
import { startJwtEnvoy } from "../support/servers/jwt-gates.ts";
import { flows, prefectYaml } from "../support/project.ts";
import { shownByRunner } from "../support/runner/runner-model.ts";
import { leaks } from "./leaks.ts";

const prefect = usePrefectServer();

describe("a token that is renewed while the CLI prints", () => {
  let home: TempDir;
  let issuer: Issuer;
  let gate: Part;
  beforeAll(async () => {
    const { file, renderTo } = exampleFiles("jwt-envoy");
    home = await tempDir();
    issuer = await startIssuer();
    gate = await startJwtEnvoy({ file, render: renderTo(home) }, prefect().port, issuer);
  });
  afterAll(async () => {
    await gate.stop();
    await issuer[Symbol.asyncDispose]();
    await home.remove();
  });

  it("is not shown, even by a runner that masks nothing", async ({ signal }) => {
    const tokens: string[] = [];
    issuer.lifetime = 4;
    issuer.onAnswer = ({ body }) => {
      if (typeof body === "object") tokens.push(String(body["value"]));
    };
    await createWorkPool(prefect(), "pool");
    await using run = await runAct({
      signal,
      files: {
        "slow.py": `import time\n\nprint("begun", flush=True)\ntime.sleep(7)\n\n${flows("slow")}`,
        "prefect.yaml": prefectYaml([{ name: "prod", entrypoint: "slow.py:slow" }]),
      },
      workflow: `
on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    env: ${JSON.stringify({ ...issuer.idTokens, RUNNER_DEBUG: "1" })}
    steps:
      - uses: actions/checkout@v4
      - uses: ./
        with:
          api-url: ${gate.apiUrl}
          oidc-audience: https://prefect.example.com
`,
    });
    expect(run.exitCode, run.log).toBe(0);
    expect(run.log).toContain("begun");
    expect(tokens.length).toBeGreaterThan(1);
    expect(leaks(run.log, tokens)).toEqual([]);
  });
});

describe("the model of a runner", () => {
  it("shows what this one shows", async ({ signal }) => {
    const lines = [
      ...["of-one", "::add-mask::of-two", "of-two", "::add-mask::100%25 of-three", "100% of-three"],
      ...[
        "::stop-commands::W-1",
        "::add-mask::of-four",
        "of-four",
        "of-two",
        "::W-2::",
        "::add-mask::of-five",
      ],
      ...["::W-1::", "of-five", "::add-mask::of-six", "of-six", "::error::of-two of-six of-seven"],
      ...["##[add-mask]of-eight", "of-eight", "::unknown::of-nine", "::set-output name=x::of-ten"],
    ];
    await using run = await runAct({
      signal,
      masking: true,
      files: { "lines.txt": `${lines.join("\n")}\n` },
      workflow: `
on: push
jobs:
  print:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - id: lines
        run: cat lines.txt
`,
    });
    expect(run.exitCode, run.log).toBe(0);
    const names = (text: string) => [...new Set(text.match(/of-\w+/g))].sort();
    const shown = names(run.jobs[0]?.steps.get("lines")?.log ?? "");
    expect(names(shownByRunner(lines.join("\n")))).toEqual(shown);
    expect(shown).toEqual(["of-five", "of-four", "of-nine", "of-one", "of-seven", "of-ten"]);
  });
});
