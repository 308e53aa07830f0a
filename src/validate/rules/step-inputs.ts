import { named } from "../../base/named.js";
import { nearest } from "../../base/nearest.js";
import { entryOf } from "../../base/record.js";
import { remembered } from "../../base/remembered.js";
import { checkClone } from "./clone-inputs.js";
import { shellSyntax } from "./shell-syntax.js";
import { STEPS, type Step } from "./steps.generated.js";
import type { Spot } from "./spot.js";
import type { Run } from "./step-list.js";

interface Named {
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

const PACKAGE = "prefect.deployments.steps.";

/** One step by what its function takes. @param spot of the inputs */
export function checkStep({ name, inputs }: Named, spot: Spot, run: Run): void {
  const isPull = run.section === "pull";
  if (Object.hasOwn(inputs, "requires")) {
    spot.at("requires").say("step-requires", "key", {
      what: `what \`requires\` names is installed ${isPull ? "at the start of every flow run" : "on this runner"}, where it is missing.`,
      fix: isPull
        ? "Put it into the image of the worker."
        : "Install it in a step of the workflow, with a pinned version.",
    });
  }
  const step = entryOf(STEPS, name);
  if (!step) {
    checkName(name, spot, run);
    return;
  }
  const own = { name: name.slice(name.lastIndexOf(".") + 1), inputs };
  checkInputs(own, step, spot, run);
  if (own.name.endsWith("git_clone")) checkClone(inputs, spot, run);
  if (own.name === "run_shell_script") checkScript(inputs, spot, run);
  if (isPull) checkRunnerPath(inputs, spot);
}

function checkName(name: string, spot: Spot, { severity, when }: Run): void {
  const isOwn = name.startsWith(PACKAGE) || /^prefect\.(?:deployment\.|projects\.|step)/.test(name);
  const isShort = !name.includes(".") && Object.hasOwn(STEPS, PACKAGE + name);
  if (!isOwn && !isShort) return;
  const target = isShort ? PACKAGE + name : nearest(name, Object.keys(STEPS));
  const all = Object.keys(STEPS)
    .filter((known) => known.split(".").length === 4 && !known.endsWith("run_step"))
    .map((known) => `\`${known.slice(PACKAGE.length)}\``);
  spot.say("step-unknown", "key", {
    severity,
    what: `Prefect has no step \`${named(name)}\`, and ends in an error ${when}.`,
    fix: target === undefined ? `Its own steps are ${all.join(", ")}.` : `Did you mean \`${target}\`?`,
  });
}

/** Taken out before the function is called. */
const RESERVED = new Set(["id", "requires"]);

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

function checkInputs({ name, inputs }: Named, step: Step, spot: Spot, { severity, when }: Run): void {
  const taken = [...step.required, ...step.optional];
  for (const key of Object.keys(inputs)) {
    if (step.open || RESERVED.has(key) || taken.includes(key)) continue;
    const whole = [key, PACKAGE + key].find((each) => Object.hasOwn(STEPS, each));
    const instead = entryOf(ALIASES, `${name}.${key}`) ?? nearest(key, taken);
    spot.at(key).say("step-argument", "key", {
      severity,
      what: `\`${name}\` takes no \`${named(key)}\`, and ends in an error ${when}.`,
      fix:
        whole !== undefined
          ? `Make \`${whole}\` a step of its own.`
          : instead !== undefined && !Object.hasOwn(inputs, instead)
            ? `Did you mean \`${instead}\`?`
            : `Take it out; it takes ${taken.map((each) => `\`${each}\``).join(", ")}.`,
    });
  }
  const missing = step.required.filter((key) => !Object.hasOwn(inputs, key));
  if (missing.length === 0) return;
  spot.say("step-argument", "key", {
    severity,
    what: `\`${name}\` lacks ${missing.map((key) => `\`${key}\``).join(" and ")}, and ends in an error ${when}.`,
    fix: `Add \`${missing[0] ?? ""}: …\` below it.`,
  });
}

/** By aliases a long one stands in thousands of steps. */
const syntaxOf = remembered(shellSyntax);

/** Without a shell, each line is one program with its arguments. */
function checkScript(inputs: Named["inputs"], spot: Spot, { severity, when }: Run): void {
  const { script, shell, expand_env_vars: expanded } = inputs;
  if (typeof script !== "string") {
    if (script === undefined) return;
    const isList = Array.isArray(script);
    spot.at("script").say("step-argument", "value", {
      severity,
      what: `\`script\` is not text, and the step ends in an error ${when}.`,
      fix: isList ? "Write it as one text: `script: |`, and one command per line below." : "Write one text.",
    });
    return;
  }
  if (shell !== undefined && shell !== false) return;
  const { first, firstOperator } = syntaxOf(script);
  const found = expanded === undefined || expanded === false ? first : firstOperator;
  if (!found) return;
  spot.at("script").say("step-shell", "value", {
    what:
      found.operator === undefined
        ? `no shell runs the script, so \`${named(found.variable ?? "")}\` is handed to the program unchanged.`
        : `no shell runs the script, so \`${found.operator}\` and what follows are arguments of the first program.`,
    fix: "Add `shell: true`, or write `bash -c '…'`.",
  });
}

const isRunnerPath = remembered((text) =>
  /\/home\/runner\/|\/Users\/runner\/|\/__w\/|\/github\/workspace|[A-Z]:\\a\\|github\.workspace|runner\.(?:temp|workspace)|\$\{?(?:GITHUB_WORKSPACE|RUNNER_TEMP|RUNNER_WORKSPACE)/.test(
    text,
  ),
);

function checkRunnerPath(inputs: Named["inputs"], spot: Spot): void {
  for (const [key, value] of Object.entries(inputs)) {
    if (typeof value !== "string" || key === "script" || !isRunnerPath(value)) continue;
    spot.at(key).say("runner-path", "value", {
      what: `\`${key}\` is a folder of this runner, where no worker will find it.`,
      fix: "Clone the code with `git_clone` first, and use `{{ id.directory }}` of that step; or name a folder of the worker.",
    });
  }
}
