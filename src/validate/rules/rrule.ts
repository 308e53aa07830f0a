// Prefect reads rrules by dateutil's `rrulestr`, which takes less than RFC 5545 here and more there. The npm
// library `rrule` judges by rules of its own and is larger than this; what is needed is only: refused, or not.

import { isRecord } from "../../base/record.js";
import { DAYS_OF_MONTH } from "./cron.js";
import { readOrRefused, Refused } from "./refused.js";
import { isTimeZone } from "./time-zones.js";

const FREQUENCIES = ["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"] as const;
const WEEKDAY = /^(?:[+-]*\d*(MO|TU|WE|TH|FR|SA|SU)|(MO|TU|WE|TH|FR|SA|SU)\([+-]?\d+.)$/;
/** Dateutil takes a name alone for the next such day. */
const DAY_OR_MONTH = /^(?:MON|TUE|WED|THU|FRI|SAT|SUN|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)/;
const INTEGER = /^[+-]?\d+(?:_\d+)*$/;

/** Numbers that dateutil checks when it reads them; others (`BYMONTH=13`) it takes, and then nothing ever matches. */
const CHECKED: Readonly<Record<string, readonly [number, number]>> = {
  BYHOUR: [0, 23],
  BYMINUTE: [0, 59],
  BYSECOND: [0, 59],
};
const POSSIBLE: Readonly<Record<string, readonly [number, number]>> = {
  BYMONTH: [1, 12],
  BYMONTHDAY: [1, 31],
  BYYEARDAY: [1, 366],
  BYWEEKNO: [1, 53],
};
const NUMBER_LISTS = new Set([...Object.keys(CHECKED), ...Object.keys(POSSIBLE), "BYSETPOS", "BYEASTER"]);
const DAY_MS = 86_400_000;
/** Where a rule has no DTSTART, Prefect counts from here. */
const DEFAULT_START = Date.UTC(2020, 0, 1);
const MAX_LENGTH = 6500;

/** A point in time as a rule writes it; `value` undefined where only dateutil's guessing could tell. */
interface Moment {
  readonly value: number | undefined;
  readonly zone: "none" | "some" | "unknown";
}

interface Rule {
  readonly frequency: string;
  readonly interval: number;
  readonly count: number | undefined;
  readonly until: Moment | undefined;
  readonly lists: ReadonlyMap<string, readonly number[]>;
  readonly weekdays: readonly string[] | undefined;
}

/** What is known of an rrule that Prefect takes. */
export interface Recurrence {
  /** Why it never fires again, as the end of a sentence. */
  readonly never: string | undefined;
  /** `INTERVAL=0`: the server looks for the next run without end. */
  readonly endless: boolean;
}

/** Reads an rrule as Prefect does; the reason where Prefect refuses it. */
export function parseRecurrence(text: string, now: Date): Recurrence | { readonly refused: string } {
  return readOrRefused(() => judge(ruleIn(text), now));
}

/** It may be written as the JSON of an `RRuleSchedule`. */
function ruleIn(text: string): string {
  if (text === "") throw new Refused("it is empty");
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return text;
  }
  if (!isRecord(parsed) || typeof parsed["rrule"] !== "string")
    throw new Refused("read as JSON, it is not a mapping with an `rrule`");
  const odd = Object.keys(parsed).find((key) => key !== "rrule" && key !== "timezone");
  if (odd !== undefined) throw new Refused(`read as JSON, it has the unknown key \`${odd}\``);
  return parsed["rrule"];
}

function judge(text: string, now: Date): Recurrence {
  if (text.length > MAX_LENGTH) throw new Refused(`it is longer than ${MAX_LENGTH} characters`);
  const upper = text.toUpperCase();
  const lines = upper.split(/\s+/).filter((line) => line !== "");
  const [first] = lines;
  if (first === undefined) throw new Refused("it is empty");
  if (lines.length === 1 && (!upper.includes(":") || upper.startsWith("RRULE:"))) {
    return recurrence([parseRule(first.replace(/^RRULE:/, ""), undefined)], undefined, false, now);
  }
  return parseSet(lines, zonesIn(text), now);
}

/** Names of known zones in upper case: dateutil looks them up as they were written. */
function zonesIn(text: string): ReadonlySet<string> {
  const names = [...text.matchAll(/TZID=([^:]+):/g)].map(([, name = ""]) => name);
  return new Set(names.filter(isTimeZone).map((name) => name.toUpperCase()));
}

function parseSet(lines: readonly string[], zones: ReadonlySet<string>, now: Date): Recurrence {
  const rules: string[] = [];
  const exceptions: string[] = [];
  let dates = false;
  let start: Moment | undefined;
  for (const line of lines) {
    const colon = line.indexOf(":");
    const [name = "", ...parameters] = colon < 0 ? ["RRULE"] : line.slice(0, colon).split(";");
    const value = line.slice(colon + 1);
    const plain = name === "RRULE" || name === "EXRULE";
    const odd = plain ? parameters[0] : parameters.find((parameter) => !isDateParameter(parameter, name));
    if (odd !== undefined) throw new Refused(`\`${name}\` does not take \`${odd}\``);
    if (name === "RRULE") rules.push(value);
    else if (name === "EXRULE") exceptions.push(value);
    else if (name === "RDATE" || name === "EXDATE" || name === "DTSTART") {
      const moments = value.split(",").map((date) => parseMoment(date, name));
      dates ||= name !== "DTSTART";
      if (name === "DTSTART") start = withZone(moments, parameters, zones);
    } else throw new Refused(`\`${name}\` is not a property that Prefect knows`);
  }
  const isSet = rules.length > 1 || exceptions.length > 0 || dates;
  if (!isSet && rules.length === 0) throw new Refused("it has no `RRULE`");
  for (const exception of exceptions) parseRule(exception, start);
  return recurrence(
    rules.map((rule) => parseRule(rule, start)),
    start,
    isSet,
    now,
  );
}

function isDateParameter(parameter: string, name: string): boolean {
  if (parameter === "VALUE=DATE-TIME") return true;
  return name !== "RDATE" && (parameter === "VALUE=DATE" || parameter.startsWith("TZID="));
}

function withZone(
  moments: readonly Moment[],
  parameters: readonly string[],
  zones: ReadonlySet<string>,
): Moment {
  const [moment] = moments;
  if (moment === undefined || moments.length > 1) throw new Refused("`DTSTART` holds more than one date");
  const zone = parameters.find((parameter) => parameter.startsWith("TZID="))?.slice("TZID=".length);
  if (zone === undefined) return moment;
  const known = zones.has(zone);
  if (known && moment.zone === "some") throw new Refused("`DTSTART` has a `TZID` and ends in `Z`");
  return { ...moment, zone: known ? "some" : "unknown" };
}

function parseRule(text: string, start: Moment | undefined): Rule {
  const parts = new Map<string, string>();
  const lists = new Map<string, readonly number[]>();
  let weekdays: readonly string[] | undefined;
  let until: Moment | undefined;
  for (const part of text.split(";")) {
    const [name = "", value, ...more] = part.split("=");
    if (value === undefined || more.length > 0) {
      throw new Refused(part === "" ? "it holds an empty part (`;`)" : `\`${part}\` is not \`NAME=value\``);
    }
    if (NUMBER_LISTS.has(name))
      lists.set(
        name,
        value.split(",").map((number) => integer(number, name)),
      );
    else if (name === "INTERVAL" || name === "COUNT") integer(value, name);
    else if (name === "UNTIL") until = parseMoment(value, name);
    else if (name === "BYDAY" || name === "BYWEEKDAY") {
      weekdays = value.split(",");
      const odd = weekdays.find(
        (day) => !WEEKDAY.test(day) || Number.parseInt(/[+-]?\d+/.exec(day)?.[0] ?? "1") === 0,
      );
      if (odd !== undefined) throw new Refused(`\`${odd}\` is not a day of \`${name}\``);
    } else if (name === "WKST") {
      if (!/^(?:MO|TU|WE|TH|FR|SA|SU)$/.test(value))
        throw new Refused(`\`${value}\` is not a day of the week`);
    } else if (name === "FREQ") {
      if (!FREQUENCIES.some((frequency) => frequency === value)) {
        throw new Refused(`\`FREQ=${value}\` is none of ${FREQUENCIES.join(", ")}`);
      }
    } else throw new Refused(`\`${name}\` is not a part of a rule that Prefect knows`);
    parts.set(name, value);
  }
  const frequency = parts.get("FREQ");
  if (frequency === undefined) throw new Refused("it has no `FREQ`");
  checkLists(lists, frequency);
  const interval = number(parts.get("INTERVAL")) ?? 1;
  if (start && until && mixed(start, until)) {
    throw new Refused("one of `DTSTART` and `UNTIL` ends in `Z` and the other does not");
  }
  return { frequency, interval, count: number(parts.get("COUNT")), until, lists, weekdays };
}

function mixed(start: Moment, until: Moment): boolean {
  return start.zone !== until.zone && start.zone !== "unknown" && until.zone !== "unknown";
}

function checkLists(lists: ReadonlyMap<string, readonly number[]>, frequency: string): void {
  for (const [name, [low, high]] of Object.entries(CHECKED)) {
    // Where the rule counts in this very unit, values that never come are refused, others are left out.
    if (frequency === `${name.slice(2)}LY`) continue;
    // With FREQ=HOURLY and finer no times are made beforehand, and nothing is checked.
    if (["HOURLY", "MINUTELY", "SECONDLY"].includes(frequency)) continue;
    if (lists.get(name)?.some((value) => value < low || value > high)) {
      throw new Refused(`\`${name}\` is not between ${low} and ${high}`);
    }
  }
  if (lists.get("BYSETPOS")?.some((value) => value === 0 || Math.abs(value) > 366)) {
    throw new Refused("`BYSETPOS` is not between 1 and 366 or -366 and -1");
  }
}

function integer(text: string, name: string): number {
  if (!INTEGER.test(text)) throw new Refused(`\`${name}=${text}\` is not a whole number`);
  return Number(text.replaceAll("_", ""));
}

function number(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text.replaceAll("_", ""));
}

/** `20300131`, `20300131T093000Z`; other forms are left to dateutil, which guesses well. */
function parseMoment(text: string, name: string): Moment {
  // With dashes dateutil may take the day for the month: only a date that exists is sure.
  const dashed = /^(\d{4})-(\d\d)-(\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));
  const compact = dashed ? text.replaceAll("-", "") : text;
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?)?(Z)?$/.exec(compact);
  if (!match) {
    if (/^[A-Z]*$/.test(text) && !DAY_OR_MONTH.test(text)) {
      throw new Refused(`\`${name}=${text}\` is not a date`);
    }
    return { value: undefined, zone: "unknown" };
  }
  const [, year, month, day, hour = "0", minute = "0", second = "0", zone] = match;
  const parts = [
    Number(year),
    Number(month),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  ] as const;
  const date = new Date(Date.UTC(parts[0], parts[1] - 1, parts[2], parts[3], parts[4], parts[5]));
  const exact = date.getUTCMonth() === parts[1] - 1 && date.getUTCDate() === parts[2];
  if (!exact || parts[3] > 23 || parts[4] > 59 || parts[5] > 59) {
    throw new Refused(`\`${text}\` in \`${name}\` is not a date`);
  }
  return { value: date.getTime(), zone: zone === undefined ? "none" : "some" };
}

function recurrence(
  rules: readonly Rule[],
  start: Moment | undefined,
  isSet: boolean,
  now: Date,
): Recurrence {
  const endless = rules.some((rule) => rule.interval === 0);
  const reasons = rules.map((rule) => neverFires(rule, start, now));
  // One rule that the scheduler cannot read stops them all.
  const broken = rules.find((rule) => start === undefined && rule.until?.zone === "some");
  if (broken) {
    return {
      endless,
      never:
        "`UNTIL` ends in `Z` and there is no `DTSTART`: the scheduler then ends in an error " +
        "(RRULE UNTIL values must be specified in UTC when DTSTART is timezone-aware)",
    };
  }
  // A set may have dates of its own.
  const all = !isSet && reasons.length > 0 && reasons.every((reason) => reason !== undefined);
  return { endless, never: all ? reasons[0] : undefined };
}

function neverFires(rule: Rule, start: Moment | undefined, now: Date): string | undefined {
  const { until, count, lists } = rule;
  if (rule.interval < 0) return "`INTERVAL` is negative";
  if (count !== undefined && count <= 0) return "`COUNT` is not above 0";
  // A day more: the time zone is not looked at.
  if (until?.value !== undefined && until.value + DAY_MS < now.getTime()) return "`UNTIL` is in the past";
  for (const [name, [low, high]] of Object.entries(POSSIBLE)) {
    const values = lists.get(name);
    const signed = name === "BYMONTH" ? (value: number) => value : Math.abs;
    if (values?.every((value) => signed(value) < low || signed(value) > high)) {
      return `no \`${name}\` is ${values.join(", ")}`;
    }
  }
  const days = lists.get("BYMONTHDAY");
  const months = lists.get("BYMONTH");
  if (
    months &&
    days?.every((day) => months.every((month) => Math.abs(day) > (DAYS_OF_MONTH[month - 1] ?? 0)))
  ) {
    return "no month in `BYMONTH` has such a `BYMONTHDAY`";
  }
  if (count !== undefined && usedUp(rule, count, start, now)) {
    return start === undefined
      ? "without a `DTSTART` Prefect counts from 2020-01-01, and `COUNT` is used up"
      : "`COUNT` is used up since `DTSTART`";
  }
  return undefined;
}

/** True only where each interval surely brings one run at least. */
function usedUp(rule: Rule, count: number, start: Moment | undefined, now: Date): boolean {
  const from = start === undefined ? DEFAULT_START : start.value;
  const unit = { WEEKLY: 7 * DAY_MS, DAILY: DAY_MS, HOURLY: DAY_MS / 24, MINUTELY: 60_000, SECONDLY: 1000 }[
    rule.frequency
  ];
  if (from === undefined || unit === undefined) return false;
  const names = [...rule.lists.keys()];
  const daily = rule.frequency === "DAILY" || rule.frequency === "WEEKLY";
  const onlyTimes = names.every((name) => daily && Object.hasOwn(CHECKED, name));
  if (!onlyTimes || (rule.weekdays && rule.frequency !== "WEEKLY")) return false;
  return from + (count + 1) * rule.interval * unit + DAY_MS < now.getTime();
}
