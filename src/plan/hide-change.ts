import { isSecretName } from "../base/hiding/names.js";
import { HIDDEN } from "../base/hiding/texts.js";
import {
  cleaned,
  cleanedFormer,
  hidden,
  hiddenSchema,
  isPassword,
  mayBeSecret,
} from "../base/hiding/values.js";
import { isRecord } from "../base/record.js";
import { at, differing, type Difference } from "./compare.js";
import type { Body } from "../gateway/recording.js";
import type { Decision } from "./decision.js";
import { concealedIn, formsOf } from "../server/refusal.js";
import type { FieldChange } from "./types.js";
import { asWritten, templatedFields, valueAt } from "./as-in-file.js";

/**
 * A difference for people: a value whose name or form says that it is secret is not shown; within a larger one, `***`
 * stands for it. The schema of the parameters comes by property. Pure.
 *
 * @param clean takes known secrets out of a text
 * @param passwords fields that are secret whatever they are called: see {@link passwordsIn}
 */
export function hideChange(
  { field, before, after }: Difference,
  clean: (text: string) => string,
  passwords: readonly string[],
): FieldChange[] {
  const [root = ""] = field.split(".");
  const inSchema = root === "parameter_openapi_schema";
  const names = namesOf(passwords);
  const inRuns = root === "schedules" || root === "automations";
  const [was, is] = [before, after].map((one) =>
    inSchema ? hiddenSchema(one) : hidden(inRuns ? hideRuns(one, names, field.endsWith(".parameters")) : one),
  );
  const shown: Sides = [cleanedFormer(was, is, clean), cleaned(is, clean)];
  if (inSchema) return byProperty(field, [before, after], shown);
  const isNamed = isNamedSecret(field, root, passwords) && [before, after].some(mayBeSecret);
  return [isNamed ? notShown(field) : visibly(field, [before, after], shown)];
}

/** A value before and after. */
type Sides = readonly [before: unknown, after: unknown];

function notShown(field: string): FieldChange {
  return { field, before: undefined, after: undefined, secret: true };
}

/** As it may be shown, unless all that differs is hidden. */
function visibly(field: string, full: Sides, [before, after]: Sides): FieldChange {
  const isSame = ([one, other]: Sides): boolean => JSON.stringify(one) === JSON.stringify(other);
  return isSame([before, after]) && !isSame(full) ? notShown(field) : { field, before, after };
}

/** `parameter_openapi_schema.currency.default`: what is shown was hidden while the whole said what each part of it is. */
function byProperty(field: string, full: Sides, shown: Sides): FieldChange[] {
  const sides = ([before, after]: Sides, path: readonly string[]): Sides => [
    at(before, path),
    at(after, path),
  ];
  return differing(...full).map((path) => {
    const names = path[0] === "properties" && path.length > 1 ? path.slice(1) : path;
    return visibly([field, ...names].join("."), sides(full, path), sides(shown, path));
  });
}

function isNamedSecret(field: string, root: string, passwords: readonly string[]): boolean {
  if (passwords.some((own) => field === own || field.startsWith(`${own}.`))) return true;
  return !LABELS.has(root) && field.split(".").some(isSecretName);
}

/** What comes after these is what a schedule or an automation is called, and no name of a value. */
const LABELS = new Set(["schedules", "automations", "parameter_openapi_schema"]);

const PARAMETERS = "parameters.";

/** A schedule or a trigger without what its runs get for passwords. @param isParameters whether the value is what they get */
function hideRuns(value: unknown, names: readonly string[], isParameters: boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => hideRuns(one, names, false));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      isParameters && names.includes(key) && mayBeSecret(inner)
        ? [key, HIDDEN]
        : [key, hideRuns(inner, names, key === "parameters")],
    ),
  );
}

/** All that the runs of schedules and triggers get for these parameters. */
function valuesOfRuns(value: unknown, names: readonly string[], isParameters = false): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value as Readonly<Record<string, unknown>>).flatMap(([key, inner]) =>
    isParameters && names.includes(key) ? [inner] : valuesOfRuns(inner, names, key === "parameters"),
  );
}

/** The parameters that the flow takes as passwords (`SecretStr` of pydantic). */
export function passwordsIn(body: Body): string[] {
  const schema = body["parameter_openapi_schema"];
  const properties = isRecord(schema) && isRecord(schema["properties"]) ? schema["properties"] : {};
  const names = Object.keys(properties).filter((name) => isPassword(properties[name]));
  return names.map((name) => PARAMETERS + name);
}

function namesOf(passwords: readonly string[]): string[] {
  return passwords.map((path) => path.slice(PARAMETERS.length));
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

/** What must not be quoted of what is written, where the server refuses it: the values that the plan does not show. Pure. */
export function concealedOf({ deployment, held, live }: Decision): string[] {
  const sent: Body = { ...held.body, automations: held.automations };
  const templated = templatedFields(asWritten(deployment, held), held).keys();
  const passwords = passwordsIn(sent);
  const fields = [...templated, ...passwords];
  const values = fields.flatMap((field) => [valueAt(sent, field), valueAt(live, field)]);
  const ofRuns = [sent["schedules"], held.automations, live?.["schedules"]].flatMap((one) =>
    valuesOfRuns(one, namesOf(passwords)),
  );
  return [...concealedIn(sent, live), ...formsOf(...values, ...ofRuns)];
}
