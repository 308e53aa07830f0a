import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

import { isInside, isReallyInside } from "../../../src/base/inside.js";
import { leavesByLink } from "../../../src/base/places.js";
import { tempDir, type TempDir } from "../../support/temp.ts";

let temp: TempDir;
const at = (...parts: string[]): string => join(temp.path, ...parts);
beforeEach(async () => {
  temp = await tempDir();
  mkdirSync(at("in", "deep"), { recursive: true });
  mkdirSync(at("in-other"));
  writeFileSync(at("in", "deep", "file"), "");
  writeFileSync(at("in-other", "file"), "");
  symlinkSync(at("in-other"), at("in", "out"));
  symlinkSync("out", at("in", "again"));
  symlinkSync("deep", at("in", "within"));
  symlinkSync(at("in"), at("alias"));
  symlinkSync("nowhere", at("in", "broken"));
});
afterEach(() => temp.remove());

test.each([
  ["in", true, true],
  ["in/deep/file", true, true],
  ["in/within/file", true, true],
  ["in/..in/file", true, false],
  ["in-other/file", false, false],
  ["", false, false],
  ["in/out", true, false],
  ["in/out/file", true, false],
  ["in/again/file", true, false],
  ["alias/deep/file", false, true],
  ["in/broken", true, false],
])("%j is inside: %s, and really: %s", (path, written, really) => {
  expect(isInside(at(path), at("in"))).toBe(written);
  expect(isReallyInside(at(path), at("in"))).toBe(really);
});

test.each([
  ["in/out/file", true],
  ["in/again", true],
  ["in/deep/file", false],
  ["in/within/file", false],
  // Others say that there is nothing.
  ["in/broken", false],
  ["in/none", false],
  // Nobody wrote that it is inside.
  ["in-other/file", false],
])("%j leaves by a link: %s", (path, leaves) => {
  expect(leavesByLink(at(path), at("in"))).toBe(leaves);
  expect(leavesByLink(path.startsWith("in/") ? at("alias", path.slice(3)) : at(path), at("alias"))).toBe(
    leaves,
  );
});
