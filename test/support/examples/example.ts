import { cp, readFile, writeFile } from "node:fs/promises";
import http from "node:http";
import https from "node:https";
import { basename, join } from "node:path";
import { parseEnv } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../../../scripts/parts.mjs";
import {
  createWorkPool,
  type PrefectServer,
  type PrefectServerOptions,
  startPrefectServer,
} from "../servers/prefect.ts";
import { flows, makeProject, prefectYaml } from "../project.ts";
import { type Results, saveResults } from "./results.ts";
import { shownUnmasked } from "../runner/runner-model.ts";
import { runStep, type StepResult } from "../runner/runner.ts";
import { deployed, deployStory } from "../runner/story.ts";
import { type TempDir, tempDir } from "../temp.ts";

type Inputs = Readonly<Record<string, string>>;

/** What an example needs to come to life. */
export interface ExampleContext {
  readonly prefect: PrefectServer;
  /** An empty folder for rendered configuration, gone when the tests of the example end. */
  readonly home: TempDir;
  /** Absolute path of a file of the example. */
  readonly file: (path: string) => string;
  /**
   * Copies a file of the example to `home`, each key of `values` replaced by its value wherever it stands. A key that
   * does not stand there is an error: nobody should believe in a replacement that never happens.
   * Returns the absolute path of the copy.
   */
  readonly render: (path: string, values: Readonly<Record<string, string>>) => Promise<string>;
}

/** An example with all its parts up. */
export interface RunningExample {
  /** Takes the place of `api-url` in the example's workflow. */
  readonly apiUrl: string;
  /** Expressions in the workflow's `with:`, such as `${{ secrets.PREFECT_PASSWORD }}`, and their values. */
  readonly values: Readonly<Record<string, string>>;
  /** More environment of the step. */
  readonly env?: Readonly<Record<string, string>>;
  /** Changes of the workflow's inputs, and of the environment, for each of the four ways to be refused. */
  readonly refused: {
    readonly none: Refused;
    readonly wrong: Refused;
    /** Left out where credentials do not expire. */
    readonly expired?: Refused;
    readonly wrongHost: Refused;
  };
  /** Headers with which the gate lets a websocket pass. Left out: opened without. */
  readonly websocket?: {
    readonly headers?: Readonly<Record<string, string>>;
    readonly ca?: string;
    /** A client certificate, and its key. */
    readonly cert?: string;
    readonly key?: string;
    readonly proxyEnv?: NodeJS.ProcessEnv;
  };
  /** More tokens, for `more`. */
  readonly tokens?: Readonly<Record<string, string>>;
  /** Ends the parts, in the order given. */
  readonly stop: readonly (() => PromiseLike<void>)[];
}

export interface Refused {
  /** Over the workflow's inputs; `unset` takes a credential away. */
  readonly inputs?: Inputs;
  readonly env?: Readonly<Record<string, string>>;
}

export interface ExampleOptions {
  /** For the table, in some words: `Traefik, Basic`. */
  readonly title: string;
  /** `server.env` of the example is the server's environment unless this says otherwise. */
  readonly server?: (env: Record<string, string>) => PrefectServerOptions;
  readonly start: (context: ExampleContext) => Promise<RunningExample>;
  /**
   * Where a folder holds a second way to the same end: its name, as in `server-WAY.env`. Both ways have one row of
   * results, so each must be answered like the other.
   */
  readonly way?: string;
  /** Which file of the example is the workflow. Default `workflow.yml`. */
  readonly workflow?: string;
  /** What it is refused with, where results/ has no row because not every machine can run this test. */
  readonly refused?: Omit<Results, "right">;
  /** Whether printed links are to be opened (200 without credential). Default: no. */
  readonly linksOpen?: boolean;
  /** More tests of the same parts. */
  readonly more?: (running: () => RunningExample & { prefect: PrefectServer }) => void;
}

/**
 * Tests of one folder of examples/: the very files in it start a real gate in front of a real Prefect, and the bundle
 * deploys through it with the inputs of the folder's own workflow; then it is refused in every way there is.
 */
export function describeExample(name: string, options: ExampleOptions): void {
  const { file, renderTo } = exampleFiles(name);

  const way = options.way === undefined ? "" : `-${options.way}`;

  describe(`examples/${name}${way} (${options.title})`, () => {
    let prefect: PrefectServer;
    let home: TempDir;
    let running: RunningExample;
    let checkout: TempDir;

    beforeAll(async () => {
      home = await tempDir();
      checkout = await tempDir();
      const serverEnv = parseEnv(await readFile(file(`server${way}.env`), "utf8")) as Record<string, string>;
      prefect = await startPrefectServer(options.server ? options.server(serverEnv) : { env: serverEnv });
      await createWorkPool(prefect, "default-pool");
      running = await options.start({ prefect, home, file, render: renderTo(home) });
      for (const part of ["prefect.yaml", "flows"]) {
        await cp(file(part), join(checkout.path, part), { recursive: true });
      }
    });
    afterAll(async () => {
      // Not there where `start` failed.
      for (const stop of (running as RunningExample | undefined)?.stop ?? []) await stop();
      await prefect.stop();
      await home.remove();
      await checkout.remove();
    });

    const workflowInputs = async (): Promise<Inputs> => {
      const inputs = await inputsOf(file(options.workflow ?? "workflow.yml"));
      return filledIn(inputs, running);
    };

    it("deploys with the inputs of its own workflow, twice, and no secret is in log or summary", async () => {
      const inputs = await workflowInputs();
      const asked = deploymentsOf(await readFile(file("prefect.yaml"), "utf8"));
      const step = (): Promise<StepResult> =>
        runStep({ inputs, workspace: checkout.path, ...(running.env ? { env: running.env } : {}) });
      const first = await step();
      expect(first.exitCode, first.log).toBe(0);
      expect(first.outputs).toMatchObject({ created: String(asked), changed: "0", failed: "0" });
      expect(await deployed(prefect)).toHaveLength(asked);
      expect(first.log).not.toContain("::error");
      const second = await step();
      expect(second.exitCode, second.log).toBe(0);
      expect(second.outputs).toMatchObject({ created: "0", failed: "0", "not-tried": "0" });
      // 3.8.8 itself changes what has no description once more.
      expect(Number(second.outputs["changed"]) + Number(second.outputs["unchanged"])).toBe(asked);
      for (const { log, summary, outputs } of [first, second]) {
        expectNoSecret(shownUnmasked(log) + summary + JSON.stringify(outputs), running.values);
      }
      if (options.linksOpen) {
        const results = JSON.parse(first.outputs["deployments"] ?? "[]") as { url: string }[];
        for (const { url } of results)
          expect((await fetch(url, { headers: { accept: "text/html" } })).status, url).toBe(200);
      }
    });

    it("is refused without a credential, with a wrong or expired one, and at a wrong host: nothing deployed", async () => {
      await prefect.reset();
      await createWorkPool(prefect, "default-pool");
      const inputs = await workflowInputs();
      const refusal = async (how: Refused | undefined): Promise<string> => {
        if (!how) return "—";
        const story = await deployStory({
          inputs: { ...inputs, retries: "0", ...how.inputs },
          env: { ...running.env, ...how.env },
          workspace: checkout.path,
          client: "none",
        });
        expectNoSecret(shownUnmasked(story.log) + story.summary, running.values);
        return story.diagnosis ?? `no diagnosis: ${story.problems.map(({ what }) => what).join(" ")}`;
      };
      const results: Results = {
        right: "deployed", // the test above
        none: await refusal(running.refused.none),
        wrong: await refusal(running.refused.wrong),
        expired: await refusal(running.refused.expired),
        wrongHost: await refusal(running.refused.wrongHost),
      };
      expect(await deployed(prefect)).toEqual([]);
      const row = await saveResults(name, options.title, results);
      if (options.refused) {
        expect(results).toEqual({ right: "deployed", ...options.refused });
        return;
      }
      await expect(row).toMatchFileSnapshot(
        join(ROOT, "test", "integration", "examples", "results", `${name}.json`),
      );
    });

    it("lets a websocket through to Prefect, as a flow run opens one for its events", async () => {
      const { headers = {}, ...how } = running.websocket ?? {};
      expect(await websocket(`${running.apiUrl}/events/in`, { headers, ...how })).toBe(101);
    });

    options.more?.(() => ({ ...running, prefect }));
  });
}

/** What the server's answer to these inputs was taken for, and the sentence; there is no Prefect on PATH. */
export async function refusal(
  inputs: Inputs,
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly diagnosis: string | undefined; readonly said: string }> {
  await using project = await makeProject({
    "flow.py": flows("nightly"),
    "prefect.yaml": prefectYaml([{ name: "prod", entrypoint: "flow.py:nightly" }]),
  });
  const story = await deployStory({
    inputs: { retries: "0", ...inputs },
    env,
    workspace: project.path,
    client: "none",
  });
  return {
    diagnosis: story.diagnosis,
    said: story.problems.map(({ what, fix }) => `${what} ${fix}`).join("\n"),
  };
}

/** The status of the answer to a websocket's first request: 101 where it opens. */
export function websocket(
  url: string,
  options: {
    readonly headers: Readonly<Record<string, string>>;
    readonly ca?: string;
    readonly cert?: string;
    readonly key?: string;
    readonly proxyEnv?: NodeJS.ProcessEnv;
  },
): Promise<number> {
  const { request, Agent } = url.startsWith("https:") ? https : http;
  const { headers, proxyEnv, ...tls } = options;
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      agent: proxyEnv ? new Agent({ proxyEnv }) : false,
      ...tls,
      timeout: 10_000,
      headers: {
        ...headers,
        connection: "Upgrade",
        upgrade: "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==", // the one of RFC 6455
      },
    });
    outgoing.on("upgrade", (answer, socket) => {
      socket.destroy();
      resolve(answer.statusCode ?? 0);
    });
    outgoing.on("response", (answer) => {
      answer.destroy();
      resolve(answer.statusCode ?? 0);
    });
    outgoing.on("timeout", () => {
      outgoing.destroy(new Error(`No answer to a websocket at ${url}.`));
    });
    outgoing.on("error", reject);
    outgoing.end();
  });
}

/** The files of an example, as they are and rendered to a folder. */
export function exampleFiles(name: string): {
  readonly file: ExampleContext["file"];
  readonly renderTo: (home: TempDir) => ExampleContext["render"];
} {
  const file = (path: string): string => join(ROOT, "examples", name, path);
  const renderTo = (home: TempDir) => async (path: string, values: Readonly<Record<string, string>>) => {
    let text = await readFile(file(path), "utf8");
    for (const [from, to] of Object.entries(values)) {
      if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
      text = text.replaceAll(from, () => to.replaceAll("\\", "/"));
    }
    const copy = join(home.path, basename(path));
    await writeFile(copy, text);
    return copy;
  };
  return { file, renderTo };
}

/** `with:` of the step that uses this action; every input in it must be one of action.yml. */
async function inputsOf(workflow: string): Promise<Inputs> {
  const { jobs } = parse(await readFile(workflow, "utf8")) as {
    jobs: Record<string, { steps: { uses?: string; run?: string; with?: Inputs }[] }>;
  };
  const steps = Object.values(jobs).flatMap((job) => job.steps);
  const inputs = steps.find(({ uses }) => uses?.startsWith("your-org/prefect-self-hosted-deploy@v1"))?.with;
  if (!inputs) throw new Error(`${workflow} does not use this action.`);
  // The client that the workflow installs is the server's version, which is the one here.
  expect(steps.map(({ run }) => run)).toContain("pip install prefect==3.9.1");
  return inputs;
}

/** As GitHub fills in expressions; the public name of the server becomes the one of this test. */
function filledIn(inputs: Inputs, { apiUrl, values }: RunningExample): Inputs {
  expect(inputs["api-url"]).toMatch(/^https:\/\/[\w.-]+\.example\.com(:\d+)?\/\S*$/);
  const filled = Object.entries(inputs).map(([name, value]) => {
    if (name === "api-url") return [name, apiUrl];
    const text = Object.entries(values).reduce((rest, [from, to]) => rest.replaceAll(from, () => to), value);
    expect(text, `${name}: an expression without a value in this test`).not.toContain("${{");
    return [name, text];
  });
  return Object.fromEntries(filled) as Inputs;
}

function deploymentsOf(text: string): number {
  return (parse(text) as { deployments: unknown[] }).deployments.length;
}

/** Only secrets, not variables. */
function expectNoSecret(text: string, values: Readonly<Record<string, string>>): void {
  for (const [from, value] of Object.entries(values)) {
    if (!from.includes("secrets.")) continue;
    for (const part of value.split("\n").filter((line) => line.length > 3 && !line.startsWith("-----"))) {
      expect(text.includes(part), `${from} is in the log or the summary`).toBe(false);
    }
  }
}
