import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { describe as told } from "../../src/base/errors.js";
import { Findings } from "../../src/base/findings.js";
import { joinProbe } from "../../src/project/candidates.js";
import { checkSelected } from "../../src/project/check.js";
import { select } from "../../src/project/select.js";
import { checkWorkPools } from "../../src/project/work-pools.js";
import type { ProbedFile, ProbedFlow } from "../../src/prefect/probe.js";
import { leaks } from "../e2e/leaks.ts";
import { readManifests } from "../support/fidelity/manifests.ts";
import { makeProject, type Files } from "../support/project.ts";
import { shownByRunner } from "../support/runner/runner-model.ts";
import { startStep, type StepOptions } from "../support/runner/runner.ts";
import { deployStory } from "../support/runner/story.ts";

/**
 * What a job may have in its environment, in forms that a rule could look deeper into: paths, `a:b`, a name of Python,
 * a number, a date. None is an input of the action, so none is masked.
 */
const SECRETS = {
  ACTIONS_RUNTIME_TOKEN: "eyJhbGciOiJub25lIn0.eyJ4cTd6azkiOiJwMnZ3NGoifQ.Zq8Wv3Xk2Lm9",
  WEBHOOK: "https://hooks.wq7.example/T9Q4ZK/B8V3XJ/kq2w9zx7vj4",
  USER_PASSWORD: "kiwi7dzplq:Vx9qZ.Jw3k/Qz8mTr",
  DOTTED: "zulu9qx.yoke8wv.xray7uz",
  MARKED: "Kq*7z_Wx`9v|Jq<b8>&\\Zr~#4[y]",
  IDENTIFIER: "vqzx_nine_kwjy_seven",
  NUMBER: "739184650271",
  CRON: "71 83 94 65 27",
  ZONE: "Wqzkx/Vjqwyz",
  LINES: "qzjv8frzst\nxkwq7szcnd",
  HIDDEN_FOLDER: ".hq7zk9wx4v",
  FLOAT: "62.8318530",
} as const;
const NAMES = Object.keys(SECRETS) as (keyof typeof SECRETS)[];

/** Every run of six characters of a value: one that shows in part has leaked too. */
function piecesOf(value: string): string[] {
  const parts = value.split(/[\s/.:]+|https?/).join("\u0000");
  return Array.from({ length: Math.max(0, parts.length - 5) }, (_, at) => parts.slice(at, at + 6)).filter(
    (piece) => !piece.includes("\u0000") && !/^(?:example|exampl|xample)$/.test(piece),
  );
}

const PIECES = Object.values(SECRETS).flatMap(piecesOf);

/** Each way to write a variable in a prefect file, and what stands around it. */
function forms(name: string): string[] {
  const written = `{{ $${name} }}`;
  return [
    written,
    `{{${name}}}`,
    `{{ ${name} }}`,
    `pkg.${written}:f`,
    `pkg.${written}`,
    `${written}:f`,
    `${written}.py:f`,
    `${written}/flow.py:main`,
    `${written}/broken.py:main`,
    `flow.py:${written}`,
    `flow.py:${written}()`,
    `flow.py:${written} `,
    `flow.py:Flows.${written}`,
    `flow.${written}`,
    `flow:${written}`,
    `/${written}/x.py:f`,
    `a\\${written}.py:f`,
    `{{ $${name} }`,
    `{{ $${name} | upper }}`,
    `\${{ ${name} }}`,
    `{{ prefect.${name}.x }}`,
    `{{ ${name}.stdout }}`,
  ];
}

/** A deployment with one text in every field that can hold one. */
function everywhere(text: string, index: number): Record<string, unknown> {
  return {
    name: `d${index}-${text}`,
    entrypoint: "flow.py:main",
    description: text,
    version: text,
    version_type: text,
    tags: index % 2 === 0 ? text : [text, `a-${text}`],
    concurrency_limit: index % 2 === 0 ? text : { limit: text, collision_strategy: text },
    enforce_parameter_schema: text,
    paused: text,
    [text]: text,
    parameters: { count: text, ratio: text, on: text, list: text, map: text, day: text, [text]: text },
    schedules: [
      { cron: text, timezone: text, slug: text, active: text, day_or: text },
      { rrule: text, slug: text, parameters: { count: text, [text]: text } },
      { interval: text, anchor_date: text, [text]: text },
      text,
    ],
    schedule: { cron: text },
    work_pool: {
      name: text,
      work_queue_name: text,
      [text]: text,
      job_variables: { env: { [text]: text, API_TOKEN: text }, working_directory: text, image: text },
    },
    triggers: [{ type: text, match: { [text]: text } }],
    sla: text,
    build: [
      { "prefect.deployments.steps.run_shell_script": { id: text, script: text, directory: text } },
      { [text]: { [text]: text } },
      { [`prefect.deployments.steps.${text}`]: {} },
      text,
    ],
    push: [{ "prefect.deployments.steps.git_clone": { repository: text, branch: text, [text]: text } }],
    pull: [
      { "prefect.deployments.steps.set_working_directory": { directory: text, working_directory: text } },
      { "prefect.deployments.steps.git_clone": { access_token: text, credentials: text, requires: text } },
    ],
  };
}

const FLOW = `from prefect import flow


class Flows:
    pass


@flow
def main(count: int, ratio: float, on: bool, list: list, map: dict, day: str = "x"):
    pass
`;

/** The hostile project: for each variable each form as an entrypoint, and in every other field. */
function hostile(name: keyof typeof SECRETS): Files {
  const all = forms(name);
  const deployments = [
    ...all.map((text, index) => ({
      name: `e${index}`,
      entrypoint: text,
      parameters: { nope: 1 },
      work_pool: { name: "p" },
    })),
    ...all.map(everywhere),
    { name: `{{ $${name} }}` },
    { entrypoint: `{{ $${name} }}` },
    `{{ $${name} }}`,
  ];
  const [text = ""] = all;
  const top = {
    name: text,
    pull: text,
    build: { [text]: text },
    push: [text],
    [text]: text,
    definitions: {},
  };
  return {
    "prefect.yaml": stringify({ ...top, deployments }),
    "flow.py": FLOW,
    // What an expanded entrypoint would lead to, in a folder that no suggestion names.
    [`${SECRETS.HIDDEN_FOLDER}/flow.py`]: FLOW.replace("@flow\n", '@flow(flow_run_name="{now}")\n'),
    [`${SECRETS.HIDDEN_FOLDER}/broken.py`]: "def main(:\n",
    ".env": `PREFECT_API_KEY=${SECRETS.DOTTED}\nPREFECT_API_URL={{ $${name} }}\n`,
    "prefect.toml": `[api]\nkey = "${SECRETS.MARKED.replaceAll("\\", "\\\\")}"\nurl = "{{ $${name} }}"\n`,
  };
}

/** All that a run says, decoded in every way that something was written in. */
function readings(texts: readonly string[]): string {
  const all = texts.join("\n");
  const unescaped = all
    .replace(/\\([\\`*_|[\]~#"/])/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
  return [all, unescaped, unescaped.replace(/\\/g, "")].join("\n");
}

async function validate(
  options: Omit<StepOptions, "client" | "inputs"> & { readonly inputs?: StepOptions["inputs"] },
) {
  const step = await startStep({
    ...options,
    client: "none",
    inputs: { mode: "validate", ...options.inputs },
  });
  const sarif = step.outputs["sarif-file"] ?? "";
  const files = sarif === "" ? "" : await readFile(sarif, "utf8");
  const log = shownByRunner(step.log + (await step.post()));
  const said = readings([
    log,
    step.summary,
    JSON.stringify(step.outputs),
    ...Object.values(step.outputs),
    files,
  ]);
  return { ...step, said, sarif: files, shown: log };
}

describe("`mode: validate` says nothing that the job's environment holds", () => {
  it.each(NAMES)("with %s wherever a file can hold a template", async (name) => {
    await using project = await makeProject(hostile(name));
    const { exitCode, said, outputs } = await validate({ workspace: project.path, env: SECRETS });
    expect(exitCode).toBe(1);
    expect(outputs["findings"]?.length).toBeGreaterThan(2_000);
    // As written, a template is shown.
    expect(said).toContain(`{{ $${name} }}`);
    expect(PIECES.filter((piece) => said.includes(piece))).toEqual([]);
    expect(leaks(said, Object.values(SECRETS))).toEqual([]);
  });

  it("nor whether a variable is set", async () => {
    await using project = await makeProject(hostile("DOTTED"));
    const [set, unset] = [
      await validate({ workspace: project.path, env: SECRETS }),
      await validate({ workspace: project.path }),
    ];
    expect(set.outputs["findings"]).toEqual(unset.outputs["findings"]);
    expect(set.said).not.toContain("is not set in this job");
  });

  it("with `names` that a value would match, or would not", async () => {
    await using project = await makeProject(hostile("IDENTIFIER"));
    for (const names of [`${SECRETS.IDENTIFIER}*`, "e1\n!nothing/at-all", "vqzx*/d1", "none"]) {
      const { said } = await validate({
        workspace: project.path,
        env: { ...SECRETS, IDENTIFIER: `${SECRETS.IDENTIFIER}_zzkkqq` },
        inputs: { names },
      });
      expect(said).not.toContain("zzkkqq");
    }
  });

  it("nor the inherited properties of an object", async () => {
    const text = ["constructor", "toString", "__proto__", "hasOwnProperty"].map(
      (name) => `{{ $${name} }}/x.py:f`,
    );
    const deployments = text.map((entrypoint, index) => ({ name: `${index}-${entrypoint}`, entrypoint }));
    await using project = await makeProject({ "prefect.yaml": stringify({ deployments }) });
    const { said } = await validate({ workspace: project.path });
    expect(said).not.toContain("native code");
    expect(said).not.toContain("[object");
  });
});

describe("`mode: plan` and `mode: deploy` decide by the environment, and quote what is written", () => {
  it.each(NAMES)("with %s wherever a file can hold a template", async (name) => {
    await using project = await makeProject(hostile(name));
    for (const mode of ["plan", "deploy"]) {
      const story = await deployStory({
        inputs: { mode, "api-url": "http://127.0.0.1:9/api", retries: "0" },
        workspace: project.path,
        client: "none",
        env: SECRETS,
      });
      expect(story.problems.length).toBeGreaterThan(10);
      const said = readings([
        shownByRunner(story.log),
        ...story.problems.map(told),
        ...story.warnings.map(told),
        JSON.stringify(story.report),
        JSON.stringify(story.outputs),
        story.summary,
      ]);
      expect(PIECES.filter((piece) => said.includes(piece))).toEqual([]);
    }
  });
});

describe("what the installed Prefect says of the files is quoted as it is written", () => {
  const FLAWS: readonly ProbedFlow[] = [
    { status: "no-file", path: `${SECRETS.HIDDEN_FOLDER}/x.py` },
    { status: "no-function", path: `${SECRETS.HIDDEN_FOLDER}/x.py`, function: SECRETS.IDENTIFIER },
    { status: "no-flow", path: `${SECRETS.HIDDEN_FOLDER}/x.py`, function: SECRETS.IDENTIFIER },
    { status: "syntax-error", path: `${SECRETS.HIDDEN_FOLDER}/x.py`, line: 3, message: "invalid syntax" },
    { status: "syntax-error", path: `${SECRETS.HIDDEN_FOLDER}/x.py`, line: null, message: "null bytes" },
  ];
  const ENTRYPOINT = "{{ $HIDDEN_FOLDER }}/x.py:{{ IDENTIFIER }}";
  const names = FLAWS.map((_, index) => `{{ $DOTTED }}/${index}`);

  it("of entrypoints, names, and work pools that are not there", async () => {
    const items = [...names, "{{ $NUMBER }}", "{{ $NUMBER }}", "{{ $ZONE }}"].map((name, index) => ({
      name,
      ...(index === names.length + 2 ? {} : { entrypoint: ENTRYPOINT }),
      ...(index === 0 ? { work_pool: { name: "" } } : { work_pool: { name: "{{ $USER_PASSWORD }}" } }),
    }));
    await using project = await makeProject({ "prefect.yaml": stringify({ deployments: items }) });
    const findings = new Findings();
    const manifests = readManifests(["prefect.yaml"], project.path, (path) => path, findings);
    const probed: ProbedFile = {
      ...{ path: project.file("prefect.yaml"), rest: "", errors: [] },
      deployments: items.map((_, index) => ({
        ...{ yaml: "", not_text: ["name"] },
        flow: FLAWS[index] ?? null,
      })),
    };
    const all = joinProbe(manifests, [probed], SECRETS, (path) => path);
    expect(all.map(({ name }) => name)).toContain(`${SECRETS.DOTTED}/0`);
    for (const patterns of [[], ["none"], ["none/none"], ["*", "!none"]]) select(all, patterns, findings);
    checkSelected(
      all,
      manifests.map((manifest) => ({ manifest, probed, version: "3.8.8" })),
      findings,
    );
    checkWorkPools(all, { onServer: new Set(), fallback: () => null }, SECRETS, findings);
    const said = [...findings.problems, ...findings.warnings].map(told);
    for (const part of [
      ...["does not exist", "does not define", "is not a flow", "not valid Python", "null bytes", "as text"],
      ...["selects none", "is there twice", "has no `entrypoint`", "does not allow", "is not on the server"],
    ])
      expect(said.join("\n")).toContain(part);
    expect(PIECES.filter((piece) => said.join("\n").includes(piece))).toEqual([]);
  });
});

describe("a secret of the action's own that stands in a file", () => {
  const PASSWORD = "Kq*7z_Wx|9v<b8>&Zr~#4[y]";

  it("is redacted before Markdown, JSON and SARIF write it in other characters", async () => {
    const deployments = [
      { name: PASSWORD, entrypoint: `${PASSWORD}.py:f`, [PASSWORD]: 1 },
      { name: `a ${PASSWORD}`, entrypoint: "flow.py:main", schedules: [{ cron: PASSWORD }] },
      // One that the limit of a message would cut in two.
      ...[170, 185, 195, 980, 995].map((length) => ({
        name: "x".repeat(length) + PASSWORD + "y".repeat(500),
        entrypoint: `${"x".repeat(length)}${PASSWORD}.py:f`,
      })),
    ];
    await using project = await makeProject({
      "prefect.yaml": stringify({ deployments }),
      "flow.py": FLOW,
    });
    const { said, outputs } = await validate({
      workspace: project.path,
      inputs: { username: "ci", password: PASSWORD },
    });
    expect(outputs["findings"]).toContain("***");
    expect(leaks(said, [PASSWORD])).toEqual([]);
    for (const length of [4, 6, 10]) expect(said).not.toContain(PASSWORD.slice(0, length));
  });

  it("is redacted where a key, a step or a problem with `names` cuts it", async () => {
    const long = [90, 170, 185, 195, 199].map((length) => `${"x".repeat(length)}${PASSWORD}`);
    const keys = Object.fromEntries(long.map((key) => [key, 1]));
    const deployments = [
      { name: "a", entrypoint: "flow.py:main", parameters: keys, ...keys },
      { name: "b", entrypoint: "flow.py:main", pull: long.map((key) => ({ [key]: null })) },
      ...long.map((name) => ({ name, entrypoint: "flow.py:main" })),
    ];
    await using project = await makeProject({
      "prefect.yaml": stringify({ deployments, ...keys }),
      "flow.py": FLOW,
    });
    for (const names of ["", "*", `${"x".repeat(90)}*`]) {
      const { said, exitCode } = await validate({
        workspace: project.path,
        inputs: { username: "ci", password: PASSWORD, names },
      });
      if (names !== "") expect(exitCode).toBe(1);
      expect(said).toContain("***");
      for (const length of [4, 6, 10]) expect(said).not.toContain(PASSWORD.slice(0, length));
    }
  });
});
