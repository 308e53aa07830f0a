import { beforeEach, expect, it } from "vitest";
import { createWorkPool, NEWEST, runStep } from "../support/index.ts";
import { describePrefect, usePrefectServer } from "../support/hooks.ts";
import { makeRepository } from "../support/git.ts";
import { flows, prefectYaml } from "../support/project.ts";
import { startRelay } from "../support/servers/relay.ts";
import { deployed, deployStory, told } from "../support/runner/story.ts";

const ZEROS = "0".repeat(40);

/** Of one flow: what is left out must not look like what is in no file. */
const file = (name: string, more: readonly string[] = []) =>
  prefectYaml([{ name, entrypoint: "flows/job.py:job", more }]);

describePrefect(
  "only what changed",
  (version) => {
    const prefect = usePrefectServer({ version });
    beforeEach(() => createWorkPool(prefect(), "pool"));
    const step = (
      workspace: string,
      since: string,
      { "api-url": apiUrl = prefect().apiUrl, ...inputs }: Readonly<Record<string, string>> = {},
    ) =>
      deployStory({
        inputs: {
          ...{ "api-url": apiUrl, retries: "0", "prefect-file": "*/prefect.yaml" },
          ...{ "changed-since": since, ...inputs },
        },
        workspace,
        client: version,
      });

    it("is deployed: the rest is read and checked, and neither compared nor written, and counted", async () => {
      await using relay = await startRelay(prefect().url);
      await using repository = await makeRepository({
        "flows/job.py": flows("job"),
        "uv.lock": "",
        ...Object.fromEntries(["a", "b", "c"].map((name) => [`${name}/prefect.yaml`, file(name)])),
      });
      const run = (since: string, inputs: Readonly<Record<string, string>> = {}) => {
        relay.forget();
        return step(repository.path, since, { "api-url": relay.apiUrl, ...inputs });
      };

      const full = await run(ZEROS);
      expect(told(full.problems)).toEqual([]);
      expect(full.results).toEqual(["created job/a", "created job/b", "created job/c"]);
      expect(full.outputs["left-out"]).toBe("0");
      expect(full.log).toContain("`changed-since` is all zeros: a first push. Nothing is left out.");

      const since = await repository.commit({ "README.md": "" });
      const short = since.slice(0, 7);
      await repository.commit({ "b/prefect.yaml": file("b", ["tags: [new]"]) });
      const plan = await run(since, { mode: "plan" });
      expect(told(plan.problems)).toEqual([]);
      expect(plan.results).toEqual(["change job/b"]);
      expect(plan.outputs).toMatchObject({ "left-out": "2", changed: "1", unchanged: "0" });
      const sentence = `2 prefect files have no change since ${short} and were left out`;
      expect(plan.log).toContain(sentence);
      expect(plan.summary).toContain(`2 prefect files have no change since \`${short}\` and were left out.`);
      expect(plan.summary).toContain("- `a/prefect.yaml`\n- `c/prefect.yaml`");
      expect(told(plan.warnings).join("\n")).not.toContain("in none of the files");

      const selected = await run(since, { names: "job/*" });
      expect(told(selected.problems)).toEqual([]);
      expect(selected.results).toEqual(["updated job/b"]);
      expect(selected.log).toContain("1 of 3 deployments (names: job/*):");
      expect(relay.writes().filter((write) => /\/deployments\/[^/]*$/.test(write))).toHaveLength(1);

      const quiet = await run(await repository.commit({ "README.md": "1" }));
      expect(told(quiet.problems)).toEqual([]);
      expect(quiet.results).toEqual([]);
      expect(quiet.outputs).toMatchObject({ "left-out": "3", "has-changes": "false", deployments: "[]" });
      expect(quiet.summary).toMatch(/^## ✅ Prefect deploy\n\n0 deployments\.\n/);
      expect(quiet.summary).toContain("3 prefect files have no change since");
      expect(quiet.log).not.toContain("Run prefect deploy");
      expect(relay.writes().filter((write) => !write.includes("filter"))).toEqual([]);

      const shared = await repository.commit({ "b/x.sql": "" });
      await repository.commit({ "uv.lock": "1" });
      const all = await run(shared, { "shared-paths": "uv.lock", mode: "plan" });
      expect(told(all.problems)).toEqual([]);
      expect(all.results).toEqual(["unchanged job/a", "unchanged job/b", "unchanged job/c"]);
      expect(all.outputs["left-out"]).toBe("0");
    });

    it("is told by a whole step: in the end of the log, in the outputs and in the summary", async () => {
      await using repository = await makeRepository({
        "flows/job.py": flows("job"),
        "a/prefect.yaml": file("a"),
        "b/prefect.yaml": file("b"),
      });
      const since = repository.git("rev-parse", "HEAD");
      await repository.commit({ "a/x.sql": "" });
      const whole = await runStep({
        inputs: {
          ...{ "api-url": prefect().apiUrl, retries: "0", "prefect-file": "*/prefect.yaml" },
          "changed-since": since,
        },
        workspace: repository.path,
        client: `prefect-${version}`,
      });
      const sentence = `1 prefect file has no change since ${since.slice(0, 7)} and was left out.`;
      expect(whole.log).toMatch(new RegExp(`^${sentence}\n1 deployment: 1 created\\.$`, "m"));
      expect(whole.exitCode).toBe(0);
      expect(whole.outputs).toMatchObject({ "left-out": "1", created: "1" });
      expect(whole.outputs["truncated"]).toBe('{"deployments":0,"findings":0}');
      expect(whole.summary).toContain(
        "and was left out.\n\n<details><summary>Left out</summary>\n\n- `b/prefect.yaml`",
      );
    });

    it("narrows `names`: a pattern for what is left out is none too many, one for nothing is", async () => {
      await using repository = await makeRepository({
        "flows/job.py": flows("job"),
        "a/prefect.yaml": file("a"),
        "b/prefect.yaml": file("b"),
      });
      const since = repository.git("rev-parse", "HEAD");
      await repository.commit({ "a/x.sql": "" });
      const run = (names: string, more: Readonly<Record<string, string>> = {}) =>
        step(repository.path, since, { names, ...more });
      const none = await run("b");
      expect(told(none.problems)).toEqual([]);
      expect([none.results, await deployed(prefect())]).toEqual([[], []]);
      const both = await run("a\nb", { transaction: "false" });
      expect(told(both.problems)).toEqual([]);
      expect(both.results).toEqual(["created job/a"]);
      expect(told((await run("a\nx")).problems)).toEqual([
        '`names`: "x" selects none of the 2 deployments. The nearest: a, b.',
      ]);
    });

    it("and a mistake in a file that is left out is one all the same, as is the same deployment twice", async () => {
      await using repository = await makeRepository({
        "flows/job.py": flows("job"),
        "a/prefect.yaml": file("a"),
        "b/prefect.yaml": file("a"),
      });
      const since = repository.git("rev-parse", "HEAD");
      await repository.commit({ "a/x.sql": "" });
      const story = await step(repository.path, since);
      expect(told(story.problems).join()).toMatch(/a\/prefect\.yaml/);
      expect(await deployed(prefect())).toEqual([]);
    });

    it("the client of what is left out is not started, nor looked for", async () => {
      await using repository = await makeRepository({
        "flows/job.py": flows("job"),
        "a/prefect.yaml": file("a"),
        "b/prefect.yaml": file("b"),
        "a.sh": 'exec "$@"\n',
        "b.sh": "touch was-started\nexit 1\n",
      });
      const since = repository.git("rev-parse", "HEAD");
      await repository.commit({ "a/x.sql": "" });
      const run = (base: string) =>
        step(repository.path, base, { "prefect-command": "sh {folder}.sh prefect", names: "job/*" });
      const story = await run(since);
      expect(told(story.problems)).toEqual([]);
      expect(story.results).toEqual(["created job/a"]);
      expect(repository.git("status", "--porcelain")).not.toContain("was-started");
      const quiet = await run(repository.git("rev-parse", "HEAD"));
      expect(told(quiet.problems)).toEqual([]);
      expect([quiet.results, quiet.outputs["left-out"]]).toEqual([[], "2"]);
      expect(told((await run(ZEROS)).problems).join()).toContain("sh b.sh");
    });

    it("where there is one file, the CLI is not started for it", async () => {
      await using repository = await makeRepository({
        "flows/job.py": `import pathlib\npathlib.Path("was-imported").touch()\n${flows("job")}`,
        "deploy/prefect.yaml": file("a"),
      });
      const since = repository.git("rev-parse", "HEAD");
      await repository.commit({ "README.md": "" });
      const story = await step(repository.path, since, { "prefect-file": "deploy/prefect.yaml" });
      expect(told(story.problems)).toEqual([]);
      expect(story.outputs["left-out"]).toBe("1");
      expect(repository.git("status", "--porcelain")).toBe("");
      expect(await deployed(prefect())).toEqual([]);
    });
  },
  [NEWEST],
);
