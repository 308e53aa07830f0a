import { describe, expect, test } from "vitest";
import type { KnownDeployment } from "../../../src/manifest/candidates.js";
import { decide } from "../../../src/transaction/plan.js";
import { knownAfterBuild, planned } from "../../../src/transaction/planned.js";
import type { Body, Held } from "../../../src/transaction/holding.js";
import type { FieldChange } from "../../../src/transaction/types.js";

const LIVE = { id: "d1", name: "one", flow_id: "f1", job_variables: { image: "old" }, version: "1" };

function known(content: Body, pull: unknown = [{ a: {} }], steps: unknown[] = []): KnownDeployment {
  const where = { file: "prefect.yaml", line: 7 };
  const manifest = {
    ...{ path: "/p", file: "prefect.yaml", text: "", pieces: undefined },
    ...{ deployments: [], steps, pull, where: () => where },
  };
  return {
    where,
    name: "one",
    entrypoint: "f.py:f",
    flowNames: ["f"],
    flow: "f",
    deployment: { index: 0, where, name: "one", entrypoint: "f.py:f", flow: "f", content },
    manifest,
    yaml: "",
    source: { status: "unknown" },
  };
}

function changes(body: Body, live: Body = {}, unknown: readonly string[] = []): readonly FieldChange[] {
  const before = { ...LIVE, ...live };
  const held: Held = {
    id: "d1",
    flowName: "f",
    name: "one",
    live: before,
    method: "PATCH",
    body,
    ownedDeleted: false,
    automations: [],
  };
  return planned(decide(held, before, []), known({}), unknown).changes;
}

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

  test("a parameter's own schema is no secret, whatever its name", () => {
    const schema = (type: string) => ({ properties: { password: { type } } });
    expect(
      changes(
        { parameter_openapi_schema: schema("string") },
        { parameter_openapi_schema: schema("integer") },
      ),
    ).toEqual([{ field: "parameter_openapi_schema", before: schema("integer"), after: schema("string") }]);
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
  ])("%s", (_title, content, pull, expected) => {
    expect(knownAfterBuild(known(content, pull), { TAG: "1" })).toEqual(expected);
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
