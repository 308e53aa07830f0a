import { countsWithout, tallyFindings } from "../base/finding.js";
import { counted } from "../base/quote.js";
import { place, type Problem } from "../base/errors.js";
import { cell, code, inert } from "../base/foreign.js";
import { link } from "./markdown.js";
import { planTable } from "./changes.js";
import {
  countsOf,
  failuresFirst,
  rulePage,
  tally,
  type DeploymentResult,
  type ResultAction,
  type RunReport,
} from "./report.js";

/** A summary over 1,024 KiB is dropped whole by the runner; this leaves room for other actions in the step. */
export const SUMMARY_LIMIT_BYTES = 900 * 1024;

/**
 * The job summary as GitHub-flavoured Markdown. Pure.
 *
 * @param limit at most so many bytes; rows of the table give way, and the failures come first. What is over
 *   it even without them is cut off.
 */
export function summary(report: RunReport, limit = SUMMARY_LIMIT_BYTES): string {
  const results = failuresFirst(report.results);
  const all = Math.max(results.length, report.findings?.length ?? 0);
  // What does not fit is found by halving: a table of all rows nearly always fits.
  for (let rows = all, items = 200; ; rows = Math.floor(rows / 2), items = Math.floor(items / 2)) {
    const text = render(report, results, rows, items);
    if (Buffer.byteLength(text) <= limit) return text;
    if (rows === 0 && items === 0) return cut(text, limit);
  }
}

/** The first lines, of at most so many bytes. Never half of one: what stood in code there would stand outside of it. */
function cut(text: string, limit: number): string {
  const fits = new TextDecoder().decode(Buffer.from(text).subarray(0, limit), { stream: true });
  return fits.slice(0, fits.lastIndexOf("\n") + 1);
}

/** @param rows at most so many of each table, and `items` of each list */
function render(
  report: RunReport,
  results: readonly DeploymentResult[],
  rows: number,
  items: number,
): string {
  const others = (problems: readonly Problem[]) => problems.filter(({ rule }) => rule === undefined);
  return [
    heading(report),
    facts(report),
    section("What is wrong", others(report.problems), items),
    findings(report, rows),
    isPlan(report)
      ? planned(report, rows)
      : table(results.slice(0, rows), Math.max(results.length - rows, 0)),
    section("Warnings", others(report.warnings), items),
    settings(report),
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

/** Until a deploy has written, or failed to, what it has to tell is what it would do. */
function isPlan({ mode, plan }: RunReport): boolean {
  return mode === "plan" && plan !== undefined;
}

function planned({ plan = [], uiUrl }: RunReport, rows: number): string {
  const limit = Math.max(
    2_000,
    Math.floor((SUMMARY_LIMIT_BYTES * 0.8 * Math.min(rows, plan.length)) / Math.max(plan.length, 1)),
  );
  return planTable(plan, { uiUrl, limit });
}

function heading(report: RunReport): string {
  const failed = report.problems.length > 0;
  const label = report.environment === undefined ? "" : `: ${code(report.environment)}`;
  const outcome = report.mode === "validate" ? checked(report) : deployed(report);
  return `## ${failed ? "❌" : "✅"} Prefect ${report.mode}${label}\n\n${outcome}`.trim();
}

function deployed({ results, problems }: RunReport): string {
  if (results.length > 0) return tally(results);
  return problems.length > 0 ? "Nothing was deployed." : "";
}

function checked(report: RunReport): string {
  const { checked: looked } = report;
  return looked
    ? `${counted(looked.deployments, "deployment")} in ${counted(looked.files, "file")}: ${tallyFindings(countsOf(report))}.`
    : "";
}

function facts(report: RunReport): string {
  const parts = [
    report.apiUrl === undefined ? "" : `Server ${code(report.apiUrl)}`,
    report.serverVersion === undefined ? "" : `Prefect ${inert(report.serverVersion)} on the server`,
    report.clientVersion === undefined ? "" : `${inert(report.clientVersion)} in this job`,
    report.authentication === undefined ? "" : `authentication: ${inert(report.authentication)}`,
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

function section(title: string, problems: readonly Problem[], items: number): string {
  if (problems.length === 0) return "";
  const shown = problems.slice(0, items);
  const more = problems.length - shown.length;
  return [
    `### ${title}`,
    "",
    ...shown.map(
      ({ what, where, fix }) => `- ${where ? `${code(place(where))}: ` : ""}${inert(what)} **${inert(fix)}**`,
    ),
    ...(more > 0 ? [`- … and ${more} more; the log has them all.`] : []),
  ].join("\n");
}

const FINDING_SIGNS = { error: "❌ error", warning: "⚠️ warning", note: "ℹ️ note" };

function findings(report: RunReport, rows: number): string {
  const { findings: all = [] } = report;
  if (all.length === 0) return "";
  const named = (rule: string): string => {
    const page = rulePage(report, rule);
    return page === undefined ? code(rule) : link(code(rule), page);
  };
  const shown = all.slice(0, rows);
  const counts = countsOf(report);
  const left = countsWithout(counts, shown);
  const isListed = Object.values(countsWithout(counts, all)).every((count) => count === 0);
  return [
    "| | Where | What | Write instead |",
    "| --- | --- | --- | --- |",
    ...shown.map(
      ({ severity, rule, what, fix, where, corrected }) =>
        `| ${[
          `${FINDING_SIGNS[severity]}<br>${named(rule)}`,
          code(place(where)),
          inert(what),
          inert(fix) + (corrected === undefined ? "" : `<br>${code(corrected)}`),
        ]
          .map(cell)
          .join(" | ")} |`,
    ),
    ...(Object.values(left).some((count) => count > 0)
      ? [
          "",
          `… and ${tallyFindings(left)} more; the log and the SARIF file have ${isListed ? "them all" : `the worst ${all.length}`}.`,
        ]
      : []),
  ].join("\n");
}

const SIGNS = {
  created: "🆕 created",
  updated: "🔄 updated",
  failed: "❌ failed",
  "not-tried": "⏭️ not tried",
  "put-back": "↩️ put back",
  left: "⚠️ not put back",
  unchanged: "▫️ unchanged",
  create: "🆕 to create",
  change: "🔄 to change",
} satisfies Record<ResultAction, string>;

function table(results: readonly DeploymentResult[], left: number): string {
  if (results.length === 0 && left === 0) return "";
  const rows = results.map((result) => {
    const name = code(`${result.flow}/${result.name}`);
    return `| ${[
      SIGNS[result.action] + (result.error === undefined ? "" : `<br>${inert(result.error)}`),
      result.url === undefined ? name : link(name, result.url),
      code(place(result.where)),
    ]
      .map(cell)
      .join(" | ")} |`;
  });
  return [
    "| Result | Deployment | File |",
    "| --- | --- | --- |",
    ...rows,
    ...(left > 0 ? ["", `… and ${left} more; the log and the output \`deployments\` have them all.`] : []),
  ].join("\n");
}

function settings(report: RunReport): string {
  if (report.settings.length === 0) return "";
  return [
    "<details><summary>Effective settings</summary>",
    "",
    "| Setting | Value | From |",
    "| --- | --- | --- |",
    ...report.settings.map(
      ({ name, value, source }) => `| ${[inert(name), code(value), inert(source)].map(cell).join(" | ")} |`,
    ),
    "",
    "</details>",
  ].join("\n");
}
