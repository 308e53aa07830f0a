import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Findings } from "../base/findings.js";
import { Permits } from "../base/permits.js";
import { remembered } from "../base/remembered.js";
import { makeTemp } from "../base/runner-files.js";
import type { RunContext } from "../base/run-context.js";
import type { Inputs } from "../inputs/types.js";
import { findInstalled, type Installed } from "../prefect/client.js";
import { commandFor } from "../project/run-from.js";
import type { Manifest } from "../project/manifest.js";
import { resolveRivals, type Resolved } from "../settings/rivals.js";
import { hasOwnSettings, readSources, type Sources } from "../settings/sources.js";

/** Prefect files that one command deploys under the same settings. */
export interface Site {
  readonly command: readonly string[];
  /** Absolute: the directory whose settings files count. */
  readonly home: string;
  readonly sources: Sources;
  /** What this step makes of them. */
  readonly resolved: Resolved;
  /** Undefined where it was not found: then the search is made again, for its error. */
  readonly installed: Installed | undefined;
  readonly manifests: readonly Manifest[];
  /**
   * Whether another command has the same environment: `uv run --package a` and `uv run --package b` of one workspace. Each
   * start of the one may take away what the other needs, so they go through their runners, one after another.
   */
  readonly isContested: boolean;
}

/** What looks for the Prefect of a command; for the same command once. */
export type Finder = (command: readonly string[]) => Promise<Installed | undefined>;

/** A command is looked for where the step runs, wherever the prefect files lie. */
export function finderIn(surroundings: Parameters<typeof findInstalled>[1]): Finder {
  const permits = new Permits(2 * availableParallelism()); // Each starts a process, and its runner.
  const find = remembered((words) =>
    permits.use(() => findInstalled(JSON.parse(words) as string[], surroundings)),
  );
  return (command) => find(JSON.stringify(command));
}

/**
 * Of a script there is one. Puts together the prefect files that share a client and its settings. Prefect reads settings files once, in the
 * directory that it is imported in (3.0.11 to 3.9.1): where there are some, that is a place of its own; all others are
 * deployed by a client that was imported where there are none.
 */
export async function sitesOf(
  manifests: readonly Manifest[],
  { inputs, run, find }: { readonly inputs: Inputs; readonly run: RunContext; readonly find: Finder },
): Promise<Site[]> {
  const { workingDirectory, prefectCommand, deployCommand, runFrom, profile } = inputs;
  const elsewhere = join(run.temp, "no-settings");
  if (runFrom === "prefect-file") makeTemp(elsewhere);
  const homeOf = remembered((directory) => {
    const isOwn = runFrom === "working-directory" || hasOwnSettings(directory, run.env);
    return isOwn ? directory : elsewhere;
  });
  const keyed = manifests.map((manifest) => {
    const command = commandFor(prefectCommand, manifest.path, workingDirectory);
    const home = homeOf(manifest.directory);
    return { manifest, command, home, key: JSON.stringify([command, home]) };
  });
  const settingsIn = remembered((home) => {
    const sources = readSources(run.env, { directory: home, workspace: run.workspace }, run.show, profile);
    return { sources, resolved: resolveRivals(inputs, sources, run.findings) };
  });
  if (deployCommand.length > 0) {
    const installed = await find(prefectCommand);
    const own = {
      command: prefectCommand,
      home: workingDirectory,
      installed,
      ...settingsIn(workingDirectory),
    };
    return [{ ...own, manifests: [], isContested: false }];
  }
  const groups = [...Map.groupBy(keyed, ({ key }) => key).values()];
  const sites = groups.map(async (group): Promise<Site> => {
    const [{ command, home }] = group as [(typeof keyed)[number]];
    const installed = await find(command);
    const own = { command, home, installed, ...settingsIn(home) };
    return { ...own, manifests: group.map(({ manifest }) => manifest), isContested: false };
  });
  return contested(await Promise.all(sites));
}

/** Marks those whose interpreter belongs to several commands that are started by a runner. */
function contested(sites: readonly Site[]): Site[] {
  /** One that could not be asked may have any of them. */
  const isRunner = ({ installed, command }: Site): boolean =>
    installed ? installed.client.python.length > 1 : command.length > 1;
  const runners = sites.filter(isRunner);
  const unknown = runners.some(({ installed }) => installed?.python === undefined);
  const byPython = Map.groupBy(runners, ({ installed }) => installed?.python);
  return sites.map((site) => {
    if (!isRunner(site)) return site;
    const own = unknown ? runners : (byPython.get(site.installed?.python) ?? []);
    const commands = new Set(own.map(({ command }) => JSON.stringify(command)));
    if (commands.size < 2) return site;
    const installed = site.installed && {
      ...site.installed,
      client: { ...site.installed.client, direct: undefined },
    };
    return { ...site, isContested: true, installed };
  });
}

/**
 * All of them go to one server, with one credential and the same headers: what a settings file leads to otherwise (by
 * another profile) is a problem.
 */
export function checkAlike(sites: readonly Site[], show: (path: string) => string, findings: Findings): void {
  const [first, ...others] = sites;
  const decided = ({ resolved: { env, headers, caFile, skipVerify } }: Site): string =>
    JSON.stringify([env, headers, caFile, skipVerify]);
  for (const site of others) {
    if (!first || decided(site) === decided(first)) continue;
    const [one, other] = [site, first].map(({ manifests: [manifest] }) => manifest?.file ?? "");
    findings.problem(
      `The settings beside ${one} lead to other headers, certificates or another profile than those of ${other}, and one step deploys by one of them only.`,
      "Name the `profile`, `headers` and `ca-certificate` in the inputs; or deploy them in steps of their own.",
      { file: show(site.home) },
    );
  }
}
