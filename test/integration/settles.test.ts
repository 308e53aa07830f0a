import { describe, expect, it, vi } from "vitest";
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
  [NEWEST, NEWEST],
  [NEWEST, "3.8.8"],
  // Makes a start of the present moment for rrules without one.
  ["3.6.29", "3.6.29"],
  ["3.6.29", "3.8.8"],
  ["3.8.8", "3.6.29"],
  ["3.4.14", "3.6.29"],
  // 3.2.15 with 3.4.14: the client reads no work pool of such a server ("Extra inputs are not permitted").
];

/** What never settles, as named in docs/plan.md: values that the server fills in; and job variables that it keeps. */
const NEVER = (server: PrefectVersion): string[] => [
  "hydrated/prod",
  ...(server === NEWEST || server === "3.8.8"
    ? []
    : ["job-variables/removed", "small-numbers/prod", "variables/prod"]),
];

const DAY_MS = 86_400_000;

/** The clock of the client: what asks Python for the time gets that of tomorrow. */
const A_DAY_LATER = `
import datetime, time
real = time.time
time.time = lambda: real() + 86400
class Tomorrow(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(real() + 86400, tz)
    @classmethod
    def utcnow(cls):
        return cls.now(datetime.timezone.utc).replace(tzinfo=None)
datetime.datetime = Tomorrow
`;

/** The clock of the action, which goes on as that of the client does. */
class Tomorrow extends Date {
  constructor(...given: [] | [number | string | Date]) {
    super(given[0] ?? Tomorrow.now());
  }
  static override now(): number {
    return super.now() + DAY_MS;
  }
}

describe.each([...PAIRS, ...(IS_FULL_RUN ? MORE_PAIRS : [])])(
  "with a client %s and a server %s",
  (client, version) => {
    it.skipIf(!hasPrefect(client) || !hasPrefect(version))(
      "a plan right after a deploy, and a day later, is empty, for every project of the fidelity tests",
      async () => {
        const older = [client, version].sort((one, other) => minor(one) - minor(other))[0] ?? client;
        const projects = fidelityProjects(older);
        const combined = combine(projects);
        const { server } = await leaseServer(version);
        try {
          await using folder = await makeProject({});
          await prepareServer(server, projects);
          await using clock = await makeProject({ "sitecustomize.py": A_DAY_LATER });
          const run = (mode: string, later = false): Promise<Story> =>
            deployStory({
              inputs: {
                ...{ mode, "api-url": server.apiUrl, "config-target": "none" },
                ...{ "prefect-file": combined.prefectFiles.join("\n") },
              },
              workspace: folder.path,
              client,
              // Python reads its path when it starts.
              ownProcess: later,
              env: later
                ? { ...combined.env, PYTHONPATH: [clock.path, combined.env["PYTHONPATH"] ?? ""].join(":") }
                : combined.env,
            });
          const open = async (stage: string, later: boolean): Promise<string[]> => {
            const planned = await run("plan", later);
            expect(told(planned.problems), stage).toEqual([]);
            const expected = NEVER(version).map((name) => `change ${name}`);
            return planned.results.filter(
              (result) => !result.startsWith("unchanged ") && !expected.includes(result),
            );
          };
          const deploy = async (stage: "first" | "edited"): Promise<void> => {
            await writeStage(combined, stage, folder.path);
            const deployed = await run("deploy");
            expect(told(deployed.problems), stage).toEqual([]);
          };
          await deploy("first");
          expect(await open("first", false)).toEqual([]);
          await deploy("edited");
          // A day later holds all that a moment later does, but for what the client makes of the present moment.
          if (IS_FULL_RUN) expect(await open("edited", false)).toEqual([]);
          vi.stubGlobal("Date", Tomorrow);
          // The dates that Prefect parses are none of the stand-in's class: their times are lost, which is no matter of the clock.
          const later = await open("a day later", true);
          expect(later.filter((one) => !one.startsWith("change interval/"))).toEqual([]);
        } finally {
          vi.unstubAllGlobals();
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
