import type { LiveAutomation, LiveDeployment } from "../server/state.js";
import type { DeploymentRuns } from "../server/queries.js";
import { canonical } from "../base/canonical.js";
import { omit } from "../base/record.js";
import { schedulesOf, schedulesText } from "./compare.js";
import type { Decision } from "./decision.js";
import type { PlannedDeployment } from "./types.js";

/** A deployment on the server, as this step has seen it. */
export interface Row {
  readonly live: LiveDeployment;
  /** The flow's name. */
  readonly flow: string;
}

/** One that this project has deployed before, and that is in none of its files now. */
export interface Deletion extends Row {
  /** Undefined where nobody has counted them. */
  readonly runs: DeploymentRuns | undefined;
  /** Those that belong to it or name it: which of them go with it, only the server knows. */
  readonly automations: readonly LiveAutomation[];
}

/** What moves on the server without anybody's doing: servers before 3.6 change `updated` each time that a worker asks for runs. */
const MOVING = ["updated", "last_polled", "status"];

/** Equal for a deployment that nobody has written since. */
export function contentOf(live: LiveDeployment): string {
  return canonical({ ...omit(live, ...MOVING), schedules: schedulesText(live["schedules"]) });
}

export function nameOf({ live, flow }: Row): string {
  return `${flow}/${live.name}`;
}

/** Runs that end otherwise than they would have: the worst that a deletion does. */
export function runsInTheWay({ runs }: Pick<Deletion, "runs">): string[] {
  return (["running", "pending", "paused", "cancelling"] as const).flatMap((state) =>
    runs && runs[state] > 0 ? [`${runs[state]} ${state}`] : [],
  );
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
