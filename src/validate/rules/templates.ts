import { named } from "../../base/named.js";
import { isRecord } from "../../base/record.js";
import { PLACEHOLDER } from "../../base/template.js";
import { checkPrefectName } from "./prefect-names.js";
import { Spot, type Words } from "./spot.js";
import { sectionOf, SECTIONS, stepsIn, type Section } from "./step-list.js";
import { Outputs, Scope } from "./step-outputs.js";
import { formOf, hasBrace, type Name } from "./template-form.js";
import { TEMPLATE_RULES } from "./template-rules.js";
import { eachText } from "./walk.js";
import type { Severity } from "../../base/finding.js";
import type { Context, DeploymentEntry, PrefectFile } from "../../project/types.js";
import type { YamlPath } from "../../project/yaml/file.js";
import type { RuleSet } from "../types.js";

export const templates: RuleSet = {
  rules: TEMPLATE_RULES,
  check(context, report) {
    const all: All = { context, without: new WeakSet() };
    for (const file of context.files) {
      const root = new Spot(file, [], "", report);
      const given: Outputs[] = [];
      for (const section of SECTIONS) {
        const before = [ownOutputs(file, section), ...given];
        given.push(checkSteps(file.content[section], root.at(section), { section, given: before, ...all }));
      }
      const shared = new Scope(given.slice(0, 2));
      for (const entry of file.deployments)
        checkEntry(entry, Spot.of(entry, report), { given, shared, ...all });
    }
  },
};

interface All {
  readonly context: Context;
  /** Lists and mappings without a brace in them. */
  readonly without: WeakSet<object>;
}

/** What the steps of the whole file give. */
interface Shared extends All {
  /** By section. */
  readonly given: readonly Outputs[];
  /** Those of `build` and `push` together. */
  readonly shared: Scope;
}

/** What the deployments' own steps give to those of the file that run after them: a file's push after each own build. */
function ownOutputs({ deployments }: PrefectFile, section: Section): Outputs {
  const outputs = new Outputs();
  const seen = new Set<unknown>();
  const before = SECTIONS.slice(0, SECTIONS.indexOf(section));
  for (const { content } of deployments) {
    for (const earlier of before) {
      if (seen.has(content[earlier])) continue; // By aliases thousands have the same ones.
      seen.add(content[earlier]);
      for (const step of stepsIn(content[earlier], [])) outputs.add(step);
    }
  }
  return outputs;
}

function checkEntry({ content, file }: DeploymentEntry, spot: Spot, { given, shared, ...all }: Shared): void {
  const own: Outputs[] = [];
  for (const [index, section] of SECTIONS.entries()) {
    const fromFile = given[index];
    // Those of the file are checked with the file.
    const isOwn = Object.hasOwn(content, section) && sectionOf(content, file, section) === content[section];
    if (isOwn || !fromFile)
      own.push(checkSteps(content[section], spot.at(section), { section, given: own, ...all }));
    else own.push(fromFile);
  }
  const hasOwn = own.some((outputs, index) => outputs !== given[index]);
  const scope = hasOwn ? new Scope(own.slice(0, 2)) : shared;
  for (const [key, value] of Object.entries(content)) {
    if (SECTIONS.some((section) => section === key)) continue;
    for (const [path, part] of key === "triggers" ? partsOf(value) : [[[], value] as const]) {
      eachTemplate(part, spot.at(key, ...path), all, (text) => {
        checkText(text, scope);
      });
    }
  }
}

/** What Prefect fills in of triggers: all but their parameters, in which an event fills in what it finds. */
function partsOf(triggers: unknown): (readonly [path: YamlPath, value: unknown])[] {
  return (Array.isArray(triggers) ? (triggers as readonly unknown[]) : []).flatMap((trigger, index) =>
    isRecord(trigger)
      ? Object.entries(trigger).flatMap(([key, value]) =>
          key === "parameters" ? [] : [[[index, key], value] as const],
        )
      : [],
  );
}

/** One text with its place. */
class Text {
  isSaid = false;

  /** @param path changes when the text is judged */
  constructor(
    readonly value: string,
    readonly path: YamlPath,
    readonly context: Context,
    private readonly spot: Spot,
  ) {}

  get form() {
    return formOf(this.value);
  }

  readonly say = (rule: string, words: Words): void => {
    this.isSaid = true;
    this.spot.to([...this.path]).say(rule, "value", words);
  };
}

/** The texts with a brace in them. */
function eachTemplate(
  value: unknown,
  spot: Spot,
  { context, without }: All,
  check: (text: Text) => void,
): void {
  const visit = (text: string, path: YamlPath): boolean => {
    if (!hasBrace(text)) return false;
    check(new Text(text, path, context, spot));
    return true;
  };
  eachText(value, [...spot.path], visit, without);
}

/**
 * A text with more templates than these is judged once in a part of the file, though by aliases it may stand in thousands
 * of places, and though something is wrong with it.
 */
const MANY = 50;

/** @param kind of its place: what counts there. @param part of the file */
function judgeOnce(
  text: Text,
  scope: Scope,
  [kind, part]: readonly [string, string],
  judge: () => void,
): void {
  scope.once(text.value, [kind, `in ${part}`], () => {
    judge();
    return text.isSaid ? (text.form.names.length > MANY ? [`in ${part}`] : []) : [kind];
  });
}

interface Steps extends All {
  readonly section: Section;
  /** What the sections before give. */
  readonly given: readonly Outputs[];
}

/** Where words of any kind are at home: what does not match there is no mistake. */
const FREE_TEXT = new Set(["description", "parameters", "script"]);

/** @returns what these steps give */
function checkSteps(value: unknown, spot: Spot, { section, given, ...all }: Steps): Outputs {
  const outputs = new Outputs();
  const scope = new Scope([...given, outputs]);
  for (const step of stepsIn(value, spot.path)) {
    eachTemplate(step.inputs, spot.to([...step.path, step.name]), all, (text) => {
      const input = String(text.path[step.path.length + 1]);
      if (input === "id" || input === "requires") return; // Taken unchanged.
      const kind = `${section} ${FREE_TEXT.has(input)} ${input === "script"} ${text.path[0] ?? ""}`;
      judgeOnce(text, scope, [kind, input], () => {
        judgeStepText(text, input, section, scope);
      });
    });
    scope.add(step);
  }
  return outputs;
}

function judgeStepText(text: Text, input: string, section: Section, scope: Scope): void {
  checkForm(text, FREE_TEXT.has(input));
  const { names, isOne } = text.form;
  for (const each of names) {
    const { name } = each;
    if (each.isPrefect) checkPrefectName(text, name, false);
    else if (name.startsWith("$")) {
      // What is not set here stays in a pull step, and the worker fills it in.
      if (section !== "pull") checkVariable(text, name, "warning");
    } else {
      const missing = scope.missing(each);
      const who = section === "pull" ? "the worker" : "Prefect";
      if (missing === undefined) continue;
      text.say("template-unknown", {
        what: `\`{{ ${name} }}\` is filled in by nothing: ${missing}; ${who} ${isOne ? `leaves \`${named(input)}\` out` : "puts nothing there"}.`,
        fix: fixOf(name, input === "script"),
      });
    }
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
function checkText(text: Text, scope: Scope): void {
  const standing = standingOf(text.path);
  judgeOnce(text, scope, [Object.values(standing).join(" "), String(text.path[2])], () => {
    checkForm(text, standing.isFree);
    for (const each of text.form.names) judgeName(text, each, standing, scope);
  });
}

function judgeName(text: Text, each: Name, { decisive, isSchedule }: Standing, scope: Scope): void {
  const { name, field } = each;
  const { variables } = text.context;
  const { isWhole } = text.form;
  if (each.isPrefect) {
    checkPrefectName(text, name, decisive !== undefined);
    return;
  }
  if (name.startsWith("ctx.")) return; // A worker fills it in.
  if (name.startsWith("$")) {
    checkVariable(text, name, decisive !== undefined || (isWhole && isSchedule) ? "error" : "warning");
    return;
  }
  // Without a `$` too a name is looked up in the environment, where it has no dot.
  if (field === undefined && variables?.has(name) !== false) {
    if (decisive !== undefined && variables?.isBlank(name)) sayEmpty(text, name);
    return;
  }
  if (decisive === "entrypoint" || decisive === "work_pool.name") {
    text.say("template-too-early", {
      what: `\`{{ ${name} }}\` is not filled in: Prefect reads \`${decisive}\` before any step runs, and takes the text unchanged.`,
      fix: "Use an environment variable (`{{ $NAME }}`), or write the value.",
    });
    return;
  }
  const missing = scope.missing(each)?.replace("earlier step", "build or push step");
  if (missing === undefined) return;
  text.say("template-unknown", {
    severity: decisive === "name" && isWhole ? "error" : undefined,
    what: `\`{{ ${name} }}\` in \`${text.path.slice(2).map(named).join(".")}\` is filled in by nothing: ${missing}; Prefect ${isWhole ? "leaves the key out" : "puts nothing there"}.`,
    fix: fixOf(name, false),
  });
}

function fixOf(name: string, isScript: boolean): string {
  const [scope, field] = name.split(".", 2);
  if (scope === "event") return "Move it below `parameters:` of a trigger: an event fills in nothing else.";
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
    text.say("template-unset", {
      severity,
      what: `\`{{ $${name} }}\` is not set in this job; Prefect ${severity === "error" ? "cannot deploy with nothing there" : "puts nothing there"}.`,
      fix: `Set ${name} with \`env:\` in the workflow.`,
    });
  } else if (severity === "error" && variables.isBlank(name)) sayEmpty(text, `$${name}`);
}

function sayEmpty(text: Text, name: string): void {
  if (!text.form.isOneName) return;
  text.say("template-unset", {
    severity: "error",
    what: `\`{{ ${name} }}\` is empty in this job; Prefect cannot deploy with nothing there.`,
    fix: "Check `env:` in the workflow, and that the secret or variable that it takes exists.",
  });
}

/** Says what is wrong with the form of a text. @param isFree it may hold words of any kind */
function checkForm(text: Text, isFree: boolean): void {
  const { github, unbalanced, jinja } = text.form;
  if (github !== undefined) {
    const becomes = github.replace(PLACEHOLDER, "");
    text.say("template-github", {
      what: `\`${github}\` is an expression of GitHub, which fills in workflows only; Prefect ${becomes === github ? "stores it unchanged" : `makes \`${becomes}\` of it`}.`,
      fix: "Pass the value with `env:` in the workflow, and write `{{ $NAME }}` here.",
    });
  }
  if (isFree) return;
  if (unbalanced !== undefined) {
    text.say("template-braces", {
      what: `\`${unbalanced}\` is missing a brace; Prefect stores it unchanged.`,
      fix: `Write \`{{ ${unbalanced.replaceAll(/[{}\s]/g, "")} }}\`.`,
    });
  } else if (jinja !== undefined && !jinja.includes("ctx.")) {
    text.say("template-braces", {
      what: `\`${jinja}\` is not a template to Prefect, which knows names only, no filters and no statements; it stores the text unchanged.`,
      fix: "Write `{{ $NAME }}` or `{{ id.field }}`, and compute the value in a build step or in the workflow.",
    });
  }
}
