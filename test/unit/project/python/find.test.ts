import { chmodSync, realpathSync, symlinkSync } from "node:fs";
import { delimiter } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findPythons, interpreterAt } from "../../../../src/project/python/find.js";
import { makeProject, type Project } from "../../../support/project.ts";

const PROGRAM = "\u007fELF";

let outside: Project;
let checkout: Project;
beforeEach(async () => {
  outside = await makeProject({
    "a/python3": PROGRAM,
    "b/python3": PROGRAM,
    "b/python": PROGRAM,
    "tools/x64/bin/python3.12": PROGRAM,
    "tools/x64/lib/libpython.so": "",
  });
  checkout = await makeProject({ "bin/python3": PROGRAM, ".venv/bin/python": PROGRAM });
});
afterEach(async () => {
  await outside[Symbol.asyncDispose]();
  await checkout[Symbol.asyncDispose]();
});

/** Relative to the folder outside. */
function found(path: readonly string[], env: NodeJS.ProcessEnv = {}): string[] {
  const all = findPythons({ PATH: path.join(delimiter), ...env }, [checkout.path]);
  return all.map((one) => one.path.replace(`${realpathSync(outside.path)}/`, ""));
}

describe.skipIf(process.platform === "win32")("a Python is looked for", () => {
  test("in the folders of PATH, python3 first", () => {
    expect(found([outside.file("a"), outside.file("b")])).toEqual(["a/python3", "b/python3", "b/python"]);
    expect(found([])).toEqual([]);
  });

  test("where actions/setup-python has put it, by its real path and once", () => {
    symlinkSync("python3.12", outside.file("tools/x64/bin/python3"));
    symlinkSync("python3", outside.file("tools/x64/bin/python"));
    const env = { pythonLocation: outside.file("tools/x64") };
    expect(found([outside.file("a")], env)).toEqual(["tools/x64/bin/python3.12", "a/python3"]);
  });

  test("in no folder that depends on where a program is started", () => {
    expect(found(["", ".", "bin", "./bin", ".venv/bin"])).toEqual([]);
    expect(found([], { pythonLocation: "." })).toEqual([]);
  });

  test("not in the checkout, wherever links lead", () => {
    symlinkSync(checkout.file("bin"), outside.file("link"));
    symlinkSync(checkout.file("bin/python3"), outside.file("tools/python3"));
    symlinkSync(outside.file("a/python3"), checkout.file(".venv/bin/python3"));
    symlinkSync(outside.path, checkout.file("out"));
    const paths = [checkout.path, checkout.file("bin"), checkout.file(".venv/bin"), checkout.file("out/a")];
    expect(found([...paths, outside.file("link"), outside.file("tools")])).toEqual([]);
    expect(found([], { pythonLocation: checkout.file(".venv") })).toEqual([]);
    symlinkSync(checkout.path, outside.file("alias"));
    expect(found([outside.file("alias/bin")])).toEqual([]);
  });

  test("but not a script, a program with many names, an empty file, or a folder", async () => {
    await outside.write({
      "shims/python3": "#!/bin/sh\n",
      "empty/python3": "",
      "many/mise": PROGRAM,
      "folder/python3/x": "",
    });
    symlinkSync("mise", outside.file("many/python3"));
    symlinkSync("nowhere", outside.file("many/python"));
    expect(found(["shims", "empty", "many", "folder"].map(outside.file))).toEqual([]);
    chmodSync(outside.file("a/python3"), 0o755);
    expect(found([outside.file("shims"), outside.file("a")])).toEqual(["a/python3"]);
  });

  test("with a folder of libraries only where that is its own", () => {
    const python = outside.file("tools/x64/bin/python3.12");
    const own = realpathSync(outside.file("tools/x64/lib"));
    const libraries = (value: string) => interpreterAt(python, { LD_LIBRARY_PATH: value }).libraries;
    expect(libraries(`${checkout.path}:${outside.file("tools/x64/lib")}`)).toBe(own);
    expect(libraries(checkout.path)).toBeUndefined();
    expect(libraries("")).toBeUndefined();
  });
});
