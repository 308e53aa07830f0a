import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { ActionError } from "../../../src/base/errors.js";
import { headersOf, readSources, type FoundSetting, type Sources } from "../../../src/settings/sources.js";
import { nestedForm } from "../../../src/base/setting-names.js";

let home: string;
let directory: string;

beforeEach(() => {
  home = mkdtempSync(join(realpathSync(tmpdir()), "sources-"));
  directory = join(home, "project");
  mkdirSync(directory);
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(directory, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

function read(env: NodeJS.ProcessEnv = {}, profile?: string): Sources {
  const show = (path: string): string => relative(directory, path).replaceAll("\\", "/");
  const places = { directory, workspace: directory };
  return readSources({ PREFECT_HOME: join(home, "empty"), ...env }, places, show, profile);
}

/** `kind value file:line` of each setting of a name. */
function found({ settings }: Sources, name: FoundSetting["name"]): string[] {
  return settings
    .filter((setting) => setting.name === name)
    .map(
      ({ kind, value, where }) =>
        `${kind} ${String(value)}${where ? ` ${where.file}:${where.line ?? "?"}` : ""}`,
    );
}

function problemOf(body: () => unknown) {
  try {
    body();
  } catch (error) {
    if (error instanceof ActionError) return error.problems[0];
    throw error;
  }
  throw new Error("nothing was wrong");
}

test("of nothing there is nothing", () => {
  expect(read()).toEqual({ settings: [] });
});

test("the sources come strongest first, each with its place", () => {
  write({
    ".env": "A=1\nPREFECT_API_KEY=dotenv\n",
    "prefect.toml": '\n[api]\nkey = "prefect"\n',
    "pyproject.toml": '[tool.prefect]\n\napi.key = "pyproject"\n',
    "profiles.toml": 'active = "dev"\n[profiles.dev]\nPREFECT_API_KEY = "profile"\n',
  });
  const sources = read({ PREFECT_API_KEY: "environment", PREFECT_PROFILES_PATH: "profiles.toml" });
  expect(found(sources, "apiKey")).toEqual([
    "environment environment",
    ".env dotenv .env:2",
    "prefect.toml prefect prefect.toml:3",
    "pyproject.toml pyproject pyproject.toml:3",
    "profile profile profiles.toml:3",
  ]);
  expect(sources.settings.map(({ from }) => from)).toEqual([
    "environment variable PREFECT_API_KEY",
    ".env",
    "prefect.toml",
    "pyproject.toml",
    "profile dev",
  ]);
});

test.each<[FoundSetting["name"], string, string, unknown]>([
  ["apiUrl", "PREFECT_API_URL", "api.url = 'v'", "v"],
  ["apiKey", "PREFECT_API_KEY", "api.key = 'v'", "v"],
  ["authString", "PREFECT_API_AUTH_STRING", "api.auth_string = 'v'", "v"],
  ["customHeaders", "PREFECT_CLIENT_CUSTOM_HEADERS", "client.custom_headers = 'v'", "v"],
  ["caFile", "PREFECT_API_SSL_CERT_FILE", "api.ssl_cert_file = 'v'", "v"],
  ["skipVerify", "PREFECT_API_TLS_INSECURE_SKIP_VERIFY", "api.tls_insecure_skip_verify = true", true],
  ["uiUrl", "PREFECT_UI_URL", "ui_url = 'v'", "v"],
  ["prompt", "PREFECT_CLI_PROMPT", "cli.prompt = true", true],
])("%s is found by its variable and by its nested key", (name, variable, toml, value) => {
  write({ "prefect.toml": toml });
  const { settings } = read({ [variable]: "env" });
  expect(settings.map((setting) => [setting.name, setting.kind, setting.value])).toEqual([
    [name, "environment", "env"],
    [name, "prefect.toml", value],
  ]);
});

test("variables are read in any case, and shown as they are written", () => {
  const { settings } = read({
    prefect_api_key: "a",
    Prefect_Api_Url: "",
    PREFECT_API_KEY_2: "no",
    PREFECT_UI_URL: undefined,
  });
  expect(settings.map(({ from, value }) => [from, value])).toEqual([
    ["environment variable Prefect_Api_Url", ""],
    ["environment variable prefect_api_key", "a"],
  ]);
});

describe(".env", () => {
  test.each([
    ["plain", "PREFECT_API_KEY=k", "k", 1],
    ["exported", "A=1\nexport PREFECT_API_KEY=k", "k", 2],
    ["in double quotes", '\n\nPREFECT_API_KEY="k l"', "k l", 3],
    ["in single quotes", "PREFECT_API_KEY='k # l'", "k # l", 1],
    ["with spaces", "  PREFECT_API_KEY = k ", "k", 1],
    ["with a comment behind it", "PREFECT_API_KEY=k # the key", "k", 1],
    ["in lower case", "prefect_api_key=k", "k", 1],
    ["in lines of Windows", "A=1\r\nPREFECT_API_KEY=k\r\n", "k", 2],
    ["after a comment that names it", "# PREFECT_API_KEY=old\nPREFECT_API_KEY=k", "k", 2],
    [
      "after another that ends alike",
      "MY_PREFECT_API_KEY=x\nPREFECT_API_KEY_OLD=y\nPREFECT_API_KEY=k",
      "k",
      3,
    ],
    ["after another whose value names it", "A=PREFECT_API_KEY=x\nPREFECT_API_KEY=k", "k", 2],
    ["twice: the last one counts", "PREFECT_API_KEY=old\nB=1\nPREFECT_API_KEY=k", "k", 3],
  ])("is read %s", (_case, text, value, line) => {
    write({ ".env": text });
    expect(found(read(), "apiKey")).toEqual([`.env ${value} .env:${line}`]);
  });

  test("that is a virtual environment is not a file of settings", () => {
    write({ ".env/bin/python": "" });
    expect(read().settings).toEqual([]);
  });
});

describe("flat keys", () => {
  test("are no settings, in either file", () => {
    write({
      "prefect.toml": '# PREFECT_API_URL\nPREFECT_API_URL = "u"\nprefect_api_key = "k"\n[api]\nkey = "n"\n',
      "pyproject.toml": '[project]\nPREFECT_X = 1\n[tool.prefect]\nPREFECT_LOGGING_LEVEL = "INFO"\n',
    });
    const sources = read();
    expect(found(sources, "apiUrl")).toEqual([]);
    expect(found(sources, "apiKey")).toEqual(["prefect.toml n prefect.toml:5"]);
  });

  test("of a profile are as they should be", () => {
    write({ "p.toml": 'active = "a"\n[profiles.a]\nPREFECT_API_URL = "u"\n' });
    expect(found(read({ PREFECT_PROFILES_PATH: "p.toml" }), "apiUrl")).toHaveLength(1);
  });

  test("a section that is not a table has none", () => {
    write({ "pyproject.toml": "[tool]\nprefect = 1" });
    expect(read()).toEqual({ settings: [] });
  });

  test.each([
    ["PREFECT_API_URL", "[api] url = …"],
    ["prefect_api_auth_string", "[api] auth_string = …"],
    ["PREFECT_CLIENT_CUSTOM_HEADERS", "[client] custom_headers = …"],
    ["PREFECT_UI_URL", "ui_url = …"],
    ["PREFECT_HOME", "home = …"],
    ["PREFECT_DEBUG_MODE", "debug_mode = …"],
    ["PREFECT_LOGGING_LEVEL", "[logging] level = …"],
    ["PREFECT_LOGGING_TO_API_ENABLED", "[logging.to_api] enabled = …"],
    ["PREFECT_SERVER_API_HOST", "[server.api] host = …"],
    ["PREFECT_SERVER_DATABASE_SQLALCHEMY_POOL_SIZE", "[server.database.sqlalchemy] pool_size = …"],
    ["PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED", "[server.services.late_runs] enabled = …"],
    ["PREFECT_TASKS_RUNNER_THREAD_POOL_MAX_WORKERS", "[tasks.runner] thread_pool_max_workers = …"],
  ])("%s has the nested form %s", (key, nested) => {
    expect(nestedForm(key)).toBe(nested);
  });

  test.each(["PREFECT_DEFAULT_WORK_POOL_NAME", "PREFECT_TASK_DEFAULT_RETRIES", "PREFECT_", "PREFECT_APIS"])(
    "for %s, an old name or none, no nested form is made up",
    (key) => {
      expect(nestedForm(key)).toContain("https://docs.prefect.io/");
    },
  );
});

describe("the profile", () => {
  const profiles = [
    'active = "a"',
    "[profiles.a]",
    'PREFECT_API_KEY = "ka"',
    "[profiles.b]",
    'PREFECT_API_KEY = "kb"',
    "",
  ].join("\n");

  test.each<[string, NodeJS.ProcessEnv, string | undefined, string[], string | undefined]>([
    ["active in the file", {}, undefined, ["profile ka profiles.toml:3"], "a"],
    ["of PREFECT_PROFILE", { PREFECT_PROFILE: "b" }, undefined, ["profile kb profiles.toml:5"], "b"],
    [
      "of an empty PREFECT_PROFILE is the active one",
      { PREFECT_PROFILE: "" },
      undefined,
      ["profile ka profiles.toml:3"],
      "a",
    ],
    ["of the input", { PREFECT_PROFILE: "a" }, "b", ["profile kb profiles.toml:5"], "b"],
    ["that does not exist has no settings", {}, "c", [], "c"],
  ])("%s", (_case, env, chosen, settings, name) => {
    write({ "profiles.toml": profiles });
    const sources = read({ PREFECT_PROFILES_PATH: "profiles.toml", ...env }, chosen);
    expect(found(sources, "apiKey")).toEqual(settings);
    expect(sources.profile).toEqual({ name, known: ["a", "b"] });
  });

  test.each<[string, Record<string, string>, NodeJS.ProcessEnv, string]>([
    [
      "PREFECT_PROFILES_PATH",
      { ".env": "PREFECT_PROFILES_PATH=2.toml" },
      { PREFECT_PROFILES_PATH: "1.toml" },
      "k1",
    ],
    [
      ".env",
      { ".env": "PREFECT_PROFILES_PATH=2.toml", "prefect.toml": "profiles_path = '3.toml'" },
      {},
      "k2",
    ],
    [
      "prefect.toml",
      {
        "prefect.toml": "profiles_path = '3.toml'",
        "pyproject.toml": "tool.prefect.profiles_path = '4.toml'",
      },
      {},
      "k3",
    ],
    [
      "pyproject.toml",
      { "pyproject.toml": "tool.prefect.profiles_path = '4.toml'" },
      { PREFECT_HOME: "home" },
      "k4",
    ],
    ["PREFECT_HOME, also a relative one", {}, { PREFECT_HOME: "home" }, "k5"],
    [
      "what is not text: Prefect's default",
      { "prefect.toml": "profiles_path = 1" },
      { PREFECT_HOME: "home" },
      "k5",
    ],
  ])("is in the file that is named by %s", (_case, files, env, key) => {
    const profile = (value: string): string => `active = "x"\n[profiles.x]\nPREFECT_API_KEY = "${value}"\n`;
    write({
      ...Object.fromEntries([1, 2, 3, 4].map((number) => [`${number}.toml`, profile(`k${number}`)])),
      "home/profiles.toml": profile("k5"),
      ...files,
    });
    expect(read(env).settings.map(({ value }) => value)).toEqual([key]);
  });

  test("is none where no file says so, or the file does not exist", () => {
    write({ "1.toml": "[profiles.x]\nPREFECT_API_KEY = 'k'\n", "2.toml": "active = 5" });
    for (const path of ["1.toml", "2.toml", "3.toml"]) {
      const { settings, profile } = read({ PREFECT_PROFILES_PATH: path });
      expect({ settings, profile }).toEqual({ settings: [], profile: undefined });
    }
  });
});

describe("what the checked-out code decides", () => {
  const flags = (sources: Sources) => sources.settings.map(({ kind, checkedOut }) => `${kind} ${checkedOut}`);

  test("is what its files say, and not the environment", () => {
    write({
      ".env": "PREFECT_API_KEY=k",
      "prefect.toml": "api.key = 'k'",
      "pyproject.toml": "tool.prefect.api.key = 'k'",
    });
    expect(flags(read({ PREFECT_API_KEY: "k", SSL_CERT_FILE: "x" }))).toEqual([
      "environment false",
      ".env true",
      "prefect.toml true",
      "pyproject.toml true",
      "environment false",
    ]);
  });

  const PROFILE = 'active = "x"\n[profiles.x]\nPREFECT_API_KEY = "k"\n';
  const outside = (): string => {
    const path = join(home, "profiles.toml");
    writeFileSync(path, PROFILE);
    return path;
  };
  test.each<[string, () => NodeJS.ProcessEnv, boolean]>([
    ["of this machine", () => ({ PREFECT_PROFILES_PATH: outside() }), false],
    ["in the home of this machine", () => (outside(), { PREFECT_HOME: home }), false],
    [
      "in the checkout",
      () => {
        write({ "sub/profiles.toml": PROFILE });
        return { PREFECT_HOME: join(directory, "sub") };
      },
      true,
    ],
    [
      "behind a link into the checkout",
      () => {
        write({ "sub/profiles.toml": PROFILE });
        symlinkSync(join(directory, "sub"), join(home, "linked"));
        return { PREFECT_HOME: join(home, "linked") };
      },
      true,
    ],
    [
      "of this machine that the checkout names",
      () => {
        write({ "prefect.toml": `profiles_path = ${JSON.stringify(outside())}\n` });
        return {};
      },
      true,
    ],
  ])("is a profile %s: %s", (_where, prepare, checkedOut) => {
    expect(flags(read(prepare()))).toEqual([`profile ${checkedOut}`]);
  });
});

describe("a group of settings in one variable, which would beat the environment, stops the step", () => {
  const API = '{"url": "https://s3cr3t.example/api"}';
  const PROFILE = `active = "x"\n[profiles.x]\nPREFECT_UI_URL = "u"\nPREFECT_CLIENT = '${API}'\n`;
  test.each<[string, Record<string, string>, NodeJS.ProcessEnv, string, object | undefined]>([
    ["the environment", {}, { prefect_api: API }, "environment variable prefect_api", undefined],
    [".env", { ".env": `A=1\nPREFECT_API=${API}\n` }, {}, ".env", { file: ".env", line: 2 }],
    [
      ".env, in quotes",
      { ".env": `\n export 'prefect_client' =${API}\n` },
      {},
      ".env",
      { file: ".env", line: 2 },
    ],
    [
      ".env, where Node sees a text over several lines",
      { ".env": `A=\`\nPREFECT_API=${API}\n\`\n` },
      {},
      ".env",
      { file: ".env", line: 2 },
    ],
    [
      "a profile",
      { "p.toml": PROFILE },
      { PREFECT_PROFILES_PATH: "p.toml" },
      "profile x",
      { file: "p.toml", line: 4 },
    ],
  ])("in %s", (_where, files, env, from, where) => {
    write(files);
    const problem = problemOf(() => read(env));
    expect(problem?.what).toMatch(new RegExp(`^${from} sets a whole group of Prefect's settings at once`));
    expect(problem?.where).toEqual(where);
    expect(JSON.stringify(problem)).not.toContain("s3cr3t");
  });

  test.each(["# PREFECT_API={}", "PREFECT_API_URL=x", "MY_PREFECT_API={}", "X=PREFECT_API={}"])(
    "but not %j",
    (line) => {
      write({ ".env": `${line}\n` });
      expect(() => read()).not.toThrow();
    },
  );
});

describe("a file that cannot be read", () => {
  test.each(["prefect.toml", "pyproject.toml"])("as TOML stops the step at its line: %s", (file) => {
    write({ [file]: "[api]\nkey = s3cr3t\n" });
    const problem = problemOf(() => read());
    expect(problem?.where).toEqual({ file, line: 2 });
    expect(JSON.stringify(problem)).not.toContain("s3cr3t");
  });

  test.each(["prefect.toml", "pyproject.toml", ".env"])(
    "because it is a folder is not a source: %s",
    (file) => {
      mkdirSync(join(directory, file));
      expect(read().settings).toEqual([]);
    },
  );

  test.skipIf(process.platform === "win32")(
    "because it is a device or a pipe is not a source, and is not waited for",
    () => {
      symlinkSync("/dev/zero", join(directory, "prefect.toml"));
      execFileSync("mkfifo", [join(directory, ".env")]);
      symlinkSync("nowhere", join(directory, "pyproject.toml"));
      expect(read().settings).toEqual([]);
    },
  );

  test.skipIf(process.platform === "win32")(
    "because it is a pipe is named where profiles are asked of it",
    () => {
      execFileSync("mkfifo", [join(directory, "profiles.toml")]);
      expect(problemOf(() => read({ PREFECT_PROFILES_PATH: "profiles.toml" }))).toMatchObject({
        what: "profiles.toml is a named pipe, and no regular file: Prefect cannot read its profiles there.",
      });
    },
  );

  test.skipIf(process.platform === "win32")("because a link leads in a circle is named", () => {
    symlinkSync(".env", join(directory, ".env"));
    expect(problemOf(() => read())).toMatchObject({
      what: ".env cannot be read (ELOOP).",
      where: { file: ".env" },
    });
  });

  test.skipIf(process.platform === "win32")("a link to a file is read, as Prefect does", () => {
    write({ "real.toml": "api.key = 'k'" });
    symlinkSync("real.toml", join(directory, "prefect.toml"));
    expect(found(read(), "apiKey")).toEqual(["prefect.toml k prefect.toml:1"]);
  });
});

test.each<[unknown, Record<string, string>]>([
  ['{"X-A": "b"}', { "X-A": "b" }],
  [{ "X-A": "b", n: 1, t: {} }, { "X-A": "b" }],
  ['{"X-A": 1, "X-B": "b"}', { "X-B": "b" }],
  ["not JSON", {}],
  ['["x"]', {}],
  ["null", {}],
  ["", {}],
  [5, {}],
])("custom headers of %j", (value, headers) => {
  const setting = { name: "customHeaders", value, kind: "prefect.toml", from: "prefect.toml" } as const;
  expect(headersOf({ ...setting, checkedOut: true })).toEqual(headers);
});
