import { accessSync, constants, existsSync, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { attempt } from "../base/attempt.js";
import { ActionError } from "../base/errors.js";
import { beginningOf, NotRead, tryRead } from "../base/project-files.js";
import { entryOf } from "../base/record.js";
import { run } from "./process.js";

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
  const runner = command.slice(0, -1);
  const last = command.at(-1) ?? "";
  const [first = ""] = runner;
  if (first !== "" && located(first, surroundings) === undefined) throw withoutRunner(first, command);
  if (runner.at(-1) === "-m") {
    const client = { command, python: runner.slice(0, -1) };
    const isPrefect = last === "prefect" && passesStreams(client.python);
    return isPrefect ? { ...client, modulePath: "." } : client;
  }
  const script =
    runner.length === 0 || /[\\/]/.test(last)
      ? located(last, surroundings)
      : await whichInside(runner, last, surroundings);
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
  const interpreter = interpreterOf(script, surroundings);
  if (interpreter === undefined) {
    throw new ActionError({
      what: `\`${command.join(" ")}\` starts ${script}, which does not tell which Python runs it.`,
      fix: "Set `prefect-command` to `python -m prefect`, with the Python that has Prefect.",
    });
  }
  const client = { command, python: [...runner, ...interpreter] };
  const isPrefect = isEntryPoint(script) && passesStreams(runner);
  return isPrefect ? { ...client, modulePath: dirname(realpathSync(script)) } : client;
}

/** Others close what is not input, output and errors: `pdm run` and `conda run`, `sudo`. */
function passesStreams([runner]: readonly string[]): boolean {
  return runner === undefined || isPython(runner) || /^(?:.*[\\/])?(?:uv|poetry)$/.test(runner);
}

/** The lines of the scripts that pip, uv and Poetry write for `prefect`, with the ones for a long path. */
const ENTRY_POINT_LINES = [
  /^(?:#.*)?$/,
  /^'''exec' (?:"[^"]+"|[^\s"]+) "\$0" "\$@"$/,
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
 * Without importing Prefect: 25 ms, where `importlib.metadata` takes 55, and `prefect version` 6 s. The name of a folder
 * has the version (PyPA, "Recording installed projects"); what is installed otherwise goes the long way.
 *
 * Zones are compared by name, since `zoneinfo.available_timezones` opens each of 600 files. What is not a zone there has a
 * dot, a plus or a name of its own.
 */
const LOOK = `
import os, sys
def version():
    for folder in sys.path:
        for name in os.listdir(folder) if os.path.isdir(folder) else ():
            if name.startswith("prefect-") and name.endswith(".dist-info"):
                return name[:-10].split("-", 1)[1]
    import importlib.metadata
    return importlib.metadata.version("prefect")
def tzdata():
    lists = [os.path.join(folder, "tzdata", "zones") for folder in sys.path]
    lists = [path for path in lists if os.path.isfile(path)]
    known = set(open(lists[0]).read().split()) if lists else set()
    others = {"leapseconds", "localtime", "posixrules", "SECURITY", "Factory"}
    system = set()
    for top in ("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo"):
        for folder, _, names in os.walk(top):
            inside = os.path.relpath(folder, top)
            if inside.split(os.sep)[0] not in ("posix", "right"):
                system.update(os.path.normpath(os.path.join(inside, name)) for name in names)
    return bool(system) and {name for name in system if "." not in name and name[0] != "+"} - others <= known
print("\\npython=" + sys.executable)
print("version=" + version())
print("tzdata=" + str(tzdata()))
`;

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
    client = await findClient(command, "", surroundings);
    const { output } = await run([...client.python, "-I", "-c", LOOK], surroundings);
    return {
      client,
      python: /^python=(.+)$/m.exec(output)?.[1],
      version: /^version=(\d+\.\d+\.\S+)$/m.exec(output)?.[1],
      tzdata: /^tzdata=True$/m.test(output),
    };
  } catch {
    surroundings.signal?.throwIfAborted();
    return client && { client, version: undefined, python: undefined, tzdata: false };
  }
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

/** The program's path on the child's PATH. */
function which(program: string, { cwd, env }: Surroundings): string | undefined {
  const pathKey = Object.keys(env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  return (env[pathKey] ?? "")
    .split(delimiter)
    .filter((directory) => directory !== "")
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

/** The same, on the PATH that a runner such as `uv run` sets up. `-I`: nothing of the project is imported. */
async function whichInside(
  runner: readonly string[],
  program: string,
  surroundings: Surroundings,
): Promise<string | undefined> {
  const locate = `import shutil; print("\\nlocated=" + (shutil.which("${program}") or ""))`;
  for (const python of ["python", "python3"]) {
    try {
      const { output } = await run([...runner, python, "-I", "-c", locate], surroundings);
      surroundings.signal?.throwIfAborted();
      const found = /^located=(.+)$/m.exec(output)?.[1];
      if (found) return found;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
  return undefined;
}

/** Reads the script's first lines, as the operating system would. */
function interpreterOf(script: string, surroundings: Surroundings): string[] | undefined {
  const [first = "", second = ""] = beginningOf(script, 4096).toString("latin1").split("\n");
  const [program = "", ...words] = /^#!\s*(.*)$/.exec(first.trimEnd())?.[1]?.split(/\s+/) ?? [];
  if (isPython(program)) return [program];
  if (program.endsWith("/env")) {
    const asked = words.find((word) => !word.startsWith("-")) ?? ""; // `env -S python3 -u`
    const found = isPython(asked) ? which(asked, surroundings) : undefined;
    if (found) return [found];
  }
  // Long paths, or paths with spaces: `'''exec' "/path to/python" "$0" "$@"` (pip and uv).
  const exec = /^'''exec' "?([^"]+?)"?(?: -\w+)* "\$0"/.exec(second);
  if (exec?.[1] && isPython(exec[1])) return [exec[1]];
  // A launcher of Windows, or a shim (pyenv): Python stands beside it, or one folder up.
  for (const directory of [dirname(script), dirname(realpathSync(script)), dirname(dirname(script))]) {
    const beside = ["python.exe", "python", "python3"].map((name) => join(directory, name)).find(isProgram);
    if (beside) return [beside];
  }
  return undefined;
}

function isPython(path: string): boolean {
  return /(^|[\\/])(python|pypy)[\d.]*(\.exe)?$/i.test(path);
}
