import { resolve } from "node:path";
import { Permits } from "../base/permits.js";
import { firstOf } from "../base/quote.js";
import { isRecord, jsonRecord } from "../base/record.js";
import type { Client } from "./client.js";
import { run, type RunOptions } from "./process.js";
import { runPython } from "./python.js";

/** What one of several runs is given, and what takes its lines. */
export interface Part {
  readonly args: readonly string[];
  /** Absolute: where it runs. */
  readonly directory: string;
  /** Absolute: its flow files. */
  readonly files: readonly string[];
  /** Called where it is run once more: what it said the first time does not count. */
  readonly onAgain?: () => void;
  readonly onLine: (line: string) => void;
}

/** A flow file that could not be imported: Prefect has read the flow from its text. */
export interface FailedImport {
  readonly entrypoint: string;
  /** As the entrypoint has it. */
  readonly path: string;
  /** In that file, where the import failed. */
  readonly line: number | undefined;
  /** `ModuleNotFoundError` */
  readonly error: string;
  readonly message: string;
  /** The module that is not installed, where that was why. */
  readonly module: string | undefined;
  /** Parameters whose default or type only the import knows. */
  readonly lost: readonly { readonly parameter: string; readonly kind: string }[];
}

/** What became of a run. */
export interface PartResult {
  /** Whether it was started at all: none is after one that failed, where that is asked for. */
  readonly isBegun: boolean;
  /** Undefined where a signal ended it. */
  readonly exitCode: number | undefined;
  /** What it printed. */
  readonly output: string;
  /** Whether the signal ended it. */
  readonly aborted: boolean;
  /** Flow files that it could not import. */
  readonly failedImports: readonly FailedImport[];
  /** Whether they could be seen. */
  readonly isWatched: boolean;
  /** Why it was run once more, in a process of its own. */
  readonly again?: string | undefined;
}

/** How several runs go. */
export interface Manner extends Pick<RunOptions, "env" | "signal"> {
  /** Absolute: where the command is started, and what a relative path in it is relative to. */
  readonly cwd: string;
  /** Absolute: whose settings files count where runs share one import of Prefect. */
  readonly home: string;
  /** How many go at once, at most. */
  readonly processes: number;
  /** Whether none is begun after one that has failed. */
  readonly stop: boolean;
}

/**
 * Runs a client's command with each list of arguments, in their order, some of them side by side.
 *
 * Where the command is Prefect's own entry point, a program of ours runs it, which tells of flow files that it cannot
 * import; on Linux, several runs share one import of Prefect then: it takes a second of CPU (3.8.8; 2.6 in 3.4.14), as
 * much as 40 deployments. Elsewhere a fork is not to be trusted: macOS ends one that then looks for an HTTP proxy.
 *
 * @throws as `run`
 */
export function runCli(client: Client, parts: readonly Part[], manner: Manner): Promise<PartResult>[] {
  const { command, modulePath } = client;
  if (modulePath === undefined) return inTurn(parts, manner, (part) => runPlain(command, part, manner));
  const ours = { ...client, modulePath };
  if (parts.length > 1 && process.platform === "linux") return runShared(ours, parts, manner);
  return inTurn(parts, manner, (part) => runAlone(ours, part, manner));
}

/** Each in a process of its own, so many at once as there may be. */
function inTurn(
  parts: readonly Part[],
  { processes, stop }: Manner,
  start: (part: Part) => Promise<PartResult>,
): Promise<PartResult>[] {
  let isOver = false;
  const permits = new Permits(processes);
  return parts.map((part) =>
    permits.use(async () => {
      if (isOver) return NOT_BEGUN;
      try {
        const result = await start(part);
        isOver ||= stop && result.exitCode !== 0;
        return result;
      } catch (error) {
        isOver = true;
        throw error;
      }
    }),
  );
}

/** Of a run that was not started. */
export const NOT_BEGUN: PartResult = {
  isBegun: false,
  exitCode: undefined,
  output: "",
  aborted: false,
  failedImports: [],
  isWatched: true,
};

async function runPlain(
  command: readonly string[],
  { args, directory, onLine }: Part,
  { cwd, env, signal }: Manner,
): Promise<PartResult> {
  const [program = "", ...words] = command;
  const own = /[\\/]/.test(program) ? resolve(cwd, program) : program;
  const result = await run([own, ...words, ...args], { cwd: directory, env, ...optional(signal), onLine });
  return { ...result, isBegun: true, failedImports: [], isWatched: false };
}

type OwnClient = Client & { readonly modulePath: string };

const questionOf = ({ command, modulePath }: OwnClient, parts: readonly Part[]) => ({
  command,
  path: modulePath,
  parts: parts.map(({ args, directory, files }) => ({ arguments: args, directory, files })),
});

async function runAlone(client: OwnClient, part: Part, { cwd, env, signal }: Manner): Promise<PartResult> {
  const failedImports: FailedImport[] = [];
  const result = await runPython(client.python, "prefect_cli.py", questionOf(client, [part]), {
    ...{ cwd, env, onLine: part.onLine },
    ...optional(signal),
    onAnswer: (text) => failedImports.push(...failedIn(jsonRecord(text))),
  });
  return { ...result, isBegun: true, failedImports, isWatched: true };
}

/** A run that shares the process, on its way. */
interface Running {
  readonly part: Part;
  readonly lines: string[];
  readonly failedImports: FailedImport[];
  readonly ended: PromiseWithResolvers<number | undefined>;
  isBegun: boolean;
  /** Names of packages that were imported before it, for all. */
  packages: readonly string[];
  /** Why it needs a process of its own. */
  unshared?: string;
}

function runShared(client: OwnClient, parts: readonly Part[], manner: Manner): Promise<PartResult>[] {
  const { cwd, home, env, signal, stop } = manner;
  const processes = Math.min(manner.processes, parts.length);
  const permits = new Permits(processes);
  const running = parts.map((part): Running => ({
    ...{ part, lines: [], failedImports: [], isBegun: false, packages: [] },
    ended: Promise.withResolvers(),
  }));
  /** By stream, what runs there. */
  const current: (Running | undefined)[] = [];
  const all = runPython(
    client.python,
    "prefect_cli.py",
    { ...questionOf(client, parts), home, processes, stop, share: !stop },
    {
      ...{ cwd, env },
      ...optional(signal),
      // What the shared import prints, the first one shows.
      onLine: (line) => parts[0]?.onLine(line),
      streams: Array.from({ length: processes }, (_, stream) => (line: string) => {
        current[stream]?.lines.push(line);
        current[stream]?.part.onLine(line);
      }),
      onAnswer: (text, stream) => {
        const answer = jsonRecord(text) ?? {};
        const one = running[Number(answer["part"])];
        if (!one || stream === undefined) return;
        if (answer["begun"] === true) {
          one.isBegun = true;
          one.packages = (answer["packages"] as string[] | undefined) ?? [];
        }
        current[stream] = one;
        one.failedImports.push(...failedIn(answer));
        if (typeof answer["unshared"] === "string") one.unshared = answer["unshared"];
        const code = answer["exit_code"];
        if (typeof code === "number") one.ended.resolve(code < 0 ? undefined : code);
      },
    },
  );
  return running.map(async (one) => {
    const end = await Promise.race([one.ended.promise.then((exitCode) => ({ exitCode })), all]);
    const seen = { failedImports: one.failedImports, isWatched: true };
    const output = one.lines.map((line) => `${line}\n`).join("");
    if (!("aborted" in end)) {
      const result = { exitCode: end.exitCode, output, aborted: false, isBegun: true, ...seen };
      const again = signal?.aborted || stop ? undefined : reasonToRepeat(result, one);
      if (again === undefined) return result;
      one.part.onAgain?.();
      return { ...(await permits.use(() => runAlone(client, one.part, manner))), again };
    }
    // Then the process that they share has something to say; with exit code 0 that it began no more.
    if (end.exitCode === 0 && !one.isBegun) return NOT_BEGUN;
    if (!end.aborted && !stop) {
      one.part.onAgain?.();
      const again = "The process that it shared with others ended before it";
      return { ...(await permits.use(() => runAlone(client, one.part, manner))), again };
    }
    return { exitCode: undefined, output: output + end.output, aborted: end.aborted, isBegun: true, ...seen };
  });
}

/** Whatever may be wrong with the sharing, and not with the run, is tried once more without. */
function reasonToRepeat(
  { exitCode, failedImports }: PartResult,
  { packages, unshared }: Running,
): string | undefined {
  if (unshared !== undefined) return `What other files import was not imported for it too: ${unshared}`;
  if (exitCode === undefined) return "It was killed in a process that it shared with others";
  const isShared = packages.length > 0 && (exitCode !== 0 || failedImports.length > 0);
  return isShared
    ? `It failed where ${firstOf(packages)} had been imported for all files at once`
    : undefined;
}

function optional(signal: AbortSignal | undefined): { readonly signal?: AbortSignal } {
  return signal ? { signal } : {};
}

function failedIn(answer: Readonly<Record<string, unknown>> | undefined): FailedImport[] {
  const told = answer?.["failed"];
  return isRecord(told) ? [failedImport(told)] : [];
}

function failedImport(told: Readonly<Record<string, unknown>>): FailedImport {
  const text = (key: string): string => (typeof told[key] === "string" ? told[key] : "");
  const lost = Array.isArray(told["lost"]) ? (told["lost"] as [string, string][]) : [];
  return {
    entrypoint: text("entrypoint"),
    path: text("path"),
    line: typeof told["line"] === "number" ? told["line"] : undefined,
    error: text("error"),
    message: text("message"),
    module: typeof told["module"] === "string" ? told["module"] : undefined,
    lost: lost.map(([parameter, kind]) => ({ parameter, kind })),
  };
}
