import { isRecord } from "../base/record.js";
import type { Where } from "../base/errors.js";
import { readYamlFile } from "./yaml/read.js";
import type { YamlFile } from "./yaml/file.js";
import { namedFlow } from "./entrypoint.js";
import type { Context, DeploymentEntry } from "./types.js";
import { piecesOf, type Pieces } from "./pieces.js";
import { expand } from "../base/template.js";

/** A prefect file with the lines of its deployments. Pure data about a file that is there and is YAML. */
export interface Manifest {
  /** Absolute. */
  readonly path: string;
  /** As shown to people. */
  readonly file: string;
  /** Absolute: where `prefect deploy` runs for it. */
  readonly directory: string;
  /** Without a byte order mark. */
  readonly text: string;
  /** Undefined where the text cannot be cut. */
  readonly pieces: Pieces | undefined;
  readonly deployments: readonly Deployment[];
  /** The build and push steps of all deployments that have none of their own. */
  readonly steps: readonly unknown[];
  /** The pull steps of all deployments that have none of their own. */
  readonly pull: unknown;
  /** The place of a value: the line of its key, or of the nearest key above it. */
  readonly where: (path: readonly (string | number)[]) => Where;
}

export interface Deployment {
  /** Position in the file, from 0. */
  readonly index: number;
  readonly where: Where;
  /** As written, templates included; also where it is not text to YAML (`2024`), which Prefect refuses. */
  readonly name: string | undefined;
  readonly entrypoint: string | undefined;
  /** The flow's name, where the entrypoint's file says it. */
  readonly flow: string | undefined;
  /** As YAML reads it. */
  readonly content: Readonly<Record<string, unknown>>;
}

/**
 * What deploying needs to know of the files that the validation has read. Pure.
 *
 * @param env fills in the templates of an entrypoint, to find its flow
 */
export function manifestsOf(context: Context, env: NodeJS.ProcessEnv): Manifest[] {
  return context.files.map((file) => {
    const { yaml, content } = file;
    return {
      path: yaml.path,
      file: yaml.file,
      directory: file.directory,
      text: yaml.text,
      pieces: piecesOf(file),
      deployments: file.deployments.map((entry) => deploymentOf(entry, context, env)),
      steps: [content["build"], content["push"]].flatMap(listOfSteps),
      pull: content["pull"],
      where: whereIn({ path: yaml.path, file: yaml.file, text: yaml.text }),
    };
  });
}

/**
 * Reads the file again when the first place is asked for: where there is nothing to complain of, none is, and what the
 * reading knows of every value takes more memory than the values.
 */
function whereIn({ path, file, text }: Pick<YamlFile, "path" | "file" | "text">): Manifest["where"] {
  let read: YamlFile | undefined;
  return (place) => {
    read ??= readYamlFile(path, file, text, () => undefined);
    return read?.range(place, "key") ?? { file };
  };
}

function deploymentOf(
  { index, content, path, file: { yaml, directory } }: DeploymentEntry,
  { python }: Context,
  env: NodeJS.ProcessEnv,
): Deployment {
  const written = (key: string): string | undefined => {
    const value = content[key];
    if (typeof value === "string") return value === "" ? undefined : value;
    return value === null || value === undefined ? undefined : yaml.source(path(key));
  };
  const entrypoint = written("entrypoint");
  const flow =
    entrypoint === undefined ? undefined : namedFlow(expand(entrypoint, env), { python, directory });
  return {
    index,
    where: yaml.range(path(), "key"),
    name: written("name"),
    entrypoint,
    flow: flow?.isFound ? flow.name : undefined,
    content,
  };
}

/** A list, a single step without a list (3.8.8), or nothing. */
export function listOfSteps(section: unknown): unknown[] {
  if (Array.isArray(section)) return section;
  return isRecord(section) ? [section] : [];
}

/** The `id` of a step, by which others take its outputs. */
export function stepId(inputs: unknown): string | undefined {
  const id = isRecord(inputs) ? inputs["id"] : undefined;
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}
