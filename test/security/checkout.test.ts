import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { leaks } from "../e2e/leaks.ts";
import { type Authority, makeAuthority } from "../support/servers/certificates.ts";
import { describePrefect, usePrefectServer } from "../support/hooks.ts";
import {
  basic,
  createWorkPool,
  executable,
  type PrefectVersion,
  runStep,
  tempDir,
  type TempDir,
  NEWEST,
} from "../support/index.ts";
import { flows, makeProject, prefectYaml, type Files, type Project } from "../support/project.ts";
import { startRelay, type Relay } from "../support/servers/relay.ts";
import { bare, deployed, deployStory, told, type Story } from "../support/runner/story.ts";

/** What SECURITY.md says of files of the checkout, with real Prefect, real TLS and real git. */

const PROJECT: Files = {
  "flow.py": flows("nightly"),
  "prefect.yaml": prefectYaml([{ name: "prod", entrypoint: "flow.py:nightly" }]),
};

/** Somebody between this machine and the server, with a certificate of an authority of their own. */
interface Impostor extends AsyncDisposable {
  readonly apiUrl: string;
  /** What was in `Authorization`, of each request that came through. */
  readonly got: string[];
}

async function startImpostor(ca: Authority): Promise<Impostor> {
  const { cert, key } = await ca.issue("impostor");
  const got: string[] = [];
  const server = https.createServer({ cert: cert.text, key: key.text }, (incoming, outgoing) => {
    got.push(incoming.headers.authorization ?? "none");
    incoming.resume();
    outgoing.writeHead(404, { "content-type": "application/json" }).end('{"detail":"Not Found"}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    apiUrl: `https://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
    got,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

const PROFILE = 'active = "x"\n[profiles.x]\nPREFECT_API_SSL_CERT_FILE = "evil.pem"\n';

describe("a trust anchor", () => {
  let folder: TempDir;
  let evil: Authority;
  let impostor: Impostor;
  beforeAll(async () => {
    folder = await tempDir();
    evil = await makeAuthority(folder.path, "Evil CA");
    impostor = await startImpostor(evil);
  });
  afterAll(async () => {
    await impostor[Symbol.asyncDispose]();
    await folder.remove();
  });

  interface Given {
    readonly inputs?: Readonly<Record<string, string>>;
    readonly env?: Readonly<Record<string, string>>;
  }

  async function run(files: Files, { inputs = {}, env = {} }: Given = {}): Promise<Story> {
    impostor.got.length = 0;
    await using project = await makeProject({ ...PROJECT, "evil.pem": evil.cert.text, ...files });
    return await deployStory({
      inputs: { "api-url": impostor.apiUrl, "api-key": "the-token", retries: "0", ...inputs },
      workspace: project.path,
      client: "none",
      env: {
        SSL_CERT_FILE: "",
        ...Object.fromEntries(
          Object.entries(env).map(([name, value]) => [name, value.replace("{workspace}", project.path)]),
        ),
      },
    });
  }

  it.each<[string, Files, Record<string, string>, string]>([
    ["prefect.toml", { "prefect.toml": '\n[api]\nssl_cert_file = "evil.pem"\n' }, {}, "prefect.toml:3"],
    [
      "pyproject.toml",
      { "pyproject.toml": '[tool.prefect.api]\nssl_cert_file = "evil.pem"\n' },
      {},
      "pyproject.toml:2",
    ],
    [".env", { ".env": "A=1\nPREFECT_API_SSL_CERT_FILE=evil.pem\n" }, {}, ".env:2"],
    [".env in another case", { ".env": "export prefect_api_ssl_cert_file = 'evil.pem'\n" }, {}, ".env:1"],
    ["a name in quotes in .env", { ".env": "'PREFECT_API_SSL_CERT_FILE'=evil.pem\n" }, {}, ".env:1"],
    [
      "a profile that .env names",
      { ".env": "PREFECT_PROFILES_PATH=p.toml\n", "p.toml": PROFILE },
      {},
      "p.toml:3",
    ],
    [
      "a profile that prefect.toml names",
      { "prefect.toml": 'profiles_path = "p.toml"\n', "p.toml": PROFILE },
      {},
      "p.toml:3",
    ],
    [
      "a profile in a checked-out PREFECT_HOME",
      { "home/profiles.toml": PROFILE },
      { PREFECT_HOME: "{workspace}/home" },
      "home/profiles.toml:3",
    ],
  ])("in %s is not used: the credential is not sent", async (_where, files, env, place) => {
    const story = await run(files, { env });
    expect(impostor.got).toEqual([]);
    expect(story.diagnosis).toMatch(/^tls-/);
    expect(told(story.warnings)).toEqual([
      expect.stringMatching(
        new RegExp(`^${place}: api\\.ssl_cert_file from .* is not used: .*\`ca-certificate\``),
      ),
    ]);
  });

  it.each<[string, Files]>([
    ["api-url is overruled", { "prefect.toml": '[api]\nssl_cert_file = "evil.pem"\nurl = "x"\n' }],
    ["the check is switched off", { ".env": "PREFECT_API_TLS_INSECURE_SKIP_VERIFY=1\n" }],
    ["it is named as OpenSSL has it", { ".env": "SSL_CERT_FILE=evil.pem\nSSL_CERT_DIR=.\n" }],
    [
      "it is named as requests has it",
      { ".env": "REQUESTS_CA_BUNDLE=evil.pem\nNODE_EXTRA_CA_CERTS=evil.pem\n" },
    ],
    ["an own certificate is in place of it", { ".env": "NODE_TLS_REJECT_UNAUTHORIZED=0\n" }],
  ])("is not used where %s", async (_what, files) => {
    const story = await run(files);
    expect(impostor.got).toEqual([]);
    expect(story.diagnosis).toMatch(/^tls-/);
  });

  it.each<[string, Given]>([
    ["the input, though it names a checked-out file", { inputs: { "ca-certificate": "evil.pem" } }],
    ["the job's environment", { env: { PREFECT_API_SSL_CERT_FILE: "evil.pem" } }],
    ["the job's environment, as OpenSSL has it", { env: { SSL_CERT_FILE: "{workspace}/evil.pem" } }],
  ])("of %s is used", async (_from, given) => {
    await run({}, given);
    expect(impostor.got).toContain("Bearer the-token");
  });

  it("of a profile of this machine is used", async () => {
    const home = await tempDir();
    writeFileSync(join(home.path, "profiles.toml"), PROFILE.replace("evil.pem", evil.cert.file));
    await run({}, { env: { PREFECT_HOME: home.path } });
    expect(impostor.got).toContain("Bearer the-token");
    await home.remove();
  });
});

/** A server of this version behind a relay that remembers what was sent. */
function useRelay(version: PrefectVersion) {
  const prefect = usePrefectServer({ version });
  let relay: Relay | undefined;
  beforeAll(async () => {
    relay = await startRelay(prefect().url);
  });
  beforeEach(async () => {
    await createWorkPool(prefect(), "pool");
    relay?.forget();
  });
  afterAll(() => relay?.[Symbol.asyncDispose]());
  const current = () => {
    if (!relay) throw new Error("Only within a test.");
    return relay;
  };
  return { prefect, relay: current };
}

describePrefect(
  "files of the checkout",
  (version) => {
    const { prefect, relay } = useRelay(version);
    const knowsHeaders = version !== "3.0.11";
    /** 3.0.11 knows no auth string. */
    const credential: Readonly<Record<string, string>> = knowsHeaders
      ? { "auth-string": "ci:the-password" }
      : { "api-key": "the-password" };
    const authorization = knowsHeaders ? basic("ci:the-password") : "Bearer the-password";

    const run = (
      project: Project,
      inputs: Readonly<Record<string, string>> = {},
      env: Readonly<Record<string, string>> = {},
    ): Promise<Story> =>
      deployStory({
        ownProcess: true,
        inputs: { "api-url": relay().apiUrl, retries: "0", ...credential, ...inputs },
        workspace: project.path,
        client: version,
        env,
      });

    /** What a later `prefect` command of the job has in force, as Prefect itself says it. */
    async function later(project: Project): Promise<Readonly<Record<string, unknown>>> {
      const program = `
import json, warnings
warnings.simplefilter("ignore")
from prefect.settings import get_current_settings
s = get_current_settings()
print("\\nsays" + json.dumps({
    "url": s.api.url,
    "auth": s.api.auth_string and s.api.auth_string.get_secret_value(),
    "ca": s.api.ssl_cert_file,
    "skip": s.api.tls_insecure_skip_verify,
    "headers": getattr(s.client, "custom_headers", None),
}))`;
      const python = executable(`prefect-${version}`, "python");
      const { output } = await bare([python, "-c", program], project.path, { SSL_CERT_FILE: "" });
      return JSON.parse(/^says(.*)$/m.exec(output)?.[1] ?? output) as Record<string, unknown>;
    }

    it("get no code of theirs at the credential, whatever Python runs before a program of this action", async () => {
      await using project = await makeProject({
        ...PROJECT,
        // Python runs it as it starts. So it would a plugin of Prefect's, or the build of a project by `uv run`.
        "sitecustomize.py": `import os, sys
open("seen-%d" % os.getpid(), "w").write(repr((sys.argv, sys.orig_argv, dict(os.environ))))
if any("prefect_probe" in word for word in sys.orig_argv):
    import io
    text = sys.stdin.read()
    open("asked-%d" % os.getpid(), "w").write(text)
    sys.stdin = io.StringIO(text)
`,
      });
      const secrets = ["the-password", "the-header-secret", "the-header-of-the-job"];
      const headers = knowsHeaders ? { headers: "X-Gate: the-header-secret" } : {};
      const story = await run(project, headers, {
        PYTHONPATH: project.path,
        ...(knowsHeaders ? { PREFECT_CLIENT_CUSTOM_HEADERS: '{"X-Job": "the-header-of-the-job"}' } : {}),
      });
      expect(told(story.problems)).toEqual([]);
      expect(relay().requests.every(({ headers: sent }) => sent.authorization === authorization)).toBe(true);
      const seen = readdirSync(project.path)
        .filter((name) => /^(seen|asked)-/.test(name))
        .map((name) => readFileSync(project.file(name), "utf8"));
      expect(seen.filter((text) => text.includes("prefect_probe.py"))).toHaveLength(1);
      expect(seen.filter((text) => text.startsWith("{"))).toHaveLength(1);
      expect(seen.length).toBeGreaterThanOrEqual(3);
      expect(leaks(seen.join("\n"), secrets)).toEqual([]);
    });

    it.each([
      ["the environment", ""],
      [".env", "PREFECT_API"],
      [".env in quotes", "'prefect_api'"],
    ])("cannot have a plan go past the gateway by a group of settings in %s", async (_where, name) => {
      // The very URL that was asked for: nothing is wrong with it, but that it is not the gateway's.
      const group = JSON.stringify({ url: relay().apiUrl });
      await using project = await makeProject({
        ...PROJECT,
        ...(name === "" ? {} : { ".env": `${name}=${group}\n` }),
      });
      const story = await run(project, { mode: "plan" }, name === "" ? { PREFECT_API: group } : {});
      expect(told(story.problems)).toEqual([
        expect.stringMatching(/ sets a whole group of Prefect's settings at once \(PREFECT_API\)/),
      ]);
      expect(relay().writes()).toEqual([]);
      expect(await deployed(prefect())).toEqual([]);
    });

    it("or by a command that sets one", async () => {
      await using project = await makeProject({
        ...PROJECT,
        runner: `#!/bin/sh\nPREFECT_API='${JSON.stringify({ url: relay().apiUrl })}' exec "$@"\n`,
      });
      const story = await run(project, { mode: "plan", "prefect-command": "./runner prefect" });
      expect(told(story.problems)).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^Prefect's CLI would go past this step, straight to a server/),
        ]),
      );
      expect(relay().writes()).toEqual([]);
      expect(await deployed(prefect())).toEqual([]);
    });

    const EVIL_API = 'ssl_cert_file = "evil.pem"\ntls_insecure_skip_verify = true\n';
    const EVIL_HEADERS = '{"Cookie": "session=root", "X-Forwarded-User": "root"}';

    // 3.0.11 reads no TOML file.
    if (knowsHeaders) {
      it("do not decide certificates and headers of later steps either, where the settings file can overrule them", async () => {
        await using project = await makeProject({
          ...PROJECT,
          "prefect.toml": `[api]\nrequest_timeout = 7\n${EVIL_API}[client]\ncustom_headers = '${EVIL_HEADERS}'\n`,
          "pyproject.toml": `[tool.prefect.api]\n${EVIL_API}`,
        });
        const story = await run(
          project,
          { "keep-config": "true", headers: "X-Gate: 1" },
          { SSL_CERT_FILE: "" },
        );
        expect(told(story.problems)).toEqual([]);
        expect(await later(project)).toEqual({
          url: relay().apiUrl,
          auth: "ci:the-password",
          ca: "",
          skip: false,
          headers: { "X-Gate": "1" },
        });
      });

      it.each<[string, Files, string]>([
        [
          "the certificates of .env",
          { ".env": "PREFECT_API_SSL_CERT_FILE=evil.pem\n" },
          ".env:1: .*api.ssl_cert_file of .env",
        ],
        [
          "the server of .env",
          { ".env": "PREFECT_API_URL=https://evil.example/api\n" },
          ".env:1: .*api.url of .env",
        ],
        [
          "headers of pyproject.toml",
          { "pyproject.toml": `[tool.prefect.client]\ncustom_headers = '${EVIL_HEADERS}'\n` },
          "pyproject.toml:2: .*client.custom_headers of pyproject.toml",
        ],
        [
          "the server of a profile that a later step names, in a home that .env names",
          {
            ".env": "PREFECT_HOME=home\n",
            "home/profiles.toml": '[profiles.ci]\nPREFECT_API_URL = "https://evil.example/api"\n',
          },
          ".env:1: .*the file of profiles that .env names",
        ],
      ])("get no settings file for later steps that cannot overrule %s", async (_what, files, said) => {
        await using project = await makeProject({ ...PROJECT, ...files });
        const story = await run(project, { "keep-config": "true" });
        expect(told(story.problems)).toEqual([]);
        expect(story.results).toEqual(["created nightly/prod"]);
        expect(told(story.warnings)).toEqual(
          expect.arrayContaining([
            expect.stringMatching(
              new RegExp(
                `^${said.replace(": .*", ": `prefect.toml` is not written: it could not overrule ")}`,
              ),
            ),
          ]),
        );
        expect(readdirSync(project.path)).not.toContain("prefect.toml");
      });
    }

    it("do not say as whom or for what a request counts: neither this action nor the CLI sends their headers", async () => {
      const names = [
        ...["Cookie", "X-Forwarded-User", "X-Forwarded-For", "Forwarded", "X-Real-IP", "Remote-User"],
        ...[
          "X-Auth-Request-Email",
          "X-WEBAUTH-USER",
          "CF-Access-Client-Id",
          "X-Goog-Authenticated-User-Email",
        ],
        ...["X-Amzn-Oidc-Identity", "Tailscale-User-Login", "Proxy-Authorization", "authorization"],
        ...["X-HTTP-Method-Override", "X-Original-URL", "X-Tenant"],
      ];
      const headers = JSON.stringify(Object.fromEntries(names.map((name) => [name, "root"])));
      await using project = await makeProject({
        ...PROJECT,
        ...(knowsHeaders
          ? { "prefect.toml": `[client]\ncustom_headers = '${headers}'\n` }
          : { ".env": `PREFECT_CLIENT_CUSTOM_HEADERS='${headers}'\n` }),
      });
      const story = await run(project);
      expect(told(story.problems)).toEqual([]);
      expect(story.results).toEqual(["created nightly/prod"]);
      expect(relay().requests.length).toBeGreaterThan(6);
      for (const { headers: sent } of relay().requests) {
        expect(sent.authorization).toBe(authorization);
        expect(Object.values(sent)).not.toContain("root");
      }
      const file = knowsHeaders ? "prefect.toml" : ".env";
      expect(told(story.warnings)[0]).toMatch(
        new RegExp(
          `^${file}:\\d: The custom headers of ${file} are not sent \\(Cookie, .*X-Tenant\\): .*\`headers\``,
        ),
      );
    });
  },
  [NEWEST, "3.4.14", "3.0.11"],
);

describe("what lies outside of the workspace", () => {
  let outside: TempDir;
  beforeAll(async () => {
    outside = await tempDir();
    mkdirSync(join(outside.path, "flows"));
    writeFileSync(join(outside.path, "flows", "prefect.yaml"), PROJECT["prefect.yaml"] ?? "");
    writeFileSync(join(outside.path, "flows", "flow.py"), PROJECT["flow.py"] ?? "");
  });
  afterAll(() => outside.remove());

  /** Tries no server: nothing may get that far. */
  const run = (workspace: string, inputs: Readonly<Record<string, string>>): Promise<Story> =>
    deployStory({
      inputs: { "api-url": "http://127.0.0.1:9/api", retries: "0", mode: "plan", ...inputs },
      workspace,
      client: "none",
    });

  it.each<[string, Record<string, string>, (project: Project) => void]>([
    [
      "working-directory",
      { "working-directory": "linked" },
      (project) => {
        symlinkSync(join(outside.path, "flows"), project.file("linked"));
      },
    ],
    [
      "working-directory",
      { "working-directory": "a/linked/flows" },
      (project) => {
        mkdirSync(project.file("a"));
        symlinkSync(outside.path, project.file("a/linked"));
      },
    ],
    [
      "working-directory",
      { "working-directory": "one" },
      (project) => {
        symlinkSync("two", project.file("one"));
        symlinkSync(join(outside.path, "flows"), project.file("two"));
      },
    ],
    [
      "prefect-file",
      { "prefect-file": "linked.yaml" },
      (project) => {
        symlinkSync(join(outside.path, "flows", "prefect.yaml"), project.file("linked.yaml"));
      },
    ],
    [
      "prefect-file",
      { "prefect-file": "linked/prefect.yaml" },
      (project) => {
        symlinkSync(join(outside.path, "flows"), project.file("linked"));
      },
    ],
    [
      "prefect-file",
      { "prefect-file": "linked/*.yaml" },
      (project) => {
        symlinkSync(join(outside.path, "flows"), project.file("linked"));
      },
    ],
    [
      "prefect-file",
      { "prefect-file": "**/linked.yaml" },
      (project) => {
        mkdirSync(project.file("deep"));
        symlinkSync(join(outside.path, "flows", "prefect.yaml"), project.file("deep/linked.yaml"));
      },
    ],
  ])("is not reached by a link: %s, %j", async (input, inputs, prepare) => {
    await using project = await makeProject(PROJECT);
    prepare(project);
    const story = await run(project.path, inputs);
    expect(told(story.problems)).toEqual([
      expect.stringMatching(
        new RegExp(`\`${input}\`.* leads out of the repository through a symbolic link\\.`),
      ),
    ]);
  });

  it.each([{ "working-directory": "linked" }, { "prefect-file": "linked/prefect.yaml" }])(
    "is not reached by a validation either: %j",
    async (inputs) => {
      await using project = await makeProject(PROJECT);
      symlinkSync(join(outside.path, "flows"), project.file("linked"));
      const { exitCode, log } = await runStep({
        inputs: { mode: "validate", ...inputs },
        workspace: project.path,
        client: "none",
      });
      expect(log).toMatch(/::error.* leads out of the repository through a symbolic link\./);
      expect(exitCode).toBe(1);
    },
  );

  it.each<[string, (project: Project) => Record<string, string>]>([
    ["a folder outside that is named outright", () => ({ "working-directory": join(outside.path, "flows") })],
    [
      "a folder outside that is named by `..`",
      () => ({ "working-directory": `../${basename(outside.path)}/flows` }),
    ],
    [
      "a file outside that is named outright",
      () => ({ "prefect-file": join(outside.path, "flows/prefect.yaml") }),
    ],
    [
      "a link that stays inside",
      (project) => {
        symlinkSync(".", project.file("linked"));
        symlinkSync("prefect.yaml", project.file("other.yaml"));
        return { "working-directory": "linked", "prefect-file": "other.yaml" };
      },
    ],
  ])("is allowed: %s", async (_what, inputs) => {
    await using project = await makeProject(PROJECT);
    const story = await run(project.path, inputs(project));
    // It gets as far as the server.
    expect(story.diagnosis).toBeDefined();
  });

  it("is not where the workspace itself is a link", async () => {
    await using project = await makeProject(PROJECT);
    symlinkSync(project.path, join(outside.path, "workspace"));
    const story = await run(join(outside.path, "workspace"), { "prefect-file": "prefect.yaml" });
    expect(story.diagnosis).toBeDefined();
  });
});

function git(folder: string, ...args: string[]): string {
  return execFileSync("git", args, {
    cwd: folder,
    encoding: "utf8",
    env: {
      PATH: process.env["PATH"],
      ...{ GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null" },
      ...{ GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@example.com" },
      ...{ GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a@example.com" },
    },
  }).trim();
}

/** Its own checkout, with one commit. */
function checkOut(folder: string, files: Files): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  git(folder, "init", "--quiet", "--initial-branch", "main");
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", "--message", "x");
  return git(folder, "rev-parse", "HEAD");
}

const FORK = {
  pull_request_target: { pull_request: { head: { repo: { full_name: "mallory/flows" } } } },
  workflow_run: { workflow_run: { head_repository: { full_name: "mallory/flows" } } },
  issue_comment: { issue: { number: 1, pull_request: { url: "x" } }, comment: { body: "/deploy" } },
} as const;

const SHELL = "prefect.deployments.steps.run_shell_script";
/** Runs these build steps. */
const building = (step: string): Files => ({
  "prefect.yaml": prefectYaml([{ name: "prod", entrypoint: "flow.py:nightly" }], `build:\n${step}pull: []\n`),
});
const at = (entrypoint: string): Files => ({ "prefect.yaml": prefectYaml([{ name: "prod", entrypoint }]) });

interface Case {
  readonly what: string;
  /** Files of the base. */
  readonly base: Files;
  /** Absolute paths from relative ones. */
  readonly prepare?: (file: (name: string) => string) => void;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** What runs code of the folder `pr`, which is a checkout of the fork. */
const OF_THE_FORK: readonly Case[] = [
  { what: "an entrypoint in its checkout", base: at("pr/flow.py:nightly") },
  {
    what: "an entrypoint in it by detours",
    base: at("./base/../pr/flow.py:nightly"),
    prepare: (file) => {
      mkdirSync(file("base"));
    },
  },
  { what: "a module in it", base: at("pr.pkg.evil.nightly") },
  { what: "a module below PYTHONPATH", base: at("pkg.evil.nightly"), env: { PYTHONPATH: "pr" } },
  { what: "an entrypoint in a template", base: at("'{{ $WHERE }}/flow.py:nightly'"), env: { WHERE: "pr" } },
  {
    what: "a link of the base to its flow file",
    base: at("linked.py:nightly"),
    prepare: (file) => {
      symlinkSync("pr/flow.py", file("linked.py"));
    },
  },
  {
    what: "a link of the base to its folder",
    base: at("linked/flow.py:nightly"),
    prepare: (file) => {
      symlinkSync("pr", file("linked"));
    },
  },
  { what: "a build step with its script", base: building(`  - ${SHELL}: {script: sh pr/build.sh}\n`) },
  {
    what: "a build step in its folder",
    base: building(`  - ${SHELL}: {script: make, directory: pr}\n`),
  },
  { what: "a build step of its own", base: building("  - pr.pkg.evil.nightly: {}\n") },
];

const HARMLESS: readonly Case[] = [
  { what: "the base's own flow file", base: {} },
  {
    what: "a build step of the base and of the machine",
    base: building(`  - ${SHELL}: {script: /bin/sh -c true ./flow.py}\n`),
  },
  { what: "an entrypoint that is not there", base: at("none.py:nightly") },
  {
    what: "a plan that runs no build step",
    base: building(`  - ${SHELL}: {script: sh pr/build.sh}\n`),
    inputs: { mode: "plan" },
  },
];

describe("a fork's code in a folder of the base's checkout", () => {
  const prefect = usePrefectServer();
  beforeEach(() => createWorkPool(prefect(), "pool"));

  async function run(event: keyof typeof FORK, { base, prepare, inputs, env }: Case) {
    await using project = await makeProject({});
    const sha = checkOut(project.path, { ...PROJECT, ...base });
    const evil = `import pathlib\npathlib.Path(${JSON.stringify(project.file("pwned"))}).touch()\n${flows("nightly")}`;
    checkOut(project.file("pr"), {
      "flow.py": evil,
      "pkg/__init__.py": "",
      "pkg/evil.py": evil,
      "build.sh": `#!/bin/sh\ntouch ${project.file("pwned")}\n`,
      Makefile: `all:\n\ttouch ${project.file("pwned")}\n`,
    });
    prepare?.(project.file);
    const payload = { repository: { full_name: "acme/flows" }, ...FORK[event] };
    await project.write({ "event.json": JSON.stringify(payload) });
    const story = await deployStory({
      ownProcess: true,
      inputs: { "api-url": prefect().apiUrl, "config-target": "none", ...inputs },
      workspace: project.path,
      env: {
        GITHUB_EVENT_NAME: event,
        GITHUB_EVENT_PATH: project.file("event.json"),
        GITHUB_REPOSITORY: "acme/flows",
        GITHUB_SHA: sha,
        ...env,
      },
    });
    return { story, pwned: readdirSync(project.path).includes("pwned") };
  }

  describe.each(Object.keys(FORK) as (keyof typeof FORK)[])("under %s", (event) => {
    it.each(OF_THE_FORK)("is not run: $what", async (one) => {
      const { story, pwned } = await run(event, one);
      expect(pwned).toBe(false);
      expect(told(story.problems)).toEqual([
        expect.stringMatching(
          /would be run here with this job's secrets: the event is .* is in a checkout of commit/,
        ),
      ]);
      expect(await deployed(prefect())).toEqual([]);
    });
  });

  it.each(HARMLESS)("does not hold up what does not run it: $what", async (one) => {
    const { story, pwned } = await run("pull_request_target", one);
    expect(told(story.problems).join("\n")).not.toContain("this job's secrets");
    expect(pwned).toBe(false);
  });

  it("is run where somebody allowed that", async () => {
    const [entrypoint] = OF_THE_FORK;
    if (!entrypoint) throw new Error("No case.");
    const { story, pwned } = await run("issue_comment", {
      ...entrypoint,
      inputs: { "allow-untrusted-code": "true" },
    });
    expect(told(story.problems)).toEqual([]);
    expect(pwned).toBe(true);
  });
});
