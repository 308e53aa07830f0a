import { describe, expect, test } from "vitest";
import {
  asSettings,
  authorization,
  describeCredential,
  isMint,
  sentToken,
  type AskedCredential,
  type Credential,
} from "../../../src/credentials/credential.js";

const BASIC: Credential = { kind: "basic", user: "ci", password: "p:w" };
const NONE: Credential = { kind: "none" };
const bearer = (from: "api-key" | "oidc-audience" | "token-url"): Credential => ({
  kind: "bearer",
  token: "tok",
  from,
});
const OIDC: AskedCredential = { kind: "oidc-audience", audience: "a" };
const CLIENT: AskedCredential = {
  ...{ kind: "token-url", url: "https://x", clientId: "id", clientSecret: "s3cr3t" },
  ...{ scope: undefined, audience: undefined },
};

test.each<[AskedCredential, string, boolean]>([
  [BASIC, "Basic (user ci)", false],
  [NONE, "none", false],
  [bearer("api-key"), "Bearer (api-key)", false],
  [bearer("oidc-audience"), "Bearer (GitHub ID token)", false],
  [bearer("token-url"), "Bearer (client credentials)", false],
  [OIDC, "Bearer (GitHub ID token)", true],
  [CLIENT, "Bearer (client credentials)", true],
])("%j is shown as %s, and is asked for: %j", (credential, shown, mint) => {
  expect(describeCredential(credential)).toBe(shown);
  expect(isMint(credential)).toBe(mint);
});

test.each<[Credential, string | undefined, object]>([
  [BASIC, "Basic Y2k6cDp3", { authString: "ci:p:w" }],
  [NONE, undefined, {}],
  [bearer("api-key"), "Bearer tok", { apiKey: "tok" }],
])("%j is sent as %s, and is the setting %j", (credential, header, settings) => {
  expect(authorization(credential)).toBe(header);
  expect(asSettings(credential)).toEqual(settings);
});

describe("the Bearer token that is sent", () => {
  test.each<[string, AskedCredential, Record<string, string>, ReturnType<typeof sentToken>]>([
    [
      "is that of the credential",
      bearer("api-key"),
      { Authorization: "Bearer other" },
      { token: "tok", from: "api-key" },
    ],
    [
      "is that of a header",
      NONE,
      { "X-A": "b", AUTHORIZATION: "bearer  abc.d" },
      { token: "abc.d", from: "headers" },
    ],
    ["is none in a header of another kind", NONE, { Authorization: "Token Bearer abc" }, undefined],
    ["is none in a header with more", NONE, { Authorization: "Bearer a b" }, undefined],
    ["is none in a header with nothing", NONE, { Authorization: "Bearer " }, undefined],
    ["is none without a space", NONE, { Authorization: "Bearerabc" }, undefined],
    ["is none where there is no such header", NONE, { "X-A": "Bearer abc" }, undefined],
    ["is none that has yet to be asked for", OIDC, {}, undefined],
    ["is none with user and password", BASIC, {}, undefined],
  ])("%s", (_title, credential, headers, expected) => {
    expect(sentToken(credential, headers)).toEqual(expected && expect.objectContaining(expected));
  });
});
