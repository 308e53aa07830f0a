import { ActionError, type Problem, type Where } from "../base/errors.js";
import { quote } from "../base/quote.js";
import type { RunContext } from "../base/run-context.js";
import { NotUnderstoodError, type RecordedWrite, type Recorder } from "../gateway/recording.js";
import type { Inputs } from "../inputs/types.js";
import { shownLine } from "../prefect/deploy-cli.js";
import type { CliRun } from "../prefect/run-cli.js";
import { toldOf } from "../prefect/script.js";
import { readTold, type PythonPlace, type Told } from "../prefect/told.js";
import { storedNames } from "../project/select.js";
import type { AskedSite } from "./client.js";
import type { Made } from "./made.js";

/** A script that has ended. */
interface Ended {
  readonly done: CliRun;
  /** `running` are those that still do. */
  readonly told: Told;
  readonly inputs: Inputs;
  readonly show: (path: string) => string;
  /** Of `prefect-command`. */
  readonly asked: readonly AskedSite[];
  readonly recorder: Recorder | undefined;
}

const FIX = "Fix this and re-run the job; nothing was written to the server.";

/** Why what a script did cannot be taken; none where it can. */
export function problemsOf(ended: Ended): Problem[] {
  return [...stillRunning(ended.told), ...(endProblems(ended) ?? whole(ended))];
}

/** What such a process deploys would be lost. */
function stillRunning({ running }: Told): Problem[] {
  if (running.length === 0) return [];
  return [
    {
      what: `\`deploy-command\` has ended, and a Python that it started still runs (process ${running.join(", ")}): what it deploys from now on would be lost. Nothing was written.`,
      fix: "Let the script wait for what it starts.",
    },
  ];
}

/** Why it ended before its end; undefined where it did not. */
function endProblems({ done, told, show }: Ended): Problem[] | undefined {
  if (told.stopped.length > 0) {
    return told.stopped.map((one) => ({
      what: `\`deploy-command\` does what cannot be done here: ${one.what}. Nothing was written.`,
      fix: FIXES.find(([word]) => one.what.includes(word))?.[1] ?? LEAVE_OUT,
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

const LEAVE_OUT =
  "Build it in a step before this one and call `.deploy(…, build=False, push=False)`; or leave it out where PREFECT_DEPLOY_MODE is `plan`.";
const FIXES = [
  [
    "another server",
    "Take out what names another server in the script (PREFECT_API_URL, a profile, a client of its own): `api-url` says where it goes.",
  ],
  [
    "serve",
    "Deploy to a work pool with `.deploy(…)`, whose workers start the runs; or start `serve` where it is to stay, not in a workflow.",
  ],
] as const;

/** What is wrong though it ended well: exit code 0 is no proof. */
function whole({ told, inputs, show, asked, recorder }: Ended): Problem[] {
  const recorded = [...(recorder?.deployments.values() ?? [])];
  const names = new Set(recorded.map(({ flowName, name }) => `${flowName}/${name}`));
  const failed = [...told.failed].map(([name, one]) => ({
    what: `${name} failed, and the script went on: ${quote(shownLine(one.error), 300)}.`,
    fix: `Prefect's \`deploy()\` goes on with the others where one of several fails, and ends without an error. ${FIX}`,
    where: whereOf(one, show),
  }));
  const isThere = (name: string): boolean =>
    storedNames(name).some((one) => names.has(one) || told.failed.has(one));
  const missing = [...new Map([...told.applied, ...told.asked])]
    .filter(([name]) => !isThere(name))
    .map(([name, one]) => ({
      what: `${name} was asked for and not sent to this step's server.`,
      fix: "Await it where it is a coroutine; wait for threads and processes; and take out what names another server.",
      where: whereOf(one, show),
    }));
  const twice = [...(recorder?.repeated ?? [])].map((name) => ({
    what: `${name} is deployed more than once by one run of \`deploy-command\`: the second call changes what the first has made.`,
    fix: "Give one of them another name, or take it out.",
    where: whereOf(told.applied.get(name), show),
  }));
  const used = new Set(recorded.map(({ flowName }) => flowName));
  const flows = [...(recorder?.flows.keys() ?? [])]
    .filter((name) => !used.has(name))
    .map((name) => ({
      what: `The flow ${quote(name)} is created without a deployment, which this step does not write.`,
      fix: "Give it a deployment, or create it in a step of its own.",
    }));
  const all = [...failed, ...missing, ...twice, ...flows, ...others(told, inputs, asked)];
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

/** What this step gives a script in place of what the workflow gives it: it must not be stored. */
export interface Own {
  readonly variable: string;
  /** By which it is known again. */
  readonly text: string;
}

/** What would be stored of this step in place of what the workflow has. */
export function stored(
  recorded: readonly RecordedWrite[],
  { candidates }: Made,
  own: readonly Own[],
): Problem[] {
  return recorded.flatMap((held, index) => {
    const text = JSON.stringify([held.body, held.automations]);
    const [first] = own.filter((one) => text.includes(JSON.stringify(one.text).slice(1, -1)));
    if (!first) return [];
    return {
      what: `${held.flowName}/${held.name} would store ${first.variable}, which this step sets for the script: the value is not the one that its runs need.`,
      fix: `Pass the value that is meant under another name with \`env:\`, for example WORKER_${first.variable}.`,
      where: candidates[index]?.where,
    };
  });
}

function whereOf(one: PythonPlace | undefined, show: (path: string) => string): Where | undefined {
  if (one?.file === undefined) return undefined;
  return { file: show(one.file), ...(one.line === undefined ? {} : { line: one.line }) };
}

/** What ends a run at the gateway, at the line of the script that it comes from, as far as that is known. */
export function atScript(error: unknown, { temp, show }: Pick<RunContext, "temp" | "show">): unknown {
  if (!(error instanceof NotUnderstoodError)) return error;
  const { requests } = readTold(toldOf(temp));
  return new ActionError(
    error.problems.map(({ what }) => ({
      what,
      where: whereOf(
        requests.findLast(({ request }) => what.includes(` ${request} `)),
        show,
      ),
      fix: "`deploy-command` does this besides deploying: leave it out, or do it in a step of its own, before or after this one.",
    })),
  );
}
