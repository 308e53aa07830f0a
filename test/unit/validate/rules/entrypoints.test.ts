import { exampleOf } from "../../../support/rules/examples.ts";
import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { entrypoints } from "../../../../src/validate/rules/entrypoints.js";
import { findInProject } from "../../../support/rules/rule-set.ts";
import { brief, type Job } from "../../../support/rules/rule-set.ts";

const FLOWS = `from prefect import flow, task
from elsewhere import imported
import functools

@flow
def hello(name: str = "you"):
    pass

@flow(log_prints=True)
async def world(): pass

@task
def a_task(): pass

def plain(): pass

@decorated
def unknown(): pass

@functools.cache
def cached(): pass

assigned = flow(plain)

def outer():
    @flow
    def inner(): pass

if __name__ == "__main__":
    @flow
    def only_main(): pass

class Job:
    @flow
    def run(self): pass
    @staticmethod
    @flow
    def static(): pass
    def helper(self): pass
    other = flow(plain)

class Derived(Job): pass

@decorated
class Decorated: pass
`;

const FILES = {
  "flows/hello.py": FLOWS,
  "flows/star.py": "from x import *\ndef plain(): pass\n",
  "flows/broken.py": "from prefect import flow\n@flow\ndef hello(:\n    pass\n",
  "flows/one.py": "from prefect import flow\n@flow\ndef main(): pass\n",
  "package/__init__.py": "from .inner import shown\n",
  "package/inner.py": FLOWS,
  "deep/er/nested.py": FLOWS,
};

async function found(entrypoint: string, job?: Job): Promise<string[]> {
  const yaml = `deployments:\n  - name: x\n    entrypoint: ${JSON.stringify(entrypoint)}\n`;
  return (await findInProject(entrypoints, { ...FILES, "prefect.yaml": yaml }, job)).map(brief);
}

test("each rule finds its example, and nothing where it is fixed", async () => {
  for (const rule of entrypoints.rules) {
    expect((await findInProject(entrypoints, exampleOf(rule).bad)).map((finding) => finding.rule)).toEqual([
      rule.id,
    ]);
    expect(await findInProject(entrypoints, exampleOf(rule).good), rule.id).toEqual([]);
  }
});

const SYNTAX = ["error entrypoint-syntax 3:17"];
const FILE = ["error entrypoint-file-missing 3:17"];
const FUNCTION = ["error entrypoint-function-missing 3:17"];
const NO_FLOW = ["error entrypoint-not-a-flow 3:17"];

test.each([
  ["flows/hello.py:hello", []],
  ["./flows/../flows/hello.py:world", []],
  ["flows.hello:hello", []],
  ["flows.hello.hello", []],
  ["flows/hello.py:imported", []],
  ["flows/hello.py:assigned", []],
  ["flows/hello.py:unknown", []],
  ["flows/hello.py:Job.run", []],
  ["flows/hello.py:Job.static", []],
  ["flows/hello.py:Job.other", []],
  ["flows/hello.py:Derived.run", []],
  ["flows/hello.py:hello.something", []],
  ["installed.module:function", []],
  ["installed.module.function", []],
  ["package:shown", []],
  ["package.shown", []],
  ["package.inner.hello", []],
  // How it is written.
  ["flows/hello.py", SYNTAX],
  ["flows/hello.py:", SYNTAX],
  ["flows/hello:hello", SYNTAX],
  ["./flows/hello:hello", SYNTAX],
  ["flows/hello.PY:hello", SYNTAX],
  ["flows/hello.py::hello", SYNTAX],
  ["flows/hello.py:hello()", SYNTAX],
  ["flows/hello.py: hello", SYNTAX],
  ["flows/hello.py:hello ", SYNTAX],
  ["flows/hello.py.hello", SYNTAX],
  ["flows/hello.py:hello:world", SYNTAX],
  ["hello", SYNTAX],
  [":hello", SYNTAX],
  ["flows.hello", SYNTAX],
  // Its file.
  ["flows/helo.py:hello", FILE],
  [" flows/hello.py:hello", FILE],
  ["flows.hello.py:hello", FILE],
  ["hello.py:hello", FILE],
  ["file:flows/hello.py:hello", FILE],
  ["/no/such/flows/hello.py:hello", ["warning entrypoint-file-missing 3:17"]],
  ["package.missing:hello", ["warning entrypoint-file-missing 3:17"]],
  ["flows/broken.py:hello", ["error entrypoint-syntax-error 3:11"]],
  ["flows.broken.hello", ["error entrypoint-syntax-error 3:11"]],
  // Its function.
  ["flows/hello.py:helo", FUNCTION],
  ["flows/hello.py:inner", ["warning entrypoint-function-missing 3:17"]], // it imports what may be missing
  ["flows/hello.py:only_main", ["warning entrypoint-function-missing 3:17"]], // it imports what may be missing
  ["flows/hello.py:Job.nope", FUNCTION],
  ["flows/hello.py:Nope.run", FUNCTION],
  ["flows.hello:helo", FUNCTION],
  ["flows/star.py:helo", ["warning entrypoint-function-missing 3:17"]],
  ["flows/hello.py:plain", NO_FLOW],
  ["flows/hello.py:a_task", NO_FLOW],
  ["flows/hello.py:cached", NO_FLOW],
  ["flows/hello.py:Job", NO_FLOW],
  ["flows/hello.py:Derived", NO_FLOW],
  ["flows/hello.py:Decorated", []],
  ["flows/hello.py:Job.helper", NO_FLOW],
  ["flows/star.py:plain", ["warning entrypoint-not-a-flow 3:17"]],
])("the entrypoint %j", async (entrypoint, expected) => {
  expect(await found(entrypoint)).toEqual(expected);
});

test("upper and lower case of the file", async () => {
  // Windows and macOS find it, and it is a warning there.
  const severity = existsSync(import.meta.filename.toUpperCase()) ? "warning" : "error";
  expect(await found("Flows/Hello.py:hello")).toEqual([`${severity} entrypoint-case 3:17`]);
});

test.each<[string, Job, string[]]>([
  ["{{ $DIR }}/hello.py:hello", { env: { DIR: "flows" } }, []],
  // What a template becomes, no rule is told: in a deploy Prefect itself is asked.
  ["{{ $DIR }}/hello.py:helo", { env: { DIR: "flows" } }, []],
  ["{{ $DIR }}/hello.py:helo", { env: {} }, []],
  ["{{ $DIR }}/hello.py:helo", { env: undefined }, []],
  ["{{ prefect.variables.x }}", {}, []],
])("%s with %j", async (entrypoint, job, expected) => {
  expect(await found(entrypoint, job)).toEqual(expected);
});

test.each([
  ["flows/one.py", "Add the function: `flows/one.py:main`.", "entrypoint: flows/one.py:main"],
  ["flows/hello.py", "Add the function: `flows/hello.py:hello`.", undefined],
  ["flows/hello:hello", "Write `flows/hello.py:hello`.", "entrypoint: flows/hello.py:hello"],
  [
    "flows/hello.py:hello()",
    "Leave the brackets out: `flows/hello.py:hello`.",
    "entrypoint: flows/hello.py:hello",
  ],
  ["nested.py:hello", "Do you mean `deep/er/nested.py`?", "entrypoint: deep/er/nested.py:hello"],
  ["flows/hell.py:hello", "Do you mean `flows/hello.py`?", "entrypoint: flows/hello.py:hello"],
  ["flows/hello.py:wrld", "Do you mean `world`?", "entrypoint: flows/hello.py:world"],
  ["flows/one.py:other", "Do you mean `main`?", undefined],
  [
    "nothing/like/this.py:hello",
    "Write the path from the directory in which the action deploys, and check that the file is committed.",
    undefined,
  ],
])("%s: %s", async (entrypoint, fix, corrected) => {
  const yaml = `deployments:\n  - name: x\n    entrypoint: ${entrypoint} # comment\n`;
  const [finding] = await findInProject(entrypoints, { ...FILES, "prefect.yaml": yaml });
  expect(finding?.fix).toBe(fix);
  expect(finding?.corrected).toBe(corrected && `${corrected} # comment`);
});

async function withParameters(signature: string, lines: string, decorator = "@flow"): Promise<string[]> {
  const yaml = `deployments:\n  - name: x\n    entrypoint: flow.py:hello\n${lines}\n`;
  const python = `from prefect import flow\nfrom typing import Any, Dict, List, Optional, Union\n${decorator}\ndef hello(${signature}): pass\n`;
  return (
    await findInProject(entrypoints, { "prefect.yaml": yaml, "flow.py": python }, { env: { FIVE: "5" } })
  ).map((finding) => brief(finding).replace(/ \d+:\d+$/, ""));
}

const TYPE = ["error parameter-type"];
const LAX = ["warning parameter-type"];

test.each([
  ["x: int = 1", "1", []],
  ["x: int = 1", "1.0", []],
  ["x: int = 1", "0o17", TYPE],
  ["x: int = 1", "1.5", TYPE],
  ["x: int = 1", '"5"', TYPE],
  ["x: int = 1", "true", TYPE],
  ["x: int = 1", "yes", TYPE],
  ["x: int = 1", "null", TYPE],
  ["x: int = 1", "", TYPE],
  ["x: int = 1", "2024-01-01", TYPE],
  ["x: int = None", "~", TYPE],
  ["x: 'int' = 1", "abc", TYPE],
  ["x: int | None = 1", "null", []],
  ["x: None | int = 1", "abc", TYPE],
  ["x: Optional[int] = 1", "null", []],
  ["x: Optional[int] = 1", "abc", TYPE],
  ["x: Union[int, list[str]] = 1", "[1]", []],
  ["x: Union[int, list[str]] = 1", "{a: 1}", TYPE],
  ["x: float = 1", "1", []],
  ["x: float = 1", '"1.5"', TYPE],
  ["x: str = ''", "5", TYPE],
  ["x: str = ''", "2024-01-01", []],
  ["x: str = ''", "on", TYPE],
  ["x: bool = True", "off", []],
  ["x: bool = True", '"off"', TYPE],
  ["x: bool = True", "1", TYPE],
  ["x: list = []", "a", TYPE],
  ["x: List[int] = []", "[a]", []],
  ["x: dict[str, int] = {}", "[]", TYPE],
  ["x: Dict[str, int] = {}", "{a: 1}", []],
  // What is not said plainly is not judged.
  ["x = 1", "a", []],
  ["x: Any = 1", "a", []],
  ["x: int | Foo = 1", "a", []],
  ["x: Annotated[int, 1] = 1", "a", []],
  ["x: Literal['a'] = 'a'", "b", []],
  ["x: date = 1", "a", []],
  ["x: None = None", "1", []],
  ["*x: int", "a", ["warning parameter-unknown"]],
  ["**x: int", "a", []],
  // Templates, and Prefect's own kinds of values.
  ["x: int = 1", '"{{ $FIVE }}"', TYPE],
  ["x: str = 1", '"{{ $FIVE }}"', []],
  ["x: int = 1", '"{{ $UNSET }}"', []],
  ["x: int = 1", '"{{ prefect.variables.x }}"', []],
  ["x: int = 1", '{__prefect_kind: json, value: "5"}', []],
])("%s = %s", async (signature, value, expected) => {
  expect(await withParameters(signature, `    parameters:\n      x: ${value}`)).toEqual(expected);
});

test.each([
  ["x: int = 1", '"5"', []],
  ["x: int = 1", '"5.0"', []],
  ["x: int = 1", "true", []],
  ["x: int = 1", "abc", LAX],
  ["x: int = 1", "1.5", LAX],
  ["x: int = 1", "null", LAX],
  ["x: float = 1", '"1e3"', []],
  ["x: float = 1", "abc", LAX],
  ["x: bool = 1", '"Y"', []],
  ["x: bool = 1", "1", []],
  ["x: bool = 1", "2", LAX],
  ["x: str = 1", "5", LAX],
  ["x: list = 1", "a", LAX],
])("%s = %s where only the run checks it", async (signature, value, expected) => {
  const lines = `    enforce_parameter_schema: false\n    parameters:\n      x: ${value}`;
  expect(await withParameters(signature, lines)).toEqual(expected);
  expect(await withParameters(signature, lines, "@flow(validate_parameters=False)")).toEqual([]);
  const schedule = `    schedules:\n      - interval: 60\n        parameters: {x: ${value || "null"}}`;
  expect(await withParameters(signature, schedule)).toEqual(expected);
});

const CRON = '    schedules:\n      - cron: "0 6 * * *"';
const UNKNOWN = ["warning parameter-unknown"];
const MISSING = ["warning parameter-missing"];

test.each([
  ["x=1", "    parameters: {x: 1}", []],
  ["x=1", "    parameters: {y: 1}", UNKNOWN],
  ["x=1, **rest", "    parameters: {y: 1}", UNKNOWN],
  ["x=1, **rest", "    parameters: {rest: {y: 1}}", []],
  ["", "    parameters: {y: 1}", UNKNOWN],
  ["x", "    parameters: null", []],
  ["x", "", []],
  ["x", CRON, MISSING],
  ["x, /, y, *, z", `    parameters: {x: 1, z: 2}\n${CRON}`, MISSING],
  ["x", `    parameters: {x: "{{ $UNSET }}"}\n${CRON}`, []],
  ["x", `${CRON}\n        parameters: {x: 1}`, []],
  ["x", `${CRON}\n        parameters: {y: 1}`, [...UNKNOWN, ...MISSING]],
  ["x", `${CRON}\n        active: false`, []],
  ["x", `    paused: true\n${CRON}`, []],
  ["x", '    schedule: {cron: "0 6 * * *"}', MISSING],
  ["x", "    schedule: {}", []],
  ["x=1, *args, **rest", CRON, []],
])("def hello(%s) with %j", async (signature, lines, expected) => {
  expect(await withParameters(signature, lines)).toEqual(expected);
});

test.each(["@flow\n@inject", "@inject\n@flow", "@inject", "@elsewhere.flow"])(
  "parameters are not judged below %j",
  async (decorator) => {
    expect(await withParameters("x", `    parameters: {y: 1}\n${CRON}`, decorator)).toEqual([]);
  },
);

test("no value is shown", async () => {
  const yaml =
    "deployments:\n  - name: x\n    entrypoint: flow.py:hello\n    parameters: {x: s3cret, y: s3cret}\n";
  const python = "from prefect import flow\n@flow\ndef hello(x: int): pass\n";
  const findings = await findInProject(entrypoints, { "prefect.yaml": yaml, "flow.py": python });
  expect(findings).toHaveLength(2);
  expect(JSON.stringify(findings)).not.toContain("s3cret");
});

test("ten thousand deployments of a thousand files", async () => {
  const files: Record<string, string> = {};
  for (let index = 0; index < 1_000; index++) files[`flows/f${index}.py`] = FLOWS;
  const lines = ["deployments:"];
  for (let index = 0; index < 10_000; index++) {
    lines.push(
      `  - name: d${index}`,
      `    entrypoint: flows/f${index % 1_100}.py:${index % 7 === 0 ? "helo" : "hello"}`,
    );
  }
  const before = performance.now();
  const findings = await findInProject(entrypoints, { ...files, "prefect.yaml": lines.join("\n") });
  expect(findings.length).toBeGreaterThan(2_000);
  expect(performance.now() - before).toBeLessThan(20_000);
});
