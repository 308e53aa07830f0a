import { describe, expect, test } from "vitest";
import { byNearness, nearest } from "../../../src/base/nearest.js";

describe("the nearest name", () => {
  test.each([
    ["schedlues", ["schedules", "schedule"], "schedules"],
    ["Entrypoint", ["entrypoint"], "entrypoint"],
    ["work-pool", ["work_pool"], "work_pool"],
    ["nam", ["name", "names"], "name"],
    ["tag", ["tags", "name"], "tags"],
    ["cty", ["city", "country"], "city"],
    // Other words.
    ["x", ["y"], undefined],
    ["ab", ["xy"], undefined],
    ["name", ["tags"], undefined],
    ["storage", ["schedule"], undefined],
    ["", ["a"], undefined],
    ["a", [], undefined],
    ["a".repeat(201), ["a".repeat(200)], undefined],
  ])("of %j among %j is %j", (name, known, expected) => {
    expect(nearest(name, known)).toBe(expected);
  });
});

test("names in the order of their nearness, without those that are longer than any name", () => {
  expect(byNearness("stagin", ["prod", "staging", "a".repeat(201), "stag"])).toEqual([
    "staging",
    "stag",
    "prod",
  ]);
});
