import { createHash, randomUUID } from "node:crypto";
import { chmodSync, existsSync, lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ActionError } from "../errors.js";
import type { ConfigTarget, Inputs } from "../inputs.js";
import { setHeader } from "../credentials/headers.js";
import { SETTINGS, type SettingName } from "./names.js";
import { headersOf, type Sources } from "./sources.js";
import { mergeToml, type Change } from "./toml.js";

/** What the post step needs to undo the change. Holds paths and hashes, no secrets; saved in the runner's state. */
export interface ConfigRecord {
  /** Absolute. */
  readonly file: string;
  /** Absolute path of the former bytes, or undefined where there was no file. */
  readonly backup?: string;
  /** The former permission bits. */
  readonly mode?: number;
  /** SHA-256 of what was written, in hex. */
  readonly written: string;
}

/**
 * Writes the settings file: what the user asked for, merged over what is there, mode 0600.
 *
 * The record is handed out before the file changes, so that the post step can undo it
 * whatever happens in between.
 *
 * @param directory absolute: where the CLI runs
 * @param temp absolute path of a private directory of this run, for the former bytes
 * @throws ActionError for a symbolic link, a directory, broken TOML, or no pyproject.toml to write to
 */
export function writeConfig(
  inputs: Inputs,
  sources: Sources,
  directory: string,
  temp: string,
  remember: (record: ConfigRecord) => void,
): ConfigRecord | undefined {
  if (inputs.configTarget === "none") return undefined;
  const file = join(directory, inputs.configTarget);
  const former = readFormer(file, inputs.configTarget);
  const text = mergeToml(former?.bytes.toString("utf8") ?? "", inputs.configTarget, changes(inputs, sources));
  const record: ConfigRecord = {
    file,
    written: sha256(text),
    ...(former ? { backup: join(temp, `former-${basename(file)}`), mode: former.mode } : {}),
  };
  if (former && record.backup) writeFileSync(record.backup, former.bytes, { mode: 0o600, flag: "wx" });
  remember(record);
  replaceFile(file, text, 0o600);
  return record;
}

export type RestoreOutcome = "removed" | "put back" | "left alone" | "already gone";

/**
 * Puts the former bytes back, or removes the file.
 *
 * A file that a later step replaced (a second checkout, say) is left alone, unless it still holds
 * the credential.
 */
export function restoreConfig(record: ConfigRecord, secrets: readonly string[]): RestoreOutcome {
  const now = lstatSync(record.file, { throwIfNoEntry: false });
  if (now && !now.isFile()) return "left alone";
  if (!now && !(record.backup && existsSync(dirname(record.file)))) return "already gone";
  if (now) {
    const text = readFileSync(record.file, "utf8");
    const ours = sha256(text) === record.written;
    if (!ours && !secrets.some((secret) => holds(text, secret))) return "left alone";
  }
  if (record.backup && existsSync(record.backup)) {
    replaceFile(record.file, readFileSync(record.backup), record.mode ?? 0o644);
    rmSync(record.backup);
    return "put back";
  }
  rmSync(record.file, { force: true });
  return "removed";
}

/** Whether a TOML text holds a secret, as it is or as a quoted string writes it. */
function holds(text: string, secret: string): boolean {
  return text.includes(secret) || text.includes(JSON.stringify(secret).slice(1, -1));
}

/** What is in the file, for the log of `keep-config: true`: names, no values. */
export function configContents(inputs: Inputs, sources: Sources): string[] {
  return changes(inputs, sources)
    .filter(([, value]) => value !== undefined && value !== "")
    .map(([path]) => path.filter((key) => key !== "tool" && key !== "prefect").join("."));
}

/**
 * Nested form only: flat keys have no effect. The rival of the credential is removed, and blanked
 * where a weaker source holds one (an empty string hides the value of a weaker source).
 */
function changes(inputs: Inputs, sources: Sources): Change[] {
  const target = inputs.configTarget;
  const prefix = target === "pyproject.toml" ? ["tool", "prefect"] : [];
  const rival = (name: SettingName): "" | undefined => {
    const weaker = sources.settings.some(
      (setting) =>
        setting.name === name &&
        (setting.kind === "profile" || (setting.kind === "pyproject.toml" && target === "prefect.toml")),
    );
    return weaker ? "" : undefined;
  };
  const { credential } = inputs;
  const inFile = sources.settings.find(
    (setting) => setting.name === "customHeaders" && setting.kind === target,
  );
  const headers = inFile ? headersOf(inFile) : {};
  for (const [name, value] of Object.entries(inputs.headers)) setHeader(headers, name, value);
  const wanted: [SettingName, string | boolean | undefined][] = [
    ["apiUrl", inputs.apiUrl],
    [
      "authString",
      credential.kind === "basic" ? `${credential.user}:${credential.password}` : rival("authString"),
    ],
    ["apiKey", credential.kind === "bearer" ? credential.token : rival("apiKey")],
    ["uiUrl", inputs.uiUrl],
    ["prompt", false],
  ];
  // A JSON string, not a table: 3.4.25 reads a table as nothing. Left alone where none are asked for.
  if (Object.keys(inputs.headers).length > 0) wanted.push(["customHeaders", JSON.stringify(headers)]);
  return wanted.map(([name, value]) => [[...prefix, ...SETTINGS[name].path], value]);
}

function readFormer(file: string, target: ConfigTarget): { bytes: Buffer; mode: number } | undefined {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (!found) {
    if (target === "pyproject.toml") {
      throw new ActionError({
        what: "`config-target` is pyproject.toml, but there is none in the working directory.",
        where: { file: target },
        mend: "Use `config-target: prefect.toml`, or set `working-directory` to the folder that has it.",
      });
    }
    return undefined;
  }
  if (!found.isFile()) {
    throw new ActionError({
      what: `${target} is a ${found.isSymbolicLink() ? "symbolic link" : "directory or special file"}, and the credential is not written through it.`,
      where: { file: target },
      mend: "Make it a plain file, or use `config-target: none`.",
    });
  }
  return { bytes: readFileSync(file), mode: found.mode & 0o777 };
}

/** A new file beside the old one, then a rename: no reader sees half of it, and a link is replaced, never followed. */
function replaceFile(file: string, content: string | Buffer, mode: number): void {
  const fresh = join(dirname(file), `.${basename(file)}.${randomUUID()}.new`);
  try {
    writeFileSync(fresh, content, { mode, flag: "wx" });
    chmodSync(fresh, mode); // writeFileSync's mode is cut by the umask
    renameSync(fresh, file);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw new ActionError({
      what: `${basename(file)} cannot be written: ${(error as NodeJS.ErrnoException).code ?? "unknown error"}.`,
      where: { file: basename(file) },
      mend: "Give the job write access to the working directory, or use `config-target: none`.",
    });
  }
}

function sha256(content: string): string {
  return createHash("sha256").update(content).digest("hex");
}
