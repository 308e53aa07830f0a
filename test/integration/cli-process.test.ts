import { symlink } from "node:fs/promises";
import { delimiter, dirname } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findClient, findInstalled, starting } from "../../src/prefect/client.js";
import { run } from "../../src/prefect/process.js";
import { runCli } from "../../src/prefect/cli-process.js";
import { describePrefect } from "../support/hooks.ts";
import {
  cleanEnvironment,
  executable,
  hasPrefect,
  prefectCommand,
  tempDir,
  type TempDir,
  NEWEST,
} from "../support/index.ts";
import { makeProject } from "../support/project.ts";

let folder: TempDir;

beforeAll(async () => {
  folder = await tempDir();
});

afterAll(async () => {
  await folder.remove();
});

/** What needs no server: help, the settings in force, and something that the CLI refuses. */
const ARGUMENTS = [
  ["deploy", "--help"],
  ["config", "view"],
  ["deploy", "--no-such-option"],
];

/** Runs all of them, and each by itself, and compares. */
async function compare(command: readonly string[], cwd: string, more: Record<string, string>): Promise<void> {
  const env = cleanEnvironment({
    ...{ PREFECT_HOME: cwd, PREFECT_API_URL: "http://127.0.0.1:9/api", DO_NOT_TRACK: "1" },
    ...{ PREFECT_CLIENT_MAX_RETRIES: "3", COLUMNS: "120", ...more },
  });
  const installed = await findInstalled(command, { cwd, env });
  if (installed?.client.modulePath === undefined)
    throw new Error("Not found, or something else than Prefect.");
  const { client } = installed;
  const { python, env: given } = starting(client, env);
  expect(python).toHaveLength(1); // No uv, where it is behind one.
  const parts = ARGUMENTS.map((args) => ({ args, directory: cwd, files: [], onLine: () => undefined }));
  const shared = await Promise.all(
    runCli({ ...client, python }, parts, { cwd, home: cwd, processes: 3, stop: false, env: given }),
  );
  for (const [index, args] of ARGUMENTS.entries()) {
    const own = await run([...client.command, ...args], { cwd, env });
    expect([args, shared[index]?.exitCode, shared[index]?.output]).toEqual([args, own.exitCode, own.output]);
  }
  expect(shared.map(({ exitCode }) => exitCode === 0)).toEqual([true, true, false]);
  expect(shared[1]?.output).toContain("PREFECT_CLIENT_MAX_RETRIES='3'");
}

describePrefect("processes of the CLI that share one import", (version) => {
  it.skipIf(process.platform !== "linux")("do and print the same as those that import it themselves", () =>
    compare([prefectCommand(version)], folder.path, {}),
  );

  it.skipIf(process.platform !== "linux")("import it once", async () => {
    const cwd = folder.path;
    const env = cleanEnvironment({ PREFECT_HOME: cwd, DO_NOT_TRACK: "1", PYTHONPROFILEIMPORTTIME: "1" });
    const client = await findClient([prefectCommand(version)], "", { cwd, env });
    const lines: string[] = [];
    const part = {
      args: ["deploy", "--help"],
      directory: cwd,
      files: [],
      onLine: (line: string) => lines.push(line),
    };
    const manner = { cwd, home: cwd, processes: 2, stop: false, env };
    await Promise.all(runCli(client, [part, part, part], manner));
    expect(lines.filter((line) => /^import time:.*\| +prefect\.context$/.test(line))).toHaveLength(1);
    expect(lines.filter((line) => line.includes("Usage: "))).toHaveLength(3);
  });
});

it.skipIf(process.platform !== "linux" || !hasPrefect(NEWEST))("so do they under `uv run`", async () => {
  await using project = await makeProject({
    "pyproject.toml": '[project]\nname = "x"\nversion = "1"\nrequires-python = ">=3.10"\n',
  });
  await symlink(dirname(dirname(prefectCommand())), project.file(".venv"));
  const path = [dirname(executable("uv", "uv")), "/usr/bin", "/bin"].join(delimiter);
  await compare(["uv", "run", "prefect"], project.path, { PATH: path, UV_NO_SYNC: "1", UV_OFFLINE: "1" });
});
