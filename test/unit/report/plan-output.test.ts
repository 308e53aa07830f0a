import { describe, expect, test } from "vitest";
import { planOutput } from "../../../src/report/plan-output.js";
import type { PlannedDeployment } from "../../../src/plan/types.js";

const OF = { environment: "production", apiUrl: "https://prefect.example.com/api", digest: "1a2b" };

function planned(more: Partial<PlannedDeployment> = {}): PlannedDeployment {
  return {
    file: "prefect.yaml",
    where: { file: "prefect.yaml", line: 3 },
    flow: "etl",
    name: "nightly",
    id: "1",
    action: "change",
    changes: [{ field: "tags", before: ["a"], after: null }],
    ...more,
  };
}

interface Output {
  readonly deployments: readonly { readonly name: string; readonly changes: readonly unknown[] }[];
  readonly summary: unknown;
  readonly truncated: boolean;
  readonly left_out: number;
}

const parsed = (text: string) => JSON.parse(text) as Output;

test("a whole plan", () => {
  const plan = [
    planned({
      changes: [
        { field: "tags", before: ["a"], after: null },
        { field: "description", before: undefined, after: "one\ntwo" },
        { field: "paused", before: false, after: undefined },
        // Even where a caller forgot to take the values out.
        { field: "job_variables.env.TOKEN", before: "hidden", after: "hidden", secret: true },
        { field: "job_variables.image", before: "etl:1", after: undefined, afterBuild: true },
        { field: "version", before: "hidden", after: "hidden", written: "{{ $V }}" },
      ],
    }),
    planned({ name: "new", id: undefined, action: "create", changes: [], where: { file: "prefect.yaml" } }),
    planned({ name: "same", action: "unchanged", changes: [] }),
  ];
  const text = planOutput(plan, OF);
  expect(text).not.toContain("\n");
  expect(JSON.parse(text)).toStrictEqual({
    version: 1,
    environment: "production",
    server: "https://prefect.example.com/api",
    digest: "1a2b",
    deployments: [
      {
        file: "prefect.yaml",
        line: 3,
        flow: "etl",
        name: "nightly",
        id: "1",
        action: "change",
        changes: [
          { field: "tags", before: ["a"], after: null },
          { field: "description", after: "one\ntwo" },
          { field: "paused", before: false },
          { field: "job_variables.env.TOKEN", secret: true },
          { field: "job_variables.image", before: "etl:1", after_build: true },
          { field: "version", written: "{{ $V }}" },
        ],
      },
      {
        file: "prefect.yaml",
        line: null,
        flow: "etl",
        name: "new",
        id: null,
        action: "create",
        changes: [],
      },
      {
        file: "prefect.yaml",
        line: 3,
        flow: "etl",
        name: "same",
        id: "1",
        action: "unchanged",
        changes: [],
      },
    ],
    summary: { create: 1, change: 1, unchanged: 1, delete: 0 },
    truncated: false,
    left_out: 0,
  });
});

test("of nothing, without an environment", () => {
  expect(JSON.parse(planOutput([], { ...OF, environment: undefined }))).toStrictEqual({
    version: 1,
    environment: null,
    server: OF.apiUrl,
    digest: OF.digest,
    deployments: [],
    summary: { create: 0, change: 0, unchanged: 0, delete: 0 },
    truncated: false,
    left_out: 0,
  });
});

describe("a plan over the limit", () => {
  const plan = Array.from({ length: 20 }, (_, index) =>
    planned({
      name: `n-${index}`,
      changes: [{ field: "description", before: "ä".repeat(200), after: "b" }],
    }),
  );
  const full = planOutput(plan, OF).length;

  test("loses nothing at the limit", () => {
    expect(parsed(planOutput(plan, OF, full))).toMatchObject({ truncated: false, left_out: 0 });
  });

  test.each([full - 1, full - 3_000, 1_000])(
    "%i: whole deployments are missing, and are counted",
    (limit) => {
      const text = planOutput(plan, OF, limit);
      expect(text.length).toBeLessThanOrEqual(limit);
      const { deployments, summary, truncated, left_out } = parsed(text);
      expect(deployments).toEqual(parsed(planOutput(plan, OF)).deployments.slice(0, deployments.length));
      expect(deployments.length).toBeGreaterThan(0);
      expect(truncated).toBe(true);
      expect(left_out).toBe(20 - deployments.length);
      expect(summary).toEqual({ create: 0, change: 20, unchanged: 0, delete: 0 });
    },
  );

  test("by little loses one", () => {
    expect(parsed(planOutput(plan, OF, full - 1)).left_out).toBe(1);
  });
});
