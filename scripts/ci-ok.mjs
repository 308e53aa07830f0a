// The last job of ci.yml: fails if a job before it did not succeed, or if it does not wait for every job.
//
//   NEEDS='${{ toJSON(needs) }}' node scripts/ci-ok.mjs
//
// It needs no packages, so that the job has nothing to install.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const LAST = "ok";

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const workflow = readFileSync(new URL("../.github/workflows/ci.yml", import.meta.url), "utf8");
  const problems = [
    ...missingJobs(workflow).map((job) => `"${LAST}" does not wait for "${job}": add it to its needs.`),
    ...failedJobs(JSON.parse(process.env.NEEDS)),
  ];
  for (const problem of problems) console.log(`::error::${problem}`);
  if (problems.length > 0) process.exitCode = 1;
  else console.log("All jobs succeeded.");
}

/** Jobs of the workflow that the last one does not wait for. A job that nobody waits for may fail unseen. */
export function missingJobs(workflow) {
  const jobs = workflow.slice(workflow.search(/^jobs:$/m));
  const names = [...jobs.matchAll(/^ {2}([\w-]+):$/gm)].map((match) => match[1]);
  const last = jobs.slice(jobs.search(new RegExp(`^ {2}${LAST}:$`, "m")));
  const needs =
    /^ {4}needs: \[(.*)\]$/m
      .exec(last)?.[1]
      .split(",")
      .map((name) => name.trim()) ?? [];
  return names.filter((name) => name !== LAST && !needs.includes(name));
}

/** A skipped or cancelled job has proved nothing: only success counts. */
function failedJobs(needs) {
  return Object.entries(needs)
    .filter(([, { result }]) => result !== "success")
    .map(([job, { result }]) => `The job "${job}" ended as: ${result}.`);
}
