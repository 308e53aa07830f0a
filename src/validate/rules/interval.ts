// How Prefect reads `interval` and `anchor_date`: by pydantic's durations and by pendulum (dateutil from Python
// 3.13 on). No npm library takes exactly the forms of pydantic.

/** Behind the sixth decimal pydantic reads no further. */
const TIME = /^(\d+):(\d\d)(?::(\d\d)(?:[.,](\d{6}.*|\d{1,5}))?)?$/s;
const DAYS = /^(\d+) ?[dD](?:[aA][yY][sS]?)?,? ?(.*)$/s;
const ISO = /^(?:(?:\d+(?:[.,]\d{1,})?)[YMWD])*(?:T(?:\d+(?:[.,]\d{1,})?[HMS])*)?$/;
const ISO_PART = /(\d+)(?:[.,](\d+))?([YMWDTHS])|T/g;
const DAY = 86_400;
/** Of pydantic's arithmetic. */
const MAX_PART = 2 ** 32 - 1;
/** Python's `timedelta`. */
const MAX_DAYS = 999_999_999;

/** Seconds of a text, as pydantic reads a duration; undefined where it refuses. */
export function parseDuration(text: string): number | undefined {
  const [, sign = "", rest = ""] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  const seconds = rest.startsWith("P") ? parseIso(rest) : parseDaysAndTime(rest);
  if (seconds === undefined || Math.floor(seconds / DAY) > MAX_DAYS) return undefined;
  return sign === "-" ? -seconds : seconds;
}

function parseIso(text: string): number | undefined {
  const body = text.slice(1);
  if (!ISO.test(body) || text.length < 3) return undefined;
  let days = 0;
  let time = 0;
  let inTime = false;
  let fraction = false;
  for (const [part, whole, decimals, unit] of body.matchAll(ISO_PART)) {
    if (part === "T") {
      inTime = true;
      continue;
    }
    if (fraction) return undefined;
    fraction = decimals !== undefined;
    const amount = Number(`${whole ?? "0"}.${decimals ?? "0"}`);
    const units = inTime ? { H: 3600, M: 60, S: 1 } : { Y: 365 * DAY, M: 30 * DAY, W: 7 * DAY, D: DAY };
    const unitSeconds = (units as Record<string, number>)[unit ?? ""] ?? 0;
    if (inTime) time += amount * unitSeconds;
    else days += (amount * unitSeconds) / DAY;
  }
  return time > MAX_PART || days > MAX_PART ? undefined : days * DAY + time;
}

function parseDaysAndTime(text: string): number | undefined {
  if (!/[dD]/.test(text) && text.length >= 5) return parseTime(text);
  const [, days, time = ""] = DAYS.exec(text) ?? [];
  if (days === undefined) return text.length >= 4 ? parseTime(text) : undefined;
  const rest = time === "" ? 0 : parseTime(time);
  return rest === undefined ? undefined : Number(days) * DAY + rest;
}

function parseTime(text: string): number | undefined {
  const [, hours, minutes, seconds = "0", decimals = "0"] = TIME.exec(text) ?? [];
  if (text.length < 5 || hours === undefined || Number(minutes) > 59 || Number(seconds) > 59)
    return undefined;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(`${seconds}.${decimals.slice(0, 6)}`);
}

/** What pendulum takes of ISO 8601, and `now`; a slash for a dash too. */
const ISO_DATE =
  /^(?:\d{4}|\d{4}[-/]\d\d|(\d{4})[-/](\d\d)[-/](\d\d)|(\d{4})(\d\d)(\d\d)|(\d{4})-?(\d{3})|\d{4}-?W(\d\d)(?:-?\d)?)$/;
const ISO_TIME = /^(\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?$/;

/**
 * Whether Prefect takes a text as a date: pendulum decides up to Python 3.12, dateutil, which guesses more, from 3.13
 * on. `guessed`: only the latter may take it.
 */
export function judgeAnchor(text: string): "taken" | "guessed" | "refused" {
  if (text === "now") return "taken";
  if (!/\d/.test(text)) return "refused";
  const [date = "", time, ...more] = text.split(/[T ]/);
  if (more.length > 0) return "guessed";
  if (time === undefined && ISO_TIME.test(date) && date.includes(":"))
    return isTime(date) ? "taken" : "refused";
  const found = ISO_DATE.exec(date);
  if (!found || (time !== undefined && !ISO_TIME.test(time))) return "guessed";
  const [, y1, m1, d1, y2, m2, d2, y3, ordinal, week = "1"] = found;
  const valid =
    ordinal === undefined
      ? isDate(Number(y1 ?? y2 ?? "2000"), Number(m1 ?? m2 ?? "1"), Number(d1 ?? d2 ?? "1"))
      : Number(ordinal) > 0 && Number(ordinal) <= (isDate(Number(y3), 2, 29) ? 366 : 365);
  if (Number(week) < 1 || Number(week) > 53) return "refused";
  return valid && (time === undefined || isTime(time)) ? "taken" : "refused";
}

function isDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function isTime(text: string): boolean {
  const [, hour, minute = "0", second = "0"] = ISO_TIME.exec(text) ?? [];
  return Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
}
