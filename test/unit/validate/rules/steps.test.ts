import { expect, test } from "vitest";
import { steps } from "../../../../src/validate/rules/steps.js";
import { brief, expectExamples, findIn, type Job } from "../../../support/rules/rule-set.ts";

function found(text: string, job?: Job): string[] {
  return findIn(steps, text, job).map(brief);
}

test("each rule finds its example, and nothing where it is fixed", () => {
  expectExamples(steps);
});

const STEP = "prefect.deployments.steps.";

test.each([
  ["pull: git clone", ["error step-shape 1:7"]],
  ["pull: {}", []],
  ["pull: [git clone]", ["error step-shape 1:8"]],
  [`pull: [{${STEP}git_clone: null}]`, ["warning step-shape 1:9"]],
  [`pull: [{}, {${STEP}set_working_directory: {directory: /opt}}]`, []],
  [`build: [{a.b: {}, c.d: {}}]`, ["error step-shape 1:19"]],
  [`build: [{a.b: {anything: 1}}]`, []],
  [`pull: [{${STEP}git_clon: {repository: x}}]`, ["warning step-unknown 1:9"]],
  [`pull: [{${STEP}pull.git_clone: {repository: x}}]`, []],
  [`pull: [{prefect.deployment.steps.git_clone: {repository: x}}]`, ["warning step-unknown 1:9"]],
  [`pull: [{prefect.projects.steps.git_clone_project: {repository: x}}]`, ["warning step-unknown 1:9"]],
  [`pull: [{git_clone: {repository: x}}]`, ["warning step-unknown 1:9"]],
  [`pull: [{./steps.py:mine: {}}, {my_steps.git_clone: {}}]`, []],
  [`pull: [{${STEP}git_clone: {repo: x}}]`, ["warning step-argument 1:47", "warning step-argument 1:9"]],
  [`pull: [{${STEP}git_clone: {repository: x, id: a}}]`, []],
  [`pull: [{${STEP}pull_from_remote_storage: {url: x, anything: 1}}]`, []],
  [`build: [{${STEP}run_shell_script: {script: [a, b]}}]`, ["error step-argument 1:63"]],
  [`build: [{${STEP}run_shell_script: {script: a | b}}]`, ["warning step-shell 1:63"]],
  [`build: [{${STEP}run_shell_script: {script: a | b, shell: true}}]`, []],
  [`build: [{${STEP}run_shell_script: {script: 'bash -c "a | b"'}}]`, []],
  [`build: [{${STEP}run_shell_script: {script: "echo '|' ; x"}}]`, ["warning step-shell 1:63"]],
  [`build: [{${STEP}run_shell_script: {script: echo $HOME}}]`, ["warning step-shell 1:63"]],
  [`build: [{${STEP}run_shell_script: {script: echo $HOME, expand_env_vars: true}}]`, []],
  [`build: [{${STEP}run_shell_script: {script: "echo {{ $HOME }}"}}]`, []],
  [
    `pull: [{${STEP}git_clone: {repository: x, access_token: "{{ prefect.blocks.secret.t }}", credentials: "{{ prefect.blocks.g.c }}"}}]`,
    ["warning step-conflict 1:109"],
  ],
  [`pull: [{${STEP}git_clone: {repository: x, branch: "{{ $B }}", commit_sha: "{{ $C }}"}}]`, []],
  [
    `pull: [{${STEP}set_working_directory: {directory: "{{ $GITHUB_WORKSPACE }}/x"}}]`,
    ["warning runner-path 1:70"],
  ],
])("%s", (section, expected) => {
  const pull = section.startsWith("pull") ? "" : "pull: []\n";
  expect(found(`${section}\n${pull}deployments: []\n`)).toEqual(expected);
});

const BLOCK = "prefect.blocks.";

test.each([
  [`access_token: "{{ ${BLOCK}github-credentials.x }}"`, ["error"]],
  [`access_token: "{{${BLOCK}gitlab-credentials.x}}"`, ["error"]],
  [`access_token: "{{ ${BLOCK}my-tokens.x }}"`, ["warning"]],
  [`access_token: "{{ ${BLOCK}github-credentials.x.token }}"`, []],
  [`access_token: "{{ ${BLOCK}secret.x }}"`, []],
  [`access_token: "{{ ${BLOCK}json.x.value.token }}"`, []],
  [`access_token: "{{ $TOKEN }}"`, []],
  [`credentials: "{{ ${BLOCK}github-credentials.x }}"`, []],
  [`credentials: "{{ ${BLOCK}github-credentials.x.token }}"`, ["error"]],
  [`credentials: "{{ ${BLOCK}secret.x }}"`, ["warning"]],
  [`credentials: "{{ ${BLOCK}secret.x.value.git }}"`, []],
  [`credentials: "{{ ${BLOCK}json.x }}"`, []],
  [`credentials: "{{ $CREDENTIALS }}"`, []],
  [`credentials: {access_token: "{{ ${BLOCK}secret.x }}"}`, []],
  [`credentials: some-token`, ["error"]],
])("git_clone with %s", (input, severities) => {
  const step = `${STEP}git_clone: {repository: x, ${input}}`;
  const said = (section: string): string[] => found(section).map((each) => each.replace(/ \d+:\d+$/, ""));
  const expected = severities.map((severity) => `${severity} step-credentials`);
  expect(said(`build: [{${step}}]\npull: []\ndeployments: []\n`)).toEqual(expected);
  // The deploy succeeds there.
  expect(said(`pull: [{${step}}]\ndeployments: []\n`)).toEqual(
    expected.map((each) => each.replace("error", "warning")),
  );
});

test.each([
  ["push: []", undefined, ["warning empty-section 6:5"]],
  ["push:", undefined, ["warning empty-section 6:5"]],
  ["push: {}", "3.0.11", ["warning empty-section 6:5"]],
  ["push: [{a.b: {}}]", undefined, []],
  ["build: []", undefined, []],
  ["build:", "3.0.11", []],
  ["pull: []", undefined, []],
  ["pull: []", "3.7.7", ["warning empty-section 6:5"]],
  ["pull:", undefined, ["warning empty-section 6:5"]],
  ["pull: {}", undefined, ["warning empty-section 6:5"]],
])("what %s of a deployment turns off (%s)", (line, version, expected) => {
  const steps = ["build", "push", "pull"].map((section) => `${section}: [{a.b: {}}]\n`).join("");
  const text = `${steps}deployments:\n  - name: a\n    ${line}\n`;
  expect(found(text, version === undefined ? undefined : { version })).toEqual(expected);
  expect(found(text.replace(steps, "pull: []\n"))).not.toContain("warning empty-section 4:5");
});

test("one mapping in place of a list", () => {
  const text = `build: {a.b: {c: 1}}\npull: []\ndeployments: []\n`;
  expect(found(text)).toEqual([]);
  expect(found(text, { version: "3.7.6" })).toEqual(["error step-shape 1:1"]);
});

test("steps that no deployment runs do not stop a deploy", () => {
  const file = (own: string): string =>
    `build: [{git_clone: {}}]\npull: []\ndeployments:\n  - name: a\n    ${own}\n`;
  expect(found(file("tags: []"))).toEqual(["error step-unknown 1:10"]);
  expect(found(file("build: []"))).toEqual(["warning step-unknown 1:10"]);
  expect(found(file("build: [{git_clone: {}}]"))).toEqual([
    "warning step-unknown 1:10",
    "error step-unknown 5:14",
  ]);
});

test.each([
  ["pull: []", undefined, []],
  ["pull: []", "3.7.7", ["no-pull"]],
  ["pull: null", undefined, ["no-pull"]],
  ["pull: {}", undefined, ["no-pull"]],
  [`pull: [{${STEP}git_clone: {repository: x}}]`, undefined, []],
  ["build: [{prefect_docker.deployments.steps.build_docker_image: {dockerfile: auto}}]", undefined, []],
  ["work_pool: {job_variables: {image: a/b}}", undefined, []],
  ["work_pool: {job_variables: {image: a/b}}", "3.6.24", ["no-pull"]],
])("%s in a deployment with %s", (line, version, expected) => {
  const job = version === undefined ? undefined : { version };
  const rules = findIn(steps, `deployments:\n  - name: a\n    ${line}\n`, job).map(({ rule }) => rule);
  expect(rules).toEqual(expected);
});

test("deployments without pull are told together", () => {
  const entries = Array.from({ length: 7 }, (_, index) => `  - name: d${index}\n`).join("");
  const [finding, ...more] = findIn(steps, `deployments:\n${entries}`);
  expect(more).toEqual([]);
  expect(finding?.what).toMatch(/^"d0", "d1", "d2", "d3", "d4" and 2 more: there is no `pull`/);
  expect(findIn(steps, `pull: [{a.b: {}}]\ndeployments:\n${entries}`)).toEqual([]);
});

/** Not one of them may stand in a message. In parts, so that no scanner takes this file for a leak. */
const SECRETS = {
  github: `ghp_${"aB3".repeat(12)}`,
  aws: `AKIA${"ABCD".repeat(4)}`,
  prefect: `pnu_${"x1".repeat(18)}`,
  slack: `xoxb-1234567890-abcdef`,
  jwt: `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcdefghijkl`,
  url: "https://user:hunter22@github.com/a/b.git",
  database: "postgresql://app:hunter22@db/app",
};

test.each(Object.entries(SECRETS))("a secret of the form %s is found wherever it stands", (_form, secret) => {
  const text = `pull:\n  - a.b:\n      x: ${secret}\ndeployments:\n  - name: a\n    work_pool:\n      job_variables:\n        env:\n          X: "${secret}"\n`;
  const findings = findIn(steps, text);
  expect(findings.map(brief)).toEqual(["warning secret-in-clear 3:10", "warning secret-in-clear 9:14"]);
  expect(JSON.stringify(findings)).not.toContain(secret);
  expect(JSON.stringify(findings)).not.toContain("hunter22");
});

test.each([
  ["DB_PASSWORD: correct-horse", true],
  ["API_KEY: abcdef", true],
  ["client_secret: 0123456789abcdef", true],
  ["PASSWORD: 123456", false],
  ['PASSWORD: "{{ $DB_PASSWORD }}"', false],
  ["PASSWORD: $DB_PASSWORD", false],
  ["PASSWORD: ''", false],
  ["secret: my-secret-name", false],
  ["TOKEN: /var/run/secrets/token", false],
  ["TOKEN_URL: https://example.com/token", false],
  ["SECRET_NAME: my-secret-123456", false],
  ["API_KEY: arn:aws:secretsmanager:eu:1:secret:x", false],
  ["repository: git@github.com:a/b.git", false],
  ["repository: https://github.com/a/b.git", false],
  ["url: https://user:$PASSWORD@host/", false],
  ["token: true", false],
])("%s is a secret in clear: %s", (line, expected) => {
  const text = `pull: []\ndeployments:\n  - name: a\n    work_pool:\n      job_variables:\n        env:\n          ${line}\n`;
  expect(findIn(steps, text).map(({ rule }) => rule)).toEqual(expected ? ["secret-in-clear"] : []);
});
