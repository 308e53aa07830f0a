import type { Passed } from "../server/check.js";
import { findClient, quickTimeZones, type Client } from "../prefect/client.js";
import { probe, type Probe } from "../prefect/probe.js";
import { compareVersions, installLine } from "../base/version.js";
import { checkEffective } from "../settings/effective.js";
import { SETTINGS } from "../base/setting-names.js";
import type { RunContext } from "../base/run-context.js";
import type { DeployContext } from "./context.js";
import { say, type Work } from "./project.js";

/** Begins to ask the interpreter that runs the CLI, where it is known already; looked at by `checkClient`. */
export function startProbe(
  work: Work,
  serverVersion: Promise<string | undefined>,
  run: RunContext,
): Promise<Probe> | undefined {
  const { installed } = work.project;
  const probing = installed && ask(work, installed.client, serverVersion, run);
  probing?.catch(() => undefined);
  return probing;
}

function ask(
  { inputs, project, env, cliEnv }: Work,
  client: Client,
  serverVersion: Promise<string | undefined>,
  { signal }: RunContext,
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
  check: Work & { readonly server: Passed; readonly probing: Promise<Probe> | undefined },
  run: DeployContext,
): Promise<{ client: Client; probed: Probe }> {
  const { inputs, project, env, server, probing } = check;
  const { log, findings, report, signal } = run;
  const options = { cwd: inputs.workingDirectory, env, signal };
  const client =
    project.installed?.client ??
    (await findClient(inputs.prefectCommand, installLine(server.serverVersion), options));
  const version = Promise.resolve(server.serverVersion);
  const probed = await (probing ?? ask(check, client, version, run));
  report.clientVersion = probed.version;
  report.settings = checkEffective(inputs, { ...project, probe: probed }, findings);
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
