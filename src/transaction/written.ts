import type { KnownDeployment } from "../manifest/candidates.js";
import { PLACEHOLDER } from "../manifest/template.js";
import { isRecord } from "../record.js";
import type { Body, Held } from "./holding.js";

/**
 * Fields of the server whose values the prefect file takes from elsewhere, and what the file has in their place: by the
 * name that a difference has (`job_variables.env.HOOK`), with the templates in it. A list is one field.
 */
export type Templated = ReadonlyMap<string, unknown>;

/**
 * Finds what Prefect fills in: from the environment, from variables and blocks, from the outputs of steps. Pure.
 *
 * A template that is sent as it is was filled in by nobody, such as those of blocks in `pull`, and `{{ event.x }}` in
 * triggers. One of the environment counts all the same: where the variable is not set today, it was when the server got
 * its value.
 */
export function templatedFields(known: KnownDeployment, held: Pick<Held, "body" | "automations">): Templated {
  const body: Body = { ...held.body, automations: held.automations };
  const found = new Map<string, unknown>();
  for (const [root, value] of Object.entries(asWritten(known))) {
    const sent = JSON.stringify(body[root] ?? null);
    const isFilled = (text: string, name: string): boolean =>
      name.startsWith("$") || !sent.includes(JSON.stringify(text).slice(1, -1));
    collect(root, value, isFilled, found);
  }
  return found;
}

function collect(
  field: string,
  value: unknown,
  isFilled: (text: string, name: string) => boolean,
  found: Map<string, unknown>,
): void {
  if (isRecord(value)) {
    for (const [key, inner] of Object.entries(value)) collect(`${field}.${key}`, inner, isFilled, found);
  } else if (texts(value).some((text) => placeholdersIn(text).some((one) => isFilled(...one)))) {
    found.set(field, value);
  }
}

/** All texts in a value. */
function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(texts);
}

function placeholdersIn(text: string): [text: string, name: string][] {
  return [...text.matchAll(PLACEHOLDER)].map(([whole, name = ""]) => [whole, name]);
}

/** The deployment as the file has it, with its templates, under the names that the server has for its fields. */
export function asWritten({ deployment: { content }, manifest }: KnownDeployment): Record<string, unknown> {
  const {
    work_pool,
    pull = manifest.pull,
    schedule,
    schedules,
    triggers,
    concurrency_limit,
    ...rest
  } = content;
  const pool = isRecord(work_pool) ? work_pool : {};
  const limit = isRecord(concurrency_limit) ? concurrency_limit : { limit: concurrency_limit };
  const { limit: most, ...options } = limit;
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([key]) => !NOT_STORED.has(key))),
    work_pool_name: pool["name"],
    work_queue_name: pool["work_queue_name"],
    job_variables: pool["job_variables"],
    concurrency_limit: most,
    concurrency_options: options,
    pull_steps: pull,
    schedules: listed(schedules ?? schedule),
    automations: listed(triggers),
  };
}

/** `name` and `flow_name` are what a deployment is known by, everywhere. */
const NOT_STORED = new Set(["build", "push", "name", "flow_name"]);

/** So that they are one field, whatever the file makes of them. */
function listed(value: unknown): unknown {
  return isRecord(value) ? [value] : value;
}
