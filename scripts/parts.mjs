// What the set-up and the tests both know about the real parts: where they are, and how they end.

import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";

const scripts = path.dirname(fileURLToPath(import.meta.url));
const windows = process.platform === "win32";

export const ROOT = path.resolve(scripts, "..");
export const CACHE = path.join(ROOT, ".cache");
export const WANTED = JSON.parse(readFileSync(path.join(scripts, "versions.json"), "utf8"));

/** The first Python that is new enough. Undefined where there is none. @param seen takes those that are not */
export function findPython(seen = []) {
  const program = 'import sys; print(sys.executable); print("%d.%d.%d" % sys.version_info[:3])';
  for (const [command, ...flags] of [["python3"], ["python"], ["py", "-3"]]) {
    const { status, stdout } = spawnSync(command, [...flags, "-c", program], {
      env: cleanEnvironment(),
      encoding: "utf8",
      windowsHide: true,
    });
    if (status !== 0) continue;
    const [executable, version] = stdout.split(/\r?\n/);
    if (isAtLeast(version, WANTED.python)) return { path: executable, version };
    seen.push(`${command} is ${version}`);
  }
  return undefined;
}

/** Whether a version (`3.11.7`) is this one (`3.11`) or newer, as far as the other is given. */
export function isAtLeast(version, least) {
  const [numbers, others] = [version, least].map((text) => text.split(".").map(Number));
  const at = others.findIndex((number, index) => number !== numbers[index]);
  return at < 0 || numbers[at] > others[at];
}

/** Whether a part can be made with this Python: Prefect 3.9 needs 3.11, and some old ones have no wheels for a new one. */
export function isFor(python, part) {
  const { python: least = WANTED.python, pythonBelow } = WANTED.parts[part];
  return isAtLeast(python, least) && (pythonBelow === undefined || !isAtLeast(python, pythonBelow));
}

/**
 * Whether the tests want a part: not one that its Python rules out (where there is no Python, set-up says so: no reason to
 * leave a part out), and some versions only where nothing is left out (`TESTS=all`).
 */
export function isWanted(part) {
  if (WANTED.parts[part].onlyInFullRun && process.env.TESTS !== "all") return false;
  const python = findPython();
  return python === undefined || isFor(python.version, part);
}

/**
 * The newest Prefect of versions.json that this machine's Python can run, or the one that NEWEST_PREFECT asks for, which
 * need not be in a lock. Child processes are told by that variable.
 */
export const NEWEST = (process.env.NEWEST_PREFECT ||= newest());
export const NEWEST_PART = `prefect-${NEWEST}`;
WANTED.parts[NEWEST_PART] ??= {
  packages: [`prefect==${NEWEST}`],
  serverFlags: ["--no-services"],
  isUnlocked: true,
};

function newest() {
  const python = findPython()?.version ?? WANTED.python;
  return newestThat((part) => isFor(python, part));
}

/** The first of versions.json, which are sorted, whose part is such a one. */
export function newestThat(isSuch) {
  const prefix = "prefect-";
  const part = Object.keys(WANTED.parts).find((name) => name.startsWith(prefix) && isSuch(name));
  return part.slice(prefix.length);
}

export function isReady(part) {
  const stamp = path.join(CACHE, part, ".stamp");
  // The interpreter is a link: it dangles once the Python it was made from is gone.
  return (
    existsSync(executablePath(part, "python")) &&
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === stampOf(part)
  );
}

/** Every package of a part (or of `uv`, which installs them) with its hashes; written by setup.mjs --lock. */
export function lockFile(part) {
  return path.join(scripts, "locks", `${part}.txt`);
}

/** Scripts in an environment name their interpreter by its full path, so the folder belongs to the stamp. */
export function stampOf(part) {
  const locks = [part, "uv"]
    .map(lockFile)
    .map((file) => (existsSync(file) ? readFileSync(file, "utf8") : ""));
  const { serverFlags, isUnlocked, packages } = WANTED.parts[part] ?? {};
  const what = [serverFlags, ...(isUnlocked ? packages : []), ...locks];
  return createHash("sha256")
    .update(JSON.stringify([what, path.join(CACHE, part), process.platform, process.arch]))
    .digest("hex");
}

export function executablePath(part, command) {
  return windows
    ? path.join(CACHE, part, "Scripts", `${command}.exe`)
    : path.join(CACHE, part, "bin", command);
}

export function cleanEnvironment(extra = {}) {
  const own = /^(PREFECT_|PYTHON|VIRTUAL_ENV$|CONDA_)/i;
  return { ...Object.fromEntries(Object.entries(process.env).filter(([key]) => !own.test(key))), ...extra };
}

const handedOut = new Set();

/** The one "bad port" of the Fetch standard in the range below: no request to it is made. */
const REFUSED_BY_FETCH = 10_080;

export async function freePort() {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    if (port === REFUSED_BY_FETCH || handedOut.has(port) || !(await canListen(port))) continue;
    handedOut.add(port);
    return port;
  }
}

function canListen(port) {
  return new Promise((resolve) => {
    const server = createServer().once("error", () => resolve(false));
    server.listen({ host: "127.0.0.1", port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** For `spawn`: a group of its own, so that what the program starts ends with it. */
export const GROUP = { detached: !windows, windowsHide: true };

export function keep(what) {
  tell({ keep: true, ...what });
}

export function giveBack(what) {
  tell({ keep: false, ...what });
}

export function killGroup(pid, signal = "SIGKILL") {
  if (windows) {
    spawnSync("taskkill", ["/T", "/F", "/PID", String(pid)]);
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

let pipe;

function tell(message) {
  pipe ??= startWatchdog();
  pipe.write(`${JSON.stringify(message)}\n`);
}

/** Neither the watchdog nor the pipe to it keeps this process alive. */
function startWatchdog() {
  const watchdog = spawn(process.execPath, [path.join(scripts, "watchdog.mjs")], {
    detached: true,
    windowsHide: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  watchdog.unref();
  watchdog.stdin.unref();
  return watchdog.stdin;
}
