/**
 * Whether this is the nightly run (`TESTS=all`), which tries each test on each version of Prefect that it has anything to
 * do with, and each kind of fault at each request. CONTRIBUTING.md says what the others leave out, and why.
 */
export const IS_FULL_RUN = process.env["TESTS"] === "all";
