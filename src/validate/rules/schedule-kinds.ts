import { remembered } from "../../base/remembered.js";
import { isTemplate } from "../../base/template.js";
import { cronNeverFires, parseCron } from "./cron.js";
import { judgeAnchor, parseDuration } from "./interval.js";
import { parseRecurrence } from "./rrule.js";
import { isTimeZone, nearestTimeZone } from "./time-zones.js";
import { isBefore, severityIn } from "./version.js";
import type { Spot } from "./spot.js";

/** One schedule of a deployment. */
export interface Schedule {
  readonly content: Readonly<Record<string, unknown>>;
  readonly spot: Spot;
  /** Of the Prefect that deploys, where it is known. */
  readonly version: string | undefined;
}

export const KINDS = ["cron", "interval", "rrule"] as const;

/** What a schedule is judged by, by its kind. */
export const checkKind = { cron: checkCron, interval: checkInterval, rrule: checkRrule };

/** By aliases one text stands in thousands of schedules. */
const judge = {
  cron: remembered(parseCron),
  rrule: remembered((text) => parseRecurrence(text, new Date())),
  duration: remembered(parseDuration),
  anchor: remembered(judgeAnchor),
  quoted: remembered((text) => JSON.stringify(text)),
};

export function isCron(text: string): boolean {
  return !("refused" in judge.cron(text));
}

function checkCron({ content, spot }: Schedule): void {
  const { cron } = content;
  if (typeof cron !== "string" || isTemplate(cron)) return;
  const place = spot.at("cron");
  const quoted = judge.quoted(cron);
  const parsed = judge.cron(cron);
  if ("refused" in parsed) {
    place.say("schedule-cron", "value", {
      what: `Prefect refuses the cron expression ${quoted}: ${parsed.refused}.`,
      fix: 'Write minute, hour, day of month, month and day of week, for example "0 6 * * MON-FRI".',
    });
    return;
  }
  if (cronNeverFires(parsed, new Date())) {
    place.say("schedule-never", "value", {
      what: `the cron expression ${quoted} never fires: no such day comes. The server's scheduler ends in an error for this deployment each time, and plans none of its schedules.`,
      fix: "Choose a day that exists; `L` is the last day of a month.",
    });
  }
  if (parsed.random) {
    place.say("schedule-random", "value", {
      what: `${quoted} has a random part, which the server draws again each time it plans runs, so more runs are made than written.`,
      fix: "Write a fixed value.",
    });
  }
  if (parsed.fields.length === 6 && parsed.fields[5]?.includes("*")) {
    place.say("schedule-seconds", "value", {
      what: `${quoted} runs every second: with six fields Prefect takes the last one for the seconds, not the first.`,
      fix: "Take the seconds out, or put them last.",
    });
  }
}

/** Texts as an interval; before the other version one ends in a TypeError. */
const TEXT_INTERVALS = "3.6.11";
const ONLY_NUMBERS = "3.4.19";

function checkInterval({ content, spot, version }: Schedule): void {
  const { interval } = content;
  const place = spot.at("interval");
  const isOdd = spot.file.yaml.oddKind(content, "interval") !== undefined;
  const seconds = isOdd ? undefined : secondsOf(interval);
  const shown = typeof interval === "string" ? judge.quoted(interval) : (place.source ?? "value");
  if (typeof interval === "string" && isBefore(version, ONLY_NUMBERS)) {
    place.say("schedule-interval", "value", {
      what: `the interval ${shown} is a text, which Prefect does not take before ${TEXT_INTERVALS}.`,
      fix: "Write a number of seconds without quotes.",
    });
    return;
  }
  if (seconds !== undefined && seconds > 0) return;
  // Between the two a text is taken here and there.
  const isUnsure = typeof interval === "string" && isBefore(version, TEXT_INTERVALS) && seconds === undefined;
  if (isUnsure && !isTemplate(interval)) return;
  const digits = typeof interval === "string" && /^\d+$/.test(interval);
  place.say("schedule-interval", "value", {
    severity: seconds === undefined ? severityIn(version) : undefined,
    what:
      seconds !== undefined
        ? `the interval ${shown} is not above 0, which Prefect refuses.`
        : isTemplate(interval)
          ? `Prefect checks the interval ${shown} before it fills in templates, and would drop the whole file.`
          : `the interval ${shown} is not a duration to Prefect, which would drop the whole file.`,
    fix: digits
      ? "Take the quotes off."
      : "Write a number of seconds, or a text such as `PT1H30M` or `01:30:00`.",
    corrected: digits ? place.corrected({ value: interval }) : undefined,
  });
}

/** Undefined where it is no duration to pydantic. */
/** Seconds of a time span, as pydantic reads it; undefined where it refuses. */
export function secondsOf(interval: unknown): number | undefined {
  if (typeof interval === "string") return judge.duration(interval);
  if (typeof interval === "boolean") return Number(interval);
  return typeof interval === "number" && Math.abs(interval) / 86_400 < 1e9 ? interval : undefined;
}

function checkRrule({ content, spot }: Schedule): void {
  const { rrule } = content;
  if (typeof rrule !== "string" || isTemplate(rrule)) return;
  const place = spot.at("rrule");
  const parsed = judge.rrule(rrule);
  if ("refused" in parsed) {
    place.say("schedule-rrule", "value", {
      what: `Prefect refuses the rrule: ${parsed.refused}.`,
      fix: 'Write a rule as RFC 5545 has it, for example "FREQ=WEEKLY;BYDAY=MO;BYHOUR=6;BYMINUTE=0".',
    });
  } else if (parsed.endless) {
    place.say("schedule-rrule", "value", {
      severity: "warning", // Prefect deploys it.
      what: "`INTERVAL=0` makes the server look for the next run without end: its scheduler hangs.",
      fix: "Write `INTERVAL=1`, or more.",
    });
  } else if (parsed.never !== undefined) {
    place.say("schedule-never", "value", {
      what: `the rrule never fires: ${parsed.never}.`,
      fix: parsed.never.includes("DTSTART")
        ? "Begin with a line `DTSTART:20300101T060000` and write dates without `Z`."
        : "Correct the rule, or take the schedule out.",
    });
  }
}

export function checkTimeZone({ content, spot }: Schedule, kind: string | undefined): void {
  const { timezone } = content;
  if (typeof timezone !== "string" || isTemplate(timezone)) return;
  const place = spot.at("timezone");
  if (timezone === "" && kind === "interval") {
    place.say("schedule-never", "value", {
      what: "with an empty `timezone` the server's scheduler ends in an error, and the schedule never fires.",
      fix: "Take `timezone` out, or name one.",
    });
  }
  // Cron takes an empty one for UTC. The others are the tz database's own, which no rrule takes.
  if (["", "Factory", "localtime"].includes(timezone) && kind !== "rrule") return;
  if (isTimeZone(timezone)) return;
  const near = nearestTimeZone(timezone);
  place.say("schedule-time-zone", "value", {
    what: `Prefect knows no time zone ${judge.quoted(timezone)}, and refuses the schedule.`,
    fix: "Write a name of the IANA database in its exact case, such as `Europe/Berlin` or `UTC`.",
    corrected: near === undefined ? undefined : place.corrected({ value: near }),
  });
}

export function checkAnchor({ content, spot }: Schedule, kind: string | undefined): void {
  const { anchor_date: anchor } = content;
  if (anchor === undefined || anchor === null || anchor === "") return;
  const place = spot.at("anchor_date");
  const odd = spot.file.yaml.oddKind(content, "anchor_date");
  const isDate = odd === "date" || odd === "datetime" || typeof anchor === "number";
  if (typeof anchor !== "string" || odd !== undefined) {
    // A date without quotes is not text to YAML. Prefect takes it only where nothing but these keys stand by.
    const extra = Object.keys(content).find((key) => !["interval", "anchor_date", "timezone"].includes(key));
    if (isDate && kind === "interval" && extra === undefined) return;
    const together = kind === "interval" && extra !== undefined;
    place.say("schedule-anchor", "value", {
      what: `YAML does not read \`anchor_date\` as text${together ? `, which Prefect does not take together with \`${extra}\`` : ""}; Prefect would drop the whole file.`,
      fix: "Put it in quotes.",
      corrected: place.quoted,
    });
    return;
  }
  if (kind !== undefined && kind !== "interval") {
    sayIgnored(place, "interval");
    return;
  }
  if (isTemplate(anchor)) return;
  const verdict = judge.anchor(anchor);
  if (verdict === "taken") return;
  const isRefused = verdict === "refused";
  place.say("schedule-anchor", "value", {
    severity: isRefused ? undefined : "warning",
    what: isRefused
      ? `\`anchor_date\` ${judge.quoted(anchor)} is not a date, and Prefect refuses the schedule.`
      : `\`anchor_date\` ${judge.quoted(anchor)} is not an ISO date: Prefect refuses it with Python 3.12 and older, and guesses with newer ones.`,
    fix: 'Write it as "2030-01-31T09:00:00+00:00".',
  });
}

/** Of a key that counts for schedules of one kind only. */
export function sayIgnored(spot: Spot, kind: string): void {
  spot.say("schedule-ignored", "key", {
    what: `\`${String(spot.path.at(-1))}\` counts with \`${kind}\` only; Prefect ignores it here.`,
    fix: "Take it out.",
  });
}
