import fc from "fast-check";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { parse, stringify } from "smol-toml";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { formsOf } from "../../../src/base/secrets.js";
import type { Credential } from "../../../src/credentials/credential.js";
import { ActionError } from "../../../src/base/errors.js";
import type { Inputs } from "../../../src/inputs/types.js";
import {
  beyondConfig,
  checkConfigTarget,
  configContents,
  restoreConfig,
  takeBackEarlier,
  writeConfig,
} from "../../../src/settings/config-file.js";
import type { ConfigRecord } from "../../../src/base/run-context.js";
import { readSources } from "../../../src/settings/sources.js";
import { someInputs } from "../../support/inputs.ts";

const WINDOWS = process.platform === "win32";
const ROOT = process.getuid?.() === 0;
const PASSWORD = 's3c"r\\3t';
const BASIC: Credential = { kind: "basic", user: "ci", password: PASSWORD };
const BEARER: Credential = { kind: "bearer", token: "tok3n", from: "api-key" };

let base: string;
let directory: string;
let temp: string;

beforeEach(() => {
  base = mkdtempSync(join(realpathSync(tmpdir()), "config-"));
  directory = join(base, "project");
  temp = join(base, "temp");
  mkdirSync(directory);
  mkdirSync(temp);
});
afterEach(() => {
  rmSync(base, { recursive: true, force: true });
});

function inputs(more: Partial<Inputs> = {}): Inputs {
  return someInputs({
    credential: BASIC,
    workingDirectory: directory,
    configTarget: "prefect.toml",
    ...more,
  });
}

const sources = (env: NodeJS.ProcessEnv = {}) =>
  readSources({ PREFECT_HOME: base, ...env }, { directory, workspace: directory }, (path) => path);

function write(
  more: Partial<Inputs> = {},
  remember: (record: ConfigRecord) => void = () => undefined,
): ConfigRecord {
  const record = writeConfig(inputs(more), sources(), { temp, show: basename, remember });
  if (!record) throw new Error("no record");
  return record;
}

const path = (name = "prefect.toml"): string => join(directory, name);
const read = (name?: string): unknown => parse(readFileSync(path(name), "utf8"));
const mode = (file: string): number => statSync(file).mode & 0o777;

function problemOf(body: () => unknown) {
  try {
    body();
  } catch (error) {
    if (error instanceof ActionError) return error.problems[0];
    throw error;
  }
  throw new Error("nothing was wrong");
}

describe("a new file", () => {
  test("holds what was asked for, nested, and is readable by its owner only", () => {
    const record = write();
    expect(read()).toEqual({
      api: { url: "https://own.example/api", auth_string: `ci:${PASSWORD}` },
      ui_url: "https://own.example",
      cli: { prompt: false },
    });
    if (!WINDOWS) expect(mode(path())).toBe(0o600);
    expect(record).toEqual({
      file: path(),
      written: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      marker: expect.stringContaining(join(base, "prefect-deploy-")) as string,
    });
    expect(readdirSync(directory)).toEqual(["prefect.toml"]);
  });

  test.skipIf(WINDOWS)("is readable by its owner only, whatever the umask", () => {
    const former = process.umask(0o777);
    try {
      write();
    } finally {
      process.umask(former);
    }
    expect(mode(path())).toBe(0o600);
  });

  test("is removed afterwards", () => {
    expect(restoreConfig(write(), [PASSWORD])).toBe("removed");
    expect(readdirSync(directory)).toEqual([]);
  });

  test.each<[string, Partial<Inputs>, unknown]>([
    ["a key", { credential: BEARER }, { url: "https://own.example/api", key: "tok3n" }],
    ["no credential", { credential: { kind: "none" } }, { url: "https://own.example/api" }],
  ])("with %s", (_case, more, api) => {
    write(more);
    expect((read() as { api: unknown }).api).toEqual(api);
  });

  test("has custom headers as a JSON string, which every version of Prefect reads", () => {
    write({ headers: { "X-A": 'b"c' } });
    expect((read() as { client: unknown }).client).toEqual({ custom_headers: '{"X-A":"b\\"c"}' });
  });
});

describe("an existing file", () => {
  const FORMER =
    '# mine\r\n[api]\r\nurl = "http://old"\r\nkey = "old"\r\ntimeout = 1.0\r\n[logging]\r\nlevel = "INFO"\r\n';

  test("keeps its other keys, loses the rival of the credential, and gets mode 0600", () => {
    writeFileSync(path(), FORMER);
    chmodSync(path(), 0o664);
    const record = write();
    expect(read()).toEqual({
      api: { url: "https://own.example/api", timeout: 1, auth_string: `ci:${PASSWORD}` },
      logging: { level: "INFO" },
      ui_url: "https://own.example",
      cli: { prompt: false },
    });
    expect(readFileSync(path(), "utf8")).toContain("timeout = 1.0");
    if (!WINDOWS) {
      expect(mode(path())).toBe(0o600);
      expect(record.mode).toBe(0o664);
      expect(mode(record.backup ?? "")).toBe(0o600);
    }
    expect(readFileSync(record.backup ?? "", "utf8")).toBe(FORMER);
  });

  test("is put back with its bytes and its mode, and its copy is gone", () => {
    writeFileSync(path(), FORMER);
    chmodSync(path(), 0o640);
    const record = write();
    expect(restoreConfig(record, [PASSWORD])).toBe("put back");
    expect(readFileSync(path(), "utf8")).toBe(FORMER);
    if (!WINDOWS) expect(mode(path())).toBe(0o640);
    expect(readdirSync(temp)).toEqual([]);
    expect(readdirSync(directory)).toEqual(["prefect.toml"]);
  });

  test.each<[string, string]>([
    ["a text", '[client]\nmax_retries = 2\ncustom_headers = \'{"x-a": "old", "Cookie": "x"}\'\n'],
    ["a table", '[client]\nmax_retries = 2\n[client.custom_headers]\nCookie = "x"\n'],
  ])("has the headers that were asked for in place of its own, which are %s", (_form, text) => {
    writeFileSync(path(), text);
    write({ headers: { "X-A": "new" } });
    expect(read()).toMatchObject({ client: { max_retries: 2, custom_headers: '{"X-A":"new"}' } });
  });

  test("has no headers where none are asked for", () => {
    writeFileSync(path(), '[client]\nmax_retries = 2\n[client.custom_headers]\nCookie = "x"\n');
    write();
    expect((read() as { client: unknown }).client).toEqual({ max_retries: 2 });
  });

  test("in which client is not a table is not an error where there is nothing to write below it", () => {
    writeFileSync(path(), "client = 1\n");
    write();
    expect(read()).toMatchObject({ client: 1 });
  });

  test("has no certificates and no switched-off check of its own", () => {
    writeFileSync(
      path(),
      '[api]\nssl_cert_file = "evil.pem"\ntls_insecure_skip_verify = true\nrequest_timeout = 5\n',
    );
    write();
    expect((read() as { api: unknown }).api).toEqual({
      request_timeout: 5,
      url: "https://own.example/api",
      auth_string: `ci:${PASSWORD}`,
    });
  });

  test("that is not a TOML is left as it is", () => {
    writeFileSync(path(), "x = 1\n");
    const before = sources();
    writeFileSync(path(), "api = s3cr3t");
    const problem = problemOf(() =>
      writeConfig(inputs(), before, { temp, show: basename, remember: () => undefined }),
    );
    expect(problem?.where).toEqual({ file: "prefect.toml", line: 1 });
    expect(readFileSync(path(), "utf8")).toBe("api = s3cr3t");
    expect(readdirSync(temp)).toEqual([]);
  });
});

describe("a rival in a weaker source is hidden by an empty value", () => {
  const rivals = "[profiles.x]\nPREFECT_API_KEY = 'k'\nPREFECT_API_AUTH_STRING = 'a:b'\n";

  test("of a profile", () => {
    writeFileSync(join(base, "profiles.toml"), `active = "x"\n${rivals}`);
    write();
    expect((read() as { api: unknown }).api).toMatchObject({ key: "", auth_string: `ci:${PASSWORD}` });
    rmSync(path());
    write({ credential: BEARER });
    expect((read() as { api: unknown }).api).toMatchObject({ key: "tok3n", auth_string: "" });
    expect(configContents(inputs(), sources())).toEqual([
      "api.url",
      "api.auth_string",
      "ui_url",
      "cli.prompt",
    ]);
  });

  test("of pyproject.toml, where prefect.toml is written", () => {
    writeFileSync(path("pyproject.toml"), "[tool.prefect.api]\nkey = 'k'\n");
    write();
    expect((read() as { api: unknown }).api).toMatchObject({ key: "" });
  });

  test("but not of pyproject.toml itself: there it is taken out", () => {
    writeFileSync(path("pyproject.toml"), "[tool.prefect.api]\nkey = 'k'\n");
    write({ configTarget: "pyproject.toml" });
    expect(read("pyproject.toml")).toMatchObject({
      tool: { prefect: { api: { url: "https://own.example/api" } } },
    });
    expect(readFileSync(path("pyproject.toml"), "utf8")).not.toContain("key");
  });
});

describe("certificates of a checked-out file that is weaker", () => {
  const evil = (header: string) => `${header}\nssl_cert_file = "evil.pem"\ntls_insecure_skip_verify = true\n`;
  const api = () => (read() as { api: unknown }).api;

  test("are hidden by an empty name, and the check is on", () => {
    writeFileSync(path("pyproject.toml"), evil("[tool.prefect.api]"));
    write();
    expect(api()).toMatchObject({ ssl_cert_file: "", tls_insecure_skip_verify: false });
  });

  test("of a profile in the checkout likewise", () => {
    writeFileSync(path("p.toml"), 'active = "x"\n[profiles.x]\nPREFECT_API_SSL_CERT_FILE = "evil.pem"\n');
    writeFileSync(path(), 'profiles_path = "p.toml"\n');
    write();
    expect(api()).toMatchObject({ ssl_cert_file: "" });
  });

  test("make room for those of the job's environment, or of the input", () => {
    writeFileSync(path("pyproject.toml"), evil("[tool.prefect.api]"));
    const job = sources({ SSL_CERT_FILE: "/etc/job.pem" });
    writeConfig(inputs(), job, { temp, show: basename, remember: () => undefined });
    expect(api()).toMatchObject({ ssl_cert_file: "/etc/job.pem" });
    const tls = { ca: "PEM", caFile: "/temp/ca.pem", client: undefined, skipVerify: false };
    rmSync(path());
    writeConfig(inputs({ tls }), job, { temp, show: basename, remember: () => undefined });
    expect(api()).toMatchObject({ ssl_cert_file: "/temp/ca.pem" });
  });

  test("and those of a profile of this machine are left in force", () => {
    writeFileSync(
      join(base, "profiles.toml"),
      'active = "x"\n[profiles.x]\nPREFECT_API_SSL_CERT_FILE = "ca.pem"\n',
    );
    write();
    expect(api()).not.toHaveProperty("ssl_cert_file");
  });
});

describe("what the file could not overrule", () => {
  const TARGETS = ["prefect.toml", "pyproject.toml"] as const;
  const beyond = (more: Partial<Inputs> = {}) =>
    beyondConfig(inputs(more), sources()).map(({ name, kind }) => `${name} of ${kind}`);

  test.each<[string, string, string[]]>([
    ["a URL", "PREFECT_API_URL=https://evil.example/api", ["apiUrl of .env"]],
    ["no URL", "PREFECT_API_URL=", ["apiUrl of .env"]],
    ["a URL in quotes that Node reads otherwise", "A=`\n'PREFECT_API_URL'=x\n`", ["apiUrl of .env"]],
    ["the same URL", "PREFECT_API_URL=https://own.example/api/", []],
    ["certificates", "PREFECT_API_SSL_CERT_FILE=evil.pem", ["caFile of .env"]],
    ["no certificates", "PREFECT_API_SSL_CERT_FILE=", []],
    ["a switched-off check", "PREFECT_API_TLS_INSECURE_SKIP_VERIFY=Yes", ["skipVerify of .env"]],
    ["a check that is on", "PREFECT_API_TLS_INSECURE_SKIP_VERIFY=False", []],
    ["headers", 'PREFECT_CLIENT_CUSTOM_HEADERS={"Cookie": "x"}', ["customHeaders of .env"]],
    ["no headers", "PREFECT_CLIENT_CUSTOM_HEADERS={}", []],
    [
      "another credential",
      "PREFECT_API_KEY=k\nPREFECT_API_AUTH_STRING=a:b\nPREFECT_UI_URL=x",
      ["apiKey of .env", "authString of .env"],
    ],
    ["no other credential", "PREFECT_API_KEY=\nPREFECT_API_AUTH_STRING=\n", []],
    [
      "a URL behind a space that only Python knows",
      "\u0085PREFECT_API_URL=https://evil.example/api",
      ["apiUrl of .env"],
    ],
    ["a name before such a space", "PREFECT_API_SSL_CERT_FILE\u001c=evil/ca.pem", ["caFile of .env"]],
    [
      "a URL between backticks, which Node takes for one text",
      "PREFECT_API_URL=https://own.example/api\nX=`\nPREFECT_API_URL=https://evil.example/api\nY=`",
      ["apiUrl of .env"],
    ],
    [
      "a name with a Kelvin sign, which Python makes lower to a k",
      "PREFECT_API_TLS_INSECURE_S\u212aIP_VERIFY=true",
      ["skipVerify of .env"],
    ],
    ["a URL that is made of others", "X=evil.example\nPREFECT_API_URL=https://${X}/api", ["apiUrl of .env"]],
    ["names in comments", "# PREFECT_API_URL=`x\nA='\u0085'\n", []],
    ["names within other names", "A=`\nMY_PREFECT_API_URL=x\nPREFECT_API_URL_2=x\n", []],
  ])("of .env, which is stronger than both: %s", (_what, text, found) => {
    writeFileSync(path(".env"), `${text}\n`);
    for (const configTarget of TARGETS) expect(beyond({ configTarget })).toEqual(found);
    expect(beyond({ configTarget: "none" })).toEqual([]);
  });

  test.each([
    [".env", "PREFECT_PROFILES_PATH=p.toml"],
    [".env", "PREFECT_PROFILES_PATH=${NOPE:-evil/profiles.toml}"],
    [".env", "PREFECT_PROFILES_PATH= #p.toml"],
    [".env", "prefect_profiles_path=p.toml"],
    [".env", "PREFECT_HOME=evil"],
    [".env", "A=`\nPrefect_Home=evil"],
    ["prefect.toml", 'profiles_path = "p.toml"'],
    ["prefect.toml", 'home = "evil"'],
    ["pyproject.toml", '[tool.prefect]\nprofiles_path = "p.toml"'],
    ["pyproject.toml", '[tool.prefect]\nhome = "evil"'],
  ])("a file of profiles that %s names: %s", (name, text) => {
    writeFileSync(path(name), `${text}\n`);
    for (const env of [{}, { PREFECT_PROFILES_PATH: "own.toml" }]) {
      expect(sources(env).checkedOutProfiles).toMatchObject({ from: name, where: { file: path(name) } });
    }
  });

  test("a file of profiles of the checkout, and none of this machine", () => {
    writeFileSync(path("profiles.toml"), "[profiles.x]\n");
    expect(sources({ PREFECT_HOME: directory }).checkedOutProfiles).toEqual({
      from: "the checkout",
      where: { file: path("profiles.toml") },
    });
    writeFileSync(path(".env"), "PREFECT_PROFILES_PATH=\nPREFECT_HOME=''\n");
    writeFileSync(join(base, "profiles.toml"), "[profiles.x]\n");
    expect(sources().checkedOutProfiles).toBeUndefined();
  });

  test("certificates that a comment names, to a python-dotenv before 1.2.4", () => {
    writeFileSync(path(".env"), "PREFECT_API_SSL_CERT_FILE= #evil.pem\n");
    expect(beyond()).toEqual(["caFile of .env"]);
  });

  test("of the other TOML file: what is stronger, and headers, which are merged", () => {
    const api = 'url = "x"\nssl_cert_file = "evil.pem"\ntls_insecure_skip_verify = true\n';
    const client = 'custom_headers = \'{"Cookie": "x"}\'\n';
    writeFileSync(path(), `[api]\n${api}[client]\n${client}`);
    expect(beyond({ configTarget: "prefect.toml" })).toEqual([]);
    const all = ["apiUrl", "customHeaders", "caFile", "skipVerify"].map((name) => `${name} of prefect.toml`);
    expect(beyond({ configTarget: "pyproject.toml" }).sort()).toEqual(all.sort());
    rmSync(path());
    writeFileSync(path("pyproject.toml"), `[tool.prefect.api]\n${api}[tool.prefect.client]\n${client}`);
    expect(beyond({ configTarget: "pyproject.toml" })).toEqual([]);
    expect(beyond({ configTarget: "prefect.toml" })).toEqual(["customHeaders of pyproject.toml"]);
  });

  test("is nothing of the job's environment and of this machine's profile: they are not the checkout's", () => {
    const env = { PREFECT_API_URL: "https://other.example/api", PREFECT_CLIENT_CUSTOM_HEADERS: '{"X": "y"}' };
    writeFileSync(
      join(base, "profiles.toml"),
      'active = "x"\n[profiles.x]\nPREFECT_API_SSL_CERT_FILE = "ca.pem"\n',
    );
    expect(beyondConfig(inputs(), sources(env))).toEqual([]);
  });
});

describe("config-target", () => {
  test("pyproject.toml: the table [tool.prefect] is written, the rest is kept and put back", () => {
    const former = '[project]\nname = "x"\n\n[tool.other]\ny = 2020-01-01\n';
    writeFileSync(path("pyproject.toml"), former);
    const record = write({ configTarget: "pyproject.toml" });
    expect(readFileSync(path("pyproject.toml"), "utf8")).toMatch(
      /\[project\]\nname = "x"\n\n\[tool\.other\]\ny = 2020-01-01\n/,
    );
    expect(read("pyproject.toml")).toMatchObject({
      tool: { prefect: { api: { url: "https://own.example/api" }, cli: { prompt: false } } },
    });
    expect(existsSync(path())).toBe(false);
    expect(restoreConfig(record, [])).toBe("put back");
    expect(readFileSync(path("pyproject.toml"), "utf8")).toBe(former);
  });

  test("pyproject.toml, where there is none, is an error", () => {
    expect(problemOf(() => write({ configTarget: "pyproject.toml" }))?.what).toBe(
      "`config-target` is pyproject.toml, but there is none in the working directory.",
    );
  });

  test("none: nothing is written, and nothing remembered", () => {
    const remembered: ConfigRecord[] = [];
    const remember = (made: ConfigRecord) => remembered.push(made);
    const record = writeConfig(inputs({ configTarget: "none" }), sources(), {
      temp,
      show: basename,
      remember,
    });
    expect([record, remembered, readdirSync(directory), readdirSync(temp)]).toEqual([undefined, [], [], []]);
  });

  test("what is in the file is told by names only", () => {
    const all = inputs({ headers: { "X-A": "b" }, configTarget: "pyproject.toml" });
    expect(configContents(all, sources())).toEqual([
      "api.url",
      "api.auth_string",
      "ui_url",
      "cli.prompt",
      "client.custom_headers",
    ]);
    expect(configContents(inputs({ credential: { kind: "none" } }), sources())).toEqual([
      "api.url",
      "ui_url",
      "cli.prompt",
    ]);
  });
});

describe("what stands in the file's place and is not a file", () => {
  test.skipIf(WINDOWS).each(["prefect.toml", "pyproject.toml"] as const)(
    "a symbolic link at %s is refused, and what it leads to is untouched",
    (configTarget) => {
      const outside = join(base, "outside.toml");
      writeFileSync(outside, "x = 1\n");
      chmodSync(outside, 0o644);
      symlinkSync(outside, path(configTarget));
      const problem = problemOf(() => write({ configTarget }));
      expect(problem?.what).toBe(
        `${configTarget} is a symbolic link, and the credential is not written through it.`,
      );
      expect(readFileSync(outside, "utf8")).toBe("x = 1\n");
      expect(mode(outside)).toBe(0o644);
      expect(readlinkSync(path(configTarget))).toBe(outside);
      expect(readdirSync(temp)).toEqual([]);
    },
  );

  test.skipIf(WINDOWS)("a dangling link is refused, and nothing appears where it leads", () => {
    const outside = join(base, "not-there.toml");
    symlinkSync(outside, path());
    expect(problemOf(() => write())?.what).toContain("is a symbolic link");
    expect(existsSync(outside)).toBe(false);
  });

  test("a folder is refused", () => {
    mkdirSync(path());
    expect(problemOf(() => write())?.what).toContain("prefect.toml is a directory or special file");
  });

  test.skipIf(WINDOWS)(
    "a link that a later step put there is left alone, and what it leads to is untouched",
    () => {
      const record = write();
      const outside = join(base, "outside.toml");
      writeFileSync(outside, PASSWORD);
      rmSync(path());
      symlinkSync(outside, path());
      expect(restoreConfig(record, [PASSWORD])).toBe("left alone");
      expect(readFileSync(outside, "utf8")).toBe(PASSWORD);
    },
  );

  test.skipIf(WINDOWS)("a link planted where the new file is prepared is not followed", () => {
    const outside = join(base, "outside.toml");
    symlinkSync(outside, path(`.prefect.toml.${process.pid}.new`));
    write();
    expect(existsSync(outside)).toBe(false);
    expect(lstatSync(path()).isFile()).toBe(true);
  });
});

/** Root may write everywhere: then for the time of this another user. */
function asNobody<T>(action: () => T): T {
  if (!ROOT) return action();
  process.seteuid?.(65_534);
  try {
    return action();
  } finally {
    process.seteuid?.(0);
  }
}

describe("a folder that cannot be written to", () => {
  test.skipIf(WINDOWS)("is an error that says so", () => {
    const before = sources();
    chmodSync(dirname(directory), 0o777);
    chmodSync(directory, 0o555);
    const problem = asNobody(() =>
      problemOf(() => writeConfig(inputs(), before, { temp, show: basename, remember: () => undefined })),
    );
    chmodSync(directory, 0o700);
    expect(problem?.what).toBe("prefect.toml cannot be written: EACCES.");
  });

  test.each<[string, Partial<Inputs>, string | undefined]>([
    ["of a deploy", {}, "prefect.toml cannot be written: ENOENT."],
    [
      "of a plan that keeps the file",
      { mode: "plan", keepConfig: true },
      "prefect.toml cannot be written: ENOENT.",
    ],
    ["but not of a plan, which writes none", { mode: "plan" }, undefined],
    ["but not without a settings file", { configTarget: "none" }, undefined],
  ])("is noticed before anything runs (here it is gone): the folder %s", (_what, more, what) => {
    rmSync(directory, { recursive: true });
    const checked = () => {
      checkConfigTarget(inputs(more), basename);
    };
    if (what === undefined) expect(checked).not.toThrow();
    else expect(problemOf(checked)).toMatchObject({ what });
  });

  test("is an error that says so, also where it is gone", () => {
    const before = sources();
    rmSync(directory, { recursive: true });
    const problem = problemOf(() =>
      writeConfig(inputs(), before, { temp, show: basename, remember: () => undefined }),
    );
    expect(problem).toMatchObject({
      what: "prefect.toml cannot be written: ENOENT.",
      where: { file: "prefect.toml" },
    });
  });
});

test.each([
  ["its former content", true],
  ["the record", false],
])("nothing is changed where RUNNER_TEMP cannot keep %s", (_what, hasFormer) => {
  if (hasFormer) writeFileSync(path(), "[api]\n");
  const before = sources();
  const [file, gone] = [join(base, "file"), join(base, "file", "temp", "run")];
  writeFileSync(file, "");
  const problem = problemOf(() =>
    writeConfig(inputs(), before, { temp: gone, show: basename, remember: () => undefined }),
  );
  expect(problem?.what).toMatch(
    /^RUNNER_TEMP of the runner cannot be written \(ENOTDIR\), so this step cannot keep its own files: /,
  );
  expect(existsSync(path()) ? readFileSync(path(), "utf8") : undefined).toBe(
    hasFormer ? "[api]\n" : undefined,
  );
});

describe("the record", () => {
  test("comes before the file changes, so that whatever happens then can be undone", () => {
    writeFileSync(path(), "x = 1\n");
    let seen: string | undefined;
    const record = write({}, () => {
      seen = readFileSync(path(), "utf8");
    });
    expect(seen).toBe("x = 1\n");
    expect(existsSync(record.backup ?? "")).toBe(true);
  });

  test("undoes nothing where it came to no change", () => {
    writeFileSync(path(), "x = 1\n");
    let record: ConfigRecord | undefined;
    expect(() =>
      write({}, (made) => {
        record = made;
        throw new Error("killed");
      }),
    ).toThrow("killed");
    expect(record && restoreConfig(record, [PASSWORD])).toBe("left alone");
    expect(readFileSync(path(), "utf8")).toBe("x = 1\n");
  });

  test("holds no secret, and survives JSON", () => {
    writeFileSync(path(), "api.key = 'k3y'\n");
    const record = write();
    const text = JSON.stringify(record);
    expect(text).not.toContain("s3c");
    expect(text).not.toContain("k3y");
    expect(restoreConfig(JSON.parse(text) as ConfigRecord, [])).toBe("put back");
  });
});

describe("what a later step did to the file", () => {
  const FORMER = "x = 1\n";
  test.each<[string, string | undefined, () => void, string, string | undefined]>([
    ["nothing, and there was none", undefined, () => undefined, "removed", undefined],
    ["nothing, and there was one", FORMER, () => undefined, "put back", FORMER],
    [
      "removed it, and there was none",
      undefined,
      () => {
        rmSync(path());
      },
      "already gone",
      undefined,
    ],
    [
      "removed it, and there was one",
      FORMER,
      () => {
        rmSync(path());
      },
      "put back",
      FORMER,
    ],
    [
      "removed the folder",
      FORMER,
      () => {
        rmSync(directory, { recursive: true });
      },
      "already gone",
      undefined,
    ],
    [
      "replaced it without the credential",
      FORMER,
      () => {
        writeFileSync(path(), "y = 2\n");
      },
      "left alone",
      "y = 2\n",
    ],
    [
      "replaced it without the credential, and there was none",
      undefined,
      () => {
        writeFileSync(path(), "y = 2\n");
      },
      "left alone",
      "y = 2\n",
    ],
    [
      "added to it: the credential is still in it",
      FORMER,
      () => {
        writeFileSync(path(), "\n# more\n", { flag: "a" });
      },
      "put back",
      FORMER,
    ],
    [
      "added to it, and there was none",
      undefined,
      () => {
        writeFileSync(path(), "\n# more\n", { flag: "a" });
      },
      "removed",
      undefined,
    ],
    [
      "wrote the credential literally",
      undefined,
      () => {
        writeFileSync(path(), `k = '${PASSWORD}'`);
      },
      "removed",
      undefined,
    ],
    [
      "made a folder of it",
      FORMER,
      () => {
        rmSync(path());
        mkdirSync(path());
      },
      "left alone",
      undefined,
    ],
    [
      "lost the former bytes",
      FORMER,
      () => {
        rmSync(temp, { recursive: true });
      },
      "lost",
      undefined,
    ],
  ])("%s", (_case, former, step, outcome, after) => {
    if (former !== undefined) writeFileSync(path(), former);
    const record = write();
    step();
    expect(restoreConfig(record, [PASSWORD, `ci:${PASSWORD}`])).toBe(outcome);
    const now = lstatSync(path(), { throwIfNoEntry: false })?.isFile()
      ? readFileSync(path(), "utf8")
      : undefined;
    expect(now).toBe(after);
  });
});

describe("a minted token, which the post step does not know", () => {
  const TOKEN = `eyJ.${"t0ken-".repeat(80)}"\\x`;
  const minted = (token = TOKEN): Partial<Inputs> => ({
    credential: { kind: "bearer", token, from: "token-url" },
  });
  /** As a later step has it: by way of the runner's state. */
  const later = (record: ConfigRecord): ConfigRecord => JSON.parse(JSON.stringify(record)) as ConfigRecord;

  test.each<[string, (text: string) => string]>([
    ["added to the file", (text) => `${text}\n[logging]\nlevel = "DEBUG"\n`],
    ["put something before it", (text) => `# mine\n${text}`],
    ["wrote it again", (text) => stringify(parse(text))],
    ["took it out of its quotes", () => `# Authorization: Bearer ${TOKEN}\n`],
    ["wrote it in a JSON string", () => `custom_headers = '${JSON.stringify({ A: `Bearer ${TOKEN}` })}'\n`],
  ])("is gone where a later step %s", (_what, edit) => {
    for (const former of [undefined, "x = 1\n"]) {
      if (former !== undefined) writeFileSync(path(), former);
      const record = later(write(minted()));
      writeFileSync(path(), edit(readFileSync(path(), "utf8")));
      expect(restoreConfig(record, [])).toBe(former === undefined ? "removed" : "put back");
      expect(existsSync(path()) ? readFileSync(path(), "utf8") : undefined).toBe(former);
    }
  });

  test.each([
    ["nothing", ""],
    ["something else", "y = 2\n"],
    ["a part of it only", `k = '${TOKEN.slice(0, -1)}'`],
    ["the same letters in another order", `k = '${Array.from(TOKEN).reverse().join("")}'`],
  ])("is no reason to touch a file that holds %s", (_what, text) => {
    const record = later(write(minted()));
    writeFileSync(path(), text);
    expect(restoreConfig(record, [])).toBe("left alone");
  });

  test("is not in the record, which later steps can read, and neither is anything of a stored secret", () => {
    const text = JSON.stringify(write(minted()));
    for (let at = 0; at + 6 <= TOKEN.length; at += 1) expect(text).not.toContain(TOKEN.slice(at, at + 6));
    rmSync(path());
    expect(write()).not.toHaveProperty("minted");
    rmSync(path());
    expect(write({ credential: BEARER })).not.toHaveProperty("minted");
  });

  test("is looked for in a large file in no time", () => {
    const record = write(minted());
    writeFileSync(path(), "# a long comment\n".repeat(60_000));
    const started = performance.now();
    expect(restoreConfig(record, [])).toBe("left alone");
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

test("two steps of one job, undone in reverse, leave the first file", () => {
  writeFileSync(path(), "x = 1\n");
  const first = write();
  const second = join(base, "second");
  mkdirSync(second);
  const other = writeConfig(inputs({ credential: BEARER }), sources(), {
    temp: second,
    show: basename,
    remember: () => undefined,
  });
  expect(read()).toMatchObject({ x: 1, api: { key: "tok3n" } });
  expect(other && restoreConfig(other, ["tok3n"])).toBe("put back");
  expect(restoreConfig(first, [PASSWORD])).toBe("put back");
  expect(readFileSync(path(), "utf8")).toBe("x = 1\n");
});

test("any former file, and any credential, comes back byte for byte with its mode", () => {
  const leaf = fc.oneof(fc.string({ unit: "grapheme" }), fc.boolean(), fc.maxSafeInteger());
  const document = fc
    .dictionary(
      fc.string({ minLength: 1, maxLength: 6 }),
      fc.oneof(leaf, fc.dictionary(fc.string({ maxLength: 6 }), leaf)),
    )
    .map((table) => {
      delete table["api"];
      delete table["cli"];
      return stringify(table);
    });
  const former = fc
    .record({
      text: document,
      end: fc.constantFrom("\n", "\r\n"),
      tail: fc.constantFrom("", "# ü\n", "\n\n \t\n"),
    })
    .map(({ text, end, tail }) => Buffer.from((text + tail).replaceAll("\n", end)));
  const credential = fc.oneof(
    fc.record({
      kind: fc.constant("basic" as const),
      user: fc.string({ minLength: 1 }),
      password: fc.string({ unit: "grapheme", minLength: 8 }),
    }),
    fc.record({
      kind: fc.constant("bearer" as const),
      token: fc.string({ minLength: 8 }),
      from: fc.constant("api-key" as const),
    }),
  );
  const edit = fc.constantFrom("none", "append", "prepend", "delete", "own");
  fc.assert(
    fc.property(
      former,
      fc.constantFrom(0o644, 0o600, 0o666, 0o400),
      credential,
      edit,
      (bytes, bits, chosen, kind) => {
        rmSync(path(), { force: true });
        rmSync(temp, { recursive: true, force: true });
        mkdirSync(temp);
        writeFileSync(path(), bytes);
        chmodSync(path(), bits);
        const secret = chosen.kind === "basic" ? chosen.password : chosen.token;
        const record = write({ credential: chosen });
        expect(read()).toMatchObject({
          api: chosen.kind === "basic" ? { auth_string: `${chosen.user}:${secret}` } : { key: secret },
        });
        const written = readFileSync(path());
        if (kind === "append") writeFileSync(path(), Buffer.concat([written, Buffer.from("# end")]));
        if (kind === "prepend") writeFileSync(path(), Buffer.concat([Buffer.from("# start\n"), written]));
        if (kind === "delete") rmSync(path());
        if (kind === "own") writeFileSync(path(), "own = 1");
        // Where the user's own text holds the secret by chance, it is taken for a leak.
        const outcome = restoreConfig(record, formsOf([secret]));
        if (kind === "own") {
          expect(outcome).toBe("left alone");
          return;
        }
        expect(outcome).toBe("put back");
        expect(readFileSync(path()).equals(bytes)).toBe(true);
        if (!WINDOWS) expect(mode(path())).toBe(bits);
        expect(readdirSync(temp)).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});

describe("a later step of the job in the same directory", () => {
  test.each([
    ["there was none", undefined],
    ["there was one", "x = 1\n"],
  ])("finds the file as it was before the earlier step, where %s", (_case, former) => {
    if (former !== undefined) writeFileSync(path(), former);
    const record = write({ headers: { "X-Service-Token": "for the first server" } });
    expect(takeBackEarlier(directory, temp)).toEqual([path()]);
    expect(existsSync(path()) ? readFileSync(path(), "utf8") : undefined).toBe(former);
    expect(existsSync(record.marker)).toBe(false);
    // The post step of the earlier one comes last, and changes nothing any more.
    restoreConfig(record, [PASSWORD]);
    expect(existsSync(path()) ? readFileSync(path(), "utf8") : undefined).toBe(former);
  });

  test("leaves a file alone that was changed since, and one that was to be kept", () => {
    write();
    writeFileSync(path(), "changed = 1\n");
    expect(takeBackEarlier(directory, temp)).toEqual([]);
    write({ keepConfig: true, configTarget: "prefect.toml" });
    expect(read()).toMatchObject({ changed: 1, api: { url: "https://own.example/api" } });
  });
});

test("the marker of a step is gone with its file", () => {
  const record = write();
  expect(existsSync(record.marker)).toBe(true);
  restoreConfig(record, []);
  expect(existsSync(record.marker)).toBe(false);
});
