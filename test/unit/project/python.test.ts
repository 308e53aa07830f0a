import { expect, test } from "vitest";
import { parsePython, stringValue, type PythonFunction } from "../../../src/project/python.js";

function parse(text: string) {
  return parsePython(text, "flow.py");
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
  ["async def f[T: int](x: T) -> T:\n    return x", "x: T"],
  [
    "def f(x=lambda a, b: a, y=(1, 2), z={'a': [1, 2]}): pass",
    "x = lambda a, b: a, y = (1, 2), z = {'a': [1, 2]}",
  ],
  ["def f(x=1., y=.5, z=1.e3): pass", "x = 1., y = .5, z = 1.e3"],
  ["def \\\n  f \\\n  (x): pass", "x"],
])("the parameters of %j", (text, expected) => {
  for (const source of [text, text.replaceAll("\n", "\r\n"), `\uFEFF${text}`]) {
    const found = parse(source).functions.get("f");
    expect(found && signature(found).replaceAll("\r", "")).toBe(expected);
  }
});

test.each([
  ["from prefect import flow\n@flow\ndef f(): pass", "flow"],
  ["from prefect import flow as g, task\n@g\ndef f(): pass", "g"],
  ["from prefect import (\n    task,\n    flow as g,\n)\n@g()\ndef f(): pass", "g"],
  ["import prefect\n@prefect.flow(name='x')\ndef f(): pass", "prefect.flow"],
  ["import prefect as p\n@p.flow\ndef f(): pass", "p.flow"],
  ["import prefect.flows\n@prefect.flows.flow\ndef f(): pass", "prefect.flows.flow"],
  ["from prefect import flows\n@flows.flow\ndef f(): pass", "flows.flow"],
  ["import prefect\nflow = prefect.flow\n@flow\ndef f(): pass", "flow"],
  ["try:\n    from prefect import flow\nexcept ImportError:\n    flow = None\n@flow\ndef f(): pass", "flow"],
  ["if True:\n    from prefect import flow\n    @flow\n    async def f(): pass", "flow"],
])("a flow: %j", (text, name) => {
  const [decorator] = parse(text).functions.get("f")?.decorators ?? [];
  expect(decorator).toMatchObject({ name, isFlow: true });
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
])("no flow that is certain: %j", (text) => {
  expect(
    parse(text)
      .functions.get("f")
      ?.decorators.map(({ isFlow }) => isFlow),
  ).toEqual([false]);
});

test("arguments of a decorator, with the values of literal strings", () => {
  const text =
    "from prefect import flow\n@other\n@flow(\n    name='a' \"b\",\n    flow_run_name=(\n        'x-'\n        '{y}'\n    ),\n" +
    "    description=f'{x}',\n    retries=3,\n    **options,\n)\ndef f(): pass\n";
  const decorators = parse(text).functions.get("f")?.decorators ?? [];
  expect(decorators.map(({ name }) => name)).toEqual(["other", "flow"]);
  expect(decorators[0]?.arguments).toBeUndefined();
  const found = [...(decorators[1]?.arguments ?? [])].map(([name, argument]) => [
    name,
    argument.text,
    argument.string,
  ]);
  expect(found).toEqual([
    ["name", "'a' \"b\"", "ab"],
    ["flow_run_name", "(\n        'x-'\n        '{y}'\n    )", "x-{y}"],
    ["description", "f'{x}'", undefined],
    ["retries", "3", undefined],
    ["**", "options", undefined],
  ]);
  expect(decorators[1]?.arguments?.get("name")?.where).toMatchObject({
    line: 4,
    column: 10,
    endLine: 4,
    endColumn: 17,
  });
});

test("places count from 1 in UTF-16 code units, whatever the line ends and marks", () => {
  const text =
    "\uFEFF# 😀\r\n\tx = 1\r\n".replace("\t", "") +
    "s = '😀'; \\\r\n\r\ndef hello(): pass\rdef second(): pass\n";
  const { functions } = parse(text);
  expect(functions.get("hello")?.where).toMatchObject({ file: "flow.py", line: 5, column: 5, endColumn: 10 });
  expect(functions.get("second")?.where).toMatchObject({ line: 6, column: 5 });
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
  ["match x:\n    case {'a': b, **c} | [*d]:\n        e = 1\n", [], ["b", "c", "d", "e"]],
  ["def a():\n    global g\n    g = 1\n", ["a"], ["g"]],
  ["type X = int\nclass C: pass\n", [], ["X", "C"]],
  ["def a(): return f'{x!r:>{w}} {f\"{y['z']}\"}'\ndef b(): pass\n", ["a", "b"], []],
  ["if True:\n\tdef a():\n\t\tpass\n\tdef b(): pass\n", ["a", "b"], []],
  ["def a():\n  '''\ndef no(): pass\n  '''\n\f\ndef b(): pass\n", ["a", "b"], []],
  ["def a():\n    x = [\n1,\n]\n# not the end\n    return x\ndef b(): pass", ["a", "b"], []],
])("the top level of %j", (text, functions, names) => {
  const found = parse(text);
  expect(found.error).toBeUndefined();
  expect([...found.functions.keys()]).toEqual(functions);
  expect([...found.names].sort()).toEqual(names.sort());
});

test("methods of classes, and what else a class may have", () => {
  const { methods, classes } = parse(
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
  ["with a as b.c: pass\n", true],
  ["def a():\n    with x as y.z: pass\n", false],
  ["regex.exec('x')\n", false],
])("whether %j may bind more", (text, openEnded) => {
  expect(parse(text)).toMatchObject({ error: undefined, openEnded });
});

test.each([
  ["def hello(name:\n    return 1\n", "1:10 opens a `(` that is never closed"],
  ["x = [1, 2\ny = 3\n", "1:5 opens a `[` that is never closed"],
  ["x = (1]\n", "1:7 closes `(` with `]`"],
  ["x = 1)\n", "1:6 has a `)` too many"],
  ["def hello()\n    return 1\n", "1:11 lacks a `:`"],
  ["def hello:\n    return 1\n", "1:10 lacks the parameters of a function: `()`"],
  ["def hello():\nreturn 1\n", "1:1 needs an indented block below"],
  ["def hello():\n    # nothing\n", "1:1 needs an indented block below"],
  ["x = 1\n    y = 2\n", "2:1 is indented without need"],
  ["if x:\n    y = 1\n  z = 2\n", "3:1 is indented like no line above it"],
  ["if x:\n        y = 1\n\tz = 2\n", "3:1 mixes tabs and spaces in its indentation"],
  ["x = 'abc\n", "1:5 has a string that is never closed"],
  ['x = """abc\n', "1:5 has a string that is never closed"],
  ["x = f'{a'\n", "1:5 has a `{` in a string that is never closed"],
  ["print 'x'\n", "1:7 is Python 2: `print` needs brackets"],
  ["x = = 1\n", "1:5 has nothing between `=` and `=`"],
  ["x = 1 +\n", "1:7 has nothing behind `+`"],
  ["x = a b\n", "1:7 has something behind `a` that does not belong there"],
  ["x = 1\n<<<<<<< HEAD\n", "2:1 is the mark of a merge conflict"],
  ["x = 0777\n", "1:5 has a number that begins with 0; Python writes octal ones as `0o7`"],
  ["x\u00a0= 1\n", "1:2 holds the invisible character U+00A0, which is no Python"],
  ["x = “a”\n", "1:5 holds `“`, which is no Python"],
  ["x = 1\0\n", "1:6 has a null byte here"],
  ["import\n", "1:1 has nothing behind `import`"],
  ["from x\n", "1:6 lacks an `import`"],
  ["@flow\nx = 1\n", "1:1 has no function below it"],
  ["def f(a=1, b): pass\n", "1:12 has `b` without a default behind parameters with one"],
  ["def f(a, a): pass\n", "1:10 has the parameter `a` twice"],
  ["x = 1 \\ y\n", "1:7 has something behind a `\\` that should end the line"],
  ["x = ${a}\n", "1:5 holds `$`, which is no Python"],
  ["%matplotlib inline\n", "1:1 cannot begin with `%`"],
])("what Python refuses in %j", (text, expected) => {
  for (const source of [text, `\uFEFF${text.replaceAll("\n", "\r\n")}`]) {
    const { error } = parse(source);
    expect(`${error?.where.line}:${error?.where.column} ${error?.message}`).toBe(expected);
  }
});

test.each([
  ["'a\\n\\x41\\u00e9\\101\\\\\\''", "a\nA\u00e9A\\'"],
  ["r'a\\n'", "a\\n"],
  ['"""a\r\nb"""', "a\nb"],
  ["'a\\\nb'", "ab"],
  ["u'x'", "x"],
  ["b'x'", undefined],
  ["f'x'", undefined],
  ["'\\N{BULLET}'", undefined],
  ["'\\q'", "\\q"],
])("the value of %j", (literal, value) => {
  expect(stringValue(literal)).toBe(value);
});

test("it neither overflows nor hangs on deep and long files", () => {
  const many = 100_000;
  for (const text of [
    "(".repeat(many),
    `x = ${"[".repeat(199)}${"]".repeat(199)}`,
    `x = ${"not ".repeat(many)}1`,
    `x = a${".b".repeat(many)}`,
    `x = ${"a if b else ".repeat(many)}c`,
    `x = ${"lambda: ".repeat(many)}1`,
    Array.from({ length: 90 }, (_, depth) => `${" ".repeat(depth)}if x:\n`).join("") +
      `${" ".repeat(90)}pass\n`,
    `def f(${"a,/,".repeat(10_000)}): pass`,
    "\\".repeat(many),
    `x = ${"f'{".repeat(many)}`,
  ]) {
    const before = performance.now();
    parse(text);
    expect(performance.now() - before).toBeLessThan(20_000); // a hang, and no measure
  }
  const big = "def f(x):\n    return x\n\n\n".repeat(200_000);
  expect(parse(big)).toMatchObject({ error: undefined, openEnded: true });
});
