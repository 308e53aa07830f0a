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

/** What this step adds to the environment of a script, and where it tells of itself. */
export interface Hook {
  readonly env: NodeJS.ProcessEnv;
  /** Absolute: what the hook tells, see `told.ts`. */
  readonly told: string;
  /** Absolute: the folder with the hook. */
  readonly folder: string;
}

/** Absolute path of the file in which the hook of a run tells. */
export function toldOf(temp: string): string {
  return join(temp, "deploy-command.jsonl");
}

/**
 * Has each Python that is started in this environment run `prefect_hook.py` first. A Python that does not (`-I`, `-S`)
 * gets no answer from the gateway: what it does would not be seen.
 *
 * @param mode what the script sees as PREFECT_DEPLOY_MODE
 */
export function hooked(env: NodeJS.ProcessEnv, mode: string, temp: string): Hook {
  const folder = join(temp, "deploy-command");
  const told = toldOf(temp);
  makeTemp(folder);
  writeTemp(join(folder, "sitecustomize.py"), readFileSync(join(import.meta.dirname, "prefect_hook.py")));
  writeTemp(join(folder, "loopback.pem"), process.getBuiltinModule("node:tls").rootCertificates[0] ?? "");
  writeTemp(told, "");
  const { apiUrl } = SETTINGS;
  return {
    ...{ folder, told },
    env: {
      ...env,
      PYTHONPATH: [folder, ...(env["PYTHONPATH"] ? [env["PYTHONPATH"]] : [])].join(delimiter),
      PREFECT_DEPLOY_TOLD: told,
      PREFECT_DEPLOY_MODE: mode,
      [apiUrl.env]: (env[apiUrl.env] ?? "").replace(/\/api$/, `/${UNSEEN}/api`),
    },
  };
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

/** In the gateway's path, of a Python that has not run the hook, which takes it out. */
export const UNSEEN = "unseen";

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
