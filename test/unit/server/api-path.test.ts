import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ActionError } from "../../../src/base/errors.js";
import { endpoint } from "../../../src/base/http.js";
import { ApiPath, apiPath, PathError } from "../../../src/server/api-path.js";

describe("a target comes out in one form", () => {
  test.each([
    ["/flows/", ["flows", ""], "/flows/"],
    ["/flows/name/a%20b", ["flows", "name", "a b"], "/flows/name/a%20b"],
    ["/%66lows/%6E%61me/x", ["flows", "name", "x"], "/flows/name/x"],
    ["/flows/name/gr%C3%BCn", ["flows", "name", "grün"], "/flows/name/gr%C3%BCn"],
    // As httpx 0.27 and 0.28 send them: as they are.
    ["/flows/name/a;b|c[d]^e:f@g+h=i&j", ["flows", "name", "a;b|c[d]^e:f@g+h=i&j"], undefined],
    [`/flows/name/a"b'c{d}`, ["flows", "name", `a"b'c{d}`], "/flows/name/a%22b'c%7Bd%7D"],
    ["/flows/name/a%23b%3Fc", ["flows", "name", "a#b?c"], "/flows/name/a%23b%3Fc"],
    ["/a..b/.c/d./e", ["a..b", ".c", "d.", "e"], "/a..b/.c/d./e"],
    ["/x?", ["x"], "/x"],
    ["/x?a=1&b=%2F../c?d", ["x"], "/x?a=1&b=%2F../c?d"],
    [`/x?a=[1]|'{`, ["x"], "/x?a=%5B1%5D%7C%27%7B"],
    ["/", [""], "/"],
  ])("%s", (target, segments, text) => {
    const path = ApiPath.parse(target);
    expect(path.segments).toEqual(segments);
    expect(path.text).toBe(text ?? `/${segments.map(encodeURIComponent).join("/")}`);
  });

  test("and a URL asks for that form and no other", () => {
    const part = fc.oneof(
      fc.string({ unit: "binary", maxLength: 4 }),
      fc.constantFrom("..", ".", "/", "\\", "#", "?", "%2e", "%2F", "%", ";", "a", "ü", "%41", "//"),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        let path: ApiPath;
        try {
          path = ApiPath.parse(`/${parts.join("")}`);
        } catch (error) {
          expect(error).toBeInstanceOf(PathError);
          return;
        }
        const url = endpoint({ apiUrl: "http://x/p/api" }, path.text);
        expect(url.pathname + url.search).toBe(`/p/api${path.text}`);
        expect(ApiPath.parse(path.text)).toEqual(path);
      }),
      { numRuns: 5_000 },
    );
  });
});

test.each([
  ["flows/", "does not begin with a slash"],
  ["", "does not begin with a slash"],
  ["*", "does not begin with a slash"],
  ["http://x/flows/", "does not begin with a slash"],
  ["/a b", "holds a space"],
  ["/a\nb", "holds a space"],
  ["/ü", "holds a space"],
  ["/a#b", "holds `#`"],
  ["/a?b#c", "holds `#`"],
  ["/a\\b", "holds a backslash"],
  ["/a?b\\c", "holds a backslash"],
  ["/a%", "holds a `%` that begins no code"],
  ["/a%2", "holds a `%` that begins no code"],
  ["/%u002e", "holds a `%` that begins no code"],
  ["/a?b=%zz", "holds a `%` that begins no code"],
  ["/a%00", "holds a control character"],
  ["/a?b=%0d%0aX:", "holds a control character"],
  ["/a%7F", "holds a control character"],
  ["/a%C2%80", "holds a control character"],
  ["//a", "holds `//`"],
  ["/a//b", "holds `//`"],
  ["/a%2fb", "holds an encoded"],
  ["/a%5Cb", "holds an encoded"],
  ["/%2E%2e", "holds an encoded"],
  ["/%252e", "holds an encoded"],
  ["/a/.", "holds a dot segment"],
  ["/../a", "holds a dot segment"],
  ["/a/..?x", "holds a dot segment"],
  ["/.../a", "holds a dot segment"],
  ["/..%20/a", "holds a dot segment"],
  ["/%20../a", "holds a dot segment"],
  ["/..;x/a", "holds a dot segment"],
  ["/.%3Bx/a", "holds a dot segment"],
  ["/%c0%ae", "holds bytes that are not UTF-8"],
  ["/%ED%A0%80", "holds bytes that are not UTF-8"],
  ["/a?b=%ff", "holds bytes that are not UTF-8"],
  [`/${"a".repeat(8_000)}`, "is longer than 8000 characters"],
])("%s is refused: it %s", (target, reason) => {
  expect(() => ApiPath.parse(target)).toThrow(PathError);
  expect(() => ApiPath.parse(target)).toThrow(reason);
});

describe("a path of one's own", () => {
  test("holds each value as a part of one segment", () => {
    expect(apiPath`/flows/name/${"a #?;ü"}`.segments).toEqual(["flows", "name", "a #?;ü"]);
    expect(apiPath`/automations/owned-by/prefect.deployment.${"1"}`.text).toBe(
      "/automations/owned-by/prefect.deployment.1",
    );
    expect(apiPath`/csrf-token?client=${"1&x=2"}`.query).toBe("client=1%26x%3D2");
    expect(apiPath`/flows/name/${"\ud800"}`.segments.at(-1)).toBe("\ufffd");
  });

  test.each(["..", ".", "a/b", "a\\b", "50%", "", "a\nb"])("is none with %j", (value) => {
    expect(() => apiPath`/flows/name/${value}`).toThrow(ActionError);
  });
});
