import { chmod, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { tempDir, type TempDir } from "./temp.ts";

/** A checked-out repository. */
export interface Project extends AsyncDisposable {
  /** Absolute. */
  readonly path: string;
  /** Absolute path of a file in it. */
  readonly file: (name: string) => string;
  readonly write: (files: Files) => Promise<void>;
}

/** Contents by path; what starts with `#!` is made executable. */
export type Files = Readonly<Record<string, string>>;

export async function makeProject(files: Files): Promise<Project> {
  const home: TempDir = await tempDir();
  const file = (name: string) => join(home.path, ...name.split("/"));
  const write = async (more: Files) => {
    for (const [name, content] of Object.entries(more)) {
      await mkdir(dirname(file(name)), { recursive: true });
      await writeFile(file(name), content);
      if (content.startsWith("#!")) await chmod(file(name), 0o755);
    }
  };
  await write(files);
  return { path: home.path, file, write, [Symbol.asyncDispose]: home[Symbol.asyncDispose] };
}

/** Flows without tasks; `options` go into the decorator, `body` behind the imports. */
export function flows(
  ...functions: readonly (
    string | { readonly name: string; readonly options?: string; readonly parameters?: string }
  )[]
): string {
  const definitions = functions.map((given) => {
    const { name, options, parameters = "" } = typeof given === "string" ? { name: given } : given;
    return `@flow${options === undefined ? "" : `(${options})`}\ndef ${name}(${parameters}):\n    return 1\n`;
  });
  return ["from prefect import flow\n", ...definitions].join("\n\n");
}

/** One deployment of a prefect file: its lines below `- name: …`, not indented. */
export interface Entry {
  readonly name?: string;
  readonly entrypoint?: string;
  readonly more?: readonly string[];
}

const PULL = `pull:
  - prefect.deployments.steps.set_working_directory:
      directory: /srv/flows
`;

/**
 * A prefect file with a `pull:` section, or what is given in place of it, and these deployments,
 * each in the pool `pool` unless its own lines say otherwise.
 */
export function prefectYaml(deployments: readonly Entry[], head = PULL): string {
  const items = deployments.map(({ name, entrypoint, more = [] }) => {
    const lines = [
      ...(name === undefined ? [] : [`name: ${name}`]),
      ...(entrypoint === undefined ? [] : [`entrypoint: ${entrypoint}`]),
      ...(more.some((line) => line.startsWith("work_pool")) ? [] : ["work_pool: {name: pool}"]),
      ...more,
    ];
    return lines.map((line, index) => `  ${index === 0 ? "-" : " "} ${line}\n`).join("");
  });
  return `${head}deployments:\n${items.join("")}`;
}

/** The 1-based line of the first (or, from the end, the last) one that holds this text. */
export function lineOf(text: string, wanted: string): number {
  const line = text.split("\n").findIndex((candidate) => candidate.includes(wanted)) + 1;
  if (line === 0) throw new Error(`No line holds ${wanted}`);
  return line;
}
