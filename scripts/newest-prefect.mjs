// Finds the newest release of Prefect, and hands it to the nightly workflow if it is newer than what is tested:
//
//   node scripts/newest-prefect.mjs
//
// It asks pip, which knows the package index of this machine, leaves out pre-releases, yanked releases and those for
// another Python, and installs nothing here.

import { spawnSync } from "node:child_process";
import { appendFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { cleanEnvironment, findPython, isAtLeast, newestThat, WANTED } from "./parts.mjs";

/** The newest that versions.json has. */
export const TESTED = newestThat(() => true);

// No dependencies, and wheels only: building from source would run code of the new release.
const ASK = ["install", "--dry-run", "--ignore-installed", "--no-deps", "--only-binary", ":all:"];

/** What pip reports that it would install, as JSON. */
function askPip() {
  const python = findPython()?.path;
  if (python === undefined) throw new Error(`Python ${WANTED.python} or newer is needed on PATH.`);
  const args = ["-m", "pip", ...ASK, "--quiet", "--report", "-", "prefect"];
  const answer = spawnSync(python, args, {
    env: cleanEnvironment(),
    encoding: "utf8",
    maxBuffer: 16 << 20,
    timeout: 300_000,
  });
  if (answer.status === 0) return answer.stdout;
  throw new Error(`pip could not say which Prefect is the newest.\n${answer.error ?? answer.stderr}`);
}

/**
 * The version in pip's report. It becomes an argument, an output and a part of a file name, so it is three numbers or
 * an error.
 */
export function versionIn(report) {
  const packages = JSON.parse(report).install.map(({ metadata }) => metadata);
  const version = String(packages.find(({ name }) => name === "prefect")?.version);
  if (!/^\d{1,4}\.\d{1,4}\.\d{1,4}$/.test(version)) {
    throw new Error(`pip named ${JSON.stringify(version)}, which is not a version of three numbers.`);
  }
  return version;
}

/** Whether a version of three numbers is newer than another. */
export function isNewer(version, other) {
  return !isAtLeast(other, version);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const version = versionIn(askPip());
  if (isNewer(version, TESTED)) {
    console.log(`Prefect ${version} is newer than ${TESTED}, the newest that is tested.`);
    // Not there where a person runs this.
    if (process.env.GITHUB_OUTPUT) appendFileSync(process.env.GITHUB_OUTPUT, `version=${version}\n`);
  } else {
    console.log(`Nothing to do: the newest release of Prefect is ${version}, and ${TESTED} is tested.`);
  }
}
