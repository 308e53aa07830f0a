import type { Where } from "../base/errors.js";
import type { Findings } from "../base/findings.js";
import { firstOf } from "../base/quote.js";
import { listOfSteps, type Manifest } from "./manifest.js";
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
  /** The setting `deployments.default_work_pool_name` where a prefect file is deployed. */
  readonly fallback: (manifest: Manifest) => string | null;
}

/**
 * A work pool that is missing stops the CLI half-way, when the deployments before it are written already (3.0.11 to 3.9.1).
 * So it is looked for before anything is deployed: all that are missing are one problem. Where a shell script runs
 * before, it may create the pool, and that is a warning. Pure.
 */
export function checkWorkPools(
  selected: readonly KnownDeployment[],
  { onServer, fallback }: KnownPools,
  env: NodeJS.ProcessEnv,
  findings: Findings,
): void {
  const missing: KnownDeployment[] = [];
  for (const deployment of selected) {
    const { index } = deployment.deployment;
    const written = writtenPool(deployment);
    const pool = written && expand(written, env);
    if (pool !== undefined) {
      if (!hasPlaceholder(pool) && !onServer.has(pool)) missing.push(deployment);
    } else if (!fallback(deployment.manifest)) {
      findings.problem(
        `${quoted(deployment)} names no work pool, and Prefect has no default one.`,
        "Write `work_pool:` with a `name:` below it.",
        deployment.manifest.where(["deployments", index, "work_pool"]),
      );
    }
  }
  const lost = missing.filter((one) => !mayCreatePools(one));
  if (lost.length > 0) findings.problem(...missingPools(lost, ""));
  const perhaps = missing.filter(mayCreatePools);
  if (perhaps.length > 0) findings.warning(...missingPools(perhaps, ", unless a build step creates it"));
}

/** What is said of pools that are not there, at the first deployment that names one. */
function missingPools(
  missing: readonly KnownDeployment[],
  unless: string,
): [what: string, fix: string, where: Where] {
  const byPool = Map.groupBy(missing, (one) => JSON.stringify(writtenPool(one)));
  const pools = [...byPool].map(([pool, users]) => `${pool} of ${firstOf(users.map(quoted), 3)}`);
  const commands = [...byPool.keys()].map((pool) => `prefect work-pool create ${pool} --type process`);
  const [first] = missing as [KnownDeployment];
  const one = pools.length === 1;
  return [
    one
      ? `The work pool ${pools.join()} is not on the server${unless}.`
      : `These work pools are not on the server${unless}: ${firstOf(pools, 20)}.`,
    `Correct \`work_pool: name:\`, or create ${one ? "it" : "them"}: \`${commands.slice(0, 20).join(" && ")}\`, of the type that your workers have.`,
    first.manifest.where(["deployments", first.deployment.index, "work_pool", "name"]),
  ];
}

/** The name of its pool with the templates in it; undefined where it names none. */
export function writtenPool({ deployment }: KnownDeployment): string | undefined {
  const pool = deployment.content["work_pool"];
  const name = isRecord(pool) ? pool["name"] : undefined;
  return typeof name === "string" && name !== "" ? name : undefined;
}

/** Whether a build step that may do anything runs before it: a shell script, or a step that is not Prefect's own. */
function mayCreatePools({ manifest, deployment: { content } }: KnownDeployment): boolean {
  const steps = [...manifest.steps, ...listOfSteps(content["build"])];
  return steps.some(
    (step) => !isRecord(step) || Object.keys(step).some((name) => !CREATES_NOTHING.test(name)),
  );
}

/** Steps of Prefect's packages that create no pool. */
const CREATES_NOTHING =
  /^prefect\.deployments\.steps\.(?:git_clone|pip_install_requirements|set_working_directory|pull_from_\w+)$|^prefect_\w+\.deployments\.steps\./;
