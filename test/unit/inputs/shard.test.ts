import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Findings } from "../../../src/base/findings.js";
import { inShard, parseShard, shardOf } from "../../../src/inputs/shard.js";

const keys = (number: number) => Array.from({ length: number }, (_, index) => `etl-${index % 7}/n-${index}`);

describe("the input `shard`", () => {
  test.each([
    ["2/5", { index: 2, of: 5 }],
    [" 1 / 1\n", { index: 1, of: 1 }],
    ["256/256", { index: 256, of: 256 }],
    ["", undefined],
    ["  ", undefined],
  ])("%j is read", (value, shard) => {
    const findings = new Findings();
    expect(parseShard(value, findings)).toEqual(shard);
    expect(findings.problems).toEqual([]);
  });

  test.each([
    ["0/5", "the first part is 1."],
    ["6/5", "there are only 5 parts."],
    ["0/0", "the number of parts cannot be 0."],
    ["1/257", "more than 256 parts."],
    ["a/b", "not two whole numbers"],
    ["2", "not two whole numbers"],
    ["-1/5", "not two whole numbers"],
    ["1.5/5", "not two whole numbers"],
    ["1/2/3", "not two whole numbers"],
    ["1/99999999999999999999", "not two whole numbers"],
    ["1/5\n::error::x", "not two whole numbers"],
  ])("%j is refused", (value, reason) => {
    const findings = new Findings();
    expect(parseShard(value, findings)).toBeUndefined();
    expect(findings.problems).toHaveLength(1);
    const [{ what, fix } = { what: "", fix: "" }] = findings.problems;
    expect(what).toContain("`shard` is");
    expect(what).toContain(reason);
    expect(what).not.toContain("\n");
    expect(fix).toContain("`2/5`");
  });
});

describe("the parts", () => {
  test("of 200 deployments in fifths have about the same size", () => {
    const sizes = [1, 2, 3, 4, 5].map(
      (index) => keys(200).filter((key) => inShard({ index, of: 5 }, key)).length,
    );
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(25);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(55);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(200);
  });

  test("have each deployment exactly once", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 256 }), (key, of) => {
        const parts = Array.from({ length: of }, (_, at) => inShard({ index: at + 1, of }, key));
        expect(parts.filter(Boolean)).toHaveLength(1);
      }),
      { numRuns: 50 },
    );
  });

  // Known answers: jobs of two releases of the action may run at the same time.
  test.each([
    ["etl/nightly", 5, 3],
    ["etl/hourly", 5, 2],
    ["größe/täglich", 5, 1],
    ["etl/nightly", 256, 159],
    ["etl/nightly", 1, 1],
  ])("%s of %i parts is in the same one in every release", (key, of, part) => {
    expect(shardOf(of, key)).toBe(part);
  });
});
