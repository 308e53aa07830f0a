import { expand, placeholders } from "../manifest/template.js";
import { runsSteps, type KnownDeployment } from "../manifest/candidates.js";
import { isExactNumber, withNumbers } from "../exact-json.js";
import { entryOf, isRecord } from "../record.js";
import { kindOfSecret } from "../validate/secrets.js";
import type { Difference } from "./compare.js";
import type { Decision } from "./plan.js";
import type { FieldChange, PlannedDeployment } from "./types.js";

/**
 * What a decision means for the deployment that was asked for, for people: without secrets, and with what only a
 * build or push step can tell. Pure.
 *
 * @param unknown fields that only a build or push step can tell
 */
export function planned(
  decision: Decision,
  { manifest, where }: KnownDeployment,
  unknown: readonly string[],
): PlannedDeployment {
  const { held, live } = decision;
  const known = decision.differences.filter(({ field }) => !unknown.some((path) => isBelow(field, path)));
  const later = live === undefined ? [] : unknown.map((field) => afterBuild(field, live));
  const changes = [...known.map(withoutSecrets), ...later];
  return {
    file: manifest.file,
    where,
    flow: held.flowName,
    name: held.name,
    id: live?.id,
    action: live === undefined ? "create" : changes.length > 0 ? "change" : "unchanged",
    changes,
  };
}

function isBelow(field: string, path: string): boolean {
  return field === path || field.startsWith(`${path}.`);
}

function afterBuild(field: string, live: Readonly<Record<string, unknown>>): FieldChange {
  const before = field
    .split(".")
    .reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), live);
  const { secret, before: shown } = withoutSecrets({ field, before, after: undefined });
  return { field, before: shown, after: undefined, afterBuild: true, ...(secret ? { secret } : {}) };
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

const SECRET_NAME =
  /pass(?:word|wd|phrase)?$|secret|token|api_?key|access_?key|private_?key|credential|auth(?:orization)?$|dsn$|conn(?:ection)?_?(?:str(?:ing)?|url|uri)$/i;

/** A value whose name or form says that it is secret is not shown; within a larger one, `***` stands for it. */
function withoutSecrets({ field, before, after }: Difference): FieldChange {
  const path = field.split(".");
  const inSchema = path[0] === "parameter_openapi_schema";
  const [was, is] = [before, after].map((value) => (inSchema ? withNumbers(value) : hidden(value)));
  const secret = !inSchema && path.some((part) => SECRET_NAME.test(part));
  if (
    secret ||
    (JSON.stringify(was) === JSON.stringify(is) && JSON.stringify(before) !== JSON.stringify(after))
  )
    return { field, before: undefined, after: undefined, secret: true };
  return { field, before: was, after: is };
}

function hidden(value: unknown): unknown {
  if (isExactNumber(value)) return value.rawJSON; // A text, so that nothing rounds it.
  if (typeof value === "string") return kindOfSecret(value) === undefined ? value : "***";
  if (Array.isArray(value)) return value.map(hidden);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      SECRET_NAME.test(key) && inner !== null && inner !== undefined && inner !== "" && !isTemplate(inner)
        ? "***"
        : hidden(inner),
    ]),
  );
}

/** `{{ prefect.blocks.secret.x }}` names a secret, and is none. */
function isTemplate(value: unknown): boolean {
  return typeof value === "string" && /^\s*{{[^}]*}}\s*$/.test(value);
}
