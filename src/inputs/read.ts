import { resolve } from "node:path";
import { Findings } from "../base/findings.js";
import { leavesByLink } from "../base/places.js";
import { keyLines, type RawSecrets } from "../base/secrets.js";
import { checkIgnored } from "../validate/ignore.js";
import { RULES } from "../validate/rules.js";
import { readConnection } from "./connection.js";
import { UNSET, type RawInputs } from "./raw.js";
import { command, label, lines, oneOf, wholeNumber, yesOrNo } from "./scalars.js";
import { parseShard } from "./shard.js";
import { readTls } from "./tls.js";
import {
  CONFIG_TARGETS,
  MODES,
  ON_COMMIT_ERROR,
  type AskedInputs,
  type Inputs,
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
 * @param raw the runner's values
 * @param workspace absolute path that `working-directory` is relative to
 * @param findings takes what was cleaned up and what is dangerous
 * @throws ActionError with one problem for each wrong value, all at once
 */
export function readInputs(raw: RawInputs, workspace: string, findings: Findings): AskedInputs {
  const connection = readConnection(raw, findings);
  const inputs: AskedInputs = {
    mode: readMode(raw),
    ...connection,
    ...projectInputs(raw, workspace, findings),
    tls: readTls(raw, workspace, findings),
    prefectCommand: command(raw("prefect-command"), findings),
    profile: raw("profile").trim() || undefined,
    retries: wholeNumber("retries", raw("retries"), { min: 0, max: 100, unit: "tries" }, findings),
    configTarget: oneOf("config-target", raw("config-target"), CONFIG_TARGETS, findings),
    keepConfig: yesOrNo("keep-config", raw("keep-config"), findings),
    ...readTransaction(raw, findings),
  };
  findings.stopOnProblems();
  for (const value of Object.values(inputs)) Object.freeze(value);
  return Object.freeze(inputs);
}

type TransactionInputs = Pick<
  Inputs,
  | "transaction"
  | "concurrency"
  | "onCommitError"
  | "keepPausedSchedules"
  | "failOnChanges"
  | "shard"
  | "shards"
  | "comment"
  | "githubToken"
  | "allowUntrustedCode"
>;

function readTransaction(raw: RawInputs, findings: Findings): TransactionInputs {
  const flag = (name: string): boolean => yesOrNo(name, raw(name), findings);
  const [shard, shards] = [raw("shard").trim(), raw("shards").trim()];
  const inputs = {
    transaction: flag("transaction"),
    concurrency: wholeNumber(
      "concurrency",
      raw("concurrency"),
      { min: 1, max: 64, unit: "writes" },
      findings,
    ),
    onCommitError: oneOf("on-commit-error", raw("on-commit-error"), ON_COMMIT_ERROR, findings),
    keepPausedSchedules: flag("keep-paused-schedules"),
    failOnChanges: flag("fail-on-changes"),
    shard: shard === "" ? undefined : parseShard(shard, findings),
    shards:
      shards === ""
        ? undefined
        : wholeNumber("shards", shards, { min: 1, max: 256, unit: "shards" }, findings),
    comment: flag("comment"),
    githubToken: raw("github-token").trim(),
    allowUntrustedCode: flag("allow-untrusted-code"),
  };
  if (!inputs.transaction && raw("mode").trim() === "plan") {
    findings.problem(
      "`transaction: false` writes straight to the server, and `mode: plan` must write nothing.",
      "Take one of them out.",
    );
  }
  if (!inputs.transaction && inputs.keepPausedSchedules) {
    findings.problem(
      "`keep-paused-schedules` needs the transaction: without it every write goes to the server as it is.",
      "Take `transaction: false` out, or `keep-paused-schedules`.",
    );
  }
  return inputs;
}

/** What the step is to do. A word that is none of the modes is an error: it must not deploy. */
export function readMode(raw: RawInputs): Mode {
  const findings = new Findings();
  const mode = oneOf("mode", raw("mode"), MODES, findings);
  findings.stopOnProblems();
  return mode;
}

/**
 * Reads and checks the inputs of `mode: validate`.
 *
 * @param workspace absolute path that `working-directory` is relative to
 * @throws ActionError with one problem for each wrong value, all at once
 */
export function readProjectInputs(raw: RawInputs, workspace: string, findings: Findings): ProjectInputs {
  const inputs = projectInputs(raw, workspace, findings);
  findings.stopOnProblems();
  return inputs;
}

function projectInputs(raw: RawInputs, workspace: string, findings: Findings): ProjectInputs {
  const prefectFiles = lines(raw("prefect-file"));
  if (prefectFiles.length === 0) {
    findings.problem(
      "`prefect-file` is empty.",
      "Give the path of a prefect file, for example `prefect.yaml`.",
    );
  }
  const ignoreRules = raw("ignore-rules")
    .split(/[\s,]+/)
    .filter((rule) => rule !== "");
  checkIgnored(ignoreRules, RULES, findings);
  const workingDirectory = resolve(workspace, raw("working-directory").trim() || ".");
  if (leavesByLink(workingDirectory, workspace)) {
    findings.problem(
      "`working-directory` leads out of the repository through a symbolic link.",
      "Name the folder itself: what is checked out must not decide where this runs.",
    );
  }
  return {
    prefectFiles,
    ignoreRules,
    names: lines(raw("names")),
    workingDirectory,
    environment: label(raw("environment"), findings),
    summary: yesOrNo("summary", raw("summary"), findings),
    timeout: wholeNumber("timeout", raw("timeout"), { min: 1, max: 86_400, unit: "seconds" }, findings),
  };
}
