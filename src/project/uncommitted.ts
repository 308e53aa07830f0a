import { createHash } from "node:crypto";
import { createReadStream, lstatSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { attempt } from "../base/attempt.js";
import { ask, GitError, items, type Git } from "./git.js";

/** What Python leaves when it imports; nobody deploys it. */
const BYTECODE = /^\?\? (?:.*\/)?__pycache__\//s;

/** So many files of Git LFS are looked at, which takes three processes each; more count as changed. */
const MOST_OF_LFS = 100;

/** Paths that are not as HEAD has them, and those that are neither tracked nor ignored. */
export async function uncommitted(git: Git): Promise<string[]> {
  // Another commit of a submodule is seen; for more git would run in there, by its configuration.
  const options = ["--porcelain", "-z", "--untracked-files=all", "--ignore-submodules=dirty"];
  const filters = await filtersOf(git);
  const entries = items(await ask(git, ["status", ...options], withoutFilters(filters)));
  const paths: string[] = [];
  let looked = 0;
  for (let at = 0; at < entries.length; at += 1) {
    const entry = entries[at] ?? "";
    const path = entry.slice(3).replace(/\/$/, "");
    // Where renames are found all the same, the former name comes next.
    if (/^[RC]|^.[RC]/.test(entry)) paths.push(entries[(at += 1)] ?? "");
    if (BYTECODE.test(entry)) continue;
    const mayBeSame = filters.has("lfs") && entry.startsWith(" M ") && (looked += 1) <= MOST_OF_LFS;
    if (!(mayBeSame && (await isAsItsPointer(git, path)))) paths.push(path);
  }
  return paths;
}

/**
 * A filter (`.gitattributes`) is a program that git may run to compare a file. Without it such a file may look changed
 * where it is not; it never looks unchanged where it is not.
 */
function withoutFilters(names: ReadonlySet<string>): Record<string, string> {
  if ([...names].some((name) => name.includes("=")))
    throw new GitError("the configuration of git has a filter that cannot be turned off");
  return Object.fromEntries(
    [...names].flatMap((name) => [
      [`filter.${name}.clean`, ""],
      [`filter.${name}.process`, ""],
      [`filter.${name}.required`, "false"],
    ]),
  );
}

async function filtersOf(git: Git): Promise<ReadonlySet<string>> {
  const args = ["config", "-z", "--name-only", "--get-regexp", String.raw`^filter\.`];
  const keys = items(await ask(git, args, {}, [1]));
  return new Set(keys.flatMap((key) => /^filter\.([^]+)\.[^.]+$/.exec(key)?.[1] ?? []));
}

/** Git LFS, "The pointer": at most so many bytes. */
const LONGEST_POINTER = 1024;
const POINTER =
  /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\nsize (\d+)\n$/;

/** Whether a file is the one that the index has a pointer to: without its filter git takes every such file for changed. */
async function isAsItsPointer(git: Git, path: string): Promise<boolean> {
  const own = attempt(() => lstatSync(join(git.top, path)));
  if (!own?.isFile() || Number(await ask(git, ["cat-file", "-s", `:0:${path}`])) > LONGEST_POINTER)
    return false;
  const pointer = POINTER.exec((await ask(git, ["cat-file", "blob", `:0:${path}`])) ?? "");
  if (pointer?.[2] !== String(own.size)) return false;
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(join(git.top, path)), hash, { signal: git.signal });
  } catch {
    git.signal.throwIfAborted();
    return false; // It cannot be read, or is gone.
  }
  return hash.digest("hex") === pointer[1];
}
