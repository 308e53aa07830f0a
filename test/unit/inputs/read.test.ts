import fc from "fast-check";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

import { ActionError, describe as inOneLine, type Problem } from "../../../src/base/errors.js";
import { Findings } from "../../../src/base/findings.js";
import { UNSET } from "../../../src/inputs/raw.js";
import { rawSecrets, readInputs } from "../../../src/inputs/read.js";
import type { AskedInputs } from "../../../src/inputs/types.js";
import { cleanUrl } from "../../../src/inputs/url.js";

type Given = Readonly<Record<string, string>>;

const WORKSPACE = resolve("/work/space");
const ACTION = parse(readFileSync(new URL("../../../action.yml", import.meta.url), "utf8")) as {
  inputs: Record<string, { default?: string }>;
};
/** What GitHub hands over for every input that the workflow leaves out, expressions filled in. */
const DEFAULTS: Given = Object.fromEntries(
  Object.entries(ACTION.inputs).map(([name, { default: value = "" }]) => [
    name,
    value === "${{ github.token }}" ? "ghs_token" : value,
  ]),
);
const URL_OK: Given = { "api-url": "https://prefect.example.com/api" };

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
/** Header and payload of a JWT, without its signature. */
const CUT = `${encoded({ alg: "RS256" })}.${encoded({ sub: "S3CR3T" })}`;
const CLIENT: Given = { "token-url": "https://i.example/t", "client-id": "ci", "client-secret": "S3CR3T" };

interface Outcome {
  readonly inputs: AskedInputs | undefined;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly notes: readonly string[];
  /** Everything that a person could get to see. */
  readonly said: string;
}

function read(given: Given): Outcome {
  const findings = new Findings();
  let inputs: AskedInputs | undefined;
  let problems: readonly Problem[] = [];
  try {
    inputs = readInputs((name) => given[name] ?? DEFAULTS[name] ?? "", WORKSPACE, findings);
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    problems = error.problems;
  }
  const { warnings, notes } = findings;
  const said = [...[...problems, ...warnings].map(inOneLine), ...notes].join("\n");
  return { inputs, problems, warnings, notes, said };
}

function accepted(given: Given): AskedInputs {
  const { inputs, said } = read({ ...URL_OK, ...given });
  if (!inputs) throw new Error(said);
  return inputs;
}

/** The sentences of what is wrong. */
function wrong(given: Given): string[] {
  return read({ ...URL_OK, ...given }).problems.map(inOneLine);
}

/** Of an input that only counts in a plan. */
function modeFor(name: string): Given {
  return ["fail-on-changes", "shards"].includes(name) ? { mode: "plan" } : {};
}

describe("with the defaults of action.yml and a URL", () => {
  test("everything has its value, and nothing is said", () => {
    const { inputs, said } = read(URL_OK);
    expect(said).toBe("");
    expect(inputs).toEqual({
      mode: "deploy",
      apiUrl: "https://prefect.example.com/api",
      uiUrl: "https://prefect.example.com",
      credential: { kind: "none" },
      headers: {},
      names: [],
      changedSince: undefined,
      sharedPaths: [],
      prefectFiles: ["prefect.yaml"],
      runFrom: "working-directory",
      workingDirectory: WORKSPACE,
      prefectCommand: ["prefect"],
      deployCommand: [],
      profile: undefined,
      environment: undefined,
      timeout: 1800,
      tls: { ca: undefined, caFile: undefined, client: undefined, skipVerify: false },
      retries: 5,
      configTarget: "prefect.toml",
      keepConfig: false,
      summary: true,
      ignoreRules: [],
      transaction: true,
      concurrency: 8,
      onCommitError: "put-back",
      onImportError: "warning",
      keepPausedSchedules: false,
      clearSchedules: false,
      failOnChanges: false,
      unknown: "named",
      shard: undefined,
      shards: undefined,
      comment: "never",
      githubToken: "ghs_token",
      allowUntrustedCode: false,
      prune: false,
      pruneLimit: 10,
      pruneScope: undefined,
      expectedPlan: undefined,
    });
  });

  test("a token endpoint may have a query (RFC 6749), as Azure AD B2C has one", () => {
    const url = "https://i.example/t?p=policy";
    expect(accepted({ ...CLIENT, "token-url": url }).credential).toMatchObject({ url });
  });

  test("every line of a client key is a secret, on one line or on several, and its path is none", () => {
    const key = "-----BEGIN PRIVATE KEY-----\nMIGH\nAgEA\n-----END PRIVATE KEY-----";
    const secrets = (value: string) =>
      rawSecrets((name) => (name === "client-key" ? value : name === "headers" ? "" : UNSET)).values;
    expect(secrets(key).filter(Boolean)).toEqual(["MIGH", "AgEA"]);
    expect(secrets(key.replaceAll("\n", "\\n")).filter(Boolean)).toEqual(["MIGH", "AgEA"]);
    expect(secrets(key.replaceAll("\n", " ")).filter(Boolean)).toEqual(["MIGH", "AgEA"]);
    // As `openssl pkcs12 -nodes` writes it: words around the key are none of it.
    expect(secrets(`Bag Attributes\n    friendlyName: prefect\n${key}`).filter(Boolean)).toEqual([
      "MIGH",
      "AgEA",
    ]);
    expect(secrets("certs/client.key").filter(Boolean)).toEqual([]);
  });

  test("the token for the comment is a secret", () => {
    expect(rawSecrets((name) => DEFAULTS[name] ?? "").values).toContain("ghs_token");
  });

  test("the credential inputs default to the word that means left out", () => {
    for (const name of ["auth-string", "username", "password", "api-key"]) expect(DEFAULTS[name]).toBe(UNSET);
  });

  test("the result is frozen, and so is what it holds", () => {
    const inputs = accepted({ "auth-string": "ci:x", headers: "X-A: b", names: "a" });
    expect(Object.isFrozen(inputs)).toBe(true);
    for (const value of Object.values(inputs)) expect(Object.isFrozen(value)).toBe(true);
  });
});

describe("a value that is right", () => {
  test.each<[string, string, keyof AskedInputs, unknown]>([
    ["names", "a\n\n  b/*  \r\n!c\n", "names", ["a", "b/*", "!c"]],
    ["prefect-file", "one.yaml\ndir/*.yaml", "prefectFiles", ["one.yaml", "dir/*.yaml"]],
    ["working-directory", " flows ", "workingDirectory", resolve(WORKSPACE, "flows")],
    ["working-directory", "", "workingDirectory", WORKSPACE],
    ["working-directory", resolve("/else/where"), "workingDirectory", resolve("/else/where")],
    ["profile", " staging ", "profile", "staging"],
    ["profile", "  ", "profile", undefined],
    ["environment", " production ", "environment", "production"],
    ["environment", "é".repeat(100), "environment", "é".repeat(100)],
    ["timeout", "1", "timeout", 1],
    ["timeout", " 86400\n", "timeout", 86_400],
    ["retries", "0", "retries", 0],
    ["retries", "100", "retries", 100],
    ["config-target", "pyproject.toml", "configTarget", "pyproject.toml"],
    ["config-target", " none ", "configTarget", "none"],
    ["keep-config", "TRUE", "keepConfig", true],
    ["keep-config", " False\n", "keepConfig", false],
    ["summary", "false", "summary", false],
    ["ui-url", "https://ui.example.com/", "uiUrl", "https://ui.example.com"],
    ["ui-url", "http://ui.example.com/prefect", "uiUrl", "http://ui.example.com/prefect"],
    ["headers", "X-A: b: c\n\nX-D:e", "headers", { "X-A": "b: c", "X-D": "e" }],
    ["headers", '{"X-A": "b"}', "headers", { "X-A": "b" }],
    ["mode", " plan ", "mode", "plan"],
    ["transaction", "false", "transaction", false],
    ["concurrency", "1", "concurrency", 1],
    ["concurrency", " 64 ", "concurrency", 64],
    ["on-commit-error", "keep", "onCommitError", "keep"],
    ["keep-paused-schedules", "true", "keepPausedSchedules", true],
    ["clear-schedules", "true", "clearSchedules", true],
    ["on-import-error", "error", "onImportError", "error"],
    ["fail-on-changes", "True", "failOnChanges", true],
    ["shard", " 2/5 ", "shard", { index: 2, of: 5 }],
    ["shard", " ", "shard", undefined],
    ["changed-since", "v1.0", "changedSince", "v1.0"],
    ["changed-since", " refs/heads/release/1 ", "changedSince", "refs/heads/release/1"],
    ["changed-since", "HEAD~2^2", "changedSince", "HEAD~2^2"],
    ["changed-since", "0000000000000000000000000000000000000000", "changedSince", "0".repeat(40)],
    // The expression of an event that has none.
    ["changed-since", "", "changedSince", ""],
    ["shards", "5", "shards", 5],
    ["shards", "256", "shards", 256],
    ["comment", "true", "comment", "always"],
    ["comment", "False", "comment", "never"],
    ["comment", " changes-only ", "comment", "changes-only"],
    ["prune", "true", "prune", true],
    ["prune-limit", "0", "pruneLimit", 0],
    ["expected-plan", ` ${"1A2B".repeat(16)}\n`, "expectedPlan", "1a2b".repeat(16)],
    ["expected-plan", "unset", "expectedPlan", undefined],
    ["github-token", " ghs_x\n", "githubToken", "ghs_x"],
    ["allow-untrusted-code", "true", "allowUntrustedCode", true],
  ])("of %s: %j", (name, value, field, expected) => {
    expect(accepted({ ...modeFor(name), [name]: value })[field]).toEqual(expected);
  });

  test.each([
    ["https://h.example/api", "https://h.example"],
    ["https://h.example/prefect/api", "https://h.example/prefect"],
    ["https://h.example", "https://h.example"],
    ["https://h.example/apis", "https://h.example/apis"],
  ])("of api-url, %s, has the UI at %s", (apiUrl, uiUrl) => {
    expect(accepted({ "api-url": apiUrl }).uiUrl).toBe(uiUrl);
  });
});

test("shared paths are globs, one a line, and stay where the event has no commit to compare with", () => {
  const given = { "changed-since": "", "shared-paths": " uv.lock \n\ncommon/**\n" };
  expect(accepted(given)).toMatchObject({ changedSince: "", sharedPaths: ["uv.lock", "common/**"] });
  expect(wrong({ ...given, "shared-paths": "common/**\n!common/x\na{b,c}" })).toEqual([
    '`shared-paths`: "!common/x" cannot match paths of the repository: it excludes, and what matches here only adds. Write one glob a line, for example `uv.lock` or `common/**`.',
    expect.stringMatching(/"a\{b,c\}" cannot match paths of the repository: it has \{ in it/),
  ]);
});

describe("a value that is wrong is named with what was expected", () => {
  const seconds = "Give a whole number of seconds from 1 to 86400.";
  const tries = "Give a whole number of tries from 0 to 100.";
  const shards = "Give a whole number of shards from 1 to 256.";
  test.each([
    ["timeout", "0", '`timeout` is "0".', seconds],
    ["timeout", "86401", '`timeout` is "86401".', seconds],
    ["timeout", "", '`timeout` is "".', seconds],
    ["timeout", "30m", '`timeout` is "30m".', seconds],
    ["timeout", "1.5", '`timeout` is "1.5".', seconds],
    ["timeout", "1e3", '`timeout` is "1e3".', seconds],
    ["timeout", "0x10", '`timeout` is "0x10".', seconds],
    ["timeout", "-1", '`timeout` is "-1".', seconds],
    ["retries", "101", '`retries` is "101".', tries],
    ["retries", "five", '`retries` is "five".', tries],
    [
      "config-target",
      "Prefect.toml",
      '`config-target` is "Prefect.toml".',
      "Give one of `prefect.toml`, `pyproject.toml`, `none`.",
    ],
    ["config-target", "", '`config-target` is "".', "Give one of"],
    ["keep-config", "yes", '`keep-config` is "yes".', "Give `true` or `false`."],
    ["summary", "1", '`summary` is "1".', "Give `true` or `false`."],
    ["summary", "x".repeat(80), `\`summary\` is "${"x".repeat(60)}…".`, "Give `true` or `false`."],
    ["environment", "a\nb", "`environment` has more than one line", "Give a short label"],
    ["environment", "x".repeat(101), "more than 100 characters.", "Give a short label"],
    ["prefect-file", " \n ", "`prefect-file` is empty.", "for example `prefect.yaml`"],
    ["api-url", " ", "`api-url` is empty.", "check its name"],
    ["headers", "X-A", "`headers`, line 1: it has no colon.", "`Name: value`"],
    ["transaction", "no", '`transaction` is "no".', "Give `true` or `false`."],
    ["concurrency", "0", '`concurrency` is "0".', "Give a whole number of writes from 1 to 64."],
    ["concurrency", "65", '`concurrency` is "65".', "from 1 to 64."],
    ["on-commit-error", "rollback", '`on-commit-error` is "rollback".', "Give one of `put-back`, `keep`."],
    ["keep-paused-schedules", "", '`keep-paused-schedules` is "".', "Give `true` or `false`."],
    ["fail-on-changes", "1", '`fail-on-changes` is "1".', "Give `true` or `false`."],
    ["shard", "3/2", '`shard` is "3/2": there are only 2 parts.', "`2/5`"],
    ["shard", "2", '`shard` is "2"', "`2/5`"],
    [
      "changed-since",
      "--output=x",
      '`changed-since` is "--output=x", which cannot name a commit, branch',
      "event.before",
    ],
    [
      "changed-since",
      "-h",
      '`changed-since` is "-h", which cannot name a commit, branch or tag.',
      "Give one",
    ],
    ["changed-since", "a..b", '"a..b", which cannot name a commit', "Give one"],
    ["changed-since", "a b", '"a b", which cannot name a commit', "Give one"],
    ["changed-since", "a\n-b", "which cannot name a commit", "Give one"],
    ["changed-since", ":/fix", "which cannot name a commit", "Give one"],
    ["changed-since", "main@{yesterday}", "which cannot name a commit", "Give one"],
    ["changed-since", "HEAD:a", "which cannot name a commit", "Give one"],
    ["changed-since", "x".repeat(251), "which cannot name a commit", "Give one"],
    [
      "shared-paths",
      "uv.lock",
      "`shared-paths` is given without `changed-since`",
      "Give `changed-since` too",
    ],
    ["shards", "0", '`shards` is "0".', shards],
    ["shards", "257", '`shards` is "257".', shards],
    ["comment", "x", '`comment` is "x".', "Give `true`, `false` or `changes-only`."],
    ["prune", "yes", '`prune` is "yes".', "Give `true` or `false`."],
    ["prune-limit", "-1", '`prune-limit` is "-1".', "Give a whole number of deployments from 0 to 10000."],
    ["prune-scope", "x", "`prune-scope` is given without `prune`", "Set `prune: true`"],
    ["expected-plan", "", "`expected-plan` is empty", "outputs.plan-digest"],
    [
      "expected-plan",
      "1a2b3c4d5e6f",
      '`expected-plan` is "1a2b3c4d5e6f", which is not the digest',
      "plan-digest",
    ],
    ["allow-untrusted-code", "y", '`allow-untrusted-code` is "y".', "Give `true` or `false`."],
  ])("%s: %j", (name, value, what, fix) => {
    const sentences = wrong({ ...modeFor(name), [name]: value });
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toContain(what);
    expect(sentences[0]).toContain(fix);
  });

  test.each([
    [{ mode: "plan", transaction: "false" }, "`mode: plan` must write nothing."],
    [
      { "keep-paused-schedules": "true", transaction: "false" },
      "`keep-paused-schedules` needs the transaction",
    ],
    [{ "clear-schedules": "true", transaction: "false" }, "`clear-schedules` needs the transaction"],
    [{ prune: "true", transaction: "false" }, "`prune` needs the transaction"],
    [{ "expected-plan": "1a2b".repeat(16), transaction: "false" }, "`expected-plan` needs the transaction"],
    [{ prune: "true", "prune-scope": "a\nb" }, "`prune-scope` has more than one line"],
    [{ "on-import-error": "error", transaction: "false" }, "`on-import-error` needs the transaction"],
  ])("%j is not a combination", (given, what) => {
    const sentences = wrong(given);
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toContain(what);
  });

  test("all of them in one report", () => {
    const problems = wrong({
      "api-url": "prefect.example.com/api",
      "ui-url": "ftp://x",
      "auth-string": "no colon",
      "api-key": "key",
      headers: "Host: x\nAuthorization: y\nno colon",
      "prefect-command": "prefect deploy",
      environment: "a\nb",
      timeout: "soon",
      retries: "-1",
      "config-target": "x",
      "keep-config": "x",
      summary: "x",
      "prefect-file": "",
      transaction: "x",
      concurrency: "x",
      "on-commit-error": "x",
      shard: "x",
    });
    const expected = [
      /^`api-url` does not start with/,
      /^`headers`, line 3: it has no colon/,
      /^`headers`, line 1: Host is set by HTTP/,
      /^`auth-string` and `api-key` are both given/,
      /^`headers` holds Authorization beside/,
      /^`auth-string` has no colon/,
      /^`ui-url` does not start with/,
      /^`prefect-file` is empty/,
      /^`environment` has more than one line/,
      /^`summary` is "x"/,
      /^`timeout` is "soon"/,
      /^`prefect-command` does not end/,
      /^`retries` is "-1"/,
      /^`config-target` is "x"/,
      /^`keep-config` is "x"/,
      /^`transaction` is "x"/,
      /^`concurrency` is "x"/,
      /^`on-commit-error` is "x"/,
      /^`shard` is "x"/,
    ];
    expect(problems).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(problems[index]).toMatch(pattern);
  });
});

describe("what people paste into a URL is cleaned, and said", () => {
  const link = "`api-url`: it was pasted as a formatted link; only the address is used.";
  const slash = "`api-url`: the slash at its end was removed.";
  const spaces = "`api-url`: spaces or line ends around it were removed.";
  test.each<[string, string, string[]]>([
    ["https://h.example/api", "https://h.example/api", []],
    [" https://h.example/api\r\n", "https://h.example/api", [spaces]],
    ["https://h.example/api/", "https://h.example/api", [slash]],
    ["https://h.example/api///", "https://h.example/api", [slash]],
    ["https://h.example/", "https://h.example", [slash]],
    ["<https://h.example/api>", "https://h.example/api", [link]],
    ["<https://h.example/api|h.example/api>", "https://h.example/api", [link]],
    ["[the API](https://h.example/api)", "https://h.example/api", [link]],
    ["[https://h.example/api](https://h.example/api/)\n", "https://h.example/api", [spaces, link, slash]],
    ["< https://h.example/api >", "https://h.example/api", [link]],
    ["HTTPS://H.Example:443/api", "https://h.example/api", []],
    ["https://h.example:8443/api", "https://h.example:8443/api", []],
    ["https://h.example/a%20b/api", "https://h.example/a%20b/api", []],
  ])("%j", (value, apiUrl, notes) => {
    const outcome = read({ "api-url": value });
    expect(outcome.inputs?.apiUrl).toBe(apiUrl);
    expect(outcome.notes).toEqual(notes);
    expect(outcome.warnings).toEqual([]);
  });

  test("also in ui-url, under its own name", () => {
    const { inputs, notes } = read({ ...URL_OK, "ui-url": "<https://ui.example.com/|ui>" });
    expect(inputs?.uiUrl).toBe("https://ui.example.com");
    expect(notes).toHaveLength(2);
    for (const note of notes) expect(note).toMatch(/^`ui-url`: /);
  });

  test("a URL that is cleaned already stays as it is", () => {
    fc.assert(
      fc.property(fc.webUrl(), (value) => {
        const { clean } = cleanUrl(value);
        expect(cleanUrl(clean)).toEqual({ clean, notes: [] });
      }),
    );
  });
});

describe("a URL is refused", () => {
  const SECRET = "s3cr3t-value";
  test.each([
    ["with user and password", `https://ci:${SECRET}@h.example/api`, "a user name or password"],
    ["with a user only", `https://${SECRET}@h.example/api`, "a user name or password"],
    ["with an empty user", `https://:${SECRET}@h.example/api`, "a user name or password"],
    ["inside a pasted link", `<https://ci:${SECRET}@h.example/api|h>`, "a user name or password"],
    ["without a scheme", `${SECRET}.example/api`, "does not start with https://"],
    ["that is a secret by mistake", SECRET, "does not start with https://"],
    ["that is a user:password by mistake", `ci:${SECRET}`, "does not start with https://"],
    ["with another scheme", `ftp://${SECRET}/api`, "does not start with https://"],
    ["with half a scheme", `https:/${SECRET}/api`, "does not start with https://"],
    ["with a scheme only", "https://", "is not a valid URL"],
    ["with a space inside", `https://h.example/${SECRET} api`, "is not a valid URL"],
    ["of two lines", `https://h.example/api\n${SECRET}`, "is not a valid URL"],
    ["with a tab inside", `https://h.example/\t${SECRET}`, "is not a valid URL"],
    ["with a control character", `https://h.example/\u0007${SECRET}`, "is not a valid URL"],
    ["with a port that is none", `https://h.example:${SECRET}/api`, "is not a valid URL"],
    ["with a query", `https://h.example/api?token=${SECRET}`, "has a query or fragment"],
    ["with a fragment", `https://h.example/api#${SECRET}`, "has a query or fragment"],
    ["with an empty query", "https://h.example/api?", "has a query or fragment"],
    ["with an empty fragment", "https://h.example/api#", "has a query or fragment"],
  ])("%s, and nothing of it is shown", (_case, value, what) => {
    for (const name of ["api-url", "ui-url"]) {
      const { problems, said } = read({ ...URL_OK, [name]: value });
      expect(problems.map((problem) => problem.what)).toEqual([expect.stringContaining(`\`${name}\``)]);
      expect(problems[0]?.what).toContain(what);
      expect(said).not.toContain(SECRET);
    }
  });
});

describe("http://", () => {
  const clear = "the credential travels in clear";
  const loopback = [
    "http://127.0.0.1:4200/api",
    "http://127.1.2.3/api",
    "http://127.1/api",
    "http://[::1]:4200/api",
    "http://localhost/api",
    "http://LOCALHOST/api",
    "http://prefect.localhost:8080/api",
    "http://[::ffff:127.0.0.1]/api",
    "http://0.0.0.0/api",
  ];
  const elsewhere = [
    "http://prefect.example.com/api",
    "http://10.0.0.1/api",
    "http://localhost.example.com/api",
    "http://notlocalhost/api",
    "http://127.0.0.1.example.com/api",
    "http://127.example.com/api",
    "http://[::2]/api",
  ];
  const credentials: Given[] = [
    { "auth-string": "ci:x" },
    { username: "ci", password: "x" },
    { "api-key": "x" },
    { headers: "X-Token: x" },
  ];

  test.each(loopback)("to this machine is silent: %s", (url) => {
    for (const credential of credentials) expect(read({ "api-url": url, ...credential }).said).toBe("");
  });

  test.each(elsewhere)("to anything else, with something to send, is a warning: %s", (url) => {
    for (const credential of credentials) {
      const { inputs, warnings } = read({ "api-url": url, ...credential });
      expect(inputs).toBeDefined();
      expect(warnings.map(({ what }) => what)).toEqual([expect.stringContaining(clear)]);
    }
  });

  test.each(elsewhere)("to anything else, with nothing to send, is silent: %s", (url) => {
    expect(read({ "api-url": url }).said).toBe("");
  });

  test("https:// is silent", () => {
    expect(read({ ...URL_OK, "auth-string": "ci:x" }).said).toBe("");
  });
});

describe("a credential", () => {
  test.each<[string, Given, AskedInputs["credential"], string[]]>([
    ["user:password", { "auth-string": "ci:pw" }, { kind: "basic", user: "ci", password: "pw" }, []],
    ["a colon in it", { "auth-string": "ci:p:w" }, { kind: "basic", user: "ci", password: "p:w" }, []],
    ["two inputs", { username: "ci", password: "pw" }, { kind: "basic", user: "ci", password: "pw" }, []],
    ["a token", { "api-key": "tok" }, { kind: "bearer", token: "tok", from: "api-key" }, []],
    [
      "a line end after it",
      { "auth-string": "ci:pw\n" },
      { kind: "basic", user: "ci", password: "pw" },
      ["`auth-string`: line ends around it were removed; store it without them."],
    ],
    [
      "spaces around it",
      { "api-key": "  tok " },
      { kind: "bearer", token: "tok", from: "api-key" },
      ["`api-key`: spaces around it were removed; store it without them."],
    ],
    [
      "a space without width behind it",
      { "api-key": "tok\u200b" },
      { kind: "bearer", token: "tok", from: "api-key" },
      ["`api-key`: spaces around it were removed; store it without them."],
    ],
    [
      "spaces around both halves",
      { username: " ci", password: "pw\r\n" },
      { kind: "basic", user: "ci", password: "pw" },
      [
        "`username`: spaces around it were removed; store it without them.",
        "`password`: line ends around it were removed; store it without them.",
      ],
    ],
    [
      "Bearer before the token",
      { "api-key": "Bearer tok" },
      { kind: "bearer", token: "tok", from: "api-key" },
      ["`api-key`: the word Bearer before it was removed; store it without."],
    ],
    [
      "a whole header as the token",
      { "api-key": "authorization: bearer tok" },
      { kind: "bearer", token: "tok", from: "api-key" },
      ["`api-key`: the word Bearer before it was removed; store it without."],
    ],
    ["letters of any language", { "auth-string": "ü:ß€" }, { kind: "basic", user: "ü", password: "ß€" }, []],
    ["the word that means left out", { "api-key": " unset\n" }, { kind: "none" }, []],
  ])("with %s is read", (_case, given, credential, notes) => {
    const outcome = read({ ...URL_OK, ...given });
    expect(outcome.problems).toEqual([]);
    expect(outcome.inputs?.credential).toEqual(credential);
    expect(outcome.notes).toEqual(notes);
  });

  test.each([
    ["without a colon", { "auth-string": "S3CR3T" }, "`auth-string` has no colon", "belongs in `api-key`"],
    ["without a password", { "auth-string": "S3CR3T:" }, "nothing after its colon", "forks"],
    ["without a user", { "auth-string": ":S3CR3T" }, "nothing before its colon", "user:password"],
    ["with a line feed", { "auth-string": "ci:S3CR3T\nx" }, "`auth-string` holds a control", "line feed"],
    ["with a carriage return", { password: "S3CR3T\rx", username: "ci" }, "`password`", "carriage return"],
    ["with a tab", { "api-key": "S3CR3T\tx" }, "`api-key` holds a control character", "(tab)"],
    ["with NUL", { "api-key": "S3CR3T\0x" }, "`api-key` holds a control character", "(NUL)"],
    ["with a bell", { "api-key": "S3CR3T\u0007x" }, "`api-key` holds a control character", "(U+0007)"],
    ["with a C1 character", { "auth-string": "ci:S3CR3T\u0085x" }, "`auth-string`", "(U+0085)"],
    ["with a line end in the user", { username: "S3CR3T\nx", password: "y" }, "`username`", "line feed"],
    ["in quotes", { "api-key": '"S3CR3T"' }, "`api-key` is in quotes", "without quotes"],
    [
      "in quotes, as a whole",
      { "auth-string": "'ci:S3CR3T'" },
      "`auth-string` is in quotes",
      "without quotes",
    ],
    ["of the wrong kind", { "api-key": "ci:S3CR3T" }, "`api-key` holds a colon", "`auth-string`"],
    ["with a space", { "api-key": "S3CR3T x" }, "`api-key` holds a space", "alone"],
    ["of 10 kB", { "api-key": "S3CR3T".repeat(1707) }, "`api-key` has 10242 characters", "a file"],
    [
      "of 10 kB, Basic",
      { "auth-string": `ci:${"S3CR3T".repeat(1707)}` },
      "`auth-string` has 10245",
      "a file",
    ],
    ["that is a JWT cut in half", { "api-key": CUT }, "`api-key` begins as a JWT does", "two dots"],
    [
      "that is a JWT cut in its signature",
      { "api-key": `${CUT}.S3CR3T` },
      "begins as a JWT does",
      "two dots",
    ],
    [
      "of a client without its secret",
      { "token-url": "https://i.example/t", "client-id": "S3CR3T" },
      "`client-secret` is missing",
      "all three",
    ],
    [
      "of a client over http",
      { ...CLIENT, "token-url": "http://i.example/t" },
      "would travel in clear",
      "https://",
    ],
    [
      "for a token and a password",
      { ...CLIENT, password: "x", username: "y" },
      "each is a credential",
      "one of them",
    ],
    ["for two tokens", { "oidc-audience": "S3CR3T", "api-key": "x" }, "each is a credential", "one of them"],
    [
      "of a client with a password in its URL",
      { ...CLIENT, "token-url": "https://me:S3CR3T@i.example/t" },
      "`token-url` holds a user name or password",
      "as `client-id` and `client-secret`",
    ],
    [
      "of a client at no URL",
      { ...CLIENT, "token-url": "S3CR3T" },
      "`token-url` does not start with https://",
      "https://login.example.com/oauth2/token",
    ],
    [
      "of a client certificate without its key",
      { "client-certificate": "S3CR3T" },
      "`client-certificate` is given without `client-key`",
      "Give both",
    ],
    [
      "of a key without its certificate",
      { "client-key": "S3CR3T" },
      "`client-key` is given without `client-certificate`",
      "Give both",
    ],
    ["with a scope for nothing", { scope: "S3CR3T" }, "without `token-url`", "`oidc-audience`"],
    ["with a typographic quote", { "api-key": "S3CR3T”" }, "outside ASCII", "typographic"],
    ["with a colon in the user", { username: "S3CR3T:x", password: "y" }, "holds a colon", "`auth-string`"],
    ["without a user", { password: "S3CR3T" }, "`password` is given without `username`", "Give both"],
    ["without a password", { username: "S3CR3T" }, "`username` is given without `password`", "Give both"],
  ])("%s is refused, and not shown", (_case, given: Given, what, fix) => {
    const { problems, said } = read({ ...URL_OK, ...given });
    expect(problems).toHaveLength(1);
    expect(said).toContain(what);
    expect(said).toContain(fix);
    expect(said).not.toContain("S3CR3T");
  });

  test.each([
    [{ "auth-string": "" }, "`auth-string` is given but empty."],
    [{ "auth-string": " \n" }, "`auth-string` is given but empty."],
    [{ "api-key": "" }, "`api-key` is given but empty."],
    [{ "api-key": "Bearer " }, "`api-key`"],
    [{ username: "", password: "" }, "`username` and `password` are given but empty."],
    [{ username: "ci", password: "" }, "`password` is given but empty."],
    [{ "auth-string": "", "api-key": "" }, "`auth-string` and `api-key` are given but empty."],
  ])("that is empty, %j, is refused with the usual reasons", (given: Given, what) => {
    const { problems } = read({ ...URL_OK, ...given });
    expect(problems).toHaveLength(1);
    expect(problems[0]?.what).toContain(what);
    for (const reason of ["forks", "Dependabot", "misspelt", "`environment:`"])
      expect(problems[0]?.fix).toContain(reason);
  });
});

describe("deploy-command", () => {
  test("is words, as a shell would split them", () => {
    const given = { "deploy-command": "uv run deploy.py --to 'a b'" };
    expect(accepted(given).deployCommand).toEqual(["uv", "run", "deploy.py", "--to", "a b"]);
  });

  test.each([
    [{ "prefect-file": "flows/prefect.yaml" }, "`deploy-command` and `prefect-file` exclude each other"],
    [{ "run-from": "prefect-file" }, "`deploy-command` and `run-from` exclude each other"],
    [{ "changed-since": "main" }, "`deploy-command` and `changed-since` exclude each other"],
    [{ transaction: "false" }, "`deploy-command` and `transaction` exclude each other"],
    [{ "prefect-command": "uv run --package {folder} prefect" }, "has no prefect file whose folder"],
    [{ "deploy-command": "python a.py && python b.py" }, "`deploy-command` holds a shell operator"],
    [{ "deploy-command": "MODE=x python a.py" }, "`deploy-command` sets a variable as a shell does"],
  ])("goes not with %j", (given, sentence) => {
    expect(wrong({ "deploy-command": "python deploy.py", ...given })).toEqual([
      expect.stringContaining(sentence),
    ]);
  });
});

describe("prefect-command", () => {
  test.each([
    ["prefect", ["prefect"]],
    ["  uv   run prefect\n", ["uv", "run", "prefect"]],
    ["uv run --with 'a b' prefect", ["uv", "run", "--with", "a b", "prefect"]],
    ['"/opt/my venv/bin/prefect"', ["/opt/my venv/bin/prefect"]],
    ["python -m prefect", ["python", "-m", "prefect"]],
    [".venv/bin/prefect", [".venv/bin/prefect"]],
    [String.raw`.venv\Scripts\prefect.exe`, [String.raw`.venv\Scripts\prefect.exe`]],
    ["prefect.exe", ["prefect.exe"]],
  ])("%s is split into its words", (value, words) => {
    expect(accepted({ "prefect-command": value }).prefectCommand).toEqual(words);
  });

  const operator = "holds a shell operator";
  const notTheEnd = "does not end with the word prefect";
  test.each([
    ["", notTheEnd],
    ["prefect deploy", notTheEnd],
    ["prefect --no-prompt", notTheEnd],
    ["uv", notTheEnd],
    ["myprefect", notTheEnd],
    ["prefect-client", notTheEnd],
    ["cd x && prefect", operator],
    ["cd x; prefect", operator],
    ["true || prefect", operator],
    ["cat x | prefect", operator],
    ["prefect > log", operator],
    ["prefect < in", operator],
    ["prefect &", operator],
    ["$(which prefect)", operator],
    ["`which prefect`", operator],
    ["PREFECT_API_URL=http://x prefect", "sets a variable as a shell does"],
  ])("%j is refused", (value, what) => {
    const sentences = wrong({ "prefect-command": value });
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toContain(what);
  });
});

test("no problem, note or warning ever holds a secret that was given", () => {
  /** Letters that no message of the action consists of. */
  const body = fc.string({
    unit: fc.constantFrom(...Array.from("§µ¤QXZqxz0189")),
    minLength: 6,
    maxLength: 12,
  });
  /** What goes wrong around a secret. */
  const around = fc.constantFrom(
    "",
    " ",
    "\n",
    "\r\n",
    ":",
    "ci:",
    "\t",
    "\0",
    "Bearer ",
    '"',
    "{",
    "<",
    "://",
  );
  const pasted = fc.record({ secret: body, before: around, middle: around, after: around, more: body });
  const text = ({
    secret,
    before,
    middle,
    after,
    more,
  }: { secret: string } & Record<string, string>): string =>
    `${before ?? ""}${secret}${middle ?? ""}${more ?? ""}${after ?? ""}`;
  const fields = ["auth-string", "username", "password", "api-key", "headers", "api-url", "ui-url"] as const;
  const others = fc.record({
    timeout: fc.constantFrom("1800", "x"),
    retries: fc.constantFrom("5", ""),
    "config-target": fc.constantFrom("none", "?"),
    "prefect-command": fc.constantFrom("prefect", "a; b"),
    "keep-config": fc.constantFrom("true", "perhaps"),
  });
  fc.assert(
    fc.property(
      fc.record(Object.fromEntries(fields.map((name) => [name, fc.option(pasted)]))),
      others,
      fc.boolean(),
      (given, rest, httpUrl) => {
        const set = fields.flatMap((name) => {
          const value = given[name];
          return value ? [[name, value] as const] : [];
        });
        const url = { "api-url": httpUrl ? "http://h.example/api" : "https://h.example/api" };
        const { said } = read({
          ...url,
          ...rest,
          ...Object.fromEntries(
            set.map(([name, value]) => [name, name === "headers" ? `X-Token: ${text(value)}` : text(value)]),
          ),
        });
        for (const [, { secret, more }] of set) {
          expect(said).not.toContain(secret);
          expect(said).not.toContain(more);
        }
      },
    ),
    { numRuns: 1000 },
  );
});
