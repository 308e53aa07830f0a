import { existsSync, realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { attempt } from "../base/attempt.js";
import { ActionError } from "../base/errors.js";
import { field, readEvent } from "./event.js";
import { NotRead, tryRead } from "../base/project-files.js";
import { quote } from "../base/quote.js";

export interface Trust {
  readonly env: NodeJS.ProcessEnv;
  /** Absolute. */
  readonly workingDirectory: string;
  /** Absolute paths of what else is run or read: each may lie in another checkout. Asked for only where it matters. */
  readonly code?: () => readonly string[];
  /** `allow-untrusted-code`: somebody has looked at it. */
  readonly allow: boolean;
  /** Turns an absolute path into the one to show. */
  readonly show: (path: string) => string;
}

/**
 * Refuses to run code of a fork with the secrets of the repository. Under some events GitHub starts the base's workflow,
 * with its secrets, for anybody; that is safe for as long as only the base's code is run. To deploy or to plan imports
 * the flow files, so what counts is the commit that is checked out around each of them.
 *
 * It guards against a workflow written by mistake, and is not a sandbox. It believes:
 * - GITHUB_*, which no step can overwrite (docs.github.com, "Variables reference": "You can't overwrite the value of
 *   the default environment variables named GITHUB_* and RUNNER_*");
 * - the event's file and `.git`, which a step can: but a step that runs the fork's code has lost already.
 * It does not see files of a fork that were put into a checkout of the base, as from an artifact.
 *
 * @throws ActionError where code of a fork would be run, or where nothing says that it is not
 */
export function checkTrusted({ env, workingDirectory, code = () => [], allow, show }: Trust): void {
  const event = env["GITHUB_EVENT_NAME"] ?? "";
  const suspicion = allow ? undefined : RULES.get(event)?.(readEvent(env), env);
  if (suspicion === undefined) return;
  const trusted = new Set(
    suspicion.commits.filter((commit) => typeof commit === "string" && COMMIT.test(commit)),
  );
  const found = [workingDirectory, ...code()].find(
    (path) => !trusted.has(checkedOutCommit(path) ?? "nothing known"),
  );
  if (found === undefined) return;
  throw new ActionError({
    what: `${suspicion.whose} would be run here with this job's secrets: the event is \`${event}\`, ${named(show(found))} is in ${describeCheckout(found)}, and Prefect imports the flow files. ${suspicion.danger}`,
    fix: `Use \`on: pull_request\`, which gets no secrets, with \`mode: validate\`, which runs no code; or check out ${suspicion.instead} (actions/checkout without \`ref\` and \`repository\`). Only where each such run is reviewed before it starts: \`allow-untrusted-code: true\`.`,
  });
}

function named(path: string): string {
  return path === "" ? "the working directory" : quote(path, 200);
}

/** Why an event is not to be trusted, and what may be checked out all the same. */
interface Suspicion {
  /** Whose code it may be, for people. */
  readonly whose: string;
  readonly danger: string;
  /** What to check out, for people. */
  readonly instead: string;
  /** Commits of the repository's own, as far as the event names them: anything that is not a commit does not count. */
  readonly commits: readonly unknown[];
}

/** Undefined where the event is about the repository's own code. */
type Rule = (event: unknown, env: NodeJS.ProcessEnv) => Suspicion | undefined;

/** GitHub starts it for a pull request of anybody. GITHUB_SHA is of the base, or of the default branch. */
const ofPullRequest: Rule = (event, env) =>
  ofFork(
    event,
    env,
    ["pull_request", "head", "repo"],
    [env["GITHUB_SHA"], field(event, "pull_request", "base", "sha")],
  );

/** The run before may itself have been started by anybody: then only its own commit counts besides. */
const ofWorkflowRun: Rule = (event, env) => {
  const fork = ofFork(event, env, ["workflow_run", "head_repository"], [env["GITHUB_SHA"]]);
  const before = field(event, "workflow_run", "event");
  if (fork !== undefined || !RULES.has(String(before))) return fork;
  return ofAnybody([env["GITHUB_SHA"], field(event, "workflow_run", "head_sha")]);
};

/** GITHUB_SHA is the commit that merges the pull request: of a fork's, the fork's code. */
const ofReview: Rule = (event, env) => {
  const ofPull = (...way: string[]): unknown => field(event, "pull_request", ...way);
  const base = ofPull("base", "sha");
  return (
    ofFork(event, env, ["pull_request", "head", "repo"], [base]) ??
    ofAnybody([env["GITHUB_SHA"], ofPull("head", "sha"), base])
  );
};

/** It runs on the default branch, and does not tell a fork from a branch. */
const ofDefaultBranch: Rule = (_event, env) => ofAnybody([env["GITHUB_SHA"]]);

/**
 * The events that somebody without write access can start, or that follow from what they do (docs.github.com, "Events
 * that trigger workflows", also for GITHUB_SHA). All others need write access, or run without secrets for a fork
 * (`pull_request`). `workflow_call` has the event of its caller.
 */
const RULES: ReadonlyMap<string, Rule> = new Map([
  ["pull_request_target", ofPullRequest],
  ["workflow_run", ofWorkflowRun],
  // Without secrets for a fork, unless a private repository is set up to send them.
  ...["pull_request_review", "pull_request_review_comment"].map((name) => [name, ofReview] as const),
  // Anybody comments, opens an issue or a discussion, forks, stars, or edits an open wiki.
  ...["issue_comment", "issues", "discussion", "discussion_comment", "fork", "watch", "gollum"].map(
    (name) => [name, ofDefaultBranch] as const,
  ),
  // Another CI service says how the commit of a fork did.
  ...["check_run", "check_suite", "status"].map((name) => [name, ofDefaultBranch] as const),
]);

function ofFork(
  event: unknown,
  env: NodeJS.ProcessEnv,
  way: readonly string[],
  commits: readonly unknown[],
): Suspicion | undefined {
  const base = field(event, "repository", "full_name") ?? env["GITHUB_REPOSITORY"];
  const head = field(event, ...way, "full_name");
  if (head !== undefined && head === base) return undefined;
  const fork =
    typeof head === "string"
      ? `the fork ${quote(head)}`
      : "a fork that GitHub does not name (it may have been deleted)";
  return {
    whose: `Code of ${fork}`,
    danger: "Whoever opens a pull request could so read the secrets, and deploy what they like.",
    instead: "the base",
    commits,
  };
}

function ofAnybody(commits: readonly unknown[]): Suspicion {
  return {
    whose: "Code that may be anybody's",
    danger:
      "Others than those with write access can start this event, and nothing in it says that this commit is the repository's own.",
    instead: "the event's own commit",
    commits,
  };
}

function describeCheckout(path: string): string {
  const folders = attempt(() => gitFolders(realpathSync(path)));
  if (!folders) return "no checkout whose commit can be read";
  const commit = checkedOutCommit(path);
  const which = commit === undefined ? "whose commit cannot be read" : `of commit ${commit.slice(0, 12)}`;
  return folders.isSubmodule
    ? `a submodule ${which}, which this check cannot compare with what the base records`
    : `a checkout ${which}, which is not one that can be trusted here`;
}

/** SHA-1 or SHA-256. */
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * The commit that HEAD of the checkout around a file or folder stands for; undefined where there is none, or where
 * this cannot be read. Does not run git: it would act on the checkout's own configuration.
 */
export function checkedOutCommit(path: string): string | undefined {
  // A symbolic link may lead into another checkout.
  return attempt(() => commitOf("HEAD", gitFolders(realpathSync(path))));
}

interface GitFolders {
  /** Has HEAD. */
  readonly own: string;
  /** Has the branches; another one than `own` in a worktree. */
  readonly common: string;
  readonly isSubmodule: boolean;
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
  return {
    own,
    common: common === undefined ? own : resolve(own, common),
    isSubmodule: common === undefined && own !== join(path, ".git"),
  };
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
  const read = tryRead(path, MOST_BYTES);
  if (!(read instanceof NotRead)) return read.toString("utf8").trim();
  if (read.reason === "missing" || read.reason === "folder") return undefined;
  throw read;
}

/** `packed-refs` with a million references. */
const MOST_BYTES = 100_000_000;
