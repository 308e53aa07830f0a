import { expect, test } from "vitest";
import { templates } from "../../../../src/validate/rules/templates.js";
import { brief, expectExamples, findIn, type Job } from "../../../support/rules/rule-set.ts";

function found(text: string, job?: Job): string[] {
  return findIn(templates, text, job).map(brief);
}

/** One deployment with these lines. */
function entry(lines: string): string {
  return `deployments:\n  - name: hello\n${lines
    .split("\n")
    .map((line) => `    ${line}\n`)
    .join("")}`;
}

test("each rule finds its example, and nothing where it is fixed", () => {
  expectExamples(templates);
});

test("the push of the file takes what a deployment's own build gives, which runs before it", () => {
  const step = (more: string) => `  - prefect.deployments.steps.run_shell_script: {${more}, script: x}\n`;
  const push = (name: string) => `push:\n${step(`directory: "{{ ${name} }}"`)}`;
  const own = entry(`build:\n${step("id: where").trimEnd()}`);
  const unknown = ["warning template-unknown 2:61"];
  expect(found(push("where.stdout") + own)).toEqual([]);
  expect(found(push("where.path") + own)).toEqual(unknown);
  expect(found(push("where.stdout") + entry("version: '1'"))).toEqual(unknown);
  expect(found(push("where.stdout").replace("push", "build") + own)).toEqual(unknown);
});

test.each([
  // What the environment gives.
  ['version: "{{ $SET }}-{{ SET }}"', []],
  ['version: "{{ $UNSET }}"', ["warning template-unset 3:14"]],
  ['entrypoint: "{{ $UNSET }}:f"', ["error template-unset 3:17"]],
  ['work_pool:\n  name: "{{ $EMPTY }}"', ["error template-unset 4:13"]],
  ['work_pool:\n  name: "{{ EMPTY }}"', ["error template-unset 4:13"]],
  ['work_pool:\n  name: "pool-{{ $EMPTY }}"', []],
  ['schedules:\n  - cron: "{{ $UNSET }}"', ["error template-unset 4:15"]],
  // What steps give.
  ['version: "{{ UNSET }}"', ["warning template-unknown 3:14"]],
  ['version: "{{ nothing.here }}"', ["warning template-unknown 3:14"]],
  ['work_pool: {name: "{{ a.stdout }}"}', ["error template-too-early 3:23"]],
  ['work_pool: {name: "{{ UNSET }}"}', ["error template-too-early 3:23"]],
  ['triggers:\n  - {parameters: {id: "{{ event.id }}"}}', []],
  ['triggers:\n  - {name: "on {{ event.id }}"}', ["warning template-unknown 4:16"]],
  ['triggers:\n  - {job_variables: {id: "{{ event.id }}"}}', ["warning template-unknown 4:30"]],
  [
    'triggers:\n  - {match: {a: "{{ $UNSET }}"}, expect: [a, "${{ github.sha }}"]}',
    ["warning template-unset 4:21", "warning template-github 4:50"],
  ],
  ['job_variables: "{{ ctx.flow.name }}"', []],
  // Form.
  ['version: "{{ $SET }"', ["warning template-braces 3:14"]],
  ['version: "{ $SET }}"', ["warning template-braces 3:14"]],
  ['version: "{{ $SET"', ["warning template-braces 3:14"]],
  ["version: \"{{ $SET | default('1') }}\"", ["warning template-braces 3:14"]],
  ['version: "{% if x %}1{% endif %}"', ["warning template-braces 3:14"]],
  ['description: "{% if x %} {{ a b }} {{ x"', []],
  ['parameters: {sql: "{% if x %}", json: "{\\"a\\": {\\"b\\": 1}}"}', []],
  ['job_variables: {a: "{\\"a\\": {\\"b\\": 1}}", b: "${X}}"}', []],
  ['version: "${{ github.sha }}"', ["warning template-github 3:14"]],
  ['version: "${{ github.sha || 1 }}"', ["warning template-github 3:14"]],
  // Prefect's own.
  ['version: "{{ prefect.variables.my-var_1 }}"', []],
  ['version: "{{ prefect.variables.config.key }}"', ["warning template-prefect 3:14"]],
  ['version: "{{ prefect.variables.Name }}"', ["warning template-prefect 3:14"]],
  ['version: "{{ prefect.variable.name }}"', ["warning template-prefect 3:14"]],
  ['version: "{{ prefect.block.secret.name }}"', ["warning template-prefect 3:14"]],
  ['entrypoint: "{{ Prefect.variables.name }}"', ["error template-prefect 3:17"]],
  ['version: "{{ prefect.blocks.secret }}"', ["error template-prefect 3:14"]],
  ['version: "{{ prefect.blocks.json.config }}"', []],
  ['parameters: {key: "{{ prefect.blocks.secret.key }}"}', ["warning secret-stored 3:23"]],
  [
    'parameters: {key: "{{ prefect.blocks.aws.prod.aws_secret_access_key }}"}',
    ["warning secret-stored 3:23"],
  ],
])("%s", (lines, expected) => {
  expect(found(entry(lines), { env: { SET: "1", EMPTY: "" } })).toEqual(expected);
});

test("without an environment nothing is said of what it may give", () => {
  const text = entry(
    'version: "{{ $UNSET }}-{{ UNSET }}"\nwork_pool: {name: "{{ POOL }}"}\ntags: ["{{ a.b }}"]',
  );
  expect(found(text, { env: undefined })).toEqual(["warning template-unknown 5:12"]);
});

const BUILD = `build:
  - prefect.deployments.steps.run_shell_script:
      id: commit
      script: git describe
`;

test.each([
  [BUILD, 'version: "{{ commit.stdout }}{{ stdout }}"', []],
  [BUILD, 'version: "{{ commit.output }}"', ["warning template-unknown 7:14"]],
  [BUILD, 'version: "{{ output }}"', ["warning template-unknown 7:14"]],
  [BUILD, 'name: "{{ comit.stdout }}"', ["error template-unknown 6:11"]],
  [BUILD, 'name: "a-{{ comit.stdout }}"', ["warning template-unknown 6:11"]],
  // The output of another package's step may hold anything.
  ["build:\n  - other.step: {id: a}\n", 'version: "{{ a.b }}{{ anything }}"', []],
  // A deployment's own build steps take the place of the file's.
  [BUILD, 'build: []\nversion: "{{ commit.stdout }}"', ["warning template-unknown 8:14"]],
  [BUILD, 'push: []\nversion: "{{ commit.stdout }}"', []],
  // Of two steps with one id the later one counts.
  [
    BUILD,
    'push:\n  - prefect.deployments.steps.git_clone: {id: commit, repository: r}\nversion: "{{ commit.directory }}"\ndescription: "{{ commit.stdout }}"',
    ["warning template-unknown 10:18"],
  ],
  // A step has what ran before it.
  [BUILD, 'push:\n  - x.y: {z: "{{ commit.stdout }}{{ later.stdout }}"}', ["warning template-unknown 8:18"]],
  ['pull:\n  - x.y: {id: a}\n  - x.y: {z: "{{ a.b }}", w: "{{ $WORKER }}"}\n', "tags: []", []],
  ['build:\n  - x.y: {z: "{{ $UNSET }}", id: "{{ $UNSET }}"}\n', "tags: []", ["warning template-unset 2:14"]],
  [
    "build:\n  - prefect.deployments.steps.run_shell_script:\n      script: docker inspect --format '{{.Id}}' x\n",
    "tags: []",
    ["warning template-unknown 3:15"],
  ],
  [
    "build:\n  - prefect.deployments.steps.run_shell_script:\n      script: docker inspect --format '{{json .Id}}' x\n",
    "tags: []",
    [],
  ],
])("%s with %s", (head, lines, expected) => {
  const name = lines.startsWith("name") ? "" : "name: hello\n";
  const body = `${name}${lines}`
    .split("\n")
    .map((line, index) => `  ${index === 0 ? "-" : " "} ${line}\n`)
    .join("");
  expect(found(`${head}deployments:\n${body}`)).toEqual(expected);
});

test("a block without its name ends the deploy, or the step of the whole file", () => {
  const step = 'pull: [{x.y: {z: "{{ prefect.blocks.secret }}"}}]';
  expect(found(`${step}\ndeployments: []\n`)).toEqual(["warning template-prefect 1:18"]);
  expect(found(entry(step))).toEqual(["error template-prefect 3:22"]);
});

test("what deployments share by an alias is judged for each of them", () => {
  const build = "build: [{x.y: {id: b, z: 1}}]";
  const text = (own: string): string =>
    `deployments:\n  - {name: a, ${own}work_pool: &p {job_variables: {x: "{{ b.c }}"}}}\n  - {name: b, work_pool: *p}\n`;
  // That of `b` has no name: it is about what stands in `a`.
  const said = (own: string) => findIn(templates, text(own)).map(({ what }) => what.slice(0, 5));
  expect(said("")).toEqual(['"a": ', "`{{ b"]);
  expect(said(`${build}, `)).toEqual(["`{{ b"]);
});

test("steps of the whole file are judged once", () => {
  const text = `pull:\n  - x.y: {z: "{{ a.b }}"}\ndeployments:\n  - name: a\n  - name: b\n`;
  expect(found(text)).toEqual(["warning template-unknown 2:14"]);
});
