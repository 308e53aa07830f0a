import type { Log } from "./report/log.js";
import type { ConfigRecord } from "./settings/config-file.js";

/** What the story needs of the world around it. */
export interface Surroundings {
  readonly log: Log;
  readonly env: NodeJS.ProcessEnv;
  /** Aborted when the time is up or the job is cancelled. */
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly deadline: number;
  /** Absolute: a private directory of this run. */
  readonly temp: string;
  /** Absolute: the repository. */
  readonly workspace: string;
  /** Turns an absolute path into the one to show. */
  readonly show: (path: string) => string;
  /** For tests: in place of what a run allows itself, in milliseconds. */
  readonly limits?: { readonly timeoutMs?: number; readonly backoffMs?: number; readonly oldMs?: number };
  /** Saves what the post step needs. */
  readonly remember: (record: ConfigRecord) => void;
}
