import { ActionError } from "../base/errors.js";
import { counted, firstOf, quote } from "../base/quote.js";
import { inShard } from "../inputs/shard.js";
import type { Inputs } from "../inputs/types.js";
import type { Decision } from "../plan/decision.js";
import { nameOf, runsInTheWay, type Deletion, type Row } from "../plan/deletion.js";
import { finalName, quoted, type KnownDeployment } from "../project/candidates.js";
import { originOf, repositoryAround } from "../project/git.js";
import { keptBy } from "../project/kept.js";
import { keyOf, readMemory, type Memory, type Scope } from "../server/deployed-before.js";
import { deploymentsById, flowNames, relatedAutomations, runsOf } from "../server/queries.js";
import type { DeployContext } from "./context.js";
import { sameInFiles } from "./in-files.js";
import type { Pruning, TransactionRun } from "./transaction-run.js";

/**
 * Finds what this project has deployed before and has in none of its files now. In doubt a deployment is none of those.
 *
 * @throws ActionError where nobody can tell which they are
 */
export async function findDeletions(
  job: TransactionRun,
  decisions: readonly Decision[],
  run: DeployContext,
): Promise<Pruning> {
  const { inputs, session, manifests } = job;
  const { log, findings } = run;
  const keeping = keptBy(manifests, findings);
  findings.stopOnProblems();
  const scope = scopeOf(inputs, run);
  const memory = await readMemory(session.upstream, scope);
  if (!mayDelete(scope, memory, job, run)) return { scope, memory, deletions: [], gone: new Set() };
  const keys = keysInFiles(decisions, job.unselected);
  const left = [...memory.deployments].filter(([key]) => !keys.has(key));
  const all = await rowsOf(job, left);
  const rows = all.filter(({ live }) => !memory.elsewhere.has(live.id));
  const there = new Set(rows.map((row) => keyOf(nameOf(row))));
  const gone = new Set(left.flatMap(([key]) => (there.has(key) ? [] : [key])));
  const isLeft = (row: Row): boolean => {
    const same = sameInFiles(row, { ...job, decisions });
    if (same)
      log.line(
        `\`prune\` leaves ${quote(nameOf(row))}: it may be ${quoted(same)} of ${same.manifest.file}, whose name is not the same in each run.`,
      );
    return !same && isOfShard(row, inputs);
  };
  const shown = rows.filter(isLeft);
  const kept = shown.filter((row) => keeping.some(({ keeps }) => keeps(nameOf(row))));
  const moved = all.filter((row) => !rows.includes(row));
  if (moved.length > 0)
    log.line(`\`prune\` leaves and forgets ${namesOf(moved)}: another project or step deploys it by now.`);
  if (kept.length > 0) log.line(`\`# prefect-deploy-keep\` keeps ${namesOf(kept)}.`);
  const away = shown.filter((row) => !kept.includes(row));
  return { scope, memory, gone, deletions: await withDetails(away, job) };
}

function namesOf(rows: readonly Row[]): string {
  return firstOf(
    rows.map((row) => quote(nameOf(row))),
    10,
  );
}

/** Whether what is remembered tells what this project has deployed; else it is said why nothing is deleted. */
function mayDelete(
  scope: Scope,
  memory: Memory,
  { inputs, unselected }: TransactionRun,
  { log, findings }: DeployContext,
): boolean {
  if (memory.source === undefined) {
    const first = `\`prune\`: nothing is remembered of ${quote(scope.label)} yet, so nothing is deleted.`;
    log.line(inputs.mode === "plan" ? `${first} A deploy remembers what it has deployed.` : first);
    return false;
  }
  if (memory.source !== scope.source) {
    findings.warning(OTHER_SOURCE(scope), OTHER_SOURCE_FIX);
    return false;
  }
  const unknown = unselected.find((one) => finalName(one) === undefined);
  if (!unknown) return true;
  findings.warning(
    `\`prune\` deletes nothing this time: which deployment ${quoted(unknown)} is, is only known while it is deployed.`,
    "Deploy everything in this step, or give it a name without a template; in a script, write the name into the call.",
    unknown.where,
  );
  return false;
}

/** @throws ActionError where nothing tells which project this is */
function scopeOf(
  { pruneScope, environment, workingDirectory, prefectFiles, deployCommand }: Inputs,
  run: DeployContext,
): Scope {
  const repository = run.env["GITHUB_REPOSITORY"] ?? "";
  if (pruneScope === undefined && repository === "") {
    throw new ActionError({
      what: "`prune` needs to know which project this is, and GITHUB_REPOSITORY is empty.",
      fix: "Name it: `prune-scope: my-flows production`.",
    });
  }
  const label = pruneScope ?? [repository, environment ?? ""].join(" ").trim();
  // Which files are read: their order is none of it.
  const isScript = deployCommand.length > 0;
  const what = isScript ? deployCommand : [...prefectFiles].sort();
  const files = [run.show(workingDirectory), what, ...(isScript ? ["deploy-command"] : [])];
  // One job may check out several repositories in the same place.
  const source = JSON.stringify([...files, originOf(repositoryAround(workingDirectory)) ?? ""]);
  return { label, source: keyOf(source) };
}

function OTHER_SOURCE({ label }: Scope): string {
  return `\`prune\` deletes nothing this time: what is remembered of ${quote(label)} was deployed with another \`prefect-file\`, \`deploy-command\` or \`working-directory\`, or from another repository, and may be another step's. A deploy remembers what is in the files of this one, and forgets the rest.`;
}

const OTHER_SOURCE_FIX =
  "Nothing is to be done where you have just changed them. Where two steps deploy other files of one repository, give each its own `prune-scope`.";

/** What the files hold: of what this run deploys, as Prefect names it; of the rest, every name that it may have. */
function keysInFiles(decisions: readonly Decision[], unselected: readonly KnownDeployment[]): Set<string> {
  const own = decisions.map(({ held }) => `${held.flowName}/${held.name}`);
  const others = unselected.flatMap((one) => one.flowNames.map((flow) => `${flow}/${finalName(one) ?? ""}`));
  return new Set([...own, ...others].map(keyOf));
}

/** Those that are on the server, each under the name that is remembered. */
async function rowsOf(
  { session: { upstream } }: TransactionRun,
  left: readonly (readonly [key: string, id: string])[],
): Promise<Row[]> {
  if (left.length === 0) return [];
  const live = await deploymentsById(
    upstream,
    left.map(([, id]) => id),
  );
  const flows = await flowNames(upstream, [...new Set(live.map(({ flow_id }) => flow_id))]);
  const ids = new Map(left);
  return live
    .map((one) => ({ live: one, flow: flows.get(one.flow_id) ?? "" }))
    .filter((row) => ids.get(keyOf(nameOf(row))) === row.live.id)
    .sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
}

function isOfShard(row: Row, { shard }: Inputs): boolean {
  return shard === undefined || inShard(shard, nameOf(row));
}

/** What goes with each of them. Of more than may be deleted, nobody asks. */
async function withDetails(rows: readonly Row[], { inputs, session }: TransactionRun): Promise<Deletion[]> {
  if (rows.length > inputs.pruneLimit)
    return rows.map((row) => ({ ...row, runs: undefined, automations: [] }));
  const { upstream } = session;
  return Promise.all(
    rows.map(async (row) => {
      const { id } = row.live;
      const [runs, automations] = await Promise.all([runsOf(upstream, id), relatedAutomations(upstream, id)]);
      return { ...row, runs, automations };
    }),
  );
}

/** @throws ActionError where there are more than `prune-limit` */
export function checkLimit({ deletions }: Pruning, { pruneLimit }: Inputs): void {
  if (deletions.length <= pruneLimit) return;
  throw new ActionError({
    what: `\`prune\` would delete ${counted(deletions.length, "deployment")}, more than \`prune-limit\` allows (${pruneLimit}), so nothing was written: ${firstOf(
      deletions.map((one) => quote(nameOf(one))),
      50,
    )}.`,
    fix: "If they are all to go, set `prune-limit` to that number for this run; else look for what is missing in the files, or in `prefect-file`.",
  });
}

/** Names those whose runs have not ended. */
export function warnOfRuns({ deletions }: Pruning, { findings }: Pick<DeployContext, "findings">): void {
  for (const deletion of deletions) {
    const runs = runsInTheWay(deletion);
    if (runs.length === 0) continue;
    findings.warning(
      `${nameOf(deletion)} is to be deleted and has ${runs.join(" and ")} runs, which lose their deployment.`,
      "Wait until they have ended, or cancel them; `# prefect-deploy-keep: flow/name` in a file keeps a deployment.",
    );
  }
}
