import { SHORT_DIGEST } from "../plan/digest.js";
import { countsWithout, grouped, tallyFindings, type Finding } from "../base/finding.js";
import { capitalized, counted, firstOf } from "../base/quote.js";
import type { Problem } from "../base/errors.js";
import { cell, code, inert } from "../base/foreign.js";
import { leftOutSection } from "./left-out.js";
import { folded, link, placed, roomFor } from "./markdown.js";
import { deploymentTable } from "./table.js";
import { countsOf, rulePage, tally, type RunReport } from "./report.js";

/** A summary over 1,024 KiB is dropped whole by the runner; this leaves room for other actions in the step. */
export const SUMMARY_LIMIT_BYTES = 900 * 1024;

/** Characters that GitHub takes in a comment, without its marker and footer. */
const COMMENT_LIMIT = 65_536 - 2_500;

/**
 * The job summary as GitHub-flavoured Markdown: the result first, then what the rules found. Pure.
 *
 * @param limit at most so many bytes; lists and tables give way, and the failures come first. What is over it even without
 *   them is cut off.
 */
export function summary(report: RunReport, limit = SUMMARY_LIMIT_BYTES): string {
  // What the rules found has a table of its own.
  const others = (all: readonly Problem[]) => all.filter(({ rule }) => rule === undefined);
  const head = [
    heading(report, "##"),
    facts(report),
    leftOutSection(report.leftOut, limit / 16),
    section("What is wrong", others(report.problems), { report, limit: limit / 4, most: 200 }),
  ];
  const tail = [
    section("Warnings", others(report.warnings), { report, limit: limit / 8, most: 200 }),
    findings(report, report.mode === "validate" ? limit / 2 : limit / 8),
    settings(report),
  ];
  return page(head, report, tail, limit);
}

/** What the comment on a pull request says: the same, shorter. Pure. */
export function commentText(report: RunReport): string {
  const limit = COMMENT_LIMIT;
  const head = [
    heading(report, "###"),
    server(report).join(" · "),
    leftOutSection(report.leftOut, limit / 16),
    section("What is wrong", report.problems, { report, limit: limit / 4, most: 10 }),
  ];
  const tail = [section("Warnings", report.warnings, { report, limit: limit / 8, most: 10 })];
  return page(head, report, tail, limit).trimEnd();
}

/** The deployments get the room that the other parts leave. */
function page(head: readonly string[], report: RunReport, tail: readonly string[], limit: number): string {
  const joined = (parts: readonly string[]) => parts.filter((part) => part !== "").join("\n\n");
  const left = limit - Buffer.byteLength(joined([...head, ...tail])) - HEADING_BYTES;
  const table = deploymentTable(report, left);
  const results = table === "" ? "" : `### Deployments\n\n${table}`;
  return cut(`${joined([...head, results, ...tail])}\n`, limit);
}

const HEADING_BYTES = 30;

/** The first lines, of at most so many bytes. Never half of one: what stood in code there would stand outside of it. */
function cut(text: string, limit: number): string {
  if (Buffer.byteLength(text) <= limit) return text;
  const fits = new TextDecoder().decode(Buffer.from(text).subarray(0, limit), { stream: true });
  return fits.slice(0, fits.lastIndexOf("\n") + 1);
}

/** A plan with changes looks other than one without. */
function heading(report: RunReport, level: string): string {
  const { environment, shard, mode, problems, results } = report;
  const changes = results.some(({ action }) => ["create", "change", "delete"].includes(action));
  const sign = problems.length > 0 ? "❌" : changes ? "🔄" : "✅";
  const label = environment === undefined ? "" : `: ${code(environment)}`;
  const part = shard === undefined ? "" : ` (part ${shard.index} of ${shard.of})`;
  const outcome =
    mode === "validate" ? (report.checked ? capitalized(checkedText(report)) : "") : outcomeOf(report);
  return `${level} ${sign} Prefect ${mode}${label}${part}\n\n${outcome}`.trim();
}

function outcomeOf({ mode, plan, results, problems }: RunReport): string {
  const isPlan = mode === "plan";
  const failed = isPlan && plan === undefined ? "The plan failed." : "Nothing was deployed.";
  if (results.length === 0 && plan === undefined) return problems.length > 0 ? failed : "";
  if (isPlan && plan === undefined) return `${failed} ${tally(results)}`;
  const isSame = isPlan && results.every(({ action }) => action === "unchanged");
  return `${isSame ? "No changes. " : ""}${tally(results)}`;
}

/** What a validation came to: `2 deployments in 1 file: 1 error.` */
export function checkedText(report: RunReport): string {
  const { files, deployments } = report.checked ?? { files: 0, deployments: 0 };
  const found = tallyFindings(countsOf(report));
  if (files === 0) return `no prefect file: ${found}.`;
  return `${counted(deployments, "deployment")} in ${counted(files, "file")}: ${found}.`;
}

/** What the report is about. */
function server({ apiUrl, names = [], mode, planDigest }: RunReport): string[] {
  return [
    ...(apiUrl === undefined ? [] : [`Server ${code(apiUrl)}`]),
    ...(names.length === 0 ? [] : [`names: ${firstOf(names.map(code), 10)}`]),
    ...(mode === "plan" && planDigest ? [`plan ${code(planDigest.slice(0, SHORT_DIGEST))}`] : []),
  ];
}

function facts(report: RunReport): string {
  const { serverVersion, clientVersion, authentication } = report;
  return [
    ...server(report),
    ...(serverVersion === undefined ? [] : [`Prefect ${inert(serverVersion)} on the server`]),
    ...(clientVersion === undefined ? [] : [`${inert(clientVersion)} in this job`]),
    ...(authentication === undefined ? [] : [`authentication: ${inert(authentication)}`]),
  ].join(" · ");
}

interface Room {
  readonly report: RunReport;
  /** Bytes. */
  readonly limit: number;
  readonly most: number;
}

function section(title: string, problems: readonly Problem[], { report, limit, most }: Room): string {
  if (problems.length === 0) return "";
  const lines = problems
    .slice(0, most)
    .map(
      ({ what, where, fix }) =>
        `- ${where?.file ? `${placed(where, report.source)}: ` : ""}${inert(what)} **${inert(fix)}**`,
    );
  const shown = fitting(lines, limit);
  const left = problems.length - shown.length;
  const more = left > 0 ? [`- … and ${left} more; the log has them all.`] : [];
  return [`### ${title}`, "", ...shown, ...more].join("\n");
}

/** The first ones, of at most so many bytes together. */
function fitting(lines: readonly string[], limit: number): readonly string[] {
  const fits = roomFor(limit);
  const end = lines.findIndex((line) => !fits(line));
  return end < 0 ? lines : lines.slice(0, end);
}

const FINDING_SIGNS = { error: "❌ error", warning: "⚠️ warning", note: "ℹ️ note" };

function findings(report: RunReport, limit: number): string {
  const { findings: all = [] } = report;
  if (all.length === 0) return "";
  const shown = grouped(all);
  const lines = fitting(
    shown.map((finding) => findingRow(finding, report)),
    limit,
  );
  const counts = countsOf(report);
  const left = countsWithout(counts, shown.slice(0, lines.length));
  const isListed = Object.values(countsWithout(counts, all)).every((count) => count === 0);
  return [
    "### What the rules found",
    "",
    "| | Where | What | Write instead |",
    "| --- | --- | --- | --- |",
    ...lines,
    ...(Object.values(left).some((count) => count > 0)
      ? [
          "",
          `… and ${tallyFindings(left)} more; the log and the SARIF file have ${isListed ? "them all" : `the worst ${all.length}`}.`,
        ]
      : []),
  ].join("\n");
}

function findingRow({ severity, rule, what, fix, where, corrected }: Finding, report: RunReport): string {
  const rulesPage = rulePage(report, rule);
  const cells = [
    `${FINDING_SIGNS[severity]}<br>${rulesPage === undefined ? code(rule) : link(code(rule), rulesPage)}`,
    placed(where, report.source),
    inert(what),
    inert(fix) + (corrected === undefined ? "" : `<br>${code(corrected)}`),
  ];
  return `| ${cells.map(cell).join(" | ")} |`;
}

function settings({ settings: all }: RunReport): string {
  if (all.length === 0) return "";
  const rows = all.map(
    ({ name, value, source }) => `| ${[inert(name), code(value), inert(source)].map(cell).join(" | ")} |`,
  );
  return folded(
    "Effective settings",
    ["| Setting | Value | From |", "| --- | --- | --- |", ...rows].join("\n"),
  );
}
