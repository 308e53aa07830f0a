/** The newest Prefect of versions.json: `3.9.1`. */
export declare const TESTED: string;

/** The version of Prefect that `pip install --report` names. Throws where it is not three numbers. */
export declare function versionIn(report: string): string;

/** Whether `version` is newer than `other`; both are three numbers. */
export declare function isNewer(version: string, other: string): boolean;
