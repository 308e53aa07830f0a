import { expand, placeholders } from "../manifest/template.js";
import { runsSteps, type KnownDeployment } from "../manifest/candidates.js";
import { isSecretName } from "../hiding/names.js";
import { cleaned, cleanedFormer, hidden, hiddenSchema, mayBeSecret } from "../hiding/values.js";
import { entryOf, isRecord } from "../record.js";
import type { Difference } from "./compare.js";
import type { Decision } from "./plan.js";
import type { Body } from "./holding.js";
import type { FieldChange, PlannedDeployment } from "./types.js";
import { concealedIn, formsOf } from "./refusal.js";
import { asWritten, templatedFields, type Templated } from "./written.js";

/**
 * What a decision means for the deployment that was asked for, for people: without secrets, without values that the file
 * takes from elsewhere, and with what only a build or push step can tell. Pure.
 *
 * @param unknown fields that only a build or push step can tell
 * @param clean takes known secrets out of a text
 */
export function planned(
  decision: Decision,
  known: KnownDeployment,
  unknown: readonly string[],
  clean: (text: string) => string = (text) => text,
): PlannedDeployment {
  const { held, live } = decision;
  const paths = new Set(unknown);
  const written = asWritten(known);
  const templated = templatedFields(known, held);
  const differences = decision.differences.filter(({ field }) => !isBelow(field, paths));
  const later = live === undefined ? [] : unknown;
  const changes = [
    ...differences.map((one) => fromElsewhere(one.field, templated, written) ?? withoutSecrets(one, clean)),
    ...later.map((field) => afterBuild(field, live ?? {}, { templated, written, clean })),
  ];
  return {
    file: known.manifest.file,
    where: known.where,
    flow: held.flowName,
    name: held.name,
    id: live?.id,
    action: live === undefined ? "create" : changes.length > 0 ? "change" : "unchanged",
    changes: once(changes.map((one) => cleanChange(one, clean))),
  };
}

/** Whether it is the path, or below it. */
function isWithin(field: string, path: string): boolean {
  return field === path || field.startsWith(`${path}.`);
}

/** Whether it is one of the paths, or below one. */
function isBelow(field: string, paths: ReadonlySet<string>): boolean {
  for (let dot = field.indexOf("."); dot >= 0; dot = field.indexOf(".", dot + 1)) {
    if (paths.has(field.slice(0, dot))) return true;
  }
  return paths.has(field);
}

/** What the file has, where it takes a value from elsewhere, or a part of it. */
function fromElsewhere(
  field: string,
  templated: Templated,
  written: Readonly<Record<string, unknown>>,
): FieldChange | undefined {
  const nothing = { before: undefined, after: undefined };
  for (const [own, value] of templated) {
    if (isWithin(field, own)) return { field: own, ...nothing, written: hidden(value) };
  }
  if (![...templated.keys()].some((own) => isWithin(own, field))) return undefined;
  const value = valueAt(written, field);
  return value === undefined
    ? { field, ...nothing, secret: true }
    : { field, ...nothing, written: hidden(value) };
}

/** The value of `job_variables.env`, whatever dots there are in keys. */
function valueAt(value: unknown, field: string): unknown {
  if (field === "") return value;
  if (!isRecord(value)) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (!isWithin(field, key)) continue;
    const found = valueAt(inner, field.slice(key.length + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

function afterBuild(
  field: string,
  live: Readonly<Record<string, unknown>>,
  { templated, written, clean }: { templated: Templated; written: Body; clean: (text: string) => string },
): FieldChange {
  const filled = fromElsewhere(field, templated, written);
  if (filled) return { ...filled, afterBuild: true };
  const { secret, before } = withoutSecrets({ field, before: valueAt(live, field), after: undefined }, clean);
  return { field, before, after: undefined, afterBuild: true, ...(secret ? { secret } : {}) };
}

/** The change without known secrets: also where one is a number, or the key of a mapping. */
export function cleanChange(change: FieldChange, clean: (text: string) => string): FieldChange {
  const { field, before, after, written } = change;
  return {
    ...change,
    field: clean(field),
    before: cleaned(before, clean),
    after: cleaned(after, clean),
    ...(written === undefined ? {} : { written: cleaned(written, clean) }),
  };
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

/** What must not be quoted of what is written, where the server refuses it: the values that the plan does not show. Pure. */
export function concealedOf({ held, live }: Decision, known: KnownDeployment): string[] {
  const sent = { ...held.body, automations: held.automations };
  const filled = [...templatedFields(known, held).keys()].flatMap((field) => [
    valueAt(sent, field),
    valueAt(live, field),
  ]);
  return [...concealedIn(sent, live), ...formsOf(...filled)];
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
  if (!runsSteps(known)) return [];
  const { content } = known.deployment;
  const pull = content["pull"] ?? known.manifest.pull;
  const sections = { ...content, ...(pull === undefined ? {} : { pull }) };
  const fields = placeholders(sections).flatMap(({ name, path }) => {
    const [section] = path;
    if (section === "build" || section === "push" || section === "entrypoint" || section === "name")
      return [];
    if (name.startsWith("prefect.") || name.startsWith("ctx.")) return [];
    if (expand(`{{ ${name} }}`, env) !== `{{ ${name} }}`) return [];
    const field = entryOf(FIELDS, String(section));
    // A list is compared as a whole.
    return [field ? field(path.slice(0, firstIndex(path))) : String(section)];
  });
  // Prefect makes it up from the image that a step builds (3.0.11 to 3.8.8).
  if (pull === undefined || pull === null) fields.push("pull_steps");
  return [...new Set(fields)];
}

function firstIndex(path: readonly (string | number)[]): number {
  const index = path.findIndex((part) => typeof part === "number");
  return index < 0 ? path.length : index;
}

/** A value whose name or form says that it is secret is not shown; within a larger one, `***` stands for it. */
function withoutSecrets({ field, before, after }: Difference, clean: (text: string) => string): FieldChange {
  const [root = ""] = field.split(".");
  const inSchema = root === "parameter_openapi_schema";
  const [was, is] = [before, after].map((one) => (inSchema ? hiddenSchema(one) : hidden(one)));
  const shown = { field, before: cleanedFormer(was, is, clean), after: cleaned(is, clean) };
  const isNamed = !LABELS.has(root) && isNamedSecret(field) && [before, after].some(mayBeSecret);
  const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
  const isAllHidden = isSame(shown.before, shown.after) && !isSame(before, after);
  return isNamed || isAllHidden ? { field, before: undefined, after: undefined, secret: true } : shown;
}

/** What comes after these is what a schedule or an automation is called, and no name of a value. */
const LABELS = new Set(["schedules", "automations", "parameter_openapi_schema"]);

function isNamedSecret(field: string): boolean {
  return field.split(".").some(isSecretName);
}
