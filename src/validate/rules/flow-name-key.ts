import { groundOf, namedFlow } from "../../project/entrypoint.js";
import { named } from "../../base/named.js";
import { isTemplate } from "../../base/template.js";
import type { Context, DeploymentEntry } from "../../project/types.js";
import type { Spot } from "./spot.js";

/** The models know `flow_name`, and the CLI puts the name of the code in its place (`_run_single_deploy`, 3.8.8, 3.9.1). */
export function checkFlowName({ content, file }: DeploymentEntry, spot: Spot, context: Context): void {
  const { flow_name: written, entrypoint } = content;
  if (typeof written !== "string" || written === "" || isTemplate(written)) return;
  if (typeof entrypoint !== "string" || !entrypoint.includes(":") || isTemplate(entrypoint)) return;
  const { isFlow, name } = namedFlow(entrypoint, groundOf(file, context));
  if (!isFlow || name === undefined || spelled(name) === spelled(written)) return;
  spot.at("flow_name").say("unknown-key", "key", {
    what: `Prefect ignores the key \`flow_name\` silently: the flow is called \`${named(name)}\`, as its code says.`,
    fix: "Name it in the code, `@flow(name=…)`, or take the key out.",
  });
}

/** As people write the function's name. */
function spelled(name: string): string {
  return name.replaceAll("_", "-");
}
