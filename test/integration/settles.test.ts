import { expect, describe, it } from "vitest";
import { combine, prepareServer, writeStage } from "../support/fidelity/fidelity.ts";
import { fidelityProjects } from "../support/fidelity/projects.ts";
import { IS_FULL_RUN } from "../support/full-run.ts";
import { hasPrefect, NEWEST, type PrefectVersion } from "../support/index.ts";
import { makeProject } from "../support/project.ts";
import { deployStory, told, type Story } from "../support/runner/story.ts";
import { leaseServer } from "../support/shared/servers.ts";

/** An older client with the newest server; in the nightly run, the other way round and more of them. */
const PAIRS: readonly (readonly [client: PrefectVersion, server: PrefectVersion])[] = [["3.8.8", NEWEST]];
const MORE_PAIRS: typeof PAIRS = [
  [NEWEST, "3.8.8"],
  // Makes a start of the present moment for rrules without one.
  ["3.6.29", "3.6.29"],
  ["3.6.29", "3.8.8"],
  ["3.8.8", "3.6.29"],
  ["3.4.14", "3.6.29"],
  ["3.2.15", "3.4.14"],
];

/** What never settles, as named in docs/plan.md: values that the server fills in; and job variables that it keeps. */
const NEVER = (server: PrefectVersion): string[] => [
  "hydrated/prod",
  ...(server === NEWEST || server === "3.8.8" ? [] : ["job-variables/removed"]),
];

describe.each([...PAIRS, ...(IS_FULL_RUN ? MORE_PAIRS : [])])(
  "with a client %s and a server %s",
  (client, version) => {
    it.skipIf(!hasPrefect(client) || !hasPrefect(version))(
      "a plan right after a deploy is empty, for every project of the fidelity tests",
      async () => {
        const older = [client, version].sort((one, other) => minor(one) - minor(other))[0] ?? client;
        const projects = fidelityProjects(older);
        const combined = combine(projects);
        const { server } = await leaseServer(version);
        try {
          await using folder = await makeProject({});
          await prepareServer(server, projects);
          const run = (mode: string): Promise<Story> =>
            deployStory({
              inputs: {
                ...{ mode, "api-url": server.apiUrl, "config-target": "none" },
                ...{ "prefect-file": combined.prefectFiles.join("\n") },
              },
              workspace: folder.path,
              client,
              env: combined.env,
            });
          for (const stage of ["first", "edited"] as const) {
            await writeStage(combined, stage, folder.path);
            const deployed = await run("deploy");
            expect(told(deployed.problems), stage).toEqual([]);
            const planned = await run("plan");
            expect(told(planned.problems), stage).toEqual([]);
            const open = planned.results.filter((result) => !result.startsWith("unchanged "));
            const expected = NEVER(version).map((name) => `change ${name}`);
            expect(
              open.filter((one) => !expected.includes(one)),
              `${stage}\n${planned.log}`,
            ).toEqual([]);
          }
        } finally {
          await server.stop();
        }
      },
      600_000,
    );
  },
);

function minor(version: string): number {
  return Number(version.split(".")[1]);
}
