import { join, relative } from "node:path";
import { makeContext } from "../../src/validate/read/context.js";
import type { Example, Finding } from "../../src/validate/types.js";
import { check, Reports } from "../../src/validate/check.js";
import { makeProject } from "./project.ts";

export interface Validated {
  readonly findings: readonly Finding[];
  /** `rule prefect.yaml:3` */
  readonly said: readonly string[];
}

/** All rules over `prefect.yaml` of a small project; its environment is empty unless given. */
export async function validateProject(
  files: Example,
  env: NodeJS.ProcessEnv | undefined = {},
): Promise<Validated> {
  await using project = await makeProject(files);
  const findings = validateFiles([project.file("prefect.yaml")], project.path, env);
  return { findings, said: findings.map(({ rule, where }) => `${rule} ${where.file}:${where.line}`) };
}

/** @param paths absolute, of prefect files below `directory` */
export function validateFiles(
  paths: readonly string[],
  directory: string,
  env: NodeJS.ProcessEnv | undefined = {},
): readonly Finding[] {
  const reports = new Reports();
  const show = (path: string) => relative(directory, path).replaceAll("\\", "/");
  const context = makeContext({ paths, directory, show, env, version: undefined }, reports.report);
  return check(context, reports, [], (shown) => join(directory, shown));
}
