import { isRecord } from "../../base/record.js";
import { listOfSteps } from "../../project/manifest.js";
import type { DeploymentEntry, PrefectFile } from "../../project/types.js";
import type { YamlPath } from "../../project/yaml/file.js";

export type Section = "build" | "push" | "pull";
export const SECTIONS = ["build", "push", "pull"] as const satisfies readonly Section[];

/** When the steps of a section run. */
export interface Run {
  readonly section: Section;
  /** As the end of a sentence: `in the deploy`. */
  readonly when: string;
  /** Of a mistake that only running the step shows: in `pull` the deploy itself succeeds. */
  readonly severity: "warning" | undefined;
}

/** A step as written: one mapping, with the name of a Python function as its key. */
export interface WrittenStep {
  /** In file order; more than one is refused. */
  readonly names: readonly string[];
  /** Of the first name. */
  readonly name: string;
  readonly inputs: unknown;
  readonly path: YamlPath;
}

/** The steps of a section, from a list or from one mapping; what is not a mapping is left out. */
export function stepsIn(value: unknown, path: YamlPath): WrittenStep[] {
  return listOfSteps(value).flatMap((item, index) => {
    if (!isRecord(item)) return [];
    const names = Object.keys(item);
    const [name] = names;
    if (name === undefined) return []; // Prefect skips an empty one.
    return { names, name, inputs: item[name], path: Array.isArray(value) ? [...path, index] : path };
  });
}

/** A section as it counts for a deployment: its own where it has one, else that of the whole file. */
export function sectionOf(content: DeploymentEntry["content"], file: PrefectFile, section: Section): unknown {
  const own = content[section];
  // An empty one of a deployment turns `build` off, and lets `push` and `pull` fall back on the file's.
  if (section === "build") return Object.hasOwn(content, section) ? own : file.content[section];
  return isEmpty(own) && !(section === "pull" && Array.isArray(own)) ? file.content[section] : own;
}

/** Nothing, or a list or mapping with nothing in it. */
export function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isRecord(value)) return Object.keys(value).length === 0;
  return value === undefined || value === null || value === "";
}
