import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matcher } from "../../../src/project/pattern.js";

describe("a pattern", () => {
  test.each([
    // pattern, text, whether it matches
    ["prod", "prod", true],
    ["prod", "prod2", false],
    ["prod", "Prod", false],
    ["prod*", "prod", true], // Prefect's own `*` needs one character at least.
    ["prod*", "prod-eu", true],
    ["*prod", "prod", true],
    ["*prod", "my-prod", true],
    ["*prod", "prod-eu", false],
    ["p*d", "pd", true],
    ["p*d", "prod-period", true],
    ["p*d", "prod-periods", false],
    ["*a*b*", "xxaxxbxx", true],
    ["*a*b*", "xxbxxaxx", false],
    ["a*b*c", "abbbc", true],
    ["*", "", true],
    ["**", "", true],
    ["", "", true],
    ["", "a", false],
    ["a", "", false],
    ["?", "", false],
    ["?", "a", true],
    ["?", "ab", false],
    ["p?od", "prod", true],
    ["?*", "", false],
    ["*?", "a", true],
    ["*??", "a", false],
    ["?*?", "ab", true],
    // An astral character is one character; so is each half of none.
    ["?", "😀", true],
    ["??", "😀", false],
    ["*😀", "a😀", true],
    // Everything else stands for itself.
    [".*", "abc", false],
    [".*", ".abc", true],
    ["a.c", "abc", false],
    ["[ab]", "a", false],
    ["[ab]", "[ab]", true],
    ["{a,b}", "a", false],
    ["{a,b}", "{a,b}", true],
    ["a+", "aa", false],
    ["(a|b)", "a", false],
    ["^a$", "a", false],
    ["\\*", "*", false],
    ["\\*", "\\anything", true],
    ["a\nb", "a\nb", true],
    ["a*b", "a\nb", true],
    [" prod", "prod", false],
  ])("%j against %j: %s", (pattern, text, expected) => {
    expect(matcher(pattern)(text)).toBe(expected);
  });

  test("without * or ? matches only itself", () => {
    const literal = fc.string({ unit: "grapheme" }).filter((text) => !/[*?]/.test(text));
    fc.assert(
      fc.property(literal, literal, (pattern, text) => {
        expect(matcher(pattern)(pattern)).toBe(true);
        expect(matcher(pattern)(text)).toBe(pattern === text);
      }),
    );
  });

  test("of * alone matches every text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(matcher("*")(text)).toBe(true);
      }),
    );
  });

  test("agrees with a plain recursive definition", () => {
    const few = fc.constantFrom("a", "b", "*", "?", "😀", ".");
    fc.assert(
      fc.property(
        fc.array(few, { maxLength: 8 }),
        fc.array(fc.constantFrom("a", "b", "😀", "."), { maxLength: 10 }),
        (pattern, text) => {
          expect(matcher(pattern.join(""))(text.join(""))).toBe(reference(pattern, text));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("still matches after any part of it is replaced by *", () => {
    const text = fc.string({ unit: "grapheme-ascii" }).filter((it) => !/[*?]/.test(it));
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (name, one, other) => {
        const [from, to] = [one % (name.length + 1), other % (name.length + 1)].sort((a, b) => a - b);
        expect(matcher(`${name.slice(0, from)}*${name.slice(to)}`)(name)).toBe(true);
      }),
    );
  });

  test("of many stars takes no more steps than both lengths multiplied", () => {
    const stars = 50;
    const length = 10_000;
    const pattern = `${"*a".repeat(stars)}*b`;
    let looks = 0;
    // Array.from(text) is what the matcher works on: each look at a character of it is counted.
    const from = Array.from.bind(Array);
    const counted = (text: string): string[] =>
      new Proxy(from(text), {
        get(target, key, receiver): unknown {
          if (typeof key === "string" && /^\d+$/.test(key)) looks += 1;
          return Reflect.get(target, key, receiver);
        },
      });
    Array.from = counted as typeof Array.from;
    try {
      expect(matcher(pattern)("a".repeat(length))).toBe(false);
    } finally {
      Array.from = from;
    }
    expect(looks).toBeGreaterThan(length);
    expect(looks).toBeLessThan(4 * length * pattern.length);
  });
});

function reference(pattern: readonly string[], text: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return text.length === 0;
  if (first === "*") return reference(rest, text) || (text.length > 0 && reference(pattern, text.slice(1)));
  return text.length > 0 && (first === "?" || first === text[0]) && reference(rest, text.slice(1));
}
