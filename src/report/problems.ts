import { ActionError, type Problem } from "../base/errors.js";
import { unexpected } from "../base/unexpected.js";

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

/** To the row of docs/troubleshooting.md, where the runner says which repository and release this action is. */
export function withLink(problem: Problem, env: NodeJS.ProcessEnv): Problem {
  const base = docsOf(env);
  if (problem.see === undefined || base === undefined) return problem;
  const link = `${base}/troubleshooting.md#${problem.see}`;
  return { ...problem, fix: `${problem.fix} More: ${link}` };
}
