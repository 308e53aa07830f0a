import { randomUUID } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { beforeEach, expect, it } from "vitest";
import { keyOf, readMemory, remember } from "../../src/server/deployed-before.js";
import {
  createWorkPool,
  NEWEST,
  runStep,
  tempDir,
  type PrefectServer,
  type PrefectVersion,
} from "../support/index.ts";
import { describePrefect, usePrefectServer } from "../support/hooks.ts";
import { startFaultGate } from "../support/faults/gate.ts";
import { flows, makeProject, prefectYaml, type Entry, type Files } from "../support/project.ts";
import { deployed, deployStory, liveDeployments, told, type Story } from "../support/runner/story.ts";
import { startRelay } from "../support/servers/relay.ts";
import { upstreamTo } from "../support/upstream.ts";

const SCOPE = "flows production";

/** Deployments of the flows `etl` and `report`: `etl/nightly`. */
function files(names: readonly string[], more: Readonly<Record<string, readonly string[]>> = {}): Files {
  const entries = names.map((name): Entry => {
    const [flow = "", own = ""] = name.split("/");
    return { name: own, entrypoint: `flows.py:${flow}`, more: more[name] ?? [] };
  });
  return { "flows.py": flows("etl", "report"), "prefect.yaml": prefectYaml(entries) };
}

/** Runs the action on a project, of which nothing is left. */
function harnessOf(prefect: () => PrefectServer, version: PrefectVersion) {
  const run = async (
    project: Files,
    inputs: Readonly<Record<string, string>> = {},
    env: Readonly<Record<string, string>> = {},
  ): Promise<Story> => {
    await using checkout = await makeProject(project);
    return await deployStory({
      inputs: {
        ...{ "api-url": prefect().apiUrl, retries: "0", prune: "true", "prune-scope": SCOPE },
        ...inputs,
      },
      workspace: checkout.path,
      client: version,
      env,
    });
  };
  const green = async (...args: Parameters<typeof run>): Promise<Story> => {
    const story = await run(...args);
    expect(told(story.problems)).toEqual([]);
    return story;
  };
  return { run, green };
}

const TRIGGERED = [
  "schedules: [{cron: '0 3 * * *', slug: nightly}]",
  "triggers: [{type: event, enabled: true, match: {prefect.resource.id: x}, expect: [y], name: on-file}]",
];

describePrefect("prune", (version) => {
  const prefect = usePrefectServer({ version });
  beforeEach(() => createWorkPool(prefect(), "pool"));

  const { green } = harnessOf(prefect, version);
  /** By hand, or by another project. */
  const foreign = async (flow: string, name: string) => {
    const { id } = (await prefect().request("POST", "/flows/", { name: flow })) as { id: string };
    await prefect().request("POST", "/deployments/", { name, flow_id: id, entrypoint: "x.py:x" });
  };

  it("deletes what left the files and what this project has deployed, with its schedules, runs and automations; a first run only remembers", async () => {
    await foreign("etl", "by-hand");
    await green(files(["etl/before"]), { prune: "false", "prune-scope": "" });
    const first = await green(files(["etl/a", "etl/b", "report/c"], { "etl/b": TRIGGERED }));
    expect(first.log).toContain(`nothing is remembered of "${SCOPE}" yet, so nothing is deleted.`);
    expect(first.log).toContain(`3 deployments of "${SCOPE}" are remembered.`);
    expect(first.outputs["deleted"]).toBe("0");

    const rest = files(["etl/a", "report/c"]);
    const plan = await green(rest, { mode: "plan" });
    expect(plan.results).toEqual(["unchanged etl/a", "unchanged report/c", "delete etl/b"]);
    expect(plan.outputs).toMatchObject({ deleted: "1", "has-changes": "true", "deleted-file": "" });
    expect(plan.log).toContain("3 deployments: 1 to delete, 2 unchanged.");
    expect(plan.log).toMatch(
      / {2}delete etl\/b\n.* 1 schedule and \d+ scheduled runs? go with it\n.*automations that belong to it or name it: "on-file"/,
    );
    expect(plan.summary).toMatch(/\| 🧹 to delete \| \[`etl\/b`\]\(\S+\) \| in none \| 1 schedule and /);
    expect(await deployed(prefect())).toHaveLength(5);

    const [gone] = (await liveDeployments(prefect())).filter(({ name }) => name === "b");
    const second = await green(rest);
    expect(second.results).toEqual(["unchanged etl/a", "unchanged report/c", "deleted etl/b"]);
    expect(second.outputs).toMatchObject({ deleted: "1", created: "0", failed: "0" });
    expect(await deployed(prefect())).toEqual(["etl/a", "etl/before", "etl/by-hand", "report/c"]);
    expect(await prefect().request("POST", "/automations/filter", {})).toEqual([]);
    const runs = await prefect().request("POST", "/flow_runs/count", {});
    expect(runs).toBe(0);
    const kept = JSON.parse(await readFile(second.outputs["deleted-file"] ?? "", "utf8")) as {
      deployments: { flow: string; deployment: object; automations: { name: string }[] }[];
    };
    expect((await stat(second.outputs["deleted-file"] ?? "")).mode & 0o777).toBe(0o600);
    expect(kept.deployments).toHaveLength(1);
    expect(kept.deployments[0]).toMatchObject({ flow: "etl", automations: [{ name: "on-file" }] });
    expect(kept.deployments[0]?.deployment).toMatchObject({
      id: gone?.["id"],
      name: "b",
      entrypoint: "flows.py:etl",
    });

    const third = await green(rest);
    expect(third.outputs["deleted"]).toBe("0");
  });

  it("asks the server at most two more requests where nothing has changed", async () => {
    await green(files(["etl/a", "etl/b"]));
    await using relay = await startRelay(prefect().url);
    await green(files(["etl/a", "etl/b"]), { "api-url": relay.apiUrl });
    const own = relay.requests.filter(({ path }) => /variables|flow_runs|related-to/.test(path));
    expect(own.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /api/variables/filter",
      "POST /api/variables/filter",
    ]);
    expect(relay.writes()).toEqual([]);
  });
});

describePrefect(
  "prune",
  (version) => {
    const prefect = usePrefectServer({ version });
    beforeEach(() => createWorkPool(prefect(), "pool"));

    const { run, green } = harnessOf(prefect, version);

    it("counts what all files hold: what `names`, a shard or `changed-since` leave out stays", async () => {
      const all = files(["etl/a", "etl/b", "report/c"]);
      await green(all);
      expect((await green(all, { names: "etl/a" })).results).toEqual(["unchanged etl/a"]);
      const shards = await Promise.all(["1/2", "2/2"].map((shard) => green(all, { shard })));
      expect(shards.flatMap(({ results }) => results)).toHaveLength(3);
      expect(await deployed(prefect())).toHaveLength(3);
      // And what left is deleted by one of them.
      const fewer = files(["etl/a", "report/c"]);
      const after = await Promise.all(["1/2", "2/2"].map((shard) => green(fewer, { shard })));
      expect(after.flatMap(({ results }) => results).sort()).toEqual([
        ...["deleted etl/b", "unchanged etl/a", "unchanged report/c"],
      ]);
      expect((await green(files(["etl/a", "report/c"]), { names: "report/*" })).results).toEqual([
        "unchanged report/c",
      ]);
    });

    it("leaves a deployment whose flow only its import would name, where this run does not import it", async () => {
      const made = {
        "flows.py":
          'from prefect import flow\nNAME = "made-" + "up"\n\n\n@flow(name=NAME)\ndef etl():\n    pass\n\n\n@flow\ndef report():\n    pass\n',
        "prefect.yaml": prefectYaml([
          { name: "a", entrypoint: "flows.py:etl" },
          { name: "b", entrypoint: "flows.py:report" },
        ]),
      };
      await green(made);
      const story = await green(made, { names: "report/b" });
      expect(story.results).toEqual(["unchanged report/b"]);
      expect(story.log).toContain(
        '`prune` leaves "made-up/a": it may be "a" of prefect.yaml, whose name is not the same in each run.',
      );
      expect(await deployed(prefect())).toEqual(["made-up/a", "report/b"]);
    });

    it("keeps what a comment names, and says so; a comment that names nothing is an error at its line", async () => {
      await green(files(["etl/a", "etl/b", "etl/c"]));
      const left = files(["etl/a"]);
      const keeping = (comment: string): Files => ({
        ...left,
        "prefect.yaml": `# prefect-deploy-keep: ${comment}\n${left["prefect.yaml"] ?? ""}`,
      });
      const plan = await green(keeping("etl/b # until June"), { mode: "plan" });
      expect(plan.results).toEqual(["unchanged etl/a", "delete etl/c"]);
      expect(plan.log).toContain('`# prefect-deploy-keep` keeps "etl/b".');
      for (const all of ["etl/*", `"etl/b", etl/c`])
        expect((await green(keeping(all))).results).toHaveLength(1);
      for (const wrong of ["b", "etl/b (until June)", ""]) {
        const { problems } = await run(keeping(wrong));
        expect(told(problems).join()).toContain(
          `prefect.yaml:1: \`# prefect-deploy-keep\` names ${JSON.stringify(wrong)}, which is not`,
        );
      }
      expect((await green(left)).outputs["deleted"]).toBe("2");
    });

    it("takes no answer of a gate for what became of a deletion: it looks, and goes on", async () => {
      await green(files(["etl/a", "etl/b", "etl/c", "etl/d"]));
      await using gate = await startFaultGate(prefect().url);
      const at = ({ method, path }: { method: string; path: string }) =>
        method === "DELETE" && path.startsWith("/api/deployments/");
      gate.fault({ kind: "500", at, afterWrite: true });
      const story = await green(files(["etl/a"]), { "api-url": gate.apiUrl });
      expect(story.results).toEqual(["unchanged etl/a", "deleted etl/b", "deleted etl/c", "deleted etl/d"]);
      expect(await deployed(prefect())).toEqual(["etl/a"]);
    });

    it("leaves what the files may call otherwise in another run: by a variable, by code, or by an import that fails here", async () => {
      const head = "import os\nfrom prefect import flow\n\n\n";
      const templated = {
        "flows.py": flows("etl"),
        "prefect.yaml": prefectYaml([{ name: '"x-{{ $REGION }}"', entrypoint: "flows.py:etl" }]),
      };
      const coded = {
        "flows.py": `${head}@flow(name="etl-" + os.environ["REGION"])\ndef etl():\n    pass\n`,
        "prefect.yaml": prefectYaml([{ name: "prod", entrypoint: "flows.py:etl" }]),
      };
      const renamed = `from prefect import flow\nimport company\n\n\n@flow\ndef etl():\n    pass\n\n\netl = etl.with_options(name=company.NAME)\n`;
      for (const project of [templated, coded]) {
        await prefect().reset();
        await createWorkPool(prefect(), "pool");
        for (const REGION of ["eu", "us", "eu"]) {
          const story = await green(project, {}, { REGION });
          expect(story.outputs["deleted"]).toBe("0");
        }
        expect(await deployed(prefect())).toHaveLength(2);
      }
      await prefect().reset();
      await createWorkPool(prefect(), "pool");
      const without = { "flows.py": renamed, "prefect.yaml": coded["prefect.yaml"] };
      await green({ ...without, "company.py": 'NAME = "core"\n' });
      const story = await green(without);
      expect(story.log).toContain('`prune` leaves "core/prod": it may be "prod" of prefect.yaml');
      expect(await deployed(prefect())).toEqual(["core/prod", "etl/prod"]);
    });

    it("leaves what another step, or another checkout in the same place, deploys by now", async () => {
      await green(files(["etl/a", "etl/b"]));
      const moved = await green(files(["etl/b"]), { "prune-scope": "other" });
      expect(moved.results).toEqual(["unchanged etl/b"]);
      const story = await green(files(["etl/a"]));
      expect(story.log).toContain(
        '`prune` leaves and forgets "etl/b": another project or step deploys it by now.',
      );
      expect(await deployed(prefect())).toEqual(["etl/a", "etl/b"]);
      const origin = (name: string): Files => ({
        ".git/config": `[core]\n\tbare = false\n[remote "origin"]\n\turl = https://t@h.example/${name}.git\n`,
      });
      await green({ ...files(["etl/a"]), ...origin("one") });
      const other = await green({ ...files(["report/z"]), ...origin("two") });
      expect(told(other.warnings).join("\n")).toContain("`prune` deletes nothing this time");
      expect(await deployed(prefect())).toEqual(["etl/a", "etl/b", "report/z"]);
    });

    it("tells of all runs, and of the automations of others, which stay", async () => {
      await green(files(["etl/a", "etl/b"], { "etl/b": TRIGGERED }));
      const [one] = (await liveDeployments(prefect())).filter(({ name }) => name === "b");
      const id = String(one?.["id"]);
      for (const state of [
        { type: "SCHEDULED" },
        { type: "SCHEDULED", name: "AwaitingRetry" },
        { type: "PAUSED" },
      ])
        await prefect().request("POST", `/deployments/${id}/create_flow_run`, { state });
      await prefect().request("POST", "/automations/", {
        name: "by-hand",
        trigger: { type: "event", match: {}, expect: ["x"], posture: "Reactive", threshold: 1, within: 0 },
        actions: [{ type: "run-deployment", source: "selected", deployment_id: id }, { type: "do-nothing" }],
      });
      const over = await run(files(["etl/a"]), { mode: "plan", "prune-limit": "0" });
      expect(over.log).toContain("1 schedule and its scheduled runs (not counted) go with it");
      const story = await green(files(["etl/a"]));
      expect(story.log).toMatch(
        /1 schedule and [2-9]\d* scheduled runs go with it\n.*1 paused runs lose their deployment\n.*name it: "(?:on-file", "by-hand|by-hand", "on-file)"/,
      );
      expect(told(story.warnings).join("\n")).toContain(
        'etl/b is deleted, and the automation "by-hand" still names it',
      );
      const automations = (await prefect().request("POST", "/automations/filter", {})) as {
        id: string;
        name: string;
      }[];
      expect(automations.map(({ name }) => name)).toEqual(["by-hand"]);
      expect(await prefect().request("POST", "/flow_runs/count", {})).toBe(1);
    });

    it("says that all is deployed, and what was not deleted, also where it cannot be written down", async () => {
      await green(files(["etl/a", "etl/b"]));
      await using gate = await startFaultGate(prefect().url);
      gate.fault({
        kind: "403",
        at: ({ method, path }) => method === "POST" && path === "/api/variables/",
        times: Infinity,
      });
      const story = await run(files(["etl/a"]), { "api-url": gate.apiUrl });
      expect(story.results).toEqual(["unchanged etl/a", "deleted etl/b"]);
      expect(told(story.problems).join()).toMatch(
        /^Everything is deployed, and what was to be deleted is; but .*403.*Deleted: etl\/b/s,
      );
    });

    it("over `prune-limit` is an error that lists them all, and nothing is written", async () => {
      await green(files(["etl/a", "etl/b", "etl/c"]));
      const changed = files(["etl/a"], { "etl/a": ["tags: [new]"] });
      const story = await run(changed, { "prune-limit": "1" });
      expect(told(story.problems)).toEqual([
        '`prune` would delete 2 deployments, more than `prune-limit` allows (1), so nothing was written: "etl/b", "etl/c". If they are all to go, set `prune-limit` to that number for this run; else look for what is missing in the files, or in `prefect-file`.',
      ]);
      expect(story.results).toEqual(["not-tried etl/a", "not-tried etl/b", "not-tried etl/c"]);
      expect((await liveDeployments(prefect())).map(({ tags }) => tags)).toEqual([[], [], []]);
      expect((await green(changed, { "prune-limit": "2" })).outputs["deleted"]).toBe("2");
    });

    it("does not touch what somebody has created again under the same name, nor what another step deploys from other files", async () => {
      await green(files(["etl/a", "etl/b"]));
      const [old] = (await liveDeployments(prefect())).filter(({ name }) => name === "b");
      await prefect().request("DELETE", `/deployments/${String(old?.["id"])}`);
      await prefect().request("POST", "/deployments/", {
        name: "b",
        flow_id: old?.["flow_id"],
        entrypoint: "x.py:x",
      });
      expect((await green(files(["etl/a"]))).results).toEqual(["unchanged etl/a"]);

      const other = { ...files(["report/z"]), "other.yaml": files(["report/z"])["prefect.yaml"] ?? "" };
      const story = await green(other, { "prefect-file": "other.yaml" });
      expect(told(story.warnings).join("\n")).toContain(
        "`prune` deletes nothing this time: what is remembered of",
      );
      expect(await deployed(prefect())).toEqual(["etl/a", "etl/b", "report/z"]);
      expect((await green(files(["report/c"]))).outputs["deleted"]).toBe("0");
      expect(await deployed(prefect())).toEqual(["etl/a", "etl/b", "report/c", "report/z"]);
    });

    it("shows a rename as what it is", async () => {
      await green(files(["etl/old"]));
      const plan = await green(files(["etl/new"]), { mode: "plan" });
      expect(plan.log).toContain("renamed to etl/new: schedules, history and URL do not move");
      const { deployments } = JSON.parse(plan.outputs["plan"] ?? "") as { deployments: object[] };
      expect(deployments[1]).toMatchObject({ action: "delete", deletes: { renamed_to: "etl/new" } });
    });

    it("names a deployment whose runs have not ended", async () => {
      await green(files(["etl/a", "etl/b"]));
      const [one] = (await liveDeployments(prefect())).filter(({ name }) => name === "b");
      for (const type of ["RUNNING", "PENDING", "PENDING"])
        await prefect().request("POST", `/deployments/${String(one?.["id"])}/create_flow_run`, {
          state: { type },
        });
      const plan = await green(files(["etl/a"]), { mode: "plan" });
      expect(told(plan.warnings).join("\n")).toContain(
        "etl/b is to be deleted and has 1 running and 2 pending runs, which lose their deployment.",
      );
    });

    it("one that cannot be deleted ends it: the rest stays, and what was deleted is told", async () => {
      await green(files(["etl/a", "etl/b", "etl/c", "etl/d"]));
      await using gate = await startFaultGate(prefect().url);
      gate.fault({
        kind: "403",
        at: ({ method, path }, _, nth) =>
          method === "DELETE" &&
          /^\/api\/deployments\//.test(path) &&
          nth > 0 &&
          gate.requests.filter((one) => one.method === "DELETE" && one.path.startsWith("/api/deployments/"))
            .length === 2,
      });
      const story = await run(files(["etl/a"]), { "api-url": gate.apiUrl });
      expect(story.results).toEqual(["unchanged etl/a", "deleted etl/b", "failed etl/c", "not-tried etl/d"]);
      expect(told(story.problems).join()).toMatch(
        /^Everything is deployed\. etl\/c could not be deleted \(`prune`\): .*403.*Deleted: etl\/b; failed: etl\/c; not tried: etl\/d; all of them as they were: \S+prefect-deleted-\S+\. .*Re-run the job/s,
      );
      expect(story.outputs).toMatchObject({ deleted: "1", failed: "1", "not-tried": "1" });
      expect((await green(files(["etl/a"]))).outputs["deleted"]).toBe("2");
      expect(await deployed(prefect())).toEqual(["etl/a"]);
    });

    it("remembers what all jobs of a matrix have deployed, also where they write at once", async () => {
      const names = Array.from({ length: 12 }, (_, index) => `etl/d${index}`);
      const shards = ["1/4", "2/4", "3/4", "4/4"];
      await Promise.all(shards.map((shard) => green(files(names), { shard })));
      const story = await green(files(["report/z"]), { "prune-limit": "12" });
      expect(story.outputs["deleted"]).toBe("12");
    });

    it("runs where nothing is selected, and needs to know which project it is", async () => {
      await green(files(["etl/a", "etl/b"]));
      await using checkout = await makeProject(files(["etl/a"]));
      const inputs = { "api-url": prefect().apiUrl, retries: "0", prune: "true" };
      const story = await deployStory({
        inputs,
        workspace: checkout.path,
        client: version,
        env: { GITHUB_REPOSITORY: "" },
      });
      expect(told(story.problems).join()).toContain("`prune` needs to know which project this is");
    });

    it("that is killed at any moment has said what it was at, and the next run does the rest", async () => {
      const moments = [
        ...[/^DELETE .*owned-by/, /^DELETE \/api\/deployments\//],
        ...[/^POST \/api\/variables\/$/, /^DELETE \/api\/variables\//],
      ];
      for (const moment of moments) {
        for (const isBefore of [true, false]) {
          await prefect().reset();
          await createWorkPool(prefect(), "pool");
          await green(files(["etl/a", "etl/b"], { "etl/b": TRIGGERED }));
          let kill: (() => void) | undefined;
          let isOver = false;
          await using gate = await startFaultGate(prefect().url, {
            before: async ({ method, path, body }) => {
              if (isOver || !moment.test(`${method} ${path}`)) return;
              isOver = true;
              if (!isBefore)
                await prefect().request(
                  method as "DELETE",
                  path.replace("/api", ""),
                  body === "" ? undefined : JSON.parse(body),
                );
              kill?.();
              await new Promise(() => undefined);
            },
          });
          await using checkout = await makeProject(files(["etl/a"]));
          await using temp = await tempDir();
          const step = await runStep({
            inputs: { "api-url": gate.apiUrl, retries: "0", prune: "true", "prune-scope": SCOPE },
            workspace: checkout.path,
            client: `prefect-${version}`,
            temp: temp.path,
            onLine: (_, own) => {
              kill = () => {
                own("SIGKILL");
              };
            },
          });
          expect(isOver, String(moment)).toBe(true);
          expect(step.log, String(moment)).toMatch(
            /What is deleted is kept in \S+.*\n.*Deleting etl\/b \([0-9a-f-]{36}\)\./,
          );
          const next = await green(files(["etl/a"]));
          expect(next.outputs["failed"]).toBe("0");
          expect(await deployed(prefect())).toEqual(["etl/a"]);
          expect(await prefect().request("POST", "/automations/filter", {})).toEqual([]);
        }
      }
    }, 300_000);

    it("remembers thousands, in as many variables as they need; of jobs that write at once, each finds what all have written", async () => {
      const upstream = upstreamTo(prefect().apiUrl, { signal: new AbortController().signal });
      const scope = { label: SCOPE, source: "x" };
      const some = (from: number, count: number) =>
        Array.from({ length: count }, (_, index) => [keyOf(`etl/${from + index}`), randomUUID()] as const);
      const add = (entries: readonly (readonly [string, string])[]) =>
        remember(upstream, scope, ({ deployments }) => new Map([...deployments, ...entries]));
      try {
        await Promise.all(Array.from({ length: 6 }, (_, writer) => add(some(writer * 50, 50))));
        const known = await readMemory(upstream, scope);
        expect([known.deployments.size, known.source]).toEqual([300, "x"]);
        await add(some(300, 1_700));
        expect((await readMemory(upstream, scope)).deployments.size).toBe(2_000);
        expect(await add([...known.deployments])).toBeUndefined();
        const variables = (await prefect().request("POST", "/variables/filter", {})) as {
          id: string;
          name: string;
        }[];
        expect(variables).toHaveLength(Math.ceil(2_000 / 130));
        // One that was killed in the middle of a generation, and one that has not taken away the one before.
        const [first] = variables.filter(({ name }) => name.endsWith("_1"));
        const later = (first?.name ?? "").replace(/_\d+_1$/, "_99_1");
        const { value } = (await prefect().request("GET", `/variables/${first?.id ?? ""}`)) as {
          value: object;
        };
        await prefect().request("POST", "/variables/", { name: later, value });
        expect((await readMemory(upstream, scope)).deployments.size).toBe(2_000);
        await add(some(2_000, 1));
        expect((await readMemory(upstream, scope)).deployments.size).toBe(2_001);
        // Somebody has edited it.
        const [one] = (await prefect().request("POST", "/variables/filter", {})) as { id: string }[];
        await prefect().request("PATCH", `/variables/${one?.id ?? ""}`, { value: "mine" });
        await expect(readMemory(upstream, scope)).rejects.toThrow(/is not as this action has written it/);
      } finally {
        upstream.close();
      }
    });
  },
  [NEWEST],
);
