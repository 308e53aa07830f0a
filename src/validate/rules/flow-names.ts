import { nearest } from "../../base/nearest.js";
import { findFlow } from "../../project/entrypoint.js";
import { FLOW_VERSION, sayFlowVersion } from "./flow-version.js";
import { rulesOf } from "./rules-of.js";
import { formatProblem, type FormatProblem } from "./python-format.js";
import type { PythonFunction } from "../../project/python/types.js";
import type { Report } from "../../base/finding.js";
import type { RuleSet } from "../types.js";

const RULE = "flow-run-name";
/** Below `@flow`, these leave the parameters as they are. */
const HARMLESS = new Set(["staticmethod", "classmethod"]);

/** `flow_run_name` of the flows that deployments name: a template that every run fails on; and their versions. */
export const flowNames: RuleSet = {
  rules: rulesOf({
    [RULE]: [
      "warning",
      "A `flow_run_name` with a field that is not a parameter of the flow",
      "Prefect fills it in with `flow_run_name.format(**parameters)` when a run starts: only the flow's own parameters can " +
        "be used. The deployment is made silently, and then every run fails, with `KeyError: 'now'` for " +
        "`{now:%Y%m%d}`, an IndexError for `{}`, a ValueError for a brace too many (3.0.11, 3.8.8).",
    ],
    ...FLOW_VERSION,
  }),
  check(context, report) {
    const seen = new Set<PythonFunction>();
    const versioned = new Set<PythonFunction>();
    for (const { deployments } of context.files) {
      for (const entry of deployments) {
        const found = findFlow(entry, context);
        if (!found) continue;
        if (!versioned.has(found) && sayFlowVersion(entry, found, report)) versioned.add(found);
        if (seen.has(found)) continue;
        seen.add(found);
        checkFlow(found, report);
      }
    }
  },
};

function checkFlow({ name, decorators, parameters }: PythonFunction, report: Report): void {
  const index = decorators.findIndex(({ isFlow }) => isFlow);
  const template = decorators[index]?.arguments?.get("flow_run_name");
  if (template?.string === undefined) return;
  // Any other decorator below may change what the flow takes.
  if (!decorators.slice(index + 1).every(({ origin }) => origin !== undefined && HARMLESS.has(origin)))
    return;
  const names = parameters.map((parameter) => parameter.name);
  const problem = formatProblem(template.string, new Set(names));
  if (!problem) return;
  report(RULE, {
    what: `The \`flow_run_name\` of the flow \`${name}\` ${described(problem)}; it deploys, and then every run fails with ${problem.error === "KeyError" ? `\`KeyError: '${problem.field}'\`` : `a${problem.error === "IndexError" ? "n" : ""} ${problem.error}`}.`,
    fix: advice(problem, names),
    where: template.where,
  });
}

function described(problem: FormatProblem): string {
  if (problem.error === "KeyError") return `uses \`{${problem.field}}\`, which is none of its parameters`;
  if (problem.error === "IndexError") return `uses \`{${problem.field}}\`, and fields have no numbers here`;
  return `is not a valid template (${problem.message})`;
}

function advice(problem: FormatProblem, names: readonly string[]): string {
  if (problem.error === "ValueError") return "Write `{{` and `}}` for braces that are meant as such.";
  const near = nearest(problem.field, names);
  if (near !== undefined) return `Do you mean \`{${near}}\`?`;
  const known = names.map((name) => `\`{${name}}\``).join(", ");
  const parameters = names.length > 0 ? `Parameters work: ${known}.` : "The flow has no parameters to use.";
  return (
    `${parameters} For a date or the deployment's name give a function that returns the name: ` +
    '`flow_run_name=lambda: f"{datetime.now():%Y%m%d}"`, or with `prefect.runtime.deployment.name` in it.'
  );
}
