import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { describe as told } from "../../../src/base/errors.js";
import { Findings } from "../../../src/base/findings.js";
import type { Manifest } from "../../../src/project/manifest.js";
import { readManifests } from "../../support/fidelity/manifests.ts";

let directory = "";

beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), "manifest-read-")));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

function write(file: string, content: string | Buffer): void {
  const path = join(directory, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function read(...patterns: string[]): { manifests: Manifest[]; problems: string[] } {
  const findings = new Findings();
  const show = (path: string): string => relative(directory, path).replaceAll("\\", "/");
  const manifests = readManifests(patterns, directory, show, findings);
  return { manifests, problems: findings.problems.map(told) };
}

/** The one manifest of a file that is read without a problem. */
function good(content: string): Manifest {
  write("prefect.yaml", content);
  const { manifests, problems } = read("prefect.yaml");
  expect(problems).toEqual([]);
  const [manifest, ...others] = manifests;
  expect(others).toEqual([]);
  if (!manifest) throw new Error("no manifest");
  return manifest;
}

const ONE = "deployments:\n- name: a\n  entrypoint: f.py:a\n";

describe("the files asked for", () => {
  test("are read in the order of the patterns, those of a glob by name, each once", () => {
    for (const file of ["b.yaml", "teams/z/prefect.yaml", "teams/a/prefect.yaml"]) write(file, ONE);
    const { manifests, problems } = read("b.yaml", "teams/*/prefect.yaml", "./b.yaml", "**/*.yaml");
    expect(problems).toEqual([]);
    expect(manifests.map(({ file }) => file)).toEqual([
      "b.yaml",
      "teams/a/prefect.yaml",
      "teams/z/prefect.yaml",
    ]);
  });

  test("may be given by absolute path, from above, and with braces", () => {
    write("here/prefect.yaml", ONE);
    write("here/prefect.yml", ONE);
    for (const pattern of [join(directory, "here/prefect.yaml"), "here/../here/prefect.yaml"]) {
      expect(read(pattern).manifests.map(({ file }) => file)).toEqual(["here/prefect.yaml"]);
    }
    expect(read("here/prefect.{yaml,yml}").manifests).toHaveLength(2);
  });

  test("may hold characters of a glob in their name", () => {
    write("prefect[eu].yaml", ONE);
    write("prefecte.yaml", ONE);
    expect(read("prefect[eu].yaml").manifests.map(({ file }) => file)).toEqual(["prefect[eu].yaml"]);
  });

  test.each(["node_modules/x", ".venv/lib", "venv/lib", "lib/site-packages/x"])(
    "are not looked for below %s",
    (folder) => {
      write(`${folder}/prefect.yaml`, ONE);
      write("prefect.yaml", ONE);
      expect(read("**/prefect.yaml").manifests.map(({ file }) => file)).toEqual(["prefect.yaml"]);
    },
  );

  test("that are missing are named, with the files that are there", () => {
    write("deep/down/prefect.yaml", ONE);
    write("prefect.prod.yml", ONE);
    const { manifests, problems } = read("prefect.yaml");
    expect(manifests).toEqual([]);
    expect(problems).toEqual([
      "`prefect-file` prefect.yaml: no such file in the working directory. There is prefect.prod.yml," +
        " deep/down/prefect.yaml; set `prefect-file` or `working-directory`.",
    ]);
  });

  test("that are missing in an empty folder are taken for a missing checkout", () => {
    expect(read("prefect.yaml").problems.join()).toContain("actions/checkout");
    expect(read("*.yaml").problems.join()).toContain("`prefect-file` *.yaml: no such file");
  });

  test("each have their own problem, and the good ones are read all the same", () => {
    write("good.yaml", ONE);
    const { manifests, problems } = read("a.yaml", "good.yaml", "b*.yaml");
    expect(manifests).toHaveLength(1);
    expect(problems).toHaveLength(2);
  });

  test("below a file are missing, and no crash", () => {
    write("prefect.yaml", ONE);
    expect(read("prefect.yaml/prefect.yaml").problems.join()).toContain("no such file");
  });

  test("that are folders are called folders", () => {
    write("flows/prefect.yaml", ONE);
    const { problems } = read("flows");
    expect(problems).toEqual([
      "`prefect-file` flows is a folder. There is flows/prefect.yaml; set `prefect-file` or `working-directory`.",
    ]);
  });

  test.skipIf(process.platform === "win32")("may be links; one that leads to nothing is said", () => {
    write("real.yaml", ONE);
    symlinkSync("real.yaml", join(directory, "linked-prefect.yaml"));
    expect(read("*-prefect.yaml").manifests.map(({ file }) => file)).toEqual(["linked-prefect.yaml"]);
    symlinkSync("nowhere", join(directory, "dangling-prefect.yaml"));
    for (const pattern of ["*-prefect.yaml", "dangling-prefect.yaml"]) {
      expect(read(pattern).problems.join()).toContain(
        "dangling-prefect.yaml is a symbolic link that leads to nothing",
      );
    }
  });
});

describe("YAML is read as PyYAML reads it", () => {
  const content = (text: string): Record<string, unknown> => {
    const { deployments } = good(`deployments:\n- ${text.split("\n").join("\n  ")}\n`);
    return { ...deployments[0]?.content };
  };

  test.each([
    ["yes and no", "a: yes\nb: NO\nc: On\nd: off", { a: true, b: false, c: true, d: false }],
    ["octal, hexadecimal, grouped", "a: 012\nb: 0x1F\nc: 1_000", { a: 10, b: 31, c: 1000 }],
    ["sixties", "a: 12:30\nb: 1:30:15", { a: 750, b: 5415 }],
    ["quotes keep a text a text", "a: 'yes'\nb: \"012\"\nc: '12:30'", { a: "yes", b: "012", c: "12:30" }],
    ["nothing", "a:\nb: ~\nc: null", { a: null, b: null, c: null }],
    ["infinity", "a: .inf\nb: -.inf", { a: Infinity, b: -Infinity }],
    ["the last of repeated keys", "a: 1\nb: 2\na: 3", { a: 3, b: 2 }],
    ["a colon without space", "a: x:y\nb: http://h/p", { a: "x:y", b: "http://h/p" }],
    ["quoted templates", "a: '{{ $X }}'", { a: "{{ $X }}" }],
    ["a comment without a space before it", "a: 'x'#c\nb: 1", { a: "x", b: 1 }],
    ["brackets that close at the margin", "a: [\n  1,\n  2\n]\nb: 1", { a: [1, 2], b: 1 }],
    ["block texts", "a: |\n  x\n  y\nb: >-\n  x\n  y", { a: "x\ny\n", b: "x y" }],
  ])("%s", (_what, text, expected) => {
    expect(content(text)).toEqual(expected);
  });

  test("merge keys, in either order and from a list, with the own key first", () => {
    const { deployments } = good(`base: &base {tags: [a], paused: yes}
more: &more {version: '1', paused: no}
deployments:
- <<: *base
  name: one
- name: two
  paused: no
  <<: [*base, *more]
`);
    expect(deployments.map((deployment) => deployment.content)).toEqual([
      { tags: ["a"], paused: true, name: "one" },
      { tags: ["a"], paused: false, version: "1", name: "two" },
    ]);
  });

  test("also where the file says that it is YAML 1.2", () => {
    const { deployments } = good("%YAML 1.2\n---\nx: &x {paused: yes}\ndeployments:\n- name: a\n  <<: *x\n");
    expect(deployments[0]?.content).toEqual({ name: "a", paused: true });
  });

  test("with a byte order mark and with Windows line ends, at the right lines", () => {
    const manifest = good(`\ufeff# c\r\n${ONE.replaceAll("\n", "\r\n")}\r\n- name: b\r\n`);
    expect(manifest.deployments.map(({ name, where }) => [name, where.line])).toEqual([
      ["a", 3],
      ["b", 6],
    ]);
  });
});

describe("the name and the entrypoint of a deployment", () => {
  test.each([
    ["a text", "prod", "prod"],
    ["a quoted text", '"prod eu"', "prod eu"],
    ["a template", "'{{ $X }}-prod'", "{{ $X }}-prod"],
    // Prefect wants a text, which check.ts says; until then it goes by what is written.
    ["a number", "2024", "2024"],
    ["a version", "1.10", "1.10"],
    ["octal", "012", "012"],
    ["a date", "2024-01-01", "2024-01-01"],
    ["a time", "12:30", "12:30"],
    ["yes", "yes", "yes"],
    ["a letter that YAML 1.1 takes for no, and PyYAML does not", "n", "n"],
    ["nothing", "", undefined],
    ["an empty text", "''", undefined],
    ["null", "~", undefined],
    ["a list", "[a]", undefined],
    ["an alias", "*alias", "aliased"],
  ])("%s", (_what, written, expected) => {
    const { deployments } = good(
      `x: &alias aliased\ndeployments:\n- name: ${written}\n  entrypoint: ${written}\n`,
    );
    expect(deployments.map(({ name, entrypoint }) => [name, entrypoint])).toEqual([[expected, expected]]);
  });

  test("may come by a merge key", () => {
    const { deployments } = good("x: &x {name: m, entrypoint: f.py:f}\ndeployments:\n- <<: *x\n");
    expect(deployments.map(({ name, entrypoint }) => [name, entrypoint])).toEqual([["m", "f.py:f"]]);
  });
});

describe("the place of a value", () => {
  const FILE = `# a comment
name: project
base: &base
  tags: [x]
  parameters:
    size: 1
deployments:
  # the first
  - name: a
    entrypoint: f.py:a

    schedules:
      - cron: "0 0 * * *"
      - slug: s
        cron: bad
    work_pool: {name: p,
      job_variables: {image: i}}
  - <<: *base
    name: b
    name: b2
  - &third
    name: c
    parameters: *base
  - *third
`;
  test.each([
    [[], 2],
    [["name"], 2],
    [["deployments"], 7],
    [["deployments", 0], 9],
    [["deployments", 0, "name"], 9],
    [["deployments", 0, "entrypoint"], 10],
    [["deployments", 0, "schedules"], 12],
    [["deployments", 0, "schedules", 0], 13],
    [["deployments", 0, "schedules", 1], 14],
    [["deployments", 0, "schedules", 1, "cron"], 15],
    // What pydantic adds to a path is not a key: the nearest one above it counts.
    [["deployments", 0, "schedules", 1, "RawScheduleConfig", "cron"], 14],
    [["deployments", 0, "work_pool", "name"], 16],
    [["deployments", 0, "work_pool", "job_variables", "image"], 17],
    [["deployments", 0, "missing"], 9],
    [["deployments", 0, "missing", "deeper"], 9],
    [["deployments", 1], 18],
    [["deployments", 1, "name"], 20], // The last one wins.
    [["deployments", 1, "tags"], 4], // Through the merge.
    [["deployments", 2, "name"], 22],
    [["deployments", 2, "parameters", "tags"], 4], // Through the alias.
    [["deployments", 3], 24],
    [["deployments", 3, "name"], 22],
    [["deployments", 99], 7],
    [["nonsense"], 2],
  ])("%j is line %i", (path, line) => {
    expect(good(FILE).where(path)).toMatchObject({ file: "prefect.yaml", line });
  });

  test("of each deployment is the line of its dash, or of its first key below an anchor", () => {
    expect(good(FILE).deployments.map(({ where }) => where.line)).toEqual([9, 18, 22, 24]);
  });
});

describe("a huge file", () => {
  const COUNT = 9_000;

  test("of 9,000 deployments that share a base is read, each at its line, in time that is not a square", () => {
    const started = process.cpuUsage();
    const items = Array.from({ length: COUNT }, (_, at) => `- <<: *base\n  name: d${at}\n  pull: *pull\n`);
    const manifest = good(
      `base: &base {entrypoint: "f.py:a"}\nsteps: &pull [{a: {b: c}}]\ndeployments:\n${items.join("")}`,
    );
    expect(manifest.deployments).toHaveLength(COUNT);
    expect(manifest.deployments.at(-1)).toMatchObject({
      name: `d${COUNT - 1}`,
      entrypoint: "f.py:a",
      where: { line: 4 + 3 * (COUNT - 1) },
    });
    // Measured: 1.5 s; 12 s where each alias is looked for from the top of the file.
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(6);
  }, 60_000);
});
