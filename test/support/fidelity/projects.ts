import { flows, prefectYaml, type Entry, type Files } from "../project.ts";

/**
 * A project that uses one feature of prefect files, and an edit of it. Its flows are named after its key, so that
 * all of them can be deployed to one server, side by side.
 */
export interface FidelityProject {
  /** For folders; the names of its flows start with it. */
  readonly key: string;
  /** Reads as the end of "the server is the same after …". */
  readonly name: string;
  readonly files: Files;
  /** What the edit writes over `files`. */
  readonly edited: Files;
  /** Of the process that deploys. */
  readonly env?: Readonly<Record<string, string>>;
  /** Variables that have to be on the server before. */
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Blocks of type Secret that have to be on the server before. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** The first minor version that can deploy it. Absent: all of them can. */
  readonly since?: Minor;
  /** Where the bare CLI itself is at fault: the difference, in words. */
  readonly fault?: string;
}

export type Minor = "3.4" | "3.6" | "3.8";

/** Those that this version of Prefect can deploy. */
export function fidelityProjects(version: string): readonly FidelityProject[] {
  const minor = (text: string) => Number(text.split(".")[1]);
  return FIDELITY_PROJECTS.filter(({ since }) => since === undefined || minor(version) >= minor(since));
}

interface Plan extends Omit<FidelityProject, "key" | "name" | "files" | "edited"> {
  /** The deployments; named `prod`, of the flow of the key, unless they say otherwise. */
  readonly before: readonly Entry[];
  /** Default: as before. */
  readonly after?: readonly Entry[];
  /** `flow.py`. Default: one flow without parameters. */
  readonly source?: string;
  readonly sourceAfter?: string;
  /** The prefect file in front of `deployments:`. */
  readonly head?: string;
  readonly headAfter?: string;
  readonly more?: Files;
  readonly moreAfter?: Files;
}

function project(key: string, name: string, plan: Plan): FidelityProject {
  const { before, after = before, source = flows(functionOf(key)), sourceAfter, ...rest } = plan;
  const { head, headAfter = head, more, moreAfter, ...about } = rest;
  const yaml = (entries: readonly Entry[], start: string | undefined) =>
    prefectYaml(
      entries.map((entry) => ({ name: "prod", entrypoint: `flow.py:${functionOf(key)}`, ...entry })),
      start,
    );
  return {
    key,
    name,
    files: { "flow.py": source, "prefect.yaml": yaml(before, head), ...more },
    edited: {
      ...(sourceAfter === undefined ? {} : { "flow.py": sourceAfter }),
      "prefect.yaml": yaml(after, headAfter),
      ...moreAfter,
    },
    ...about,
  };
}

/** Prefect names a flow after its function, with `_` as `-`. */
function functionOf(key: string): string {
  return key.replaceAll("-", "_");
}

/** The deployment `prod`, with these lines. */
function prod(...more: string[]): Entry[] {
  return [{ more }];
}

const LAYOUT: readonly FidelityProject[] = [
  project("plain", "a deployment with nothing but a work pool, then a comment", {
    before: prod(),
    after: prod("# A comment changes nothing."),
  }),
  project("odd-names", "names with dots, spaces and letters beyond ASCII", {
    source: `from prefect import flow


@flow(name="odd-names Größe 测试 + co")
def unicode():
    return 1


@flow(name="odd-names v1.2 (nightly)")
def dotted():
    return 1
`,
    before: [
      { name: "prod.eu west", entrypoint: "flow.py:unicode" },
      { name: '"äöü 部署"', entrypoint: "flow.py:unicode", more: ["tags: [früh, 早]"] },
      { name: "v1.2-rc_3", entrypoint: "flow.py:dotted" },
    ],
    after: [
      { name: "prod.eu west", entrypoint: "flow.py:unicode", more: ["description: Überall"] },
      { name: '"äöü 部署"', entrypoint: "flow.py:unicode", more: ["tags: [spät, 早]"] },
      { name: "v1.2-rc_3", entrypoint: "flow.py:dotted" },
    ],
  }),
  project("two-flows", "two flows in one file with deployments of the same name", {
    source: flows("two_flows_a", "two_flows_b"),
    before: [{ entrypoint: "flow.py:two_flows_a" }, { entrypoint: "flow.py:two_flows_b" }],
    after: [
      { entrypoint: "flow.py:two_flows_a" },
      { entrypoint: "flow.py:two_flows_b", more: ["tags: [second]"] },
    ],
  }),
  project("reordered", "several deployments of one flow, then in another order", {
    before: [
      { name: "one", more: ["tags: [a]"] },
      { name: "two" },
      { name: "three", more: ["version: '3'"] },
    ],
    after: [
      { name: "three", more: ["version: '3'"] },
      { name: "one", more: ["tags: [a, b]"] },
      { name: "two" },
    ],
  }),
  project("many", "30 deployments of one flow, one of them then changed", {
    source: flows({ name: "many", parameters: "number: int = 0" }),
    before: numbered(30),
    after: numbered(30).map((entry, index) =>
      index === 17 ? { ...entry, more: ["parameters: {number: 1700}"] } : entry,
    ),
  }),
  project("added", "a deployment that the edit adds", {
    before: [{ name: "old" }],
    after: [{ name: "new", more: ["schedules: [{cron: '0 4 * * *', slug: daily}]"] }, { name: "old" }],
  }),
  project("left", "a deployment that leaves the file and stays on the server", {
    before: [{ name: "stays" }, { name: "leaves", more: ["schedules: [{interval: 3600, slug: hourly}]"] }],
    after: [{ name: "stays" }],
  }),
  project("renamed-flow", "a flow that is renamed", {
    source: flows({ name: "renamed_flow", options: 'name="renamed-flow before"' }),
    sourceAfter: flows({ name: "renamed_flow", options: 'name="renamed-flow after"' }),
    before: prod("tags: [kept]"),
  }),
  project("renamed-deployment", "a deployment that is renamed", {
    before: [{ name: "before" }],
    after: [{ name: "after" }],
  }),
  project("ignored-keys", "keys that Prefect does not use", {
    head: `name: ignored-keys
prefect-version: 3.0.0
owner: the data team
pull: [prefect.deployments.steps.set_working_directory: {directory: /srv/flows}]
`,
    headAfter: `name: other
prefect-version: 3.0.1
pull: [prefect.deployments.steps.set_working_directory: {directory: /srv/flows}]
`,
    before: prod("flow_name: something else", "retries: 3", "sla: null", "triggers: null", "schedule: null"),
    after: prod("flow_name: something more", "schedules: null"),
  }),
  project("anchors", "anchors, aliases and merge keys", {
    source: flows({ name: "anchors", parameters: "region: str = 'eu', size: int = 1" }),
    head: `definitions:
  tags: &tags [shared, team]
  pool: &pool {name: pool, job_variables: {env: {A: "1"}}}
  schedule: &nightly {cron: "0 1 * * *", timezone: Europe/Berlin, slug: nightly}
  defaults: &defaults {region: eu, size: 1}
pull: [prefect.deployments.steps.set_working_directory: {directory: /srv/flows}]
`,
    headAfter: `definitions:
  tags: &tags [shared, team, more]
  pool: &pool {name: pool, job_variables: {env: {A: "2"}}}
  schedule: &nightly {cron: "0 2 * * *", timezone: Europe/Berlin, slug: nightly}
  defaults: &defaults {region: eu, size: 2}
pull: [prefect.deployments.steps.set_working_directory: {directory: /srv/flows}]
`,
    before: [
      { name: "one", more: ["tags: *tags", "work_pool: *pool", "schedules: [*nightly]"] },
      { name: "two", more: ["tags: *tags", "parameters: {<<: *defaults, region: us}", "work_pool: *pool"] },
      { name: "three", more: ["schedules: [{<<: *nightly, active: false}]", "parameters: *defaults"] },
    ],
  }),
];

function numbered(count: number): Entry[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `number-${String(index).padStart(2, "0")}`,
    more: [`parameters: {number: ${index}}`, "tags: [many]"],
  }));
}

const FIELDS: readonly FidelityProject[] = [
  project("described", "descriptions in the file: one line, many lines, none", {
    before: [
      { name: "line", more: ["description: One line, with a comma"] },
      { name: "lines", more: ["description: |", "  # A heading", "", "  - **a** point", "  - `code`"] },
      { name: "folded", more: ["description: >-", "  These lines", "  are one.", 'tags: ["x"]'] },
    ],
    after: [
      { name: "line", more: ["description: 'Another line: with quotes'"] },
      { name: "lines", more: ["description: |", "  # Another heading", "", "  Text."] },
      { name: "folded", more: ['tags: ["x"]'] },
    ],
  }),
  project("documented", "descriptions from the docstring and from the decorator", {
    source: documented("Copies the orders.", "From the decorator"),
    sourceAfter: documented("Copies the orders and the customers.", "Also from the decorator"),
    before: [
      { entrypoint: "flow.py:documented" },
      { entrypoint: "flow.py:documented_decorated" },
      { name: "own", entrypoint: "flow.py:documented", more: ["description: Of the file"] },
    ],
    after: [
      { entrypoint: "flow.py:documented" },
      { entrypoint: "flow.py:documented_decorated", more: ["description: ''"] },
      { name: "own", entrypoint: "flow.py:documented" },
    ],
  }),
  project("undocumented", "a docstring that is removed", {
    source: `from prefect import flow


@flow
def undocumented():
    """Leaves with the edit."""
`,
    sourceAfter: flows("undocumented"),
    before: prod(),
  }),
  project("versioned", "versions in the file", {
    before: [
      { name: "changed", more: ["version: '1.0'"] },
      { name: "removed", more: ["version: 2024-01-01-a"] },
      { name: "added" },
    ],
    after: [
      { name: "changed", more: ["version: '1.1'"] },
      { name: "removed" },
      { name: "added", more: ["version: new"] },
    ],
  }),
  project("hashed", "versions from the flow: the hash of its file and the decorator's", {
    source: flows("hashed", { name: "hashed_set", options: 'version="1"' }),
    sourceAfter: `${flows("hashed", { name: "hashed_set", options: 'version="2"' })}\n# Another hash.\n`,
    before: [{}, { entrypoint: "flow.py:hashed_set" }],
  }),
  project("version-type", "versions with a type", {
    before: [
      { name: "simple", more: ["version: '7'", "version_type: prefect:simple"] },
      { name: "without", more: ["version_type: vcs:git"] },
    ],
    after: [
      { name: "simple", more: ["version: '8'", "version_type: prefect:simple"] },
      { name: "without", more: ["version: '8'"] },
    ],
  }),
  project("tagged", "tags: in another order, removed, added", {
    before: [
      { name: "order", more: ["tags: [b, a, c]"] },
      { name: "removed", more: ["tags: [a, 'with space', 'k:v']"] },
      { name: "added", more: ["tags: []"] },
    ],
    after: [
      { name: "order", more: ["tags: [c, b, a]"] },
      { name: "removed" },
      { name: "added", more: ["tags: [a, a, b]"] },
    ],
  }),
  project("paused", "deployments that are paused and set going again", {
    before: [
      { name: "unpaused", more: ["paused: true", "schedules: [{cron: '0 0 * * *', slug: s}]"] },
      { name: "paused", more: ["paused: false"] },
      { name: "unsaid", more: ["paused: true"] },
    ],
    after: [
      { name: "unpaused", more: ["paused: false", "schedules: [{cron: '0 0 * * *', slug: s}]"] },
      { name: "paused", more: ["paused: true"] },
      { name: "unsaid" },
    ],
  }),
  project("limited", "concurrency limits as a number", {
    before: [
      { name: "changed", more: ["concurrency_limit: 2"] },
      { name: "removed", more: ["concurrency_limit: 3"] },
      { name: "added" },
    ],
    after: [
      { name: "changed", more: ["concurrency_limit: 5"] },
      { name: "removed" },
      { name: "added", more: ["concurrency_limit: 1"] },
    ],
  }),
  project("colliding", "concurrency limits with a collision strategy", {
    before: [
      { name: "changed", more: ["concurrency_limit: {limit: 1, collision_strategy: ENQUEUE}"] },
      { name: "removed", more: ["concurrency_limit: {limit: 2, collision_strategy: CANCEL_NEW}"] },
      { name: "simpler", more: ["concurrency_limit: {limit: 2, collision_strategy: CANCEL_NEW}"] },
    ],
    after: [
      { name: "changed", more: ["concurrency_limit: {limit: 3, collision_strategy: CANCEL_NEW}"] },
      { name: "removed" },
      { name: "simpler", more: ["concurrency_limit: 2"] },
    ],
  }),
  project("graceful", "concurrency limits with a grace period", {
    since: "3.6",
    before: [
      {
        name: "changed",
        more: ["concurrency_limit: {limit: 1, collision_strategy: ENQUEUE, grace_period_seconds: 120}"],
      },
      {
        name: "removed",
        more: ["concurrency_limit: {limit: 1, collision_strategy: ENQUEUE, grace_period_seconds: 90}"],
      },
    ],
    after: [
      {
        name: "changed",
        more: ["concurrency_limit: {limit: 1, collision_strategy: ENQUEUE, grace_period_seconds: 600}"],
      },
      { name: "removed", more: ["concurrency_limit: {limit: 1, collision_strategy: ENQUEUE}"] },
    ],
  }),
  project("queued", "work queues, new ones among them", {
    before: [
      { name: "new", more: ["work_pool: {name: pool, work_queue_name: queued-a}"] },
      { name: "shared", more: ["work_pool: {name: pool, work_queue_name: queued-a}"] },
      { name: "default", more: ["work_pool: {name: pool, work_queue_name: default}"] },
    ],
    after: [
      { name: "new", more: ["work_pool: {name: pool, work_queue_name: queued-b}"] },
      { name: "shared", more: ["work_pool: {name: pool}"] },
      { name: "default", more: ["work_pool: {name: pool, work_queue_name: 'queued c'}"] },
    ],
  }),
  project("queue-unnamed", "a work queue whose name comes to nothing", {
    env: { FIDELITY_EMPTY: "" },
    before: prod('work_pool: {name: pool, work_queue_name: "{{ $FIDELITY_EMPTY }}"}'),
    after: prod('work_pool: {name: pool, work_queue_name: "{{ $FIDELITY_EMPTY }}"}', "tags: [x]"),
  }),
  project("small-numbers", "numbers that Python and the server write in two ways", {
    source: flows({ name: "small_numbers", parameters: "rate: float = 1e-05, tiny: float = 3e-07" }),
    before: prod(
      "parameters: {rate: 0.00001, tiny: 2.5e-7}",
      "work_pool: {name: pool, job_variables: {x: 1.0e-05}}",
    ),
    after: prod("parameters: {rate: 0.00002, tiny: 2.5e-7}"),
  }),
  project("moved", "deployments that move to another work pool", {
    before: [
      { name: "there", more: ["work_pool: {name: pool}"] },
      { name: "back", more: ["work_pool: {name: other, work_queue_name: moved}"] },
    ],
    after: [
      { name: "there", more: ["work_pool: {name: other}"] },
      { name: "back", more: ["work_pool: {name: pool, work_queue_name: moved}"] },
    ],
  }),
  project("job-variables", "job variables: nested, changed, removed", {
    before: [
      {
        name: "changed",
        more: [
          "work_pool:",
          "  name: pool",
          "  job_variables:",
          "    env: {A: '1', B: two words}",
          "    stream_output: false",
        ],
      },
      {
        name: "removed",
        more: ["work_pool: {name: pool, job_variables: {env: {A: '1'}, working_dir: /srv}}"],
      },
      { name: "added" },
    ],
    after: [
      {
        name: "changed",
        more: ["work_pool:", "  name: pool", "  job_variables:", "    env: {A: '1', C: 'ü'}"],
      },
      { name: "removed", more: ["work_pool: {name: pool, job_variables: {}}"] },
      {
        name: "added",
        more: [
          "work_pool: {name: pool, job_variables: {command: 'python -m prefect.engine', custom: [1, {x: null}]}}",
        ],
      },
    ],
  }),
  project("flow-options", "retries, timeouts and the storage of results, which belong to the flow", {
    source: flows({
      name: "flow_options",
      options: "retries=2, retry_delay_seconds=5, timeout_seconds=60, persist_result=True, log_prints=True",
    }),
    sourceAfter: flows({
      name: "flow_options",
      options: 'retries=3, result_storage=None, result_serializer="json", validate_parameters=False',
    }),
    before: prod("enforce_parameter_schema: true"),
  }),
];

function documented(docstring: string, description: string): string {
  return `from prefect import flow


@flow
def documented():
    """
    ${docstring}

    Twice a day.
    """


@flow(description="${description}")
def documented_decorated():
    """Not this one."""
`;
}

const CODE: readonly FidelityProject[] = [
  project("entrypoints", "entrypoints in a folder, and async flows", {
    more: {
      "src/flows/deep.py": flows("entrypoints_deep"),
      "src/flows/deeper.py": flows("entrypoints_deep"),
    },
    source: `from prefect import flow


@flow
async def entrypoints_async(names: list[str]):
    return names
`,
    before: [
      { entrypoint: "src/flows/deep.py:entrypoints_deep" },
      { entrypoint: "./flow.py:entrypoints_async" },
    ],
    after: [
      { entrypoint: "src/flows/deeper.py:entrypoints_deep" },
      { entrypoint: "flow.py:entrypoints_async" },
    ],
  }),
  project("static", "an entrypoint that is a static method", {
    since: "3.4",
    source: `from prefect import flow


class Jobs:
    @staticmethod
    @flow(name="static")
    def nightly(size: int = 1):
        return size
`,
    before: [{ entrypoint: "flow.py:Jobs.nightly" }],
    after: [{ entrypoint: "flow.py:Jobs.nightly", more: ["parameters: {size: 2}"] }],
  }),
  project("modules", "an entrypoint that names a module", {
    env: { PYTHONPATH: "." },
    more: { "modules_package/__init__.py": "", "modules_package/jobs.py": flows("modules") },
    before: [{ entrypoint: "modules_package.jobs.modules" }],
    after: [{ entrypoint: "modules_package/jobs.py:modules" }],
  }),
  project("imports", "a flow that imports from its own project", {
    more: { "imports_help.py": "SIZES = (1, 2, 3)\n" },
    moreAfter: { "imports_help.py": "SIZES = (1, 2, 3, 4)\n" },
    source: `from typing import Optional

from imports_help import SIZES
from prefect import flow, task


@task
def double(size):
    return 2 * size


@flow
def imports(size: Optional[int] = len(SIZES)):
    return double(size)
`,
    before: prod(),
  }),
  project("schema", "a schema of plain types, with defaults", {
    source: schema('mode: Literal["fast", "safe"] = "fast"'),
    sourceAfter: schema('mode: Literal["fast", "safe", "dry"] = "safe", extra: float = 0.5'),
    before: [{}, { name: "set", more: ["parameters: {sizes: [1, 2], day: '2024-02-29'}"] }],
  }),
  project("models", "a schema of pydantic models and of the docstring", {
    source: models("region: str = Field(default='eu', min_length=2, description='Where it runs')"),
    sourceAfter: models("region: str = 'us'\n    zones: dict[str, int] = {}"),
    before: prod("parameters: {target: {region: eu, names: [a, ß]}}"),
    after: prod("parameters: {target: {region: us, names: []}, limit: null}"),
  }),
  project("keywords", "a flow that takes keywords only, and any", {
    source: flows(
      { name: "keywords", parameters: "*, first, second: bool = False" },
      { name: "keywords_any", parameters: "first=None, **rest" },
    ),
    before: [
      { more: ["parameters: {first: 1}"] },
      {
        entrypoint: "flow.py:keywords_any",
        more: ["enforce_parameter_schema: false", "parameters: {first: x, rest: {other: [1]}}"],
      },
    ],
    after: [
      { more: ["parameters: {first: two, second: true}"] },
      { entrypoint: "flow.py:keywords_any", more: ["parameters: {first: y}"] },
    ],
  }),
  // `exact` is for what reads numbers as JavaScript does: it holds both values for one, and writes 1.0 as 1.
  project("parameters", "parameters of every kind of value", {
    source: flows({ name: "parameters", parameters: "value=None, other=None" }),
    before: [
      {
        name: "nested",
        more: [
          "parameters:",
          "  value:",
          "    a: {b: [1, 2.5, -3e-7, true, null, '', 'ß 测试', [], {}]}",
          "    'with space': {'1': one}",
          '    quoted: "{\\"json\\": true}"',
          "  other: yes",
        ],
      },
      { name: "removed", more: ["parameters: {value: 1, other: null}"] },
      { name: "exact", more: ["parameters: {value: 12345678901234567890, other: 1.0}"] },
    ],
    after: [
      { name: "nested", more: ["parameters:", "  value:", "    a: {b: [2, 1]}", "  other: 'yes'"] },
      { name: "removed", more: ["parameters: {}"] },
      { name: "exact", more: ["parameters: {value: 12345678901234567891, other: 1.0}"] },
    ],
  }),
  project("dates", "parameters that YAML reads as dates", {
    since: "3.6",
    source: flows({ name: "dates", parameters: "day=None, moment=None" }),
    before: prod("parameters: {day: 2024-02-29, moment: 2024-02-29T12:30:00Z}"),
    after: prod("parameters: {day: 2024-03-01, moment: 2024-02-29 12:30:00.5}"),
  }),
  project("hydrated", "parameters that the server renders", {
    source: flows({ name: "hydrated", parameters: "value=None, other=None" }),
    variables: { hydrated_limit: 10 },
    before: prod(
      `parameters: {value: {__prefect_kind: json, value: '{"a": 1}'}, other: {__prefect_kind: workspace_variable, variable_name: hydrated_limit}}`,
    ),
    after: prod(`parameters: {value: {__prefect_kind: json, value: '{"a": 2}'}}`),
  }),
  project("enforced", "a schema that is enforced, and not", {
    source: flows({ name: "enforced", parameters: "size: int = 1" }),
    before: [
      { name: "enforced", more: ["enforce_parameter_schema: false", "parameters: {size: large}"] },
      { name: "free", more: ["enforce_parameter_schema: true"] },
      { name: "unsaid", more: ["enforce_parameter_schema: false"] },
    ],
    after: [
      { name: "enforced", more: ["enforce_parameter_schema: true", "parameters: {size: 2}"] },
      { name: "free", more: ["enforce_parameter_schema: false"] },
      { name: "unsaid" },
    ],
  }),
];

function schema(more: string): string {
  return `import datetime
import enum
from typing import Literal, Optional, Union

from prefect import flow


class Color(enum.Enum):
    RED = "red"
    BLUE = "blue"


@flow
def schema(
    sizes: list[int] = [3],
    day: Optional[datetime.date] = None,
    color: Color = Color.RED,
    either: Union[int, str, None] = "ü",
    wait: datetime.timedelta = datetime.timedelta(minutes=5),
    nested: dict[str, list[float]] = {"a": [1.0]},
    untyped=(1, 2),
    ${more},
):
    return sizes
`;
}

function models(fields: string): string {
  return `from typing import Annotated, Optional

from prefect import flow
from pydantic import BaseModel, Field


class Place(BaseModel):
    """A place."""

    ${fields}
    names: list[str] = []


@flow
def models(target: Place, places: list[Place] = [Place()], limit: Annotated[Optional[int], Field(ge=0)] = 3):
    """
    Moves things.

    Args:
        target: Where to.
        limit: How many at most,
            or all of them.
    """
    return target
`;
}

const SCHEDULES: readonly FidelityProject[] = [
  project("cron", "a cron schedule without a slug", {
    before: prod("schedules: [{cron: '0 6 * * *', timezone: Europe/Berlin}]"),
    after: prod("schedules: [{cron: '30 6 * * MON-FRI', timezone: America/New_York}]"),
  }),
  project("cron-slug", "cron schedules with slugs, time zones and day_or", {
    before: [
      { name: "changed", more: ["schedules: [{cron: '0 6 * * *', timezone: Europe/Berlin, slug: daily}]"] },
      { name: "either", more: ["schedules: [{cron: '0 6 1 * MON', day_or: false, slug: first}]"] },
      { name: "zone", more: ["schedules: [{cron: '@daily', timezone: UTC, slug: daily}]"] },
    ],
    after: [
      { name: "changed", more: ["schedules: [{cron: '0 7 * * *', timezone: Europe/Berlin, slug: daily}]"] },
      { name: "either", more: ["schedules: [{cron: '0 6 1 * MON', day_or: true, slug: first}]"] },
      { name: "zone", more: ["schedules: [{cron: '@daily', slug: daily}]"] },
    ],
  }),
  project("interval", "interval schedules with an anchor date", {
    before: [
      {
        name: "slug",
        more: [
          "schedules: [{interval: 3600, anchor_date: '2024-01-01T00:00:00+01:00', timezone: Europe/Berlin, slug: hourly}]",
        ],
      },
      {
        name: "none",
        more: ["schedules: [{interval: 86400, anchor_date: '2024-01-01', timezone: Asia/Tokyo}]"],
      },
    ],
    after: [
      {
        name: "slug",
        more: [
          "schedules: [{interval: 7200, anchor_date: '2024-01-01T00:00:00+01:00', timezone: Europe/Berlin, slug: hourly}]",
        ],
      },
      {
        name: "none",
        more: ["schedules: [{interval: 86400, anchor_date: '2024-06-01 12:00', timezone: Asia/Tokyo}]"],
      },
    ],
  }),
  project("unanchored", "interval schedules whose anchor is the time of the deploy", {
    before: [
      { name: "slug", more: ["schedules: [{interval: 3600, slug: hourly}]"] },
      { name: "none", more: ["schedules: [{interval: 600}]"] },
    ],
    after: [
      { name: "slug", more: ["schedules: [{interval: 3600, slug: hourly, active: false}]"] },
      { name: "none", more: ["schedules: [{interval: 900}]"] },
    ],
  }),
  project("durations", "intervals that are written as durations", {
    since: "3.6",
    before: prod(
      "schedules: [{interval: PT1H, anchor_date: '2024-01-01', slug: iso}, {interval: '00:10:00', anchor_date: '2024-01-01', slug: clock}, {interval: 90.5, anchor_date: '2024-01-01', slug: half}]",
    ),
    after: prod(
      "schedules: [{interval: 3600, anchor_date: '2024-01-01', slug: iso}, {interval: P1D, anchor_date: '2024-01-01', slug: clock}, {interval: 90, anchor_date: '2024-01-01', slug: half}]",
    ),
  }),
  project("rrule", "rrule schedules, as text and as JSON", {
    before: [
      {
        name: "text",
        more: [
          "schedules: [{rrule: 'FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20401224T000000Z', timezone: Europe/Paris, slug: text}]",
        ],
      },
      {
        name: "json",
        more: [`schedules: [{rrule: '{"rrule": "FREQ=DAILY;INTERVAL=2", "timezone": "Asia/Tokyo"}'}]`],
      },
      {
        name: "start",
        more: [String.raw`schedules: [{rrule: "DTSTART:20240101T000000\nRRULE:FREQ=MONTHLY;BYMONTHDAY=-1"}]`],
      },
    ],
    after: [
      {
        name: "text",
        more: ["schedules: [{rrule: 'FREQ=WEEKLY;BYDAY=FR', timezone: Europe/Paris, slug: text}]"],
      },
      {
        name: "json",
        more: [`schedules: [{rrule: '{"rrule": "FREQ=DAILY;INTERVAL=3"}', timezone: Asia/Tokyo}]`],
      },
      {
        name: "start",
        more: [String.raw`schedules: [{rrule: "DTSTART:20250101T000000\nRRULE:FREQ=MONTHLY;BYMONTHDAY=-1"}]`],
      },
    ],
  }),
  project("rrule-often", "rrules by the minute, for which the client makes a start of the present moment", {
    since: "3.8",
    before: [
      { name: "slug", more: ["schedules: [{rrule: FREQ=MINUTELY, timezone: Asia/Tokyo, slug: often}]"] },
      { name: "none", more: ["schedules: [{rrule: 'RRULE:FREQ=MINUTELY;INTERVAL=2'}]"] },
    ],
    after: [
      { name: "slug", more: ["schedules: [{rrule: FREQ=MINUTELY;INTERVAL=3, slug: often}]"] },
      { name: "none", more: ["schedules: [{rrule: 'RRULE:FREQ=MINUTELY;INTERVAL=2'}]"] },
    ],
  }),
  project("schedules", "several schedules, inactive ones and ones with parameters", {
    source: flows({ name: "schedules", parameters: "size: int = 1, names: list = []" }),
    before: [
      {
        name: "slugs",
        more: [
          "schedules:",
          "  - {cron: '0 1 * * *', slug: a, parameters: {size: 2, names: [x]}}",
          "  - {interval: 60, anchor_date: '2024-01-01', slug: b, active: false}",
          "  - {rrule: 'FREQ=DAILY', slug: c}",
        ],
      },
      {
        name: "none",
        more: [
          "schedules:",
          "  - {cron: '0 1 * * *', active: false}",
          "  - {cron: '0 1 * * *', parameters: {size: 3}}",
          "  - {cron: '0 2 * * *'}",
        ],
      },
    ],
    after: [
      {
        name: "slugs",
        more: [
          "schedules:",
          "  - {rrule: 'FREQ=DAILY', slug: c, active: false}",
          "  - {cron: '0 1 * * *', slug: a, parameters: {size: 4}}",
          "  - {cron: '5 5 * * *', slug: d}",
        ],
      },
      {
        name: "none",
        more: [
          "schedules:",
          "  - {cron: '0 2 * * *', parameters: {}}",
          "  - {cron: '0 1 * * *', active: true}",
        ],
      },
    ],
  }),
  project("unscheduled", "schedules that are removed", {
    before: [
      { name: "key", more: ["schedules: [{cron: '0 1 * * *', slug: a}]"] },
      { name: "list", more: ["schedules: [{cron: '0 1 * * *'}, {cron: '0 2 * * *'}]"] },
      { name: "switch", more: ["schedules: [{cron: '0 1 * * *', slug: a, parameters: {}}]"] },
    ],
    after: [
      { name: "key" },
      { name: "list", more: ["schedules: []"] },
      { name: "switch", more: ["schedules: [{cron: '0 1 * * *', slug: a, active: false}]"] },
    ],
  }),
  project("emptied", "a schedule with a slug that loses its parameters", {
    since: "3.4",
    source: flows({ name: "emptied", parameters: "size: int = 1" }),
    before: prod("schedules: [{cron: '0 1 * * *', slug: a, parameters: {size: 2}}]"),
    after: prod("schedules: [{cron: '0 1 * * *', slug: a}]"),
  }),
  project("scheduled", "schedules that are added", {
    before: [{ name: "one" }, { name: "two", more: ["schedules: []"] }],
    after: [
      { name: "one", more: ["schedules: [{cron: '0 1 * * *', slug: a}]"] },
      { name: "two", more: ["schedules: [{cron: '0 1 * * *'}]"] },
    ],
  }),
  project("slugged", "schedules that get a slug, and another slug", {
    before: [
      { name: "none", more: ["schedules: [{cron: '0 1 * * *'}]"] },
      { name: "other", more: ["schedules: [{cron: '0 1 * * *', slug: before}]"] },
      { name: "mixed", more: ["schedules: [{cron: '0 1 * * *', slug: a}, {cron: '0 2 * * *'}]"] },
    ],
    after: [
      { name: "none", more: ["schedules: [{cron: '0 1 * * *', slug: a}]"] },
      { name: "other", more: ["schedules: [{cron: '0 1 * * *', slug: after}]"] },
      { name: "mixed", more: ["schedules: [{cron: '0 1 * * *', slug: a}, {cron: '0 2 * * *', slug: b}]"] },
    ],
  }),
  project("replaced", "a schedule that is renamed with replaces", {
    since: "3.6",
    before: prod("schedules: [{cron: '0 1 * * *', slug: before}, {cron: '0 2 * * *', slug: stays}]"),
    after: prod(
      "schedules: [{cron: '0 3 * * *', slug: after, replaces: before}, {cron: '0 2 * * *', slug: stays}]",
    ),
  }),
  project("legacy", "the old key for one schedule", {
    before: prod("schedule: {cron: '0 1 * * *', timezone: UTC}"),
    after: prod("schedule: {interval: 300, anchor_date: '2024-01-01'}"),
  }),
];

const STEPS: readonly FidelityProject[] = [
  project("pulls", "pull steps of the file and of a deployment", {
    before: [
      { name: "shared" },
      {
        name: "own",
        more: [
          "pull:",
          "  - prefect.deployments.steps.run_shell_script: {script: echo one}",
          "  - prefect.deployments.steps.set_working_directory: {directory: /opt}",
        ],
      },
      { name: "empty", more: ["pull: null"] },
    ],
    head: "pull:\n  - prefect.deployments.steps.set_working_directory: {directory: /srv/flows}\n",
    headAfter: "pull:\n  - prefect.deployments.steps.set_working_directory: {directory: /srv/others}\n",
    after: [
      { name: "shared" },
      {
        name: "own",
        more: [
          "pull:",
          "  - prefect.deployments.steps.set_working_directory: {directory: /opt}",
          "  - prefect.deployments.steps.run_shell_script: {script: echo one}",
        ],
      },
      { name: "empty" },
    ],
  }),
  project("cloned", "a repository that is cloned, with a secret block", {
    secrets: { "cloned-token": "kept-out-of-the-steps" },
    head: clone("main"),
    headAfter: clone("release"),
    before: prod(),
  }),
  project("unpulled", "no pull steps: the folder of the deploy", {
    head: "",
    before: [
      { name: "none" },
      {
        name: "changed",
        more: ["pull: [prefect.deployments.steps.set_working_directory: {directory: /srv}]"],
      },
    ],
    after: [{ name: "none", more: ["tags: [x]"] }, { name: "changed" }],
  }),
  project("pull-nothing", "an empty list of pull steps", {
    before: [{ name: "own", more: ["pull: []"] }, { name: "added" }],
    after: [{ name: "own" }, { name: "added", more: ["pull: []"] }],
  }),
  project("built", "outputs of build steps everywhere", {
    source: flows({ name: "built", parameters: "image: str = '', size: int = 0" }),
    head: build("1.2.3"),
    headAfter: build("1.2.4"),
    before: prod(
      'version: "{{ sha.stdout }}"',
      'tags: ["{{ sha.stdout }}", "v-{{ sha.stdout }}", fixed]',
      'description: "Built of {{ sha.stdout }} ({{ name.stdout }})"',
      'parameters: {image: "acme/flows:{{ sha.stdout }}"}',
      'work_pool: {name: pool, job_variables: {env: {VERSION: "{{ sha.stdout }}", EMPTY: "{{ sha.stderr }}"}}}',
      'schedules: [{cron: "0 1 * * *", slug: a, parameters: {image: "{{ sha.stdout }}"}}]',
    ),
  }),
  project("pushed", "build and push steps of a deployment, and none", {
    head: build("1.0"),
    before: [
      {
        name: "own",
        more: [
          "build:",
          "  - prefect.deployments.steps.run_shell_script: {id: sha, script: echo own}",
          "push:",
          "  - prefect.deployments.steps.run_shell_script: {id: sent, script: 'echo {{ sha.stdout }}'}",
          'tags: ["sha-{{ sha.stdout }}", "{{ sent.stdout }}-sent"]',
        ],
      },
      { name: "none", more: ["build: []", 'tags: ["sha-{{ sha.stdout }}", x]'] },
      { name: "shared", more: ['tags: ["sha-{{ sha.stdout }}"]'] },
    ],
    after: [
      {
        name: "own",
        more: [
          "push:",
          "  - prefect.deployments.steps.run_shell_script: {id: sent, script: 'echo sent'}",
          'tags: ["sha-{{ sha.stdout }}", "{{ sent.stdout }}-sent"]',
        ],
      },
      { name: "none", more: ["build: []", "tags: [x]"] },
      { name: "shared", more: ['version: "{{ sha.stdout }}"'] },
    ],
  }),
  project("environment", "environment variables in names, tags, pools and steps", {
    env: { FIDELITY_STAGE: "prod", FIDELITY_POOL: "other", FIDELITY_EMPTY: "", FIDELITY_ZONE: "Asia/Tokyo" },
    source: flows({ name: "environment", parameters: "stage: str = ''" }),
    head: `pull:
  - prefect.deployments.steps.set_working_directory: {directory: "/srv/{{ $FIDELITY_STAGE }}"}
`,
    before: [
      {
        name: '"{{ $FIDELITY_STAGE }}-eu"',
        more: [
          'tags: ["{{ $FIDELITY_STAGE }}", "x{{ $FIDELITY_EMPTY }}"]',
          'work_pool: {name: "{{ $FIDELITY_POOL }}"}',
          'parameters: {stage: "{{ $FIDELITY_STAGE }}"}',
        ],
      },
      { name: "second", more: ['description: "On {{ $FIDELITY_STAGE }} and {{ $FIDELITY_UNSET }}."'] },
    ],
    after: [
      {
        name: '"{{ $FIDELITY_STAGE }}-eu"',
        more: [
          'tags: ["{{ $FIDELITY_POOL }}"]',
          'work_pool: {name: "{{ $FIDELITY_POOL }}"}',
          'parameters: {stage: "not {{ $FIDELITY_STAGE }}"}',
        ],
      },
      {
        name: "second",
        more: ['schedules: [{cron: "0 1 * * *", timezone: "{{ $FIDELITY_ZONE }}", slug: a}]'],
      },
    ],
  }),
  project("variables", "variables and blocks of the server in templates", {
    variables: {
      variables_region: "eu-central",
      variables_sizes: { small: 1, tags: ["a", "b"] },
      variables_on: false,
    },
    secrets: { "variables-token": "resolved-by-the-deploy" },
    source: flows({ name: "variables", parameters: "region: str = '', sizes: dict = {}, token: str = ''" }),
    before: prod(
      'parameters: {region: "{{ prefect.variables.variables_region }}", sizes: "{{ prefect.variables.variables_sizes }}", token: "{{ prefect.blocks.secret.variables-token }}"}',
      'tags: ["in {{ prefect.variables.variables_region }}"]',
      'work_pool: {name: pool, job_variables: {env: {REGION: "{{ prefect.variables.variables_region }}", NONE: "{{ prefect.variables.variables_none }}"}}}',
    ),
    after: prod(
      'description: "{{ prefect.variables.variables_region }}"',
      'version: "{{ prefect.variables.variables_region }}"',
    ),
  }),
  project("run-context", "templates that a worker fills in", {
    since: "3.6",
    before: prod('work_pool: {name: pool, job_variables: {env: {RUN: "{{ ctx.flow_run.name }}"}}}'),
    after: prod('work_pool: {name: pool, job_variables: {env: {RUN: "run-{{ ctx.flow_run.id }}"}}}'),
  }),
];

function clone(branch: string): string {
  return `pull:
  - prefect.deployments.steps.git_clone:
      id: clone
      repository: https://github.com/acme/flows.git
      branch: ${branch}
      include_submodules: true
      access_token: "{{ prefect.blocks.secret.cloned-token }}"
  - prefect.deployments.steps.pip_install_requirements:
      requirements_file: requirements.txt
      directory: "{{ clone.directory }}"
      stream_output: false
`;
}

function build(version: string): string {
  return `build:
  - prefect.deployments.steps.run_shell_script: {id: sha, script: echo ${version}, stream_output: false}
  - prefect.deployments.steps.run_shell_script: {id: name, script: "echo built-{{ sha.stdout }}"}
pull:
  - prefect.deployments.steps.set_working_directory: {directory: "/srv/{{ sha.stdout }}"}
`;
}

const TRIGGERS: readonly FidelityProject[] = [
  project("event", "event triggers, changed by the edit", {
    before: prod(
      "triggers:",
      "  - type: event",
      "    match: {prefect.resource.id: 'prefect.flow-run.*'}",
      "    match_related: {prefect.resource.name: event, prefect.resource.role: [flow, deployment]}",
      "    expect: [prefect.flow-run.Completed, prefect.flow-run.Failed]",
      "    for_each: [prefect.resource.id]",
      "  - {posture: Proactive, expect: [acme.heartbeat], after: [acme.start], threshold: 2, within: 60}",
    ),
    after: prod(
      "triggers:",
      "  - {expect: [prefect.flow-run.Crashed], match: {prefect.resource.id: 'prefect.flow-run.*'}}",
      "  - {posture: Proactive, expect: [acme.heartbeat], after: [acme.start], threshold: 3, within: 90.5}",
    ),
  }),
  project("compound", "compound and sequence triggers, one in the other", {
    before: prod(
      "triggers:",
      "  - type: compound",
      "    require: any",
      "    within: 3600",
      "    triggers:",
      "      - {type: event, expect: [acme.a], match: {prefect.resource.id: a}}",
      "      - {type: sequence, within: 60, triggers: [{type: event, expect: [acme.b]}, {type: event, expect: [acme.c]}]}",
      "  - {type: sequence, within: 300, triggers: [{type: event, expect: [acme.d]}, {type: event, expect: [acme.e]}]}",
    ),
    after: prod(
      "triggers:",
      "  - type: compound",
      "    require: 2",
      "    within: 3600",
      "    triggers: [{type: event, expect: [acme.a]}, {type: event, expect: [acme.b]}, {type: event, expect: [acme.c]}]",
      "  - {type: sequence, within: 300, triggers: [{type: event, expect: [acme.e]}, {type: event, expect: [acme.d]}]}",
    ),
  }),
  project("actions", "triggers with a name, parameters, job variables and a delay", {
    source: flows({ name: "actions", parameters: "who: str = '', payload: dict = {}" }),
    before: prod(
      "triggers:",
      "  - name: actions named",
      "    description: Starts it",
      "    enabled: false",
      "    expect: [acme.a]",
      "    parameters: {who: '{{ event.resource.id }}', payload: {__prefect_kind: json, value: {__prefect_kind: jinja, template: '{{ event.payload | tojson }}'}}}",
      "    job_variables: {env: {FROM: trigger}}",
      "    schedule_after: 90",
      "  - {expect: [acme.b]}",
    ),
    after: prod(
      "triggers:",
      "  - {name: actions renamed, enabled: true, expect: [acme.a], parameters: {who: me}, schedule_after: 3600}",
      "  - {expect: [acme.b], job_variables: {}}",
    ),
  }),
  project("untriggered", "triggers that are removed", {
    before: [
      { name: "key", more: ["triggers: [{expect: [acme.a]}, {expect: [acme.b]}]"] },
      { name: "list", more: ["triggers: [{expect: [acme.a]}]"] },
      { name: "one", more: ["triggers: [{expect: [acme.a]}, {expect: [acme.b]}]"] },
    ],
    after: [
      { name: "key" },
      { name: "list", more: ["triggers: []"] },
      { name: "one", more: ["triggers: [{expect: [acme.b]}]"] },
    ],
  }),
  project("triggered", "triggers that are added, also to a new deployment", {
    before: [{ name: "old" }],
    after: [
      { name: "old", more: ["triggers: [{expect: [acme.a]}]"] },
      { name: "new", more: ["triggers: [{expect: [acme.a]}, {name: triggered twice, expect: [acme.a]}]"] },
    ],
  }),
  project("switched", "templates in triggers and schedules", {
    since: "3.6",
    env: { FIDELITY_ACTIVE: "false" },
    variables: { switched_on: true, switched_off: false },
    before: prod(
      'triggers: [{expect: [acme.a], enabled: "{{ prefect.variables.switched_off }}"}]',
      'schedules: [{cron: "0 1 * * *", slug: a, active: "{{ $FIDELITY_ACTIVE }}"}]',
    ),
    after: prod(
      'triggers: [{expect: [acme.a], enabled: "{{ prefect.variables.switched_on }}"}]',
      'schedules: [{cron: "0 1 * * *", slug: a, active: "{{ prefect.variables.switched_on }}"}]',
    ),
  }),
];

export const FIDELITY_PROJECTS: readonly FidelityProject[] = [
  ...LAYOUT,
  ...FIELDS,
  ...CODE,
  ...SCHEDULES,
  ...STEPS,
  ...TRIGGERS,
];
