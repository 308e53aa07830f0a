// Mutation tests, by the unit tests alone. `npm run mutation -- --mutate 'src/commit/**/*.ts'` for a part.

export default {
  mutate: [
    "src/{plan,commit,credentials}/**/*.ts",
    "src/server/api-path.ts",
    "src/gateway/{asked,recording}.ts",
  ],
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: "vitest.mutation.config.ts" },
  coverageAnalysis: "perTest",
  // What runs once when a file is loaded would need all tests of it.
  ignoreStatic: false,
  ignorePatterns: [".cache", "dist", "coverage", "examples", "docs"],
  tempDirName: ".cache/stryker",
  concurrency: 2,
  timeoutMS: 10_000,
  reporters: ["clear-text", "progress-append-only", "json"],
  jsonReporter: { fileName: "coverage/mutation.json" },
  clearTextReporter: { allowColor: false, logTests: false, allowEmojis: false },
  thresholds: { high: 90, low: 80, break: 80 },
};
