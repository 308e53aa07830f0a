import { existsSync } from "node:fs";
import { join } from "node:path";
import { ActionError, type Problem } from "../base/errors.js";
import { unexpected } from "../base/unexpected.js";
import { field, readEvent } from "../inputs/event.js";
import { checkedOutCommit } from "../inputs/untrusted.js";

/**
 * What ended a run, as problems to show.
 *
 * @param timeout in seconds, as written
 */
export function problemsOf(error: unknown, cancelled: AbortSignal, timeout: string): readonly Problem[] {
  if (error instanceof ActionError) return error.problems.map((problem) => withLink(problem, process.env));
  if (cancelled.aborted) {
    return [
      { what: "The job was cancelled.", fix: "Run it again; what is deployed until then is listed above." },
    ];
  }
  if (error instanceof Error && error.name === "TimeoutError") {
    return [
      {
        what: `Timed out after ${timeout} s (\`timeout\`).`,
        fix: "Look at what the log shows last; raise `timeout` if it only needs longer.",
      },
    ];
  }
  return [unexpected(error)];
}

/** The documentation of the release that runs, where the runner says which it is. */
export function docsOf({
  GITHUB_SERVER_URL: server,
  GITHUB_ACTION_REPOSITORY: repository,
  GITHUB_ACTION_REF: ref,
}: NodeJS.ProcessEnv): string | undefined {
  if (!server || !repository || !ref) return undefined;
  const [name, release] = [repository, ref].map((path) => path.split("/").map(encodeURIComponent).join("/"));
  return `${server}/${name ?? ""}/blob/${release ?? ""}/docs`;
}

/** For a pull request its own commit: GITHUB_SHA is a merge that people see nowhere. Empty where there is none. */
export function commitOf(env: NodeJS.ProcessEnv): string {
  const isPull = env["GITHUB_EVENT_NAME"] === "pull_request";
  const own = isPull ? field(readEvent(env), "pull_request", "head", "sha") : undefined;
  return typeof own === "string" ? own : (env["GITHUB_SHA"] ?? "");
}

/** Where GitHub shows the files whose lines are told; undefined where another commit than that of the run is checked out. */
export function sourceOf(env: NodeJS.ProcessEnv, workspace: string): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: sha } = env;
  const commit = commitOf(env);
  const head = existsSync(join(workspace, ".git")) ? checkedOutCommit(workspace) : undefined;
  if (!server || !repository || !head || ![sha, commit].includes(head)) return undefined;
  return `${server}/${repository}/blob/${head}`;
}

/** To the row of docs/troubleshooting.md, where the runner says which repository and release this action is. */
export function withLink(problem: Problem, env: NodeJS.ProcessEnv): Problem {
  const base = docsOf(env);
  if (problem.see === undefined || base === undefined) return problem;
  const link = `${base}/troubleshooting.md#${problem.see}`;
  return { ...problem, fix: `${problem.fix} More: ${link}` };
}
