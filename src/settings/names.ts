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
