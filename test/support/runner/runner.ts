import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { cleanEnvironment, ROOT, NEWEST_PART } from "../../../scripts/parts.mjs";
import { executable } from "../paths.ts";
import type { PrefectVersion } from "../servers/prefect.ts";
import { tempDir } from "../temp.ts";

/** One step that uses the action, as a runner sees it. */
export interface StepOptions {
  /** As under `with:`; what is left out gets its default from action.yml. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Absolute: the checked-out repository. */
  readonly workspace: string;
  /** More environment, as `env:` in a workflow. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whose `prefect` is first on PATH; `none` for no Prefect at all. Default: that of the newest. */
  readonly client?: `prefect-${PrefectVersion}` | "none";
  /** Absolute: RUNNER_TEMP of the job, where several steps share it. Default: one of its own. */
  readonly temp?: string;
  /** Gets the main step's lines as they come. `hangUp`: nobody reads them any more. */
  readonly onLine?: (line: string, kill: (signal: NodeJS.Signals) => void, hangUp: () => void) => void;
}

export interface StepResult {
  readonly exitCode: number | null;
  /** The log of main and post, commands to the runner included. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Markdown. */
  readonly summary: string;
  /** Milliseconds of the main step. */
  readonly took: number;
}

/** What main left behind, and the post step that cleans it up. */
export interface Step extends StepResult {
  /** Absolute: RUNNER_TEMP. */
  readonly temp: string;
  /** What main saved for post, as it stands in the runner's file, which later steps can read. */
  readonly state: string;
  /** The post step; its log. */
  readonly post: () => Promise<string>;
}

/**
 * Runs the committed bundle the way a runner does: inputs by environment, command files, saved state.
 * It stands in for the runner only where tests need to look between main and post; the e2e tests use a real one.
 */
export async function startStep(options: StepOptions): Promise<Step> {
  const home = await tempDir();
  const temp = options.temp ?? join(home.path, "temp");
  await mkdir(temp, { recursive: true });
  const files = {
    GITHUB_OUTPUT: "output",
    GITHUB_STATE: "state",
    GITHUB_STEP_SUMMARY: "summary",
    GITHUB_ENV: "env",
    GITHUB_PATH: "path",
  };
  const environment = cleanEnvironment({
    HOME: home.path,
    RUNNER_TEMP: temp,
    GITHUB_WORKSPACE: options.workspace,
    ...(await inputEnvironment(options.inputs)),
    ...options.env,
  });
  environment["PATH"] = pathWith(options.client ?? NEWEST_PART, environment["PATH"] ?? "");
  for (const [name, file] of Object.entries(files)) {
    environment[name] = join(home.path, file);
    await writeFile(environment[name], "");
  }
  const read = async (name: keyof typeof files) => readFile(join(home.path, files[name]), "utf8");
  const started = performance.now();
  const { exitCode, log } = await runBundle(environment, options.workspace, options.onLine);
  const took = performance.now() - started;
  return {
    exitCode,
    log,
    took,
    temp,
    state: await read("GITHUB_STATE"),
    outputs: commandFile(await read("GITHUB_OUTPUT")),
    summary: await read("GITHUB_STEP_SUMMARY"),
    post: async () => {
      const state = Object.entries(commandFile(await read("GITHUB_STATE")));
      const saved = Object.fromEntries(state.map(([name, value]) => [`STATE_${name}`, value]));
      const ended = await runBundle({ ...environment, ...saved }, options.workspace);
      await home.remove();
      return ended.log;
    },
  };
}

/** Main and post. */
export async function runStep(options: StepOptions): Promise<StepResult> {
  const { post, ...main } = await startStep(options);
  return { ...main, log: main.log + (await post()) };
}

/** `INPUT_API-URL`: upper case, hyphens kept; defaults from action.yml. */
async function inputEnvironment(inputs: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const action = parse(await readFile(join(ROOT, "action.yml"), "utf8")) as {
    inputs: Record<string, { default?: string }>;
  };
  const unknown = Object.keys(inputs).filter((name) => !Object.hasOwn(action.inputs, name));
  if (unknown.length > 0) throw new Error(`action.yml has no input ${unknown.join(", ")}.`);
  return Object.fromEntries(
    Object.entries(action.inputs).map(([name, { default: preset = "" }]) => [
      `INPUT_${name.toUpperCase()}`,
      // An expression: no runner is here to fill it in.
      inputs[name] ?? (preset.startsWith("${{") ? "" : preset),
    ]),
  );
}

function pathWith(client: string, path: string): string {
  if (client === "none") return "/usr/bin:/bin";
  return `${dirname(executable(client, "prefect"))}${process.platform === "win32" ? ";" : ":"}${path}`;
}

/** `name<<delimiter`, the value, `delimiter`: as runners read command files. */
function commandFile(text: string): Record<string, string> {
  const found = text.matchAll(/^(.+?)<<(\S+)\r?\n([\s\S]*?)\r?\n?^\2$/gm);
  return Object.fromEntries([...found].map(([, name = "", , value = ""]) => [name, value]));
}

async function runBundle(
  env: Record<string, string>,
  cwd: string,
  onLine?: StepOptions["onLine"],
): Promise<{ exitCode: number | null; log: string }> {
  const bundle = join(ROOT, "dist", "index.js");
  // An id of its own, as a runner gives each step: nothing that the step starts may outlive it unnoticed.
  const child = spawn(process.execPath, [bundle], { cwd, env: { ...env, RUNNER_TRACKING_ID: randomUUID() } });
  let log = "";
  let rest = "";
  const kill = (signal: NodeJS.Signals) => child.kill(signal);
  const hangUp = () => {
    child.stdout.destroy();
    child.stderr.destroy();
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      log += text;
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) onLine?.(line, kill, hangUp);
    });
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  return { exitCode, log };
}
