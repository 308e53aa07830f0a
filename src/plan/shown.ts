import { expand, placeholders } from "../base/template.js";
import { runsSteps, type KnownDeployment } from "../project/candidates.js";
import { redact } from "../base/secrets.js";
import { cleaned } from "../base/hiding/values.js";
import type { Difference } from "./compare.js";
import { entryOf, isRecord } from "../base/record.js";
import { listOfSteps, stepId } from "../project/manifest.js";
import { cleanChange, hideChange, passwordsIn } from "./hide-change.js";
import { ofNew, type Decision } from "./decision.js";
import type { FieldChange, PlannedDeployment } from "./types.js";
import { asWritten, changeAsWritten, isBelow, templatedFields, valueAt } from "./as-in-file.js";

export interface Showing {
  /** Takes known secrets out of a text. */
  readonly clean: (text: string) => string;
  /** What the file takes from the environment: on the server it stands under other names too, that it had before. */
  readonly filled?: readonly string[];
  /** Whether what only a build or push step can tell counts as a change. */
  readonly unknownIsChange?: boolean;
}

/**
 * What a decision means for the deployment that was asked for, for people: without secrets, without values that the file
 * takes from elsewhere, and with what only a build or push step can tell. Pure.
 *
 * @param unknown fields that only a build or push step can tell
 */
export function planned(
  decision: Decision,
  unknown: readonly string[],
  { clean, filled = [], unknownIsChange = false }: Showing = { clean: (text) => text },
): PlannedDeployment {
  const { deployment, held, live } = decision;
  const written = asWritten(deployment, held);
  const templated = templatedFields(written, held);
  const differences = decision.differences.filter(
    ({ field }) => !unknown.some((path) => isBelow(field, path)),
  );
  const passwords = passwordsIn(held.body);
  const show = (one: Difference): FieldChange[] => {
    const own = changeAsWritten(one.field, templated, written);
    return own ? [own] : hideChange(one, clean, passwords);
  };
  const forPeople = (one: FieldChange): FieldChange => withoutFilled(cleanChange(one, clean), filled);
  const later = unknown
    .flatMap((field) => show({ field, before: valueAt(live, field), after: undefined }))
    .map((one): FieldChange => ({ ...one, after: undefined, afterBuild: true }));
  const known = differences.flatMap(show);
  const changes = [...known, ...(live === undefined ? ofNew(later) : later)];
  const isChange = (unknownIsChange ? changes : known).length > 0;
  // The file has no value for these: one that it has for the whole field stands for another.
  const stays = decision.stays.flatMap(show).map(({ field, before, secret, written }): FieldChange => {
    const isHidden = secret ?? written !== undefined;
    return { field, before, after: undefined, ...(isHidden ? { secret: true } : {}) };
  });
  return {
    file: deployment.manifest.file,
    where: deployment.where,
    flow: held.flowName,
    name: held.name,
    id: live?.id,
    action: live === undefined ? "create" : isChange ? "change" : "unchanged",
    changes: once(changes.map(forPeople)),
    ...(stays.length > 0 ? { stays: stays.map(forPeople) } : {}),
  };
}

function withoutFilled(change: FieldChange, filled: readonly string[]): FieldChange {
  const { before } = change;
  return before === undefined
    ? change
    : { ...change, before: cleaned(before, (text) => redact(text, filled)) };
}

/** Several differences below one template are one change. */
function once(changes: readonly FieldChange[]): FieldChange[] {
  const seen = new Set<string>();
  return changes.filter(({ field, written }) => {
    if (written === undefined) return true;
    const isNew = !seen.has(field);
    seen.add(field);
    return isNew;
  });
}

/** The fields of a deployment on the server that a section of the prefect file becomes. */
const FIELDS: Readonly<Record<string, (path: readonly (string | number)[]) => string>> = {
  parameters: (path) => path.join("."),
  work_pool: ([, key, ...rest]) =>
    key === "job_variables"
      ? ["job_variables", ...rest].join(".")
      : key === "name"
        ? "work_pool_name"
        : String(key),
  pull: () => "pull_steps",
  triggers: () => "automations",
  schedule: () => "schedules",
  schedules: () => "schedules",
};

/**
 * The fields whose values hold the result of a build or push step: `version`, `job_variables.image`. Pure.
 *
 * @param env what is filled in from it needs no step
 */
export function knownAfterBuild(known: KnownDeployment, env: NodeJS.ProcessEnv): string[] {
  if (!runsSteps(known)) return [...(known.later ?? [])];
  const { content } = known.deployment;
  const pull = content["pull"] ?? known.manifest.pull;
  const sections = { ...content, ...(pull === undefined ? {} : { pull }) };
  const ids = new Set(stepIds([content["build"], content["push"], known.manifest.steps]));
  const fields = placeholders(sections).flatMap(({ name, path }) => {
    const [section] = path;
    if (section === "build" || section === "push" || section === "entrypoint" || section === "name")
      return [];
    if (!isOutput(name, ids)) return [];
    if (expand(`{{ ${name} }}`, env) !== `{{ ${name} }}`) return [];
    const field = entryOf(FIELDS, String(section));
    // A list is compared as a whole.
    return [field ? field(path.slice(0, firstIndex(path))) : String(section)];
  });
  // Prefect makes it up from the image that a step builds (3.0.11 to 3.8.8).
  if (pull === undefined || pull === null) fields.push("pull_steps");
  return [...new Set(fields)];
}

/** Whether a step may fill it in: with `tag.stdout` the one with that id, with `image_name` any. */
function isOutput(name: string, ids: ReadonlySet<string>): boolean {
  if (name.startsWith("$")) return false;
  const [first = "", ...rest] = name.split(/[.[]/);
  return rest.length === 0 || ids.has(first);
}

function stepIds(sections: readonly unknown[]): string[] {
  const steps = sections.flatMap(listOfSteps).filter(isRecord);
  return steps.flatMap((step) => Object.values(step)).flatMap((inputs) => stepId(inputs) ?? []);
}

function firstIndex(path: readonly (string | number)[]): number {
  const index = path.findIndex((part) => typeof part === "number");
  return index < 0 ? path.length : index;
}
