import { named } from "../../base/named.js";
import { firstOf } from "../../base/quote.js";
import { isRecord } from "../../base/record.js";
import { checkEmptySections } from "./empty-section.js";
import { checkPull } from "./no-pull.js";
import { SecretsInClear } from "./secrets-in-clear.js";
import { Spot } from "./spot.js";
import { checkStep } from "./step-inputs.js";
import { sectionOf, SECTIONS, stepsIn, type Run, type Section, type WrittenStep } from "./step-list.js";
import { STEP_RULES } from "./step-rules.js";
import { isBefore } from "./version.js";
import type { PrefectFile } from "../../project/types.js";
import type { RuleSet } from "../types.js";

export const steps: RuleSet = {
  rules: STEP_RULES,
  check({ files, version }, report) {
    for (const file of files) {
      const secrets = new SecretsInClear();
      const root = new Spot(file, [], "", report);
      for (const section of SECTIONS) {
        const run = runOf(section, section !== "pull" && isUsed(file, section));
        checkSection(file.content[section], root.at(section), run, version);
        checkSecrets(file.content[section], root.at(section), secrets);
      }
      for (const entry of file.deployments) {
        const spot = Spot.of(entry, report);
        for (const section of SECTIONS) {
          checkSection(entry.content[section], spot.at(section), runOf(section, section !== "pull"), version);
          checkSecrets(entry.content[section], spot.at(section), secrets);
        }
        checkEmptySections(entry, spot, version);
        for (const key of ["work_pool", "parameters", "schedules", "description", "version", "tags"])
          secrets.check(entry.content[key], spot.at(key));
      }
      checkPull(file, root, version);
    }
  },
};

/** @param runs whether these steps run in the deploy itself: only then a mistake in one surely stops it */
function runOf(section: Section, runs: boolean): Run {
  const when = section === "pull" ? "in every flow run" : "in the deploy";
  return { section, when, severity: runs ? undefined : "warning" };
}

/** Whether a deployment takes the steps of the whole file, or there is none yet that could. */
function isUsed(file: PrefectFile, section: Section): boolean {
  return (
    file.deployments.length === 0 ||
    file.deployments.some(({ content }) => sectionOf(content, file, section) === file.content[section])
  );
}

function checkSecrets(section: unknown, spot: Spot, secrets: SecretsInClear): void {
  for (const { inputs, path, name } of stepsIn(section, [])) secrets.check(inputs, spot.at(...path, name));
}

/** One mapping in place of a list of steps. */
const SINGLE_STEP = "3.7.7";

/** @param version of the Prefect that deploys: of a mapping for a list an earlier one only says that it has no string indices */
function checkSection(value: unknown, spot: Spot, run: Run, version: string | undefined): void {
  const { section, severity } = run;
  if (value === undefined || value === null) return;
  if (!Array.isArray(value) && !isRecord(value)) {
    spot.say("step-shape", "value", {
      what: `\`${section}\` is not a list of steps; Prefect would drop the whole file.`,
      fix: "Begin each step with a dash and the name of its function.",
    });
    return;
  }
  // What becomes of it in `pull` was not measured.
  if (
    isRecord(value) &&
    Object.keys(value).length > 0 &&
    section !== "pull" &&
    isBefore(version, SINGLE_STEP)
  ) {
    spot.say("step-shape", "key", {
      severity,
      what: `\`${section}\` is one mapping, which fails before Prefect ${SINGLE_STEP}.`,
      fix: "Make it a list: put a dash before the name of the step.",
    });
  }
  for (const [index, item] of (Array.isArray(value) ? (value as readonly unknown[]) : []).entries()) {
    if (isRecord(item)) continue;
    spot.at(index).say("step-shape", "value", {
      what: `a step in \`${section}\` is not a mapping; Prefect would drop the whole file.`,
      fix: "Write the name of the function with a colon, and its inputs below it.",
    });
  }
  for (const step of stepsIn(value, [])) {
    const place = spot.at(...step.path);
    if (isRecord(step.inputs) && step.names.length === 1)
      checkStep({ name: step.name, inputs: step.inputs }, place.at(step.name), run);
    else sayShape(step, place, run);
  }
}

function sayShape({ names, name, inputs }: WrittenStep, spot: Spot, { severity, when }: Run): void {
  const [, second] = names;
  if (second !== undefined) {
    const listed = firstOf(
      names.map((key) => `\`${named(key)}\``),
      20,
    );
    spot.at(second).say("step-shape", "key", {
      severity,
      what: `a step has ${names.length} keys (${listed}), which Prefect refuses ${when}.`,
      fix:
        inputs === null
          ? `Indent \`${named(second)}\` below \`${named(name)}\`.`
          : "Make each a step of its own, with a dash.",
    });
    return;
  }
  const place = spot.at(name);
  place.say("step-shape", "key", {
    severity,
    what: `the inputs of \`${named(name)}\` are ${inputs === null ? "empty" : "no mapping"}, which ends in an error ${when}.`,
    fix: inputs === null ? "Write `{}` if it needs none." : "Write one `name: value` per line below it.",
    corrected: inputs === null ? place.corrected({ value: "{}" }) : undefined,
  });
}
