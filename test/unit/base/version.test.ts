import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareVersions, installLine } from "../../../src/base/version.js";

describe("versions", () => {
  test.each([
    ["3.10.1", "3.9", 1],
    ["3.9", "3.10.1", -1],
    ["3.8.8", "3.8.8", 0],
    ["3", "3.0.0", 0],
    ["v3.1", "3.1.0", 0],
    ["2.20.4", "3.0.0", -1],
    ["3.0.0rc1", "3.0.0", 0],
    ["3.4.14.dev2", "3.4.14", 0],
    ["3.4.14+12.gabcdef", "3.4.14", 0],
    ["3.4.14.post1", "3.4.15", -1],
    ["0+unknown", "3.0.0", -1],
    ["nonsense", "3.0.0", -1],
    ["nonsense", "", 0],
    ["10.0.0", "9.99.99", 1],
  ])("%s against %s: %i", (a, b, expected) => {
    expect(compareVersions(a, b)).toBe(expected);
    expect(compareVersions(b, a)).toBe(expected === 0 ? 0 : -expected);
  });

  test("are ordered as their numbers are", () => {
    const numbers = fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30));
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const at = a.findIndex((number, index) => number !== b[index]);
        const expected = at < 0 ? 0 : Math.sign((a[at] ?? 0) - (b[at] ?? 0));
        expect(compareVersions(a.join("."), b.join("."))).toBe(expected);
      }),
    );
  });
});

test.each([
  [undefined, '`- run: pip install "prefect>=3,<4"`'],
  ["3.8.8", '`- run: pip install "prefect==3.8.8"`'],
  // A build from a checkout is in no package index.
  ["3.4.14+12.gabcdef", '`- run: pip install "prefect==3.4.14"`'],
])("the line that installs Prefect for a server of %s is %s", (version, line) => {
  expect(installLine(version)).toBe(line);
});
