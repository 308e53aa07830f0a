import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { NEWEST } from "../../src/validate/rules/prefect-yaml.generated.js";
import { steps } from "../../src/validate/rules/steps.js";
import { describePrefect } from "../support/hooks.ts";
import { cleanEnvironment, executable } from "../support/index.ts";
import { findIn } from "../support/rules/rule-set.ts";

const PREFIX = "prefect.deployments.steps.";
const CLONE = `${PREFIX}git_clone`;
const SCRIPT = `${PREFIX}run_shell_script`;

/** What stands behind `build:`. */
const BUILDS = [
  "null",
  "[]",
  "{}",
  "[{}]",
  "git clone",
  "5",
  "[git clone]",
  `[[{${CLONE}: {repository: https://example.com/a.git}}]]`,
  `{${CLONE}: {repository: https://example.com/a.git}}`,
  `{${CLONE}: {repository: https://example.com/a.git}, ${SCRIPT}: {script: echo}}`,
  `[{${CLONE}: {repository: https://example.com/a.git}, ${SCRIPT}: {script: echo}}]`,
  `[{${CLONE}: null, repository: https://example.com/a.git}]`,
  `[{${PREFIX}pip_install_requirements: null}]`,
  `[{${PREFIX}pip_install_requirements: {}}]`,
  `[{${PREFIX}pip_install_requirements: [a]}]`,
  `[{${CLONE}: text}]`,
  ...[
    ...[
      "",
      "repository: a",
      "repo: a",
      "repository: a, id: b",
      "repository: a, requires: pydantic",
      "repository: a, branch: b",
    ],
    ...[
      "repository: a, commit_sha: abcdef",
      "repository: a, branch: b, commit_sha: abcdef",
      "repository: a, directories: [b]",
    ],
    ...[
      "repository: a, clone_directory_name: b",
      "repository: a, set_working_directory: b",
      "repository: a, access_token: b",
    ],
    ...[
      "repository: a, access_token: b, credentials: {token: c}",
      'repository: a, access_token: "", credentials: {token: c}',
    ],
    ...[
      'repository: a, branch: "{{ $UNSET }}", commit_sha: abcdef',
      "repository: a, include_submodules: true",
      "url: a",
    ],
  ].map((inputs) => `[{${CLONE}: {${inputs}}}]`),
  ...[
    ...[
      "script: echo",
      "run: echo",
      "script: [echo, echo]",
      "script: {a: b}",
      "script: 5",
      "script: echo, shell: true",
    ],
    ...[
      "script: echo, env: {A: b}",
      "script: echo, directory: /tmp",
      "script: echo, cwd: /tmp",
      "script: echo, expand_env_vars: true",
    ],
  ].map((inputs) => `[{${SCRIPT}: {${inputs}}}]`),
  ...["directory: /tmp", "path: /tmp", "directory: /tmp, id: a", ""].map(
    (inputs) => `[{${PREFIX}set_working_directory: {${inputs}}}]`,
  ),
  ...["url: s3://a/b", "url: s3://a/b, key: c", "bucket: a"].map(
    (inputs) => `[{${PREFIX}pull_from_remote_storage: {${inputs}}}]`,
  ),
  ...["block_document_name: a, block_type_slug: b", "block_document_name: a", "block: a"].map(
    (inputs) => `[{${PREFIX}pull_with_block: {${inputs}}}]`,
  ),
  `[{${PREFIX}git_clone_project: {repository: a}}]`,
  `[{${PREFIX}pull.git_clone: {repository: a}}]`,
  `[{${PREFIX}git.git_clone: {repository: a}}]`,
  `[{prefect.deployment.steps.git_clone: {repository: a}}]`,
  `[{prefect.projects.steps.git_clone: {repository: a}}]`,
  `[{git_clone: {repository: a}}]`,
  `[{json.dumps: {obj: 5}}]`,
];

/** Read by Prefect's loader and run by its `run_steps`; only nothing is fetched or installed. */
const TRUTH = `
import asyncio, inspect, io, json, pathlib, sys, tempfile
from rich.console import Console
from prefect.deployments.steps import core
from prefect.runner.storage import GitRepository
try:
    from prefect.cli.deploy._config import _load_deploy_configs_and_actions as load
except ImportError:
    import yaml
    load = lambda path, console: ([1], yaml.safe_load(path.read_text()))
async def nothing(self): return None
GitRepository.pull_code = nothing
find = core._get_function_for_step
def dry(name, requires=None):
    function = find(name, requires=requires)
    if name.split(".")[-1] in ("git_clone", "run_shell_script", "set_working_directory", "dumps"): return function
    return lambda **inputs: inspect.signature(function).bind(**inputs) and {}
core._get_function_for_step = dry
# They would start a server to ask.
async def unresolved(template): return template
core.resolve_block_document_references = core.resolve_variables = unresolved
path = pathlib.Path(tempfile.mkdtemp()) / "prefect.yaml"
def verdict(text):
    path.write_text(text)
    try:
        deployments, actions = load(path, console=Console(file=io.StringIO()))
        if not deployments: return "the file is dropped"
        asyncio.run(core.run_steps(actions["build"] or [], {}, print_function=lambda *_, **__: None))
        return None
    except Exception as error:
        return f"{type(error).__name__}: {error.__cause__ or error}"
print(json.dumps([verdict(text) for text in json.load(sys.stdin)]))
`;

describePrefect("steps", (version) => {
  it("refuses what is an error here, and runs what is none", () => {
    const files = BUILDS.map((build) => `build: ${build}\npull: []\ndeployments:\n  - name: hello\n`);
    const answer = execFileSync(executable(`prefect-${version}`, "python"), ["-W", "ignore", "-c", TRUTH], {
      input: JSON.stringify(files),
      encoding: "utf8",
      env: cleanEnvironment({ PREFECT_LOGGING_LEVEL: "CRITICAL", PYTHONUTF8: "1" }),
    });
    const truth = JSON.parse(answer.trim().split("\n").at(-1) ?? "") as (string | null)[];
    const wrong = files.flatMap((text, index) => {
      const errors = findIn(steps, text, { version, env: {} }).filter(({ severity }) => severity === "error");
      const isRefused = truth[index] !== null;
      // What only an older one refuses, it says itself.
      const isRight = errors.length > 0 ? isRefused : !isRefused || version !== NEWEST;
      return isRight ? [] : [{ text, truth: truth[index], errors }];
    });
    expect(wrong).toEqual([]);
  });
});
