import { accessSync, constants, existsSync, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { attempt } from "../base/attempt.js";
import { ActionError } from "../base/errors.js";
import { beginningOf, NotRead, tryRead } from "../base/project-files.js";
import { entryOf } from "../base/record.js";
import { changesBetween, withChanges, type Changes } from "./changes.js";
import { shownLine } from "./deploy-cli.js";
import { lookWith, type Look } from "./look.js";

/** Prefect's command line, and the interpreter that runs it, in the environment that it runs in. */
export interface Client {
  /** `["uv", "run", "prefect"]` */
  readonly command: readonly string[];
  /** `["uv", "run", "/project/.venv/bin/python"]` */
  readonly python: readonly string[];
  /**
   * The folder that Python puts first on its module path for the command, `.` for the one that it is started in, where the
   * command is Prefect's own entry point and nothing else, and gets all open streams; undefined for a script that does
   * more, and behind other runners.
   */
  readonly modulePath?: string;
  /** How its interpreter is started without the runner, just as the runner starts it; undefined where that is not known. */
  readonly direct?: { readonly python: string; readonly changes: Changes } | undefined;
}

/**
 * How the interpreter of a client is started in an environment: a start through a runner costs it a look at the project
 * (`uv run`), or at the package index (`uvx`, two seconds), and what it does is done once it has been looked with.
 */
export function starting(
  { python, direct }: Client,
  env: NodeJS.ProcessEnv,
): { readonly python: readonly string[]; readonly env: NodeJS.ProcessEnv } {
  return direct ? { python: [direct.python], env: withChanges(env, direct.changes) } : { python, env };
}

interface Surroundings {
  /** Absolute. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

/**
 * Finds the interpreter that a command runs Prefect with: `prefect` on PATH or in a virtual
 * environment, behind a runner (`uv run prefect`, `poetry run prefect`), or `python -m prefect`.
 *
 * The interpreter is always started through the same runner as the CLI, since that may set
 * variables of its own.
 *
 * @param install the line that installs Prefect, for the error
 * @throws ActionError where the command or its Prefect does not exist
 */
export async function findClient(
  command: readonly string[],
  install: string,
  surroundings: Surroundings,
): Promise<Client> {
  return (await search(command, install, surroundings)).client;
}

/** The same, with what its interpreter told where it had to be started for that. */
async function search(
  command: readonly string[],
  install: string,
  surroundings: Surroundings,
): Promise<{ client: Client; look?: Look | undefined }> {
  const words = command.slice(0, -1);
  const last = command.at(-1) ?? "";
  const [first = ""] = words;
  if (first !== "" && located(first, surroundings) === undefined) throw withoutRunner(first, command);
  if (words.at(-1) === "-m") {
    const client = { command, python: namingPython(words.slice(0, -1)) };
    const isPrefect = last === "prefect" && passesStreams(client.python);
    return { client: isPrefect ? { ...client, modulePath: "." } : client };
  }
  const isAlone = words.length === 0 || /[\\/]/.test(last);
  const runner = isAlone ? words : namingPackage(words);
  const { look, failed } = isAlone ? {} : await lookInside(runner, last, surroundings);
  const script = isAlone ? located(last, surroundings) : look?.located;
  checkScript(script, { command, install, failed });
  const interpreter = interpreterOf(script, surroundings);
  if (interpreter === undefined) {
    throw new ActionError({
      what: `\`${command.join(" ")}\` starts ${script}, which does not tell which Python runs it.`,
      fix: "Set `prefect-command` to `python -m prefect`, with the Python that has Prefect.",
    });
  }
  const client = { command, python: [...runner, interpreter] };
  const isPrefect = isEntryPoint(script) && passesStreams(runner);
  return {
    client: isPrefect ? { ...client, modulePath: dirname(realpathSync(script)) } : client,
    look: isSameProgram(look?.python, interpreter) ? look : undefined,
  };
}

interface Sought {
  readonly command: readonly string[];
  readonly install: string;
  /** What the runner said, where it failed. */
  readonly failed?: string | undefined;
}

/** @throws ActionError where it cannot be run */
function checkScript(
  script: string | undefined,
  { command, install, failed }: Sought,
): asserts script is string {
  if (script === undefined && failed !== undefined) {
    throw new ActionError({
      what: `\`${command.slice(0, -1).join(" ")}\`, which \`prefect-command\` starts with, failed: ${failed}`,
      fix: "Fix what it says, or correct `prefect-command`.",
    });
  }
  if (script === undefined || !existsSync(script)) {
    throw new ActionError({
      what: `Prefect was not found: \`${command.join(" ")}\` does not exist on this runner.`,
      fix: `Add a step before this one: ${install}. Or set \`prefect-command\`, for example to \`uv run prefect\`.`,
    });
  }
  if (!isProgram(script)) {
    throw new ActionError({
      what: `\`${command.join(" ")}\` is not a program that this user may run (${script}).`,
      fix: "Correct `prefect-command`, or make the file executable (`chmod +x`, and `git add --chmod=+x`).",
    });
  }
}

/** `uvx prefect` takes the package's name from the command, which another command does not tell. */
function namingPackage(runner: readonly string[]): readonly string[] {
  const isTool = isUvx(runner) && !runner.some((word) => /^--from(?:=|$)/.test(word));
  return isTool ? [...runner, "--from", "prefect"] : runner;
}

/** `uv run -m prefect` is `uv run python -m prefect`. */
function namingPython(words: readonly string[]): readonly string[] {
  const [program = "", ...others] = words;
  const isUv = /^(?:.*[\\/])?uv$/.test(program) && others[0] === "run";
  return isUv && !others.some(isPython) ? [...words, "python"] : words;
}

function isUvx([program = "", ...words]: readonly string[]): boolean {
  return /^(?:.*[\\/])?uvx$/.test(program) || (/^(?:.*[\\/])?uv$/.test(program) && words[0] === "tool");
}

/** Others close what is not input, output and errors: `pdm run` and `conda run`, `sudo`. */
function passesStreams([runner]: readonly string[]): boolean {
  return runner === undefined || isPython(runner) || /^(?:.*[\\/])?(?:uvx?|poetry)$/.test(runner);
}

/** The lines of the scripts that pip, uv and Poetry write for `prefect`, with the ones for a long path. */
const ENTRY_POINT_LINES = [
  /^(?:#.*)?$/,
  /^'''exec' (?:"[^"]+"|[^\s"]+|"\$\(dirname -- "\$\(realpath -- "\$0"\)"\)"\/'python[\d.]*') "\$0" "\$@"$/,
  /^' '''$/,
  /^import (?:re|sys)$/,
  /^from prefect\.cli import app$/,
  /^if __name__ == (?:'__main__'|"__main__"):$/,
  /^ {4}sys\.argv\[0\] = (?:sys\.argv\[0\]\[:-\d+\]|re\.sub\(r?'[^']*', '', sys\.argv\[0\]\))$/,
  /^ {4}(?:el)?if sys\.argv\[0\]\.endswith\("[^"]*"\):$/,
  /^ {8}sys\.argv\[0\] = sys\.argv\[0\]\[:-\d+\]$/,
  /^(?: {4})?sys\.exit\(app\(\)\)$/,
];

/** Whether it is Prefect's own, and no wrapper that does something else first. */
function isEntryPoint(script: string): boolean {
  const read = tryRead(script);
  if (read instanceof NotRead) return false;
  const [shebang = "", ...lines] = read.toString("latin1").split(/\r?\n/);
  return (
    !/\s-/.test(shebang) && // An option of Python's, as `-I`.
    lines.includes("from prefect.cli import app") &&
    lines.every((line) => ENTRY_POINT_LINES.some((known) => known.test(line)))
  );
}

/** What a command runs. */
export interface Installed {
  readonly client: Client;
  readonly version: string | undefined;
  /** Absolute: the interpreter itself, without what starts it; undefined where it could not be asked. */
  readonly python: string | undefined;
  /** Whether the package tzdata knows every time zone that the system knows. */
  readonly tzdata: boolean;
}

/**
 * What a command runs, with the version as the installed package has it, as far as it can be found: whatever is wrong
 * with the command is said when it is needed.
 */
export async function findInstalled(
  command: readonly string[],
  surroundings: Surroundings,
): Promise<Installed | undefined> {
  let client: Client | undefined;
  try {
    const found = await search(command, "", surroundings);
    ({ client } = found);
    const asked = { environment: passesStreams(client.python) };
    const look = found.look ?? (await lookWith(client.python, asked, surroundings)).look;
    const { python, version, tzdata = false } = look ?? {};
    return {
      client: { ...client, direct: look && directly(client, look, surroundings) },
      python,
      version,
      tzdata,
    };
  } catch {
    surroundings.signal?.throwIfAborted();
    return client && { client, version: undefined, python: undefined, tzdata: false };
  }
}

/** How to start a client's interpreter without its runner, where a look has shown all that the runner does. */
function directly(
  { python: words, modulePath }: Client,
  look: Look,
  { cwd, env }: Surroundings,
): Client["direct"] {
  const [first = "", last = ""] = [words[0], words.at(-1)];
  const isBehind = words.length > 1 && !isPython(first) && isPython(last);
  if (!isBehind || modulePath === undefined || readsVariables(words, env)) return undefined;
  if (look.python === undefined || look.environment === undefined) return undefined;
  // `uv run --directory` goes elsewhere.
  if (look.directory !== attempt(() => realpathSync(cwd))) return undefined;
  // `uv run --with` and `--isolated` make an environment that ends with them.
  const known = foldersOf(env);
  const added = foldersOf(look.environment).filter((folder) => !known.includes(folder));
  if (!isProgram(look.python) || !added.every((folder) => existsSync(folder))) return undefined;
  const isNamed = /[\\/]/.test(last);
  if (isNamed && !isSameProgram(look.python, last)) return undefined;
  const changes = changesBetween(env, look.environment);
  return changes && { python: isNamed ? last : look.python, changes };
}

/** From a file, whose values may hold others that the client only gets later. */
function readsVariables(runner: readonly string[], env: NodeJS.ProcessEnv): boolean {
  return Boolean(env["UV_ENV_FILE"]) || runner.some((word) => word.startsWith("--env-file"));
}

/** By its folder and by what it leads to: a virtual environment's Python is a link, and `python3` beside `python`. */
function isSameProgram(one: string | undefined, other: string): boolean {
  if (one === undefined) return false;
  const [first, second] = [one, other].map((path) =>
    attempt(() => `${realpathSync(dirname(path))}:${realpathSync(path)}`),
  );
  return first !== undefined && first === second;
}

/**
 * Spares Prefect to walk through the system's folder of time zones time and again, 25 ms for each deployment (3.8.8),
 * where the package tzdata has the same ones.
 */
export function quickTimeZones(
  client: Installed | undefined,
  env: NodeJS.ProcessEnv,
): Record<string, string> {
  return client?.tzdata && env["PYTHONTZPATH"] === undefined ? { PYTHONTZPATH: "" } : {};
}

/** `uv run prefect` without uv. */
function withoutRunner(program: string, command: readonly string[]): ActionError {
  const setUp = entryOf(SET_UP, program);
  return new ActionError({
    what: `\`${program}\`, which \`prefect-command\` (\`${command.join(" ")}\`) starts with, was not found on this runner.`,
    fix: `${setUp ? `Add a step before this one: ${setUp}` : "Install it in a step before this one"}, or correct \`prefect-command\`.`,
  });
}

const SET_UP: Readonly<Record<string, string>> = {
  uv: "`uses: astral-sh/setup-uv`",
  uvx: "`uses: astral-sh/setup-uv`",
  poetry: "`run: pipx install poetry`",
  pdm: "`uses: pdm-project/setup-pdm`",
  python: "`uses: actions/setup-python`",
  python3: "`uses: actions/setup-python`",
};

/** As the operating system completes the name of a program. */
const EXTENSIONS = process.platform === "win32" ? ["", ".exe", ".cmd", ".bat"] : [""];

/** A program as a command names it: by its path, or on the child's PATH. */
function located(program: string, surroundings: Surroundings): string | undefined {
  if (!/[\\/]/.test(program)) return which(program, surroundings);
  return EXTENSIONS.map((extension) => resolve(surroundings.cwd, program) + extension).find((path) =>
    existsSync(path),
  );
}

/** The folders on PATH. */
function foldersOf(env: NodeJS.ProcessEnv): string[] {
  const pathKey = Object.keys(env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  return (env[pathKey] ?? "").split(delimiter).filter((directory) => directory !== "");
}

/** The program's path on the child's PATH. */
function which(program: string, { cwd, env }: Surroundings): string | undefined {
  return foldersOf(env)
    .flatMap((directory) => EXTENSIONS.map((extension) => join(resolve(cwd, directory), program + extension)))
    .find(isProgram);
}

function isProgram(path: string): boolean {
  const isExecutable = attempt(() => {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  });
  return isExecutable ?? false;
}

/** The same, on the PATH that a runner such as `uv run` sets up; and what its Python tells at the same start. */
async function lookInside(
  runner: readonly string[],
  program: string,
  surroundings: Surroundings,
): Promise<{ look?: Look | undefined; failed?: string | undefined }> {
  let failed: string | undefined;
  for (const python of ["python", "python3"]) {
    try {
      const asked = { program, environment: passesStreams(runner) };
      const answer = await lookWith([...runner, python], asked, surroundings);
      if (answer.look?.located !== undefined) return { look: answer.look };
      if (answer.look) failed = undefined;
      else failed ??= reasonOf(answer.failed ?? "");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
  return { failed };
}

/** A runner's own words: `error: Failed to parse `uv.lock``, and what it says below that. */
function reasonOf(output: string): string | undefined {
  const lines = output.split("\n").map((line) => line.trim());
  const said = lines.filter((line) => line !== "");
  const first = said.findIndex((line) => /^error\b/i.test(line));
  return (
    said
      .slice(...(first < 0 ? [-3] : [first, first + 3]))
      .map(shownLine)
      .join(" / ") || undefined
  );
}

/** Reads the script's first lines, as the operating system would. */
function interpreterOf(script: string, surroundings: Surroundings): string | undefined {
  const [first = "", second = ""] = beginningOf(script, 4096).toString("latin1").split("\n");
  const [program = "", ...words] = /^#!\s*(.*)$/.exec(first.trimEnd())?.[1]?.split(/\s+/) ?? [];
  if (isPython(program)) return program;
  if (program.endsWith("/env")) {
    const asked = words.find((word) => !word.startsWith("-")) ?? ""; // `env -S python3 -u`
    const found = isPython(asked) ? which(asked, surroundings) : undefined;
    if (found) return found;
  }
  // Long paths, or paths with spaces: `'''exec' "/path to/python" "$0" "$@"` (pip and uv).
  const exec = /^'''exec' "?([^"]+?)"?(?: -\w+)* "\$0"/.exec(second);
  if (exec?.[1] && isPython(exec[1])) return exec[1];
  // A launcher of Windows, or a shim (pyenv): Python stands beside it, or one folder up.
  for (const directory of [dirname(script), dirname(realpathSync(script)), dirname(dirname(script))]) {
    const beside = ["python.exe", "python", "python3"].map((name) => join(directory, name)).find(isProgram);
    if (beside) return beside;
  }
  return undefined;
}

function isPython(path: string): boolean {
  return /(^|[\\/])(python|pypy)[\d.]*(\.exe)?$/i.test(path);
}
