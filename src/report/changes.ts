import { part, shortened } from "../base/shortened.js";
import { isRecord } from "../base/record.js";
import { label } from "../plan/compare.js";
import { runsInTheWay } from "../plan/deletion.js";
import type { Deletes, FieldChange, PlannedDeployment } from "../plan/types.js";
import { code, visible } from "../base/foreign.js";
import { fenced, folded, htmlCode } from "./markdown.js";
import { counted, firstOf } from "../base/quote.js";

/** What a deploy would change, for people. Pure. Names and values come from the checked-out code and from the server. */

/** A plan for the log, below its tally. */
export function planLines(plan: readonly PlannedDeployment[]): string[] {
  const told = plan.filter(
    ({ action, changes, stays = [] }) => action !== "unchanged" || changes.length + stays.length > 0,
  );
  return told.flatMap((one) => [
    `  ${one.action} ${one.flow}/${one.name}`,
    ...[
      ...[...changeLines(one), ...stayLines(one), ...runLines(one)],
      ...(one.deletes ? deletedWith(one.deletes) : []).map((line) => `! ${line}`),
    ].map((line) => `      ${line}`),
  ]);
}

/** Characters of a value in the log and in a block of code, and of a name, at most. */
const LONGEST = { log: 120, block: 300, name: 200 };

/** One line for each changed field: `~ schedules.nightly.active: true → false`, `+ tags: ["a"]`, `- description: "b"`. */
export function changeLines({ changes }: Pick<PlannedDeployment, "changes">): string[] {
  return changes.map((change) => {
    const { field, before, after, instead } = texts(change, LONGEST.log);
    const why = change.notImported ? ` (${NOT_IMPORTED})` : "";
    if (instead.length > 0) return `~ ${field}: ${instead.join("; ")}${why}`;
    if (before === undefined) return `+ ${field}: ${after ?? NOTHING}${why}`;
    return (after === undefined ? `- ${field}: ${before}` : `~ ${field}: ${before} → ${after}`) + why;
  });
}

/** `= schedules.nightly: {"active":true} (only on the server, stays)` */
function stayLines({ stays = [] }: Pick<PlannedDeployment, "stays">): string[] {
  return stays.map((one) => {
    const { field, before } = texts(one, LONGEST.log);
    return `= ${field}${before === undefined ? "" : `: ${before}`} (only on the server, stays)`;
  });
}

/**
 * `! 12 scheduled runs are deleted, and made again from the schedules; 1 late run stays`: what becomes of runs that wait
 * (`_delete_scheduled_runs`, 3.4.14 to 3.9.1; earlier servers delete what is late too).
 */
function runLines({ runs }: Pick<PlannedDeployment, "runs">): string[] {
  const { scheduled = 0, late = 0, pending = 0 } = runs ?? {};
  const staying = [...(late > 0 ? [`${late} late`] : []), ...(pending > 0 ? [`${pending} pending`] : [])];
  const parts = [
    ...(scheduled > 0
      ? [
          `${counted(scheduled, "scheduled run")} ${scheduled === 1 ? "is" : "are"} deleted, and made again from the schedules`,
        ]
      : []),
    ...(staying.length > 0
      ? [`${staying.join(" and ")} ${late + pending === 1 ? "run stays" : "runs stay"}`]
      : []),
  ];
  return parts.length > 0 ? [`! ${parts.join("; ")}`] : [];
}

/** What goes with a deployment that is deleted, a line each. Names come from others. */
export function deletedWith({ schedules, runs, automations, renamedTo }: Deletes): string[] {
  const others = runsInTheWay({ runs });
  const names = automations.map((one) => JSON.stringify(name(one)));
  const waiting = runs ? counted(runs.scheduled, "scheduled run") : "its scheduled runs (not counted)";
  return [
    `${counted(schedules, "schedule")} and ${waiting} go with it`,
    ...(others.length > 0 ? [`${others.join(" and ")} runs lose their deployment`] : []),
    ...(names.length > 0 ? [`automations that belong to it or name it: ${firstOf(names, 10)}`] : []),
    ...(renamedTo === undefined
      ? []
      : [`renamed to ${name(renamedTo)}: schedules, history and URL do not move`]),
  ];
}

const NOT_IMPORTED = "its file cannot be imported here";
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

/** So many names of fields are in a cell. */
const NAMED_FIELDS = 6;

/** What changes in a deployment, in a cell of a table: the names of all fields, or how many more there are below. */
export function fieldNames(changes: readonly FieldChange[]): string {
  const names = changes.map(({ field }) => code(name(field)));
  if (names.length <= NAMED_FIELDS) return names.join(", ");
  const shown = names.slice(0, NAMED_FIELDS - 1);
  return `${shown.join(", ")} and ${names.length - shown.length} more`;
}

/** A deployment to create, in a cell of a table: its flow, its work pool, and when it runs. */
export function newFields(changes: readonly FieldChange[]): string {
  const of = (root: string): string[] =>
    changes.filter(({ field }) => field.split(".")[0] === root).map((change) => code(valueOfNew(change)));
  const [flow = [], pool = [], schedules = []] = ["entrypoint", "work_pool_name", "schedules"].map(of);
  return [
    flow.length > 0 ? `flow ${flow.join()}` : "no flow",
    pool.length > 0 ? `work pool ${pool.join()}` : "no work pool",
    schedules.length > 0
      ? `schedule${schedules.length === 1 ? "" : "s"} ${schedules.join(", ")}`
      : "no schedule",
  ].join("<br>");
}

function valueOfNew(change: FieldChange): string {
  const { after } = change;
  if (isRecord(after) && isRecord(after["schedule"])) {
    const { timezone } = after["schedule"];
    const zone = typeof timezone === "string" && timezone !== "UTC" ? ` ${timezone}` : "";
    return name(
      `${label({ schedule: after["schedule"] })}${zone}${after["active"] === false ? " (off)" : ""}`,
    );
  }
  if (typeof after === "string") return name(after);
  const shown = texts(change, LONGEST.name);
  return [...shown.instead, shown.after ?? ""].filter((text) => text !== "").join("; ");
}

/** Of one deployment, so many changes are shown. */
const SHOWN_CHANGES = 50;

/** The changes of one deployment, folded. */
export function changesOf({
  flow,
  name: own,
  changes,
  runs,
}: Pick<PlannedDeployment, "flow" | "name" | "changes" | "runs">): string {
  const lines = changes.slice(0, SHOWN_CHANGES).flatMap((change) => {
    const { field, before, after, instead } = texts(change, LONGEST.block);
    return [
      `@@ ${field} @@`,
      ...instead.map((text) => `! ${text}`),
      ...(before === undefined ? [] : [`- ${before}`]),
      ...(after === undefined ? [] : [`${change.afterBuild ? "!" : "+"} ${after}`]),
      ...(change.notImported ? [`! ${NOT_IMPORTED}`] : []),
    ];
  });
  const left = changes.length - SHOWN_CHANGES;
  return folded(
    `${htmlCode(name(`${flow}/${own}`))}: ${counted(changes.length, "change")}`,
    [fenced("diff", [...lines, ...runLines({ runs })]), ...more(left, "change")].join("\n\n"),
  );
}

/** What did not fit, at the end of a list. */
export function more(left: number, one: string, many = `${one}s`): string[] {
  return left > 0 ? [`… and ${left} more ${left === 1 ? one : many}; the log has them all.`] : [];
}

/** A name of others: one line, nothing invisible, not endless. */
export function name(text: string): string {
  return part(visible(text), 0, LONGEST.name);
}
