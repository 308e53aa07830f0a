import {
  bySlug,
  isSameSchedule,
  label,
  sameButState,
  schedulesOf,
  slugOf,
  targetOf,
  type Schedule,
} from "./compare.js";
import { withBody, type RecordedWrite } from "../gateway/recording.js";
import type { Decision } from "./decision.js";

/** `schedules.nightly.active` of true to come, of false now: somebody paused it on the server. */
export function wakes({ differences: found }: Decision): string[] {
  return found.flatMap(({ field, before, after }) => {
    if (field === "paused" && before === true && after !== true) return ["the deployment itself"];
    const schedule = /^schedules\.(.*)\.active$/.exec(field)?.[1];
    return schedule !== undefined && before === false && after === true ? [`schedule ${schedule}`] : [];
  });
}

/** What is written where nothing that is paused on the server may be woken. */
export interface Kept {
  readonly held: RecordedWrite;
  /** `0 3 * * *`: schedules of which nobody can tell whether they are those that are paused; written as the file says. */
  readonly doubtful: readonly string[];
}

/** The same write, but for what is paused on the server, which stays so. Pure. */
export function keepPaused(held: RecordedWrite): Kept {
  const { body, live } = held;
  if (!live) return { held, doubtful: [] };
  const before = schedulesOf(live["schedules"]);
  const written = schedulesOf(body["schedules"]);
  const slugs = held.method === "PATCH" && bySlug(written, before);
  const { paused, doubtful } = slugs
    ? pausedBySlug(written, before)
    : pausedByContent(written, before, held.method === "POST");
  const schedules = written.map((one) => {
    if (!paused.has(one)) return one;
    // Where the server leaves what is not said, nothing need be said.
    return slugs && one["active"] === undefined ? one : { ...one, active: false };
  });
  const more = {
    ...("schedules" in body && written.length > 0 ? { schedules } : {}),
    ...(live["paused"] === true && "paused" in body ? { paused: true } : {}),
  };
  return { held: withBody(held, (own) => ({ ...own, ...more })), doubtful };
}

interface Paused {
  /** Of the written ones, those whose counterpart is paused. */
  readonly paused: ReadonlySet<Schedule>;
  readonly doubtful: readonly string[];
}

function pausedBySlug(written: readonly Schedule[], before: readonly Schedule[]): Paused {
  const states = new Map(before.map((one) => [slugOf(one), isPaused(one)]));
  return { paused: new Set(written.filter((one) => states.get(targetOf(one)))), doubtful: [] };
}

function isPaused(schedule: Schedule): boolean {
  return schedule["active"] === false;
}

/**
 * Without slugs a schedule is the one with the same content, of those that are left the one at the same times. Where
 * several may be meant, and not all of them are paused, nobody can tell which of them it is.
 */
function pausedByContent(
  written: readonly Schedule[],
  before: readonly Schedule[],
  isUpsert: boolean,
): Paused {
  const paused = new Set<Schedule>();
  const doubtful = new Set<string>();
  let [open, left] = [[...written], [...before]];
  for (const isSame of [sameButState, isSameSchedule]) {
    for (const one of [...open]) {
      if (!open.includes(one)) continue; // Done with its like.
      const meant = left.filter((other) => isSame(one, other, isUpsert));
      if (meant.length === 0) continue;
      const alike = open.filter((each) => meant.some((other) => isSame(each, other, isUpsert)));
      const asleep = meant.filter(isPaused).length;
      const all = asleep === meant.length;
      // Of twins as many stay paused, whichever they are; what differs has to be told apart.
      const isTold =
        isSame === sameButState ? all || alike.length >= meant.length : all && alike.length <= meant.length;
      if (isTold) for (const each of alike.slice(0, asleep)) paused.add(each);
      else if (asleep > 0) doubtful.add(label(one));
      open = open.filter((each) => !alike.includes(each));
      left = left.filter((other) => !meant.includes(other));
    }
  }
  return { paused, doubtful: [...doubtful] };
}
