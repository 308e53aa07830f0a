import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { giveBack, keep } from "../../scripts/parts.mjs";

export interface TempDir extends AsyncDisposable {
  readonly path: string;
  remove(): Promise<void>;
}

/** A new, empty folder, gone at the latest when this process is. */
export async function tempDir(): Promise<TempDir> {
  // macOS: the temporary folder is a symbolic link, and programs report where it leads.
  const path = await mkdtemp(join(await realpath(tmpdir()), "prefect-deploy-test-"));
  keep({ folder: path });
  const remove = async () => {
    await rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    giveBack({ folder: path });
  };
  return { path, remove, [Symbol.asyncDispose]: remove };
}
