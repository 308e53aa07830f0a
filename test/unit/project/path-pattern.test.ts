import { describe, expect, test } from "vitest";
import { pathMatcher, wrongPathPattern } from "../../../src/project/path-pattern.js";

describe("a glob over paths", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["uv.lock", ["uv.lock"], ["uvxlock", "a/uv.lock", "uv.lock2"]],
    ["./uv.lock", ["uv.lock"], ["a/uv.lock"]],
    ["common/**", ["common/a", "common/a/b/.env", "common"], ["common2/a", "a/common/b"]],
    ["common", ["common", "common/a/b"], ["commons", "x/common"]],
    ["/common/", ["common/a"], ["x/common/a"]],
    ["*.lock", ["uv.lock", ".lock"], ["a/uv.lock", "uv.lockx"]],
    ["**/*.lock", ["uv.lock", "a/b/uv.lock"], ["uv.loc"]],
    ["**.lock", ["uv.lock", "a/b/uv.lock"], ["uv.loc"]],
    ["a/**/b.sql", ["a/b.sql", "a/x/y/b.sql"], ["a/xb.sql", "b.sql"]],
    ["a/*/b", ["a/x/b", "a/x/b/c"], ["a/b", "a/x/y/b"]],
    ["req?.txt", ["req1.txt"], ["req.txt", "req/.txt", "req12.txt"]],
    ["a(b)+.$^|x", ["a(b)+.$^|x"], ["ab.x"]],
    ["**", ["a", "a/b/.c"], []],
    [".", ["a", "a/b"], []],
    ["a\nb", ["a\nb"], ["a b"]],
    ["*/ü.sql", ["é\n/ü.sql"], ["u.sql"]],
  ])("%j", (pattern, matched, others) => {
    const matches = pathMatcher(pattern);
    expect(matched.filter((path) => !matches(path))).toEqual([]);
    expect(others.filter(matches)).toEqual([]);
  });

  test.each([
    ["!common", "it excludes, and what matches here only adds"],
    ["a{b,c}", "it has { in it, and only *, ** and ? have a meaning"],
    ["[ab]", "it has [ in it, and only *, ** and ? have a meaning"],
    ["common\\**", "folders are separated by /"],
    ["../common", "it leads out of the repository"],
    ["a/../b", "it leads out of the repository"],
    ["C:/x", "it leads out of the repository"],
  ])("%j is refused: %s", (pattern, why) => {
    expect(wrongPathPattern(pattern)).toBe(why);
  });

  test.each(["a..b", "...", "**", "a b", "c:x"])("%j is not", (pattern) => {
    expect(wrongPathPattern(pattern)).toBeUndefined();
  });

  test("that matches nowhere in a long path is soon done", () => {
    const begin = performance.now();
    pathMatcher("**/a*b*c*d/**/*.x")(`${"abcd/".repeat(800)}y`);
    expect(performance.now() - begin).toBeLessThan(1_000);
  });
});
