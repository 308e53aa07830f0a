import { rulesOf } from "./rules-of.js";

export const SCHEDULE_RULES = rulesOf({
  "schedule-cron": [
    "error",
    "A cron expression that Prefect refuses",
    "Prefect reads cron by its own copy of croniter: 5 fields, a 6th for seconds at the end, a 7th for years. " +
      "The file is read silently; the deployment then ends with `Invalid cron string` (3.0.11, 3.4.14, 3.8.8). " +
      "Our verdict was compared with croniter's with thousands of random expressions.",
  ],
  "schedule-seconds": [
    "warning",
    "Six cron fields, with seconds first",
    "Other tools put the seconds first; Prefect (croniter) takes a 6th field for them. `0 0 9 * * *` then runs " +
      "each second of a minute at midnight on the 9th (3.8.8).",
  ],
  "schedule-random": [
    "warning",
    "A random part in a cron expression",
    "`R` alone is refused, `R(1-5)` and `R/10` are not (3.8.8). The server draws them each time it plans runs, and " +
      "tells two plans apart by their times only.",
  ],
  "schedule-interval": [
    "error",
    "An interval that is not a duration",
    "Prefect takes a number of seconds above 0, and from 3.6.11 on texts as pydantic reads them (`PT1H`, `01:00:00`, " +
      "`1 day`, `2d`). `5 minutes`, `3600` in quotes or a template drop the whole file; 0 is refused at the deployment (3.8.8).",
  ],
  "schedule-rrule": [
    "error",
    "An rrule that Prefect refuses",
    "Prefect reads rrules by dateutil. The file is read silently; the deployment then ends with " +
      "`Invalid RRule string`, or with a traceback where `FREQ` is missing (3.8.8). `INTERVAL=0` is taken, and " +
      "then the server's scheduler never comes to an end.",
  ],
  "schedule-time-zone": [
    "error",
    "A time zone that Prefect does not know",
    "Prefect takes the names of the IANA database, in their exact case: `europe/berlin`, `PST` and `UTC+1` are " +
      "refused at the deployment (3.8.8).",
  ],
  "schedule-anchor": [
    "error",
    "An `anchor_date` that is not a date",
    "Prefect wants a text with an ISO date. Without quotes YAML makes a date of it, which Prefect takes only beside " +
      "`interval` and `timezone`: with a `slug` or `active` the whole file is dropped (3.8.8).",
  ],
  "schedule-anchor-zone": [
    "warning",
    "An `anchor_date` that is not in the `timezone` beside it",
    "Prefect takes an anchor without an offset for UTC, whatever `timezone` says: `2030-01-31 09:00` and Europe/Berlin run " +
      "at 10:00 in Berlin (3.8.8, 3.9.1). Only where it moves the runs: one each hour is the same.",
  ],
  "schedule-kind": [
    "error",
    "None or several of cron, interval and rrule",
    "A schedule has exactly one of them. Otherwise Prefect drops the whole file (from 3.4.19 on), or ends with " +
      "`Unknown schedule type`; older versions take the first one silently.",
  ],
  "schedule-key": [
    "error",
    "An unknown key in a schedule",
    "Prefect ignores unknown keys elsewhere, but not in a schedule: there one drops the whole file (3.8.8). " +
      "Versions without this check (3.0.11, 3.4.14) ignore it.",
  ],
  "schedule-value": [
    "error",
    "A value of the wrong kind in a schedule",
    "`slug`, `timezone`, `cron` and `rrule` are texts, `parameters` is a mapping (an empty `parameters:` too is " +
      "refused), `active` and `day_or` are true or false. Anything else drops the whole file, or fails at the " +
      "deployment (3.8.8).",
  ],
  "schedule-twice": [
    "error",
    "Both `schedule` and `schedules`",
    "Prefect ends with `Both 'schedule' and 'schedules' keys are present` (3.0.11, 3.4.14, 3.8.8).",
  ],
  "schedule-ignored": [
    "warning",
    "A key that does not count for this kind of schedule",
    "`anchor_date` counts with `interval`, `day_or` with `cron`; elsewhere Prefect drops them silently (3.8.8).",
  ],
  "schedule-never": [
    "warning",
    "A schedule that never fires",
    "Prefect takes `0 0 30 2 *`, and the server's scheduler then logs an error for this deployment each time and " +
      "plans none of its schedules. An rrule with `COUNT` and no `DTSTART` is counted from 2020-01-01 and used up; " +
      "one with `UNTIL=…Z` and no `DTSTART` cannot be planned (3.8.8).",
  ],
  "schedule-slug-repeated": [
    "error",
    "Two schedules of a deployment with one slug",
    "The server keeps slugs unique within a deployment: making the deployment ends with `Error while applying " +
      "deployment`; for one that is there, the last of them silently wins (3.8.8).",
  ],
  "schedule-no-slug": [
    "note",
    "A schedule without a slug",
    "The server finds a schedule again by its `slug` (from 3.2.0 on), if all schedules of the deployment have one. " +
      "Without, each deploy deletes and recreates them: what was paused in the UI is switched on again.",
  ],
});
