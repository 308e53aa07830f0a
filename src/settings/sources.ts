import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { attempt } from "../base/attempt.js";
import { ActionError, type Where } from "../base/errors.js";
import { isReallyInside } from "../base/inside.js";
import { NotRead, specialKind, tryRead } from "../base/project-files.js";
import { parsedJson } from "../base/record.js";
import { GROUPS, SETTING_NAMES, SETTINGS, type SettingName } from "../base/setting-names.js";
import { isTable, linesOfKeys, parseToml, valueAt, type LineOfKey, type TomlTable } from "../base/toml.js";

/** Where Prefect takes settings from, strongest first (measured on 3.4.14 and 3.8.8). */
export const SOURCE_KINDS = ["environment", ".env", "prefect.toml", "pyproject.toml", "profile"] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** One setting found in one source. `value` may be a secret. */
export interface FoundSetting {
  readonly name: SettingName;
  readonly value: unknown;
  readonly kind: SourceKind;
  /** For people: `environment variable PREFECT_API_KEY`, `prefect.toml`, `profile dev`. */
  readonly from: string;
  readonly where?: Where;
  /** Whether the checked-out code decides it, and not the job or the machine. */
  readonly checkedOut: boolean;
}

export interface Sources {
  /** Strongest first: for each name the first entry is the one that Prefect would use. */
  readonly settings: readonly FoundSetting[];
  /** The profile that Prefect would use, where its file says so. */
  readonly profile?: { readonly name: string; readonly known: readonly string[] };
  /**
   * What of the checkout decides which file of profiles a later command reads. Whatever profile is in it may name another
   * server: `prefect --profile NAME` beats all other sources.
   */
  readonly checkedOutProfiles?: { readonly from: string; readonly where: Where };
}

/**
 * Reads every place that Prefect takes settings from.
 *
 * `prefect.toml` is not read by Prefect 3.0; it is read here all the same, because a rival in it
 * would come to life with the next upgrade.
 *
 * @param env the environment that the CLI would inherit
 * @param places absolute: where the CLI runs, and the repository
 * @param show turns an absolute path into the one to show
 * @param chosenProfile the action's `profile` input
 * @throws ActionError where a file cannot be read, a TOML file cannot be parsed, or a variable holds a group of settings
 */
export function readSources(
  env: NodeJS.ProcessEnv,
  places: Places,
  show: (path: string) => string,
  chosenProfile?: string,
): Sources {
  const { directory } = places;
  refuseGroups(Object.keys(env), (group) => ({ from: `environment variable ${group}` }));
  const dotenv = readDotenv(directory, show);
  const tables = (["prefect.toml", "pyproject.toml"] as const).flatMap((kind) => {
    const table = readTable(
      join(directory, kind),
      show,
      kind === "pyproject.toml" ? ["tool", "prefect"] : [],
    );
    return table ? [{ ...table, kind }] : [];
  });
  const named = profilesPath(env, { dotenv, tables }, places);
  const checkedOutProfiles = profilesOfCheckout({ dotenv, tables }, named, show);
  const profile = readProfile(env, named, show, chosenProfile);
  return {
    settings: [
      ...fromEnvironment(env),
      ...(dotenv?.settings ?? []),
      ...tables.flatMap(fromTable),
      ...(profile?.settings ?? []),
      ...defaultCaFile(env),
    ],
    ...(profile ? { profile: { name: profile.name, known: profile.known } } : {}),
    ...(checkedOutProfiles ? { checkedOutProfiles } : {}),
  };
}

interface Places {
  readonly directory: string;
  readonly workspace: string;
}

/** Variables whose relative paths lead elsewhere in each directory. */
const PATHS = ["PREFECT_PROFILES_PATH", "PREFECT_HOME", "PREFECT_LOGGING_SETTINGS_PATH"];

/** Whether Prefect may have other settings in that directory than where there are no files at all. */
export function hasOwnSettings(directory: string, env: NodeJS.ProcessEnv): boolean {
  if (PATHS.some((name) => env[name] && !isAbsolute(env[name]))) return true;
  if ([".env", "prefect.toml"].some((name) => existsSync(join(directory, name)))) return true;
  const read = tryRead(join(directory, "pyproject.toml"));
  if (read instanceof NotRead) return existsSync(join(directory, "pyproject.toml"));
  const root = attempt(() => parseToml(read.toString("utf8"), "pyproject.toml"));
  return root === undefined || valueAt(root, ["tool", "prefect"]) !== undefined;
}

/** @throws ActionError: this step could not overrule it, neither the server in it nor the certificates */
function refuseGroups(
  names: readonly string[],
  placeOf: (name: string) => { readonly from: string; readonly where?: Where },
): void {
  const name = names.find((one) => GROUPS.some((group) => isSame(one, group)));
  if (name === undefined) return;
  const { from, where } = placeOf(name);
  throw new ActionError({
    what: `${from} sets a whole group of Prefect's settings at once (${name.toUpperCase()}), which beats even the environment: this step could not overrule what is in it.`,
    fix: "Take it out; write what is needed of it as settings of their own, such as PREFECT_CLIENT_MAX_RETRIES. URL, credential, headers and certificates come from this action's inputs.",
    ...(where ? { where } : {}),
  });
}

/** What Prefect takes where no setting names certificates (3.0.11 to 3.8.8). */
function defaultCaFile(env: NodeJS.ProcessEnv): FoundSetting[] {
  const value = env["SSL_CERT_FILE"];
  const from = "environment variable SSL_CERT_FILE";
  return value ? [{ name: "caFile", value, kind: "environment", from, checkedOut: false }] : [];
}

/** The certificates that count where no input names any: a checked-out file must not decide who is believed. */
export function trustedCaFile({ settings }: Sources): string | undefined {
  const value = settings.find(({ name, checkedOut }) => name === "caFile" && !checkedOut)?.value;
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Where it is written, for people. */
export function nameOf({ where, from }: FoundSetting): string {
  return where ? `${where.file}:${where.line ?? 1}` : from;
}

/** Custom headers of one source: Prefect takes a JSON string or a table. */
export function headersOf(setting: FoundSetting): Record<string, string> {
  const value = typeof setting.value === "string" ? parsedJson(setting.value) : setting.value;
  if (!isTable(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

interface Table {
  readonly file: string;
  readonly lineOf: () => LineOfKey;
  readonly root: TomlTable;
  readonly prefix: readonly string[];
}

function readTable(
  path: string,
  show: (path: string) => string,
  prefix: readonly string[],
): Table | undefined {
  const file = show(path);
  const text = readText(path, file);
  if (text === undefined) return undefined;
  let lines: LineOfKey | undefined;
  return { file, root: parseToml(text, file), prefix, lineOf: () => (lines ??= linesOfKeys(text)) };
}

/** Undefined for what is not a plain file: `.env` is often a virtual environment, and reading a device never ends. */
function readText(path: string, file: string): string | undefined {
  const read = tryRead(path);
  if (!(read instanceof NotRead)) return read.toString("utf8");
  if (read.reason !== "unreadable" && read.reason !== "large") return undefined;
  throw new ActionError({
    what: `${file} ${read.words}.`,
    where: { file },
    fix: "Prefect reads it too: give the job read access to it, make it smaller, or take it away.",
  });
}

/** pydantic-settings reads variables without regard to case: both are made lower, to which it takes a Kelvin sign for a k. */
function isSame(written: string, name: string): boolean {
  return written.toLowerCase() === name.toLowerCase();
}

function fromEnvironment(env: NodeJS.ProcessEnv): FoundSetting[] {
  return SETTING_NAMES.flatMap((name) =>
    Object.entries(env).flatMap(([key, value]): FoundSetting[] =>
      isSame(key, SETTINGS[name].env) && value !== undefined
        ? [{ name, value, kind: "environment", from: `environment variable ${key}`, checkedOut: false }]
        : [],
    ),
  );
}

interface Dotenv {
  readonly settings: readonly FoundSetting[];
  /** The file of profiles that it names; undefined where it names none, or only python-dotenv can tell which. */
  readonly profilesPath: string | undefined;
  /** Where it decides, or may decide, which file of profiles counts. */
  readonly profiles: Where | undefined;
}

/** A name that it gives a value to, or may give one to: then the value is undefined. */
interface Assignment {
  readonly name: string;
  readonly value: string | undefined;
  readonly line: number;
}

/**
 * Prefect reads it by python-dotenv, whose rules on spaces, quotes, escapes and `${…}` are its own. None of the names that
 * it finds may be missed here, and no value may be another one. So only a file of plain lines is read; in any other, each
 * line that has such a name in it, wherever, counts as one that sets it to something that nobody knows.
 */
function readDotenv(directory: string, show: (path: string) => string): Dotenv | undefined {
  const path = join(directory, ".env");
  const file = show(path);
  const text = readText(path, file);
  if (text === undefined) return undefined;
  const found = assignments(text);
  const at = ({ line }: Assignment) => ({ from: ".env", where: { file, line } });
  refuseGroups(
    found.map(({ name }) => name),
    (group) => at(found.find(({ name }) => name === group) ?? { name: group, value: undefined, line: 1 }),
  );
  const settings = SETTING_NAMES.flatMap((name): FoundSetting[] =>
    found
      .filter((one) => isSame(one.name, SETTINGS[name].env))
      .map((one) => ({ name, value: one.value, kind: ".env", ...at(one), checkedOut: true })),
  );
  const profiles = found.filter(
    ({ name, value }) => value !== "" && DECIDING_PROFILES.some((one) => isSame(name, one)),
  );
  const profilesPath = profiles.find(({ name }) => name === PROFILES_PATH)?.value;
  return { settings, profilesPath, profiles: profiles[0] && at(profiles[0]).where };
}

/** Whatever the job's own environment says: later steps may have another. */
function profilesOfCheckout(
  { dotenv, tables }: OtherSources,
  named: Named | undefined,
  show: (path: string) => string,
): Sources["checkedOutProfiles"] {
  if (dotenv?.profiles) return { from: ".env", where: dotenv.profiles };
  for (const table of tables) {
    const path = ["profiles_path", "home"]
      .map((key) => [...table.prefix, key])
      .find((one) => valueAt(table.root, one) !== undefined);
    if (path) return { from: table.kind, where: whereIn(table, path) };
  }
  if (!named?.checkedOut) return undefined;
  return { from: "the checkout", where: { file: show(named.path) } };
}

const PROFILES_PATH = "PREFECT_PROFILES_PATH";
const DECIDING_PROFILES = [PROFILES_PATH, "PREFECT_HOME"];

/** Every name that decides something here. */
const DECIDING = [...SETTING_NAMES.map((name) => SETTINGS[name].env), ...GROUPS, ...DECIDING_PROFILES];

/**
 * What python-dotenv (1.0 to 1.2) and everybody else reads alike: printable ASCII, nothing in it that may mean more.
 * Before 1.2.4 a comment behind no value is the value.
 */
const PLAIN_LINE =
  /^[ \t]*(?:(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*(?:("[^"\\$`]*"|'[^'\\$`]*'|[^"'`\s\\#$][^"'`\\#$]*)[ \t]*(?:[ \t]#.*)?)?)?$/;

const LONGEST_PLAIN_LINE = 10_000;

function assignments(text: string): Assignment[] {
  const rows = text.split(/\r\n|\r|\n/);
  const plain = rows.map(plainIn);
  const isPlain = plain.every((found) => found !== undefined);
  // Of several the last one counts.
  const last = new Map<string, Assignment>();
  for (const [index, row] of rows.entries()) {
    const found = isPlain ? plain[index] : namedIn(row);
    for (const one of found ?? []) last.set(one.name, { ...one, line: index + 1 });
  }
  return [...last.values()];
}

/** Also where it stands within a value of several lines: no name is set by it. */
function isComment(row: string): boolean {
  return /^[ \t]*#/.test(row);
}

/** What a plain line sets, at most one name; undefined where it is not plain. */
function plainIn(row: string): Omit<Assignment, "line">[] | undefined {
  if (isComment(row)) return [];
  if (row.length > LONGEST_PLAIN_LINE || !/^[\t\x20-\x7e]*$/.test(row)) return undefined;
  const found = PLAIN_LINE.exec(row);
  if (!found) return undefined;
  const [, name, value = ""] = found;
  return name === undefined ? [] : [{ name, value: value.replace(/^(["'])(.*)\1$/, "$2").trim() }];
}

/** The names that stand anywhere in a row. */
function namedIn(row: string): Omit<Assignment, "line">[] {
  if (isComment(row)) return [];
  const words = new Set(row.toLowerCase().split(/[^a-z0-9_]+/));
  return DECIDING.filter((name) => words.has(name.toLowerCase())).map((name) => ({ name, value: undefined }));
}

function fromTable(table: OwnTable): FoundSetting[] {
  const { kind } = table;
  return SETTING_NAMES.flatMap((name) => {
    const path = [...table.prefix, ...SETTINGS[name].path];
    const value = valueAt(table.root, path);
    return value === undefined
      ? []
      : [{ name, value, kind, from: kind, where: whereIn(table, path), checkedOut: true }];
  });
}

function whereIn(table: Table, path: readonly string[]): Where {
  const line = table.lineOf()(path);
  return line === undefined ? { file: table.file } : { file: table.file, line };
}

interface Profile {
  readonly name: string;
  readonly known: readonly string[];
  readonly settings: readonly FoundSetting[];
}

interface OwnTable extends Table {
  readonly kind: "prefect.toml" | "pyproject.toml";
}

interface OtherSources {
  readonly dotenv: Dotenv | undefined;
  /** Of those files that are there. */
  readonly tables: readonly OwnTable[];
}

/** A file of profiles, and whether the checked-out code has it, or names it. */
interface Named {
  readonly path: string;
  readonly checkedOut: boolean;
}

/** Profiles hold flat names: `PREFECT_API_KEY = "…"` under `[profiles.NAME]`. */
function readProfile(
  env: NodeJS.ProcessEnv,
  named: Named | undefined,
  show: (path: string) => string,
  chosen: string | undefined,
): Profile | undefined {
  const special = named && specialKind(named.path);
  if (special !== undefined) {
    throw new ActionError({
      what: `${show(named?.path ?? "")} is ${special}, and no regular file: Prefect cannot read its profiles there.`,
      fix: "Name a regular file by PREFECT_PROFILES_PATH, or take it away.",
    });
  }
  const table = named && readTable(named.path, show, []);
  if (!table) return undefined;
  const profiles = valueAt(table.root, ["profiles"]);
  const known = isTable(profiles) ? Object.keys(profiles) : [];
  const active = valueAt(table.root, ["active"]);
  const name = chosen ?? (env["PREFECT_PROFILE"] || (typeof active === "string" ? active : undefined));
  if (name === undefined) return undefined;
  const profile = valueAt(table.root, ["profiles", name]);
  const at = (key: string) => ({
    from: `profile ${name}`,
    where: whereIn(table, ["profiles", name, key]),
  });
  refuseGroups(isTable(profile) ? Object.keys(profile) : [], at);
  const settings = SETTING_NAMES.flatMap((setting): FoundSetting[] => {
    const key = SETTINGS[setting].env;
    const value = valueAt(table.root, ["profiles", name, key]);
    if (value === undefined) return [];
    return [{ name: setting, value, kind: "profile", ...at(key), checkedOut: named.checkedOut }];
  });
  return { name, known, settings };
}

/** In the order of `prefect.settings.sources._get_profiles_path` (3.8.8). */
function profilesPath(
  env: NodeJS.ProcessEnv,
  { dotenv, tables }: OtherSources,
  { directory, workspace }: Places,
): Named | undefined {
  const inTables = tables.map(({ root, prefix }) => valueAt(root, [...prefix, "profiles_path"]));
  const named = [dotenv?.profilesPath, ...inTables].filter((path) => typeof path === "string");
  const byJob = env[PROFILES_PATH];
  const byCheckout = named.find((path) => path !== "");
  const path = resolve(
    directory,
    byJob || byCheckout || join(env["PREFECT_HOME"] || join(homedir(), ".prefect"), "profiles.toml"),
  );
  if (!existsSync(path)) return undefined;
  return { path, checkedOut: (!byJob && Boolean(byCheckout)) || isReallyInside(path, workspace) };
}
