import { entryOf, isRecord } from "../../base/record.js";
import { remembered } from "../../base/remembered.js";
import { checkFields } from "./fields.js";
import { checkFlowName } from "./flow-name-key.js";
import { checkDates, checkLater, checkValue, type Judge } from "./invalid-value.js";
import { PREFECT_YAML } from "./prefect-yaml.generated.js";
import { checkRepeated } from "./repeated.js";
import { Validator } from "./schema.js";
import { Spot } from "./spot.js";
import { STRUCTURE_RULES } from "./structure-rules.js";
import { checkToml, hasDefaultPool } from "./toml.js";
import { checkKeys } from "./unknown-keys.js";
import type { DeploymentEntry } from "../../project/types.js";
import type { RuleSet } from "../types.js";

/** Keys and values of the file and its deployments, by the models of the newest Prefect. */
export const structure: RuleSet = {
  rules: STRUCTURE_RULES,
  check(context, report) {
    const { version } = context;
    const poolKnown = remembered((directory) => hasDefaultPool(directory, context));
    for (const file of context.files) {
      const isPoolKnown = poolKnown(file.directory);
      const judge = { validator: new Validator(PREFECT_YAML, file.yaml), version };
      checkFile(new Spot(file, [], "", report), judge);
      for (const entry of file.deployments) {
        const spot = Spot.of(entry, report);
        checkDeployment(spot, entry, judge);
        checkFields(entry, spot, { isPoolKnown, isAlone: file.deployments.length === 1, version });
        checkParts(spot, entry, judge);
        checkFlowName(entry, spot, context);
      }
    }
    checkRepeated(context, report);
    checkToml(context, report);
  },
};

/** A definition of the schema, with the keys that it knows. */
function propertiesOf({ validator }: Judge, definition: string) {
  return validator.resolve({ $ref: `#/$defs/${definition}` }).properties ?? {};
}

function checkFile(spot: Spot, judge: Judge): void {
  const { content } = spot.file;
  const { properties = {} } = PREFECT_YAML;
  const { deployments } = content;
  if (deployments === undefined || (Array.isArray(deployments) && deployments.length === 0)) {
    spot.report("no-deployments", {
      what: `${spot.file.yaml.file} has no \`deployments\`, so there is nothing to deploy.`,
      fix: "Write one `- name: …` with its `entrypoint:` for each deployment below `deployments:`.",
      where: spot.at("deployments").range("key"),
    });
  }
  for (const key of Object.keys(content)) {
    const schema = entryOf(properties, key);
    // What is in each deployment is looked at there.
    if (schema && !(key === "deployments" && Array.isArray(deployments)))
      checkValue(spot.at(key), content, schema, judge);
  }
  checkKeys("file", spot, { content, known: properties }, judge.version);
}

/** Other rules say what is wrong there. */
const SCHEDULES: ReadonlySet<string> = new Set(["schedule", "schedules"]);

function checkDeployment(spot: Spot, { content }: DeploymentEntry, judge: Judge): void {
  const known = propertiesOf(judge, "DeploymentConfig");
  for (const key of Object.keys(content)) {
    const schema = entryOf(known, key);
    if (!schema || SCHEDULES.has(key)) continue;
    checkValue(spot.at(key), content, schema, judge);
    checkLater(spot.at(key), content[key], schema, judge);
  }
  checkKeys("deployment", spot, { content, known }, judge.version);
  checkDates(spot, content, judge);
}

/** The mappings of a deployment with keys of their own. */
function checkParts(spot: Spot, { content }: DeploymentEntry, judge: Judge): void {
  for (const [part, definition] of [
    ["work_pool", "WorkPoolConfig"],
    ["concurrency_limit", "ConcurrencyLimitSpec"],
  ] as const) {
    const own = content[part];
    if (!isRecord(own)) continue;
    const known = propertiesOf(judge, definition);
    for (const [key, schema] of Object.entries(known))
      checkLater(spot.at(part, key), own[key], schema, judge);
    checkKeys(part, spot.at(part), { content: own, known }, judge.version);
  }
}
