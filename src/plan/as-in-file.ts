import type { KnownDeployment } from "../project/candidates.js";
import { hidden } from "../base/hiding/values.js";
import { hasPlaceholder, placeholders } from "../base/template.js";
import { isRecord, textsIn } from "../base/record.js";
import type { RecordedWrite } from "../gateway/recording.js";
import type { FieldChange } from "./types.js";

/** The deployment as the file has it, with its templates, under the names that the server has for its fields. */
export type Written = Readonly<Record<string, unknown>>;

/** What the client sends of it. */
type Sent = Pick<RecordedWrite, "body" | "automations">;

export function asWritten({ deployment: { content }, manifest }: KnownDeployment, { body }: Sent): Written {
  const { work_pool, pull, schedule, schedules, triggers, concurrency_limit, ...rest } = content;
  const allOfPool = templateOf(work_pool);
  const pool = isRecord(work_pool)
    ? work_pool
    : { name: allOfPool, work_queue_name: allOfPool, job_variables: allOfPool };
  const limit = isRecord(concurrency_limit) ? concurrency_limit : { limit: concurrency_limit };
  const { limit: most, ...options } = limit;
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([key]) => !NOT_STORED.has(key))),
    work_pool_name: pool["name"],
    work_queue_name: pool["work_queue_name"],
    job_variables: pool["job_variables"],
    concurrency_limit: most,
    concurrency_options: templateOf(concurrency_limit) ?? options,
    pull_steps: pullSteps(pull, manifest.pull, body["pull_steps"]),
    schedules: listed(schedules ?? schedule),
    automations: listed(triggers),
  };
}

/** A template in the place of a mapping: each of its values comes from there. */
function templateOf(value: unknown): string | undefined {
  return typeof value === "string" && hasPlaceholder(value) ? value : undefined;
}

/** `name` and `flow_name` are what a deployment is known by, everywhere. */
const NOT_STORED = new Set(["build", "push", "name", "flow_name"]);

/** An empty list of its own means none (3.8 and later), or the steps of the file (before). */
function pullSteps(own: unknown, shared: unknown, sent: unknown): unknown {
  const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
  return isEmpty(own) && !isEmpty(sent) ? shared : (own ?? shared);
}

/** So that they are one field, whatever the file makes of them. */
function listed(value: unknown): unknown {
  return isRecord(value) ? [value] : value;
}

/**
 * Fields of the server whose values the prefect file takes from elsewhere, and what the file has in their place: by the
 * name that a difference has (`job_variables.env.HOOK`), with the templates in it. A list is one field.
 */
export type Templated = ReadonlyMap<string, unknown>;

/**
 * Finds what Prefect fills in: from the environment, from variables and blocks, from the outputs of steps. Pure.
 *
 * A text that is sent in the same place as it is written was filled in by nobody, such as those with blocks in `pull`, and
 * `{{ event.x }}` in triggers. One with a variable of the environment counts all the same: where it is not set today, it
 * was when the server got its value.
 */
export function templatedFields(written: Written, sent: Sent): Templated {
  const body: Written = { ...sent.body, automations: sent.automations };
  const found = new Map<string, unknown>();
  for (const [root, value] of Object.entries(written)) collect(root, value, body[root], found);
  return found;
}

/** Whether the file takes a part of the schedules from elsewhere: then their times are not shown. */
export function takesSchedules(deployment: KnownDeployment, sent: Sent): boolean {
  return templatedFields(asWritten(deployment, sent), sent).has("schedules");
}

function collect(field: string, value: unknown, sent: unknown, found: Map<string, unknown>): void {
  if (isRecord(value)) {
    const inside = isRecord(sent) ? sent : {};
    for (const [key, inner] of Object.entries(value)) {
      collect(`${field}.${key}`, inner, Object.hasOwn(inside, key) ? inside[key] : undefined, found);
    }
    return;
  }
  const templates = textsIn(value).filter(hasPlaceholder);
  if (templates.length === 0) return;
  const unfilled = new Set(textsIn(sent));
  const isFilled = (text: string): boolean =>
    !unfilled.has(text) || placeholders(text).some(({ name }) => name.startsWith("$"));
  if (templates.some(isFilled)) found.set(field, value);
}

/** A change of a field that the file takes from elsewhere, or a part of it: what the file has. Undefined for others. */
export function changeAsWritten(
  field: string,
  templated: Templated,
  written: Written,
): FieldChange | undefined {
  const nothing = { before: undefined, after: undefined };
  for (const [own, value] of templated) {
    if (isBelow(field, own)) return { field: own, ...nothing, written: hidden(value) };
  }
  if (![...templated.keys()].some((own) => isBelow(own, field))) return undefined;
  const value = valueAt(written, field);
  return value === undefined
    ? { field, ...nothing, secret: true }
    : { field, ...nothing, written: hidden(value) };
}

/** The value of `job_variables.env`, whatever dots there are in keys. */
export function valueAt(value: unknown, field: string): unknown {
  if (field === "") return value;
  if (!isRecord(value)) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (!isBelow(field, key)) continue;
    const found = valueAt(inner, field.slice(key.length + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a field is at the path, or below it: `job_variables.env.HOOK` is below `job_variables.env`. */
export function isBelow(field: string, path: string): boolean {
  const next = field[path.length];
  return (next === undefined || next === ".") && field.startsWith(path);
}
