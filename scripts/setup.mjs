// Makes the real parts that the tests, the demo and the benchmark run: Prefect in several versions, and the
// gates. Each part is a Python environment of its own under .cache/. Needs Node 20 and Python, nothing else:
//
//   node scripts/setup.mjs [PART…]
//
// Nothing is installed but what the part's lock in scripts/locks names, byte for byte. After a change of
// versions.json, or of the Python versions that are supported, write the locks again:
//
//   node scripts/setup.mjs --lock [PART…|uv]
//
// It keeps what a lock has where it still fits. Remove the file first to get the newest of everything.

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import {
  CACHE,
  cleanEnvironment,
  executablePath,
  findPython,
  freePort,
  giveBack,
  GROUP,
  isFor,
  isReady,
  isWanted,
  keep,
  killGroup,
  lockFile,
  stampOf,
  WANTED,
} from "./parts.mjs";

export const ALL_PARTS = Object.keys(WANTED.parts);

export const TEST_PARTS = ALL_PARTS.filter(isWanted);

/** Something that the person at the keyboard can fix: printed without a stack trace. */
export class SetUpError extends Error {}

/**
 * Makes the parts that are missing or out of date; returns at once where none is.
 * A part that is optional and fails is reported and left out, except in CI.
 */
export async function setUp(names = ALL_PARTS, say = console.log) {
  expectKnown(names, ALL_PARTS);
  if (names.every(isReady)) return;

  const unlock = await lock(say);
  try {
    const found = python();
    const missing = names.filter((name) => !isReady(name) && isFor(found.version, name));
    if (missing.length === 0) return;
    const uv = await ensureUv(found);
    // Two at a time: one installs while the other starts a server. All have ended before the lock is given back.
    const workers = [0, 1].map(async () => {
      for (let name; (name = missing.shift()) !== undefined;) await makeOrExplain(name, found, uv, say);
    });
    for (const result of await Promise.allSettled(workers)) {
      if (result.status === "rejected") throw result.reason;
    }
  } finally {
    unlock();
  }
}

function expectKnown(names, all) {
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length > 0) {
    throw new SetUpError(`No such part: ${unknown.join(", ")}. There are ${all.join(", ")}.`);
  }
}

async function makeOrExplain(name, python, uv, say) {
  const began = performance.now();
  try {
    await make(name, python, uv);
    say(`${name}: made in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  } catch (error) {
    const message = `${name}: could not be made with Python ${python.version}.\n${error.message}`;
    if (!WANTED.parts[name].optional || process.env.CI) throw new SetUpError(message);
    say(`${message}\n${name}: left out; its tests are skipped here, and fail in CI.`);
  }
}

/** No building from source either: what a build fetches for itself stands in no lock. */
const ONLY_LOCKED = ["--require-hashes", "--only-binary", ":all:"];

function existingLock(name) {
  const file = lockFile(name);
  if (existsSync(file)) return file;
  throw new SetUpError(`${file} is missing. Write it: node scripts/setup.mjs --lock ${name}`);
}

/** The stamp is written last and holds what was wanted, so an interrupted set-up is made again from scratch. */
async function make(name, python, uv) {
  const { serverFlags, isUnlocked, packages } = WANTED.parts[name];
  const home = path.join(CACHE, name);
  removeFolder(home);
  await run(uv, ["venv", "--quiet", "--python", python.path, home]);
  const options = ["--quiet", "--compile-bytecode", "--python", executablePath(name, "python")];
  await (isUnlocked
    ? run(uv, ["pip", "install", ...options, ...packages])
    : run(uv, ["pip", "sync", ...options, ...ONLY_LOCKED, existingLock(name)]));
  if (serverFlags) await makeTemplate(name, serverFlags);
  writeWhole(path.join(home, ".stamp"), stampOf(name));
}

/**
 * Starts the server once and keeps its database: a start on a copy takes half the time (measured with 3.8.8:
 * 4 to 6 s against 9 to 13 s), and a pair of versions that cannot serve is found here, not in the middle of a test.
 */
async function makeTemplate(name, serverFlags) {
  const home = path.join(CACHE, name, "template");
  mkdirSync(home);
  const database = path.join(home, "prefect.db");
  const port = await freePort();
  const server = start(
    executablePath(name, "prefect"),
    ["server", "start", "--host", "127.0.0.1", "--port", String(port), ...serverFlags],
    {
      cwd: home,
      env: cleanEnvironment({
        PREFECT_HOME: home,
        PREFECT_API_DATABASE_CONNECTION_URL: `sqlite+aiosqlite:///${database.replaceAll("\\", "/")}`,
        PREFECT_SERVER_ANALYTICS_ENABLED: "false",
        DO_NOT_TRACK: "1",
      }),
    },
  );
  try {
    await untilHealthy(`http://127.0.0.1:${port}/api/health`, server);
  } finally {
    // An interrupt lets SQLite fold its journal into the one file that is copied later.
    killGroup(server.pid, "SIGINT");
    const timer = setTimeout(() => killGroup(server.pid), 15_000);
    await server.ended;
    clearTimeout(timer);
  }
}

async function untilHealthy(url, server) {
  const deadline = Date.now() + 300_000;
  while (Date.now() < deadline) {
    if (server.hasEnded()) throw new Error(`prefect server start ended:\n${server.output()}`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error(`prefect server start did not answer within 300 s:\n${server.output()}`);
}

/** Writes the locks of these parts, for all platforms and Python versions at once. */
async function lockParts(names, say = console.log) {
  const uv = await ensureUv(python());
  for (const name of names) {
    const part = name === "uv" ? { packages: [WANTED.uv] } : WANTED.parts[name];
    const { packages, excludeNewer, python: least = WANTED.python } = part;
    const wanted = path.join(CACHE, "wanted.in");
    writeFileSync(wanted, packages.join("\n"));
    await run(uv, [
      ...["pip", "compile", "--quiet", "--universal", "--python-version", least, "--generate-hashes"],
      // Neither where the packages came from, nor the command that wrote the file.
      ...["--no-header", "--no-annotate", "--only-binary", ":all:", "--output-file", lockFile(name)],
      ...(excludeNewer ? ["--exclude-newer", excludeNewer] : []),
      wanted,
    ]);
    say(`${name}: locked`);
  }
}

/** uv installs Prefect in seconds where pip takes most of a minute, and can resolve as of a date. */
async function ensureUv(python) {
  if (!isReady("uv")) {
    const home = path.join(CACHE, "uv");
    removeFolder(home);
    try {
      await run(python.path, ["-m", "venv", home]);
    } catch (error) {
      throw new SetUpError(
        `Python ${python.version} cannot make a virtual environment. On Debian and Ubuntu: ` +
          `apt-get install python${python.version.split(".").slice(0, 2).join(".")}-venv\n${error.message}`,
      );
    }
    const install = ["-m", "pip", "install", "--quiet", ...ONLY_LOCKED, "--requirement", existingLock("uv")];
    await run(executablePath("uv", "python"), install);
    writeWhole(path.join(home, ".stamp"), stampOf("uv"));
  }
  return executablePath("uv", "uv");
}

function python() {
  const seen = [];
  const found = findPython(seen);
  if (found) return found;
  throw new SetUpError(
    `Python ${WANTED.python} or newer is needed on PATH (${seen.join(", ") || "none was found"}).`,
  );
}

/** Held by the id of a living process; a lock whose owner is gone is taken over. Returns how to release it. */
async function lock(say) {
  mkdirSync(CACHE, { recursive: true });
  const file = path.join(CACHE, "setup.lock");
  for (let told = false; ; told = true) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      const release = () => {
        if (readIfThere(file) === String(process.pid)) rmSync(file, { force: true });
      };
      process.once("exit", release);
      return release;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const owner = readIfThere(file);
    if (owner && !isAlive(Number(owner))) rmSync(file, { force: true });
    else if (!told) say(`Waiting for the set-up that process ${owner ?? "?"} is running.`);
    await sleep(200);
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

async function run(command, args) {
  const child = start(command, args, { env: cleanEnvironment() });
  const code = await child.ended;
  if (code !== 0) throw new Error(`${path.basename(command)} ${args.join(" ")} failed:\n${child.output()}`);
  return child.output();
}

/** A program that does not outlive this process, also when this one is killed. */
function start(command, args, options) {
  const child = spawn(command, args, { ...options, ...GROUP, stdio: ["ignore", "pipe", "pipe"] });
  if (child.pid !== undefined) keep({ pid: child.pid });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk) => (text += chunk));
  }
  const ended = new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  const done = () => child.pid !== undefined && giveBack({ pid: child.pid });
  ended.then(done, done);
  return {
    pid: child.pid,
    ended,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    output: () => text.trim(),
  };
}

/** Patient: what a killed set-up had started may still be writing there for a moment. */
function removeFolder(folder) {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

function readIfThere(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

function writeWhole(file, text) {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

async function main() {
  const { values, positionals } = parseArgs({
    options: { lock: { type: "boolean" } },
    allowPositionals: true,
  });
  const all = values.lock ? ["uv", ...ALL_PARTS] : ALL_PARTS;
  const names = positionals.length > 0 ? positionals : all;
  expectKnown(names, all);
  if (values.lock) return lockParts(names);
  await setUp(names);
  for (const name of names) console.log(`${name}: ${isReady(name) ? "ready" : "left out"}`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof SetUpError ? error.message : error);
    process.exitCode = 1;
  }
}
