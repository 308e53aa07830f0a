import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PYTHON } from "../../support/python.ts";

const SOURCE = join(import.meta.dirname, "..", "..", "..", "src", "prefect");

let cwd = "";

beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), "probe-")));
});

afterEach(() => {
  rmSync(cwd, { recursive: true, force: true });
});

function write(file: string, content: string | Buffer): void {
  mkdirSync(dirname(join(cwd, file)), { recursive: true });
  writeFileSync(join(cwd, file), content);
}

function flowOf(entrypoint: unknown, env: NodeJS.ProcessEnv = {}): Record<string, unknown> | null {
  const program =
    "import json, sys; from prefect_probe import flow_of; print(json.dumps(flow_of(json.loads(sys.argv[1]))))";
  const output = execFileSync(PYTHON, ["-W", "ignore", "-c", program, JSON.stringify(entrypoint)], {
    cwd,
    env: { ...process.env, ...env, PYTHONPATH: SOURCE, PYTHONDONTWRITEBYTECODE: "1" },
    encoding: "utf8",
  });
  return JSON.parse(output) as Record<string, unknown> | null;
}

/** What is found of `run` in a file with this text. */
function found(text: string, name = "run") {
  write("f.py", text);
  return flowOf(`f.py:${name}`);
}

const plain = {
  status: "found",
  path: "f.py",
  function: "run",
  name: null,
  named: false,
};

describe("a flow", () => {
  test.each<[string, string, object]>([
    ["@flow", "@flow\ndef run():\n  pass\n", { line: 2 }],
    ["@flow()", "@flow()\ndef run():\n  pass\n", {}],
    ["@prefect.flow", "@prefect.flow\ndef run():\n  pass\n", {}],
    ["async", "\n\n@flow\nasync def run():\n  pass\n", { line: 4 }],
    ["with a name", "@flow(name='Pretty Name')\ndef run():\n  pass\n", { name: "Pretty Name", named: true }],
    [
      "with a name by prefect.flow",
      "@prefect.flow(name='x')\ndef run():\n  pass\n",
      { name: "x", named: true },
    ],
    ["with a name in two parts", "@flow(name='a' 'b')\ndef run():\n  pass\n", { name: "ab", named: true }],
    ["with an empty name", "@flow(name='')\ndef run():\n  pass\n", { name: "", named: true }],
    [
      "with a name that only running tells",
      "@flow(name=NAME)\ndef run():\n  pass\n",
      { name: null, named: true },
    ],
    ["with a name of an f-string", "@flow(name=f'{x}')\ndef run():\n  pass\n", { name: null, named: true }],
    ["with options from elsewhere", "@flow(**OPTIONS)\ndef run():\n  pass\n", { name: null, named: true }],
    ["below other decorators", "@retry\n@flow\n@timed(3)\ndef run():\n  pass\n", {}],
    ["in a condition", "if True:\n  @flow\n  def run():\n    pass\n", {}],
    [
      "in a try",
      "try:\n  import x\nexcept ImportError:\n  pass\nelse:\n  @flow\n  def run():\n    pass\n",
      {},
    ],
    [
      "that is defined twice: the last one",
      "@flow(name='a')\ndef run():\n  pass\n@flow(name='b')\ndef run():\n  pass\n",
      { name: "b", named: true, line: 5 },
    ],
    // What is not at the top of the file is not what the entrypoint names.
    [
      "beside a method of the same name",
      "@flow\ndef run():\n  pass\nclass Job:\n  def run(self):\n    pass\n",
      { line: 2 },
    ],
    ["with a function of the same name inside", "@flow\ndef run():\n  def run():\n    pass\n", { line: 2 }],
    ["in a file with a byte order mark", "\ufeff@flow\ndef run():\n  pass\n", {}],
    ["in a file of Windows", "@flow\r\ndef run():\r\n  pass\r\n", { line: 2 }],
  ])("%s", (_what, text, expected) => {
    expect(found(text)).toMatchObject({ ...plain, ...expected });
  });

  test("as a method of a class, also of one in another", () => {
    const text =
      "class A:\n  @flow(name='m')\n  def run(self, day):\n    pass\n  class B:\n    @staticmethod\n    @flow\n    def run():\n      pass\n";
    expect(found(text, "A.run")).toMatchObject({ status: "found", name: "m" });
    expect(found(text, "A.B.run")).toMatchObject({ status: "found", function: "A.B.run", line: 8 });
    expect(found(text, "A.other")).toMatchObject({ status: "unknown" }); // It may be inherited.
    expect(found(text, "run")).toMatchObject({ status: "no-function" });
  });

  test("in a file of another encoding", () => {
    write(
      "f.py",
      Buffer.from("# -*- coding: latin-1 -*-\n@flow(name='gr\u00fcn')\ndef run():\n  pass\n", "latin1"),
    );
    expect(flowOf("f.py:run")).toMatchObject({ ...plain, name: "grün", named: true });
  });

  test("in a huge file", () => {
    const text = `${Array.from({ length: 20_000 }, (_, at) => `def f${at}():\n  return [${at}]\n`).join("")}@flow\ndef run():\n  pass\n`;
    expect(found(text)).toMatchObject({ ...plain, line: 40_002 });
  });
});

describe("what is certain is said", () => {
  test.each<[string, string, object]>([
    [
      "a plain function is not a flow",
      "def run():\n  pass\n",
      { status: "no-flow", path: "f.py", function: "run" },
    ],
    ["a function that is not there", "def other():\n  pass\n", { status: "no-function" }],
    [
      "a function that is only inside another",
      "def make():\n  @flow\n  def run():\n    pass\n",
      { status: "no-function" },
    ],
    ["an empty file", "", { status: "no-function" }],
    [
      "a syntax error, with its line",
      "import x\n\ndef run(:\n",
      { status: "syntax-error", path: "f.py", line: 3 },
    ],
    ["a tab too many", "def run():\n  a\n\tb\n", { status: "syntax-error", line: 3 }],
    ["zeros in a file", "a\0b", { status: "syntax-error" }],
  ])("%s", (_what, text, expected) => {
    expect(found(text)).toMatchObject(expected);
  });

  test("a text in an encoding that Python does not know", () => {
    write("f.py", Buffer.from("x = 'gr\u00fcn'\n", "latin1"));
    expect(flowOf("f.py:run")).toMatchObject({ status: "syntax-error" });
  });

  test("a file that is missing, or is a folder", () => {
    mkdirSync(join(cwd, "folder.py"));
    expect(flowOf("flows/nope.py:run")).toEqual({ status: "no-file", path: "flows/nope.py" });
    expect(flowOf("folder.py:run")).toMatchObject({ status: "no-file" });
  });
});

describe("what only running the file tells is unknown", () => {
  test.each([
    ["an assignment", "run = make()\n"],
    ["an assignment of several", "a, run = make()\n"],
    ["an import", "from elsewhere import run\n"],
    ["an import by another name", "import elsewhere as run\n"],
    ["an import of everything", "from elsewhere import *\n"],
    ["a class", "class run:\n  pass\n"],
    ["another decorator", "@my_flow\ndef run():\n  pass\n"],
    ["a function that becomes a flow later", "def run():\n  pass\nrun = flow(run)\n"],
    ["a function that a loop binds", "for run in flows:\n  pass\n"],
    ["a context", "with make() as run:\n  pass\n"],
    ["a name that is set in a function", "def set():\n  global run\n  run = flow(x)\n"],
    ["a module with __getattr__", "def __getattr__(name):\n  return make(name)\n"],
    ["a nesting that Python cannot parse", `x = ${"(".repeat(5_000)}1${")".repeat(5_000)}\n`],
  ])("%s", (_what, text) => {
    const { status } = found(text) ?? {};
    // Python itself calls it a syntax error where it has a limit.
    if (text.includes("((((")) expect(["unknown", "syntax-error"]).toContain(status);
    else expect(status).toBe("unknown");
  });

  test("an installed package", () => {
    expect(flowOf("some_package.flows.run")).toMatchObject({ status: "unknown" });
    expect(flowOf("some_package.flows:run")).toMatchObject({ status: "unknown" });
    expect(flowOf("run")).toMatchObject({ status: "unknown" });
  });

  test.each([[null], [""], [5], [["f.py:run"]], [{}]])("%j as an entrypoint is none", (entrypoint) => {
    expect(flowOf(entrypoint)).toBeNull();
  });
});

test.skipIf(process.platform === "win32")("a pipe that came to the place of a file is not waited for", () => {
  execFileSync("mkfifo", [join(cwd, "prefect.yaml")]);
  const code = `import prefect_probe as probe
try:
    open(${JSON.stringify(join(cwd, "prefect.yaml"))}, opener=probe.regular)
except OSError as error:
    print(error)
print(open(probe.__file__, opener=probe.regular).read(3))`;
  const options = { cwd: SOURCE, encoding: "utf8", timeout: 10_000 } as const;
  expect(execFileSync(PYTHON, ["-B", "-c", code], options)).toBe('no regular file\n"""\n');
});

describe("an entrypoint", () => {
  const FLOW = "@flow\ndef run():\n  pass\n";

  test.each([
    ["flows/f.py:run", "flows/f.py"],
    ["./flows/f.py:run", "./flows/f.py"],
    ["flows/../flows/f.py:run", "flows/../flows/f.py"],
    ["flows.f.run", "flows/f.py"],
    ["flows.f:run", "flows/f.py"],
    ["{{ $FOLDER }}/f.py:{{ FUNCTION }}", "flows/f.py"],
    ["flows/with space.py:run", "flows/with space.py"],
    ["flows/d.o.t.py:run", "flows/d.o.t.py"],
  ])("%s leads to %s", (entrypoint, path) => {
    for (const file of ["f.py", "with space.py", "d.o.t.py"]) write(`flows/${file}`, FLOW);
    const answer = flowOf(entrypoint, { FOLDER: "flows", FUNCTION: "run" });
    expect(answer).toMatchObject({ status: "found" });
    expect(String(answer?.["path"]).replaceAll("\\", "/")).toBe(path);
  });

  test("of a package leads to its __init__.py", () => {
    write("pkg/__init__.py", FLOW);
    expect(flowOf("pkg.run")).toMatchObject({ status: "found" });
  });

  test("with the drive of Windows is split at its last colon", () => {
    expect(flowOf("C:\\flows\\f.py:run")).toEqual({ status: "no-file", path: "C:\\flows\\f.py" });
  });

  test("is never run: nothing that its file does has happened", () => {
    write("f.py", `open("made", "w").close()\nimport sibling\n${FLOW}`);
    write("sibling.py", `open("made-too", "w").close()\n`);
    expect(flowOf("f.py:run")).toMatchObject({ status: "found" });
    expect(flowOf("f.run")).toMatchObject({ status: "found" });
    expect(existsSync(join(cwd, "made")) || existsSync(join(cwd, "made-too"))).toBe(false);
  });
});
