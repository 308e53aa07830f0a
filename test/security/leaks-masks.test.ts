import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { formsOf, redact, secretForms } from "../../src/base/secrets.js";
import { leaks } from "../e2e/leaks.ts";
import { exampleFiles } from "../support/examples/example.ts";
import { usePrefectServer } from "../support/hooks.ts";
import {
  createWorkPool,
  executable,
  ROOT,
  runStep,
  startStep,
  tempDir,
  type Part,
  type StepOptions,
  NEWEST_PART,
} from "../support/index.ts";
import { AUDIENCE, startIssuer, type Issuer } from "../support/servers/issuer.ts";
import { startJwtEnvoy } from "../support/servers/jwt-gates.ts";
import { flows, makeProject, prefectYaml, type Files } from "../support/project.ts";
import { seenByPeople, shownByRunner, shownUnmasked } from "../support/runner/runner-model.ts";

const PASSWORD = `p@ss w0rd/+%&"'é`;

const prefect = usePrefectServer();
beforeEach(() => createWorkPool(prefect(), "pool"));

const PROJECT: Files = {
  "flow.py": flows("nightly"),
  "prefect.yaml": prefectYaml([{ name: "prod", entrypoint: "flow.py:nightly" }]),
};

describe("a minted token", () => {
  let issuer: Issuer;
  let gate: Part;
  /** Every token that the issuer has given. */
  let tokens: string[];

  beforeAll(async () => {
    const { file, renderTo } = exampleFiles("jwt-envoy");
    const home = await tempDir();
    issuer = await startIssuer();
    issuer.onAnswer = ({ body }) => {
      if (typeof body === "object") tokens.push(String(body["value"] ?? body["access_token"]));
    };
    gate = await startJwtEnvoy({ file, render: renderTo(home) }, prefect().port, issuer);
  });
  beforeEach(() => {
    tokens = [];
    issuer.lifetime = 300;
  });
  afterAll(async () => {
    await gate.stop();
    await issuer[Symbol.asyncDispose]();
  });

  const step = (workspace: string, inputs: Readonly<Record<string, string>> = {}): StepOptions => ({
    inputs: { "api-url": gate.apiUrl, "oidc-audience": AUDIENCE, ...inputs },
    // With what the CLI prints.
    env: { ...issuer.idTokens, RUNNER_DEBUG: "1" },
    workspace,
  });

  it.each(["true", "false"])(
    "that is renewed while the CLI prints is not shown (transaction: %s)",
    async (transaction) => {
      issuer.lifetime = 4;
      await using project = await makeProject({
        ...PROJECT,
        "flow.py": `import time\n\nprint("::error::said by a flow file", flush=True)\ntime.sleep(7)\nprint("::error::and again")\n\n${flows("nightly")}`,
      });
      const done = await runStep(step(project.path, { transaction }));
      expect(done.exitCode, done.log).toBe(0);
      expect(tokens.length).toBeGreaterThan(1);
      expect(leaks(seenByPeople(done), tokens)).toEqual([]);
      expect(leaks(shownUnmasked(done.log), tokens)).toEqual([]);
      // Masked in mid-stream, and what the flow file says is not a command before that, and none after it.
      const stops = done.log.match(/^::stop-commands::.*$/gm) ?? [];
      expect(stops.length).toBeGreaterThan(1);
      expect(new Set(stops).size).toBe(stops.length);
      const shown = shownByRunner(done.log).split("\n");
      expect(shown).toEqual(expect.arrayContaining([": :error::said by a flow file", ": :error::and again"]));
      expect(shown.filter((line) => line.startsWith("##[error]"))).toEqual([]);
    },
  );

  it("is gone from a settings file that a later step edited, and in no file that steps can read", async () => {
    await using project = await makeProject(PROJECT);
    const main = await startStep(step(project.path));
    expect(main.exitCode, main.log).toBe(0);
    const file = project.file("prefect.toml");
    const text = await readFile(file, "utf8");
    expect(leaks(text, tokens)).toEqual(tokens);
    const folder = readdirSync(main.temp, { recursive: true, encoding: "utf8" });
    const others = folder.filter((name) => !name.includes("former-") && /\.\w+$/.test(name));
    expect(others.length).toBeGreaterThan(0);
    for (const name of others) expect(leaks(readFileSync(join(main.temp, name), "utf8"), tokens)).toEqual([]);
    expect(main.state).toContain("prefect.toml");
    expect(leaks(main.state, tokens)).toEqual([]);

    await writeFile(file, `# of a later step\n${text.replaceAll('"', "'")}\n[logging]\nlevel = "DEBUG"\n`);
    const post = await main.post();
    expect(post).toContain("prefect.toml: removed");
    expect(existsSync(file)).toBe(false);
    expect(leaks(shownUnmasked(post), tokens)).toEqual([]);
  });
});

describe("what this step starts", () => {
  /** What a runner gives an action and not a `run:` step. */
  const WITHHELD = {
    ACTIONS_RUNTIME_TOKEN: "runtime-token-1",
    ACTIONS_RUNTIME_URL: "https://runtime.example.com/",
    ACTIONS_RESULTS_URL: "https://results.example.com/",
    ACTIONS_CACHE_URL: "https://cache.example.com/",
    ACTIONS_CACHE_SERVICE_V2: "True",
    INPUT_PASSWORD_OLD: "old-password-1",
    "INPUT_API-KEY-OLD": "old-key-1",
  };
  const KEPT = { ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token-1", GITHUB_SHA: "of-the-job" };

  /** `python3` and `prefect` that write down their environment; and a build step, and a runner, that do. */
  async function recording() {
    const home = await tempDir();
    const project = await makeProject({});
    const bin = project.file("bin");
    const recorder = (rest: string) => `#!/bin/sh
file=$(mktemp ${home.path}/XXXXXX)
printf '%s\\0' "$*" > "$file"
env -0 >> "$file"
${rest}
`;
    const python = recorder(`exec ${executable(NEWEST_PART, "python")} "$@"`);
    const build = ["build:", "  - prefect.deployments.steps.run_shell_script:", "      script: ./record.sh"];
    await project.write({
      ...PROJECT,
      "record.sh": recorder("exit 0"),
      "run.sh": recorder(`PATH=${bin}:$PATH exec "$@"`),
      "bin/python3": python,
      "bin/python": python,
      "bin/prefect": `#!${bin}/python3\nimport sys\nfrom prefect.cli import app\nif __name__ == "__main__":\n    sys.exit(app())\n`,
      "steps.yaml": prefectYaml([{ name: "prod", entrypoint: "flow.py:nightly", more: build }]),
    });
    return {
      project,
      /** The arguments and the environment of each program. */
      programs: () =>
        readdirSync(home.path).map((name) => {
          const [program = "", ...variables] = readFileSync(join(home.path, name), "utf8").split("\0");
          return { program, variables };
        }),
      [Symbol.asyncDispose]: async () => {
        await project[Symbol.asyncDispose]();
        await home.remove();
      },
    };
  }

  const EVERY = ["-I -c", "prefect_probe.py"];
  const OURS = [...EVERY, "prefect_cli.py"];
  it.each([
    // The CLI starts before the client has been looked at.
    [{ mode: "plan" }, OURS],
    [{ mode: "deploy", "prefect-file": "steps.yaml" }, [...OURS, ""]],
    [{ mode: "deploy", "prefect-file": "steps.yaml", transaction: "false" }, [...OURS, ""]],
    [
      { mode: "deploy", "prefect-command": "./run.sh prefect" },
      [...EVERY, "prefect --no-prompt deploy", "look="],
    ],
  ])("has nothing that a `run:` step of the job has not: %j", async (inputs, expected) => {
    await using recorded = await recording();
    const { project, programs } = recorded;
    const step = await runStep({
      inputs: { "api-url": prefect().apiUrl, "prefect-command": project.file("bin/prefect"), ...inputs },
      env: { ...WITHHELD, ...KEPT },
      workspace: project.path,
    });
    expect(step.exitCode, step.log).toBe(0);
    for (const word of expected) {
      const found = programs().some(({ program }) => (word === "" ? program === "" : program.includes(word)));
      expect(found, word).toBe(true);
    }
    const secrets = Object.values(WITHHELD).filter((value) => value !== "True");
    for (const { program, variables } of programs()) {
      const names = variables.map((variable) => variable.split("=")[0] ?? "");
      const own = names.filter((name) => /^(INPUT_|STATE_|GITHUB_STATE$|ACTIONS_(?!ID_TOKEN))/.test(name));
      expect(own, program).toEqual([]);
      expect(leaks(variables.join("\n"), secrets), program).toEqual([]);
      expect(names, program).toEqual(expect.arrayContaining([...Object.keys(KEPT), "PATH"]));
    }
  });
});

describe("a proxy of the job, and a server on this machine", () => {
  /** Takes connections and remembers what comes: it answers nothing. */
  async function listener() {
    const heard: string[] = [];
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("data", (data) => heard.push(data.toString("latin1")));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return {
      heard,
      env: { HTTP_PROXY: url, http_proxy: url, HTTPS_PROXY: url, https_proxy: url, ALL_PROXY: url },
      [Symbol.asyncDispose]: async () => {
        for (const socket of sockets) socket.destroy();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  }

  it.each([
    [{ mode: "plan" }, {}],
    [{ mode: "deploy" }, { NO_PROXY: "elsewhere.example.com" }],
    [{ mode: "deploy", transaction: "false" }, { no_proxy: "elsewhere.example.com" }],
    [
      { mode: "deploy", transaction: "false" },
      { NO_PROXY: "", no_proxy: "" },
    ],
  ])("have nothing to do with each other: %j, %j", async (inputs, env) => {
    await using proxy = await listener();
    await using issuer = await startIssuer();
    await using project = await makeProject(PROJECT);
    const step = await runStep({
      inputs: {
        "api-url": `http://localhost:${prefect().port}/api`,
        "token-url": issuer.tokenUrl.replace("127.0.0.1", "localhost"),
        "client-id": issuer.client.id,
        "client-secret": issuer.client.secret,
        retries: "0",
        ...inputs,
      },
      env: { ...proxy.env, ...env },
      workspace: project.path,
    });
    expect(proxy.heard).toEqual([]);
    expect(step.exitCode, step.log).toBe(0);
  });

  it("nor the service that GitHub's ID tokens come from, where it is on this machine", async () => {
    await using proxy = await listener();
    await using issuer = await startIssuer();
    await using project = await makeProject(PROJECT);
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ...request } = issuer.idTokens;
    const step = await runStep({
      inputs: { "api-url": prefect().apiUrl, "oidc-audience": AUDIENCE, mode: "plan", retries: "0" },
      env: { ...proxy.env, ...request, ACTIONS_ID_TOKEN_REQUEST_URL: url.replace("127.0.0.1", "localhost") },
      workspace: project.path,
    });
    expect(proxy.heard).toEqual([]);
    expect(issuer.requests).toHaveLength(1);
    expect(step.exitCode, step.log).toBe(0);
  });
});

describe("a secret in other letters", () => {
  /** As real programs write it: Python's own. Those of other languages are in the unit tests. */
  const PYTHON = `
import base64, html, json, shlex, sys, urllib.parse
from xml.sax.saxutils import escape, quoteattr
user, password = sys.stdin.read().split(":", 1)
for text in (password, user + ":" + password):
    data = text.encode()
    for quoted in (
        urllib.parse.quote(text), urllib.parse.quote(text, safe=""), urllib.parse.quote_plus(text),
        urllib.parse.urlencode({"a": text}), urllib.parse.quote(text, safe="").lower(),
        json.dumps(text), json.dumps(text, ensure_ascii=False), json.dumps(text).replace("/", "\\\\/"),
        html.escape(text), html.escape(text, quote=False), escape(text), quoteattr(text),
        repr(text), repr(data), repr({"a": text}), shlex.quote(text) if "'" not in text else "",
        base64.b64encode(data).decode(), base64.urlsafe_b64encode(data).decode(),
        base64.b64encode(b"a" + data + b"\\n").decode(), base64.b64encode(b"id:" + data + b", b").decode(),
        urllib.parse.quote(base64.b64encode(data).decode(), safe=""),
    ):
        print("seen:", quoted)
`;
  const written = (user: string, password: string) =>
    execFileSync(executable(NEWEST_PART, "python"), ["-X", "utf8", "-c", PYTHON], {
      input: `${user}:${password}`,
      encoding: "utf8",
    });

  it.each([PASSWORD, "s3cond $HOME `id` \\n <b>|~#ü", "plain-letters-1", `only'one`, `only"two`])(
    "is not shown where a later step prints it: %s",
    (password) => {
      const text = written("ci", password);
      const secrets = [password, `ci:${password}`];
      expect(leaks(text, secrets)).toEqual(secrets);
      const forms = secretForms({ values: [], username: "ci", password, headers: "" });
      const masks = forms.map(
        (form) => `::add-mask::${form.replaceAll("%", "%25").replaceAll("\n", "%0A")}\n`,
      );
      expect(leaks(shownByRunner(masks.join("") + text), secrets)).toEqual([]);
      expect(leaks(redact(text, forms), secrets)).toEqual([]);
    },
  );

  it("is not shown where it is escaped again and again, in a mix of ways", () => {
    const forms = formsOf([PASSWORD]);
    const ways: ((text: string) => string)[] = [
      (text) => JSON.stringify(text),
      (text) =>
        encodeURIComponent(text).replace(/%../g, (code, at: number) => (at % 2 ? code.toLowerCase() : code)),
      (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&#34;").replaceAll("'", "&#x27;"),
      (text) => text.replace(/[\\`*_{}[\]()#+.!|-]/g, "\\$&"),
      (text) => text.replace(/[&<>'+/]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`),
    ];
    for (const first of ways)
      for (const second of ways)
        for (const third of ways) {
          const clean = redact(`seen: ${third(second(first(PASSWORD)))} end`, forms);
          expect(leaks(clean, [PASSWORD])).toEqual([]);
          expect(clean).toContain("***");
        }
  });
});

describe("nothing goes past the log", () => {
  const sources = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => ({ name, text: readFileSync(join(ROOT, "src", name), "utf8") }));

  it("only the log prints commands to the runner, since only it knows whether they are on", () => {
    const printing =
      /\bcore\.(?:setSecret|info|debug|notice|warning|error|setFailed|startGroup|endGroup|group|setOutput|saveState|exportVariable|addPath|setCommandEcho)\b|\bcore\[|import \{[^}]*\} from "@actions\/core"/;
    const found = (which: RegExp) => sources.filter(({ text }) => which.test(text)).map(({ name }) => name);
    expect(found(printing)).toEqual(["base/log.ts"]);
    // Which waits for the log to be written, and writes nothing into it.
    expect(found(/process\.std(?:out|err)|console\./)).toEqual(["base/unexpected.ts"]);
    expect(found(/process\.std(?:out|err)\.write\((?!"",)/)).toEqual([]);
  });

  it("every process is started in one place, and its output comes here", () => {
    const starts = /node:child_process|node:worker_threads|@actions\/exec/;
    const starting = sources.filter(({ text }) => starts.test(text));
    // The second asks git, whose answers are read. The third starts the program that reads Python, and this bundle again
    // for a validation: it reads answers from both.
    const places = ["prefect/process.ts", "project/git.ts", "project/talk.ts"];
    expect(starting.map(({ name }) => name).sort()).toEqual(places);
    for (const { text } of starting) expect(text).not.toMatch(/"inherit"/);
    // `@actions/exec` would print the command and its output past the log.
    const byExec = starting.filter(({ text }) => text.includes('"@actions/exec"'));
    expect(byExec.map(({ name }) => name)).toEqual(["prefect/process.ts"]);
    for (const { text } of byExec) {
      expect(text.match(/\bexec\(/g)).toHaveLength(1);
      expect(text).toContain("silent: true");
    }
  });

  it("not even the warnings of Node itself", async () => {
    await using home = await tempDir();
    await using project = await makeProject(PROJECT);
    const warn = join(home.path, "warn.cjs");
    // In letters that no mask knows, once the step has begun.
    await writeFile(
      warn,
      `const text = [...process.env.INPUT_PASSWORD].map((sign) => "&#" + sign.codePointAt(0) + ";").join("");
const write = process.stdout.write;
process.stdout.write = (...written) => {
  if (String(written[0]).startsWith("::group::")) process.emitWarning("it is " + text);
  return Reflect.apply(write, process.stdout, written);
};`,
    );
    const step = await runStep({
      inputs: { "api-url": prefect().apiUrl, username: "ci", password: PASSWORD, mode: "plan" },
      env: { NODE_OPTIONS: `--require ${warn}` },
      workspace: project.path,
    });
    expect(step.log).toContain("Warning: it is ***");
    expect(step.log).not.toContain("&#112;&#64;");
    expect(leaks(seenByPeople(step), [PASSWORD])).toEqual([]);
  });
});
