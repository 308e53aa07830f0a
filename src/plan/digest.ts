import { createHash } from "node:crypto";
import { canonical } from "../base/canonical.js";
import { isRecord } from "../base/record.js";
import type { Body } from "../gateway/recording.js";
import { differences, isJustNow, schedulesOf } from "./compare.js";
import { infersVersion, type Decision } from "./decision.js";
import { contentOf, type Row } from "./deletion.js";
import { withoutMadeUpStart } from "./rrule-start.js";
import { planned, type Showing } from "./shown.js";
import type { FieldChange } from "./types.js";

/** Characters of a digest that people get to see: two files with the same ones can be found. */
export const SHORT_DIGEST = 12;

/**
 * A digest of what a deploy would do to one deployment, in hex; undefined where that is nothing. Of a new one it is over
 * all fields, not only over those that a plan shows. Pure, but for the clock.
 *
 * Left out is what differs each time: a version made of the commit, the moment from which an interval counts where the
 * file gives none, and what only a build tells. Secrets, and values that the file takes from elsewhere, count as they are
 * shown: a digest is public, and short values could be found by trying.
 *
 * @param unknown fields that only a build or push step can tell
 */
export function rowDigest(
  decision: Decision,
  unknown: readonly string[],
  showing: Showing,
): string | undefined {
  const { live, automations } = decision;
  if (decision.action === "unchanged") return undefined;
  // Its body is read each time that it is asked for: here once.
  const held = { ...decision.held };
  const all = live
    ? { ...decision, held }
    : { ...decision, held, differences: [...differences(held.body, {}), ...automations.differences] };
  const { flow, name, action, changes } = planned(all, unknown, { ...showing, unknownIsChange: false });
  const isMadeUp = infersVersion(held.body);
  const same = changes.filter(({ field, afterBuild }) => !afterBuild && !(isMadeUp && field === "version"));
  if (live && same.length === 0) return undefined;
  const zones = zonesIn(held.body);
  const lasting = same.map((change) => canonical(lastingChange(change, zones))).sort();
  return digest(canonical({ action, flow, name, changes: lasting }).replaceAll(held.id, "its id"));
}

/** The same of one that is deleted, as it is on the server. */
export function deletionDigest({ flow, live }: Row): string {
  return digest(canonical({ action: "delete", flow, content: contentOf(live) }));
}

/**
 * A digest of a plan, in hex: 64 characters. The order of the rows is none of it. Pure.
 *
 * @param apiUrl a plan for one server is none for another
 */
export function planDigest(rows: readonly (string | undefined)[], apiUrl: string): string {
  return digest([apiUrl, ...rows.filter((row) => row !== undefined).sort()].join());
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** A schedule without a slug is known by its times. */
function lastingChange(change: FieldChange, zones: readonly unknown[]): FieldChange {
  // Of a schedule that changes, the value is the field itself.
  const own = change.field.slice(change.field.lastIndexOf(".") + 1);
  if (own === "anchor_date" && isMoment(change.after)) return { ...change, after: undefined };
  if (own === "rrule" && typeof change.after === "string") {
    const written = change.after;
    const rules = zones.map((zone) => withoutMadeUpStart(written, zone));
    return { ...change, after: rules.find((rule) => rule !== written) ?? written };
  }
  const after = withoutMoments(change.after);
  const [rule, lasting] = [change.after, after].map((one) => {
    const times = isRecord(one) ? one["schedule"] : undefined;
    return isRecord(times) && typeof times["rrule"] === "string" ? times["rrule"] : "";
  });
  const field = rule && lasting ? change.field.replace(rule, () => lasting) : change.field;
  return { ...change, field, after };
}

function zonesIn(body: Body): unknown[] {
  const zones = schedulesOf(body["schedules"]).map(({ schedule }) =>
    isRecord(schedule) ? schedule["timezone"] : undefined,
  );
  return [...new Set(zones)];
}

/** Without the moments that Prefect writes where the file has none. */
function withoutMoments(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMoments);
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([key, inner]) => key !== "anchor_date" || !isMoment(inner));
  return Object.fromEntries(
    kept.map(([key, inner]) => [
      key,
      key === "rrule" && typeof inner === "string"
        ? withoutMadeUpStart(inner, value["timezone"])
        : withoutMoments(inner),
    ]),
  );
}

function isMoment(value: unknown): boolean {
  return typeof value === "string" && isJustNow(Date.parse(value));
}
