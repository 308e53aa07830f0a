import type { Inputs } from "../inputs/types.js";
import type { ServerState, LiveAutomation } from "../server/state.js";
import { decide, type Decision } from "../plan/decision.js";
import type { PlannedDeployment, RecordedDeployment } from "../plan/types.js";
import type { Session } from "../gateway/session.js";
import type { KnownDeployment } from "../project/candidates.js";
import type { Manifest } from "../project/manifest.js";
import type { Deletion } from "../plan/deletion.js";
import type { Memory, Scope } from "../server/deployed-before.js";
import type { FileRun } from "./cli.js";

/** A transaction whose CLI has ended. */
export interface TransactionRun {
  readonly inputs: Inputs;
  readonly runs: readonly FileRun[];
  readonly session: Session;
  /** `flow/deployment` of all files; undefined where a name is only known while it is deployed. */
  readonly inFiles: ReadonlySet<string> | undefined;
  /** What the files have besides. */
  readonly unselected: readonly KnownDeployment[];
  readonly manifests: readonly Manifest[];
  /** Fills in templates. */
  readonly env: NodeJS.ProcessEnv;
}

/** A deployment with what a deploy does to it. */
export interface Item {
  readonly decision: Decision;
  readonly planned: PlannedDeployment;
  /** Of that; undefined where it is nothing. */
  readonly digest: string | undefined;
}

/** What `prune` has found out. */
export interface Pruning {
  readonly scope: Scope;
  readonly memory: Memory;
  /** On the server, deployed by this project before, and in none of its files. */
  readonly deletions: readonly Deletion[];
  /** Keys of those that are not there any more, whoever has deleted them. */
  readonly gone: ReadonlySet<string>;
}

/** What a deploy does, or would do. */
export interface Plan {
  readonly decisions: readonly Decision[];
  /** All of the server, where they were needed. */
  readonly automations: readonly LiveAutomation[];
  /** One for each decision. */
  readonly items: readonly Item[];
  /** Undefined without `prune`. */
  readonly pruning: Pruning | undefined;
  readonly deletions: readonly PlannedDeployment[];
  /** What is written, then what is deleted. */
  readonly rows: readonly PlannedDeployment[];
  /** In hex. */
  readonly digest: string;
}

/** Compares all of it with what the server has at this moment. */
export async function decideAll(
  recorded: readonly RecordedDeployment[],
  live: ServerState,
  automations: readonly LiveAutomation[],
): Promise<Decision[]> {
  return Promise.all(
    recorded.map(async (one) =>
      decide(one, await live.deployment(one.held.flowName, one.held.name), automations),
    ),
  );
}
