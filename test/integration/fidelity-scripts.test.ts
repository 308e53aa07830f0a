import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  comparedOf,
  lighter,
  named,
  unchangedIn,
  unequal,
  withoutNone,
} from "../support/fidelity/compared.ts";
import { dumpServer, type Dump } from "../support/fidelity/dump.ts";
import { asWritten, STAGES, type Stage } from "../support/fidelity/fidelity.ts";
import { FIDELITY_SCRIPTS, inRepository, scriptFiles } from "../support/fidelity/scripts.ts";
import { gitIn, makeRepository, type Repository } from "../support/git.ts";
import { describePrefect } from "../support/hooks.ts";
import {
  ALL_PREFECT_VERSIONS,
  createWorkPool,
  executable,
  tempDir,
  type PrefectServer,
  type PrefectVersion,
  type TempDir,
} from "../support/index.ts";
import { makeProject, type Project } from "../support/project.ts";
import { bare, deployStory, told, type Story } from "../support/runner/story.ts";
import { leaseServer } from "../support/shared/servers.ts";

/** On two cores that many others share. */
const PATIENT = 600_000;

describePrefect(
  "after deploy-command, the server is as the script on its own leaves it",
  (version) => {
    const twins = useTwins(version);

    it.each<[string, Stage]>([
      ["after a first deploy", STAGES[0]],
      ["after a redeploy", STAGES[1]],
      ["after a redeploy of edited scripts", STAGES[2]],
    ])(
      "%s, and the plan before it has said so",
      async (_title, stage) => {
        const { plan, deploy, before, after } = await twins.deploy(stage);
        expect(unequal(after.bare.comparable, after.own.comparable)).toEqual([]);

        // What a script deploys at once comes in any order.
        expect([...deploy.results].sort()).toEqual(plan.results.map(done).sort());
        expect(deploy.outputs["plan-digest"]).toBe(plan.outputs["plan-digest"]);
        const unchanged = named(deploy.results, "unchanged");
        // What is in the scripts no more stays as well.
        const all = new Set(deploy.results.map((result) => result.slice(result.indexOf(" ") + 1)));
        const stays = unchangedIn(before.bare.comparable, after.bare.comparable).filter((name) =>
          all.has(name),
        );
        expect(unchanged).toEqual(stays);
        expect(unchangedIn(before.own.exact, after.own.exact).filter((name) => all.has(name))).toEqual(
          unchanged,
        );
        if (stage === "again") expect(unchanged).toEqual([...all].sort());
      },
      PATIENT,
    );
  },
  ALL_PREFECT_VERSIONS,
);

/** `created a/prod` of `create a/prod`. */
function done(planned: string): string {
  return planned.replace(/^create /, "created ").replace(/^change /, "updated ");
}

/** Two servers of this version, and the scripts in a folder from which both get their deployments. */
function useTwins(version: PrefectVersion) {
  let [folder, repository, home]: [Project?, Repository?, TempDir?] = [];
  let [bareServer, ownServer]: [PrefectServer?, PrefectServer?] = [];
  let last: Readonly<Record<"bare" | "own", Dump>> | undefined;
  const parts = () => {
    if (!folder || !repository || !home || !bareServer || !ownServer) throw new Error("Only within a test.");
    return { folder, repository, home: home.path, bare: bareServer, own: ownServer };
  };
  const dumps = async () => {
    const [one, own] = await Promise.all([parts().bare, parts().own].map((it) => dumpServer(asWritten(it))));
    if (!one || !own) throw new Error("Two servers, two dumps.");
    return { bare: withoutPull(withoutNone(comparedOf(one))), own: withoutPull(comparedOf(own)) };
  };

  beforeAll(async () => {
    [folder, repository, home] = await Promise.all([
      makeProject({}),
      makeRepository(inRepository()),
      tempDir(),
    ]);
    const [one, other] = await Promise.all([leaseServer(version), leaseServer(version)]);
    [bareServer, ownServer] = [one.server, other.server];
    for (const server of [bareServer, ownServer]) {
      await createWorkPool(server, "pool", "docker");
      await createWorkPool(server, "other");
    }
    last = await dumps();
  });
  afterAll(async () => {
    await bareServer?.stop();
    await ownServer?.stop();
    await home?.remove();
    await repository?.[Symbol.asyncDispose]();
    await folder?.[Symbol.asyncDispose]();
  });
  return {
    /** Both at once, from the same folder: neither writes into it. */
    deploy: async (stage: Stage) => {
      const { folder: project, repository: source, home: at, bare: one, own } = parts();
      const before = last ?? (await dumps());
      if (stage === "edited") await source.commit(inRepository(", hour: int = 1"));
      await project.write(scriptFiles(version, source.path, stage === "edited"));
      commitIn(join(project.path, "versioned"), stage);
      const options = { version, path: project.path };
      const [stories] = await Promise.all([
        actOn({ ...options, apiUrl: own.apiUrl }),
        bareScript({ ...options, apiUrl: one.apiUrl, env: await lighter(at) }),
      ]);
      last = await dumps();
      return { ...stories, before, after: last };
    },
  };
}

/** Prefect takes a version of git only where it knows the address of the repository. */
function commitIn(path: string, stage: Stage): void {
  const git = gitIn(path);
  if (stage === "again") return;
  if (stage === "first") {
    git("init", "--quiet", "--initial-branch=main");
    git("remote", "add", "origin", "https://github.com/acme/versioned.git");
  }
  git("add", "--all");
  git("commit", "--quiet", "--message=x");
}

interface RunOptions {
  readonly version: PrefectVersion;
  readonly path: string;
  readonly apiUrl: string;
}

const ENV = { FIDELITY_TIER: "first-tier" };

async function actOn({ version, path, apiUrl }: RunOptions): Promise<Record<"plan" | "deploy", Story>> {
  const run = async (mode: string): Promise<Story> => {
    const story = await deployStory({
      inputs: { "api-url": apiUrl, "config-target": "none", "deploy-command": "python deploy.py", mode },
      workspace: path,
      client: version,
      env: ENV,
    });
    expect(told(story.problems), story.log).toEqual([]);
    expect(story.error).toBeUndefined();
    return story;
  };
  return { plan: await run("plan"), deploy: await run("deploy") };
}

async function bareScript({
  version,
  path,
  apiUrl,
  env,
}: RunOptions & { readonly env: Readonly<Record<string, string>> }): Promise<void> {
  const command = [executable(`prefect-${version}`, "python"), "deploy.py"];
  const result = await bare(command, path, { PREFECT_API_URL: apiUrl, ...ENV, ...env });
  expect(result.exitCode, result.output).toBe(0);
}

/**
 * The other difference that is meant: of no pull steps `deploy()` makes `[]` when it creates a deployment, and null with
 * the second deploy (3.2.15 to 3.9.1). A worker does the same with both, and the action does not write the second one.
 */
function withoutPull({ comparable, ...rest }: Dump): Dump {
  const deployments = comparable.deployments.map((one) =>
    Array.isArray(one["pull_steps"]) && one["pull_steps"].length === 0 ? { ...one, pull_steps: null } : one,
  );
  return { ...rest, comparable: { ...comparable, deployments } };
}

describe("the scripts that are compared", () => {
  it("are 12 at least, and each edit changes one of them", () => {
    expect(FIDELITY_SCRIPTS.length).toBeGreaterThanOrEqual(12);
    const texts = ["3.0.11", "3.9.1"].flatMap((version) => Object.entries(scriptFiles(version, "/r", false)));
    for (const { key, edits } of FIDELITY_SCRIPTS) {
      const own = texts.filter(([name]) => name.startsWith(`${key}/`)).map(([, text]) => text);
      const vain = edits.filter(([from]) => !own.some((text) => text.includes(from)));
      expect(vain, key).toEqual([]);
    }
  });
});
