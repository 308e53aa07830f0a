import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { shardOf } from "../../src/inputs/shard.js";
import { dumpServer } from "../support/fidelity/dump.ts";
import { describePrefect } from "../support/hooks.ts";
import { NEWEST } from "../support/index.ts";
import { flows, lineOf, type Entry } from "../support/project.ts";
import { actions, changes, usePlans } from "../support/runner/plans.ts";
import { liveDeployments, told, type Story } from "../support/runner/story.ts";

const entry = (name: string, ...more: string[]): Entry => ({ name, entrypoint: "flow.py:job", more });

/** Without a description, Prefect writes "None" the first time and null from then on (3.4.14, 3.8.8). */
const DESCRIBED = "description='What it does'";
const JOB = flows({ name: "job", options: DESCRIBED, parameters: "day: str = 'mon', options: dict = {}" });
const typed = (parameters: string) => flows({ name: "typed", options: DESCRIBED, parameters });

describePrefect("a plan", (version) => {
  const { write, deploy, plan, prefect } = usePlans(version);

  it("of a first deploy, of the same again, and of a change writes nothing, and is what the deploy then does", async () => {
    const before = [
      entry("plain"),
      entry("same", "schedules: [{cron: '0 4 * * *', timezone: UTC}, {interval: 600}]", "tags: [x]"),
      entry(
        "edited",
        "description: first",
        "tags: [a]",
        "parameters: {day: tue, options: {level: 1}}",
        "schedules: [{cron: '0 3 * * *', timezone: UTC}]",
        "work_pool: {name: pool, job_variables: {env: {LEVEL: info}}}",
      ),
    ];
    await write(before, { "flow.py": JOB });
    const first = await plan();
    expect(told(first.problems), first.log).toEqual([]);
    expect(actions(first)).toEqual(["create job/plain", "create job/same", "create job/edited"]);
    expect(first.outputs).toMatchObject({
      created: "3",
      changed: "0",
      unchanged: "0",
      "has-changes": "true",
      failed: "0",
      "changed-shards": "",
    });
    const ofNew = (schedules: string) => `flow \`flow.py:job\`<br>work pool \`pool\`<br>${schedules}`;
    expect(first.summary).toMatch(/^## 🔄 Prefect plan\n\n3 deployments: 3 to create\.\n/);
    expect(first.summary).toContain(
      `| 🆕 to create | \`job/same\` | \`prefect.yaml:8\` | ${ofNew("schedules `0 4 * * *`, `every 600 s`")} |`,
    );
    expect(first.log).toContain('  create job/plain\n      + entrypoint: "flow.py:job"\n');
    // The CLI says so of writes that nobody has made.
    expect(first.log).not.toContain("successfully created");
    const deployed = await deploy();
    expect(deployed.log).not.toContain("successfully created");
    expect(deployed.summary).toContain("| Result | Deployment | File | What changed |");
    expect(deployed.summary).toMatch(/\| 🆕 created \| \[`job\/plain`\]/);
    expect(deployed.summary).toContain(ofNew("no schedule"));
    expect(deployed.results).toEqual(["created job/plain", "created job/same", "created job/edited"]);

    const again = await plan();
    expect(actions(again), JSON.stringify(changes(again))).toEqual([
      "unchanged job/plain",
      "unchanged job/same",
      "unchanged job/edited",
    ]);
    expect(again.outputs).toMatchObject({
      created: "0",
      changed: "0",
      unchanged: "3",
      "has-changes": "false",
    });
    expect(again.log).toContain("3 deployments: 3 unchanged.");
    expect(again.summary).toMatch(/^## ✅ Prefect plan\n\nNo changes\. 3 deployments: 3 unchanged\.\n/);
    expect(again.summary).toContain("<details><summary>3 unchanged</summary>");

    await write([
      ...before.slice(0, 2),
      entry(
        "edited",
        "description: second",
        "tags: [a, b]",
        "parameters: {day: tue, options: {level: 2}}",
        "schedules: [{cron: '30 3 * * *', timezone: UTC}]",
        "work_pool: {name: pool, job_variables: {env: {LEVEL: debug}}}",
      ),
      entry("added"),
    ]);
    const edited = await plan();
    expect(actions(edited)).toEqual([
      "unchanged job/plain",
      "unchanged job/same",
      "change job/edited",
      "create job/added",
    ]);
    const found = changes(edited)["edited"] ?? [];
    expect(found.filter(({ field }) => !String(field).startsWith("schedules."))).toEqual(
      expect.arrayContaining([
        { field: "description", before: "first", after: "second" },
        { field: "tags", before: ["a"], after: ["a", "b"] },
        { field: "parameters.options.level", before: 1, after: 2 },
        { field: "job_variables.env.LEVEL", before: "info", after: "debug" },
      ]),
    );
    expect(found.map(({ field }) => field).sort()).toEqual([
      "description",
      "job_variables.env.LEVEL",
      "parameters.options.level",
      "schedules.0 3 * * *",
      "schedules.30 3 * * *",
      "tags",
    ]);
    const changed = await deploy();
    expect(changed.results).toEqual([
      "unchanged job/plain",
      "unchanged job/same",
      "updated job/edited",
      "created job/added",
    ]);
    const live = (await liveDeployments(prefect())).find(({ name }) => name === "edited");
    expect(live).toMatchObject({ description: "second", parameters: { options: { level: 2 } } });
    if (version !== NEWEST) return;
    expect(actions(await plan())).toEqual(
      ["plain", "same", "edited", "added"].map((name) => `unchanged job/${name}`),
    );
  });
});

describe("what a plan shows", () => {
  const { write, run, deploy, plan, prefect, gate, project } = usePlans(NEWEST);

  it("is each field that changes, with its value before and after, and no secret", async () => {
    const same = entry("same", "tags: [kept]");
    const all = (entrypoint: string, edits: typeof BEFORE): Entry[] => [
      { name: "entrypoint", entrypoint },
      ...edits.map(([name, ...more]) => entry(name, ...more)),
      { name: "schema", entrypoint: "typed.py:typed", more: ["version: '1'"] },
      same,
    ];
    const files = {
      "flow.py": JOB,
      "old.py": JOB,
      "new.py": JOB,
      "typed.py": typed("n: int, c: str | None = 'EUR', api_key: str = 'first-hunter'"),
    };
    await write(all("old.py:job", BEFORE), files);
    await deploy();
    await write(all("new.py:job", AFTER), {
      "typed.py": typed("n: int, c: str | None = None, api_key: str = 'second-hunter', m: str = 'x'"),
    });
    const story = await plan();
    expect(told(story.problems), story.log).toEqual([]);
    expect(story.outputs).toMatchObject({
      created: "0",
      changed: "17",
      unchanged: "1",
      "has-changes": "true",
    });
    const found = changes(story);
    const { triggers = [], schema = [], ...fields } = found;
    expect(fields).toEqual(CHANGES);
    expect(schema).toEqual([
      { field: "parameter_openapi_schema.c.default", before: "EUR", after: null },
      { field: "parameter_openapi_schema.api_key.default", secret: true },
      {
        field: "parameter_openapi_schema.m",
        after: { default: "x", position: 3, title: "m", type: "string" },
      },
    ]);
    const expecting = (name: string, event: string) =>
      expect.objectContaining({
        name,
        trigger: expect.objectContaining({ expect: [event] }) as unknown,
      }) as unknown;
    expect(triggers).toEqual([
      {
        field: "automations.changed",
        before: expecting("changed", "prefect.flow-run.Completed"),
        after: expecting("changed", "prefect.flow-run.Failed"),
      },
      { field: "automations.added", after: expecting("added", "prefect.flow-run.Crashed") },
      {
        field: "automations.triggers__automation_4",
        before: expecting("triggers__automation_4", "prefect.flow-run.Completed"),
      },
    ]);
    expect(told(story.warnings).join("\n")).toContain(
      'job/triggers: the automation "removed" on the server runs it and is not among its triggers.',
    );

    // The same for people.
    for (const line of LINES) expect(story.log.split("\n")).toContain(line);
    expect(story.log).toContain('      ~ parameter_openapi_schema.c.default: "EUR" → null\n');
    for (const text of ["18 deployments: 17 to change, 1 unchanged.", '- "old.py:job"\n+ "new.py:job"']) {
      expect(story.summary).toContain(text);
    }
    const everything = [story.log, story.summary, JSON.stringify(story.outputs)].join("\n");
    expect(everything).toContain("DB_PASSWORD");
    expect(everything).not.toMatch(/first-hunter|second-hunter/);

    // And this is what the deploy does, to the last field.
    const done = await deploy();
    expect(done.results.filter((result) => !result.startsWith("updated "))).toEqual(["unchanged job/same"]);
    expect(done.log).toContain('job/triggers: removed the automation "removed".');
    expect(changes(await plan())).toEqual({});
    const { automations } = (await dumpServer(prefect())).comparable;
    expect(automations.map(({ name }) => name)).toEqual(["added", "changed", "kept"]);
    expect(JSON.stringify(await liveDeployments(prefect()))).toContain("second-hunter");
  });

  it("runs no build or push step, and leaves open what only these can tell", async () => {
    const built = () => existsSync(project().file("built.txt"));
    const step = (script: string, id = "tag") => [
      "    - prefect.deployments.steps.run_shell_script:",
      `        id: ${id}`,
      `        script: ${script}`,
    ];
    const text = await write(
      [
        {
          ...entry(
            "built",
            "version: '{{ tag.stdout }}'",
            "description: before",
            "parameters: {day: '{{ tag.stdout }}', options: {level: 1}}",
            "work_pool: {name: pool, job_variables: {image: 'job:{{ tag.stdout }}', env: {LEVEL: info}}}",
            "build:",
            ...step("./build.sh"),
            "push:",
            ...step("./build.sh", "pushed"),
          ),
        },
        entry("plain"),
      ],
      { "flow.py": JOB, "build.sh": "#!/bin/sh\necho run >> built.txt\necho 1.2.3\n" },
    );
    const first = await plan();
    expect(told(first.problems), first.log).toEqual([]);
    expect(actions(first)).toEqual(["create job/built", "create job/plain"]);
    expect(built()).toBe(false);
    await deploy();
    expect(await readFile(project().file("built.txt"), "utf8")).toBe("run\nrun\n");
    const live = (await liveDeployments(prefect())).find(({ name }) => name === "built");
    expect(live).toMatchObject({ version: "1.2.3", job_variables: { image: "job:1.2.3" } });

    await rm(project().file("built.txt"));
    await project().write({ "prefect.yaml": text.replace("description: before", "description: after") });
    const again = await plan();
    expect(built()).toBe(false);
    expect(Object.keys(changes(again))).toEqual(["built"]);
    expect(changes(again)["built"]).toEqual([
      { field: "description", before: "before", after: "after" },
      { field: "version", written: "{{ tag.stdout }}", after_build: true },
      { field: "parameters.day", written: "{{ tag.stdout }}", after_build: true },
      { field: "job_variables.image", written: "job:{{ tag.stdout }}", after_build: true },
    ]);
    const image = '"job:{{ tag.stdout }}"';
    expect(again.log).toContain(`~ job_variables.image: (known after the build); as written: ${image}`);
    expect(again.summary).toContain(`! (known after the build)\n! as written: ${image}`);
  });

  it("warns of what somebody paused on the server, which a deploy switches on again unless it is asked to keep it", async () => {
    const text = await write(
      [
        entry(
          "slug",
          "schedules: [{slug: nightly, cron: '0 3 * * *', active: true}, {slug: weekly, cron: '0 4 * * 1'}]",
        ),
        entry("no-slug", "schedules: [{cron: '0 5 * * *', timezone: UTC}]"),
        entry("whole", "paused: false"),
      ],
      { "flow.py": JOB },
    );
    await deploy();
    const live = await liveDeployments(prefect());
    const schedules = live.flatMap(({ id, schedules: own }) =>
      (own as { id: string }[]).map((one) => `/deployments/${String(id)}/schedules/${one.id}`),
    );
    for (const path of schedules) await prefect().request("PATCH", path, { active: false });
    const whole = live.find(({ name }) => name === "whole");
    await prefect().request("PATCH", `/deployments/${String(whole?.["id"])}`, { paused: true });

    const at = (name: string) => `prefect.yaml:${lineOf(text, `name: ${name}`)}: `;
    const paused = ({ warnings }: Story) =>
      told(warnings).filter((line) => line.includes("paused on the server"));
    const warned = [
      `${at("slug")}job/slug: schedule nightly was paused on the server, and a deploy switches it on again. Set \`keep-paused-schedules: true\` to keep it paused, or write \`active: false\` (\`paused: true\`) in the file.`,
      expect.stringContaining(
        "job/no-slug: schedule 0 5 * * * was paused on the server, and a deploy switches it on",
      ),
      expect.stringContaining(
        "job/whole: the deployment itself was paused on the server, and a deploy switches it",
      ),
    ];
    const story = await plan();
    expect(paused(story)).toEqual(warned);
    expect(changes(story)["slug"]).toEqual([
      { field: "schedules.nightly.active", before: false, after: true },
    ]);
    expect(changes(story)["whole"]).toEqual([{ field: "paused", before: true, after: false }]);

    const keep = { "keep-paused-schedules": "true" };
    const states = async () =>
      (await dumpServer(prefect())).comparable.deployments.map(({ name, paused: off, schedules: own }) => {
        const active = (own as { slug?: string; active: boolean }[]).map((one) => one.active);
        return `${String(name)} ${String(off)} ${active.sort().join()}`;
      });
    const kept = await plan(keep);
    expect(paused(kept)).toEqual([]);
    expect(changes(kept)).toEqual({});
    await project().write({
      "prefect.yaml": text.replaceAll("entrypoint: flow.py:job", "$&\n    description: new"),
    });
    const done = await deploy(keep);
    expect(done.results).toEqual(["updated job/slug", "updated job/no-slug", "updated job/whole"]);
    expect(paused(done)).toEqual([]);
    expect((await states()).sort()).toEqual(["no-slug false false", "slug false false,false", "whole true "]);

    const woken = await deploy();
    expect(paused(woken).join()).toContain(
      "job/slug: schedule nightly was paused on the server, and this deploy switches",
    );
    // What the file does not say of a schedule with a slug, Prefect leaves as it is.
    expect((await states()).sort()).toEqual(["no-slug false true", "slug false false,true", "whole false "]);
  });

  it("warns of a work pool in which no worker is online, and ends where there is no such pool", async () => {
    await prefect().request("POST", "/work_pools/", { name: "busy", type: "process" });
    await prefect().request("POST", "/work_pools/busy/workers/heartbeat", { name: "w" });
    await prefect().request("POST", "/work_pools/", { name: "pushed", type: "cloud-run:push" });
    const text = await write(
      ["pool", "pool", "busy", "pushed"].map((pool, index) =>
        entry(`${pool}-${index}`, `work_pool: {name: ${pool}}`),
      ),
      { "flow.py": JOB },
    );
    const story = await plan();
    expect(told(story.warnings).filter((line) => line.includes("worker"))).toEqual([
      `prefect.yaml:${lineOf(text, "name: pool-0")}: No worker of the work pool "pool" is online: runs of its deployments would wait. Start one: \`prefect worker start --pool "pool"\`.`,
    ]);

    await write([entry("lost", "work_pool: {name: pol}"), entry("kept")]);
    const lost = await plan();
    expect(lost.outputs["plan"]).toBe("");
    expect(told(lost.problems)).toEqual([expect.stringMatching(/^prefect\.yaml:\d+: .*pol.*pool/)]);
  });

  it("goes by names and shards, tells which shards have changes, and is an error with fail-on-changes", async () => {
    const names = ["a", "b", "c", "d", "e"];
    const [first = "", ...others] = names;
    await write(
      names.map((name) => entry(name)),
      { "flow.py": JOB },
    );
    const shard = (name: string, of: number) => shardOf(of, `job/${name}`);
    await deploy({ names: others.join("\n") });
    const story = await plan({ shards: "4", "fail-on-changes": "true" });
    expect(told(story.problems)).toEqual([
      "The server is not as the files say (`fail-on-changes`). Look at the plan: deploy, or bring the files up to date with what somebody changed on the server.",
    ]);
    expect(actions(story)).toEqual(["create job/a", ...others.map((name) => `unchanged job/${name}`)]);
    expect(JSON.parse(story.outputs["changed-shards"] ?? "")).toEqual([`${shard(first, 4)}/4`]);

    const part = await plan({ shard: `${shard(first, 4)}/4` });
    const inPart = names.filter((name) => shard(name, 4) === shard(first, 4));
    expect(actions(part)).toEqual(
      inPart.map((name) => `${name === first ? "create" : "unchanged"} job/${name}`),
    );
    const named = await plan({ names: "b\nc", shards: "2", "fail-on-changes": "true" });
    expect(told(named.problems)).toEqual([]);
    expect(actions(named)).toEqual(["unchanged job/b", "unchanged job/c"]);
    expect(named.outputs).toMatchObject({ "changed-shards": "[]", "has-changes": "false" });
  });

  it("is none where a flow file writes when it is imported: that stops the step, and nothing is written", async () => {
    await write([{ name: "writes", entrypoint: "writes.py:job" }], {
      "writes.py": `from prefect.variables import Variable\n\nVariable.set("x", 1, _sync=True)\n${MADE}`,
    });
    const said =
      /^Unexpected request POST \/variables\/ while writes were recorded: .* Nothing was written\. A flow file or a step does this .*`transaction: false`/;
    expect(told((await plan()).problems)).toEqual([expect.stringMatching(said)]);
    const before = await dumpServer(prefect());
    const story = await run({});
    expect(told(story.problems)).toEqual([expect.stringMatching(said)]);
    expect((await dumpServer(prefect())).exact).toEqual(before.exact);
    const straight = await deploy({ transaction: "false" });
    expect(straight.results).toEqual(["created job/writes"]);
    expect((await dumpServer(prefect())).comparable.variables).toMatchObject([{ name: "x", value: 1 }]);
  });

  it("lets no event through that a flow file emits when it is imported; a deploy does", async () => {
    const emits = `from prefect.events import emit_event\n\nemit_event("test.x", {"prefect.resource.id": "test.x"})\n`;
    await write([{ name: "emits", entrypoint: "emits.py:job" }], { "emits.py": emits + MADE });
    const story = await plan();
    expect(told(story.problems), story.log).toEqual([]);
    expect(actions(story)).toEqual(["create job/emits"]);
    const sockets = () => gate().requests.filter(({ path }) => path.startsWith("/api/events"));
    expect(sockets()).toEqual([]);
    await deploy();
    expect(sockets()).toMatchObject([{ path: "/api/events/in", status: 101 }]);
  });
});

/** A flow whose name no text tells: Prefect has to import the file. */
const MADE =
  "from prefect import flow\n\n\ndef work():\n    pass\n\n\njob = flow(work, name='job', description='x')\n";

const BEFORE: readonly (readonly [string, ...string[]])[] = [
  ["version", "version: '1'"],
  ["description", "description: before"],
  ["tags", "tags: [a, b]"],
  ["parameters", "parameters: {day: tue, options: {deep: {level: 1, same: x}}}"],
  [
    "slug",
    "schedules: [{slug: nightly, cron: '0 3 * * *', timezone: UTC}, {slug: weekly, cron: '0 4 * * 1'}]",
  ],
  ["slug-paused", "schedules: [{slug: nightly, cron: '0 3 * * *', active: true}]"],
  ["no-slug", "schedules: [{cron: '0 3 * * *', timezone: UTC}, {interval: 3600}]"],
  ["paused", "paused: false"],
  ["pool"],
  ["queue"],
  [
    "variables",
    "work_pool: {name: pool, job_variables: {env: {LEVEL: info, DB_PASSWORD: first-hunter}, image: 'a:1'}}",
  ],
  ["pull", "pull: [{prefect.deployments.steps.set_working_directory: {directory: /srv/a}}]"],
  ["limit", "concurrency_limit: 1"],
  ["options", "concurrency_limit: {limit: 1, collision_strategy: ENQUEUE}"],
  [
    "triggers",
    "triggers:",
    "  - {name: kept, type: event, expect: [prefect.flow-run.Completed], match: {prefect.resource.id: prefect.flow-run.*}}",
    "  - {name: changed, type: event, expect: [prefect.flow-run.Completed], match: {prefect.resource.id: prefect.flow-run.*}}",
    "  - {name: removed, type: event, expect: [prefect.flow-run.Completed], match: {prefect.resource.id: prefect.flow-run.*}}",
    "  - {type: event, expect: [prefect.flow-run.Completed], match: {prefect.resource.id: prefect.flow-run.*}}",
  ],
];

const AFTER: typeof BEFORE = [
  ["version", "version: '2'"],
  ["description", "description: after"],
  ["tags", "tags: [a, c]"],
  ["parameters", "parameters: {day: tue, options: {deep: {level: 2, same: x}}}"],
  [
    "slug",
    "schedules: [{slug: nightly, cron: '30 3 * * *', timezone: UTC}, {slug: weekly, cron: '0 4 * * 1'}]",
  ],
  ["slug-paused", "schedules: [{slug: nightly, cron: '0 3 * * *', active: false}]"],
  ["no-slug", "schedules: [{cron: '0 5 * * *', timezone: UTC}, {interval: 3600}]"],
  ["paused", "paused: true"],
  ["pool", "work_pool: {name: other}"],
  ["queue", "work_pool: {name: pool, work_queue_name: fast}"],
  [
    "variables",
    "work_pool: {name: pool, job_variables: {env: {LEVEL: debug, DB_PASSWORD: second-hunter}, image: 'a:1'}}",
  ],
  ["pull", "pull: [{prefect.deployments.steps.set_working_directory: {directory: /srv/b}}]"],
  ["limit", "concurrency_limit: 2"],
  ["options", "concurrency_limit: {limit: 1, collision_strategy: CANCEL_NEW}"],
  [
    "triggers",
    "triggers:",
    "  - {name: kept, type: event, expect: [prefect.flow-run.Completed], match: {prefect.resource.id: prefect.flow-run.*}}",
    "  - {name: changed, type: event, expect: [prefect.flow-run.Failed], match: {prefect.resource.id: prefect.flow-run.*}}",
    "  - {name: added, type: event, expect: [prefect.flow-run.Crashed], match: {prefect.resource.id: prefect.flow-run.*}}",
  ],
];

const steps = (directory: string) => [{ "prefect.deployments.steps.set_working_directory": { directory } }];

/** But for the triggers and the schema. */
const CHANGES = {
  entrypoint: [{ field: "entrypoint", before: "old.py:job", after: "new.py:job" }],
  version: [{ field: "version", before: "1", after: "2" }],
  description: [{ field: "description", before: "before", after: "after" }],
  tags: [{ field: "tags", before: ["a", "b"], after: ["a", "c"] }],
  parameters: [{ field: "parameters.options.deep.level", before: 1, after: 2 }],
  slug: [{ field: "schedules.nightly.cron", before: "0 3 * * *", after: "30 3 * * *" }],
  "slug-paused": [{ field: "schedules.nightly.active", before: true, after: false }],
  "no-slug": [
    {
      field: "schedules.0 5 * * *",
      after: { active: true, schedule: { cron: "0 5 * * *", timezone: "UTC" } },
    },
    {
      field: "schedules.0 3 * * *",
      before: { active: true, schedule: { cron: "0 3 * * *", timezone: "UTC", day_or: true } },
    },
  ],
  paused: [{ field: "paused", before: false, after: true }],
  pool: [{ field: "work_pool_name", before: "pool", after: "other" }],
  queue: [{ field: "work_queue_name", before: "default", after: "fast" }],
  variables: [
    { field: "job_variables.env.LEVEL", before: "info", after: "debug" },
    { field: "job_variables.env.DB_PASSWORD", secret: true },
  ],
  pull: [{ field: "pull_steps", before: steps("/srv/a"), after: steps("/srv/b") }],
  limit: [{ field: "concurrency_limit", before: 1, after: 2 }],
  options: [
    {
      field: "concurrency_options",
      before: { collision_strategy: "ENQUEUE", grace_period_seconds: null },
      after: { collision_strategy: "CANCEL_NEW" },
    },
  ],
};

const LINES = [
  "  change job/tags",
  '      ~ tags: ["a","b"] → ["a","c"]',
  "      ~ parameters.options.deep.level: 1 → 2",
  '      + schedules.0 5 * * *: {"active":true,"schedule":{"cron":"0 5 * * *","timezone":"UTC"}}',
  "      ~ job_variables.env.DB_PASSWORD: (changed, not shown)",
  "      ~ concurrency_limit: 1 → 2",
];
