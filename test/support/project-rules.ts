import { relative } from "node:path";
import { makeContext } from "../../src/validate/read/context.js";
import type { Finding, Report, RuleSet } from "../../src/validate/types.js";
import { makeProject, type Files } from "./project.ts";
import type { Job } from "./rule-set.ts";

/** What one rule set finds in `prefect.yaml` of a project that is on disk, in its order. */
export async function findInProject(
  set: RuleSet,
  files: Files,
  { version, env }: Job = { env: {} },
): Promise<Finding[]> {
  await using project = await makeProject(files);
  const findings: Finding[] = [];
  const report: Report = (rule, { severity, ...finding }) => {
    const known = set.rules.find(({ id }) => id === rule);
    if (!known) throw new Error(`${rule}: ${finding.what}`);
    findings.push({ rule, severity: severity ?? known.severity, ...finding });
  };
  const show = (path: string) => relative(project.path, path).replaceAll("\\", "/");
  const paths = [project.file("prefect.yaml")];
  set.check(makeContext({ paths, directory: project.path, show, env, version }, report), report);
  return findings;
}
