import fc from "fast-check";
import { expect, test } from "vitest";
import { leaveRoom, neverShow, part, shortened } from "../../../src/base/shortened.js";
import { quote } from "../../../src/base/quote.js";

test.each([
  ["short", 5, "short"],
  ["longer", 5, "longe…"],
  ["", 5, ""],
  ["😀😀😀", 2, "😀😀…"],
  ["x".repeat(100_000), 5, "xxxxx…"],
])("%s within %i characters", (text, max, shown) => {
  expect(shortened(text, max)).toBe(shown);
});

test.each([
  ["\ufeffa", '"\\u{feff}a"'],
  ["a\u200bb\u00adc\u202ed", '"a\\u{200b}b\\u{ad}c\\u{202e}d"'],
  [" a\r\n\tb\u2028c\u3000\u001bd\u0000 ", '"a b c d"'],
  ["grüße ❤️ 😀", '"grüße ❤️ 😀"'],
  ["\ud800", '"\ufffd"'],
])("%j in quotes shows what cannot be seen, and is one line: %s", (text, quoted) => {
  expect(quote(text)).toBe(quoted);
});

test("a part tells at which ends something is missing", () => {
  expect(part("abcdef", 0, 3)).toBe("abc…");
  expect(part("abcdef", 2, 10)).toBe("…cdef");
  expect(part("a😀b", 0, 2)).toBe("a…");
});

test("where another process takes out the secrets, so much is left that none is cut which begins in what is shown", () => {
  leaveRoom(10);
  try {
    expect(shortened("x".repeat(100), 5)).toBe(`${"x".repeat(15)}…`);
    expect(shortened("x".repeat(15), 5)).toBe("x".repeat(15));
  } finally {
    leaveRoom(0);
  }
});

const SECRET = "Hunter2-Hunter3-Hunter4";

test("nothing is cut before it is cleaned: no beginning of a secret is left at the end of a text", () => {
  neverShow([SECRET]);
  const around = fc.string({ unit: fc.constantFrom("x", "y", " ", "\n", '"', "😀"), maxLength: 300 });
  fc.assert(
    fc.property(around, around, fc.nat(300), (before, after, max) => {
      const text = `${before}${SECRET}${after}`;
      for (const shown of [shortened(text, max), quote(text, max), part(text, 0, max), part(text, max, 20)])
        expect(shown).not.toMatch(/Hun|ter\d/);
    }),
    { numRuns: 2_000 },
  );
});

test("of a very long text neither, wherever the secret stands in what is looked at", () => {
  neverShow([SECRET]);
  for (let at = 4_000; at < 5_000; at += 1) {
    const text = `${"x".repeat(at)}${SECRET}${"y".repeat(10_000)}`;
    for (const max of [100, 4_096]) expect(shortened(text, max)).not.toContain("Hun");
  }
  const secrets = SECRET.repeat(5_000);
  expect(shortened(secrets, 4_096)).not.toContain("Hun");
});

test("nor of a secret in escapes, however many lines before it are made one", () => {
  const secret = "Vx8mQz2Lr7Tn4Kp9Wd3Hb6";
  neverShow([secret]);
  const escaped = Array.from(secret)
    .map((letter) => `&#x${letter.charCodeAt(0).toString(16)};`)
    .join("");
  const longest = 100_000; // More than any text is looked at for.
  for (let lines = 4_000; lines < 7_000; lines += 7) {
    const shown = quote(`Debug:${"\n".repeat(lines)}${escaped}${"</pre>".repeat(longest / 6)}`);
    expect(shown).not.toContain(escaped.slice(0, 18));
  }
});
