import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** The content of a database, put back while a server runs on it, in milliseconds. */
export interface Snapshot extends Disposable {
  /** Remembers all that it holds. */
  readonly save: () => void;
  /** Makes it hold what was remembered, ids and times included. */
  readonly restore: () => void;
  /** Whether each row is as it was remembered: where it is, no dump need be made. */
  readonly isAsSaved: () => boolean;
}

/**
 * @param file an SQLite database
 * @param folder takes the copy
 */
export function snapshotOf(file: string, folder: string): Snapshot {
  const copy = join(folder, "copy.db");
  const database = new DatabaseSync(file, { timeout: 10_000, enableForeignKeyConstraints: false });
  const tables = (
    database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as { name: string }[]
  ).map(({ name }) => `"${name}"`);
  return {
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
    [Symbol.dispose]: () => {
      database.close();
    },
  };
}
