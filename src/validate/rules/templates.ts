import { TEMPLATE_RULES } from "./template-rules.js";
import { entryOf, isRecord } from "../../base/record.js";
import { PLACEHOLDER } from "../../base/template.js";
import { remembered } from "../../base/remembered.js";
import { NEWEST_STEPS, sectionOf, SECTIONS, stepsIn, type Section, type WrittenStep } from "./step-list.js";
import { named } from "../../base/named.js";
import type { Report, Severity } from "../../base/finding.js";
import type { Context, DeploymentEntry, PrefectFile } from "../../project/types.js";
import type { RuleSet } from "../types.js";
import { isBefore } from "./version.js";
import type { YamlPath } from "../../project/yaml/file.js";

const GITHUB = /\$\{\{[^{}]*\}\}/g;
/** Left when placeholders are taken out: a filter, an operator, a Jinja statement. */
const JINJA = /\{\{[^{}]+\}\}|\{%[^{}]*%\}/;
/** `{{ x }`, `{{ x` at the end, `{ $X }}`, `{ x.y }}`; not `${X}}` of a shell. */
const UNBALANCED = /\{\{\s*[\w.\-[\]$]+\s*(?:\}(?!\})|$)|(?<![{$])\{\s*(?:\$\w+|[\w-]+\.[\w.-]+)\s*\}\}/;

/** Blocks that hold a secret, or fields of others that do. */
const SECRET_BLOCK =
  /^prefect\.blocks\.secret\.|password|secret|token|api[_-]?key|access[_-]?key|private[_-]?key/i;

/** Where words of any kind are at home: what does not match there is no mistake. */
const FREE_TEXT = new Set(["description", "parameters", "script"]);

/** One text with its place, and who is told. */
interface Text {
  readonly value: string;
  /** Changes when the text is judged: who keeps it takes a copy. */
  readonly path: YamlPath;
  readonly file: PrefectFile;
  /** Begins each message: `"hello": ` of a deployment, nothing for steps of the whole file. */
  readonly title: string;
  readonly context: Context;
  readonly report: Report;
  readonly formOf: (text: string) => Form;
  /** How often something was said of any text. */
  readonly said: { count: number };
}

/** What is in a text, wherever it stands. */
interface Form {
  /** The first expression of GitHub in it. */
  readonly github: string | undefined;
  /** The first template with a brace too few, and the first that is none to Prefect. */
  readonly unbalanced: string | undefined;
  readonly jinja: string | undefined;
  /** Of the templates, those left out that are in GitHub's expressions, or good variables of Prefect; each once. */
  readonly names: readonly Name[];
  /** Those included. */
  readonly all: number;
  /** Whether templates are all that it has. */
  readonly isWhole: boolean;
  /** Whether one template is all that it has. */
  readonly isOne: boolean;
}

/** A template, taken apart once. */
interface Name {
  readonly name: string;
  /** Whether Prefect itself gives it, or would, were it spelt well. */
  readonly isPrefect: boolean;
  readonly first: string;
  readonly field: string | undefined;
}

const GOOD_VARIABLE = /^prefect\.variables\.[a-z0-9_-]+$/;

function readName(name: string): Name {
  const [first = "", field] = name.replaceAll("[", ".").split(".", 2);
  return { name, isPrefect: /^prefect(?:[.\-_[]|$)/i.test(name), first, field };
}

function readForm(value: string): Form {
  const rest = value.replace(GITHUB, "");
  const left = rest.replace(PLACEHOLDER, "");
  return {
    github: rest === value ? undefined : value.match(GITHUB)?.[0],
    unbalanced: UNBALANCED.exec(left)?.[0],
    jinja: JINJA.exec(left)?.[0],
    names: namesIn(rest)
      .filter((name) => !GOOD_VARIABLE.test(name))
      .map(readName),
    all: namesIn(value).length,
    isWhole: value.replace(PLACEHOLDER, "").trim() === "",
    isOne: value.trim() === value.match(PLACEHOLDER)?.[0],
  };
}

/**
 * A text with more templates than these is judged once, though by aliases it may stand in thousands of places, and
 * though something is wrong with it.
 */
const MANY = 50;

/** What steps give to those after them, and to the deployment. */
class Outputs {
  /** By the id of a step; undefined: its fields are not known. Of the same id the last counts. */
  #ids = new Map<string, readonly string[] | undefined>();
  /** Those, and what came before and after them from steps that others share: these are not copied. */
  readonly #parts: (Outputs | ReadonlyMap<string, readonly string[] | undefined>)[] = [this.#ids];
  readonly #fields = new Set<string>();
  /** A step whose output is not known may give any field. */
  #open = false;
  /** Texts, and where they were judged. */
  readonly #judged = new Map<string, Set<string>>();

  /** As if all steps of the other were added. */
  join(other: Outputs): void {
    this.#ids = new Map();
    this.#parts.push(other, this.#ids);
    this.#judged.clear();
  }

  add({ name, inputs }: WrittenStep): void {
    const fields = entryOf(NEWEST_STEPS, name)?.outputs ?? undefined;
    const id = isRecord(inputs) ? inputs["id"] : undefined;
    if (typeof id === "string" || typeof id === "number") this.#ids.set(String(id), fields);
    if (fields === undefined) this.#open = true;
    else for (const field of fields) this.#fields.add(field);
    this.#judged.clear();
  }

  /**
   * Judges a text, unless it was compared with these before, in a place where the same counts, and nothing was said of
   * it: by aliases one text stands in thousands of places.
   *
   * @param kind of the place: what counts there
   * @param part of the file, in which a text of many templates is judged once
   */
  once({ value, formOf, said }: Text, kind: string, part: string, judge: () => void): void {
    const places = this.#judged.get(value) ?? new Set();
    if (places.has(kind) || places.has(`in ${part}`)) return;
    const before = said.count;
    judge();
    if (said.count === before) places.add(kind);
    else if (formOf(value).names.length > MANY) places.add(`in ${part}`);
    this.#judged.set(value, places);
  }

  /** Why a name is filled in by nothing, as the end of a sentence; undefined where it is, or may be. */
  missing({ first, field }: Name): string | undefined {
    const known = this.#find(first);
    if (field === undefined) {
      return known || this.#gives(first) ? undefined : `no earlier step gives \`${first}\``;
    }
    if (!known) return `no earlier step has the id ${JSON.stringify(first)}`;
    const { fields } = known;
    if (fields === undefined || fields.includes(field)) return undefined;
    return `the step ${JSON.stringify(first)} gives ${fields.map((given) => `\`${given}\``).join(" and ")} only`;
  }

  #gives(field: string): boolean {
    return (
      this.#open ||
      this.#fields.has(field) ||
      this.#parts.some((part) => part instanceof Outputs && part.#gives(field))
    );
  }

  #find(id: string): { readonly fields: readonly string[] | undefined } | undefined {
    for (let index = this.#parts.length - 1; index >= 0; index -= 1) {
      const part = this.#parts[index];
      if (part instanceof Outputs) {
        const found = part.#find(id);
        if (found) return found;
      } else if (part?.has(id) === true) return { fields: part.get(id) };
    }
    return undefined;
  }
}

export const templates: RuleSet = { rules: TEMPLATE_RULES, check };

function check(context: Context, report: Report): void {
  const all: All = {
    ...{ context, report, formOf: remembered(readForm), texts: new Texts(), said: { count: 0 } },
  };
  for (const file of context.files) {
    // Steps of the file are looked at once, and not for each deployment.
    const shared = new Outputs();
    for (const section of SECTIONS) {
      const steps = stepsIn(file.content[section], [section]);
      checkSteps(steps, section, shared, { file, title: "", ...all });
    }
    const ofFile = new Map(SECTIONS.map((section) => [section, outputsOf(file, section)]));
    const outputs = new Outputs();
    for (const section of ["build", "push"] as const) outputs.join(outputsOf(file, section));
    for (const entry of file.deployments) checkEntry(entry, outputs, ofFile, all);
  }
}

/** What is the same for all texts. */
type All = Pick<Text, "context" | "report" | "formOf" | "said"> & { readonly texts: Texts };

function outputsOf({ content }: PrefectFile, section: Section): Outputs {
  const outputs = new Outputs();
  for (const step of stepsIn(content[section], [section])) outputs.add(step);
  return outputs;
}

/** @param ofFile what the steps of the whole file give, by section */
function checkEntry(
  entry: DeploymentEntry,
  shared: Outputs,
  ofFile: ReadonlyMap<Section, Outputs>,
  all: All,
): void {
  const { content, file } = entry;
  const about = { file, title: `${entry.title}: `, ...all };
  const own = SECTIONS.some((section) => Object.hasOwn(content, section));
  let outputs = shared;
  if (own) {
    const running = new Outputs();
    outputs = new Outputs();
    for (const section of SECTIONS) {
      const isOwn = Object.hasOwn(content, section);
      // Those of the file are checked with the file.
      if (isOwn && sectionOf(content, file, section) === content[section]) {
        const steps = stepsIn(content[section], entry.path(section));
        checkSteps(steps, section, running, about);
        if (section !== "pull") for (const step of steps) outputs.add(step);
        continue;
      }
      const given = ofFile.get(section);
      if (!given) continue;
      running.join(given);
      if (section !== "pull") outputs.join(given);
    }
  }
  for (const [key, value] of Object.entries(content)) {
    // An event fills in what stands in triggers.
    if (key === "triggers" || SECTIONS.some((section) => section === key)) continue;
    all.texts.visit(value, [...entry.path(key)], (text, path) => {
      checkText({ value: text, path, ...about }, outputs);
    });
  }
}

/** Finds the texts with a brace in them. What aliases share is gone through once where it has none. */
class Texts {
  private readonly without = new WeakSet<object>();
  private readonly hasBrace = remembered((text) => /[{}]/.test(text));

  /**
   * @param path grows and shrinks on the way: a copy for each of thousands of texts in hundreds of lists takes long
   * @returns whether there was one
   */
  visit(value: unknown, path: (string | number)[], take: (text: string, path: YamlPath) => void): boolean {
    if (typeof value === "string") {
      if (!this.hasBrace(value)) return false;
      take(value, path);
      return true;
    }
    if (typeof value !== "object" || value === null || this.without.has(value)) return false;
    let found = false;
    const items: Iterable<readonly [string | number, unknown]> = Array.isArray(value)
      ? value.entries()
      : Object.entries(value);
    for (const [key, item] of items) {
      const isSought = typeof item === "string" ? this.hasBrace(item) : typeof item === "object";
      if (!isSought) continue;
      path.push(key);
      found = this.visit(item, path, take) || found;
      path.pop();
    }
    if (!found) this.without.add(value);
    return found;
  }
}

/** @param outputs those of earlier steps; the outputs of these are added */
function checkSteps(
  steps: readonly WrittenStep[],
  section: "build" | "push" | "pull",
  outputs: Outputs,
  { texts, ...about }: Omit<Text, "value" | "path"> & Pick<All, "texts">,
): void {
  for (const step of steps) {
    texts.visit(step.inputs, [...step.path, step.name], (value, path) => {
      const input = path[step.path.length + 1];
      if (input === "id" || input === "requires") return; // Taken as they stand.
      checkStepText({ value, path, ...about }, input, section, outputs);
    });
    outputs.add(step);
  }
}

function checkStepText(
  text: Text,
  input: string | number | undefined,
  section: "build" | "push" | "pull",
  outputs: Outputs,
): void {
  const isFree = FREE_TEXT.has(String(input));
  const isScript = input === "script";
  outputs.once(text, `${section} ${isFree} ${isScript} ${text.path[0]}`, String(input), () => {
    judgeStepText(text, input, section, outputs);
  });
}

function judgeStepText(
  text: Text,
  input: string | number | undefined,
  section: "build" | "push" | "pull",
  outputs: Outputs,
): void {
  checkForm(text, FREE_TEXT.has(String(input)));
  const { names, isOne } = text.formOf(text.value);
  for (const each of names) {
    const { name } = each;
    if (each.isPrefect) {
      checkPrefectName(text, name, false);
      continue;
    }
    if (name.startsWith("$")) {
      // What is not set here stays in a pull step, and the worker fills it in.
      if (section !== "pull") checkVariable(text, name, "warning");
      continue;
    }
    const missing = outputs.missing(each);
    if (missing === undefined) continue;
    const early = section === "pull" ? "the worker" : "Prefect";
    say(text, "template-unknown", {
      what: `\`{{ ${name} }}\` is filled in by nothing: ${missing}; ${early} ${isOne ? `leaves \`${named(input ?? "")}\` out` : "puts nothing there"}.`,
      fix: fixOf(name, input === "script"),
    });
  }
}

/** Without them nothing is deployed. */
const DECISIVE: ReadonlySet<string> = new Set(["name", "entrypoint", "work_pool.name"]);

/** What counts for a text of a deployment, by its place. */
interface Standing {
  readonly isFree: boolean;
  /** Its place, where that is one of {@link DECISIVE}. */
  readonly decisive: string | undefined;
  /** Empty, it is not a schedule, which Prefect refuses. */
  readonly isSchedule: boolean;
}

function standingOf(path: YamlPath): Standing {
  const [, , first, second, third] = path;
  const place = path.length <= 4 ? path.slice(2).join(".") : "";
  const kind = first === "schedules" ? third : first === "schedule" ? second : undefined;
  return {
    isFree: FREE_TEXT.has(String(first)) || (first === "schedules" && third === "parameters"),
    decisive: DECISIVE.has(place) ? place : undefined,
    isSchedule: kind === "cron" || kind === "rrule",
  };
}

/** @param text of a deployment */
function checkText(text: Text, outputs: Outputs): void {
  const standing = standingOf(text.path);
  const { isFree, decisive, isSchedule } = standing;
  outputs.once(text, `${isFree} ${decisive} ${isSchedule}`, String(text.path[2]), () => {
    judgeText(text, standing, outputs);
  });
}

function judgeText(text: Text, { isFree, decisive, isSchedule }: Standing, outputs: Outputs): void {
  const { context } = text;
  const { names, isWhole: whole } = text.formOf(text.value);
  checkForm(text, isFree);
  for (const each of names) {
    const { name } = each;
    if (each.isPrefect) {
      checkPrefectName(text, name, decisive !== undefined);
      continue;
    }
    if (name.startsWith("ctx.") && !isBefore(context.version, "3.6.17")) continue; // A worker fills it in.
    if (name.startsWith("$")) {
      checkVariable(text, name, decisive !== undefined || (whole && isSchedule) ? "error" : "warning");
      continue;
    }
    const { variables } = context;
    // Without a `$` too a name is looked up in the environment, where it has no dot.
    if (each.field === undefined && variables?.has(name) !== false) {
      if (decisive !== undefined && variables?.isBlank(name)) sayEmpty(text, name);
      continue;
    }
    if (decisive === "entrypoint" || decisive === "work_pool.name") {
      say(text, "template-too-early", {
        what: `\`{{ ${name} }}\` is not filled in: Prefect reads \`${decisive}\` before any step runs, and takes the text unchanged.`,
        fix: "Use an environment variable (`{{ $NAME }}`), or write the value.",
      });
      continue;
    }
    const missing = outputs.missing(each);
    if (missing === undefined) continue;
    say(text, "template-unknown", {
      ...(decisive === "name" && whole ? { severity: "error" } : {}),
      what: `\`{{ ${name} }}\` in \`${text.path.slice(2).map(named).join(".")}\` is filled in by nothing: ${missing.replace("earlier step", "build or push step")}; Prefect ${whole ? "leaves the key out" : "puts nothing there"}.`,
      fix: fixOf(name, false),
    });
  }
}

function fixOf(name: string, isScript: boolean): string {
  const [scope, field] = name.split(".", 2);
  if (scope === "env" && field !== undefined) return `Write \`{{ $${field} }}\` for an environment variable.`;
  if (scope === "vars" || scope === "variables") {
    return `Write \`{{ prefect.variables.${field ?? "name"} }}\` for a variable of Prefect, or \`{{ $${field ?? "NAME"} }}\` for one of the environment.`;
  }
  if (isScript && name.startsWith("."))
    return "Write it with a space that is not at the edge, as in `{{json .Id}}`.";
  return "Correct it to `id.field` of a step, or to `$NAME` for an environment variable.";
}

function checkVariable(text: Text, placeholder: string, severity: Severity): void {
  const { variables } = text.context;
  if (variables === undefined) return;
  const name = placeholder.replace(/^\$+/, "");
  if (!variables.has(name)) {
    say(text, "template-unset", {
      severity,
      what: `\`{{ $${name} }}\` is not set in this job; Prefect ${severity === "error" ? "cannot deploy with nothing there" : "puts nothing there"}.`,
      fix: `Set ${name} with \`env:\` in the workflow.`,
    });
  } else if (severity === "error" && text.formOf(text.value).isWhole && variables.isBlank(name)) {
    sayEmpty(text, `$${name}`);
  }
}

function sayEmpty(text: Text, name: string): void {
  const { isWhole, all } = text.formOf(text.value);
  if (!isWhole || all > 1) return;
  say(text, "template-unset", {
    severity: "error",
    what: `\`{{ ${name} }}\` is empty in this job; Prefect cannot deploy with nothing there.`,
    fix: "Check `env:` in the workflow, and that the secret or variable that it takes exists.",
  });
}

/** Says what is wrong with the form of a text. */
function checkForm(text: Text, free: boolean): void {
  const { github: found, unbalanced, jinja } = text.formOf(text.value);
  if (found !== undefined) {
    const kept = found.replace(PLACEHOLDER, "") === found;
    say(text, "template-github", {
      what: `\`${found}\` is an expression of GitHub, which fills in workflows only; Prefect ${kept ? "stores it unchanged" : `makes \`${found.replace(PLACEHOLDER, "")}\` of it`}.`,
      fix: "Hand the value over with `env:` in the workflow, and write `{{ $NAME }}` here.",
    });
  }
  if (free) return;
  if (unbalanced !== undefined) {
    say(text, "template-braces", {
      what: `\`${unbalanced}\` lacks a brace; Prefect stores it unchanged.`,
      fix: `Write \`{{ ${unbalanced.replaceAll(/[{}\s]/g, "")} }}\`.`,
    });
  } else if (jinja !== undefined && !jinja.includes("ctx.")) {
    say(text, "template-braces", {
      what: `\`${jinja}\` is not a template to Prefect, which knows names only, no filters and no statements; it stores the text unchanged.`,
      fix: "Write `{{ $NAME }}` or `{{ id.field }}`, and compute the value in a build step or in the workflow.",
    });
  }
}

/** What Prefect itself gives: `prefect.blocks…`, `prefect.variables…`. */
function checkPrefectName(text: Text, name: string, decisive: boolean): void {
  const { version } = text.context;
  const shown = `\`{{ ${name} }}\``;
  // Steps of the whole file are resolved where they run, and that may be nowhere.
  const later = text.path[0] !== "deployments";
  if (name.startsWith("prefect.blocks.")) {
    if (
      name
        .split(".")
        .slice(2)
        .filter((part) => part !== "").length < 2
    ) {
      say(text, "template-prefect", {
        ...(later ? {} : { severity: "error" as const }),
        what: `${shown} names no block, and ${later ? "the step" : "Prefect"} ends with an error.`,
        fix: "Write `{{ prefect.blocks.type.name }}`, for example `{{ prefect.blocks.secret.api-key }}`.",
      });
    } else if (isBefore(version, "3.7.0") && !text.formOf(text.value).isOne) {
      say(text, "template-prefect", {
        ...(later ? {} : { severity: "error" as const }),
        what: `${shown} has text around it, which Prefect refuses before 3.7.0.`,
        fix: "Let the block hold the whole text, or use a newer Prefect.",
      });
    } else checkStored(text, name);
    return;
  }
  if (name.startsWith("prefect.variables.")) {
    const variable = name.slice("prefect.variables.".length);
    say(text, "template-prefect", {
      ...(decisive ? { severity: "error" } : {}),
      what: `${shown} becomes nothing: ${variable.includes(".") || variable.includes("[") ? "Prefect does not look inside variables" : `no variable of Prefect can have the name \`${variable}\``}.`,
      fix: variable.includes(".")
        ? "Make a variable of its own for each value."
        : "Names of variables have small letters, digits, `_` and `-` only.",
    });
    return;
  }
  const [, kind = "", ...rest] = name.split(".");
  const nearest = /^b/i.test(kind) ? "blocks" : /^v/i.test(kind) ? "variables" : undefined;
  say(text, "template-prefect", {
    ...(decisive ? { severity: "error" } : {}),
    what: `${shown} is filled in by nothing: Prefect knows \`prefect.blocks.…\` and \`prefect.variables.…\` only.`,
    fix:
      nearest === undefined
        ? "Use one of the two."
        : `Did you mean \`{{ prefect.${nearest}.${rest.join(".") || (nearest === "blocks" ? "type.name" : "name")} }}\`?`,
  });
}

/** Steps keep the reference and are filled in where they run; all else gets the value at once. */
function checkStored(text: Text, name: string): void {
  const section = text.path[0] === "deployments" ? text.path[2] : text.path[0];
  if (SECTIONS.some((known) => known === section) || !SECRET_BLOCK.test(name)) return;
  say(text, "secret-stored", {
    what: `the value behind \`{{ ${name} }}\` is filled in by \`prefect deploy\` and stored in clear with the deployment.`,
    fix: "Load the block in the flow, or give the secret to the work pool or to the worker's environment.",
  });
}

function namesIn(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name = ""]) => name))];
}

function say(
  { report, file, path, title, said }: Text,
  rule: string,
  { what, ...rest }: Omit<Parameters<Report>[1], "where">,
): void {
  said.count += 1;
  report(rule, {
    what: title === "" ? sentence(what) : `${title}${what}`,
    ...rest,
    where: file.yaml.range([...path], "value"),
  });
}

function sentence(what: string): string {
  return what.charAt(0).toUpperCase() + what.slice(1);
}
