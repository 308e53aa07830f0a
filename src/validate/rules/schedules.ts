import { named } from "../../base/named.js";
import { nearest } from "../../base/nearest.js";
import { entryOf, isRecord } from "../../base/record.js";
import { isTemplate } from "../../base/template.js";
import {
  checkAnchor,
  checkKind,
  checkTimeZone,
  isCron,
  KINDS,
  sayIgnored,
  type Schedule,
} from "./schedule-kinds.js";
import { checkAnchorZone } from "./anchor-zone.js";
import { SCHEDULE_RULES } from "./schedule-rules.js";
import { Spot } from "./spot.js";
import { isEmpty } from "./step-list.js";
import { droppedBy, isBefore, severityIn, SINCE } from "./version.js";
import type { DeploymentEntry } from "../../project/types.js";
import type { RuleSet } from "../types.js";

export const schedules: RuleSet = {
  rules: SCHEDULE_RULES,
  check({ files, version }, report) {
    for (const { deployments } of files)
      for (const entry of deployments) checkEntry(entry, Spot.of(entry, report), version);
  },
};

function checkEntry({ content }: DeploymentEntry, spot: Spot, version: string | undefined): void {
  const { schedule: single, schedules: list } = content;
  const none = single === undefined || single === null || (isRecord(single) && isEmpty(single));
  if (!none && list !== undefined) {
    spot.at("schedule").say("schedule-twice", "key", {
      what: " has `schedule` and `schedules`; Prefect refuses to choose.",
      fix: "Move what is in `schedule` into the list `schedules`.",
    });
  }
  if (!none) checkItem(single, spot.at("schedule"), version);
  if (list === undefined || list === null) return;
  if (!Array.isArray(list)) {
    spot.at("schedules").say("schedule-value", "value", {
      what: "`schedules` is not a list; Prefect would drop the whole file.",
      fix: "Begin each schedule with a dash: `- cron: …`.",
    });
    return;
  }
  for (const [index, item] of list.entries()) checkItem(item, spot.at("schedules", index), version);
  checkSlugs(list, spot.at("schedules"), version);
}

function checkItem(item: unknown, spot: Spot, version: string | undefined): void {
  if (isRecord(item)) {
    checkSchedule({ content: item, spot, version });
    return;
  }
  const isExpression = typeof item === "string" && isCron(item);
  const cron = `cron: "${String(item)}"`;
  const isInList = typeof spot.path.at(-1) === "number";
  spot.say("schedule-value", "value", {
    what: "a schedule is not a mapping of keys; Prefect would drop the whole file.",
    fix: isExpression
      ? "Name its kind: `cron`, `interval` or `rrule`."
      : "Write `- cron: …`, `- interval: …` or `- rrule: …`.",
    corrected: isExpression ? spot.corrected({ value: isInList ? cron : `{ ${cron} }` }) : undefined,
  });
}

function checkSchedule(schedule: Schedule): void {
  const { content, spot, version } = schedule;
  const kinds = KINDS.filter((kind) => content[kind] !== undefined && content[kind] !== null);
  const [kind, second] = kinds;
  if (isRecord(content["schedule"])) {
    spot.at("schedule").say("schedule-kind", "key", {
      what: "the schedule is nested below another `schedule:`; Prefect reads the file and then ends with `Unknown schedule type`.",
      fix: "Put `cron`, `interval` or `rrule` where `schedule` is.",
    });
    return;
  }
  if (kind === undefined) {
    const end = isEmpty(content)
      ? "Prefect ends with `Unknown schedule type`"
      : "Prefect would drop the whole file";
    spot.say("schedule-kind", "key", {
      what: `a schedule has none of \`cron\`, \`interval\` and \`rrule\`; ${end}.`,
      fix: "Give it one of the three, or take it out.",
    });
  } else if (second !== undefined) {
    spot.at(second).say("schedule-kind", "key", {
      severity: severityIn(version),
      what: `a schedule has ${kinds.map((each) => `\`${each}\``).join(" and ")}; ${droppedBy(version)}.`,
      fix: "Make one schedule of each.",
    });
  }
  checkKeys(schedule, kind);
  checkTexts(schedule);
  checkOthers(schedule);
  if (kind !== undefined) checkKind[kind](schedule);
  checkTimeZone(schedule, kind);
  checkAnchor(schedule, kind);
  if (kind === "interval") checkAnchorZone(schedule);
}

const KEYS: readonly string[] = [
  ...KINDS,
  ...["timezone", "anchor_date", "active", "parameters", "slug", "replaces", "day_or"],
];

function checkKeys({ content, spot, version }: Schedule, kind: string | undefined): void {
  for (const key of Object.keys(content)) {
    const since = entryOf(SINCE, key);
    const isEarly = isBefore(version, since);
    if (KEYS.includes(key) && !isEarly) {
      if (key === "day_or" && kind !== undefined && kind !== "cron") sayIgnored(spot.at(key), "cron");
      continue;
    }
    const near = nearest(key, KEYS);
    spot.at(key).say("schedule-key", "key", {
      severity: severityIn(version),
      what: `\`${named(key)}\` is not a key of a schedule${isEarly ? ` before Prefect ${since ?? ""}` : ""}; ${droppedBy(version)}.`,
      fix: isEarly
        ? "Take it out, or use a newer Prefect."
        : near === undefined
          ? `Take it out; a schedule takes ${KEYS.join(", ")}.`
          : `Did you mean \`${near}\`?`,
    });
  }
}

function checkTexts({ content, spot }: Schedule): void {
  for (const key of ["cron", "rrule", "timezone", "slug", "replaces"]) {
    const place = spot.at(key);
    const value = content[key];
    const isText = typeof value === "string" && spot.file.yaml.oddKind(content, key) === undefined;
    if (value === undefined || value === null || isText) continue;
    place.say("schedule-value", "value", {
      what: `YAML does not read \`${key}\` as text; Prefect would drop the whole file.`,
      fix: "Put it in quotes.",
      corrected: place.quoted,
    });
  }
}

function checkOthers({ content, spot, version }: Schedule): void {
  const { parameters } = content;
  if (parameters !== undefined && !isRecord(parameters)) {
    spot.at("parameters").say("schedule-value", "value", {
      what: "`parameters` is not a mapping of names to values; Prefect would drop the whole file.",
      fix:
        parameters === null
          ? "Take the empty `parameters:` out."
          : "Write one `name: value` per line below it.",
    });
  }
  for (const key of ["active", "day_or"]) {
    const value = content[key];
    if (value === undefined || value === null || isBoolean(value) || isBefore(version, SINCE[key])) continue;
    spot.at(key).say("schedule-value", "value", {
      what: `\`${key}\` is neither true nor false; Prefect refuses it.`,
      fix: `Write \`${key}: true\` or \`${key}: false\`.`,
    });
  }
}

/** As pydantic reads a text or number as a boolean; templates may become anything. */
function isBoolean(value: unknown): boolean {
  if (typeof value === "boolean" || value === 0 || value === 1) return true;
  if (typeof value !== "string") return false;
  return isTemplate(value) || /^(?:true|false|yes|no|on|off|t|f|y|n|0|1)$/i.test(value);
}

function checkSlugs(items: readonly unknown[], spot: Spot, version: string | undefined): void {
  const slugs = items.map((item) => (isRecord(item) ? item["slug"] : undefined));
  const seen = new Set<string>();
  for (const [index, slug] of slugs.entries()) {
    if (typeof slug !== "string" || slug === "" || isTemplate(slug)) continue;
    if (seen.has(slug)) {
      spot.at(index, "slug").say("schedule-slug-repeated", "value", {
        what: `two schedules have the slug ${JSON.stringify(slug)}; the server refuses to make them.`,
        fix: "Give each schedule of a deployment a slug of its own.",
      });
    }
    seen.add(slug);
  }
  if (isBefore(version, SINCE["slug"])) return;
  const without = items.findIndex((item, index) => isRecord(item) && !slugs[index]);
  if (without < 0) return;
  spot.at(without).say("schedule-no-slug", "key", {
    what: slugs.some(Boolean)
      ? "not every schedule has a `slug`, so each deploy recreates all of them; one that was paused in the UI is switched on again."
      : "without a `slug` each deploy recreates the schedule; one that was paused in the UI is switched on again.",
    fix: "Give each schedule of the deployment a `slug`, such as `slug: nightly`.",
  });
}
