import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parseEnv } from "node:util";
import { ActionError, type Where } from "../errors.js";
import { NotRead, readRegularFile } from "../project-files.js";
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
export interface Sources {
  /** Strongest first: for each name the first entry is the one that Prefect would use. */
  readonly settings: readonly FoundSetting[];
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
 * @throws ActionError where a file cannot be read, or a TOML file cannot be parsed
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
      ...defaultCaFile(env),
    ],
    ...(profile ? { profile: { name: profile.name, known: profile.known } } : {}),
  };
}

/** What Prefect takes where no setting names certificates (3.0.11 to 3.8.8). */
function defaultCaFile(env: NodeJS.ProcessEnv): FoundSetting[] {
  const value = env["SSL_CERT_FILE"];
  if (!value) return [];
  return [{ name: "caFile", value, kind: "environment", from: "environment variable SSL_CERT_FILE" }];
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
  const file = show(path);
  const text = readText(path, file);
  return text === undefined ? undefined : { file, text, root: parseToml(text, file), prefix };
}

/** Undefined where there is no plain file: `.env` is often a virtual environment, and reading a device never ends. */
function readText(path: string, file: string): string | undefined {
  try {
    return readRegularFile(path).toString("utf8");
  } catch (error) {
    if (!(error instanceof NotRead)) throw error;
    if (error.reason !== "unreadable" && error.reason !== "large") return undefined;
    throw new ActionError({
      what: `${file} ${error.words}.`,
      where: { file },
      mend: "Prefect reads it too: give the job read access to it, make it smaller, or take it away.",
    });
  }
}

/** pydantic-settings reads variables without regard to case. */
function fromEnvironment(env: NodeJS.ProcessEnv): FoundSetting[] {
  return variables(env).map(
    ({ key, ...setting }) =>
      ({ ...setting, kind: "environment", from: `environment variable ${key}` }) as const,
  );
}

function variables(values: NodeJS.Dict<string>): { name: SettingName; key: string; value: string }[] {
  return SETTING_NAMES.flatMap((name) =>
    Object.entries(values).flatMap(([key, value]) =>
      key.toUpperCase() === SETTINGS[name].env && value !== undefined ? [{ name, key, value }] : [],
    ),
  );
}

interface Dotenv {
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly settings: readonly FoundSetting[];
}

function readDotenv(directory: string, show: (path: string) => string): Dotenv | undefined {
  const path = join(directory, ".env");
  const file = show(path);
  const text = readText(path, file);
  if (text === undefined) return undefined;
  const values = parseEnv(text);
  const settings = variables(values).map(
    ({ key, ...setting }) =>
      ({ ...setting, kind: ".env", from: ".env", where: assignment(text, file, key) }) as const,
  );
  return { values, settings };
}

/** The last assignment is the one that counts. */
function assignment(text: string, file: string, key: string): Where {
  const start = new RegExp(`^\\s*(?:export\\s+)?${key}\\s*=`);
  const index = text.split(/\r?\n/).findLastIndex((row) => start.test(row));
  return index < 0 ? { file } : { file, line: index + 1 };
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

/** The nested form of a flat key, as lines to write: `[api]` and `url = "…"`. */
export function nestedForm(flatKey: string): string {
  const name = SETTING_NAMES.find((candidate) => SETTINGS[candidate].env === flatKey.toUpperCase());
  if (name) {
    const path = dotted(name).split(".");
    const key = path.pop() ?? "";
    return path.length > 0 ? `[${path.join(".")}] ${key} = …` : `${key} = …`;
  }
  const key = flatKey.replace(/^PREFECT_/i, "").toLowerCase();
  if (TOP_LEVEL.includes(key)) return `${key} = …`;
  // The longest table counts: PREFECT_LOGGING_TO_API_ENABLED is [logging.to_api] enabled.
  const table = TABLES.filter((candidate) => key.startsWith(`${candidate.replaceAll(".", "_")}_`))
    .sort((a, b) => a.length - b.length)
    .at(-1);
  return table === undefined
    ? "the settings reference of Prefect names its table (https://docs.prefect.io/v3/api-ref/settings-ref)."
    : `[${table}] ${key.slice(table.length + 1)} = …`;
}

/** Settings outside of any table, and the tables that a flat name can lead to (read in 3.8.8). */
const TOP_LEVEL = ["home", "profiles_path", "debug_mode", "ui_url", "silence_api_url_misconfiguration"];
const TABLES = [
  ...["api", "cli", "client", "client.metrics", "cloud", "deployments", "events", "experiments", "flows"],
  ...["internal", "logging", "logging.to_api", "plugins", "results", "runner", "runner.server", "server"],
  ...[
    "server.api",
    "server.concurrency",
    "server.database",
    "server.database.sqlalchemy",
    "server.deployments",
    "server.docket",
  ],
  ...["server.ephemeral", "server.events", "server.flow_run_graph", "server.logs", "server.tasks"],
  ...["server.tasks.scheduling", "server.ui", "tasks", "tasks.runner", "tasks.scheduling", "telemetry"],
  ...["testing", "worker", "worker.webserver"],
  ...["cancellation_cleanup", "event_persister", "event_logger", "foreman", "late_runs", "scheduler"].map(
    (service) => `server.services.${service}`,
  ),
  ...["pause_expirations", "repossessor", "task_run_recorder", "triggers", "db_vacuum"].map(
    (service) => `server.services.${service}`,
  ),
];

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
  const path = resolve(
    directory,
    named || join(env["PREFECT_HOME"] || join(homedir(), ".prefect"), "profiles.toml"),
  );
  return existsSync(path) ? path : undefined;
}
