import http from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ActionError } from "../../../src/base/errors.js";
import type { Mint } from "../../../src/credentials/credential.js";
import { mint, type MintOptions } from "../../../src/credentials/mint.js";

/** What the endpoint answers, one after the other; the last one for all further requests. */
type Reply = readonly [status: number, body: unknown, encoding?: string];

interface Asked {
  readonly line: string;
  readonly authorization: string | undefined;
  readonly type: string | undefined;
  readonly text: string;
}

let server: http.Server;
let url: string;
let replies: Reply[];
const asked: Asked[] = [];
beforeEach(async () => {
  asked.length = 0;
  server = http.createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const { method = "", url: path = "", headers } = incoming;
      asked.push({
        line: `${method} ${path}`,
        authorization: headers.authorization,
        type: headers["content-type"],
        text: Buffer.concat(chunks).toString(),
      });
      const [status, body, encoding = "identity"] = (replies.length > 1 ? replies.shift() : replies[0]) ?? [
        500,
        "",
      ];
      outgoing.writeHead(status, { "content-type": "application/json", "content-encoding": encoding });
      outgoing.end(typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(
  () =>
    new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    }),
);

const client = (more: Partial<Extract<Mint, { kind: "token-url" }>> = {}): Mint => ({
  kind: "token-url",
  url: `${url}/token?tenant=1`,
  clientId: "c i",
  clientSecret: "s:3&c",
  scope: undefined,
  audience: undefined,
  ...more,
});
const github = (): Mint => ({ kind: "oidc-audience", audience: "https://a.example/?b" });
const environment = () => ({
  ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/idtoken?api-version=2.0`,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "of-the-job",
});

interface Minted {
  readonly token?: string;
  /** Each problem: what, and what to do. */
  readonly said: readonly string[];
  readonly progress: readonly string[];
  readonly waits: readonly number[];
}

async function minted(what: Mint, answers: Reply[], options: Partial<MintOptions> = {}): Promise<Minted> {
  replies = answers;
  const progress: string[] = [];
  const waits: number[] = [];
  const seen = { progress, waits };
  try {
    const token = await mint(what, {
      env: environment(),
      ca: undefined,
      signal: AbortSignal.timeout(20_000),
      progress: (line) => progress.push(line),
      sleep: (ms) => {
        waits.push(ms);
        return Promise.resolve();
      },
      timeoutMs: 2_000,
      ...options,
    });
    return { token, said: [], ...seen };
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    return { said: error.problems.map(({ what: problem, fix }) => `${problem} ${fix}`), ...seen };
  }
}

const UNUSABLE =
  "answered with success, but without a token that can be sent. Check that the URL is that of a token endpoint.";

describe("of GitHub, a token", () => {
  test("is asked for with a GET, for the audience, as the job, and is the value of the answer", async () => {
    const { token, said } = await minted(github(), [[200, { value: "jwt" }]]);
    expect({ token, said }).toEqual({ token: "jwt", said: [] });
    expect(asked).toEqual([
      {
        line: "GET /idtoken?api-version=2.0&audience=https%3A%2F%2Fa.example%2F%3Fb",
        authorization: "Bearer of-the-job",
        type: undefined,
        text: "",
      },
    ]);
  });

  const add =
    "`oidc-audience` is given, but this job may not ask GitHub for an ID token. Add `permissions: { id-token: write, contents: read }` to the job.";
  test.each<[string, object, string]>([
    [
      "no address",
      { ACTIONS_ID_TOKEN_REQUEST_URL: undefined },
      " Runners other than GitHub's may have no such service.",
    ],
    [
      "no permission",
      { ACTIONS_ID_TOKEN_REQUEST_TOKEN: "" },
      " Runners other than GitHub's may have no such service.",
    ],
    [
      "an address that is none",
      { ACTIONS_ID_TOKEN_REQUEST_URL: "nowhere" },
      " Runners other than GitHub's may have no such service.",
    ],
    [
      "no permission in a pull request",
      { ACTIONS_ID_TOKEN_REQUEST_TOKEN: "", GITHUB_EVENT_NAME: "pull_request" },
      " A pull request from a fork never gets that permission: deploy after the merge, on `push`.",
    ],
  ])("is not asked for with %s", async (_title, env, more) => {
    const { said } = await minted(github(), [], { env: { ...environment(), ...env } });
    expect(said).toEqual([add + more]);
    expect(asked).toEqual([]);
  });

  const fix =
    "Check `permissions: id-token: write` of the job (in a reusable workflow: of the calling job too).";
  test.each<[string, Reply, string]>([
    ["with its message", [401, { message: "No ##[x] for you" }], ': status 401, "No # #[x] for you". '],
    ["without a message that is a text", [403, { message: 5 }], ": status 403. "],
    ["without a message", [404, "<html>"], ": status 404. "],
    ["by another success", [201, { value: "jwt" }], ": status 201. "],
  ])("that is refused is told %s", async (_title, reply, said) => {
    expect((await minted(github(), [reply])).said).toEqual([
      `GitHub's token service refused to give an ID token${said}${fix}`,
    ]);
    expect(asked).toHaveLength(1);
  });

  test.each<[string, unknown]>([
    ["nothing", {}],
    ["an empty one", { value: "" }],
    ["a number", { value: 5 }],
    ["one outside ASCII", { value: "ü" }],
    ["one with a line end", { value: "a\nb" }],
    ["a list", ["jwt"]],
  ])("that is %s is none", async (_title, body) => {
    expect((await minted(github(), [[200, body]])).said).toEqual([`GitHub's token service ${UNUSABLE}`]);
  });
});

describe("of a provider, a token", () => {
  const TOKEN: Reply = [200, { access_token: "at", token_type: "bearer" }];
  const BASIC = `Basic ${Buffer.from("c+i:s%3A3%26c").toString("base64")}`;

  test("is asked for with a form, and the secret in a header", async () => {
    const { token } = await minted(client({ scope: "a b", audience: "x" }), [TOKEN]);
    expect(token).toBe("at");
    expect(asked).toEqual([
      {
        line: "POST /token?tenant=1",
        authorization: BASIC,
        type: expect.stringContaining("application/x-www-form-urlencoded") as string,
        text: "grant_type=client_credentials&scope=a+b&audience=x",
      },
    ]);
  });

  test("is asked for without scope and audience where there are none", async () => {
    await minted(client(), [TOKEN]);
    expect(asked[0]?.text).toBe("grant_type=client_credentials");
  });

  test.each([400, 401])(
    "is asked for with the secret in the form after %i for the client",
    async (status) => {
      const { token } = await minted(client(), [[status, { error: "invalid_client" }], TOKEN]);
      expect(token).toBe("at");
      expect(asked.map(({ authorization }) => authorization)).toEqual([BASIC, undefined]);
      expect(asked[1]?.text).toBe("grant_type=client_credentials&client_id=c+i&client_secret=s%3A3%26c");
    },
  );

  test.each<[string, Reply]>([
    ["another error", [401, { error: "invalid_scope" }]],
    ["another status", [403, { error: "invalid_client" }]],
    ["no error", [401, ""]],
  ])("is asked for once where the answer is %s", async (_title, reply) => {
    await minted(client(), [reply, TOKEN]);
    expect(asked).toHaveLength(1);
  });

  const OTHER =
    "Compare `token-url`, `client-id`, `client-secret`, `scope` and `audience` with the provider's settings for this client.";
  test.each<[string, Reply, string]>([
    [
      "invalid_client",
      [401, { error: "invalid_client" }],
      '401, "invalid_client". Compare `client-id` and `client-secret` with the provider\'s; the secret may have expired.',
    ],
    [
      "unauthorized_client",
      [400, { error: "unauthorized_client" }],
      '400, "unauthorized_client". Allow this client the client credentials grant at the provider.',
    ],
    [
      "unsupported_grant_type",
      [400, { error: "unsupported_grant_type" }],
      '400, "unsupported_grant_type". Check that `token-url` is the token endpoint; the provider does not know the client credentials grant there.',
    ],
    [
      "invalid_scope",
      [400, { error: "invalid_scope", error_description: "no s:3&c" }],
      '400, "invalid_scope": "no ***". Correct `scope`, or allow it to this client at the provider.',
    ],
    [
      "invalid_target",
      [400, { error: "invalid_target" }],
      '400, "invalid_target". Correct `audience`, or allow it to this client at the provider.',
    ],
    ["a name that every object has", [400, { error: "constructor" }], `400, "constructor". ${OTHER}`],
    ["an error that is no text", [400, { error: 5, error_description: "why" }], `400, "why". ${OTHER}`],
    ["a message", [404, { message: "Not here" }], `404, "Not here". ${OTHER}`],
    ["nothing", [404, ""], `404. ${OTHER}`],
    ["another success", [202, { access_token: "at" }], `202. ${OTHER}`],
  ])("that is refused with %s says what to do", async (_title, reply, said) => {
    expect((await minted(client(), [reply])).said).toEqual([
      `\`token-url\` refused to give a token: status ${said}`,
    ]);
  });

  test.each<[string, unknown, string[]]>([
    ["bearer", { token_type: "BEARER" }, []],
    ["nothing", {}, []],
    ["a number", { token_type: 5 }, []],
    [
      "something else",
      { token_type: "mac" },
      [
        '`token-url` gave a token of the kind "mac", and only Bearer can be sent. Let the provider give Bearer tokens to this client.',
      ],
    ],
  ])("of the kind %s is taken, or not", async (_title, body, said) => {
    const reply: Reply = [200, { access_token: "at", ...(body as object) }];
    expect((await minted(client(), [reply])).said).toEqual(said);
  });

  test.each<[string, unknown]>([
    ["missing", {}],
    ["in an answer that is no JSON", "at"],
  ])("that is %s is none", async (_title, body) => {
    expect((await minted(client(), [[200, body]])).said).toEqual([`\`token-url\` ${UNUSABLE}`]);
  });
});

describe("what went wrong for a moment", () => {
  const host = () => url.replace("http://", "");

  test.each([429, 500, 503])("(%i) is tried again, later and later, four times", async (status) => {
    const { said, progress, waits } = await minted(client(), [[status, ""]]);
    expect(said).toEqual([
      `No token from \`token-url\` (${host()}): status ${status}, the last of 4 attempts. Check \`token-url\`, and that this runner can reach it.`,
    ]);
    expect(progress).toEqual(
      [2, 3, 4].map(
        (attempt) =>
          `No token from \`token-url\` yet: status ${status}. Trying again (attempt ${attempt} of 4).`,
      ),
    );
    expect(waits).toEqual([1_000, 2_000, 4_000]);
    expect(asked).toHaveLength(4);
  });

  test("is over at the fourth try, of GitHub too", async () => {
    const bad: Reply = [502, ""];
    const { token } = await minted(github(), [bad, bad, bad, [200, { value: "jwt" }]]);
    expect(token).toBe("jwt");
    const { said } = await minted(github(), [bad]);
    expect(said).toEqual([
      `No token from GitHub's token service (${host()}): status 502, the last of 4 attempts. Run the job again; https://www.githubstatus.com tells of outages.`,
    ]);
  });

  test("is not an answer that says no, nor one that is too long to be one", async () => {
    expect((await minted(client(), [[499, ""]])).progress).toEqual([]);
    const long = await minted(client(), [[200, { access_token: "a".repeat(64 * 1024) }]]);
    expect(long.progress[0]).toMatch(/^No token from `token-url` yet: BODY_TOO_LARGE\. /);
    const fits = await minted(client(), [[200, { access_token: "a".repeat(60 * 1024) }]]);
    expect(fits.token).toHaveLength(60 * 1024);
  });

  test("an answer in an encoding is decoded, and one that cannot be is told by its name", async () => {
    const compressed: Reply = [200, gzipSync(JSON.stringify({ access_token: "at" })), "gzip"];
    expect((await minted(client(), [compressed])).token).toBe("at");
    const { said } = await minted(client(), [[200, { access_token: "at" }, "zstd"]]);
    expect(said[0]).toContain(`(${host()}): UNKNOWN_ENCODING, "zstd", the last of 4 attempts.`);
  });
});

test("a job that is over is not asked for", async () => {
  const reason = new Error("cancelled");
  await expect(minted(client(), [[200, {}]], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
