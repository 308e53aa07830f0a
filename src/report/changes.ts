import { place } from "../base/errors.js";
import { part, shortened } from "../base/shortened.js";
import type { FieldChange, PlannedAction, PlannedDeployment } from "../plan/types.js";
import { cell, code, visible } from "../base/foreign.js";
import { fenced, htmlCode, link } from "./markdown.js";
import { deploymentUrl } from "./report.js";
import { counted } from "../base/quote.js";

/** What a deploy would change, for people. Pure. Names and values come from the checked-out code and from the server. */

/** `3 deployments: 1 to create, 1 to change, 1 unchanged.` */
export function planTally(deployments: readonly PlannedDeployment[]): string {
  const parts = (["create", "change", "unchanged"] as const)
    .map((action) => [deployments.filter((one) => one.action === action).length, action] as const)
    .filter(([number]) => number > 0)
    .map(([number, action]) => `${number} ${action === "unchanged" ? action : `to ${action}`}`);
  const all = counted(deployments.length, "deployment");
  return parts.length === 0 ? `${all}.` : `${all}: ${parts.join(", ")}.`;
}

/** Characters of a value in the log and in a block of code, and of a name, at most. */
const LONGEST = { log: 120, block: 300, name: 200 };

/** One line for each changed field: `~ schedules.nightly.active: true → false`, `+ tags: ["a"]`, `- description: "b"`. */
export function changeLines({ changes }: PlannedDeployment): string[] {
  return changes.map((change) => {
    const { field, before, after, instead } = texts(change, LONGEST.log);
    if (instead.length > 0) return `~ ${field}: ${instead.join("; ")}`;
    if (before === undefined) return `+ ${field}: ${after ?? NOTHING}`;
    return after === undefined ? `- ${field}: ${before}` : `~ ${field}: ${before} → ${after}`;
  });
}

const NOT_SHOWN = "(changed, not shown)";
const LATER = "(known after the build)";
const NOTHING = "(nothing)";

interface Texts {
  readonly field: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** What is said in place of values that must not be seen. */
  readonly instead: readonly string[];
}

/** Each on one line, and without values that must not be seen. */
function texts(change: FieldChange, longest: number): Texts {
  const { field, before, after, secret, written, afterBuild } = change;
  const nothing = { field: name(field), before: undefined, after: undefined };
  if (secret) return { ...nothing, instead: [NOT_SHOWN] };
  if (written !== undefined) {
    const text = shortened(valueText(written) ?? "", longest);
    return { ...nothing, instead: [afterBuild ? LATER : NOT_SHOWN, `as written: ${text}`] };
  }
  const [old, planned] = [valueText(before), afterBuild ? undefined : valueText(after)];
  const from = firstShown(old, planned, longest);
  const short = (text: string | undefined) => (text === undefined ? undefined : part(text, from, longest));
  return { ...nothing, before: short(old), after: afterBuild ? LATER : short(planned), instead: [] };
}

/** As JSON, which tells `"true"` from `true` and is always one line. */
function valueText(value: unknown): string | undefined {
  return value === undefined ? undefined : visible(JSON.stringify(value));
}

/** Where two long values differ only after what there is room for, they are shown from a little before that. */
function firstShown(before: string | undefined, after: string | undefined, longest: number): number {
  if (before === undefined || after === undefined) return 0;
  if (before.length <= longest && after.length <= longest) return 0;
  let same = 0;
  while (same < before.length && before[same] === after[same]) same += 1;
  return same > longest / 2 ? same - Math.floor(longest / 4) : 0;
}

export interface PlanTableOptions {
  /** Without a trailing slash. Where it is left out, nothing is linked. */
  readonly uiUrl?: string | undefined;
  /** Bytes, 2,000 at least. GitHub counts a comment in characters, of which there are never more. */
  readonly limit: number;
}

/** Kept free for headings, the `<details>`, and what they say of the rest. */
const FRAME_BYTES = 1_500;

/** More rows or blocks than so many are folded away. */
const SHOWN = 25;

/**
 * A plan as GitHub-flavoured Markdown: a table of what is created and changed, then what changes in each deployment
 * and what stays as it is, folded. What does not fit is left out from the end, and counted.
 *
 * Everything from outside is in code: there it is not Markdown, no HTML, no link or image, and notifies no @name.
 */
export function planTable(
  deployments: readonly PlannedDeployment[],
  { uiUrl, limit }: PlanTableOptions,
): string {
  const touched = deployments.filter(({ action }) => action !== "unchanged");
  const same = deployments.filter(({ action }) => action === "unchanged");
  const changed = touched.filter(({ changes }) => changes.length > 0);
  const fits = roomFor(limit - FRAME_BYTES);
  const rows: string[] = [];
  const blocks: string[] = [];
  for (const deployment of touched) {
    const row = touchedRow(deployment, uiUrl);
    if (!fits(row)) break;
    rows.push(row);
    if (deployment.changes.length === 0) continue;
    const block = changesOf(deployment);
    if (fits(block)) blocks.push(block);
  }
  const sameRows: string[] = [];
  for (const deployment of same) {
    const row = sameRow(deployment, uiUrl);
    if (!fits(row)) break;
    sameRows.push(row);
  }
  return [
    touchedTable(rows, touched.length - rows.length),
    changesPart(blocks, changed.length - blocks.length),
    sameTable(sameRows, same.length - sameRows.length),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** Takes texts until the room is used up; says whether a text still fitted. */
function roomFor(bytes: number): (text: string) => boolean {
  let left = bytes;
  return (text) => {
    const size = Buffer.byteLength(text) + 2;
    if (size > left) return false;
    left -= size;
    return true;
  };
}

const TOUCHED_HEAD = ["| | Deployment | File | What changes |", "| --- | --- | --- | --- |"];

function touchedTable(rows: readonly string[], left: number): string {
  if (rows.length + left === 0) return "";
  const shown = [...TOUCHED_HEAD, ...rows.slice(0, SHOWN)].join("\n");
  const further = rows.slice(SHOWN);
  return [
    ...(rows.length === 0 ? [] : [shown]),
    ...(further.length === 0
      ? []
      : [folded(`${further.length} more`, [...TOUCHED_HEAD, ...further].join("\n"))]),
    ...more(left, "deployment"),
  ].join("\n\n");
}

const SIGNS: Record<Exclude<PlannedAction, "unchanged">, string> = {
  create: "🆕&nbsp;create",
  change: "🔄&nbsp;change",
};

/** So many names of fields are in the table. */
const NAMED_FIELDS = 3;

function touchedRow(deployment: PlannedDeployment, uiUrl: string | undefined): string {
  const { action, changes } = deployment;
  const fields = changes.slice(0, NAMED_FIELDS).map(({ field }) => code(name(field)));
  if (changes.length > fields.length) fields.push(`${changes.length - fields.length} more`);
  const sign = action === "unchanged" ? "" : SIGNS[action];
  return `| ${[sign, ...placed(deployment, uiUrl), fields.join(", ")].map(cell).join(" | ")} |`;
}

function sameTable(rows: readonly string[], left: number): string {
  if (rows.length === 0) return left === 0 ? "" : `${left} unchanged; the log has them all.`;
  const table = ["| Deployment | File |", "| --- | --- |", ...rows].join("\n");
  return folded(`${rows.length + left} unchanged`, [table, ...more(left, "deployment")].join("\n\n"));
}

function sameRow(deployment: PlannedDeployment, uiUrl: string | undefined): string {
  return `| ${placed(deployment, uiUrl).map(cell).join(" | ")} |`;
}

/** The deployment, linked to the UI where it is there already, and its place in the file. */
function placed({ flow, name: own, id, where }: PlannedDeployment, uiUrl: string | undefined): string[] {
  const text = code(name(`${flow}/${own}`));
  const linked = uiUrl === undefined || id === undefined ? text : link(text, deploymentUrl(uiUrl, id));
  return [linked, code(name(place(where)))];
}

function changesPart(blocks: readonly string[], left: number): string {
  const all = [...blocks, ...more(left, "deployment with changes", "deployments with changes")].join("\n\n");
  return blocks.length > SHOWN ? folded(`What changes in ${blocks.length} deployments`, all) : all;
}

/** Of one deployment, so many changes are shown. */
const SHOWN_CHANGES = 50;

function changesOf({ flow, name: own, changes }: PlannedDeployment): string {
  const lines = changes.slice(0, SHOWN_CHANGES).flatMap((change) => {
    const { field, before, after, instead } = texts(change, LONGEST.block);
    return [
      `@@ ${field} @@`,
      ...instead.map((text) => `! ${text}`),
      ...(before === undefined ? [] : [`- ${before}`]),
      ...(after === undefined ? [] : [`${change.afterBuild ? "!" : "+"} ${after}`]),
    ];
  });
  const left = changes.length - SHOWN_CHANGES;
  return folded(
    `${htmlCode(name(`${flow}/${own}`))}: ${counted(changes.length, "change")}`,
    [fenced("diff", lines), ...more(left, "change")].join("\n\n"),
  );
}

/** @param summary HTML */
function folded(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

function more(left: number, one: string, many = `${one}s`): string[] {
  return left > 0 ? [`… and ${left} more ${left === 1 ? one : many}; the log has them all.`] : [];
}

/** A name of others: one line, nothing invisible, not endless. */
function name(text: string): string {
  return part(visible(text), 0, LONGEST.name);
}
