import { groundOf, namedFlow, type Ground } from "../../project/entrypoint.js";
import { storedName } from "../../project/select.js";
import type { Report } from "../../base/finding.js";
import type { Context, DeploymentEntry } from "../../project/types.js";

/** Deployments of the same name for the same flow, over all files: they all go to one server, and a deploy refuses them. */
export function checkRepeated(context: Context, report: Report): void {
  const seen = new Map<string, Map<string, DeploymentEntry>>();
  for (const entry of context.files.flatMap(({ deployments }) => deployments)) {
    const { name, entrypoint } = entry.content;
    if (typeof name !== "string" || name === "" || typeof entrypoint !== "string" || entrypoint === "")
      continue;
    const flow = flowOf(entrypoint, groundOf(entry.file, context));
    const named = seen.get(flow) ?? new Map<string, DeploymentEntry>();
    seen.set(flow, named);
    const stored = storedName(name);
    const earlier = named.get(stored);
    if (!earlier) {
      named.set(stored, entry);
      continue;
    }
    const { file, line } = earlier.file.yaml.range(earlier.path("name"));
    const place = earlier.file === entry.file ? `line ${line}` : `${file}, line ${line}`;
    report("repeated-name", {
      what: `${entry.title} is already defined for this flow in ${place}: the later one would overwrite the earlier one, so this action deploys neither.`,
      fix: "Give one of the two another name, or leave one out with `names`.",
      where: entry.file.yaml.range(entry.path("name")),
    });
  }
}

/** The name of a flow where the file can be read; else what stands for it. */
function flowOf(entrypoint: string, ground: Ground): string {
  const unread = `${ground.directory} ${entrypoint}`;
  if (!entrypoint.includes(":") || entrypoint.includes("{{")) return unread;
  const { isFlow, name } = namedFlow(entrypoint, ground);
  return isFlow && name !== undefined ? `flow ${name}` : unread;
}
