import { describe, expect, test } from "vitest";
import { describe as shown } from "../../../src/base/errors.js";
import { Findings } from "../../../src/base/findings.js";
import type { KnownDeployment } from "../../../src/project/candidates.js";
import { checkWorkPools, namedPools } from "../../../src/project/work-pools.js";

/** One deployment whose `work_pool` is this; every place is its path. */
function deployment(content: Record<string, unknown>, steps: readonly unknown[] = []): KnownDeployment {
  const manifest = {
    path: "/w/prefect.yaml",
    file: "prefect.yaml",
    text: "",
    pieces: undefined,
    deployments: [],
    pull: true,
    steps,
    where: (path: readonly (string | number)[]) => ({ file: path.join(".") }),
  };
  const where = { file: "prefect.yaml", line: 1 };
  return {
    manifest,
    deployment: { index: 0, where, name: "d", entrypoint: "f.py:run", flow: "run", content },
    where,
    name: "d",
    entrypoint: "f.py:run",
    flow: "run",
    flowNames: ["run"],
    yaml: "",
    source: { status: "unknown" },
  };
}

function problems(
  given: KnownDeployment,
  onServer: readonly string[],
  fallback: string | null = null,
): string[] {
  const findings = new Findings();
  checkWorkPools([given], { onServer: new Set(onServer), fallback }, { POOL: "from-env" }, findings);
  return findings.problems.map(shown);
}

describe("the work pools that are looked for", () => {
  test("are those that are named, each once, with the environment filled in", () => {
    const given = ["a", "{{ $POOL }}", "a", "{{ prefect.variables.pool }}", ""].map((name) =>
      deployment({ work_pool: { name } }),
    );
    expect(
      namedPools([...given, deployment({ work_pool: null }), deployment({})], { POOL: "from-env" }),
    ).toEqual(["a", "from-env"]);
  });
});

describe("a deployment", () => {
  test.each([
    ["whose pool is there", deployment({ work_pool: { name: "a" } }), ["a"], null],
    [
      "whose pool the environment names",
      deployment({ work_pool: { name: "{{ $POOL }}" } }),
      ["from-env"],
      null,
    ],
    [
      "whose pool only the server knows",
      deployment({ work_pool: { name: "{{ prefect.variables.p }}" } }),
      [],
      null,
    ],
    ["without a pool where Prefect has a default", deployment({}), [], "a"],
    [
      "whose pool a build step may create",
      deployment({ work_pool: { name: "a" } }, [{ "x.y": {} }]),
      [],
      null,
    ],
    [
      "with a build step of its own",
      deployment({ work_pool: { name: "a" }, build: [{ "x.y": {} }] }),
      [],
      null,
    ],
  ])("%s is fine", (_what, given, onServer, fallback) => {
    expect(problems(given, onServer, fallback)).toEqual([]);
  });

  test("whose pool is not on the server is an error at the name, before anything is deployed", () => {
    expect(problems(deployment({ work_pool: { name: "b" } }), ["a"])).toEqual([
      'deployments.0.work_pool.name: "d": the work pool "b" is not on the server. Correct `work_pool: name:`, or create it: `prefect work-pool create "b" --type process`, of the type that your workers have.',
    ]);
  });

  test.each([
    ["no pool", {}],
    ["an empty pool", { work_pool: null }],
    ["a pool without a name", { work_pool: { job_variables: {} } }],
  ])("with %s is an error where Prefect has no default", (_what, content) => {
    expect(problems(deployment(content), [])).toEqual([
      'deployments.0.work_pool: "d" names no work pool, and Prefect has no default one. Write `work_pool:` with a `name:` below it.',
    ]);
  });
});
