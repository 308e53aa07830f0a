import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { ActionError } from "../base/errors.js";
import type { Log } from "../base/log.js";
import { makeTemp, writeTemp } from "../base/runner-files.js";
import { SETTINGS } from "../base/setting-names.js";
import { Turn } from "../base/turn.js";
import { quote } from "../base/quote.js";
import { failureReason, isError, shownLine } from "./deploy-cli.js";
import { run } from "./process.js";
import { interruption, type CliRun, type StartedCli } from "./run-cli.js";

/** Where `deploy-command` runs. */
export interface ScriptJob {
  readonly command: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  /** Of {@link hooked}. */
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** How Prefect is to be reached by a script. */
export interface Hooking {
  /** What Prefect gets. */
  readonly cliEnv: NodeJS.ProcessEnv;
  /** The job's environment. */
  readonly outside: NodeJS.ProcessEnv;
  /** Variables that the script sees in place of the job's. */
  readonly given: Readonly<Record<string, string>>;
  readonly apiUrl: string;
  /** What the script sees as PREFECT_DEPLOY_MODE. */
  readonly mode: string;
}

/** Absolute path of the file in which the hook of a run tells. */
export function toldOf(temp: string): string {
  return join(temp, "deploy-command.jsonl");
}

/**
 * Has each Python that is started in an environment run `prefect_hook.py` first, which gives Prefect its settings. The
 * script, and what it starts, sees those of the job. A Python that does not run the hook (`-I`) knows no URL that the
 * gateway answers at: what it does would not be seen.
 *
 * @returns that environment, and the absolute path of the folder with the hook
 */
export function hooked(
  { cliEnv, outside, given, apiUrl, mode }: Hooking,
  temp: string,
): { readonly env: NodeJS.ProcessEnv; readonly folder: string } {
  const folder = join(temp, "deploy-command");
  const certificate = join(folder, "loopback.pem");
  const own = Object.entries(cliEnv).filter(
    ([name, value]) => name.startsWith("PREFECT_") && value !== outside[name],
  );
  const settings = Object.fromEntries([...own, [SETTINGS.caFile.env, certificate]]);
  const unseen = unseenOf(cliEnv[SETTINGS.apiUrl.env] ?? "");
  const told = toldOf(temp);
  makeTemp(folder);
  writeTemp(join(folder, "sitecustomize.py"), readFileSync(join(import.meta.dirname, "prefect_hook.py")));
  writeTemp(join(folder, "hook.json"), JSON.stringify({ told, mode, settings, unseen, api_url: apiUrl }));
  // Prefect builds four TLS contexts for each deployment (3.8.8), to speak to loopback without TLS.
  writeTemp(certificate, process.getBuiltinModule("node:tls").rootCertificates[0] ?? "");
  writeTemp(told, "");
  const others = Object.entries(cliEnv).filter(([name]) => !Object.hasOwn(settings, name));
  const ofJob = Object.keys(settings).flatMap((name) =>
    outside[name] === undefined ? [] : [[name, outside[name]] as const],
  );
  return {
    folder,
    env: {
      ...Object.fromEntries([...others, ...ofJob]),
      ...given,
      PYTHONPATH: [folder, ...(cliEnv["PYTHONPATH"] ? [cliEnv["PYTHONPATH"]] : [])].join(delimiter),
      PREFECT_DEPLOY_MODE: mode,
      [SETTINGS.apiUrl.env]: unseen,
    },
  };
}

/** In the gateway's path. */
export const UNSEEN = "unseen";

/** The gateway's URL as it is known to whoever has not run the hook. */
export function unseenOf(gatewayUrl: string): string {
  return gatewayUrl.replace(/\/api$/, `/${UNSEEN}/api`);
}

/** Starts it; what it prints is kept for when it is its turn in the log. */
export function startScript({ command, cwd, env, signal }: ScriptJob, log: Log): StartedCli {
  const turn = new Turn(log, "printed");
  const running = run(command, {
    ...{ cwd, env, signal },
    onLine: (line) => {
      // It is not there yet, and may never be under this id.
      if (!LINK.test(line)) turn.line(shownLine(line));
    },
  });
  const done = running.then(
    ({ exitCode, output, aborted }): CliRun => {
      const told = { ids: [], failedImports: [], isWatched: true, isBegun: true };
      if (aborted) return { ...told, failure: interruption(signal) };
      return exitCode === 0
        ? told
        : { ...told, failure: reasonOf(log.clean(stripVTControlCharacters(output)), exitCode) };
    },
    (error: unknown) => {
      throw notStarted(command, error);
    },
  );
  done.catch(() => undefined); // Looked at when it is its turn.
  return { command, held: true, quiet: false, count: 0, turn, done, written: () => 0 };
}

function notStarted([program = ""]: readonly string[], error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== "ENOENT" && code !== "EACCES") return error;
  return new ActionError({
    what: `\`deploy-command\` cannot be started: \`${program}\` ${code === "ENOENT" ? "was not found" : "is not executable by this user"}.`,
    fix: "Install it in a step before this one, or name it by its path, relative to `working-directory`; for a script give its Python too: `python deploy.py`.",
  });
}

/** What Python ended with; of another program, or of `sys.exit(3)`, what it printed last. */
function reasonOf(output: string, exitCode: number | undefined): string {
  const lines = output.split("\n").filter((line) => !LINK.test(line));
  const reason = failureReason(lines.join("\n"), exitCode);
  if (lines.some(isError)) return reason;
  const how = exitCode === undefined ? "it was killed" : `it ended with exit code ${exitCode}`;
  return reason === "" ? how : `${how}, and had printed last: ${quote(reason, 200)}`;
}

/** "You can also run your flow via the Prefect UI: …/deployments/deployment/…" (3.0.11 to 3.9.1). */
const LINK = /\S\/deployments\/deployment\/[0-9a-f-]{36}\b/;
