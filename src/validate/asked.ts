import { resolve } from "node:path";
import type { Problem } from "../errors.js";
import { Findings } from "../findings.js";
import { select, type Candidate } from "../manifest/select.js";
import { expand } from "../manifest/template.js";
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
  const [module = "", function_ = ""] = entrypoint?.split(":") ?? [];
  const dashed = function_.replaceAll("_", "-");
  const found = context.python(resolve(context.directory, module))?.functions.get(function_);
  const named = found?.decorators.find(({ isFlow }) => isFlow)?.arguments?.get("name");
  const flow = named === undefined ? dashed : named.string;
  return {
    where: file.yaml.range(path(), "key"),
    name: text("name"),
    entrypoint,
    flow,
    flowNames: [...new Set([...(flow === undefined ? [] : [flow]), dashed, function_])],
    known: found !== undefined && flow !== undefined,
  };
}
