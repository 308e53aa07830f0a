import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

import { startEarly } from "../../../src/deploy/cli.js";
import type { Client } from "../../../src/prefect/client.js";
import type { Project } from "../../../src/deploy/project.js";
import { Findings } from "../../../src/base/findings.js";
import { Log } from "../../../src/base/log.js";
import type { RunContext } from "../../../src/base/run-context.js";
import { someInputs } from "../../support/inputs.ts";
import { readManifests } from "../../support/fidelity/manifests.ts";
import { tempDir, type TempDir } from "../../support/temp.ts";

let temp: TempDir;
let directory: string;
beforeEach(async () => {
  temp = await tempDir();
  directory = join(temp.path, "project");
  mkdirSync(directory);
  writeFileSync(join(directory, "prefect.yaml"), "deployments:\n- name: a\n  entrypoint: flow.py:f\n");
});
afterEach(() => temp.remove());

/** Whether a CLI that does nothing is started before server and client have been looked at. */
interface Given {
  readonly command?: readonly string[];
  readonly direct?: Client["direct"];
  readonly files?: readonly string[];
  readonly leftOut?: readonly string[];
}

async function startsEarly({
  command: prefectCommand = ["prefect"],
  direct,
  files = ["prefect.yaml"],
  leftOut = [],
}: Given = {}): Promise<boolean> {
  const show = (path: string): string => relative(directory, path);
  const manifests = readManifests(files, directory, show, new Findings());
  const settings = {
    sources: { settings: [] },
    resolved: { env: {}, headers: {}, unused: [], caFile: undefined, skipVerify: false },
  };
  const command = [process.execPath, "-e", "0", "--"];
  const installed = {
    client: { command, python: [process.execPath], direct },
    ...{ version: "3.8.8", python: undefined, tzdata: false },
  };
  const site = {
    ...settings,
    command: prefectCommand,
    home: directory,
    installed,
    manifests,
    isContested: false,
  };
  const project: Project = {
    ...{ ...settings, manifests, sites: [site] },
    leftOut: new Set(manifests.flatMap(({ file, path }) => (leftOut.includes(file) ? [path] : []))),
  };
  const run = {
    temp: temp.path,
    signal: new AbortController().signal,
    log: new Log(),
  } as unknown as RunContext;
  const inputs = someInputs({ workingDirectory: directory, prefectCommand });
  const early = startEarly({ inputs, project, cliEnv: process.env }, run);
  await Promise.all((early ?? []).map(({ done }) => done));
  return early !== undefined;
}

test("the CLI starts early where a whole file is deployed", async () => {
  expect(await startsEarly()).toBe(true);
});

test("but not beside a .env, which may send it past the gateway in a way that only Prefect knows", async () => {
  writeFileSync(join(directory, ".env"), "A=1\n");
  expect(await startsEarly()).toBe(false);
});

test("a folder of that name, a virtual environment, is none", async () => {
  mkdirSync(join(directory, ".env"));
  expect(await startsEarly()).toBe(true);
});

test("behind a runner only where all that it changes has been seen", async () => {
  const command = ["uv", "run", "prefect"];
  expect(await startsEarly({ command })).toBe(false);
  expect(
    await startsEarly({ command, direct: { python: "/venv/bin/python", changes: { set: {}, removed: [] } } }),
  ).toBe(true);
});

test("nor for a file that is left out, but for the one that is left of several", async () => {
  expect(await startsEarly({ leftOut: ["prefect.yaml"] })).toBe(false);
  writeFileSync(join(directory, "b.yaml"), "deployments:\n- name: b\n  entrypoint: flow.py:f\n");
  expect(await startsEarly({ files: ["prefect.yaml", "b.yaml"] })).toBe(false);
  expect(await startsEarly({ files: ["prefect.yaml", "b.yaml"], leftOut: ["b.yaml"] })).toBe(true);
});
