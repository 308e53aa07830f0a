import { describe, expect, test } from "vitest";
import { decide } from "../../../src/plan/decision.js";
import { knownAfterBuild, planned, type Showing } from "../../../src/plan/shown.js";
import type { Body, RecordedWrite } from "../../../src/gateway/recording.js";
import type { FieldChange } from "../../../src/plan/types.js";
import { knownDeployment } from "../../support/deployment.ts";

const LIVE = { id: "d1", name: "one", flow_id: "f1", job_variables: { image: "old" }, version: "1" };

function changes(
  body: Body,
  live: Body = {},
  unknown: readonly string[] = [],
  { content = {}, pull, automations = [], cleaning }: Around = {},
): readonly FieldChange[] {
  const before = { ...LIVE, ...live };
  const held: RecordedWrite = {
    id: "d1",
    flowName: "f",
    name: "one",
    live: before,
    method: "PATCH",
    body,
    ownedDeleted: automations.length > 0,
    deletedSchedules: [],
    automations,
  };
  return planned(decide({ deployment: knownDeployment(content, pull), held }, before, []), unknown, cleaning)
    .changes;
}

interface Around {
  readonly content?: Body;
  readonly pull?: unknown;
  readonly automations?: Body[];
  readonly cleaning?: Showing;
}

describe("a value that the file takes from elsewhere is not shown", () => {
  test("where the template is all there is in the place of a mapping", () => {
    const template = "{{ prefect.blocks.json.pool }}";
    const shown = changes(
      {
        job_variables: { env: { HOOK: "okapi" } },
        work_queue_name: "okapi",
        concurrency_options: { grace: "okapi" },
      },
      {
        job_variables: { env: { HOOK: "old" } },
        work_queue_name: "old",
        concurrency_options: { grace: "old" },
      },
      [],
      { content: { work_pool: template, concurrency_limit: template } },
    );
    expect(shown.length).toBeGreaterThan(1);
    expect(JSON.stringify(shown)).not.toContain("okapi");
  });

  test("where its template also stands, unfilled, as a key or in another value", () => {
    const template = "{{ prefect.blocks.secret.s }}";
    const file = { [template]: "1", A: template, B: [template], C: `x ${template}` };
    const sent = { [template]: "1", A: "okapi", B: ["okapi"], C: `x okapi ${template}` };
    const shown = changes({ job_variables: sent }, { job_variables: { A: "old", B: [], C: "old" } }, [], {
      content: { work_pool: { job_variables: file } },
    });
    expect(shown.map(({ field }) => field)).toEqual(
      expect.arrayContaining(["job_variables.A", "job_variables.B", "job_variables.C"]),
    );
    expect(JSON.stringify(shown)).not.toContain("okapi");
  });
});

describe("a value that looks secret is changed, and not shown", () => {
  test.each<[string, Body, Body, string]>([
    [
      "by the name of its key",
      { job_variables: { env: { DB_PASSWORD: "new" } } },
      { job_variables: { env: { DB_PASSWORD: "old" } } },
      "job_variables.env.DB_PASSWORD",
    ],
    [
      "by its name in a parameter",
      { parameters: { api_key: "new" } },
      { parameters: { api_key: "old" } },
      "parameters.api_key",
    ],
    [
      "by its form",
      { description: `ghp_${"a".repeat(36)}` },
      { description: `ghp_${"b".repeat(36)}` },
      "description",
    ],
    [
      "in a list of steps",
      { pull_steps: [{ git: { access_token: "new" } }] },
      { pull_steps: [{ git: { access_token: "old" } }] },
      "pull_steps",
    ],
  ])("%s", (_title, body, live, field) => {
    expect(changes(body, live)).toEqual([{ field, before: undefined, after: undefined, secret: true }]);
  });

  test("but what else changes in the same value is, and so is the name of a block", () => {
    const step = (directory: string, token: string) => [{ git: { directory, access_token: token } }];
    expect(changes({ pull_steps: step("/b", "x") }, { pull_steps: step("/a", "x") })).toEqual([
      { field: "pull_steps", before: step("/a", "***"), after: step("/b", "***") },
    ]);
    const block = "{{ prefect.blocks.secret.git }}";
    expect(changes({ pull_steps: step("/a", block) }, { pull_steps: [] })).toEqual([
      { field: "pull_steps", before: [], after: step("/a", block) },
    ]);
  });

  test("a parameter's own schema is not a secret, whatever its name", () => {
    const schema = (type: string) => ({ properties: { password: { type } } });
    expect(
      changes(
        { parameter_openapi_schema: schema("string") },
        { parameter_openapi_schema: schema("integer") },
      ),
    ).toEqual([{ field: "parameter_openapi_schema.password.type", before: "integer", after: "string" }]);
  });
});

describe("the schema of the parameters", () => {
  const field = "parameter_openapi_schema";
  const notShown = (path: string) => ({
    field: `${field}.${path}`,
    before: undefined,
    after: undefined,
    secret: true,
  });
  const schema = (properties: Body, more: Body = {}) => ({
    parameter_openapi_schema: { properties, ...more },
  });
  const currency = (more: Body) => ({ currency: { type: "string", ...more }, day: { position: 1 } });

  test.each<[string, Body, Body, readonly FieldChange[]]>([
    [
      "by property, and tells null from nothing",
      schema(currency({ default: "EUR" })),
      schema(currency({ default: null })),
      [{ field: `${field}.currency.default`, before: "EUR", after: null }],
    ],
    [
      "with what comes and goes",
      schema({ ...currency({ default: "EUR" }), old: { type: "integer" } }, { required: ["old"] }),
      schema({ ...currency({}), new: { type: "number" } }, { required: ["new"] }),
      [
        { field: `${field}.currency.default`, before: "EUR", after: undefined },
        { field: `${field}.old`, before: { type: "integer" }, after: undefined },
        { field: `${field}.new`, before: undefined, after: { type: "number" } },
        { field: `${field}.required`, before: ["old"], after: ["new"] },
      ],
    ],
    [
      "without defaults that look secret: by the name, as a password, by their form",
      schema({
        api_key: { default: "first" },
        x: { format: "password", default: "first" },
        y: { default: `ghp_${"a".repeat(36)}` },
      }),
      schema({
        api_key: { default: "second" },
        x: { format: "password", default: "second" },
        y: { default: `ghp_${"b".repeat(36)}` },
      }),
      ["api_key", "x", "y"].map((name) => notShown(`${name}.default`)) as unknown as FieldChange[],
    ],
    [
      "without a default that comes, or is within a value",
      schema({ api_key: {}, options: { default: { token: "first", level: 1 } } }),
      schema({ api_key: { default: "second" }, options: { default: { token: "second", level: 2 } } }),
      [
        { field: `${field}.api_key.default`, before: undefined, after: "***" },
        notShown("options.default.token") as unknown as FieldChange,
        { field: `${field}.options.default.level`, before: 1, after: 2 },
      ],
    ],
    [
      "as a whole where the server has none",
      { parameter_openapi_schema: null },
      schema({ api_key: { default: "second" } }),
      [{ field, before: undefined, after: { properties: { api_key: { default: "***" } } } }],
    ],
  ])("is compared %s", (_title, live, body, expected) => {
    expect(changes(body, live)).toEqual(expected);
  });

  test("shows no known secret, and neither what was in its place, nor one in a name", () => {
    const cleaning = { clean: (text: string) => text.replaceAll("hunter2", "***") };
    const live = schema({ a: { default: "old" }, hunter2: { default: 1 }, b: { default: "was" } });
    const body = schema({ a: { default: "hunter2" }, hunter2: { default: 2 }, b: { default: "is" } });
    expect(changes(body, live, [], { cleaning })).toEqual([
      notShown("a.default"),
      notShown("***.default"),
      // A known secret elsewhere makes no secret of it.
      { field: `${field}.b.default`, before: "was", after: "is" },
    ]);
  });
});

describe("a deployment to create", () => {
  const body = {
    name: "one",
    flow_id: "f1",
    schedules: [{ slug: "nightly", schedule: { cron: "0 3 * * *" } }],
    tags: ["a"],
    work_pool_name: "pool",
    entrypoint: "f.py:f",
  };
  const create = (content: Body = {}, unknown: readonly string[] = []) => {
    const held: RecordedWrite = {
      ...{ id: "d1", flowName: "f", name: "one", live: undefined, method: "POST", body },
      ...{ ownedDeleted: true, deletedSchedules: [], automations: [] },
    };
    return planned(decide({ deployment: knownDeployment(content), held }, undefined, []), unknown);
  };

  test("tells its flow, its work pool and its schedules, in this order", () => {
    expect(create()).toMatchObject({
      action: "create",
      changes: [
        { field: "entrypoint", after: "f.py:f" },
        { field: "work_pool_name", after: "pool" },
        { field: "schedules.nightly", after: { slug: "nightly", schedule: { cron: "0 3 * * *" } } },
      ],
    });
  });

  test("does not show what the file takes from elsewhere, or what only a build tells", () => {
    const content = { work_pool: { name: "{{ $POOL }}" }, schedules: [{ cron: "{{ $TIMES }}" }] };
    expect(create(content).changes.slice(1)).toEqual([
      { field: "work_pool_name", before: undefined, after: undefined, written: "{{ $POOL }}" },
      { field: "schedules", before: undefined, after: undefined, written: [{ cron: "{{ $TIMES }}" }] },
    ]);
    expect(
      create({}, ["version", "work_pool_name"]).changes.map(({ field, afterBuild }) => [field, afterBuild]),
    ).toEqual([
      ["entrypoint", undefined],
      ["schedules.nightly", undefined],
      ["work_pool_name", true],
    ]);
  });
});

test.each<[string, Body, Body]>([
  ["a boolean", { parameters: { verify_token: true } }, { parameters: { verify_token: false } }],
  [
    "what is called after a schedule",
    { schedules: [{ slug: "token", active: true }] },
    { schedules: [{ slug: "token", active: false }] },
  ],
  ["the number of tokens", { parameters: { max_tokens: 2 } }, { parameters: { max_tokens: 1 } }],
])("%s is not a secret", (_what, body, live) => {
  expect(changes(body, live)).toMatchObject([
    { before: expect.anything() as unknown, after: expect.anything() as unknown },
  ]);
});

test("a parameter that the flow takes as a password is one, whatever it is called", () => {
  const parameter_openapi_schema = {
    properties: { x: { anyOf: [{ type: "string", format: "password", writeOnly: true }, { type: "null" }] } },
  };
  const live = { parameter_openapi_schema, parameters: { x: "old" } };
  expect(changes({ parameter_openapi_schema, parameters: { x: "new" } }, live)).toMatchObject([
    { field: "parameters.x", secret: true, before: undefined, after: undefined },
  ]);
});

test("what a schedule's or a trigger's runs get for such a parameter is not shown either, nor quoted", () => {
  const schema = { properties: { pin: { type: "string", format: "password", writeOnly: true } } };
  const schedule = (pin: string) => ({
    slug: "n",
    schedule: { cron: "0 3 * * *" },
    parameters: { pin, day: pin },
  });
  const trigger = (pin: string) => ({ name: "t", actions: [{ parameters: { pin } }] });
  const body = { parameter_openapi_schema: schema, schedules: [schedule("okapi")] };
  const live = { parameter_openapi_schema: schema, schedules: [{ ...schedule("old"), active: true }] };
  const around = { automations: [trigger("okapi")] };
  const shown = JSON.stringify(changes(body, live, [], around));
  expect(shown).toContain('"day":"okapi"');
  expect(shown).not.toContain('"pin":"okapi"');
  expect(shown).not.toContain('"pin":"old"');
});

describe("a known secret", () => {
  const cleaning = { clean: (text: string) => text.replaceAll("hunter2", "***") };

  test("is not shown, and neither is what was in its place before", () => {
    expect(changes({ parameters: { x: "hunter2" } }, { parameters: { x: "old" } }, [], { cleaning })).toEqual(
      [{ field: "parameters.x", before: undefined, after: undefined, secret: true }],
    );
    expect(
      changes({ parameters: { x: ["a", "hunter2"] } }, { parameters: { x: ["old"] } }, [], { cleaning }),
    ).toEqual([{ field: "parameters.x", before: "***", after: ["a", "***"] }]);
  });

  test("is not shown under a name that it had before", () => {
    expect(
      changes({ parameters: {} }, { parameters: { x: "from-env-1" } }, [], {
        cleaning: { ...cleaning, filled: ["from-env-1"] },
      }),
    ).toEqual([{ field: "parameters.x", before: "***", after: undefined }]);
  });
});

describe("what the file takes from elsewhere is shown as it is written", () => {
  const pool = (job_variables: unknown) => ({ work_pool: { name: "{{ $POOL }}", job_variables } });

  test.each<[string, Body, Body, Body, Partial<FieldChange>[]]>([
    [
      "a field",
      { version: "2" },
      { version: "1" },
      { version: "{{ $V }}" },
      [{ field: "version", written: "{{ $V }}" }],
    ],
    [
      "a part of a text",
      { job_variables: { image: "r/new" } },
      { job_variables: { image: "r/old" } },
      pool({ image: "r/{{ $TAG }}" }),
      [{ field: "job_variables.image", written: "r/{{ $TAG }}" }],
    ],
    [
      "the work pool",
      { work_pool_name: "new", work_queue_name: "q" },
      { work_pool_name: "old", work_queue_name: "p" },
      { work_pool: { name: "{{ $POOL }}", work_queue_name: "q" } },
      [
        { field: "work_pool_name", written: "{{ $POOL }}" },
        { field: "work_queue_name", before: "p", after: "q" },
      ],
    ],
    [
      "all below it, once",
      { parameters: { a: { x: 1, y: 2 } } },
      { parameters: { a: { x: 0, y: 0 } } },
      { parameters: { a: "{{ prefect.variables.a }}" } },
      [{ field: "parameters.a", written: "{{ prefect.variables.a }}" }],
    ],
    [
      "all above it, with its secrets hidden",
      { parameters: { a: { x: "v", token: "t", z: 1 } } },
      { parameters: {} },
      { parameters: { a: { x: "{{ $X }}", token: "t", z: 1 } } },
      [{ field: "parameters.a", written: { x: "{{ $X }}", token: "***", z: 1 } }],
    ],
    [
      "a list, as a whole",
      { parameters: { a: ["v", { b: "c" }] } },
      { parameters: { a: ["u"] } },
      { parameters: { a: ["{{ $X }}", { b: "c" }] } },
      [{ field: "parameters.a", written: ["{{ $X }}", { b: "c" }] }],
    ],
    [
      "a key with dots",
      { parameters: { "a.b": { "c.d": "v", e: 2 } } },
      { parameters: { "a.b": { "c.d": "u", e: 1 } } },
      { parameters: { "a.b": { "c.d": "{{ $X }}", e: 2 } } },
      [
        { field: "parameters.a.b.c.d", written: "{{ $X }}" },
        { field: "parameters.a.b.e", before: 1, after: 2 },
      ],
    ],
    [
      "a limit with options",
      { concurrency_limit: 2, concurrency_options: { collision_strategy: "CANCEL_NEW" } },
      { concurrency_limit: 1, concurrency_options: { collision_strategy: "ENQUEUE" } },
      { concurrency_limit: { limit: "{{ $N }}", collision_strategy: "CANCEL_NEW" } },
      [
        { field: "concurrency_limit", written: "{{ $N }}" },
        {
          field: "concurrency_options",
          before: { collision_strategy: "ENQUEUE" },
          after: { collision_strategy: "CANCEL_NEW" },
        },
      ],
    ],
    [
      "one schedule in the old way",
      { schedules: [{ schedule: { cron: "1 0 * * *" }, active: true }] },
      { schedules: [{ schedule: { cron: "2 0 * * *" }, active: true }] },
      { schedule: { cron: "{{ $WHEN }}" } },
      [{ field: "schedules", written: [{ cron: "{{ $WHEN }}" }] }],
    ],
    [
      "one that is not set today",
      { tags: [""] },
      { tags: ["what was set"] },
      { tags: ["{{ $UNSET }}"] },
      [{ field: "tags", written: ["{{ $UNSET }}"] }],
    ],
    [
      "but not what nobody fills in",
      { pull_steps: [{ clone: { branch: "b", access_token: "{{ prefect.blocks.secret.x }}" } }] },
      { pull_steps: [{ clone: { branch: "a", access_token: "{{ prefect.blocks.secret.x }}" } }] },
      { pull: [{ clone: { branch: "b", access_token: "{{ prefect.blocks.secret.x }}" } }] },
      [
        {
          field: "pull_steps",
          before: [{ clone: { branch: "a", access_token: "{{ prefect.blocks.secret.x }}" } }],
          after: [{ clone: { branch: "b", access_token: "{{ prefect.blocks.secret.x }}" } }],
        },
      ],
    ],
    [
      "and not the steps of the file where there are to be none",
      { pull_steps: [] },
      { pull_steps: [{ a: {} }] },
      { pull: [] },
      [{ field: "pull_steps", before: [{ a: {} }], after: [] }],
    ],
  ])("%s", (_what, body, live, content, expected) => {
    const found = changes(body, live, [], { content, pull: [{ a: { b: "{{ $SHARED }}" } }] });
    expect(found).toEqual(expected.map((one) => ({ before: undefined, after: undefined, ...one })));
  });

  test("the steps of the file, for a deployment without its own", () => {
    const pull = [{ a: { b: "{{ $SHARED }}" } }];
    for (const content of [{}, { pull: null }, { pull: [] }]) {
      expect(changes({ pull_steps: [{ a: { b: "v" } }] }, { pull_steps: [] }, [], { content, pull })).toEqual(
        [{ field: "pull_steps", before: undefined, after: undefined, written: pull }],
      );
    }
  });

  test("an automation", () => {
    const trigger = (name: string) => ({ name, type: "event", parameters: { x: "{{ event.name }}" } });
    expect(
      changes({}, {}, [], { content: { triggers: [trigger("{{ $T }}")] }, automations: [trigger("v")] }),
    ).toEqual([
      { field: "automations", before: undefined, after: undefined, written: [trigger("{{ $T }}")] },
    ]);
    expect(
      changes({}, {}, [], { content: { triggers: [trigger("v")] }, automations: [trigger("v")] }),
    ).toMatchObject([{ field: "automations.v", after: { name: "v" } }]);
  });

  test("and what a step gives, which is known after the build", () => {
    const content = { version: "{{ image.tag }}" };
    expect(changes({ version: null }, {}, ["version"], { content })).toEqual([
      { field: "version", before: undefined, after: undefined, written: "{{ image.tag }}", afterBuild: true },
    ]);
  });
});

describe("what a build step decides", () => {
  const build = [{ run: { id: "image" } }];

  test.each<[string, Body, unknown, readonly string[]]>([
    ["version", { build, version: "{{ image.tag }}" }, [], ["version"]],
    [
      "a job variable",
      { build, work_pool: { job_variables: { image: "{{ image.name }}:{{ image.tag }}" } } },
      [],
      ["job_variables.image"],
    ],
    ["the queue", { build, work_pool: { work_queue_name: "{{ q }}" } }, [], ["work_queue_name"]],
    ["a list, as a whole", { build, tags: ["{{ image.tag }}"] }, [], ["tags"]],
    ["pull steps of all deployments", { build }, [{ x: { y: "{{ image.tag }}" } }], ["pull_steps"]],
    ["pull steps that Prefect makes up", { build }, null, ["pull_steps"]],
    ["nothing that the environment fills in", { build, version: "{{ $TAG }}" }, [], []],
    ["nothing that the server fills in", { build, version: "{{ prefect.variables.tag }}" }, [], []],
    ["nothing where there is no step", { version: "{{ image.tag }}" }, [], []],
    [
      "nothing that nobody fills in",
      { build, version: "{{ $UNSET }}", description: "${{ github.token }}" },
      [],
      [],
    ],
    ["nothing of a step that is not there", { build, version: "{{ other.tag }}" }, [], []],
    ["what any step may give", { build, version: "{{ image_name }}" }, [], ["version"]],
    ["nothing that the run fills in", { build, version: "{{ ctx.x }}" }, [], []],
    [
      "nothing of the steps, the entrypoint and the name",
      {
        build: [{ run: { id: "{{ a.b }}" } }],
        push: "{{ a.b }}",
        entrypoint: "{{ a.b }}",
        name: "{{ a.b }}",
      },
      [],
      [],
    ],
    ["after a push step too", { push: build, version: "{{ image.tag }}" }, [], ["version"]],
    [
      "a parameter, up to the first list",
      { build, parameters: { a: { b: ["{{ image.y }}"] }, c: "{{ image.y }}", d: 1 } },
      [],
      ["parameters.a.b", "parameters.c"],
    ],
    ["the pool", { build, work_pool: { name: "{{ image.y }}" } }, [], ["work_pool_name"]],
    [
      "all of the pool's job variables",
      { build, work_pool: { job_variables: "{{ image.y }}" } },
      [],
      ["job_variables"],
    ],
    ["pull steps of its own", { build, pull: [{ a: "{{ image.y }}" }] }, [{ b: {} }], ["pull_steps"]],
    ["no pull steps of the file in place of its own", { build, pull: [] }, [{ b: "{{ image.y }}" }], []],
    ["triggers", { build, triggers: [{ name: "{{ image.y }}" }] }, [], ["automations"]],
    ["a schedule", { build, schedule: { cron: "{{ image.y }}" } }, [], ["schedules"]],
    [
      "schedules, once",
      { build, schedules: [{ cron: "{{ image.y }}", slug: "{{ image.z }}" }] },
      [],
      ["schedules"],
    ],
    ["a field of its own name", { build, constructor: "{{ image.y }}" }, [], ["constructor"]],
  ])("%s", (_title, content, pull, expected) => {
    expect(knownAfterBuild(knownDeployment(content, pull), { TAG: "1" })).toEqual(expected);
  });

  test("is known after it, whether or not it differs now", () => {
    expect(
      changes({ version: null, job_variables: { image: "old" } }, {}, ["version", "job_variables.image"]),
    ).toEqual([
      { field: "version", before: "1", after: undefined, afterBuild: true },
      { field: "job_variables.image", before: "old", after: undefined, afterBuild: true },
    ]);
  });
});

describe("a planned deployment", () => {
  const write = (body: Body, live: (Body & typeof LIVE) | undefined): RecordedWrite => ({
    ...{ id: "d1", flowName: "a flow", name: "a name", live, method: "PATCH", body },
    ...{ ownedDeleted: false, deletedSchedules: [], automations: [] },
  });
  const plan = (
    body: Body,
    live: (Body & typeof LIVE) | undefined,
    unknown: readonly string[] = [],
    unknownIsChange = true,
  ) =>
    planned(decide({ deployment: knownDeployment(), held: write(body, live) }, live, []), unknown, {
      clean: (text) => text,
      unknownIsChange,
    });

  test("names what only a build can tell, and counts it only if asked", () => {
    const unknown = ["version"];
    const later = { field: "version", before: "1", after: undefined, afterBuild: true };
    const [named, counted] = [false, true].map((isChange) => plan({ version: "1" }, LIVE, unknown, isChange));
    expect(named).toMatchObject({ action: "unchanged", changes: [later] });
    expect(counted).toMatchObject({ action: "change", changes: [later] });
    expect(plan({ version: "1", tags: ["a"] }, LIVE, unknown, false).action).toBe("change");
  });

  test("has the names of the server, and its place in the file", () => {
    expect(plan({ version: "2" }, LIVE)).toEqual({
      file: "prefect.yaml",
      where: { file: "prefect.yaml", line: 7 },
      flow: "a flow",
      name: "a name",
      id: "d1",
      action: "change",
      changes: [{ field: "version", before: "1", after: "2" }],
      // Which the write leaves out.
      stays: [{ field: "job_variables", before: { image: "old" }, after: undefined }],
    });
  });

  test.each<[string, Body, (Body & typeof LIVE) | undefined, string[], string]>([
    ["created", { version: "1" }, undefined, [], "create"],
    ["unchanged", { version: "1" }, LIVE, [], "unchanged"],
    ["changed by what only a build can tell", { version: "1" }, LIVE, ["version"], "change"],
  ])("is %s", (_title, body, live, unknown, action) => {
    expect(plan(body, live, unknown)).toMatchObject({ action, id: live?.id });
  });

  test("has nothing for a part of what only a build can tell, but what is beside it", () => {
    const body = { job_variables: { image: { name: "a" }, other: 1 } };
    expect(plan(body, { ...LIVE, job_variables: { image: "old" } }, ["job_variables.image"]).changes).toEqual(
      [
        { field: "job_variables.other", before: undefined, after: 1 },
        { field: "job_variables.image", before: "old", after: undefined, afterBuild: true },
      ],
    );
  });
});
