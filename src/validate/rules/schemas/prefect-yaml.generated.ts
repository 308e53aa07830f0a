// Written by scripts/schemas.py from the installed Prefect packages.
import type { Schema } from "../schema.js";

const CONCURRENCYLIMITSPEC_0: Schema = {
  properties: {
    limit: { anyOf: [{ $ref: "#/$defs/integer" }, { type: "null" }] },
    collision_strategy: {
      anyOf: [{ type: "string" }, { type: "null" }],
      "x-later": { enum: ["ENQUEUE", "CANCEL_NEW"] },
    },
  },
  type: "object",
};
const CRONSCHEDULE_1: Schema = {
  additionalProperties: false,
  properties: {
    cron: { type: "string" },
    timezone: { anyOf: [{ type: "string" }, { type: "null" }] },
    day_or: { $ref: "#/$defs/boolean" },
  },
  required: ["cron"],
  type: "object",
};
const DEPLOYMENTCONFIG_2: Schema = {
  properties: {
    name: { anyOf: [{ type: "string" }, { type: "null" }], "x-later": { pattern: "^[^/%&><]*$" } },
    version: { anyOf: [{ type: "string" }, { type: "null" }] },
    version_type: {
      anyOf: [{ type: "string" }, { type: "null" }],
      "x-later": {
        enum: ["prefect:simple", "vcs:github", "vcs:gitlab", "vcs:bitbucket", "vcs:azuredevops", "vcs:git"],
      },
    },
    tags: { anyOf: [{ type: "string" }, { items: {}, type: "array" }, { type: "null" }] },
    description: { anyOf: [{ type: "string" }, { type: "null" }] },
    schedule: {
      anyOf: [
        { $ref: "#/$defs/RawScheduleConfig" },
        { $ref: "#/$defs/DeploymentScheduleCreate" },
        { $ref: "#/$defs/IntervalSchedule" },
        { $ref: "#/$defs/CronSchedule" },
        { $ref: "#/$defs/RRuleSchedule" },
        { $ref: "#/$defs/NoSchedule" },
        { propertyNames: { type: "string" }, type: "object" },
        { type: "null" },
      ],
    },
    schedules: {
      anyOf: [
        {
          items: {
            anyOf: [
              { $ref: "#/$defs/RawScheduleConfig" },
              { $ref: "#/$defs/DeploymentScheduleCreate" },
              { $ref: "#/$defs/IntervalSchedule" },
              { $ref: "#/$defs/CronSchedule" },
              { $ref: "#/$defs/RRuleSchedule" },
              { $ref: "#/$defs/NoSchedule" },
              { propertyNames: { type: "string" }, type: "object" },
            ],
          },
          type: "array",
        },
        { type: "null" },
      ],
    },
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
    triggers: { anyOf: [{ items: { type: "object" }, type: "array" }, { type: "null" }] },
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
};
const DEPLOYMENTSCHEDULECREATE_3: Schema = {
  additionalProperties: false,
  properties: {
    schedule: {
      anyOf: [
        { $ref: "#/$defs/IntervalSchedule" },
        { $ref: "#/$defs/CronSchedule" },
        { $ref: "#/$defs/RRuleSchedule" },
        { $ref: "#/$defs/NoSchedule" },
      ],
    },
    active: { $ref: "#/$defs/boolean" },
    max_scheduled_runs: { anyOf: [{ $ref: "#/$defs/integer", exclusiveMinimum: 0 }, { type: "null" }] },
    parameters: { propertyNames: { type: "string" }, type: "object" },
    slug: { anyOf: [{ type: "string" }, { type: "null" }] },
  },
  required: ["schedule"],
  type: "object",
};
const FREQUENCYSLA_4: Schema = {
  properties: {
    name: { type: "string" },
    severity: { enum: ["minor", "low", "moderate", "high", "critical"], type: "string" },
    enabled: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "null" }] },
    stale_after: { $ref: "#/$defs/duration" },
  },
  required: ["name", "stale_after"],
  type: "object",
};
const INTERVALSCHEDULE_5: Schema = {
  additionalProperties: false,
  properties: {
    interval: { $ref: "#/$defs/duration" },
    anchor_date: { $ref: "#/$defs/date-time" },
    timezone: { anyOf: [{ type: "string" }, { type: "null" }] },
  },
  required: ["interval"],
  type: "object",
};
const LATENESSSLA_6: Schema = {
  properties: {
    name: { type: "string" },
    severity: { enum: ["minor", "low", "moderate", "high", "critical"], type: "string" },
    enabled: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "null" }] },
    within: { $ref: "#/$defs/duration" },
  },
  required: ["name", "within"],
  type: "object",
};
const NOSCHEDULE_7: Schema = { additionalProperties: false, properties: {}, type: "object" };
const RRULESCHEDULE_8: Schema = {
  additionalProperties: false,
  properties: { rrule: { type: "string" }, timezone: { anyOf: [{ type: "string" }, { type: "null" }] } },
  required: ["rrule"],
  type: "object",
};
const RAWSCHEDULECONFIG_9: Schema = {
  allOf: [
    {
      properties: {
        cron: { anyOf: [{ type: "string" }, { type: "null" }] },
        interval: { anyOf: [{ $ref: "#/$defs/integer" }, { type: "null" }] },
        rrule: { anyOf: [{ type: "string" }, { type: "null" }] },
        timezone: { anyOf: [{ type: "string" }, { type: "null" }] },
        anchor_date: { anyOf: [{ type: "string" }, { type: "null" }] },
        active: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "null" }] },
        parameters: { propertyNames: { type: "string" }, type: "object" },
        slug: { anyOf: [{ type: "string" }, { type: "null" }] },
      },
      type: "object",
    },
    {
      oneOf: [
        { properties: { cron: { not: { type: "null" } } }, required: ["cron"] },
        { properties: { interval: { not: { type: "null" } } }, required: ["interval"] },
        { properties: { rrule: { not: { type: "null" } } }, required: ["rrule"] },
      ],
    },
  ],
};
const TIMETOCOMPLETIONSLA_10: Schema = {
  properties: {
    name: { type: "string" },
    severity: { enum: ["minor", "low", "moderate", "high", "critical"], type: "string" },
    enabled: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "null" }] },
    duration: { $ref: "#/$defs/integer" },
  },
  required: ["name", "duration"],
  type: "object",
};
const WORKPOOLCONFIG_11: Schema = {
  properties: {
    name: { anyOf: [{ type: "string" }, { type: "null" }] },
    work_queue_name: { anyOf: [{ type: "string" }, { type: "null" }] },
    job_variables: { propertyNames: { type: "string" }, type: "object" },
  },
  type: "object",
};
const BOOLEAN_12: Schema = {
  anyOf: [
    { type: "boolean" },
    { enum: [0, 1] },
    {
      type: "string",
      pattern:
        "^([01tTfFyYnN]|[tT][rR][uU][eE]|[fF][aA][lL][sS][eE]|[yY][eE][sS]|[nN][oO]|[oO][nN]|[oO][fF][fF])$",
    },
  ],
};
const DATE_TIME_13: Schema = { type: ["number", "string"], format: "date-time" };
const DURATION_14: Schema = { type: ["number", "boolean", "string"], format: "duration" };
const INTEGER_15: Schema = {
  anyOf: [
    { type: ["integer", "boolean"] },
    { type: "string", pattern: "^\\s*[+-]?\\d+(_\\d+)*(\\.0+)?\\s*$" },
  ],
};
const FILE_16: Schema = {
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
};
const DEPLOYMENTCONFIG_17: Schema = {
  properties: {
    name: { anyOf: [{ type: "string" }, { type: "null" }], "x-later": { pattern: "^[^/%&><]*$" } },
    version: { anyOf: [{ type: "string" }, { type: "null" }] },
    version_type: {
      anyOf: [{ type: "string" }, { type: "null" }],
      "x-later": {
        enum: ["prefect:simple", "vcs:github", "vcs:gitlab", "vcs:bitbucket", "vcs:azuredevops", "vcs:git"],
      },
    },
    tags: { anyOf: [{ type: "string" }, { items: {}, type: "array" }, { type: "null" }] },
    description: { anyOf: [{ type: "string" }, { type: "null" }] },
    schedule: {
      anyOf: [
        { $ref: "#/$defs/RawScheduleConfig" },
        { $ref: "#/$defs/DeploymentScheduleCreate" },
        { $ref: "#/$defs/IntervalSchedule" },
        { $ref: "#/$defs/CronSchedule" },
        { $ref: "#/$defs/RRuleSchedule" },
        { $ref: "#/$defs/NoSchedule" },
        { additionalProperties: { type: "null" }, propertyNames: { type: "null" }, type: "object" },
        { type: "null" },
      ],
    },
    schedules: {
      anyOf: [
        {
          items: {
            anyOf: [
              { $ref: "#/$defs/RawScheduleConfig" },
              { $ref: "#/$defs/DeploymentScheduleCreate" },
              { $ref: "#/$defs/IntervalSchedule" },
              { $ref: "#/$defs/CronSchedule" },
              { $ref: "#/$defs/RRuleSchedule" },
              { $ref: "#/$defs/NoSchedule" },
              { additionalProperties: { type: "null" }, propertyNames: { type: "null" }, type: "object" },
            ],
          },
          type: "array",
        },
        { type: "null" },
      ],
    },
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
    triggers: { anyOf: [{ items: { type: "object" }, type: "array" }, { type: "null" }] },
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
};
const RAWSCHEDULECONFIG_18: Schema = {
  allOf: [
    {
      additionalProperties: false,
      properties: {
        cron: { anyOf: [{ type: "string" }, { type: "null" }] },
        interval: { anyOf: [{ $ref: "#/$defs/integer" }, { type: "null" }] },
        rrule: { anyOf: [{ type: "string" }, { type: "null" }] },
        timezone: { anyOf: [{ type: "string" }, { type: "null" }] },
        anchor_date: { anyOf: [{ type: "string" }, { type: "null" }] },
        active: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "string" }, { type: "null" }] },
        parameters: { propertyNames: { type: "string" }, type: "object" },
        slug: { anyOf: [{ type: "string" }, { type: "null" }] },
      },
      type: "object",
    },
    {
      oneOf: [
        { properties: { cron: { not: { type: "null" } } }, required: ["cron"] },
        { properties: { interval: { not: { type: "null" } } }, required: ["interval"] },
        { properties: { rrule: { not: { type: "null" } } }, required: ["rrule"] },
      ],
    },
  ],
};
const RAWSCHEDULECONFIG_19: Schema = {
  allOf: [
    {
      additionalProperties: false,
      properties: {
        cron: { anyOf: [{ type: "string" }, { type: "null" }] },
        interval: { anyOf: [{ $ref: "#/$defs/integer" }, { type: "null" }] },
        rrule: { anyOf: [{ type: "string" }, { type: "null" }] },
        timezone: { anyOf: [{ type: "string" }, { type: "null" }] },
        anchor_date: { anyOf: [{ type: "string" }, { type: "null" }] },
        active: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "string" }, { type: "null" }] },
        parameters: { propertyNames: { type: "string" }, type: "object" },
        slug: { anyOf: [{ type: "string" }, { type: "null" }] },
        day_or: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "string" }, { type: "null" }] },
      },
      type: "object",
    },
    {
      oneOf: [
        { properties: { cron: { not: { type: "null" } } }, required: ["cron"] },
        { properties: { interval: { not: { type: "null" } } }, required: ["interval"] },
        { properties: { rrule: { not: { type: "null" } } }, required: ["rrule"] },
      ],
    },
  ],
};
const DEPLOYMENTCONFIG_20: Schema = {
  properties: {
    name: { anyOf: [{ type: "string" }, { type: "null" }], "x-later": { pattern: "^[^/%&><]*$" } },
    version: { anyOf: [{ type: "string" }, { type: "null" }] },
    version_type: {
      anyOf: [{ type: "string" }, { type: "null" }],
      "x-later": {
        enum: ["prefect:simple", "vcs:github", "vcs:gitlab", "vcs:bitbucket", "vcs:azuredevops", "vcs:git"],
      },
    },
    tags: { anyOf: [{ type: "string" }, { items: {}, type: "array" }, { type: "null" }] },
    description: { anyOf: [{ type: "string" }, { type: "null" }] },
    schedule: {
      anyOf: [
        { $ref: "#/$defs/RawScheduleConfig" },
        { $ref: "#/$defs/DeploymentScheduleCreate" },
        { $ref: "#/$defs/IntervalSchedule" },
        { $ref: "#/$defs/CronSchedule" },
        { $ref: "#/$defs/RRuleSchedule" },
        { $ref: "#/$defs/NoSchedule" },
        { additionalProperties: { type: "null" }, propertyNames: { type: "null" }, type: "object" },
        { type: "null" },
      ],
    },
    schedules: {
      anyOf: [
        {
          items: {
            anyOf: [
              { $ref: "#/$defs/RawScheduleConfig" },
              { $ref: "#/$defs/DeploymentScheduleCreate" },
              { $ref: "#/$defs/IntervalSchedule" },
              { $ref: "#/$defs/CronSchedule" },
              { $ref: "#/$defs/RRuleSchedule" },
              { $ref: "#/$defs/NoSchedule" },
              { additionalProperties: { type: "null" }, propertyNames: { type: "null" }, type: "object" },
            ],
          },
          type: "array",
        },
        { type: "null" },
      ],
    },
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
};
const CONCURRENCYLIMITSPEC_21: Schema = {
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
};
const RAWSCHEDULECONFIG_22: Schema = {
  allOf: [
    {
      additionalProperties: false,
      properties: {
        cron: { anyOf: [{ type: "string" }, { type: "null" }] },
        interval: { anyOf: [{ $ref: "#/$defs/duration" }, { type: "null" }] },
        rrule: { anyOf: [{ type: "string" }, { type: "null" }] },
        timezone: { anyOf: [{ type: "string" }, { type: "null" }] },
        anchor_date: { anyOf: [{ type: "string" }, { type: "null" }] },
        active: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "string" }, { type: "null" }] },
        parameters: { propertyNames: { type: "string" }, type: "object" },
        slug: { anyOf: [{ type: "string" }, { type: "null" }] },
        day_or: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "string" }, { type: "null" }] },
      },
      type: "object",
    },
    {
      oneOf: [
        { properties: { cron: { not: { type: "null" } } }, required: ["cron"] },
        { properties: { interval: { not: { type: "null" } } }, required: ["interval"] },
        { properties: { rrule: { not: { type: "null" } } }, required: ["rrule"] },
      ],
    },
  ],
};
const DEPLOYMENTSCHEDULECREATE_23: Schema = {
  additionalProperties: false,
  properties: {
    schedule: {
      anyOf: [
        { $ref: "#/$defs/IntervalSchedule" },
        { $ref: "#/$defs/CronSchedule" },
        { $ref: "#/$defs/RRuleSchedule" },
        { $ref: "#/$defs/NoSchedule" },
      ],
    },
    active: { $ref: "#/$defs/boolean" },
    max_scheduled_runs: { anyOf: [{ $ref: "#/$defs/integer", exclusiveMinimum: 0 }, { type: "null" }] },
    parameters: { propertyNames: { type: "string" }, type: "object" },
    slug: { anyOf: [{ type: "string" }, { type: "null" }] },
    replaces: { anyOf: [{ type: "string" }, { type: "null" }] },
  },
  required: ["schedule"],
  type: "object",
};
const RAWSCHEDULECONFIG_24: Schema = {
  allOf: [
    {
      additionalProperties: false,
      properties: {
        cron: { anyOf: [{ type: "string" }, { type: "null" }] },
        interval: { anyOf: [{ $ref: "#/$defs/duration" }, { type: "null" }] },
        rrule: { anyOf: [{ type: "string" }, { type: "null" }] },
        timezone: { anyOf: [{ type: "string" }, { type: "null" }] },
        anchor_date: { anyOf: [{ type: "string" }, { type: "null" }] },
        active: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "string" }, { type: "null" }] },
        parameters: { propertyNames: { type: "string" }, type: "object" },
        slug: { anyOf: [{ type: "string" }, { type: "null" }] },
        replaces: { anyOf: [{ type: "string" }, { type: "null" }] },
        day_or: { anyOf: [{ $ref: "#/$defs/boolean" }, { type: "string" }, { type: "null" }] },
      },
      type: "object",
    },
    {
      oneOf: [
        { properties: { cron: { not: { type: "null" } } }, required: ["cron"] },
        { properties: { interval: { not: { type: "null" } } }, required: ["interval"] },
        { properties: { rrule: { not: { type: "null" } } }, required: ["rrule"] },
      ],
    },
  ],
};

/** From which version on which models check the file; none: undefined. Oldest first. */
export const SCHEMAS: readonly { readonly since: string; readonly schema: Schema | undefined }[] = [
  { since: "3.0.0", schema: undefined },
  {
    since: "3.4.19",
    schema: {
      ...FILE_16,
      $defs: {
        ConcurrencyLimitSpec: CONCURRENCYLIMITSPEC_0,
        CronSchedule: CRONSCHEDULE_1,
        DeploymentConfig: DEPLOYMENTCONFIG_2,
        DeploymentScheduleCreate: DEPLOYMENTSCHEDULECREATE_3,
        FrequencySla: FREQUENCYSLA_4,
        IntervalSchedule: INTERVALSCHEDULE_5,
        LatenessSla: LATENESSSLA_6,
        NoSchedule: NOSCHEDULE_7,
        RRuleSchedule: RRULESCHEDULE_8,
        RawScheduleConfig: RAWSCHEDULECONFIG_9,
        TimeToCompletionSla: TIMETOCOMPLETIONSLA_10,
        WorkPoolConfig: WORKPOOLCONFIG_11,
        boolean: BOOLEAN_12,
        "date-time": DATE_TIME_13,
        duration: DURATION_14,
        integer: INTEGER_15,
      },
    },
  },
  {
    since: "3.4.21",
    schema: {
      ...FILE_16,
      $defs: {
        ConcurrencyLimitSpec: CONCURRENCYLIMITSPEC_0,
        CronSchedule: CRONSCHEDULE_1,
        DeploymentConfig: DEPLOYMENTCONFIG_17,
        DeploymentScheduleCreate: DEPLOYMENTSCHEDULECREATE_3,
        FrequencySla: FREQUENCYSLA_4,
        IntervalSchedule: INTERVALSCHEDULE_5,
        LatenessSla: LATENESSSLA_6,
        NoSchedule: NOSCHEDULE_7,
        RRuleSchedule: RRULESCHEDULE_8,
        RawScheduleConfig: RAWSCHEDULECONFIG_18,
        TimeToCompletionSla: TIMETOCOMPLETIONSLA_10,
        WorkPoolConfig: WORKPOOLCONFIG_11,
        boolean: BOOLEAN_12,
        "date-time": DATE_TIME_13,
        duration: DURATION_14,
        integer: INTEGER_15,
      },
    },
  },
  {
    since: "3.4.23",
    schema: {
      ...FILE_16,
      $defs: {
        ConcurrencyLimitSpec: CONCURRENCYLIMITSPEC_0,
        CronSchedule: CRONSCHEDULE_1,
        DeploymentConfig: DEPLOYMENTCONFIG_17,
        DeploymentScheduleCreate: DEPLOYMENTSCHEDULECREATE_3,
        FrequencySla: FREQUENCYSLA_4,
        IntervalSchedule: INTERVALSCHEDULE_5,
        LatenessSla: LATENESSSLA_6,
        NoSchedule: NOSCHEDULE_7,
        RRuleSchedule: RRULESCHEDULE_8,
        RawScheduleConfig: RAWSCHEDULECONFIG_19,
        TimeToCompletionSla: TIMETOCOMPLETIONSLA_10,
        WorkPoolConfig: WORKPOOLCONFIG_11,
        boolean: BOOLEAN_12,
        "date-time": DATE_TIME_13,
        duration: DURATION_14,
        integer: INTEGER_15,
      },
    },
  },
  {
    since: "3.6.5",
    schema: {
      ...FILE_16,
      $defs: {
        ConcurrencyLimitSpec: CONCURRENCYLIMITSPEC_0,
        CronSchedule: CRONSCHEDULE_1,
        DeploymentConfig: DEPLOYMENTCONFIG_20,
        DeploymentScheduleCreate: DEPLOYMENTSCHEDULECREATE_3,
        FrequencySla: FREQUENCYSLA_4,
        IntervalSchedule: INTERVALSCHEDULE_5,
        LatenessSla: LATENESSSLA_6,
        NoSchedule: NOSCHEDULE_7,
        RRuleSchedule: RRULESCHEDULE_8,
        RawScheduleConfig: RAWSCHEDULECONFIG_19,
        TimeToCompletionSla: TIMETOCOMPLETIONSLA_10,
        WorkPoolConfig: WORKPOOLCONFIG_11,
        boolean: BOOLEAN_12,
        "date-time": DATE_TIME_13,
        duration: DURATION_14,
        integer: INTEGER_15,
      },
    },
  },
  {
    since: "3.6.6",
    schema: {
      ...FILE_16,
      $defs: {
        ConcurrencyLimitSpec: CONCURRENCYLIMITSPEC_21,
        CronSchedule: CRONSCHEDULE_1,
        DeploymentConfig: DEPLOYMENTCONFIG_20,
        DeploymentScheduleCreate: DEPLOYMENTSCHEDULECREATE_3,
        FrequencySla: FREQUENCYSLA_4,
        IntervalSchedule: INTERVALSCHEDULE_5,
        LatenessSla: LATENESSSLA_6,
        NoSchedule: NOSCHEDULE_7,
        RRuleSchedule: RRULESCHEDULE_8,
        RawScheduleConfig: RAWSCHEDULECONFIG_19,
        TimeToCompletionSla: TIMETOCOMPLETIONSLA_10,
        WorkPoolConfig: WORKPOOLCONFIG_11,
        boolean: BOOLEAN_12,
        "date-time": DATE_TIME_13,
        duration: DURATION_14,
        integer: INTEGER_15,
      },
    },
  },
  {
    since: "3.6.11",
    schema: {
      ...FILE_16,
      $defs: {
        ConcurrencyLimitSpec: CONCURRENCYLIMITSPEC_21,
        CronSchedule: CRONSCHEDULE_1,
        DeploymentConfig: DEPLOYMENTCONFIG_20,
        DeploymentScheduleCreate: DEPLOYMENTSCHEDULECREATE_3,
        FrequencySla: FREQUENCYSLA_4,
        IntervalSchedule: INTERVALSCHEDULE_5,
        LatenessSla: LATENESSSLA_6,
        NoSchedule: NOSCHEDULE_7,
        RRuleSchedule: RRULESCHEDULE_8,
        RawScheduleConfig: RAWSCHEDULECONFIG_22,
        TimeToCompletionSla: TIMETOCOMPLETIONSLA_10,
        WorkPoolConfig: WORKPOOLCONFIG_11,
        boolean: BOOLEAN_12,
        "date-time": DATE_TIME_13,
        duration: DURATION_14,
        integer: INTEGER_15,
      },
    },
  },
  {
    since: "3.6.17",
    schema: {
      ...FILE_16,
      $defs: {
        ConcurrencyLimitSpec: CONCURRENCYLIMITSPEC_21,
        CronSchedule: CRONSCHEDULE_1,
        DeploymentConfig: DEPLOYMENTCONFIG_20,
        DeploymentScheduleCreate: DEPLOYMENTSCHEDULECREATE_23,
        FrequencySla: FREQUENCYSLA_4,
        IntervalSchedule: INTERVALSCHEDULE_5,
        LatenessSla: LATENESSSLA_6,
        NoSchedule: NOSCHEDULE_7,
        RRuleSchedule: RRULESCHEDULE_8,
        RawScheduleConfig: RAWSCHEDULECONFIG_24,
        TimeToCompletionSla: TIMETOCOMPLETIONSLA_10,
        WorkPoolConfig: WORKPOOLCONFIG_11,
        boolean: BOOLEAN_12,
        "date-time": DATE_TIME_13,
        duration: DURATION_14,
        integer: INTEGER_15,
      },
    },
  },
];

/** The newest version that was looked at. */
export const NEWEST = "3.8.8";
