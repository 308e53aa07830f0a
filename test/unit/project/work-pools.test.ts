import { describe, expect, test } from "vitest";
import { describe as shown } from "../../../src/base/errors.js";
import { Findings } from "../../../src/base/findings.js";
import type { KnownDeployment } from "../../../src/project/candidates.js";
import { checkWorkPools, namedPools } from "../../../src/project/work-pools.js";

/** One deployment whose `work_pool` is this; every place is its path. */
function deployment(content: Record<string, unknown>, steps: readonly unknown[] = []): KnownDeployment {
  const manifest = {
    path: "/w/prefect.yaml",
    directory: "/w",
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
  checkWorkPools(
    [given],
    { onServer: new Set(onServer), fallback: () => fallback },
    { POOL: "from-env" },
    findings,
  );
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
  ])("%s is fine", (_what, given, onServer, fallback) => {
    expect(problems(given, onServer, fallback)).toEqual([]);
  });

  const MISSING =
    'deployments.0.work_pool.name: The work pool "b" of "d" is not on the server. Correct `work_pool: name:`, or create it: `prefect work-pool create "b" --type process`, of the type that your workers have.';

  test("whose pool is not on the server is an error at the name, before anything is deployed", () => {
    expect(problems(deployment({ work_pool: { name: "b" } }), ["a"])).toEqual([MISSING]);
  });

  test.each<[string, Record<string, unknown>[], boolean]>([
    ["builds an image", [{ "prefect_docker.deployments.steps.build_docker_image": {} }], false],
    ["installs packages", [{ "prefect.deployments.steps.pip_install_requirements": {} }], false],
    ["runs a shell script", [{ "prefect.deployments.steps.run_shell_script": {} }], true],
    ["runs a step of one's own", [{ "x.y": {} }], true],
  ])("whose build %s may find it created by that, or not", (_what, build, mayCreate) => {
    for (const given of [
      deployment({ work_pool: { name: "b" }, build }),
      deployment({ work_pool: { name: "b" } }, build),
    ]) {
      const findings = new Findings();
      checkWorkPools([given], { onServer: new Set(), fallback: () => null }, {}, findings);
      const perhaps = MISSING.replace("server.", "server, unless a build step creates it.");
      expect(findings.problems.map(shown)).toEqual(mayCreate ? [] : [MISSING]);
      expect(findings.warnings.map(shown)).toEqual(mayCreate ? [perhaps] : []);
    }
  });

  test("of several, all pools that are missing are one error, with the commands that create them", () => {
    const findings = new Findings();
    const all = ["b", "c", "b", "a"].map((name) => deployment({ work_pool: { name } }));
    checkWorkPools(all, { onServer: new Set(["a"]), fallback: () => null }, {}, findings);
    expect(findings.problems.map(shown)).toEqual([
      'deployments.0.work_pool.name: These work pools are not on the server: "b" of "d", "d", "c" of "d". Correct `work_pool: name:`, or create them: `prefect work-pool create "b" --type process && prefect work-pool create "c" --type process`, of the type that your workers have.',
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
