import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeAuthority } from "../support/servers/certificates.ts";
import { usePrefectServer } from "../support/hooks.ts";
import { createWorkPool, tempDir } from "../support/index.ts";
import { type Issuer, startIssuer } from "../support/servers/issuer.ts";
import { flows, makeProject, type Project, prefectYaml } from "../support/project.ts";
import { type Relay, startRelay } from "../support/servers/relay.ts";
import { shownUnmasked } from "../support/runner/runner-model.ts";
import { deployed, deployStory, type Story, told } from "../support/runner/story.ts";

/** A server that lets only the right one in: what no check of the inputs stops, Prefect itself refuses. */
const RIGHT = "the right one";
const prefect = usePrefectServer({ env: { PREFECT_SERVER_API_AUTH_STRING: `ci:${RIGHT}` } });

const SECRET = "S3CR3T-4711";
const LONG = SECRET + "x".repeat(10_240);
const QUOTED = `"${SECRET}"`;
const TWO_LINES = `${SECRET}\nmore`;

/** Values that exist only while the tests run. */
interface Values {
  readonly jwt: string;
  readonly cut: string;
  readonly pem: string;
  /** `token-url`, `client-id` and `client-secret`, all right. */
  readonly client: Given;
  readonly issuer: Issuer;
}

type Given = Readonly<Record<string, string>>;

/** What is wrong, the inputs, and what the error must say. */
type Row = readonly [what: string, given: (values: Values) => Given, says: string | RegExp];

let values: Values;
let relay: Relay;
let project: Project;

beforeAll(async () => {
  await using home = await tempDir();
  const issuer = await startIssuer();
  const jwt = await issuer.token();
  values = {
    jwt,
    cut: jwt.slice(0, jwt.length / 2),
    pem: (await makeAuthority(home.path)).cert.text,
    client: {
      "token-url": issuer.tokenUrl,
      "client-id": issuer.client.id,
      "client-secret": issuer.client.secret,
    },
    issuer,
  };
  relay = await startRelay(prefect().url);
  project = await makeProject({
    "flow.py": flows("nightly"),
    "prefect.yaml": prefectYaml([{ name: "prod", entrypoint: "flow.py:nightly" }]),
  });
});
beforeEach(async () => {
  await createWorkPool(prefect(), "pool");
  relay.forget();
});
afterAll(async () => {
  await relay[Symbol.asyncDispose]();
  await project[Symbol.asyncDispose]();
  await values.issuer[Symbol.asyncDispose]();
});

const run = (given: Given, env: Given = values.issuer.idTokens): Promise<Story> =>
  deployStory({
    inputs: { "api-url": relay.apiUrl, retries: "0", ...given },
    env,
    workspace: project.path,
  });

/** Everything that a person could get to see, of a runner that masks nothing too. */
function shown(story: Story): string {
  return [
    shownUnmasked(story.log),
    story.summary,
    JSON.stringify(story.outputs),
    ...told(story.problems),
  ].join("\n");
}

function expectNoSecret(story: Story): void {
  const text = shown(story);
  const lines = values.pem.split("\n").filter((line) => line.length > 20 && !line.startsWith("-----"));
  const encoded = Buffer.from(SECRET).toString("base64").slice(0, -4);
  for (const secret of [SECRET, encoded, RIGHT, values.issuer.client.secret, ...lines]) {
    expect(text.includes(secret), `${secret.slice(0, 12)}… is shown`).toBe(false);
  }
  expect(text).not.toMatch(/eyJ[\w-]{20}/); // a JWT, or a part of one
}

async function expectStopped(story: Story, says: string | RegExp): Promise<void> {
  expect(told(story.problems).join("\n")).toMatch(
    typeof says === "string" ? new RegExp(RegExp.escape(says)) : says,
  );
  expectNoSecret(story);
  expect(story.results).toEqual([]);
  expect(relay.writes()).toEqual([]);
  // What a check of the inputs stops never gets as far as the server.
  if (story.diagnosis === undefined) expect(relay.requests).toEqual([]);
  expect(await deployed(prefect())).toEqual([]);
}

const control = (name: string, which = "line feed") => `\`${name}\` holds a control character (${which})`;
const quotes = (name: string) => `\`${name}\` is in quotes`;
const long = (name: string) => new RegExp(`\`${name}\` has 102\\d\\d characters`);
const oneOnly = "each is a credential of its own; only one can be sent. Give one of them.";
const refused = "Prefect itself refused";

const ROWS: Readonly<Record<string, readonly Row[]>> = {
  "auth-string": [
    ["a token", () => ({ "auth-string": SECRET }), "it must be user:password. Store the secret as"],
    ["a JWT", ({ jwt }) => ({ "auth-string": jwt }), "a token belongs in `api-key`"],
    ["a JWT cut in half", ({ cut }) => ({ "auth-string": cut }), "`auth-string` has no colon"],
    ["a PEM", ({ pem }) => ({ "auth-string": pem }), control("auth-string")],
    ["nothing after the colon", () => ({ "auth-string": `${SECRET}:` }), "has nothing after its colon"],
    [
      "`api-key` too",
      ({ jwt }) => ({ "auth-string": `ci:${SECRET}`, "api-key": jwt }),
      "`auth-string` and `api-key` are both given. Prefect would send Basic",
    ],
    [
      "`username` and `password` too",
      () => ({ "auth-string": `ci:${SECRET}`, username: "ci", password: SECRET }),
      "both mean Basic authentication",
    ],
    ["a line end inside", () => ({ "auth-string": `ci:${TWO_LINES}` }), control("auth-string")],
    [
      "a carriage return inside",
      () => ({ "auth-string": `ci:${SECRET}\rmore` }),
      control("auth-string", "carriage return"),
    ],
    ["quotes around", () => ({ "auth-string": `"ci:${SECRET}"` }), quotes("auth-string")],
    ["10 kB", () => ({ "auth-string": `ci:${LONG}` }), long("auth-string")],
    ["another password", () => ({ "auth-string": `ci:${SECRET}` }), refused],
  ],
  "username and password": [
    ["no password", () => ({ username: "ci" }), "`username` is given without `password`"],
    ["no user", () => ({ password: SECRET }), "`password` is given without `username`"],
    [
      "an empty password",
      () => ({ username: "ci", password: "" }),
      /`password` is given but empty\. .*forks/,
    ],
    [
      "user:password as the user",
      () => ({ username: `ci:${SECRET}`, password: SECRET }),
      "give it as `auth-string`",
    ],
    [
      "`oidc-audience` too",
      () => ({ username: "ci", password: SECRET, "oidc-audience": "https://prefect.example.com" }),
      oneOnly,
    ],
    [
      "a line end inside the user",
      () => ({ username: `ci\n${SECRET}`, password: SECRET }),
      control("username"),
    ],
    ["a line end inside the password", () => ({ username: "ci", password: TWO_LINES }), control("password")],
    ["a PEM as the password", ({ pem }) => ({ username: "ci", password: pem }), control("password")],
    ["quotes around the user", () => ({ username: QUOTED, password: SECRET }), quotes("username")],
    ["10 kB of user", () => ({ username: LONG, password: SECRET }), long("username")],
    ["10 kB of password", () => ({ username: "ci", password: LONG }), long("password")],
    ["a JWT cut in half as the password", ({ cut }) => ({ username: "ci", password: cut }), refused],
    ["another password", () => ({ username: "ci", password: SECRET }), refused],
  ],
  "api-key": [
    ["user:password", () => ({ "api-key": `ci:${SECRET}` }), "Give it as `auth-string`"],
    ["a PEM", ({ pem }) => ({ "api-key": pem }), control("api-key")],
    [
      "`oidc-audience` too",
      () => ({ "api-key": SECRET, "oidc-audience": "https://prefect.example.com" }),
      oneOnly,
    ],
    ["`token-url` too", ({ client }) => ({ "api-key": SECRET, ...client }), oneOnly],
    ["a line end inside", () => ({ "api-key": TWO_LINES }), control("api-key")],
    ["a space inside", () => ({ "api-key": `${SECRET} more` }), "`api-key` holds a space"],
    ["quotes around", () => ({ "api-key": QUOTED }), quotes("api-key")],
    ["typographic quotes around", () => ({ "api-key": `“${SECRET}”` }), "typographic quotes"],
    ["a letter outside ASCII", () => ({ "api-key": `${SECRET}ü` }), "a character outside ASCII"],
    ["10 kB", () => ({ "api-key": LONG }), long("api-key")],
    ["a JWT cut in half", ({ cut }) => ({ "api-key": cut }), "it was cut when it was copied"],
    [
      "a JWT cut in its signature",
      ({ jwt }) => ({ "api-key": jwt.slice(0, -20) }),
      "it was cut when it was copied",
    ],
    [
      "a token where Prefect wants Basic",
      ({ jwt }) => ({ "api-key": jwt }),
      "where no gate stands before Prefect, give `auth-string`",
    ],
  ],
  "oidc-audience": [
    ["`token-url` too", ({ client }) => ({ "oidc-audience": "https://a.example.com", ...client }), oneOnly],
    ["a line end inside", () => ({ "oidc-audience": TWO_LINES }), control("oidc-audience")],
    ["a PEM", ({ pem }) => ({ "oidc-audience": pem }), control("oidc-audience")],
    ["quotes around", () => ({ "oidc-audience": '"https://a.example.com"' }), quotes("oidc-audience")],
    ["10 kB", () => ({ "oidc-audience": LONG }), long("oidc-audience")],
    ["nothing", () => ({ "oidc-audience": " " }), "`oidc-audience` is given but empty"],
    [
      "a letter outside ASCII, which the message shows",
      () => ({ "oidc-audience": "https://ü.example.com" }),
      'sent a token with audience "https://ü.example.com"',
    ],
  ],
  "token-url, client-id and client-secret": [
    [
      "the URL alone",
      ({ client }) => ({ "token-url": client["token-url"] ?? "" }),
      "`client-id` and `client-secret` are missing or empty",
    ],
    [
      "no `client-id`",
      ({ client }) => ({ ...client, "client-id": "unset" }),
      "`client-id` is missing or empty",
    ],
    ["an empty `client-secret`", ({ client }) => ({ ...client, "client-secret": "" }), /is missing .*forks/],
    ["`auth-string` too", ({ client }) => ({ ...client, "auth-string": `ci:${SECRET}` }), oneOnly],
    ["no URL", ({ client }) => ({ ...client, "token-url": SECRET }), "`token-url` does not start with https"],
    ["a JWT as the URL", ({ client, jwt }) => ({ ...client, "token-url": jwt }), "does not start with https"],
    [
      "a secret in the URL",
      ({ client }) => ({ ...client, "token-url": `https://ci:${SECRET}@login.example.com/token` }),
      "`token-url` holds a user name or password",
    ],
    [
      "a fragment in the URL",
      ({ client }) => ({ ...client, "token-url": `https://login.example.com/token#${SECRET}` }),
      "`token-url` has a query or fragment",
    ],
    [
      "http:// elsewhere",
      ({ client }) => ({ ...client, "token-url": "http://login.example.com/token" }),
      "the client secret would travel in clear",
    ],
    [
      "a line end inside the URL",
      ({ client }) => ({ ...client, "token-url": `https://login.example.com/${TWO_LINES}` }),
      control("token-url"),
    ],
    [
      "quotes around the URL",
      ({ client }) => ({ ...client, "token-url": `"${client["token-url"] ?? ""}"` }),
      quotes("token-url"),
    ],
    [
      "10 kB of URL",
      ({ client }) => ({ ...client, "token-url": `https://login.example.com/${LONG}` }),
      long("token-url"),
    ],
    [
      "a path that is not a token endpoint",
      ({ client, issuer }) => ({ ...client, "token-url": `${issuer.url}/tökens` }),
      "`token-url` refused to give a token: status 404",
    ],
    [
      "a line end inside the id",
      ({ client }) => ({ ...client, "client-id": TWO_LINES }),
      control("client-id"),
    ],
    ["quotes around the id", ({ client }) => ({ ...client, "client-id": QUOTED }), quotes("client-id")],
    ["10 kB of id", ({ client }) => ({ ...client, "client-id": LONG }), long("client-id")],
    [
      "an id that the provider does not know",
      ({ client }) => ({ ...client, "client-id": `${SECRET}ü` }),
      '"invalid_client"',
    ],
    [
      "a line end inside the secret",
      ({ client }) => ({ ...client, "client-secret": TWO_LINES }),
      control("client-secret"),
    ],
    [
      "quotes around the secret",
      ({ client }) => ({ ...client, "client-secret": QUOTED }),
      quotes("client-secret"),
    ],
    ["10 kB of secret", ({ client }) => ({ ...client, "client-secret": LONG }), long("client-secret")],
    [
      "a secret with a letter outside ASCII",
      ({ client }) => ({ ...client, "client-secret": `${SECRET}ü` }),
      "Compare `client-id` and `client-secret` with the provider's",
    ],
    [
      "a JWT cut in half as the secret",
      ({ client, cut }) => ({ ...client, "client-secret": cut }),
      '"invalid_client"',
    ],
  ],
  headers: [
    ["a token alone", () => ({ headers: SECRET }), "`headers`, line 1: it has no colon"],
    ["a PEM", ({ pem }) => ({ headers: pem }), "`headers`, line 2: it has no colon"],
    [
      "Authorization beside a credential",
      ({ jwt }) => ({ headers: `Authorization: Bearer ${SECRET}`, "api-key": jwt }),
      "`headers` holds Authorization beside `api-key`",
    ],
    [
      "a line end inside",
      () => ({ headers: `X-Token: ${SECRET}\n${SECRET}` }),
      "`headers`, line 2: it has no colon",
    ],
    [
      "a line end inside, in JSON",
      () => ({ headers: JSON.stringify({ "X-Token": TWO_LINES }) }),
      "its value holds a control character (line feed)",
    ],
    ["broken JSON", () => ({ headers: `{"X-Token": "${SECRET}"` }), "is not valid JSON"],
    ["quotes around a line", () => ({ headers: `"X-Token: ${SECRET}"` }), "is not a header name"],
    ["a letter outside ASCII", () => ({ headers: `X-Token: ${SECRET}ü` }), "a character outside ASCII"],
    ["no value", () => ({ headers: "X-Token:" }), /the header has no value\. .*forks/],
    [
      "a JWT cut in half",
      ({ cut }) => ({ headers: `Authorization: Bearer ${cut}` }),
      "it was cut when it was copied",
    ],
  ],
  "ca-certificate": [
    [
      "a file that is not there",
      () => ({ "ca-certificate": "certs/ca.pem" }),
      'The file "certs/ca.pem" of `ca-certificate` cannot be read (ENOENT)',
    ],
    ["a folder", () => ({ "ca-certificate": "." }), "(EISDIR)"],
    ["a file of another kind", () => ({ "ca-certificate": "flow.py" }), "flow.py holds no certificate"],
    ["a JWT", ({ jwt }) => ({ "ca-certificate": jwt }), "of `ca-certificate` cannot be read"],
    [
      "a private key",
      () => ({ "ca-certificate": `-----BEGIN PRIVATE KEY-----\n${SECRET}\n-----END PRIVATE KEY-----` }),
      "`ca-certificate` holds a private key",
    ],
    [
      "a PEM with a missing line",
      ({ pem }) => ({ "ca-certificate": pem.split("\n").toSpliced(3, 1).join("\n") }),
      "`ca-certificate` is damaged: certificate 1 of 1 cannot be read, as when a line is missing",
    ],
    [
      "a PEM without its first line",
      ({ pem }) => ({ "ca-certificate": pem.split("\n").slice(1).join("\n") }),
      "a BEGIN line without its END line, or the reverse",
    ],
    [
      "a PEM without its last line",
      ({ pem }) => ({ "ca-certificate": pem.trim().split("\n").slice(0, -1).join("\n") }),
      "a BEGIN line without its END line",
    ],
    [
      "a PEM with a letter outside ASCII",
      ({ pem }) => ({ "ca-certificate": pem.replace(/\n(.)/, "\nü$1") }),
      "`ca-certificate` is damaged",
    ],
    ["10 kB of one line", () => ({ "ca-certificate": LONG }), "cannot be read (ENAMETOOLONG)"],
    [
      "10 kB of lines",
      () => ({ "ca-certificate": `${SECRET}\n`.repeat(900) }),
      "holds no certificate in PEM form",
    ],
    [
      "`tls-skip-verify` too",
      ({ pem }) => ({ "ca-certificate": pem, "tls-skip-verify": "true" }),
      "without a check the certificate has no use",
    ],
  ],
};

describe.each(Object.entries(ROWS))(
  "a bad value of %s stops the step, and is shown nowhere",
  (_name, rows) => {
    it.each(rows)("%s", async (_what, given, says) => {
      await expectStopped(await run(given(values)), says);
    });
  },
);

it("quotes around a password, which may really have them, are a warning, and Prefect refuses", async () => {
  const story = await run({ username: "ci", password: QUOTED });
  await expectStopped(story, refused);
  expect(told(story.warnings).join("\n")).toContain(quotes("password"));
});

it("`oidc-audience` in a job that may not ask for a token", async () => {
  const story = await run({ "oidc-audience": "https://prefect.example.com" }, {});
  await expectStopped(story, "this job may not ask GitHub for an ID token. Add `permissions:");
});

it("the right value deploys: nothing else was in the way", async () => {
  const story = await run({ "auth-string": `ci:${RIGHT}` });
  expect(story.error).toBeUndefined();
  expectNoSecret(story);
  expect(await deployed(prefect())).toEqual(["nightly/prod"]);
});

describe("a value that looks like another kind of secret, or is one that Prefect cannot take", () => {
  it.each<Row>([
    ["a token in `ca-certificate`", () => ({ "ca-certificate": SECRET }), "`ca-certificate` cannot be read"],
    ["user:password in `oidc-audience`", () => ({ "oidc-audience": `ci:${SECRET}` }), "looks like a token"],
    ["a JWT in `oidc-audience`", ({ jwt }) => ({ "oidc-audience": jwt }), "looks like a token"],
    // Prefect 3.8.8 answers 500 where it asks for the password itself.
    ["a password outside ASCII", () => ({ username: "ci", password: `${SECRET}ü` }), "ASCII"],
  ])("%s", async (_what, given, says) => {
    await expectStopped(await run(given(values)), says);
  });

  it("a `token-url` that is not a URL is one problem, and not also a missing one", async () => {
    const { problems } = await run({ ...values.client, "token-url": SECRET });
    expect(problems).toHaveLength(1);
  });
});
