import type { Problem, Where } from "../base/errors.js";
import type { Shard } from "../inputs/shard.js";
import type { Mode } from "../inputs/types.js";
import { cleanChange } from "../plan/hide-change.js";
import { countsWithout, grouped, tallyFindings, type Counts, type Finding } from "../base/finding.js";
import type { Findings } from "../base/findings.js";
import { counted } from "../base/quote.js";
import { asProblem } from "../validate/check.js";
import type { Checked } from "../validate/project.js";
import type { PlannedDeployment } from "../plan/types.js";
import type { EffectiveSetting } from "../settings/effective.js";
import type { LeftOut } from "./left-out.js";

/**
 * What became of a deployment: `put-back` as it was, after a write of another one failed; `left` as it is on the server,
 * since that could not be done, or somebody else has written it too; `gone`, deleted by somebody else; `deleted` by this
 * step, since it left the files (`prune`). In a plan, what a deploy would do.
 */
export type ResultAction =
  | "created"
  | "updated"
  | "unchanged"
  | "failed"
  | "not-tried"
  | "put-back"
  | "left"
  | "gone"
  | "deleted"
  | "create"
  | "change"
  | "delete";

/** What became of one deployment. */
export interface DeploymentResult {
  /** The prefect file, as shown to people; empty where it is in none. */
  readonly file: string;
  readonly where: Where;
  /** The flow's name on the server; before it is known there, the function's. */
  readonly flow: string;
  readonly name: string;
  readonly action: ResultAction;
  readonly id?: string | undefined;
  /** Opens it in the UI. */
  readonly url?: string | undefined;
  /** Why it failed, in one line. */
  readonly error?: string | undefined;
}

/** Everything that a run has to tell, filled in as it goes on; the report comes also where it stops half-way. No secrets. */
export interface RunReport {
  environment: string | undefined;
  mode: Mode;
  /** URL of the documentation of the release that runs, where that is known. */
  docs?: string | undefined;
  /** What the validation found, the worst first; undefined before it. */
  findings?: readonly Finding[];
  /** How many it found, where not all of them are listed in `findings`. */
  counts?: Counts;
  /** What the validation looked at. */
  checked?: { readonly files: number; readonly deployments: number };
  apiUrl?: string;
  /** Which deployments were asked for, where not all of them were. */
  names?: readonly string[];
  shard?: Shard | undefined;
  /** Prefect files without a change, where there are such. */
  leftOut?: LeftOut;
  /** URL of the files of the commit that is checked out, where that is known. */
  source?: string | undefined;
  authentication?: string;
  serverVersion?: string;
  clientVersion?: string;
  settings: readonly EffectiveSetting[];
  results: readonly DeploymentResult[];
  /** What a deploy does to each deployment, field by field; undefined before that is known. */
  plan?: readonly PlannedDeployment[];
  /** Of that plan, in hex. */
  planDigest?: string;
  /** Absolute path of the file with what was deleted, where something was. */
  deletedFile?: string;
  /** Where the UI shows the deployments. */
  uiUrl?: string;
  /** With `shards`: those that have changes. */
  changedShards?: readonly string[];
  /** Relative path of the settings file, where one was written. */
  configFile?: string;
  problems: readonly Problem[];
  warnings: readonly Problem[];
}

/** Where the page of a rule is, in the documentation of the release that runs. */
export function rulePage({ docs }: Pick<RunReport, "docs">, rule: string): string | undefined {
  return docs === undefined ? undefined : `${docs}/rules/${rule}.md`;
}

/** Of a run that has just begun. */
export function emptyReport(): RunReport {
  return { environment: undefined, mode: "deploy", settings: [], results: [], problems: [], warnings: [] };
}

export function count(
  results: readonly Pick<DeploymentResult, "action">[],
  action: DeploymentResult["action"],
): number {
  return results.filter((result) => result.action === action).length;
}

/**
 * The report without secrets, in every text of it, and in the keys and numbers of values. To be called before anything is rendered: Markdown
 * and JSON write a secret with other characters than its own, which no longer match.
 */
export function withoutSecrets(report: RunReport, clean: (text: string) => string): RunReport {
  const cleaned = (value: unknown): unknown => {
    if (typeof value === "string") return clean(value);
    if (Array.isArray(value)) return value.map(cleaned);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cleaned(inner)]));
  };
  // `action` is a word of ours, and stays one.
  const results = report.results.map((result) => ({
    ...(cleaned(result) as DeploymentResult),
    action: result.action,
  }));
  const plan = report.plan?.map((one) => ({
    ...(cleaned({ ...one, changes: [], stays: undefined }) as PlannedDeployment),
    action: one.action,
    changes: one.changes.map((change) => cleanChange(change, clean)),
    ...(one.stays ? { stays: one.stays.map((change) => cleanChange(change, clean)) } : {}),
  }));
  return { ...(cleaned(report) as RunReport), mode: report.mode, results, ...(plan ? { plan } : {}) };
}

/** What became of deployments, with a sign; the worst first. */
export const WORDS: Readonly<Record<ResultAction, string>> = {
  failed: "❌ failed",
  left: "⚠️ not put back",
  gone: "🗑️ deleted by somebody else",
  "put-back": "↩️ put back",
  "not-tried": "⏭️ not tried",
  created: "🆕 created",
  updated: "🔄 updated",
  deleted: "🧹 deleted",
  create: "🆕 to create",
  change: "🔄 to change",
  delete: "🧹 to delete",
  unchanged: "▫️ unchanged",
};

/** `3 deployments: 2 created, 1 failed.` */
export function tally(results: readonly Pick<DeploymentResult, "action">[]): string {
  const parts = (Object.keys(WORDS) as ResultAction[])
    .map((action) => [count(results, action), WORDS[action].replace(/^\S+ /, "")] as const)
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${number} ${word}`);
  return `${counted(results.length, "deployment")}${parts.length > 0 ? `: ${parts.join(", ")}` : ""}.`;
}

/** How many findings of each severity there are, those included that are not listed. */
export function countsOf({ findings = [], counts }: Pick<RunReport, "findings" | "counts">): Counts {
  const listed = { error: 0, warning: 0, note: 0 };
  for (const { severity } of findings) listed[severity] += 1;
  return counts ?? listed;
}

/** Failures first, then what was not tried, then the rest; in the order of the file otherwise. */
export function failuresFirst<One extends DeploymentResult>(results: readonly One[]): One[] {
  const rank = (action: ResultAction): number =>
    ["failed", "left", "gone", "put-back", "not-tried"].indexOf(action) + 1 ||
    (action === "unchanged" ? 7 : 6);
  return results.toSorted((a, b) => rank(a.action) - rank(b.action));
}

/** What a result itself says of why: the error that stopped the run stands among the problems, and nowhere else. */
export function reasonOf(
  { action, error }: Pick<DeploymentResult, "action" | "error">,
  { problems }: Pick<RunReport, "problems">,
): string | undefined {
  const said = error?.replace(/\.$/, "");
  const isTold = said !== undefined && problems.some(({ what }) => what.includes(said));
  return action === "failed" && isTold ? undefined : error;
}

/** Puts into the report what was checked, and hands what the rules found to where everything else is gathered. */
export function tell(
  { findings: found, counts, files, deployments }: Omit<Checked, "problems">,
  report: RunReport,
  findings: Findings,
): void {
  report.findings = found;
  report.counts = counts;
  report.checked = { files, deployments };
  say(grouped(found), findings);
  const rest = countsWithout(counts, found);
  if (Object.values(rest).some((count) => count > 0)) {
    findings.note(
      `… and ${tallyFindings(rest)} more: the worst ${found.length} are told of, the others counted.`,
    );
  }
}

/** Hands what the rules found to where everything else is gathered. */
export function say(found: readonly Finding[], findings: Findings): void {
  const of = { error: findings.problems, warning: findings.warnings, note: findings.advice };
  for (const finding of found) of[finding.severity].push(asProblem(finding));
}

/**
 * Where Prefect's UI shows a deployment.
 *
 * @param id as the server gives it; undefined where it has none yet
 */
export function deploymentUrl(uiUrl: string, id: string): string;
export function deploymentUrl(uiUrl: string, id: string | undefined): string | undefined;
export function deploymentUrl(uiUrl: string, id: string | undefined): string | undefined {
  return id === undefined
    ? undefined
    : `${uiUrl}/deployments/deployment/${encodeURIComponent(id.toWellFormed())}`;
}
