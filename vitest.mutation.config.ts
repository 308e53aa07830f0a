import { defineConfig } from "vitest/config";

/** The unit tests that stryker.config.mjs judges by. */
export default defineConfig({
  test: {
    include: ["test/unit/{plan,commit,credentials,gateway,server}/**/*.test.ts"],
    testTimeout: 120_000,
  },
});
