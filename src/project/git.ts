import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, isAbsolute, join, parse } from "node:path";
import { isInside, realPath } from "../base/inside.js";
import { isRegularFile } from "../base/project-files.js";
import { quote } from "../base/quote.js";
import { ownEnvironment } from "../prefect/process.js";

/** git could not tell, for a reason to show to people. */
export class GitError extends Error {
  override readonly name = "GitError";
}

/** The repository that is asked, and by what. */
export interface Git {
  /** Absolute: the program. */
  readonly program: string;
  /** Absolute, without links: the folder with `.git` in it. */
  readonly top: string;
  /** The job's environment, of which git gets next to nothing. */
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** The folder of the repository around a folder, links followed; undefined where there is none. */
export function repositoryAround(folder: string): string | undefined {
  let at = realPath(folder);
  while (at !== undefined && !existsSync(join(at, ".git"))) at = at === dirname(at) ? undefined : dirname(at);
  return at;
}

/**
 * Where a checkout comes from, as its own configuration says: without user and token. Undefined where that is not known.
 *
 * @param top absolute
 */
export function originOf(top: string | undefined): string | undefined {
  if (top === undefined) return undefined;
  const path = join(top, ".git", "config");
  const text = isRegularFile(path) ? readFileSync(path, "utf8") : "";
  const url = /^\s*\[remote "origin"\]\s*$[^[]*?^\s*url\s*=\s*(.+?)\s*$/m.exec(text)?.[1];
  return url?.replace(/\/\/[^/@]*@/, "//").replace(/\.git$/, "");
}

/**
 * The git of the machine. Nothing below the given folders is taken, wherever links lead: what lies there may come from
 * a pull request. Folders of PATH that are no absolute paths depend on where a program is started, and are passed over.
 */
export function findGit(env: NodeJS.ProcessEnv, checkouts: readonly string[]): string | undefined {
  const forbidden = checkouts.flatMap((folder) => [folder, realPath(folder) ?? folder]);
  const isForbidden = (path: string): boolean => forbidden.some((folder) => isInside(path, folder));
  const name = process.platform === "win32" ? "git.exe" : "git";
  return valueOf(env, "PATH")
    .split(delimiter)
    .filter((folder) => isAbsolute(folder))
    .map((folder) => join(folder, name))
    .find((path) => isRegularFile(path) && !isForbidden(path) && !isForbidden(realPath(path) ?? path));
}

function valueOf(env: NodeJS.ProcessEnv, name: string): string {
  return env[Object.keys(env).find((key) => key.toUpperCase() === name) ?? ""] ?? "";
}

/** What git and its system need, and no secret: neither GIT_… of the job, which may name other repositories and programs. */
const KEPT = ["PATH", "HOME", "XDG_CONFIG_HOME", "USERPROFILE", "HOMEDRIVE", "HOMEPATH", "LD_LIBRARY_PATH"];

const ENVIRONMENT = {
  LC_ALL: "C",
  GIT_TERMINAL_PROMPT: "0",
  /** Writes no index, and so runs no hook (2.15). */
  GIT_OPTIONAL_LOCKS: "0",
  GIT_LITERAL_PATHSPECS: "1",
  GIT_NO_REPLACE_OBJECTS: "1",
  /** What a partial clone is missing is not fetched: not since 2.45, and in none by any program. */
  GIT_NO_LAZY_FETCH: "1",
  GIT_ALLOW_PROTOCOL: "none",
};

/** Over the configuration of the checkout, which must not make git run a program; empty is off to old versions too. */
const CONFIGURATION = {
  "core.fsmonitor": "",
  "core.hooksPath": "/dev/null",
  "core.pager": "cat",
  "diff.external": "",
  "diff.renames": "false",
  "status.renames": "false",
  "status.submoduleSummary": "false",
};

/** Milliseconds. A pipe that lies where git reads a file would make it wait for ever. */
const PATIENCE = 120_000;
const MOST_BYTES = 512 * 1024 * 1024;

/**
 * Asks git. It runs no hook, filter or monitor of the checkout, writes nothing, and reaches no network.
 *
 * `--git-dir` is given, for two reasons: a bare repository that is checked in below the folder is not taken for it, and
 * git does not look whose files these are (`safe.directory`), which in a container are often another user's. That check
 * is for what a repository may make git run, and that is off here.
 *
 * @param more configuration, over all other
 * @returns what it prints; `undefined` where it ends with a code of `silent`
 * @throws GitError, or the signal's reason
 */
export function ask(
  { program, top, env, signal }: Git,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
  silent: readonly number[] = [],
): Promise<string | undefined> {
  signal.throwIfAborted();
  const configuration = Object.entries({ ...CONFIGURATION, ...more }).flatMap(([key, value]) => [
    "-c",
    `${key}=${value}`,
  ]);
  const own = Object.fromEntries(
    KEPT.map((name) => [name, valueOf(env, name)] as const).filter(([, to]) => to),
  );
  const place = ["--no-pager", `--git-dir=${join(top, ".git")}`, `--work-tree=${top}`];
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      [...place, ...configuration, ...args],
      {
        // Windows looks for programs where one is started.
        cwd: parse(top).root,
        env: { ...ownEnvironment(env), ...own, ...ENVIRONMENT },
        encoding: "utf8",
        maxBuffer: MOST_BYTES,
        timeout: PATIENCE,
        signal,
        killSignal: "SIGKILL",
        windowsHide: true,
      },
      (error, stdout, stderr) => {
        if (!error) resolve(stdout);
        else if (typeof error.code === "number" && silent.includes(error.code)) resolve(undefined);
        else reject(signal.aborted ? (signal.reason as Error) : new GitError(reasonOf(error, stderr)));
      },
    );
    child.stdin?.end();
  });
}

function reasonOf(error: Error & { killed?: boolean | undefined }, stderr: string): string {
  if (error.killed) return "git took too long, or told too much";
  const [line = ""] = stderr.split("\n").filter((text) => /^(?:fatal|error):/.test(text));
  return line === "" ? "git could not be run" : `git said ${quote(line, 200)}`;
}

/** The items of a `-z` output. */
export function items(output: string | undefined): string[] {
  return (output ?? "").split("\0").filter((item) => item !== "");
}

/**
 * The commit that a name stands for, in the checkout or as a branch of `origin`: actions/checkout makes a local branch
 * of none but the one that it checks out.
 *
 * @param text checked before: git would take `-x` for an option
 */
export async function commitOf(git: Git, text: string): Promise<string | undefined> {
  const branch = text.replace(/^refs\/heads\//, "");
  const names = [text, ...(branch.startsWith("refs/") ? [] : [`refs/remotes/origin/${branch}`])];
  for (const name of names) {
    const found = await ask(git, ["rev-parse", "--verify", "--quiet", `${name}^{commit}`], {}, [1]);
    if (found !== undefined) return found.trim();
  }
  return undefined;
}

/** The branches and tags that there are, by their short names. */
export async function namesOf(git: Git): Promise<string[]> {
  const all = await ask(git, [
    "for-each-ref",
    "--format=%(refname)",
    "refs/heads",
    "refs/tags",
    "refs/remotes/origin",
  ]);
  const names = (all ?? "")
    .split("\n")
    .map((name) => name.replace(/^refs\/(?:heads|tags|remotes\/origin)\//, ""));
  return [...new Set(names)].filter((name) => name !== "" && name !== "HEAD");
}

/** Paths that differ between two commits, relative to the top; of what was renamed both. */
export async function differing(git: Git, from: string, to: string): Promise<string[]> {
  const options = ["-r", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv"];
  return items(await ask(git, ["diff-tree", ...options, "--ignore-submodules=none", from, to]));
}

export const LINK = "120000";
export const SUBMODULE = "160000";

/** What is tracked, with its mode: a link, a submodule or a file. */
export async function tracked(git: Git): Promise<Map<string, string>> {
  const entries = items(await ask(git, ["ls-files", "--stage", "-z"]));
  return new Map(entries.map((entry) => [entry.slice(entry.indexOf("\t") + 1), entry.slice(0, 6)]));
}
