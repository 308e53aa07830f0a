import { isReserved, setHeader, unsendable } from "../credentials/headers.js";
import type { Findings } from "../findings.js";
import type { Inputs } from "../inputs.js";
import { dotted, SETTINGS, type SettingName } from "./names.js";
import { headersOf, type FoundSetting, type Sources } from "./sources.js";

/** What the other sources add to what the inputs say. Secrets inside. */
export interface Resolved {
  /** For the child's environment: what beats every other source. */
  readonly env: Readonly<Record<string, string>>;
  /** Inputs and other sources merged, as Prefect merges them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly caFile: string | undefined;
  readonly skipVerify: boolean;
}

/**
 * Decides what is in force, and reports every rival: nothing but the inputs decides where the
 * credential goes. Pure.
 *
 * A variable in the child's environment beats every file and profile, and an empty one counts as
 * unset for authentication (measured on 3.4.14 and 3.8.8). Custom headers are the exception: Prefect
 * merges them from all sources, so one from a file can be replaced but not removed.
 */
export function resolveRivals(inputs: Inputs, sources: Sources, findings: Findings): Resolved {
  const asked = askedSettings(inputs);
  for (const setting of sources.settings) reportRival(setting, asked, findings);
  const headers = mergeHeaders(inputs, sources, findings);
  const strongest = (name: SettingName): unknown =>
    sources.settings.find((setting) => setting.name === name)?.value;
  const caFile = inputs.tls.caFile ?? strongest("caFile");
  return {
    env: {
      ...Object.fromEntries(
        Object.entries(asked).map(([name, value]) => [SETTINGS[name as SettingName].env, value]),
      ),
      // Always set, so that what the environment held before is gone; `{}` where there are none.
      [SETTINGS.customHeaders.env]: JSON.stringify(headers),
      [SETTINGS.prompt.env]: "false",
      ...(inputs.profile === undefined ? {} : { PREFECT_PROFILE: inputs.profile }),
    },
    headers,
    caFile: typeof caFile === "string" && caFile !== "" ? caFile : undefined,
    skipVerify: inputs.tls.skipVerify,
  };
}

/** The settings that the inputs decide alone. Empty: must not be in force. */
function askedSettings(inputs: Inputs): Partial<Record<SettingName, string>> {
  const { credential } = inputs;
  return {
    apiUrl: inputs.apiUrl,
    apiKey: credential.kind === "bearer" ? credential.token : "",
    authString: credential.kind === "basic" ? `${credential.user}:${credential.password}` : "",
    uiUrl: inputs.uiUrl,
    skipVerify: String(inputs.tls.skipVerify),
    ...(inputs.tls.caFile === undefined ? {} : { caFile: inputs.tls.caFile }),
  };
}

/** One line for each setting that another source holds and that is not what was asked for. */
function reportRival(
  setting: FoundSetting,
  asked: Partial<Record<SettingName, string>>,
  findings: Findings,
): void {
  const wanted = asked[setting.name];
  if (wanted === undefined || setting.name === "uiUrl" || setting.value === wanted || setting.value === "")
    return;
  if (setting.name === "skipVerify") {
    if (isTrue(setting.value) && wanted === "false") {
      findings.warning(
        `${dotted(setting.name)} from ${setting.from} is not used: the server's certificate is checked all the same.`,
        "Name the private authority in `ca-certificate`; only the input `tls-skip-verify` can switch the check off.",
        setting.where,
      );
    }
    return;
  }
  const place = setting.where ? `${setting.where.file}:${setting.where.line ?? 1}` : setting.from;
  const what = setting.kind === "profile" ? `${place} (${setting.from})` : place;
  findings.note(
    setting.name === "apiUrl"
      ? `${dotted(setting.name)} from ${what} is overruled by \`api-url\`.`
      : `${dotted(setting.name)} from ${what} is not used: ${wanted === "" ? "blanked" : "replaced by the input"} for this step.`,
  );
}

function mergeHeaders(inputs: Inputs, sources: Sources, findings: Findings): Record<string, string> {
  const merged: Record<string, string> = {};
  for (const setting of sources.settings.filter(({ name }) => name === "customHeaders").reverse()) {
    const sent: string[] = [];
    for (const [name, value] of Object.entries(headersOf(setting))) {
      if (!isUsable(name, value, setting, findings)) continue;
      setHeader(merged, name, value);
      sent.push(name);
    }
    if (sent.length > 0) findings.note(`Also sent, from ${setting.from}: ${sent.join(", ")}.`);
  }
  for (const [name, value] of Object.entries(inputs.headers)) setHeader(merged, name, value);
  return merged;
}

/** Whether a custom header of another source may be sent; says why where it may not. */
function isUsable(name: string, value: string, setting: FoundSetting, findings: Findings): boolean {
  const why = unsendable(name, value);
  if (why !== undefined) {
    // The name is not shown: it can hold line ends, and anything else.
    findings.problem(
      `The custom headers of ${setting.from} hold ${why}.`,
      "Mend it there; Prefect's client would end in an error.",
      setting.where,
    );
    return false;
  }
  const credential = name.toLowerCase() === "authorization";
  if (!credential && !isReserved(name)) return true;
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
