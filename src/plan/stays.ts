import { isDeepStrictEqual } from "node:util";
import { withNumbers } from "../base/exact-json.js";
import { placeholders } from "../base/template.js";
import { withBody, type Body, type RecordedWrite } from "../gateway/recording.js";
import { asWritten } from "./as-in-file.js";
import {
  bySlug,
  isEmpty,
  schedulesOf,
  slugOf,
  targetOf,
  valueOf,
  withoutSchedule,
  type Difference,
  type Schedule,
} from "./compare.js";
import type { RecordedDeployment } from "./types.js";

/**
 * What the server has of a deployment, the prefect file does not have, and a deploy leaves as it is: a change by Prefect's
 * client (PATCH, 3.1 and later) sets only the fields that it sends. As differences to nothing. Pure.
 */
export function staying({ deployment, held }: RecordedDeployment): Difference[] {
  const { live, method, body } = held;
  // An upsert sets all fields.
  if (!live || method === "POST") return [];
  const fields = Object.entries(DEFAULTS).flatMap(([field, isDefault]): Difference[] => {
    const isSent = field === "job_variables" ? Boolean(body[field]) : field in body;
    const before = valueOf(field, live);
    return isSent || isDefault(before) ? [] : [{ field, before, after: undefined }];
  });
  const schedules = stayingSchedules(held).map(withoutSchedule);
  return [...fields, ...stayingPull({ deployment, held }, live), ...schedules];
}

/** Fields that a file may set, and whether a value is the one of a deployment that sets nothing. */
const DEFAULTS: Readonly<Record<string, (value: unknown) => boolean>> = {
  description: isEmpty,
  tags: isEmpty,
  parameters: isEmpty,
  job_variables: isEmpty, // The server leaves it where it gets null.
  concurrency_limit: isEmpty,
  concurrency_options: isEmpty,
  enforce_parameter_schema: (value) => value !== false,
  paused: isEmpty,
};

/** Where all schedules on both sides have slugs, the server changes them one by one; without any, it changes none. */
export function stayingSchedules({ live, method, body, deletedSchedules }: RecordedWrite): Schedule[] {
  const before = method === "PATCH" ? schedulesOf(live?.["schedules"]) : [];
  const written = schedulesOf(body["schedules"]);
  if ("schedules" in body && !bySlug(written, before)) return [];
  const targets = new Set(written.flatMap((one) => [targetOf(one), slugOf(one)]));
  return before.filter(
    (one) => !targets.has(slugOf(one) ?? "") && !deletedSchedules.includes(String(one["id"])),
  );
}

/** The same write, and all schedules deleted that it would leave. Pure. */
export function withoutStaying(held: RecordedWrite): RecordedWrite {
  const ids = stayingSchedules(held).map(({ id }) => String(id));
  return withBody(held, (body) => body, [...held.deletedSchedules, ...ids]);
}

/** Clients before 3.3 send the pull steps only where they create a deployment. */
function stayingPull({ deployment, held }: RecordedDeployment, live: Body): Difference[] {
  const before = withNumbers(live["pull_steps"]);
  if ("pull_steps" in held.body || isEmpty(before)) return [];
  const written = asWritten(deployment, held)["pull_steps"];
  // Nobody knows what these come to, or what the client makes up where the file has none.
  if (isEmpty(written) || placeholders(written).length > 0) return [];
  return isDeepStrictEqual(before, withNumbers(written))
    ? []
    : [{ field: "pull_steps", before, after: undefined }];
}
