import type { Inputs } from "../inputs/types.js";
import type { ServerState, LiveAutomation } from "../server/state.js";
import { decide, type Decision } from "../plan/decision.js";
import type { RecordedDeployment } from "../plan/types.js";
import type { Session } from "../gateway/session.js";
import type { FileRun } from "./cli.js";

/** A transaction whose CLI has ended. */
export interface TransactionRun {
  readonly inputs: Inputs;
  readonly runs: readonly FileRun[];
  readonly session: Session;
  /** `flow/deployment` of all files; undefined where a name is only known while it is deployed. */
  readonly inFiles: ReadonlySet<string> | undefined;
  /** Fills in templates. */
  readonly env: NodeJS.ProcessEnv;
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
