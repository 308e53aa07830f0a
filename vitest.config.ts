import { defineConfig } from "vitest/config";

/** Two cores share real programs, and coverage slows what is large: time is no measure of success here. */
const PATIENT = { testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...PATIENT,
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...PATIENT,
          name: "integration",
          include: ["test/integration/**/*.test.ts"],
          globalSetup: ["test/support/results-report.ts"],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...PATIENT,
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      exclude: ["src/vendor/**"],
      reporter: ["text", "html", "json-summary"],
      reportOnFailure: true,
      thresholds: { lines: 90 },
    },
  },
});
