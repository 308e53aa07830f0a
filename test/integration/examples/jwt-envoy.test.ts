import { expect, it } from "vitest";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { startJwtEnvoy, startJwtEnvoyOverTls } from "../../support/servers/jwt-gates.ts";
import { describeExample, exampleFiles, refusal } from "../../support/examples/example.ts";
import { makeAuthority } from "../../support/servers/certificates.ts";
import { createWorkPool, startPrefectServer, tempDir } from "../../support/index.ts";
import { AUDIENCE, type Issuer, startIssuer } from "../../support/servers/issuer.ts";
import { flows, makeProject, prefectYaml } from "../../support/project.ts";
import { deployStory, told, type Story } from "../../support/runner/story.ts";
import { NO_WORKER } from "../../support/warnings.ts";

let issuer: Issuer;

describeExample("jwt-envoy", {
  title: "Envoy, GitHub ID tokens",
  start: async ({ prefect, file, render }) => {
    issuer = await startIssuer();
    const stranger = await startIssuer();
    const gate = await startJwtEnvoy({ file, render }, prefect.port, issuer);
    const expired = await issuer.expiredToken();
    const stored = (token: string) => ({ inputs: { "oidc-audience": "unset", "api-key": token } });
    return {
      apiUrl: gate.apiUrl,
      values: {},
      env: issuer.idTokens,
      refused: {
        none: { inputs: { "oidc-audience": "unset" } },
        wrong: stored(await stranger.token({ iss: issuer.url })),
        expired: stored(expired),
        wrongHost: { inputs: { "api-url": `http://localhost:${gate.port}/api` } },
      },
      websocket: { headers: { authorization: `Bearer ${await issuer.token()}` } },
      tokens: {
        "another branch": await issuer.token({ sub: "repo:your-org/your-repo:ref:refs/heads/other" }),
        "another repository": await issuer.token({ sub: "repo:else/else:ref:refs/heads/main" }),
        "another audience": await issuer.token({ aud: "https://elsewhere.example.com" }),
      },
      stop: [gate.stop, () => issuer[Symbol.asyncDispose](), () => stranger[Symbol.asyncDispose]()],
    };
  },
  more: (running) => {
    it.each([
      ["another branch", "envoy-rbac-denied"],
      ["another repository", "envoy-rbac-denied"],
      ["another audience", "jwt-audience"],
    ])("a token of %s of the same issuer is refused: %s", async (what, id) => {
      const token = running().tokens?.[what] ?? "";
      const { diagnosis, said } = await refusal({ "api-url": running().apiUrl, "api-key": token });
      expect(diagnosis).toBe(id);
      expect(said).not.toContain(token);
    });

    it("the audience that was asked for is in the message, and what to compare it with", async () => {
      const { diagnosis, said } = await refusal(
        { "api-url": running().apiUrl, "oidc-audience": "https://elsewhere.example.com" },
        running().env,
      );
      expect(diagnosis).toBe("jwt-audience");
      expect(said).toContain('audience "https://elsewhere.example.com"');
      expect(said).toContain("Compare the audience in `oidc-audience`");
      expect(said).not.toContain(AUDIENCE);
    });

    it.each(["true", "false"])(
      "a token that does not live as long as the run is asked for again before it expires, and used (transaction: %s)",
      async (transaction) => {
        const asked = issuer.requests.length;
        issuer.lifetime = 2; // Three quarters of it are over before the CLI has ended, which waits for its flow file.
        const story = await deployed({ "oidc-audience": AUDIENCE, timeout: "600", transaction }, SLOW);
        issuer.lifetime = 300;
        expect(story.error).toBeUndefined();
        expect(story.results).toHaveLength(1);
        const minted = issuer.requests.length - asked;
        expect(minted).toBeGreaterThanOrEqual(2);
        expect(
          story.lines.filter((line) => /^Got a token: audience .* valid for another [12] s/.test(line)),
        ).toHaveLength(minted);
        expect(told(story.warnings)).toEqual(transaction === "true" ? [`prefect.yaml:5: ${NO_WORKER}`] : []);
      },
    );

    it("a token that lives longer is asked for once", async () => {
      const asked = issuer.requests.length;
      issuer.lifetime = 3_600;
      const story = await deployed({ "oidc-audience": AUDIENCE, timeout: "600" });
      issuer.lifetime = 300;
      expect(story.error).toBeUndefined();
      expect(issuer.requests.length - asked).toBe(1);
    });

    it("a stored token that does not live as long as `timeout` deploys, with a warning of its remaining time", async () => {
      const token = await issuer.token({ exp: Math.floor(Date.now() / 1000) + 600 });
      const story = await deployed({ "api-key": token, timeout: "900" });
      expect(story.results).toHaveLength(1);
      expect(told(story.warnings)).toEqual([
        "The token in `api-key` lives for another 10 min only, which is less than `timeout`. Store a fresh one, or let the action ask for one in each run: `oidc-audience`, or `token-url`.",
        `prefect.yaml:5: ${NO_WORKER}`,
      ]);
    });

    it("an auth string of Prefect's own behind the gate has a diagnosis of its own", async () => {
      await using prefect = await startPrefectServer({
        env: { PREFECT_SERVER_API_AUTH_STRING: "own:inner" },
      });
      await using home = await tempDir();
      const files = exampleFiles("jwt-envoy");
      await using gate = await startJwtEnvoy(
        { file: files.file, render: files.renderTo(home) },
        prefect.port,
        issuer,
      );
      const { diagnosis, said } = await refusal(
        { "api-url": gate.apiUrl, "oidc-audience": AUDIENCE },
        running().env,
      );
      expect(diagnosis).toBe("prefect-auth-behind-bearer-gate");
      expect(said).toContain("replace Authorization by the inner Basic header");
    });

    it.each([
      ["token.actions.githubusercontent.com", 200],
      ["evil.example.org", 401],
    ])(
      "keys are taken from a server whose certificate is for GitHub's host only: %s, %i",
      async (host, status) => {
        await using home = await tempDir();
        const authority = await makeAuthority(home.path);
        const { cert, key } = await authority.issue("keys", { hosts: [host] });
        const keys = await (await fetch(`${issuer.url}/jwks`)).text();
        const server = https.createServer({ cert: cert.text, key: key.text }, (_request, response) => {
          response.end(keys);
        });
        await new Promise<void>((resolve) => {
          server.listen(0, "127.0.0.1", resolve);
        });
        const { port } = server.address() as AddressInfo;
        const files = exampleFiles("jwt-envoy");
        const gate = await startJwtEnvoyOverTls(
          { file: files.file, render: files.renderTo(home) },
          running().prefect.port,
          { port, ca: authority.cert.file },
        );
        try {
          const token = await issuer.token({ iss: "https://token.actions.githubusercontent.com" });
          const answer = await fetch(`${gate.apiUrl}/admin/version`, {
            headers: { authorization: `Bearer ${token}` },
          });
          expect(answer.status, await answer.text()).toBe(status);
        } finally {
          await gate.stop();
          server.close();
          server.closeAllConnections();
        }
      },
    );

    /** The import of this flow file takes as long as such a token lives. */
    const SLOW = `import time\n\ntime.sleep(2)\n${flows("nightly")}`;

    async function deployed(
      inputs: Readonly<Record<string, string>>,
      code = flows("nightly"),
    ): Promise<Story> {
      const { apiUrl, prefect, env } = running();
      await createWorkPool(prefect, "pool");
      await using project = await makeProject({
        "flow.py": code,
        "prefect.yaml": prefectYaml([{ name: "prod", entrypoint: "flow.py:nightly" }]),
      });
      return await deployStory({
        inputs: { "api-url": apiUrl, ...inputs },
        workspace: project.path,
        ...(env ? { env } : {}),
      });
    }
  },
});
