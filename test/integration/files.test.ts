import { execFileSync } from "node:child_process";
import { rm } from "node:fs/promises";
import { beforeEach, expect, it } from "vitest";
import { createWorkPool, NEWEST } from "../support/index.ts";
import { describePrefect, usePrefectServer } from "../support/hooks.ts";
import { flows, makeProject, prefectYaml } from "../support/project.ts";
import { deployed, deployStory, told } from "../support/runner/story.ts";

describePrefect(
  "files that are not what they should be",
  (version) => {
    const prefect = usePrefectServer({ version });
    beforeEach(() => createWorkPool(prefect(), "pool"));

    it.each<[file: string, inputs: Readonly<Record<string, string>>, said: RegExp]>([
      ["a.py", {}, /^prefect\.yaml:6: "prod": a\.py is a named pipe/],
      [".env", {}, /^\.env:1: \.env is a named pipe, and no regular file: Prefect waits for a pipe/],
      ["prefect.toml", {}, /^prefect\.toml: prefect\.toml is a directory or special file/],
      ["prefect.toml", { "config-target": "none" }, /^prefect\.toml:1: prefect\.toml is a named pipe/],
      ["pyproject.toml", {}, /^pyproject\.toml:1: pyproject\.toml is a named pipe/],
      ["prefect.yaml", {}, /^`prefect-file` prefect\.yaml is a named pipe/],
      ["other.yaml", { "prefect-file": "*.yaml" }, /^other\.yaml:1: other\.yaml is a named pipe/],
      ["profiles.toml", {}, /profiles\.toml is a named pipe, and no regular file: Prefect cannot/],
      ["ca.pem", { "ca-certificate": "ca.pem" }, /"ca\.pem" of `ca-certificate` .*is a named pipe/],
    ])("%s as a named pipe is an error at once, with %j", async (name, inputs, said) => {
      await using project = await makeProject({
        "a.py": flows("a"),
        "prefect.yaml": prefectYaml([{ name: "prod", entrypoint: "a.py:a" }]),
      });
      await rm(project.file(name), { force: true });
      execFileSync("mkfifo", [project.file(name)]);
      const { problems } = await deployStory({
        inputs: { "api-url": prefect().apiUrl, retries: "0", timeout: "10", ...inputs },
        workspace: project.path,
        client: version,
        env: name === "profiles.toml" ? { PREFECT_PROFILES_PATH: name } : {},
      });
      expect(told(problems)).toEqual([expect.stringMatching(said)]);
    });

    it("a settings file that cannot be written after a run without a transaction: what is deployed is told", async () => {
      await using project = await makeProject({
        "a.py": `import os\n\nos.makedirs("prefect.toml", exist_ok=True)\n${flows("a")}`,
        "prefect.yaml": prefectYaml([{ name: "prod", entrypoint: "a.py:a" }]),
      });
      const story = await deployStory({
        inputs: { "api-url": prefect().apiUrl, retries: "0", transaction: "false" },
        workspace: project.path,
        client: version,
      });
      expect(told(story.problems)).toEqual([
        expect.stringMatching(/^prefect\.toml: prefect\.toml is a directory or special file/),
      ]);
      expect(story.results).toEqual(["created a/prod"]);
      expect(await deployed(prefect())).toEqual(["a/prod"]);
    });
  },
  [NEWEST],
);
