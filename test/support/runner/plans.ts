import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { type FaultGate, startFaultGate } from "../faults/gate.ts";
import { dumpServer } from "../fidelity/dump.ts";
import { usePrefectServer } from "../hooks.ts";
import { executable } from "../paths.ts";
import { makeProject, prefectYaml, type Entry, type Project } from "../project.ts";
import { createWorkPool, type PrefectVersion } from "../servers/prefect.ts";
import { tempDir } from "../temp.ts";
import { ROOT } from "../../../scripts/parts.mjs";
import { deployStory, told, type Story } from "./story.ts";

export type Inputs = Readonly<Record<string, string>>;

export interface PlanOutput {
  readonly summary: Readonly<Record<string, number>>;
  readonly deployments: readonly {
    readonly flow: string;
    readonly name: string;
    readonly id: string | null;
    readonly line: number;
    readonly action: string;
    readonly changes: readonly Readonly<Record<string, unknown>>[];
  }[];
}

/** A server of this version behind a gate that counts, and a project for it. */
export function usePlans(version: PrefectVersion) {
  const prefect = usePrefectServer({ version });
  let [gate, project]: [FaultGate?, Project?] = [];
  beforeAll(async () => {
    gate = await startFaultGate(prefect().url);
  });
  beforeEach(async () => {
    for (const pool of ["pool", "other"]) await createWorkPool(prefect(), pool);
    await project?.[Symbol.asyncDispose]();
    project = await makeProject({});
    gate?.reset();
  });
  afterAll(async () => {
    await gate?.[Symbol.asyncDispose]();
    await project?.[Symbol.asyncDispose]();
  });
  const parts = () => {
    if (!gate || !project) throw new Error("Only within a test.");
    return { gate, project };
  };
  const run = (inputs: Inputs = {}, env: Inputs = {}): Promise<Story> =>
    deployStory({
      inputs: { "api-url": parts().gate.apiUrl, retries: "0", "config-target": "none", ...inputs },
      workspace: parts().project.path,
      client: version,
      env,
    });
  return {
    prefect,
    gate: () => parts().gate,
    project: () => parts().project,
    /** Writes the project's files; `prefect.yaml` from entries, and gives its text. */
    write: async (deployments: readonly Entry[], files: Inputs = {}, head?: string): Promise<string> => {
      const text = prefectYaml(deployments, head);
      await parts().project.write({ ...files, "prefect.yaml": text });
      return text;
    },
    run,
    /** A deploy that has to go well. */
    deploy: async (inputs: Inputs = {}): Promise<Story> => {
      const story = await run(inputs);
      expect(told(story.problems), story.log).toEqual([]);
      expect(story.error).toBeUndefined();
      return story;
    },
    /** A plan that writes nothing: no request that could, and a server that is the same to the last byte. */
    plan: async (inputs: Inputs = {}, env: Inputs = {}): Promise<Story> => {
      const before = await dumpServer(prefect());
      parts().gate.reset();
      const story = await run({ mode: "plan", ...inputs }, env);
      expect(parts().gate.writes()).toEqual([]);
      expect((await dumpServer(prefect())).exact).toEqual(before.exact);
      await expectValid(story);
      return story;
    },
  };
}

const SCHEMA = join(ROOT, "docs/plan.schema.json");

/** The output `plan` against its schema, and the other outputs against it. */
async function expectValid({ outputs, error }: Story): Promise<void> {
  const { plan = "", created, changed, unchanged } = outputs;
  if (plan === "") {
    expect(error).toBeDefined();
    return;
  }
  await using folder = await tempDir();
  const file = join(folder.path, "plan.json");
  await writeFile(file, plan);
  const check = promisify(execFile)(executable("gates", "check-jsonschema"), ["--schemafile", SCHEMA, file]);
  await check.catch((failure: unknown) => {
    throw new Error(`${(failure as { stdout: string }).stdout}\n${plan}`);
  });
  const { summary } = JSON.parse(plan) as PlanOutput;
  expect({ create: created, change: changed, unchanged }).toEqual({
    create: String(summary["create"]),
    change: String(summary["change"]),
    unchanged: String(summary["unchanged"]),
  });
}

/** `change a/prod`, in the order of the file. */
export function actions({ outputs }: Story): string[] {
  const { deployments } = JSON.parse(outputs["plan"] ?? "") as PlanOutput;
  return deployments.map(({ action, flow, name }) => `${action} ${flow}/${name}`);
}

/** What changes in each deployment that changes, by its name. */
export function changes({ outputs }: Story): Record<string, PlanOutput["deployments"][number]["changes"]> {
  const { deployments } = JSON.parse(outputs["plan"] ?? "") as PlanOutput;
  const touched = deployments.filter((one) => one.action === "change");
  return Object.fromEntries(touched.map((one) => [one.name, one.changes]));
}
