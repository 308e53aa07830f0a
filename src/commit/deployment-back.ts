import { isDeepStrictEqual } from "node:util";
import { ownFields, overwritten, schedulesOf, valueOf } from "../plan/compare.js";
import { apiPath } from "../server/api-path.js";
import type { LiveDeployment } from "../server/state.js";
import type { Upstream } from "../server/upstream.js";
import { asCreated, isPending, isWritten, MAY_ARRIVE, type WrittenDeployment } from "./journal.js";
import {
  areSameSchedules,
  isKeptByUpsert,
  schedulesBack,
  schedulesOfOthers,
  type BeforeAndNow,
} from "./schedules-back.js";
import { decidedAnew, gone, GONE, left, leftTo, ownedAutomations, putBackAs, type Undone } from "./undo.js";

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
  if (before && !now) return GONE;
  if (!isWritten(fate)) return putBackAs(before?.id);
  return before && now
    ? changedBack(written, { before, now }, upstream)
    : createdBack(written, now, upstream);
}

async function createdBack(
  { decision: { held }, fate, wasThere, created }: WrittenDeployment,
  now: LiveDeployment | undefined,
  upstream: Upstream,
): Promise<Undone> {
  const after = isPending(fate, now !== undefined) ? left(MAY_ARRIVE) : putBackAs(undefined);
  if (!now) return after.status === "left" || !fate.done ? after : GONE;
  if (wasThere) return left("somebody else has created it since this step looked, and it stays", now.id);
  // A row that nobody has written after its creation was not updated after it either.
  if (!fate.done && Date.parse(String(now["updated"])) > Date.parse(String(now["created"])))
    return left("its write got no answer, and somebody else may have made it", now.id);
  const theirs = created
    ? Object.entries(asCreated(now).fields).flatMap(([field, digest]) =>
        digest === created.fields[field] ? [] : [field],
      )
    : overwritten(held, now).map(({ field }) => field);
  if (theirs.length > 0) return leftTo(theirs, now.id);
  // Servers before 3.6 change it each time that a worker asks for runs.
  if (created && created.updated !== now["updated"] && created.polled === (now["last_polled"] ?? null))
    return left("somebody else has written it since, and it stays", now.id);
  if (held.automations.length > 0) await gone(upstream, ownedAutomations(now.id));
  await gone(upstream, apiPath`/deployments/${now.id}`, decidedAnew);
  return after;
}

async function changedBack(
  { decision: { held }, fate, deleted }: WrittenDeployment,
  { before, now }: BeforeAndNow,
  upstream: Upstream,
): Promise<Undone> {
  const { schedules, ...fields } = held.body;
  const reschedules = schedules !== undefined || held.method === "POST" || deleted.length > 0;
  const theirs = overwritten({ ...held, live: before, deletedSchedules: deleted }, now, true).map(
    ({ field }) => field,
  );
  if (reschedules && held.method === "PATCH")
    theirs.push(...schedulesOfOthers({ before, now }, schedulesOf(schedules), deleted));
  if (theirs.length > 0) return leftTo([...new Set(theirs)], now.id);
  const concerned = Object.keys(fields).filter((field) => field in before || field === "concurrency_limit");
  const isSame = concerned.every((field) => isDeepStrictEqual(valueOf(field, before), valueOf(field, now)));
  const isRescheduled = reschedules && !areSameSchedules(before["schedules"], now["schedules"]);
  const isSeen = !isSame || isRescheduled;
  const after = isPending(fate, isSeen) ? left(MAY_ARRIVE, now.id) : putBackAs(now.id);
  if (!isSeen) return after;
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
  return after;
}
