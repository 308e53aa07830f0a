import type { Findings } from "../base/findings.js";
import { quoted, type KnownDeployment } from "./candidates.js";
import { isRecord } from "../base/record.js";
import { expand, hasPlaceholder } from "../base/template.js";

/** The work pools that the deployments name, as far as that is known before a build step has run; each once. */
export function namedPools(selected: readonly KnownDeployment[], env: NodeJS.ProcessEnv): string[] {
  const names = selected.flatMap((deployment) => writtenPool(deployment) ?? []);
  return [...new Set(names.map((name) => expand(name, env)).filter((name) => !hasPlaceholder(name)))];
}

interface KnownPools {
  /** Those of the named pools that the server has. */
  readonly onServer: ReadonlySet<string>;
  /** The setting `deployments.default_work_pool_name`. */
  readonly fallback: string | null;
}

/**
 * A work pool that is missing stops the CLI half-way, when the deployments before it are written
 * already (3.0.11 to 3.8.8). So it is looked for before anything is deployed. Pure.
 *
 */
export function checkWorkPools(
  selected: readonly KnownDeployment[],
  { onServer, fallback }: KnownPools,
  env: NodeJS.ProcessEnv,
  findings: Findings,
): void {
  for (const deployment of selected) {
    const { index } = deployment.deployment;
    const subject = quoted(deployment);
    const written = writtenPool(deployment);
    const pool = written && expand(written, env);
    if (pool === undefined || written === undefined) {
      if (fallback) continue;
      findings.problem(
        `${subject} names no work pool, and Prefect has no default one.`,
        "Write `work_pool:` with a `name:` below it.",
        deployment.manifest.where(["deployments", index, "work_pool"]),
      );
    } else if (!hasPlaceholder(pool) && !onServer.has(pool) && !buildsFirst(deployment)) {
      findings.problem(
        `${subject}: the work pool ${JSON.stringify(written)} is not on the server.`,
        `Correct \`work_pool: name:\`, or create it: \`prefect work-pool create ${JSON.stringify(written)} --type process\`, of the type that your workers have.`,
        deployment.manifest.where(["deployments", index, "work_pool", "name"]),
      );
    }
  }
}

/** The name of its pool with the templates in it; undefined where it names none. */
export function writtenPool({ deployment }: KnownDeployment): string | undefined {
  const pool = deployment.content["work_pool"];
  const name = isRecord(pool) ? pool["name"] : undefined;
  return typeof name === "string" && name !== "" ? name : undefined;
}

/** A build step could create the pool. */
function buildsFirst(deployment: KnownDeployment): boolean {
  return deployment.manifest.steps.length > 0 || Boolean(deployment.deployment.content["build"]);
}
