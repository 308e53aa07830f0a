import * as core from "@actions/core";
import { appendFileSync } from "node:fs";
import { ActionError, type Problem } from "../base/errors.js";
import type { Findings } from "../base/findings.js";
import { keepFile, toRunner } from "../base/runner-files.js";
import type { Inputs } from "../inputs/types.js";
import { RULES } from "../validate/rules.js";
import { sarif } from "../validate/sarif.js";
import { commentOnPullRequest } from "./comment.js";
import type { Log } from "../base/log.js";
import type { RunContext } from "../base/run-context.js";
import { leftOutText } from "./left-out.js";
import { outputs, wholePlan } from "./outputs.js";
import {
  reasonOf,
  rulePage,
  tally,
  withoutSecrets,
  type DeploymentResult,
  type RunReport,
} from "./report.js";
import { checkedText, commentText, summary } from "./summary.js";

/** What of the inputs the comment needs. */
export type CommentRequest = Pick<Inputs, "apiUrl" | "shard" | "githubToken" | "comment">;

/** A plan, also where it failed or where it is an error that there are changes; or what became of it. */
export async function writeComment(
  { apiUrl, shard, githubToken, comment }: CommentRequest,
  full: RunReport,
  { findings, log, signal }: Pick<RunContext, "findings" | "log" | "signal">,
): Promise<void> {
  if (signal.aborted) return;
  const report = withoutSecrets({ ...full, warnings: findings.warnings }, (text) => log.clean(text));
  const { environment, mode } = report;
  const said = await commentOnPullRequest({
    ...{
      token: githubToken,
      subject: { environment, shard, apiUrl },
      mode,
      text: commentText(report),
      isOptional: comment === "changes-only" && isQuiet(report),
    },
    ...{ env: process.env, findings, signal },
  });
  if (said !== "none") log.line(`The comment on the pull request: ${said}.`);
}

/** A plan that came to nothing, and with which nothing is wrong. */
function isQuiet({ plan, problems }: RunReport): boolean {
  return problems.length === 0 && plan !== undefined && plan.every(({ action }) => action === "unchanged");
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
  await tellResults(report, log);
  if (!checks) for (const problem of report.problems) log.problem(problem);
  // The runner's files may fail to be written: the log has said it all before.
  const lost = tellOutputs(report, log).map((problem) => afterAll(problem, report));
  for (const problem of lost) log.problem(problem);
  if (checks && report.findings) log.line(`Checked ${checkedText(report)}`);
  const told = { ...report, problems: [...report.problems, ...lost] };
  if (told.problems.length > 0) process.exitCode = core.ExitCode.Failure;
  if (!withSummary) return;
  const unwritten = refused(() => {
    writeSummary(summary(told));
  });
  for (const problem of unwritten) log.warnOnce(problem);
}

/** What of them the runner refused to write. */
function tellOutputs(report: RunReport, log: Log): readonly Problem[] {
  const { mode, plan, findings } = report;
  const lost = refused(() => {
    for (const [name, value] of Object.entries(outputs(report))) log.output(name, value);
  });
  if (lost.length > 0) return lost;
  return refused(() => {
    if (plan) log.output("plan-file", keepFile("prefect-plan", "json", wholePlan(report)));
    if (mode !== "validate" || !findings) return;
    const page = (rule: string): string | undefined => rulePage(report, rule);
    const text = JSON.stringify(sarif(findings, RULES, page), undefined, 1);
    log.output("sarif-file", keepFile("prefect-validate", "sarif", text));
  });
}

/** @throws ActionError where it cannot be written */
function writeSummary(text: string): void {
  const file = process.env["GITHUB_STEP_SUMMARY"];
  if (!file) return;
  toRunner("GITHUB_STEP_SUMMARY", () => {
    appendFileSync(file, text);
  });
}

/** What the runner refused to write. */
function refused(write: () => void): readonly Problem[] {
  try {
    write();
    return [];
  } catch (error) {
    if (error instanceof ActionError) return error.problems;
    throw error;
  }
}

/** Whoever reads it must know whether to deploy again. */
function afterAll({ what, fix }: Problem, { mode, problems }: RunReport): Problem {
  const subject = mode === "validate" ? "validation" : mode;
  return problems.length > 0 ? { what, fix } : { what: `The ${subject} itself is complete. ${what}`, fix };
}

/** A plan has been shown already, with each change. */
async function tellResults(report: RunReport, log: Log): Promise<void> {
  const { results, mode, plan, leftOut } = report;
  if (leftOut) log.line(log.titled(`${leftOutText(leftOut)}.`));
  if (results.length === 0 || (mode === "plan" && plan !== undefined)) return;
  log.line(log.titled(tally(results)));
  const tell = (one: DeploymentResult): void => {
    const parts = [one.action.padEnd(9), `${one.flow}/${one.name}`, one.url, reasonOf(one, report)];
    log.line(`  ${parts.filter((part) => part !== undefined).join("  ")}`);
  };
  results.filter(({ action }) => action !== "unchanged").forEach(tell);
  const same = results.filter(({ action }) => action === "unchanged");
  if (same.length === 0) return;
  await log.group(`${same.length} unchanged`, () => {
    same.forEach(tell);
  });
}
