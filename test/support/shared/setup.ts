import { tempDir } from "../temp.ts";
import { startSharedClients } from "./client.ts";
import { startServerPool } from "./servers.ts";

/** Vitest's global set-up of all that runs Prefect. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await tempDir();
  const stopClients = await startSharedClients(folder.path);
  const stopServers = await startServerPool();
  return async () => {
    await stopServers();
    await stopClients();
    await folder.remove();
  };
}
