import * as core from "@actions/core";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describeCredential } from "./credentials/credential.js";
import { secretForms } from "./base/secrets.js";
import { deploy } from "./deploy/deploy.js";
import { ActionError } from "./base/errors.js";
import { Findings } from "./base/findings.js";
import type { RawInputs } from "./inputs/raw.js";
import { checkNames } from "./inputs/fitting.js";
import { modeOf, rawSecrets, readInputs, readProjectInputs } from "./inputs/read.js";
import { Log } from "./base/log.js";
import { docsOf, problemsOf, sourceOf } from "./report/problems.js";
import { publish, writeComment, type CommentRequest } from "./report/publish.js";
import { emptyReport, tell, type RunReport } from "./report/report.js";
import { runnerTemp, toRunner } from "./base/runner-files.js";
import { shownPath } from "./base/shown-path.js";
import { validate } from "./validate/validate.js";
import { CHECK } from "./validate/child.js";
import { restoreConfig, type RestoreOutcome } from "./settings/config-file.js";
import type { ConfigRecord } from "./base/run-context.js";
import type { Watch } from "./base/unexpected.js";

/** What main leaves for the post step, in the runner's state. No secrets. */
const STATE = { isPost: "isPost", config: "config", temp: "temp" } as const;

const raw: RawInputs = (name) => core.getInput(name, { trimWhitespace: false });

/** The process that `validate` starts for what may be hostile; here, so that the bundle is one module. */
export { runCheck } from "./validate/child.js";
export { fail, Watch } from "./base/unexpected.js";

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

/** What a run of the step has from its first line to its report. */
interface Run {
  readonly log: Log;
  readonly report: RunReport;
  readonly findings: Findings;
  readonly stop: ReturnType<typeof stopSignals>;
  /** What comes past the work is reported here too. */
  readonly watch: Watch;
  /** Absolute: the repository. */
  readonly workspace: string;
  withSummary: boolean;
  comment: CommentRequest | undefined;
}

/** The step itself. Never throws for what a user can fix; sets the exit code. */
export async function main(watch: Watch): Promise<void> {
  const log = new Log();
  log.mask(secretForms(rawSecrets(raw)));
  showWarnings(log);
  const workspace = process.env["GITHUB_WORKSPACE"] ?? process.cwd();
  const [docs, source] = [docsOf(process.env), sourceOf(process.env, workspace)];
  const report: RunReport = { ...emptyReport(), docs, source };
  const findings = new Findings();
  const stop = stopSignals();
  const run: Run = { log, report, findings, stop, watch, workspace, withSummary: true, comment: undefined };
  try {
    log.state(STATE.isPost, "true");
    report.environment = firstLine(raw("environment"));
    log.label = report.environment;
    report.mode = modeOf(raw);
    checkNames(process.env, findings);
    await (report.mode === "validate" ? runValidation(run) : runDeploy(run));
  } catch (error) {
    report.problems = problemsOf(error, stop.signal, raw("timeout").trim());
  } finally {
    try {
      const around = { findings, log, signal: stop.signal };
      if (run.comment) await watch.during(writeComment(run.comment, report, around));
    } catch (error) {
      report.problems = [...report.problems, ...problemsOf(error, stop.signal, raw("timeout").trim())];
    }
    stop.ignore();
    report.warnings = findings.warnings;
    for (const note of findings.notes.splice(0)) log.line(note);
    await publish(report, findings, log, run.withSummary);
  }
}

async function runValidation(run: Run): Promise<void> {
  const { log, report, findings, stop, watch, workspace } = run;
  const inputs = readProjectInputs(raw, workspace, findings);
  run.withSummary = inputs.summary;
  const checking = validate(inputs, {
    program: import.meta.filename, // The bundle is one file.
    ...{ workspace, env: process.env, signal: AbortSignal.any([stop.signal, watch.signal]) },
    clean: (text) => log.clean(text),
  });
  const { checked, problems, warnings } = await watch.during(checking);
  findings.problems.push(...problems);
  findings.warnings.push(...warnings);
  if (checked) tell(checked, report, findings);
  findings.stopOnProblems();
}

async function runDeploy(run: Run): Promise<void> {
  const { log, report, findings, stop, watch, workspace } = run;
  const inputs = readInputs(raw, workspace, findings);
  run.withSummary = inputs.summary;
  report.apiUrl = inputs.apiUrl;
  report.names = inputs.names;
  report.shard = inputs.shard;
  if (inputs.comment !== "never") run.comment = inputs;
  report.uiUrl = inputs.uiUrl;
  report.authentication = describeCredential(inputs.credential);
  const temp = toRunner(
    "RUNNER_TEMP",
    () => mkdtempSync(join(runnerTemp(), "prefect-deploy-")),
    runnerTemp(),
  );
  log.state(STATE.temp, temp);
  const limit = AbortSignal.timeout(inputs.timeout * 1000);
  const work = deploy(inputs, {
    log,
    findings,
    report,
    env: process.env,
    signal: AbortSignal.any([stop.signal, limit, watch.signal]),
    deadline: Date.now() + inputs.timeout * 1000,
    temp,
    workspace,
    show: (path) => shownPath(path, workspace),
    remember: (record) => {
      if (!inputs.keepConfig) log.state(STATE.config, JSON.stringify(record));
    },
  });
  await watch.during(work);
}

function firstLine(text: string): string | undefined {
  return text.trim().split(/[\r\n]/)[0] || undefined;
}

const RESTORED = {
  removed: "removed; there was none before.",
  lost: "removed; what it held before is not in RUNNER_TEMP any more.",
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
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    for (const problem of error.problems) log.problem(problem);
    process.exitCode = core.ExitCode.Failure;
  }
  if (temp) removeTemp(temp, log);
}

function removeTemp(temp: string, log: Log): void {
  try {
    rmSync(temp, { recursive: true, force: true });
  } catch (error) {
    log.warnOnce({
      what: `The files of this step cannot be removed (${(error as NodeJS.ErrnoException).code || "unknown error"}): ${temp}.`,
      fix: "Remove the folder, unless the runner empties RUNNER_TEMP after the job.",
    });
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
