import { relative } from "node:path";
import { expect } from "vitest";
import { variablesOf } from "../../../src/base/template.js";
import { ProjectFiles } from "../../../src/base/project-files.js";
import { makeContext, prefectFile } from "../../../src/validate/context.js";
import type { Finding, Report } from "../../../src/base/finding.js";
import type { RuleSet } from "../../../src/validate/types.js";
import { readFlows } from "./flows.ts";
import { exampleOf } from "./examples.ts";
import { makeProject, type Files } from "../project.ts";
import { readYamlFile } from "../../../src/project/yaml/read.js";

export interface Job {
  readonly version?: string;
  readonly env?: NodeJS.ProcessEnv | undefined;
}

/** What one rule set finds in a prefect file, in its order; nothing is read from disk. */
export function findIn(set: RuleSet, text: string, { version, env }: Job = { env: {} }): Finding[] {
  const { findings, report } = collector(set);
  const yaml = readYamlFile("/project/prefect.yaml", "prefect.yaml", text, report);
  const file = yaml && prefectFile(yaml, report);
  set.check(
    {
      directories: ["/project"],
      show: (path) => path,
      files: file ? [file] : [],
      version,
      variables: env && variablesOf(env),
      disk: new ProjectFiles(),
      python: () => undefined,
    },
    report,
  );
  return findings;
}

/** What one rule set finds in `prefect.yaml` of a project that is on disk, in its order. */
export async function findInProject(
  set: RuleSet,
  files: Files,
  { version, env }: Job = { env: {} },
): Promise<Finding[]> {
  await using project = await makeProject(files);
  const { findings, report } = collector(set);
  const show = (path: string) => relative(project.path, path).replaceAll("\\", "/");
  const paths = [project.file("prefect.yaml")];
  const variables = env && variablesOf(env);
  const sources = { paths, directory: project.path, show, disk: new ProjectFiles(), variables, version };
  set.check(await readFlows(makeContext(sources, report), env), report);
  return findings;
}

/** Refuses what another set would report. */
function collector(set: RuleSet): { readonly findings: Finding[]; readonly report: Report } {
  const findings: Finding[] = [];
  return {
    findings,
    report: (rule, { severity, what, fix, where, corrected }) => {
      const known = set.rules.find(({ id }) => id === rule);
      if (!known) throw new Error(`${rule}: ${what}`);
      const line = corrected === undefined ? {} : { corrected };
      findings.push({ rule, severity: severity ?? known.severity, what, fix, where, ...line });
    },
  };
}

/** `error schedule-cron 5:15` */
export function brief({ severity, rule, where }: Finding): string {
  return `${severity} ${rule} ${where.line}:${where.column}`;
}

/** The examples of a rule set: each rule finds its own, and none finds anything but notes in what is fixed. */
export function expectExamples(set: RuleSet): void {
  for (const rule of set.rules) {
    const found = findIn(set, exampleOf(rule).bad["prefect.yaml"] ?? "");
    expect(
      found.map((finding) => finding.rule),
      rule.id,
    ).toContain(rule.id);
    const fixed = findIn(set, exampleOf(rule).good["prefect.yaml"] ?? "");
    expect(
      fixed.filter((finding) => finding.severity !== "note" || finding.rule === rule.id),
      rule.id,
    ).toEqual([]);
  }
}
