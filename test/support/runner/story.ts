import { AsyncLocalStorage } from "node:async_hooks";
import { readFileSync } from "node:fs";
import { delimiter, isAbsolute, join, relative } from "node:path";
import { parse } from "yaml";
import { describeCredential } from "../../../src/credentials/credential.js";
import { secretForms } from "../../../src/base/secrets.js";
import { deploy } from "../../../src/deploy/deploy.js";
import { ActionError, type Problem } from "../../../src/base/errors.js";
import { Findings } from "../../../src/base/findings.js";
import { rawSecrets, readInputs } from "../../../src/inputs/read.js";
import { PreflightError } from "../../../src/server/check.js";
import { run } from "../../../src/prefect/process.js";
import { Log } from "../../../src/base/log.js";
import { outputs } from "../../../src/report/outputs.js";
import { emptyReport, type DeploymentResult, type RunReport } from "../../../src/report/report.js";
import { summary } from "../../../src/report/summary.js";
import { restoreConfig } from "../../../src/settings/config-file.js";
import type { ConfigRecord } from "../../../src/base/run-context.js";
import type { RunContext } from "../../../src/base/run-context.js";
import { cleanEnvironment, ROOT } from "../../../scripts/parts.mjs";
import { clientFolders } from "../shared/client.ts";
import type { PrefectServer, PrefectVersion } from "../servers/prefect.ts";
import { tempDir } from "../temp.ts";
import { NEWEST } from "../servers/prefect.ts";

export interface StoryOptions {
  /** As under `with:`; what is left out gets its default from action.yml. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Absolute: the checked-out repository. */
  readonly workspace: string;
  /** Whose `prefect` is first on PATH; `none` for no Prefect at all. Default: the newest. */
  readonly client?: PrefectVersion | "none";
  /** Whether the client is a process of its own from its start, and no fork (shared/client.ts). Default: no. */
  readonly ownProcess?: boolean;
  /** More environment; `PREFECT_HOME` is an empty folder unless given here. */
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** In place of what a run allows itself. */
  readonly limits?: NonNullable<RunContext["limits"]>;
  /** Gets each line of the log as it comes. */
  readonly onLine?: (line: string) => void;
  /** In place of the whole job: `replaying` of replay.ts. */
  readonly job?: typeof deploy;
}

export interface Story {
  readonly report: RunReport;
  /** `created a/prod` */
  readonly results: readonly string[];
  /** Everything that stopped it; empty where it went well. */
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** The preflight's diagnosis, where that stopped it. */
  readonly diagnosis: string | undefined;
  /** Anything thrown, also what is not an ActionError. */
  readonly error: unknown;
  /** The log, commands to the runner included. */
  readonly lines: readonly string[];
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/**
 * The job in this process, between inputs and report: the same code as the bundle, so that coverage counts it.
 * The settings file is put back at the end, as the post step does.
 */
export async function deployStory(options: StoryOptions): Promise<Story> {
  await using temp = await tempDir();
  await using home = await tempDir();
  const env = environment(options, home.path);
  const report = emptyReport();
  const findings = new Findings();
  const raw = rawInputs(options.inputs);
  const records: ConfigRecord[] = [];
  const { error, lines } = await captured(options.onLine, async () => {
    const log = new Log();
    log.mask(secretForms(rawSecrets(raw)));
    const inputs = readInputs(raw, options.workspace, findings);
    report.mode = inputs.mode;
    report.environment = inputs.environment;
    report.apiUrl = inputs.apiUrl;
    report.names = inputs.names;
    report.authentication = describeCredential(inputs.credential);
    log.label = inputs.environment;
    const limit = AbortSignal.timeout(inputs.timeout * 1000);
    try {
      await (options.job ?? deploy)(inputs, {
        log,
        findings,
        report,
        env,
        signal: options.signal ? AbortSignal.any([limit, options.signal]) : limit,
        deadline: Date.now() + inputs.timeout * 1000,
        temp: temp.path,
        workspace: options.workspace,
        show: (path) => shown(path, options.workspace),
        ...(options.limits ? { limits: options.limits } : {}),
        remember: (record) => {
          if (!inputs.keepConfig) records.push(record);
        },
      });
    } finally {
      for (const record of records) restoreConfig(record, []);
    }
  });
  report.problems = error instanceof ActionError ? error.problems : [];
  report.warnings = findings.warnings;
  return {
    report,
    results: report.results.map(({ action, flow, name }: DeploymentResult) => `${action} ${flow}/${name}`),
    problems: report.problems,
    warnings: report.warnings,
    diagnosis: error instanceof PreflightError ? error.diagnosis.id : undefined,
    error,
    lines,
    log: lines.join("\n"),
    outputs: outputs(report),
    summary: summary(report),
  };
}

/** `flow/deployment` of all that the server has, sorted. */
export async function deployed(server: PrefectServer): Promise<string[]> {
  return (await liveDeployments(server)).map(({ flow, name }) => `${flow}/${String(name)}`).sort();
}

/** All deployments as the server gives them, with the name of the flow. */
export async function liveDeployments(
  server: PrefectServer,
): Promise<(Record<string, unknown> & { readonly flow: string })[]> {
  const flows = (await server.request("POST", "/flows/filter", {})) as { id: string; name: string }[];
  const names = new Map(flows.map(({ id, name }) => [id, name]));
  const live = (await server.request("POST", "/deployments/filter", {})) as Record<string, unknown>[];
  return live.map((deployment) => ({ ...deployment, flow: names.get(String(deployment["flow_id"])) ?? "?" }));
}

/** `what` and `fix` of problems or warnings, each at its place: what a reader of the log gets to see. */
export function told(problems: readonly Problem[]): string[] {
  return problems.map(({ what, where, fix }) => {
    const line = where?.line === undefined ? "" : `:${where.line}`;
    return `${where ? `${where.file}${line}: ` : ""}${what} ${fix}`;
  });
}

function environment(
  { client = NEWEST, ownProcess = false, env = {} }: StoryOptions,
  home: string,
): Record<string, string> {
  const inherited = cleanEnvironment({ HOME: home, PREFECT_HOME: home });
  const path =
    client === "none"
      ? "/usr/bin:/bin"
      : [...clientFolders(client, ownProcess), inherited["PATH"] ?? ""].join(delimiter);
  return { ...inherited, PATH: path, ...env };
}

const DEFAULTS = (
  parse(readFileSync(join(ROOT, "action.yml"), "utf8")) as { inputs: Record<string, { default?: string }> }
).inputs;

/** The inputs as the runner hands them over. */
export function rawInputs(inputs: StoryOptions["inputs"]): (name: string) => string {
  const unknown = Object.keys(inputs).filter((name) => !Object.hasOwn(DEFAULTS, name));
  if (unknown.length > 0) throw new Error(`action.yml has no input ${unknown.join(", ")}.`);
  // An expression: no runner is here to fill it in.
  const preset = (name: string) => (DEFAULTS[name]?.default ?? "").replace(/^\${{.*}}$/, "");
  return (name) => inputs[name] ?? preset(name);
}

function shown(path: string, workspace: string): string {
  const inside = relative(workspace, path);
  return inside.startsWith("..") || isAbsolute(inside) ? path : inside;
}

/** What `@actions/core` writes within a story belongs to it, also where two of them run at once. */
const taker = new AsyncLocalStorage<(text: string) => void>();
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = ((...args: Parameters<typeof write>) => {
  const take = taker.getStore();
  if (!take) return write(...args);
  take(String(args[0]));
  return true;
}) as typeof process.stdout.write;

/** Runs `body`, and takes what it writes to the log. */
export async function captured(
  onLine: ((line: string) => void) | undefined,
  body: () => Promise<void>,
): Promise<{ error: unknown; lines: string[] }> {
  const lines: string[] = [];
  let rest = "";
  const take = (text: string) => {
    const parts = (rest + text).split(/\r?\n/);
    rest = parts.pop() ?? "";
    for (const line of parts) {
      lines.push(line);
      onLine?.(line);
    }
  };
  try {
    await taker.run(take, body);
    return { error: undefined, lines };
  } catch (error) {
    return { error, lines };
  }
}

/** A program on its own, without this action: what the CLI does when it is left to itself. */
export async function bare(
  command: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly exitCode: number | undefined; readonly output: string }> {
  await using home = await tempDir();
  return await run(command, {
    cwd,
    env: cleanEnvironment({ HOME: home.path, PREFECT_HOME: home.path, ...env }),
  });
}
