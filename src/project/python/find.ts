import { realpathSync } from "node:fs";
import { basename, delimiter, dirname, isAbsolute, join } from "node:path";
import { isInside } from "../../base/inside.js";
import { beginningOf } from "../../base/project-files.js";

/** A Python to read files with. */
export interface Interpreter {
  /** Absolute. */
  readonly path: string;
  /** A folder of libraries that it needs besides the system's own. */
  readonly libraries?: string | undefined;
  /** Whether it is the one that deploys. */
  readonly isClients?: boolean | undefined;
}

/** So many are tried. */
const MOST = 4;

/**
 * The Pythons of a machine, the best first: the one of actions/setup-python, then those on PATH. Nothing is run, and
 * nothing below the given folders is taken, wherever links lead: what lies there may come from a pull request. Folders
 * of PATH that are no absolute paths depend on where a program is started, and are passed over.
 *
 * @param env the job's environment
 * @param checkouts absolute paths of folders
 */
export function findPythons(env: NodeJS.ProcessEnv, checkouts: readonly string[]): readonly Interpreter[] {
  const value = (name: string): string =>
    env[Object.keys(env).find((key) => key.toUpperCase() === name.toUpperCase()) ?? ""] ?? "";
  const isWindows = process.platform === "win32";
  const installed = value("pythonLocation");
  const folders = [isWindows ? installed : join(installed, "bin"), ...value("PATH").split(delimiter)];
  const names = isWindows ? ["python.exe"] : ["python3", "python"];
  const forbidden = checkouts.flatMap((folder) => [folder, realPath(folder) ?? folder]);
  const isForbidden = (path: string): boolean => forbidden.some((folder) => isInside(path, folder));
  const found = names
    .flatMap((name) => folders.filter((folder) => isAbsolute(folder)).map((folder) => join(folder, name)))
    .filter((path) => !isForbidden(path))
    .flatMap((path) => realPath(path) ?? [])
    .filter((path) => !isForbidden(path) && isPython(path));
  return [...new Set(found)].slice(0, MOST).map((path) => interpreterAt(path, env));
}

/**
 * A Python that is known, as the environment needs it to be started: those of actions/setup-python may find their
 * libraries by `LD_LIBRARY_PATH` only. Of that no more is taken than the folder of its own.
 */
export function interpreterAt(path: string, env: NodeJS.ProcessEnv): Interpreter {
  const own = join(dirname(dirname(realPath(path) ?? path)), "lib");
  const isAsked = (env["LD_LIBRARY_PATH"] ?? "").split(":").some((folder) => realPath(folder) === own);
  return { path, libraries: isAsked ? own : undefined };
}

/** A program by that name: no script, which may do anything, no program with many names, no stub of Microsoft's Store. */
function isPython(path: string): boolean {
  if (!/^python[\d.]*(?:\.exe)?$/i.test(basename(path)) || /[\\/]WindowsApps[\\/]/i.test(path)) return false;
  return !["", "#!"].includes(beginningOf(path, 2).toString("latin1"));
}

/** Also with the case of the disk. Undefined where nothing is there. */
function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}
