import { defineConfig } from "vitest/config";

/**
 * The unit tests that stryker.config.mjs judges by: those of the files that it changes. The others take most of a minute,
 * for each change of what runs once when a file is loaded.
 */
export default defineConfig({
  test: {
    include: [
      "test/unit/{plan,commit,credentials}/**/*.test.ts",
      "test/unit/server/api-path.test.ts",
      "test/unit/gateway/{asked,recording}.test.ts",
    ],
    testTimeout: 120_000,
  },
});
