import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cleanEnvironment } from "../../../scripts/parts.mjs";
import { IS_FULL_RUN } from "../full-run.ts";
import { executable } from "../paths.ts";
import { ALL_PREFECT_VERSIONS, hasPrefect, type PrefectVersion, NEWEST } from "../servers/prefect.ts";

/** Where the set-up of a test run puts what its workers share. */
const FOLDER = "TESTS_SHARED";

/**
 * The folder with the `prefect` of a version, for PATH: one that forks a process that has imported Prefect once for the
 * whole run. Where there is none, the installed one: in the nightly run, without the set-up, and elsewhere than on Linux.
 *
 * It does what the installed one does, and reads its environment, its settings and its files anew. What is about how Prefect
 * comes by them, or about the process itself, is tested with `clientFolder` all the same.
 */
export function sharedClientFolder(version: PrefectVersion): string {
  const shared = process.env[FOLDER];
  return shared === undefined ? clientFolder(version) : join(shared, version);
}

/** The command in that folder. */
export function sharedPrefectCommand(version: PrefectVersion = NEWEST): string {
  return join(sharedClientFolder(version), "prefect");
}

/** The folder with the installed `prefect` of a version. */
export function clientFolder(version: PrefectVersion): string {
  return dirname(executable(`prefect-${version}`, "prefect"));
}

/** What stands first on PATH for a client. */
export function clientFolders(version: PrefectVersion, ownProcess: boolean): string[] {
  return ownProcess ? [clientFolder(version)] : [sharedClientFolder(version), clientFolder(version)];
}

/** Starts the processes that are forked. They import nothing before they are asked, and end with this process. */
export async function startSharedClients(folder: string): Promise<() => Promise<void>> {
  if (IS_FULL_RUN || process.platform !== "linux" || process.env[FOLDER] !== undefined)
    return () => Promise.resolve();
  // The newest may be one that NEWEST_PREFECT names.
  const versions = new Set([NEWEST, ...ALL_PREFECT_VERSIONS]);
  const stops = await Promise.all(
    [...versions].filter(hasPrefect).map((version) => start(version, join(folder, version))),
  );
  process.env[FOLDER] = folder;
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

/** As pip writes it: the action looks whether it does anything else. */
const ENTRY_POINT =
  "import sys\nfrom prefect.cli import app\nif __name__ == '__main__':\n    sys.exit(app())\n";

async function start(version: PrefectVersion, folder: string): Promise<() => Promise<void>> {
  const python = executable(`prefect-${version}`, "python");
  const [home, socket] = [join(folder, "home"), join(folder, "socket")];
  await mkdir(home, { recursive: true });
  const child = await readFile(join(import.meta.dirname, "prefect_child.py"), "utf8");
  const given = `import sys\nsys.argv[1:1] = ${JSON.stringify([python, socket])}\n`;
  await program(join(folder, "python"), `#!${python} -ISE\n${given}${child}`);
  await program(join(folder, "prefect"), `#!${join(folder, "python")}\n${ENTRY_POINT}`);

  const parent = spawn(python, [join(import.meta.dirname, "prefect_parent.py"), socket], {
    cwd: home,
    // What the action gives to each client, and a process reads at its start.
    env: cleanEnvironment({ HOME: home, PREFECT_HOME: home, PYTHONUNBUFFERED: "1", PYTHONUTF8: "1" }),
    stdio: ["pipe", "inherit", "inherit"],
  });
  const ended = once(parent, "exit");
  return async () => {
    parent.stdin.end();
    await ended;
  };
}

async function program(path: string, text: string): Promise<void> {
  await writeFile(path, text);
  await chmod(path, 0o755);
}
