import type { Problem } from "../errors.js";
import type { YamlFile, YamlPath } from "./read/yaml.js";
import type { PythonFile } from "./read/python.js";
import type { Variables } from "../manifest/template.js";
import type { ProjectFiles } from "../project-files.js";

/** `error`: Prefect refuses it, or it certainly fails. `warning`: something else happens than written. `note`: advice. */
export type Severity = "error" | "warning" | "note";

/** How many there are of each. */
export type Counts = Record<Severity, number>;

/** Part of a file. Lines and columns from 1, in UTF-16 code units; the end is exclusive. */
export interface Range {
  /** As shown to people: relative to the repository where possible, forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What a rule says of a place. Nothing in it holds a value that looks like a secret. */
export interface Finding {
  /** Id of the rule: `unknown-key`. */
  readonly rule: string;
  readonly severity: Severity;
  /** One sentence: what is wrong, and what Prefect makes of it. */
  readonly what: string;
  /** One or two sentences: what to write instead. */
  readonly mend: string;
  readonly where: Range;
  /** The line as it should be, without its indentation, where that is certain enough to be copied. */
  readonly corrected?: string;
}

/** A rule, as its page, the SARIF file and the tests tell it. */
export interface Rule {
  /** Kebab case; part of the contract with users, who name it to turn the rule off. */
  readonly id: string;
  /** Of its findings, unless a finding says otherwise. */
  readonly severity: Severity;
  /** A few words, no full stop. */
  readonly title: string;
  /** What Prefect does with it and why that matters, in short sentences; names the versions it was measured on. */
  readonly why: string;
  /** Gets a finding of this rule. */
  readonly bad: Example;
  /** The same, mended: gets no finding of any rule but notes. */
  readonly good: Example;
}

/** Files of a small project by path; `prefect.yaml` is the one that is checked. */
export type Example = Readonly<Record<string, string>>;

/** A prefect file with its deployments. */
export interface PrefectFile {
  readonly yaml: YamlFile;
  /** The whole content as Prefect reads it; a mapping. */
  readonly content: Readonly<Record<string, unknown>>;
  readonly deployments: readonly DeploymentEntry[];
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
  /** Absolute: the directory in which `prefect deploy` would run. */
  readonly directory: string;
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

/** How a rule reports: the id must be one of the registry, whose severity it takes unless given. */
export type Report = (
  rule: string,
  finding: Omit<Finding, "rule" | "severity"> & { readonly severity?: Severity },
) => void;

/** What the check is at: the prefect files that it found, a file that it reads, or the name of a rule set. */
export type Step =
  | { readonly files: readonly string[] }
  | { readonly reading: string | undefined }
  | { readonly rules: string };

/** Is told how a check goes, so that it can be said what was not checked. */
export interface Watch {
  readonly at: (step: Step) => void;
  /** What is not checked, though nothing is wrong with it. */
  readonly warned: (problem: Problem) => void;
  /** What a mistake in this code, or a file that nobody can read, keeps from being checked. */
  readonly failed: (problem: Problem, error: unknown) => void;
}

/** A group of rules: the registry entries, and the one pass that finds them all. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  readonly check: (context: Context, report: Report) => void;
}
