import { existsSync, realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ActionError } from "./errors.js";
import { field, readEvent } from "./event.js";
import { NotRead, readRegularFile } from "./project-files.js";
import { quote } from "./quote.js";

export interface Trust {
  readonly env: NodeJS.ProcessEnv;
  /** Absolute. */
  readonly workingDirectory: string;
  /** Absolute paths of the prefect files, which may lie in another checkout than the working directory. */
  readonly prefectFiles?: readonly string[];
  /** `allow-untrusted-code`: somebody has looked at it. */
  readonly allow: boolean;
}

/**
 * Refuses to run code of a fork with the secrets of the repository. Under `pull_request_target` and `workflow_run`
 * GitHub starts the base's workflow, with its secrets, for a pull request of anybody; that is safe for as long as
 * only the base's code is run. To deploy or to plan imports the flow files, so what counts is what is checked out.
 *
 * It guards against a workflow written by mistake, and is no sandbox. It believes:
 * - GITHUB_*, which no step can overwrite (docs.github.com, "Variables reference": "You can't overwrite the value of
 *   the default environment variables named GITHUB_* and RUNNER_*");
 * - the event's file and `.git`, which a step can: but a step that runs the fork's code has lost already.
 * It does not see files of a fork that were put into a checkout of the base, as from an artifact.
 *
 * @throws ActionError where code of a fork would be run, or where nothing says that it is not
 */
export function checkTrusted({ env, workingDirectory, prefectFiles = [], allow }: Trust): void {
  const fork = allow ? undefined : forkBehind(env);
  if (fork === undefined) return;
  const base = baseCommits(env);
  const places = [workingDirectory, ...prefectFiles];
  if (places.every((place) => base.has(checkedOutCommit(place) ?? "nothing known"))) return;
  throw new ActionError({
    what: `Code of ${fork} would be run here with this job's secrets: the event is \`${env["GITHUB_EVENT_NAME"] ?? ""}\`, what is checked out is not the base's commit, and Prefect imports the flow files. Whoever opens a pull request could so read the secrets, and deploy what they like.`,
    mend: "Use `on: pull_request`, which gets no secrets, with `mode: validate`, which runs no code; or check out the base (actions/checkout without `ref` and `repository`). Only where each such run is reviewed before it starts: `allow-untrusted-code: true`.",
  });
}

/** Whose code started a privileged run, for people; undefined where that is nobody from outside. */
function forkBehind(env: NodeJS.ProcessEnv): string | undefined {
  const way = HEAD_REPOSITORY[env["GITHUB_EVENT_NAME"] ?? ""];
  if (way === undefined) return undefined;
  const event = readEvent(env);
  const base = field(event, "repository", "full_name") ?? env["GITHUB_REPOSITORY"];
  const head = field(event, ...way, "full_name");
  if (typeof head !== "string") return "a fork that GitHub does not name (it may have been deleted)";
  return head === base ? undefined : `the fork ${quote(head)}`;
}

/** The privileged events, and where each has the repository that the code comes from: null after it was deleted. */
const HEAD_REPOSITORY: Readonly<Record<string, readonly string[]>> = {
  pull_request_target: ["pull_request", "head", "repo"],
  workflow_run: ["workflow_run", "head_repository"],
};

/** Commits of the repository's own branches. Under both events GITHUB_SHA is of the base, or of the default branch. */
function baseCommits(env: NodeJS.ProcessEnv): Set<unknown> {
  const target = env["GITHUB_EVENT_NAME"] === "pull_request_target";
  const commits = [
    env["GITHUB_SHA"],
    target ? field(readEvent(env), "pull_request", "base", "sha") : undefined,
  ];
  return new Set(commits.filter((commit) => typeof commit === "string" && COMMIT.test(commit)));
}

/** SHA-1 or SHA-256. */
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * The commit that HEAD of the checkout around a file or folder stands for; undefined where there is none, or where
 * this cannot be read. Does not run git: it would act on the checkout's own configuration.
 */
export function checkedOutCommit(path: string): string | undefined {
  try {
    // A symbolic link may lead into another checkout.
    return commitOf("HEAD", gitFolders(realpathSync(path)));
  } catch {
    return undefined;
  }
}

interface GitFolders {
  /** Has HEAD. */
  readonly own: string;
  /** Has the branches; another one than `own` in a worktree. */
  readonly common: string;
}

/** @throws where there is none up to the root */
function gitFolders(path: string): GitFolders {
  const own = gitFolder(join(path, ".git"));
  if (own === undefined) {
    const above = dirname(path);
    if (above === path) throw new Error("no .git");
    return gitFolders(above);
  }
  const common = textOf(join(own, "commondir"));
  return { own, common: common === undefined ? own : resolve(own, common) };
}

/** `.git` is the folder itself, or in worktrees and submodules a file that names it; anything else is an error. */
function gitFolder(dotGit: string): string | undefined {
  if (textOf(join(dotGit, "HEAD")) !== undefined) return dotGit;
  const link = textOf(dotGit);
  if (link === undefined) {
    if (existsSync(dotGit)) throw new Error("a .git folder without HEAD");
    return undefined;
  }
  const named = /^gitdir: (.+)$/.exec(link)?.[1];
  if (named === undefined) throw new Error("not a .git file");
  return resolve(dirname(dotGit), named);
}

/** Follows symbolic references: HEAD names a branch, which may name another. */
function commitOf(reference: string, folders: GitFolders, depth = 0): string | undefined {
  const value =
    textOf(join(folders.own, reference)) ??
    textOf(join(folders.common, reference)) ??
    packed(reference, folders.common);
  if (value === undefined || COMMIT.test(value)) return value;
  const next = /^ref: (refs\/\S+)$/.exec(value)?.[1];
  return next === undefined || next.includes("..") || depth > 5
    ? undefined
    : commitOf(next, folders, depth + 1);
}

/** `packed-refs` has a line `COMMIT NAME` for each reference without a file of its own. */
function packed(reference: string, common: string): string | undefined {
  return textOf(join(common, "packed-refs"))
    ?.split("\n")
    .find((line) => line.endsWith(` ${reference}`))
    ?.split(" ")[0];
}

/** Without white space around it; undefined where there is no such file. @throws where it is there, and not readable */
function textOf(path: string): string | undefined {
  try {
    return readRegularFile(path, MOST_BYTES).toString("utf8").trim();
  } catch (error) {
    if (error instanceof NotRead && (error.reason === "missing" || error.reason === "folder"))
      return undefined;
    throw error;
  }
}

/** `packed-refs` with a million references. */
const MOST_BYTES = 100_000_000;
