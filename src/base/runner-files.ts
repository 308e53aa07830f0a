import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ActionError } from "./errors.js";

/** What the runner names in the environment, and what is missing where it cannot be written. */
const LOST = {
  GITHUB_OUTPUT: "later steps do not get the outputs of this one",
  GITHUB_STATE: "the end of the job would not know what to clean up",
  GITHUB_STEP_SUMMARY: "this step has no job summary",
  RUNNER_TEMP: "this step cannot keep its own files",
} as const;

export type RunnerFile = keyof typeof LOST;

/** Absolute path of the folder for files of this job. */
export function runnerTemp(): string {
  return process.env["RUNNER_TEMP"] || tmpdir();
}

/**
 * Writes to what the runner gives a step to write to.
 *
 * @param path for people; default: what the environment says
 * @throws ActionError where the disk or the runner refuses; whatever else is thrown stays as it is
 */
export function toRunner<T>(name: RunnerFile, write: () => T, path = process.env[name] ?? ""): T {
  try {
    return write();
  } catch (error) {
    const refusal = refusalOf(error, path);
    if (refusal === undefined) throw error;
    throw new ActionError({
      what: `${name} of the runner cannot be written (${refusal}), so ${LOST[name]}: ${path}.`,
      fix: FIXES[refusal] ?? MISSING,
    });
  }
}

/**
 * A file for this user only.
 *
 * @param path absolute, below RUNNER_TEMP
 * @param flag `wx` where nothing may be there before
 * @throws ActionError where it cannot be written
 */
export function writeTemp(path: string, content: string | Buffer, flag: "w" | "wx" = "w"): void {
  inTemp(path, () => {
    writeFileSync(path, content, { mode: 0o600, flag });
  });
}

/**
 * A file that stays for later steps of the job, which may run as other users. A name of its own: several steps of a job
 * may write one.
 *
 * @param mode permission bits, of which the user's mask takes some away
 * @returns its absolute path
 * @throws ActionError where it cannot be written
 */
export function keepFile(name: string, extension: string, content: string, mode = 0o666): string {
  const path = join(runnerTemp(), `${name}-${randomBytes(4).toString("hex")}.${extension}`);
  inTemp(path, () => {
    writeFileSync(path, content, { flag: "wx", mode });
  });
  return path;
}

/** A folder for this user only. @throws ActionError where it cannot be made */
export function makeTemp(path: string): void {
  inTemp(path, () => {
    mkdirSync(path, { mode: 0o700 });
  });
}

function inTemp(path: string, write: () => void): void {
  toRunner("RUNNER_TEMP", write, path);
}

/** By its code. `@actions/core` has none where the file is missing. */
function refusalOf(error: unknown, path: string): string | undefined {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code !== undefined && syscall !== undefined) return code;
  return path === "" || existsSync(path) ? undefined : "ENOENT";
}

const FULL = "Free space on the disk of the runner, and re-run the job.";
const RIGHTS = "Give the user of the runner write access to it, and re-run the job.";
const MISSING =
  "The runner makes it before each job: check that no step before removes or replaces it, then re-run the job.";

const FIXES: Readonly<Record<string, string>> = {
  ENOSPC: FULL,
  EDQUOT: FULL,
  EROFS: RIGHTS,
  EACCES: RIGHTS,
  EPERM: RIGHTS,
};
