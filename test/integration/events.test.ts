import { expect, it } from "vitest";
import {
  cleanEnvironment,
  executable,
  freePort,
  prefectCommand,
  startTraefikBasic,
  tempDir,
  waitFor,
} from "../support/index.ts";
import { startPart } from "../support/part.ts";
import { makeProject } from "../support/project.ts";
import { bare } from "../support/story.ts";

const FLOW = `from prefect import flow
from prefect.events import emit_event


@flow
def hello():
    emit_event(event="test.hello", resource={"prefect.resource.id": "test.hello"})


hello()
`;

it("a flow run sends its events through a Basic gate", async () => {
  await using project = await makeProject({ "flow.py": FLOW });
  await using prefect = await startStoringPrefect();
  await using gate = await startTraefikBasic({ upstream: prefect.url, user: "ci", password: "pass wörd" });
  const run = await bare([executable("prefect-3.8.8", "python"), "flow.py"], project.path, {
    PREFECT_API_URL: gate.apiUrl,
    PREFECT_API_AUTH_STRING: "ci:pass wörd",
  });
  expect(run.exitCode, run.output).toBe(0);
  await waitFor(async () => (await events(prefect.apiUrl)).includes("test.hello"), {
    what: "the event is on the server",
  });
});

/** With its services, which store events: without them (`--no-services`) none is ever found (measured, 3.8.8). */
async function startStoringPrefect() {
  const home = await tempDir();
  const port = await freePort();
  return startPart({
    name: "Prefect 3.8.8 with services",
    command: prefectCommand(),
    args: ["server", "start", "--host", "127.0.0.1", "--port", String(port)],
    env: cleanEnvironment({ PREFECT_HOME: home.path, PREFECT_SERVER_ANALYTICS_ENABLED: "false" }),
    port,
    home,
    isReady: (status) => status === 200,
    timeout: 90_000,
  });
}

async function events(apiUrl: string): Promise<string[]> {
  const answer = await fetch(`${apiUrl}/events/filter`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ filter: { event: { prefix: ["test."] } } }),
  });
  return ((await answer.json()) as { events: { event: string }[] }).events.map(({ event }) => event);
}
