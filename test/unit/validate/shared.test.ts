import { expect, test } from "vitest";
import { onlyAsked } from "../../../src/validate/asked.js";
import { validateProject } from "../../support/rules/validation.ts";

const FLOW = 'from prefect import flow\n\n@flow\ndef hello(name: str = "x"):\n    pass\n';

async function found(yaml: string, files: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const all = { "prefect.yaml": `pull: []\n${yaml}`, "flow.py": FLOW, ...files };
  const { findings } = await validateProject(
    all,
    {},
    { names: Object.keys(all).filter((name) => /ya?ml$/.test(name)) },
  );
  return findings.map(({ rule, where, what }) => `${rule} ${where.file}:${where.line} ${what}`);
}

const deployments = (...lines: readonly string[]): string =>
  `deployments:\n${lines.map((line, index) => `  - {name: d${index}, entrypoint: flow.py:hello, ${line}}\n`).join("")}`;

const POOL = "work_pool: {name: p}";

test("a mistake behind an anchor is one finding, without the name of a deployment", async () => {
  const yaml = `x: &x {tags: "a,b"}\n${deployments(`<<: *x, ${POOL}`, `<<: *x, ${POOL}`, `<<: *x, ${POOL}`)}`;
  expect(await found(yaml)).toEqual([
    "tags-text prefect.yaml:2 `tags` is one text, and Prefect makes a tag of each letter.",
  ]);
});

test("a mistake in a deployment that others share is one finding, with its name", async () => {
  const yaml = deployments(`work_pool: &p {name: p, job_variable: {}}`, "work_pool: *p", "work_pool: *p");
  expect(await found(yaml)).toEqual([
    'unknown-key prefect.yaml:3 "d0": Prefect ignores the key `job_variable` of `work_pool` silently.',
  ]);
});

test("what is missing in shared settings is missing in each deployment that uses them", async () => {
  const yaml = `x: &x\n  work_pool: {work_queue_name: q}\n${deployments("<<: *x", "<<: *x")}`;
  expect(await found(yaml)).toEqual([
    "work-pool-missing prefect.yaml:3 Each deployment that uses this names no work pool; without a default one Prefect refuses to deploy it.",
  ]);
});

test("the same mistake in several places is a finding for each", async () => {
  const yaml = deployments(`tags: "a", ${POOL}`, `tags: "a", ${POOL}`);
  expect((await found(yaml)).map((each) => each.slice(0, 30))).toEqual([
    'tags-text prefect.yaml:3 "d0":',
    'tags-text prefect.yaml:4 "d1":',
  ]);
});

test("one name for one flow in two files is an error at the second", async () => {
  const other = `pull: []\ndeployments:\n  - {name: d0, entrypoint: ./flow.py:hello, ${POOL}}\n  - {name: d0.py, entrypoint: flow.py:hello, ${POOL}}\n`;
  expect(await found(deployments(POOL), { "prefect-other.yaml": other })).toEqual([
    'repeated-name prefect-other.yaml:3 "d0" is already defined for this flow in prefect.yaml, line 3: the later one would overwrite the earlier one, so this action deploys neither.',
    'repeated-name prefect-other.yaml:4 "d0.py" is already defined for this flow in prefect.yaml, line 3: the later one would overwrite the earlier one, so this action deploys neither.',
  ]);
});

test("with `names` too that is said once, by the rule", async () => {
  const yaml = `pull: []\n${deployments(POOL)}${deployments(POOL).replace("deployments:\n", "")}`;
  const said: string[] = [];
  const { findings } = await validateProject(
    { "prefect.yaml": yaml, "flow.py": FLOW },
    {},
    {
      change: (context) => {
        const asked = onlyAsked(context, ["d*"], undefined);
        said.push(...asked.problems.map(({ what }) => what));
        return asked.context;
      },
    },
  );
  expect(said).toEqual([]);
  expect(findings.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual(["error repeated-name"]);
});
