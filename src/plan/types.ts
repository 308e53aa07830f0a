import type { Where } from "../base/errors.js";
import type { RecordedWrite } from "../gateway/recording.js";
import type { KnownDeployment } from "../project/candidates.js";
import type { DeploymentRuns, WaitingRuns } from "../server/queries.js";

/** A deployment that was asked for, and what the client would write of it. */
export interface RecordedDeployment {
  readonly deployment: KnownDeployment;
  readonly held: RecordedWrite;
}

/** What a deploy does to one deployment that was asked for. */
export type DecidedAction = "create" | "change" | "unchanged";

/** The same of any deployment. */
export type PlannedAction = DecidedAction | "delete";

/** One field that a deploy changes. The values are JSON, as the server holds them; undefined where there is none. */
export interface FieldChange {
  /** `entrypoint`, `parameters.day`, `job_variables.env.LEVEL`, `schedules.nightly.active`, `automations.on-file` */
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
  /** The values look like a secret: they are replaced by undefined, here already. */
  readonly secret?: true;
  /**
   * The file takes the value from elsewhere: what it has in its place, templates included. The values themselves are
   * undefined.
   */
  readonly written?: unknown;
  /** Depends on a build or push step, which a plan does not run: `after` is undefined. */
  readonly afterBuild?: true;
  /** The parameter is not as the flow has it: its file cannot be imported here. */
  readonly notImported?: true;
}

/** One deployment that was asked for, and what a deploy does to it. */
export interface PlannedDeployment {
  /** The prefect file, as shown to people; empty where it is in none. */
  readonly file: string;
  readonly where: Where;
  /** The flow's name on the server. */
  readonly flow: string;
  readonly name: string;
  /** On the server; undefined where it is to be created. */
  readonly id: string | undefined;
  readonly action: PlannedAction;
  /** Of one to create, what tells of it: flow, work pool, schedules. */
  readonly changes: readonly FieldChange[];
  /** What only the server has, and a deploy leaves: `before` is its value. */
  readonly stays?: readonly FieldChange[];
  /** Of one to change: runs of it that have not begun. */
  readonly runs?: WaitingRuns | undefined;
  /** Of one to delete. */
  readonly deletes?: Deletes;
}

/** What goes with a deployment that is deleted. */
export interface Deletes {
  readonly schedules: number;
  /** Undefined where nobody has counted them. */
  readonly runs: DeploymentRuns | undefined;
  /** Names of those that belong to it or name it. */
  readonly automations: readonly string[];
  /** The deployment to create that has the same flow and entrypoint: `etl/new`. */
  readonly renamedTo?: string | undefined;
}
