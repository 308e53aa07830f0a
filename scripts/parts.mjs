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
  const what = [WANTED.parts[part]?.serverFlags, ...locks];
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
