// Measures, beside their goals. A measure is not a test: the exit code is 0 whatever the numbers are.
//
//   npm run bench                  all measures; the table and chart go into docs/speed.md and docs/bench.svg, three rows
//                                  into README.md
//   npm run bench -- start deploy  some of them; written nowhere
//
// Each measure is a file of its own that exports `title` and `measure()`, which returns rows of
// `{ what, bare?, action?, value, unit, goal?, atLeast? }`: `bare` and `action` are the seconds of the bare CLI and of
// the action, and rows that have both are in the chart; `goal` is the highest value that is good, `atLeast` the lowest.

import { readFileSync, writeFileSync } from "node:fs";
import { arch, cpus, release, totalmem, type } from "node:os";
import { fileURLToPath } from "node:url";
import { NEWEST } from "../scripts/parts.mjs";
import { chart } from "./chart.mjs";
import * as deploy from "./deploy.mjs";
import * as start from "./start.mjs";
import * as validate from "./validate.mjs";

const MEASURES = { start, validate, deploy };
const README = fileURLToPath(new URL("../README.md", import.meta.url));
const PAGE = fileURLToPath(new URL("../docs/speed.md", import.meta.url));
const CHART = fileURLToPath(new URL("../docs/bench.svg", import.meta.url));

/** What the README has of them. */
const SHORT = [
  "one deployment, no added delay",
  "100 deployments, first deploy, PostgreSQL",
  "100 deployments, one changed, PostgreSQL",
];

const asked = process.argv.slice(2).filter((word) => !word.startsWith("-"));
const all = [];
console.log(machine());
for (const name of asked.length > 0 ? asked : Object.keys(MEASURES)) {
  const { title, measure } = MEASURES[name];
  console.log(`\n${title}`);
  const rows = await measure();
  print(rows);
  all.push({ name, title, rows });
}
if (process.argv.length === 2) publish();

function machine() {
  const cores = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const hardware = `${cores[0]?.model.trim() ?? "unknown CPU"}, ${cores.length} cores, ${memory} GiB`;
  return `${hardware}; ${type()} ${release()} ${arch()}; Node ${process.version}`;
}

function print(rows) {
  const lines = rows.map(cells);
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  for (const [what, ...values] of lines) {
    const numbers = values.slice(0, -1).map((text, index) => text.padStart(widths[index + 1]));
    console.log(`  ${[what.padEnd(widths[0]), ...numbers, values.at(-1)].join("  ")}`.trimEnd());
  }
}

/** What, seconds of the bare CLI and of the action, value, goal. */
function cells(row) {
  const seconds = [row.bare, row.action].map((value) => (value === undefined ? "" : `${rounded(value)} s`));
  return [
    row.what,
    ...seconds,
    `${row.unit === "requests" ? row.value : rounded(row.value)} ${row.unit}`,
    verdict(row),
  ];
}

function rounded(value) {
  return value.toFixed(value < 10 ? 2 : 1);
}

function verdict({ value, unit, goal, atLeast }) {
  if (goal !== undefined) return `goal ≤ ${goal} ${unit}: ${value <= goal ? "met" : "MISSED"}`;
  if (atLeast !== undefined) return `goal ≥ ${atLeast} ${unit}: ${value >= atLeast ? "met" : "MISSED"}`;
  return "";
}

/** The table of the deploys and the chart above it, and the short table of the README, each between its marks. */
function publish() {
  const { title, rows } = all.find(({ name }) => name === "deploy");
  writeFileSync(CHART, chart(rows.filter(({ bare }) => bare)));
  const prefect = `prefect ${NEWEST}`;
  const table = [
    `${title}, by \`npm run bench\` on ${machine()}, ${prefect}:`,
    "",
    "![Seconds of prefect deploy and of this action](bench.svg)",
    "",
    "| Work | `prefect deploy` | This action | Measured | Goal |",
    "| --- | --- | --- | --- | --- |",
    ...rows.map((row) => `| ${cells(row).join(" | ")} |`),
  ];
  replaceMarked(PAGE, table);
  const short = SHORT.map((what) => cells(rows.find((row) => row.what === what)).slice(0, 3));
  replaceMarked(README, [
    "| Work | `prefect deploy` | This action |",
    "| --- | --- | --- |",
    ...short.map((row) => `| ${row.join(" | ")} |`),
  ]);
}

function replaceMarked(path, lines) {
  const text = readFileSync(path, "utf8");
  const marked = /<!-- bench -->[\s\S]*<!-- \/bench -->/;
  if (!marked.test(text)) throw new Error(`${path} has no <!-- bench --> … <!-- /bench -->.`);
  const section = `<!-- bench -->\n\n${lines.join("\n")}\n\n<!-- /bench -->`;
  writeFileSync(
    path,
    text.replace(marked, () => section),
  );
}
