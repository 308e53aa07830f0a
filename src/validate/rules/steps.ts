import { STEP_RULES } from "./step-rules.js";
import { entryOf, isRecord } from "../../base/record.js";
import { remembered } from "../../base/remembered.js";
import { kindOfSecret } from "../../base/secret-shapes.js";
import { closest, distance } from "fastest-levenshtein";
import {
  knownSteps,
  NEWEST_STEPS,
  sectionOf,
  SECTIONS,
  stepsIn,
  type Section,
  type WrittenStep,
} from "./step-list.js";
import type { Step } from "./steps.generated.js";
import { named } from "../../base/named.js";
import type { Report } from "../../base/finding.js";
import type { Context, DeploymentEntry, PrefectFile } from "../../project/types.js";
import type { RuleSet } from "../types.js";
import { isBefore } from "./version.js";
import type { YamlPath } from "../../project/yaml/file.js";

const PACKAGE = "prefect.deployments.steps.";
/** Taken out before the function is called. */
const RESERVED = new Set(["id", "requires"]);
/** Where an empty `pull: []` counts, and where an image of one's own gets a folder of its own. */
const EXPLICIT_PULL = "3.8.0";
const IMAGE_FOLDER = "3.6.25";
const SHELL = "3.6.23";
/** One mapping in place of a list of steps. */
const SINGLE_STEP = "3.7.7";

const RUNNER_PATH =
  /\/home\/runner\/|\/Users\/runner\/|\/__w\/|\/github\/workspace|[A-Z]:\\a\\|github\.workspace|runner\.(?:temp|workspace)|\$\{?(?:GITHUB_WORKSPACE|RUNNER_TEMP|RUNNER_WORKSPACE)/;

/** Where steps stand, and who is told. */
interface Place {
  readonly file: PrefectFile;
  readonly title: string;
  readonly section: Section;
  readonly context: Context;
  readonly report: Report;
  readonly known: Readonly<Record<string, Step>>;
  readonly clear: Clear;
  readonly texts: Texts;
  /** Whether these steps run in the deploy itself: only then a mistake in one surely stops it. */
  readonly runs: boolean;
}

/** What is in texts, each judged once: by aliases a long one stands in thousands of steps. */
interface Texts {
  readonly isRunnerPath: (text: string) => boolean;
  readonly inScript: (text: string) => ShellSyntax;
}

export const steps: RuleSet = { rules: STEP_RULES, check };

function check(context: Context, report: Report): void {
  const known = knownSteps(context.version);
  const texts: Texts = {
    isRunnerPath: remembered((text) => RUNNER_PATH.test(text)),
    inScript: remembered(shellSyntax),
  };
  for (const file of context.files) {
    const clear = new Clear(file, report);
    const around = { file, context, report, known, clear, texts };
    for (const section of SECTIONS) {
      const runs = section !== "pull" && isUsed(file, section);
      checkSection(file.content[section], [section], { ...around, title: "", section, runs });
    }
    for (const entry of file.deployments) {
      for (const section of SECTIONS) {
        if (!Object.hasOwn(entry.content, section)) continue;
        const place = { ...around, title: `${entry.title}: `, section, runs: section !== "pull" };
        checkSection(entry.content[section], entry.path(section), place);
      }
      checkSecrets(entry, clear);
    }
    checkPull(file, context, report);
  }
}

/** Whether a deployment takes the steps of the whole file, or there is none yet that could. */
function isUsed(file: PrefectFile, section: Section): boolean {
  return (
    file.deployments.length === 0 ||
    file.deployments.some(({ content }) => sectionOf(content, file, section) === file.content[section])
  );
}

function checkSection(value: unknown, path: YamlPath, place: Place): void {
  const { context, section } = place;
  if (value === undefined || value === null) return;
  if (!Array.isArray(value) && !isRecord(value)) {
    say(place, "step-shape", path, "value", {
      what: `\`${section}\` is not a list of steps; Prefect would drop the whole file.`,
      fix: "Begin each step with a dash and the name of its function.",
    });
    return;
  }
  // What becomes of it in `pull` was not measured.
  const early = section !== "pull" && isBefore(context.version, SINGLE_STEP);
  if (isRecord(value) && Object.keys(value).length > 0 && early) {
    say(place, "step-shape", path, "key", {
      ...atRun(place),
      what: `\`${section}\` is one mapping, which fails before Prefect ${SINGLE_STEP}.`,
      fix: "Make it a list: put a dash before the name of the step.",
    });
  }
  if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly unknown[]).entries()) {
      if (isRecord(item)) continue;
      say(place, "step-shape", [...path, index], "value", {
        what: `a step in \`${section}\` is not a mapping; Prefect would drop the whole file.`,
        fix: "Write the name of the function with a colon, and its inputs below it.",
      });
    }
  }
  for (const step of stepsIn(value, path)) {
    if (checkShape(step, place)) checkStep(step, place);
    place.clear.check(step.inputs, [...step.path, step.name], place.title);
  }
}

/** Of so many keys a person reads the names. */
const MAX_LISTED = 20;

function checkShape({ names, name, inputs, path }: WrittenStep, place: Place): boolean {
  const [, second] = names;
  if (second !== undefined) {
    const unindented = inputs === null;
    say(place, "step-shape", [...path, second], "key", {
      ...atRun(place),
      what: `a step has ${names.length} keys (${names
        .slice(0, MAX_LISTED)
        .map((key) => `\`${named(key)}\``)
        .join(
          ", ",
        )}${names.length > MAX_LISTED ? " and more" : ""}), which Prefect refuses ${when(place.section)}.`,
      fix: unindented
        ? `Indent \`${named(second)}\` below \`${named(name)}\`.`
        : "Make each a step of its own, with a dash.",
    });
    return false;
  }
  if (isRecord(inputs)) return true;
  say(place, "step-shape", [...path, name], "key", {
    ...atRun(place),
    what: `the inputs of \`${named(name)}\` are ${inputs === null ? "empty" : "no mapping"}, which ends in an error ${when(place.section)}.`,
    fix: inputs === null ? "Write `{}` if it needs none." : "Write one `name: value` per line below it.",
    ...(inputs === null && name.length <= LONGEST
      ? { corrected: `${typeof path.at(-1) === "number" ? "- " : ""}${name}: {}` }
      : {}),
  });
  return false;
}

/** A mistake that only running the step shows: in `pull` the deploy itself succeeds. */
function atRun({ runs }: Place): { readonly severity?: "warning" } {
  return runs ? {} : { severity: "warning" };
}

/** Steps of `pull` run with each flow run, the others in the deploy. */
function when(section: Section): string {
  return section === "pull" ? "in every flow run" : "in the deploy";
}

function checkStep(step: WrittenStep, place: Place): void {
  const { name, path } = step;
  const inputs = step.inputs as Readonly<Record<string, unknown>>;
  if (Object.hasOwn(inputs, "requires")) {
    say(place, "step-requires", [...path, name, "requires"], "key", {
      what: `what \`requires\` names is installed ${place.section === "pull" ? "at the start of every flow run" : "on this runner"}, where it is missing.`,
      fix:
        place.section === "pull"
          ? "Put it into the image of the worker."
          : "Install it in a step of the workflow, with a pinned version.",
    });
  }
  const newest = entryOf(NEWEST_STEPS, name);
  if (!newest) {
    checkName(step, place);
    return;
  }
  checkInputs(step, inputs, newest, place);
  const short = name.slice(name.lastIndexOf(".") + 1);
  if (short === "git_clone" || short === "agit_clone") checkClone(step, inputs, place);
  if (short === "run_shell_script") checkScript(step, inputs, place);
  if (place.section === "pull") checkRunnerPath(step, inputs, place);
}

function checkName({ name, path }: WrittenStep, place: Place): void {
  const own = name.startsWith(PACKAGE) || /^prefect\.(?:deployment\.|projects\.|step)/.test(name);
  const bare =
    name.includes(".") || !Object.hasOwn(NEWEST_STEPS, PACKAGE + name) ? undefined : PACKAGE + name;
  if (!own && bare === undefined) return;
  const nearest = nearestTo(name, Object.keys(NEWEST_STEPS));
  const target = bare ?? (nearest && distance(name, nearest) <= 12 ? nearest : undefined);
  say(place, "step-unknown", [...path, name], "key", {
    ...atRun(place),
    what: `Prefect has no step \`${named(name)}\`, and ends in an error ${when(place.section)}.`,
    fix:
      target === undefined
        ? `Its own steps are ${Object.keys(NEWEST_STEPS)
            .filter((known) => known.split(".").length === 4 && !known.endsWith("run_step"))
            .map((known) => `\`${known.slice(PACKAGE.length)}\``)
            .join(", ")}.`
        : `Did you mean \`${target}\`?`,
  });
}

function checkInputs(
  { name, path }: WrittenStep,
  inputs: Readonly<Record<string, unknown>>,
  newest: Step,
  place: Place,
): void {
  const { known, section } = place;
  const step = entryOf(known, name) ?? newest;
  const taken = [...step.required, ...step.optional];
  const takenByNewest = [...newest.required, ...newest.optional];
  const short = name.slice(name.lastIndexOf(".") + 1);
  for (const key of Object.keys(inputs)) {
    if (newest.open || RESERVED.has(key) || taken.includes(key)) continue;
    const later = takenByNewest.includes(key);
    const isStep = Object.keys(NEWEST_STEPS).some((other) => other === key || other === PACKAGE + key);
    const nearest = nearestTo(key, takenByNewest);
    const instead =
      entryOf(ALIASES, `${short}.${key}`) ??
      (nearest && distance(key, nearest) <= Math.max(2, key.length / 3) ? nearest : undefined);
    say(place, "step-argument", [...path, name, key], "key", {
      ...atRun(place),
      what: `\`${short}\` takes no \`${named(key)}\`${later ? " in this version of Prefect" : ""}, and ends in an error ${when(section)}.`,
      fix: isStep
        ? `Make \`${key.startsWith(PACKAGE) ? key : PACKAGE + key}\` a step of its own.`
        : later
          ? "Take it out, or use a newer Prefect."
          : instead !== undefined && !Object.hasOwn(inputs, instead)
            ? `Did you mean \`${instead}\`?`
            : `Take it out; it takes ${takenByNewest.map((each) => `\`${each}\``).join(", ")}.`,
    });
  }
  const missing = newest.required.filter((key) => !Object.hasOwn(inputs, key));
  if (missing.length === 0) return;
  say(place, "step-argument", [...path, name], "key", {
    ...atRun(place),
    what: `\`${short}\` lacks ${missing.map((key) => `\`${key}\``).join(" and ")}, and ends in an error ${when(section)}.`,
    fix: `Add \`${missing[0] ?? ""}: …\` below it.`,
  });
}

/** Of a name that is longer than any slip of the pen none. */
function nearestTo(name: string, known: readonly string[]): string | undefined {
  return name.length > LONGEST ? undefined : closest(name, known);
}

const LONGEST = 200;

/** What is often written instead. */
const ALIASES: Readonly<Record<string, string>> = {
  "run_shell_script.run": "script",
  "run_shell_script.command": "script",
  "run_shell_script.commands": "script",
  "run_shell_script.cwd": "directory",
  "run_shell_script.working_directory": "directory",
  "git_clone.repo": "repository",
  "git_clone.url": "repository",
  "git_clone.token": "access_token",
  "git_clone.ref": "branch",
  "git_clone.commit": "commit_sha",
  "git_clone.directory": "clone_directory_name",
  "set_working_directory.path": "directory",
  "pip_install_requirements.file": "requirements_file",
};

function checkClone(
  { name, path }: WrittenStep,
  inputs: Readonly<Record<string, unknown>>,
  place: Place,
): void {
  for (const [one, other] of [
    ["access_token", "credentials"],
    ["branch", "commit_sha"],
  ] as const) {
    if (!isSure(inputs[one]) || !isSure(inputs[other])) continue;
    say(place, "step-conflict", [...path, name, other], "key", {
      ...atRun(place),
      what: `\`git_clone\` takes \`${one}\` or \`${other}\`, not both, and ends in an error ${when(place.section)}.`,
      fix: "Take one of the two out.",
    });
  }
}

/** Whether there surely is a value: a variable may be empty. */
function isSure(value: unknown): boolean {
  if (typeof value !== "string") return value !== undefined && value !== null && value !== false;
  return value !== "" && !/{{(?!\s*prefect\.blocks\.)/.test(value);
}

/** Without a shell, each line is one program with its arguments. */
function checkScript(
  { name, path }: WrittenStep,
  inputs: Readonly<Record<string, unknown>>,
  place: Place,
): void {
  const { script } = inputs;
  if (typeof script !== "string") {
    if (script === undefined) return;
    say(place, "step-argument", [...path, name, "script"], "value", {
      ...atRun(place),
      what: `\`script\` is not text, and the step ends in an error ${when(place.section)}.`,
      fix: Array.isArray(script)
        ? "Write it as one text: `script: |`, and one command per line below."
        : "Write one text.",
    });
    return;
  }
  const shell = inputs["shell"];
  if (shell !== undefined && shell !== false) return;
  const { first, firstOperator } = place.texts.inScript(script);
  const isExpanded = inputs["expand_env_vars"] !== undefined && inputs["expand_env_vars"] !== false;
  const found = isExpanded ? firstOperator : first;
  if (!found) return;
  const newer = isBefore(place.context.version, SHELL) ? "" : "Add `shell: true`, or write ";
  say(place, "step-shell", [...path, name, "script"], "value", {
    what:
      found.operator === undefined
        ? `no shell runs the script, so \`${named(found.variable ?? "")}\` is handed to the program unchanged.`
        : `no shell runs the script, so \`${found.operator}\` and what follows are arguments of the first program.`,
    fix: newer === "" ? "Write `bash -c '…'`." : `${newer}\`bash -c '…'\`.`,
  });
}

/** What only a shell does in a line of a script. */
interface ShellLine {
  readonly operator: string | undefined;
  readonly variable: string | undefined;
}

/** The first line of a script with such a thing, and the first with an operator. */
interface ShellSyntax {
  readonly first: ShellLine | undefined;
  readonly firstOperator: ShellLine | undefined;
}

function shellSyntax(script: string): ShellSyntax {
  let first: ShellLine | undefined;
  for (const line of script.split("\n")) {
    if (/^\s*(?:\S*\/)?(?:ba|da|z|k)?sh\s/.test(line)) continue;
    const [, operator] =
      /(?:^|\s)(\|\||&&|\||>>?|2>&1|;)(?:\s|$)/.exec(withoutQuoted(line, /'[^']*'|"[^"]*"/g)) ?? [];
    const [variable] =
      /\$\{?[A-Za-z_]\w*\}?|\$\(/.exec(withoutQuoted(line, /'[^']*'|\$?\{\{[^{}]*\}\}/g)) ?? [];
    if (operator === undefined && variable === undefined) continue;
    first ??= { operator, variable };
    if (operator !== undefined) return { first, firstOperator: { operator, variable } };
  }
  return { first, firstOperator: undefined };
}

function withoutQuoted(line: string, quoted: RegExp): string {
  return line.replace(quoted, "_");
}

function checkRunnerPath(
  { name, path }: WrittenStep,
  inputs: Readonly<Record<string, unknown>>,
  place: Place,
): void {
  for (const [key, value] of Object.entries(inputs)) {
    if (typeof value !== "string" || key === "script" || !place.texts.isRunnerPath(value)) continue;
    say(place, "runner-path", [...path, name, key], "value", {
      what: `\`${key}\` is a folder of this runner, where no worker will find it.`,
      fix: "Clone the code with `git_clone` first, and use `{{ id.directory }}` of that step; or name a folder of the worker.",
    });
  }
}

/** Keys whose value is a secret if it is written out. */
const SECRET_KEY =
  /(?:^|[_-])(?:password|passwd|token|api_?key|access_?key|secret_?key|private_?key|client_?secret|secret)$/i;
/** Names of things, files and references; no secret has such a form. */
const HARMLESS =
  /^(?:[./~$<*]|arn:|[a-z]+:\/\/[^@]*$|(?:true|false|none|null|auto)$)|\s|\.(?:json|pem|key|txt|ya?ml)$/i;
function checkSecrets({ content, path, title }: DeploymentEntry, clear: Clear): void {
  for (const key of ["work_pool", "parameters", "schedules", "description", "version", "tags"]) {
    clear.check(content[key], path(key), `${title}: `);
  }
}

/** Looks for secrets in one file. What aliases share is gone through once: it stands in one place. */
class Clear {
  private readonly seen = new WeakSet<object>();
  private readonly kindOf = remembered(kindOfSecret);

  constructor(
    private readonly file: PrefectFile,
    private readonly report: Report,
  ) {}

  /** The value itself is never said. */
  check(value: unknown, path: YamlPath, title: string): void {
    if (typeof value === "string") {
      this.text(value, path, title);
      return;
    }
    if (typeof value !== "object" || value === null || this.seen.has(value)) return;
    this.seen.add(value);
    const items: Iterable<readonly [string | number, unknown]> = Array.isArray(value)
      ? value.entries()
      : Object.entries(value);
    for (const [key, item] of items) this.check(item, [...path, key], title);
  }

  private text(value: string, path: YamlPath, title: string): void {
    const kind = this.kindOf(value) ?? namedSecret(value, String(path.at(-1)));
    if (kind === undefined) return;
    this.report("secret-in-clear", {
      what: `${title}${title === "" ? kind.charAt(0).toUpperCase() + kind.slice(1) : kind} stands here in clear, and is stored on the server in clear.`,
      fix: "Take it back where it was issued, and keep the new one in a secret block: `{{ prefect.blocks.secret.name }}` in a step, or loaded in the flow.",
      where: this.file.yaml.range(path, "value"),
    });
  }
}

function namedSecret(value: string, key: string): string | undefined {
  if (!SECRET_KEY.test(key) || value.includes("{{") || value.length < 6 || HARMLESS.test(value))
    return undefined;
  // `secret: my-secret` names one; what holds digits is more likely the secret itself.
  if (/(?:^|[_-])secret$/i.test(key) && !(/\d/.test(value) && value.length >= 12)) return undefined;
  return `the value of \`${named(key)}\``;
}

/** Without steps to pull the code Prefect stores the folder in which the CLI ran. */
function checkPull(file: PrefectFile, context: Context, report: Report): void {
  const without = file.deployments.filter(({ content }) => storesOwnFolder(content, file, context.version));
  if (without.length === 0) return;
  const shown = without.slice(0, 5).map(({ title }) => title);
  const more = without.length - shown.length;
  report("no-pull", {
    what: `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}: there is no \`pull\`, so Prefect stores the folder in which it runs, which is this runner's; no worker finds the code there.`,
    fix: `Add a \`pull\` section, for example with \`${PACKAGE}git_clone\`${isBefore(context.version, EXPLICIT_PULL) ? "" : ", or `pull: []` if the image holds the code"}.`,
    // It is about all of them: a comment at one would turn it off for the others too.
    where: file.yaml.range(["deployments"], "key"),
  });
}

function storesOwnFolder(
  content: Readonly<Record<string, unknown>>,
  file: PrefectFile,
  version: string | undefined,
): boolean {
  const own = Object.hasOwn(content, "pull") ? content["pull"] : file.content["pull"];
  const explicit = Array.isArray(own) && own.length === 0;
  if (explicit && !isBefore(version, EXPLICIT_PULL)) return false;
  const pull = isEmpty(own) ? file.content["pull"] : own;
  if (!isEmpty(pull)) return false;
  const build = content["build"];
  const builds = stepsIn(isEmpty(build) ? file.content["build"] : build, []);
  if (builds.some(({ names }) => names.includes("prefect_docker.deployments.steps.build_docker_image")))
    return false;
  const workPool = content["work_pool"];
  const variables = isRecord(workPool) ? workPool["job_variables"] : undefined;
  const image = isRecord(variables) ? variables["image"] : undefined;
  return isEmpty(image) || isBefore(version, IMAGE_FOLDER);
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isRecord(value)) return Object.keys(value).length === 0;
  return value === undefined || value === null || value === "";
}

function say(
  { report, file, title }: Place,
  rule: string,
  path: YamlPath,
  part: "key" | "value",
  { what, ...rest }: Omit<Parameters<Report>[1], "where">,
): void {
  const text = title === "" && !what.startsWith("`") ? what.charAt(0).toUpperCase() + what.slice(1) : what;
  report(rule, { what: `${title}${text}`, ...rest, where: file.yaml.range(path, part) });
}
