import { basename, dirname, relative } from "node:path";
import { slashed } from "./folders.js";

/** Where a prefect file is deployed from, as the input `run-from` says. */
export const RUN_FROM = ["working-directory", "prefect-file"] as const;
export type RunFrom = (typeof RUN_FROM)[number];

/**
 * Where `prefect deploy` runs for a prefect file, and what its entrypoints are relative to. All paths are absolute.
 *
 * @param workingDirectory as the input says
 */
export function directoryOf(prefectFile: string, workingDirectory: string, runFrom: RunFrom): string {
  return runFrom === "prefect-file" ? dirname(prefectFile) : workingDirectory;
}

/** In a word of `prefect-command`: the name of the folder that the prefect file lies in, and its path. */
const PLACEHOLDER = /\{(folder|path)\}/g;

/** Whether a folder's name would be taken for an option of the command. @returns the folder */
export function misleading(
  command: readonly string[],
  prefectFile: string,
  workingDirectory: string,
): string | undefined {
  const filled = commandFor(command, prefectFile, workingDirectory);
  const at = command.findIndex((word, index) => word.startsWith("{") && filled[index]?.startsWith("-"));
  return filled[at];
}

/** Whether the command is another one for each prefect file. */
export function dependsOnFile(command: readonly string[]): boolean {
  return command.some((word) => word.search(PLACEHOLDER) >= 0);
}

/**
 * The command that deploys a prefect file, with the folder that the file lies in filled in. A word stays one word, whatever
 * the folder is called.
 *
 * @param workingDirectory absolute: what `{path}` is relative to; `.` for a file right in it
 */
export function commandFor(
  command: readonly string[],
  prefectFile: string,
  workingDirectory: string,
): readonly string[] {
  const folder = dirname(prefectFile);
  const values = { folder: basename(folder), path: slashed(relative(workingDirectory, folder)) || "." };
  return command.map((word) =>
    word.replace(PLACEHOLDER, (_all, name: string) => values[name as keyof typeof values]),
  );
}
