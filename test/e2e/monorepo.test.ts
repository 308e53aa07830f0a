import { execFile } from "node:child_process";
import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { CACHE, cleanEnvironment } from "../../scripts/parts.mjs";
import { exampleFiles } from "../support/examples/example.ts";
import { exampleWorkflow } from "../support/examples/workflow.ts";
import {
  createWorkPool,
  executable,
  freePort,
  NEWEST,
  startPrefectServer,
  tempDir,
} from "../support/index.ts";
import { runAct, type ActOptions } from "../support/runner/act.ts";
import { deployed, liveDeployments } from "../support/runner/story.ts";
import { makeAuthority } from "../support/servers/certificates.ts";
import { startCaddy } from "../support/servers/programs.ts";

const TOKEN = "only the gate and the workflow know it";
const NAMES = ["features", "ingest", "report"];
const { file, renderTo } = exampleFiles("monorepo-uv");

const UV = {
  PATH: [
    dirname(executable("uv", "uv")),
    dirname(process.execPath),
    "/usr/local/bin",
    "/usr/bin",
    "/bin",
  ].join(delimiter),
  UV_CACHE_DIR: join(CACHE, "uv", "cache"),
};

/** The files of the example as a user has them, with the lock file that `uv lock` writes. */
async function filesOfExample(): Promise<Record<string, string>> {
  await using copy = await tempDir();
  await cp(file(""), copy.path, { recursive: true });
  const { stdout } = await promisify(execFile)("python3", [
    "-c",
    "import sys; print('%d.%d' % sys.version_info[:2])",
  ]);
  const paths = (await readdir(copy.path, { recursive: true })).filter((path) =>
    /\.(?:toml|yaml|py)$/.test(path),
  );
  const files = Object.fromEntries(
    await Promise.all(
      paths.map(async (path) => {
        const text = await readFile(join(copy.path, path), "utf8");
        // The newest Prefect that this machine's Python can run.
        return [
          path,
          text.replaceAll("prefect==3.9.1", `prefect==${NEWEST}`).replaceAll(">=3.11", `>=${stdout.trim()}`),
        ] as const;
      }),
    ),
  );
  for (const [path, text] of Object.entries(files)) await writeFile(join(copy.path, path), text);
  await promisify(execFile)(executable("uv", "uv"), ["lock"], { cwd: copy.path, env: cleanEnvironment(UV) });
  return { ...files, "uv.lock": await readFile(join(copy.path, "uv.lock"), "utf8") };
}

it("examples/monorepo-uv: a plan on a pull request, a deploy on a push; each package with its own dependencies, each environment with its own deployments", async ({
  signal,
}) => {
  await using home = await tempDir();
  await using prefect = await startPrefectServer({});
  for (const pool of ["staging", "production"]) await createWorkPool(prefect, pool);
  const authority = await makeAuthority(home.path);
  const { cert, key } = await authority.issue("server");
  const port = await freePort();
  const configuration = await renderTo(home)("Caddyfile", {
    "https://prefect.example.com {": `https://127.0.0.1:${port} {\n\tbind 127.0.0.1`,
    "/etc/caddy/server.crt": cert.file,
    "/etc/caddy/server.key": key.file,
    "prefect:4200": `127.0.0.1:${prefect.port}`,
  });
  const isReady = (status: number): boolean => status === 403;
  await using gate = await startCaddy(configuration, {
    port,
    tls: true,
    isReady,
    env: { GATE_TOKEN: `"${TOKEN}"` },
  });
  const all = {
    ...{ signal, client: "none", env: UV, secrets: { GATE_TOKEN: TOKEN } },
    files: await filesOfExample(),
    workflow: await exampleWorkflow("monorepo-uv", {
      ...{ "api-url": gate.apiUrl, "ca-certificate": authority.cert.text },
    }),
  };
  const run = async (event: NonNullable<ActOptions["event"]>) => {
    await using ended = await runAct({ ...all, event });
    expect(ended.exitCode, ended.log).toBe(0);
    expect(ended.log).not.toContain(TOKEN);
    return new Map(ended.jobs.map(({ matrix, steps }) => [matrix["environment"], steps.get("deploy")]));
  };

  const planned = await run({ name: "pull_request", payload: { pull_request: { base: { sha: "" } } } });
  for (const environment of ["staging", "production"])
    expect(planned.get(environment)?.outputs).toMatchObject({ created: "3", "has-changes": "true" });
  expect(await deployed(prefect)).toEqual([]);

  const push = { name: "push", payload: { before: "0".repeat(40) } } as const;
  const made = await run(push);
  for (const environment of ["staging", "production"])
    expect(made.get(environment)?.outputs).toMatchObject({ created: "3", failed: "0", "left-out": "0" });
  expect(await deployed(prefect)).toEqual(
    NAMES.flatMap((name) => [`${name}/${name}-production`, `${name}/${name}-staging`]),
  );
  const live = await liveDeployments(prefect);
  expect(new Set(live.map(({ flow, description }) => `${flow}: ${String(description)}`))).toEqual(
    new Set([
      "ingest: Made with humanize 4.9.0.",
      "features: Made with humanize 4.10.0.",
      "report: Made with humanize 4.11.0.",
    ]),
  );

  const again = await run(push);
  for (const environment of ["staging", "production"])
    expect(again.get(environment)?.outputs).toMatchObject({ created: "0", changed: "0", unchanged: "3" });
}, 600_000);
