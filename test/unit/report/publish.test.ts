import { afterEach, expect, test, vi } from "vitest";
import { Findings } from "../../../src/base/findings.js";
import { Log } from "../../../src/base/log.js";
import { publish } from "../../../src/report/publish.js";
import { emptyReport, type ResultAction, type RunReport } from "../../../src/report/report.js";
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
