import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../base/record.js";
import {
  bySlug,
  compareAutomations,
  differences,
  isSameSchedule,
  schedulesOf,
  slugOf,
  type AutomationsPlan,
  type Difference,
  type Schedule,
} from "./compare.js";
import type { Held } from "../gateway/recording.js";
import type { KnownDeployment } from "../project/candidates.js";
import type { LiveAutomation, LiveDeployment } from "../server/state.js";
import type { PlannedAction } from "./types.js";
import { isBelow } from "./written.js";

/** A deployment that was asked for, and what the client would write of it. */
export interface Recorded {
  readonly deployment: KnownDeployment;
  readonly held: Held;
}

/** What has to be written for one deployment, compared with what the server has. */
export interface Decision extends Recorded {
  readonly live: LiveDeployment | undefined;
  readonly action: PlannedAction;
  /** Fields of the deployment, then its automations; a version made of the commit last. Of a new one, what tells of it. */
  readonly differences: readonly Difference[];
  /** Whether the deployment itself is written. */
  readonly fields: boolean;
  readonly automations: AutomationsPlan;
}

/**
 * Compares what the client would write with what the server has. Pure.
 *
 * @param live the deployment as it is at this moment
 * @param automations all of the server
 */
export function decide(
  { deployment, held }: Recorded,
  live: LiveDeployment | undefined,
  automations: readonly LiveAutomation[],
): Decision {
  const own = compareAutomations({ ...held, live }, automations);
  if (!live) {
    return {
      deployment,
      held,
      live,
      action: "create",
      differences: ofNew(differences(held.body, {})),
      fields: true,
      automations: { ...own, write: held.automations.length > 0 },
    };
  }
  const found = differences(held.body, live);
  const isInferred = ({ field }: Difference): boolean => field === "version" && infersVersion(held.body);
  // If nothing else differs, the version on the server stays: it names the commit that last changed the deployment.
  const fields = found.every(isInferred) ? [] : found;
  const others = fields.filter((one) => !isInferred(one));
  const all = [...others, ...own.differences, ...fields.filter(isInferred)];
  return {
    deployment,
    held,
    live,
    action: all.length > 0 ? "change" : "unchanged",
    differences: all,
    fields: fields.length > 0,
    automations: own,
  };
}

/** What is told of a deployment to create: its flow, its work pool, and when it runs. In this order. */
export function ofNew<One extends Pick<Difference, "field">>(found: readonly One[]): One[] {
  return ["entrypoint", "work_pool_name", "schedules"].flatMap((root) =>
    found.filter(({ field }) => isBelow(field, root)),
  );
}

/** In a git checkout the client makes the version up from the commit, where the file gives none (3.4 and later). */
function infersVersion({ version, version_info: info }: Held["body"]): boolean {
  const sha = isRecord(info) && /^vcs:/.test(String(info["type"])) ? info["commit_sha"] : undefined;
  return typeof sha === "string" && version === sha.slice(0, INFERRED_LENGTH);
}

/** Characters of the commit (3.4.14 to 3.8.8). */
const INFERRED_LENGTH = 8;

/** Whether two decisions write and show the same. */
export function isSameDecision(one: Decision, other: Decision): boolean {
  return one.action === other.action && isDeepStrictEqual(one.differences, other.differences);
}

/** `schedules.nightly.active` of true to come, of false now: somebody paused it on the server. */
export function wakes({ differences: found }: Decision): string[] {
  return found.flatMap(({ field, before, after }) => {
    if (field === "paused" && before === true && after !== true) return ["the deployment itself"];
    const schedule = /^schedules\.(.*)\.active$/.exec(field)?.[1];
    return schedule !== undefined && before === false && after === true ? [`schedule ${schedule}`] : [];
  });
}

/** The same write, but for what is paused on the server, which stays so. Pure. */
export function keepPaused(held: Held): Held {
  const { body, live } = held;
  if (!live) return held;
  const before = schedulesOf(live["schedules"]);
  const written = schedulesOf(body["schedules"]);
  const slugs = held.method === "PATCH" && bySlug(written, before);
  const schedules = written.map((one) => {
    const target = typeof one["replaces"] === "string" ? one["replaces"] : slugOf(one);
    const found = slugs
      ? before.find((other) => slugOf(other) === target)
      : before.find((other) => isSameSchedule(withoutActive(one), other));
    if (found?.["active"] !== false) return one;
    // Where the server leaves what is not said, nothing need be said.
    return slugs && one["active"] === undefined ? one : { ...one, active: false };
  });
  return {
    ...held,
    body: {
      ...body,
      ...("schedules" in body && written.length > 0 ? { schedules } : {}),
      ...(live["paused"] === true && "paused" in body ? { paused: true } : {}),
    },
  };
}

function withoutActive(schedule: Schedule): Schedule {
  return Object.fromEntries(Object.entries(schedule).filter(([key]) => key !== "active"));
}

/** The queue that a write creates where it does not exist, and its pool: what has to be taken back with it. */
export function namedQueue({ held: { body }, live }: Decision): { pool: string; queue: string } | undefined {
  const [pool, queue] = [body["work_pool_name"] ?? live?.["work_pool_name"], body["work_queue_name"]];
  if (typeof pool !== "string" || typeof queue !== "string" || queue === "default") return undefined;
  const isThere = live?.["work_pool_name"] === pool && live["work_queue_name"] === queue;
  return isThere ? undefined : { pool, queue };
}
