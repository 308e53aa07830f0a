import { isRecord } from "../../base/record.js";
import { remembered } from "../../base/remembered.js";
import type { OddKind } from "../../project/yaml/scalar.js";
import type { YamlFile, YamlPath } from "../../project/yaml/file.js";

/** The part of JSON Schema that scripts/schemas.py writes. */
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: Type | readonly Type[];
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly (string | number)[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** All keys are texts: not so `1:`, which JSON does not have. */
  readonly propertyNames?: { readonly type: "string" };
  readonly items?: Schema;
  /** What is taken by the models of the file, and refused when the CLI makes a deployment of it. */
  readonly "x-later"?: Schema;
}

type Type = "string" | "number" | "integer" | "boolean" | "null" | "object" | "array";

/** A value that a schema refuses. */
export interface Violation {
  readonly path: YamlPath;
  readonly value: unknown;
  readonly odd: OddKind | undefined;
  /** What is taken there. */
  readonly schema: Schema;
  readonly problem: "value" | "missing-key" | "odd-key";
}

/**
 * Compares values of a YAML file with a schema. An interpreter of its own because values have kinds that JSON lacks,
 * and because what is said of a violation needs the alternative that was meant.
 */
export class Validator {
  constructor(
    private readonly root: Schema,
    private readonly yaml: Pick<YamlFile, "oddKind" | "oddKeys">,
  ) {}

  violations(value: unknown, schema: Schema, path: YamlPath = [], odd?: OddKind): Violation[] {
    const target = this.resolve(schema);
    const refused = [{ path, value, odd, schema, problem: "value" as const }];
    if (!isOfType(value, odd, target) || !takesScalar(value, target)) return refused;
    if (target.anyOf) return this.nearest({ path, value, odd }, target.anyOf) ?? refused;
    if (Array.isArray(value)) return this.inList(value, target, path);
    return isRecord(value) ? this.inMapping(value, target, path) : [];
  }

  resolve(schema: Schema): Schema {
    if (schema.$ref === undefined) return schema;
    const target = this.root.$defs?.[schema.$ref.slice("#/$defs/".length)];
    if (!target) throw new Error(`No definition ${schema.$ref}.`);
    return { ...target, ...schema };
  }

  /** What is wrong below the form that was meant: nothing where one takes it; undefined where none was meant. */
  private nearest(
    { path, value, odd }: Pick<Violation, "path" | "value" | "odd">,
    forms: readonly Schema[],
  ): Violation[] | undefined {
    let nearest: Violation[] | undefined;
    for (const form of forms) {
      const found = this.violations(value, form, path, odd);
      if (found.length === 0) return found;
      const isMeant = found.every((violation) => violation.path.length > path.length);
      if (isMeant && (nearest === undefined || found.length < nearest.length)) nearest = found;
    }
    return nearest;
  }

  private inList(list: readonly unknown[], { items = {} }: Schema, path: YamlPath): Violation[] {
    if (Object.keys(items).length === 0) return [];
    return list.flatMap((item, index) =>
      this.violations(item, items, [...path, index], this.yaml.oddKind(list, index)),
    );
  }

  private inMapping(map: Readonly<Record<string, unknown>>, schema: Schema, path: YamlPath): Violation[] {
    const { properties = {}, propertyNames, required = [] } = schema;
    const oddKeys = this.yaml.oddKeys(map);
    const found: Violation[] = [];
    for (const [key, value] of Object.entries(map)) {
      const at = [...path, key];
      const isOdd = oddKeys.has(key);
      const property = !isOdd && Object.hasOwn(properties, key) ? properties[key] : undefined;
      if (propertyNames && isOdd) found.push({ path: at, value, odd: undefined, schema, problem: "odd-key" });
      // Not all as arguments of one call: of those there may be fewer.
      else if (property)
        for (const one of this.violations(value, property, at, this.yaml.oddKind(map, key))) found.push(one);
    }
    for (const key of required.filter((each) => !Object.hasOwn(map, each)))
      found.push({ path: [...path, key], value: undefined, odd: undefined, schema, problem: "missing-key" });
    return found;
  }
}

function isOfType(value: unknown, odd: OddKind | undefined, { type }: Schema): boolean {
  if (type === undefined) return true;
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  if (odd === "date" || odd === "datetime") return false;
  if (odd === "bytes") return types.includes("string");
  if (odd === "set" || Array.isArray(value)) return types.includes("array");
  if (value === null) return types.includes("null");
  if (typeof value !== "number") return types.includes(typeof value);
  return (
    (types.includes("number") && Number.isFinite(value)) ||
    (types.includes("integer") && Number.isInteger(value))
  );
}

const patterns = remembered((pattern) => {
  const expression = new RegExp(pattern);
  return remembered((text) => expression.test(text));
});

function takesScalar(value: unknown, { enum: values, pattern, minimum, maximum }: Schema): boolean {
  if (values && !values.includes(value as string | number)) return false;
  if (typeof value === "string") return pattern === undefined || patterns(pattern)(value);
  if (typeof value !== "number") return true;
  return (minimum === undefined || value >= minimum) && (maximum === undefined || value <= maximum);
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
  const lax = LAX[schema.$ref ?? ""];
  if (lax !== undefined) return [lax];
  const target = validator.resolve(schema);
  if (target.anyOf) return target.anyOf.flatMap((form) => forms(validator, form));
  if (target.enum) return target.enum.map((value) => `\`${value}\``);
  const inner = target.type === "array" && target.items ? forms(validator, target.items) : [];
  if (inner.length > 0 && inner.every((word) => word === "a mapping")) return ["a list of mappings"];
  const types = (Array.isArray(target.type) ? target.type : [target.type]) as readonly (Type | undefined)[];
  return types.flatMap((type) => (type === undefined || type === "null" ? [] : [WORDS[type]]));
}
