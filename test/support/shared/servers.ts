import http from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { snapshotOf, type Snapshot } from "../fidelity/snapshot.ts";
import { IS_FULL_RUN } from "../full-run.ts";
import {
  prefectAt,
  startPrefectServer,
  type PrefectServer,
  type PrefectVersion,
  NEWEST,
} from "../servers/prefect.ts";
import { tempDir, type TempDir } from "../temp.ts";

/** Where the workers of a test run ask for a server. */
const ADDRESS = "TESTS_SERVERS";

/** A server on SQLite that is as new, and is this worker's until it is stopped. */
export interface Leased {
  readonly server: PrefectServer;
  /** Absolute: its database. */
  readonly database: string;
}

/** What a worker is told of a server. */
interface Place {
  readonly port: number;
  readonly pid: number;
  readonly database: string;
}

/**
 * A server that another file has used before, with each row of its database as at its start: a start takes five to ten
 * seconds of CPU. In the nightly run, and without the set-up, one of its own.
 */
export async function leaseServer(version: PrefectVersion): Promise<Leased> {
  const address = process.env[ADDRESS];
  if (address === undefined) return startOwn(version);
  const place = (await ask(`${address}/lease/${version}`)) as Place;
  const { port, pid, database } = place;
  let returning: Promise<unknown> | undefined;
  const stop = async () => {
    await (returning ??= ask(`${address}/return/${port}`));
  };
  const log = (): string => {
    throw new Error("It belongs to the whole run: start one of your own to read what it prints.");
  };
  const part = { url: `http://127.0.0.1:${port}`, port, pid, log, stop, [Symbol.asyncDispose]: stop };
  return { server: prefectAt(part, version), database };
}

/** A server whose whole content can be put back while it runs. */
export interface RestorableServer extends AsyncDisposable, Omit<Snapshot, typeof Symbol.dispose> {
  readonly prefect: PrefectServer;
}

/** The newest Prefect on SQLite. It keeps nothing in memory that a test of this action would notice. */
export async function startRestorableServer(): Promise<RestorableServer> {
  const home = await tempDir();
  const { server: prefect, database } = await leaseServer(NEWEST);
  const snapshot = snapshotOf(database, home.path);
  return {
    ...snapshot,
    prefect,
    [Symbol.asyncDispose]: async () => {
      snapshot[Symbol.dispose]();
      await prefect.stop();
      await home.remove();
    },
  };
}

async function startOwn(version: PrefectVersion): Promise<Leased> {
  const home = await tempDir();
  const server = await startPrefectServer({ version, home });
  return { server, database: join(home.path, "prefect.db") };
}

async function ask(url: string): Promise<unknown> {
  const answer = await fetch(url, { method: "POST" });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return JSON.parse(text);
}

interface Pooled extends Place {
  readonly version: PrefectVersion;
  readonly server: PrefectServer;
  readonly copies: TempDir;
  readonly snapshot: Snapshot;
  isFree: boolean;
}

/** Starts servers for the workers as they ask for them. They end with this process. */
export async function startServerPool(): Promise<() => Promise<void>> {
  if (IS_FULL_RUN || process.env[ADDRESS] !== undefined) return () => Promise.resolve();
  const pool = new Map<number, Pooled>();
  const lease = async (version: PrefectVersion): Promise<Pooled> => {
    const free = pool.values().find((one) => one.isFree && one.version === version);
    const one = free ?? (await startPooled(version));
    one.isFree = false;
    pool.set(one.port, one);
    return one;
  };
  const act = async (verb: string, subject: string): Promise<Place> => {
    if (verb === "lease") return placeOf(await lease(subject as PrefectVersion));
    const one = pool.get(Number(subject));
    if (!one) throw new Error(`No server on port ${subject}.`);
    one.snapshot.restore();
    one.isFree = true;
    return placeOf(one);
  };
  const listening = http.createServer((request, response) => {
    const [, verb = "", subject = ""] = (request.url ?? "").split("/");
    act(verb, subject).then(
      (place) => response.end(JSON.stringify(place)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  listening.listen(0, "127.0.0.1").unref();
  await once(listening, "listening");
  process.env[ADDRESS] = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  return async () => {
    listening.close();
    await Promise.all([...pool.values()].map(stopPooled));
  };
}

async function startPooled(version: PrefectVersion): Promise<Pooled> {
  const copies = await tempDir();
  const { server, database } = await startOwn(version);
  const snapshot = snapshotOf(database, copies.path);
  snapshot.save();
  const { port, pid } = server;
  return { port, pid, database, version, server, copies, snapshot, isFree: false };
}

async function stopPooled({ snapshot, server, copies }: Pooled): Promise<void> {
  snapshot[Symbol.dispose]();
  await server.stop();
  await copies.remove();
}

function placeOf({ port, pid, database }: Pooled): Place {
  return { port, pid, database };
}
