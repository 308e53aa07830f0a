import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { describe as told } from "../../../src/base/errors.js";
import { Findings } from "../../../src/base/findings.js";
import { checkFitting, checkNames, INPUTS } from "../../../src/inputs/fitting.js";
import { modeOf } from "../../../src/inputs/read.js";
import type { Mode } from "../../../src/inputs/types.js";

const ACTION = parse(readFileSync(new URL("../../../action.yml", import.meta.url), "utf8")) as {
  inputs: Record<string, { default?: string }>;
};

function fitting(mode: Mode, given: Readonly<Record<string, string>>) {
  const findings = new Findings();
  checkFitting((name) => given[name] ?? INPUTS[name]?.default ?? "", mode, findings);
  return { problems: findings.problems.map(told), notes: findings.notes };
}

test("action.yml has expressions in defaults only: elsewhere a runner refuses the file", () => {
  const text = readFileSync(new URL("../../../action.yml", import.meta.url), "utf8");
  const lines = text.split("\n").filter((line) => line.includes("${{"));
  expect(lines.map((line) => line.trim())).toEqual(["default: ${{ github.token }}"]);
});

test("the inputs are those of action.yml, with their defaults", () => {
  const expected = Object.entries(ACTION.inputs).map(([name, { default: value = "" }]) => [name, value]);
  expect(Object.entries(INPUTS).map(([name, use]) => [name, use.default])).toEqual(
    expect.arrayContaining(expected),
  );
  expect(Object.keys(INPUTS)).toHaveLength(expected.length);
});

describe("an input that the mode does not use", () => {
  test.each<[Mode, Record<string, string>, string]>([
    [
      "deploy",
      { "fail-on-changes": "true" },
      "`fail-on-changes` does nothing in `mode: deploy`. Take it out, or set `mode: plan`.",
    ],
    ["deploy", { shards: "4" }, "`shards` does nothing in `mode: deploy`. Take it out, or set `mode: plan`."],
    [
      "validate",
      { comment: "true" },
      "`comment` does nothing in `mode: validate`. Take it out, or set `mode: plan` or `mode: deploy`.",
    ],
  ])("in mode %s is an error: %j", (mode, given, problem) => {
    expect(fitting(mode, given).problems).toEqual([problem]);
  });

  test.each<[Mode, Record<string, string>]>([
    ["plan", { "fail-on-changes": "true", shards: "4", comment: "true", "on-commit-error": "keep" }],
    ["deploy", { "fail-on-changes": " false ", shards: "", comment: "true", shard: "1/4" }],
    ["validate", { "ignore-rules": "x", names: "a", summary: "false", "fail-on-changes": "false" }],
    ["deploy", { "fail-on-changes": "False" }],
  ])("in mode %s is none of %j", (mode, given) => {
    expect(fitting(mode, given)).toEqual({ problems: [], notes: [] });
  });

  test("is only named where one set of inputs serves several modes: the server, and what lets in", () => {
    const given = { "api-url": "https://h/api", "api-key": "S3CR3T", retries: "5", transaction: "false" };
    expect(fitting("validate", given)).toEqual({
      problems: [],
      notes: ["`mode: validate` connects to nothing and does not use `api-key`, `api-url`, `transaction`."],
    });
    expect(fitting("validate", { "changed-since": "main", "shared-paths": "uv.lock" })).toEqual({
      problems: [],
      notes: ["`mode: validate` connects to nothing and does not use `changed-since`, `shared-paths`."],
    });
  });
});

describe("an input that this action does not have", () => {
  const asked = (name: string) => {
    const findings = new Findings();
    checkNames({ [`INPUT_${name.toUpperCase()}`]: "x", PATH: "/bin" }, findings);
    return {
      problems: findings.problems.map(told),
      warnings: findings.warnings.map(told),
      notes: findings.notes,
    };
  };

  const variable = (name: string) => `a variable of the job is called INPUT_${name.toUpperCase()}`;

  test.each([
    ["dry-run", "`mode: plan`"],
    ["dry_run", "`mode: plan`"],
    ["api_url", "`api-url`"],
    ["fail-on-change", "`fail-on-changes`"],
    ["deployment-names", "`names`"],
  ])("%s is an error, which says that %s is meant", (name, meant) => {
    expect(asked(name)).toEqual({
      problems: [
        `This action has no input "${name}". Write ${meant} in its place. If ${variable(name)}, give that another name.`,
      ],
      ...{ warnings: [], notes: [] },
    });
  });

  test.each([
    ["apikey", "`api-key`"],
    ["token", "`api-key`"],
    ["name", "`names`"],
  ])("%s, which may be a variable of the job, is a warning", (name, meant) => {
    expect(asked(name)).toEqual({
      warnings: [
        `This action has no input "${name}". If you gave it, write ${meant} in its place. Nothing is wrong if ${variable(name)}.`,
      ],
      ...{ problems: [], notes: [] },
    });
  });

  test.each(["release_channel", "constructor"])("%s, which is like none, is only noted", (name) => {
    expect(asked(name)).toEqual({
      notes: [`This action has no input "${name}". Nothing is wrong if ${variable(name)}.`],
      ...{ problems: [], warnings: [] },
    });
  });

  test("is none of those that it has", () => {
    for (const name of Object.keys(INPUTS))
      expect(asked(name)).toEqual({ problems: [], warnings: [], notes: [] });
  });
});

test.each([
  ["plan", "plan"],
  [" validate\n", "validate"],
  ["valdate", "validate"],
  ["Plan", "plan"],
  ["", "deploy"],
  ["dryrun", "deploy"],
])("of the mode %j the rest is read as for %s", (word, mode) => {
  expect(modeOf((name) => (name === "mode" ? word : ""))).toBe(mode);
});
