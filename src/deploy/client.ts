import { availableParallelism } from "node:os";
import type { Passed } from "../server/check.js";
import { Permits } from "../base/permits.js";
import { findClient, quickTimeZones, type Client } from "../prefect/client.js";
import { probe, type Probe, type ProbedFile } from "../prefect/probe.js";
import { compareVersions, installLine } from "../base/version.js";
import { checkEffective } from "../settings/effective.js";
import { SETTINGS } from "../base/setting-names.js";
import type { Manifest } from "../project/manifest.js";
import type { RunContext } from "../base/run-context.js";
import type { DeployContext } from "./context.js";
import { say, type Work } from "./project.js";
import type { Site } from "./sites.js";

/** A site whose client has been asked. */
export interface AskedSite {
  readonly site: Site;
  readonly client: Client;
  readonly probe: Probe;
}

/** A prefect file as the client that deploys it reads it. */
export interface AskedFile {
  readonly manifest: Manifest;
  readonly file: ProbedFile;
  readonly from: AskedSite;
}

/** By site: what its client is being asked. */
export type Probing = ReadonlyMap<Site, Promise<Probe>>;

/** Begins to ask the interpreters that run the CLI, where they are known already; looked at by `checkClients`. */
export function startProbes(
  work: Work,
  serverVersion: Promise<string | undefined>,
  run: RunContext,
): Probing {
  const permits = new Permits(availableParallelism());
  const alone = new Permits(1);
  const known = work.project.sites.flatMap((site) =>
    site.installed ? [{ site, installed: site.installed }] : [],
  );
  return new Map(
    known.map(({ site, installed: { client } }) => {
      const probing = (site.isContested ? alone : permits).use(() =>
        ask(work, { site, client, serverVersion }, run),
      );
      probing.catch(() => undefined);
      return [site, probing];
    }),
  );
}

interface Asked {
  readonly site: Site;
  readonly client: Client;
  readonly serverVersion: Promise<string | undefined>;
}

function ask(
  { inputs, project, env, cliEnv }: Work,
  { site, client, serverVersion }: Asked,
  { signal }: RunContext,
): Promise<Probe> {
  const { resolved } = project;
  const quick = quickTimeZones(site.installed, env);
  const question = {
    expected: {
      api_url: inputs.apiUrl,
      auth_string: resolved.env[SETTINGS.authString.env] ?? "",
      api_key: resolved.env[SETTINGS.apiKey.env] ?? "",
      headers: JSON.parse(resolved.env[SETTINGS.customHeaders.env] ?? "{}") as Record<string, string>,
    },
    environment: resolved.env,
    gateway: cliEnv[SETTINGS.apiUrl.env] ?? "",
    home: site.home,
    files: site.manifests.map(({ path, directory }) => ({ path, directory })),
    steps: inputs.mode !== "plan",
  };
  return probe(client, question, serverVersion, {
    cwd: inputs.workingDirectory,
    env: { ...env, ...quick },
    signal,
  });
}

interface ClientCheck extends Work {
  readonly server: Passed;
  readonly probing: Probing;
}

/**
 * Proves that each Prefect would use what was asked for, and nothing else.
 *
 * @returns also the prefect files that are not left out, in the order of the manifests
 */
export async function checkClients(
  check: ClientCheck,
  run: DeployContext,
): Promise<{ readonly asked: readonly AskedSite[]; readonly files: readonly AskedFile[] }> {
  const { inputs, project } = check;
  const { log, findings, report } = run;
  const asked: AskedSite[] = [];
  for (const site of project.sites) asked.push(await askedSite(site, check, run));
  const settings = asked.map(({ site, probe: told }) =>
    checkEffective(inputs, { ...site, probe: told }, findings),
  );
  // They are the same for all that is checked here.
  report.settings = settings[0] ?? report.settings;
  tellClients(asked, check, run);
  for (const { name, value, source } of report.settings) log.line(`${name}: ${value}  [${source}]`);
  say(findings, log);
  findings.stopOnProblems();
  const files = new Map(
    asked.flatMap((from) =>
      from.site.manifests.flatMap((manifest, index) => {
        const file = from.probe.files[index];
        return file ? [[manifest, { manifest, file, from }] as const] : [];
      }),
    ),
  );
  return { asked, files: project.manifests.flatMap((manifest) => files.get(manifest) ?? []) };
}

async function askedSite(site: Site, check: ClientCheck, run: DeployContext): Promise<AskedSite> {
  const { env, server, probing } = check;
  const options = { cwd: check.inputs.workingDirectory, env, signal: run.signal };
  const client =
    site.installed?.client ?? (await findClient(site.command, installLine(server.serverVersion), options));
  const serverVersion = Promise.resolve(server.serverVersion);
  const told = await (probing.get(site) ?? ask(check, { site, client, serverVersion }, run));
  return { site, client, probe: told };
}

function tellClients(
  asked: readonly AskedSite[],
  { server }: ClientCheck,
  { log, findings, report }: DeployContext,
): void {
  const versions = [...new Set(asked.map(({ probe: { version } }) => version))];
  report.clientVersion = versions.join(", ");
  const clients = new Set(
    asked.map(({ probe: { version, python } }) => `Prefect ${version}, run by ${python}`),
  );
  for (const line of clients) log.line(line);
  for (const version of versions.filter((one) => compareVersions(one, server.serverVersion) > 0)) {
    findings.warning(
      `The client is Prefect ${version}, newer than the server's ${server.serverVersion}; the server may not know what it sends.`,
      `Pin the client: ${installLine(server.serverVersion)}.`,
    );
  }
}
