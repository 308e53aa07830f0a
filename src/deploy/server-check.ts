import { resolve } from "node:path";
import { authorization, authString, describeCredential, sentToken } from "../credentials/credential.js";
import { readJwt } from "../credentials/jwt.js";
import { formsOf, isAscii } from "../base/secrets.js";
import { ActionError, type Problem } from "../base/errors.js";
import { compareVersions } from "../base/version.js";
import { findHeader } from "../credentials/headers.js";
import type { Target } from "../base/http.js";
import { checkProxies } from "../base/proxy.js";
import type { Inputs } from "../inputs/types.js";
import { NotRead, readRegularFile } from "../base/project-files.js";
import { preflight, type Passed } from "../server/check.js";
import type { DiagnosisContext } from "../server/diagnosis/types.js";
import { SETTINGS } from "../base/setting-names.js";
import type { Resolved } from "../settings/rivals.js";
import type { RunContext } from "../base/run-context.js";

/** Goes the way that Prefect's client would go: the same certificates, the same HTTP proxy. */
export function targetOf(inputs: Inputs, resolved: Resolved, env: NodeJS.ProcessEnv): Target {
  checkProxies(env);
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
    return readRegularFile(resolve(directory, file)).toString("utf8");
  } catch (error) {
    if (!(error instanceof NotRead)) throw error;
    throw new ActionError({
      what: `${SETTINGS.caFile.env} or SSL_CERT_FILE names ${file}, which cannot be read (${error.brief}).`,
      fix: "Correct the path, or write the certificate there in a step before.",
    });
  }
}

/** What a diagnosis has to know of it. */
export function contextOf(inputs: Inputs, resolved: Resolved): DiagnosisContext {
  const sent = sentToken(inputs.credential, inputs.headers);
  const jwt = sent && readJwt(sent.token);
  return {
    apiUrl: inputs.apiUrl,
    credential: inputs.credential.kind,
    headerNames: Object.keys(resolved.headers),
    clientCertificate: inputs.tls.client !== undefined,
    outsideAscii: inputs.credential.kind === "basic" && !isAscii(authString(inputs.credential)),
    ...(sent ? { token: { from: sent.from, ...(jwt ? { jwt } : {}) } } : {}),
  };
}

interface ServerCheck {
  readonly inputs: Inputs;
  readonly target: Target;
  readonly context: DiagnosisContext;
}

/** Proves that Prefect answers there, and takes the credential. */
export async function checkServer(
  { inputs, target, context }: ServerCheck,
  say: (line: string) => void,
  { signal, deadline, log, findings }: RunContext,
): Promise<Passed> {
  say(`${inputs.apiUrl}, authentication: ${describeCredential(inputs.credential)}`);
  const started = Date.now();
  const passed = await preflight(target, context, {
    retries: inputs.retries,
    deadline,
    signal,
    progress: say,
  });
  if (passed.csrf) log.mask(formsOf([passed.csrf.token]));
  say(`Prefect ${passed.serverVersion} answered (${Date.now() - started} ms).`);
  const weak = weakAuthString(passed.serverVersion, target);
  if (weak) findings.warning(weak.what, weak.fix);
  return passed;
}

/**
 * Measured with 3.2.15 and 3.4.14: without the auth string, `GET /variables/name/my_health` is answered in full, and so
 * is any GET with the header `Host: x/health?`. 3.6.29 refuses both. By their sources 3.6.21 answers both and 3.6.22
 * neither. 3.1.13 to 3.2.0 have only the second, for any method; before that nothing is exempt. /health and /ready themselves answer
 * everyone, as they should. Only where Basic was sent can the auth string be what protects the server.
 */
export function weakAuthString(
  serverVersion: string,
  { headers }: Pick<Target, "headers">,
): Problem | undefined {
  const name = findHeader(headers, "authorization");
  const isBasic = name !== undefined && /^basic /i.test(headers[name] ?? "");
  const isWeak = compareVersions(serverVersion, "3.1.13") >= 0 && compareVersions(serverVersion, FIXED) < 0;
  if (!isBasic || !isWeak) return undefined;
  const open =
    compareVersions(serverVersion, "3.2.15") < 0
      ? "any with a forged Host header"
      : "a GET with a forged Host header, and a GET whose path ends in health or ready, such as that of a variable with such a name";
  return {
    what: `Prefect ${serverVersion} on the server answers some requests without its auth string (PREFECT_SERVER_API_AUTH_STRING): ${open}.`,
    fix: `Upgrade the server to ${FIXED} or later, or let a gate before it ask for the password, on paths that end in /health and /ready too; where a gate does so already, nothing is open.`,
  };
}

const FIXED = "3.6.22";
