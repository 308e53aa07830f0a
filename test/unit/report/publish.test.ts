import { appendFile, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { Findings } from "../../../src/base/findings.js";
import { Log } from "../../../src/base/log.js";
import { publish } from "../../../src/report/publish.js";
import { emptyReport, type ResultAction, type RunReport } from "../../../src/report/report.js";
import { tempDir } from "../../support/temp.ts";
import { captured } from "../../support/runner/story.ts";

const where = { file: "prefect.yaml", line: 3 };
const result = (name: string, action: ResultAction, error?: string) => ({
  ...{ file: "prefect.yaml", where, flow: "etl", name, action },
  ...(error === undefined ? {} : { error }),
});

afterEach(() => {
  process.exitCode = undefined;
  vi.unstubAllEnvs();
});

const DONE = { results: [result("new", "created")], plan: [] };

/** The annotations and results in the log, where the runner's files are these. */
async function withFiles(env: Readonly<Record<string, string>>, more: Partial<RunReport>): Promise<string[]> {
  await using folder = await tempDir();
  const below = { RUNNER_TEMP: folder.path, GITHUB_OUTPUT: "output", GITHUB_STEP_SUMMARY: "summary" };
  for (const [name, given] of Object.entries({ ...below, ...env })) {
    const path = resolve(folder.path, given);
    if (!given.includes("none")) await (name === "RUNNER_TEMP" ? undefined : appendFile(path, ""));
    vi.stubEnv(name, path);
  }
  const { lines, error } = await captured(undefined, () =>
    publish({ ...emptyReport(), ...more }, new Findings(), new Log(), true),
  );
  expect(error).toBeUndefined();
  const summary = await readFile(join(folder.path, "summary"), "utf8").catch(() => "");
  return [...lines, summary].map((line) => line.replaceAll(folder.path, "")).filter((line) => line !== "");
}

test("outputs that cannot be written after a complete deploy are an error, which says that it is complete", async () => {
  const lines = await withFiles({ GITHUB_OUTPUT: "none/output" }, DONE);
  expect(lines.slice(0, 3)).toEqual([
    "1 deployment: 1 created.",
    "  created    etl/new",
    "::error title=Prefect deploy::The deploy itself is complete. GITHUB_OUTPUT of the runner cannot be written (ENOENT), so later steps do not get the outputs of this one: /none/output. The runner makes it before each job: check that no step before removes or replaces it, then re-run the job.",
  ]);
  expect(lines[3]).toMatch(/^## ❌ [^]*\| 🆕 created [^]*|The deploy itself is complete/);
  expect(lines).toHaveLength(4);
  expect(process.exitCode).toBe(1);
});

test("a summary that cannot be written after a complete deploy is a warning", async () => {
  expect(await withFiles({ GITHUB_STEP_SUMMARY: "none/summary" }, DONE)).toEqual([
    "1 deployment: 1 created.",
    "  created    etl/new",
    expect.stringMatching(
      /^::warning .*::GITHUB_STEP_SUMMARY of the runner .* so this step has no job summary: /,
    ),
  ]);
  expect(process.exitCode).toBeUndefined();
});

test("a file of the findings that cannot be written is an error after a validation that found nothing", async () => {
  const lines = await withFiles({ RUNNER_TEMP: "none" }, { mode: "validate", findings: [] });
  expect(lines[0]).toMatch(
    /^::error .*::The validation itself is complete\. RUNNER_TEMP of the runner cannot be written \(ENOENT\), so .*: \/none\/prefect-validate-.*\.sarif\./,
  );
});

test("what was left out is counted where the results are, also where nothing else is to tell", async () => {
  const leftOut = { since: "1a2b3c4", files: ["a/prefect.yaml", "b/prefect.yaml"] };
  const sentence = "2 prefect files have no change since 1a2b3c4 and were left out.";
  expect((await withFiles({}, { ...DONE, leftOut })).slice(0, 2)).toEqual([
    sentence,
    "1 deployment: 1 created.",
  ]);
  expect((await withFiles({}, { mode: "plan", plan: [], leftOut }))[0]).toBe(sentence);
});

test("the whole plan is in a file of its own for later steps", async () => {
  await using folder = await tempDir();
  vi.stubEnv("GITHUB_OUTPUT", "");
  vi.stubEnv("GITHUB_STEP_SUMMARY", "");
  vi.stubEnv("RUNNER_TEMP", folder.path);
  const changes = [{ field: "description", before: "x".repeat(400_000), after: "y" }];
  const plan = ["a", "b"].map((name) => ({
    ...{ ...result(name, "change"), id: "1", action: "change" as const, changes },
  }));
  const { lines } = await captured(undefined, () =>
    publish({ ...emptyReport(), mode: "plan", plan }, new Findings(), new Log(), false),
  );
  const output = (name: string) => lines.find((line) => line.startsWith(`::set-output name=${name}::`)) ?? "";
  expect(output("plan")).toMatch(/"truncated":true,"left_out":1}$/);
  const file = output("plan-file").replace(/^.*::/, "");
  expect(file).toMatch(/\/prefect-plan-\w{8}\.json$/);
  const { deployments, truncated } = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
  expect({ deployments, truncated }).toMatchObject({
    deployments: [{ name: "a" }, { name: "b" }],
    truncated: false,
  });
});

test("a failed deploy is not called complete where its outputs cannot be written either", async () => {
  const problems = [{ what: "It failed.", fix: "Look." }];
  const lines = await withFiles({ GITHUB_OUTPUT: "none/output" }, { problems });
  expect(lines[0]).toMatch(/^::error .*::It failed\. Look\.$/);
  expect(lines[1]).toMatch(/^::error .*::GITHUB_OUTPUT of the runner/);
});

/** What the end of the log has, without the outputs. */
async function logOf(more: Partial<RunReport>): Promise<string[]> {
  for (const name of ["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"]) vi.stubEnv(name, "");
  const { lines, error } = await captured(undefined, () =>
    publish({ ...emptyReport(), ...more }, new Findings(), new Log("production"), true),
  );
  expect(error).toBeUndefined();
  return lines.filter((line) => line !== "" && !line.startsWith("::set-output"));
}

test("an error stands once: in its annotation, and not beside the deployment too", async () => {
  const results = [
    result("bad", "failed", "500 for this one"),
    result("left", "left", "500 for this one"),
    result("same", "unchanged"),
  ];
  const problems = [{ what: "etl/bad could not be written: 500 for this one.", fix: "Look.", where }];
  expect(await logOf({ results, problems })).toEqual([
    "[production] 3 deployments: 1 failed, 1 not put back, 1 unchanged.",
    "  failed     etl/bad",
    "  left       etl/left  500 for this one",
    "::group::[production] 1 unchanged",
    "  unchanged  etl/same",
    "::endgroup::",
    "::error title=[production] Prefect deploy,file=prefect.yaml,line=3::prefect.yaml:3: etl/bad could not be written: 500 for this one. Look.",
  ]);
});

test("a plan is not told twice, and one that failed is", async () => {
  const planned = { ...result("new", "create"), id: undefined, action: "create" as const, changes: [] };
  expect(await logOf({ mode: "plan", plan: [planned], results: [result("new", "create")] })).toEqual([]);
  expect(await logOf({ mode: "plan", results: [result("new", "not-tried")] })).toEqual([
    "[production] 1 deployment: 1 not tried.",
    "  not-tried  etl/new",
  ]);
});
