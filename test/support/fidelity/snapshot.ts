import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { CACHE } from "../../../scripts/parts.mjs";
import { startPrefectServer, type PrefectServer } from "../servers/prefect.ts";
import { tempDir } from "../temp.ts";

/** A server whose whole content can be put back while it runs, in milliseconds. */
export interface RestorableServer extends AsyncDisposable {
  readonly prefect: PrefectServer;
  /** Remembers all that it holds. */
  readonly save: () => void;
  /** Makes it hold what was remembered, ids and times included. */
  readonly restore: () => void;
  /** Whether each row is as it was remembered: where it is, no dump need be made. */
  readonly isAsSaved: () => boolean;
}

/** A Prefect 3.8.8 on SQLite. It keeps nothing in memory that a test of this action would notice. */
export async function startRestorableServer(): Promise<RestorableServer> {
  const home = await tempDir();
  const [file, copy] = [join(home.path, "prefect.db"), join(home.path, "copy.db")];
  copyFileSync(join(CACHE, "prefect-3.8.8", "template", "prefect.db"), file);
  const url = `sqlite+aiosqlite:///${file.replaceAll("\\", "/")}`;
  const prefect = await startPrefectServer({ env: { PREFECT_API_DATABASE_CONNECTION_URL: url } });
  const database = new DatabaseSync(file, { timeout: 10_000, enableForeignKeyConstraints: false });
  const tables = (
    database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as { name: string }[]
  ).map(({ name }) => `"${name}"`);
  return {
    prefect,
    save: () => {
      database.exec(`VACUUM INTO '${copy}'; ATTACH '${copy}' AS copy`);
    },
    restore: () => {
      const moves = tables.map(
        (name) => `DELETE FROM ${name}; INSERT INTO ${name} SELECT * FROM copy.${name};`,
      );
      database.exec(`BEGIN IMMEDIATE; ${moves.join(" ")} COMMIT`);
    },
    isAsSaved: () => {
      const rows = (from: string, but: string) =>
        `SELECT * FROM (SELECT * FROM ${from} EXCEPT SELECT * FROM ${but})`;
      return tables.every((name) =>
        [rows(name, `copy.${name}`), rows(`copy.${name}`, name)].every((sql) => !database.prepare(sql).get()),
      );
    },
    [Symbol.asyncDispose]: async () => {
      database.close();
      await prefect.stop();
      await home.remove();
    },
  };
}
