import { join, resolve } from "node:path";
import { ActionError, describe } from "../../src/base/errors.js";
import { Findings } from "../../src/base/findings.js";
import type { Log } from "../../src/base/log.js";
import { shownPath } from "../../src/base/shown-path.js";
import { leaveOut } from "../../src/deploy/changed.js";
import type { DeployContext } from "../../src/deploy/context.js";
import { emptyReport } from "../../src/report/report.js";
import { readManifests } from "./fidelity/manifests.ts";
import { someInputs } from "./inputs.ts";

export interface Asked {
  readonly since?: string | undefined;
  readonly shared?: readonly string[];
  /** Default: all of the name. */
  readonly files?: readonly string[];
  /** Below the workspace. */
  readonly directory?: string;
  readonly env?: NodeJS.ProcessEnv;
}

export interface Told {
  /** Prefect files that are deployed. */
  readonly deployed: readonly string[];
  readonly leftOut: readonly string[];
  readonly lines: readonly string[];
  readonly warnings: readonly string[];
  readonly problems: readonly string[];
  readonly report: ReturnType<typeof emptyReport>;
}

/** What `changed-since` comes to in a checkout, before anything is deployed. */
export async function leftOutOf(workspace: string, asked: Asked = {}): Promise<Told> {
  const directory = join(workspace, asked.directory ?? ".");
  const show = (path: string) => shownPath(path, workspace);
  const manifests = readManifests(asked.files ?? ["**/prefect.yaml"], directory, show, new Findings());
  const [findings, report, lines] = [new Findings(), emptyReport(), [] as string[]];
  const line = (text: string) => lines.push(text);
  const group = async (title: string, body: () => unknown) => {
    line(`▾ ${title}`);
    return await body();
  };
  const log = { line, group, warnOnce: () => undefined } as unknown as Log;
  const inputs = someInputs({
    workingDirectory: resolve(directory),
    changedSince: asked.since,
    sharedPaths: asked.shared ?? [],
  });
  const env = asked.env ?? process.env;
  const { signal } = new AbortController();
  const run = { log, findings, report, env, signal, workspace, show } as unknown as DeployContext;
  const told = { lines, report, problems: [] as string[] };
  let out: ReadonlySet<string> = new Set();
  try {
    out = await leaveOut(inputs, manifests, run);
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    told.problems.push(...error.problems.map(describe));
  }
  const names = (isOut: boolean) =>
    manifests.filter((one) => out.has(one.path) === isOut).map(({ file }) => file);
  return { ...told, warnings: findings.warnings.map(describe), deployed: names(false), leftOut: names(true) };
}

/** A prefect file with one deployment. */
export function yamlOf(entrypoint: string): string {
  return `deployments:\n- name: prod\n  entrypoint: ${entrypoint}\n`;
}
