import { PREFECT_YAML } from "./prefect-yaml.generated.js";
import type { Schema } from "./schema.js";

const TEXT: Schema = { type: "string" };
const TEXTS: Schema = { type: "array", items: TEXT };
const MAPPING: Schema = { type: "object", propertyNames: { type: "string" } };
const BOOLEAN: Schema = { $ref: "#/$defs/boolean" };
const DURATION: Schema = { $ref: "#/$defs/duration" };
const INTEGER: Schema = { $ref: "#/$defs/integer" };
const NULL: Schema = { type: "null" };

/** What a value of `match` may be. */
export const LABEL: Schema = { anyOf: [TEXT, TEXTS] };

const MATCH = {
  match: MAPPING,
  match_related: { anyOf: [MAPPING, { type: "array", items: MAPPING }] },
} satisfies Record<string, Schema>;

const COMPOSITE = {
  type: TEXT,
  triggers: { type: "array", items: { type: "object" } },
  within: { anyOf: [DURATION, NULL] },
} satisfies Record<string, Schema>;

const METRIC: Schema = {
  type: "object",
  properties: {
    name: TEXT,
    threshold: {
      anyOf: [{ type: ["number", "boolean"] }, { type: "string", pattern: "\\d|[iI][nN][fF]|[nN][aA][nN]" }],
    },
    operator: { type: "string", enum: ["<", "<=", ">", ">="] },
    range: DURATION,
    firing_for: DURATION,
  },
  required: ["name", "threshold", "operator"],
};

/** Triggers by their kind, as `prefect.events.schemas.automations` takes them (3.8.8, 3.9.1), but for lengths of time. */
export const TRIGGERS = {
  event: {
    type: "object",
    properties: {
      ...MATCH,
      type: TEXT,
      after: TEXTS,
      expect: TEXTS,
      for_each: TEXTS,
      posture: { type: "string", enum: ["Reactive", "Proactive"] },
      threshold: INTEGER,
      within: DURATION,
    },
  },
  metric: {
    type: "object",
    properties: { ...MATCH, type: TEXT, posture: { type: "string", enum: ["Metric"] }, metric: METRIC },
    required: ["metric"],
  },
  compound: {
    type: "object",
    properties: { ...COMPOSITE, require: { anyOf: [INTEGER, { type: "string", enum: ["any", "all"] }] } },
    required: ["triggers", "require"],
  },
  sequence: { type: "object", properties: COMPOSITE, required: ["triggers"] },
} satisfies Record<string, Schema>;

/** What a trigger of a deployment has besides: not so those within another. */
export const OF_DEPLOYMENT: Schema = {
  type: "object",
  properties: {
    name: { anyOf: [TEXT, NULL] },
    description: TEXT,
    enabled: BOOLEAN,
    parameters: { anyOf: [MAPPING, NULL] },
    job_variables: { anyOf: [MAPPING, NULL] },
    schedule_after: DURATION,
  },
};

/** The definitions that they refer to. */
export const ROOT: Schema = { $defs: PREFECT_YAML.$defs ?? {} };
