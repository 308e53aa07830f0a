/** What a run of Vitest comes to: each problem is a test that failed or did not run, with the beginning of its reason. */
export declare function testResults(
  report: unknown,
  exitCode: number,
): { readonly passed: number; readonly problems: readonly string[] };

/** What the lines of scripts/check.mjs come to; a check that could not be made has neither passed nor failed. */
export declare function checkResults(
  output: string,
  exitCode: number,
): {
  readonly passed: number;
  readonly problems: readonly string[];
  readonly notChecked: readonly string[];
};
