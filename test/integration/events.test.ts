import { expect, it } from "vitest";

import {
  executable,
  startTraefikBasic,
  tempDir,
  waitFor,
  NEWEST,
  startPrefectServer,
} from "../support/index.ts";
import { askJson } from "../support/ask.ts";
import { IS_FULL_RUN } from "../support/full-run.ts";
import { startJwtEnvoy } from "../support/servers/jwt-gates.ts";
import { exampleFiles } from "../support/examples/example.ts";
import { startIssuer } from "../support/servers/issuer.ts";
import type { PrefectVersion } from "../support/servers/prefect.ts";
import { makeProject } from "../support/project.ts";
import { bare } from "../support/runner/story.ts";

const flow = (event: string): string => `import os

from prefect import flow
from prefect.events import emit_event


@flow
def hello():
    emit_event(event=f'${event}', resource={"prefect.resource.id": "test.hello"})


hello()
`;

/** Clients before 3.8.3, oldest first. */
const OLD: readonly PrefectVersion[] = IS_FULL_RUN ? ["3.4.14", "3.6.29"] : ["3.4.14"];

const FLOWS = {
  "basic.py": flow("test.basic"),
  "old-basic.py": flow("test.old-basic"),
  "old-basic-header.py": flow(`test.old-basic-and-header-{os.environ["EVENT"]}`),
  "key.py": flow("test.key-only"),
  "header.py": flow("test.key-and-header"),
};

it("a flow run sends its events through a Basic gate (before 3.8.3 only in a header), and through a Bearer gate only in a header", async () => {
  await using project = await makeProject(FLOWS);
  await using prefect = await startPrefectServer({ services: true });
  const run = async (
    file: keyof typeof FLOWS,
    env: Readonly<Record<string, string>>,
    client: PrefectVersion = NEWEST,
  ): Promise<void> => {
    const done = await bare([executable(`prefect-${client}`, "python"), file], project.path, env);
    expect(done.exitCode, done.output).toBe(0);
  };
  const arrives = (event: string) =>
    waitFor(async () => (await events(prefect.apiUrl)).includes(event), {
      what: `${event} is on the server`,
    });

  await using basic = await startTraefikBasic({ upstream: prefect.url, user: "ci", password: "pass wörd" });
  const authString = { PREFECT_API_URL: basic.apiUrl, PREFECT_API_AUTH_STRING: "ci:pass wörd" };
  await run("basic.py", authString);
  await arrives("test.basic");
  // Clients before 3.8.3 send no Basic on websockets; custom headers reach them from 3.4.8.
  await run("old-basic.py", authString, OLD.at(-1));
  const encoded = Buffer.from("ci:pass wörd").toString("base64");
  for (const client of OLD) {
    const header = JSON.stringify({ Authorization: `Basic ${encoded}` });
    await run(
      "old-basic-header.py",
      { ...authString, PREFECT_CLIENT_CUSTOM_HEADERS: header, EVENT: client },
      client,
    );
    await arrives(`test.old-basic-and-header-${client}`);
  }
  expect(await events(prefect.apiUrl)).not.toContain("test.old-basic");

  await using issuer = await startIssuer();
  await using home = await tempDir();
  const { file, renderTo } = exampleFiles("jwt-envoy");
  await using bearer = await startJwtEnvoy({ file, render: renderTo(home) }, prefect.port, issuer);
  const key = { PREFECT_API_URL: bearer.apiUrl, PREFECT_API_KEY: await issuer.token() };
  await run("key.py", key);
  const headers = JSON.stringify({ Authorization: `Bearer ${key.PREFECT_API_KEY}` });
  await run("header.py", { ...key, PREFECT_CLIENT_CUSTOM_HEADERS: headers });
  await arrives("test.key-and-header");
  // Sent before the one that has arrived: the client never sends its key on websockets.
  expect(await events(prefect.apiUrl)).not.toContain("test.key-only");
}, 400_000);

async function events(apiUrl: string): Promise<string[]> {
  const filter = { event: { prefix: ["test."] } };
  const answer = await askJson(apiUrl, "POST", "/events/filter", { filter });
  return (answer as { events: { event: string }[] }).events.map(({ event }) => event);
}
