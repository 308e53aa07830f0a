import { named } from "../../base/named.js";
import { entryOf, isRecord } from "../../base/record.js";
import { isTemplate } from "../../base/template.js";
import { accepted, type Schema, type Validator, type Violation } from "./schema.js";
import { droppedBy, isBefore, severityIn, SINCE } from "./version.js";
import { eachText } from "./walk.js";
import type { Spot, Words } from "./spot.js";
import type { YamlPath } from "../../project/yaml/file.js";

/** What values of a file are judged by. */
export interface Judge {
  readonly validator: Validator;
  /** Of the Prefect that deploys, where it is known. */
  readonly version: string | undefined;
}

/** The rules for steps say what is wrong of their kind. */
const STEPS: ReadonlySet<unknown> = new Set(["build", "push", "pull"]);

/** @param parent of the value at this place */
export function checkValue(spot: Spot, parent: Values, schema: Schema, judge: Judge): void {
  const key = String(spot.path.at(-1));
  const odd = spot.file.yaml.oddKind(parent, key);
  for (const violation of judge.validator.violations(parent[key], schema, [], odd)) {
    const { path, problem, value } = violation;
    if (STEPS.has(key) && problem === "value") continue;
    const isWritten = problem === "value" && value !== null && value !== undefined;
    const place = spot.at(...path);
    place.say("invalid-value", isWritten ? "value" : "key", {
      severity: severityIn(judge.version),
      ...words(violation, place, judge),
    });
  }
}

type Values = Readonly<Record<string, unknown>>;

function words(violation: Violation, spot: Spot, { validator, version }: Judge): Words {
  const { problem, schema } = violation;
  const outcome = droppedBy(version);
  const name = named(spot.path.at(-1) ?? "");
  if (problem === "missing-key") {
    return { what: `\`${dotted(spot.path)}\` is missing; ${outcome}.`, fix: `Write \`${name}:\` there.` };
  }
  if (problem === "odd-key") {
    return {
      what: `the key \`${name}\` in \`${dotted(spot.path.slice(0, -1))}\` is not text to YAML; ${outcome}.`,
      fix: `Put it in quotes: \`"${name}":\`.`,
    };
  }
  const takes = accepted(validator, schema);
  const what = `\`${dotted(spot.path)}\` ${isWhat(violation, spot)}, and Prefect takes ${takes}; ${outcome}.`;
  return { what, ...correction(violation, spot, takes) };
}

/** Below the deployment, as people write it. */
export function dotted(path: YamlPath): string {
  return (typeof path[1] === "number" ? path.slice(2) : path).map(named).join(".");
}

/** No text is shown: it may be a secret. */
export function isWhat({ value, odd }: Pick<Violation, "value" | "odd">, spot: Spot): string {
  const source = named(spot.source ?? "");
  if (odd === "date" || odd === "datetime") return `is the date ${source} to YAML`;
  if (odd !== undefined) return `is a value of Python (${odd}) to YAML`;
  if (value === null || value === undefined) return "is empty";
  if (Array.isArray(value)) return "is a list";
  if (isRecord(value)) return "is a mapping";
  if (typeof value === "number") return `is the number ${source} to YAML`;
  if (typeof value === "boolean") return `is ${value ? "true" : "false"} (\`${source}\`) to YAML`;
  return isTemplate(value) ? "is a template" : "is a text";
}

/** What is longer is nothing to copy. */
const LONGEST = 200;

function correction(
  { value, odd, schema }: Violation,
  spot: Spot,
  takes: string,
): Pick<Words, "fix" | "corrected"> {
  const key = String(spot.path.at(-1));
  const isScalar =
    odd === "date" || odd === "datetime" || typeof value === "number" || typeof value === "boolean";
  if (isScalar && takes.includes("a text")) {
    const quoted = `"${spot.source ?? ""}"`;
    if (quoted.length > LONGEST) return { fix: "Put it in quotes." };
    return { fix: `Put it in quotes: \`${quoted}\`.`, corrected: spot.corrected({ value: quoted }) };
  }
  if (value === null || value === undefined) {
    if (key === "deployments")
      return { fix: "Write the deployments below it as a list, or `deployments: []`." };
    const nothing = takes.includes("a mapping") ? "{}" : takes.includes("a list") ? "[]" : undefined;
    if (nothing === undefined) return { fix: "Give it a value, or take the key out." };
    const fix = `Take the key out, or write \`${key}: ${nothing}\`.`;
    return { fix, corrected: spot.corrected({ value: nothing }) };
  }
  if (isTemplate(value))
    return { fix: `Write ${takes}: Prefect looks at the file before it fills in templates.` };
  if (key === "work_pool" && typeof value === "string")
    return { fix: "Write `name:` with the name of the pool on a line of its own below `work_pool:`." };
  const write = `rite ${takes}${schema.type === "array" ? ", each item with a dash" : ""}.`;
  if (!isRecord(value)) return { fix: `W${write}` };
  return { fix: `Check the indentation: the keys below it belong to something else, or w${write}` };
}

/** What the models of the file let pass, and the CLI refuses when it comes to the deployment. */
export function checkLater(spot: Spot, value: unknown, schema: Schema, judge: Judge): void {
  const later = schema["x-later"];
  if (!later || (typeof value !== "string" && typeof value !== "number")) return;
  const { validator, version } = judge;
  const key = String(spot.path.at(-1));
  if (isBefore(version, entryOf(SINCE, key))) return;
  const judged = typeof value === "string" ? asTaken(value, later) : value;
  if (isTemplate(judged) || validator.violations(judged, later).length === 0) return;
  if (key === "name") {
    spot.say("deployment-name", "value", {
      what: "the name holds one of the characters `/ % & < >`, which Prefect refuses when it deploys.",
      fix: "Use other characters, for example `-`.",
    });
    return;
  }
  const takes = later.enum
    ? accepted(validator, later)
    : `numbers from ${later.minimum ?? "any"} to ${later.maximum ?? "any"}`;
  const shouted = typeof value === "string" && later.enum?.includes(value.toUpperCase()) === true;
  spot.say(key === "version_type" ? "invalid-choice" : "concurrency-limit", "value", {
    severity: severityIn(version),
    what: `Prefect refuses this \`${key}\` when it deploys; it takes ${takes}.`,
    fix: shouted ? "Write it in capitals." : "Write one of these.",
    corrected: shouted ? spot.corrected({ value: value.toUpperCase() }) : undefined,
  });
}

/** A template may become anything, but what stands around it stays; a number may be written as a text. */
function asTaken(text: string, later: Schema): string | number {
  if (later.pattern !== undefined) return withoutTemplates(text);
  return later.minimum === undefined || isTemplate(text) ? text : Number(text.replaceAll("_", ""));
}

/** Without all that stands from a `{{` to the next `}}`. */
function withoutTemplates(text: string): string {
  let rest = "";
  let from = 0;
  for (let open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", from)) {
    const close = text.indexOf("}}", open + 2);
    if (close < 0) break;
    rest += text.slice(from, open);
    from = close + 2;
  }
  return rest + text.slice(from);
}

/** Before 3.4.19 no models check the file: dates end in `Unexpected template type 'date'` (3.0.11, 3.4.14), without a place. */
export function checkDates(spot: Spot, content: Values, { version }: Judge): void {
  if (!isBefore(version, "3.4.19")) return;
  const say = (text: string, path: YamlPath, parent: object | undefined): boolean => {
    const place = spot.at(...path);
    const odd = parent && spot.file.yaml.oddKind(parent, path.at(-1) ?? "");
    if (odd !== undefined) {
      place.say("invalid-value", "value", {
        what: `\`${dotted(place.path)}\` ${isWhat({ value: text, odd }, place)}, on which this version of Prefect ends with an error.`,
        fix: "Put it in quotes.",
      });
    }
    return false;
  };
  eachText(content, [], say, new WeakSet());
}
