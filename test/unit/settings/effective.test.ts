import { describe, expect, test } from "vitest";

import { describe as inOneLine } from "../../../src/base/errors.js";
import { Findings } from "../../../src/base/findings.js";
import type { Inputs } from "../../../src/inputs/types.js";
import type { ProbedSettings } from "../../../src/prefect/probe.js";
import { checkEffective, type EffectiveSetting } from "../../../src/settings/effective.js";
import type { FoundSetting, Sources } from "../../../src/settings/sources.js";
import { someInputs } from "../../support/inputs.ts";

const SECRET = "s3cr3t";
const URL_OK = "https://own.example/api";

const INPUTS = someInputs({
  apiUrl: URL_OK,
  credential: { kind: "basic", user: "ci", password: SECRET },
  prefectCommand: ["uv", "run", "prefect"],
});

/** As Prefect answers where all is as asked for. */
const AS_ASKED: ProbedSettings = {
  api_url: URL_OK,
  ui_url: "https://own.example",
  auth_string_supported: true,
  auth_string_set: true,
  auth_string_as_asked: true,
  key_set: false,
  key_as_asked: true,
  headers: [],
  headers_missing: [],
  ssl_cert_file: null,
  tls_insecure_skip_verify: false,
  prompt: false,
  profile: "ephemeral",
  default_work_pool: null,
};

interface Situation {
  readonly settings?: Partial<ProbedSettings>;
  readonly inputs?: Partial<Inputs>;
  readonly sources?: readonly FoundSetting[];
  readonly profile?: Sources["profile"];
  /** Custom headers that were asked for, with those of other sources. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Names of headers of checked-out files. */
  readonly unused?: readonly string[];
  readonly caFile?: string;
  readonly changed?: readonly string[];
  readonly past?: boolean;
}

function check(situation: Situation) {
  const findings = new Findings();
  const inputs = { ...INPUTS, ...situation.inputs };
  const rows = checkEffective(
    inputs,
    {
      resolved: {
        env: {},
        headers: situation.headers ?? inputs.headers,
        unused: situation.unused ?? [],
        caFile: situation.caFile,
        skipVerify: inputs.tls.skipVerify,
      },
      sources: {
        settings: situation.sources ?? [],
        ...(situation.profile ? { profile: situation.profile } : {}),
      },
      probe: {
        python: "/usr/bin/python3",
        version: "3.8.8",
        settings: { ...AS_ASKED, ...situation.settings },
        changedEnvironment: situation.changed ?? [],
        throughGateway: !situation.past,
        files: [],
      },
    },
    findings,
  );
  const problems = findings.problems.map(inOneLine);
  const warnings = findings.warnings.map(inOneLine);
  expect(JSON.stringify([rows, problems, warnings])).not.toContain(SECRET);
  return {
    rows,
    problems,
    warnings,
    row: (name: string): EffectiveSetting | undefined => rows.find((row) => row.name === name),
  };
}

const fromToml = (name: FoundSetting["name"], value: unknown): FoundSetting => ({
  name,
  value,
  kind: "prefect.toml",
  from: "prefect.toml",
  where: { file: "sub/prefect.toml", line: 4 },
  checkedOut: true,
});
const fromEnv = (name: FoundSetting["name"], value: unknown): FoundSetting => ({
  name,
  value,
  kind: "environment",
  from: "environment variable PREFECT_X",
  checkedOut: false,
});

test("where all is as asked for, nothing is said, and every setting has its row", () => {
  const { rows, problems, warnings } = check({});
  expect({ problems, warnings }).toEqual({ problems: [], warnings: [] });
  expect(rows).toEqual([
    { name: "API URL", value: URL_OK, source: "`api-url`" },
    { name: "UI URL", value: "https://own.example", source: "from `api-url`" },
    { name: "Authentication", value: "Basic (user ci)", source: "inputs" },
    { name: "Custom headers", value: "none", source: "default" },
    { name: "TLS certificates", value: "system defaults", source: "default" },
    {
      name: "Profile",
      value: "ephemeral",
      source: "active on this runner; URL and credential do not come from it",
    },
    { name: "Prompts", value: "off", source: "this action" },
  ]);
});

describe("what is not as asked for stops the step and says who won", () => {
  test.each<[string, Situation, string[]]>([
    [
      "no URL",
      { settings: { api_url: null } },
      [
        "it has no API URL at all, and would deploy to a temporary local server. An unknown source of api.url won.",
      ],
    ],
    [
      "an empty URL of the environment",
      { settings: { api_url: "" }, sources: [fromEnv("apiUrl", ""), fromToml("apiUrl", URL_OK)] },
      ["a temporary local server. environment variable PREFECT_X won."],
    ],
    [
      "another URL of a file",
      {
        settings: { api_url: "http://other/api" },
        sources: [fromEnv("apiUrl", URL_OK), fromToml("apiUrl", "http://other/api")],
      },
      [`Prefect would not deploy to ${URL_OK}: it has http://other/api. sub/prefect.toml:4 (api.url) won.`],
    ],
    [
      "a URL of the command",
      {
        settings: { api_url: "http://other/api" },
        changed: ["PREFECT_API_URL"],
        sources: [fromToml("apiUrl", "http://other/api")],
      },
      ["it has http://other/api. `uv run prefect`, which sets PREFECT_API_URL itself, won."],
    ],
    [
      "a URL with a password",
      { settings: { api_url: `https://ci:p@${SECRET}@other/api` } },
      ["it has https://***@other/api."],
    ],
    [
      "a client without auth strings",
      { settings: { auth_string_supported: false, auth_string_set: false, auth_string_as_asked: false } },
      ["Prefect 3.8.8 cannot send Basic authentication: its client knows no auth string"],
    ],
    [
      "another auth string",
      { settings: { auth_string_as_asked: false }, sources: [fromToml("authString", SECRET)] },
      ["asked for (basic): its auth string is another one. sub/prefect.toml:4 (api.auth_string) won."],
    ],
    [
      "no auth string",
      {
        settings: { auth_string_as_asked: false, auth_string_set: false },
        sources: [fromEnv("authString", "")],
      },
      ["asked for (basic): its auth string is empty. environment variable PREFECT_X won."],
    ],
    [
      "an auth string where a key was asked for",
      {
        inputs: { credential: { kind: "bearer", token: SECRET, from: "api-key" } },
        settings: { auth_string_as_asked: false },
        changed: ["PREFECT_API_AUTH_STRING"],
      },
      [
        "asked for (bearer): its auth string is another one. `uv run prefect`, which sets PREFECT_API_AUTH_STRING itself, won.",
      ],
    ],
    [
      "a key where none was asked for",
      { settings: { key_set: true, key_as_asked: false }, sources: [fromToml("apiKey", SECRET)] },
      ["asked for (basic): its API key is another one. sub/prefect.toml:4 (api.key) won."],
    ],
    [
      "no key",
      {
        inputs: { credential: { kind: "bearer", token: SECRET, from: "api-key" } },
        settings: { key_as_asked: false },
      },
      ["asked for (bearer): its API key is empty. An unknown source of api.key won."],
    ],
    [
      "both a URL and a key",
      { settings: { api_url: null, key_set: true, key_as_asked: false } },
      ["temporary local server", "its API key is another one"],
    ],
    [
      "an Authorization header",
      { settings: { headers: ["X-A", "authorization"] } },
      ["Prefect would also send X-A, authorization, from a source of custom headers"],
    ],
    [
      "a Host header from a source that only Prefect knows",
      { headers: { "X-A": SECRET }, settings: { headers: ["Host", "X-A"] } },
      ["Prefect would also send Host, from a source of custom headers"],
    ],
    [
      "a header in a client that knows none",
      { headers: { "X-A": SECRET, "X-B": SECRET }, settings: { headers_missing: ["X-A", "X-B"] } },
      ["Prefect 3.8.8 would not send X-A, X-B: its client knows no custom headers"],
    ],
    [
      "another value of a header",
      { headers: { "X-A": SECRET }, settings: { headers: ["X-A"], headers_missing: ["X-A"] } },
      ["Prefect 3.8.8 would not send X-A: another value is in force."],
    ],
    [
      "certificates that nobody asked for",
      { settings: { ssl_cert_file: "evil.pem" }, sources: [fromToml("caFile", "evil.pem")] },
      [
        'Prefect would believe the certificates in "evil.pem", and not those in its own collection. sub/prefect.toml:4 (api.ssl_cert_file) won.',
      ],
    ],
    [
      "others than the certificates that were asked for",
      { caFile: "ca.pem", changed: ["PREFECT_API_SSL_CERT_FILE"] },
      [
        'Prefect would believe the certificates in its own collection, and not those in "ca.pem". `uv run prefect`, which sets PREFECT_API_SSL_CERT_FILE itself, won.',
      ],
    ],
    [
      "a CLI that would not go by the gateway",
      { past: true },
      ["Prefect's CLI would go past this step, straight to a server: it takes another API URL"],
    ],
    [
      "a profile that is not known",
      { inputs: { profile: "prod" }, profile: { name: "prod", known: ["dev", "ci"] } },
      ['`profile` is "prod", which Prefect does not know; it took "ephemeral" instead. Known are: dev, ci.'],
    ],
    [
      "a profile without a file of profiles",
      { inputs: { profile: "prod" }, settings: { profile: null } },
      ['it took "none" instead. Known are: only Prefect\'s own (local, ephemeral).'],
    ],
    [
      "a profile in a file that has none",
      { inputs: { profile: "prod" }, profile: { name: "prod", known: [] } },
      ["Known are: only Prefect's own (local, ephemeral)."],
    ],
  ])("%s", (_case, situation, expected) => {
    const { problems } = check(situation);
    expect(problems).toHaveLength(expected.length);
    for (const [index, text] of expected.entries()) expect(problems[index]).toContain(text);
  });
});

describe("what is as asked for, though it looks otherwise, is not compared with it", () => {
  test.each<[string, Situation]>([
    ["a slash behind the URL", { settings: { api_url: `${URL_OK}/` } }],
    [
      "a client without auth strings, where none is asked for",
      {
        inputs: { credential: { kind: "bearer", token: SECRET, from: "api-key" } },
        settings: { auth_string_supported: false, auth_string_set: false },
      },
    ],
    [
      "an Authorization header of the inputs",
      {
        inputs: { credential: { kind: "none" }, headers: { authorization: SECRET } },
        settings: { headers: ["Authorization"] },
      },
    ],
    [
      "a header of a checked-out file, which the gateway does not pass on",
      { unused: ["Cookie"], settings: { headers: ["Cookie"] } },
    ],
    ["an empty name of certificates", { settings: { ssl_cert_file: "" } }],
    ["a header in another case", { headers: { "x-a": SECRET }, settings: { headers: ["X-A"] } }],
    ["the profile that was asked for", { inputs: { profile: "dev" }, settings: { profile: "dev" } }],
  ])("%s", (_case, situation) => {
    expect(check(situation)).toMatchObject({ problems: [], warnings: [] });
  });
});

test("a certificate that is not checked, though nobody asked for that, is a problem that names where that is set", () => {
  const { problems, row } = check({
    settings: { tls_insecure_skip_verify: true },
    sources: [fromToml("skipVerify", true)],
  });
  expect(problems).toEqual([
    "Prefect would not check the server's certificate. sub/prefect.toml:4 (api.tls_insecure_skip_verify) won. Take that setting out; only the input `tls-skip-verify` can switch the check off.",
  ]);
  expect(row("TLS certificates")).toEqual({
    name: "TLS certificates",
    value: "NOT CHECKED",
    source: "sub/prefect.toml:4",
  });
});

describe("the row of", () => {
  test.each<[string, Situation, string, string]>([
    ["API URL", { settings: { api_url: null } }, "none", "`api-url`"],
    [
      "API URL",
      { settings: { api_url: `https://ci:a/b@${SECRET}@h/api` } },
      "https://***@h/api",
      "`api-url`",
    ],
    [
      "UI URL",
      { inputs: { uiUrl: "https://ui" }, settings: { ui_url: `https://${SECRET}@ui` } },
      "https://***@ui",
      "`ui-url`",
    ],
    ["UI URL", { settings: { ui_url: null } }, "none", "from `api-url`"],
    ["Authentication", { inputs: { credential: { kind: "none" } } }, "none", "no credential was given"],
    [
      "Authentication",
      { inputs: { credential: { kind: "bearer", token: SECRET, from: "api-key" } } },
      "Bearer (api-key)",
      "inputs",
    ],
    [
      "Authentication",
      { inputs: { credential: { kind: "none" }, headers: { AUTHORIZATION: SECRET } } },
      "header Authorization",
      "inputs",
    ],
    [
      "Custom headers",
      {
        inputs: { headers: { "X-A": SECRET } },
        settings: { headers: ["X-A", "X-B", "X-C"] },
        unused: ["X-C"],
        sources: [
          fromToml("customHeaders", { "X-C": SECRET }),
          fromEnv("customHeaders", { "X-B": SECRET }),
          fromEnv("customHeaders", "{}"),
        ],
      },
      "X-A, X-B",
      "`headers`, environment variable PREFECT_X",
    ],
    [
      "TLS certificates",
      {
        caFile: "ca.pem",
        settings: { ssl_cert_file: "ca.pem" },
        sources: [fromToml("caFile", "evil.pem"), fromEnv("caFile", "ca.pem")],
      },
      "ca.pem",
      "environment variable PREFECT_X",
    ],
    [
      "TLS certificates",
      {
        inputs: { tls: { ca: "PEM", caFile: "/temp/ca.pem", client: undefined, skipVerify: false } },
        settings: { ssl_cert_file: "/temp/ca.pem" },
      },
      "/temp/ca.pem",
      "`ca-certificate`",
    ],
    [
      "TLS certificates",
      {
        inputs: { tls: { ca: undefined, caFile: undefined, client: undefined, skipVerify: true } },
        settings: { tls_insecure_skip_verify: true },
        sources: [fromToml("skipVerify", true)],
      },
      "NOT CHECKED",
      "`tls-skip-verify`",
    ],
    [
      "TLS certificates",
      { settings: { ssl_cert_file: "" }, sources: [fromToml("caFile", "evil.pem")] },
      "system defaults",
      "default",
    ],
    ["Profile", { inputs: { profile: "dev" }, settings: { profile: "dev" } }, "dev", "`profile`"],
    [
      "Profile",
      { settings: { profile: null } },
      "none",
      "active on this runner; URL and credential do not come from it",
    ],
    ["Prompts", { settings: { prompt: null } }, "on", "this action"],
  ])("%s, from %j", (name, situation, value, source) => {
    expect(check(situation).row(name)).toEqual({ name, value, source });
  });
});
