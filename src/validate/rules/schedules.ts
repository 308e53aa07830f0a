import { SCHEDULE_RULES } from "./schedule-rules.js";
import { isTemplate } from "../../base/template.js";
import { entryOf, isRecord } from "../../base/record.js";
import { remembered } from "../../base/remembered.js";
import { closest, distance } from "fastest-levenshtein";
import { cronNeverFires, parseCron } from "./cron.js";
import { judgeAnchor, parseDuration } from "./interval.js";
import { parseRecurrence } from "./rrule.js";
import { isTimeZone, nearestTimeZone } from "./time-zones.js";
import { named } from "../../base/named.js";
import type { Report } from "../../base/finding.js";
import type { Context, DeploymentEntry } from "../../project/types.js";
import type { RuleSet } from "../types.js";
import { isBefore } from "./version.js";
import type { YamlPath } from "../../project/yaml/file.js";

/** One schedule of a deployment. */
interface Schedule {
  readonly entry: DeploymentEntry;
  readonly content: Readonly<Record<string, unknown>>;
  readonly path: YamlPath;
  readonly report: Report;
  readonly context: Context;
  readonly judge: Judge;
}

/** What Prefect makes of texts, each looked at once. */
class Judge {
  readonly cron = remembered(parseCron);
  readonly rrule = remembered((written) => {
    const text = textOfRrule(written);
    return typeof text === "string" ? parseRecurrence(text, new Date()) : text;
  });
  readonly duration = remembered(parseDuration);
  readonly anchor = remembered(judgeAnchor);
  readonly quoted = remembered((text) => JSON.stringify(text));
}

const KINDS = ["cron", "interval", "rrule"] as const;
const KEYS = [
  ...KINDS,
  "timezone",
  "anchor_date",
  "active",
  "parameters",
  "slug",
  "replaces",
  "day_or",
] as const;
/** Keys with the version that brought them. */
const SINCE: Readonly<Record<string, string>> = { slug: "3.2.0", day_or: "3.4.23", replaces: "3.6.17" };
const TEXTS = ["cron", "rrule", "timezone", "slug", "replaces"] as const;

/** What is longer is not a slip of the pen, and nothing to copy. */
const LONGEST = 200;

/** Prefect checks the file by models from here on. */
const MODELS = "3.4.19";
/** Unknown keys of a schedule are refused. */
const STRICT = "3.4.25";
/** Texts as an interval. */
const TEXT_INTERVALS = "3.6.11";

export const schedules: RuleSet = {
  rules: SCHEDULE_RULES,
  check(context, report) {
    const about = { context, report, judge: new Judge() };
    for (const file of context.files) for (const entry of file.deployments) checkEntry(entry, about);
  },
};

type About = Pick<Schedule, "context" | "report" | "judge">;

function checkEntry(entry: DeploymentEntry, about: About): void {
  const { content, file, title } = entry;
  const { report } = about;
  const { schedule: single, schedules: list } = content;
  const none = single === undefined || single === null || isEmptyMapping(single);
  if (!none && list !== undefined) {
    report("schedule-twice", {
      what: `${title} has \`schedule\` and \`schedules\`; Prefect refuses to choose.`,
      fix: "Move what is in `schedule` into the list `schedules`.",
      where: file.yaml.range(entry.path("schedule"), "key"),
    });
  }
  if (!none) checkItem(single, entry.path("schedule"), entry, about);
  if (list === undefined || list === null) return;
  if (!Array.isArray(list)) {
    report("schedule-value", {
      what: `${title}: \`schedules\` is not a list; Prefect would drop the whole file.`,
      fix: "Begin each schedule with a dash: `- cron: …`.",
      where: file.yaml.range(entry.path("schedules"), "value"),
    });
    return;
  }
  const items = list as readonly unknown[];
  for (const [index, item] of items.entries()) {
    checkItem(item, entry.path("schedules", index), entry, about);
  }
  checkSlugs(items, entry, about);
}

function checkItem(item: unknown, path: YamlPath, entry: DeploymentEntry, about: About): void {
  if (isRecord(item)) {
    checkSchedule({ entry, content: item, path, ...about });
    return;
  }
  const isCron = typeof item === "string" && !("refused" in about.judge.cron(item));
  about.report("schedule-value", {
    what: `${entry.title}: a schedule is not a mapping of keys; Prefect would drop the whole file.`,
    fix: isCron
      ? "Name its kind: `cron`, `interval` or `rrule`."
      : "Write `- cron: …`, `- interval: …` or `- rrule: …`.",
    where: entry.file.yaml.range(path, "value"),
    ...(isCron
      ? {
          corrected: `${path[0] === "schedules" || typeof path.at(-1) === "number" ? "- " : ""}cron: "${item}"`,
        }
      : {}),
  });
}

function checkSchedule(schedule: Schedule): void {
  const { content, context } = schedule;
  const kinds = KINDS.filter((kind) => content[kind] !== undefined && content[kind] !== null);
  const [kind] = kinds;
  if (isRecord(content["schedule"])) {
    at(schedule, "schedule-kind", ["schedule"], "key", {
      what: "the schedule is nested below another `schedule:`; Prefect reads the file and then ends with `Unknown schedule type`.",
      fix: "Put `cron`, `interval` or `rrule` where `schedule` is.",
    });
    return;
  }
  if (kind === undefined) {
    at(schedule, "schedule-kind", [], "value", {
      what: `a schedule has none of \`cron\`, \`interval\` and \`rrule\`; Prefect ${Object.keys(content).length === 0 ? "ends with `Unknown schedule type`" : "would drop the whole file"}.`,
      fix: "Give it one of the three, or take it out.",
    });
  } else if (kinds.length > 1) {
    const refused = !isBefore(context.version, MODELS);
    at(schedule, "schedule-kind", [kinds[1] ?? kind], "key", {
      ...(refused ? {} : { severity: "warning" }),
      what: `a schedule has ${kinds.map((each) => `\`${each}\``).join(" and ")}; Prefect ${refused ? "would drop the whole file" : `takes \`${kind}\` only`}.`,
      fix: "Make one schedule of each.",
    });
  }
  checkKeys(schedule, kind);
  checkValues(schedule);
  if (kind === "cron") checkCron(schedule);
  if (kind === "interval") checkInterval(schedule);
  if (kind === "rrule") checkRrule(schedule);
  checkTimeZone(schedule, kind);
  checkAnchor(schedule, kind);
}

function checkKeys(schedule: Schedule, kind: string | undefined): void {
  const { content, context } = schedule;
  const refused = !isBefore(context.version, STRICT);
  for (const key of Object.keys(content)) {
    const since = entryOf(SINCE, key);
    const early = since !== undefined && isBefore(context.version, since);
    if (KEYS.some((known) => known === key) && !early) {
      if (key === "day_or" && kind !== undefined && kind !== "cron") ignored(schedule, key, "cron");
      continue;
    }
    const nearest = key.length > LONGEST ? "" : closest(key, [...KEYS]);
    const near = nearest !== "" && distance(key.toLowerCase(), nearest) <= Math.max(2, key.length / 3);
    at(schedule, "schedule-key", [key], "key", {
      ...(refused ? {} : { severity: "warning" }),
      what: `\`${named(key)}\` is not a key of a schedule${early ? ` before Prefect ${since}` : ""}; Prefect ${refused ? "would drop the whole file" : "ignores it silently"}.`,
      fix: early
        ? "Take it out, or use a newer Prefect."
        : near
          ? `Did you mean \`${nearest}\`?`
          : `Take it out; a schedule takes ${KEYS.join(", ")}.`,
    });
  }
}

function ignored(schedule: Schedule, key: string, kind: string): void {
  at(schedule, "schedule-ignored", [key], "key", {
    what: `\`${key}\` counts with \`${kind}\` only; Prefect ignores it here.`,
    fix: "Take it out.",
  });
}

function checkValues(schedule: Schedule): void {
  const { content, context, entry } = schedule;
  for (const key of TEXTS) {
    const value = content[key];
    const odd = entry.file.yaml.oddKind(content, key);
    if (value === undefined || value === null || (typeof value === "string" && odd === undefined)) continue;
    const source = entry.file.yaml.source([...schedule.path, key]);
    at(schedule, "schedule-value", [key], "value", {
      what: `YAML does not read \`${key}\` as text; Prefect would drop the whole file.`,
      fix: "Put it in quotes.",
      ...corrected(key, source),
    });
  }
  const { parameters } = content;
  if (parameters !== undefined && !isRecord(parameters)) {
    at(schedule, "schedule-value", ["parameters"], "value", {
      what: "`parameters` is not a mapping of names to values; Prefect would drop the whole file.",
      fix:
        parameters === null
          ? "Take the empty `parameters:` out."
          : "Write one `name: value` per line below it.",
    });
  }
  for (const key of ["active", "day_or"] as const) {
    const value = content[key];
    const unread = isBefore(context.version, SINCE[key] ?? "0");
    if (value === undefined || value === null || unread || isBoolean(value)) continue;
    at(schedule, "schedule-value", [key], "value", {
      what: `\`${key}\` is neither true nor false; Prefect refuses it.`,
      fix: `Write \`${key}: true\` or \`${key}: false\`.`,
    });
  }
}

function corrected(key: string, source: string | undefined): { readonly corrected?: string } {
  return source === undefined || source.length > LONGEST
    ? {}
    : { corrected: `${key}: ${JSON.stringify(source)}` };
}

/** As pydantic reads a text or number as a boolean; templates may become anything. */
function isBoolean(value: unknown): boolean {
  if (typeof value === "boolean" || value === 0 || value === 1) return true;
  if (typeof value !== "string") return false;
  return isTemplate(value) || /^(?:true|false|yes|no|on|off|t|f|y|n|0|1)$/i.test(value);
}

function checkCron(schedule: Schedule): void {
  const { content, judge } = schedule;
  const { cron } = content;
  if (typeof cron !== "string" || isTemplate(cron)) return;
  const parsed = cron === "" ? { refused: "it is empty" } : judge.cron(cron);
  if ("refused" in parsed) {
    at(schedule, "schedule-cron", ["cron"], "value", {
      what: `Prefect refuses the cron expression ${judge.quoted(cron)}: ${parsed.refused}.`,
      fix: 'Write minute, hour, day of month, month and day of week, for example "0 6 * * MON-FRI".',
    });
    return;
  }
  if (cronNeverFires(parsed, new Date())) {
    at(schedule, "schedule-never", ["cron"], "value", {
      what: `the cron expression ${judge.quoted(cron)} never fires: no such day comes. The server's scheduler ends in an error for this deployment each time, and plans none of its schedules.`,
      fix: "Choose a day that exists; `L` is the last day of a month.",
    });
  }
  if (parsed.random) {
    at(schedule, "schedule-random", ["cron"], "value", {
      what: `${judge.quoted(cron)} has a random part, which the server draws again each time it plans runs, so more runs are made than written.`,
      fix: "Write a fixed value.",
    });
  }
  if (parsed.fields.length === 6 && parsed.fields[5]?.includes("*")) {
    at(schedule, "schedule-seconds", ["cron"], "value", {
      what: `${judge.quoted(cron)} runs every second: with six fields Prefect takes the last one for the seconds, not the first.`,
      fix: "Take the seconds out, or put them last.",
    });
  }
}

function checkInterval(schedule: Schedule): void {
  const { content, context, entry, judge } = schedule;
  const { interval } = content;
  const seconds =
    typeof interval === "string"
      ? judge.duration(interval)
      : typeof interval === "number" && Math.abs(interval) / 86_400 < 1e9
        ? interval
        : typeof interval === "boolean"
          ? Number(interval)
          : undefined;
  const odd = entry.file.yaml.oddKind(content, "interval") !== undefined;
  const shown =
    typeof interval === "string"
      ? judge.quoted(interval)
      : (entry.file.yaml.source([...schedule.path, "interval"]) ?? "value");
  const fix = "Write a number of seconds, or a text such as `PT1H30M` or `01:30:00`.";
  const textRefused = typeof interval === "string" && isBefore(context.version, MODELS);
  if (seconds === undefined || odd || textRefused) {
    const digits = typeof interval === "string" && /^\d+$/.test(interval);
    // Between the models and this, a text was taken here and there: nothing is said.
    if (
      typeof interval === "string" &&
      !isTemplate(interval) &&
      !textRefused &&
      isBefore(context.version, TEXT_INTERVALS)
    )
      return;
    at(schedule, "schedule-interval", ["interval"], "value", {
      what: isTemplate(interval)
        ? `Prefect checks the interval ${shown} before it fills in templates, and would drop the whole file.`
        : `the interval ${shown} is not a duration to Prefect, which would drop the whole file.`,
      fix: textRefused ? "Write a number of seconds without quotes." : digits ? "Take the quotes off." : fix,
      ...(digits ? { corrected: `interval: ${interval}` } : {}),
    });
    return;
  }
  if (seconds <= 0) {
    at(schedule, "schedule-interval", ["interval"], "value", {
      what: `the interval ${shown} is not above 0, which Prefect refuses.`,
      fix,
    });
  }
}

function checkRrule(schedule: Schedule): void {
  const { rrule } = schedule.content;
  if (typeof rrule !== "string" || isTemplate(rrule)) return;
  const parsed = schedule.judge.rrule(rrule);
  if ("refused" in parsed) {
    at(schedule, "schedule-rrule", ["rrule"], "value", {
      what: `Prefect refuses the rrule: ${parsed.refused}.`,
      fix: 'Write a rule as RFC 5545 has it, for example "FREQ=WEEKLY;BYDAY=MO;BYHOUR=6;BYMINUTE=0".',
    });
  } else if (parsed.endless) {
    at(schedule, "schedule-rrule", ["rrule"], "value", {
      severity: "warning", // Prefect deploys it.
      what: "`INTERVAL=0` makes the server look for the next run without end: its scheduler hangs.",
      fix: "Write `INTERVAL=1`, or more.",
    });
  } else if (parsed.never !== undefined) {
    at(schedule, "schedule-never", ["rrule"], "value", {
      what: `the rrule never fires: ${parsed.never}.`,
      fix: parsed.never.includes("DTSTART")
        ? "Begin with a line `DTSTART:20300101T060000` and write dates without `Z`."
        : "Correct the rule, or take the schedule out.",
    });
  }
}

/** An rrule may be written as the JSON of an `RRuleSchedule`. */
function textOfRrule(rrule: string): string | { readonly refused: string } {
  if (rrule === "") return { refused: "it is empty" };
  let parsed: unknown;
  try {
    parsed = JSON.parse(rrule);
  } catch {
    return rrule;
  }
  if (!isRecord(parsed) || typeof parsed["rrule"] !== "string") {
    return { refused: "read as JSON, it is not a mapping with an `rrule`" };
  }
  const odd = Object.keys(parsed).find((key) => key !== "rrule" && key !== "timezone");
  return odd === undefined ? parsed["rrule"] : { refused: `read as JSON, it has the unknown key \`${odd}\`` };
}

function checkTimeZone(schedule: Schedule, kind: string | undefined): void {
  const { timezone } = schedule.content;
  if (typeof timezone !== "string" || isTemplate(timezone)) return;
  if (timezone === "") {
    // Cron takes it for UTC.
    if (kind === "interval") {
      at(schedule, "schedule-never", ["timezone"], "value", {
        what: "with an empty `timezone` the server's scheduler ends in an error, and the schedule never fires.",
        fix: "Take `timezone` out, or name one.",
      });
    }
    if (kind !== "rrule") return;
  }
  // The tz database's own, which no rrule takes.
  if ((timezone === "Factory" || timezone === "localtime") && kind !== "rrule") return;
  if (isTimeZone(timezone)) return;
  const nearest = nearestTimeZone(timezone);
  at(schedule, "schedule-time-zone", ["timezone"], "value", {
    what: `Prefect knows no time zone ${schedule.judge.quoted(timezone)}, and refuses the schedule.`,
    fix: "Write a name of the IANA database in its exact case, such as `Europe/Berlin` or `UTC`.",
    ...(nearest === undefined ? {} : { corrected: `timezone: ${nearest}` }),
  });
}

function checkAnchor(schedule: Schedule, kind: string | undefined): void {
  const { content, entry, context, judge } = schedule;
  const { anchor_date: anchor } = content;
  if (anchor === undefined || anchor === null || anchor === "") return;
  const odd = entry.file.yaml.oddKind(content, "anchor_date");
  const isText = typeof anchor === "string" && odd === undefined;
  // A date without quotes is not text to YAML. Prefect takes it only where nothing but these keys stand by.
  const extra = Object.keys(content).filter((key) => !["interval", "anchor_date", "timezone"].includes(key));
  const isDate = odd === "date" || odd === "datetime" || typeof anchor === "number";
  const alone = kind === "interval" && extra.length === 0 && !isBefore(context.version, MODELS);
  if (!isText && !(isDate && alone)) {
    const source = entry.file.yaml.source([...schedule.path, "anchor_date"]);
    at(schedule, "schedule-anchor", ["anchor_date"], "value", {
      what: `YAML does not read \`anchor_date\` as text${kind === "interval" && extra.length > 0 ? `, which Prefect does not take together with \`${extra[0] ?? ""}\`` : ""}; Prefect would drop the whole file.`,
      fix: "Put it in quotes.",
      ...corrected("anchor_date", source),
    });
    return;
  }
  if (kind !== undefined && kind !== "interval") {
    ignored(schedule, "anchor_date", "interval");
    return;
  }
  if (!isText || isTemplate(anchor)) return;
  const verdict = judge.anchor(anchor);
  if (verdict === "taken") return;
  at(schedule, "schedule-anchor", ["anchor_date"], "value", {
    ...(verdict === "refused" ? {} : { severity: "warning" }),
    what:
      verdict === "refused"
        ? `\`anchor_date\` ${judge.quoted(anchor)} is not a date, and Prefect refuses the schedule.`
        : `\`anchor_date\` ${judge.quoted(anchor)} is not an ISO date: Prefect refuses it with Python 3.12 and older, and guesses with newer ones.`,
    fix: 'Write it as "2030-01-31T09:00:00+00:00".',
  });
}

function checkSlugs(
  items: readonly unknown[],
  entry: DeploymentEntry,
  { context, report, judge }: About,
): void {
  const { file, title } = entry;
  const found = items.filter(isRecord);
  const seen = new Set<string>();
  for (const [index, item] of items.entries()) {
    const slug = isRecord(item) ? item["slug"] : undefined;
    if (typeof slug !== "string" || slug === "" || isTemplate(slug)) continue;
    if (seen.has(slug)) {
      report("schedule-slug-repeated", {
        what: `${title}: two schedules have the slug ${judge.quoted(slug)}; the server refuses to make them.`,
        fix: "Give each schedule of a deployment a slug of its own.",
        where: file.yaml.range(entry.path("schedules", index, "slug"), "value"),
      });
    }
    seen.add(slug);
  }
  if (isBefore(context.version, SINCE["slug"] ?? "")) return;
  const without = items.findIndex((item) => isRecord(item) && !item["slug"]);
  if (without < 0) return;
  report("schedule-no-slug", {
    what: found.some((item) => item["slug"])
      ? `${title}: not every schedule has a \`slug\`, so each deploy recreates all of them; one that was paused in the UI is switched on again.`
      : `${title}: without a \`slug\` each deploy recreates the schedule; one that was paused in the UI is switched on again.`,
    fix: "Give each schedule of the deployment a `slug`, such as `slug: nightly`.",
    where: file.yaml.range(entry.path("schedules", without), "key"),
  });
}

function at(
  { entry, path, report }: Schedule,
  rule: string,
  below: YamlPath,
  part: "key" | "value",
  { what, ...rest }: Omit<Parameters<Report>[1], "where">,
): void {
  const where = entry.file.yaml.range([...path, ...below], below.length === 0 ? "key" : part);
  report(rule, { what: `${entry.title}: ${what}`, ...rest, where });
}

function isEmptyMapping(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).length === 0;
}
