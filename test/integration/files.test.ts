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

    it("a settings file that cannot be written after a run without a transaction: what is deployed is told", async () => {
      await using project = await makeProject({
        "a.py": `import os\n\nos.makedirs("prefect.toml", exist_ok=True)\n${flows("a")}`,
        "prefect.yaml": prefectYaml([{ name: "prod", entrypoint: "a.py:a" }]),
      });
      const story = await deployStory({
        inputs: { "api-url": `${prefect().url}/api`, retries: "0", transaction: "false" },
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
