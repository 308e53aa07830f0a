import { describe, expect, test } from "vitest";

import type { Credential } from "../../../src/credentials/credential.js";
import { describe as inOneLine } from "../../../src/base/errors.js";
import { Findings } from "../../../src/base/findings.js";
import type { Inputs } from "../../../src/inputs/types.js";
import { resolveRivals, STAND_IN } from "../../../src/settings/rivals.js";
import {
  SOURCE_KINDS,
  type FoundSetting,
  type SourceKind,
  type Sources,
} from "../../../src/settings/sources.js";
import { someInputs } from "../../support/inputs.ts";

const BASIC: Credential = { kind: "basic", user: "ci", password: "own" };
const BEARER: Credential = { kind: "bearer", token: "own", from: "api-key" };
const NONE: Credential = { kind: "none" };
/** In every value of a rival: may never be seen. */
const SECRET = "s3cr3t";

function inputs(more: Partial<Inputs> = {}): Inputs {
  return someInputs({ credential: BASIC, ...more });
}

const FILES: Readonly<Record<Exclude<SourceKind, "environment">, string>> = {
  ".env": ".env",
  "prefect.toml": "prefect.toml",
  "pyproject.toml": "pyproject.toml",
  profile: "/profiles/me/profiles.toml",
};

/** A profile is one of the machine's, unless it is said to be a checked-out one. */
function setting(
  kind: SourceKind,
  name: FoundSetting["name"],
  value: unknown,
  checkedOut = kind !== "environment" && kind !== "profile",
): FoundSetting {
  if (kind === "environment")
    return { name, value, kind, from: "environment variable PREFECT_X", checkedOut };
  const from = kind === "profile" ? "profile dev" : kind;
  return { name, value, kind, from, where: { file: FILES[kind], line: 7 }, checkedOut };
}

function resolve(settings: readonly FoundSetting[], more: Partial<Inputs> = {}, rest: Partial<Sources> = {}) {
  const findings = new Findings();
  const resolved = resolveRivals(inputs(more), { settings, ...rest }, findings);
  const { problems, warnings, notes } = findings;
  expect([...[...problems, ...warnings].map(inOneLine), ...notes].join("\n")).not.toContain(SECRET);
  return { resolved, problems, warnings, notes };
}

/** How each source is named. */
const PLACES: Readonly<Record<SourceKind, string>> = {
  environment: "environment variable PREFECT_X",
  ".env": ".env:7",
  "prefect.toml": "prefect.toml:7",
  "pyproject.toml": "pyproject.toml:7",
  profile: "/profiles/me/profiles.toml:7 (profile dev)",
};

describe.each(SOURCE_KINDS)("a rival from %s", (kind) => {
  const place = PLACES[kind];
  test.each<[string, Credential, FoundSetting["name"], string]>([
    [
      "a key beside Basic is blanked",
      BASIC,
      "apiKey",
      `api.key from ${place} is not used: blanked for this step.`,
    ],
    [
      "a key beside none is blanked",
      NONE,
      "apiKey",
      `api.key from ${place} is not used: blanked for this step.`,
    ],
    [
      "a key beside a key is replaced",
      BEARER,
      "apiKey",
      `api.key from ${place} is not used: replaced by the input for this step.`,
    ],
    [
      "an auth string beside a key is blanked",
      BEARER,
      "authString",
      `api.auth_string from ${place} is not used: blanked for this step.`,
    ],
    [
      "an auth string beside none is blanked",
      NONE,
      "authString",
      `api.auth_string from ${place} is not used: blanked for this step.`,
    ],
    [
      "an auth string beside Basic is replaced",
      BASIC,
      "authString",
      `api.auth_string from ${place} is not used: replaced by the input for this step.`,
    ],
    ["a URL is overruled", NONE, "apiUrl", `api.url from ${place} is overruled by \`api-url\`.`],
  ])("%s", (_case, credential, name, note) => {
    const { resolved, notes, problems, warnings } = resolve([setting(kind, name, `https://${SECRET}`)], {
      credential,
    });
    expect({ notes, problems, warnings }).toEqual({ notes: [note], problems: [], warnings: [] });
    expect(resolved.env).toMatchObject({
      PREFECT_API_URL: "https://own.example/api",
      PREFECT_API_KEY: credential.kind === "bearer" ? STAND_IN : "",
      PREFECT_API_AUTH_STRING: credential.kind === "basic" ? `${STAND_IN}:${STAND_IN}` : "",
    });
    expect(JSON.stringify(resolved)).not.toContain(SECRET);
  });

  test("that says the same, or nothing, is not worth a word", () => {
    const same = [
      setting(kind, "apiUrl", "https://own.example/api"),
      setting(kind, "authString", "ci:own"),
      setting(kind, "apiKey", ""),
      setting(kind, "uiUrl", "https://other"),
      setting(kind, "prompt", true),
    ];
    expect(resolve(same)).toMatchObject({ notes: [], problems: [], warnings: [] });
  });

  test("an Authorization header is not sent, and a profile of the machine that has one is refused", () => {
    const { resolved, notes, problems, warnings } = resolve([
      setting(kind, "customHeaders", `{"authorization": "Basic ${SECRET}"}`),
    ]);
    expect(resolved.headers).toEqual({});
    expect(resolved.env["PREFECT_CLIENT_CUSTOM_HEADERS"]).toBe("{}");
    if (kind === "environment") {
      expect({ problems, warnings, notes }).toEqual({
        problems: [],
        warnings: [],
        notes: [
          "authorization in environment variable PREFECT_X is not used: the credential comes from the inputs.",
        ],
      });
    } else if (kind === "profile") {
      expect(problems).toHaveLength(1);
      expect(problems[0]?.what).toContain("The custom headers of profile dev hold authorization.");
      expect(problems[0]?.where).toEqual({ file: FILES[kind], line: 7 });
    } else {
      expect({ problems, notes }).toEqual({ problems: [], notes: [] });
      expect(warnings.map(({ what, where }) => [what, where])).toEqual([
        [
          `The custom headers of ${kind} are not sent (authorization): a checked-out file must not decide as whom, or for what, a request counts.`,
          { file: FILES[kind], line: 7 },
        ],
      ]);
      expect(resolved.unused).toEqual(["authorization"]);
    }
  });

  test("a Host header, which leads to another site behind the same gate, likewise", () => {
    const { resolved, notes, problems } = resolve([setting(kind, "customHeaders", { Host: SECRET })]);
    expect(resolved.headers).toEqual({});
    expect(problems.map(({ where }) => where)).toEqual(
      kind === "environment" ? [] : [{ file: FILES[kind], line: 7 }],
    );
    expect(notes).toHaveLength(kind === "environment" ? 1 : 0);
  });

  test.each([
    ["a bad name", { [`X\n::error::${SECRET}`]: "v" }, "a name that is not a header name"],
    ["a line end", { "X-A": `a\n${SECRET}` }, "a control character (line feed)"],
    ["a letter that cannot be sent", { "X-A": `ü${SECRET}` }, "a character outside ASCII"],
  ])("a header with %s is refused, and not shown", (_case, headers, what) => {
    const { problems, resolved, notes } = resolve([setting(kind, "customHeaders", headers)]);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.what).toContain(what);
    expect(notes).toEqual([]);
    expect(resolved.headers).toEqual({});
  });
});

describe("the child's environment", () => {
  test("has every setting that decides, whatever the other sources say", () => {
    expect(resolve([], { credential: BEARER }).resolved).toEqual({
      env: {
        PREFECT_API_URL: "https://own.example/api",
        PREFECT_API_TLS_INSECURE_SKIP_VERIFY: "false",
        PREFECT_API_KEY: STAND_IN,
        PREFECT_API_AUTH_STRING: "",
        PREFECT_API_SSL_CERT_FILE: "",
        PREFECT_UI_URL: "https://own.example",
        PREFECT_CLIENT_CUSTOM_HEADERS: "{}",
        PREFECT_CLI_PROMPT: "false",
      },
      headers: {},
      unused: [],
      caFile: undefined,
      skipVerify: false,
    });
  });

  test.each<Credential>([
    { kind: "basic", user: "ci", password: SECRET },
    { kind: "bearer", token: SECRET, from: "api-key" },
    NONE,
  ])("has no secret: %j", (credential) => {
    const own = { "X-Gate": SECRET, "CF-Access-Client-Secret": SECRET };
    const { env, headers } = resolve([setting("environment", "customHeaders", { "X-Env": SECRET })], {
      credential,
      headers: own,
    }).resolved;
    expect(JSON.stringify(env)).not.toContain(SECRET);
    expect(JSON.parse(env["PREFECT_CLIENT_CUSTOM_HEADERS"] ?? "")).toEqual({
      "X-Env": STAND_IN,
      "X-Gate": STAND_IN,
      "CF-Access-Client-Secret": STAND_IN,
    });
    expect(headers).toEqual({ "X-Env": SECRET, ...own });
  });

  test("has the profile where one is asked for", () => {
    expect(resolve([], { profile: "dev" }).resolved.env["PREFECT_PROFILE"]).toBe("dev");
    expect(resolve([]).resolved.env).not.toHaveProperty("PREFECT_PROFILE");
  });
});

describe("headers", () => {
  test("of the job and of this machine are merged, the strongest first, whatever the case of their names", () => {
    const { resolved, notes, warnings } = resolve(
      [
        setting("environment", "customHeaders", '{"X-Env": "e", "x-all": "e", "X-Input": "e"}'),
        setting("profile", "customHeaders", '{"X-Profile": "p", "X-ALL": "p"}'),
      ],
      { headers: { "x-input": "i" } },
    );
    expect(resolved.headers).toEqual({ "X-Profile": "p", "X-Env": "e", "x-all": "e", "x-input": "i" });
    expect(notes).toEqual([
      "Also sent, from profile dev: X-Profile, X-ALL.",
      "Also sent, from environment variable PREFECT_X: X-Env, x-all, X-Input.",
    ]);
    expect(warnings).toEqual([]);
  });

  test("of checked-out files are not sent, and warned of at their line, but for those that the inputs replace", () => {
    const cookie = { Cookie: SECRET, "X-Forwarded-User": SECRET, "X-GATE": SECRET, "x-env": SECRET };
    const { resolved, notes, warnings, problems } = resolve(
      [
        setting("environment", "customHeaders", '{"X-Env": "e"}'),
        setting(".env", "customHeaders", JSON.stringify(cookie)),
        setting("prefect.toml", "customHeaders", { "X-HTTP-Method-Override": "DELETE" }),
        setting("pyproject.toml", "customHeaders", { "X-Gate": SECRET }),
        setting("profile", "customHeaders", '{"X-Team": "data"}', true),
      ],
      { headers: { "X-Gate": "own" } },
    );
    expect(resolved.headers).toEqual({ "X-Env": "e", "X-Gate": "own" });
    expect(resolved.unused).toEqual(["X-Team", "X-HTTP-Method-Override", "Cookie", "X-Forwarded-User"]);
    expect({ notes, problems }).toEqual({
      notes: ["Also sent, from environment variable PREFECT_X: X-Env."],
      problems: [],
    });
    expect(warnings.map(inOneLine)).toEqual(
      [
        ["/profiles/me/profiles.toml:7", "profile dev", "X-Team"],
        ["prefect.toml:7", "prefect.toml", "X-HTTP-Method-Override"],
        [".env:7", ".env", "Cookie, X-Forwarded-User"],
      ].map(
        ([place = "", from = "", names = ""]) =>
          `${place}: The custom headers of ${from} are not sent (${names}): a checked-out file must not decide as whom, or for what, a request counts. Give what the gate needs as \`headers\`, and take them out there.`,
      ),
    );
  });

  test("that are many, or long, are not all told", () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`X-${index}`, "v"]));
    const { warnings } = resolve([
      setting("prefect.toml", "customHeaders", { ["X".repeat(100_000)]: "v", ...many }),
    ]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]?.what).toContain("X…, X-0, X-1, ");
    expect(warnings[0]?.what).toContain("X-18, 981 more)");
    expect(warnings[0]?.what.length).toBeLessThan(400);
  });

  test("an Authorization of the inputs stays", () => {
    const { resolved } = resolve([], { credential: NONE, headers: { Authorization: "Token x" } });
    expect(resolved.headers).toEqual({ Authorization: "Token x" });
  });
});

test.each<[unknown, boolean]>([
  [true, true],
  ["true", true],
  ["TRUE", true],
  ["1", true],
  ["on", true],
  ["Yes", true],
  ["t", true],
  ["y", true],
  // As pydantic reads a number in a TOML file.
  [1, true],
  [false, false],
  ["false", false],
  ["0", false],
  ["", false],
  [0, false],
  // In a file that only Prefect can read.
  [undefined, true],
])("a certificate check that a file switches off by %j is on all the same, said: %s", (value, said) => {
  const { resolved, warnings } = resolve([setting("prefect.toml", "skipVerify", value)]);
  expect(resolved.skipVerify).toBe(false);
  expect(resolved.env).toMatchObject({ PREFECT_API_TLS_INSECURE_SKIP_VERIFY: "false" });
  expect(warnings.map(({ what }) => what)).toEqual(
    said
      ? [
          "api.tls_insecure_skip_verify from prefect.toml is not used: the server's certificate is checked all the same.",
        ]
      : [],
  );
});

test("the inputs for TLS beat every other source", () => {
  const tls = { ca: "PEM", caFile: "/temp/ca.pem", client: undefined, skipVerify: true };
  const rivals = [setting("environment", "caFile", "other.pem"), setting(".env", "skipVerify", "false")];
  const { resolved } = resolve(rivals, { tls });
  expect(resolved).toMatchObject({ caFile: "/temp/ca.pem", skipVerify: true });
  expect(resolved.env).toMatchObject({
    PREFECT_API_SSL_CERT_FILE: "/temp/ca.pem",
    PREFECT_API_TLS_INSECURE_SKIP_VERIFY: "true",
  });
});

describe("a file of certificates", () => {
  test.each<[unknown, string | undefined]>([
    ["ca.pem", "ca.pem"],
    ["", undefined],
    [5, undefined],
  ])("%j of the job's environment is %j, whatever a profile says", (value, caFile) => {
    const weaker = setting("profile", "caFile", "other.pem");
    const { resolved, warnings } = resolve([setting("environment", "caFile", value), weaker]);
    expect(resolved.caFile).toBe(caFile);
    expect(resolved.env["PREFECT_API_SSL_CERT_FILE"]).toBe(caFile ?? "");
    expect(warnings).toEqual([]);
  });

  test("of a profile of this machine counts", () => {
    expect(resolve([setting("profile", "caFile", "ca.pem")]).resolved.caFile).toBe("ca.pem");
  });

  const FROM = [".env", "prefect.toml", "pyproject.toml", "profile"] as const;
  test.each(FROM)("of a checked-out %s does not count, with a warning at its line", (kind) => {
    const rival = setting(kind, "caFile", "evil.pem", true);
    for (const [others, caFile] of [
      [[], undefined],
      [[setting("environment", "caFile", "job.pem")], "job.pem"],
    ] as const) {
      const { resolved, warnings, notes, problems } = resolve([...others, rival]);
      expect(resolved.caFile).toBe(caFile);
      expect(resolved.env["PREFECT_API_SSL_CERT_FILE"]).toBe(caFile ?? "");
      expect({ notes, problems }).toEqual({ notes: [], problems: [] });
      expect(warnings.map(inOneLine)).toEqual([
        `${FILES[kind]}:7: api.ssl_cert_file from ${kind === "profile" ? "profile dev" : kind} is not used: a checked-out file must not decide whose certificates are believed. Give the authority's certificate as \`ca-certificate\`, or name its file in the job's own environment (PREFECT_API_SSL_CERT_FILE).`,
      ]);
    }
  });

  test.each<[string, FoundSetting, readonly FoundSetting[], Partial<Inputs>]>([
    ["that names none", setting(".env", "caFile", ""), [], {}],
    [
      "that says the same as the job",
      setting(".env", "caFile", "job.pem"),
      [setting("environment", "caFile", "job.pem")],
      {},
    ],
    [
      "where nothing is checked",
      setting(".env", "caFile", "evil.pem"),
      [],
      { tls: { ca: undefined, caFile: undefined, client: undefined, skipVerify: true } },
    ],
  ])("of a checked-out file %s is not worth a word", (_case, rival, others, more) => {
    expect(resolve([...others, rival], more)).toMatchObject({ warnings: [], notes: [], problems: [] });
  });
});
