import type { Inputs } from "../inputs/types.js";
import type { KnownDeployment } from "../project/candidates.js";
import type { Held } from "../gateway/recording.js";
import type { Live, LiveAutomation } from "../server/state.js";
import { decide, type Decision } from "../plan/plan.js";
import type { Session } from "../gateway/session.js";
import type { FileRun } from "./cli.js";

/** A transaction whose CLI has ended. */
export interface SettleJob {
  readonly inputs: Inputs;
  readonly selected: readonly KnownDeployment[];
  readonly runs: readonly FileRun[];
  readonly session: Session;
  /** Fills in templates. */
  readonly env: NodeJS.ProcessEnv;
}

/** Holds everything that was compared with what the server has at this moment. */
export async function decideAll(
  held: readonly Held[],
  live: Live,
  automations: readonly LiveAutomation[],
): Promise<Decision[]> {
  return Promise.all(
    held.map(async (one) => decide(one, await live.deployment(one.flowName, one.name), automations)),
  );
}
