import type { LiveAutomation, LiveDeployment } from "../server/state.js";
import type { DeploymentRuns } from "../server/queries.js";
import { schedulesOf } from "./compare.js";
import type { Decision } from "./decision.js";
import type { PlannedDeployment } from "./types.js";

/** A deployment on the server that this project has deployed before, and that is in none of its files now. */
export interface Deletion {
  /** As this step has seen it. */
  readonly live: LiveDeployment;
  /** The flow's name. */
  readonly flow: string;
  readonly runs: DeploymentRuns;
  /** Those that run it and nothing else: which of them belong to it, no answer tells. */
  readonly automations: readonly LiveAutomation[];
}

export function nameOf({ live, flow }: Pick<Deletion, "live" | "flow">): string {
  return `${flow}/${live.name}`;
}

/** Runs that end otherwise than they would have: the worst that a deletion does. */
export function runsInTheWay({ runs: { running, pending } }: Deletion): string[] {
  return [...(running > 0 ? [`${running} running`] : []), ...(pending > 0 ? [`${pending} pending`] : [])];
}

/** The row of the plan. Pure. @param decisions of the same run: one of them may be the same under another name */
export function plannedDeletion(deletion: Deletion, decisions: readonly Decision[]): PlannedDeployment {
  const { live, flow, runs, automations } = deletion;
  return {
    ...{ file: "", where: { file: "" }, flow, name: live.name, id: live.id, action: "delete", changes: [] },
    deletes: {
      schedules: schedulesOf(live["schedules"]).length,
      runs,
      automations: automations.map(({ name }) => name),
      renamedTo: renamedTo(deletion, decisions),
    },
  };
}

/** The one to create that has the same flow and the same entrypoint, where there is one such and not several. */
function renamedTo({ live, flow }: Deletion, decisions: readonly Decision[]): string | undefined {
  const found = decisions.filter(
    ({ held, live: before }) =>
      before === undefined && held.flowName === flow && held.body["entrypoint"] === live["entrypoint"],
  );
  const [only] = found.length === 1 ? found : [];
  return only && `${only.held.flowName}/${only.held.name}`;
}
