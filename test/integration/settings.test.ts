import { readFile, symlink } from "node:fs/promises";
import { delimiter, dirname } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { describePrefect, usePrefectServer } from "../support/hooks.ts";
import {
  basic,
  createWorkPool,
  executable,
  freePort,
  hasPrefect,
  type PrefectVersion,
  startPrefectServer,
  NEWEST,
  NEWEST_PART,
} from "../support/index.ts";
import { flows, lineOf, makeProject, prefectYaml, type Files, type Project } from "../support/project.ts";
import { startRelay, type Relay } from "../support/servers/relay.ts";
import { shownUnmasked } from "../support/runner/runner-model.ts";
import { deployed, deployStory, told, type Story, type StoryOptions } from "../support/runner/story.ts";
import { NO_WORKER } from "../support/warnings.ts";

/** Without a description, 3.8.8 writes `None` the first time, and nothing the second time. */
const PROJECT: Files = {
  "flow.py": flows("nightly"),
  "prefect.yaml": prefectYaml([
    { name: "prod", entrypoint: "flow.py:nightly", more: ["description: of the night"] },
  ]),
};

const POOLLESS = {
  name: "prod",
  entrypoint: "flow.py:nightly",
  more: ["work_pool: {job_variables: {}}"],
};

/** Nothing listens there. */
const ELSEWHERE = "http://127.0.0.1:9/api";

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
  afterAll(async () => {
    await relay?.[Symbol.asyncDispose]();
  });
  const current = () => {
    if (!relay) throw new Error("Only within a test.");
    return relay;
  };
  return {
    prefect,
    relay: current,
    run: (project: Project, inputs: Record<string, string>, more: Partial<StoryOptions> = {}) =>
      deployStory({
        ownProcess: true,
        inputs: { "api-url": current().apiUrl, retries: "0", ...inputs },
        workspace: project.path,
        client: version,
        ...more,
      }),
    nothingWasWritten: async (story: Story) => {
      expect(story.error).toBeDefined();
      expect(current().writes()).toEqual([]);
      expect(await deployed(prefect())).toEqual([]);
      expect(story.log).not.toMatch(/temporary server/i);
    },
  };
}

/** Each holds a URL, a key and an auth string that must not be used. */
const RIVALS: Files = {
  ".env": `# of a developer
PREFECT_API_URL=http://dotenv.invalid/api
PREFECT_API_KEY=rival-key-of-dotenv
export PREFECT_API_AUTH_STRING="dotenv:rival-password-1"
`,
  "prefect.toml": `[api]
url = "http://toml.invalid/api"
key = "rival-key-of-toml"
auth_string = "toml:rival-password-2" # do not use

[logging]
level = "INFO"
`,
  "pyproject.toml": `[project]
name = "x"
version = "1"

[tool.prefect.api]
url = "http://pyproject.invalid/api"
key = "rival-key-of-pyproject"
auth_string = "pyproject:rival-password-3"
`,
  "home/profiles.toml": `active = "dev"

[profiles.dev]
PREFECT_API_URL = "http://profile.invalid/api"
PREFECT_API_KEY = "rival-key-of-profile"
PREFECT_API_AUTH_STRING = "profile:rival-password-4"

[profiles.ci]
PREFECT_DEFAULT_WORK_POOL_NAME = "pool-of-the-profile"
`,
};
const RIVAL_ENV = {
  PREFECT_API_URL: "http://environment.invalid/api",
  prefect_api_key: "rival-key-of-environment",
  PREFECT_API_AUTH_STRING: "environment:rival-password-5",
};

describePrefect("settings", (version) => {
  const { prefect, relay, run, nothingWasWritten } = useRelay(version);
  // 3.0.11 knows no auth string.
  const [credential, header]: [Record<string, string>, string] =
    version === "3.0.11"
      ? [{ "api-key": "the-token-asked-for" }, "Bearer the-token-asked-for"]
      : [{ "auth-string": "ci:the password asked for" }, basic("ci:the password asked for")];

  it("of five other places change nothing: each is named with file and line, and every request carries what was asked for", async () => {
    await using project = await makeProject({ ...PROJECT, ...RIVALS });
    for (const target of ["prefect.toml", "none"]) {
      relay().forget();
      const story = await run(
        project,
        { ...credential, "config-target": target },
        { env: { PREFECT_HOME: project.file("home"), ...RIVAL_ENV } },
      );
      expect(told(story.problems)).toEqual([]);
      expect(story.results).toEqual([`${target === "none" ? "unchanged" : "created"} nightly/prod`]);
      expect(relay().requests.length).toBeGreaterThan(6);
      for (const request of relay().requests) {
        expect(request.headers.authorization, `${request.method} ${request.path}`).toBe(header);
      }

      const kind = version === "3.0.11" ? "api.key" : "api.auth_string";
      const other = version === "3.0.11" ? "api.auth_string" : "api.key";
      const at = (file: string, what: string) => `${file}:${lineOf(RIVALS[file] ?? "", what)}`;
      const names = { "api.key": ["KEY", "key"], "api.auth_string": ["AUTH_STRING", "auth_string"] } as const;
      for (const [setting, what] of [
        [kind, "replaced by the input"],
        [other, "blanked"],
      ] as const) {
        const [flat, nested] = names[setting];
        const rest = `is not used: ${what} for this step.`;
        const variable = setting === "api.key" ? "prefect_api_key" : "PREFECT_API_AUTH_STRING";
        expect(story.lines).toContain(`${setting} from environment variable ${variable} ${rest}`);
        expect(story.lines).toContain(`${setting} from ${at(".env", `PREFECT_API_${flat}`)} ${rest}`);
        expect(story.lines).toContain(`${setting} from ${at("prefect.toml", `${nested} =`)} ${rest}`);
        expect(story.lines).toContain(`${setting} from ${at("pyproject.toml", `${nested} =`)} ${rest}`);
        expect(story.lines).toContain(
          `${setting} from ${at("home/profiles.toml", `PREFECT_API_${flat}`)} (profile dev) ${rest}`,
        );
      }
      expect(story.lines).toContain("api.url from prefect.toml:2 is overruled by `api-url`.");
      expect(story.lines.filter((line) => line.includes("is overruled by `api-url`"))).toHaveLength(5);

      // What is in force, by Prefect's own account; and nothing of any credential anywhere.
      expect(JSON.parse(story.outputs["effective-settings"] ?? "")).toMatchObject({
        "API URL": { value: relay().apiUrl, source: "`api-url`" },
        Profile: { value: "dev" },
        Prompts: { value: "off" },
      });
      const seen = [shownUnmasked(story.log), story.summary, JSON.stringify(story.outputs)].join("\n");
      expect(seen).not.toMatch(/rival-(key|password)|asked.for/);
    }
    // Put back as it was.
    expect(await readFile(project.file("prefect.toml"), "utf8")).toBe(RIVALS["prefect.toml"]);
  });

  it("of a profile that was chosen hold, beside URL and credential of the inputs; one that is unknown is an error", async () => {
    await using project = await makeProject({
      ...PROJECT,
      ...RIVALS,
      // 3.0.11 does not find this setting in a profile.
      ...(version === "3.0.11" ? {} : { "prefect.yaml": prefectYaml([POOLLESS]) }),
    });
    const env = { PREFECT_HOME: project.file("home") };
    const unknown = await run(project, { ...credential, profile: "cl" }, { env });
    expect(told(unknown.problems)).toEqual([
      expect.stringMatching(/^`profile` is "cl", which Prefect does not know.* Known are: dev, ci\.$/),
    ]);
    await nothingWasWritten(unknown);

    await createWorkPool(prefect(), "pool-of-the-profile");
    const story = await run(project, { ...credential, profile: "ci" }, { env });
    expect(told(story.problems)).toEqual([]);
    expect(story.results).toEqual(["created nightly/prod"]);
    expect(new Set(relay().requests.map(({ headers }) => headers.authorization))).toEqual(new Set([header]));
    expect(story.report.settings).toContainEqual({ name: "Profile", value: "ci", source: "`profile`" });
  });

  it("that the command itself changes stop the step, and the message names the command as what won", async () => {
    await using project = await makeProject(PROJECT);
    const url = await run(project, {
      ...credential,
      "prefect-command": `env PREFECT_API_URL=${ELSEWHERE} prefect`,
    });
    expect(told(url.problems)).toEqual([
      `Prefect would not deploy to ${relay().apiUrl}: it has ${ELSEWHERE}. \`env PREFECT_API_URL=${ELSEWHERE} prefect\`, which sets PREFECT_API_URL itself, won. Take that setting out; this action gives the URL from \`api-url\`.`,
    ]);
    await nothingWasWritten(url);

    for (const unset of ["env -u PREFECT_API_URL prefect", "env PREFECT_API_URL= prefect"]) {
      const none = await run(project, {
        ...credential,
        "prefect-command": unset,
        "config-target": "none",
      });
      expect(told(none.problems)).toEqual([
        expect.stringMatching(
          /^Prefect would not deploy to .* no API URL at all, and would deploy to a temporary local server\. .* won\./,
        ),
      ]);
      await nothingWasWritten(none);
    }

    const key = await run(project, {
      ...credential,
      "prefect-command": "env PREFECT_API_KEY=of-somebody-else prefect",
    });
    expect(told(key.problems)).toEqual([
      expect.stringMatching(
        /^Prefect would not send the authentication that was asked for .*its API key is another one\. .*which sets PREFECT_API_KEY itself, won\./,
      ),
    ]);
    await nothingWasWritten(key);
  });

  it("written flat into a TOML file are warned of at their line, with the nested form to write", async () => {
    const toml = `PREFECT_API_URL = "http://flat.invalid/api"\nPREFECT_API_KEY = "flat-key"\n\n[logging]\nlevel = "INFO"\n`;
    const pyproject = `[project]\nname = "x"\nversion = "1"\n\n[tool.prefect]\nPREFECT_LOGGING_LEVEL = "DEBUG"\n`;
    await using project = await makeProject({
      ...PROJECT,
      "prefect.toml": toml,
      "pyproject.toml": pyproject,
    });
    const story = await run(project, credential);
    expect(told(story.problems)).toEqual([]);
    const said = [
      "prefect.toml:1: Prefect ignores `PREFECT_API_URL` here: it sets nothing. Write `url = …` below `[api]`.",
      "prefect.toml:2: Prefect ignores `PREFECT_API_KEY` here: it sets nothing. Write `key = …` below `[api]`.",
      "pyproject.toml:6: Prefect ignores `PREFECT_LOGGING_LEVEL` here: it sets nothing. Write `level = …` below `[tool.prefect.logging]`.",
    ];
    expect(told(story.warnings)).toEqual([...said, `prefect.yaml:5: ${NO_WORKER}`]);
    expect(story.results).toEqual(["created nightly/prod"]);
    expect(await readFile(project.file("prefect.toml"), "utf8")).toBe(toml);
  });

  it("for custom headers reach every request of the CLI, or stop the step where this Prefect knows none", async () => {
    await using project = await makeProject({
      ...PROJECT,
      "prefect.toml": `[client]\ncustom_headers = '{"X-From-File": "of the file", "X-Gate": "old"}'\n`,
    });
    const story = await run(
      project,
      { ...credential, headers: "X-Gate: the-service-token\nX-Other: 2" },
      { env: { PREFECT_CLIENT_CUSTOM_HEADERS: '{"X-From-Environment": "yes"}' } },
    );
    if (version === "3.0.11") {
      expect(told(story.problems)).toEqual([
        expect.stringMatching(
          /^Prefect 3\.0\.11 would not send .*X-Gate.*: its client knows no custom headers/,
        ),
      ]);
      await nothingWasWritten(story);
      return;
    }
    expect(told(story.problems)).toEqual([]);
    expect(story.results).toEqual(["created nightly/prod"]);
    expect(relay().requests.length).toBeGreaterThan(6);
    for (const { headers } of relay().requests) {
      expect(headers).toMatchObject({
        authorization: header,
        "x-gate": "the-service-token",
        "x-other": "2",
        "x-from-environment": "yes",
      });
      expect(headers).not.toHaveProperty("x-from-file");
    }
    expect(told(story.warnings)).toEqual([
      "prefect.toml:2: The custom headers of prefect.toml are not sent (X-From-File): a checked-out file must not decide as whom, or for what, a request counts. Give what the gate needs as `headers`, and take them out there.",
      `prefect.yaml:5: ${NO_WORKER}`,
    ]);
    expect(shownUnmasked(story.log)).not.toMatch(/the-service-token|of the file/);
    expect(JSON.parse(story.outputs["effective-settings"] ?? "")).toMatchObject({
      "Custom headers": { value: "X-From-Environment, X-Gate, X-Other" },
    });
  });

  it("for a group of settings at once stop the step, before they decide where the credential counts", async () => {
    await using project = await makeProject({
      ...PROJECT,
      ".env": `PREFECT_CLIENT={"custom_headers": {"Host": "evil.example.com"}}\n`,
    });
    const story = await run(project, credential);
    expect(told(story.problems)).toEqual([
      expect.stringMatching(
        /^\.env:1: \.env sets a whole group of Prefect's settings at once \(PREFECT_CLIENT\)/,
      ),
    ]);
    await nothingWasWritten(story);
  });

  it("for an Authorization of a file's custom headers replace no credential", async () => {
    await using project = await makeProject({
      ...PROJECT,
      "prefect.toml": `[client]\ncustom_headers = '{"authorization": "Bearer of-the-file"}'\n`,
    });
    const story = await run(project, credential);
    expect(told(story.problems)).toEqual([]);
    expect(story.results).toEqual(["created nightly/prod"]);
    expect(new Set(relay().requests.map(({ headers }) => headers.authorization))).toEqual(new Set([header]));
    expect(told(story.warnings)[0]).toMatch(
      /^prefect\.toml:2: The custom headers of prefect\.toml are not sent \(authorization\): /,
    );
  });
});

describePrefect(
  "Basic authentication with a client that knows no auth string",
  (version) => {
    const { run, nothingWasWritten } = useRelay(version);

    it("is refused before anything is deployed, with the reason", async () => {
      await using project = await makeProject(PROJECT);
      const story = await run(project, { username: "ci", password: "the password" });
      expect(told(story.problems)).toEqual([
        "Prefect 3.0.11 cannot send Basic authentication: its client knows no auth string (it came with 3.1.8). Install a newer client, of the server's version if you can; or let the gate accept a token and give it as `api-key`.",
      ]);
      await nothingWasWritten(story);
    });
  },
  ["3.0.11"],
);

describe("Prefect's command", () => {
  const { run, nothingWasWritten } = useRelay(NEWEST);
  const credential = { "auth-string": "ci:the password" };
  const venv = dirname(dirname(executable(NEWEST_PART, "prefect")));

  const deploys = (story: Story) => {
    expect(told(story.problems)).toEqual([]);
    expect(story.results).toEqual(["created nightly/prod"]);
    expect(story.outputs["client-version"]).toBe(NEWEST);
  };

  it("may be a path into a virtual environment, relative to the working directory", async () => {
    await using project = await makeProject(PROJECT);
    await symlink(venv, project.file(".venv"));
    const story = await run(
      project,
      { ...credential, "prefect-command": ".venv/bin/prefect" },
      { client: "none" },
    );
    deploys(story);
    expect(story.log).toContain("$ .venv/bin/prefect --no-prompt deploy");
  });

  it("may be `python -m prefect`", async () => {
    await using project = await makeProject(PROJECT);
    deploys(await run(project, { ...credential, "prefect-command": "python -m prefect" }));
  });

  /** A real uv, and what tells how often it is started. */
  const uvFiles = (more = ""): Files => ({
    ...PROJECT,
    "pyproject.toml": '[project]\nname = "x"\nversion = "1"\nrequires-python = ">=3.10"\n',
    "tools/uv": `#!/bin/sh
echo "$*" >> "$(dirname "$0")/starts"
${more}
exec '${executable("uv", "uv")}' "$@"
`,
  });

  const runsUv = async (project: Project, command: string) => {
    await symlink(venv, project.file(".venv"));
    const path = [project.file("tools"), "/usr/bin", "/bin"].join(delimiter);
    // No network: it takes the environment as it is.
    const env = { PATH: path, UV_NO_SYNC: "1", UV_OFFLINE: "1" };
    const story = await run(project, { ...credential, "prefect-command": command }, { client: "none", env });
    return { story, starts: await readFile(project.file("tools/starts"), "utf8") };
  };

  it("may be `uv run prefect`, which is asked once: the interpreter that uv takes is then started as uv does", async () => {
    await using project = await makeProject({
      ...uvFiles(),
      "flow.py": `${flows("nightly")}
import os
assert os.environ["UV_RUN_RECURSION_DEPTH"] == "1" and os.environ["VIRTUAL_ENV"].endswith(".venv")
`,
    });
    const { story, starts } = await runsUv(project, "uv run prefect");
    deploys(story);
    expect(told(story.warnings)).toEqual([`prefect.yaml:5: ${NO_WORKER}`]);
    expect(story.log).toContain("$ uv run prefect --no-prompt deploy");
    expect(starts).toMatch(/^run python -I -c/);
    expect(starts).not.toMatch(/prefect_\w+\.py/);
  });

  it("may get its variables from a file by `uv run --env-file`: uv is started each time, and knows what this step sets", async () => {
    await using project = await makeProject({
      ...uvFiles(),
      "ci.env": `PREFECT_API_URL=${ELSEWHERE}\nOF_THE_FILE=yes\n`,
      "flow.py": `${flows("nightly")}\nimport os\nassert os.environ["OF_THE_FILE"] == "yes"\n`,
    });
    const { story, starts } = await runsUv(project, "uv run --env-file ci.env prefect");
    deploys(story);
    expect(told(story.warnings)).toEqual([`prefect.yaml:5: ${NO_WORKER}`]);
    expect(starts).toMatch(/prefect_probe\.py[^]*prefect_cli\.py/);
  });

  it("may not be a uv that turns Prefect elsewhere, and nothing is started before that is known", async () => {
    await using project = await makeProject(uvFiles(`export PREFECT_API_URL=${ELSEWHERE}`));
    const { story } = await runsUv(project, "uv run prefect");
    expect(told(story.problems)).toEqual([
      expect.stringMatching(/`uv run prefect`, which sets PREFECT_API_URL itself, won\./),
    ]);
    expect(story.log).not.toContain("--no-prompt deploy");
    await nothingWasWritten(story);
  });

  it("is told of in uv's own words where uv fails", async () => {
    await using project = await makeProject({ ...uvFiles(), "uv.lock": "broken = [\n" });
    await symlink(venv, project.file(".venv"));
    const path = [project.file("tools"), "/usr/bin", "/bin"].join(delimiter);
    const story = await run(
      project,
      { ...credential, "prefect-command": "uv run prefect" },
      { client: "none", env: { PATH: path, UV_OFFLINE: "1" } },
    );
    expect(told(story.problems)).toEqual([
      expect.stringMatching(
        /^`uv run`, which `prefect-command` starts with, failed: error: Failed to parse `uv\.lock` \/ .*TOML parse error at line 1/,
      ),
    ]);
    await nothingWasWritten(story);
  });

  /** A stand-in for poetry: environment set, then exec. */
  const POETRY = `#!/bin/sh
[ "$1" = run ] || { echo "only run"; exit 64; }
shift
export VIRTUAL_ENV='${venv}' POETRY_ACTIVE=1 PATH='${venv}/bin':"$PATH" DB_PASSWORD='only poetry has it'
exec "$@"
`;
  const runsPoetry = (project: Project) =>
    run(
      project,
      { ...credential, "prefect-command": "poetry run prefect" },
      { client: "none", env: { PATH: [project.file("tools"), "/usr/bin", "/bin"].join(delimiter) } },
    );

  it("may be `poetry run prefect`", async () => {
    await using project = await makeProject({ ...PROJECT, "tools/poetry": POETRY });
    deploys(await runsPoetry(project));
  });

  it("may be of a runner that has a secret of its own, which is not shown either", async () => {
    await using project = await makeProject({
      ...PROJECT,
      "tools/poetry": POETRY,
      "flow.py": `${flows("nightly")}\nimport os\nprint("seen:", os.environ["DB_PASSWORD"])\nraise SystemExit(3)\n`,
    });
    const story = await runsPoetry(project);
    expect(story.problems).toHaveLength(1);
    expect(story.log).toContain("seen: ***");
    expect(story.log).not.toContain("only poetry");
  });

  it.each([
    ["prefect", /^Prefect was not found: `prefect` does not exist on this runner\./],
    [".venv/bin/prefect", /^Prefect was not found: `\.venv\/bin\/prefect` does not exist/],
    [
      `${executable("uv", "python")} -m prefect`,
      /^Prefect is not installed in .*, which `.*python -m prefect` runs on\./,
    ],
  ])("that is not there (%s) is an error with the line to add to the workflow", async (command, words) => {
    await using project = await makeProject(PROJECT);
    const story = await run(project, { ...credential, "prefect-command": command }, { client: "none" });
    expect(story.problems).toHaveLength(1);
    expect(story.problems[0]?.what).toMatch(words);
    expect(story.problems[0]?.fix).toContain(`\`- run: pip install "prefect==${NEWEST}"\``);
    await nothingWasWritten(story);
  });

  it("of a Prefect 2.20.0 (an interpreter whose packages say so) is refused, with the line to add", async () => {
    await using project = await makeProject({
      ...PROJECT,
      "old/site/prefect-2.20.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: prefect\nVersion: 2.20.0\n",
    });
    await project.write({
      "old/bin/python": `#!/bin/sh\nPYTHONPATH='${project.file("old/site")}' exec '${executable("uv", "python")}' "$@"\n`,
      "old/bin/prefect": `#!${project.file("old/bin/python")}\nraise SystemExit("must not run")\n`,
    });
    const story = await run(
      project,
      { ...credential, "prefect-command": "old/bin/prefect" },
      { client: "none" },
    );
    expect(told(story.problems)).toEqual([
      `Prefect 2.20.0 is installed; this action needs Prefect 3.0 or later. Install one in a step before this one: \`- run: pip install "prefect==${NEWEST}"\`.`,
    ]);
    await nothingWasWritten(story);
  });

  it("that runs an interpreter with broken settings is an error that names their kind, not their value", async () => {
    await using project = await makeProject(PROJECT);
    const story = await run(project, credential, {
      env: { PREFECT_API_REQUEST_TIMEOUT: "a-secret-that-is-no-number" },
    });
    expect(told(story.problems)).toEqual([
      expect.stringMatching(
        /^Prefect 3\.\d+\.\d+ cannot read its settings \(\w+\)\. Look for a PREFECT_\* variable/,
      ),
    ]);
    expect(story.log).not.toContain("a-secret-that-is-no-number");
    await nothingWasWritten(story);
  });
});

describe("a client that is newer than the server", () => {
  it.skipIf(!hasPrefect("3.4.14"))(
    "gets a warning with both versions and the line that pins it",
    async () => {
      await using prefect = await startPrefectServer({ version: "3.4.14" });
      await createWorkPool(prefect, "pool");
      await using project = await makeProject(PROJECT);
      const story = await deployStory({
        ownProcess: true,
        inputs: { "api-url": prefect.apiUrl, retries: "0" },
        workspace: project.path,
        client: NEWEST,
      });
      expect(told(story.warnings)).toEqual([
        `The client is Prefect ${NEWEST}, newer than the server's 3.4.14; the server may not know what it sends. Pin the client: \`- run: pip install "prefect==3.4.14"\`.`,
        `prefect.yaml:5: ${NO_WORKER}`,
      ]);
      expect(story.results).toEqual(["created nightly/prod"]);
      // The other way round nothing is said.
      const older = await deployStory({
        ownProcess: true,
        inputs: { "api-url": prefect.apiUrl, retries: "0" },
        workspace: project.path,
        client: "3.4.14",
      });
      expect(told(older.warnings)).toEqual([`prefect.yaml:5: ${NO_WORKER}`]);
      expect(older.results).toEqual(["unchanged nightly/prod"]);
    },
  );
});

describe("a deploy without any server", () => {
  it("never starts a temporary one", async () => {
    await using project = await makeProject(PROJECT);
    const story = await deployStory({
      inputs: { "api-url": `http://127.0.0.1:${await freePort()}/api`, retries: "0" },
      workspace: project.path,
    });
    expect(story.diagnosis).toBe("connection-refused");
    expect(story.log).not.toMatch(/temporary server/i);
  });
});
