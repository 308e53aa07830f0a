import { afterAll, beforeAll, expect, it } from "vitest";
import { dumpServer } from "../support/fidelity/dump.ts";
import { describePrefect } from "../support/hooks.ts";
import {
  createWorkPool,
  isListening,
  prefectCommand,
  type PrefectServer,
  type PrefectVersion,
  startPrefectServer,
  NEWEST,
} from "../support/index.ts";
import { type Postgres, startPostgres } from "../support/servers/postgres.ts";
import { flows, makeProject, prefectYaml, type Project } from "../support/project.ts";
import { bare } from "../support/runner/story.ts";

const PROJECT = {
  "a.py": flows({ name: "a", parameters: "id: int = 1" }, "b"),
  "prefect.yaml": prefectYaml([
    {
      name: "prod",
      entrypoint: "a.py:a",
      more: [
        "tags: [nightly, team]",
        "parameters: {id: 4}",
        "concurrency_limit: 3",
        "schedules: [{interval: 600}, {cron: '0 4 * * *', timezone: UTC}]",
        "triggers:",
        "  - type: event",
        "    match: {prefect.resource.id: prefect.flow-run.*}",
        "    expect: [prefect.flow-run.Completed, prefect.flow-run.Failed]",
      ],
    },
    { name: "prod", entrypoint: "a.py:b" },
  ]),
};

/** The newest, and the oldest: that one cannot do without its scheduler. */
const VERSIONS = [NEWEST, "3.0.11"] as const;

describePrefect(
  "the dump of a server",
  (version) => {
    let [project, postgres, sqlite, other]: [Project?, Postgres?, PrefectServer?, PrefectServer?] = [];
    beforeAll(async () => {
      project = await makeProject(PROJECT);
      postgres = await startPostgres();
      sqlite = await startPrefectServer({ version });
      other = await startPrefectServer({ version, databaseUrl: postgres.url });
      for (const server of [sqlite, other]) await deployBare(project, server, version);
    });
    afterAll(async () => {
      await other?.stop();
      await sqlite?.stop();
      await postgres?.stop();
      await project?.[Symbol.asyncDispose]();
      expect(await isListening(postgres?.port ?? 0)).toBe(false);
    });
    const servers = () => {
      if (!sqlite || !other) throw new Error("Only within a test.");
      return [sqlite, other] as const;
    };

    it("is equal in its comparable form to that of a server with another database, ids and times aside", async () => {
      const [one, two] = await Promise.all(servers().map(dumpServer));
      expect(two?.comparable).toEqual(one?.comparable);
      expect(two?.exact).not.toEqual(one?.exact);
      expect(one?.comparable).toMatchObject({
        deployments: [{ flow_id: "a", name: "prod", parameters: { id: 4 } }, { flow_id: "b" }],
        flows: [{ name: "a" }, { name: "b" }],
        automations: [{ actions: [{ deployment_id: "a/prod" }] }],
        workPools: [{ name: "pool", default_queue_id: "pool/default" }],
        workQueues: [{ name: "default" }],
        concurrencyLimits: [{ name: "deployment:a/prod", limit: 3 }],
      });
      expect(JSON.stringify(one?.comparable)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    });

    it("stays the same while nothing is written; one field that is changed shows in both forms", async () => {
      const [server] = servers();
      const before = await dumpServer(server);
      const { exact, comparable } = await dumpServer(server);
      expect({ exact, comparable }).toEqual({ exact: before.exact, comparable: before.comparable });

      const [first] = before.exact.deployments;
      const path = `/deployments/${String(first?.["id"])}`;
      await server.request("PATCH", path, { description: "another" });
      const after = await dumpServer(server);
      expect(after.exact).not.toEqual(before.exact);
      const changed = after.comparable.deployments.filter((item) => item["description"] === "another");
      expect(changed).toHaveLength(1);
      const others = { ...after.comparable, deployments: before.comparable.deployments };
      expect(others).toEqual(before.comparable);

      // A write that changes nothing is a write: the time of the last one tells.
      await server.request("PATCH", path, { description: "another" });
      const again = await dumpServer(server);
      expect(again.comparable).toEqual(after.comparable);
      expect(again.exact).not.toEqual(after.exact);
    });

    it("counts the runs that wait, and shows one that a user asked for", async () => {
      const [server] = servers();
      const { exact, scheduledRuns } = await dumpServer(server);
      const path = `/deployments/${String(exact.deployments[0]?.["id"])}/create_flow_run`;
      await server.request("POST", path, { state: { type: "SCHEDULED" } });
      const after = await dumpServer(server);
      expect(after.scheduledRuns).toBeGreaterThan(scheduledRuns);
      expect(after.comparable.flowRuns).toMatchObject([{ state_type: "SCHEDULED" }]);
      expect(after.comparable.flowRuns[0]?.["deployment_id"]).toMatch(/^[ab]\/prod$/);
    });
  },
  VERSIONS,
);

async function deployBare(project: Project, server: PrefectServer, version: PrefectVersion): Promise<void> {
  await createWorkPool(server, "pool");
  const command = [prefectCommand(version), "--no-prompt", "deploy", "--all"];
  const { exitCode, output } = await bare(command, project.path, { PREFECT_API_URL: server.apiUrl });
  expect(exitCode, output).toBe(0);
}
