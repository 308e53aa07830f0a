import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import {
  cleanEnvironment,
  giveBack,
  GROUP,
  keep,
  killGroup,
  ROOT,
  NEWEST_PART,
} from "../../../scripts/parts.mjs";
import { BASIC_TRAEFIK_EXAMPLE } from "../servers/gates.ts";
import { executable } from "../paths.ts";
import { type TempDir, tempDir } from "../temp.ts";
import { waitFor } from "../wait.ts";

/** One push to a repository that holds the action and a project, run by a real runner (act, on this machine). */
export interface ActOptions {
  /** YAML. Needs actions/checkout; the action is `./`. */
  readonly workflow: string;
  /** Path in the repository → content, over the project of examples/basic-traefik. */
  readonly files?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  /** Environment of the machine: every step has it. */
  readonly env?: Readonly<Record<string, string>>;
  /** What happened. Default: a push, of which nothing is told. */
  readonly event?: { readonly name: "push" | "pull_request" | "merge_group"; readonly payload: object };
  /** Whose `prefect` is on the machine's PATH. */
  readonly client?: string;
  /**
   * Whether the runner masks what it was told to. Default no: then what the log shows is what the action itself
   * lets through.
   */
  readonly masking?: boolean;
  /** Ends act and everything that it started. */
  readonly signal: AbortSignal;
}

export interface ActJob {
  /** The key under `jobs:`. */
  readonly id: string;
  readonly matrix: Readonly<Record<string, unknown>>;
  readonly result: "success" | "failure";
  /** By the `id` of the step, else by its number from 0. */
  readonly steps: ReadonlyMap<string, ActStep>;
  /** All steps, main and post. */
  readonly log: string;
}

export interface ActStep {
  result: "success" | "failure" | "skipped" | undefined;
  readonly outputs: Record<string, string>;
  /** Markdown. */
  summary: string;
  log: string;
  /** Of the post step. */
  postLog: string;
}

export interface ActRun extends AsyncDisposable {
  readonly exitCode: number | null;
  readonly jobs: readonly ActJob[];
  /**
   * Everything that act has printed, without the lines that register masks: a runner keeps those to itself, but
   * act's JSON holds their argument.
   */
  readonly log: string;
  /**
   * Files and folders as they were when the job was over, by path: workspace, RUNNER_TEMP, HOME, and the runner's
   * command files. Only of jobs that use `./.github/actions/keep` before the action.
   */
  readonly left: ReadonlyMap<string, string>;
  /** Ids of processes that the run started and that are still there. Linux only; empty elsewhere. */
  readonly processes: readonly number[];
}

/** Its post step comes after the one of the action, since runners go backwards: it sees what is really left. */
const KEEP = {
  ".github/actions/keep/action.yml": `name: keep
description: Keeps what is left when the job is over.
runs: { using: node24, main: main.mjs, post: post.mjs }
`,
  ".github/actions/keep/main.mjs": "",
  ".github/actions/keep/post.mjs": `import { cpSync } from "node:fs";
import { dirname, join } from "node:path";
const { GITHUB_WORKSPACE, RUNNER_TEMP, HOME, GITHUB_ENV, KEEP } = process.env;
const folders = { workspace: GITHUB_WORKSPACE, temp: RUNNER_TEMP, home: HOME, commands: dirname(GITHUB_ENV) };
for (const [name, folder] of Object.entries(folders)) {
  cpSync(folder, join(KEEP, process.pid + "-" + name), { recursive: true, verbatimSymlinks: true });
}
`,
};

/** Runs the workflow. `await using` removes its files. */
export async function runAct(options: ActOptions): Promise<ActRun> {
  const home = await tempDir();
  try {
    return await runIn(home, options);
  } catch (error) {
    await home.remove();
    throw error;
  }
}

async function runIn(home: TempDir, options: ActOptions): Promise<ActRun> {
  const marker = randomUUID();
  const kept = join(home.path, "kept");
  await mkdir(kept);
  await mkdir(join(home.path, "home"));
  const env = { ...environment(home, options), ACT_RUN: marker, KEEP: kept };
  const repository = await makeRepository(home, options, env);
  const empty = join(home.path, "empty");
  await writeFile(empty, "");
  // By file: arguments can be seen by everyone, and act's dotenv format cannot carry both kinds of quotes.
  const secrets = join(home.path, "secrets.yml");
  await writeFile(secrets, JSON.stringify(options.secrets ?? {}), { mode: 0o600 });

  const { name, payload } = options.event ?? { name: "push", payload: {} };
  const event = join(home.path, "event.json");
  await writeFile(event, JSON.stringify(payload));

  const { exitCode, output } = await runAndEnd(
    executable("gates", "act"),
    [
      ...[name, "--workflows", "workflow.yml", "--json", "--rm", "--eventpath", event],
      ...["--platform", "ubuntu-latest=-self-hosted"],
      ...["--secret-file", secrets, "--env-file", empty, "--var-file", empty, "--input-file", empty],
      // It listens on all addresses, and nothing here uses it.
      "--no-cache-server",
      ...(options.masking ? [] : ["--insecure-secrets"]),
    ],
    { cwd: repository, env },
    { signal: options.signal, marker },
  );
  const entries = output.split("\n").flatMap(parseEntry);
  return {
    exitCode,
    jobs: jobsOf(entries),
    log: entries.map(wholeEntry).join("\n"),
    left: await filesIn(kept),
    processes: await processesWith(marker),
    [Symbol.asyncDispose]: () => home.remove(),
  };
}

/** The machine: a HOME of its own, Node 24 first on PATH since act runs whatever `node` is there, nothing of CI. */
function environment(home: TempDir, { client = NEWEST_PART, env }: ActOptions): Record<string, string> {
  const outer = /^(GITHUB_|RUNNER_|ACTIONS_|INPUT_|STATE_|GIT_|ACT_|CI$|NODE_OPTIONS$|NODE_V8_COVERAGE$)/i;
  const own = Object.entries(cleanEnvironment()).filter(([name]) => !outer.test(name));
  const path = own.find(([name]) => name.toUpperCase() === "PATH")?.[1] ?? "";
  const folders = [
    dirname(process.execPath),
    ...(client === "none" ? ["/usr/bin", "/bin"] : [dirname(executable(client, "prefect")), path]),
  ];
  return {
    ...Object.fromEntries(own.filter(([name]) => name.toUpperCase() !== "PATH")),
    PATH: folders.join(delimiter),
    HOME: join(home.path, "home"),
    XDG_CACHE_HOME: join(home.path, "cache"),
    XDG_CONFIG_HOME: join(home.path, "config"),
    ...env,
  };
}

/** As a user has it: everything committed, on `main`. */
async function makeRepository(
  home: TempDir,
  { workflow, files = {} }: ActOptions,
  env: Record<string, string>,
): Promise<string> {
  const repository = join(home.path, "repository");
  await mkdir(repository);
  for (const name of ["action.yml", "dist"]) {
    await cp(join(ROOT, name), join(repository, name), { recursive: true });
  }
  for (const name of ["prefect.yaml", "flows"]) {
    await cp(join(BASIC_TRAEFIK_EXAMPLE, name), join(repository, name), { recursive: true });
  }
  for (const [name, content] of Object.entries({ ...KEEP, ...files, "workflow.yml": workflow })) {
    await mkdir(dirname(join(repository, name)), { recursive: true });
    await writeFile(join(repository, name), content);
  }
  for (const args of [
    ["init", "--quiet", "--initial-branch=main"],
    ["add", "--all"],
    ["-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "--quiet", "--message=all"],
  ]) {
    const child = spawn("git", args, { cwd: repository, env, stdio: ["ignore", "ignore", "inherit"] });
    const [code] = (await once(child, "close")) as [number | null];
    if (code !== 0) throw new Error(`git ${args.join(" ")} ended with exit code ${code ?? "none"}.`);
  }
  return repository;
}

/** What this starts is gone when it returns, however it ends. */
async function runAndEnd(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: Record<string, string> },
  { signal, marker }: { readonly signal: AbortSignal; readonly marker: string },
): Promise<{ exitCode: number | null; output: string }> {
  signal.throwIfAborted();
  const child = spawn(command, args, { ...options, ...GROUP, stdio: ["ignore", "pipe", "pipe"] });
  await once(child, "spawn");
  const { pid } = child;
  if (pid === undefined) throw new Error("act: no process id.");
  keep({ pid });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const closed = once(child, "close") as Promise<[number | null]>;
  const abort = () => {
    void endAll(pid, marker);
  };
  signal.addEventListener("abort", abort, { once: true });
  const [exitCode] = await closed;
  signal.removeEventListener("abort", abort);
  giveBack({ pid });
  if (signal.aborted) {
    await endAll(pid, marker);
    throw new Error(`act was ended before its time. Its log so far:\n${output}`, { cause: signal.reason });
  }
  return { exitCode, output };
}

/** Each step of a job leads a process group of its own, and does not end with act. */
async function endAll(pid: number, marker: string): Promise<void> {
  killGroup(pid);
  await waitFor(
    async () => {
      const found = await processesWith(marker);
      for (const id of found) end(id);
      return found.length === 0;
    },
    { what: "everything that act started is gone" },
  );
}

function end(id: number): void {
  try {
    process.kill(id, "SIGKILL");
  } catch {
    // Gone already.
  }
}

/** They all have their environment from act. */
async function processesWith(marker: string): Promise<number[]> {
  if (process.platform !== "linux") return [];
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    ids.map(async (id) => {
      const environ = await readFile(`/proc/${id}/environ`, "latin1").catch(() => "");
      return environ.includes(`ACT_RUN=${marker}`) ? [Number(id)] : [];
    }),
  );
  return found.flat();
}

/** One line of `act --json`; a line of plain text becomes its message. */
interface Entry {
  readonly msg: string;
  readonly jobID?: string;
  readonly matrix?: Readonly<Record<string, unknown>>;
  readonly stage?: "Pre" | "Main" | "Post";
  readonly stepID?: readonly string[];
  readonly stepResult?: "success" | "failure" | "skipped";
  readonly command?: string;
  readonly name?: string;
  readonly arg?: string;
  readonly content?: string;
}

function parseEntry(line: string): Entry[] {
  if (line.trim() === "") return [];
  try {
    return [JSON.parse(line) as Entry];
  } catch {
    return [{ msg: line }];
  }
}

/** All that act says, not only the message: values that it takes from commands too. */
function wholeEntry(entry: Entry): string {
  if (entry.command === "add-mask") return entry.msg;
  const texts = Object.values(entry).flatMap((value: unknown) =>
    typeof value === "string" ? [value] : [JSON.stringify(value)],
  );
  return texts.join("\n");
}

/**
 * A job of a matrix is red if one of its steps is: act's own `jobResult` is shared by all jobs of a matrix, and says
 * "failure" for whatever ends after the first red one (measured, act 0.2.89).
 */
function jobsOf(entries: readonly Entry[]): ActJob[] {
  const jobs = new Map<string, { -readonly [Key in keyof ActJob]: ActJob[Key] }>();
  for (const entry of entries) {
    if (entry.jobID === undefined) continue;
    const key = JSON.stringify([entry.jobID, entry.matrix]);
    const job = jobs.get(key) ?? {
      id: entry.jobID,
      matrix: entry.matrix ?? {},
      result: "success",
      steps: new Map<string, ActStep>(),
      log: "",
    };
    jobs.set(key, job);
    job.log += line(entry);
    if (entry.stepResult === "failure") job.result = "failure";
    if (entry.stepID) addToStep(job.steps as Map<string, ActStep>, entry.stepID.join("."), entry);
  }
  return [...jobs.values()];
}

function addToStep(steps: Map<string, ActStep>, id: string, entry: Entry): void {
  const step = steps.get(id) ?? { result: undefined, outputs: {}, summary: "", log: "", postLog: "" };
  steps.set(id, step);
  if (entry.stage === "Post") {
    step.postLog += line(entry);
    return;
  }
  step.log += line(entry);
  if (entry.stepResult) step.result = entry.stepResult;
  if (entry.command === "set-output" && entry.name !== undefined) step.outputs[entry.name] = entry.arg ?? "";
  if (entry.command === "summary") step.summary = entry.content ?? "";
}

function line({ msg }: Entry): string {
  return msg.endsWith("\n") ? msg : `${msg}\n`;
}

/** A folder has a slash at its end, and no content. */
async function filesIn(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const shown = path.slice(folder.length + 1).replaceAll("\\", "/");
    if (entry.isDirectory()) files.set(`${shown}/`, "");
    if (entry.isFile()) files.set(shown, await readFile(path, "utf8"));
  }
  return files;
}

/** What a step of a job gave on. */
export function outputsOf(run: ActRun, job: string, step: string): Readonly<Record<string, string>> {
  return run.jobs.find(({ id }) => id === job)?.steps.get(step)?.outputs ?? {};
}

export const PUSH = { name: "push", payload: {} } as const;

/** From a branch of the same repository; act calls every repository so. */
export const PULL_REQUEST = {
  name: "pull_request",
  payload: {
    pull_request: { number: 3, head: { repo: { full_name: "nektos/act" } } },
    repository: { full_name: "nektos/act" },
  },
} as const;
