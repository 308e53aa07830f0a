import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { leaks } from "../e2e/leaks.ts";
import { startStep, tempDir, type StepOptions, type StepResult } from "../support/index.ts";
import { startIssuer } from "../support/servers/issuer.ts";
import { flows, makeProject, prefectYaml } from "../support/project.ts";
import { shownByRunner } from "../support/runner/runner-model.ts";
import { sendJson, startTinyApi, type TinyApi } from "../support/servers/tiny-api.ts";

const PASSWORD = "s3cret pass-wörd";

/** A server that answers nothing: whatever happens, happens while the step waits. */
const silent = () => startTinyApi(() => undefined);

/** A server with one work pool and nothing else. */
const empty = () =>
  startTinyApi(({ method, path }, answer) => {
    if (path === "/admin/version") sendJson(answer, "3.8.8");
    else if (path === "/work_pools/filter") sendJson(answer, [POOL]);
    else if (method === "POST" && /\/(?:filter|count)$/.test(path)) sendJson(answer, []);
    else if (path === "/work_pools/pool") sendJson(answer, POOL);
    else sendJson(answer, { detail: "Not found" }, 404);
  });

const POOL = {
  id: "0a3d9c4e-3c2b-4d39-9d0e-0b1f6b9f2f11",
  name: "pool",
  type: "process",
  base_job_template: {},
  default_queue_id: "0a3d9c4e-3c2b-4d39-9d0e-0b1f6b9f2f12",
};

/** Runs the bundle after this code, which runs in the same process. */
async function stepAfter(
  code: string,
  api: TinyApi,
  more: Partial<Pick<StepOptions, "inputs" | "onLine">> = {},
  flag = "",
): Promise<StepResult> {
  await using home = await tempDir();
  await using project = await makeProject({
    "flow.py": flows("hello"),
    "prefect.yaml": prefectYaml([{ name: "prod", entrypoint: "flow.py:hello" }]),
  });
  const before = join(home.path, "before.mjs");
  await writeFile(before, code);
  const step = await startStep({
    client: "none",
    workspace: project.path,
    ...more,
    inputs: { "api-url": api.target.apiUrl, username: "ci", password: PASSWORD, ...more.inputs },
    env: { NODE_OPTIONS: `--import=${before} ${flag}` },
  });
  await step.post();
  return step;
}

/** What anybody gets to see of it. */
const shown = ({ log, summary, outputs }: StepResult): string =>
  [shownByRunner(log), summary, JSON.stringify(outputs)].join("\n");

function expectReport(step: StepResult, what: RegExp): void {
  expect(step.exitCode, step.log).toBe(1);
  const annotations = shownByRunner(step.log)
    .split("\n")
    .filter((line) => line.startsWith("##[error]"));
  expect(annotations.filter((line) => what.test(line))).toHaveLength(1);
  expect(step.summary).toMatch(what);
  expect(step.outputs).toMatchObject({ failed: expect.any(String) as string });
  expect(leaks(shown(step), [PASSWORD])).toEqual([]);
  // A stack quotes the message, and names folders of this machine.
  expect(shown(step)).not.toMatch(/^\s+at /m);
}

test.each([
  [
    "a rejection that nobody awaits",
    "Promise.reject(new TypeError(`${secret}\\n    at ${secret} (x.js:1:1)`))",
  ],
  ["a rejection with a text", "Promise.reject(secret)"],
  [
    "an error in a callback",
    "(() => { throw Object.assign(new RangeError(secret), { code: 'ERR_TEST' }) })()",
  ],
  ["an error with a name of its own", "(() => { throw Object.assign(new Error('x'), { name: secret }) })()"],
  ["an error event", "new (await import('node:events')).EventEmitter().emit('error', new Error(secret))"],
])("%s ends in a report", async (_what, code) => {
  await using api = await silent();
  const step = await stepAfter(
    `const secret = process.env["INPUT_PASSWORD"];
     setTimeout(async () => { ${code}; }, 500);`,
    api,
  );
  expectReport(step, /Unexpected error: (?:[A-Z]\w*|something of type string)/);
});

test("an old Node.js is named, with the one that is needed", async () => {
  await using api = await silent();
  const step = await stepAfter("delete JSON.rawJSON; delete JSON.isRawJSON;", api);
  expect(step.exitCode).toBe(1);
  expect(shown(step)).toContain("This action needs Node.js 24, and this runner started it with v24.");
  expect(shown(step)).not.toMatch(/^\s+at /m);
});

test("an error in the middle of a validation ends in a report", async () => {
  await using api = await silent();
  const step = await stepAfter(
    `import processes from "node:child_process";
     import { syncBuiltinESMExports } from "node:module";
     const { spawn } = processes;
     processes.spawn = (...asked) => {
       setImmediate(() => { throw new RangeError(process.env["INPUT_PASSWORD"]); });
       return spawn(...asked);
     };
     syncBuiltinESMExports();`,
    api,
    { inputs: { mode: "validate" } },
  );
  expectReport(step, /Unexpected error: RangeError/);
});

test("one where rejections are let pass ends in a report too", async () => {
  await using api = await silent();
  const code = `setTimeout(() => { Promise.reject(new Error(process.env["INPUT_PASSWORD"])); }, 500);`;
  const step = await stepAfter(code, api, {}, "--unhandled-rejections=none");
  expectReport(step, /Unexpected error: Error/);
});

test("a step with nothing left to wait for ends in a report", async () => {
  await using api = await empty();
  // The gateway never listens: its start neither ends nor fails, and holds nothing open.
  const step = await stepAfter(
    `import net from "node:net";
     net.Server.prototype.listen = function () { return this; };`,
    api,
  );
  expectReport(step, /Unexpected error: nothing was left to wait for before the step was done/);
});

test("a step that does not stop after an error is ended all the same, with its report", async () => {
  await using api = await empty();
  const step = await stepAfter(
    `import net from "node:net";
     net.Server.prototype.listen = function () { return this; };
     setInterval(() => undefined, 1_000);
     setTimeout(() => { throw new Error("x"); }, 3_000);`,
    api,
  );
  expectReport(step, /Unexpected error: Error/);
  expect(step.took).toBeGreaterThan(9_000);
});

test("a log that nobody reads any more ends the step, and the summary says so", async () => {
  await using api = await silent();
  const step = await stepAfter(
    `setInterval(() => process.stdout.write("x\\n"), 200).unref();
     process.stdout.write("begun\\n");`,
    api,
    {
      onLine: (line, _kill, hangUp) => {
        if (line === "begun") setTimeout(hangUp, 500);
      },
    },
  );
  expect(step.exitCode).toBe(1);
  expect(step.summary).toContain("The log could no longer be written (EPIPE)");
  expect(leaks(shown(step), [PASSWORD])).toEqual([]);
});

test("an error after the report makes the step red, and is said", async () => {
  await using api = await silent();
  const step = await stepAfter(
    `let done = false;
     process.on("beforeExit", () => {
       if (done) return;
       done = true;
       setImmediate(() => { throw new Error(process.env["INPUT_PASSWORD"]); });
     });`,
    api,
    { inputs: { mode: "validate" } },
  );
  expect(step.exitCode, step.log).toBe(1);
  expect(shownByRunner(step.log)).toMatch(/##\[error\].*Unexpected error: Error/);
  expect(leaks(shown(step), [PASSWORD])).toEqual([]);
});

test.each([
  ["the saved state", "GITHUB_STATE"],
  ["an output", "GITHUB_OUTPUT"],
  ["the summary", "GITHUB_STEP_SUMMARY"],
])("%s that cannot be written is told, with what went wrong before it in the log", async (_what, name) => {
  await using api = await silent();
  const cancel = `setTimeout(() => process.kill(process.pid, "SIGINT"), 1_500);`;
  const code = `process.env["${name}"] = "/nowhere/at/all"; ${name === "GITHUB_STATE" ? "" : cancel}`;
  const step = await stepAfter(code, api);
  expect(step.exitCode, step.log).toBe(1);
  const log = shownByRunner(step.log);
  const kind = name === "GITHUB_STEP_SUMMARY" ? "warning" : "error";
  expect(log).toMatch(
    new RegExp(`##\\[${kind}\\].*${name} of the runner cannot be written \\(ENOENT\\).*: /nowhere/at/all`),
  );
  expect(log).not.toContain("Unexpected error");
  if (name !== "GITHUB_STATE") expect(log).toMatch(/##\[error\].*The job was cancelled/);
  expect(leaks(shown(step), [PASSWORD])).toEqual([]);
});

test("a token that cannot be renewed for a websocket ends the step with the provider's answer", async () => {
  await using api = await empty();
  await using issuer = await startIssuer();
  issuer.lifetime = 4;
  let minted = 0;
  issuer.onAnswer = (answer) => {
    minted += 1;
    if (minted === 1) return;
    answer.statusCode = 500;
    answer.body = { error: "server_error" };
  };
  await using project = await makeProject({
    // The client does the same for its events.
    "flow.py": `import os, socket, time, urllib.parse
from prefect import flow

time.sleep(5)
url = urllib.parse.urlsplit(os.environ["PREFECT_API_URL"])
with socket.create_connection((url.hostname, url.port)) as client:
    head = [f"GET {url.path}/events/in HTTP/1.1", "Host: x", "Connection: Upgrade", "Upgrade: websocket"]
    client.sendall(("\\r\\n".join([*head, "Sec-WebSocket-Key: x", "Sec-WebSocket-Version: 13", "", ""])).encode())
    client.recv(100)


@flow
def hello():
    return 1
`,
    "prefect.yaml": prefectYaml([{ name: "prod", entrypoint: "flow.py:hello" }]),
  });
  const step = await startStep({
    workspace: project.path,
    inputs: {
      "api-url": api.target.apiUrl,
      "token-url": issuer.tokenUrl,
      "client-id": issuer.client.id,
      "client-secret": issuer.client.secret,
      retries: "0",
    },
  });
  await step.post();
  expect(step.exitCode, step.log).toBe(1);
  expect(step.summary).toContain("No token from `token-url`");
  expect(shownByRunner(step.log)).toMatch(/##\[error\].*No token from `token-url`.*status 500/);
});
