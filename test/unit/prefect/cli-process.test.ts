import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { runCli } from "../../../src/prefect/cli-process.js";
import { isAlive } from "../../support/alive.ts";
import { PYTHON } from "../../support/python.ts";

/** A package `prefect` of the tests' own: what is shared is Python's, and the real one is run by commit.test.ts. */
const APP = `
import os, sys
def app():
    print("pid", os.getpid(), "import", IMPORTED_BY, "argv", *sys.argv[1:])
    print("first", sys.path[0])
    sys.stdout.flush()
    print("an error", file=sys.stderr)
    if "fail" in sys.argv: sys.exit(3)
    if "raise" in sys.argv: raise ValueError("no")
    if "kill" in sys.argv: os.kill(os.getpid(), 9)
    if "wait" in sys.argv:
        import time
        time.sleep(60)
IMPORTED_BY = os.getpid()
`;

let cwd = "";

beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), "together-")));
  const files = {
    "prefect/__init__.py": "",
    "prefect/__main__.py": "from prefect.cli import app\napp()\n",
    "prefect/cli/__init__.py": APP,
    "prefect/cli/deploy.py": "",
    "prefect/deployments/__init__.py": "",
    "prefect/deployments/runner.py": "",
    "prefect/main.py": "",
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
});

afterEach(() => {
  rmSync(cwd, { recursive: true, force: true });
});

function write(file: string, text: string): void {
  mkdirSync(dirname(join(cwd, file)), { recursive: true });
  writeFileSync(join(cwd, file), text);
}

async function together(
  args: string[][],
  signal?: AbortSignal,
  begun?: (lines: readonly string[][]) => Promise<void>,
) {
  const lines: string[][] = args.map(() => []);
  const client = { command: [PYTHON, "-m", "prefect"], python: [PYTHON], modulePath: cwd };
  const parts = args.map((own, index) => ({
    ...{ args: own, directory: cwd, files: [] },
    onLine: (line: string) => lines[index]?.push(line),
  }));
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1", PYTHONPATH: "" };
  const running = Promise.all(
    runCli(client, parts, { cwd, home: cwd, processes: 4, stop: false, env, ...(signal ? { signal } : {}) }),
  );
  await begun?.(lines);
  const results = await running;
  return { results, lines, pids: said(lines, /^pid (\d+)/m), importers: said(lines, /import (\d+)/) };
}

const said = (lines: readonly string[][], pattern: RegExp) =>
  lines.map((own) => pattern.exec(own.join("\n"))?.[1]);

describe.skipIf(process.platform !== "linux")("processes that share an import", () => {
  test("have each their own arguments, output, errors and exit code", async () => {
    const { results, lines, pids, importers } = await together([["a", "b c"], ["fail"], ["raise"], ["kill"]]);
    expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 3, 1, undefined]);
    expect(lines[0]).toEqual([expect.stringMatching(/argv a b c$/), `first ${cwd}`, "an error"]);
    expect(lines[1]?.[0]).toMatch(/argv fail$/);
    expect(lines[2]?.at(-1)).toBe("ValueError: no");
    // Whether it was the sharing that killed it, only another try tells.
    expect(results.map(({ again }) => again)).toEqual([
      undefined,
      undefined,
      undefined,
      "It was killed in a process that it shared with others",
    ]);
    for (const [index, { output }] of results.slice(0, 3).entries()) {
      expect(output).toBe((lines[index] ?? []).map((line) => `${line}\n`).join(""));
    }
    expect(new Set(pids).size).toBe(4);
    expect(new Set(importers).size).toBe(1);
    expect(pids).not.toContain(importers[0]);
  });

  test("show, as the first, what the import says", async () => {
    write("prefect/main.py", "import sys\nprint('a warning', file=sys.stderr)\n");
    const { results, lines } = await together([["a"], ["b"]]);
    expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(lines[0]).toContain("a warning");
    expect(lines[1]).not.toContain("a warning");
  });

  test.each([
    ["fails, for some of it is missing", "prefect/main.py", "import nothing_of_this_name\n"],
    ["ends the process", "prefect/main.py", "import sys\nsys.exit(4)\n"],
    [
      "leaves a thread behind",
      "prefect/main.py",
      "import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n",
    ],
  ])("import for themselves where the shared import %s", async (_what, file, text) => {
    write(file, text);
    const { results, lines, pids, importers } = await together([["a"], ["fail"]]);
    expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 3]);
    expect(importers).toEqual(pids);
    expect(lines.map((own) => own.at(-1))).toEqual(["an error", "an error"]);
  });

  test("have no exit code where the line that says it was cut off", async () => {
    const cutOff = [
      "import os, sys",
      "frame = sys._getframe()",
      'while "asked" not in frame.f_locals: frame = frame.f_back',
      'print(frame.f_locals["asked"]["marker"] + "1", flush=True)',
      "os._exit(0)",
    ];
    write("prefect/main.py", cutOff.join("\n"));
    const { results } = await together([["a"], ["b"]]);
    expect(results.map(({ exitCode }) => exitCode)).toEqual([undefined, undefined]);
  });

  test("say each why, where none can import it", async () => {
    rmSync(join(cwd, "prefect"), { recursive: true });
    const { results } = await together([["a"], ["b"]]);
    expect(results.map(({ exitCode }) => exitCode)).toEqual([1, 1]);
    for (const { output } of results) expect(output).toMatch(/No module named '?prefect/);
  });

  test("end with the signal, but for one that has ended", async () => {
    const stop = new AbortController();
    const { results, pids } = await together([["wait"], ["a"], ["wait"]], stop.signal, async (lines) => {
      await vi.waitFor(
        () => {
          expect(lines.map((own) => own.at(-1))).toEqual(["an error", "an error", "an error"]);
          const [ended] = said([lines[1] ?? []], /^pid (\d+)/m);
          expect(isAlive(Number(ended))).toBe(false);
          // And the process that they share has said so, and waits for the others.
          const [shared] = said([lines[1] ?? []], /import (\d+)/);
          expect(readFileSync(`/proc/${shared ?? ""}/stat`, "latin1")).toMatch(/\) S /);
        },
        { timeout: 10_000 },
      );
      stop.abort();
    });
    expect(results.map(({ aborted }) => aborted)).toEqual([true, false, true]);
    expect(results[1]?.exitCode).toBe(0);
    await vi.waitFor(
      () => {
        expect(pids.map((pid) => isAlive(Number(pid)))).toEqual([false, false, false]);
      },
      { timeout: 10_000 },
    );
  });

  test("have their exit codes also where the import printed something without a line end", async () => {
    write("prefect/main.py", "import sys\nsys.stdout.write('half a line')\n");
    const { results, lines } = await together([["a"], ["fail"]]);
    expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 3]);
    expect(lines[0]).toContain("half a line");
    expect(lines.flat().join()).not.toContain("part-");
  });

  test("are each tried once more where the process that they share ends, and say why where that helps nothing", async () => {
    write(
      "prefect/main.py",
      "import os, sys\nprint('no memory', file=sys.stderr)\nsys.stderr.flush()\nos._exit(7)\n",
    );
    write("prefect/cli/__init__.py", `${APP}\nif "b" in sys.argv: import prefect.main`);
    const { results } = await together([["a"], ["b"]]);
    expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 7]);
    for (const { again } of results)
      expect(again).toBe("The process that it shared with others ended before it");
    expect(results[1]?.output).toContain("no memory");
  });

  test("are rejected where Python is not there", async () => {
    const client = { command: ["prefect"], python: ["no-such-python"], modulePath: cwd };
    const part = { args: [], directory: cwd, files: [], onLine: () => undefined };
    const all = runCli(client, [part, part], { cwd, home: cwd, processes: 2, stop: false, env: {} });
    const settled = await Promise.allSettled(all);
    expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });
});

describe("a single process", () => {
  test("has its own arguments, output, errors and exit code, also where the command is no entry point", async () => {
    for (const [args, exitCode] of [
      [["a", "b c"], 0],
      [["fail"], 3],
      [["raise"], 1],
    ] as const) {
      const { results, lines } = await together([[...args]]);
      expect(results.map((one) => one.exitCode)).toEqual([exitCode]);
      expect(results[0]?.failedImports).toEqual([]);
      expect(lines[0]?.slice(0, 3)).toEqual([
        expect.stringMatching(new RegExp(`argv ${args.join(" ")}$`)),
        `first ${cwd}`,
        "an error",
      ]);
    }
    write("wrapper.py", "import sys\nprint('wrapped', *sys.argv[1:])\nsys.exit(5)\n");
    const client = { command: [PYTHON, join(cwd, "wrapper.py")], python: [PYTHON] };
    const lines: string[] = [];
    const part = { args: ["a"], directory: cwd, files: [], onLine: (line: string) => lines.push(line) };
    const [result] = await Promise.all(
      runCli(client, [part], { cwd, home: cwd, processes: 1, stop: false, env: process.env }),
    );
    expect(result).toMatchObject({ exitCode: 5, output: "wrapped a\n", failedImports: [] });
    expect(lines).toEqual(["wrapped a"]);
  });
});
