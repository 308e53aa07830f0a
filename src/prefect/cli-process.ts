import { isRecord, jsonRecord } from "../base/record.js";
import type { Client } from "./client.js";
import { run, type RunOptions, type RunResult } from "./process.js";
import { runPython } from "./python.js";

/** What one of several processes is given, and what takes its lines. */
interface Part {
  readonly args: readonly string[];
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

/** What `run` tells of a process without further streams, and which flow files it could not import. */
export interface PartResult extends Omit<RunResult, "outputs"> {
  readonly failedImports: readonly FailedImport[];
  /** Whether they could be seen. */
  readonly isWatched: boolean;
}

type Options = Pick<RunOptions, "cwd" | "env" | "signal">;

/**
 * Runs a client's command with each list of arguments, side by side.
 *
 * Where the command is Prefect's own entry point, a program of ours runs it, which tells of flow files that it cannot
 * import; on Linux, several processes share one import of Prefect then: it takes a second of CPU (3.8.8; 2.6 in 3.4.14), as
 * much as 40 deployments. Elsewhere a fork is not to be trusted: macOS ends one that then looks for an HTTP proxy.
 *
 * @throws as `run`
 */
export function runCli(client: Client, parts: readonly Part[], options: Options): Promise<PartResult>[] {
  const { command, modulePath } = client;
  if (modulePath === undefined) return parts.map((part) => runPlain(command, part, options));
  if (process.platform === "linux") return runShared({ ...client, modulePath }, parts, options);
  return parts.flatMap((part) => runShared({ ...client, modulePath }, [part], options));
}

async function runPlain(
  command: readonly string[],
  { args, onLine }: Part,
  options: Options,
): Promise<PartResult> {
  const result = await run([...command, ...args], { ...options, onLine });
  return { ...result, failedImports: [], isWatched: false };
}

function runShared(
  { command, python, modulePath }: Client,
  parts: readonly Part[],
  options: Options,
): Promise<PartResult>[] {
  const ended = new Map<number, number | undefined>();
  const failed: FailedImport[][] = parts.map(() => []);
  const isSingle = parts.length === 1;
  const question = { command, path: modulePath, parts: parts.map(({ args }) => args) };
  const all = runPython(python, "prefect_cli.py", question, {
    ...options,
    streams: isSingle ? [] : parts.map(({ onLine }) => onLine),
    onLine: (line) => parts[0]?.onLine(line),
    onAnswer: (text) => {
      const answer = jsonRecord(text) ?? {};
      const [part, exitCode] = [Number(answer["part"]), answer["exit_code"]];
      if (typeof exitCode === "number") ended.set(part, exitCode < 0 ? undefined : exitCode);
      if (isRecord(answer["failed"])) failed[part]?.push(failedImport(answer["failed"]));
    },
  });
  return parts.map(async (_part, index) => {
    const { output, outputs, aborted, exitCode } = await all;
    const seen = { failedImports: failed[index] ?? [], isWatched: true };
    if (isSingle) return { exitCode, output, aborted, ...seen };
    const own = outputs[index] ?? "";
    if (ended.has(index)) return { exitCode: ended.get(index), output: own, aborted: false, ...seen };
    // Then the process that they share has something to say.
    return { exitCode: undefined, output: own + output, aborted, ...seen };
  });
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
