import { availableParallelism } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askText } from "../support/ask.ts";
import {
  comparedOf,
  lighter,
  named,
  unchangedIn,
  unequal,
  withoutNone,
} from "../support/fidelity/compared.ts";
import { dumpServer, type Dump } from "../support/fidelity/dump.ts";
import { startFaultGate } from "../support/faults/gate.ts";
import {
  asWritten,
  bareDeploy,
  combine,
  prepareServer,
  STAGES,
  writeStage,
  type Combined,
  type Stage,
} from "../support/fidelity/fidelity.ts";
import { FIDELITY_PROJECTS, fidelityProjects } from "../support/fidelity/projects.ts";
import { describePrefect } from "../support/hooks.ts";
import {
  tempDir,
  type PrefectServer,
  type PrefectVersion,
  type TempDir,
  versionsToTest,
  NEWEST,
} from "../support/index.ts";
import { flows, makeProject, prefectYaml, type Project } from "../support/project.ts";
import { sharedPrefectCommand } from "../support/shared/client.ts";
import { leaseServer } from "../support/shared/servers.ts";
import { bare, deployStory, told, type Story } from "../support/runner/story.ts";

/** The action's `concurrency`: one process of the CLI, or several, against the CLI on its own. */
const CONCURRENCY: Readonly<Partial<Record<PrefectVersion, string>>> = {
  [NEWEST]: "2",
  "3.8.8": "4",
  "3.6.29": "8",
  "3.4.14": "1",
  "3.2.15": "2",
};
const VERSIONS = versionsToTest(Object.keys(CONCURRENCY) as PrefectVersion[]);

/** Use no feature that another project does not use too: compared with the newest version only, which saves minutes. */
const NEWEST_ONLY: ReadonlySet<string> = new Set([
  ...["many", "two-flows", "reordered", "renamed-flow", "renamed-deployment", "undocumented", "flow-options"],
  ...["imports", "schema", "keywords", "scheduled"],
]);

/** Written although the server stays as it is: it takes no empty job variables before 3.8.8. */
const IN_VAIN = (version: PrefectVersion): string[] =>
  version === NEWEST || version === "3.8.8" ? [] : ["job-variables/removed"];

/** On two cores that many others share. */
const PATIENT = 600_000;

/** A file that is deployed alone: then the action starts the CLI before it has looked at the server. */
const ALONE = "unpulled.yaml";

describePrefect(
  "after mode: deploy, the server is as the CLI on its own leaves it",
  (version) => {
    const twins = useTwins(version);

    it.each<[string, Stage]>([
      ["after a first deploy", STAGES[0]],
      ["after a redeploy", STAGES[1]],
      ["after a redeploy of edited files", STAGES[2]],
    ])(
      "%s, and no deployment has been written that the CLI leaves as it is",
      async (_title, stage) => {
        const { results, before, after } = await twins.deploy(stage);
        expect(unequal(after.bare.comparable, after.own.comparable)).toEqual([]);

        const unchanged = named(results, "unchanged");
        // Those that have left the files stay as well; nobody deploys them.
        const deployed = new Set(results.map((result) => result.slice(result.indexOf(" ") + 1)));
        const stays = unchangedIn(before.bare.comparable, after.bare.comparable).filter((name) =>
          deployed.has(name),
        );
        const inVain = stage === "edited" ? IN_VAIN(version) : [];
        expect(unchanged).toEqual(stays.filter((name) => !inVain.includes(name)));
        const untouched = unchangedIn(before.own.exact, after.own.exact).filter((name) => deployed.has(name));
        expect(untouched).toEqual(unchanged);
        if (stage === "again") {
          deployed.delete("hydrated/prod"); // What the server fills in differs from what is sent, each time.
          expect(unchanged).toEqual([...deployed].sort());
        }
      },
      PATIENT,
    );

    it("in its parameters to the last digit", async () => {
      const { bare: one, own } = twins.servers();
      const [expected, actual] = await Promise.all([one, own].map(parametersText));
      expect(actual).toEqual(expected);
      expect(actual).toContain('{"value":12345678901234567891,"other":1.0}');
    });
  },
  VERSIONS,
);

/** Two servers of this version, and the projects in a folder from which both get them. */
function useTwins(version: PrefectVersion) {
  const projects = fidelityProjects(version).filter(({ key }) => version === NEWEST || !NEWEST_ONLY.has(key));
  const combined = combine(projects);
  let [folder, home, bareServer, ownServer]: [Project?, TempDir?, PrefectServer?, PrefectServer?] = [];
  let last: Readonly<Record<"bare" | "own", Dump>> | undefined;
  const parts = () => {
    if (!folder || !home || !bareServer || !ownServer) throw new Error("Only within a test.");
    return { path: folder.path, home: home.path, bare: bareServer, own: ownServer };
  };
  const dumps = async () => {
    const [one, own] = await Promise.all([parts().bare, parts().own].map((it) => dumpServer(asWritten(it))));
    if (!one || !own) throw new Error("Two servers, two dumps.");
    return { bare: withoutNone(comparedOf(one)), own: comparedOf(own) };
  };
  const act = async (): Promise<string[]> => {
    const { path, own } = parts();
    const stories: Story[] = [];
    for (const files of [combined.prefectFiles.filter((file) => file !== ALONE), [ALONE]]) {
      stories.push(await deployOwn(combined, files, { version, path, apiUrl: own.apiUrl }));
    }
    return stories.flatMap(({ results }) => results);
  };

  beforeAll(async () => {
    folder = await makeProject({});
    home = await tempDir();
    const [one, other] = await Promise.all([leaseServer(version), leaseServer(version)]);
    [bareServer, ownServer] = [one.server, other.server];
    for (const server of [bareServer, ownServer]) await prepareServer(server, projects);
    last = await dumps();
  });
  afterAll(async () => {
    await bareServer?.stop();
    await ownServer?.stop();
    await home?.remove();
    await folder?.[Symbol.asyncDispose]();
  });
  return {
    servers: () => ({ bare: parts().bare, own: parts().own }),
    /** Both at once, from the same folder: neither writes into it. */
    deploy: async (stage: Stage) => {
      const { path, home: at, bare: one } = parts();
      const before = last ?? (await dumps());
      await writeStage(combined, stage, path);
      const env = await lighter(at);
      const [results] = await Promise.all([
        act(),
        bareDeploy(combined, { version, apiUrl: one.apiUrl, directory: path, env }),
      ]);
      last = await dumps();
      return { results, before, after: last };
    },
  };
}

interface OwnOptions {
  readonly version: PrefectVersion;
  readonly path: string;
  readonly apiUrl: string;
}

async function deployOwn(
  { env }: Pick<Combined, "env">,
  files: readonly string[],
  { version, path, apiUrl }: OwnOptions,
): Promise<Story> {
  const concurrency = CONCURRENCY[version] ?? "";
  const story = await deployStory({
    inputs: { "api-url": apiUrl, "config-target": "none", "prefect-file": files.join("\n"), concurrency },
    workspace: path,
    client: version,
    env,
  });
  expect(told(story.problems), story.log).toEqual([]);
  expect(story.error).toBeUndefined();
  if (files.length > 1) {
    const several = concurrency !== "1" && availableParallelism() > 1;
    expect(story.log.includes(", part 2 of ")).toBe(several);
  }
  return story;
}

/** The answer about the project `parameters`, as it comes, but for ids and times. */
async function parametersText(server: PrefectServer): Promise<string> {
  const text = await askText(server.apiUrl, "POST", "/deployments/filter", {
    flows: { name: { any_: ["parameters"] } },
    sort: "NAME_ASC",
  });
  return text
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "ID")
    .replace(/"\d{4}-\d\d-\d\dT[^"]*"/g, '"TIME"');
}

describePrefect(
  "k deployments of one name",
  (version) => {
    it("are written k times each by `prefect deploy --name '*'`, and once by the action: the server ends up the same", async () => {
      // Without a description, the CLI's own second write would take away the "None" of its first.
      const entry = { name: "prod", more: ["description: Twice"] };
      await using project = await makeProject({
        "flow.py": flows("a", "b"),
        "prefect.yaml": prefectYaml(["a", "b"].map((flow) => ({ ...entry, entrypoint: `flow.py:${flow}` }))),
      });
      await using one = (await leaseServer(version)).server;
      await using own = (await leaseServer(version)).server;
      for (const server of [one, own]) await prepareServer(server, []);
      await using oneGate = await startFaultGate(one.url);
      await using ownGate = await startFaultGate(own.url);

      const command = [sharedPrefectCommand(version), "--no-prompt", "deploy", "--name", "*"];
      const ran = await bare(command, project.path, { PREFECT_API_URL: oneGate.apiUrl });
      expect(ran.exitCode, ran.output).toBe(0);
      await deployOwn({ env: {} }, ["prefect.yaml"], { version, path: project.path, apiUrl: ownGate.apiUrl });

      const deployments = (writes: readonly string[]) =>
        writes.filter((write) => write.includes("/deployments/")).map((write) => write.split("/api")[0]);
      expect(deployments(oneGate.writes())).toEqual(["POST ", "POST ", "PATCH ", "PATCH "]);
      expect(deployments(ownGate.writes())).toEqual(["POST ", "POST "]);
      const expected = await dumpServer(one);
      expect(unequal(expected.comparable, (await dumpServer(own)).comparable)).toEqual([]);
    });
  },
  [NEWEST],
);

describe("the projects that are compared", () => {
  it.each(VERSIONS)("are 40 at least with Prefect %s, and lose nothing when they share files", (version) => {
    const projects = fidelityProjects(version).filter(
      ({ key }) => version === NEWEST || !NEWEST_ONLY.has(key),
    );
    expect(projects.length).toBeGreaterThanOrEqual(40);
    const { prefectFiles, files } = combine(projects);
    const names = (yaml = "") => yaml.match(/^ {2}- name:/gm)?.length ?? 0;
    const before = projects.reduce((sum, one) => sum + names(one.files["prefect.yaml"]), 0);
    expect(prefectFiles.reduce((sum, file) => sum + names(files[file]), 0)).toBe(before);
  });
  it("are known by their keys", () => {
    const keys = new Set(FIDELITY_PROJECTS.map(({ key }) => key));
    expect([...NEWEST_ONLY].filter((key) => !keys.has(key))).toEqual([]);
  });
});
