import { afterAll, beforeAll, beforeEach, describe } from "vitest";
import {
  hasPrefect,
  type PrefectServer,
  type PrefectServerOptions,
  type PrefectVersion,
  startPrefectServer,
  versionsToTest,
  NEWEST,
} from "./servers/prefect.ts";
import { leaseServer } from "./shared/servers.ts";

/**
 * One server for all tests of a file (or of a `describe`), emptied before each of them: a start takes seconds,
 * emptying takes milliseconds. Returns how to get at it from within a test. Where it needs no settings of its own, it
 * may have been another file's before (shared/servers.ts).
 */
export function usePrefectServer(options: PrefectServerOptions = {}): () => PrefectServer {
  let server: PrefectServer | undefined;
  const current = () => {
    if (!server) throw new Error("The server runs only while the tests of this file do.");
    return server;
  };
  beforeAll(async () => {
    const { version = NEWEST, ...own } = options;
    const isOwn = Object.keys(own).length > 0;
    server = isOwn ? await startPrefectServer(options) : (await leaseServer(version)).server;
  });
  beforeEach(async () => {
    await current().reset();
  });
  afterAll(async () => {
    await server?.stop();
  });
  return current;
}

/** What `describePrefect` runs unless told otherwise. */
const USUAL: readonly PrefectVersion[] = [NEWEST, "3.4.14", "3.0.11"];

/** One `describe` per version to test; a version that is not set up is skipped by name (never in CI). */
export function describePrefect(
  title: string,
  tests: (version: PrefectVersion) => void,
  versions: readonly PrefectVersion[] = USUAL,
): void {
  for (const version of versionsToTest(versions)) {
    describe.skipIf(!hasPrefect(version))(`${title} (Prefect ${version})`, () => {
      tests(version);
    });
  }
}
