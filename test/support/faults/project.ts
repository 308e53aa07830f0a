import { flows, prefectYaml, type Entry, type Files } from "../project.ts";

const triggers = (event: string): string[] => [
  "triggers:",
  `  - name: on-${event.toLowerCase()}`,
  "    type: event",
  "    match: {prefect.resource.id: prefect.flow-run.*}",
  `    expect: [prefect.flow-run.${event}]`,
];

const fresh = (description: string): Entry => ({
  name: "prod",
  entrypoint: "fresh.py:fresh",
  more: [
    `description: ${description}`,
    "work_pool: {name: pool, work_queue_name: fast}",
    ...triggers("Failed"),
  ],
});

const changed = (description: string, cron: string): Entry => ({
  name: "prod",
  entrypoint: "changed.py:changed",
  more: [`description: ${description}`, `schedules: [{cron: '${cron}', timezone: UTC}, {interval: 600}]`],
});

const triggered = (event: string): Entry => ({
  name: "prod",
  entrypoint: "triggered.py:triggered",
  more: ["description: runs on events", ...triggers(event)],
});

/** The flows of the project after its edit, in the order of the file; each with one deployment, `prod`. */
export const FAULT_FLOWS = ["fresh", "changed", "triggered"] as const;

const sources: Files = Object.fromEntries(FAULT_FLOWS.map((flow) => [`${flow}.py`, flows(flow)]));

/**
 * An edit that makes a deploy write all that there is to write: `fresh` is new, with a queue of its own and a trigger;
 * `changed` has another description and another one of its schedules, which have no slugs; `triggered` another trigger.
 */
export const FAULT_PROJECT = {
  before: {
    ...sources,
    "prefect.yaml": prefectYaml([changed("before", "0 4 * * *"), triggered("Completed")]),
  },
  after: {
    ...sources,
    "prefect.yaml": prefectYaml([fresh("new"), changed("after", "0 6 * * *"), triggered("Crashed")]),
  },
  /** The same edit with other values, by somebody else. */
  other: {
    ...sources,
    "prefect.yaml": prefectYaml([fresh("newer"), changed("other", "0 7 * * *"), triggered("Cancelled")]),
  },
} satisfies Record<string, Files>;
