// Measures, beside their goals. A measure is not a test: the exit code is 0 whatever the numbers are.
//
//   npm run bench
//
// Each measure is a file of its own that exports `title` and `measure()`, which returns rows of
// `{ what, value, unit, goal? }`; `goal` is the highest value that is good.

import { arch, cpus, release, totalmem, type } from "node:os";

import * as deploy from "./deploy.mjs";
import * as start from "./start.mjs";
import * as validate from "./validate.mjs";

const measures = [start, validate, deploy];

console.log(machine());
for (const { title, measure } of measures) {
  console.log(`\n${title}`);
  print(await measure());
}

function machine() {
  const cores = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const hardware = `${cores[0]?.model.trim() ?? "unknown CPU"}, ${cores.length} cores, ${memory} GiB`;
  return `${hardware}; ${type()} ${release()} ${arch()}; Node ${process.version}`;
}

function print(rows) {
  const lines = rows.map(({ what, value, unit, goal }) => [
    what,
    `${value.toFixed(1)} ${unit}`,
    goal === undefined ? "" : `goal ≤ ${goal} ${unit}: ${value <= goal ? "met" : "MISSED"}`,
  ]);
  const widths = [0, 1].map((column) => Math.max(...lines.map((line) => line[column].length)));
  for (const [what, value, goal] of lines) {
    console.log(`  ${what.padEnd(widths[0])}  ${value.padStart(widths[1])}  ${goal}`.trimEnd());
  }
}
