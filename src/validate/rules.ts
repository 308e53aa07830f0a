import { entrypoints } from "./rules/entrypoints.js";
import { FILE_RULES } from "./rules/file-rules.js";
import { flowNames } from "./rules/flow-names.js";
import { importCalls } from "./rules/import-calls.js";
import { schedules } from "./rules/schedules.js";
import { structure } from "./rules/structure.js";
import { steps } from "./rules/steps.js";
import { templates } from "./rules/templates.js";
import { triggers } from "./rules/triggers.js";
import type { Severity } from "../base/finding.js";
import type { Rule, RuleSet } from "./types.js";

/** Every rule set, in the order in which they run, by the name that messages give it. */
export const RULE_SETS: ReadonlyMap<string, RuleSet> = new Map([
  ["structure", structure],
  ["entrypoints", entrypoints],
  ["flow names", flowNames],
  ["import calls", importCalls],
  ["schedules", schedules],
  ["triggers", triggers],
  ["templates", templates],
  ["steps", steps],
]);

/** Every rule that there is, files first. */
export const RULES: readonly Rule[] = [
  ...FILE_RULES,
  ...[...RULE_SETS.values()].flatMap(({ rules }) => rules),
];

const BY_ID = new Map(RULES.map((rule) => [rule.id, rule]));

/** @throws Error for a rule that is not in the registry: a mistake in this code */
export function severityOf(rule: string): Severity {
  const found = BY_ID.get(rule);
  if (found === undefined) throw new Error(`No rule ${rule}.`);
  return found.severity;
}

/** Whether a rule says that something is not checked, which nothing turns off. */
export function isUnchecked(rule: string): boolean {
  return BY_ID.get(rule)?.isUnchecked === true;
}
