import { expect, test } from "vitest";
import { importCalls } from "../../../../src/validate/rules/import-calls.js";
import { findInProject } from "../../../support/rules/rule-set.ts";

const YAML =
  "deployments:\n  - {name: a, entrypoint: flow.py:hello}\n  - {name: b, entrypoint: flow.py:hello}\n";
const HEAD = `import asyncio
import prefect
from prefect import deploy, flow, serve, task
from prefect.blocks.core import Block
from prefect.blocks.system import Secret
from prefect.deployments import run_deployment
from prefect.variables import Variable
class Mine(Block):
    x: str = ""
@task
def work(): pass
@flow
def hello(): pass
@flow
async def later(): pass
def plain(): pass
`;
const LINE = HEAD.split("\n").length;

/** `never 17:1` */
async function found(code: string): Promise<string[]> {
  const findings = await findInProject(importCalls, { "prefect.yaml": YAML, "flow.py": `${HEAD}${code}\n` });
  return findings.map(({ what, where }) => {
    const [, outcome = what] = /\)` (never|ends|runs)/.exec(what) ?? [];
    return `${outcome} ${where.line - LINE}:${where.column}`;
  });
}

/** As real Prefect 3.8.8 and 3.9.1 do with them. */
test.each([
  ['Variable.set("x", 1)', ["never 0:1"]],
  ['print(prefect.variables.Variable.unset("x"))', ["never 0:7"]],
  ['Variable.set("x", 1, _sync=True)', ["runs 0:1"]],
  ['Variable.set("x", 1, _sync=False)', ["never 0:1"]],
  ['Variable.aset("x", 1)', ["never 0:1"]],
  ['Secret(value="x").save("x")', ["never 0:1"]],
  ['Mine(x="x").save("x", overwrite=True)', ["never 0:1"]],
  ['block = Secret(value="x")\nblock.save("x")', ["never 1:1"]],
  ['Secret.delete("x")', ["never 0:1"]],
  ["Secret.register_type_and_schema()", ["never 0:1"]],
  ['run_deployment("a/b", timeout=0)', ["never 0:1"]],
  ['hello.deploy("x", work_pool_name="p")', ["never 0:1"]],
  ['hello.with_options(name="y").deploy("x")', ["never 0:1"]],
  ['deploy(hello.to_deployment("x"), work_pool_name="p")', ["never 0:1"]],
  ["later()", ["never 0:1"]],
  ['hello.serve("x")', ["ends 0:1"]],
  ['serve(hello.to_deployment("x"))', ["ends 0:1"]],
  ["asyncio.run(later())", ["ends 0:1"]],
  ['flow.from_source("x", "y").deploy("z")', ["ends 0:1"]],
  ['hello.to_deployment("x").apply()', ["ends 0:1"]],
  ["hello()", ["runs 0:1"]],
  ["try:\n    hello()\nfinally:\n    later()", ["runs 1:5", "never 3:5"]],
  ["for i in range(3):\n    Variable.set('x', i)", ["never 1:5"]],
  ["class A:\n    x = hello()", ["runs 1:9"]],
])("%j", async (code, expected) => {
  expect(await found(code)).toEqual(expected);
});

test.each([
  'if __name__ == "__main__":\n    hello()',
  'import sys\nif sys.argv[1:]:\n    hello.serve("x")',
  "try:\n    pass\nexcept ImportError:\n    hello()",
  "def run():\n    hello()\n    Variable.set('x', 1)",
  "async def run():\n    await later()",
  "run = lambda: hello()",
  "plain()",
  "work()",
  'Variable.get("x")',
  'Secret.load("x")',
  'hello.with_options(name="y")',
  'hello.to_deployment("x")',
  "hello = plain\nhello()",
  "Secret = plain\nSecret().save('x')",
  "from mine import Store\nStore().save('x')",
  "from prefect_x import tools\ntools.save('x')",
  "def hello(): pass\nhello()",
  "x = True and hello()",
])("nothing is said of %j", async (code) => {
  expect(await found(code)).toEqual([]);
});
