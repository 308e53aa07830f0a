import { beforeEach, expect, it } from "vitest";
import { createWorkPool, NEWEST } from "../support/index.ts";
import { describePrefect, usePrefectServer } from "../support/hooks.ts";
import { flows, makeProject, prefectYaml, type Files } from "../support/project.ts";
import { deployed, deployStory, liveDeployments, told } from "../support/runner/story.ts";

function files(tags: string): Files {
  return {
    "flows.py": flows("etl"),
    "prefect.yaml": prefectYaml([
      {
        name: "a",
        entrypoint: "flows.py:etl",
        more: [`tags: [${tags}]`, "schedules: [{interval: 600}, {rrule: 'FREQ=MINUTELY;INTERVAL=7'}]"],
      },
      {
        name: "b",
        entrypoint: "flows.py:etl",
        more: ["triggers: [{type: event, match: {prefect.resource.id: x}, expect: [y]}]"],
      },
    ]),
  };
}

describePrefect(
  "expected-plan",
  (version) => {
    const prefect = usePrefectServer({ version });
    beforeEach(() => createWorkPool(prefect(), "pool"));

    const run = async (project: Files, inputs: Readonly<Record<string, string>>, sha = "1") => {
      await using checkout = await makeProject(project);
      return await deployStory({
        inputs: { "api-url": prefect().apiUrl, retries: "0", ...inputs },
        workspace: checkout.path,
        client: version,
        // In a checkout the client makes a version of the commit.
        env: {
          GITHUB_ACTIONS: "true",
          GITHUB_REPOSITORY: "x/y",
          GITHUB_SERVER_URL: "https://github.com",
          GITHUB_REF_NAME: `${sha}/merge`,
          GITHUB_SHA: sha.repeat(40),
        },
      });
    };
    const planOf = async (project: Files, sha?: string): Promise<string> => {
      const { outputs, problems } = await run(project, { mode: "plan" }, sha);
      expect(told(problems)).toEqual([]);
      return outputs["plan-digest"] ?? "";
    };

    it("is deployed where this is still what would be done, from another commit and at another time too", async () => {
      const digest = await planOf(files("one"));
      expect(digest).toMatch(/^[0-9a-f]{64}$/);
      expect(await planOf(files("one"), "2")).toBe(digest);
      const first = await run(files("one"), { "expected-plan": digest }, "3");
      expect(told(first.problems)).toEqual([]);
      expect(first.results).toEqual(["created etl/a", "created etl/b"]);
      expect(first.outputs["plan-digest"]).toBe(digest);

      const change = await planOf(files("two"));
      expect(change).not.toBe(digest);
      // Prefect writes another start into a rule by the second each time.
      const ruled = (interval: number): Files => ({
        ...files("one"),
        "prefect.yaml": prefectYaml([
          {
            name: "b",
            entrypoint: "flows.py:etl",
            more: [`schedules: [{slug: often, rrule: 'FREQ=SECONDLY;INTERVAL=${interval}'}]`],
          },
        ]),
      });
      const [once, twice] = [await planOf(ruled(7)), await planOf(ruled(7))];
      expect(twice).toBe(once);
      expect(await planOf(ruled(9))).not.toBe(once);
      const second = await run(files("two"), { "expected-plan": change.toUpperCase() }, "4");
      expect(told(second.problems)).toEqual([]);
      expect(second.results).toEqual(["updated etl/a", "unchanged etl/b"]);
    });

    it("is an error, with nothing written, where it would be another one: what it would be, and who wrote last", async () => {
      const digest = await planOf(files("one"));
      const other = await run(files("two"), { "expected-plan": digest });
      expect(told(other.problems).join()).toMatch(
        /^The plan is not the one that was reviewed: its digest is [0-9a-f]{12}, and `expected-plan` [0-9a-f]{12}\. Nothing was written\. Now it would be: create etl\/a, create etl\/b\. Compare/,
      );
      expect(other.results).toEqual(["not-tried etl/a", "not-tried etl/b"]);
      expect(await deployed(prefect())).toEqual([]);

      const made = await run(files("one"), { "expected-plan": digest });
      expect(told(made.problems)).toEqual([]);
      const change = await planOf(files("two"));
      const [live] = (await liveDeployments(prefect())).filter(({ name }) => name === "a");
      await prefect().request("PATCH", `/deployments/${String(live?.["id"])}`, { description: "by hand" });
      const meanwhile = await run(files("two"), { "expected-plan": change });
      expect(told(meanwhile.problems).join()).toMatch(
        /Now it would be: change etl\/a \((?:description, tags|tags, description)\), last written on the server at \d{4}-/,
      );
      const done = await run(files("one"), { "expected-plan": change });
      expect(told(done.problems).join()).toContain("change etl/a");
    });

    it("counts where nothing is selected", async () => {
      const shards = await Promise.all(
        ["1/2", "2/2"].map((shard) =>
          run(files("one"), { shard, names: "etl/a", "expected-plan": "ab".repeat(32) }),
        ),
      );
      for (const { problems } of shards)
        expect(told(problems).join()).toContain("not the one that was reviewed");
      const plan = await run(files("one"), { shard: "1/2", names: "etl/a", mode: "plan" });
      expect(plan.outputs["plan-digest"]).toMatch(/^[0-9a-f]{64}$/);
    });

    it("that is empty, or no digest, is an error: else nothing would be checked", async () => {
      for (const [given, what] of [
        ["", "`expected-plan` is empty: the plan that was reviewed is not known."],
        ["1a2b3c4d5e6f", '`expected-plan` is "1a2b3c4d5e6f", which is not the digest of a plan.'],
      ] as const) {
        const { problems } = await run(files("one"), { "expected-plan": given });
        expect(told(problems).join()).toContain(what);
      }
      expect(await deployed(prefect())).toEqual([]);
    });
  },
  [NEWEST, "3.0.11"],
);
