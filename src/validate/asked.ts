import type { Problem } from "../errors.js";
import { Findings } from "../findings.js";
import { select, type Candidate } from "../manifest/select.js";
import { expand } from "../manifest/template.js";
import { namedFlow } from "./rules/entrypoint.js";
import type { Context, DeploymentEntry } from "./types.js";

/**
 * The context with only those deployments that `names` may select, so that a mistake in another one does not stop a
 * deploy that has nothing to do with it. Where the files alone cannot tell, all are kept, and nothing is said.
 *
 * @returns also what is wrong with `names`, as the selection of a deploy says it
 */
export function onlyAsked(
  context: Context,
  names: readonly string[],
): { readonly context: Context; readonly problems: readonly Problem[] } {
  if (names.length === 0) return { context, problems: [] };
  const candidates = context.files.flatMap(({ deployments }) =>
    deployments.map((entry) => ({ entry, ...candidate(entry, context) })),
  );
  const unsure = names.some((name) => name.includes("/")) && candidates.some(({ known }) => !known);
  const findings = new Findings();
  const selected = new Set(select(candidates, names, findings).map(({ entry }) => entry));
  if (unsure) return { context, problems: [] };
  if (selected.size === 0) return { context, problems: findings.problems };
  // One without a name is refused by the selection itself, which says why.
  const kept = (entry: DeploymentEntry): boolean => selected.has(entry);
  const files = context.files.map((file) => ({ ...file, deployments: file.deployments.filter(kept) }));
  return { context: { ...context, files }, problems: findings.problems };
}

interface StaticCandidate extends Candidate {
  /** Whether `flowNames` are all names that the flow may go by. */
  readonly known: boolean;
}

function candidate({ content, file, path }: DeploymentEntry, context: Context): StaticCandidate {
  const text = (key: string): string | undefined => {
    const value = content[key] ?? file.yaml.source(path(key));
    return typeof value === "string" && value !== "" ? expand(value, context.env ?? {}) : undefined;
  };
  const entrypoint = text("entrypoint");
  const flow = namedFlow(entrypoint ?? "", context);
  const dashed = flow.function.replaceAll("_", "-");
  return {
    where: file.yaml.range(path(), "key"),
    name: text("name"),
    entrypoint,
    flow: flow.name,
    flowNames: [...new Set([...(flow.name === undefined ? [] : [flow.name]), dashed, flow.function])],
    known: flow.isFound && flow.name !== undefined,
  };
}
