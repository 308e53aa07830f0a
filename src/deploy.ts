import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { completeInputs, lastingCredential } from "./credentials/complete.js";
import {
  authorization,
  authString,
  describeCredential,
  sentToken,
  type Credential,
} from "./credentials/credential.js";
import { readJwt } from "./credentials/jwt.js";
import { isAscii, secretForms } from "./credentials/secrets.js";
import { ActionError, place } from "./errors.js";
import type { Findings } from "./findings.js";
import type { Target } from "./http.js";
import type { AskedInputs, Inputs } from "./inputs.js";
import { joinProbe, runsSteps, type KnownDeployment } from "./manifest/candidates.js";
import { checkOwnVariables, checkSelected } from "./manifest/check.js";
import { checkWorkPools, namedPools } from "./manifest/work-pools.js";
import { manifestsOf, type Manifest } from "./manifest/manifest.js";
import { select } from "./manifest/select.js";
import type { DiagnosisContext } from "./preflight/types.js";
import { preflight, type Passed } from "./preflight/preflight.js";
import { PrefectApi } from "./prefect/api.js";
import { findClient, findInstalled, type Client } from "./prefect/client.js";
import { deployFiles } from "./deploy-files.js";
import { probe, type Probe } from "./prefect/probe.js";
import { compareVersions, installLine } from "./prefect/version.js";
import type { Log } from "./report/log.js";
import type { RunReport } from "./report/report.js";
import { checkConfigTarget, configContents, takeBackEarlier, writeConfig } from "./settings/config-file.js";
import { checkEffective } from "./settings/effective.js";
import { childEnvironment } from "./settings/environment.js";
import { SETTINGS } from "./settings/names.js";
import { resolveRivals, type Resolved } from "./settings/rivals.js";
import { headersOf, readSources, type Sources } from "./settings/sources.js";
import type { Surroundings } from "./surroundings.js";
import { checkProject, say as sayFindings } from "./validate.js";
import { gatewayEnvironment, startGateway } from "./transaction/gateway.js";

/**
 * The whole job, from inputs to deployments on the server. Nothing is written to the server before
 * everything that can be checked has been checked.
 *
 * @param report filled in on the way, so that it can be shown wherever this stops
 * @param findings takes what is said on the way
 * @throws ActionError, or the signal's reason
 */
export async function deploy(
  asked: AskedInputs,
  report: RunReport,
  findings: Findings,
  around: Surroundings,
): Promise<void> {
  const { log } = around;
  const inputs = await completeInputs(asked, findings, around);
  const project = await log.group("Read the settings and the prefect files", () =>
    readProject(inputs, report, findings, around),
  );
  const { manifests, sources, resolved } = project;
  const target = targetOf(inputs, resolved, around.env);
  const server = await log.group("Check the server", () =>
    checkServer(inputs, target, resolved, report, around),
  );
  const env = childEnvironment(around.env, resolved.env);
  const { client, probed } = await log.group("Check the Prefect client", () =>
    checkClient({ ...project, inputs, env, server }, report, findings, around),
  );
  const api = new PrefectApi(target, server.csrf, around.signal);
  // With a gateway the CLI gets another URL in the end, which must not be stored anywhere either.
  const decided = inputs.tls.client ? { ...resolved.env, [SETTINGS.apiUrl.env]: "" } : resolved.env;
  const selected = await log.group("Select the deployments", () =>
    selectDeployments({ inputs, manifests, probed, env, api, decided }, findings, around),
  );
  // A build step may copy the whole directory into an image: then the credential must not be there yet.
  const copiesFiles = selected.some(runsSteps);
  const credential = await lastingCredential(asked, inputs, around);
  const current: Inputs = { ...inputs, credential };
  const fresh = credential === inputs.credential ? target : targetOf(current, resolved, around.env);
  if (!copiesFiles) await writeSettings(current, sources, report, around);
  await withGateway(current, fresh, { ...env, ...bearer(credential) }, log, (cliEnv) => {
    const reading = new PrefectApi(fresh, server.csrf, around.signal);
    const job = { inputs: current, client, env: cliEnv, api: reading, selected, files: probed.files };
    return deployFiles(job, report, around);
  });
  if (copiesFiles) await writeSettings(current, sources, report, around);
}

function bearer(credential: Credential): Record<string, string> {
  return credential.kind === "bearer" ? { [SETTINGS.apiKey.env]: credential.token } : {};
}

/** Gives `work` the environment with which Prefect's client reaches the server: by a gateway where it needs one. */
async function withGateway(
  inputs: Inputs,
  target: Target,
  env: NodeJS.ProcessEnv,
  log: Log,
  work: (env: NodeJS.ProcessEnv) => Promise<void>,
): Promise<void> {
  if (!inputs.tls.client) {
    await work(env);
    return;
  }
  const gateway = await startGateway(target, {
    trouble: (line) => {
      log.line(line);
    },
  });
  try {
    await work({ ...env, ...gatewayEnvironment(gateway, inputs.uiUrl, env) });
  } finally {
    await gateway.close();
  }
}

interface Project {
  readonly manifests: readonly Manifest[];
  readonly sources: Sources;
  readonly resolved: Resolved;
  /** Undefined where it was not found: then the search is made again, for its error. */
  readonly client: Client | undefined;
}

/** Reads what the checked-out code says. */
async function readProject(
  inputs: Inputs,
  report: RunReport,
  findings: Findings,
  around: Surroundings,
): Promise<Project> {
  const { log, show, env, signal } = around;
  const directory = inputs.workingDirectory;
  // `uv run` may build the project: it sees no inputs, as nothing does that is started here.
  const started = { cwd: directory, env: childEnvironment(env, {}), signal };
  const installed = await findInstalled(inputs.prefectCommand, started);
  const { context } = checkProject(inputs, report, findings, { ...around, version: installed?.version });
  sayFindings(report.findings ?? [], findings);
  // Here they are lines: a deploy is no time for advice.
  for (const { what, mend, where } of findings.advice.splice(0)) {
    findings.note(`${where ? `${place(where)}: ` : ""}${what} ${mend}`);
  }
  for (const file of takeBackEarlier(directory, around.temp)) {
    log.line(`${show(file)} of an earlier step of this job was put back as it was before.`);
  }
  checkConfigTarget(inputs, show);
  const sources = readSources(env, directory, show, inputs.profile);
  log.mask(rivalSecrets(sources));
  const resolved = resolveRivals(inputs, sources, findings);
  const manifests = manifestsOf(context);
  say(findings, log);
  findings.stopOnProblems();
  log.line(`Working directory: ${show(directory) || "."}`);
  for (const { file, deployments } of manifests) log.line(`${file}: ${deployments.length} deployments`);
  return { manifests, sources, resolved, client: installed?.client };
}

/** The settings file, for this step and for later ones of the job. The CLI itself has all of it by environment. */
async function writeSettings(
  inputs: Inputs,
  sources: Sources,
  report: RunReport,
  { log, show, temp, remember }: Surroundings,
): Promise<void> {
  const record = writeConfig(inputs, sources, temp, show, remember);
  if (!record) return;
  const file = show(record.file);
  report.configFile = file;
  await log.group(`Write ${file}`, () => {
    log.line("Readable by this user only (mode 0600).");
    log.line(
      inputs.keepConfig
        ? `It stays for later steps (keep-config) and holds: ${configContents(inputs, sources).join(", ")}.`
        : "It is put back as it was at the end of the job.",
    );
  });
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
    return secretForms({ values, username: "", password: "", headers: "" });
  });
}

async function checkServer(
  inputs: Inputs,
  target: Target,
  resolved: Resolved,
  report: RunReport,
  around: Surroundings,
): Promise<Passed> {
  const { log, signal, deadline } = around;
  log.line(`${inputs.apiUrl}, authentication: ${describeCredential(inputs.credential)}`);
  const context = {
    apiUrl: inputs.apiUrl,
    credential: inputs.credential.kind,
    headerNames: Object.keys(resolved.headers),
    clientCertificate: inputs.tls.client !== undefined,
    outsideAscii: inputs.credential.kind === "basic" && !isAscii(authString(inputs.credential)),
    ...tokenOf(inputs),
  };
  const started = Date.now();
  const passed = await preflight(target, context, {
    retries: inputs.retries,
    deadline,
    signal,
    progress: (line) => {
      log.line(line);
    },
  });
  report.serverVersion = passed.serverVersion;
  if (passed.csrf) log.mask([passed.csrf.token]);
  log.line(`Prefect ${passed.serverVersion} answered (${Date.now() - started} ms).`);
  return passed;
}

function tokenOf({ credential, headers }: Inputs): Pick<DiagnosisContext, "token"> {
  const sent = sentToken(credential, headers);
  if (!sent) return {};
  const jwt = readJwt(sent.token);
  return { token: { from: sent.from, ...(jwt ? { jwt } : {}) } };
}

/** Goes the way that Prefect's client goes: the same certificates, the same HTTP proxy. */
function targetOf(inputs: Inputs, resolved: Resolved, env: NodeJS.ProcessEnv): Target {
  const header = authorization(inputs.credential);
  const ca =
    inputs.tls.ca ??
    (resolved.caFile === undefined ? undefined : readCa(resolved.caFile, inputs.workingDirectory));
  return {
    apiUrl: inputs.apiUrl,
    headers: { ...resolved.headers, ...(header === undefined ? {} : { Authorization: header }) },
    tls: {
      skipVerify: resolved.skipVerify,
      ...(ca === undefined ? {} : { ca }),
      ...(inputs.tls.client ? { client: inputs.tls.client } : {}),
    },
    proxyEnv: env,
  };
}

/** Prefect itself ends in a bare FileNotFoundError. */
function readCa(file: string, directory: string): string {
  try {
    return readFileSync(resolve(directory, file), "utf8");
  } catch (error) {
    throw new ActionError({
      what: `${SETTINGS.caFile.env} or SSL_CERT_FILE names ${file}, which cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown error"}).`,
      mend: "Correct the path, or write the certificate there in a step before.",
    });
  }
}

interface ClientCheck extends Project {
  readonly inputs: Inputs;
  readonly env: NodeJS.ProcessEnv;
  readonly server: Passed;
}

async function checkClient(
  check: ClientCheck,
  report: RunReport,
  findings: Findings,
  around: Surroundings,
): Promise<{ client: Client; probed: Probe }> {
  const { inputs, resolved, sources, env, manifests, server } = check;
  const { log, signal } = around;
  const options = { cwd: inputs.workingDirectory, env, signal };
  const client =
    check.client ?? (await findClient(inputs.prefectCommand, installLine(server.serverVersion), options));
  const question = {
    expected: {
      api_url: inputs.apiUrl,
      auth_string: resolved.env[SETTINGS.authString.env] ?? "",
      api_key: resolved.env[SETTINGS.apiKey.env] ?? "",
      headers: resolved.headers,
    },
    environment: resolved.env,
    files: manifests.map(({ path }) => path),
  };
  const probed = await probe(client, question, server.serverVersion, options);
  report.clientVersion = probed.version;
  report.settings = checkEffective(inputs, resolved, sources, probed, findings);
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

interface Selection {
  readonly inputs: Inputs;
  readonly manifests: readonly Manifest[];
  readonly probed: Probe;
  readonly env: NodeJS.ProcessEnv;
  readonly api: PrefectApi;
  /** The variables that this action gives the CLI. */
  readonly decided: Readonly<Record<string, string>>;
}

async function selectDeployments(
  { inputs, manifests, probed, env, api, decided }: Selection,
  findings: Findings,
  around: Surroundings,
): Promise<KnownDeployment[]> {
  const { log, show } = around;
  const candidates = joinProbe(manifests, probed.files, env, (path) =>
    show(resolve(inputs.workingDirectory, path)),
  );
  const selected = select(candidates, inputs.names, findings);
  checkSelected(selected, manifests, probed.files, probed.version, findings);
  checkOwnVariables(selected, decided, around.env, findings);
  const onServer = await api.workPools(namedPools(selected, env));
  checkWorkPools(selected, onServer, probed.settings.default_work_pool, env, findings);
  say(findings, log);
  findings.stopOnProblems();
  log.line(
    `${selected.length} of ${candidates.length} deployments${inputs.names.length > 0 ? ` (names: ${inputs.names.join(", ")})` : ""}:`,
  );
  for (const { flow, flowNames, name } of selected)
    log.line(`  ${flow ?? flowNames[0] ?? "?"}/${name ?? ""}`);
  return selected;
}

/** Hands what was found so far to the log; each thing once. Problems are shown at the end. */
function say(findings: Findings, log: Log): void {
  for (const note of findings.notes.splice(0)) log.line(note);
  for (const warning of findings.warnings) log.warnOnce(warning);
}
