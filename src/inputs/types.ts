import type { ClientCertificate } from "../credentials/certificate.js";
import type { AskedCredential, Credential } from "../credentials/credential.js";
import type { RunFrom } from "../project/run-from.js";
import type { Shard } from "./shard.js";

/** Everything that the user asked for, read once; frozen all through. */
export interface Inputs {
  readonly mode: Mode;
  /** Without a trailing slash: `https://prefect.example.com/api`. */
  readonly apiUrl: string;
  /** Where printed links open, without a trailing slash: `ui-url`, else the API URL without `/api`. */
  readonly uiUrl: string;
  readonly credential: Credential;
  /** Sent with every request, beside the credential. */
  readonly headers: Readonly<Record<string, string>>;
  readonly tls: TlsInputs;
  /** Globs against `flow/deployment` or `deployment`; empty: all. */
  readonly names: readonly string[];
  /** A commit, branch or tag: only what changed since then is deployed. Empty: the event has none; undefined: not given. */
  readonly changedSince: string | undefined;
  /** Globs, relative to the repository: what concerns every prefect file. */
  readonly sharedPaths: readonly string[];
  /** Paths or globs, relative to the working directory; none with `deploy-command`. */
  readonly prefectFiles: readonly string[];
  /** Where each of them is deployed from. */
  readonly runFrom: RunFrom;
  /** Absolute. */
  readonly workingDirectory: string;
  /** The words of the command that starts Prefect's CLI: `["uv", "run", "prefect"]`; see `commandFor`. */
  readonly prefectCommand: readonly string[];
  /** The words of the command that deploys with Prefect's own functions: `["python", "deploy.py"]`; empty: prefect files. */
  readonly deployCommand: readonly string[];
  readonly profile: string | undefined;
  /** A label for this job: `production`. */
  readonly environment: string | undefined;
  /** Seconds for the whole step. */
  readonly timeout: number;
  /** How often a connection check is repeated. */
  readonly retries: number;
  readonly configTarget: ConfigTarget;
  readonly keepConfig: boolean;
  readonly summary: boolean;
  /** Ids of rules whose findings are left out. */
  readonly ignoreRules: readonly string[];
  /** Whether writes are held and compared first. */
  readonly transaction: boolean;
  /** Most processes of the CLI, and most writes, at once. */
  readonly concurrency: number;
  /** What becomes of what was written where a later write fails. */
  readonly onCommitError: OnCommitError;
  /** Whether what a person paused on the server stays paused. */
  readonly keepPausedSchedules: boolean;
  /** Whether schedules go that only the server has. */
  readonly clearSchedules: boolean;
  /** What a flow file that cannot be imported is. */
  readonly onImportError: OnImportError;
  /** Whether a plan with changes is an error. */
  readonly failOnChanges: boolean;
  /** Whether a field that only a build tells is a change. */
  readonly unknown: Unknown;
  /** The part of the selection that this job takes. */
  readonly shard: Shard | undefined;
  /** In how many shards a plan tells its changes; undefined: it does not. */
  readonly shards: number | undefined;
  /** Whether a plan is written to the pull request, and what became of it. */
  readonly comment: Comment;
  readonly githubToken: string;
  readonly allowUntrustedCode: boolean;
  /** Whether what left the files is deleted. */
  readonly prune: boolean;
  /** Most deletions in one run. */
  readonly pruneLimit: number;
  /** What is remembered together; undefined: repository and environment. */
  readonly pruneScope: string | undefined;
  /** The digest of the plan that was reviewed, in hex; undefined: any plan goes. */
  readonly expectedPlan: string | undefined;
}

/** What `mode: validate` reads: nothing about the server. */
export type ProjectInputs = Pick<
  Inputs,
  | "ignoreRules"
  | "names"
  | "prefectFiles"
  | "deployCommand"
  | "runFrom"
  | "workingDirectory"
  | "environment"
  | "timeout"
  | "summary"
>;

export interface TlsInputs {
  /** PEM text of the authorities to trust in place of the usual ones. */
  readonly ca: string | undefined;
  /** Absolute: where `ca` lies for Prefect's client. Undefined until the run has written it there. */
  readonly caFile: string | undefined;
  /** Shown to gates that ask for one (mTLS). Prefect's own client cannot, so it goes by our gateway. */
  readonly client: ClientCertificate | undefined;
  readonly skipVerify: boolean;
}

/** The inputs as they are read: a token may still have to be minted. */
export interface AskedInputs extends Omit<Inputs, "credential"> {
  readonly credential: AskedCredential;
}

export const MODES = ["deploy", "plan", "validate"] as const;
export type Mode = (typeof MODES)[number];

export const CONFIG_TARGETS = ["prefect.toml", "pyproject.toml", "none"] as const;
export type ConfigTarget = (typeof CONFIG_TARGETS)[number];

export const ON_IMPORT_ERROR = ["warning", "error"] as const;
export type OnImportError = (typeof ON_IMPORT_ERROR)[number];

/** When a comment is written; `changes-only`: unless there is none yet and the plan has no changes. */
export type Comment = "always" | "changes-only" | "never";

export const UNKNOWN = ["named", "changed"] as const;
export type Unknown = (typeof UNKNOWN)[number];

export const ON_COMMIT_ERROR = ["put-back", "keep"] as const;
export type OnCommitError = (typeof ON_COMMIT_ERROR)[number];
