import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { stringify } from "yaml";
import { afterAll, beforeAll, expect, it } from "vitest";
import { joinProbe, selectedFile } from "../../src/project/candidates.js";
import { Findings } from "../../src/base/findings.js";
import { readManifests } from "../support/fidelity/manifests.ts";
import { probe, type Probe } from "../../src/prefect/probe.js";
import { describePrefect } from "../support/hooks.ts";
import { cleanEnvironment, executable, tempDir, type TempDir } from "../support/index.ts";

let folder: TempDir;

beforeAll(async () => {
  folder = await tempDir();
});

afterAll(async () => {
  await folder.remove();
});

/** Values with their types, so that 750 and "750", a date and its text can be told apart. */
const TELL = `
import datetime, json, math, sys, yaml
def tell(value):
    if isinstance(value, dict): return ["dict", [[tell(k), tell(v)] for k, v in value.items()]]
    if isinstance(value, (list, tuple)): return ["list", [tell(item) for item in value]]
    if isinstance(value, set): return ["set", sorted(map(repr, value))]
    return [type(value).__name__, repr(value)]
print(json.dumps([tell(yaml.safe_load(open(path))) for path in sys.argv[1:]]))
`;

/** What this Prefect's PyYAML makes of the files. */
function load(python: string, ...paths: string[]): unknown[] {
  return JSON.parse(
    execFileSync(python, ["-c", TELL, ...paths], { encoding: "utf8", maxBuffer: 1e8 }),
  ) as unknown[];
}

function ask(python: string, paths: readonly string[]): Promise<Probe> {
  const question = {
    expected: { api_url: "", auth_string: "", api_key: "", headers: {} },
    environment: {},
    gateway: "",
    home: folder.path,
    files: paths.map((path) => ({ path, directory: folder.path })),
    steps: true,
  };
  const env = cleanEnvironment({ PREFECT_HOME: folder.path, DO_NOT_TRACK: "1", PYTHONUTF8: "1" });
  return probe({ command: ["prefect"], python: [python] }, question, Promise.resolve(undefined), {
    cwd: folder.path,
    env,
  });
}

let count = 0;

function save(text: string): string {
  const path = join(folder.path, `file-${(count += 1)}.yaml`);
  writeFileSync(path, text);
  return path;
}

/** The files as the CLI would be given them, all their deployments selected. */
async function rewritten(python: string, paths: readonly string[]): Promise<string[]> {
  const findings = new Findings();
  const manifests = readManifests(paths, folder.path, (path) => path, findings);
  expect(findings.problems).toEqual([]);
  const { files } = await ask(python, paths);
  expect(files.map(({ unreadable }) => unreadable)).toEqual(paths.map(() => undefined));
  return manifests.map((manifest, at) => {
    const file = files[at];
    if (!file) throw new Error("a file is missing in the answer");
    const known = joinProbe([manifest], [file], {}, (path) => path);
    return save(selectedFile(file.rest, known));
  });
}

const TRICKY = `
name: project
prefect-version: 3.8.8
2024-01-01: a date as a key
on: yes as a key
x-anchors:
  steps: &steps [{prefect.deployments.steps.git_clone: {repository: "https://h/r.git", branch: main}}]
  env: &env {A: "1", "B": 'two', C: no}
pull: *steps
build: *steps
deployments:
- &first
  name: a
  entrypoint: "flows/äöü.py:run"
  description: |
    First line
      indented, with trailing spaces   

    last: "line" # no comment
  parameters:
    date: 2024-01-01
    time: 12:30
    longer: 1:30:15
    negative: -1:30
    stamp: 2024-01-01 10:00:00
    zoned: 2024-01-01T10:00:00.5+02:00
    octal: 012
    hex: 0x1F
    grouped: 1_000
    float: 1.10
    exponent: 1.5e+10
    no_float: 1e5
    inf: .inf
    minus: -.inf
    nan: .nan
    yes_: yes
    off_: off
    y: y
    n: n
    text_yes: "yes"
    text_null: "null"
    text_octal: '012'
    text_time: "12:30"
    text_date: "2024-01-01"
    text_empty: ""
    nothing:
    tilde: ~
    binary: !!binary aGVsbG8gd29ybGQ=
    set: !!set {a, b}
    folded: >-
      one
      two

      three
    keep: |+
      text

    spaces: "  both  "
    colon: "a: b"
    hash: "a #b"
    template: "{{ $X }} {{ build.image }}"
    emoji: "😀 \\u263A \\t \\x07 \\u2028 \\ud83d\\ude00"
    long: "${"word ".repeat(3000)}"
    "key with: colon": 1
    5: number as a key
    ~: null as a key
    1.5: float as a key
    empty_list: []
    empty_map: {}
    nested: [[[]], [{}], [{a: [1, {b: c}]}]]
    twice: [&t {q: 1}, *t, *t]
- name: b
  entrypoint: f.py:b
  work_pool: {name: p, job_variables: {env: *env, more: *env}}
  parameters: {self: [&s [1, 2], *s]}
- <<: *first
  name: c
  tags: &tags [x, x]
  also: *tags
  again: *tags
`;

describePrefect("the file for the CLI", (version) => {
  const python = () => executable(`prefect-${version}`, "python");

  it("loads to the values of the user's file, whatever types and anchors that has", async () => {
    const given = save(TRICKY);
    const [written = ""] = await rewritten(python(), [given]);
    const [before, after] = load(python(), given, written);
    expect(after).toEqual(before);
    expect(JSON.stringify(before)).toContain("datetime.date(2024, 1, 1)");
  });

  it("loads to the values of any other file", async () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: "grapheme" }),
      fc.constantFrom(
        "yes",
        "no",
        "12:30",
        "012",
        "2024-01-01",
        "null",
        "~",
        "1e3",
        "1_0",
        ".inf",
        "=",
        "<<",
        "- a",
        "a: b",
        "a\n\nb\n",
        " x ",
        "'",
        '"',
        "%",
        "@",
        "!x",
        "&a",
        "*a",
        "\ufeff",
        "\u0085",
      ),
    );
    // What YAML cannot hold is not a value of a file: lone surrogates.
    const safe = text.map((value) => value.toWellFormed());
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        safe,
        fc.integer(),
        fc.double({ noNaN: true }),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(safe, tie("value"), { maxKeys: 4 }),
      ),
    }));
    const file = fc.record({
      rest: fc.dictionary(
        safe.map((key) => `k${key}`),
        value,
        { maxKeys: 3 },
      ),
      deployments: fc.array(fc.record({ name: safe, parameters: value }), { minLength: 1, maxLength: 4 }),
    });
    const given = fc.sample(file, 100).map(({ rest, deployments }, at) => {
      // JSON is YAML; the other half is written as people write it.
      const content = { ...rest, deployments };
      return save(
        at % 2 === 0 ? ascii(JSON.stringify(content)) : stringify(content, { version: "1.1", lineWidth: at }),
      );
    });
    const readable = (await ask(python(), given)).files
      .filter(({ unreadable }) => !unreadable)
      .map(({ path }) => path);
    expect(readable.length).toBeGreaterThan(60);
    const findings = new Findings();
    const ours = readable.filter((path) => readManifests([path], folder.path, String, findings).length === 1);
    const written = await rewritten(python(), ours);
    const told = load(python(), ...ours, ...written);
    expect(told.slice(ours.length)).toEqual(told.slice(0, ours.length));
    expect(ours.length).toBeGreaterThan(60);
  });

  it("is plain ASCII: it loads to the same values in whatever encoding the CLI reads it", async () => {
    const { files } = await ask(python(), [save(TRICKY)]);
    for (const { rest, deployments } of files) {
      expect(rest + deployments.map(({ yaml }) => yaml).join("")).toMatch(/^[\n -~]+$/);
    }
  });

  it("is not made of a file that PyYAML cannot read: the answer says why, and at which line", async () => {
    const unreadable = [
      ["a day that does not exist", "deployments:\n- name: 2024-02-30\n", null],
      ["a wrong number", "deployments:\n- name: 0x_\n", null],
      ["a template without quotes", "deployments:\n- name: {{ x }}\n", 2],
      ["a tag that nobody knows", "deployments:\n- name: !Ref x\n", 2],
      ["an anchor that is there twice", "a: &x 1\nb: &x 2\n", 2],
      ["two documents", "a: 1\n---\nb: 1\n", 2],
      ["a control character", "a: \u0007\n", null],
      ["a nesting without end", `a: ${"[".repeat(20_000)}\n`, null],
    ] as const;
    const { files } = await ask(
      python(),
      unreadable.map(([, text]) => save(text)),
    );
    expect(
      files.map((file, at) => [unreadable[at]?.[0], file.unreadable?.line, file.deployments.length]),
    ).toEqual(unreadable.map(([what, , line]) => [what, line, 0]));
    for (const file of files) expect(file.unreadable?.message).toMatch(/\S{3}/);
  });

  it("tells of names and entrypoints that are no text", async () => {
    const path = save(
      "deployments:\n- {name: 2024, entrypoint: f.py:a}\n- {name: yes, entrypoint: 12:30}\n- {name: y}\n- {name: , entrypoint: ~}\n",
    );
    const { files } = await ask(python(), [path]);
    expect(files[0]?.deployments.map(({ not_text }) => not_text)).toEqual([
      ["name"],
      ["name", "entrypoint"],
      [],
      [],
    ]);
  });

  it("can be asked for many files at once, in their order, good and bad ones mixed", async () => {
    const paths = Array.from({ length: 20 }, (_, at) =>
      save(at % 3 === 0 ? "a: [" : `deployments:\n- name: d${at}\n`),
    );
    const { files } = await ask(python(), paths);
    expect(files.map(({ path }) => path)).toEqual(paths);
    expect(files.map(({ unreadable }) => unreadable !== undefined)).toEqual(
      paths.map((_, at) => at % 3 === 0),
    );
  });
});

/** PyYAML takes no raw control characters, and reads pairs of escapes as two. */
function ascii(json: string): string {
  return json
    .replace(/[\u007f-\uffff]/gu, (character) => {
      const code = character.codePointAt(0) ?? 0;
      return `\\u${code.toString(16).padStart(4, "0")}`;
    })
    .replace(
      /[\u{10000}-\u{10ffff}]/gu,
      (character) => `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`,
    );
}
