import { formsOf } from "../base/secrets.js";
import { place } from "../base/errors.js";
import type { Findings } from "../base/findings.js";
import type { Inputs } from "../inputs/types.js";
import { manifestsOf, type Manifest } from "../project/manifest.js";
import { findInstalled, type Installed } from "../prefect/client.js";
import type { Log } from "../base/log.js";
import { tell } from "../report/report.js";
import { checkConfigTarget, takeBackEarlier } from "../settings/config-file.js";
import { childEnvironment } from "../settings/environment.js";
import { resolveRivals, type Resolved } from "../settings/rivals.js";
import { headersOf, readSources, type Sources } from "../settings/sources.js";
import type { DeployContext } from "./context.js";
import { Reports } from "../validate/check.js";
import { tidied } from "../validate/finding.js";
import { checkFiles, readFiles, type ReadProject } from "../validate/project.js";
import { findPythons, interpreterAt } from "../project/python/find.js";
import { withFlows } from "../validate/flows.js";
import type { Watch } from "../validate/types.js";

/** What the checked-out code says. */
export interface Project {
  readonly manifests: readonly Manifest[];
  readonly sources: Sources;
  readonly resolved: Resolved;
  /** Of the manifests, those in whose folders nothing changed (`changed-since`). */
  readonly leftOut: ReadonlySet<Manifest>;
  /** Undefined where it was not found: then the search is made again, for its error. */
  readonly installed: Installed | undefined;
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

/** Reads it, and checks it by the rules of the validation: all files, whatever is left out later. */
export async function readProject(inputs: Inputs, run: DeployContext): Promise<Omit<Project, "leftOut">> {
  const { log, findings, report, show, env, signal } = run;
  const directory = inputs.workingDirectory;
  // `uv run` may build the project: it sees no inputs, as nothing does that is started here.
  const own = new AbortController();
  const started = {
    ...{ cwd: directory, env: childEnvironment(env, {}) },
    signal: AbortSignal.any([signal, own.signal]),
  };
  const looking = findInstalled(inputs.prefectCommand, started);
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
  let read: ReadProject;
  try {
    read = readFiles(inputs, findings, run, { reports, watch });
  } catch (error) {
    own.abort(error);
    await looking.catch(() => undefined);
    throw error;
  }
  const installed = await looking;
  const interpreters = [
    ...(installed?.python ? [{ ...interpreterAt(installed.python, env), isClients: true }] : []),
    ...findPythons(env, [run.workspace, directory]),
  ];
  const context = await withFlows(read.context, env, watch, { interpreters, signal });
  const manifests = manifestsOf(context, env);
  tell(checkFiles({ ...read, context }, installed?.version, inputs.names, env), report, findings);
  // Here they are lines: a deploy is not a time for advice.
  for (const { what, fix, where } of findings.advice.splice(0)) {
    findings.note(`${where ? `${place(where)}: ` : ""}${what} ${fix}`);
  }
  for (const file of takeBackEarlier(directory, run.temp)) {
    log.line(`${show(file)} of an earlier step of this job was put back as it was before.`);
  }
  checkConfigTarget(inputs, show);
  const sources = readSources(env, { directory, workspace: run.workspace }, show, inputs.profile);
  log.mask(rivalSecrets(sources));
  const resolved = resolveRivals(inputs, sources, findings);
  say(findings, log);
  findings.stopOnProblems();
  log.line(`Working directory: ${show(directory) || "."}`);
  for (const { file, deployments } of manifests) log.line(`${file}: ${deployments.length} deployments`);
  return { manifests, sources, resolved, installed };
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
  for (const note of findings.notes.splice(0)) log.line(note);
  for (const warning of findings.warnings) log.warnOnce(warning);
}
