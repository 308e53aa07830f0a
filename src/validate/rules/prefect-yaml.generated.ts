// Written by scripts/schemas.py from the installed Prefect.
import type { Schema } from "./schema.js";

/** What the models of the newest Prefect take. */
export const PREFECT_YAML: Schema = {
  properties: {
    "prefect-version": { anyOf: [{ type: "string" }, { type: "null" }] },
    name: { anyOf: [{ type: "string" }, { type: "null" }] },
    build: {
      anyOf: [
        { items: { propertyNames: { type: "string" }, type: "object" }, type: "array" },
        { propertyNames: { type: "string" }, type: "object" },
        { type: "null" },
      ],
    },
    push: {
      anyOf: [
        { items: { propertyNames: { type: "string" }, type: "object" }, type: "array" },
        { propertyNames: { type: "string" }, type: "object" },
        { type: "null" },
      ],
    },
    pull: {
      anyOf: [
        { items: { propertyNames: { type: "string" }, type: "object" }, type: "array" },
        { propertyNames: { type: "string" }, type: "object" },
        { type: "null" },
      ],
    },
    deployments: { items: { $ref: "#/$defs/DeploymentConfig" }, type: "array" },
    prefect_version: { anyOf: [{ type: "string" }, { type: "null" }] },
  },
  type: "object",
  $defs: {
    ConcurrencyLimitSpec: {
      properties: {
        limit: { anyOf: [{ $ref: "#/$defs/integer" }, { type: "null" }] },
        collision_strategy: {
          anyOf: [{ type: "string" }, { type: "null" }],
          "x-later": { enum: ["ENQUEUE", "CANCEL_NEW"] },
        },
        grace_period_seconds: {
          anyOf: [{ $ref: "#/$defs/integer" }, { type: "null" }],
          "x-later": { minimum: 60, maximum: 86400 },
        },
      },
      type: "object",
    },
    DeploymentConfig: {
      properties: {
        name: { anyOf: [{ type: "string" }, { type: "null" }], "x-later": { pattern: "^[^/%&><]*$" } },
        version: { anyOf: [{ type: "string" }, { type: "null" }] },
        version_type: {
          anyOf: [{ type: "string" }, { type: "null" }],
          "x-later": {
            enum: [
              "prefect:simple",
              "vcs:github",
              "vcs:gitlab",
              "vcs:bitbucket",
              "vcs:azuredevops",
              "vcs:git",
            ],
          },
        },
        tags: { anyOf: [{ type: "string" }, { items: {}, type: "array" }, { type: "null" }] },
        description: { anyOf: [{ type: "string" }, { type: "null" }] },
        schedule: {},
        schedules: {},
        paused: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "null" }] },
        concurrency_limit: {
          anyOf: [{ $ref: "#/$defs/integer" }, { $ref: "#/$defs/ConcurrencyLimitSpec" }, { type: "null" }],
        },
        flow_name: { anyOf: [{ type: "string" }, { type: "null" }] },
        entrypoint: { anyOf: [{ type: "string" }, { type: "null" }] },
        parameters: { propertyNames: { type: "string" }, type: "object" },
        enforce_parameter_schema: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "null" }] },
        build: {
          anyOf: [
            { items: { propertyNames: { type: "string" }, type: "object" }, type: "array" },
            { propertyNames: { type: "string" }, type: "object" },
            { type: "null" },
          ],
        },
        push: {
          anyOf: [
            { items: { propertyNames: { type: "string" }, type: "object" }, type: "array" },
            { propertyNames: { type: "string" }, type: "object" },
            { type: "null" },
          ],
        },
        pull: {
          anyOf: [
            { items: { propertyNames: { type: "string" }, type: "object" }, type: "array" },
            { propertyNames: { type: "string" }, type: "object" },
            { type: "null" },
          ],
        },
        work_pool: { anyOf: [{ $ref: "#/$defs/WorkPoolConfig" }, { type: "null" }] },
        triggers: {
          anyOf: [
            { items: { propertyNames: { type: "string" }, type: "object" }, type: "array" },
            { type: "null" },
          ],
        },
        sla: {
          anyOf: [
            {
              items: {
                anyOf: [
                  { $ref: "#/$defs/TimeToCompletionSla" },
                  { $ref: "#/$defs/LatenessSla" },
                  { $ref: "#/$defs/FrequencySla" },
                ],
              },
              type: "array",
            },
            { type: "null" },
          ],
        },
      },
      type: "object",
    },
    FrequencySla: {
      properties: {
        name: { type: "string" },
        severity: { enum: ["minor", "low", "moderate", "high", "critical"], type: "string" },
        enabled: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "null" }] },
        stale_after: { $ref: "#/$defs/duration" },
      },
      required: ["name", "stale_after"],
      type: "object",
    },
    LatenessSla: {
      properties: {
        name: { type: "string" },
        severity: { enum: ["minor", "low", "moderate", "high", "critical"], type: "string" },
        enabled: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "null" }] },
        within: { $ref: "#/$defs/duration" },
      },
      required: ["name", "within"],
      type: "object",
    },
    TimeToCompletionSla: {
      properties: {
        name: { type: "string" },
        severity: { enum: ["minor", "low", "moderate", "high", "critical"], type: "string" },
        enabled: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "null" }] },
        duration: { $ref: "#/$defs/integer" },
      },
      required: ["name", "duration"],
      type: "object",
    },
    WorkPoolConfig: {
      properties: {
        name: { anyOf: [{ type: "string" }, { type: "null" }] },
        work_queue_name: { anyOf: [{ type: "string" }, { type: "null" }] },
        job_variables: { propertyNames: { type: "string" }, type: "object" },
      },
      type: "object",
    },
    boolean: {
      anyOf: [
        { type: "boolean" },
        { enum: [0, 1] },
        {
          type: "string",
          pattern:
            "^([01tTfFyYnN]|[tT][rR][uU][eE]|[fF][aA][lL][sS][eE]|[yY][eE][sS]|[nN][oO]|[oO][nN]|[oO][fF][fF])$",
        },
      ],
    },
    duration: { type: ["number", "boolean", "string"] },
    integer: {
      anyOf: [
        { type: ["integer", "boolean"] },
        { type: "string", pattern: "^\\s*[+-]?\\d+(_\\d+)*(\\.0+)?\\s*$" },
      ],
    },
  },
};

/** The version of these models. */
export const NEWEST = "3.9.1";
