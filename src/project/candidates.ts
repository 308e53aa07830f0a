import type { ProbedFile, ProbedFlow } from "../prefect/probe.js";
import { defaultFlowName, flowNames } from "./entrypoint.js";
import { listOfSteps, type Deployment, type Manifest } from "./manifest.js";
import { storedName, type Candidate } from "./select.js";
import { resolve } from "node:path";
import { expand, hasPlaceholder } from "../base/template.js";

/** A deployment with all that is known of it: from the file, and from Prefect's own reading of it. */
export interface KnownDeployment extends Candidate {
  readonly deployment: Deployment;
  readonly manifest: Manifest;
  /** A list with this one deployment, as YAML that loads to the same values. */
  readonly yaml: string;
  readonly source: ProbedFlow;
  /** Fields of the server whose values are other ones in each run, such as an image whose tag is the time. */
  readonly later?: readonly string[];
}

/**
 * Joins what we read (lines) with what Prefect reads (values, flows). Pure.
 *
 * @param files in the order of the manifests; undefined where no client was asked, since the file is left out
 * @param env the child's environment, which fills in templates
 * @param show turns an absolute path into the one to show
 */
export function joinProbe(
  manifests: readonly Manifest[],
  files: readonly (ProbedFile | undefined)[],
  env: NodeJS.ProcessEnv,
  show: (path: string) => string,
): KnownDeployment[] {
  return manifests.flatMap((manifest, position) =>
    manifest.deployments.map((deployment) => {
      const probed = files[position]?.deployments[deployment.index];
      const flow = probed?.flow ?? { status: "unknown" as const };
      const source = "path" in flow ? { ...flow, path: show(resolve(manifest.directory, flow.path)) } : flow;
      const entrypoint = deployment.entrypoint && expand(deployment.entrypoint, env);
      return {
        deployment,
        manifest,
        where: deployment.where,
        name: deployment.name && expand(deployment.name, env),
        entrypoint,
        directory: manifest.directory,
        written: { name: deployment.name, entrypoint: deployment.entrypoint },
        yaml: probed?.yaml ?? "",
        source,
        ...namesOf(source, entrypoint, files[position] ? undefined : deployment.flow),
      };
    }),
  );
}

function namesOf(
  source: ProbedFlow,
  entrypoint: string | undefined,
  read: string | undefined,
): Pick<KnownDeployment, "flow" | "flowNames"> {
  if (entrypoint === undefined) return { flow: undefined, flowNames: [] };
  const found = source.status === "found" ? source : undefined;
  const isDefault = found !== undefined && (!found.named || found.name === "");
  const flow = isDefault ? defaultFlowName(entrypoint) : (found?.name ?? read);
  return { flow, flowNames: flowNames(entrypoint, flow) };
}

/**
 * The prefect file that the CLI is given: those deployments and no others, the file's other sections
 * untouched. Built from text that PyYAML itself wrote, so that it loads to the very same values.
 */
export function selectedFile(rest: string, selected: readonly KnownDeployment[]): string {
  const items = selected.map(({ yaml }) => yaml).join("");
  return `${rest}deployments:\n${items}`;
}

/** Whether Prefect runs build or push steps for it. */
export function runsSteps({ deployment: { content }, manifest }: KnownDeployment): boolean {
  const own = (section: "build" | "push"): boolean =>
    content[section] !== undefined && content[section] !== null;
  const steps = [content["build"], content["push"]].flatMap(listOfSteps);
  return steps.length > 0 || (manifest.steps.length > 0 && !(own("build") && own("push")));
}

/** Whether two of them share a name: then `--name '*'` would deploy each of them twice. */
export function namesRepeat(deployments: readonly Deployment[]): boolean {
  const names = deployments.map(({ name }) => name);
  return new Set(names).size < names.length;
}

/** The name that the server will show, where it does not depend on the server or a build step. */
export function finalName({ name }: KnownDeployment): string | undefined {
  return name === undefined || hasPlaceholder(name) ? undefined : storedName(name);
}

/** Its name as it is written, as messages show it. */
export function quoted({ deployment }: KnownDeployment): string {
  return JSON.stringify(deployment.name ?? "");
}
