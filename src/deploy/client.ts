import type { Findings } from "../base/findings.js";
import type { Inputs } from "../inputs/inputs.js";
import type { Passed } from "../server/check.js";
import { findClient, quickTimeZones, type Client } from "../prefect/client.js";
import { probe, type Probe } from "../prefect/probe.js";
import { compareVersions, installLine } from "../base/version.js";
import type { RunReport } from "../report/report.js";
import { checkEffective } from "../settings/effective.js";
import { SETTINGS } from "../base/setting-names.js";
import type { Surroundings } from "../base/run-context.js";
import { say, type Project } from "./project.js";

interface Question {
  readonly inputs: Inputs;
  readonly project: Project;
  /** With the settings that were asked for, but for the secrets. */
  readonly env: NodeJS.ProcessEnv;
  /** What the CLI gets. */
  readonly cliEnv: NodeJS.ProcessEnv;
}

/** Begins to ask the interpreter that runs the CLI, where it is known already; looked at by `checkClient`. */
export function startProbe(
  { serverVersion, ...question }: Question & { readonly serverVersion: Promise<string | undefined> },
  around: Surroundings,
): Promise<Probe> | undefined {
  const { installed } = question.project;
  const probing = installed && ask(question, installed.client, serverVersion, around);
  probing?.catch(() => undefined);
  return probing;
}

function ask(
  { inputs, project, env, cliEnv }: Question,
  client: Client,
  serverVersion: Promise<string | undefined>,
  { signal }: Surroundings,
): Promise<Probe> {
  const { resolved, manifests, installed } = project;
  const quick = quickTimeZones(installed, env);
  const question = {
    expected: {
      api_url: inputs.apiUrl,
      auth_string: resolved.env[SETTINGS.authString.env] ?? "",
      api_key: resolved.env[SETTINGS.apiKey.env] ?? "",
      headers: JSON.parse(resolved.env[SETTINGS.customHeaders.env] ?? "{}") as Record<string, string>,
    },
    environment: resolved.env,
    gateway: cliEnv[SETTINGS.apiUrl.env] ?? "",
    files: manifests.map(({ path }) => path),
    steps: inputs.mode !== "plan",
  };
  return probe(client, question, serverVersion, {
    cwd: inputs.workingDirectory,
    env: { ...env, ...quick },
    signal,
  });
}

/** Proves that this Prefect would use what was asked for, and nothing else. */
export async function checkClient(
  check: Question & { readonly server: Passed; readonly probing: Promise<Probe> | undefined },
  report: RunReport,
  findings: Findings,
  around: Surroundings,
): Promise<{ client: Client; probed: Probe }> {
  const { inputs, project, env, server, probing } = check;
  const { log, signal } = around;
  const options = { cwd: inputs.workingDirectory, env, signal };
  const client =
    project.installed?.client ??
    (await findClient(inputs.prefectCommand, installLine(server.serverVersion), options));
  const version = Promise.resolve(server.serverVersion);
  const probed = await (probing ?? ask(check, client, version, around));
  report.clientVersion = probed.version;
  report.settings = checkEffective(inputs, project.resolved, project.sources, probed, findings);
  log.line(`Prefect ${probed.version}, run by ${probed.python}`);
  for (const { name, value, source } of report.settings) log.line(`${name}: ${value}  [${source}]`);
  if (compareVersions(probed.version, server.serverVersion) > 0) {
    findings.warning(
      `The client is Prefect ${probed.version}, newer than the server's ${server.serverVersion}; the server may not know what it sends.`,
      `Pin the client: ${installLine(server.serverVersion)}.`,
    );
  }
  say(findings, log);
  findings.stopOnProblems();
  return { client, probed };
}
