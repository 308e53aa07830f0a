/**
 * Whether this is the nightly run (`TESTS=all`), which tries each test on each version of Prefect that it has anything to
 * do with, and each kind of fault at each request. CONTRIBUTING.md says what the others leave out, and why.
 */
export const IS_FULL_RUN = process.env["TESTS"] === "all";

/** How many random cases are tried, each run with the same ones: so many in the nightly run, and so many in others. */
export function randomCases(inFullRun: number, inOthers: number): number {
  return IS_FULL_RUN ? inFullRun : inOthers;
}
