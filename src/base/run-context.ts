import type { Findings } from "./findings.js";
import type { Log } from "./log.js";

/** What belongs to one run of the step, and what it knows of the machine that it runs on. */
export interface RunContext {
  readonly log: Log;
  /** Takes what is said on the way. */
  readonly findings: Findings;
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
  readonly limits?: {
    readonly timeoutMs?: number;
    readonly backoffMs?: number;
    readonly oldMs?: number;
    readonly putBackMs?: number;
  };
  /** Saves what the post step needs. */
  readonly remember: (record: ConfigRecord) => void;
}

/**
 * What the post step needs to undo the change. Holds paths and hashes, no secrets; saved in the runner's state, which
 * later steps can read. Of a password there is not even a hash: it could be guessed, and the post step has the inputs.
 */
export interface ConfigRecord {
  /** Absolute. */
  readonly file: string;
  /** Absolute path of the former bytes, or undefined where there was no file. */
  readonly backup?: string;
  /** The former permission bits. */
  readonly mode?: number;
  /** SHA-256 of what was written, in hex. */
  readonly written: string;
  /** What the file holds of a token that the inputs do not: by it the post step knows the token again. */
  readonly minted?: readonly HashedText[];
  /** Absolute path of a copy of this record, for a later step of the job that uses the action again. */
  readonly marker: string;
}

/** By which a text is known again, without holding it. */
export interface HashedText {
  /** UTF-16 units, and their sum: it tells nearly nothing, and spares nearly all of the hashing. */
  readonly length: number;
  readonly sum: number;
  /** Of UTF-8, in hex. */
  readonly sha256: string;
}
