import type { FieldChange, PlannedDeployment } from "../plan/types.js";
import { cell, code, inert } from "../base/foreign.js";
import { changesOf, deletedWith, fieldNames, more, name, newFields } from "./changes.js";
import { folded, link, placed, roomFor } from "./markdown.js";
import { failuresFirst, reasonOf, WORDS, type DeploymentResult, type RunReport } from "./report.js";

/** What became of a deployment, with what changes in it, or changed. */
interface Row extends DeploymentResult {
  readonly isNew: boolean;
  readonly changes: readonly FieldChange[];
  readonly runs: PlannedDeployment["runs"];
  readonly deletes: PlannedDeployment["deletes"];
}

/** Kept free for headings, the `<details>`, and what they say of the rest. */
const FRAME_BYTES = 1_500;

/** More rows or blocks than so many are folded away. */
const SHOWN = 25;

/**
 * The deployments as GitHub-flavoured Markdown: a table of what is, or would be, created and changed, then what changes in
 * each of them and what stays as it is, folded. What does not fit is left out from the end, and counted. Pure.
 *
 * Everything from outside is in code: there it is not Markdown, no HTML, no link or image, and notifies no @name.
 *
 * @param limit bytes, 2,000 at least. GitHub counts a comment in characters, of which there are never more
 */
export function deploymentTable(report: RunReport, limit: number): string {
  const all = failuresFirst(rowsOf(report));
  const isSame = ({ action, changes }: Row): boolean => action === "unchanged" && changes.length === 0;
  const touched = all.filter((one) => !isSame(one));
  const same = all.filter(isSame);
  const fits = roomFor(limit - FRAME_BYTES);
  const rows: string[] = [];
  const blocks: string[] = [];
  const hasBlock = ({ isNew, changes }: Row): boolean => !isNew && changes.length > 0;
  for (const one of touched) {
    const row = rowOf([resultCell(one, report), ...named(one, report), ...changeCell(one, report)]);
    if (!fits(row)) break;
    rows.push(row);
    const block = hasBlock(one) ? changesOf(one) : undefined;
    if (block !== undefined && fits(block)) blocks.push(block);
  }
  const sameRows = same.map((one) => rowOf(named(one, report)));
  const left = sameRows.findIndex((row) => !fits(row));
  const shownSame = left < 0 ? sameRows : sameRows.slice(0, left);
  return [
    table(rows, touched.length - rows.length, report),
    blockList(blocks, touched.filter(hasBlock).length - blocks.length),
    sameTable(shownSame, same.length - shownSame.length),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function rowsOf({ results, plan }: RunReport): Row[] {
  return results.map((result, index) => {
    const { action, changes = [], runs, deletes } = plan?.[index] ?? {};
    return { ...result, isNew: action === "create", changes, runs, deletes };
  });
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.map(cell).join(" | ")} |`;
}

/** Whether the server is as the plan says. */
function isDone(mode: RunReport["mode"], results: RunReport["results"]): boolean {
  return mode === "deploy" && results.every(({ action }) => DONE.has(action));
}

const DONE: ReadonlySet<DeploymentResult["action"]> = new Set(["created", "updated", "unchanged", "deleted"]);

function table(rows: readonly string[], left: number, { mode, plan, results }: RunReport): string {
  if (rows.length + left === 0) return "";
  const heads = [
    ...[mode === "plan" ? "Plan" : "Result", "Deployment", "File"],
    ...(plan === undefined ? [] : [isDone(mode, results) ? "What changed" : "What changes"]),
  ];
  const head = [rowOf(heads), rowOf(heads.map(() => "---"))];
  const [shown, further] = [rows.slice(0, SHOWN), rows.slice(SHOWN)];
  return [
    ...(rows.length === 0 ? [] : [[...head, ...shown].join("\n")]),
    ...(further.length === 0 ? [] : [folded(`${further.length} more`, [...head, ...further].join("\n"))]),
    ...more(left, "deployment"),
  ].join("\n\n");
}

function resultCell(row: Row, report: RunReport): string {
  const reason = reasonOf(row, report);
  return WORDS[row.action] + (reason === undefined ? "" : `<br>${inert(reason)}`);
}

/** The deployment, linked to the UI where it is there already, and its place in the file. */
function named({ flow, name: own, url, where, deletes }: Row, { source }: RunReport): string[] {
  const text = code(name(`${flow}/${own}`));
  const nowhere = deletes ? "in none" : "not known";
  return [url === undefined ? text : link(text, url), where.file === "" ? nowhere : placed(where, source)];
}

function changeCell({ isNew, changes, deletes }: Row, { plan }: RunReport): string[] {
  if (plan === undefined) return [];
  if (deletes) return [deletedWith(deletes).map(inert).join("<br>")];
  return [isNew ? newFields(changes) : fieldNames(changes)];
}

function blockList(blocks: readonly string[], left: number): string {
  const all = [...blocks, ...more(left, "deployment with changes", "deployments with changes")].join("\n\n");
  return blocks.length > SHOWN ? folded(`What changes in ${blocks.length} deployments`, all) : all;
}

function sameTable(rows: readonly string[], left: number): string {
  if (rows.length === 0) return left === 0 ? "" : `${left} unchanged; the log has them all.`;
  const lines = ["| Deployment | File |", "| --- | --- |", ...rows].join("\n");
  return folded(`${rows.length + left} unchanged`, [lines, ...more(left, "deployment")].join("\n\n"));
}
