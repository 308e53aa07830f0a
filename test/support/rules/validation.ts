import { join, relative } from "node:path";
import { variablesOf } from "../../../src/base/template.js";
import { ProjectFiles } from "../../../src/base/project-files.js";
import { check, Reports } from "../../../src/validate/check.js";
import { makeContext } from "../../../src/validate/context.js";
import type { Finding } from "../../../src/base/finding.js";
import type { Context } from "../../../src/project/types.js";
import type { Watch } from "../../../src/validate/types.js";
import type { Example } from "./examples.ts";
import { UNWATCHED } from "../../../src/validate/watch.js";
import { readFlows } from "./flows.ts";
import { makeProject } from "../project.ts";

export interface Validated {
  readonly findings: readonly Finding[];
  /** `rule prefect.yaml:3` */
  readonly said: readonly string[];
}

export interface ValidationOptions {
  /** The prefect files. Default: `prefect.yaml`. */
  readonly names?: readonly string[];
  /** Nothing is asked of the environment, as in `mode: validate`. */
  readonly isBlind?: boolean;
  readonly watch?: Watch;
  /** What the rules get in place of what was read. */
  readonly change?: (context: Context) => Context;
}

/** All rules over the prefect files of a small project; its environment is empty unless given. */
export async function validateProject(
  files: Example,
  env: NodeJS.ProcessEnv = {},
  { names = ["prefect.yaml"], ...options }: ValidationOptions = {},
): Promise<Validated> {
  await using project = await makeProject(files);
  const findings = await validateFiles(names.map(project.file), project.path, env, options);
  return { findings, said: findings.map(({ rule, where }) => `${rule} ${where.file}:${where.line}`) };
}

/** @param paths absolute, of prefect files below `directory` */
export async function validateFiles(
  paths: readonly string[],
  directory: string,
  env: NodeJS.ProcessEnv = {},
  options: Omit<ValidationOptions, "names"> = {},
): Promise<readonly Finding[]> {
  const { isBlind = false, watch = UNWATCHED, change = (context: Context) => context } = options;
  const reports = new Reports();
  const disk = new ProjectFiles();
  reports.ignore([], (shown) => {
    try {
      return disk.read(join(directory, shown)).toString("utf8");
    } catch {
      return undefined;
    }
  });
  const show = (path: string) => relative(directory, path).replaceAll("\\", "/");
  const variables = isBlind ? undefined : variablesOf(env);
  const sources = { paths, directory, show, disk, variables, version: undefined };
  const read = await readFlows(makeContext(sources, reports.report, watch), isBlind ? undefined : env, watch);
  return check(change(read), reports, watch);
}
