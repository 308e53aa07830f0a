import { asSettings } from "../credentials/credential.js";
import { findHeader, isReserved, setHeader, unsendable } from "../credentials/headers.js";
import type { Findings } from "../base/findings.js";
import { shortened } from "../base/shortened.js";
import type { Inputs } from "../inputs/types.js";
import { dotted, SETTING_NAMES, SETTINGS, type SettingName } from "../base/setting-names.js";
import { headersOf, nameOf, trustedCaFile, type FoundSetting, type Sources } from "./sources.js";

/** What the other sources add to what the inputs say. Secrets inside, but for `env`. */
export interface Resolved {
  /**
   * For a child's environment: what beats every other source. No child gets a secret, only {@link STAND_IN} where one
   * is: a checked-out file can run code in each of them (`sitecustomize.py`, a build of the project, a plugin).
   */
  readonly env: Readonly<Record<string, string>>;
  /** Sent with every request: of the inputs, of the job's environment, and of a profile of this machine. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names of headers of checked-out files: Prefect's client sends them, and the gateway does not pass them on. */
  readonly unused: readonly string[];
  readonly caFile: string | undefined;
  readonly skipVerify: boolean;
}

/** In place of a secret: that Prefect would take what was asked for can be seen by it, too. */
export const STAND_IN = "kept-by-the-gateway";

/**
 * Decides what is in force, and reports every rival: nothing but the inputs and the job's own environment decides where
 * the credential goes, who is believed there, and what is sent with it. Pure.
 *
 * A variable in the child's environment beats every file and profile, and an empty one counts as
 * unset for authentication (measured on 3.4.14 and 3.8.8). Custom headers are the exception: Prefect
 * merges them from all sources, so one from a file can be replaced but not removed.
 */
export function resolveRivals(inputs: Inputs, sources: Sources, findings: Findings): Resolved {
  const asked = askedSettings(inputs);
  const caFile = inputs.tls.caFile ?? trustedCaFile(sources);
  for (const setting of sources.settings) reportRival(setting, asked, caFile, findings);
  const { headers, unused } = mergeHeaders(inputs, sources, findings);
  const { credential } = inputs;
  const env: Record<SettingName, string> = {
    ...asked,
    apiKey: credential.kind === "bearer" ? STAND_IN : "",
    authString: credential.kind === "basic" ? `${STAND_IN}:${STAND_IN}` : "",
    // Empty: Prefect takes the usual ones, whatever a file says.
    caFile: caFile ?? "",
    // `{}` where there are none.
    customHeaders: JSON.stringify(Object.fromEntries(Object.keys(headers).map((name) => [name, STAND_IN]))),
    prompt: "false",
  };
  return {
    env: {
      ...Object.fromEntries(SETTING_NAMES.map((name) => [SETTINGS[name].env, env[name]])),
      ...(inputs.profile === undefined ? {} : { PREFECT_PROFILE: inputs.profile }),
    },
    headers,
    unused,
    caFile,
    skipVerify: inputs.tls.skipVerify,
  };
}

type Asked = Record<"apiUrl" | "apiKey" | "authString" | "uiUrl" | "skipVerify", string> &
  Partial<Record<SettingName, string>>;

/** The settings that the inputs decide alone. Empty: must not be in force. */
function askedSettings(inputs: Inputs): Asked {
  return {
    ...{ apiUrl: inputs.apiUrl, apiKey: "", authString: "", ...asSettings(inputs.credential) },
    uiUrl: inputs.uiUrl,
    skipVerify: String(inputs.tls.skipVerify),
    ...(inputs.tls.caFile === undefined ? {} : { caFile: inputs.tls.caFile }),
  };
}

/** One line for each setting that another source holds and that is not what was asked for. */
function reportRival(
  setting: FoundSetting,
  asked: Asked,
  caFile: string | undefined,
  findings: Findings,
): void {
  const wanted = asked[setting.name];
  if (setting.name === "caFile" && setting.checkedOut && wanted === undefined) {
    // Nobody knows a value that is undefined.
    const isOther = setting.value === undefined || setting.value !== caFile;
    const isRival = setting.value !== "" && isOther && asked.skipVerify === "false";
    if (isRival) warnOfCa(setting, findings);
    return;
  }
  if (wanted === undefined || setting.name === "uiUrl" || setting.value === wanted || setting.value === "")
    return;
  if (setting.name === "skipVerify") {
    if ((setting.value === undefined || isTrue(setting.value)) && wanted === "false") {
      findings.warning(
        `${dotted(setting.name)} from ${setting.from} is not used: the server's certificate is checked all the same.`,
        "Name the private authority in `ca-certificate`; only the input `tls-skip-verify` can switch the check off.",
        setting.where,
      );
    }
    return;
  }
  const place = nameOf(setting);
  const what = setting.kind === "profile" ? `${place} (${setting.from})` : place;
  findings.note(
    setting.name === "apiUrl"
      ? `${dotted(setting.name)} from ${what} is overruled by \`api-url\`.`
      : `${dotted(setting.name)} from ${what} is not used: ${wanted === "" ? "blanked" : "replaced by the input"} for this step.`,
  );
}

/** Who names it decides who gets the credential: a man in the middle, with a certificate of their own authority. */
function warnOfCa({ name, from, where }: FoundSetting, findings: Findings): void {
  findings.warning(
    `${dotted(name)} from ${from} is not used: a checked-out file must not decide whose certificates are believed.`,
    `Give the authority's certificate as \`ca-certificate\`, or name its file in the job's own environment (${SETTINGS.caFile.env}).`,
    where,
  );
}

function mergeHeaders(
  inputs: Inputs,
  { settings }: Sources,
  findings: Findings,
): Pick<Resolved, "headers" | "unused"> {
  const merged: Record<string, string> = {};
  const found = settings.filter(({ name }) => name === "customHeaders").reverse();
  const usable = (setting: FoundSetting): (readonly [string, string])[] =>
    Object.entries(headersOf(setting)).filter(([name, value]) => isUsable(name, value, setting, findings));
  for (const setting of found.filter(({ checkedOut }) => !checkedOut)) {
    const sent = usable(setting);
    for (const [name, value] of sent) setHeader(merged, name, value);
    if (sent.length > 0)
      findings.note(`Also sent, from ${setting.from}: ${sent.map(([name]) => name).join(", ")}.`);
  }
  for (const [name, value] of Object.entries(inputs.headers)) setHeader(merged, name, value);
  const unused = found
    .filter(({ checkedOut }) => checkedOut)
    .flatMap((setting) => {
      const names = usable(setting).map(([name]) => name);
      const left = names.filter((name) => findHeader(merged, name) === undefined);
      if (left.length > 0) warnOfHeaders(left, setting, findings);
      return left;
    });
  return { headers: merged, unused };
}

/** A file may have many, and long ones. */
function shown(names: readonly string[]): string {
  const first = names.slice(0, 20).map((name) => shortened(name, 60));
  return [...first, ...(names.length > 20 ? [`${names.length - 20} more`] : [])].join(", ");
}

/**
 * All of them, and not only those that are known to say who somebody is (`Cookie`, `X-Forwarded-User`): what a gate makes
 * of a header is its own affair, and some choose another method or path (`X-HTTP-Method-Override`, `X-Original-URL`).
 */
function warnOfHeaders(names: readonly string[], { from, where }: FoundSetting, findings: Findings): void {
  findings.warning(
    `The custom headers of ${from} are not sent (${shown(names)}): a checked-out file must not decide as whom, or for what, a request counts.`,
    "Give what the gate needs as `headers`, and take them out there.",
    where,
  );
}

/** Whether a custom header of another source may be sent; says why where it may not. */
function isUsable(name: string, value: string, setting: FoundSetting, findings: Findings): boolean {
  const why = unsendable(name, value);
  if (why !== undefined) {
    // The name is not shown: it can hold line ends, and anything else.
    findings.problem(
      `The custom headers of ${setting.from} hold ${why}.`,
      "Fix it there; Prefect's client would end in an error.",
      setting.where,
    );
    return false;
  }
  const credential = name.toLowerCase() === "authorization";
  if (!isReserved(name) && (!credential || setting.checkedOut)) return true;
  if (setting.kind === "environment") {
    findings.note(
      `${name} in ${setting.from} is not used: ${credential ? "the credential comes from the inputs" : "it is set by HTTP or by Prefect itself"}.`,
    );
  } else if (credential) {
    findings.problem(
      `The custom headers of ${setting.from} hold ${name}. It would replace the credential on every request, and Prefect merges headers from all sources, so that it cannot be blanked.`,
      "Take it out there, and give the credential as an input of this step.",
      setting.where,
    );
  } else {
    // Host, for one, would send the credential to another site behind the same gate.
    findings.problem(
      `The custom headers of ${setting.from} hold ${name}, which is set by HTTP or by Prefect itself.`,
      "Take it out there.",
      setting.where,
    );
  }
  return false;
}

function isTrue(value: unknown): boolean {
  return (
    value === true ||
    value === 1 ||
    (typeof value === "string" && ["1", "true", "t", "yes", "y", "on"].includes(value.toLowerCase()))
  );
}
