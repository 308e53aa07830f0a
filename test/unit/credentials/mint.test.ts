import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Mint } from "../../../src/credentials/credential.js";
import { readJwt } from "../../../src/credentials/jwt.js";
import { mint, type MintOptions } from "../../../src/credentials/mint.js";
import { ActionError } from "../../../src/base/errors.js";
import { type Issuer, startIssuer } from "../../support/servers/issuer.ts";

let issuer: Issuer;
beforeEach(async () => {
  issuer = await startIssuer();
});
afterEach(() => issuer[Symbol.asyncDispose]());

interface Outcome {
  readonly token?: string;
  /** The one sentence and what to do. */
  readonly said: string;
  readonly progress: readonly string[];
}

async function ask(asked: Mint, options: Partial<MintOptions> = {}): Promise<Outcome> {
  const progress: string[] = [];
  try {
    const token = await mint(asked, {
      env: issuer.idTokens,
      ca: undefined,
      signal: AbortSignal.timeout(20_000),
      progress: (line) => progress.push(line),
      sleep: () => Promise.resolve(),
      timeoutMs: 2_000,
      ...options,
    });
    return { token, said: "", progress };
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    return { said: error.message, progress };
  }
}

describe("an ID token of GitHub (its endpoint stood in for by one with the same contract)", () => {
  const asked: Mint = { kind: "oidc-audience", audience: "https://prefect.example.com" };

  test("is asked for with the audience and the job's own permission", async () => {
    const { token = "" } = await ask(asked);
    expect(readJwt(token)?.audiences).toEqual(["https://prefect.example.com"]);
    expect(issuer.requests).toMatchObject([
      {
        path: "/idtoken",
        authorization: `Bearer ${issuer.idTokens.ACTIONS_ID_TOKEN_REQUEST_TOKEN}`,
        fields: { audience: "https://prefect.example.com", "api-version": "2.0" },
      },
    ]);
  });

  test("without the permission is refused before anything is asked", async () => {
    const { said } = await ask(asked, { env: {} });
    expect(said).toMatch(/this job may not ask GitHub for an ID token.*id-token: write/);
    expect(said).not.toContain("fork");
  });

  test("in a pull request is told that forks never get it", async () => {
    const { said } = await ask(asked, { env: { GITHUB_EVENT_NAME: "pull_request" } });
    expect(said).toContain("A pull request from a fork never gets that permission");
  });

  test("that the endpoint refuses is an error at once, without the request's own token in it", async () => {
    const env = { ...issuer.idTokens, ACTIONS_ID_TOKEN_REQUEST_TOKEN: "not-the-right-one" };
    const { said } = await ask(asked, { env });
    expect(said).toMatch(/refused to give an ID token: status 401, "Unauthorized"\..*id-token: write/);
    expect(said).not.toContain("not-the-right-one");
    expect(issuer.requests).toHaveLength(1);
  });

  test("is asked for again where the endpoint is down for a moment", async () => {
    let answers = 0;
    issuer.onAnswer = (answer) => {
      answers += 1;
      if (answers <= 2) answer.statusCode = 503;
    };
    const { token, progress } = await ask(asked);
    expect(token).toBeDefined();
    expect(progress).toEqual([
      "No token from GitHub's token service yet: status 503. Trying again (attempt 2 of 4).",
      "No token from GitHub's token service yet: status 503. Trying again (attempt 3 of 4).",
    ]);
  });

  test("is asked for again where the endpoint is slow, and given up in the end", async () => {
    issuer.onAnswer = () => new Promise((resolve) => setTimeout(resolve, 1_000));
    const { said } = await ask(asked, { timeoutMs: 50 });
    expect(said).toMatch(
      /No token from GitHub's token service \(127\.0\.0\.1:\d+\): no answer in 0\.05 s, the last of 4/,
    );
    expect(issuer.requests).toHaveLength(4);
  });

  test("that is none is an error", async () => {
    issuer.onAnswer = (answer) => {
      answer.body = { value: "" };
    };
    expect((await ask(asked)).said).toContain("without a token that can be sent");
  });

  test("is not waited for longer than the job", async () => {
    issuer.onAnswer = () => new Promise((resolve) => setTimeout(resolve, 1_000));
    await expect(ask(asked, { signal: AbortSignal.timeout(50) })).rejects.toThrow(/timeout/);
  });
});

describe("a token for client credentials, of a real OAuth 2 server", () => {
  const client = (): Extract<Mint, { kind: "token-url" }> => ({
    kind: "token-url",
    url: issuer.tokenUrl,
    clientId: issuer.client.id,
    clientSecret: issuer.client.secret,
    scope: "deploy read",
    audience: "prefect",
  });

  test("is asked for with the secret in the header, form-encoded", async () => {
    const { token = "" } = await ask(client());
    expect(readJwt(token)).toMatchObject({ audiences: ["prefect"], issuer: issuer.url });
    expect(issuer.requests).toHaveLength(1);
    const [request] = issuer.requests;
    expect(request?.fields).toMatchObject({ grant_type: "client_credentials", scope: "deploy read" });
    expect(request?.fields).not.toHaveProperty("client_secret");
    expect(issuer.client.secret).toContain(" ");
  });

  test("is asked for with the secret in the form where the provider does not take the header", async () => {
    issuer.onAnswer = (answer, { authorization }) => {
      if (authorization === undefined) return;
      answer.statusCode = 401;
      answer.body = { error: "invalid_client" };
    };
    expect((await ask(client())).token).toBeDefined();
    expect(issuer.requests.map(({ authorization }) => authorization === undefined)).toEqual([false, true]);
  });

  test("of a wrong secret is refused with the provider's words, and the secret is in none of them", async () => {
    issuer.onAnswer = (answer) => {
      answer.body = { error: "invalid_client", error_description: "No secret 'not the right one'" };
    };
    const { said } = await ask({ ...client(), clientSecret: "not the right one" });
    expect(said).toBe(
      '`token-url` refused to give a token: status 401, "invalid_client": "No secret \'***\'". Compare `client-id` and `client-secret` with the provider\'s; the secret may have expired.',
    );
  });

  test.each([
    ["invalid_scope", "Correct `scope`"],
    ["unauthorized_client", "client credentials grant"],
    ["invalid_target", "Correct `audience`"],
    ["something_new", "Compare `token-url`"],
  ])("that ends in %s says what to do", async (error, words) => {
    issuer.onAnswer = (answer) => {
      answer.statusCode = 400;
      answer.body = { error };
    };
    const { said } = await ask(client());
    expect(said).toContain(`status 400, "${error}"`);
    expect(said).toContain(words);
  });

  test("of another kind than Bearer is refused", async () => {
    issuer.onAnswer = (answer) => {
      answer.body = { access_token: "t", token_type: "DPoP" };
    };
    expect((await ask(client())).said).toContain('a token of the kind "DPoP"');
  });

  test("from an address that is not a token endpoint is refused", async () => {
    const { said } = await ask({ ...client(), url: `${issuer.url}/nothing` });
    expect(said).toMatch(/refused to give a token: status 404/);
  });

  test("from an address where nothing listens is tried four times", async () => {
    const { said, progress } = await ask({ ...client(), url: "http://127.0.0.1:9/token" });
    expect(said).toMatch(
      /No token from `token-url` \(127\.0\.0\.1:9\): ECONNREFUSED, the last of 4 attempts/,
    );
    expect(progress).toHaveLength(3);
  });

  test("from an address where nothing listens on the usual port is told with that port", async () => {
    const { said } = await ask({ ...client(), url: "http://127.255.0.9/token" });
    expect(said).toMatch(/No token from `token-url` \(127\.255\.0\.9:80\): E/);
  });
});
