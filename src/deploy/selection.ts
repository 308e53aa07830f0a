import { place } from "../base/errors.js";
import type { Log } from "../base/log.js";
import type { Inputs } from "../inputs/types.js";
import { finalName, joinProbe, type KnownDeployment } from "../project/candidates.js";
import { checkOwnVariables, checkSelected, checkWithheld } from "../project/check.js";
import { select } from "../project/select.js";
import { inShard } from "../inputs/shard.js";
import { expand, hasPlaceholder } from "../base/template.js";
import { checkWorkPools, namedPools } from "../project/work-pools.js";
import { workPools } from "../server/queries.js";
import { isWithheld } from "../settings/environment.js";
import { SETTINGS } from "../base/setting-names.js";
import type { RunContext } from "../base/run-context.js";
import { apiPath } from "../server/api-path.js";
import type { Session } from "../gateway/session.js";
import type { Manifest } from "../project/manifest.js";
import type { AskedFile } from "./client.js";
import { readAhead } from "./read-ahead.js";
import { say, type Project, type Work } from "./project.js";

interface Selection extends Work {
  readonly files: readonly AskedFile[];
  readonly session: Session;
}

/** What was asked for, of all that the files have. */
export interface Selected {
  readonly selected: readonly KnownDeployment[];
  /** `flow/deployment` of all files; undefined where a name is only known while it is deployed. */
  readonly inFiles: ReadonlySet<string> | undefined;
  /** What the files have besides. */
  readonly unselected: readonly KnownDeployment[];
}

/** Exactly the deployments that were asked for, and what the server has of them, read ahead. */
export async function selectDeployments(
  { inputs, project, files, env, cliEnv, session }: Selection,
  run: RunContext,
): Promise<Selected> {
  const { log, findings, show } = run;
  const { manifests, resolved } = project;
  const askedFiles = new Map(files.map((file) => [file.manifest, file]));
  const candidates = joinProbe(
    manifests,
    manifests.map((manifest) => askedFiles.get(manifest)?.file),
    env,
    show,
  );
  const { shard } = inputs;
  // Narrowed after the names are checked: a pattern may select only what is left out.
  const selected = select(candidates, inputs.names, findings)
    .filter(({ manifest }) => !project.leftOut.has(manifest.path))
    .filter((one) => !shard || inShard(shard, shardKey(one)));
  checkSelected(
    selected,
    files.map(({ manifest, file, from }) => ({ manifest, probed: file, version: from.probe.version })),
    findings,
  );
  checkOwnVariables(selected, decided(resolved.env, cliEnv), run.env, findings);
  checkWithheld(selected, new Set(Object.keys(run.env).filter(isWithheld)), findings);
  const onServer = await workPools(session.upstream, namedPools(selected, env));
  for (const pool of onServer) session.reads.remember(apiPath`/work_pools/${pool.name}`, pool);
  const pools = {
    onServer: new Set(onServer.map(({ name }) => name)),
    fallback: (manifest: Manifest) => askedFiles.get(manifest)?.from.probe.settings.default_work_pool ?? null,
  };
  checkWorkPools(selected, pools, env, findings);
  say(findings, log);
  findings.stopOnProblems();
  tellSelected(selected, candidates.length, inputs, log);
  if (selected.length > 0) {
    const foreseen = selected.map((one) => ({ flow: one.flow, name: finalName(one) }));
    await readAhead(session.live, foreseen, "read", log);
    session.open();
  }
  const taken = new Set(selected);
  const unselected = candidates.filter((one) => !taken.has(one));
  return { selected, inFiles: namesInFiles(candidates), unselected };
}

/** Says which of all are deployed, each with its place where the call of a script is one. */
export function tellSelected(
  selected: readonly KnownDeployment[],
  all: number,
  { names, shard, deployCommand }: Inputs,
  log: Log,
): void {
  const asked = names.length > 0 ? ` (names: ${names.join(", ")})` : "";
  const part = shard ? ` (shard ${shard.index} of ${shard.of})` : "";
  log.line(`${selected.length} of ${all} deployments${asked}${part}:`);
  for (const { flow, flowNames, name, where } of selected) {
    const at = deployCommand.length > 0 && where.file !== "" ? `  ${place(where)}` : "";
    log.line(`  ${flow ?? flowNames[0] ?? "?"}/${name ?? ""}${at}`);
  }
}

function namesInFiles(all: readonly KnownDeployment[]): ReadonlySet<string> | undefined {
  const names = all.map((one) => {
    const [name, flows] = [finalName(one), one.flow === undefined ? one.flowNames : [one.flow]];
    return name === undefined ? [] : flows.map((flow) => `${flow}/${name}`);
  });
  return names.some((own) => own.length === 0) ? undefined : new Set(names.flat());
}

/** What a deployment is known by on the server, as far as the files tell it. */
export function shardKey({ flow, flowNames, name }: KnownDeployment): string {
  return `${flow ?? flowNames[0] ?? ""}/${name ?? ""}`;
}

/** Reads ahead for a CLI that runs before Prefect has said what it makes of the files: by what they say themselves. */
export async function readAheadOf(
  { manifests, leftOut }: Project,
  env: NodeJS.ProcessEnv,
  { live, open }: Session,
): Promise<void> {
  const deployments = manifests.flatMap((manifest) =>
    leftOut.has(manifest.path) ? [] : manifest.deployments,
  );
  const names = deployments.flatMap(({ name }) => (name === undefined ? [] : [expand(name, env)]));
  const flows = deployments.flatMap(({ flow }) => flow ?? []);
  await live.load(
    names.filter((name) => !hasPlaceholder(name)),
    flows,
  );
  open();
}

/** The variables that the CLI gets from this step; the gateway's URL must not be stored anywhere either. */
function decided(env: Readonly<Record<string, string>>, cliEnv: NodeJS.ProcessEnv): Record<string, string> {
  return { ...env, [SETTINGS.apiUrl.env]: cliEnv[SETTINGS.apiUrl.env] ?? "" };
}
