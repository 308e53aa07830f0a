import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { codePaths } from "../../../src/deploy/code-paths.js";
import { Findings } from "../../../src/base/findings.js";
import type { Mode } from "../../../src/inputs/types.js";
import { readManifests } from "../../support/fidelity/manifests.ts";
import { tempDir, type TempDir } from "../../support/temp.ts";

let temp: TempDir;
let workspace: string;
beforeEach(async () => {
  temp = await tempDir();
  workspace = join(temp.path, "workspace");
});
afterEach(() => temp.remove());

interface Given {
  /** Below the deployments, or before them. */
  readonly yaml: string;
  readonly files: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly mode?: Mode;
  readonly below?: string;
  readonly deployCommand?: readonly string[];
}

/** What is named, relative to the workspace. */
function named({ yaml, files, env = {}, mode = "deploy", below = ".", deployCommand = [] }: Given): string[] {
  const workingDirectory = join(workspace, below);
  for (const file of [join(below, "prefect.yaml"), ...files]) {
    mkdirSync(dirname(join(workspace, file)), { recursive: true });
    writeFileSync(join(workspace, file), file.endsWith("prefect.yaml") ? yaml : "");
  }
  const show = (path: string) => relative(workspace, path);
  const manifests = readManifests(["prefect.yaml"], workingDirectory, show, new Findings());
  const inputs = { mode, workingDirectory, deployCommand };
  return codePaths(manifests, inputs, { env, workspace }).map(show).sort();
}

const entrypoint = (text: string): string => `deployments:\n- name: a\n  entrypoint: ${text}\n`;

test("`deploy-command` names a script", () => {
  const deployCommand = ["python", "deploy.py", "--all"];
  const files = ["deploy.py", "python"];
  expect(named({ yaml: "", files, deployCommand })).toEqual(expect.arrayContaining(["deploy.py"]));
});

describe("an entrypoint names", () => {
  test.each<[string, string, Partial<Given>, string[]]>([
    ["a file", "flows/a.py:f", {}, ["flows/a.py"]],
    ["a file with a method", "flows/a.py:C.f", {}, ["flows/a.py"]],
    ["a module", "flows.a.f", {}, ["flows/a.py"]],
    ["a module before a colon", "flows.a:f", {}, ["flows/a.py"]],
    ["a package", "flows.pkg.f", {}, ["flows/pkg/__init__.py"]],
    ["a file in a template", "'{{ $DIR }}/a.py:{{ NAME }}'", { env: { DIR: "flows" } }, ["flows/a.py"]],
    ["a module below PYTHONPATH", "a.f", { env: { PYTHONPATH: "/usr/lib:flows:none" } }, ["flows/a.py"]],
    ["a file above the working directory", "../flows/a.py:f", { below: "sub" }, ["flows/a.py"]],
    ["nothing that is there", "flows/none.py:f", {}, []],
    ["nothing that is known", "'{{ later }}/a.py:f'", {}, []],
  ])("%s", (_what, text, more, expected) => {
    const files = ["flows/a.py", "flows/pkg/__init__.py"];
    const found = named({ yaml: entrypoint(text), files, ...more });
    // The working directory is always looked at.
    expect(found.filter((file) => file !== "" && !file.endsWith("prefect.yaml"))).toEqual(expected);
    expect(found.filter((file) => file.endsWith("prefect.yaml"))).toHaveLength(1);
  });

  test("a file behind a link by the name of the link: who looks for its checkout follows it", () => {
    mkdirSync(workspace);
    symlinkSync("flows", join(workspace, "linked"));
    expect(named({ yaml: entrypoint("linked/a.py:f"), files: ["flows/a.py"] })).toEqual([
      "linked/a.py",
      "prefect.yaml",
    ]);
  });
});

describe("a step names", () => {
  const STEPS = [
    ["a script", "- run: {script: 'cd x && sh ci/build.sh --now'}", ["ci/build.sh"]],
    ["a script in a folder", "- run: {script: ./build.sh, directory: ci}", ["ci", "ci/build.sh"]],
    ["a folder", "- run: {script: make, directory: ci}", ["ci"]],
    ["a file in a list", "- run: {files: [{a: ci/build.sh}]}", ["ci/build.sh"]],
    ["an argument", "- run: {script: 'docker build --file=ci/build.sh .'}", ["ci/build.sh"]],
    ["a function of the project", "- ci.steps.build: {}", ["ci/steps.py"]],
    ["nothing of the machine's", "- run: {script: /bin/sh -c true}", []],
  ] as const;
  const files = ["ci/build.sh", "ci/steps.py"];
  /** The working directory is where a step runs that names none. */
  const ALWAYS = new Set(["prefect.yaml", ""]);

  describe.each(["build", "push"])("of the file's %s", (section) => {
    test.each(STEPS)("%s", (_what, step, expected) => {
      const yaml = `${section}:\n${step}\ndeployments: []\n`;
      expect(named({ yaml, files }).filter((file) => !ALWAYS.has(file))).toEqual(expected);
      expect(named({ yaml, files, mode: "plan" })).toEqual(["prefect.yaml"]);
    });
  });

  test("of a deployment of its own", () => {
    const yaml = "deployments:\n- name: a\n  build:\n  - run: {script: sh ci/build.sh}\n";
    expect(named({ yaml, files })).toContain("ci/build.sh");
  });

  test("nothing in the pull steps, which run elsewhere", () => {
    const yaml = "pull:\n- run: {script: sh ci/build.sh}\ndeployments: []\n";
    expect(named({ yaml, files })).toEqual(["prefect.yaml"]);
  });
});
