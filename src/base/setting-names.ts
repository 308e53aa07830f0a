import { words } from "./words.js";

/** The settings that decide where Prefect's client goes and what it sends, and where they are written. */
export const SETTINGS = {
  apiUrl: { env: "PREFECT_API_URL", path: ["api", "url"] },
  apiKey: { env: "PREFECT_API_KEY", path: ["api", "key"] },
  authString: { env: "PREFECT_API_AUTH_STRING", path: ["api", "auth_string"] },
  customHeaders: { env: "PREFECT_CLIENT_CUSTOM_HEADERS", path: ["client", "custom_headers"] },
  caFile: { env: "PREFECT_API_SSL_CERT_FILE", path: ["api", "ssl_cert_file"] },
  skipVerify: { env: "PREFECT_API_TLS_INSECURE_SKIP_VERIFY", path: ["api", "tls_insecure_skip_verify"] },
  uiUrl: { env: "PREFECT_UI_URL", path: ["ui_url"] },
  prompt: { env: "PREFECT_CLI_PROMPT", path: ["cli", "prompt"] },
} as const satisfies Record<string, { env: string; path: readonly string[] }>;

/**
 * Variables that hold a group of settings as JSON. What is in one beats every other source, the environment included, in
 * `.env` and in a profile too (measured on 3.0.11, 3.2.15, 3.4.14, 3.6.29 and 3.8.8).
 */
export const GROUPS = ["PREFECT_API", "PREFECT_CLIENT"] as const;

export type SettingName = keyof typeof SETTINGS;

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

/** `api.auth_string`, as people write it. */
export function dotted(name: SettingName): string {
  return SETTINGS[name].path.join(".");
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
const TOP_LEVEL = words("home profiles_path debug_mode ui_url silence_api_url_misconfiguration");
const TABLES = words(`
  api cli client client.metrics cloud deployments events experiments flows internal logging logging.to_api plugins results
  runner runner.server server server.api server.concurrency server.database server.database.sqlalchemy server.deployments
  server.docket server.ephemeral server.events server.flow_run_graph server.logs server.services.cancellation_cleanup
  server.services.db_vacuum server.services.event_logger server.services.event_persister server.services.foreman
  server.services.late_runs server.services.pause_expirations server.services.repossessor server.services.scheduler
  server.services.task_run_recorder server.services.triggers server.tasks server.tasks.scheduling server.ui tasks
  tasks.runner tasks.scheduling telemetry testing worker worker.webserver
`);
