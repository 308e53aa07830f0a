// The action beside the bare CLI: both deploy the same to the same real server, one after the other, through a gate
// that adds 40 ms to every request. The newest Prefect, on SQLite and on PostgreSQL.
//
//   npm run bench -- deploy            all of it; most of an hour, since the bare CLI is measured too
//   npm run bench -- deploy --runs=1   each once
//   npm run bench -- deploy --only=one,sqlite

import { execFileSync, spawn } from "node:child_process";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import {
  cleanEnvironment,
  createWorkPool,
  executable,
  prefectCommand,
  runStep,
  startPrefectServer,
  tempDir,
} from "../test/support/index.ts";
import { startFaultGate } from "../test/support/faults/gate.ts";
import { startPostgres } from "../test/support/servers/postgres.ts";
import { median } from "./measuring.mjs";
import { NEWEST } from "../scripts/parts.mjs";

const DELAY_MS = 40;
const option = process.argv.map((word) => /^--runs=(\d+)$/.exec(word)?.[1]).find(Boolean);
const RUNS = Number(option ?? 3);

/** As on a runner of GitHub's after actions/checkout: Prefect looks for a version there, for each deployment. */
const RUNNER = {
  CI: "true",
  GITHUB_ACTIONS: "true",
  GITHUB_SHA: "0123456789abcdef0123456789abcdef01234567",
  GITHUB_REF_NAME: "main",
  GITHUB_REPOSITORY: "example/flows",
  GITHUB_SERVER_URL: "https://github.com",
};

/** Peak memory of each process of the action in KiB, main and post, a line of the file that PEAK_FILE names. */
const PEAK =
  "data:text/javascript,import{appendFileSync}from'node:fs';process.on('exit',()=>appendFileSync(process.env.PEAK_FILE,process.resourceUsage().maxRSS+'%5Cn'))";

export const title = `Deploy beside the bare CLI, Prefect ${NEWEST}, ${DELAY_MS} ms added to each request (median of ${RUNS})`;

/** By the name that `--only=` takes, for a look at some of it. */
const PARTS = {
  one: oneDeployment,
  runners: behindRunners,
  plans: () => withSqlite(plans),
  packages: () =>
    withSqlite((server) => inFolders(server, 40, { package: true, goals: { first: 5, none: 8 } })),
  files: () =>
    withSqlite((server) => inFolders(server, 98, { package: false, goals: { first: 10, none: 10 } })),
  memory: () => withSqlite(planOfFiles),
  sqlite: () => withSqlite((server) => hundred("SQLite", server, 3)),
  postgres: onPostgres,
  names: () => withSqlite(sameName),
  prune: () => withSqlite(prune),
  script: () => withSqlite(script),
};

export async function measure() {
  const only = process.argv.map((word) => /^--only=(.+)$/.exec(word)?.[1]).find(Boolean);
  const rows = [];
  for (const name of only?.split(",") ?? Object.keys(PARTS)) rows.push(...(await PARTS[name]()));
  return rows;
}

async function withSqlite(work) {
  await using server = await startPrefectServer();
  return await work(server);
}

/** Without a delay, in turns: what the step itself costs. */
async function oneDeployment() {
  await using server = await startPrefectServer();
  await createWorkPool(server, "pool");
  await using project = await makeProject(1);
  await bare(server.apiUrl, project.path);
  const times = { bare: [], action: [] };
  for (let run = 0; run < Math.max(RUNS, 5); run += 1) {
    times.bare.push(await bare(server.apiUrl, project.path));
    times.action.push((await action(server.apiUrl, project.path)).seconds);
  }
  return [slower("one deployment, no added delay", times, 1.1)];
}

/** The same where another program starts Prefect: uv takes the environment as it is, uvx asks the index about it. */
async function behindRunners() {
  await using server = await startPrefectServer();
  await using project = await makeProject(1);
  await writeFile(
    join(project.path, "pyproject.toml"),
    '[project]\nname = "bench"\nversion = "1"\nrequires-python = ">=3.10"\n',
  );
  await symlink(dirname(dirname(prefectCommand())), join(project.path, ".venv"));
  const PATH = [dirname(executable("uv", "uv")), process.env.PATH].join(delimiter);
  const uv = { PATH, UV_NO_SYNC: "1", UV_OFFLINE: "1" };
  // One cache for all runs: each has a home of its own.
  await using cache = await tempDir();
  const uvx = { PATH, UV_CACHE_DIR: cache.path };
  return [
    ...(await behind("uv run prefect", uv, { server, project })),
    ...(await behind(`uvx --from prefect==${NEWEST} prefect`, uvx, { server, project })),
  ];
}

/** First deploys, then deploys that change nothing, in turns. */
async function behind(command, env, { server, project }) {
  const words = command.split(" ");
  const theirs = () => bare(server.apiUrl, project.path, { command: words, env });
  const ours = async () => {
    const inputs = { "prefect-command": command };
    return (await action(server.apiUrl, project.path, { inputs, env })).seconds;
  };
  const first = { bare: [], action: [] };
  const none = { bare: [], action: [] };
  await clear(server);
  await theirs(); // Fills caches.
  for (let run = 0; run < Math.max(RUNS, 5); run += 1) {
    await clear(server);
    first.bare.push(await theirs());
    await theirs();
    none.bare.push(await theirs());
    await clear(server);
    first.action.push(await ours());
    await ours();
    none.action.push(await ours());
  }
  return [
    slower(`one deployment, \`${command}\`, first deploy, no added delay`, first, 1.3),
    slower(`one deployment, \`${command}\`, none changed, no added delay`, none, 1.3),
  ];
}

/** Many prefect files, each in the folder of its project: the bare CLI goes from folder to folder. Without a delay. Once, since that takes minutes. */
async function inFolders(server, count, { package: slow, goals }) {
  await clear(server);
  await using packages = await slowPackage();
  await using project = await makeFolders(count, slow ? "import slow_to_import\n" : "");
  const env = slow ? { PATH: packages.PATH } : {};
  const command = slow ? [packages.command] : undefined;
  const theirs = async () => {
    let seconds = 0;
    for (const folder of project.folders)
      seconds += await bare(server.apiUrl, folder, { env, ...(command ? { command } : {}) });
    return seconds;
  };
  const inputs = { "prefect-file": "**/prefect.yaml", "run-from": "prefect-file" };
  if (slow) inputs["prefect-command"] = packages.command;
  const ours = async () => (await action(server.apiUrl, project.path, { inputs, env })).seconds;
  const first = { bare: [await theirs()] };
  await theirs(); // It still changes things ("None" as a description becomes null).
  const none = { bare: [await theirs()] };
  await clear(server);
  first.action = [await ours()];
  await ours();
  none.action = [await ours()];
  const what = `${count} prefect files${slow ? " that import a package of 1 s" : ""}`;
  return [
    faster(`${what}, first deploy (one run)`, first, goals.first),
    faster(`${what}, none changed (one run)`, none, goals.none),
  ];
}

/** Time, and memory, as their number grows. */
async function planOfFiles(server) {
  const ends = new Map();
  for (const files of [100, 500]) {
    await clear(server);
    await using project = await makeFolders(files, "", 2);
    const inputs = { mode: "plan", "prefect-file": "**/prefect.yaml", "run-from": "prefect-file" };
    ends.set(files, await action(server.apiUrl, project.path, { inputs }));
  }
  const [small, large] = [ends.get(100), ends.get(500)];
  return [
    {
      what: "plan of 1000 in 500 files",
      action: large.seconds,
      value: large.peak,
      unit: "MB at most",
      goal: 300,
    },
    {
      what: "plan of 500 files against 100",
      value: large.seconds / small.seconds,
      unit: "× as long",
      goal: 5,
    },
  ];
}

/** An environment that has what Prefect's has, and a package that takes a second to import. */
async function slowPackage() {
  const folder = await tempDir();
  const python = join(dirname(prefectCommand()), "python");
  execFileSync(python, ["-m", "venv", "--without-pip", folder.path]);
  const ask = (program) =>
    execFileSync(program, ["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).toString().trim();
  const [theirs, own] = [ask(python), ask(join(folder.path, "bin", "python"))];
  await writeFile(join(own, "prefect.pth"), `${theirs}\n`);
  await writeFile(join(own, "slow_to_import.py"), "import time\ntime.sleep(1)\n");
  const command = join(folder.path, "bin", "prefect");
  const script = `#!${join(folder.path, "bin", "python")}\nimport sys\nfrom prefect.cli import app\nif __name__ == "__main__":\n    sys.exit(app())\n`;
  await writeFile(command, script, { mode: 0o755 });
  return { command, PATH: process.env.PATH, [Symbol.asyncDispose]: () => folder.remove() };
}

async function makeFolders(count, head, deployments = 1) {
  const folder = await tempDir();
  const folders = Array.from({ length: count }, (_, index) => join(folder.path, `project_${index}`));
  for (const [index, own] of folders.entries()) {
    await mkdir(join(own, "flows"), { recursive: true });
    await writeFile(join(own, "flows", `flow_${index}.py`), head + flow(index));
    const items = Array.from({ length: deployments }, (_, nth) => item(index, `deployment-${nth}`));
    await writeFile(join(own, "prefect.yaml"), HEAD + items.join(""));
  }
  return { path: folder.path, folders, [Symbol.asyncDispose]: () => folder.remove() };
}

async function onPostgres() {
  return [
    ...(await withPostgres({}, (server) => hundred("PostgreSQL", server, 6))),
    ...(await withPostgres({ PYTHONTZPATH: "" }, quickZones)),
  ];
}

async function withPostgres(env, work) {
  await using postgres = await startPostgres();
  await using server = await startPrefectServer({ env, databaseUrl: postgres.url });
  return await work(server);
}

/** A server that takes its time zones from the package tzdata, and need not look through the system's folder for each. */
async function quickZones(server) {
  await using gate = await startFaultGate(server.url, { delayMs: DELAY_MS });
  await using project = await makeProject(100);
  const times = [];
  for (let run = 0; run < RUNS; run += 1) {
    await clear(server);
    times.push((await action(gate.apiUrl, project.path)).seconds);
  }
  const what = "100 deployments, first deploy, PostgreSQL, with `PYTHONTZPATH=` on the server";
  return [{ what, value: median(times), unit: "s" }];
}

/** First deploy, one changed, none changed. */
async function hundred(database, server, firstGoal) {
  await using gate = await startFaultGate(server.url, { delayMs: DELAY_MS });
  await using project = await makeProject(100);
  const first = { bare: [], action: [], server: [] };
  const one = { bare: [], action: [] };
  const none = { bare: [], action: [], requests: [] };
  for (let run = 0; run < RUNS; run += 1) {
    await clear(server);
    gate.reset();
    first.bare.push(await bare(gate.apiUrl, project.path));
    first.server.push(await replay(server, gate.requests));
    // The first redeploy of the bare CLI still changes things ("None" as a description becomes null).
    await bare(server.apiUrl, project.path);
    await project.change(run * 2);
    one.bare.push(await bare(gate.apiUrl, project.path));
    none.bare.push(await bare(gate.apiUrl, project.path));
    await clear(server);
    first.action.push((await action(gate.apiUrl, project.path)).seconds);
    await action(server.apiUrl, project.path);
    await project.change(run * 2 + 1);
    one.action.push((await action(gate.apiUrl, project.path)).seconds);
    gate.reset();
    none.action.push((await action(gate.apiUrl, project.path)).seconds);
    none.requests.push(gate.requests.length);
  }
  const row = (work, times, atLeast) => faster(`100 deployments, ${work}, ${database}`, times, atLeast);
  return [
    row("first deploy", first, firstGoal),
    {
      what: `100 deployments, first deploy, ${database}: the server's own share`,
      value: median(first.server),
      unit: "s",
    },
    row("one changed", one, 12),
    row("none changed", none, 12),
    {
      what: `100 deployments, none changed, ${database}: requests`,
      value: median(none.requests),
      unit: "requests",
      goal: 10,
    },
  ];
}

/** 30 flows, each with a deployment `prod`: with `--name '*'` the bare CLI deploys 900. Once, since it takes minutes. */
async function sameName(server) {
  await clear(server);
  await using gate = await startFaultGate(server.url, { delayMs: DELAY_MS });
  await using project = await makeProject(30, () => "prod");
  const ours = await action(gate.apiUrl, project.path);
  await clear(server);
  const theirs = await bare(gate.apiUrl, project.path, { selection: ["--name", "*"] });
  const times = { bare: [theirs], action: [ours.seconds] };
  return [faster("30 flows, each with a deployment `prod` (one run)", times, 30)];
}

/** What it costs to remember, where nothing has changed. */
async function prune(server) {
  await clear(server);
  await using gate = await startFaultGate(server.url, { delayMs: DELAY_MS });
  await using project = await makeProject(100);
  const times = new Map([
    [{}, { seconds: [], requests: [] }],
    [{ prune: "true" }, { seconds: [], requests: [] }],
  ]);
  await action(server.apiUrl, project.path, { inputs: { prune: "true" } });
  for (let run = 0; run < RUNS; run += 1) {
    for (const [inputs, { seconds, requests }] of times) {
      gate.reset();
      seconds.push((await action(gate.apiUrl, project.path, { inputs })).seconds);
      requests.push(gate.requests.length);
    }
  }
  const [without, withPrune] = [...times.values()];
  const what = "100 deployments, none changed, `prune`";
  return [
    {
      what,
      action: median(withPrune.seconds),
      value: median(withPrune.seconds) / median(without.seconds),
      unit: "× as long as without",
    },
    {
      what: `${what}: requests more than without`,
      value: median(withPrune.requests) - median(without.requests),
      unit: "requests",
      goal: 2,
    },
  ];
}

/** Deployments that are made in Python: first deploys, then deploys that change nothing. */
async function script(server) {
  await using gate = await startFaultGate(server.url, { delayMs: DELAY_MS });
  await using project = await makeScript(20);
  const python = join(dirname(prefectCommand()), "python");
  const inputs = { "deploy-command": `${python} deploy.py` };
  const theirs = () => bare(gate.apiUrl, project.path, { command: [python, "deploy.py"], args: [] });
  const ours = async () => (await action(gate.apiUrl, project.path, { inputs })).seconds;
  const first = { bare: [], action: [] };
  const none = { bare: [], action: [] };
  for (let run = 0; run < RUNS; run += 1) {
    await clear(server, "docker");
    first.bare.push(await theirs());
    await theirs(); // It still changes things ("None" as a description becomes null).
    none.bare.push(await theirs());
    await clear(server, "docker");
    first.action.push(await ours());
    await ours();
    none.action.push(await ours());
  }
  return [
    slower("20 deployments by `deploy()`, first deploy, SQLite", first, 1),
    faster("20 deployments by `deploy()`, none changed, SQLite", none, 3),
  ];
}

/** Plans of first deploys: time, requests and memory as the number grows. In turns, since a machine has slow minutes. */
async function plans(server) {
  await clear(server);
  await using gate = await startFaultGate(server.url, { delayMs: DELAY_MS });
  const runs = new Map([100, 1_000, 5_000].map((count) => [count, []]));
  for (let run = 0; run < RUNS; run += 1) {
    for (const [count, done] of runs) {
      await using project = await makeProject(count);
      gate.reset();
      const plan = await action(gate.apiUrl, project.path, { inputs: { mode: "plan", timeout: "3600" } });
      done.push({ ...plan, requests: gate.requests.length });
    }
  }
  const medianOf = (count, key) => median(runs.get(count).map((plan) => plan[key]));
  return [
    ...[...runs.keys()].map((count) => ({
      what: `plan of ${count} (${medianOf(count, "requests")} requests)`,
      action: medianOf(count, "seconds"),
      value: Math.max(...runs.get(count).map(({ peak }) => peak)),
      unit: "MB at most",
      goal: 300,
    })),
    {
      what: "plan of 5000 against 1000",
      value: medianOf(5_000, "seconds") / medianOf(1_000, "seconds"),
      unit: "× as long",
      goal: 5,
    },
  ];
}

function slower(what, times, goal) {
  const row = beside(what, times);
  return { ...row, value: row.action / row.bare, unit: "× as long", goal };
}

function faster(what, times, atLeast) {
  const row = beside(what, times);
  return { ...row, value: row.bare / row.action, unit: "× faster", atLeast };
}

/** @param times `{ bare, action }`: seconds of each run */
function beside(what, times) {
  return { what, bare: median(times.bare), action: median(times.action) };
}

/** The creates of a run again, one after another and without a delay: what the server itself needs for them. */
async function replay(server, requests) {
  const flows = requests.filter(({ method, path }) => method === "POST" && path.endsWith("/flows/"));
  const creates = requests.filter(({ method, path }) => method === "POST" && path.endsWith("/deployments/"));
  await clear(server);
  const began = performance.now();
  const made = [];
  for (const { body } of flows) made.push(await server.request("POST", "/flows/", JSON.parse(body)));
  for (const [index, { body }] of creates.entries()) {
    await server.request("POST", "/deployments/", { ...JSON.parse(body), flow_id: made[index]?.id });
  }
  return (performance.now() - began) / 1_000;
}

async function clear(server, type) {
  await server.reset();
  await createWorkPool(server, "pool", type);
}

async function makeProject(count, nameOf = (index) => `deployment-${index}`) {
  const folder = await tempDir();
  const write = async (changed) => {
    const items = Array.from({ length: count }, (_, index) => item(index, nameOf(index), changed));
    await writeFile(join(folder.path, "prefect.yaml"), HEAD + items.join(""));
  };
  await mkdir(join(folder.path, "flows"));
  for (let index = 0; index < count; index += 1) {
    await writeFile(join(folder.path, "flows", `flow_${index}.py`), flow(index));
  }
  await write();
  for (const words of [
    ["init", "-q"],
    ["add", "."],
    [...COMMITTER, "commit", "-q", "-m", "Flows"],
  ]) {
    execFileSync("git", words, { cwd: folder.path });
  }
  return { path: folder.path, change: write, [Symbol.asyncDispose]: () => folder.remove() };
}

/** The same flows and deployments as of a prefect file. */
async function makeScript(count) {
  const project = await makeProject(count);
  const numbers = Array.from({ length: count }, (_, index) => index);
  const lines = [
    "from prefect import deploy",
    "from prefect.schedules import Cron",
    ...numbers.map((index) => `from flows.flow_${index} import main as flow_${index}`),
    "deploy(",
    ...numbers.map(
      (index) =>
        `    flow_${index}.to_deployment("deployment-${index}", description="Number ${index}", tags=["bench"], parameters={"day": "2026-01-01", "size": ${index}}, schedule=Cron("${index % 60} ${index % 24} * * *", timezone="Europe/Berlin"), job_variables={"env": {"LEVEL": "${index}"}}),`,
    ),
    '    work_pool_name="pool", image="repo/flows:1", build=False,',
    ")",
  ];
  await writeFile(join(project.path, "deploy.py"), `${lines.join("\n")}\n`);
  return project;
}

const COMMITTER = ["-c", "user.name=Bench", "-c", "user.email=bench@example.invalid"];

const HEAD = `name: bench
pull:
  - prefect.deployments.steps.set_working_directory:
      directory: /opt/flows
deployments:
`;

function item(index, name, changed) {
  return `  - name: ${name}
    entrypoint: flows/flow_${index}.py:main
    description: Number ${index}${index === 0 && changed !== undefined ? `, change ${changed}` : ""}
    tags: [bench, "${index % 10}"]
    parameters: { day: "2026-01-01", size: ${index} }
    schedules:
      - cron: "${index % 60} ${index % 24} * * *"
        timezone: Europe/Berlin
        slug: daily
    work_pool:
      name: pool
      job_variables: { env: { LEVEL: "${index}" } }
`;
}

function flow(index) {
  return `from prefect import flow, task


@task(retries=2)
def load(day: str, size: int = 10) -> list[int]:
    return [n * 2 for n in range(size)]


@flow(name="flow ${index}", log_prints=True)
def main(day: str, size: int = 10, dry_run: bool = False) -> None:
    """Does it."""
    for number in load(day, size):
        print(f"{day}: {number}")
`;
}

/** Seconds. */
async function bare(
  apiUrl,
  cwd,
  {
    selection = ["--all"],
    args = ["--no-prompt", "deploy", ...selection],
    command = [prefectCommand()],
    env: more = {},
  } = {},
) {
  await using home = await tempDir();
  const env = cleanEnvironment({ ...RUNNER, HOME: home.path, PREFECT_API_URL: apiUrl, ...more });
  const [program, ...words] = command;
  const began = performance.now();
  const child = spawn(program, [...words, ...args], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  if (code !== 0) throw new Error(`${program} ended with exit code ${code}.\n${output.slice(-3_000)}`);
  return (performance.now() - began) / 1_000;
}

/** The main step, as a runner starts it. */
async function action(apiUrl, workspace, { inputs = {}, env: more = {} } = {}) {
  await using home = await tempDir();
  const peakFile = join(home.path, "peak");
  const env = { ...RUNNER, NODE_OPTIONS: `--import ${PEAK}`, PEAK_FILE: peakFile, ...more };
  const asked = { "api-url": apiUrl, ...inputs };
  const { exitCode, log, took } = await runStep({ inputs: asked, workspace, env });
  if (exitCode !== 0) throw new Error(`The action ended with exit code ${exitCode}.\n${log.slice(-3_000)}`);
  const peaks = (await readFile(peakFile, "utf8")).trimEnd().split("\n").map(Number);
  const peak = (Math.max(...peaks) * 1_024) / 1e6;
  return { seconds: took / 1_000, peak };
}
