// The one entry of all npm scripts: `node scripts/run.mjs TASK [arguments…]`. Works on a fresh clone with
// Node 20 and nothing installed: brings in what the task needs, then runs it under the Node of the project.
// All of it comes with a hash from package-lock.json or scripts/locks, and no install script runs (.npmrc).

import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { NEWEST_PART } from "./parts.mjs";
import { SetUpError, setUp, TEST_PARTS } from "./setup.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const modules = path.join(root, "node_modules");
const windows = process.platform === "win32";
const NODE_VERSION = 24;
/** A package of npm's, so that its hash is known. Not every platform has one. */
const NODE_PACKAGE = `node-${windows ? "win" : process.platform}-${process.arch}`;

/** What a task needs and does. The first word of a step is a script of ours, or a command of a package. */
const TASKS = {
  build: { steps: [["scripts/build.mjs"]] },
  // Counting what is covered costs a tenth of the time.
  test: {
    parts: TEST_PARTS,
    steps: [["vitest", "run", ...(process.env.TESTS === "all" ? ["--coverage"] : [])]],
  },
  "test:unit": { steps: [["vitest", "run", "--project", "unit"]] },
  "test:integration": { parts: TEST_PARTS, steps: [["vitest", "run", "--project", "integration"]] },
  "test:reliability": {
    parts: [NEWEST_PART, "gates"],
    steps: [["vitest", "run", "--project", "reliability"]],
  },
  "test:security": {
    parts: [NEWEST_PART, "gates"],
    steps: [["vitest", "run", "--project", "security"]],
  },
  "test:e2e": { parts: [NEWEST_PART, "gates"], steps: [["vitest", "run", "--project", "e2e"]] },
  demo: { parts: [NEWEST_PART, "gates"], steps: [["scripts/demo.mjs"]] },
  bench: { parts: [NEWEST_PART, "gates"], steps: [["bench/bench.mjs"]] },
  lint: {
    steps: [
      ["eslint", "."],
      ["prettier", "--check", "."],
      ["tsc", "-p", "test/tsconfig.json"],
    ],
  },
  format: {
    steps: [
      ["prettier", "--write", "."],
      ["eslint", "--fix", "."],
    ],
  },
  docs: { steps: [["scripts/docs.mjs"]] },
  mutation: { steps: [["stryker", "run"]] },
  check: { parts: ["gates"], steps: [["scripts/check.mjs"]] },
};

/** The package of a command, where it has another name. */
const PACKAGES = { tsc: "typescript", stryker: "@stryker-mutator/core" };

async function main([name, ...extra]) {
  const task = Object.hasOwn(TASKS, name ?? "") ? TASKS[name] : undefined;
  if (!task) throw new SetUpError(`Which task? ${Object.keys(TASKS).join(", ")}`);

  await ensurePackages();
  const nodeBinary = findNode();
  if (task.parts) await setUp(task.parts);

  const last = task.steps.length - 1;
  for (const [index, [command, ...args]] of task.steps.entries()) {
    await runUnder(nodeBinary, [script(command), ...(index === last ? [...args, ...extra] : args)]);
  }
}

async function ensurePackages() {
  if (packagesAreCurrent()) return;
  console.log("Installing the packages of package-lock.json");
  await run(...npm("ci", "--no-audit", "--no-fund"));
}

/** Holds the lock file against npm's own record of what it installed; times of files say little after a checkout. */
function packagesAreCurrent() {
  const record = path.join(modules, ".package-lock.json");
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, "utf8")).packages;
  const locked = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(locked).every(([place, { version, optional, devOptional }]) => {
    if (place === "") return true;
    // Packages for other platforms are in the lock file and never installed.
    if (!installed[place]) return (optional || devOptional) && place !== `node_modules/${NODE_PACKAGE}`;
    return installed[place].version === version;
  });
}

/** Where npm has none for this platform, the Node that runs this will do, if it is new enough. */
function findNode() {
  const packaged = path.join(modules, NODE_PACKAGE, "bin", windows ? "node.exe" : "node");
  if (existsSync(packaged)) return packaged;
  if (Number.parseInt(process.versions.node, 10) >= NODE_VERSION) return process.execPath;
  throw new SetUpError(
    `Node.js ${NODE_VERSION} or newer is needed here, and this is ${process.versions.node}: package-lock.json ` +
      `has no ${NODE_PACKAGE}, or npm could not fetch it.`,
  );
}

function script(command) {
  if (command.endsWith(".mjs")) return path.join(root, command);
  const home = path.join(modules, PACKAGES[command] ?? command);
  const { bin } = JSON.parse(readFileSync(path.join(home, "package.json"), "utf8"));
  return path.join(home, typeof bin === "string" ? bin : bin[command]);
}

/** First on PATH too: vitest's workers and act run whatever `node` is found there. */
async function runUnder(nodeBinary, args) {
  const variable = Object.keys(process.env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  const folders = [path.dirname(nodeBinary), process.env[variable] ?? ""].join(path.delimiter);
  await run(nodeBinary, args, { env: { ...process.env, [variable]: folders } });
}

/** Without a shell where npm says where it is, since `npm` is a batch file on Windows. */
function npm(...args) {
  const own = process.env.npm_execpath;
  return own?.endsWith(".js") ? [process.execPath, [own, ...args]] : ["npm", args, { shell: windows }];
}

/** Signals go to the child, which decides; its exit code, or the signal that ended it, becomes ours. */
async function run(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
  const forward = (signal) => child.kill(signal);
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, forward);
  const [code, signal] = await new Promise((resolve, reject) => {
    child.once("error", reject).once("exit", (...how) => resolve(how));
  });
  for (const name of signals) process.off(name, forward);
  if (code === 0) return;
  process.exit(code ?? 128 + constants.signals[signal]);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof SetUpError ? error.message : error);
  process.exit(1);
}
