/** What a run of Vitest comes to: each problem is a test that failed or did not run, with the beginning of its reason. */
export declare function testResults(
  report: unknown,
  exitCode: number,
): { readonly passed: number; readonly problems: readonly string[] };
