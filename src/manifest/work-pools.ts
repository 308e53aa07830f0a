import type { Findings } from "../findings.js";
import { quoted, type KnownDeployment } from "./candidates.js";
import { isRecord } from "../record.js";
import { expand, hasPlaceholder } from "./template.js";

/** The work pools that the deployments name, as far as that is known before a build step has run; each once. */
export function namedPools(selected: readonly KnownDeployment[], env: NodeJS.ProcessEnv): string[] {
  const names = selected.map((deployment) => poolOf(deployment, env)).filter((name) => name !== undefined);
  return [...new Set(names.filter((name) => !hasPlaceholder(name)))];
}

/**
 * A work pool that is missing stops the CLI half-way, when the deployments before it are written
 * already (3.0.11 to 3.8.8). So it is looked for before anything is deployed. Pure.
 *
 * @param onServer those of the named pools that the server has
 * @param fallback the setting `deployments.default_work_pool_name`
 */
export function checkWorkPools(
  selected: readonly KnownDeployment[],
  onServer: ReadonlySet<string>,
  fallback: string | null,
  env: NodeJS.ProcessEnv,
  findings: Findings,
): void {
  for (const deployment of selected) {
    const { index } = deployment.deployment;
    const subject = quoted(deployment);
    const pool = poolOf(deployment, env);
    if (pool === undefined) {
      if (fallback) continue;
      findings.problem(
        `${subject} names no work pool, and Prefect has no default one.`,
        "Write `work_pool:` with a `name:` below it.",
        deployment.manifest.where(["deployments", index, "work_pool"]),
      );
    } else if (!hasPlaceholder(pool) && !onServer.has(pool) && !buildsFirst(deployment)) {
      findings.problem(
        `${subject}: the work pool ${JSON.stringify(pool)} is not on the server.`,
        `Correct \`work_pool: name:\`, or create it: \`prefect work-pool create ${JSON.stringify(pool)} --type process\`, of the type that your workers have.`,
        deployment.manifest.where(["deployments", index, "work_pool", "name"]),
      );
    }
  }
}

/** With its templates filled in. */
function poolOf(deployment: KnownDeployment, env: NodeJS.ProcessEnv): string | undefined {
  const pool = deployment.deployment.content["work_pool"];
  const name = isRecord(pool) ? pool["name"] : undefined;
  return typeof name === "string" && name !== "" ? expand(name, env) : undefined;
}

/** A build step could create the pool. */
function buildsFirst(deployment: KnownDeployment): boolean {
  return deployment.manifest.steps.length > 0 || Boolean(deployment.deployment.content["build"]);
}
