import { attempt } from "../../base/attempt.js";
import { remembered } from "../../base/remembered.js";
import { isTemplate } from "../../base/template.js";
import { secondsOf, type Schedule } from "./schedule-kinds.js";
import { isTimeZone } from "./time-zones.js";

/** Without an offset; other forms of ISO 8601 are rare. */
const LOCAL = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?))?$/;

/** The CLI takes an anchor without an offset for UTC before the time zone is looked at (`parse_datetime`, 3.8.8, 3.9.1). */
export function checkAnchorZone({ content, spot }: Schedule): void {
  const { anchor_date: anchor, timezone, interval } = content;
  if (typeof anchor !== "string" || typeof timezone !== "string" || isTemplate(timezone)) return;
  const [, day, time = "00:00"] = LOCAL.exec(anchor) ?? [];
  const seconds = secondsOf(interval);
  if (day === undefined || seconds === undefined || !isTimeZone(timezone)) return;
  const wall = Date.parse(`${day}T${time}Z`);
  const guess = offsetIn(timezone, wall);
  const offset = guess && offsetIn(timezone, wall - guess.seconds * 1_000);
  if (!offset || offset.seconds % seconds === 0) return;
  const place = spot.at("anchor_date");
  const meant = JSON.stringify(`${day}T${time}${offset.text}`);
  place.say("schedule-anchor-zone", "value", {
    what: "Prefect takes `anchor_date` for UTC, since it has no offset; `timezone` does not count for it.",
    fix: `Write ${meant} for that time in ${timezone}, or put a \`Z\` behind it.`,
    corrected: place.corrected({ value: meant }),
  });
}

interface Offset {
  /** `+05:30` */
  readonly text: string;
  readonly seconds: number;
}

const clockIn = remembered((timeZone) =>
  attempt(() => new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" })),
);

/** Undefined where the moment is none, or only Prefect knows the zone. */
function offsetIn(timeZone: string, at: number): Offset | undefined {
  const parts = attempt(() => clockIn(timeZone)?.formatToParts(at));
  const name = parts?.find(({ type }) => type === "timeZoneName")?.value ?? "";
  const found = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(name);
  if (!found) return undefined;
  const [, sign = "+", hours = "00", minutes = "00"] = found;
  const seconds = (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
  return { text: `${sign}${hours}:${minutes}`, seconds };
}
