import { describeCredential } from "../credentials/credential.js";
import { findHeader } from "../credentials/headers.js";
import { SLASH, withoutEnd } from "../base/edges.js";
import type { Findings } from "../base/findings.js";
import type { Inputs } from "../inputs/types.js";
import { defaultUiUrl } from "../inputs/url.js";
import type { Probe, ProbedSettings } from "../prefect/probe.js";
import { quote } from "../base/quote.js";
import { dotted, SETTINGS, type SettingName } from "../base/setting-names.js";
import type { Resolved } from "./rivals.js";
import { nameOf, type Sources } from "./sources.js";

/** One line of what is in force, without secrets. */
export interface EffectiveSetting {
  readonly name: string;
  readonly value: string;
  readonly source: string;
}

/** What this action read of the settings, and what Prefect did. */
interface ReadSettings {
  readonly sources: Sources;
  /** What this action makes of them. */
  readonly resolved: Resolved;
  readonly probe: Probe;
}

/**
 * Holds what Prefect says is in force against what was asked for, and gives what to show. Pure.
 * Anything else than what was asked for is a problem: the CLI would deploy somewhere else, to a
 * temporary local server, or with another credential.
 */
export function checkEffective(inputs: Inputs, read: ReadSettings, findings: Findings): EffectiveSetting[] {
  const { resolved, sources, probe } = read;
  const { settings } = probe;
  const { prefectCommand } = inputs;
  const winner = (name: SettingName, value?: string): string => whoWon(name, value, prefectCommand, read);
  checkUrl(inputs, settings, winner, findings);
  checkAuthentication(inputs, probe, winner, findings);
  checkHeaders(resolved, probe, findings);
  checkCertificates(resolved, settings, winner, findings);
  if (!probe.throughGateway) {
    findings.problem(
      "Prefect's CLI would go past this step, straight to a server: it takes another API URL than the one that this step gives it.",
      `Look for what sets it in .env, in the profile and in \`${prefectCommand.join(" ")}\`, and take it out.`,
    );
  }
  if (inputs.profile !== undefined && settings.profile !== inputs.profile) {
    findings.problem(
      `\`profile\` is ${JSON.stringify(inputs.profile)}, which Prefect does not know; it took ${JSON.stringify(settings.profile ?? "none")} instead.`,
      `Known are: ${sources.profile?.known.join(", ") || "only Prefect's own (local, ephemeral)"}.`,
    );
  }
  return rows(inputs, resolved, settings, sources);
}

type Winner = (name: SettingName, value?: string) => string;

function checkUrl(inputs: Inputs, settings: ProbedSettings, winner: Winner, findings: Findings): void {
  const effective = withoutEnd(settings.api_url ?? "", SLASH);
  if (effective === inputs.apiUrl) return;
  const instead =
    effective === ""
      ? "no API URL at all, and would deploy to a temporary local server"
      : withoutUserinfo(effective);
  findings.problem(
    `Prefect would not deploy to ${inputs.apiUrl}: it has ${instead}. ${winner("apiUrl", settings.api_url ?? "")} won.`,
    "Take that setting out; this action gives the URL from `api-url`.",
  );
}

function checkAuthentication(inputs: Inputs, probe: Probe, winner: Winner, findings: Findings): void {
  const { settings, version } = probe;
  const { kind } = inputs.credential;
  if (kind === "basic" && !settings.auth_string_supported) {
    findings.problem(
      `Prefect ${version} cannot send Basic authentication: its client knows no auth string (it came with 3.1.8).`,
      "Install a newer client, of the server's version if you can; or let the gate accept a token and give it as `api-key`.",
    );
    return;
  }
  for (const [name, what, isAsAsked, isSet] of [
    ["authString", "auth string", settings.auth_string_as_asked, settings.auth_string_set],
    ["apiKey", "API key", settings.key_as_asked, settings.key_set],
  ] as const) {
    if (isAsAsked) continue;
    findings.problem(
      `Prefect would not send the authentication that was asked for (${kind}): its ${what} is ${isSet ? "another one" : "empty"}. ${winner(name)} won.`,
      "Take that setting out; this action gives the credential from its inputs.",
    );
  }
}

function checkCertificates(
  { caFile, skipVerify }: Resolved,
  settings: ProbedSettings,
  winner: Winner,
  findings: Findings,
): void {
  if (settings.tls_insecure_skip_verify && !skipVerify) {
    findings.problem(
      `Prefect would not check the server's certificate. ${winner("skipVerify")} won.`,
      "Take that setting out; only the input `tls-skip-verify` can switch the check off.",
    );
  }
  const effective = settings.ssl_cert_file ?? "";
  if (effective !== (caFile ?? "")) {
    findings.problem(
      `Prefect would believe the certificates in ${collection(effective)}, and not those in ${collection(caFile)}. ${winner("caFile", effective)} won.`,
      "Take that setting out; name the authority in `ca-certificate`.",
    );
  }
}

function collection(file: string | undefined): string {
  return file ? quote(file) : "its own collection";
}

function checkHeaders(resolved: Resolved, probe: Probe, findings: Findings): void {
  const { settings, version } = probe;
  const known = [...Object.keys(resolved.headers), ...resolved.unused].map((name) => name.toLowerCase());
  const foreign = settings.headers.filter((name) => !known.includes(name.toLowerCase()));
  if (foreign.length > 0) {
    findings.problem(
      `Prefect would also send ${foreign.join(", ")}, from a source of custom headers that this action does not know; a header such as Authorization or Host decides where the credential counts.`,
      `Take ${SETTINGS.customHeaders.env} or \`custom_headers\` out of the files and scripts of the job, and give the headers as \`headers\`.`,
    );
  }
  const lost = settings.headers_missing.filter((name) => Object.hasOwn(resolved.headers, name));
  if (lost.length > 0) {
    findings.problem(
      `Prefect ${version} would not send ${lost.join(", ")}: ${settings.headers.length === 0 ? "its client knows no custom headers (they came with 3.4.8)" : "another value is in force"}.`,
      "Install a newer client, of the server's version if you can.",
    );
  }
}

/** Which source has the value that won. */
function whoWon(
  name: SettingName,
  value: string | undefined,
  command: readonly string[],
  { sources, probe }: ReadSettings,
): string {
  if (probe.changedEnvironment.includes(SETTINGS[name].env)) {
    return `\`${command.join(" ")}\`, which sets ${SETTINGS[name].env} itself,`;
  }
  const found = sources.settings.find(
    (setting) => setting.name === name && (value === undefined || setting.value === value),
  );
  if (!found) return `An unknown source of ${dotted(name)}`;
  return found.where ? `${nameOf(found)} (${dotted(name)})` : found.from;
}

function rows(
  inputs: Inputs,
  { unused }: Resolved,
  settings: ProbedSettings,
  sources: Sources,
): EffectiveSetting[] {
  const { kind } = inputs.credential;
  const header = findHeader(inputs.headers, "authorization");
  const isDefaultUi = inputs.uiUrl === defaultUiUrl(inputs.apiUrl);
  const headers = settings.headers.filter((name) => !unused.includes(name)).join(", ") || "none";
  const certificates = settings.ssl_cert_file || "system defaults";
  const ofRunner = "active on this runner; URL and credential do not come from it";
  const told: readonly (readonly [name: string, value: string, source: string])[] = [
    ["API URL", withoutUserinfo(settings.api_url ?? "none"), "`api-url`"],
    ["UI URL", withoutUserinfo(settings.ui_url ?? "none"), isDefaultUi ? "from `api-url`" : "`ui-url`"],
    [
      "Authentication",
      header === undefined ? describeCredential(inputs.credential) : "header Authorization",
      kind === "none" && header === undefined ? "no credential was given" : "inputs",
    ],
    ["Custom headers", headers, headerSource(inputs, sources)],
    [
      "TLS certificates",
      settings.tls_insecure_skip_verify ? "NOT CHECKED" : certificates,
      certificateSource(inputs, settings, sources),
    ],
    ["Profile", settings.profile ?? "none", inputs.profile === undefined ? ofRunner : "`profile`"],
    ["Prompts", settings.prompt === false ? "off" : "on", "this action"],
  ];
  return told.map(([name, value, source]) => ({ name, value, source }));
}

function headerSource(inputs: Inputs, sources: Sources): string {
  const others = sources.settings
    .filter(({ name, value, checkedOut }) => name === "customHeaders" && value !== "{}" && !checkedOut)
    .map((setting) => setting.from);
  return (
    [...(Object.keys(inputs.headers).length > 0 ? ["`headers`"] : []), ...others].join(", ") || "default"
  );
}

function certificateSource(inputs: Inputs, settings: ProbedSettings, { settings: found }: Sources): string {
  if (settings.tls_insecure_skip_verify) {
    const switched = found.find(({ name }) => name === "skipVerify");
    return inputs.tls.skipVerify || !switched ? "`tls-skip-verify`" : nameOf(switched);
  }
  if (inputs.tls.caFile !== undefined) return "`ca-certificate`";
  const named = found.find(({ name, checkedOut }) => name === "caFile" && !checkedOut);
  return named && settings.ssl_cert_file ? nameOf(named) : "default";
}

function withoutUserinfo(url: string): string {
  const start = url.indexOf("//");
  const end = url.lastIndexOf("@");
  return start < 0 || end < start + 2 ? url : `${url.slice(0, start)}//***${url.slice(end)}`;
}
