import { rootCertificates } from "node:tls";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { dumpServer, type Contents, type Dump } from "../support/dump.ts";
import {
  bareDeploy,
  combine,
  prepareServer,
  requestText,
  STAGES,
  withExactNumbers,
  writeStage,
  type Stage,
} from "../support/fidelity.ts";
import { fidelityProjects } from "../support/fidelity-projects.ts";
import { describePrefect } from "../support/hooks.ts";
import { startPrefectServer, type PrefectServer, type PrefectVersion } from "../support/index.ts";
import { makeProject, type Project } from "../support/project.ts";
import { deployStory, told, type Story } from "../support/story.ts";
import { writeFileSync } from "node:fs";

/** The action's concurrency, so that both one process of the CLI and several are held against the CLI on its own. */
const CONCURRENCY: Readonly<Partial<Record<PrefectVersion, string>>> = {
  "3.8.8": "2",
  "3.6.29": "8",
  "3.4.14": "1",
  "3.2.15": "2",
};

const VERSIONS = Object.keys(CONCURRENCY) as PrefectVersion[];

type Item = Readonly<Record<string, unknown>>;

/** Two servers of this version, and the projects in a folder that both are deployed from. */
function useTwins(version: PrefectVersion) {
  // 30 deployments that are alike are worth their time once.
  const projects = fidelityProjects(version).filter(({ key }) => key !== "many");
  const combined = combine(projects);
  let [folder, bare, own]: [Project?, PrefectServer?, PrefectServer?] = [];
  let before: { readonly bare: Dump; readonly own: Dump } | undefined;
  beforeAll(async () => {
    folder = await makeProject({});
    [bare, own] = await Promise.all([startPrefectServer({ version }), startPrefectServer({ version })]);
    for (const server of [bare, own]) await prepareServer(server, projects);
  });
  afterAll(async () => {
    await bare?.stop();
    await own?.stop();
    await folder?.[Symbol.asyncDispose]();
  });
  const parts = () => {
    if (!folder || !bare || !own) throw new Error("Only within a test.");
    return { folder, bare, own };
  };
  const dumps = async () => {
    const { bare: one, own: other } = parts();
    return { bare: await dumpServer(withExactNumbers(one)), own: await dumpServer(withExactNumbers(other)) };
  };
  const runAction = async (files: readonly string[]): Promise<string[]> => {
    const story = await deployStory({
      inputs: {
        "api-url": parts().own.apiUrl,
        "config-target": "none",
        "prefect-file": files.join("\n"),
        concurrency: CONCURRENCY[version] ?? "",
      },
      workspace: parts().folder.path,
      client: version,
      env: combined.env,
    });
    expect(told(story.problems), story.log).toEqual([]);
    expect(story.error).toBeUndefined();
    writeFileSync(`/tmp/fx/log-${version}-${files.length}.txt`, story.log);
    return [...story.results];
  };
  return {
    projects, parts,
    deploy: async (stage: Stage) => {
      const { folder: { path }, bare: one } = parts();
      const previous = before ?? (await dumps());
      await writeStage(combined, stage, path);
      const t = Date.now();
      const [, results] = await Promise.all([
        bareDeploy(combined, { version, apiUrl: one.apiUrl, directory: path, env: { PREFECT_API_SSL_CERT_FILE: "/tmp/fx/one.pem" } }).then(() => { console.log(version, stage, "bare", Date.now() - t); }),
        (async () => {
          const r = [...(await runAction(combined.prefectFiles.filter((f) => f !== "unpulled.yaml"))), ...(await runAction(["unpulled.yaml"]))];
          console.log(version, stage, "action", Date.now() - t);
          return r;
        })(),
      ]);
      before = await dumps();
      return { results, previous, after: before };
    },
  };
}

describePrefect(
  "after mode: deploy, the server is as the CLI on its own leaves it",
  (version) => {
    const twins = useTwins(version);
    it.each(STAGES)("%s", async (stage) => {
      const { results, previous, after } = await twins.deploy(stage);
      writeFileSync(`/tmp/fx/${version}-${stage}.json`, JSON.stringify({ results, previous, after }));
      const written = results.filter((r) => !r.startsWith("unchanged ")).map((r) => r.replace(/^\w+ /, "")).sort();
      const changed = changedDeployments(previous.bare.comparable, after.bare.comparable);
      console.log(version, stage, "results", results.length, "written", written.length, "changed", changed.length,
        "\nonly written:", written.filter((x) => !changed.includes(x)), "\nonly changed:", changed.filter((x) => !written.includes(x)));
      const diff = unequal(after.bare.comparable, after.own.comparable);
      console.log(version, stage, "DIFF", diff);
      const touched = changedExact(previous.own.exact, after.own.exact);
      console.log("touched but unwritten", touched.filter((x) => !written.includes(x)));
      expect(diff).toEqual([]);
    }, 600_000);
    it("raw", async () => {
      const { bare, own } = twins.parts();
      for (const s of [bare, own]) console.log((await requestText(s, "POST", "/deployments/filter", { flows: { name: { any_: ["parameters"] } }, sort: "NAME_ASC" })).slice(0, 700));
    });
  },
  VERSIONS,
);

/** By name; deployments with the automations that run them. */
function deploymentsIn({ deployments, automations }: Contents): Map<string, unknown> {
  return new Map(deployments.map((one) => {
    const name = `${String(one["flow_id"])}/${String(one["name"])}`;
    return [name, [one, automations.filter(({ actions }) => (actions as Item[])[0]?.["deployment_id"] === name)]];
  }));
}
function changedDeployments(before: Contents, after: Contents): string[] {
  const was = deploymentsIn(before);
  return [...deploymentsIn(after)].filter(([name, is]) => !isDeepStrictEqual(was.get(name), is)).map(([name]) => name).sort();
}
function changedExact(before: Contents, after: Contents): string[] {
  const flows = new Map(after.flows.map((f) => [f["id"], f["name"]]));
  const sig = (c: Contents) => new Map(c.deployments.map((d) => [`${String(flows.get(d["flow_id"]))}/${String(d["name"])}`, JSON.stringify([d, c.automations.filter((a) => (a["actions"] as Item[])[0]?.["deployment_id"] === d["id"])])]));
  const was = sig(before);
  return [...sig(after)].filter(([n, i]) => was.get(n) !== i).map(([n]) => n);
}

/** `deployments plain/prod: tags: [] and ["x"]` */
function unequal(bare: Contents, own: Contents): string[] {
  return (Object.keys(bare) as (keyof Contents)[]).flatMap((kind) => {
    const [one, other] = [bare[kind], own[kind]].map((items) => grouped(items));
    const names = [...new Set([...(one?.keys() ?? []), ...(other?.keys() ?? [])])];
    return names.flatMap((name) => paths(one?.get(name), other?.get(name)).map((t) => `${kind} ${name}${t}`));
  });
}
function grouped(items: readonly Item[]): Map<string, Item[]> {
  const m = new Map<string, Item[]>();
  for (const item of items) {
    const owner = item["flow_id"] ?? item["work_pool_name"];
    const name = `${owner === undefined ? "" : `${String(owner)}/`}${String(item["name"])}`;
    m.set(name, [...(m.get(name) ?? []), item]);
  }
  return m;
}
function paths(one: unknown, other: unknown): string[] {
  if (isDeepStrictEqual(one, other)) return [];
  if (typeof one === "object" && typeof other === "object" && one !== null && other !== null) {
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return keys.flatMap((key) => paths((one as Item)[key], (other as Item)[key]).map((t) => `.${key}${t}`));
  }
  return [`: ${JSON.stringify(one)?.slice(0, 400)} and ${JSON.stringify(other)?.slice(0, 400)}`];
}
void rootCertificates;
