import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Findings } from "../../../src/base/findings.js";
import { findFiles } from "../../../src/project/files.js";
import { tempDir, type TempDir } from "../../support/temp.ts";

let temp: TempDir;
beforeEach(async () => {
  temp = await tempDir();
});
afterEach(() => temp.remove());

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(temp.path, name)), { recursive: true });
    writeFileSync(join(temp.path, name), text);
  }
}

function find(...patterns: string[]): { found: string[]; notes: readonly string[] } {
  const findings = new Findings();
  const show = (path: string): string => relative(temp.path, path);
  const found = findFiles(patterns, { directory: temp.path, root: temp.path, show }, findings);
  return { found: found.map(show), notes: findings.notes };
}

test("a glob passes over what git ignores, virtual environments, and what never is a project's own", () => {
  write({
    ...Object.fromEntries(
      [
        "a",
        "a/b",
        "build/a",
        "out/x",
        "kept/out",
        "node_modules/m",
        ".venv/x",
        "env/lib",
        "a/site-packages/p",
      ].map((folder) => [`${folder}/prefect.yaml`, ""]),
    ),
    ".gitignore": "/build/\nout/\n",
    "kept/.gitignore": "!out/\n",
    "env/pyvenv.cfg": "home = /usr/bin\n",
  });
  const { found, notes } = find("**/prefect.yaml");
  expect(found).toEqual(["a/b/prefect.yaml", "a/prefect.yaml", "kept/out/prefect.yaml"]);
  expect(notes).toEqual([
    "`prefect-file` **/prefect.yaml leaves out build/a/prefect.yaml, env/lib/prefect.yaml, out/x/prefect.yaml, which git ignores, a virtual environment holds, or is a link to another of them; a path without a glob names such a file.",
  ]);
  // Whoever names it means it: a step before may have made it.
  for (const pattern of ["build/a/prefect.yaml", "build/*/prefect.yaml", "build/**/prefect.yaml"])
    expect(find(pattern)).toEqual({ found: ["build/a/prefect.yaml"], notes: [] });
});

test("it passes over the very folders that git itself ignores", () => {
  const folders = [
    "a",
    "a/b",
    "a/b/c",
    "b",
    "b/a",
    "x.d",
    "deep/x.d/y",
    "tmp",
    "a/tmp",
    "docs/gen",
    "docs/gen/keep",
  ];
  write({
    ...Object.fromEntries(folders.map((folder) => [`${folder}/prefect.yaml`, ""])),
    ".gitignore": "# a comment\n*.d\n/tmp\na/**/c/\n!b\ndocs/*\n!docs/gen\n\\#x\n",
    "docs/.gitignore": "gen/keep/\n",
    "a/.gitignore": "b/*\n!b/c/\n",
  });
  execFileSync("git", ["init", "-q"], { cwd: temp.path });
  const ignored = spawnSync("git", ["check-ignore", ...folders], { cwd: temp.path, encoding: "utf8" });
  const passed = new Set(ignored.stdout.trim().split("\n"));
  expect(passed.size).toBe(4);
  const wanted = folders.filter((folder) => !passed.has(folder)).map((folder) => `${folder}/prefect.yaml`);
  expect(find("**/prefect.yaml").found.sort()).toEqual(wanted.sort());
});

test("case counts, as it does for git on Linux, and a line that would take a matcher without end does not", () => {
  const long = "a".repeat(150);
  write({
    ".gitignore": "Models/\n*a*a*a*a*a*b\n/out*/\n",
    ...{ "models/prefect.yaml": "", [`${long}/prefect.yaml`]: "", "out1/prefect.yaml": "" },
  });
  const begun = performance.now();
  expect(find("**/prefect.yaml").found).toEqual([`${long}/prefect.yaml`, "models/prefect.yaml"]);
  expect(performance.now() - begun).toBeLessThan(5_000);
});

test("a link to a file that is found by its own path is passed over", () => {
  write({ "a/prefect.yaml": "", "shared/other.yaml": "" });
  mkdirSync(join(temp.path, "b"));
  symlinkSync("../a/prefect.yaml", join(temp.path, "b/prefect.yaml"));
  mkdirSync(join(temp.path, "c"));
  symlinkSync("../shared/other.yaml", join(temp.path, "c/prefect.yaml"));
  expect(find("**/prefect.yaml").found).toEqual(["a/prefect.yaml", "c/prefect.yaml"]);
});
