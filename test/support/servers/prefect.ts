import { copyFile, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import {
  CACHE,
  cleanEnvironment,
  freePort,
  isReady,
  isWanted,
  NEWEST as NEWEST_PREFECT,
  WANTED,
} from "../../../scripts/parts.mjs";
import { askJson } from "../ask.ts";
import { IS_FULL_RUN } from "../full-run.ts";
import { executable } from "../paths.ts";
import { type Part, startPart } from "./part.ts";
import { type TempDir, tempDir } from "../temp.ts";

/** All that can be set up; scripts/versions.json says with which packages. */
export const ALL_PREFECT_VERSIONS = ["3.9.1", "3.8.8", "3.6.29", "3.4.14", "3.2.15", "3.0.11"] as const;
export type PrefectVersion = (typeof ALL_PREFECT_VERSIONS)[number];

/** The newest: what tests use that need no other. A nightly run puts one in its place that has just come out. */
export const NEWEST = NEWEST_PREFECT as PrefectVersion;

/** The newest and the oldest of some versions, newest first; all of them in the nightly run. */
export function versionsToTest(versions: readonly PrefectVersion[]): readonly PrefectVersion[] {
  return IS_FULL_RUN ? versions : versions.filter((_, index) => index === 0 || index === versions.length - 1);
}

export interface PrefectServer extends Part {
  readonly version: PrefectVersion;
  /**
   * One request to the API, past any gate; `path` starts behind `/api`. Returns the parsed body, `undefined`
   * where there is none. Any other answer than 2xx is an error that holds status and body.
   */
  request(method: "GET" | "POST" | "PATCH" | "DELETE", path: string, body?: unknown): Promise<unknown>;
  /** Deletes deployments, flows, automations and work pools: the server is as new. */
  reset(): Promise<void>;
}

export interface PrefectServerOptions {
  readonly version?: PrefectVersion;
  /**
   * More settings of the server, such as `PREFECT_SERVER_API_AUTH_STRING`. `apiUrl` follows
   * `PREFECT_SERVER_API_BASE_PATH`.
   */
  readonly env?: Readonly<Record<string, string>>;
  readonly port?: number;
  /** An empty database to use in place of SQLite: the `url` of `startPostgres`. The server makes its tables in it. */
  readonly databaseUrl?: string;
  /** Whether its background services run: those that make runs, find late ones, and store events. Default: no. */
  readonly services?: boolean;
  /** Its folder, with its database, removed when it stops. Default: a new one. */
  readonly home?: TempDir;
}

/**
 * Whether the tests for this version can run. In CI a version that could not be set up is a failure, and not a skipped
 * test, except where versions.json says that it is not for this Python, or for the nightly run only.
 */
export function hasPrefect(version: PrefectVersion): boolean {
  const part = `prefect-${version}`;
  return isReady(part) || (process.env["CI"] !== undefined && isWanted(part));
}

/** The `prefect` command of a version. `executable(NEWEST_PART, "python")` is that of the newest. */
export function prefectCommand(version: PrefectVersion = NEWEST): string {
  return executable(`prefect-${version}`, "prefect");
}

/** A server of its own, with an empty database (SQLite unless told otherwise), without the background services where it can do without. */
export async function startPrefectServer({
  version = NEWEST,
  env = {},
  port,
  databaseUrl,
  home: given,
  services = false,
}: PrefectServerOptions = {}): Promise<PrefectServer> {
  const command = prefectCommand(version);
  const home = given ?? (await tempDir());
  const flags = services ? [] : (WANTED.parts[`prefect-${version}`]?.serverFlags ?? []);
  const usedPort = port ?? (await freePort());
  const basePath = env["PREFECT_SERVER_API_BASE_PATH"] ?? "/api";
  const part = await startPart({
    name: `Prefect ${version}`,
    command,
    args: ["server", "start", "--host", "127.0.0.1", "--port", String(usedPort), ...flags],
    env: cleanEnvironment({
      PREFECT_HOME: home.path,
      PREFECT_API_DATABASE_CONNECTION_URL: databaseUrl ?? (await databaseIn(home.path, version)),
      PREFECT_SERVER_ANALYTICS_ENABLED: "false",
      DO_NOT_TRACK: "1",
      // Measured, 3.8.8: it writes the base into a copy of the UI inside its own installation, which all servers of
      // this version share.
      ...(env["PREFECT_UI_SERVE_BASE"] === undefined
        ? {}
        : { PREFECT_UI_STATIC_DIRECTORY: join(home.path, "ui") }),
      ...env,
    }),
    port: usedPort,
    home,
    path: `${basePath}/health`,
    // With an auth string, some versions ask for it here too.
    isReady: (status) => status === 200 || status === 401,
    timeout: 90_000,
  });

  return prefectAt(part, version, basePath, env["PREFECT_SERVER_API_AUTH_STRING"]);
}

/** A server that runs already. */
export function prefectAt(
  part: Omit<Part, "apiUrl">,
  version: PrefectVersion,
  basePath = "/api",
  authorization?: string,
): PrefectServer {
  const apiUrl = part.url + basePath;
  const headers = authorization === undefined ? {} : { authorization: basic(authorization) };
  const request: PrefectServer["request"] = (method, path, body) =>
    askJson(apiUrl, method, path, body, headers);
  return { ...part, apiUrl, version, request, reset: () => reset(request) };
}

/** A work pool of type process; no error if it exists. */
export async function createWorkPool(
  server: PrefectServer,
  name: string,
  type: "process" | "docker" = "process",
): Promise<void> {
  const existing = (await server.request("POST", "/work_pools/filter", {})) as { name: string }[];
  if (existing.some((pool) => pool.name === name)) return;
  await server.request("POST", "/work_pools/", {
    ...{ name, type },
    ...(type === "docker" ? { base_job_template: IN_IMAGES } : {}),
  });
}

/** As far as Prefect's `deploy()` looks at it: its jobs run in an image. */
const IN_IMAGES = {
  variables: { type: "object", properties: { image: { type: "string" }, env: { type: "object" } } },
  job_configuration: { image: "{{ image }}", env: "{{ env }}" },
};

/** The value of an `Authorization` header for `user:password`. */
export function basic(userAndPassword: string): string {
  return `Basic ${Buffer.from(userAndPassword, "utf8").toString("base64")}`;
}

/** A copy of the database that the set-up made by starting this version once: halves the time of a start. */
async function databaseIn(folder: string, version: PrefectVersion): Promise<string> {
  const template = join(CACHE, `prefect-${version}`, "template");
  await mkdir(folder, { recursive: true });
  for (const file of await readdir(template)) {
    // The journal belongs to it where the server was killed before it could fold it in.
    if (file.startsWith("prefect.db")) await copyFile(join(template, file), join(folder, file));
  }
  return `sqlite+aiosqlite:///${join(folder, "prefect.db").replaceAll("\\", "/")}`;
}

const COLLECTIONS = [
  { path: "/flow_runs", key: "id" },
  { path: "/variables", key: "id" },
  { path: "/deployments", key: "id" },
  { path: "/flows", key: "id" },
  { path: "/automations", key: "id" },
  { path: "/work_pools", key: "name" },
] as const;

async function reset(request: PrefectServer["request"]): Promise<void> {
  for (const { path, key } of COLLECTIONS) {
    // A page holds 200 at most.
    for (;;) {
      const found = (await request("POST", `${path}/filter`, {})) as Record<string, string>[];
      if (found.length === 0) break;
      for (const item of found) await request("DELETE", `${path}/${encodeURIComponent(item[key] ?? "")}`);
    }
  }
}
