import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { isExactNumber, parseExact, withNumbers } from "../../../src/base/exact-json.js";
import { isRecord } from "../../../src/base/record.js";

describe("numbers stay as they are written", () => {
  test.each([
    '{"a":1.0}',
    '{"a":12345678901234567891,"b":[1.50, 2]}',
    '{"a":1e3}',
    '{"a":-0.10,"b":"1.0","c":"12345678901234567891"}',
    "[1.0]",
    '{"a":1,"b":0.5,"c":"2026-11-25T02:59:09.892890Z"}',
  ])("%s", (text) => {
    expect(JSON.stringify(parseExact(text))).toBe(text.replaceAll(" ", ""));
  });

  test("and are told from each other", () => {
    const equal = (one: string, other: string) => isDeepStrictEqual(parseExact(one), parseExact(other));
    expect(equal("[12345678901234567890]", "[12345678901234567891]")).toBe(false);
    expect(equal("[1.0]", "[1]")).toBe(false);
    expect(equal("[1.0]", "[1.0 ]")).toBe(true);
  });

  test.each([
    ["[1e-05]", "[0.00001]"],
    ["[1e-07]", "[1e-7]"],
    ["[2.50E-6]", "[0.0000025]"],
  ])("but small ones are the same in each spelling: %s and %s", (one, other) => {
    expect(parseExact(one)).toEqual(parseExact(other));
  });

  test.each([
    ["[1e-05]", "[0.00002]"],
    ["[10e-1]", "[1]"],
    ["[1e+16]", "[10000000000000000]"],
  ])("and these are not: %s and %s", (one, other) => {
    expect(isDeepStrictEqual(parseExact(one), parseExact(other))).toBe(false);
  });

  test("are no mappings, and become ordinary ones where that is enough", () => {
    const [number] = parseExact("[1.0]") as unknown[];
    expect(isExactNumber(number)).toBe(true);
    expect(isRecord(number)).toBe(false);
    expect(withNumbers(parseExact('{"interval":3600.0,"list":[1.0,"1.0",null]}'))).toEqual({
      interval: 3600,
      list: [1, "1.0", null],
    });
  });
});
