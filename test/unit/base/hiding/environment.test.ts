import { expect, test } from "vitest";
import { environmentSecrets } from "../../../../src/base/hiding/environment.js";

test("what the job's environment holds under the name of a secret is one, in every form", () => {
  const forms = environmentSecrets({
    SLACK_WEBHOOK_URL: "https://hooks.example.com/in/1",
    DB_PASSWORD: "p@ss w0rd",
  });
  expect(forms).toEqual(
    expect.arrayContaining([
      "https://hooks.example.com/in/1",
      "p@ss w0rd",
      encodeURIComponent("p@ss w0rd"),
      Buffer.from("p@ss w0rd").toString("base64"),
    ]),
  );
});

test.each([
  [{ LEVEL: "information", GITHUB_REPOSITORY: "owner/flows" }],
  // A word, which other texts have too.
  [{ POSTGRES_PASSWORD: "postgres", API_KEY: "changeme", TOKEN: "short", SECRET: " true  " }],
  // Not of the job: the inputs have secrets of their own, and the shell has its folder.
  [{ "INPUT_TOKEN-URL": "https://idp.example.com", PWD: "/home/runner/work", OLDPWD: "/home/runner/work" }],
  [{ SSH_AUTH_SOCK: "/tmp/ssh-1/agent.2", XDG_SESSION_TYPE: "graphical", TOKEN_FILE: "/run/secrets/token" }],
])("%j has none", (env) => {
  expect(environmentSecrets(env)).toEqual([]);
});

test("a line that is nothing by itself is none", () => {
  const forms = environmentSecrets({ GOOGLE_CREDENTIALS: '{\n  "type": "service_account",\n  "id": 1\n}' });
  expect(forms).not.toContain("{");
  expect(forms).toContain('  "type": "service_account",');
});
