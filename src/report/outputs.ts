import type { Finding } from "../base/finding.js";
import { fitting, shares } from "./fitting.js";
import { planOutput } from "./plan-output.js";
import { count, type DeploymentResult, type RunReport } from "./report.js";

/**
 * UTF-16 units. GitHub allows a megabyte for all outputs of a job, as UTF-16 (docs.github.com, "Workflow syntax",
 * `jobs.<job_id>.outputs`): 524,288 units. Other steps need some of it.
 */
const LIMIT = 450_000;

/** The action's outputs but for paths of files, as action.yml describes them. Pure. */
export function outputs(report: RunReport, limit = LIMIT): Record<string, string> {
  const numbers = short(report);
  const used = Object.entries(numbers).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  const [results, findings] = [report.results.map(resultItem), (report.findings ?? []).map(findingItem)];
  const plan = wholePlan(report);
  const lengths = [lengthOf(results), lengthOf(findings), plan.length];
  const [forResults = 0, forFindings = 0, forPlan = 0] = shares(lengths, limit - used);
  const kept = { deployments: fitting(results, forResults), findings: fitting(findings, forFindings) };
  return {
    ...numbers,
    deployments: `[${kept.deployments.join(",")}]`,
    findings: `[${kept.findings.join(",")}]`,
    plan: wholePlan(report, forPlan),
    truncated: JSON.stringify({
      deployments: results.length - kept.deployments.length,
      findings: findings.length - kept.findings.length,
    }),
  };
}

/** The plan as JSON; empty where there is none. */
export function wholePlan(
  { plan, environment, apiUrl = "", planDigest: digest = "" }: RunReport,
  limit?: number,
): string {
  return plan ? planOutput(plan, { environment, apiUrl, digest }, limit) : "";
}

/** Those that are no lists of deployments or findings. */
function short(report: RunReport): Record<string, string> {
  const { results } = report;
  const created = count(results, "created") + count(results, "create");
  const changed = count(results, "updated") + count(results, "change");
  const deleted = count(results, "deleted") + count(results, "delete");
  return {
    created: String(created),
    changed: String(changed),
    unchanged: String(count(results, "unchanged")),
    deleted: String(deleted),
    "has-changes": String(created + changed + deleted > 0),
    "plan-digest": report.planDigest ?? "",
    "deleted-file": report.deletedFile ?? "",
    "ui-url": uiOf(report),
    "changed-shards": report.changedShards ? JSON.stringify(report.changedShards) : "",
    failed: String(count(results, "failed")),
    "not-tried": String(count(results, "not-tried")),
    "left-out": String(report.leftOut?.files.length ?? 0),
    "effective-settings": JSON.stringify(
      Object.fromEntries(report.settings.map(({ name, value, source }) => [name, { value, source }])),
    ),
    "server-version": report.serverVersion ?? "",
    "client-version": report.clientVersion ?? "",
    authentication: report.authentication ?? "",
    "config-file": report.configFile ?? "",
  };
}

/** The page of the one deployment, else that of all. */
function uiOf({ results, uiUrl }: RunReport): string {
  const [only, ...more] = results;
  if (uiUrl === undefined) return "";
  return (more.length === 0 ? only?.url : undefined) ?? `${uiUrl}/deployments`;
}

function resultItem(result: DeploymentResult): string {
  return JSON.stringify(result, ["file", "flow", "name", "id", "url", "action", "error"]);
}

function findingItem({ where, what, ...finding }: Finding): string {
  return JSON.stringify({ ...finding, message: what, ...where });
}

/** With the commas between them and one more. */
function lengthOf(items: readonly string[]): number {
  return items.reduce((sum, item) => sum + item.length + 1, 0);
}
