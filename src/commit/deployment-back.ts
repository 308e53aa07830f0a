import { isDeepStrictEqual } from "node:util";
import {
  isEmpty,
  label,
  ownFields,
  overwritten,
  schedulesOf,
  valueOf,
  type Schedule,
} from "../plan/compare.js";
import { apiPath } from "../server/api-path.js";
import type { LiveDeployment } from "../server/state.js";
import type { Upstream } from "../server/upstream.js";
import { isPending, isWritten, MAY_ARRIVE, type WrittenDeployment } from "./journal.js";
import { gone, GONE, left, leftTo, ownedAutomations, PUT_BACK, type Undone } from "./undo.js";

/**
 * Puts one deployment back as it was before this step wrote it: deletes it where it was not there.
 *
 * @param now as the server has it at this moment
 */
export async function deploymentBack(
  written: WrittenDeployment,
  now: LiveDeployment | undefined,
  upstream: Upstream,
): Promise<Undone> {
  const { before, fate } = written;
  if (!isWritten(fate)) return PUT_BACK;
  return before ? changedBack(written, { before, now }, upstream) : createdBack(written, now, upstream);
}

async function createdBack(
  { decision: { held }, fate, wasThere, updated }: WrittenDeployment,
  now: LiveDeployment | undefined,
  upstream: Upstream,
): Promise<Undone> {
  const pending = isPending(fate, now !== undefined) ? left(MAY_ARRIVE) : undefined;
  if (!now) return pending ?? (fate.done ? GONE : PUT_BACK);
  if (wasThere) return left("somebody else has created it since this step looked, and it stays");
  const theirs = overwritten(held, now).map(({ field }) => field);
  if (theirs.length > 0) return leftTo(theirs);
  if (updated !== undefined && updated !== now["updated"])
    return left("somebody else has written it since, and it stays");
  if (held.automations.length > 0) await gone(upstream, ownedAutomations(now.id));
  await gone(upstream, apiPath`/deployments/${now.id}`);
  return pending ?? PUT_BACK;
}

interface Two {
  readonly before: LiveDeployment;
  readonly now: LiveDeployment | undefined;
}

async function changedBack(
  { decision: { held }, fate, deleted }: WrittenDeployment,
  { before, now }: Two,
  upstream: Upstream,
): Promise<Undone> {
  if (!now) return GONE;
  const theirs = [
    ...overwritten({ ...held, live: before, deletedSchedules: deleted }, now, true).map(({ field }) => field),
    ...pausedSince({ before, now }, held.body["schedules"]),
  ];
  if (theirs.length > 0) return leftTo(theirs);
  const { schedules, ...fields } = held.body;
  const concerned = Object.keys(fields).filter((field) => field in before || field === "concurrency_limit");
  const isSame = concerned.every((field) => isDeepStrictEqual(valueOf(field, before), valueOf(field, now)));
  const isRescheduled =
    (schedules !== undefined || held.method === "POST" || deleted.length > 0) &&
    !areSameSchedules(before["schedules"], now["schedules"]);
  const pending = isPending(fate, !isSame || isRescheduled) ? left(MAY_ARRIVE) : undefined;
  if (isSame && !isRescheduled) return pending ?? PUT_BACK;
  const values = Object.fromEntries(concerned.map((field) => [field, valueOf(field, before)]));
  const wanted = schedulesOf(before["schedules"]).map(ownFields);
  if (isRescheduled && wanted.every(isKeptByUpsert)) {
    // One request for all of it.
    const { flow_id, name } = before;
    await upstream.json("POST", apiPath`/deployments/`, { ...values, flow_id, name, schedules: wanted });
  } else {
    if (!isSame) await upstream.json("PATCH", apiPath`/deployments/${before.id}`, values);
    if (isRescheduled) await schedulesBack(before, upstream);
  }
  return pending ?? PUT_BACK;
}

/**
 * Schedules that are still the ones of before (a write by slug keeps their ids), that this step has written without
 * `active`, which leaves it as it was, and that somebody has paused or resumed since.
 */
function pausedSince({ before, now }: Two, written: unknown): string[] {
  const former = new Map(schedulesOf(before["schedules"]).map((one) => [one["id"], one]));
  return schedulesOf(now?.["schedules"])
    .filter((one) => {
      const was = former.get(one["id"]);
      const own = schedulesOf(written).find(({ slug }) => slug !== undefined && slug === one["slug"]);
      return was !== undefined && was["active"] !== one["active"] && (own?.["active"] ?? null) === null;
    })
    .map((one) => `schedules.${label(one)}.active`);
}

function areSameSchedules(one: unknown, other: unknown): boolean {
  const sorted = (schedules: unknown) =>
    schedulesOf(schedules)
      .map((schedule) => JSON.stringify(Object.entries(ownFields(schedule)).sort()))
      .sort();
  return isDeepStrictEqual(sorted(one), sorted(other));
}

/** What an upsert takes of a schedule (`create_deployment`, 3.0.11 to 3.9.1): not how far ahead it makes runs. */
const TAKEN = new Set(["schedule", "active", "parameters", "slug", "max_active_runs", "catchup"]);

function isKeptByUpsert(schedule: Schedule): boolean {
  return Object.entries(schedule).every(([key, value]) => TAKEN.has(key) || isEmpty(value));
}

/** One by one, since a change of the whole list keeps neither what is paused nor how often it may run ahead. */
async function schedulesBack(before: LiveDeployment, upstream: Upstream): Promise<void> {
  const path = apiPath`/deployments/${before.id}/schedules`;
  await upstream.settled(async () => {
    const now = schedulesOf(await upstream.json("GET", path));
    const missing = schedulesOf(before["schedules"]).map(ownFields);
    for (const schedule of now) {
      const same = missing.findIndex((one) => isDeepStrictEqual(one, ownFields(schedule)));
      if (same >= 0) missing.splice(same, 1);
      else await gone(upstream, apiPath`/deployments/${before.id}/schedules/${String(schedule["id"])}`);
    }
    if (missing.length > 0) await upstream.json("POST", path, missing);
  });
}
