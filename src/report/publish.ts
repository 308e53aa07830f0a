import * as core from "@actions/core";
import { tmpdir } from "node:os";
import { tallyFindings } from "../base/finding.js";
import type { Findings } from "../base/findings.js";
import type { Inputs } from "../inputs/types.js";
import { counted } from "../base/quote.js";
import { writeSarif } from "../validate/sarif.js";
import { commentOnPullRequest, planComment } from "./comment.js";
import type { Log } from "../base/log.js";
import type { RunContext } from "../base/run-context.js";
import { outputs } from "./outputs.js";
import { countsOf, rulePage, tally, withoutSecrets, type RunReport } from "./report.js";
import { summary } from "./summary.js";

/** What of the inputs the comment needs. */
export type CommentRequest = Pick<Inputs, "apiUrl" | "uiUrl" | "shard" | "githubToken">;

/** A plan that was made, also where it is an error that there are changes. */
export async function writeComment(
  { apiUrl, uiUrl, shard, githubToken }: CommentRequest,
  full: RunReport,
  { findings, log, signal }: Pick<RunContext, "findings" | "log" | "signal">,
): Promise<void> {
  if (!full.plan) return;
  full.warnings = findings.warnings;
  const { plan = [], warnings, environment } = withoutSecrets(full, (text) => log.clean(text));
  const subject = { environment, shard, apiUrl };
  const said = await commentOnPullRequest({
    token: githubToken,
    subject,
    text: planComment(plan, subject, uiUrl, warnings),
    env: process.env,
    findings,
    signal,
  });
  if (said !== "none") log.line(`The comment on the pull request: ${said}.`);
}

/** Tells everything that the run found out; the last thing that happens. */
export async function publish(
  full: RunReport,
  findings: Findings,
  log: Log,
  withSummary: boolean,
): Promise<void> {
  const report = withoutSecrets(full, (text) => log.clean(text));
  const checks = report.mode === "validate";
  // The worst first, where that is all there is; a deploy ends with what is wrong.
  if (checks) for (const problem of report.problems) log.problem(problem);
  for (const warning of findings.warnings) log.warnOnce(warning);
  for (const problem of findings.advice) log.notice(problem);
  if (report.results.length > 0) log.line(log.titled(tally(report.results)));
  for (const { action, flow, name, url, error } of report.results) {
    log.line(
      `  ${action.padEnd(9)}  ${flow}/${name}${url === undefined ? "" : `  ${url}`}${error === undefined ? "" : `  ${error}`}`,
    );
  }
  if (!checks) for (const problem of report.problems) log.problem(problem);
  if (report.problems.length > 0) process.exitCode = core.ExitCode.Failure;
  // These files may fail to be written: the log has said it all before.
  for (const [name, value] of Object.entries(outputs(report))) log.output(name, value);
  if (checks && report.findings) {
    const folder = process.env["RUNNER_TEMP"] ?? tmpdir();
    log.output(
      "sarif-file",
      writeSarif(report.findings, folder, (rule) => rulePage(report, rule)),
    );
    const { files, deployments } = report.checked ?? { files: 0, deployments: 0 };
    log.line(
      `Checked ${counted(deployments, "deployment")} in ${counted(files, "file")}: ${tallyFindings(countsOf(report))}.`,
    );
  }
  if (withSummary && process.env["GITHUB_STEP_SUMMARY"]) {
    await core.summary.addRaw(summary(report)).write();
  }
}
