import { expect, test } from "vitest";
import { compareVersions } from "../../../../src/base/version.js";
import type { PythonFile, PythonFunction } from "../../../../src/project/python/types.js";
import { INTERPRETERS, parseAll } from "../../../support/rules/flows.ts";

async function parse(text: string): Promise<PythonFile> {
  const [found] = await parseAll([text]);
  if (!found) throw new Error("It is not read.");
  return found;
}

/** `name: annotation = default`, as in Python. */
function signature({ parameters }: PythonFunction): string {
  const stars = { "var-positional": "*", "var-keyword": "**" } as const;
  return parameters
    .map(({ name, kind, annotation, default: value }) => {
      const star = kind === "var-positional" || kind === "var-keyword" ? stars[kind] : "";
      const mark = kind === "positional-only" ? "/" : kind === "keyword-only" ? "!" : "";
      return `${star}${name}${mark}${annotation === undefined ? "" : `: ${annotation}`}${value === undefined ? "" : ` = ${value}`}`;
    })
    .join(", ");
}

test.each([
  ["def f(): pass", ""],
  ["def f(a, b: int, c=1, d: 'str' = \"x\"): pass", "a, b: int, c = 1, d: 'str' = \"x\""],
  ["def f(a, /, b, *, c, **d): pass", "a/, b, c!, **d"],
  [
    "def f(a, b=1, /, *args: int, c: dict[str, int] = {}, **kw: str): pass",
    "a/, b/ = 1, *args: int, c!: dict[str, int] = {}, **kw: str",
  ],
  ["def f(\n    a: int,  # the / first\n    b: int = 2,\n) -> None:\n    pass", "a: int, b: int = 2"],
  ["def f(a, # type: int\n      b):\n    # type: (...) -> None\n    pass", "a, b"],
  ["async def f(x: T) -> T:\n    return x", "x: T"],
  [
    "def f(x=lambda a, b: a, y=(1, 2), z={'a': [1, 2]}): pass",
    "x = lambda a, b: a, y = (1, 2), z = {'a': [1, 2]}",
  ],
  ["def f(x=1., y=.5, z=1.e3): pass", "x = 1., y = .5, z = 1.e3"],
  ["def \\\n  f \\\n  (x): pass", "x"],
])("the parameters of %j", async (text, expected) => {
  for (const module of await parseAll([text, text.replaceAll("\n", "\r\n"), `\uFEFF${text}`])) {
    const found = module?.functions.get("f");
    expect(found && signature(found).replaceAll("\r", "")).toBe(expected);
  }
});

test.each([
  "from prefect import flow\n@flow\ndef f(): pass",
  "from prefect import flow as g, task\n@g\ndef f(): pass",
  "from prefect import (\n    task,\n    flow as g,\n)\n@g()\ndef f(): pass",
  "import prefect\n@prefect.flow(name='x')\ndef f(): pass",
  "import prefect as p\n@p.flow\ndef f(): pass",
  "import prefect.flows\n@prefect.flows.flow\ndef f(): pass",
  "from prefect import flows\n@flows.flow\ndef f(): pass",
  "import prefect\nflow = prefect.flow\n@flow\ndef f(): pass",
  "try:\n    from prefect import flow\nexcept ImportError:\n    flow = None\n@flow\ndef f(): pass",
  "if True:\n    from prefect import flow\n    @flow\n    async def f(): pass",
])("a flow: %j", async (text) => {
  const [decorator] = (await parse(text)).functions.get("f")?.decorators ?? [];
  expect(decorator?.isFlow).toBe(true);
});

test.each([
  "@flow\ndef f(): pass",
  "from elsewhere import flow\n@flow\ndef f(): pass",
  "from .prefect import flow\n@flow\ndef f(): pass",
  "from prefect import task\n@task\ndef f(): pass",
  "from prefect import flow\nflow = other(flow)\n@flow\ndef f(): pass",
  "from prefect import flow\ndef flow(x): return x\n@flow\ndef f(): pass",
  "import prefect\n@prefect.flow.with_options(name='x')\ndef f(): pass",
  "if x:\n    from prefect import flow\nelse:\n    from elsewhere import flow\n@flow\ndef f(): pass",
  "@__import__('prefect').flow\ndef f(): pass",
])("no flow that is certain: %j", async (text) => {
  const { functions } = await parse(text);
  expect(functions.get("f")?.decorators.map(({ isFlow }) => isFlow)).toEqual([false]);
});

test("arguments of a decorator, with the values of literal strings", async () => {
  const text =
    "from prefect import flow\n@other\n@flow(\n    name='a' \"b\",\n    flow_run_name=(\n        'x-'\n        '{y}'\n    ),\n" +
    "    description=f'{x}',\n    retries=3,\n    doc='a\\\r\nb\\x41',\n    raw=r'\\d',\n    data=b'x',\n    **options,\n)\ndef f(): pass\n";
  const decorators = (await parse(text)).functions.get("f")?.decorators ?? [];
  expect(decorators.map(({ origin }) => origin)).toEqual(["other", "prefect.flow"]);
  expect(decorators[0]?.arguments).toBeUndefined();
  const found = [...(decorators[1]?.arguments ?? [])].map(([name, { string }]) => [name, string]);
  expect(found).toEqual([
    ["name", "ab"],
    ["flow_run_name", "x-{y}"],
    ["description", undefined],
    ["retries", undefined],
    ["doc", "abA"],
    ["raw", "\\d"],
    ["data", undefined],
    ["**", undefined],
  ]);
  const where = { line: 4, column: 10, endLine: 4, endColumn: 17 };
  expect(decorators[1]?.arguments?.get("name")?.where).toEqual({ file: "flow.py", ...where });
});

test("places count from 1 in UTF-16 code units, whatever the line ends and marks", async () => {
  const text =
    "\uFEFF# 😀\r\n\tx = 1\r\n".replace("\t", "") +
    "s = '😀'; \\\r\n\r\ndef hello(): pass\rdef second(): pass\n";
  const { functions } = await parse(text);
  expect(functions.get("hello")?.where).toMatchObject({ file: "flow.py", line: 5, column: 5, endColumn: 10 });
  expect(functions.get("second")?.where).toMatchObject({ line: 6, column: 5 });
});

test("places in a line as long as the file, and in a file of another encoding", async () => {
  const long = `def hello(a='${"😀é".repeat(10_000)}', b=1): pass\n`;
  const coded = Buffer.from(
    "# coding: latin-1\ns = '\u00e9\u00e9'; y = 1\ndef f(a='\u00e9', b=2): pass\n",
    "latin1",
  );
  const [found, other] = await parseAll([long, coded]);
  expect(found?.functions.get("hello")?.parameters[1]?.where.column).toBe(long.indexOf("b=1") + 1);
  expect(other?.functions.get("f")?.parameters).toMatchObject([
    { default: "'é'" },
    { where: { column: 14 } },
  ]);
});

test.each<[string, string[], string[]]>([
  ["def a():\n    def b(): pass\n", ["a"], []],
  ["def a(x): pass\ndef a(y): pass\n", ["a"], []],
  ["if x:\n    def a(): pass\nelse:\n    b = 1\n", ["a"], ["b"]],
  ["if x:\n    def a(): pass\nelse:\n    def a(y): pass\n", [], ["a"]],
  ["try:\n    from m import a\nexcept ImportError:\n    def a(): pass\n", [], ["a"]],
  ["def a(): pass\na = wrap(a)\n", [], ["a"]],
  ["def a(): pass\ndel a\n", [], ["a"]],
  ["if __name__ == '__main__':\n    def a(): pass\nelse:\n    def b(): pass\n", ["b"], []],
  ["with x as y:\n    def a(): pass\n", ["a"], ["y"]],
  ["import m.n, o.p as q\nfrom r import (s as t, u)\n", [], ["m", "q", "t", "u"]],
  ["x, (y, *z) = [v, w] = 1\nk: int = 1\nn: int\n", [], ["x", "y", "z", "v", "w", "k"]],
  ["for i, (j, k) in z:\n    l = 1\nprint(m := 1)\n", [], ["i", "j", "k", "l", "m"]],
  ["if x: pass\nelif y: a = 1\nelif z: pass\nelse:\n    def b(): pass\n", ["b"], ["a"]],
  ["while (a := 1):\n    async def b(): pass\nelse: c = 1\n", ["b"], ["a", "c"]],
  ["try: pass\nexcept E as e: pass\nelse: a = 1\nfinally: b = 1\n", [], ["a", "b", "e"]],
  ["def a(): yield\nclass A:\n    def b(self):\n        global a\n", [], ["A", "a"]],
  ["def a():\n    global g\n    g = 1\n", ["a"], ["g"]],
  ["class C: pass\n", [], ["C"]],
  ["def a(): return f'{x!r:>{w}}'\ndef b(): pass\n", ["a", "b"], []],
  ["if True:\n\tdef a():\n\t\tpass\n\tdef b(): pass\n", ["a", "b"], []],
  ["def a():\n  '''\ndef no(): pass\n  '''\n\f\ndef b(): pass\n", ["a", "b"], []],
  ["def a():\n    x = [\n1,\n]\n# not the end\n    return x\ndef b(): pass", ["a", "b"], []],
])("the top level of %j", async (text, functions, names) => {
  const found = await parse(text);
  expect(found.error).toBeUndefined();
  expect([...found.functions.keys()]).toEqual(functions);
  expect([...found.names].sort()).toEqual(names.sort());
});

test.each([
  [
    "3.10",
    "match x:\n    case {'a': b, **c} if (f := 1):\n        e = 1\n    case [*d] as g: pass\n",
    "bcdefg",
  ],
  ["3.11", "try: pass\nexcept* E as a:\n    b = 1\n", "ab"],
  ["3.12", "type A[T] = int\nclass B[T]: pass\n", "AB"],
])("names of Python %s: %j", async (since, text, names) => {
  for (const interpreter of INTERPRETERS) {
    const [found] = await parseAll([text], { interpreters: [interpreter] });
    if (found?.error) expect(compareVersions(found.error.onlyBy ?? "", since)).toBe(-1);
    else expect([...(found?.names ?? [])].sort().join("")).toBe(names);
  }
});

test("methods of classes, and what else a class may have", async () => {
  const { methods, classes } = await parse(
    "class A:\n    @flow\n    def run(self): pass\n    @staticmethod\n    def other(): pass\n    x = 1\n" +
      "class B(A): pass\nclass C(object): pass\n@dataclass\nclass D: pass\n",
  );
  expect([...methods.keys()]).toEqual(["A.run", "A.other"]);
  expect([...(classes.get("A")?.names ?? [])]).toEqual(["x"]);
  expect([...classes].map(([name, { openEnded }]) => [name, openEnded])).toEqual([
    ["A", false],
    ["B", true],
    ["C", false],
    ["D", true],
  ]);
});

test.each([
  ["from x import *\n", true],
  ["globals()['x'] = 1\n", true],
  ["def __getattr__(name): return 1\n", true],
  ["exec('x = 1')\n", true],
  ["sys.modules[__name__].x = 1\n", true],
  ["with a as b.c: pass\n", false],
  ["def a():\n    with x as y.z: pass\n", false],
  ["regex.exec('x')\n", false],
])("whether %j may bind more", async (text, openEnded) => {
  expect(await parse(text)).toMatchObject({ error: undefined, openEnded });
});

test.each([
  ["def hello(name:\n    return 1\n", 1],
  ["x = [1, 2\ny = 3\n", 1],
  ["x = (1]\n", 1],
  ["x = 1)\n", 1],
  ["def hello()\n    return 1\n", 1],
  ["def hello:\n    return 1\n", 1],
  ["def hello():\nreturn 1\n", 2],
  ["def hello():\n    # nothing\n", 2],
  ["x = 1\n    y = 2\n", 2],
  ["if x:\n    y = 1\n  z = 2\n", 3],
  ["if x:\n        y = 1\n\tz = 2\n", 3],
  ["x = 'abc\n", 1],
  ['x = """abc\n', 1],
  ["print 'x'\n", 1],
  ["x = = 1\n", 1],
  ["x = 1 +\n", 1],
  ["x = a b\n", 1],
  ["x = 1\n<<<<<<< HEAD\n", 2],
  ["x = 0777\n", 1],
  ["x\u00a0= 1\n", 1],
  ["x = “a”\n", 1],
  ["x = 1\0\n", 1],
  ["import\n", 1],
  ["from x\n", 1],
  ["@flow\nx = 1\n", 2],
  ["def f(a=1, b): pass\n", 1],
  ["def f(a, a): pass\n", 1],
  ["class A:\n    def f(self, *self): pass\n", 2],
  ["x = 1 \\ y\n", 1],
  ["x = ${a}\n", 1],
  ["%matplotlib inline\n", 1],
  ["# coding: no-such-encoding\n", 1],
])("every Python refuses %j", async (text, line) => {
  for (const found of await parseAll([text, `\uFEFF${text.replaceAll("\n", "\r\n")}`])) {
    const { error } = found ?? {};
    expect(error).toMatchObject({ onlyBy: undefined });
    expect(error?.message).toMatch(/\S/);
    // Python 3.9 sees only in the next line that a bracket is open, and each sees the end of the file where it likes.
    if (!/^(?:def hello\(name|x = \[|x = """|.*\n *# nothing)/.test(text))
      expect(error?.where.line).toBe(line);
  }
});

test("what Python says goes with its place", async () => {
  const [bracket, twice, bytes] = await parseAll([
    "s = '😀'; x = 1)\n",
    "def f(a, b, a): pass\n",
    Buffer.from("x = 1\ny = '\u00e9'\n", "latin1"),
  ]);
  expect(bracket?.error).toMatchObject({
    message: "unmatched ')'",
    where: { line: 1, column: 16, endLine: 1, endColumn: 17 },
  });
  expect(twice?.error).toMatchObject({
    message: "duplicate argument 'a' in function definition",
    where: { line: 1, column: 13, endColumn: 14 },
  });
  expect(bytes?.error?.message).toContain("'utf-8' codec can't decode byte 0xe9");
});

test.each([
  ["3.10", "match (\n    x\n):\n    case 1: pass\n"],
  ["3.10", "x[a:=1]\n"],
  ["3.11", "try: pass\nexcept* E: pass\n"],
  ["3.11", "x[*a]\n"],
  ["3.12", "type X = int\n"],
  ["3.12", "def f[T](x: T): pass\n"],
  ["3.12", "class A[T]: pass\n"],
  ["3.12", "x = f'{a['b']}'\n"],
  ["3.12", "x = f\"{'\\n'.join(a)}\"\n"],
  ["3.12", "x = f'{\n  a\n}'\n"],
  ["3.13", "class A[\n    T = int\n]: pass\n"],
  ["3.14", "x = t'{a}'\n"],
  ["3.14", "try: pass\nexcept A, B: pass\n"],
  ["3.15", "lazy import json\n"],
  ["3.15", "x = [*a for a in b]\n"],
  ["4", "x = '\\N{NO SUCH NAME}'\n"],
  ["4", "\u0378 = 1\n"],
])("Python %s may take %j", async (since, text) => {
  for (const interpreter of INTERPRETERS) {
    const [found] = await parseAll([text], { interpreters: [interpreter] });
    if (found?.error) {
      expect(found.error.onlyBy).toMatch(/^3\.\d+\.\d+$/);
      expect(compareVersions(found.error.onlyBy ?? "", since)).toBe(-1);
    }
    // What the Python that deploys refuses is refused.
    const [own] = await parseAll([text], { interpreters: [{ ...interpreter, isClients: true }] });
    expect(own?.error).toEqual(found?.error && { ...found.error, onlyBy: undefined });
  }
});

test("what is too deep for Python is left out, and all else is read", { timeout: 60_000 }, async () => {
  const many = 100_000;
  const deep = [
    `x = ${"not ".repeat(many)}1`,
    `x = ${"a if b else ".repeat(many)}c`,
    `x = ${"lambda: ".repeat(many)}1`,
    `x = ${"-".repeat(many)}1`,
  ];
  const others = [
    "(".repeat(many),
    `x = ${"[".repeat(190)}${"]".repeat(190)}`,
    Array.from({ length: 90 }, (_, depth) => `${" ".repeat(depth)}if x:\n`).join("") +
      `${" ".repeat(90)}pass\n`,
    `def f(${"a,/,".repeat(10_000)}): pass`,
    "\\".repeat(many),
    "if x: pass\n" + "elif x: pass\n".repeat(900),
    "def f(x):\n    return x\n\n\n".repeat(20_000),
    "def last(): pass\n",
  ];
  const found = await parseAll([...deep, ...others]);
  expect(found.map((one) => one !== undefined)).toEqual([
    ...deep.map(() => false),
    ...others.map(() => true),
  ]);
  expect(found.at(-1)?.functions.has("last")).toBe(true);
  expect(found.at(-2)).toMatchObject({ error: undefined, openEnded: false });
});
