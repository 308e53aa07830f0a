import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort, ROOT } from "../../../scripts/parts.mjs";
import type { Part, PartOptions } from "./part.ts";
import { hashPassword, startCaddy, startNginx, startTraefik } from "./programs.ts";
import { tempDir } from "../temp.ts";

export interface BasicGateOptions {
  /** Where Prefect is, or will be: `http://127.0.0.1:4200`, without `/api`. Nothing need listen there. */
  readonly upstream: string;
  readonly user: string;
  readonly password: string;
  /** A port taken from `freePort()` earlier; else the gate takes one itself. */
  readonly port?: number;
}

export const BASIC_TRAEFIK_EXAMPLE = join(ROOT, "examples", "basic-traefik");

/**
 * Traefik with the very files of examples/basic-traefik: Basic on `/api`, the UI open, and only for the host
 * 127.0.0.1. The port in traefik.yml is replaced, since Traefik reads it from nowhere else beside a file.
 */
export async function startTraefikBasic(options: BasicGateOptions): Promise<Part> {
  const home = await tempDir();
  const port = options.port ?? (await freePort());
  const example = join(BASIC_TRAEFIK_EXAMPLE, "traefik");
  const configuration = join(home.path, "traefik.yml");
  const shipped = await readFile(join(example, "traefik.yml"), "utf8");
  await writeFile(
    configuration,
    replaceOnce(shipped, '\n    address: ":8080"', `\n    address: "127.0.0.1:${port}"`),
  );
  const users = await htpasswd(home.path, options);
  return startTraefik([`--configFile=${configuration}`], {
    // dynamic.yml is named relative to the folder of the example.
    cwd: example,
    env: {
      PREFECT_HOST: "127.0.0.1",
      PREFECT_UPSTREAM: options.upstream,
      PREFECT_USERS_FILE: users,
    },
    port,
    home,
    isReady: (status) => status === 401,
  });
}

/** nginx with Basic on `/api`; the UI is open. */
export async function startNginxBasic(options: BasicGateOptions): Promise<Part> {
  const home = await tempDir();
  const users = await htpasswd(home.path, options);
  return startNginxWith({
    home,
    port: options.port ?? (await freePort()),
    isReady: (status) => status === 401,
    locations: `
      location / { proxy_pass ${options.upstream}; }
      location /api {
        auth_basic "prefect";
        auth_basic_user_file "${forward(users)}";
        proxy_pass ${options.upstream};
      }`,
  });
}

/** nginx on http as many gates are set up: every request is sent to the same path on https. */
export async function startNginxTlsRedirect({
  status = 301,
  port,
  httpsPort = 443,
}: {
  readonly status?: 301 | 308;
  readonly port?: number;
  readonly httpsPort?: number;
} = {}): Promise<Part> {
  const suffix = httpsPort === 443 ? "" : `:${httpsPort}`;
  return startNginxWith({
    home: await tempDir(),
    port: port ?? (await freePort()),
    isReady: (answered) => answered === status,
    locations: `location / { return ${status} https://$host${suffix}$request_uri; }`,
  });
}

/** Caddy with Basic on `/api`; the UI is open. */
export async function startCaddyBasic(options: BasicGateOptions): Promise<Part> {
  const home = await tempDir();
  const port = options.port ?? (await freePort());
  const hash = await hashPassword(options.password);
  const configuration = join(home.path, "Caddyfile");
  await writeFile(
    configuration,
    `{
  admin off
  auto_https off
  persist_config off
  storage file_system "${forward(home.path)}"
}
http://127.0.0.1:${port} {
  bind 127.0.0.1
  basic_auth /api/* {
    ${options.user} ${hash}
  }
  reverse_proxy ${options.upstream}
}
`,
  );
  return startCaddy(configuration, { port, home, isReady: (status) => status === 401 });
}

async function startNginxWith({
  home,
  port,
  locations,
  isReady,
}: Pick<PartOptions, "home" | "port" | "isReady"> & { readonly locations: string }): Promise<Part> {
  const configuration = join(home.path, "nginx.conf");
  await writeFile(
    configuration,
    `events {}
http {
  access_log off;
  ${["client_body", "proxy"].map((what) => `${what}_temp_path ${what}_temp;`).join("\n  ")}
  server {
    listen 127.0.0.1:${port};
    ${locations}
  }
}
`,
  );
  return startNginx(configuration, { home, port, isReady });
}

/** SHA-1 is the one scheme that Traefik and nginx both know and Node can make; good enough for loopback. */
export async function htpasswd(
  folder: string,
  { user, password }: Pick<BasicGateOptions, "user" | "password">,
): Promise<string> {
  const file = join(folder, "users.htpasswd");
  const hash = createHash("sha1").update(password, "utf8").digest("base64");
  await writeFile(file, `${user}:{SHA}${hash}\n`, { mode: 0o600 });
  return forward(file);
}

function replaceOnce(text: string, from: string, to: string): string {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`Expected once, found ${parts.length - 1} times: ${from}`);
  return parts.join(to);
}

/** Configuration files take a backslash as an escape. */
function forward(path: string): string {
  return path.replaceAll("\\", "/");
}
