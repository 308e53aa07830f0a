import { expect, test } from "vitest";
import { kindOfSecret, withoutSecrets } from "../../../src/base/secret-shapes.js";
import { validateProject } from "../../support/rules/validation.ts";

const TOKEN = `ghp_${"a1B2".repeat(9)}`;

test.each([
  `version: "{{ '${TOKEN}' }}"`,
  `version: "\${{ secrets.X || '${TOKEN}' }}"`,
  `version: "{{ ${TOKEN} }}"`,
  `version: {{ ${TOKEN} }}`,
  `verzion: ${TOKEN}`,
  `tags: ${TOKEN}`,
  `paused: ${TOKEN}`,
  `${TOKEN}: x`,
  `schedules: [{cron: "${TOKEN}"}]`,
  `schedules: [{interval: 60, timezone: "${TOKEN}"}]`,
  `description: &${TOKEN} x`,
  `pull: [{prefect.deployments.steps.git_clone: {repository: x, access_token: "{{ ${TOKEN} }}"}}]`,
])("no finding shows what looks like a secret: %s", async (line) => {
  const { findings } = await validateProject({
    "prefect.yaml": `deployments:\n  - name: a\n    entrypoint: flow.py:a\n    ${line}\n`,
    "flow.py": "from prefect import flow\n@flow\ndef a(): pass\n",
  });
  expect(findings).not.toEqual([]);
  expect(JSON.stringify(findings)).not.toContain(TOKEN);
});

test("what looks like none stays as it is", () => {
  const text = "Write `https://prefect.example.com/api`, `a: b` or `{{ prefect.blocks.secret.key }}`.";
  expect(kindOfSecret(text)).toBeUndefined();
  expect(withoutSecrets(text)).toBe(text);
  expect(withoutSecrets(`${TOKEN} and ${TOKEN}`)).toBe("… and …");
});
