import { expect, test } from "vitest";
import { ActionError } from "../../../src/base/errors.js";
import { problemsOf, unexpected } from "../../../src/base/unexpected.js";

const thrown = (properties: object): Error => Object.assign(new Error("s3cret"), properties);

test.each<[string, unknown, RegExp]>([
  [
    "an error",
    new TypeError("s3cret"),
    /^Unexpected error: TypeError at unexpected\.test\.ts:\d+:\d+, .*\.$/,
  ],
  ["its code", thrown({ code: "ERR_X" }), /^Unexpected error: Error \(ERR_X\) at unexpected\.test\.ts:/],
  ["no code that is none", thrown({ code: "s3cret" }), /^Unexpected error: Error at /],
  ["no name that is none", thrown({ name: "s3cret pass" }), /^Unexpected error: Error at /],
  ["no stack", thrown({ stack: undefined }), /^Unexpected error: Error\.$/],
  [
    "no frame that the message makes up",
    thrown({
      stack: "Error: x\n    at s3cret (/x/s3cret:1:1)\n    at f (file:///opt/s3cret/dist/index.js:2:3)",
    }),
    /^Unexpected error: Error at index\.js:2:3\.$/,
  ],
  ["a text", "s3cret", /^Unexpected error: something of type string\.$/],
  ["nothing", undefined, /^Unexpected error: something of type undefined\.$/],
])("of what nobody expected is told what it is and where: %s", (_what, error, expected) => {
  const { what, fix } = unexpected(error);
  expect(what).toMatch(expected);
  expect(`${what} ${fix}`).not.toContain("s3cret");
});

test("what was thrown for the user is told as it is", () => {
  const problems = [
    { what: "a.", fix: "b." },
    { what: "c.", fix: "d." },
  ];
  expect(problemsOf(new ActionError(problems))).toEqual(problems);
  expect(problemsOf(new Error("x"))).toMatchObject([
    {
      what: expect.stringMatching(/^Unexpected error: Error at /) as string,
      fix: expect.stringContaining("report it") as string,
    },
  ]);
});
