import { remembered } from "../../base/remembered.js";
import { isRecord } from "../../base/record.js";
import type { OddKind } from "../../project/yaml/scalar.js";
import type { YamlFile } from "../../project/yaml/file.js";

/**
 * The part of JSON Schema that scripts/schemas.py writes. `format: date-time` takes dates of YAML too, which are
 * no text to Python; `propertyNames` and `additionalProperties` know keys that are none (`1:`).
 */
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: Type | readonly Type[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly enum?: readonly (string | number | null)[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | false;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  /** What is taken by the models of the file, and refused when the CLI makes a deployment of it. */
  readonly "x-later"?: Schema;
}

export type Type = "string" | "number" | "integer" | "boolean" | "null" | "object" | "array";

/** A value that a schema refuses. */
export interface Violation {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  readonly odd: OddKind | undefined;
  /** What is taken there. */
  readonly schema: Schema;
  readonly problem: "value" | "missing-key" | "unknown-key" | "odd-key";
}

/**
 * Holds values of a YAML file against a schema. An interpreter of its own because values have kinds that JSON lacks,
 * and because what is said of a violation needs the alternative that was meant.
 */
export class Validator {
  constructor(
    private readonly root: Schema,
    private readonly yaml: Pick<YamlFile, "oddKind" | "oddKeys">,
  ) {}

  violations(value: unknown, schema: Schema, path: Violation["path"] = [], odd?: OddKind): Violation[] {
    const target = this.resolve(schema);
    const refused = (problem: Violation["problem"] = "value", at = path): Violation[] => [
      { path: at, value, odd, schema, problem },
    ];
    if (target.type !== undefined && !isOfType(value, odd, target)) return refused();
    if (target.not && this.violations(value, target.not, path, odd).length === 0) return refused();
    if (!takesScalar(value, target)) return refused();
    if (target.allOf) {
      for (const part of target.allOf) {
        const found = this.violations(value, part, path, odd);
        if (found.length > 0) return found;
      }
    }
    if (target.oneOf) {
      const fitting = target.oneOf.filter((form) => this.violations(value, form, path, odd).length === 0);
      if (fitting.length !== 1) return refused();
    }
    if (target.anyOf) {
      const nearest = this.nearest(value, target.anyOf, path, odd);
      if (nearest) return nearest.length > 0 ? nearest : refused();
    }
    if (Array.isArray(value)) return this.inList(value, target, path);
    return isRecord(value) ? this.inMapping(value, target, path) : [];
  }

  resolve(schema: Schema): Schema {
    if (schema.$ref === undefined) return schema;
    const target = this.root.$defs?.[schema.$ref.slice("#/$defs/".length)];
    if (!target) throw new Error(`No definition ${schema.$ref}.`);
    return { ...target, ...schema };
  }

  /** Undefined where a form takes it; else what is wrong below the form that was meant; empty: none was. */
  private nearest(
    value: unknown,
    forms: readonly Schema[],
    path: Violation["path"],
    odd: OddKind | undefined,
  ): Violation[] | undefined {
    let nearest: Violation[] = [];
    for (const form of forms) {
      const found = this.violations(value, form, path, odd);
      if (found.length === 0) return undefined;
      const isMeant = found.every((violation) => violation.path.length > path.length);
      if (isMeant && (nearest.length === 0 || found.length < nearest.length)) nearest = found;
    }
    return nearest;
  }

  private inList(list: readonly unknown[], { items }: Schema, path: Violation["path"]): Violation[] {
    if (!items || Object.keys(items).length === 0) return [];
    return list.flatMap((item, index) =>
      this.violations(item, items, [...path, index], this.yaml.oddKind(list, index)),
    );
  }

  private inMapping(
    map: Readonly<Record<string, unknown>>,
    schema: Schema,
    path: Violation["path"],
  ): Violation[] {
    const { properties = {}, additionalProperties, propertyNames, required = [] } = schema;
    const odd = this.yaml.oddKeys(map);
    const found: Violation[] = [];
    for (const [key, value] of Object.entries(map)) {
      const at = [...path, key];
      const isOdd = odd.has(key);
      const property = !isOdd && Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
      if (propertyNames && isOdd !== (propertyNames.type === "null")) {
        found.push({ path: at, value, odd: undefined, schema: propertyNames, problem: "odd-key" });
      } else if (property === false) {
        found.push({ path: at, value, odd: undefined, schema, problem: "unknown-key" });
      } else if (property && Object.keys(property).length > 0) {
        // Not all as arguments of one call: of those there may be fewer.
        for (const one of this.violations(value, property, at, this.yaml.oddKind(map, key))) found.push(one);
      }
    }
    for (const key of required) {
      if (Object.hasOwn(map, key)) continue;
      found.push({ path: [...path, key], value: undefined, odd: undefined, schema, problem: "missing-key" });
    }
    return found;
  }

  /** The properties of a mapping that a schema takes, of all its forms together. */
  properties(schema: Schema): Readonly<Record<string, Schema>> {
    const target = this.resolve(schema);
    const forms = [...(target.anyOf ?? []), ...(target.allOf ?? [])];
    return Object.assign({}, ...forms.map((form) => this.properties(form)), target.properties) as Record<
      string,
      Schema
    >;
  }
}

function isOfType(value: unknown, odd: OddKind | undefined, { type, format }: Schema): boolean {
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  switch (odd) {
    case "date":
    case "datetime":
      return format === "date-time";
    case "bytes":
      return types.includes("string");
    case "set":
      return types.includes("array");
    default:
  }
  if (value === null) return types.includes("null");
  if (Array.isArray(value)) return types.includes("array");
  if (typeof value === "number") {
    return (
      (types.includes("number") && Number.isFinite(value)) ||
      (types.includes("integer") && Number.isInteger(value))
    );
  }
  return types.includes(typeof value);
}

const patterns = remembered((pattern) => {
  const expression = new RegExp(pattern);
  return remembered((text) => expression.test(text));
});

function takesScalar(
  value: unknown,
  { enum: values, pattern, minimum, maximum, exclusiveMinimum }: Schema,
): boolean {
  if (values && !values.includes(value as string | number | null)) return false;
  if (pattern !== undefined && typeof value === "string" && !patterns(pattern)(value)) return false;
  if (typeof value !== "number") return true;
  return (
    (minimum === undefined || value >= minimum) &&
    (maximum === undefined || value <= maximum) &&
    (exclusiveMinimum === undefined || value > exclusiveMinimum)
  );
}

/** What a schema takes, in words that follow `takes`: `a text or a list`. Nothing is not mentioned. */
export function accepted(validator: Validator, schema: Schema): string {
  const words = [...new Set(forms(validator, schema))];
  return words.length > 1
    ? `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`
    : (words[0] ?? "nothing");
}

const LAX: Readonly<Record<string, string>> = {
  "#/$defs/integer": "a whole number",
  "#/$defs/boolean": "`true` or `false`",
  "#/$defs/duration": "a time span",
  "#/$defs/date-time": "a date",
};

const WORDS: Readonly<Record<Type, string>> = {
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "`true` or `false`",
  null: "",
  object: "a mapping",
  array: "a list",
};

function forms(validator: Validator, schema: Schema): string[] {
  const lax = schema.$ref === undefined ? undefined : LAX[schema.$ref];
  if (lax !== undefined) return [lax];
  const target = validator.resolve(schema);
  if (target.anyOf) return target.anyOf.flatMap((form) => forms(validator, form));
  if (target.enum) return target.enum.map((value) => `\`${String(value)}\``);
  const inner = target.type === "array" && target.items ? forms(validator, target.items) : [];
  if (inner.length > 0 && inner.every((word) => word === "a mapping")) return ["a list of mappings"];
  const types = (Array.isArray(target.type) ? target.type : [target.type]) as readonly (Type | undefined)[];
  return types.flatMap((type) => (type === undefined || type === "null" ? [] : [WORDS[type]]));
}
