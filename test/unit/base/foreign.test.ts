import { describe, expect, test } from "vitest";

import { cell, code, inert, oneLine, printed, visible } from "../../../src/base/foreign.js";

/* That nothing acts is tested with a renderer, in test/security/foreign-text.test.ts. Here: what people read. */

describe("a message as Markdown", () => {
  test.each([
    ["Plain words, 3 of 1,000 (50%) — the server's re-run; isn't it?", undefined],
    ["Prefect 3.8.8 answered “no”.", undefined],
    ['"etl": Prefect ignores "x y".', undefined],
    ["The key `a_b`, or `c`'s, of (`d`).", undefined],
    ["401 from https://h/api, and (see www.x.y).", "401 from `https://h/api`, and (see `www.x.y`)."],
    ["No file flows/a.py: see flow.py!", "No file `flows/a.py`: see `flow.py`!"],
    ["Set A_B and f(x), 'x_1' or <b>.", "Set `A_B` and `f(x)`, '`x_1`' or `<b>`."],
    ["PATCH /deployments/…: no.", "PATCH `/deployments/…`: no."],
    ['GitHub answered 403: "cc @org, see #1".', 'GitHub answered 403: `"cc @org, see #1"`.'],
    ["one ` backtick_", "one `` ` `` `backtick_`"],
    ["`a`@b", "`a@b`"],
    ["`` a`b `` c", "``a`b`` c"],
    ["a\nb\tc\u3000d", "a b c d"],
    ["\u001b[31mred \u202e", "`\\u{1b}[31mred` `\\u{202e}`"],
    ["1. Not a list", "`1`. Not a list"],
    ["- not a list - either", "`-` not a list - either"],
    ["  GH-1 0123456 utf-8 a:b ", "`GH-1` `0123456` `utf-8` `a:b`"],
    ["", ""],
  ])("%j", (message, written = message) => {
    expect(inert(message)).toBe(written);
  });

  test("has its bounds", () => {
    expect(inert(`a ${"b".repeat(5_000)}`)).toBe(`a \`${"b".repeat(3_998)}\`…`);
  });
});

test.each([
  ["etl/nightly", "`etl/nightly`"],
  ["a`b", "``a`b``"],
  ["a``b`c", "```a``b`c```"],
  ["a``b", "`a``b`"],
  ["`a`", "`` `a` ``"],
  [" a ", "`  a  `"],
  [" ", "` `"],
  ["", "`  `"],
  ["a\nb\u200b", "`a b\\u{200b}`"],
  ["x".repeat(400), `\`${"x".repeat(300)}…\``],
])("the name %j as code", (name, written) => {
  expect(code(name)).toBe(written);
});

test.each([
  ["`a|b`", "`a\\|b`"],
  ["`a\\|b`", "`a\\ \\|b`"],
  ["[`a`](https://h)", "[`a`](https://h)"],
])("%s in a table", (markdown, written) => {
  expect(cell(markdown)).toBe(written);
});

test.each([
  ["a\u00adb\u200b\u{e0041}\ufe0f\u3164\u2800", "a\\u{ad}b\\u{200b}\\u{e0041}\\u{fe0f}\\u{3164}\\u{2800}"],
  ["⚠️ 1️⃣ é 日本 שלום", "⚠️ 1️⃣ é 日本 שלום"],
  ["a\ud800b", "a\ufffdb"],
])("what nobody sees is made visible: %j", (text, shown) => {
  expect([visible(text), oneLine(text), printed(text)]).toEqual([shown, shown, shown]);
});

test("one line keeps its spaces", () => {
  expect(oneLine("  a   b\r\n\tc")).toBe("  a   b c");
});
