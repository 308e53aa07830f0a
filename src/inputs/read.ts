import { resolve } from "node:path";
import { Findings } from "../base/findings.js";
import { leavesByLink } from "../base/places.js";
import { keyLines, type RawSecrets } from "../base/secrets.js";
import { checkIgnored } from "../validate/ignore.js";
import { RULES } from "../validate/rules.js";
import { nearest } from "../base/nearest.js";
import { readConnection } from "./connection.js";
import { checkFitting } from "./fitting.js";
import { UNSET, type RawInputs } from "./raw.js";
import { readDeployCommand, readPrefectCommand } from "./commands.js";
import { label, lines, Scalars } from "./scalars.js";
import { readComment, readExpectedPlan, readPrune } from "./review.js";
import { parseShard } from "./shard.js";
import { RUN_FROM } from "../project/run-from.js";
import { readSince } from "./since.js";
import { readTls } from "./tls.js";
import {
  CONFIG_TARGETS,
  MODES,
  ON_COMMIT_ERROR,
  ON_IMPORT_ERROR,
  UNKNOWN,
  type AskedInputs,
  type Mode,
  type ProjectInputs,
} from "./types.js";

/** What must not be shown, before anything is known about it. */
export function rawSecrets(raw: RawInputs): RawSecrets {
  const given = (name: string): string => (raw(name).trim() === UNSET ? "" : raw(name));
  return {
    values: [
      ...["auth-string", "password", "api-key", "client-secret", "github-token"].map(given),
      ...keyLines(given("client-key")),
    ],
    username: given("username"),
    password: given("password"),
    headers: raw("headers"),
  };
}

/**
 * Reads and checks all inputs.
 *
 * @param workspace absolute path that `working-directory` is relative to
 * @param findings takes what was cleaned up and what is dangerous
 * @throws ActionError with one problem for each wrong value, all at once
 */
export function readInputs(raw: RawInputs, workspace: string, findings: Findings): AskedInputs {
  const scalars = new Scalars(raw, findings);
  const inputs: AskedInputs = {
    mode: checkedMode(raw, findings),
    ...readConnection(raw, findings),
    ...projectInputs(raw, workspace, findings),
    ...readSince(raw, findings),
    tls: readTls(raw, workspace, findings),
    prefectCommand: readPrefectCommand(raw("prefect-command"), findings),
    profile: scalars.text("profile") || undefined,
    retries: scalars.number("retries", "tries", 0, 100),
    configTarget: scalars.oneOf("config-target", CONFIG_TARGETS),
    keepConfig: scalars.flag("keep-config"),
    ...transactionInputs(raw, scalars, findings),
  };
  findings.stopOnProblems();
  for (const value of Object.values(inputs)) Object.freeze(value);
  return Object.freeze(inputs);
}

function transactionInputs(raw: RawInputs, scalars: Scalars, findings: Findings) {
  const inputs = {
    transaction: scalars.flag("transaction"),
    concurrency: scalars.number("concurrency", "writes", 1, 64),
    onCommitError: scalars.oneOf("on-commit-error", ON_COMMIT_ERROR),
    onImportError: scalars.oneOf("on-import-error", ON_IMPORT_ERROR),
    keepPausedSchedules: scalars.flag("keep-paused-schedules"),
    clearSchedules: scalars.flag("clear-schedules"),
    failOnChanges: scalars.flag("fail-on-changes"),
    unknown: scalars.oneOf("unknown", UNKNOWN),
    shard: parseShard(scalars.text("shard"), findings),
    shards: scalars.text("shards") === "" ? undefined : scalars.number("shards", "shards", 1, 256),
    comment: readComment(scalars),
    githubToken: scalars.text("github-token"),
    allowUntrustedCode: scalars.flag("allow-untrusted-code"),
    ...readPrune(scalars, findings),
    expectedPlan: readExpectedPlan(raw, findings),
  };
  if (!inputs.transaction && scalars.text("mode") === "plan") {
    findings.problem(
      "`transaction: false` writes straight to the server, and `mode: plan` must write nothing.",
      "Take one of them out.",
    );
  }
  const needing = {
    "keep-paused-schedules": inputs.keepPausedSchedules,
    "clear-schedules": inputs.clearSchedules,
    "on-import-error": inputs.onImportError === "error",
    prune: inputs.prune,
    "expected-plan": inputs.expectedPlan !== undefined,
  };
  for (const [name, isAsked] of Object.entries(needing)) {
    if (inputs.transaction || !isAsked) continue;
    findings.problem(
      `\`${name}\` needs the transaction: without it every write goes to the server as it is.`,
      `Take \`transaction: false\` out, or \`${name}\`.`,
    );
  }
  return inputs;
}

/** What the step is to do. For a word that is none of the modes the one that is most likely meant, until that is an error. */
export function modeOf(raw: RawInputs): Mode {
  return nearest(raw("mode").trim(), MODES) ?? "deploy";
}

/** The same, and all that does not fit it. */
function checkedMode(raw: RawInputs, findings: Findings): Mode {
  new Scalars(raw, findings).oneOf("mode", MODES);
  const mode = modeOf(raw);
  checkFitting(raw, mode, findings);
  return mode;
}

/**
 * Reads and checks the inputs of `mode: validate`.
 *
 * @param workspace absolute path that `working-directory` is relative to
 * @throws ActionError with one problem for each wrong value, all at once
 */
export function readProjectInputs(raw: RawInputs, workspace: string, findings: Findings): ProjectInputs {
  checkedMode(raw, findings);
  const inputs = projectInputs(raw, workspace, findings);
  findings.stopOnProblems();
  return inputs;
}

function projectInputs(raw: RawInputs, workspace: string, findings: Findings): ProjectInputs {
  const scalars = new Scalars(raw, findings);
  const deployCommand = readDeployCommand(raw, findings);
  const isScript = deployCommand.length > 0;
  const prefectFiles = isScript ? [] : lines(raw("prefect-file"));
  if (prefectFiles.length === 0 && !isScript) {
    findings.problem(
      "`prefect-file` is empty.",
      "Give the path of a prefect file, for example `prefect.yaml`.",
    );
  }
  const ignoreRules = raw("ignore-rules")
    .split(/[\s,]+/)
    .filter((rule) => rule !== "");
  checkIgnored(ignoreRules, RULES, findings);
  const workingDirectory = resolve(workspace, scalars.text("working-directory") || ".");
  if (leavesByLink(workingDirectory, workspace)) {
    findings.problem(
      "`working-directory` leads out of the repository through a symbolic link.",
      "Name the folder itself: what is checked out must not decide where this runs.",
    );
  }
  return {
    prefectFiles,
    deployCommand,
    runFrom: scalars.oneOf("run-from", RUN_FROM),
    ignoreRules,
    names: lines(raw("names")),
    workingDirectory,
    environment: label(raw("environment"), findings),
    summary: scalars.flag("summary"),
    timeout: scalars.number("timeout", "seconds", 1, 86_400),
  };
}
