import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { ActionError, place, type Problem, type Where } from "../base/errors.js";
import { isRegularFile, readRegularFile } from "../base/project-files.js";
import { quote } from "../base/quote.js";
import type { RunContext } from "../base/run-context.js";
import { SETTINGS } from "../base/setting-names.js";
import { NotUnderstoodError, type RecordedWrite } from "../gateway/recording.js";
import type { Session } from "../gateway/session.js";
import type { Inputs } from "../inputs/types.js";
import { inShard } from "../inputs/shard.js";
import { shownLine } from "../prefect/deploy-cli.js";
import { showCli, type CliRun, type StartedCli } from "../prefect/run-cli.js";
import { hooked, startScript as start, toldOf } from "../prefect/script.js";
import { readTold, type PythonPlace, type Told } from "../prefect/told.js";
import type { KnownDeployment } from "../project/candidates.js";
import { select } from "../project/select.js";
import { fileRun } from "./cli.js";
import type { AskedSite } from "./client.js";
import type { DeployContext } from "./context.js";
import { madeBy, type Made } from "./made.js";
import { say, type Work } from "./project.js";
import { named } from "./results.js";
import { shardKey } from "./selection.js";
import type { TransactionRun } from "./transaction-run.js";

/** A script that has been started. */
export interface StartedScript {
  readonly cli: StartedCli;
  readonly own: readonly Own[];
}

/** What this step gives a script in place of what the workflow gives it: it must not be stored. */
interface Own {
  readonly variable: string;
  /** By which it is known again. */
  readonly text: string;
}

type ScriptWork = Pick<Work, "inputs" | "cliEnv">;

/** Starts it, with this step's gateway for its server and nothing to authenticate with. */
export function startScript(
  { inputs, cliEnv }: ScriptWork,
  { temp, signal, log }: RunContext,
): StartedScript {
  const { apiUrl, apiKey, authString, customHeaders } = SETTINGS;
  // The gateway adds the credential. Whoever stores this in a deployment would store nothing without knowing it.
  const stand = `not-given-to-scripts-${randomBytes(9).toString("hex")}`;
  const headers = Object.fromEntries(Object.keys(inputs.headers).map((name) => [name, stand]));
  const { kind } = inputs.credential;
  const given = {
    ...(kind === "bearer" ? { [apiKey.env]: stand } : {}),
    ...(kind === "basic" ? { [authString.env]: `${stand}:${stand}` } : {}),
    ...(Object.keys(headers).length > 0 ? { [customHeaders.env]: JSON.stringify(headers) } : {}),
  };
  const hook = hooked({ ...cliEnv, ...given }, inputs.mode, temp);
  const gateway = new URL(cliEnv[apiUrl.env] ?? "");
  const own = [
    ...Object.keys(given).map((variable) => ({ variable, text: stand })),
    ...[gateway.host, gateway.pathname.split("/")[1] ?? ""].map((text) => ({ variable: apiUrl.env, text })),
    { variable: "PYTHONPATH", text: hook.folder },
    { variable: "PREFECT_DEPLOY_TOLD", text: hook.told },
  ];
  const job = { command: inputs.deployCommand, cwd: inputs.workingDirectory, env: hook.env, signal };
  return { cli: start(job, log), own };
}

/** Absolute path of the script, where `deploy-command` names one: `python deploy.py`, `./deploy.sh`. */
function scriptOf({ deployCommand, workingDirectory }: Inputs): string | undefined {
  const [program, ...words] = deployCommand.map((word) => resolve(workingDirectory, word));
  return [...words, program ?? ""].find(isRegularFile);
}

/** So many texts of a script are looked for among the names on the server. */
const MOST_NAMES = 450;

/** Reads ahead what a script may ask for, by what is written in it, and lets its reads begin. What is not foreseen is read when it is asked for. */
export async function readAheadOfScript(inputs: Inputs, { live, open }: Session): Promise<void> {
  const script = scriptOf(inputs);
  const text = script === undefined ? "" : readRegularFile(script).toString("utf8");
  const texts = [...text.matchAll(/(["'])((?:(?!\1)[^\\\r\n]){1,200})\1/g)].map((found) => found[2] ?? "");
  const functions = [...text.matchAll(/^\s*(?:async )?def (\w+)/gm)].map(([, name = ""]) =>
    name.replaceAll("_", "-"),
  );
  const names = [...new Set(texts)].slice(0, MOST_NAMES);
  if (names.length > 0) {
    await live.load(names, [...new Set([...functions, ...texts])].slice(0, MOST_NAMES));
    await live.loadFlowsOfDeployments();
  }
  open();
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
  const told = readTold(toldOf(temp));
  const { deployments = new Map<string, RecordedWrite>(), repeated = new Set<string>() } =
    session.recorder ?? {};
  const recorded = [...deployments.values()];
  const around = { directory: inputs.workingDirectory, env: run.env, show, script: scriptOf(inputs) };
  const made = madeBy(recorded, told, around);
  report.results = made.candidates.map((one) => ({ ...named(one), action: "not-tried" }));
  const ended = { done, told, inputs, show, recorded, repeated };
  const problems = [...(endProblems(ended) ?? whole(ended, asked)), ...stored(recorded, made, started.own)];
  if (problems.length > 0) throw new ActionError(problems);
  const selected = select(made.candidates, inputs.names, findings).filter(
    (one) => !inputs.shard || inShard(inputs.shard, shardKey(one)),
  );
  say(findings, log);
  findings.stopOnProblems();
  tellSelected(selected, made.candidates.length, inputs, run);
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

function tellSelected(
  selected: readonly KnownDeployment[],
  all: number,
  { names, shard }: Inputs,
  { log }: RunContext,
): void {
  const asked = names.length > 0 ? ` (names: ${names.join(", ")})` : "";
  const part = shard ? ` (shard ${shard.index} of ${shard.of})` : "";
  log.line(`${selected.length} of ${all} deployments${asked}${part}:`);
  for (const { flow, name, where } of selected)
    log.line(`  ${flow ?? ""}/${name ?? ""}${where.file === "" ? "" : `  ${place(where)}`}`);
}

interface Ended {
  readonly done: CliRun;
  readonly told: Told;
  readonly inputs: Inputs;
  readonly show: (path: string) => string;
  readonly recorded: readonly RecordedWrite[];
  readonly repeated: ReadonlySet<string>;
}

const FIX = "Fix this and re-run the job; nothing was written to the server.";

/** Why it ended before its end; undefined where it did not. */
function endProblems({ done, told, show }: Ended): Problem[] | undefined {
  if (told.stopped.length > 0) {
    return told.stopped.map((one) => ({
      what: `\`deploy-command\` does what cannot be done here: ${one.what}. Nothing was written.`,
      fix: one.what.includes("serve")
        ? "Deploy to a work pool with `.deploy(…)`, whose workers start the runs; or start `serve` where it is to stay, not in a workflow."
        : "Build it in a step before this one and call `.deploy(…, build=False, push=False)`; or leave it out where PREFECT_DEPLOY_MODE is `plan`.",
      where: whereOf(one, show),
    }));
  }
  if (done.failure === undefined) return undefined;
  const last = told.errors.at(-1);
  const isIt = last !== undefined && done.failure.includes(last.error.split(".").at(-1) ?? "");
  return [
    {
      what: `\`deploy-command\` failed: ${done.failure.replace(/\.?$/, ".")}`,
      fix: FIX,
      where: isIt ? whereOf(last, show) : undefined,
    },
  ];
}

/** What is wrong though it ended well: exit code 0 is no proof. */
function whole({ told, inputs, show, recorded, repeated }: Ended, asked: readonly AskedSite[]): Problem[] {
  const names = new Set(recorded.map(({ flowName, name }) => `${flowName}/${name}`));
  const failed = [...told.failed].map(([name, one]) => ({
    what: `${name} failed: ${quote(shownLine(one.error), 300)}. Prefect's \`deploy()\` goes on with the others, and ends without an error.`,
    fix: FIX,
    where: whereOf(one, show),
  }));
  const elsewhere = [...told.applied].flatMap(([name, one]) =>
    names.has(name)
      ? []
      : [
          {
            what: `${name} was sent to another server than this step's.`,
            fix: "Take out what sets PREFECT_API_URL or another profile in the script: `api-url` says where it goes.",
            where: whereOf(one, show),
          },
        ],
  );
  const twice = [...repeated].map((name) => ({
    what: `${name} is deployed more than once by one run of \`deploy-command\`: the second call changes what the first has made.`,
    fix: "Give one of them another name, or take it out.",
    where: whereOf(told.applied.get(name), show),
  }));
  const all = [...failed, ...elsewhere, ...twice, ...others(told, inputs, asked)];
  if (all.length > 0 || recorded.length > 0) return all;
  return [
    {
      what: "`deploy-command` ended without an error and deployed nothing.",
      fix: 'Call `.deploy(…)` or `deploy(…)` in it. What stands below `if __name__ == "__main__":` is run by `python deploy.py`, and not by an import.',
    },
  ];
}

/** The settings were asked of the Prefect of `prefect-command`: another one may read others. */
function others({ prefects }: Told, { prefectCommand }: Inputs, asked: readonly AskedSite[]): Problem[] {
  const versions = new Set(asked.map(({ probe }) => probe.version));
  const other = prefects.find(({ version }) => !versions.has(version));
  if (!other) return [];
  return [
    {
      what: `\`deploy-command\` runs Prefect ${quote(other.version, 30)} (${quote(other.python)}), and \`${prefectCommand.join(" ")}\` is Prefect ${[...versions].join(", ")}: the settings were checked with another Prefect than the one that deploys.`,
      fix: "Let both be the same, for example `prefect-command: uv run prefect` with `deploy-command: uv run deploy.py`.",
    },
  ];
}

/** What would be stored of this step in place of what the workflow has. */
function stored(recorded: readonly RecordedWrite[], { candidates }: Made, own: readonly Own[]): Problem[] {
  return recorded.flatMap((held, index) => {
    const text = JSON.stringify([held.body, held.automations]);
    const found = new Set(own.filter((one) => text.includes(one.text)).map(({ variable }) => variable));
    return [...found].map((variable) => ({
      what: `${held.flowName}/${held.name} would store ${variable}, which this step sets for the script: the value is not the one that its runs need.`,
      fix: `Pass the value that is meant under another name with \`env:\`, for example WORKER_${variable}.`,
      where: candidates[index]?.where,
    }));
  });
}

function whereOf(one: PythonPlace | undefined, show: (path: string) => string): Where | undefined {
  if (one?.file === undefined) return undefined;
  return { file: show(one.file), ...(one.line === undefined ? {} : { line: one.line }) };
}

/** What ends a run at the gateway, at the line of the script that it comes from, as far as that is known. */
export function atScript(error: unknown, { temp, show }: Pick<RunContext, "temp" | "show">): unknown {
  if (!(error instanceof NotUnderstoodError)) return error;
  const last = readTold(toldOf(temp)).requests.at(-1);
  const where = whereOf(last, show);
  return new ActionError(
    error.problems.map(({ what }) => ({
      what,
      where,
      fix: "`deploy-command` does this besides deploying: do it in a step of its own, before or after this one.",
    })),
  );
}
