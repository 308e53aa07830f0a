import type { Report } from "../../base/finding.js";
import type { DeploymentEntry } from "../../project/types.js";
import type { PythonFunction } from "../../project/python/types.js";
import type { Rule } from "../types.js";

const RULE = "flow-version";

export const FLOW_VERSION: Readonly<Record<typeof RULE, [Rule["severity"], string, string]>> = {
  [RULE]: [
    "note",
    "A version in `@flow` that its deployment does not get",
    "Without a `version:` of its own a deployment gets the first eight digits of the commit from Prefect, where there is one, " +
      "as on GitHub Actions: the version in `@flow` is for the flow's runs only (3.4.14, 3.8.8, 3.9.1). Only " +
      "`version_type: prefect:simple` takes it.",
  ],
};

/** Whether it was said. The client takes the commit also where the code names a version (`_version_from_flow`). */
export function sayFlowVersion(
  { content }: DeploymentEntry,
  { name, decorators }: PythonFunction,
  report: Report,
): boolean {
  const version = decorators.find(({ isFlow }) => isFlow)?.arguments?.get("version");
  if (!version?.string || content["version"] || content["version_type"] === "prefect:simple") return false;
  report(RULE, {
    what: `The flow \`${name}\` has a \`version\`, and its deployment gets the commit in its place.`,
    fix: "Write `version:` in the prefect file too, where the deployment is to have it.",
    where: version.where,
  });
  return true;
}
