import { describe, expect, test } from "vitest";
import { seenByPeople, shownByRunner, shownUnmasked } from "../../support/runner/runner-model.ts";

const shown = (...lines: readonly string[]) => shownByRunner(lines.join("\n")).split("\n");

describe("a mask", () => {
  test("is not shown, and holds from there on", () => {
    expect(shown("s3cret", "::add-mask::s3cret", "a s3cret s3crets")).toEqual(["s3cret", "a *** ***s"]);
  });

  test.each([
    ["::add-mask::s3cret", "s3cret"],
    [" \t\u00a0\u0085::add-mask::s3cret", "s3cret"],
    ["::ADD-Mask::s3cret", "s3cret"],
    ["::add-mask x=1,y=a%3Ab::s3cret", "s3cret"],
    ["::add-mask::a%25b%0Dc", "a%b\rc"],
    ["::add-mask::100%2525", "100%25"],
    ["::add-mask::%3A%2C", "%3A%2C"],
    ["::add-mask::a::b", "a::b"],
    ["##[add-mask]s3cret", "s3cret"],
    ["text ##[Add-Mask x]%5D%3B%25", "];%"],
  ])("%j masks %j", (line, value) => {
    expect(shownByRunner(`${line}\n::error::-${encoded(value)}-`)).toBe("##[error] -***-");
  });

  test.each([
    "::add-mask::",
    "::add-mask:: \t",
    "::add-mask::%0A",
    "x ::add-mask::s3cret",
    "\ufeff::add-mask::s3cret",
    ":: add-mask::s3cret",
    "::add-mask :s3cret",
    "::add-mask\t::s3cret",
    "##[add-mask s3cret",
    "# #[add-mask]s3cret",
  ])("is not made by %j", (line) => {
    expect(shown(line, "s3cret, and a line").at(-1)).toBe("s3cret, and a line");
  });

  test("is replaced as it is written, in no other form, and by the line", () => {
    const base64 = Buffer.from("s3cret").toString("base64");
    expect(shown("::add-mask::s3cret", `S3CRET ${base64} s3\\cret`)).toEqual([`S3CRET ${base64} s3\\cret`]);
    expect(shown("::add-mask::one%0Atwo", "one", "two")).toEqual(["one", "two"]);
  });

  test("that holds another one is replaced whole, whichever came first", () => {
    expect(shown("::add-mask::abc", "::add-mask::abcdef", "abcdef abc")).toEqual(["*** ***"]);
  });

  test("that was known before holds from the beginning", () => {
    expect(shownByRunner("a s3cret", ["s3cret", "", " "])).toBe("a ***");
  });

  test("holds for what comes on a line by itself, whatever the line end", () => {
    expect(shownByRunner("::add-mask::s3cret\r\ns3cret\r::add-mask::other\rother\r\n")).toBe("***\n***\n");
  });
});

describe("while commands are off", () => {
  const off = (...lines: readonly string[]) => shown("::stop-commands::WORD-1", ...lines).slice(1);

  test("everything is shown as it is, the masks of before apply, and none is added", () => {
    const lines = [
      "::add-mask::known",
      "::stop-commands::WORD-1",
      "known",
      "::add-mask::new",
      "new",
      "##[error]x",
    ];
    expect(shown(...lines)).toEqual([
      "::stop-commands::WORD-1",
      "***",
      "::add-mask::new",
      "new",
      "##[error]x",
    ]);
  });

  test.each(["::WORD-1::", "::word-1::", "  ::Word-1 x=1::y", "text ##[WORD-1]"])("%j ends it", (line) => {
    expect(off(line, "::add-mask::new", "new")).toEqual([line, "***"]);
  });

  test.each([
    "::WORD-2::",
    "::WORD-1",
    "WORD-1",
    "x ::WORD-1::",
    "::stop-commands::WORD-2",
    "::stop-commands::",
    "::endgroup::",
  ])("%j does not", (line) => {
    expect(off(line, "::add-mask::new", "new")).toEqual([line, "::add-mask::new", "new"]);
  });

  test("a word counts once", () => {
    expect(off("::WORD-1::", "::stop-commands::WORD-2", "::WORD-1::", "::add-mask::new")).toEqual([
      "::WORD-1::",
      "::stop-commands::WORD-2",
      "::WORD-1::",
      "::add-mask::new",
    ]);
  });

  test.each(["", "add-mask", "Error", "pause-logging"])("which no word %j begins", (word) => {
    expect(shown(`::stop-commands::${word}`, "::add-mask::new", "new")).toEqual([
      `::stop-commands::${word}`,
      "***",
    ]);
  });
});

describe("other commands", () => {
  test.each([
    ["::error title=a%2Cb,file=x.py::one%0Atwo", "##[error]title=a,b,file=x.py one\ntwo"],
    ["::warning::w", "##[warning] w"],
    ["::group::g", "##[group] g"],
    ["::debug::d", "##[debug] d"],
    ["::set-output name=x::v", "::set-output name=x::v"],
    ["::save-state name=x::v", "::save-state name=x::v"],
    ["::endgroup::", "::endgroup::"],
    ["::unknown::v", "::unknown::v"],
    ["::::", "::::"],
    ["a: b :: c", "a: b :: c"],
  ])("%j is shown as %j, without what is masked", (line, text) => {
    expect(shownByRunner(line)).toBe(text);
    expect(shownByRunner(`::add-mask::${text.slice(-1)}\n${line}`)).toBe(
      text.replaceAll(text.slice(-1), "***"),
    );
  });
});

test("a runner that masks nothing shows the same, without a mask", () => {
  const lines = [
    "::add-mask::s3cret",
    "a s3cret",
    "::error::%0As3cret",
    "::stop-commands::W",
    "::add-mask::other",
  ];
  expect(shownUnmasked(lines.join("\n"))).toBe(
    ["a s3cret", "##[error] \ns3cret", "::stop-commands::W", "::add-mask::other"].join("\n"),
  );
});

test("people see the log through the masks, and the rest as it is", () => {
  const log = "::add-mask::s3cret\na s3cret";
  expect(seenByPeople({ log, summary: "s3cret", outputs: { x: "s3cret" } })).toBe("a ***\ns3cret\ns3cret");
});

const encoded = (text: string) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
