import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { cleanEnvironment } from "../../scripts/parts.mjs";
import { executable } from "./paths.ts";
import { type Part, startPart } from "./part.ts";
import { tempDir } from "./temp.ts";

/** Caddy with a Caddyfile that makes it listen with TLS on this port of 127.0.0.1. */
export async function startCaddy(
  configuration: string,
  port: number,
  isReady: (status: number) => boolean,
  env: Readonly<Record<string, string>> = {},
): Promise<Part> {
  const home = await tempDir();
  return startPart({
    name: "Caddy",
    command: executable("gates", "caddy"),
    args: ["run", "--config", configuration, "--adapter", "caddyfile"],
    env: cleanEnvironment({ XDG_CONFIG_HOME: home.path, XDG_DATA_HOME: home.path, ...env }),
    port,
    home,
    tls: true,
    isReady,
  });
}

/** For a Caddyfile. At the lowest cost that bcrypt has: Caddy checks the password anew after each start. */
export async function hashPassword(password: string): Promise<string> {
  const caddy = executable("gates", "caddy");
  const hashing = promisify(execFile)(caddy, [
    "hash-password",
    "--algorithm",
    "bcrypt",
    "--bcrypt-cost",
    "4",
  ]);
  hashing.child.stdin?.end(`${password}\n`);
  return (await hashing).stdout.trim();
}
