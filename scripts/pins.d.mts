export interface Use {
  /** `path:line` */
  readonly at: string;
  /** As behind `uses:`, such as `actions/checkout@v7`. */
  readonly action: string;
  /** The comment behind it, such as `v7.0.1`. */
  readonly version: string | undefined;
}

/** What could not be looked at. It has neither passed nor failed. */
export declare class NotChecked extends Error {}

/** Every `uses` of a workflow, in whatever form YAML allows, or of the workflows that a Markdown text shows. */
export declare function usesIn(path: string, text: string): readonly Use[];

/**
 * What is wrong with those of these uses that name a commit, as the repositories of the actions say now; throws
 * NotChecked if nothing is known to be wrong, and a repository could not be asked. `addressOf` makes `owner/name`
 * what Git takes for a remote; default: on GitHub.
 */
export declare function wrongPins(
  uses: readonly Use[],
  addressOf?: (repository: string) => string,
): Promise<readonly string[]>;
