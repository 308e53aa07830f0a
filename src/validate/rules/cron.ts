// Prefect reads cron expressions by its copy of croniter (the same in 3.4.14 and 3.8.8). No npm library judges
// as it does: croner, compared with 6000 random expressions, differs in 758. Croniter takes seconds as the last
// field, ranges that wrap (`fri-mon`), any step, `?` for `*`; so its rules are written down here, in its order.

import { entryOf } from "../../base/record.js";
import { readOrRefused, Refused } from "./refused.js";

/** Minute, hour, day of month, month, day of week, second, year. */
const RANGES = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
  [0, 59],
  [1970, 2099],
] as const;
const FIELDS = ["minute", "hour", "day of month", "month", "day of week", "second", "year"] as const;
const DAY = 2;
const MONTH = 3;
const WEEKDAY = 4;
const YEAR = 6;

const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const ALIASES: Readonly<Record<string, string>> = {
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
  "@daily": "0 0 * * *",
  "@weekly": "0 0 * * 0",
  "@monthly": "0 0 1 * *",
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
};

export const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** `l5`, `mon#2`, `5#1`, `mon-fri#2` */
const SPECIAL_WEEKDAY = new RegExp(`^(?:(${range(WEEKDAYS)}|${range(MONTHS)}|\\w+)#|l)(\\d+)$`);
const RANGE_AND_STEP = /^([^-]+)-([^-/]+)(?:\/(\d+))?$/;
/** `r`, `h(0-5)`, `r/10` */
const RANDOM = /^(h|r)(?:\((\d+)-(\d+)\))?(?:\/(\d+))?$/;

/** A cron expression, taken apart. */
export interface Cron {
  /** Per field what it may be: numbers, `*`, or `l` (the last day of a month). */
  readonly fields: readonly (readonly (number | "*" | "l")[])[];
  /** Whether it has random parts (`R(1-5)`), drawn again on each look. */
  readonly random: boolean;
}

/** Reads an expression as Prefect does; the reason where Prefect refuses it. */
export function parseCron(text: string): Cron | { readonly refused: string } {
  return readOrRefused(() => parse(text));
}

function parse(text: string): Cron {
  if (text === "") throw new Refused("it is empty");
  const expressions = split(entryOf(ALIASES, text.toLowerCase()) ?? text.toLowerCase());
  if (text.trimStart().startsWith("@") && expressions.length === 1) {
    throw new Refused(`\`${text.trim()}\` is not one of ${Object.keys(ALIASES).join(", ")}`);
  }
  if (expressions.length < 5 || expressions.length > 7) {
    throw new Refused(`it has ${expressions.length} fields; 5, 6 or 7 are needed`);
  }
  if (expressions.some((expression) => expression === "h" || expression === "r")) {
    throw new Refused("Prefect does not take `H` or `R` fields");
  }
  const random = expressions.some((expression) => expression.startsWith("r"));
  const nth = new Set<number>();
  const fields = expressions.map((expression, field) =>
    parseField(expression, field, expressions.length, nth),
  );

  // Croniter: `mon#2,tue` is not supported.
  const weekdays = (fields[WEEKDAY] ?? []).filter((day) => day !== "*" && !nth.has(day as number));
  if (nth.size > 0 && weekdays.length > 0 && new Set(fields[WEEKDAY]).size !== 7) {
    throw new Refused("`day#n` and plain days cannot stand together in the day of week");
  }
  return { fields, random };
}

function split(text: string): string[] {
  return text.split(/\s+/).filter((part) => part !== "");
}

function parseField(
  expression: string,
  field: number,
  count: number,
  nth: Set<number>,
): (number | "*" | "l")[] {
  if (isRandom(expression, field)) return ["*"];
  const whole = `\`${expression}\` as the ${FIELDS[field] ?? "field"}`;
  if (expression.includes("?")) {
    if (expression !== "?") throw new Refused(`${whole} joins \`?\` with something else`);
    if (field !== DAY && field !== WEEKDAY) {
      throw new Refused("`?` is for the day of month and the day of week only");
    }
    return ["*"];
  }
  const [low, high] = RANGES[field] ?? [0, 0];
  const found = new Set<number | "*" | "l">();
  const items = new Set(expression.split(","));
  for (const written of items) {
    let item = written;
    /** `#2` of `mon#2`, and `l` of `l1`. */
    let occurrence: string | undefined;
    const special = field === WEEKDAY ? SPECIAL_WEEKDAY.exec(item) : null;
    if (special) {
      const [, day, number = ""] = special;
      item = day ?? number;
      occurrence = day === undefined ? "l" : number;
      if (day !== undefined && (Number(number) < 1 || Number(number) > 5)) {
        throw new Refused(`${whole} names no week from 1 to 5`);
      }
    }
    const slash = item.lastIndexOf("/", item.length - 2);
    const match =
      RANGE_AND_STEP.exec(item.replace(/^\*(\/.+)$/, `${low}-${high}$1`)) ??
      RANGE_AND_STEP.exec(slash > 0 ? `${item.slice(0, slash)}-${high}${item.slice(slash)}` : item);
    if (match) {
      for (const value of expandRange(match, field, count, whole)) {
        items.add(occurrence === undefined || occurrence === "l" ? String(value) : `${value}#${occurrence}`);
      }
      continue;
    }
    if (item === "*" || (item === "l" && field === DAY)) {
      found.add(item);
      continue;
    }
    const value = alias(numberOf(item, field, whole), field, count);
    if (value < low || value > high) throw new Refused(`${whole} is not between ${low} and ${high}`);
    found.add(value);
    if (occurrence !== undefined) nth.add(value);
  }
  return [...found];
}

/** Random fields are drawn when runs are planned; what they become is not known here. */
function isRandom(expression: string, field: number): boolean {
  const [, kind, begin, end, divisor] = RANDOM.exec(expression) ?? [];
  if (kind === undefined) return false;
  if (kind === "h") throw new Refused("Prefect does not take `H` fields");
  const empty = begin !== undefined && end !== undefined && Number(begin) >= Number(end);
  if (empty || (divisor !== undefined && Number(divisor) === 0)) {
    throw new Refused(`\`${expression}\` as the ${FIELDS[field] ?? "field"} is an empty range`);
  }
  // Where only some of the range fits, chance decides.
  const [low, high] = RANGES[field] ?? [0, 0];
  const outside = divisor === undefined ? Number(end) < low || Number(begin) > high : Number(end) > high;
  if (outside) throw new Refused(`\`${expression}\` is outside of the ${FIELDS[field] ?? "field"}`);
  return true;
}

function expandRange(match: RegExpExecArray, field: number, count: number, whole: string): number[] {
  const [, from = "", written = "", stepText = "1"] = match;
  const to = field === DAY && written === "l" ? "31" : written;
  const [min, max] = RANGES[field] ?? [0, 0];
  const low = alias(numberOf(from, field, whole), field, count);
  const high = alias(numberOf(to, field, whole), field, count);
  const step = Number(stepText);
  if (Math.max(low, high) > max) throw new Refused(`${whole} is not between ${min} and ${max}`);
  if (step === 0) throw new Refused(`${whole} has a step of 0`);
  // The same twice means the whole circle to croniter; a range that ends before it starts wraps.
  if (low === high) return steps(min, max, step);
  if (low < high) return steps(low, high, step);
  const first = steps(low, max, step);
  const last = first.at(-1) ?? low;
  const skipped = max - last;
  const skip = last - min + step > max - min + 1 && skipped < step ? step - skipped : 0;
  return [...first, ...steps(min + skip, high, step)];
}

function steps(from: number, to: number, step: number): number[] {
  const values = [];
  for (let value = from; value <= to; value += step) values.push(value);
  return values;
}

function numberOf(text: string, field: number, whole: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const names = field === MONTH ? MONTHS : field === WEEKDAY ? WEEKDAYS : [];
  const index = names.indexOf(text);
  if (index < 0) throw new Refused(`${whole} holds \`${text}\`, which is not a value there`);
  return field === MONTH ? index + 1 : index;
}

/** 7 is Sunday with five fields only; 0 is the first day or month with six only, as croniter has it. */
function alias(value: number, field: number, count: number): number {
  if (field === WEEKDAY && value === 7) return count === 5 ? 0 : value;
  if (field === DAY && value === 0) return count === 6 ? 1 : value;
  return value;
}

function range(names: readonly string[]): string {
  const one = `(?:${names.join("|")})`;
  return `${one}(?:-${one})?`;
}

/** Whether no date within 50 years can match: croniter then gives up, and the scheduler logs an error. */
export function cronNeverFires(cron: Cron, now: Date): boolean {
  const months = numbers(cron.fields[MONTH]) ?? DAYS_OF_MONTH.map((_, index) => index + 1);
  const days = numbers(cron.fields[DAY]);
  // Croniter looks for the day of month first, whatever the day of week says: `0 0 31 2 1` never fires.
  const noDay = days?.every((day) => months.every((month) => day > (DAYS_OF_MONTH[month - 1] ?? 31)));
  const year = now.getUTCFullYear();
  const noYear = numbers(cron.fields[YEAR])?.every((value) => value < year || value > year + 50);
  return noDay === true || noYear === true;
}

/** Undefined where anything goes. */
function numbers(field: readonly (number | "*" | "l")[] | undefined): number[] | undefined {
  if (field === undefined || field.length === 0) return undefined;
  const all = field.filter((value) => typeof value === "number");
  return all.length === field.length ? all : undefined;
}
