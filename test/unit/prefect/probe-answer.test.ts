import { tmpdir } from "node:os";
import { describe, expect, test } from "vitest";
import { ActionError } from "../../../src/base/errors.js";
import { probe } from "../../../src/prefect/probe.js";

const QUESTION = {
  expected: { api_url: "u", auth_string: "ci:s3cret", api_key: "", headers: {} },
  environment: { A: "1" },
  gateway: "http://127.0.0.1:1/api",
  home: "/w",
  files: [{ path: "/w/prefect.yaml", directory: "/w" }],
  steps: true,
};

/** Asks a program that answers as `body` says; `asked` is what the probe was asked, `say` prints the answer. */
function ask(body: string, signal?: AbortSignal) {
  const program = `
    let text = "";
    process.stdin.on("data", (chunk) => (text += chunk)).on("end", () => {
      const asked = JSON.parse(text);
      const say = (answer) => console.log(asked.marker + JSON.stringify(answer));
      const good = { python: "/venv/python", version: "3.8.8", settings: { prompt: false }, files: [] };
      ${body}
    });`;
  const client = { command: ["uv", "run", "prefect"], python: [process.execPath, "-e", program, "--"] };
  const options = { cwd: tmpdir(), env: process.env, ...(signal ? { signal } : {}) };
  return probe(client, QUESTION, Promise.resolve("3.8.8"), options);
}

async function failureOf(body: string): Promise<string> {
  const error: unknown = await ask(body).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ActionError);
  return (error as ActionError).message;
}

describe("the answer of the interpreter", () => {
  test("is found between whatever else the command prints", async () => {
    const body = `console.log("probe-0:{}"); console.error("warning"); say({ ...good, changedEnvironment: ["A"], throughGateway: true }); console.log("bye");`;
    expect(await ask(body)).toEqual({
      python: "/venv/python",
      version: "3.8.8",
      settings: { prompt: false },
      changedEnvironment: ["A"],
      throughGateway: true,
      files: [],
    });
  });

  test("may be larger than what is kept of the output", async () => {
    const { files } = await ask(
      `say({ ...good, files: [{ rest: "x".repeat(5_000_000) }] }); console.log("y\\n".repeat(3_000_000));`,
    );
    expect(files[0]?.rest).toHaveLength(5_000_000);
  });

  test("is given to what was asked, by standard input only", async () => {
    const { python } = await ask(
      `say({ ...good, python: JSON.stringify([asked.expected, asked.environment, asked.files, process.argv.join().includes("s3cret")]) });`,
    );
    expect(JSON.parse(python)).toEqual([QUESTION.expected, QUESTION.environment, QUESTION.files, false]);
  });

  test.each([
    [
      "no Prefect",
      "{ ...good, version: null }",
      "Prefect is not installed in /venv/python, which `uv run prefect` runs on.",
    ],
    [
      "Prefect 2",
      '{ ...good, version: "2.20.4" }',
      "Prefect 2.20.4 is installed; this action needs Prefect 3.0 or later.",
    ],
    [
      "settings of the wrong kind",
      '{ ...good, settings: { error: "ValidationError" } }',
      "Prefect 3.8.8 cannot read its settings (ValidationError).",
    ],
    ["no settings", "{ ...good, settings: null }", "Prefect 3.8.8 cannot read its settings (unknown error)."],
  ])("with %s is an error that says what to do", async (_what, answer, expected) => {
    const said = await failureOf(`say(${answer});`);
    expect(said).toContain(expected);
    expect(said).toMatch(/prefect==3\.8\.8|PREFECT_\*/);
  });

  test("that does not come is an error with the last lines", async () => {
    expect(
      await failureOf(`console.log("1\\n2\\n3"); console.error("Fatal: no module"); process.exit(1);`),
    ).toContain("Fatal: no module");
    expect(await failureOf("process.exit(0);")).toContain("it printed nothing");
  });

  test("of a program that cannot be started is an error with the reason", async () => {
    const client = { command: ["x"], python: ["no-such-python-anywhere"] };
    const failure = probe(client, QUESTION, Promise.resolve(undefined), { cwd: tmpdir(), env: process.env });
    await expect(failure).rejects.toThrow("`no-such-python-anywhere` cannot be started (ENOENT).");
  });

  test("is not waited for when the time is up: the reason of that is thrown", async () => {
    const stop = new AbortController();
    setTimeout(() => {
      stop.abort(new Error("the time is up"));
    }, 300);
    await expect(ask("setInterval(() => {}, 1000);", stop.signal)).rejects.toThrow("the time is up");
  });
});
