import { describe, expect, test } from "vitest";

import { fenced, htmlCode } from "../../../src/report/markdown.js";

describe("a block of code", () => {
  test.each([
    [[], "```"],
    [["a `b` ``c``"], "```"],
    [["```"], "````"],
    [["a", "x ````` y", "```"], "``````"],
  ])("with the lines %j has fences that none of them ends", (lines, fence) => {
    expect(fenced("diff", lines)).toBe([`${fence}diff`, ...lines, fence].join("\n"));
  });
});

test.each([
  ["etl/nightly", "<code>etl/nightly</code>"],
  ["</code><b>&amp;", "<code>&lt;/code&gt;&lt;b&gt;&amp;amp;</code>"],
  ["one\n\ntwo\u0007", "<code>one two\\u{7}</code>"],
])("code in HTML: %j", (text, html) => {
  expect(htmlCode(text)).toBe(html);
});
