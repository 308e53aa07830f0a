import { hash, randomUUID } from "node:crypto";
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { ActionError } from "../base/errors.js";
import type { Inputs } from "../inputs/types.js";
import { asSettings, isMinted } from "../credentials/credential.js";
import { redact } from "../base/secrets.js";
import { SETTINGS, type SettingName } from "../base/setting-names.js";
import { writeTemp } from "../base/runner-files.js";
import type { ConfigRecord, HashedText, RunContext } from "../base/run-context.js";
import { attempt } from "../base/attempt.js";
import { MAX_FILE_BYTES, NotRead, tryRead } from "../base/project-files.js";
import { headersOf, SOURCE_KINDS, trustedCaFile, type FoundSetting, type Sources } from "./sources.js";
import { mergeToml, type Change } from "../base/toml.js";

/**
 * Writes the settings file: what the user asked for, merged over what is there, mode 0600.
 *
 * The record is handed out before the file changes, so that the post step can undo it
 * whatever happens in between.
 *
 * @param run its private directory, in RUNNER_TEMP, gets the former bytes
 * @throws ActionError for a symbolic link, a directory, broken TOML, or no pyproject.toml to write to
 */
export function writeConfig(
  inputs: Inputs,
  sources: Sources,
  { temp, show, remember }: Pick<RunContext, "temp" | "show" | "remember">,
): ConfigRecord | undefined {
  if (inputs.configTarget === "none") return undefined;
  const file = join(inputs.workingDirectory, inputs.configTarget);
  const former = readFormer(file, show);
  const text = mergeToml(former?.bytes.toString("utf8") ?? "", show(file), changes(inputs, sources));
  const record: ConfigRecord = {
    file,
    written: sha256(text),
    ...(isMinted(inputs.credential) ? { minted: hashesOf(inputs.credential.token) } : {}),
    marker: markerOf(file, temp),
    ...(former ? { backup: join(temp, `former-${basename(file)}`), mode: former.mode } : {}),
  };
  if (former && record.backup) writeTemp(record.backup, former.bytes, "wx");
  remember(record);
  if (!inputs.keepConfig) writeTemp(record.marker, JSON.stringify(record));
  replaceFile(file, text, 0o600, show);
  return record;
}

/** Says early what would keep `writeConfig` from writing. @throws ActionError */
export function checkConfigTarget(inputs: Inputs, show: (path: string) => string): void {
  if (inputs.configTarget === "none") return;
  const file = join(inputs.workingDirectory, inputs.configTarget);
  readFormer(file, show);
  if (!isWritten(inputs)) return;
  try {
    accessSync(inputs.workingDirectory, constants.W_OK);
  } catch (error) {
    throw notWritten(show(file), error);
  }
}

/** After a plan there is nothing to do for a later step, unless it is asked for. */
export function isWritten({ configTarget, mode, keepConfig }: Inputs): boolean {
  return configTarget !== "none" && (mode !== "plan" || keepConfig);
}

/**
 * Puts back what an earlier step of this job wrote in the same directory, before it is taken for the
 * user's own file: its headers and its credential are meant for another server.
 *
 * @returns absolute paths of the files that were put back
 */
export function takeBackEarlier(directory: string, temp: string): string[] {
  return (["prefect.toml", "pyproject.toml"] as const).flatMap((target) => {
    const file = join(directory, target);
    const marker = markerOf(file, temp);
    const saved = tryRead(marker);
    if (saved instanceof NotRead || !lstatSync(file, { throwIfNoEntry: false })?.isFile()) return [];
    const now = tryRead(file, LARGEST);
    if (now instanceof NotRead) return [];
    const record = JSON.parse(saved.toString("utf8")) as ConfigRecord;
    if (record.file !== file || sha256(now.toString("utf8")) !== record.written) return [];
    restoreConfig(record, []);
    return [file];
  });
}

function markerOf(file: string, temp: string): string {
  return join(dirname(temp), `prefect-deploy-${sha256(file).slice(0, 16)}.json`);
}

/** `lost`: removed as well, since the former bytes are not there any more. */
export type RestoreOutcome = "removed" | "lost" | "put back" | "left alone" | "already gone";

/**
 * Puts the former bytes back, or removes the file.
 *
 * A file that a later step replaced (a second checkout, say) is left alone, unless it still holds
 * the credential.
 *
 * @param secrets every form of what the inputs hold; a minted token is known by the record
 * @throws ActionError where the file cannot be read or written
 */
export function restoreConfig(record: ConfigRecord, secrets: readonly string[]): RestoreOutcome {
  removeTemp(record.marker);
  const now = lstatSync(record.file, { throwIfNoEntry: false });
  if (now && !now.isFile()) return "left alone";
  if (!now && !(record.backup && existsSync(dirname(record.file)))) return "already gone";
  if (now) {
    const bytes = tryRead(record.file, LARGEST);
    if (bytes instanceof NotRead) throw notRestored(basename(record.file), bytes.words);
    const text = bytes.toString("utf8");
    const ours = sha256(text) === record.written;
    if (!ours && !holdsCredential(text, record, secrets)) return "left alone";
  }
  const former = record.backup === undefined ? undefined : tryRead(record.backup);
  if (record.backup !== undefined && former instanceof Buffer) {
    replaceFile(record.file, former, record.mode ?? 0o644);
    removeTemp(record.backup);
    return "put back";
  }
  try {
    rmSync(record.file, { force: true });
  } catch (error) {
    throw notWritten(basename(record.file), error);
  }
  return former ? "lost" : "removed";
}

/** Holds a credential besides what was there, which is no larger than any file that is read. */
const LARGEST = 2 * MAX_FILE_BYTES;

/** The runner empties its folder all the same. */
function removeTemp(path: string): void {
  attempt(() => {
    rmSync(path, { force: true });
  });
}

function notRestored(file: string, why: string): ActionError {
  return new ActionError({
    what: `${file} ${why}, so it is not put back as it was before this action, and may hold the credential.`,
    where: { file },
    fix: "Remove the file, where the runner keeps it after the job; and check which later step replaces it.",
  });
}

function holdsCredential(text: string, { minted = [] }: ConfigRecord, secrets: readonly string[]): boolean {
  return redact(text, secrets) !== text || minted.some((token) => holdsHashed(text, token));
}

/** Wherever it stands: a later step may have written the file again, with other quotes. */
function holdsHashed(text: string, { length, sum, sha256: wanted }: HashedText): boolean {
  let rolling = sumOf(text.slice(0, length));
  for (let end = length; end <= text.length; end += 1) {
    if (rolling === sum && sha256(text.slice(end - length, end)) === wanted) return true;
    rolling += text.charCodeAt(end) - text.charCodeAt(end - length);
  }
  return false;
}

function sumOf(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum += text.charCodeAt(at);
  return sum;
}

/** As it is, and as a quoted string holds it. */
function hashesOf(token: string): HashedText[] {
  const forms = new Set([token, JSON.stringify(token).slice(1, -1)]);
  return [...forms].map((form) => ({ length: form.length, sum: sumOf(form), sha256: sha256(form) }));
}

/** What is in the file, for the log of `keep-config: true`: names, no values. */
export function configContents(inputs: Inputs, sources: Sources): string[] {
  return changes(inputs, sources)
    .filter(([, value]) => value !== undefined && value !== "")
    .map(([path]) => path.filter((key) => key !== "tool" && key !== "prefect").join("."));
}

/**
 * Nested form only: flat keys have no effect. What checked-out files say of credential, certificates and headers is
 * removed from this one, and hidden where a weaker source holds it (an empty string hides the value of a weaker source).
 */
function changes(inputs: Inputs, sources: Sources): Change[] {
  const target = inputs.configTarget;
  const prefix = target === "pyproject.toml" ? ["tool", "prefect"] : [];
  const weaker = sources.settings.filter((setting) => isBeaten(setting, target));
  const hidden = (name: SettingName): "" | undefined =>
    weaker.some((setting) => setting.name === name) ? "" : undefined;
  const untrustedCa = weaker.some(({ name, checkedOut }) => name === "caFile" && checkedOut);
  const { credential, headers, tls } = inputs;
  const sent = asSettings(credential);
  const wanted: (readonly [SettingName, string | boolean | undefined])[] = [
    ["apiUrl", inputs.apiUrl],
    ["authString", sent.authString ?? hidden("authString")],
    ["apiKey", sent.apiKey ?? hidden("apiKey")],
    ["uiUrl", inputs.uiUrl],
    ["prompt", false],
    ["caFile", tls.caFile ?? (untrustedCa ? (trustedCaFile(sources) ?? "") : undefined)],
    ["skipVerify", tls.skipVerify || (hidden("skipVerify") === undefined ? undefined : false)],
    // A JSON string, not a table: 3.4.25 reads a table as nothing.
    ["customHeaders", Object.keys(headers).length > 0 ? JSON.stringify(headers) : undefined],
  ];
  return wanted.map(([name, value]) => [[...prefix, ...SETTINGS[name].path], value]);
}

/** Whether a source is weaker than the file that is written. */
function isBeaten({ kind }: FoundSetting, target: Inputs["configTarget"]): boolean {
  return target !== "none" && SOURCE_KINDS.indexOf(kind) > SOURCE_KINDS.indexOf(target);
}

/**
 * What checked-out files say of server, credential, certificates and headers, and the file that is written could not
 * overrule: a later `prefect` command of the job would take the credential from it, and send it, or go, as those files say.
 */
export function beyondConfig(inputs: Inputs, { settings }: Sources): FoundSetting[] {
  const { configTarget: target, tls, apiUrl, credential } = inputs;
  const sent = asSettings(credential);
  return settings.filter((setting) => {
    const { name, value, kind, checkedOut } = setting;
    if (target === "none" || !checkedOut || kind === target) return false;
    // Prefect merges headers from all sources.
    if (name === "customHeaders") return value === undefined || Object.keys(headersOf(setting)).length > 0;
    if (isBeaten(setting, target)) return false;
    if (value === undefined) return name !== "uiUrl" && name !== "prompt"; // Nobody knows to what.
    if (name === "apiUrl") return typeof value !== "string" || value.replace(/\/+$/, "") !== apiUrl;
    if (name === "caFile") return value !== "" && value !== tls.caFile;
    if (name === "apiKey" || name === "authString")
      return value !== "" && credential.kind !== "none" && value !== sent[name];
    return name === "skipVerify" && !tls.skipVerify && !isFalse(value);
  });
}

function readFormer(
  file: string,
  show: (path: string) => string,
): { bytes: Buffer; mode: number } | undefined {
  const target = basename(file);
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (!found) {
    if (target === "pyproject.toml") {
      throw new ActionError({
        what: "`config-target` is pyproject.toml, but there is none in the working directory.",
        where: { file: show(file) },
        fix: "Use `config-target: prefect.toml`, or set `working-directory` to the folder that has it.",
      });
    }
    return undefined;
  }
  if (!found.isFile()) {
    throw new ActionError({
      what: `${target} is a ${found.isSymbolicLink() ? "symbolic link" : "directory or special file"}, and the credential is not written through it.`,
      where: { file: show(file) },
      fix: "Make it a plain file, or use `config-target: none`.",
    });
  }
  const bytes = tryRead(file);
  if (!(bytes instanceof NotRead)) return { bytes, mode: found.mode & 0o777 };
  throw new ActionError({
    what: `${target} ${bytes.words}, and cannot be put back unchanged.`,
    where: { file: show(file) },
    fix: "Give the job read access to it, make it smaller, or use `config-target: none`.",
  });
}

/** As Prefect reads it; anything else may be yes. */
function isFalse(value: unknown): boolean {
  return ["", "0", "f", "false", "n", "no", "off"].includes(String(value).toLowerCase());
}

/** A new file beside the old one, then a rename: no reader sees half of it, and a link is replaced, never followed. */
function replaceFile(file: string, content: string | Buffer, mode: number, show = basename): void {
  const fresh = join(dirname(file), `.${basename(file)}.${randomUUID()}.new`);
  try {
    writeFileSync(fresh, content, { mode, flag: "wx" });
    chmodSync(fresh, mode); // writeFileSync's mode is cut by the umask
    renameSync(fresh, file);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw notWritten(show(file), error);
  }
}

function notWritten(file: string, error: unknown): ActionError {
  return new ActionError({
    what: `${file} cannot be written: ${(error as NodeJS.ErrnoException).code ?? "unknown error"}.`,
    where: { file },
    fix: "Give the job write access to the working directory, or use `config-target: none`.",
  });
}

function sha256(content: string): string {
  return hash("sha256", content);
}
