import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { attempt } from "../base/attempt.js";
import { ActionError } from "../base/errors.js";
import { pause } from "../base/pause.js";
import { isRegularFile, NotRead, tryRead } from "../base/project-files.js";
import type { RunContext } from "../base/run-context.js";
import { SETTINGS } from "../base/setting-names.js";
import type { Session } from "../gateway/session.js";
import type { Inputs } from "../inputs/types.js";
import { inShard } from "../inputs/shard.js";
import { showCli, type StartedCli } from "../prefect/run-cli.js";
import { hooked, startScript as start, toldOf } from "../prefect/script.js";
import { readTold, type Told } from "../prefect/told.js";
import { select } from "../project/select.js";
import { fileRun } from "./cli.js";
import type { AskedSite } from "./client.js";
import type { DeployContext } from "./context.js";
import { madeBy } from "./made.js";
import { say, type Work } from "./project.js";
import { named } from "./results.js";
import { problemsOf, stored, type Own } from "./script-problems.js";
import { shardKey, tellSelected } from "./selection.js";
import type { TransactionRun } from "./transaction-run.js";

/** A script that has been started. */
export interface StartedScript {
  readonly cli: StartedCli;
  readonly own: readonly Own[];
}

type ScriptWork = Pick<Work, "inputs" | "cliEnv">;

/** Starts it, with this step's gateway for its server and nothing to authenticate with. */
export function startScript(
  { inputs, cliEnv }: ScriptWork,
  { env, temp, signal, log }: RunContext,
): StartedScript {
  const { apiUrl, apiKey, authString, customHeaders } = SETTINGS;
  // The gateway adds the credential. Whoever stores this in a deployment would store nothing without knowing it.
  const stand = `not-given-to-scripts-${randomBytes(9).toString("hex")}`;
  const headers = Object.fromEntries(Object.keys(inputs.headers).map((name) => [name, stand]));
  const { kind } = inputs.credential;
  const given = {
    ...(kind === "bearer" || env[apiKey.env] ? { [apiKey.env]: stand } : {}),
    ...(kind === "basic" || env[authString.env] ? { [authString.env]: `${stand}:${stand}` } : {}),
    ...(Object.keys(headers).length > 0 || env[customHeaders.env]
      ? { [customHeaders.env]: JSON.stringify({ ...headers, "X-Deploy": stand }) }
      : {}),
  };
  const hook = hooked({ cliEnv, outside: env, given, apiUrl: inputs.apiUrl, mode: inputs.mode }, temp);
  const gateway = new URL(cliEnv[apiUrl.env] ?? "");
  const own = [
    ...Object.keys(given).map((variable) => ({ variable, text: stand })),
    ...[gateway.host, gateway.pathname.split("/")[1] ?? ""].map((text) => ({ variable: apiUrl.env, text })),
    { variable: SETTINGS.caFile.env, text: join(hook.folder, "loopback.pem") },
    { variable: "PYTHONPATH", text: hook.folder },
  ];
  const job = { command: inputs.deployCommand, cwd: inputs.workingDirectory, env: hook.env, signal };
  return { cli: start(job, log), own };
}

/** Absolute path of the script, where `deploy-command` names one: `python deploy.py`, `python -m deploy`, `./deploy.sh`. */
function scriptOf({ deployCommand, workingDirectory }: Inputs): string | undefined {
  const modules = deployCommand.map((word) => `${word.replaceAll(".", "/")}.py`);
  const scripts = [...deployCommand, ...modules].filter((word) => /\.(?:py|sh|bash)$/.test(word));
  return scripts.map((word) => resolve(workingDirectory, word)).find(isRegularFile);
}

/** So many texts of a script are looked for among the names on the server. */
const MOST_NAMES = 450;

/**
 * Reads ahead what a script may ask for, by what is written in it, and lets its reads begin, whatever comes of that. What
 * is not foreseen is read when it is asked for.
 */
export async function readAheadOfScript(inputs: Inputs, { live, open }: Session): Promise<void> {
  const script = scriptOf(inputs);
  const read = script === undefined ? "" : tryRead(script, 2_000_000);
  const text = read instanceof NotRead ? "" : read.toString("utf8");
  const texts = [...text.matchAll(/(["'])((?:(?!\1)[^\\\r\n]){1,200})\1/g)].map((found) => found[2] ?? "");
  const functions = [...text.matchAll(/^\s*(?:async )?def (\w+)/gm)].map(([, name = ""]) =>
    name.replaceAll("_", "-"),
  );
  const names = [...new Set(texts)].slice(0, MOST_NAMES);
  try {
    if (names.length === 0) return;
    await live.load(names, [...new Set([...functions, ...texts])].slice(0, MOST_NAMES));
    await live.loadFlowsOfDeployments();
  } finally {
    open();
  }
}

interface ScriptCheck extends ScriptWork {
  /** Of `prefect-command`. */
  readonly asked: readonly AskedSite[];
  readonly session: Session;
  readonly started: StartedScript;
  /** @throws what the gateway stopped by */
  readonly throwIfLost: () => void;
}

/** What of a transaction comes from the script. */
type ScriptRun = Pick<TransactionRun, "runs" | "inFiles" | "unselected" | "manifests">;

/**
 * Waits for the script, and takes of what it would have written what was asked for.
 *
 * @throws ActionError where it did not do what can be taken: then nothing is written
 */
export async function takeScript(check: ScriptCheck, run: DeployContext): Promise<ScriptRun> {
  const { inputs, session, started, asked } = check;
  const { log, findings, report, temp, show } = run;
  const done = await showCli(started.cli, "Run deploy-command", log);
  check.throwIfLost();
  session.recorder?.close();
  const told = await toldInTheEnd(temp);
  const recorded = [...(session.recorder?.deployments.values() ?? [])];
  const around = {
    ...{ directory: inputs.workingDirectory, env: run.env, show, script: scriptOf(inputs) },
    ...{ words: inputs.deployCommand, workspace: run.workspace },
  };
  const made = madeBy(recorded, told, around);
  report.results = made.candidates.map((one) => ({ ...named(one), action: "not-tried" }));
  const ended = { done, told, inputs, show, asked, recorder: session.recorder };
  const problems = [...problemsOf(ended), ...stored(recorded, made, started.own)];
  if (problems.length > 0) throw new ActionError(problems);
  const selected = select(made.candidates, inputs.names, findings).filter(
    (one) => !inputs.shard || inShard(inputs.shard, shardKey(one)),
  );
  say(findings, log);
  findings.stopOnProblems();
  tellSelected(selected, made.candidates.length, inputs, log);
  const taken = new Set(selected);
  const ids = selected.map(({ deployment }) => recorded[deployment.index]?.id ?? "");
  const known = made.candidates.map(({ flow, name }) => `${flow ?? ""}/${name ?? ""}`);
  return {
    runs: [fileRun(selected, { ...done, ids })],
    inFiles: made.doubtful.length > 0 ? undefined : new Set(known),
    unselected: [...made.candidates.filter((one) => !taken.has(one)), ...made.doubtful],
    manifests: made.manifests,
  };
}

/** What was started may need a moment to end. */
async function toldInTheEnd(temp: string): Promise<Told> {
  const began = performance.now();
  for (;;) {
    const told = readTold(toldOf(temp));
    const running = told.running.filter(isAlive);
    if (running.length === 0 || performance.now() - began > LAST_MS) return { ...told, running };
    await pause(50);
  }
}

const LAST_MS = 2_000;

/** Where nobody has taken notice of its end, as in some containers, a process that has ended is still listed (Linux). */
function isAlive(pid: number): boolean {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, "latin1"));
  return attempt(() => process.kill(pid, 0)) === true && !/\) Z /.test(stat ?? "");
}
