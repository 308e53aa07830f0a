import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

import { planOutput } from "../../src/report/plan-output.js";
import type { PlannedDeployment } from "../../src/plan/types.js";
import { executable } from "../support/paths.ts";
import { tempDir } from "../support/temp.ts";

const SCHEMA = join(import.meta.dirname, "../../docs/plan.schema.json");

async function check(...args: readonly string[]): Promise<string> {
  try {
    await promisify(execFile)(executable("gates", "check-jsonschema"), ["--color", "never", ...args]);
    return "fits";
  } catch (error) {
    return (error as { stdout?: string }).stdout ?? "did not run";
  }
}

const PLAN: readonly PlannedDeployment[] = [
  {
    file: "prefect.yaml",
    where: { file: "prefect.yaml", line: 3 },
    flow: "etl",
    name: "nightly",
    id: "0b6c9a2e-1111-4222-8333-000000000000",
    action: "change",
    changes: [
      { field: "tags", before: ["a"], after: null },
      { field: "description", before: undefined, after: "x" },
      { field: "env.TOKEN", before: undefined, after: undefined, secret: true },
      { field: "image", before: "etl:1", after: undefined, afterBuild: true },
    ],
  },
  {
    file: "prefect.yaml",
    where: { file: "prefect.yaml" },
    flow: "etl",
    name: "new",
    id: undefined,
    action: "create",
    changes: [],
  },
  {
    file: "",
    where: { file: "" },
    flow: "etl",
    name: "old",
    id: "d3",
    action: "delete",
    changes: [],
    deletes: {
      schedules: 1,
      runs: { scheduled: 12, pending: 0, running: 2, paused: 0, cancelling: 1 },
      automations: ["on-file"],
      renamedTo: "etl/new",
    },
  },
];

const OUTPUT = planOutput(PLAN, {
  environment: undefined,
  apiUrl: "https://prefect.example.com/api",
  digest: "1a2b",
});

test("the schema of the output `plan` is a schema", async () => {
  expect(await check("--check-metaschema", SCHEMA)).toBe("fits");
});

test.each([
  ["a whole plan", OUTPUT],
  ["a cut plan", planOutput(PLAN, { environment: "production", apiUrl: "x", digest: "" }, 700)],
  ["an empty plan", planOutput([], { environment: "production", apiUrl: "x", digest: "" })],
])("%s fits the schema", async (_name, text) => {
  await using folder = await tempDir();
  const file = join(folder.path, "plan.json");
  await writeFile(file, text);
  expect(await check("--schemafile", SCHEMA, file)).toBe("fits");
});

test.each([
  ["another version", '"version":1', '"version":2', "$.version"],
  ["an action that there is not", '"action":"create"', '"action":"destroy"', "deployments[1].action"],
  ["a deployment without a name", '"name":"new",', "", "'name' is a required property"],
  ["the value of a secret", '"secret":true', '"secret":true,"after":"x"', "changes[2]: False schema"],
  ["a line in words", '"line":3', '"line":"3"', "deployments[0].line"],
])("%s does not fit it", async (_name, from, to, said) => {
  await using folder = await tempDir();
  const file = join(folder.path, "plan.json");
  expect(OUTPUT).toContain(from);
  await writeFile(file, OUTPUT.replace(from, to));
  expect(await check("--schemafile", SCHEMA, file)).toContain(said);
});
