import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { NEWEST } from "../../src/validate/rules/prefect-yaml.generated.js";
import { entrypoints } from "../../src/validate/rules/entrypoints.js";
import { flowNames } from "../../src/validate/rules/flow-names.js";
import { formatProblem } from "../../src/validate/rules/python-format.js";
import type { PythonFunction } from "../../src/project/python/types.js";
import { describePrefect, usePrefectServer } from "../support/hooks.ts";
import { cleanEnvironment, executable, type PrefectVersion, NEWEST_PART } from "../support/index.ts";
import { parseAll } from "../support/rules/flows.ts";
import { findInProject } from "../support/rules/rule-set.ts";
import { makeProject, type Files } from "../support/project.ts";

function ask(
  version: PrefectVersion,
  code: string,
  question: unknown,
  { cwd, env = {} }: { readonly cwd?: string; readonly env?: Record<string, string> } = {},
): unknown {
  const answer = execFileSync(executable(`prefect-${version}`, "python"), ["-W", "ignore", "-c", code], {
    input: JSON.stringify(question),
    encoding: "utf8",
    maxBuffer: 1e9,
    env: cleanEnvironment({ PREFECT_LOGGING_LEVEL: "CRITICAL", PYTHONUTF8: "1", ...env }),
    stdio: ["pipe", "pipe", "ignore"],
    ...(cwd === undefined ? {} : { cwd }),
  });
  return JSON.parse(answer.trim().split("\n").at(-1) ?? "");
}

/** What Python's own parser finds at the top level of a sample of its library and of all that is installed with it. */
const LIBRARY = `
import ast, json, pathlib, random, sys, sysconfig
question = json.load(sys.stdin)
chance = random.Random(question["seed"])
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
def targets(node):
    if isinstance(node, ast.Name): yield node.id
    elif isinstance(node, (ast.Tuple, ast.List)):
        for each in node.elts: yield from targets(each)
    elif isinstance(node, ast.Starred): yield from targets(node.value)
def string(node):
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
class Module:
    def __init__(self, text, tree):
        self.text, self.functions, self.names = text, {}, set()
        self.block(tree.body, False)
        for node in ast.walk(tree):
            if isinstance(node, ast.Global): self.bind(*node.names)
    def bind(self, *names):
        for name in names:
            self.functions.pop(name, None)
            self.names.add(name)
    def bound(self, *nodes):
        for node in nodes: self.bind(*targets(node))
    def walrus(self, *nodes):
        for node in nodes:
            for each in ast.walk(node):
                if isinstance(each, ast.NamedExpr): self.bind(each.target.id)
    def source(self, node):
        return node and ast.get_source_segment(self.text, node)
    def block(self, body, maybe):
        for node in body: self.statement(node, maybe)
    def statement(self, node, maybe):
        if isinstance(node, FUNCTION): self.define(node, maybe)
        elif isinstance(node, ast.ClassDef): self.bind(node.name)
        elif isinstance(node, (ast.If, ast.While)):
            self.walrus(node.test)
            if not (isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'"): self.block(node.body, True)
            self.block(node.orelse, True)
        elif isinstance(node, (ast.For, ast.AsyncFor)):
            self.bound(node.target); self.walrus(node.iter); self.block(node.body + node.orelse, True)
        elif isinstance(node, ast.Try) or type(node).__name__ == "TryStar":
            self.block(node.body, True)
            for handler in node.handlers:
                if handler.name: self.bind(handler.name)
                self.block(handler.body, True)
            self.block(node.orelse + node.finalbody, True)
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            self.bound(*(item.optional_vars for item in node.items if item.optional_vars))
            self.block(node.body, maybe)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            self.bind(*(each.asname or each.name.split(".")[0] for each in node.names if each.name != "*"))
        elif isinstance(node, ast.Assign): self.walrus(node.value); self.bound(*node.targets)
        elif isinstance(node, ast.AnnAssign) and node.value: self.walrus(node.value); self.bound(node.target)
        elif isinstance(node, ast.Delete): self.bound(*node.targets)
        elif isinstance(node, (ast.Expr, ast.AugAssign, ast.Assert)): self.walrus(node)
    def define(self, node, maybe):
        was = node.name in self.functions or node.name in self.names
        self.bind(node.name)
        if maybe and was: return
        self.names.discard(node.name)
        given, found = node.args, []
        first = given.posonlyargs + given.args
        defaults = [None] * (len(first) - len(given.defaults)) + given.defaults
        def add(arg, kind, default): found.append([arg.arg, kind, self.source(arg.annotation), self.source(default)])
        for index, (arg, default) in enumerate(zip(first, defaults)):
            add(arg, "positional-only" if index < len(given.posonlyargs) else "positional-or-keyword", default)
        if given.vararg: add(given.vararg, "var-positional", None)
        for arg, default in zip(given.kwonlyargs, given.kw_defaults): add(arg, "keyword-only", default)
        if given.kwarg: add(given.kwarg, "var-keyword", None)
        decorators = []
        for each in node.decorator_list:
            call = isinstance(each, ast.Call)
            known = ast.unparse(each.func if call else each).replace(".", "").isidentifier()
            decorators.append([[key.arg or "**", string(key.value)] for key in each.keywords] if call and known else None)
        self.functions[node.name] = [node.lineno, found, decorators]
folders = [sysconfig.get_paths()[key] for key in ("stdlib", "purelib")]
paths = sorted({path for folder in folders for path in pathlib.Path(folder).rglob("*.py") if 0 < path.stat().st_size < 60_000})
answer, texts = [], []
for path in chance.sample(paths, min(question["files"], len(paths))):
    data = path.read_bytes()
    try:
        tree, text = ast.parse(data), data.decode("utf-8-sig")
    except (SyntaxError, ValueError, RecursionError):
        continue
    module = Module(text, tree)
    answer.append(dict(path=str(path), text=text, functions=module.functions, names=sorted(module.names)))
    if len(text) < 4_000: texts.append(text)
WORDS = ["(", ")", "[", "]", "{", "}", ":", ",", ".", "=", "+", "*", "/", "@", "x", "1", "'", '"', "'''", " ", "    ", "\\n", "\\t", "#",
    "if ", "else", "def ", "return ", "import ", "lambda ", "\\\\", 'f"', "{{", ";", "in ", "not ", "print ", "async ", "%", "\`", "?", "!", "->",
    ":=", "x y", "\\u00a0", "class ", "from ", "None", "yield ", "...", "~", "07", "é", "\\n<<<<<<< a\\n"]
changed = []
while len(changed) < question["changed"]:
    text = chance.choice(texts)
    at, kind = chance.randrange(len(text)), chance.random()
    if kind < 0.4: text = text[:at] + text[at + chance.choice([1, 1, 3, 9]):]
    elif kind < 0.9: text = text[:at] + chance.choice(WORDS) + text[at:]
    else: text = text[:at]
    try:
        ast.parse(text.encode()); taken = True
    except SyntaxError: taken = False
    except (ValueError, RecursionError): continue
    changed.append([text, taken])
print(json.dumps(dict(library=answer, changed=changed)))
`;

interface Library {
  readonly library: readonly {
    readonly path: string;
    readonly text: string;
    readonly functions: Readonly<Record<string, Definition>>;
    readonly names: readonly string[];
  }[];
  readonly changed: readonly (readonly [text: string, taken: boolean])[];
}

type Parameter = readonly [name: string, kind: string, annotation: string | null, value: string | null];
type Decorator = (readonly [name: string, value: string | null])[] | null;
type Definition = readonly [line: number, Parameter[], Decorator[]];

function asInPython({ where, parameters, decorators }: PythonFunction): Definition {
  const text = (source: string | undefined) => source?.replaceAll("\r", "") ?? null;
  return [
    where.line,
    parameters.map((each) => [each.name, each.kind, text(each.annotation), text(each.default)]),
    decorators.map(({ arguments: given }) =>
      given ? [...given].map(([name, { string }]) => [name, string ?? null] as const) : null,
    ),
  ];
}

describe("Python files", () => {
  const { library, changed } = ask(NEWEST, LIBRARY, { seed: 6, files: 600, changed: 4_000 }) as Library;

  const options = { interpreters: [{ path: executable(NEWEST_PART, "python") }] };

  it("reads the top level of a whole library, whatever its line ends", async () => {
    const texts = library.map(({ text }) => text);
    const crlf = texts.map((text) => text.replace(/\r?\n/g, "\r\n"));
    const read = await parseAll([...texts, ...crlf], options);
    for (const [index, found] of read.entries()) {
      const { path, functions, names } = library[index % library.length] ?? {};
      expect(found?.error, path).toBeUndefined();
      const own = [...(found?.functions ?? [])].map(([name, each]) => [name, asInPython(each)]);
      expect(Object.fromEntries(own), path).toEqual(functions);
      expect([...(found?.names ?? [])].sort(), path).toEqual(names);
    }
    expect(library.length).toBeGreaterThan(500);
    expect(read.filter((found) => found?.openEnded).length).toBeLessThan(library.length);
  });

  it("refuses what Python refuses, and says at which place in the file", async () => {
    const read = await parseAll(
      changed.map(([text]) => text),
      options,
    );
    const refused = read.map((found) => found?.error !== undefined);
    expect(changed.filter(([, taken], index) => taken === refused[index]).map(([text]) => text)).toEqual([]);
    expect(refused.filter(Boolean).length).toBeGreaterThan(changed.length / 4);
    for (const [index, found] of read.entries()) {
      const lines = changed[index]?.[0].split(/\r\n|\r|\n/) ?? [];
      const { line, column, endLine, endColumn } = found?.error?.where ?? {};
      if (line === undefined) continue;
      expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
      expect(endColumn).toBeLessThanOrEqual((lines[(endLine ?? 0) - 1]?.length ?? 0) + 1);
    }
  });
});

const FLOWS = `from prefect import flow, task
import functools
@flow
def hello(): pass
@flow(name="other")
async def world(): pass
@task
def a_task(): pass
def plain(): pass
@functools.cache
def cached(): pass
assigned = flow(plain)
def outer():
    @flow
    def inner(): pass
if __name__ == "__main__":
    @flow
    def only_main(): pass
if True:
    @flow
    def in_if(): pass
class Job:
    @flow
    def run(self): pass
    @flow
    @staticmethod
    def static(): pass
    def helper(self): pass
class Derived(Job): pass
`;
function projectFor(version: PrefectVersion): Files {
  // There `@flow` above `@staticmethod` is a TypeError.
  const flows =
    version === "3.0.11" ? FLOWS.replace("@flow\n    @staticmethod", "@staticmethod\n    @flow") : FLOWS;
  return {
    "flows/hello.py": flows,
    "flows/needs.py": `import not_installed\n${flows}`,
    "flows/broken.py": `${flows}\nx = (\n`,
    "flows/print.py": `${flows}\nprint "x"\n`,
    "flows/bom.py": `\uFEFF${flows.replaceAll("\n", "\r\n")}`,
    "pack/__init__.py": "from .inner import hello as shown\n",
    "pack/inner.py": flows,
  };
}
const NAMES = [
  ...[
    "hello",
    "world",
    "a_task",
    "plain",
    "cached",
    "assigned",
    "inner",
    "only_main",
    "in_if",
    "nope",
    "Job",
    "Derived",
  ],
  ...["Job.run", "Job.static", "Job.helper", "Job.nope", "Derived.run", "Nope.run", "hello()", " hello", ""],
];
const ENTRYPOINTS = [
  ...["flows/hello.py", "flows/bom.py", "flows/print.py", "flows/broken.py"].flatMap((file) =>
    NAMES.map((name) => `${file}:${name}`),
  ),
  ...["hello", "world", "a_task", "plain", "in_if", "nope", "Job.run"].map(
    (name) => `flows/needs.py:${name}`,
  ),
  ...["hello", "plain", "nope", "Job.run"].flatMap((name) => [
    `pack.inner:${name}`,
    `./flows/../flows/hello.py:${name}`,
  ]),
  ...[
    "flows.hello.hello",
    "flows.hello.plain",
    "flows.hello.nope",
    "flows.hello",
    "flows.broken.hello",
    "pack.shown",
    "pack.inner",
  ],
  ...[
    "hello",
    ":hello",
    "flows/hello.py",
    "flows/hello:hello",
    "./flows/hello:hello",
    "flows/hello.py::hello",
  ],
  ...[
    "flows/hello.py.hello",
    "flows/hello.PY:hello",
    "flows/Hello.py:hello",
    "flows/helo.py:hello",
    " flows/hello.py:hello",
  ],
  ...[
    "flows.hello.py:hello",
    "flows/hello.py:hello:hello",
    "file:flows/hello.py:hello",
    "not_installed.module:hello",
  ],
];

/** Every entrypoint as `prefect deploy` loads it; what earlier ones imported is forgotten. */
const LOADED = `
import json, sys
from prefect.flows import load_flow_from_entrypoint
def verdict(entrypoint):
    known = set(sys.modules)
    try:
        load_flow_from_entrypoint(entrypoint)
    except BaseException as error:
        return f"{type(error).__name__}: {error}"
    finally:
        for name in set(sys.modules) - known:
            if name.split(".")[0] in ("flows", "pack", "hello", "needs", "broken", "print", "bom"): del sys.modules[name]
print(json.dumps([verdict(each) for each in json.load(sys.stdin)]))
`;

describePrefect("entrypoints", (version) => {
  it("refuses what Prefect cannot load, and nothing else", async () => {
    await using project = await makeProject(projectFor(version));
    const truth = ask(version, LOADED, ENTRYPOINTS, { cwd: project.path }) as (string | null)[];
    const items = ENTRYPOINTS.map((each) => `  - name: x\n    entrypoint: ${JSON.stringify(each)}\n`);
    const files = { ...projectFor(version), "prefect.yaml": `deployments:\n${items.join("")}` };
    const findings = await findInProject(entrypoints, files, { version });
    const broken = findings
      .filter(({ rule }) => rule === "entrypoint-syntax-error")
      .map(({ where }) => where.file);
    const wrong = ENTRYPOINTS.flatMap((entrypoint, index) => {
      const own = findings.filter(
        ({ where }) => where.file === "prefect.yaml" && where.line === 3 + 2 * index,
      );
      const isBroken = broken.some((file) =>
        entrypoint.replaceAll(".", "/").includes(file.replace(".py", "").replaceAll(".", "/")),
      );
      const refused = isBroken || own.some(({ severity }) => severity === "error");
      const isRefused = truth[index] !== null;
      // What only an older one refuses, it says itself: methods, in 3.0.11.
      return refused === isRefused || (isRefused && version !== NEWEST)
        ? []
        : [{ entrypoint, truth: truth[index], own: own.map(({ what }) => what) }];
    });
    // Whether a module is installed is not known here.
    expect(wrong.filter(({ entrypoint }) => entrypoint !== "not_installed.module:hello")).toEqual([]);
  });
});

const TYPES = [
  ...["1", "1.0", "1.5", '"5"', "true", "null", '"a"', "[1]", "{}"].flatMap((value) =>
    [
      "int",
      "float",
      "str",
      "bool",
      "list",
      "dict",
      "Any",
      "'int'",
      "int | None",
      "Optional[str]",
      "Union[int, list[str]]",
    ].map((type) => [type, value] as const),
  ),
];

/** The server closes a connection after five seconds of silence; the next request on it then fails. */
async function patiently(request: () => Promise<unknown>): Promise<unknown> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof TypeError) return request();
    throw error;
  }
}

/** Schemas of flows with one parameter `x` each, and what such a flow makes of a value when it runs. */
const SCHEMAS = `
import json, sys
from typing import Any, Dict, List, Optional, Union
from prefect import flow
from prefect.utilities.callables import parameter_schema
def make(type):
    names = dict(globals())
    exec(f"def hello(x: {type} = 1): pass", names)
    return flow(names["hello"])
answer = []
for type, value in json.load(sys.stdin):
    made = make(type)
    try:
        made.validate_parameters({"x": json.loads(value)})
        runs = True
    except Exception:
        runs = False
    answer.append(dict(schema=parameter_schema(made).model_dump() if hasattr(parameter_schema(made), "model_dump") else parameter_schema(made).dict(), runs=runs))
print(json.dumps(answer))
`;

/** One run each, as a worker starts it: the flow's file, and a run that is on the server already. */
const RUNS = `
import json, pathlib, sys
from prefect.client.orchestration import get_client
from prefect.flow_engine import run_flow
from prefect.flows import load_flow_from_entrypoint
from prefect.states import Pending
answer = []
for index, case in enumerate(json.load(sys.stdin)):
    path = pathlib.Path(f"flow_{index}.py")
    path.write_text(case["python"])
    flow = load_flow_from_entrypoint(f"{path}:hello")
    with get_client(sync_client=True) as client:
        run = client.create_flow_run(flow, parameters=case["parameters"], state=Pending())
    try:
        run_flow(flow, flow_run=run)
        answer.append(None)
    except BaseException as error:
        answer.append(type(error).__name__)
print(json.dumps(answer))
`;

const RUN_CASES = [
  ...["{x}", "{x.real:>{w}}", "{{now}}"].map((name) => ["x=1, w=2, **rest", {}, name] as const),
  ...["{now:%Y%m%d}", "{deployment_name}", "{}", "{0}", "{x", "x}", "{x!z}", "{x.}", "{ x }"].map(
    (name) => ["x=1", {}, name] as const,
  ),
  ["x=1", { y: 1 }, ""],
  ["x=1, **rest", { y: 1 }, ""],
  ["x=1, **rest", { rest: { y: 1 } }, ""],
  ["x", {}, ""],
  ["x, /", { x: 1 }, ""],
] as const;

describePrefect(
  "parameters and names of runs",
  (version) => {
    const server = usePrefectServer({ version });

    it("knows which values the server refuses, and on which a run fails", async () => {
      const known = ask(version, SCHEMAS, TYPES) as { schema: unknown; runs: boolean }[];
      const flow = (await patiently(() => server().request("POST", "/flows/", { name: "hello" }))) as {
        id: string;
      };
      const wrong: unknown[] = [];
      for (const [index, [type, value]] of TYPES.entries()) {
        const taken = await patiently(() =>
          server().request("POST", "/deployments/", {
            name: `d${index}`,
            flow_id: flow.id,
            enforce_parameter_schema: true,
            parameter_openapi_schema: known[index]?.schema,
            parameters: { x: JSON.parse(value) as unknown },
          }),
        ).then(
          () => true,
          (error: unknown) => {
            expect(String(error)).toMatch(/422.*Validation failed/);
            return false;
          },
        );
        const python = `from prefect import flow\nfrom typing import Any, Dict, List, Optional, Union\n@flow\ndef hello(x: ${type} = 1): pass\n`;
        const yaml = (more: string) =>
          `deployments:\n  - name: x\n    entrypoint: flow.py:hello\n${more}    parameters:\n      x: ${value}\n`;
        const own = async (more: string) =>
          (await findInProject(entrypoints, { "flow.py": python, "prefect.yaml": yaml(more) })).map(
            ({ severity }) => severity,
          );
        const enforced = await own("");
        const free = await own("    enforce_parameter_schema: false\n");
        // The type of `list[str]`'s items is not looked at.
        const isInner = type.startsWith("Union") && value === "[1]";
        if (!isInner && (enforced.length === 0) !== taken) wrong.push({ type, value, taken, enforced });
        if (!isInner && (free.length === 0) !== known[index]?.runs)
          wrong.push({ type, value, runs: known[index]?.runs, free });
        expect(free).not.toContain("error");
      }
      expect(wrong).toEqual([]);
    });

    it("knows on which parameters and names every run fails", async () => {
      await using project = await makeProject({});
      const cases = RUN_CASES.map(([signature, parameters, name]) => ({
        parameters,
        python: `from prefect import flow\n@flow(flow_run_name=${JSON.stringify(name)})\ndef hello(${signature}): pass\n`,
      }));
      const env = { PREFECT_API_URL: server().apiUrl, PREFECT_HOME: project.path };
      const truth = ask(version, RUNS, cases, { cwd: project.path, env }) as (string | null)[];
      for (const [index, { python, parameters }] of cases.entries()) {
        const yaml =
          `deployments:\n  - name: x\n    entrypoint: flow.py:hello\n    parameters: ${JSON.stringify(parameters)}\n` +
          '    schedules:\n      - cron: "0 6 * * *"\n';
        const files = { "flow.py": python, "prefect.yaml": yaml };
        const found = [
          ...(await findInProject(entrypoints, files)),
          ...(await findInProject(flowNames, files)),
        ];
        expect(
          found.map(({ severity }) => severity),
          python,
        ).toEqual(truth[index] === null ? [] : ["warning"]);
        expect(found[0]?.what ?? "", python).toContain(truth[index] ?? "");
      }
      expect(truth.filter((each) => each === null)).toHaveLength(5);
    });
  },
  [NEWEST, "3.0.11"],
);

/** Random templates with values that take any attribute, key and format. */
const TEMPLATES = `
import json, random, sys
class Any:
    def __getattr__(self, name):
        if name.startswith("__"): raise AttributeError(name)
        return Any()
    def __getitem__(self, key): return Any()
    def __format__(self, text): return ""
    def __str__(self): return ""
    __repr__ = __str__
chance = random.Random(6)
parts = ["{", "}", "{", "}", "x", "w", "y", "0", "[", "]", ".", "!", "r", ":", ">", " ", "{{", "}}", "{x}", "{w:", "ü", "\\u0663"]
answer = []
for _ in range(json.load(sys.stdin)):
    text = "".join(chance.choice(parts) for _ in range(chance.randint(1, 12)))
    try:
        text.format(x=Any(), w=Any()); verdict = None
    except (KeyError, IndexError, ValueError) as error: verdict = type(error).__name__
    answer.append([text, verdict])
print(json.dumps(answer))
`;

it("templates of names fail as Python's do", () => {
  const judged = ask(NEWEST, TEMPLATES, 20_000) as [string, string | null][];
  const names = new Set(["x", "w"]);
  expect(judged.filter(([text, verdict]) => (formatProblem(text, names)?.error ?? null) !== verdict)).toEqual(
    [],
  );
  expect(new Set(judged.map(([, verdict]) => verdict)).size).toBe(4);
});
