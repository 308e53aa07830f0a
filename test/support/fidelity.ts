import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FidelityProject } from "./fidelity-projects.ts";
import { createWorkPool, prefectCommand, type PrefectServer, type PrefectVersion } from "./prefect.ts";
import type { Files } from "./project.ts";
import { bare } from "./story.ts";

/** A first deploy, the same files once more, and the same after the edit. To be run in this order. */
export const STAGES = ["first", "again", "edited"] as const;
export type Stage = (typeof STAGES)[number];

export interface BareOptions {
  readonly version: PrefectVersion;
  readonly apiUrl: string;
  /**
   * Absolute. Where a project says nothing about pulling, it gets stored: what is compared has to be deployed from
   * the same folder, or without it.
   */
  readonly directory: string;
}

/**
 * What the CLI does when it is left to itself. With `--all`, as `--name '*'` deploys k deployments of one name k
 * times each (3.8.8).
 */
export async function bareDeploy(
  project: FidelityProject,
  stage: Stage,
  { version, apiUrl, directory }: BareOptions,
): Promise<{ readonly exitCode: number | undefined; readonly output: string }> {
  await writeStage(project, stage, directory);
  return await bare([prefectCommand(version), "--no-prompt", "deploy", "--all"], directory, {
    PREFECT_API_URL: apiUrl,
    ...project.env,
  });
}

/** Puts a project into a folder, as it is at this stage. */
export async function writeStage(project: FidelityProject, stage: Stage, directory: string): Promise<void> {
  const files: Files = stage === "edited" ? { ...project.files, ...project.edited } : project.files;
  for (const [name, content] of Object.entries(files)) {
    const path = join(directory, ...name.split("/"));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}

/** The work pools, variables and blocks that these projects use; what is there already stays. */
export async function prepareServer(
  server: PrefectServer,
  projects: readonly FidelityProject[],
): Promise<void> {
  for (const pool of ["pool", "other"]) await createWorkPool(server, pool);
  for (const { variables = {}, secrets = {} } of projects) {
    for (const [name, value] of Object.entries(variables)) {
      await unlessThere(server.request("POST", "/variables/", { name, value }));
    }
    for (const [name, value] of Object.entries(secrets)) await createSecret(server, name, value);
  }
}

async function createSecret(server: PrefectServer, name: string, value: string): Promise<void> {
  const type = (await server.request("GET", "/block_types/slug/secret")) as { id: string };
  const [schema] = (await server.request("POST", "/block_schemas/filter", {
    block_schemas: { block_type_id: { any_: [type.id] } },
  })) as { id: string }[];
  await unlessThere(
    server.request("POST", "/block_documents/", {
      name,
      data: { value },
      block_type_id: type.id,
      block_schema_id: schema?.id,
    }),
  );
}

async function unlessThere(creation: Promise<unknown>): Promise<void> {
  try {
    await creation;
  } catch (error) {
    if (!(error instanceof Error && error.message.includes(": 409 "))) throw error;
  }
}
