import type { Problem } from "../base/errors.js";
import { Findings } from "../base/findings.js";
import { selectComplete, type Candidate } from "../project/select.js";
import { expand, isTemplate } from "../base/template.js";
import { flowNames, groundOf, namedFlow } from "../project/entrypoint.js";
import type { Context, DeploymentEntry } from "../project/types.js";

/**
 * The context with only those deployments that `names` may select, so that a mistake in another one does not stop a
 * deploy that has nothing to do with it. Where the files alone cannot tell, all are kept, and nothing is said.
 *
 * @param env fills in templates, in the names that patterns are compared with; undefined: such a name is not known
 * @returns also what is wrong with `names`, as the selection of a deploy says it; of the names of deployments the rules do
 */
export function onlyAsked(
  context: Context,
  names: readonly string[],
  env: NodeJS.ProcessEnv | undefined,
): { readonly context: Context; readonly problems: readonly Problem[] } {
  if (names.length === 0) return { context, problems: [] };
  const candidates = context.files.flatMap(({ deployments }) =>
    deployments.map((entry) => ({ entry, ...candidate(entry, context, env) })),
  );
  const unsure = names.some((name) => name.includes("/")) && candidates.some(({ known }) => !known);
  const findings = new Findings();
  const selected = new Set(selectComplete(candidates, names, findings).map(({ entry }) => entry));
  // What it is called is known where it is deployed: it may be any of those that are asked for.
  const nameless = candidates.filter(({ name = "" }) => isTemplate(name)).map(({ entry }) => entry);
  if (unsure) return { context, problems: [] };
  const problems = nameless.length > 0 ? [] : findings.problems;
  if (selected.size + nameless.length === 0) return { context, problems };
  // One without a name is refused by the selection itself, which says why.
  const asked = new Set([...selected, ...nameless]);
  const kept = (entry: DeploymentEntry): boolean => asked.has(entry);
  const files = context.files.map((file) => ({ ...file, deployments: file.deployments.filter(kept) }));
  return { context: { ...context, files }, problems };
}

interface StaticCandidate extends Candidate {
  /** Whether `flowNames` are all names that the flow may go by. */
  readonly known: boolean;
}

function candidate(
  { content, file, path }: DeploymentEntry,
  context: Context,
  env: NodeJS.ProcessEnv = {},
): StaticCandidate {
  const text = (key: string): string | undefined => {
    const value = content[key] ?? file.yaml.source(path(key));
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const filled = (value: string | undefined): string | undefined => value && expand(value, env);
  const written = { name: text("name"), entrypoint: text("entrypoint") };
  const entrypoint = filled(written.entrypoint);
  const flow = namedFlow(entrypoint ?? "", groundOf(file, context));
  return {
    where: file.yaml.range(path(), "key"),
    name: filled(written.name),
    entrypoint,
    directory: file.directory,
    written,
    flow: flow.name,
    flowNames: flowNames(entrypoint ?? "", flow.name),
    known: flow.isFound && flow.name !== undefined,
  };
}
