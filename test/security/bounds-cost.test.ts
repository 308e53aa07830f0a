import { describe, expect, test } from "vitest";
import { failureReason } from "../../src/prefect/deploy-cli.js";
import { linesOfKeys, parseToml } from "../../src/base/toml.js";
import { makeProject } from "../support/project.ts";
import { validateFiles } from "../support/validation.ts";
import { FLOW, numbered, repeated, type Growing } from "./hostile.ts";

const SIZE = 300_000;
const HALF = SIZE / 2;

/** Milliseconds of CPU, whatever else the machine does; what grows with the square of its input takes minutes. */
const LIMIT = process.env["CI"] ? 5_000 : 2_000; // 2 s on a core of its own; coverage and a neighbour take more

/** Of three tries the best. */
async function took(work: () => unknown): Promise<number> {
  let least = Infinity;
  for (let tries = 0; tries < 3 && least > LIMIT; tries += 1) {
    const started = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(started);
    least = Math.min(least, (user + system) / 1_000);
  }
  return least;
}

const one = (lines: string): Growing => {
  const yaml = `deployments:\n  - name: a\n    entrypoint: flow.py:main\n${lines}`;
  return () => ({ "prefect.yaml": yaml, "flow.py": FLOW });
};
const settings = (text: string): Growing => {
  const files = one("")(0);
  return () => ({ ...files, "prefect.toml": text });
};
const aliases = (text: string, use: string, part = 0.5): Growing => {
  const yaml = `x: &t ${text}\ndeployments:\n${numbered(use, SIZE * part)}`;
  return () => ({ "prefect.yaml": yaml, "flow.py": FLOW });
};
const entry = (rest: string): string => `- { name: a@, entrypoint: flow.py:main, ${rest} }\n`;

describe("300 kB of a project take no 2 s", () => {
  test.each<[string, Growing]>([
    ["a template without its quotes", one(`    version: {{ ${repeated("}}", SIZE)}#\n`)],
    ["digits before a letter, for a float", one(`    parameters: { f: "${repeated("1", SIZE)}x" }\n`)],
    ["thousands of templates in one value", one(`    version: "${numbered("{{ a@.b }}", SIZE)}"\n`)],
    [
      "braces that no other closes, in a name",
      () => ({ "prefect.yaml": `deployments:\n- name: "${repeated("{{", SIZE)}"\n` }),
    ],
    ["everything in one line", () => ({ "prefect.yaml": `deployments: [${repeated("a,", SIZE)}]\n` })],
    [
      "a key of settings behind a long list that names it",
      settings(`a = [\n${repeated('"PREFECT_A",\n', SIZE)}]\nPREFECT_A = 1\n`),
    ],
    ["thousands of flat keys of settings", settings(numbered("PREFECT_A@ = 1\n", SIZE))],
    [
      "`class a(` time and again in a comment",
      () => ({
        "prefect.yaml": `deployments:\n${numbered("- { name: a@, entrypoint: flow.py:A.m@ }\n", HALF)}`,
        "flow.py": `class A:\n    pass\n#${repeated(" class a(", HALF)}\n`,
      }),
    ],
    [
      "many entrypoints without a file, and many files",
      () => ({
        "prefect.yaml": `deployments:\n${numbered("- { name: a@, entrypoint: 'flows/X@.py:m' }\n", HALF)}`,
        ...Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`flows/x${index}y.py`, ""])),
      }),
    ],
    ["a long name by aliases", aliases(repeated("n", HALF), "- { name: *t , entrypoint: f@.py:m }\n")],
    ["a long template by aliases", aliases(`"${numbered("{{ a@.b }}", HALF)}"`, entry("version: *t "))],
    ["a long cron by aliases", aliases(`"${repeated("a ", HALF)}"`, entry("schedule: { cron: *t }"))],
    [
      "a long rrule by aliases",
      aliases(`"${repeated("FREQ=DAILY;", 6_000)}"`, entry("schedule: { rrule: *t }")),
    ],
    ["long tags by aliases", aliases(`"${repeated("a,", HALF)}"`, entry("tags: *t "))],
    ["a long list by aliases", aliases(`[${numbered("a@,", HALF)}]`, entry("parameters: { l: *t }"))],
    ["a long key by aliases", aliases(`{ ${repeated("k", HALF)}: 1 }`, "- *t\n")],
    ["merges that multiply", aliases(`{${numbered("k@: 1,", HALF)}}`, "- <<: *t\n")],
    [
      "nesting, time and again",
      one(`    triggers: [${repeated(`${"[".repeat(390)}${"]".repeat(390)},`, SIZE)}]\n`),
    ],
    [
      "steps that all deployments share, and own ones",
      () => ({
        "prefect.yaml": `push:\n${numbered("- a.b@: { id: x@ }\n", HALF)}deployments:\n${numbered(entry("build: []"), HALF)}`,
        "flow.py": FLOW,
      }),
    ],
    [
      "`except` time and again in a line that Python refuses",
      () => ({ ...one("")(0), "flow.py": `x = (${repeated("except ", SIZE)}\n${FLOW}` }),
    ],
    [
      "`def` time and again in a line that Python refuses",
      () => ({ ...one("")(0), "flow.py": `x = (${repeated("def a", SIZE)}${repeated(" ", SIZE)}\n${FLOW}` }),
    ],
  ])("%s", async (_case, shape) => {
    await using project = await makeProject(shape(SIZE));
    const work = () => validateFiles([project.file("prefect.yaml")], project.path);
    expect(await took(work)).toBeLessThan(LIMIT);
  });
});

describe("what others print takes no 2 s", () => {
  test("a line of spaces from the CLI", async () => {
    expect(await took(() => failureReason(`a${" ".repeat(SIZE)}b`))).toBeLessThan(LIMIT);
  });

  test("a frame that a carriage return breaks off", async () => {
    expect(await took(() => failureReason(`${"-".repeat(SIZE)}\rb`))).toBeLessThan(LIMIT);
  });

  test("each key of a settings file is found, in one pass", async () => {
    const text = numbered("PREFECT_A@ = 1\n", SIZE);
    const keys = Object.keys(parseToml(text, "prefect.toml"));
    const find = (): (number | undefined)[] => {
      const lineOf = linesOfKeys(text);
      return keys.map((key) => lineOf([key]));
    };
    expect(find().at(-1)).toBe(keys.length);
    expect(await took(find)).toBeLessThan(LIMIT);
  });
});
