export declare const ROOT: string;
export declare const CACHE: string;
export declare const WANTED: {
  readonly python: string;
  readonly uv: string;
  readonly parts: Readonly<
    Record<string, { readonly packages: readonly string[]; readonly serverFlags?: readonly string[] }>
  >;
};

/** The newest Prefect that this Python can run (`3.9.1`), and its part. */
export declare const NEWEST: string;
export declare const NEWEST_PART: string;

/** Absolute: every package of a part, or of `uv`, with its version and hashes. */
export declare function lockFile(part: string): string;

/** The first Python on PATH that is new enough for the oldest part. Undefined where there is none. */
export declare function findPython(): { readonly path: string; readonly version: string } | undefined;

/** Whether a version (`3.11.7`) is this one (`3.11`) or newer. */
export declare function isAtLeast(version: string, least: string): boolean;

/** Whether a part can be made with a version of Python (`3.11.7`). */
export declare function isFor(python: string, part: string): boolean;
/** Whether the tests want it, with this Python, in this run. */
export declare function isWanted(part: string): boolean;

/** Whether a part (`gates`, `prefect-3.9.1`, …) is there and as versions.json wants it. */
export declare function isReady(part: string): boolean;
export declare function stampOf(part: string): string;
/** Where a command of a part is, or will be. */
export declare function executablePath(part: string, command: string): string;

/** The environment of this process without the developer's own Prefect and Python settings, plus `extra`. */
export declare function cleanEnvironment(extra?: Readonly<Record<string, string>>): Record<string, string>;

/**
 * A loopback port that nothing listens on, and that this process has not handed out before. Picked at random
 * below the range that systems give to outgoing connections, so that test processes side by side, and the
 * requests that they make, do not take it before its part starts.
 */
export declare function freePort(): Promise<number>;

export declare const GROUP: { readonly detached: boolean; readonly windowsHide: boolean };

/**
 * Tells a process of its own what must be gone when this one is: `process.on("exit")` is not reached when this
 * process is killed, but a pipe always closes.
 */
export declare function keep(what: { readonly pid: number } | { readonly folder: string }): void;
export declare function giveBack(what: { readonly pid: number } | { readonly folder: string }): void;

/** Signals a process that was spawned with `GROUP`, and all that it started. Returns at once. */
export declare function killGroup(pid: number, signal?: NodeJS.Signals): void;
