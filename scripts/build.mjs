// Builds the bundle: src/ → lib/ (TypeScript) → dist/ (ncc).
//
//   node scripts/build.mjs [--out DIR]
//
// The same sources give the same bytes, in any folder. scripts/check.mjs relies on it.

import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import ts from "typescript";

const root = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);
const ENTRY = "src/main.ts";
const EXPECTED = ["index.js", "licenses.txt", "package.json"];

const { values } = parseArgs({ options: { out: { type: "string", default: "dist" } } });
try {
  build(resolve(root, values.out));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** Builds into `out`. What is there stays as it is until the build has succeeded; then only the new files are there. */
function build(out) {
  if (!existsSync(join(root, ENTRY))) fail(`${ENTRY} is missing: it is the entry of the bundle.`);
  compile();

  mkdirSync(join(root, ".cache"), { recursive: true });
  const fresh = mkdtempSync(join(root, ".cache", "build-"));
  try {
    bundle(fresh);
    stripComments(join(fresh, "index.js"));
    halveIndent(join(fresh, "index.js"));
    copyPython(fresh);
    expectFiles(readdirSync(fresh, { recursive: true }).sort());
    rmSync(out, { recursive: true, force: true });
    cpSync(fresh, out, { recursive: true });
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Empties lib/ first: a file left from a deleted source could still be bundled. */
function compile() {
  rmSync(join(root, "lib"), { recursive: true, force: true });
  run("TypeScript", require.resolve("typescript/bin/tsc"), ["-p", "tsconfig.json"]);
}

/** The bundle starts them from its own folder. Not by ncc: what it makes of `new URL("./x.py", …)` is not a URL. */
function copyPython(folder) {
  for (const source of globSync("src/**/*.py", { cwd: root })) {
    cpSync(join(root, source), join(folder, basename(source)));
  }
}

/** `--no-cache`: ncc's cache is shared by all folders of a machine and may hold another build. */
function bundle(folder) {
  const ncc = require.resolve("@vercel/ncc/dist/ncc/cli.js");
  run("ncc", ncc, [
    "build",
    "lib/main.js",
    "-o",
    folder,
    "--license",
    "licenses.txt",
    "--no-cache",
    "--quiet",
  ]);
}

/**
 * Takes out the comments of packages, a twelfth of the bundle: ours are not in lib/ (`removeComments`), and ncc takes none
 * out but with all names. What tells where a module begins, and which it is, stays.
 */
function stripComments(file) {
  const text = readFileSync(file, "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const comments = new Map();
  const visit = (node) => {
    if (ts.isJSDoc(node)) return;
    const before = ts.getLeadingCommentRanges(text, node.pos) ?? [];
    const behind = ts.getTrailingCommentRanges(text, node.end) ?? [];
    for (const { pos, end } of [...before, ...behind]) comments.set(pos, end);
    node.getChildren(source).forEach(visit);
  };
  visit(source);
  let stripped = "";
  let done = 0;
  for (const [pos, end] of [...comments].sort(([one], [other]) => one - other)) {
    if (/^(?:\/\*{3,}\/|\/\/ CONCATENATED MODULE)/.test(text.slice(pos, end))) continue;
    const start = text.lastIndexOf("\n", pos) + 1;
    const isAlone = text.slice(start, pos).trim() === "" && text[end] === "\n";
    stripped += text.slice(done, isAlone ? start : pos);
    // A comment of several lines ends a statement as a line end does.
    if (!isAlone) stripped += text.slice(pos, end).includes("\n") ? "\n" : " ";
    done = isAlone ? end + 1 : end;
  }
  writeFileSync(file, stripped + text.slice(done));
}

/** Two spaces in place of the four of TypeScript and of most packages, a twelfth of the bundle; not within a text. */
function halveIndent(file) {
  const text = readFileSync(file, "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const fixed = new Set();
  const visit = (node) => {
    if (node.kind >= ts.SyntaxKind.FirstLiteralToken && node.kind <= ts.SyntaxKind.LastTemplateToken) {
      const start = node.getStart(source);
      for (let at = start; (at = text.indexOf("\n", at) + 1) > 0 && at < node.end;) fixed.add(at);
    }
    node.getChildren(source).forEach(visit);
  };
  visit(source);
  const halved = text.replaceAll(/^(?: {2})+/gm, (spaces, at) =>
    fixed.has(at) ? spaces : spaces.slice(spaces.length / 2),
  );
  writeFileSync(file, halved);
}

/** An extra chunk comes from a dynamic `import()`. It would be loaded from disk at run time, file by file. */
function expectFiles(files) {
  const missing = EXPECTED.filter((file) => !files.includes(file));
  if (missing.length > 0) fail(`The build did not write ${missing.join(", ")}.`);
  const extra = files.filter((file) => !EXPECTED.includes(file) && !/^[^/\\]+\.py$/.test(file));
  if (extra.length > 0) {
    fail(`The build wrote files that are not expected: ${extra.join(", ")}. Is there a dynamic import()?`);
  }
}

function run(name, script, args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    encoding: "utf8",
    // ncc prints a table of files in colour, also into a pipe.
    env: { ...process.env, NO_COLOR: "1" },
  });
  if (status !== 0) fail(`${name} failed (exit code ${status}).\n${stdout}${stderr}`);
}

function fail(message) {
  throw new Error(message);
}
