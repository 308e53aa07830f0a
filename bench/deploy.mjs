// What the action costs beside the bare CLI: both deploy the same to the same server, through Traefik with Basic
// authentication, in turns. No goals: the action does more (it checks, verifies and reports), and this says what
// that costs.

import { spawn } from "node:child_process";
import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  BASIC_TRAEFIK_EXAMPLE,
  cleanEnvironment,
  createWorkPool,
  prefectCommand,
  runStep,
  startPrefectServer,
  startTraefikBasic,
  tempDir,
} from "../test/support/index.ts";
import { interleaved, median } from "./measuring.mjs";

const RUNS = 5;
const USER = "ci";
const PASSWORD = "bench-password";

const ONE = `deployments:
  - name: nightly
    entrypoint: flows/clean_up.py:clean_up
    work_pool: { name: default-pool }
`;

export const title = `Deploy through Traefik, Prefect 3.8.8 (median of ${RUNS})`;

export async function measure() {
  await using server = await startPrefectServer();
  await using gate = await startTraefikBasic({ upstream: server.url, user: USER, password: PASSWORD });
  await createWorkPool(server, "default-pool");
  await using one = await project(ONE);
  await using three = await project();

  const times = await interleaved(RUNS, {
    "1, prefect deploy --all": () => bareCli(gate.apiUrl, one.path),
    "1, the action": () => action(gate.apiUrl, one.path),
    "3, prefect deploy --all": () => bareCli(gate.apiUrl, three.path),
    "3, the action": () => action(gate.apiUrl, three.path),
  });
  return [
    ...rows("one deployment", times["1, prefect deploy --all"], times["1, the action"]),
    ...rows("three deployments", times["3, prefect deploy --all"], times["3, the action"]),
  ];
}

function rows(what, bare, action) {
  return [
    { what: `${what}: prefect --no-prompt deploy --all`, value: median(bare), unit: "ms" },
    { what: `${what}: the action, main and post`, value: median(action), unit: "ms" },
    { what: `${what}: difference`, value: median(action) - median(bare), unit: "ms" },
  ];
}

async function project(prefectFile) {
  const folder = await tempDir();
  await cp(BASIC_TRAEFIK_EXAMPLE, folder.path, { recursive: true });
  if (prefectFile !== undefined) await writeFile(join(folder.path, "prefect.yaml"), prefectFile);
  return folder;
}

async function bareCli(apiUrl, cwd) {
  await using home = await tempDir();
  const env = cleanEnvironment({
    HOME: home.path,
    PREFECT_API_URL: apiUrl,
    PREFECT_API_AUTH_STRING: `${USER}:${PASSWORD}`,
  });
  const child = spawn(prefectCommand(), ["--no-prompt", "deploy", "--all"], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  if (code !== 0) throw new Error(`prefect deploy --all ended with exit code ${code}.\n${output}`);
}

async function action(apiUrl, workspace) {
  const inputs = { "api-url": apiUrl, username: USER, password: PASSWORD };
  const { exitCode, log } = await runStep({ inputs, workspace });
  if (exitCode !== 0) throw new Error(`The action ended with exit code ${exitCode}.\n${log}`);
}
