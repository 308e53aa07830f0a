import type { ProjectFiles } from "../base/project-files.js";
import type { PythonFile } from "./python/types.js";
import type { YamlFile, YamlPath } from "./yaml/file.js";
import type { Variables } from "../base/template.js";

/** A prefect file with its deployments. */
export interface PrefectFile {
  readonly yaml: YamlFile;
  /** The whole content as Prefect reads it; a mapping. */
  readonly content: Readonly<Record<string, unknown>>;
  readonly deployments: readonly DeploymentEntry[];
  /** Absolute: where `prefect deploy` runs for it, and what its entrypoints are relative to. */
  readonly directory: string;
}

/** One item of `deployments:`. */
export interface DeploymentEntry {
  readonly file: PrefectFile;
  /** Position in the file, from 0. */
  readonly index: number;
  /** As Prefect reads it, templates not filled in. */
  readonly content: Readonly<Record<string, unknown>>;
  /** For messages: its name as written in double quotes, or `deployment 3`. */
  readonly title: string;
  /** The path of a value below it: `["deployments", 3, ...path]`. */
  readonly path: (...path: readonly (string | number)[]) => YamlPath;
}

/** All that rules may look at. Nothing in it runs code, opens a connection or needs Prefect. */
export interface Context {
  /** Absolute: where `prefect deploy` would run, for one file or another; each once. */
  readonly directories: readonly string[];
  /** Absolute: the input of that name. */
  readonly workingDirectory?: string;
  /** Turns an absolute path into the one to show. */
  readonly show: (path: string) => string;
  readonly files: readonly PrefectFile[];
  /** Prefect's version as far as known (`3.8.8`), else undefined: then the newest that we know of counts. */
  readonly version: string | undefined;
  /**
   * Which variables are set in the job's environment. No rule gets a value: what is said would show it. Undefined where
   * the environment says nothing, as in `mode: validate`.
   */
  readonly variables: Variables | undefined;
  /** Whether a setting of the environment names a default work pool; undefined: as `variables` tell. */
  readonly hasDefaultPool?: boolean | undefined;
  /** The files around, within the limits of reading. */
  readonly disk: ProjectFiles;
  /** A Python file that an entrypoint names. Undefined where there is none, or where it may not be read. */
  readonly python: (absolutePath: string) => PythonFile | undefined;
}
