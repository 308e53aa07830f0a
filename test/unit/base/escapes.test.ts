import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readings } from "../../../src/base/escapes.js";

const meanings = (text: string) => readings(text).map(({ text: meant }) => meant);

describe("a text means", () => {
  test.each([
    ["%41%2f%2F", "A//"],
    ["%C3%A9%c3%A9%e2%82%ac%F0%9F%98%80", "éé€😀"],
    ["%E9%41", "éA"],
    ["%C3", "Ã"],
    ["100 % %zz %4", undefined],
    [String.raw`\u0026\u003C\u00E9\ud83d\ude00`, "&<é😀"],
    [String.raw`\u{1f600}\u{41}\U0001F600`, "😀A😀"],
    [String.raw`\u00410041`, "A0041"],
    [String.raw`\x41\xc3\xa9\xe9`, "Aéé"],
    [String.raw`a\/b\"c\'d\\e\*f\n\t`, "a/b\"c'd\\e*f\n\t"],
    [String.raw`\d \u12 \U12345`, undefined],
    ["&amp;&lt;&gt;&quot;&apos;&#39;&#x27;&#X027;&#0039;", "&<>\"''''\u0027"],
    ["&nbsp; &amp &#; &#x110000;", "&nbsp; &amp &#; &#x110000;"],
    ["plain", undefined],
    ["", undefined],
  ])("%j means %j", (text, meant) => {
    expect(meanings(text)[0]).toBe(meant);
  });

  test("what its escapes mean, where they are escaped again, and again, and no further", () => {
    expect(meanings("%255Cu0026amp;")).toEqual([String.raw`%5Cu0026amp;`, String.raw`\u0026amp;`, "&amp;"]);
  });
});

test("each character is known to come from its escape, whole, or from itself", () => {
  const [first, second] = readings("a%2526b");
  expect(first).toMatchObject({ text: "a%26b" });
  expect([...(first?.starts ?? [])].slice(0, 5)).toEqual([0, 1, 4, 5, 6]);
  expect([...(first?.ends ?? [])].slice(0, 5)).toEqual([1, 4, 5, 6, 7]);
  expect(second).toMatchObject({ text: "a&b" });
  expect([...(second?.starts ?? [])].slice(0, 3)).toEqual([0, 1, 6]);
  expect([...(second?.ends ?? [])].slice(0, 3)).toEqual([1, 6, 7]);
});

test("a reading is within the text: in order, and without a gap", () => {
  const unit = fc.constantFrom(
    ...Array.from("%\\&#x;u{}4129cCaAé"),
    "%41",
    "\\u0041",
    "&amp;",
    "&#65;",
    "\\x41",
    "😀",
  );
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      for (const { text: meant, starts, ends } of readings(text)) {
        expect(meant.length).toBeLessThanOrEqual(text.length);
        let end = 0;
        for (let at = 0; at < meant.length; at += 1) {
          const [from = -1, to = -1] = [starts[at], ends[at]];
          // Two units of one character share an escape.
          if (from !== end) expect([from, to]).toEqual([starts[at - 1], ends[at - 1]]);
          expect(to).toBeGreaterThan(from);
          end = to;
        }
        expect(end).toBe(text.length);
      }
    }),
    { numRuns: 2000 },
  );
});
