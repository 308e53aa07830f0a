import { BaseSequencer, type TestSpecification } from "vitest/node";
import { defineConfig } from "vitest/config";

/** Two cores share real programs, and coverage slows what is large: time is no measure of success here. */
const PATIENT = { testTimeout: 120_000, hookTimeout: 120_000 };

const SHARED = "test/support/shared/setup.ts";

/** Files that take a minute and more, the longest first: begun last, they would leave a core idle at the end. */
const SLOW = [
  "fidelity",
  "fidelity-scripts",
  "together",
  "commit",
  "settings",
  "settles",
  "deploy",
  "faults-commit",
  "plan",
  "stays",
  "faults-plan",
  "faults-action",
  "bounds-validate",
  "shards",
].map((name) => `/${name}.test.ts`);

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = SLOW.findIndex((name) => moduleId.endsWith(name));
      return at < 0 ? SLOW.length : at;
    };
    const others = await super.sort(files);
    return others.sort((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        test: {
          ...PATIENT,
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...PATIENT,
          name: "integration",
          include: ["test/integration/**/*.test.ts"],
          globalSetup: [SHARED, "test/support/examples/results-report.ts"],
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...PATIENT,
          name: "reliability",
          include: ["test/reliability/**/*.test.ts"],
          globalSetup: [SHARED],
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...PATIENT,
          name: "security",
          include: ["test/security/**/*.test.ts"],
          globalSetup: [SHARED],
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...PATIENT,
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: [SHARED],
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
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
