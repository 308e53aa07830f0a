import { isRecord, mapValues, withoutNulls } from "../base/record.js";
import type { RecordedWrite } from "../gateway/recording.js";
import { bySlug, isEmpty, schedulesOf, slugOf, targetOf, type Difference } from "./compare.js";

/**
 * Why the server refuses the schedules of a change, in its own words; undefined where it takes them. Only a change of
 * schedules that all have slugs on the server can be refused (`update_deployment`, 3.2.15 to 3.9.1). Pure.
 */
export function refusedSchedules({ method, body, live }: RecordedWrite): string | undefined {
  const before = schedulesOf(live?.["schedules"]);
  const written = schedulesOf(body["schedules"]);
  if (method !== "PATCH" || !bySlug([], before)) return undefined;
  if (!bySlug(written, before))
    return "Please provide a slug for each schedule in your request to ensure schedules are updated correctly";
  const replacing = written.filter((one) => typeof one["replaces"] === "string");
  const targets = replacing.map((one) => String(one["replaces"]));
  const twice = targets.find((slug, index) => targets.indexOf(slug) < index);
  if (twice !== undefined) return `Multiple schedules have 'replaces' targeting the same slug: ${twice}`;
  const current = new Set(before.map(slugOf));
  const taken = replacing.find((one) => current.has(slugOf(one)) && !targets.includes(slugOf(one) ?? ""));
  return (
    taken &&
    `Cannot rename schedule from '${targetOf(taken)}' to '${slugOf(taken)}': a schedule with slug '${slugOf(taken)}' already exists`
  );
}

/** What the server checks values against before it writes them. */
export interface Checked {
  /** `parameters`, `job_variables` */
  readonly field: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** JSON Schema. */
  readonly schema: unknown;
}

/**
 * What the server checks of a write, where it is about what differs. Pure.
 *
 * @param template of the work pool's jobs; undefined where it has none
 */
export function checkedBy(
  { body, live, method }: RecordedWrite,
  differences: readonly Difference[],
  template: unknown,
): Checked[] {
  // Of a new one, the differences are only those that are shown.
  const differs = (...fields: readonly string[]): boolean =>
    !live || differences.some(({ field }) => fields.includes(field.split(".")[0] ?? ""));
  const isNew = method === "POST";
  const found: Checked[] = [];
  const parameters = body["parameters"];
  const schema = body["parameter_openapi_schema"] ?? live?.["parameter_openapi_schema"];
  const enforced = body["enforce_parameter_schema"] ?? live?.["enforce_parameter_schema"] ?? true;
  if (
    isRecord(parameters) &&
    !isEmpty(parameters) &&
    isRecord(schema) &&
    enforced === true &&
    differs(...PARAMETERS)
  ) {
    // What stands for a value is filled in only with a change (see `unfilledParameters`).
    const own = Object.entries(parameters).filter(
      ([, value]) => method === "PATCH" || !(isRecord(value) && "__prefect_kind" in value),
    );
    found.push({ field: "parameters", values: Object.fromEntries(own), schema: relaxed(schema) });
  }
  const variables = isRecord(template) ? template["variables"] : undefined;
  const jobs = body["job_variables"];
  if (isRecord(jobs) && !isEmpty(jobs) && isRecord(variables) && differs("job_variables", "work_pool_name"))
    found.push({
      field: "job_variables",
      values: isNew ? withoutNulls(jobs) : jobs,
      schema: relaxed(variables),
    });
  return found;
}

/**
 * The schema without what the server does not look at where it writes: formats, and what has to be there, of which only the
 * outermost is left, since without it Prefect takes null too (`preprocess_schema`); its errors are passed over.
 */
function relaxed(schema: unknown, isOutermost = true): unknown {
  if (Array.isArray(schema)) return schema.map((one) => relaxed(one, false));
  if (!isRecord(schema)) return schema;
  const entries = Object.entries(schema).filter(
    ([key]) => key !== "format" && (isOutermost || key !== "required"),
  );
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      // Names there, and no keywords.
      NAMES.has(key) && isRecord(value)
        ? mapValues(value, (one) => relaxed(one, false))
        : LITERAL.has(key)
          ? value
          : relaxed(value, false),
    ]),
  );
}

const NAMES: ReadonlySet<string> = new Set(["properties", "definitions", "$defs", "patternProperties"]);
const LITERAL: ReadonlySet<string> = new Set(["default", "enum", "const", "examples", "required"]);

const PARAMETERS = ["parameters", "parameter_openapi_schema", "enforce_parameter_schema"];

/**
 * The first error that the server finds, as it says it where it refuses a write. What is missing is none: a run may give
 * it (`ignore_required`). Pure.
 *
 * @param answer of `/ui/schemas/validate`: `{ valid, errors: [{ property, errors: ["…"] }] }`
 */
export function firstError(answer: unknown): string | undefined {
  if (!isRecord(answer) || answer["valid"] !== false) return undefined;
  const [first] = errorsIn(answer["errors"], []).filter(
    ({ said }) => !said.endsWith(" is a required property"),
  );
  if (!first) return undefined;
  const where = first.path.length === 0 ? "" : ` for field '${first.path.join(".")}'`;
  return `Validation failed${where}. Failure reason: ${first.said}`;
}

interface SchemaError {
  readonly path: readonly string[];
  readonly said: string;
}

function errorsIn(errors: unknown, path: readonly string[]): SchemaError[] {
  if (!Array.isArray(errors)) return [];
  return (errors as unknown[]).flatMap((one) => {
    if (typeof one === "string") return { path, said: one };
    if (!isRecord(one)) return [];
    return errorsIn(one["errors"], [...path, String(one["property"] ?? one["index"])]);
  });
}

/** Bytes of the parameters as the server counts them: as Python writes JSON, without spaces and in ASCII. */
export function parameterBytes(parameters: unknown): number {
  const text = JSON.stringify(parameters ?? {});
  let bytes = 0;
  for (let index = 0; index < text.length; index += 1) bytes += text.charCodeAt(index) > 127 ? 6 : 1;
  return bytes;
}
