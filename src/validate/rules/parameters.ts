import { entryOf, isRecord } from "../../base/record.js";
import { closest, distance } from "fastest-levenshtein";
import type { PythonFile, PythonFunction, PythonParameter } from "../../project/python/types.js";
import { named } from "../../base/named.js";
import { remembered } from "../../base/remembered.js";
import type { Report } from "../../base/finding.js";
import type { Context, DeploymentEntry } from "../../project/types.js";
import type { YamlPath } from "../../project/yaml/file.js";

type Values = Readonly<Record<string, unknown>>;

/** Types of values as JSON schema names them, in which the server compares them. */
type Type = "integer" | "number" | "string" | "boolean" | "array" | "object" | "null";

/** `parameters` of a deployment and of its schedules against the flow's own. */
export function checkParameters(
  entry: DeploymentEntry,
  flow: PythonFunction,
  python: PythonFile,
  context: Context,
  report: Report,
): void {
  // Any other decorator may change what the function takes.
  const [decorator, ...others] = flow.decorators;
  if (!decorator?.isFlow || others.length > 0) return;
  new Check(entry, flow, python, context, report).run(
    decorator.arguments?.get("validate_parameters") === undefined && !decorator.arguments?.has("**"),
  );
}

class Check {
  constructor(
    private readonly entry: DeploymentEntry,
    private readonly flow: PythonFunction,
    private readonly python: PythonFile,
    private readonly context: Context,
    private readonly report: Report,
  ) {}

  /** @param isValidated whether the flow holds its parameters against their types when it runs */
  run(isValidated: boolean): void {
    const { content } = this.entry;
    const values = content["parameters"];
    const isEnforced = !isFalse(content["enforce_parameter_schema"]);
    if (isRecord(values)) {
      this.unknown(values, ["parameters"]);
      if (isEnforced || isValidated) this.types(values, ["parameters"], isEnforced ? "server" : "run");
    }
    if (values !== undefined && values !== null && !isRecord(values)) return;
    const absent = new Map<Values, readonly string[]>();
    for (const { schedule, path } of schedulesOf(content)) {
      const own = schedule["parameters"];
      if (isRecord(own)) {
        this.unknown(own, [...path, "parameters"]);
        if (isValidated) this.types(own, [...path, "parameters"], "run");
      }
      const isOff = schedule["active"] === false || content["paused"] === true;
      if (isOff || (own !== undefined && own !== null && !isRecord(own))) continue;
      const key = own ?? NONE;
      const names = absent.get(key) ?? this.absent(values ?? NONE, key);
      absent.set(key, names);
      this.missing(names, path);
    }
  }

  private unknown(values: Values, path: YamlPath): void {
    const { flow, entry } = this;
    const { byName, known, listed, rest, nearest } = signatureOf(flow);
    for (const key of Object.keys(values)) {
      if (byName.has(key) || key.includes("{{")) continue;
      const near = nearest(key);
      this.report("parameter-unknown", {
        what: `${entry.title}: the flow \`${flow.name}\` has no parameter \`${named(key)}\`; it deploys, and then every run fails with a SignatureMismatchError.`,
        fix:
          near !== undefined
            ? `Do you mean \`${near}\`?`
            : rest !== undefined
              ? `Write it below \`${rest}:\`, where Prefect looks for what \`**${rest}\` takes.`
              : known.length > 0
                ? `Take it out; the flow has ${listed}.`
                : "Take it out; the flow has no parameters.",
        where: entry.file.yaml.range(entry.path(...path, key), "key"),
      });
    }
  }

  /** Parameters without a value, as many as are listed and one more. */
  private absent(values: Values, own: Values): readonly string[] {
    const names: string[] = [];
    for (const name of signatureOf(this.flow).required) {
      if (Object.hasOwn(values, name) || Object.hasOwn(own, name)) continue;
      names.push(name);
      if (names.length > MAX_LISTED) break;
    }
    return names;
  }

  private missing(names: readonly string[], path: YamlPath): void {
    const { flow, entry } = this;
    if (names.length === 0) return;
    const listed = listOf(names);
    this.report("parameter-missing", {
      what: `${entry.title}: the schedule gives no value for ${listed} of the flow \`${flow.name}\`; every scheduled run fails with a ParameterBindError.`,
      fix: `Write ${names.length === 1 ? "it" : "them"} below \`parameters:\`, or give ${names.length === 1 ? "it a default" : "them defaults"} in the flow.`,
      where: entry.file.yaml.range(entry.path(...path), "key"),
    });
  }

  private types(values: Values, path: YamlPath, judge: "server" | "run"): void {
    const { flow, entry } = this;
    const { byName } = signatureOf(flow);
    for (const name of Object.keys(values)) {
      const parameter = byName.get(name);
      if (!parameter || parameter.kind.startsWith("var-")) continue;
      const wanted = this.typesOf(parameter);
      const value = this.resolved(values, parameter.name, judge);
      if (!wanted || !value) continue;
      const isTaken = [...wanted].some((type) =>
        judge === "server" ? value.type === type || isSubtype(value, type) : isCoerced(value, type),
      );
      if (isTaken) continue;
      const asText = value.type === "string" && [...wanted].some((type) => isCoerced(value, type));
      this.report("parameter-type", {
        ...(judge === "run" ? { severity: "warning" } : {}),
        what:
          `${entry.title}: \`${parameter.name}\` is ${WORDS[value.type]}, and the flow \`${flow.name}\` wants ` +
          `\`${parameter.annotation ?? ""}\`; ${judge === "server" ? "the server refuses the deployment" : "runs with it fail"}.`,
        fix: asText
          ? "Write the value without quotes."
          : `Write ${[...wanted].map((type) => WORDS[type]).join(" or ")}.`,
        where: entry.file.yaml.range(entry.path(...path, parameter.name), "value"),
      });
    }
  }

  private typesOf(parameter: PythonParameter): ReadonlySet<Type> | undefined {
    let found = knownTypes.get(parameter);
    if (!found) knownTypes.set(parameter, (found = { types: this.readTypes(parameter) }));
    return found.types;
  }

  /** Undefined where the annotation does not say it plainly. */
  private readTypes({ annotation }: PythonParameter): ReadonlySet<Type> | undefined {
    if (annotation === undefined || annotation.length > LONGEST) return undefined;
    const unquoted = /^(["'])([^"'\\]*)\1$/.exec(annotation)?.[2] ?? annotation;
    const isOwn = (name: string): boolean => this.python.names.has(name) || this.python.functions.has(name);
    if (this.python.openEnded) return undefined; // `int` may be anything there.
    const isClass = (name: string): boolean => this.python.classes.has(name);
    const types = annotatedTypes(unquoted, { isOwn, isClass }, 0);
    // The server of 3.0.11 takes anything for `None` alone.
    return types?.size === 1 && types.has("null") ? undefined : types;
  }

  /** What Prefect makes of a value, as far as it is known. */
  private resolved(values: Values, key: string, judge: "server" | "run"): Value | undefined {
    const value = values[key];
    const { yaml } = this.entry.file;
    const odd = yaml.oddKind(values, key);
    if (odd !== undefined) {
      // Python's client sends a date as text.
      return odd === "date" || odd === "datetime" ? { type: "string", value: "0000-00-00" } : undefined;
    }
    if (typeof value === "string" && value.includes("{{")) {
      const name = /^\s*\{\{\s*\$([A-Za-z_]\w*)\s*\}\}\s*$/.exec(value)?.[1];
      // To the server it is text, whatever it says; what a run makes of it would need the value.
      const isText = judge === "server" && name !== undefined && this.context.variables?.has(name);
      return isText ? { type: "string", value: undefined } : undefined;
    }
    if (typeof value === "string") return { type: "string", value };
    if (typeof value === "boolean") return { type: "boolean", value };
    if (typeof value === "bigint") return { type: "integer", value: Number(value) };
    if (typeof value === "number") {
      return Number.isFinite(value)
        ? { type: Number.isInteger(value) ? "integer" : "number", value }
        : undefined;
    }
    if (value === null) return { type: "null", value };
    if (Array.isArray(value)) return { type: "array", value };
    // `__prefect_kind` makes a value of another type of it.
    if (isRecord(value) && !Object.hasOwn(value, "__prefect_kind")) return { type: "object", value };
    return undefined;
  }
}

/** Of each parameter, read once: thousands of deployments may give it a value. */
const knownTypes = new WeakMap<PythonParameter, { readonly types: ReadonlySet<Type> | undefined }>();

interface Value {
  readonly type: Type;
  readonly value: unknown;
}

const WORDS: Readonly<Record<Type, string>> = {
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

/** As pydantic reads it. */
function isFalse(value: unknown): boolean {
  return (
    value === false || value === 0 || (typeof value === "string" && /^(?:false|f|no|n|off|0)$/i.test(value))
  );
}

const NONE: Values = {};

/** More names than a person would look through. */
const MAX_SUGGESTED = 200;
/** Of so many a person reads the names. */
const MAX_LISTED = 20;
/** A longer name is not a slip of the pen, and a longer annotation says nothing plainly; both take long to look at. */
const LONGEST = 200;

/** What a flow takes, looked at once: thousands of deployments may run it. */
interface Signature {
  readonly byName: ReadonlyMap<string, PythonParameter>;
  readonly known: readonly string[];
  readonly listed: string;
  readonly required: readonly string[];
  /** The name behind `**`. */
  readonly rest: string | undefined;
  /** The name that another one may be a slip of the pen for. */
  readonly nearest: (key: string) => string | undefined;
}

const signatures = new WeakMap<PythonFunction, Signature>();

function signatureOf(flow: PythonFunction): Signature {
  let found = signatures.get(flow);
  if (!found) {
    const named = flow.parameters.filter(({ kind }) => kind !== "var-positional");
    const known = named.map(({ name }) => name);
    found = {
      byName: new Map(named.map((parameter) => [parameter.name, parameter])),
      known,
      listed: listOf(known),
      required: named
        .filter(({ kind, default: value }) => kind !== "var-keyword" && value === undefined)
        .map(({ name }) => name),
      rest: named.find(({ kind }) => kind === "var-keyword")?.name,
      nearest: remembered((key) => nearestOf(key, known)),
    };
    signatures.set(flow, found);
  }
  return found;
}

function nearestOf(key: string, known: readonly string[]): string | undefined {
  if (key.length > LONGEST || known.length === 0 || known.length > MAX_SUGGESTED) return undefined;
  const near = closest(key, known);
  return distance(key, near) <= Math.max(1, Math.floor(key.length / 3)) ? near : undefined;
}

/** `a`, `b` */
function listOf(names: readonly string[]): string {
  const shown = names.slice(0, MAX_LISTED).map((name) => `\`${name}\``);
  return `${shown.join(", ")}${names.length > MAX_LISTED ? " and more" : ""}`;
}

function annotatedTypes(
  text: string,
  names: { readonly isOwn: (name: string) => boolean; readonly isClass: (name: string) => boolean },
  depth: number,
): ReadonlySet<Type> | undefined {
  if (depth > 20) return undefined;
  const parts = splitTop(text, "|");
  const inner = (part: string): ReadonlySet<Type> | undefined => annotatedTypes(part, names, depth + 1);
  if (parts.length > 1) return union(parts.map(inner));
  const name = text.trim();
  const plain = entryOf(PLAIN, name);
  // The file may have a name of its own for something else.
  if (plain !== undefined) return names.isOwn(name) ? undefined : new Set([plain]);
  const found = /^(?:typing\.)?(\w+)\s*\[([\s\S]*)\]$/.exec(name);
  if (!found || splitTop(name, "[").length > 2) return undefined;
  const [, generic = "", list = ""] = found;
  if (names.isClass(generic)) return undefined;
  if (generic === "Optional") return union([inner(list), new Set(["null"])]);
  if (generic === "Union")
    return union(
      splitTop(list, ",")
        .filter((part) => part.trim() !== "")
        .map(inner),
    );
  const type = entryOf(GENERIC, generic);
  return type === undefined || (generic === generic.toLowerCase() && names.isOwn(generic))
    ? undefined
    : new Set([type]);
}

function union(sets: readonly (ReadonlySet<Type> | undefined)[]): ReadonlySet<Type> | undefined {
  const all = new Set<Type>();
  for (const set of sets) {
    if (!set) return undefined;
    for (const type of set) all.add(type);
  }
  return all;
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

/** `1.0` is an integer to JSON schema too, and every integer a number. */
function isSubtype({ type }: Value, wanted: Type): boolean {
  return wanted === "number" && type === "integer";
}

/** Whether pydantic makes the wanted type of a value when a flow is run (lax mode, measured with 3.8.8). */
function isCoerced(value: Value, wanted: Type): boolean {
  if (value.type === wanted || isSubtype(value, wanted)) return true;
  const { value: written } = value;
  const text = typeof written === "string" && written.length <= LONGEST_NUMBER ? written.trim() : undefined;
  switch (wanted) {
    case "integer":
      return value.type === "boolean" || (text !== undefined && /^[+-]?\d+(?:_\d+)*(?:\.0*)?$/.test(text));
    case "number":
      return (
        value.type === "boolean" ||
        (text !== undefined &&
          /^[+-]?(?:[\d_]+(?:\.[\d_]*)?|\.[\d_]+)(?:e[+-]?\d+)?$|^[+-]?(?:inf|infinity|nan)$/i.test(text))
      );
    case "boolean":
      return (
        value.value === 0 ||
        value.value === 1 ||
        (text !== undefined && /^(?:0|1|true|false|t|f|yes|no|y|n|on|off)$/i.test(text))
      );
    default:
      return false;
  }
}

/** Python takes at most 4,300 digits. */
const LONGEST_NUMBER = 5_000;

interface Schedule {
  readonly schedule: Values;
  readonly path: YamlPath;
}

function schedulesOf(content: Values): Schedule[] {
  const { schedule, schedules } = content;
  const all: { schedule: unknown; path: YamlPath }[] = Array.isArray(schedules)
    ? schedules.map((item: unknown, index) => ({ schedule: item, path: ["schedules", index] }))
    : [{ schedule, path: ["schedule"] }];
  return all.flatMap(({ schedule: item, path }) =>
    isRecord(item) &&
    ["cron", "interval", "rrule"].some((kind) => item[kind] !== undefined && item[kind] !== null)
      ? [{ schedule: item, path }]
      : [],
  );
}
