import { entryOf, isRecord } from "../../base/record.js";
import { rememberedOf } from "../../base/remembered.js";
import type { Variables } from "../../base/template.js";
import type { PythonFile, PythonFunction, PythonParameter } from "../../project/python/types.js";
import type { YamlFile } from "../../project/yaml/file.js";

export type Values = Readonly<Record<string, unknown>>;

/** What is known of the flow that a deployment names, and of its surroundings. */
export interface Known {
  readonly flow: PythonFunction;
  readonly python: PythonFile;
  readonly variables: Variables | undefined;
}

/** Types of values as JSON schema names them, in which the server compares them. */
type Type = "integer" | "number" | "string" | "boolean" | "array" | "object" | "null";

export const WORDS: Readonly<Record<Type, string>> = {
  integer: "a whole number",
  number: "a number",
  string: "text",
  boolean: "`true` or `false`",
  array: "a list",
  object: "a mapping",
  null: "nothing",
};

const PLAIN: Readonly<Record<string, Type>> = {
  int: "integer",
  float: "number",
  str: "string",
  bool: "boolean",
  list: "array",
  dict: "object",
  None: "null",
};
const GENERIC: Readonly<Record<string, Type>> = {
  list: "array",
  List: "array",
  dict: "object",
  Dict: "object",
};

/** A longer annotation says nothing plainly, and takes long to look at. */
const LONGEST = 200;

/** The types of a parameter, of each read once; undefined where the annotation does not say them plainly. */
export function typesOf(parameter: PythonParameter, python: PythonFile): readonly Type[] | undefined {
  return typesIn(python)(parameter);
}

const typesIn = rememberedOf((python: PythonFile) =>
  rememberedOf(({ annotation }: PythonParameter): readonly Type[] | undefined => {
    // `int` may be anything where more names may be bound than can be seen.
    if (annotation === undefined || annotation.length > LONGEST || python.openEnded) return undefined;
    const unquoted = /^(["'])([^"'\\]*)\1$/.exec(annotation)?.[2] ?? annotation;
    const types = annotated(unquoted, python, 0);
    // The server of 3.0.11 takes anything for `None` alone.
    return types?.length === 1 && types[0] === "null" ? undefined : types;
  }),
);

function annotated(text: string, python: PythonFile, depth: number): readonly Type[] | undefined {
  if (depth > 20) return undefined;
  const union = (parts: readonly string[]): readonly Type[] | undefined => {
    const all = parts.map((part) => annotated(part, python, depth + 1));
    return all.includes(undefined) ? undefined : [...new Set(all.flatMap((types) => types ?? []))];
  };
  // The file may have a name of its own for something else.
  const isOwn = (name: string): boolean => python.names.has(name) || python.functions.has(name);
  const parts = splitTop(text, "|");
  if (parts.length > 1) return union(parts);
  const name = text.trim();
  const plain = entryOf(PLAIN, name);
  if (plain !== undefined) return isOwn(name) ? undefined : [plain];
  const found = /^(?:typing\.)?(\w+)\s*\[([\s\S]*)\]$/.exec(name);
  if (!found || splitTop(name, "[").length > 2) return undefined;
  const [, generic = "", list = ""] = found;
  if (python.classes.has(generic)) return undefined;
  if (generic === "Optional") return union([list, "None"]);
  if (generic === "Union") return union(splitTop(list, ",").filter((part) => part.trim() !== ""));
  const type = entryOf(GENERIC, generic);
  const isBuiltin = generic === generic.toLowerCase();
  return type === undefined || (isBuiltin && isOwn(generic)) ? undefined : [type];
}

/** Splits at a character that stands in no brackets and no quotes. */
function splitTop(text: string, separator: string): string[] {
  const parts = [""];
  let depth = 0;
  let quote = "";
  for (const character of text) {
    if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === separator && depth === 0) {
      parts.push("");
      if (separator === "[") depth++;
      continue;
    } else if (character === "[" || character === "(") depth++;
    else if (character === "]" || character === ")") depth--;
    parts.push((parts.pop() ?? "") + character);
  }
  return parts;
}

interface Value {
  readonly type: Type;
  readonly value: unknown;
}

interface Reading {
  readonly judge: "server" | "run";
  readonly yaml: Pick<YamlFile, "oddKind">;
  readonly variables: Variables | undefined;
}

/** What Prefect makes of a value, as far as it is known. */
export function valueOf(values: Values, key: string, { judge, yaml, variables }: Reading): Value | undefined {
  const value = values[key];
  const odd = yaml.oddKind(values, key);
  // Python's client sends a date as text.
  if (odd === "date" || odd === "datetime") return { type: "string", value: "0000-00-00" };
  if (odd !== undefined) return undefined;
  if (typeof value === "string" && value.includes("{{")) {
    const name = /^\s*\{\{\s*\$([A-Za-z_]\w*)\s*\}\}\s*$/.exec(value)?.[1];
    // To the server it is text, whatever it says; what a run makes of it would need the value.
    const isText = judge === "server" && name !== undefined && variables?.has(name);
    return isText ? { type: "string", value: undefined } : undefined;
  }
  if (typeof value === "string") return { type: "string", value };
  if (typeof value === "boolean") return { type: "boolean", value };
  if (typeof value === "bigint") return { type: "integer", value: Number(value) };
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return undefined;
    return { type: Number.isInteger(value) ? "integer" : "number", value };
  }
  if (value === null) return { type: "null", value };
  if (Array.isArray(value)) return { type: "array", value };
  // `__prefect_kind` makes a value of another type of it.
  return isRecord(value) && !Object.hasOwn(value, "__prefect_kind") ? { type: "object", value } : undefined;
}

/** Whether the server takes it. `1.0` is an integer to JSON schema too, and every integer a number. */
export function isTaken({ type }: Value, wanted: Type): boolean {
  return type === wanted || (wanted === "number" && type === "integer");
}

/** Python takes at most 4,300 digits. */
const LONGEST_NUMBER = 5_000;

/** Texts of which pydantic makes another type. */
const TEXTS: Readonly<Partial<Record<Type, RegExp>>> = {
  integer: /^[+-]?\d+(?:_\d+)*(?:\.0*)?$/,
  number: /^[+-]?(?:[\d_]+(?:\.[\d_]*)?|\.[\d_]+)(?:e[+-]?\d+)?$|^[+-]?(?:inf|infinity|nan)$/i,
  boolean: /^(?:0|1|true|false|t|f|yes|no|y|n|on|off)$/i,
};

/** Whether pydantic makes the wanted type of a value when a flow is run (lax mode, measured with 3.8.8). */
export function isCoerced(value: Value, wanted: Type): boolean {
  if (isTaken(value, wanted)) return true;
  const { type, value: written } = value;
  if (typeof written === "string")
    return written.length <= LONGEST_NUMBER && TEXTS[wanted]?.test(written.trim()) === true;
  if (wanted === "boolean") return written === 0 || written === 1;
  return (wanted === "integer" || wanted === "number") && type === "boolean";
}
