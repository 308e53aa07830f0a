export declare const TITLE: string;
export declare const MARKER: string;

export interface NewestRun {
  readonly version: string;
  /** A text for each test that failed or did not run, its name first. */
  readonly problems: readonly string[];
  /** The address of the workflow's run. */
  readonly run: string;
}

/** @param text Vitest's JSON report; undefined where there is none */
export declare function problemsIn(text: string | undefined, result: string): readonly string[];

/** The Markdown of the issue, in GitHub's limit. */
export declare function bodyFor(run: NewestRun): string;

/** Below the repository: `("GET", "/issues?state=open")`. */
export type RequestGitHub = (method: string, path: string, body?: object) => Promise<unknown>;

/** Opens, updates or closes the one issue; gives a line for the log. */
export declare function publish(run: NewestRun, request: RequestGitHub): Promise<string>;

export declare function requestTo(how: {
  readonly api: string;
  readonly repository: string;
  readonly token: string;
}): RequestGitHub;
