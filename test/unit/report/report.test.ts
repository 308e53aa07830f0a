import { describe, expect, test } from "vitest";

import {
  emptyReport,
  count,
  failuresFirst,
  tally,
  withoutSecrets,
  type DeploymentResult,
  type RunReport,
} from "../../../src/report/report.js";
import { outputs } from "../../../src/report/outputs.js";

type Action = DeploymentResult["action"];

function result(action: Action, index: number): DeploymentResult {
  const where = { file: "prefect.yaml", line: index + 1 };
  return { file: "prefect.yaml", where, flow: "etl", name: `d${index}`, action };
}

const results = (...actions: Action[]): DeploymentResult[] => actions.map(result);

test.each<[Action[], string]>([
  [[], "0 deployments."],
  [["created"], "1 deployment: 1 created."],
  [["created", "created"], "2 deployments: 2 created."],
  [["updated", "created", "updated"], "3 deployments: 1 created, 2 updated."],
  [["created", "failed", "not-tried", "not-tried"], "4 deployments: 1 failed, 2 not tried, 1 created."],
  [["unchanged", "updated", "unchanged"], "3 deployments: 1 updated, 2 unchanged."],
  [
    ["put-back", "unchanged", "failed", "left", "not-tried"],
    "5 deployments: 1 failed, 1 not put back, 1 put back, 1 not tried, 1 unchanged.",
  ],
  [["create", "change", "unchanged", "create"], "4 deployments: 2 to create, 1 to change, 1 unchanged."],
])("%j is told as %s", (actions, text) => {
  expect(tally(results(...actions))).toBe(text);
});

test("the results of a kind are counted", () => {
  const all = results("created", "failed", "created");
  expect([count(all, "created"), count(all, "failed"), count(all, "updated")]).toEqual([2, 1, 0]);
});

test("failures come first, then what was not tried, then the rest in the order of the file", () => {
  const all = results("updated", "not-tried", "created", "failed", "updated", "not-tried", "failed");
  expect(failuresFirst(all).map(({ name }) => name)).toEqual(["d3", "d6", "d1", "d5", "d0", "d2", "d4"]);
  expect(all.map(({ name }) => name)).toEqual(["d0", "d1", "d2", "d3", "d4", "d5", "d6"]);
});

test("what is not on the server as it should be comes before what is, and what did not change last", () => {
  const all = results("unchanged", "updated", "put-back", "left", "failed", "not-tried", "create");
  expect(failuresFirst(all).map(({ name }) => name)).toEqual(["d4", "d3", "d2", "d5", "d1", "d6", "d0"]);
});

const EMPTY = emptyReport();

describe("the outputs", () => {
  test("of a run that came to nothing are empty, and zero", () => {
    expect(outputs(EMPTY)).toEqual({
      deployments: "[]",
      created: "0",
      changed: "0",
      unchanged: "0",
      deleted: "0",
      "has-changes": "false",
      plan: "",
      "plan-digest": "",
      "deleted-file": "",
      "ui-url": "",
      "changed-shards": "",
      failed: "0",
      "not-tried": "0",
      "left-out": "0",
      "effective-settings": "{}",
      "server-version": "",
      "client-version": "",
      authentication: "",
      "config-file": "",
      findings: "[]",
      truncated: '{"deployments":0,"findings":0}',
    });
  });

  test("of a mixed run hold every deployment, with what is known of it", () => {
    const [created, updated, failed, left] = (["created", "updated", "failed", "not-tried"] as const).map(
      result,
    ) as [DeploymentResult, DeploymentResult, DeploymentResult, DeploymentResult];
    const all = outputs({
      ...EMPTY,
      environment: "production",
      authentication: "Basic (user ci)",
      serverVersion: "3.8.8",
      clientVersion: "3.8.7",
      configFile: "sub/prefect.toml",
      settings: [{ name: "API URL", value: "https://h/api", source: "`api-url`" }],
      results: [
        { ...created, id: "1", url: "https://h/deployments/deployment/1" },
        { ...updated, id: "2" },
        { ...failed, error: 'said "no"' },
        left,
      ],
    });
    expect(JSON.parse(all["deployments"] ?? "")).toEqual([
      {
        file: "prefect.yaml",
        flow: "etl",
        name: "d0",
        action: "created",
        id: "1",
        url: "https://h/deployments/deployment/1",
      },
      { file: "prefect.yaml", flow: "etl", name: "d1", action: "updated", id: "2" },
      { file: "prefect.yaml", flow: "etl", name: "d2", action: "failed", error: 'said "no"' },
      { file: "prefect.yaml", flow: "etl", name: "d3", action: "not-tried" },
    ]);
    expect(JSON.parse(all["effective-settings"] ?? "")).toEqual({
      "API URL": { value: "https://h/api", source: "`api-url`" },
    });
    expect(all).toMatchObject({
      created: "1",
      changed: "1",
      unchanged: "0",
      "has-changes": "true",
      failed: "1",
      "not-tried": "1",
      "server-version": "3.8.8",
      "client-version": "3.8.7",
      authentication: "Basic (user ci)",
      "config-file": "sub/prefect.toml",
    });
  });

  test("lead to the page of the one deployment, else to that of all", () => {
    const uiUrl = "https://h";
    const one = { ...result("created", 0), id: "1", url: `${uiUrl}/deployments/deployment/1` };
    const urlOf = (...all: DeploymentResult[]) => outputs({ ...EMPTY, uiUrl, results: all })["ui-url"];
    expect(urlOf(one)).toBe(one.url);
    expect([urlOf(one, one), urlOf(), urlOf(result("failed", 0))]).toEqual(
      Array.from({ length: 3 }, () => `${uiUrl}/deployments`),
    );
  });

  test.each<[Action[], Record<string, string>]>([
    [["unchanged", "unchanged"], { created: "0", changed: "0", unchanged: "2", "has-changes": "false" }],
    [["create", "unchanged"], { created: "1", changed: "0", unchanged: "1", "has-changes": "true" }],
    [["change", "change"], { created: "0", changed: "2", unchanged: "0", "has-changes": "true" }],
    [["deleted", "unchanged"], { deleted: "1", unchanged: "1", "has-changes": "true" }],
    [["delete"], { deleted: "1", "has-changes": "true" }],
    // Nothing of it is on the server.
    [["put-back", "failed"], { created: "0", changed: "0", failed: "1", "has-changes": "false" }],
  ])("of %j count what is on the server, or would be", (actions, expected) => {
    expect(outputs({ ...EMPTY, results: results(...actions) })).toMatchObject(expected);
  });

  describe("stay below a megabyte of UTF-16 together", () => {
    const many = Array.from({ length: 3_000 }, (_, index) => ({
      ...result("created", index),
      error: "ü€😀".repeat(20),
    }));
    const plan = many.map((one) => ({ ...one, id: "1", action: "change" as const, changes: [] }));
    const findings = many.map(({ where: { file, line = 1 } }) => ({
      ...{ rule: "r", severity: "error" as const, what: "ü€😀".repeat(30), fix: "f" },
      where: { file, line, column: 1, endLine: line, endColumn: 2 },
    }));

    test("by whole items at the end, which are counted", () => {
      const all = outputs({ ...EMPTY, results: many, plan, findings });
      const length = Object.entries(all).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
      expect(2 * length).toBeLessThan(1_000_000);
      expect(2 * length).toBeGreaterThan(850_000);
      const list = (name: string) => JSON.parse(all[name] ?? "") as object[];
      const left = JSON.parse(all["truncated"] ?? "") as Record<string, number>;
      for (const name of ["deployments", "findings"]) {
        expect(left[name]).toBeGreaterThan(0);
        expect(list(name)).toHaveLength(3_000 - (left[name] ?? 0));
      }
      expect(list("deployments").at(-1)).toMatchObject({ name: `d${list("deployments").length - 1}` });
      const cut = JSON.parse(all["plan"] ?? "") as { deployments: object[]; left_out: number };
      expect(cut.deployments).toHaveLength(3_000 - cut.left_out);
      expect(cut.left_out).toBeGreaterThan(0);
    });

    test("and what needs little room leaves it to the others", () => {
      const all = outputs({ ...EMPTY, results: many, findings: findings.slice(0, 10) });
      expect(all["deployments"]?.length).toBeGreaterThan(400_000);
      expect(JSON.parse(all["findings"] ?? "")).toHaveLength(10);
    });

    test("and nothing is cut that fits", () => {
      const some = { ...EMPTY, results: many.slice(0, 10), plan: plan.slice(0, 10) };
      const whole = Object.entries(outputs(some));
      const length = whole.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
      expect(Object.entries(outputs(some, length))).toEqual(whole);
    });
  });

  test("have the number of prefect files that were left out", () => {
    const leftOut = { since: "1a2b3c4", files: ["a/prefect.yaml", "b/prefect.yaml"] };
    expect(outputs({ ...EMPTY, leftOut })["left-out"]).toBe("2");
  });

  test("hold the plan and the shards with changes, where there are such", () => {
    const where = { file: "prefect.yaml", line: 1 };
    const all = outputs({
      ...EMPTY,
      apiUrl: "https://h/api",
      plan: [
        { file: "prefect.yaml", where, flow: "etl", name: "d0", id: "1", action: "unchanged", changes: [] },
      ],
      changedShards: ["1/5", "4/5"],
    });
    expect(JSON.parse(all["plan"] ?? "")).toMatchObject({ deployments: [{ flow: "etl", name: "d0" }] });
    expect(all["changed-shards"]).toBe('["1/5","4/5"]');
    expect(outputs({ ...EMPTY, changedShards: [] })["changed-shards"]).toBe("[]");
  });
});

test("a report without secrets has none in any text, and is otherwise the same", () => {
  const secret = "created";
  const report: RunReport = {
    ...EMPTY,
    environment: `e ${secret}`,
    apiUrl: `https://${secret}/api`,
    authentication: `Basic (user ${secret})`,
    settings: [{ name: "n", value: secret, source: secret }],
    results: [{ ...result("created", 0), flow: secret, error: `x ${secret}` }],
    problems: [{ what: secret, fix: secret, where: { file: secret, line: 3 } }],
    warnings: [{ what: secret, fix: "m" }],
    plan: [
      {
        file: "prefect.yaml",
        where: { file: "prefect.yaml" },
        flow: "etl",
        name: secret,
        id: undefined,
        action: "change",
        changes: [{ field: `parameters.${secret}`, before: { deep: [secret] }, after: 1 }],
      },
    ],
  };
  expect(withoutSecrets(report, (text) => text.replaceAll(secret, "***"))).toEqual({
    environment: "e ***",
    mode: "deploy",
    apiUrl: "https://***/api",
    authentication: "Basic (user ***)",
    settings: [{ name: "n", value: "***", source: "***" }],
    results: [
      {
        file: "prefect.yaml",
        where: { file: "prefect.yaml", line: 1 },
        flow: "***",
        name: "d0",
        action: "created",
        error: "x ***",
      },
    ],
    problems: [{ what: "***", fix: "***", where: { file: "***", line: 3 } }],
    warnings: [{ what: "***", fix: "m" }],
    plan: [
      {
        file: "prefect.yaml",
        where: { file: "prefect.yaml" },
        flow: "etl",
        name: "***",
        id: undefined,
        action: "change",
        changes: [{ field: "parameters.***", before: { deep: ["***"] }, after: 1 }],
      },
    ],
  });
});
