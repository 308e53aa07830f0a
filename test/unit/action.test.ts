import { mkdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { main, post, Watch } from "../../src/action.js";
import { ROOT } from "../../scripts/parts.mjs";
import { makeProject, type Project } from "../support/project.ts";
import { captured, rawInputs } from "../support/runner/story.ts";

const watch = new Watch();
let project: Project;

beforeEach(async () => {
  project = await makeProject({
    ...{ "repo/prefect.yaml": "deployments: []\n", "temp/kept": "" },
    ...{ output: "", state: "", summary: "", file: "" },
  });
  const files = { WORKSPACE: "repo", OUTPUT: "output", STATE: "state", STEP_SUMMARY: "summary" };
  for (const [name, file] of Object.entries(files)) vi.stubEnv(`GITHUB_${name}`, project.file(file));
  vi.stubEnv("RUNNER_TEMP", project.file("temp"));
  vi.stubEnv("PATH", "/usr/bin:/bin");
});

afterEach(async () => {
  process.exitCode = undefined;
  vi.unstubAllEnvs();
  await project[Symbol.asyncDispose]();
});

/** What a run of the step shows as errors and warnings. Nothing listens at the URL. */
async function annotations(inputs: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const given = { "api-url": "http://127.0.0.1:9/api", "auth-string": "ci:pass", retries: "0", ...inputs };
  const action = parse(await readFile(join(ROOT, "action.yml"), "utf8")) as { inputs: object };
  for (const name of Object.keys(action.inputs))
    vi.stubEnv(`INPUT_${name.toUpperCase()}`, rawInputs(given)(name));
  const { error, lines } = await captured(undefined, () => main(watch));
  expect(error).toBeUndefined();
  return shown(lines);
}

function shown(lines: readonly string[]): string[] {
  return lines
    .filter((line) => /^::(?:error|warning)/.test(line) && !line.includes("there is nothing to deploy"))
    .map((line) => line.replaceAll(project.path, "").replace(/^::(\w+) [^:]*::/, "$1: "));
}

const REFUSED = /^error: Connection refused/;

const FILES = {
  GITHUB_STATE: "the end of the job would not know what to clean up",
  GITHUB_OUTPUT: "later steps do not get the outputs of this one",
  RUNNER_TEMP: "this step cannot keep its own files",
};

test.each(Object.entries(FILES))("%s that cannot be written is an error that says so", async (name, lost) => {
  vi.stubEnv(name, project.file("file/below"));
  const all = await annotations();
  expect(all.filter((line) => line.includes("of the runner"))).toEqual([
    expect.stringMatching(
      new RegExp(
        `^error: ${name} of the runner cannot be written \\(ENO\\w+\\), so ${lost}: /file/below\\. The runner makes it before each job: `,
      ),
    ),
  ]);
  expect(all.join("\n")).not.toMatch(/bug/);
  expect(process.exitCode).toBe(1);
});

test("a summary that cannot be written is a warning, and the error of the run stands before it", async () => {
  vi.stubEnv("GITHUB_STEP_SUMMARY", project.file("file/below"));
  expect(await annotations()).toEqual([
    expect.stringMatching(REFUSED),
    expect.stringMatching(
      /^warning: GITHUB_STEP_SUMMARY of the runner cannot be written \(ENOTDIR\), so this/,
    ),
  ]);
});

test.skipIf(process.platform !== "linux").each(["GITHUB_STATE", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"])(
  "a full disk is told as one: %s",
  async (name) => {
    vi.stubEnv(name, "/dev/full");
    expect((await annotations()).join("\n")).toMatch(
      new RegExp(`${name} of the runner .*ENOSPC.*: /dev/full\\. Free space on the disk of the runner`),
    );
  },
);

test("an empty RUNNER_TEMP is none: nothing is written to the working directory", async () => {
  vi.stubEnv("RUNNER_TEMP", "");
  expect(await annotations()).toEqual([expect.stringMatching(REFUSED)]);
  const state = await readFile(project.file("state"), "utf8");
  const temp = /^temp<<.*\n(.*)$/m.exec(state)?.[1] ?? "";
  expect(dirname(temp)).toMatch(/^\//);
  await rm(temp, { recursive: true });
});

test.each([
  ["of 4,200 characters", { "working-directory": `${"x".repeat(200)}/`.repeat(21) }, {}],
  ["of a repository at such a path", {}, { GITHUB_WORKSPACE: `/${"x/".repeat(2_100)}` }],
])("a working directory with a path that is too long is named: %s", async (_what, inputs, env) => {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  expect(await annotations(inputs)).toEqual([
    expect.stringMatching(
      /^error: `working-directory` .{1,210} is too long a path for this machine: it has 4,\d\d\d characters\. Use/,
    ),
  ]);
});

test.skipIf(process.platform !== "linux")("so is one that leaves no room for the files in it", async () => {
  const name = "x".repeat(200);
  const deep = Array.from({ length: 20 }, () => name).join("/");
  let path = project.file("repo");
  const room = 4_090 - path.length;
  const folder = deep.slice(0, room - 1);
  path = join(path, folder);
  await mkdir(path, { recursive: true });
  expect(await annotations({ "working-directory": folder })).toEqual([
    expect.stringMatching(/^error: `working-directory` .* is too long a path for this machine: it has 4,0/),
  ]);
});

test("the end of the job goes on where a file of the step cannot be removed", async () => {
  vi.stubEnv("STATE_temp", `/${"x".repeat(300)}`);
  const { error, lines } = await captured(undefined, () => {
    post();
    return Promise.resolve();
  });
  expect(error).toBeUndefined();
  expect(shown(lines)).toEqual([
    expect.stringMatching(
      /^warning: The files of this step cannot be removed \([\w ]+\): \/x+\. Remove the folder, unless/,
    ),
  ]);
  expect(process.exitCode).toBeUndefined();
});
