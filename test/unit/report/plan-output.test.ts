import { describe, expect, test } from "vitest";
import { planOutput } from "../../../src/report/plan-output.js";
import type { PlannedDeployment } from "../../../src/plan/types.js";

const OF = { environment: "production", apiUrl: "https://prefect.example.com/api" };

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
    summary: { create: 1, change: 1, unchanged: 1 },
    truncated: false,
  });
});

test("of nothing, without an environment", () => {
  expect(JSON.parse(planOutput([], { ...OF, environment: undefined }))).toStrictEqual({
    version: 1,
    environment: null,
    server: OF.apiUrl,
    deployments: [],
    summary: { create: 0, change: 0, unchanged: 0 },
    truncated: false,
  });
});

describe("a plan over the limit", () => {
  const plan = Array.from({ length: 20 }, (_, index) =>
    planned({
      name: `n-${index}`,
      changes: [{ field: "description", before: "ä".repeat(200), after: "b" }],
    }),
  );
  const full = Buffer.byteLength(planOutput(plan, OF));

  test("loses nothing at the limit", () => {
    expect(parsed(planOutput(plan, OF, full)).truncated).toBe(false);
  });

  test.each([full - 1, full - 3_000, 5_000])("%i bytes: the last ones lose their changes first", (limit) => {
    const text = planOutput(plan, OF, limit);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
    const { deployments, truncated } = parsed(text);
    expect(truncated).toBe(true);
    expect(deployments.map(({ name }) => name)).toEqual(plan.map(({ name }) => name));
    const numbers = deployments.map(({ changes }) => changes.length);
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    expect(numbers[0]).toBe(1);
    expect(numbers.at(-1)).toBe(0);
  });

  test("then whole deployments are missing, and are counted all the same", () => {
    const text = planOutput(plan, OF, 1_000);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1_000);
    const { deployments, summary, truncated } = parsed(text);
    expect(truncated).toBe(true);
    expect(deployments.length).toBeGreaterThan(3);
    expect(deployments.length).toBeLessThan(20);
    expect(deployments.every(({ changes }) => changes.length === 0)).toBe(true);
    expect(summary).toEqual({ create: 0, change: 20, unchanged: 0 });
  });

  test("is not called truncated where only deployments without changes come after", () => {
    const large = [
      planned(),
      ...Array.from({ length: 5 }, () => planned({ action: "unchanged", changes: [] })),
    ];
    const size = Buffer.byteLength(planOutput(large, OF));
    expect(parsed(planOutput(large, OF, size)).truncated).toBe(false);
  });
});
