import { describe, expect, test } from "vitest";
import { describeJwt, duration, isCutJwt, readJwt } from "../../../src/credentials/jwt.js";

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwt = (claims: object, alg = "RS256", signature = "s".repeat(342)): string =>
  [part({ alg }), part(claims), signature].join(".");

describe("a JWT", () => {
  test("is read: times in milliseconds, one audience or several", () => {
    const token = jwt({ iss: "https://i.example", sub: "ci", aud: "prefect", exp: 20, nbf: 10 });
    expect(readJwt(token)).toEqual({
      issuer: "https://i.example",
      subject: "ci",
      audiences: ["prefect"],
      expires: 20_000,
      notBefore: 10_000,
    });
    expect(readJwt(jwt({ aud: ["a", 5, "b"], exp: "soon" }))).toEqual({ audiences: ["a", "b"] });
  });

  test.each([
    ["an opaque token", "pnu_0123456789"],
    ["three parts that are no JSON", "a.b.c"],
    ["a JSON Web Encryption", `${part({ alg: "dir", enc: "A256GCM" })}.a.b.c.d`],
    ["nothing", ""],
  ])("%s is none, and not a cut one either", (_what, token) => {
    expect(readJwt(token)).toBeUndefined();
    expect(isCutJwt(token)).toBe(false);
  });

  test.each([
    ["its header alone", part({ alg: "RS256" })],
    ["a part of its claims", jwt({ sub: "a long enough subject" }).slice(0, 40)],
    ["all but its signature", `${part({ alg: "RS256" })}.${part({ sub: "ci" })}`],
    ["half of an RSA signature", jwt({ sub: "ci" }, "RS256", "s".repeat(171))],
    ["half of an ECDSA signature", jwt({ sub: "ci" }, "ES256", "s".repeat(43))],
  ])("of which %s was copied is a cut one", (_what, token) => {
    expect(isCutJwt(token)).toBe(true);
  });

  test.each(["RS256", "PS512", "ES256", "HS256", "EdDSA", "custom"])("by %s is whole", (alg) => {
    expect(isCutJwt(jwt({ sub: "ci" }, alg))).toBe(false);
  });

  test("is described by whom it is for and how long it lives; what comes from outside is quoted", () => {
    const claims = {
      issuer: "https://i\n::error::x",
      audiences: ["a", "b"],
      subject: "repo:o/r",
      expires: 600_000,
    };
    expect(describeJwt(claims, 0)).toBe(
      'audience "a", "b", issuer "https://i ::error::x", subject "repo:o/r", valid for another 10 min',
    );
    expect(describeJwt({ audiences: [], expires: 0 }, 7_200_000)).toBe("expired 2 h ago");
    expect(describeJwt({ audiences: [] }, 0)).toBe("no expiry");
  });

  test.each([
    [0, "0 s"],
    [119_000, "119 s"],
    [120_000, "2 min"],
    [7_199_000, "120 min"],
    [7_200_000, "2 h"],
    [172_800_000, "2 days"],
  ])("%s ms are %s", (ms, text) => {
    expect(duration(ms)).toBe(text);
  });
});
