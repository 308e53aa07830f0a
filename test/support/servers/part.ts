import { spawn } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import { giveBack, GROUP, keep, killGroup } from "../../../scripts/parts.mjs";
import { isListening } from "../ports.ts";
import type { TempDir } from "../temp.ts";
import { waitFor } from "../wait.ts";

/** A real program that listens on loopback. `await using part = await start…()` stops it, also after a failure. */
export interface Part extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`, or https: where it speaks TLS. */
  readonly url: string;
  /** The same with `/api`. */
  readonly apiUrl: string;
  readonly port: number;
  readonly pid: number;
  /** What the program has printed so far, both streams. */
  log(): string;
  /** Returns once its processes are gone, its port is free and its files are removed. May be called twice. */
  readonly stop: () => Promise<void>;
}

export interface PartOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly port: number;
  /** The program's own folder: its working directory, removed when it stops. */
  readonly home: TempDir;
  readonly cwd?: string;
  /** Asked for until `isReady` holds for its answer. Default `/api/health`. */
  readonly path?: string;
  readonly isReady: (status: number) => boolean;
  /** Whether it speaks TLS; its certificate is not checked here. Default: false. */
  readonly tls?: boolean;
  /** Milliseconds. */
  readonly timeout?: number;
}

export async function startPart(options: PartOptions): Promise<Part> {
  const { name, command, args, env, port, home, isReady, timeout = 60_000 } = options;
  if (await isListening(port)) throw new Error(`${name}: something listens on port ${port} already.`);

  const child = spawn(command, args, {
    cwd: options.cwd ?? home.path,
    env,
    ...GROUP,
    stdio: ["ignore", "pipe", "pipe"],
  });
  await once(child, "spawn");
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${name}: no process id.`);
  keep({ pid });

  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;

  const end = async () => {
    killGroup(pid);
    if (!hasEnded()) await once(child, "exit");
    await waitFor(async () => !(await isListening(port)), { what: `${name}: port ${port} is free again` });
    giveBack({ pid });
    await home.remove();
  };
  let ending: Promise<void> | undefined;
  const stop = () => (ending ??= end());

  const url = `${options.tls ? "https" : "http"}://127.0.0.1:${port}`;
  try {
    await waitFor(async () => hasEnded() || isReady(await statusOf(url + (options.path ?? "/api/health"))), {
      what: `${name} answers`,
      timeout,
    });
    if (hasEnded()) throw new Error(`${name} ended.`);
  } catch (error) {
    await stop();
    throw new Error(`${name} did not start:\n${output}`, { cause: error });
  }
  return { url, apiUrl: `${url}/api`, port, pid, log: () => output, stop, [Symbol.asyncDispose]: stop };
}

function statusOf(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const { get } = url.startsWith("https:") ? https : http;
    get(url, { agent: false, rejectUnauthorized: false, timeout: 2_000 }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on("timeout", function (this: http.ClientRequest) {
        this.destroy(new Error("No answer in 2 s."));
      })
      .on("error", reject);
  });
}
