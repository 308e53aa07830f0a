import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parseEnv } from "node:util";
import type { Where } from "../errors.js";
import { dotted, SETTING_NAMES, SETTINGS, type SettingName } from "./names.js";
import { isTable, lineOfKey, parseToml, valueAt, type TomlTable } from "./toml.js";

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
}

/** A `PREFECT_*` key in a TOML file, which Prefect ignores silently. */
export interface FlatKey {
  readonly key: string;
  readonly where: Where;
}

export interface Sources {
  /** Strongest first: for each name the first entry is the one that Prefect would use. */
  readonly settings: readonly FoundSetting[];
  readonly flatKeys: readonly FlatKey[];
  /** The profile that Prefect would use, where its file says so. */
  readonly profile?: { readonly name: string; readonly known: readonly string[] };
}

/**
 * Reads every place that Prefect takes settings from.
 *
 * `prefect.toml` is not read by Prefect 3.0; it is read here all the same, because a rival in it
 * would come to life with the next upgrade.
 *
 * @param env the environment that the CLI would inherit
 * @param directory absolute: where the CLI runs
 * @param show turns an absolute path into the one to show
 * @param chosenProfile the action's `profile` input
 * @throws ActionError where a TOML file cannot be parsed
 */
export function readSources(
  env: NodeJS.ProcessEnv,
  directory: string,
  show: (path: string) => string,
  chosenProfile?: string,
): Sources {
  const dotenv = readDotenv(directory, show);
  const prefectToml = readTable(join(directory, "prefect.toml"), show, []);
  const pyproject = readTable(join(directory, "pyproject.toml"), show, ["tool", "prefect"]);
  const profile = readProfile(env, { dotenv, prefectToml, pyproject }, directory, show, chosenProfile);
  return {
    settings: [
      ...fromEnvironment(env),
      ...(dotenv?.settings ?? []),
      ...(prefectToml ? fromTable(prefectToml, "prefect.toml") : []),
      ...(pyproject ? fromTable(pyproject, "pyproject.toml") : []),
      ...(profile?.settings ?? []),
    ],
    flatKeys: [prefectToml, pyproject].flatMap((table) => (table ? flatKeys(table) : [])),
    ...(profile ? { profile: { name: profile.name, known: profile.known } } : {}),
  };
}

/** Custom headers of one source: Prefect takes a JSON string or a table. */
export function headersOf(setting: FoundSetting): Record<string, string> {
  let value = setting.value;
  if (typeof value === "string") {
    try {
      value = JSON.parse(value) as unknown;
    } catch {
      return {};
    }
  }
  if (!isTable(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

interface Table {
  readonly file: string;
  readonly text: string;
  readonly root: TomlTable;
  readonly prefix: readonly string[];
}

function readTable(
  path: string,
  show: (path: string) => string,
  prefix: readonly string[],
): Table | undefined {
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, "utf8");
  const file = show(path);
  return { file, text, root: parseToml(text, file), prefix };
}

/** pydantic-settings reads variables without regard to case. */
function fromEnvironment(env: NodeJS.ProcessEnv): FoundSetting[] {
  return SETTING_NAMES.flatMap((name) =>
    Object.entries(env)
      .filter(([key, value]) => key.toUpperCase() === SETTINGS[name].env && value !== undefined)
      .map(
        ([key, value]) =>
          ({ name, value, kind: "environment", from: `environment variable ${key}` }) as const,
      ),
  );
}

interface Dotenv {
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly settings: readonly FoundSetting[];
}

function readDotenv(directory: string, show: (path: string) => string): Dotenv | undefined {
  const path = join(directory, ".env");
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, "utf8");
  const values = parseEnv(text);
  const file = show(path);
  const settings = fromEnvironment(values).map((setting) => {
    const line =
      text.split("\n").findIndex((row) => row.toUpperCase().includes(SETTINGS[setting.name].env)) + 1;
    return { ...setting, kind: ".env", from: ".env", where: { file, line } } as const;
  });
  return { values, settings };
}

function fromTable(table: Table, kind: "prefect.toml" | "pyproject.toml"): FoundSetting[] {
  return SETTING_NAMES.flatMap((name) => {
    const path = [...table.prefix, ...SETTINGS[name].path];
    const value = valueAt(table.root, path);
    return value === undefined ? [] : [{ name, value, kind, from: kind, where: whereIn(table, path) }];
  });
}

function whereIn(table: Table, path: readonly string[]): Where {
  const line = lineOfKey(table.text, path);
  return line === undefined ? { file: table.file } : { file: table.file, line };
}

function flatKeys(table: Table): FlatKey[] {
  const section = valueAt(table.root, table.prefix);
  if (!isTable(section)) return [];
  return Object.keys(section)
    .filter((key) => /^PREFECT_/i.test(key))
    .map((key) => ({ key, where: whereIn(table, [...table.prefix, key]) }));
}

/** The nested form of a flat key, as lines to write: `[api]` and `url = "…"`. */
export function nestedForm(flatKey: string): string {
  const name = SETTING_NAMES.find((candidate) => SETTINGS[candidate].env === flatKey.toUpperCase());
  if (name) {
    const path = dotted(name).split(".");
    const key = path.pop() ?? "";
    return path.length > 0 ? `[${path.join(".")}] ${key} = …` : `${key} = …`;
  }
  // Any other setting: the first word names its table (PREFECT_LOGGING_LEVEL is [logging] level).
  const [table = "", ...rest] = flatKey
    .replace(/^PREFECT_/i, "")
    .toLowerCase()
    .split("_");
  return rest.length > 0 ? `[${table}] ${rest.join("_")} = …` : `${table} = …`;
}

interface Profile {
  readonly name: string;
  readonly known: readonly string[];
  readonly settings: readonly FoundSetting[];
}

interface OtherSources {
  readonly dotenv: Dotenv | undefined;
  readonly prefectToml: Table | undefined;
  readonly pyproject: Table | undefined;
}

/** Profiles hold flat names: `PREFECT_API_KEY = "…"` under `[profiles.NAME]`. */
function readProfile(
  env: NodeJS.ProcessEnv,
  others: OtherSources,
  directory: string,
  show: (path: string) => string,
  chosen: string | undefined,
): Profile | undefined {
  const path = profilesPath(env, others, directory);
  const table = path === undefined ? undefined : readTable(path, show, []);
  if (!table) return undefined;
  const profiles = valueAt(table.root, ["profiles"]);
  const known = isTable(profiles) ? Object.keys(profiles) : [];
  const active = valueAt(table.root, ["active"]);
  const name = chosen ?? (env["PREFECT_PROFILE"] || (typeof active === "string" ? active : undefined));
  if (name === undefined) return undefined;
  const settings = SETTING_NAMES.flatMap((setting): FoundSetting[] => {
    const keys = ["profiles", name, SETTINGS[setting].env];
    const value = valueAt(table.root, keys);
    if (value === undefined) return [];
    return [{ name: setting, value, kind: "profile", from: `profile ${name}`, where: whereIn(table, keys) }];
  });
  return { name, known, settings };
}

/** In the order of `prefect.settings.sources._get_profiles_path` (3.8.8). */
function profilesPath(env: NodeJS.ProcessEnv, others: OtherSources, directory: string): string | undefined {
  const inToml = (table: Table | undefined): string | undefined => {
    const value = table ? valueAt(table.root, [...table.prefix, "profiles_path"]) : undefined;
    return typeof value === "string" ? value : undefined;
  };
  const named =
    env["PREFECT_PROFILES_PATH"] ||
    others.dotenv?.values["PREFECT_PROFILES_PATH"] ||
    inToml(others.prefectToml) ||
    inToml(others.pyproject);
  const path = named
    ? resolve(directory, named)
    : join(env["PREFECT_HOME"] || join(homedir(), ".prefect"), "profiles.toml");
  return existsSync(path) ? path : undefined;
}
