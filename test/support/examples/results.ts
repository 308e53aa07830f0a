import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CACHE } from "../../../scripts/parts.mjs";

/** What the tests of each example saw in this run; printed at the end of it (results-report.ts). */
const FOLDER = join(CACHE, "results");

/** What each way to call was answered with: `deployed`, the id of a diagnosis, or — where there is no such case. */
export interface Results {
  readonly right: string;
  readonly none: string;
  readonly wrong: string;
  readonly expired: string;
  readonly wrongHost: string;
}

export interface Row extends Results {
  readonly example: string;
  readonly title: string;
}

export async function clearResults(): Promise<void> {
  await rm(FOLDER, { recursive: true, force: true });
}

/** Returns the text that was saved. */
export async function saveResults(example: string, title: string, results: Results): Promise<string> {
  const text = `${JSON.stringify({ example, title, ...results }, undefined, 2)}\n`;
  await mkdir(FOLDER, { recursive: true });
  await writeFile(join(FOLDER, `${example}.json`), text);
  return text;
}

export async function readResults(): Promise<Row[]> {
  const names = await readdir(FOLDER).catch(() => []);
  return Promise.all(
    names.sort().map(async (name) => JSON.parse(await readFile(join(FOLDER, name), "utf8")) as Row),
  );
}
