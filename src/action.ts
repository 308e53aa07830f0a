import * as core from "@actions/core";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeCredential } from "./credentials/credential.js";
import { secretForms } from "./credentials/secrets.js";
import { deploy } from "./deploy.js";
import { ActionError, type Problem } from "./errors.js";
import { Findings } from "./findings.js";
import {
  rawSecrets,
  readInputs,
  readMode,
  readProjectInputs,
  type Inputs,
  type RawInputs,
} from "./inputs.js";
import { commentOnPullRequest, planComment } from "./report/comment.js";
import { Log } from "./report/log.js";
import { outputs } from "./report/outputs.js";
import {
  counted,
  countsOf,
  emptyReport,
  rulePage,
  tally,
  tallyFindings,
  withoutSecrets,
  type RunReport,
} from "./report/report.js";
import { summary } from "./report/summary.js";
import { shownPath } from "./shown-path.js";
import { validate, writeSarif } from "./validate.js";
import { CHECK } from "./validate/child.js";
import { restoreConfig, type ConfigRecord, type RestoreOutcome } from "./settings/config-file.js";
import { unexpected, type Watch } from "./unexpected.js";

/** What main leaves for the post step, in the runner's state. No secrets. */
const STATE = { isPost: "isPost", config: "config", temp: "temp" } as const;

const raw: RawInputs = (name) => core.getInput(name, { trimWhitespace: false });

/** The process that `validate` starts for what may be hostile; here, so that the bundle is one module. */
export { runCheck } from "./validate/child.js";
export { keepYoungSmall } from "./memory.js";
export { fail, Watch } from "./unexpected.js";

/** Whether this is that process. */
export function isCheck(): boolean {
  return process.argv[2] === CHECK;
}

/** Node's own warnings, which may quote anything: it would print them past the log. */
function showWarnings(log: Log): void {
  process.removeAllListeners("warning").on("warning", ({ name, message }) => {
    log.line(`${name}: ${message}`);
  });
}

/** Whether this is the post step: one bundle serves both, and saved state tells them apart. */
export function isPost(): boolean {
  return core.getState(STATE.isPost) === "true";
}

/**
 * The step itself. Never throws for what a user can mend; sets the exit code.
 *
 * @param watch what comes past it is reported here too
 */
export async function main(watch: Watch): Promise<void> {
  const log = new Log();
  log.mask(secretForms(rawSecrets(raw)));
  showWarnings(log);
  const stop = stopSignals();
  const report: RunReport = { ...emptyReport(), docs: docsOf(process.env) };
  const findings = new Findings();
  let withSummary = true;
  let comment: CommentRequest | undefined;
  try {
    log.state(STATE.isPost, "true");
    const workspace = process.env["GITHUB_WORKSPACE"] ?? process.cwd();
    report.environment =
      raw("environment")
        .trim()
        .split(/[\r\n]/)[0] || undefined;
    log.label = report.environment;
    const show = (path: string): string => shownPath(path, workspace);
    report.mode = readMode(raw);
    if (report.mode === "validate") {
      const inputs = readProjectInputs(raw, workspace, findings);
      withSummary = inputs.summary;
      const checking = validate(inputs, report, findings, {
        program: import.meta.filename, // The bundle is one file.
        ...{ workspace, env: process.env, signal: AbortSignal.any([stop.signal, watch.signal]) },
        clean: (text) => log.clean(text),
      });
      await watch.during(checking);
      return;
    }
    const inputs = readInputs(raw, workspace, findings);
    withSummary = inputs.summary;
    report.apiUrl = inputs.apiUrl;
    report.uiUrl = inputs.uiUrl;
    if (inputs.comment && inputs.mode === "plan") comment = inputs;
    report.authentication = describeCredential(inputs.credential);
    const temp = mkdtempSync(join(process.env["RUNNER_TEMP"] ?? tmpdir(), "prefect-deploy-"));
    log.state(STATE.temp, temp);
    const limit = AbortSignal.timeout(inputs.timeout * 1000);
    const work = deploy(inputs, report, findings, {
      log,
      env: process.env,
      signal: AbortSignal.any([stop.signal, limit, watch.signal]),
      deadline: Date.now() + inputs.timeout * 1000,
      temp,
      workspace,
      show,
      remember: (record) => {
        if (!inputs.keepConfig) log.state(STATE.config, JSON.stringify(record));
      },
    });
    await watch.during(work);
  } catch (error) {
    report.problems = problemsOf(error, stop.signal, raw("timeout").trim());
  } finally {
    try {
      if (comment) await watch.during(writeComment(comment, report, findings, log, stop.signal));
    } catch (error) {
      report.problems = [...report.problems, ...problemsOf(error, stop.signal, raw("timeout").trim())];
    }
    stop.ignore();
    report.warnings = findings.warnings;
    for (const note of findings.notes.splice(0)) log.line(note);
    await publish(report, findings, log, withSummary);
  }
}

type CommentRequest = Pick<Inputs, "apiUrl" | "uiUrl" | "shard" | "githubToken">;

/** A plan that was made, also where it is an error that there are changes. */
async function writeComment(
  { apiUrl, uiUrl, shard, githubToken }: CommentRequest,
  full: RunReport,
  findings: Findings,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  if (!full.plan) return;
  full.warnings = findings.warnings;
  const { plan = [], warnings } = withoutSecrets(full, (text) => log.clean(text));
  const subject = { environment: full.environment, shard, apiUrl };
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
async function publish(full: RunReport, findings: Findings, log: Log, withSummary: boolean): Promise<void> {
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

const RESTORED = {
  removed: "removed; there was none before.",
  "put back": "put back as it was before.",
  "left alone": "left as a later step made it.",
  "already gone": "already gone.",
} satisfies Record<RestoreOutcome, string>;

/** The post step: after success, failure and cancellation. */
export function post(): void {
  const log = new Log();
  const secrets = secretForms(rawSecrets(raw));
  log.mask(secrets);
  showWarnings(log);
  const config = core.getState(STATE.config);
  const temp = core.getState(STATE.temp);
  try {
    if (config) log.line(restored(JSON.parse(config) as ConfigRecord, secrets));
    if (temp) rmSync(temp, { recursive: true, force: true });
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    for (const problem of error.problems) log.problem(problem);
    process.exitCode = core.ExitCode.Failure;
  }
}

function restored(record: ConfigRecord, secrets: readonly string[]): string {
  const file = shownPath(record.file, process.env["GITHUB_WORKSPACE"] ?? process.cwd());
  return `${file}: ${RESTORED[restoreConfig(record, secrets)]}`;
}

/** The runner cancels with SIGINT, then SIGTERM: the child is ended, and the report still comes. */
function stopSignals(): { signal: AbortSignal; ignore: () => void } {
  const controller = new AbortController();
  const cancel = (): void => {
    controller.abort(new Error("cancelled"));
  };
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, cancel);
  return {
    signal: controller.signal,
    ignore: () => {
      for (const name of ["SIGINT", "SIGTERM"] as const) process.off(name, cancel);
    },
  };
}

function problemsOf(error: unknown, cancelled: AbortSignal, timeout: string): readonly Problem[] {
  if (error instanceof ActionError) return error.problems.map((problem) => withLink(problem, process.env));
  if (cancelled.aborted) {
    return [
      { what: "The job was cancelled.", mend: "Run it again; what is deployed until then is listed above." },
    ];
  }
  if (error instanceof Error && error.name === "TimeoutError") {
    return [
      {
        what: `The time was up: the step took longer than ${timeout} s (\`timeout\`).`,
        mend: "Look at what the log shows last; raise `timeout` if it only needs longer.",
      },
    ];
  }
  return [unexpected(error)];
}

/** The documentation of the release that runs, where the runner says which it is. */
function docsOf({
  GITHUB_SERVER_URL: server,
  GITHUB_ACTION_REPOSITORY: repository,
  GITHUB_ACTION_REF: ref,
}: NodeJS.ProcessEnv): string | undefined {
  if (!server || !repository || !ref) return undefined;
  const [name, release] = [repository, ref].map((path) => path.split("/").map(encodeURIComponent).join("/"));
  return `${server}/${name ?? ""}/blob/${release ?? ""}/docs`;
}

/** To the row of docs/troubleshooting.md, where the runner says which repository and release this action is. */
export function withLink(problem: Problem, env: NodeJS.ProcessEnv): Problem {
  const base = docsOf(env);
  if (problem.see === undefined || base === undefined) return problem;
  const link = `${base}/troubleshooting.md#${problem.see}`;
  return { ...problem, mend: `${problem.mend} More: ${link}` };
}
