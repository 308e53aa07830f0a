import type { Finding } from "../base/finding.js";
import { planOutput } from "./plan-output.js";
import { count, type RunReport } from "./report.js";

/** The action's outputs, as action.yml describes them. Pure. */
export function outputs(report: RunReport): Record<string, string> {
  const { results } = report;
  const created = count(results, "created") + count(results, "create");
  const changed = count(results, "updated") + count(results, "change");
  return {
    deployments: JSON.stringify(results, ["file", "flow", "name", "id", "url", "action", "error"]),
    created: String(created),
    changed: String(changed),
    unchanged: String(count(results, "unchanged")),
    "has-changes": String(created + changed > 0),
    plan: report.plan
      ? planOutput(report.plan, { environment: report.environment, apiUrl: report.apiUrl ?? "" })
      : "",
    "changed-shards": report.changedShards ? JSON.stringify(report.changedShards) : "",
    failed: String(count(results, "failed")),
    "not-tried": String(count(results, "not-tried")),
    "effective-settings": JSON.stringify(
      Object.fromEntries(report.settings.map(({ name, value, source }) => [name, { value, source }])),
    ),
    "server-version": report.serverVersion ?? "",
    "client-version": report.clientVersion ?? "",
    authentication: report.authentication ?? "",
    "config-file": report.configFile ?? "",
    findings: findingsOutput(report.findings ?? []),
  };
}

/** All outputs of a job together may have a megabyte; what does not fit is in the SARIF file and in the log. */
const FINDINGS_LIMIT = 500_000;

function findingsOutput(findings: readonly Finding[]): string {
  let size = 2;
  const items: string[] = [];
  for (const { where, what, ...finding } of findings) {
    const item = JSON.stringify({ ...finding, message: what, ...where });
    size += Buffer.byteLength(item) + 1;
    if (size > FINDINGS_LIMIT) break;
    items.push(item);
  }
  return `[${items.join(",")}]`;
}
