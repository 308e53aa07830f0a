// Shows the action at work, on this machine alone:
//
//   npm run demo
//
// Prefect (SQLite) behind Traefik with Basic authentication, the project of examples/basic-traefik, and the bundled
// action, run as a runner runs it: twice with the right password, once with a wrong one. Ends by itself, with exit
// code 0 if all three runs ended as they should. The job summaries are written as pages to .cache/demo/.

import { randomBytes } from "node:crypto";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { styleText } from "node:util";
import {
  BASIC_TRAEFIK_EXAMPLE,
  createWorkPool,
  ROOT,
  startPrefectServer,
  startStep,
  startTraefikBasic,
  tempDir,
} from "../test/support/index.ts";
import { runnerLog } from "./demo/log.mjs";
import { page } from "./demo/page.mjs";

const PAGES = path.join(ROOT, ".cache", "demo");
const USER = "ci";
const PASSWORD = randomBytes(12).toString("base64url");

const RUNS = [
  {
    file: "1-first-deploy.html",
    title: "First deploy: all three are new",
    password: PASSWORD,
    expected: { exitCode: 0, created: "3", changed: "0", failed: "0" },
  },
  {
    file: "2-second-deploy.html",
    title: "The same again: nothing is written",
    password: PASSWORD,
    expected: { exitCode: 0, created: "0", changed: "0", unchanged: "3", failed: "0" },
  },
  {
    file: "3-wrong-password.html",
    title: "A wrong password: the step is red, and says why",
    password: randomBytes(12).toString("base64url"),
    expected: { exitCode: 1, created: "0", changed: "0", failed: "0" },
  },
];

process.exitCode = await demo();

async function demo() {
  const began = performance.now();
  const mistakes = await threeRuns(began);

  heading("Done");
  for (const { file, title } of RUNS) say(`${title}\n  ${pathToFileURL(path.join(PAGES, file)).href}`);
  say("");
  for (const mistake of mistakes) say(styleText("red", mistake));
  if (mistakes.length > 0) return 1;
  say(`All three runs ended as they should, after ${seconds(began)}. Everything is stopped.`);
  return 0;
}

/** Everything that starts here has ended when it returns. Returns what went otherwise than it should. */
async function threeRuns(began) {
  say("Starting Prefect 3.9.1 with SQLite, and Traefik before it, which asks for a password on /api …");
  await using server = await startPrefectServer();
  await using gate = await startTraefikBasic({ upstream: server.url, user: USER, password: PASSWORD });
  await createWorkPool(server, "default-pool");
  await using workspace = await tempDir();
  await cp(BASIC_TRAEFIK_EXAMPLE, workspace.path, { recursive: true });
  await rm(PAGES, { recursive: true, force: true });
  await mkdir(PAGES, { recursive: true });
  say(`… ready at ${gate.apiUrl} after ${seconds(began)}. The project is examples/basic-traefik.`);

  const mistakes = [];
  for (const [index, run] of RUNS.entries()) {
    heading(`${index + 1}. ${run.title}`);
    mistakes.push(...compare(run, await runAction(run, gate.apiUrl, workspace.path)));
  }
  return mistakes;
}

/** Main and post of one step; what it prints is shown as it comes. */
async function runAction({ file, title, password }, apiUrl, workspace) {
  const inputs = { "api-url": apiUrl, username: USER, password, environment: "demo" };
  const log = runnerLog(say);
  log.line("::group::Run ./");
  log.line("with:");
  for (const [name, value] of Object.entries(inputs)) {
    log.line(`  ${name}: ${name === "password" ? "***" : value}`);
  }
  log.line("::endgroup::");

  const step = await startStep({ inputs, workspace, onLine: log.line });
  const { exitCode, outputs, summary } = step;
  log.line("::group::Post Run ./");
  for (const line of (await step.post()).split("\n")) if (line !== "") log.line(line);
  log.line("::endgroup::");

  await writeFile(path.join(PAGES, file), page({ title, exitCode, annotations: log.annotations, summary }));
  return { exitCode, ...outputs };
}

function compare({ title, expected }, seen) {
  return Object.entries(expected)
    .filter(([what, value]) => seen[what] !== value)
    .map(([what, value]) => `${title}: ${what} should be ${value}, but is ${seen[what]}.`);
}

function heading(text) {
  say(`\n${styleText("bold", text)}\n${"─".repeat(text.length)}`);
}

function say(text) {
  console.log(text);
}

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(0)} s`;
}
