import { isDeepStrictEqual } from "node:util";
import {
  bySlug,
  isEmpty,
  label,
  ownFields,
  schedulesOf,
  schedulesText,
  type Schedule,
} from "../plan/compare.js";
import { apiPath } from "../server/api-path.js";
import type { LiveDeployment } from "../server/state.js";
import type { Upstream } from "../server/upstream.js";
import { gone } from "./undo.js";

/** A deployment right before it was written, and at this moment. */
export interface BeforeAndNow {
  readonly before: LiveDeployment;
  readonly now: LiveDeployment;
}

/**
 * What others have done to schedules since, where this step has written them by their slugs, which leaves the rows, and
 * those that are not written: made one, deleted one, paused or resumed one whose `active` this step has left open.
 *
 * @param deleted ids of those that this step has deleted
 * @returns `schedules.nightly`
 */
export function schedulesOfOthers(
  { before, now }: BeforeAndNow,
  written: readonly Schedule[],
  deleted: readonly string[],
): string[] {
  const [former, present] = [before, now].map((one) => schedulesOf(one["schedules"]));
  if (!former || !present || !bySlug(written, former)) return [];
  const idOf = ({ id }: Schedule): string => String(id);
  const writtenAs = (slug: unknown): Schedule | undefined => written.find((one) => one["slug"] === slug);
  const made = present.filter(
    (one) => !former.some((other) => idOf(other) === idOf(one)) && !writtenAs(one["slug"]),
  );
  // Where none are written, old servers take all away, and new ones none.
  const away = former.filter(
    (one) =>
      written.length > 0 &&
      !present.some((other) => idOf(other) === idOf(one)) &&
      !writtenAs(one["slug"]) &&
      !deleted.includes(idOf(one)),
  );
  const paused = present.filter((one) => {
    const was = former.find((other) => idOf(other) === idOf(one));
    const isOpen = (writtenAs(one["slug"])?.["active"] ?? null) === null;
    return was !== undefined && isOpen && was["active"] !== one["active"];
  });
  return [
    ...[...made, ...away].map((one) => `schedules.${label(one)}`),
    ...paused.map((one) => `schedules.${label(one)}.active`),
  ];
}

export function areSameSchedules(one: unknown, other: unknown): boolean {
  return schedulesText(one) === schedulesText(other);
}

/** What an upsert takes of a schedule (`create_deployment`, 3.0.11 to 3.9.1): not how far ahead it makes runs. */
const TAKEN = new Set(["schedule", "active", "parameters", "slug", "max_active_runs", "catchup"]);

export function isKeptByUpsert(schedule: Schedule): boolean {
  return Object.entries(schedule).every(([key, value]) => TAKEN.has(key) || isEmpty(value));
}

/** One by one, since a change of the whole list keeps neither what is paused nor how often it may run ahead. */
export async function schedulesBack(before: LiveDeployment, upstream: Upstream): Promise<void> {
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
