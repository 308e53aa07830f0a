import { describe, expect, test } from "vitest";

import { chooseCredential, type GivenCredentials } from "../../../src/credentials/choose.js";
import { authorization, authString, describeCredential } from "../../../src/credentials/credential.js";
import { Findings } from "../../../src/base/findings.js";

/** One input: given a value, given but empty, left out. */
type State = "v" | "e" | "-";
type Combination = readonly [auth: State, user: State, password: State, key: State, header: "v" | "-"];

const STATES: readonly State[] = ["v", "e", "-"];
const ALL: readonly Combination[] = STATES.flatMap((auth) =>
  STATES.flatMap((user) =>
    STATES.flatMap((password) =>
      STATES.flatMap((key) =>
        (["v", "-"] as const).map((header) => [auth, user, password, key, header] as const),
      ),
    ),
  ),
);

const PROBLEMS = {
  "both kinds": "Prefect would send Basic",
  "Basic twice": "both mean Basic authentication",
  "header too": "`headers` holds authorization beside",
  empty: "given but empty. Usual reasons",
  "no user": "`password` is given without `username`",
  "no password": "`username` is given without `password`",
  "empty password": "`password` is given but empty. Usual reasons",
} as const;
type Tag = keyof typeof PROBLEMS;

/**
 * Columns: auth-string, username, password, api-key, an Authorization in `headers`.
 * `n` is empty or left out, `.` is anything; the first row that fits counts.
 */
const TABLE: readonly [pattern: string, kind: string, problems: readonly Tag[]][] = [
  ["----.", "none", []],
  // An empty secret beside a header that authenticates: the header is what is meant.
  ["nnnnv", "none", []],
  ["nnnn-", "none", ["empty"]],
  // One credential; empty inputs beside it are those of other jobs of a matrix.
  ["vnnn-", "basic", []],
  ["nvvn-", "basic", []],
  ["nnnv-", "bearer", []],
  ["nv-n-", "basic", ["no password"]],
  ["nven-", "basic", ["empty password"]],
  ["nnvn-", "basic", ["no user"]],
  ["v..n-", "basic", ["Basic twice"]],
  ["vnnv-", "basic", ["both kinds"]],
  ["nvvv-", "basic", ["both kinds"]],
  ["nv-v-", "basic", ["both kinds", "no password"]],
  ["nvev-", "basic", ["both kinds", "empty password"]],
  ["nnvv-", "basic", ["both kinds", "no user"]],
  ["v..v-", "basic", ["both kinds"]],
  // The same beside an Authorization header.
  ["vnnnv", "basic", ["header too"]],
  ["nvvnv", "basic", ["header too"]],
  ["nnnvv", "bearer", ["header too"]],
  ["nv-nv", "basic", ["header too", "no password"]],
  ["nvenv", "basic", ["header too", "empty password"]],
  ["nnvnv", "basic", ["header too", "no user"]],
  ["v..nv", "basic", ["Basic twice", "header too"]],
  ["vnnvv", "basic", ["both kinds", "header too"]],
  ["nvvvv", "basic", ["both kinds", "header too"]],
  ["nv-vv", "basic", ["both kinds", "header too", "no password"]],
  ["nvevv", "basic", ["both kinds", "header too", "empty password"]],
  ["nnvvv", "basic", ["both kinds", "header too", "no user"]],
  ["v..vv", "basic", ["both kinds", "header too"]],
];

function fits(pattern: string, combination: Combination): boolean {
  return Array.from(pattern).every((wanted, index) => {
    const state = combination[index];
    return wanted === "." || (wanted === "n" ? state !== "v" : state === wanted);
  });
}

function choose(given: Partial<GivenCredentials>, headers: Record<string, string> = {}) {
  const findings = new Findings();
  const none: GivenCredentials = {
    authString: undefined,
    username: undefined,
    password: undefined,
    apiKey: undefined,
    oidcAudience: undefined,
    tokenUrl: undefined,
    clientId: undefined,
    clientSecret: undefined,
    scope: undefined,
    audience: undefined,
  };
  const credential = chooseCredential({ ...none, ...given }, headers, findings);
  return { credential, problems: findings.problems.map(({ what, fix }) => `${what} ${fix}`) };
}

describe("of auth-string, username, password, api-key and a header (v: a value, e: empty, -: left out)", () => {
  const value = (state: State, full: string): string | undefined =>
    state === "v" ? full : state === "e" ? "" : undefined;

  test.each(ALL)("%s %s %s %s %s", (...combination) => {
    const [auth, user, password, key, header] = combination;
    const row = TABLE.find(([pattern]) => fits(pattern, combination));
    if (!row) throw new Error("no row fits");
    const [, kind, tags] = row;
    const { credential, problems } = choose(
      {
        authString: value(auth, "anna:S3CR3T-a"),
        username: value(user, "ben"),
        password: value(password, "S3CR3T-b"),
        apiKey: value(key, "S3CR3T-c"),
      },
      header === "v" ? { authorization: "S3CR3T-d" } : { "X-Other": "S3CR3T-e" },
    );
    expect(problems).toEqual(tags.map((tag) => expect.stringContaining(PROBLEMS[tag]) as string));
    expect(credential.kind).toBe(kind);
    expect(problems.join()).not.toContain("S3CR3T");
  });

  test("every row of the table is used", () => {
    for (const [pattern] of TABLE) {
      const first = ALL.filter(
        (combination) => TABLE.find(([other]) => fits(other, combination))?.[0] === pattern,
      );
      expect(first, pattern).not.toEqual([]);
    }
  });
});

describe("where two are given, the message says", () => {
  test("that Prefect would send Basic, which of them that is, and that its documentation says otherwise", () => {
    const { problems } = choose({ authString: "a:b", apiKey: "k" });
    expect(problems).toEqual([
      "`auth-string` and `api-key` are both given. Prefect would send Basic (`auth-string`) and drop the key silently; its documentation says the opposite. Give one: Basic for a gate that asks for user and password, `api-key` for a gate that validates a token.",
    ]);
    expect(choose({ username: "a", password: "b", apiKey: "k" }).problems[0]).toContain(
      "Prefect would send Basic (`username` and `password`)",
    );
  });

  test("what to take out beside a header, with the name as it is written", () => {
    const { problems } = choose({ apiKey: "k" }, { AUTHORIZATION: "x" });
    expect(problems).toEqual([
      "`headers` holds AUTHORIZATION beside `api-key`. Prefect would send the header's value on every request, and never the credential. Take AUTHORIZATION out of `headers`, or leave `api-key` out.",
    ]);
  });

  test("to leave an input out where no authentication is meant", () => {
    expect(choose({ apiKey: "" }).problems[0]).toMatch(
      /For a server without authentication leave the input out\.$/,
    );
    expect(choose({ apiKey: "", password: "" }).problems[0]).toMatch(/leave the inputs out\.$/);
  });
});

describe("an auth string", () => {
  test.each([
    ["a:b", { kind: "basic", user: "a", password: "b" }],
    ["a:b:c", { kind: "basic", user: "a", password: "b:c" }],
    ["a b: c", { kind: "basic", user: "a b", password: " c" }],
  ])("%j is split at its first colon", (value, credential) => {
    expect(choose({ authString: value })).toEqual({ credential, problems: [] });
  });

  test("without a colon is not a credential", () => {
    const { credential, problems } = choose({ authString: "token" });
    expect(credential).toEqual({ kind: "none" });
    expect(problems).toEqual([expect.stringContaining("`auth-string` has no colon")]);
  });

  test.each([
    ["user:", "nothing after its colon. Usual reasons"],
    [":password", "nothing before its colon. Store the secret as user:password."],
    [":", "nothing after its colon. Usual reasons"],
  ])("%j has an empty half: one of the secrets it was made of is empty", (value, what) => {
    expect(choose({ authString: value }).problems).toEqual([expect.stringContaining(what)]);
  });
});

test("a user name with a colon is refused, since Basic cannot carry it", () => {
  const { problems } = choose({ username: "a:b", password: "c" });
  expect(problems).toEqual([expect.stringContaining("RFC 7617")]);
});

const EMPTY =
  "Usual reasons: GitHub does not give secrets to workflows from forks or from Dependabot, the secret's name is misspelt, or it belongs to an environment that the job does not name (`environment:`).";

describe("a token that is asked for", () => {
  const CLIENT = { tokenUrl: "https://x/token", clientId: "id", clientSecret: "s" };
  const asked = {
    ...{ kind: "token-url", url: "https://x/token", clientId: "id", clientSecret: "s" },
    ...{ scope: undefined, audience: undefined },
  };

  test.each<[string, Partial<GivenCredentials>, object]>([
    ["of GitHub", { oidcAudience: "a" }, { kind: "oidc-audience", audience: "a" }],
    ["of a provider", CLIENT, asked],
    [
      "with scope and audience",
      { ...CLIENT, scope: "x", audience: "y" },
      { ...asked, scope: "x", audience: "y" },
    ],
    ["with an empty scope and audience", { ...CLIENT, scope: "", audience: "" }, asked],
  ])("%s", (_title, given, credential) => {
    expect(choose(given)).toEqual({ credential, problems: [] });
  });

  test.each<[string, Partial<GivenCredentials>, string, object]>([
    [
      "a secret",
      { ...CLIENT, clientSecret: undefined },
      "`client-secret` is missing or empty; ",
      { ...asked, clientSecret: "" },
    ],
    [
      "an id and a secret",
      { ...CLIENT, clientId: "", clientSecret: "" },
      "`client-id` and `client-secret` are missing or empty; ",
      { ...asked, clientId: "", clientSecret: "" },
    ],
    [
      "all but an id",
      { clientId: "id" },
      "`token-url` and `client-secret` are missing or empty; ",
      { ...asked, url: "", clientSecret: "" },
    ],
    [
      "all but a secret",
      { clientSecret: "s" },
      "`token-url` and `client-id` are missing or empty; ",
      { ...asked, url: "", clientId: "" },
    ],
  ])("without %s is refused", (_title, given, what, credential) => {
    const all = "`token-url`, `client-id` and `client-secret` belong together. Give all three.";
    expect(choose(given)).toEqual({ credential, problems: [`${what}${all} ${EMPTY}`] });
  });

  test.each([{ scope: "x" }, { audience: "x" }])("is not what %j alone asks for", (given) => {
    expect(choose(given)).toEqual({
      credential: { kind: "none" },
      problems: [
        "`scope` or `audience` is given without `token-url`. They belong to `token-url`, `client-id` and `client-secret`; for a GitHub token give `oidc-audience`.",
      ],
    });
  });

  test.each<[Partial<GivenCredentials>, string]>([
    [{ oidcAudience: "a", apiKey: "k" }, "`api-key` and `oidc-audience`"],
    [{ oidcAudience: "a", authString: "a:b" }, "`auth-string` and `oidc-audience`"],
    [{ ...CLIENT, oidcAudience: "a" }, "`oidc-audience` and `token-url`"],
    [{ ...CLIENT, apiKey: "k" }, "`api-key` and `token-url`"],
    [{ ...CLIENT, username: "a", password: "b" }, "`username` and `password` and `token-url`"],
  ])("beside another credential is refused: %j", (given, kinds) => {
    expect(choose(given).problems).toEqual([
      `${kinds} are given, and each is a credential of its own; only one can be sent. Give one of them.`,
    ]);
  });

  test.each<[Partial<GivenCredentials>]>([[{ tokenUrl: "u" }], [{ clientId: "i" }], [{ clientSecret: "s" }]])(
    "beside another credential is refused, also where only a part of it is given: %j",
    (given) => {
      expect(choose({ ...given, apiKey: "k" }).problems[0]).toMatch(
        /^`api-key` and `token-url` are given, and each is a credential of its own/,
      );
    },
  );

  test("beside a header is refused", () => {
    expect(choose({ oidcAudience: "a" }, { Authorization: "x" }).problems).toEqual([
      "`headers` holds Authorization beside `oidc-audience`. Prefect would send the header's value on every request, and never the credential. Take Authorization out of `headers`, or leave `oidc-audience` out.",
    ]);
  });
});

describe("each sentence", () => {
  const both = "Give both, or `auth-string` (user:password).";
  test.each<[Partial<GivenCredentials>, string]>([
    [
      { authString: "a:b", username: "a", password: "b" },
      "`auth-string` and `username` and `password` are both given, and both mean Basic authentication. Give `auth-string` (user:password), or `username` and `password`.",
    ],
    [
      { authString: "token" },
      "`auth-string` has no colon: it must be user:password. Store the secret as user:password; a token belongs in `api-key`.",
    ],
    [{ authString: "a:" }, `\`auth-string\` has nothing after its colon. ${EMPTY}`],
    [{ authString: ":b" }, "`auth-string` has nothing before its colon. Store the secret as user:password."],
    [{ password: "b" }, `\`password\` is given without \`username\`. ${both}`],
    [{ username: "a" }, `\`username\` is given without \`password\`. ${both}`],
    [{ username: "a", password: "" }, `\`password\` is given but empty. ${EMPTY}`],
    [
      { username: "a:b", password: "c" },
      "`username` holds a colon, which Basic authentication cannot carry (RFC 7617). If it is user:password, give it as `auth-string`.",
    ],
    ...(
      [
        ["authString", "`auth-string`"],
        ["username", "`username`"],
        ["password", "`password`"],
        ["apiKey", "`api-key`"],
        ["oidcAudience", "`oidc-audience`"],
        ["tokenUrl", "`token-url`"],
        ["clientSecret", "`client-secret`"],
      ] as const
    ).map(([name, input]): [Partial<GivenCredentials>, string] => [
      { [name]: "" },
      `${input} is given but empty. ${EMPTY} For a server without authentication leave the input out.`,
    ]),
    [
      { apiKey: "", password: "" },
      `\`password\` and \`api-key\` are given but empty. ${EMPTY} For a server without authentication leave the inputs out.`,
    ],
  ])("%j: %s", (given, said) => {
    expect(choose(given).problems).toEqual([said]);
  });
});

describe("what a credential becomes", () => {
  test.each([
    [{ kind: "basic", user: "ci", password: "p:w" } as const, "Basic Y2k6cDp3", "Basic (user ci)"],
    [{ kind: "basic", user: "ü", password: "ß" } as const, "Basic w7w6w58=", "Basic (user ü)"],
    [{ kind: "bearer", token: "tok", from: "api-key" } as const, "Bearer tok", "Bearer (api-key)"],
    [{ kind: "none" } as const, undefined, "none"],
  ])("%j", (credential, header, shown) => {
    expect(authorization(credential)).toBe(header);
    expect(describeCredential(credential)).toBe(shown);
  });

  test("as Prefect takes it: user:password", () => {
    expect(authString({ user: "ci", password: "p:w" })).toBe("ci:p:w");
  });
});
