import { describe, expect, it } from "vitest";
import { leaks } from "./leaks.ts";

const SECRET = `p@ss w0rd/+%&"'é`;
const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("the search for secrets", () => {
  it.each([
    ["in clear", `the password is ${SECRET}.`],
    ["in JSON", JSON.stringify({ password: SECRET })],
    ["in JSON as Python writes it", String.raw`{"password": "p@ss w0rd/+%&\"'\u00e9"}`],
    ["as Python shows a string", String.raw`'p@ss w0rd/+%&"\'é'`],
    ["in base64", base64(SECRET)],
    ["in base64 without padding", base64(SECRET).replace(/=+$/, "")],
    ["in URL-safe base64", Buffer.from(SECRET).toString("base64url")],
    ["in an Authorization header", `Authorization: Basic ${base64(`ci:${SECRET}`)}`],
    ["in base64 right after a word", `Basic${base64(`ci:${SECRET}`)}`],
    ["in a URL", `http://ci:${encodeURIComponent(SECRET)}@host/api`],
    ["in a URL with small letters", encodeURIComponent(SECRET).replace(/%../g, (code) => code.toLowerCase())],
    ["in a URL with every sign encoded", Buffer.from(SECRET).toString("hex").replace(/../g, "%$&")],
    ["in a form", new URLSearchParams({ password: SECRET }).toString()],
    ["in a URL inside of a URL", encodeURIComponent(encodeURIComponent(SECRET))],
  ])("finds one %s", (_where, text) => {
    expect(leaks(text, [SECRET])).toEqual([SECRET]);
  });

  it("finds none where there is none", () => {
    const text = `p@ss *** ${base64("something else, long enough")} ${encodeURIComponent("ä b")} 100 %`;
    expect(leaks(text, [SECRET])).toEqual([]);
  });
});
