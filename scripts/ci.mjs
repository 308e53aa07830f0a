// Runs the tests and the static checks and counts what they did. .ci/run starts it.
//
// The last line is `N passed, N failed`. A test that did not run is a failure, unless ALLOWED_SKIPS names it, and so
// are: no test at all, a file that could not be loaded, and a command that fails without saying which test failed.
// A check that could not be made here counts as neither, and is named; scripts/check.mjs says where that may be.
// No packages are used, since none are installed yet, and nothing newer than Node 20.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Full names of tests that may be skipped here. What OAUTH2_PROXY_BIN names has to run. */
const ALLOWED_SKIPS = process.env.OAUTH2_PROXY_BIN
  ? []
  : ["examples/jwt-oauth2-proxy: skipped, since there is no oauth2-proxy here (OAUTH2_PROXY_BIN)"];

/** A mistake in the counting must not hide the last line. */
async function count(name, counter) {
  try {
    return await counter();
  } catch (error) {
    return { passed: 0, problems: [`${name}: ${error.message}`] };
  }
}

async function countTests() {
  const folder = mkdtempSync(join(tmpdir(), "ci-"));
  const file = join(folder, "vitest.json");
  try {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const { code } = await npm(["test", "--", ...reporters]);
    return testResults(readJson(file), code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * What Vitest's JSON report says. `report` is undefined if the run ended before there was one. Exported for its test.
 */
export function testResults(report, exitCode) {
  if (report === undefined)
    return { passed: 0, problems: [`npm test wrote no report (exit code ${exitCode})`] };

  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === "passed").length;
  const problems = tests
    .filter(
      (test) =>
        test.status !== "passed" && !(test.status !== "failed" && ALLOWED_SKIPS.includes(test.fullName)),
    )
    .map((test) => [`${test.fullName} (${test.status})`, ...shortened(test.failureMessages)].join("\n"));
  for (const file of report.testResults) {
    const explained = file.assertionResults.some((test) => test.status === "failed");
    if (file.status === "failed" && !explained) problems.push(`${file.name}: ${firstLine(file.message)}`);
  }
  if (passed === 0) problems.push("npm test ran no test to its end");
  if (exitCode !== 0 && problems.length === 0) problems.push(`npm test ended with exit code ${exitCode}`);
  return { passed, problems };
}

const ENOUGH = 15;

/** Why a test failed, so far as it helps somebody who sees only the end of the log. */
function shortened(messages) {
  const lines = stripVTControlCharacters((messages ?? []).join("\n")).split("\n");
  return lines
    .filter((line) => line.trim() !== "")
    .slice(0, ENOUGH)
    .map((line) => `    ${line}`);
}

function firstLine(message) {
  return (message || "the file could not be loaded").trim().split("\n")[0];
}

async function countChecks() {
  const { code, output } = await npm(["run", "check"]);
  return checkResults(output, code);
}

/** What the lines of scripts/check.mjs say. Exported for its test. */
export function checkResults(output, exitCode) {
  const lines = [...output.matchAll(/^(PASS|FAIL|SKIP) {2}(.+?)\r?$/gm)];
  const named = (wanted) =>
    lines.filter(([, result]) => result === wanted).map(([, , name]) => `check: ${name}`);
  const passed = named("PASS").length;
  const problems = named("FAIL");
  if (passed + problems.length === 0) problems.push("npm run check ran no check");
  if (exitCode !== 0 && problems.length === 0)
    problems.push(`npm run check ended with exit code ${exitCode}`);
  return { passed, problems, notChecked: named("SKIP") };
}

/** Shows the output as it comes, and returns what went to standard output. */
function npm(args) {
  return new Promise((resolve, reject) => {
    const child = spawn("npm", args, {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
      shell: process.platform === "win32", // npm is a .cmd file there
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      output += text;
      process.stdout.write(text);
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

// Last, when all constants above are there.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const counts = [await count("npm test", countTests), await count("npm run check", countChecks)];
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const problems = counts.flatMap((count) => count.problems);

  console.log();
  for (const name of counts.flatMap((count) => count.notChecked ?? [])) console.log(`NOT CHECKED  ${name}`);
  for (const problem of problems) console.log(`FAILED  ${problem}`);
  console.log(`${passed} passed, ${problems.length} failed`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
