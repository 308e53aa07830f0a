import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { type GateRequest, startFaultGate } from "../support/faults/gate.ts";
import { usePrefectServer } from "../support/hooks.ts";
import { createWorkPool } from "../support/index.ts";
import { flows, makeProject, prefectYaml } from "../support/project.ts";
import { deployStory, told } from "../support/runner/story.ts";

const prefect = usePrefectServer();

const COUNT = 8;

/** `Write what differs: 5 of 8 written`: of lines that say how far it is, with the group that they are in. */
function progressIn(lines: readonly string[]): string[] {
  let group = "none";
  return lines.flatMap((line) => {
    if (line.startsWith("::group::")) group = line.slice("::group::".length);
    if (line === "::endgroup::") group = "none";
    return /^\d+ of \d+ (?:read|recorded|written|put)/.test(line) ? [`${group}: ${line}`] : [];
  });
}

/** Its look at the server by names takes longer than 5 s, and so does writing all of them. */
async function slowly({ method, path, body }: GateRequest): Promise<void> {
  if (method !== "POST") return;
  if (path === "/api/deployments/filter" && body.includes('"name":{"any_"')) await sleep(6_000);
  if (path === "/api/deployments/") await sleep(1_000);
}

it("each long stage of a deploy says how far it is, once, and in its own group", async () => {
  await createWorkPool(prefect(), "pool");
  const names = Array.from({ length: COUNT }, (_, index) => `f${index}`);
  await using gate = await startFaultGate(prefect().url, { before: slowly });
  await using project = await makeProject({
    ...Object.fromEntries(names.map((name) => [`${name}.py`, `import time\ntime.sleep(1)\n${flows(name)}`])),
    "prefect.yaml": prefectYaml(names.map((name) => ({ name: "prod", entrypoint: `${name}.py:${name}` }))),
  });
  const { results, problems, lines } = await deployStory({
    inputs: {
      "api-url": gate.apiUrl,
      "config-target": "none",
      concurrency: "1",
      // So that the CLI begins once all is read.
      names: "f*/prod",
    },
    workspace: project.path,
  });
  expect(told(problems)).toEqual([]);
  expect(results).toEqual(names.map((name) => `created ${name}/prod`));
  const said = progressIn(lines);
  const stages = [
    /^Select the deployments: 0 of 8 read$/,
    /^Run prefect deploy \(prefect\.yaml\): [0-7] of 8 recorded(?:, [a-z ]+ \d+ s left)?$/,
    /^none: 0 of 8 read once more$/,
    /^Write what differs: [0-7] of 8 written(?:, [a-z ]+ \d+ s left)?$/,
  ];
  const stageOf = (line: string): number => stages.findIndex((stage) => stage.test(line));
  // On a busy machine a stage may take longer, and say it again.
  expect([...new Set(said.map(stageOf))], said.join("\n")).toEqual([0, 1, 2, 3]);
  // From the first to the last of them it is 7 s.
  expect(said.join("\n")).toMatch(/[1-7] of 8 recorded[^]*[1-7] of 8 written/);
});
