import { isDeepStrictEqual } from "node:util";
import { canonical } from "../base/canonical.js";
import { withNumbers } from "../base/exact-json.js";
import { entryOf, isRecord, omit, withoutNulls } from "../base/record.js";
import type { Body, RecordedWrite } from "../gateway/recording.js";
import { isSameRule } from "./rrule-start.js";

/** One value that a write sets, and that is not what the server holds. */
export interface Difference {
  /** `parameters.day` */
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * What a write would change, field by field; empty where the server holds all of it already. Pure, but for the clock: an
 * anchor of just now counts as none.
 *
 * In doubt a field counts as changed: then it is written as the client would have written it.
 */
export function differences(body: Body, live: Body): Difference[] {
  return Object.entries(body).flatMap(([field, value]) => {
    if (IN_NO_RESPONSE.has(field)) return [];
    const compare = entryOf(SPECIAL, field) ?? plain;
    return compare(field, value, live, body);
  });
}

/**
 * What a write has set, and somebody else has set otherwise since. Of fields that a server may store in a form of its own,
 * only what is neither as it was written nor as it was before counts, and nothing where the deployment is new. Pure.
 *
 * @param live as the server has it after the write
 * @param mayBeUnwritten whether what is as it was before does not count: of a write that may not have been carried out
 */
export function overwritten(
  { body, live: before, deletedSchedules }: RecordedWrite,
  live: Body,
  mayBeUnwritten = false,
): Difference[] {
  // What has been renamed is there under its new slug.
  const written = { ...body, ...("schedules" in body ? { schedules: renamed(body["schedules"]) } : {}) };
  const was = before ? differences(written, before) : [];
  const isAsBefore = (one: Difference): boolean =>
    was.some(({ field, before: value }) => field === one.field && isDeepStrictEqual(value, one.before));
  const filledIn = Object.entries(isRecord(body["parameters"]) ? body["parameters"] : {})
    .filter(([, value]) => JSON.stringify(value).includes('"__prefect_kind"'))
    .map(([name]) => `parameters.${name}`);
  const found = differences(written, live).filter((one) => {
    const [root = ""] = one.field.split(".");
    if (!(root in live) || filledIn.some((path) => `${one.field}.`.startsWith(`${path}.`))) return false;
    // PostgreSQL gives back `1e+18` as an integer.
    if (isDeepStrictEqual(withNumbers(one.before), withNumbers(one.after))) return false;
    return (AS_SENT.has(root) && !mayBeUnwritten) || (before !== undefined && !isAsBefore(one));
  });
  return [...found, ...deletions(deletedSchedules, live)];
}

/** Fields that every server stores as they are sent. */
const AS_SENT: ReadonlySet<string> = new Set([
  ...["entrypoint", "description", "tags", "version", "paused", "parameters"],
  ...["work_pool_name", "enforce_parameter_schema"],
]);

function renamed(schedules: unknown): unknown {
  return Array.isArray(schedules) && schedules.length <= MOST_SCHEDULES
    ? schedules.map((one: unknown) => (isRecord(one) ? omit(one, "replaces") : one))
    : undefined;
}

/** Names the deployment, or is taken by the server and given back by none (3.0.11 to 3.8.8). */
const IN_NO_RESPONSE = new Set(["name", "flow_id", "version_info", "version_type", "branch", "base", "root"]);

type Compare = (field: string, value: unknown, live: Body, body: Body) => Difference[];

const plain: Compare = (field, value, live) => unequal(field, live[field] ?? null, value ?? null);

/** Each key of its own. */
const byKey: Compare = (field, value, live) => nested(field, live[field], value);

/** Equivalences of the server's own, measured on 3.0.11 to 3.8.8 (test/integration/fidelity.test.ts). */
const SPECIAL: Readonly<Record<string, Compare>> = {
  parameters: (field, value, live, body) => {
    const found = byKey(field, value, live, body);
    return found.length > 0 ? found : unfilledParameters(field, value);
  },
  // The server leaves it as it is where it gets null.
  job_variables: (field, value, live, body) => (value === null ? [] : byKey(field, value, live, body)),
  // None: `deploy()` creates with `[]` and updates with null (3.1 and later), and a worker makes no difference.
  pull_steps: (field, value, live) =>
    isEmpty(value) && isEmpty(live[field]) ? [] : unequal(field, live[field] ?? null, value ?? null),
  // A pool's own queue, unless another one is named: a template that comes to nothing names none.
  work_queue_name: (field, value, live) => {
    const before = live[field] ?? null;
    return (value === null || value === "") && before === "default" ? [] : unequal(field, before, value);
  },
  // A deployment's limit is a global one with a name of the server's: see `valueOf`.
  concurrency_limit: (field, value, live) => unequal(field, valueOf(field, live), value ?? null),
  // Comes back with its defaults.
  concurrency_options: (field, value, live) => {
    const [before, after] = [live[field], value].map(withoutDefaults);
    return isDeepStrictEqual(before, after) ? [] : [{ field, before: live[field], after: value }];
  },
  // The server adds its own.
  labels: (field, value, live) => {
    const before = isRecord(live[field]) ? live[field] : {};
    const added = Object.entries(isRecord(value) ? value : {});
    return added.flatMap(([key, label]) => unequal(`${field}.${key}`, before[key], label));
  },
  schedules: (_field, value, live, body) => compareSchedules(value, live, body),
};

/**
 * What stands for a value (`__prefect_kind: json`, `workspace_variable`) the server fills in with a PATCH, and stores as it
 * is with the POST that creates the deployment (3.8.8): so it is written again, though nothing differs.
 */
function unfilledParameters(field: string, value: unknown): Difference[] {
  return Object.entries(isRecord(value) ? value : {}).flatMap(([key, one]) =>
    isRecord(one) && "__prefect_kind" in one ? [{ field: `${field}.${key}`, before: one, after: one }] : [],
  );
}

/** The value that a write of this field takes, from an answer: what is compared, and what is put back. */
export function valueOf(field: string, live: Body): unknown {
  const limit = field === "concurrency_limit" ? live["global_concurrency_limit"] : undefined;
  return (isRecord(limit) ? limit["limit"] : live[field]) ?? null;
}

function unequal(field: string, before: unknown, after: unknown): Difference[] {
  return isDeepStrictEqual(before, after)
    ? []
    : [{ field, before: before ?? undefined, after: after ?? undefined }];
}

/** Mappings key by key, anything else as a whole. */
function nested(field: string, before: unknown, after: unknown): Difference[] {
  return differing(before, after).flatMap((path) =>
    unequal([field, ...path].join("."), at(before, path) ?? null, at(after, path) ?? null),
  );
}

/** The keys that lead to what is not the same, as far as both sides are mappings. */
export function differing(before: unknown, after: unknown): string[][] {
  if (isDeepStrictEqual(before, after)) return [];
  if (!isRecord(before) || !isRecord(after)) return [[]];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) =>
    differing(entryOf(before, key), entryOf(after, key)).map((path) => [key, ...path]),
  );
}

/** Undefined where a part of the way is missing. */
export function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce((inner, key) => (isRecord(inner) ? entryOf(inner, key) : undefined), value);
}

export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.keys(value).length === 0;
}

function withoutDefaults(value: unknown): unknown {
  if (!isRecord(value)) return value ?? null;
  const said = withoutNulls(value);
  return isEmpty(said) ? null : said;
}

/** A schedule, as the client writes it or as the server gives it: `3600.0` or `3600` seconds are the same. */
export type Schedule = Readonly<Record<string, unknown>>;

export function schedulesOf(value: unknown): Schedule[] {
  const plain = withNumbers(value);
  return Array.isArray(plain) ? plain.filter(isRecord) : [];
}

export function slugOf(schedule: Schedule): string | undefined {
  const slug = schedule["slug"];
  return typeof slug === "string" ? slug : undefined;
}

/**
 * Whether the server changes the schedules one by one, by their slugs, and leaves the others as they are; else it
 * replaces all of them (`update_deployment`, 3.8.8).
 */
export function bySlug(written: readonly Schedule[], live: readonly Schedule[]): boolean {
  const all = (schedules: readonly Schedule[]): boolean =>
    schedules.every((one) => slugOf(one) !== undefined);
  return live.length > 0 && all(live) && all(written);
}

/** Each is compared with each. Of more than so many it is only said that something differs. */
const MOST_SCHEDULES = 500;

function compareSchedules(value: unknown, live: Body, body: Body): Difference[] {
  const written = schedulesOf(value);
  const before = schedulesOf(live["schedules"]);
  if (written.length > MOST_SCHEDULES || before.length > MOST_SCHEDULES) {
    return unequal("schedules", live["schedules"], value);
  }
  const isUpsert = "flow_id" in body; // Which always replaces all of them.
  const bySlugOf = (slug: string | undefined): Schedule | undefined =>
    before.find((other) => slugOf(other) === slug);
  if (!isUpsert && bySlug(written, before)) {
    // One that was renamed by an earlier deploy is there under its new slug.
    return written
      .map(resetting)
      .flatMap((one) => compareSchedule(one, bySlugOf(targetOf(one)) ?? bySlugOf(slugOf(one))));
  }
  const left = [...before];
  const changed = written.map(replacing).flatMap((one) => {
    const same = left.findIndex((other) => compareReplaced(one, other, isUpsert).length === 0);
    const meant = same >= 0 ? same : left.findIndex((other) => isSameSchedule(one, other, isUpsert));
    const at = meant >= 0 ? meant : left.findIndex((other) => label(other) === label(one));
    const [found] = at < 0 ? [] : left.splice(at, 1);
    return compareReplaced(one, found, isUpsert);
  });
  return [...changed, ...left.map(withoutSchedule)];
}

/** The slug of the live one that is meant. */
export function targetOf(written: Schedule): string | undefined {
  return typeof written["replaces"] === "string" ? written["replaces"] : slugOf(written);
}

/** A schedule that is changed without parameters loses those that it has (servers 3.2.15 to 3.9.1). */
function resetting(written: Schedule): Schedule {
  return "parameters" in written ? written : { ...written, parameters: {} };
}

/** A schedule recreated has defaults for what is not said; how often it may run ahead is never stored (3.0.11 to 3.8.8). */
function replacing(written: Schedule): Schedule {
  return { active: true, parameters: {}, ...omit(withoutNulls(written), "max_scheduled_runs") };
}

function compareReplaced(written: Schedule, live: Schedule | undefined, isUpsert: boolean): Difference[] {
  const found = compareSchedule(written, live, isUpsert);
  // The server refuses to take a slug away (422), which only the write can show.
  const slug = live && slugOf(live);
  if (slug !== undefined && slugOf(written) === undefined)
    found.push({ field: `schedules.${slug}.slug`, before: slug, after: undefined });
  const ahead = live?.["max_scheduled_runs"] ?? undefined;
  if (ahead === undefined) return found;
  return [
    ...found,
    { field: `schedules.${label(written)}.max_scheduled_runs`, before: ahead, after: undefined },
  ];
}

/**
 * The one that is meant: by slug where both have one, else by its times.
 *
 * @param isUpsert whether an anchor of just now counts as none
 */
export function isSameSchedule(one: Schedule, other: Schedule, isUpsert: boolean): boolean {
  const [slug, others] = [slugOf(one), slugOf(other)];
  if (slug !== undefined && others !== undefined) return slug === others;
  return compareSchedule({ schedule: one["schedule"] }, other, isUpsert).length === 0;
}

/** The same, whether paused or not. */
export function sameButState(one: Schedule, other: Schedule, isUpsert: boolean): boolean {
  return (
    compareReplaced(replacing({ ...one, active: other["active"] ?? true }), other, isUpsert).length === 0
  );
}

/** Set by the server where they are not said: any value of theirs will do. */
const SERVERS_OWN: Readonly<Record<string, readonly unknown[]>> = {
  timezone: [null, undefined, "UTC"],
  day_or: [true, undefined],
};

/** A cron schedule without a time zone has none (3.0.11 to 3.8.8); of the others, the server makes it UTC. */
function serversOwn(key: string, schedule: Schedule): readonly unknown[] {
  return key === "timezone" && "cron" in schedule ? [null, undefined] : (entryOf(SERVERS_OWN, key) ?? []);
}

function compareSchedule(written: Schedule, live: Schedule | undefined, isUpsert = false): Difference[] {
  const name = `schedules.${label(written)}`;
  if (!live) return [{ field: name, before: undefined, after: shown(written) }];
  return Object.entries(written).flatMap(([key, after]) => {
    // Null: left as it is.
    if (key === "replaces" || after === null) return [];
    const before = live[key];
    if (key === "schedule") return compareTimes(name, after, before, isUpsert);
    return unequal(`${name}.${key}`, before ?? (isEmpty(after) ? after : undefined), after);
  });
}

/** @param name `schedules.nightly` */
function compareTimes(name: string, written: unknown, live: unknown, isUpsert: boolean): Difference[] {
  if (!isRecord(written) || !isRecord(live)) return unequal(`${name}.schedule`, live, written);
  const keys = [...new Set([...Object.keys(live), ...Object.keys(written)])];
  return keys.flatMap((key) => {
    const [before, after] = [live[key] ?? undefined, written[key] ?? undefined];
    const own = serversOwn(key, written);
    const same =
      key === "anchor_date"
        ? isSameAnchor(before, after, isUpsert)
        : isDeepStrictEqual(before, after) ||
          (after === undefined && own.includes(before)) ||
          (before === undefined && own.includes(after)) ||
          (key === "rrule" && isSameRule(before, after, written["timezone"]));
    return same ? [] : [{ field: `${name}.${key}`, before, after }];
  });
}

/**
 * An anchor that the file does not give is the moment at which the client ran: to keep the live one changes no time but
 * for that. An upsert holds the moment itself, which cannot be told from one that the file gives; what `deploy()` sends of it
 * holds it too, to the microsecond, which nobody writes.
 */
function isSameAnchor(live: unknown, written: unknown, isUpsert: boolean): boolean {
  if (written === undefined || written === null) return true;
  if (typeof written !== "string" || typeof live !== "string") return false;
  const at = Date.parse(written);
  return at === Date.parse(live) || ((isUpsert || IN_MICROSECONDS.test(written)) && isJustNow(at));
}

const IN_MICROSECONDS = /\.\d{6}(?:Z|[+-]\d\d:?\d\d)?$/;

/** @param at epoch milliseconds */
export function isJustNow(at: number): boolean {
  return Math.abs(Date.now() - at) < JUST_NOW_MS;
}

const JUST_NOW_MS = 60 * 60 * 1_000;

/** A schedule that goes, or that no file has. */
export function withoutSchedule(schedule: Schedule): Difference {
  return { field: `schedules.${label(schedule)}`, before: shown(schedule), after: undefined };
}

/** The schedules with these ids, as far as they are there: what is to be deleted, or should have been. */
export function deletions(ids: readonly string[], live: Body): Difference[] {
  const there = schedulesOf(live["schedules"]).filter(({ id }) => ids.includes(String(id)));
  return there.map(withoutSchedule);
}

/** `nightly`, or `0 3 * * *`. */
export function label(schedule: Schedule): string {
  const slug = slugOf(schedule);
  if (slug !== undefined) return slug;
  const times = isRecord(schedule["schedule"]) ? schedule["schedule"] : {};
  const { cron, rrule, interval } = times;
  if (typeof interval === "number") return `every ${interval} s`;
  return [cron, rrule].find((text) => typeof text === "string") ?? "schedule";
}

function shown(schedule: Schedule): Body {
  const own = Object.entries(ownFields(schedule)).filter(([, value]) => !isEmpty(value));
  return Object.fromEntries(own);
}

/** Without ids and what else the server adds. */
export function ownFields(schedule: Schedule): Schedule {
  return omit(schedule, "id", "created", "updated", "deployment_id");
}

/** Equal for the same schedules, whatever their order and their ids. */
export function schedulesText(schedules: unknown): string {
  return schedulesOf(schedules)
    .map((one) => canonical(ownFields(one)))
    .sort()
    .join();
}
