import { environmentSecrets } from "../base/hiding/environment.js";
import { formsOf } from "../base/secrets.js";
import { place } from "../base/errors.js";
import type { Findings } from "../base/findings.js";
import type { Inputs } from "../inputs/types.js";
import { manifestsOf, type Manifest } from "../project/manifest.js";
import { quote } from "../base/quote.js";
import { commandFor, dependsOnFile, misleading } from "../project/run-from.js";
import type { Log } from "../base/log.js";
import { tell } from "../report/report.js";
import { checkConfigTarget, takeBackEarlier } from "../settings/config-file.js";
import { childEnvironment } from "../settings/environment.js";
import { resolveRivals, type Resolved } from "../settings/rivals.js";
import { headersOf, readSources, type Sources } from "../settings/sources.js";
import type { DeployContext } from "./context.js";
import { checkAlike, finderIn, sitesOf, type Finder, type Site } from "./sites.js";
import { Reports } from "../validate/check.js";
import { tidied } from "../validate/finding.js";
import { checkFiles, readFiles, type ReadProject } from "../validate/project.js";
import { findPythons, interpreterAt } from "../project/python/find.js";
import { withFlows } from "../validate/flows.js";
import type { Watch } from "../validate/types.js";

/** What the checked-out code says. */
export interface Project {
  readonly manifests: readonly Manifest[];
  /** Of the working directory, where the settings file is written. */
  readonly sources: Sources;
  /** What is in force everywhere. */
  readonly resolved: Resolved;
  readonly sites: readonly Site[];
  /** Paths of the prefect files in whose folders nothing changed (`changed-since`): no client is looked for, for them. */
  readonly leftOut: ReadonlySet<string>;
}

/** What is to be done, once inputs and files are read. */
export interface Work {
  readonly inputs: Inputs;
  readonly project: Project;
  /** With the settings that were asked for, but for the secrets; fills in templates. */
  readonly env: NodeJS.ProcessEnv;
  /** What the CLI gets. */
  readonly cliEnv: NodeJS.ProcessEnv;
}

/** The prefect files, before anything that they lead to is read or run. */
export interface ReadFiles {
  readonly read: ReadProject;
  /** As far as the prefect files tell them: without the names of flows. */
  readonly manifests: readonly Manifest[];
  /** What looks for the clients; the one of all files is being looked for. */
  readonly find: Finder;
  /** Does what has to be done before that is needed; where it fails, what is being looked for is let go of. */
  readonly meanwhile: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Reads and checks them. @throws ActionError where one of them cannot be read */
export function readPrefectFiles(inputs: Inputs, run: DeployContext): Promise<ReadFiles> {
  const { log, findings, env, signal } = run;
  // `uv run` may build the project: it sees no inputs, as nothing does that is started here.
  const own = new AbortController();
  const find = finderIn({
    ...{ cwd: inputs.workingDirectory, env: childEnvironment(env, {}) },
    signal: AbortSignal.any([signal, own.signal]),
  });
  const looking = dependsOnFile(inputs.prefectCommand) ? undefined : find(inputs.prefectCommand);
  const reports = new Reports({ finish: (finding) => tidied(finding, (text) => log.clean(text)) });
  const watch: Watch = {
    at: () => undefined,
    warned: (problem) => {
      findings.warnings.push(problem);
    },
    failed: (problem) => {
      findings.problems.push(problem);
    },
  };
  const meanwhile: ReadFiles["meanwhile"] = async (work) => {
    try {
      return await work();
    } catch (error) {
      own.abort(error);
      await looking?.catch(() => undefined);
      throw error;
    }
  };
  return meanwhile(() => {
    const read = readFiles(inputs, findings, run, { reports, watch });
    checkFolders(read.paths, inputs, run);
    findings.stopOnProblems();
    return Promise.resolve({ read, manifests: manifestsOf(read.context, env), find, meanwhile });
  });
}

/**
 * Reads what the files lead to, and checks all of them by the rules of the validation, whatever is left out. Clients and
 * settings are looked for only where something is deployed.
 *
 * @param leftOut paths of files in whose folders nothing changed
 */
export async function readProject(
  inputs: Inputs,
  { read, find }: ReadFiles,
  leftOut: ReadonlySet<string>,
  run: DeployContext,
): Promise<Project> {
  const { log, findings, report, show, env, signal } = run;
  const directory = inputs.workingDirectory;
  const kept = read.paths.filter((path) => !leftOut.has(path));
  const commands = dependsOnFile(inputs.prefectCommand)
    ? kept.map((path) => commandFor(inputs.prefectCommand, path, directory))
    : [inputs.prefectCommand];
  const installed = (await Promise.all(commands.map(find))).filter((one) => one !== undefined);
  for (const { client } of installed) log.hide(environmentSecrets(client.direct?.changes.set ?? {}));
  const interpreters = [
    ...installed
      .slice(0, 1)
      .flatMap(({ python }) => (python ? [{ ...interpreterAt(python, env), isClients: true }] : [])),
    ...findPythons(env, [run.workspace, directory]),
  ];
  const context = await withFlows(read.context, env, read.watch, { interpreters, signal });
  const manifests = manifestsOf(context, env);
  const versions = new Set(installed.map(({ version }) => version));
  const version = versions.size === 1 ? installed[0]?.version : undefined;
  // What a script deploys is not known yet.
  const names = inputs.deployCommand.length > 0 ? [] : inputs.names;
  tell(checkFiles({ ...read, context }, version, names, env), report, findings);
  // Here they are lines: a deploy is not a time for advice.
  for (const { what, fix, where } of findings.advice.splice(0)) {
    findings.note(`${where ? `${place(where)}: ` : ""}${what} ${fix}`);
  }
  const settings = await readSettings(
    manifests.filter(({ path }) => !leftOut.has(path)),
    { inputs, run, find },
  );
  say(findings, log);
  findings.stopOnProblems();
  log.line(`Working directory: ${show(directory) || "."}`);
  if (inputs.runFrom === "prefect-file")
    log.line("Each prefect file is deployed from its folder (`run-from`).");
  for (const { file, deployments } of manifests) log.line(`${file}: ${deployments.length} deployments`);
  return { manifests, leftOut, ...settings };
}

/** A folder must not turn into an option of the command that names it. */
function checkFolders(
  paths: readonly string[],
  { prefectCommand, workingDirectory }: Inputs,
  { findings, show }: DeployContext,
): void {
  for (const path of paths) {
    const folder = misleading(prefectCommand, path, workingDirectory);
    if (folder === undefined) continue;
    findings.problem(
      `The folder ${quote(folder)} begins with a dash: \`prefect-command\` would take it for an option.`,
      "Rename the folder.",
      { file: show(path) },
    );
  }
}

/** What holds everywhere, by the settings that each prefect file is deployed under. */
async function readSettings(
  manifests: readonly Manifest[],
  how: Parameters<typeof sitesOf>[1],
): Promise<Pick<Project, "sources" | "resolved" | "sites">> {
  const { inputs, run } = how;
  const { log, findings, show, env, workspace, temp } = run;
  const { workingDirectory: directory } = inputs;
  const homes = new Set([directory, ...manifests.map((manifest) => manifest.directory)]);
  for (const file of [...homes].flatMap((home) => takeBackEarlier(home, temp))) {
    log.line(`${show(file)} of an earlier step of this job was put back as it was before.`);
  }
  checkConfigTarget(inputs, show);
  const sources = readSources(env, { directory, workspace }, show, inputs.profile);
  log.mask(rivalSecrets(sources));
  const sites = await sitesOf(manifests, how);
  for (const site of sites) log.mask(rivalSecrets(site.sources));
  checkAlike(sites, show, findings);
  const resolved = sites[0]?.resolved ?? resolveRivals(inputs, sources, findings);
  return { sources, resolved, sites };
}

/** Credentials that other sources hold: not used, and not shown either. */
function rivalSecrets(sources: Sources): string[] {
  return sources.settings.flatMap((setting) => {
    const values =
      setting.name === "customHeaders"
        ? Object.values(headersOf(setting))
        : ["apiKey", "authString"].includes(setting.name) && typeof setting.value === "string"
          ? [setting.value]
          : [];
    return formsOf(values);
  });
}

/** Hands what was found so far to the log; each thing once. Problems are shown at the end. */
export function say(findings: Findings, log: Log): void {
  for (const note of new Set(findings.notes.splice(0))) log.line(note);
  for (const warning of findings.warnings) log.warnOnce(warning);
}
