import { attempt } from "../base/attempt.js";

/**
 * Whether two rules give the same runs from now on, though their text differs. Pure, but for the clock.
 *
 * Prefect writes a start into a rule that has none (clients and servers from 3.6.26 on): 2020-01-01, from which it counts
 * anyway, or, for a rule by the minute or second, the newest moment in step with it, which is another one in each deploy
 * (`normalize_rrule_string`, 3.8.8 and 3.9.1).
 *
 * @param zone of the written one: its start is a time on the wall there
 */
export function isSameRule(live: unknown, written: unknown, zone: unknown): boolean {
  const [before, after] = [ruleOf(live), ruleOf(written)];
  if (!before || before.rule !== after?.rule) return false;
  if (before.start === after.start) return true;
  const period = periodOf(after.rule);
  const now = wallClock(zone);
  return isMadeUp(after, now) && before.start <= now && (after.start - before.start) % period === 0;
}

/**
 * The rule without a start that Prefect may have written into it. Pure, but for the clock.
 *
 * @param zone see {@link isSameRule}
 */
export function withoutMadeUpStart(written: string, zone: unknown): string {
  const rule = ruleOf(written);
  return rule && isMadeUp(rule, wallClock(zone)) ? rule.rule : written;
}

function isMadeUp({ start, rule }: Rule, now: number): boolean {
  return start === DEFAULT_START || (start > now - periodOf(rule) - A_DEPLOY && start <= now);
}

/** From here Prefect counts where a rule has no start. */
const DEFAULT_START = Date.UTC(2020, 0, 1);

/** The start was made when the client ran. */
const A_DEPLOY = 60 * 60 * 1_000;

interface Rule {
  /** A time on the wall, as if it were one of UTC. */
  readonly start: number;
  readonly rule: string;
}

/** Undefined where the start is written in a way that Prefect does not write. */
function ruleOf(value: unknown): Rule | undefined {
  if (typeof value !== "string") return undefined;
  if (!/DTSTART/i.test(value)) return { start: DEFAULT_START, rule: value };
  const [, day = "", time = "", rule = ""] = /^DTSTART:(\d{8})T(\d{6})\n(.*)$/s.exec(value) ?? [];
  const iso = `${day.replace(/(....)(..)/, "$1-$2-")}T${time.replace(/(..)(..)/, "$1:$2:")}Z`;
  const start = Date.parse(iso);
  return Number.isNaN(start) || /DTSTART/i.test(rule) ? undefined : { start, rule };
}

/** Milliseconds from one run to the next, of a rule whose start Prefect moves; else NaN, which nothing is in step with. */
function periodOf(rule: string): number {
  if (rule.includes("\n")) return Number.NaN;
  const valueOf = (key: string) => new RegExp(`(?:^|[;:])${key}=([^;]*)`, "i").exec(rule)?.[1];
  const unit = { MINUTELY: 60_000, SECONDLY: 1_000 }[valueOf("FREQ")?.toUpperCase() ?? ""];
  return unit === undefined || valueOf("COUNT") !== undefined
    ? Number.NaN
    : unit * Number(valueOf("INTERVAL") ?? 1);
}

/** The time on the wall in a zone, as if it were one of UTC. */
function wallClock(zone: unknown): number {
  const timeZone = typeof zone === "string" ? zone : "UTC";
  const local = attempt(() => new Date().toLocaleString("sv-SE", { timeZone }));
  return local === undefined ? Date.now() : Date.parse(`${local.replace(" ", "T")}Z`);
}
