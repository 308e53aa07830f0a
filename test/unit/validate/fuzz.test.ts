import { expect, test } from "vitest";
import { variablesOf } from "../../../src/base/template.js";
import { ProjectFiles } from "../../../src/base/project-files.js";
import type { PythonFile } from "../../../src/project/python/types.js";
import { prefectFile } from "../../../src/validate/context.js";
import type { Finding } from "../../../src/base/finding.js";
import type { Context } from "../../../src/project/types.js";
import { check, Reports } from "../../../src/validate/check.js";
import { readYamlFile } from "../../../src/project/yaml/read.js";
import { randomCases } from "../../support/full-run.ts";
import { realFiles } from "../../support/rules/yaml-edits.ts";
import { parseAll } from "../../support/rules/flows.ts";
import { EXAMPLES } from "../../support/rules/examples.ts";

/** Changes the seed of a run that failed: it is in the message. */
const SEED = Number(process.env["FUZZ_SEED"] ?? 20_261_124);
const MUTATIONS = randomCases(10_000, 2_500);

const PROJECTS = realFiles();
const PYTHON = [...EXAMPLES.values()]
  .flatMap(({ bad, good }) => [bad, good])
  .flatMap((project) =>
    Object.entries(project).flatMap(([path, text]) => (path.endsWith(".py") ? [text] : [])),
  );

/** mulberry32: small, and the same everywhere. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

const PIECES = [
  ...Array.from("\n\t \r:-#&*!|>'\"%@`{}[],?~\u0000\u0085\u2028\uFEFFé😀\uD800"),
  ...[
    "{{ $X }}",
    "{{",
    "}}",
    "<<: *a",
    "&a",
    "*a",
    "- ",
    "---\n",
    "...\n",
    "yes",
    "null",
    "0o7",
    "1:30",
    "!!python/x",
  ],
  ...[
    "name",
    "deployments:",
    "schedules:",
    "cron: ",
    "rrule: ",
    "parameters:",
    "@flow(",
    "def f(",
    "    ",
    "\r\n",
  ],
];

function mutated(text: string, random: (below: number) => number): string {
  const at = random(text.length + 1);
  const length = random(1 + Math.min(40, text.length - at));
  const piece = PIECES[random(PIECES.length)] ?? "";
  switch (random(6)) {
    case 0:
      return text.slice(0, at) + text.slice(at + length); // delete
    case 1:
      return text.slice(0, at) + piece + text.slice(at); // insert
    case 2:
      return text.slice(0, at) + piece + text.slice(at + length); // replace
    case 3:
      return text.slice(0, at) + text.slice(at, at + length).repeat(2 + random(3)) + text.slice(at + length);
    case 4: {
      const lines = text.split("\n");
      const from = random(lines.length);
      const [line = ""] = lines.splice(from, 1);
      lines.splice(random(lines.length + 1), 0, random(2) === 0 ? line : `  ${line}`);
      return lines.join("\n"); // move a line
    }
    default:
      return text.slice(0, at); // cut
  }
}

function validate(text: string, module: PythonFile | undefined): readonly Finding[] {
  const reports = new Reports();
  const yaml = readYamlFile("/p/prefect.yaml", "prefect.yaml", Buffer.from(text), reports.report);
  const file = yaml && prefectFile(yaml, reports.report);
  const context: Context = {
    directories: ["/p"],
    show: (path) => path.replace(/^\/p\//, ""),
    files: file ? [file] : [],
    version: undefined,
    variables: variablesOf({ X: "value" }),
    disk: new ProjectFiles(),
    python: () => module,
  };
  return check(context, reports);
}

/** Positions are of text without a byte order mark. */
function expectInside(text: string, { where, rule }: Finding): void {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const told = `${rule} ${JSON.stringify(where)}`;
  expect(where.line, told).toBeGreaterThanOrEqual(1);
  expect(where.column, told).toBeGreaterThanOrEqual(1);
  expect(where.endLine, told).toBeGreaterThanOrEqual(where.line);
  if (where.endLine === where.line) expect(where.endColumn, told).toBeGreaterThanOrEqual(where.column);
  expect(where.endLine, told).toBeLessThanOrEqual(lines.length);
  expect(where.column, told).toBeLessThanOrEqual((lines[where.line - 1]?.length ?? 0) + 1);
  expect(where.endColumn, told).toBeLessThanOrEqual((lines[where.endLine - 1]?.length ?? 0) + 1);
}

test(`${MUTATIONS} mutations of good and bad files: no crash, none takes a second, every place is inside the file`, async () => {
  const random = randomFrom(SEED);
  const runs = Array.from({ length: MUTATIONS }, () => {
    let text = PROJECTS[random(PROJECTS.length)] ?? "";
    let python = PYTHON[random(PYTHON.length)] ?? "";
    for (let times = 1 + random(4); times > 0; times -= 1) {
      if (random(3) === 0) python = mutated(python, random);
      else text = mutated(text, random);
    }
    return { text, python };
  });
  const modules = await parseAll(runs.map(({ python }) => python));
  let slowest = { took: 0, text: "" };
  for (const [run, { text, python }] of runs.entries()) {
    const started = process.cpuUsage(); // not the time that other processes take
    let found: readonly Finding[];
    try {
      found = validate(text, modules[run]);
    } catch (error) {
      throw new Error(`FUZZ_SEED=${SEED}, run ${run}:\n${JSON.stringify(text)}\n${JSON.stringify(python)}`, {
        cause: error,
      });
    }
    const took = process.cpuUsage(started).user / 1_000;
    if (took > slowest.took) slowest = { took, text };
    for (const finding of found) {
      if (finding.where.file === "prefect.yaml") expectInside(Buffer.from(text).toString(), finding);
      if (finding.where.file === "flow.py") expectInside(python, finding);
    }
  }
  expect(slowest.took, slowest.text).toBeLessThan(1_000);
});

test.each([
  ...[
    "a+",
    "a.",
    "{a.",
    "$(",
    "eyJaaaaaaaaaaa-",
    "{{",
    "{{ $A }}",
    "}}",
    "'",
    '"',
    "://",
    "a:b@",
    "{%",
    "AKIA",
    "* ",
  ],
  ...["1,", "FREQ=DAILY;", "&a ", "\\\\", "ghp_", "%Y", "- "],
])("20,000 times %j in every kind of value takes no second", async (piece) => {
  const text = JSON.stringify(piece.repeat(20_000));
  const file = `pull:
  - prefect.deployments.steps.run_shell_script:
      script: ${text}
deployments:
  - name: a
    entrypoint: flow.py:main
    version: ${text}
    tags: ${text}
    parameters: { day: ${text} }
    schedules:
      - cron: ${text}
      - rrule: ${text}
      - interval: ${text}
        timezone: ${text}
`;
  const [module] = await parseAll([PYTHON[0] ?? ""]);
  const started = process.cpuUsage();
  validate(file, module);
  expect(process.cpuUsage(started).user / 1_000).toBeLessThan(1_000);
});
