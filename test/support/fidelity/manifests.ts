import type { Findings } from "../../../src/base/findings.js";
import { findFiles } from "../../../src/project/files.js";
import { manifestsOf, type Manifest } from "../../../src/project/manifest.js";
import { ProjectFiles } from "../../../src/base/project-files.js";
import { say } from "../../../src/report/report.js";
import { makeContext } from "../../../src/validate/context.js";
import { Reports } from "../../../src/validate/check.js";

/** Prefect files as a deploy reads them, before any rule, and without the Python files that they name. */
export function readManifests(
  patterns: readonly string[],
  directory: string,
  show: (path: string) => string,
  findings: Findings,
): Manifest[] {
  const paths = findFiles(patterns, { directory, root: directory, show }, findings);
  const reports = new Reports();
  const disk = new ProjectFiles();
  const sources = { paths, directory, show, disk, variables: undefined, version: undefined };
  const context = makeContext(sources, reports.report);
  say(reports.findings, findings);
  return manifestsOf(context, {});
}
