import { named } from "../../base/named.js";
import { nearest } from "../../base/nearest.js";
import { firstOf } from "../../base/quote.js";
import { isRecord } from "../../base/record.js";
import { remembered, rememberedOf } from "../../base/remembered.js";
import { isCoerced, isTaken, typesOf, valueOf, WORDS, type Known, type Values } from "./parameter-types.js";
import { KINDS } from "./schedule-kinds.js";
import { Spot } from "./spot.js";
import type { Report } from "../../base/finding.js";
import type { DeploymentEntry } from "../../project/types.js";
import type { PythonFunction, PythonParameter } from "../../project/python/types.js";

/** `parameters` of a deployment and of its schedules, compared with the flow's own. */
export function checkParameters({ content, ...entry }: DeploymentEntry, known: Known, report: Report): void {
  const [decorator, ...others] = known.flow.decorators;
  // Any other decorator may change what the function takes.
  if (!decorator?.isFlow || others.length > 0) return;
  const spot = Spot.of({ content, ...entry }, report);
  const options = decorator.arguments;
  // Whether the flow compares its parameters with their types when it runs.
  const isValidated = options?.get("validate_parameters") === undefined && !options?.has("**");
  const isEnforced = !isFalse(content["enforce_parameter_schema"]);
  const values = content["parameters"];
  if (isRecord(values)) {
    const place = spot.at("parameters");
    checkNames(values, place, known);
    if (isEnforced || isValidated) checkTypes(values, place, known, isEnforced ? "server" : "run");
  }
  if (values !== undefined && values !== null && !isRecord(values)) return;
  const absentIn = rememberedOf((own: Values) =>
    absent(signatureOf(known.flow).required, values ?? NONE, own),
  );
  for (const { schedule, path } of schedulesOf(content)) {
    const own = schedule["parameters"];
    const place = spot.at(...path);
    if (isRecord(own)) {
      checkNames(own, place.at("parameters"), known);
      if (isValidated) checkTypes(own, place.at("parameters"), known, "run");
    }
    const isOff = schedule["active"] === false || content["paused"] === true;
    if (isOff || (own !== undefined && own !== null && !isRecord(own))) continue;
    sayAbsent(absentIn(own ?? NONE), place, known.flow);
  }
}

const NONE: Values = {};

/** As pydantic reads it. */
function isFalse(value: unknown): boolean {
  return (
    value === false || value === 0 || (typeof value === "string" && /^(?:false|f|no|n|off|0)$/i.test(value))
  );
}

function schedulesOf({ schedule, schedules }: Values) {
  const all: { schedule: unknown; path: (string | number)[] }[] = Array.isArray(schedules)
    ? schedules.map((item: unknown, index) => ({ schedule: item, path: ["schedules", index] }))
    : [{ schedule, path: ["schedule"] }];
  return all.flatMap(({ schedule: item, path }) => {
    const isOne = isRecord(item) && KINDS.some((kind) => (item[kind] ?? null) !== null);
    return isOne ? [{ schedule: item, path }] : [];
  });
}

/** What a flow takes. */
interface Signature {
  readonly byName: ReadonlyMap<string, PythonParameter>;
  /** In words. */
  readonly listed: string;
  readonly required: readonly string[];
  /** The name behind `**`. */
  readonly rest: string | undefined;
  /** The name that another one may be a slip of the pen for. */
  readonly nearest: (key: string) => string | undefined;
}

/** More names than a person would look through. */
const MOST_SUGGESTED = 200;
/** Of so many a person reads the names. */
const MOST_LISTED = 20;

/** Looked at once: thousands of deployments may run a flow. */
const signatureOf = rememberedOf(({ parameters }: PythonFunction): Signature => {
  const taken = parameters.filter(({ kind }) => kind !== "var-positional");
  const names = taken.map(({ name }) => name);
  return {
    byName: new Map(taken.map((parameter) => [parameter.name, parameter])),
    listed: listOf(names),
    required: taken
      .filter(({ kind, default: value }) => kind !== "var-keyword" && value === undefined)
      .map(({ name }) => name),
    rest: taken.find(({ kind }) => kind === "var-keyword")?.name,
    nearest: remembered((key) => (names.length > MOST_SUGGESTED ? undefined : nearest(key, names))),
  };
});

/** `a`, `b` */
function listOf(names: readonly string[]): string {
  return firstOf(
    names.map((name) => `\`${name}\``),
    MOST_LISTED,
  );
}

function checkNames(values: Values, spot: Spot, { flow }: Known): void {
  const { byName, listed, rest, nearest: nearestTo } = signatureOf(flow);
  for (const key of Object.keys(values)) {
    if (byName.has(key) || key.includes("{{")) continue;
    const near = nearestTo(key);
    spot.at(key).say("parameter-unknown", "key", {
      what: `the flow \`${flow.name}\` has no parameter \`${named(key)}\`; it deploys, and then every run fails with a SignatureMismatchError.`,
      fix:
        near !== undefined
          ? `Do you mean \`${near}\`?`
          : rest !== undefined
            ? `Write it below \`${rest}:\`, where Prefect looks for what \`**${rest}\` takes.`
            : `Take it out; the flow has ${listed || "no parameters"}.`,
    });
  }
}

/** Parameters without a value, as many as are listed and one more. */
function absent(required: readonly string[], values: Values, own: Values): readonly string[] {
  const names: string[] = [];
  for (const name of required) {
    if (Object.hasOwn(values, name) || Object.hasOwn(own, name)) continue;
    names.push(name);
    if (names.length > MOST_LISTED) break;
  }
  return names;
}

function sayAbsent(names: readonly string[], spot: Spot, { name }: PythonFunction): void {
  if (names.length === 0) return;
  const [them, default_] = names.length === 1 ? ["it", "it a default"] : ["them", "them defaults"];
  spot.say("parameter-missing", "key", {
    what: `the schedule gives no value for ${listOf(names)} of the flow \`${name}\`; every scheduled run fails with a ParameterBindError.`,
    fix: `Write ${them} below \`parameters:\`, or give ${default_} in the flow.`,
  });
}

/** @param judge the server takes values of these very types, a run also what pydantic makes one of */
function checkTypes(values: Values, spot: Spot, known: Known, judge: "server" | "run"): void {
  const { byName } = signatureOf(known.flow);
  for (const name of Object.keys(values)) {
    const parameter = byName.get(name);
    if (!parameter || parameter.kind.startsWith("var-")) continue;
    const wanted = typesOf(parameter, known.python);
    const value = valueOf(values, name, { judge, yaml: spot.file.yaml, variables: known.variables });
    if (!wanted || !value || wanted.some((type) => (judge === "server" ? isTaken : isCoerced)(value, type)))
      continue;
    const asText = value.type === "string" && wanted.some((type) => isCoerced(value, type));
    spot.at(name).say("parameter-type", "value", {
      severity: judge === "run" ? "warning" : undefined,
      what:
        `\`${name}\` is ${WORDS[value.type]}, and the flow \`${known.flow.name}\` wants ` +
        `\`${parameter.annotation ?? ""}\`; ${judge === "server" ? "the server refuses the deployment" : "runs with it fail"}.`,
      fix: asText
        ? "Write the value without quotes."
        : `Write ${wanted.map((type) => WORDS[type]).join(" or ")}.`,
    });
  }
}
