import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import { askText } from "../ask.ts";
import type { FidelityProject } from "./projects.ts";
import { createWorkPool, type PrefectServer, type PrefectVersion } from "../servers/prefect.ts";
import type { Files } from "../project.ts";
import { sharedPrefectCommand } from "../shared/client.ts";
import { bare } from "../runner/story.ts";

/** A first deploy, the same files once more, and the same after the edit. To be run in this order. */
export const STAGES = ["first", "again", "edited"] as const;
export type Stage = (typeof STAGES)[number];

/** Several projects in one folder, which few runs deploy. */
export interface Combined extends Pick<FidelityProject, "files" | "edited"> {
  /** Of the process that deploys. */
  readonly env: Readonly<Record<string, string>>;
  /** Names of its prefect files. */
  readonly prefectFiles: readonly string[];
}

/** Need a file of their own: build steps, another section `pull` for a whole file, and none. Each by its first one. */
const APART = [["pushed", "built"], ["pulls"], ["unpulled"]];

/**
 * Puts each project into a folder of its own, and its deployments into a prefect file that it shares with others: most
 * of them into `prefect.yaml`, the others into `KEY.yaml`. Texts are moved and not parsed, so that each value stays as
 * it is written.
 */
export function combine(projects: readonly FidelityProject[]): Combined {
  const apart = APART.map((keys) => keys.flatMap((key) => projects.filter((one) => one.key === key)));
  const rest = projects.filter((one) => !apart.some((group) => group.includes(one)));
  const groups = [rest, ...apart].filter((group) => group.length > 0);
  const combined: Combined[] = groups.map((group) => {
    const name = group === rest ? "prefect.yaml" : `${String(group[0]?.key)}.yaml`;
    const moved = group.map(inFolder);
    return {
      files: union([...moved.map(({ files }) => files), { [name]: oneFile(moved, "files") }]),
      edited: union([...moved.map(({ edited }) => edited), { [name]: oneFile(moved, "edited") }]),
      env: union(moved.map(({ env = {} }) => env)),
      prefectFiles: [name],
    };
  });
  return {
    files: union(combined.map(({ files }) => files)),
    edited: union(combined.map(({ edited }) => edited)),
    env: union(combined.map(({ env }) => env)),
    prefectFiles: combined.flatMap(({ prefectFiles }) => prefectFiles),
  };
}

interface Moved extends Pick<FidelityProject, "key" | "files" | "edited" | "env"> {
  /** Its prefect file. */
  readonly yaml: Readonly<Record<"files" | "edited", string>>;
}

/** A project whose entrypoint is a module stays in the folder of the deploy: there its package is looked for. */
function inFolder({ key, files, edited, env = {} }: FidelityProject): Moved {
  const stays = env["PYTHONPATH"] !== undefined;
  const folder = (given: Files): Files => {
    const others = Object.entries(given).filter(([name]) => name !== "prefect.yaml");
    return Object.fromEntries(others.map(([name, content]) => [stays ? name : `${key}/${name}`, content]));
  };
  const yaml = (given: Files): string => {
    const text = given["prefect.yaml"] ?? "";
    return stays ? text : text.replace(/^( {2}[- ] entrypoint: (?:\.\/)?)(?=.*\.py:)/gm, `$1${key}/`);
  };
  return {
    ...{ key, env, files: folder(files), edited: folder(edited) },
    yaml: { files: yaml(files), edited: yaml({ ...files, ...edited }) },
  };
}

/**
 * The steps of the first project stay at the top; where those of another one differ, each of its deployments without
 * such a section gets its own. Anything else at the top (`definitions`, `name`) stays there.
 */
function oneFile(projects: readonly Moved[], stage: "files" | "edited"): string {
  const parts = projects.map(({ yaml }) => partsOf(yaml[stage]));
  const [first] = parts;
  const shared = [...(first?.head ?? [])];
  const items = parts.flatMap(({ head, items: own }, index) => {
    const moved: Section[] = [];
    for (const section of head) {
      const other = shared.find(({ key }) => key === section.key);
      if (STEPS.has(section.key) && !other) moved.push(section);
      else if (!other) shared.push(section);
      else if (isDeepStrictEqual(parse(other.text), parse(section.text))) continue;
      else if (STEPS.has(section.key)) moved.push(section);
      else throw new Error(`${String(projects[index]?.key)}: another one has ${section.key} at the top too.`);
    }
    const missing = shared.filter(({ key }) => STEPS.has(key) && !head.some((one) => one.key === key));
    if (missing.length > 0) throw new Error(`${String(projects[index]?.key)} has no ${missing[0]?.key}.`);
    return own.map((item) => withSections(item, moved));
  });
  return `${shared.map(({ text }) => text).join("")}deployments:\n${items.join("")}`;
}

const STEPS = new Set(["build", "push", "pull"]);

/** `pull:` and its lines. */
interface Section {
  readonly key: string;
  readonly text: string;
}

/** As `prefectYaml` writes it: `deployments` comes last. */
function partsOf(yaml: string): { readonly head: Section[]; readonly items: string[] } {
  const sections = yaml.split(/^(?=[\w-]+:)/m).map((text) => ({ key: text.split(":")[0] ?? "", text }));
  const deployments = sections.pop();
  if (deployments?.key !== "deployments") throw new Error(`No list of deployments at the end:\n${yaml}`);
  return { head: sections, items: deployments.text.split(/^(?= {2}- )/m).slice(1) };
}

function withSections(item: string, sections: readonly Section[]): string {
  const own = sections.filter(({ key }) => !new RegExp(`^ {4}${key}:`, "m").test(item));
  return item + own.map(({ text }) => text.replace(/^(?=.)/gm, "    ")).join("");
}

/** Of what must not overlap, unless it is equal. */
function union(records: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  const all: Record<string, string> = {};
  for (const [key, value] of records.flatMap((record) => Object.entries(record))) {
    if ((all[key] ?? value) !== value) throw new Error(`Two of them have ${key}.`);
    all[key] = value;
  }
  return all;
}

export interface BareOptions {
  readonly version: PrefectVersion;
  readonly apiUrl: string;
  /**
   * Absolute. Where a project says nothing about pulling, it gets stored: what is compared has to be deployed from
   * the same folder.
   */
  readonly directory: string;
  /** More environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * What the CLI does when it is left to itself, file by file. With `--all`, as `--name '*'` deploys k deployments of one
 * name k times each (3.8.8).
 */
export async function bareDeploy(
  { prefectFiles, env }: Combined,
  { version, apiUrl, directory, env: more }: BareOptions,
): Promise<void> {
  for (const file of prefectFiles) {
    const command = [sharedPrefectCommand(version), "--no-prompt", "deploy", "--prefect-file", file, "--all"];
    const result = await bare(command, directory, { PREFECT_API_URL: apiUrl, ...env, ...more });
    if (result.exitCode !== 0) throw new Error(`${file}: ${String(result.exitCode)}\n${result.output}`);
  }
}

/** Puts a project into a folder, as it is at this stage. */
export async function writeStage(
  project: Pick<FidelityProject, "files" | "edited">,
  stage: Stage,
  directory: string,
): Promise<void> {
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

/**
 * The same server, in whose answers numbers and lists of tags are texts: `1.0` and 12345678901234567891 are not what
 * JavaScript makes of them, and the dump puts tags into an order of its own.
 */
export function asWritten(server: PrefectServer): PrefectServer {
  const text = (key: string, value: unknown, ...[context]: { readonly source?: string }[]): unknown => {
    if (typeof value === "number") return `number ${context?.source ?? ""}`;
    return key === "tags" && Array.isArray(value) ? JSON.stringify(value) : value;
  };
  return {
    ...server,
    request: async (method, path, body) => {
      const answer = await askText(server.apiUrl, method, path, body);
      return answer === "" ? undefined : (JSON.parse(answer, text) as unknown);
    },
  };
}
