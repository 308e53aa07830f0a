import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { leftOutOf, yamlOf } from "../support/changed.ts";
import { gitIn, makeRepository, type Repository } from "../support/git.ts";
import { tempDir, type TempDir } from "../support/temp.ts";

/** `changed-since` asks git about a checkout that may be anybody's, in a job that has secrets. */

const A = "a/prefect.yaml";
const B = "b/prefect.yaml";
const FILES = {
  [A]: yamlOf("a/flow.py:f"),
  "a/flow.py": "",
  [B]: yamlOf("b/flow.py:f"),
  "b/flow.py": "",
  "b/data.bin": "0",
};

let repository: Repository;
let temp: TempDir;
let since: string;
let marker: string;
let program: string;
beforeEach(async () => {
  temp = await tempDir();
  marker = join(temp.path, "was-run");
  program = join(temp.path, "program");
  writeFileSync(program, `#!/bin/sh\necho "$0 $*" >>'${marker}'\n`);
  chmodSync(program, 0o755);
  repository = await makeRepository(FILES);
  since = await repository.commit({ ".gitattributes": "*.bin filter=evil diff=evil merge=evil\n" });
  await repository.commit({ "a/flow.py": "1" });
});
afterEach(async () => {
  await repository[Symbol.asyncDispose]();
  await temp.remove();
});

const FAIR = { deployed: [A], leftOut: [B], problems: [] };

function wasRun(): string {
  return existsSync(marker) ? readFileSync(marker, "utf8") : "";
}

describe("no program is run", () => {
  test.each<[string, readonly string[]]>([
    ["a monitor of files", ["core.fsmonitor"]],
    ["a difference of its own", ["diff.external", "diff.evil.command", "diff.evil.textconv"]],
    ["a pager or an editor", ["core.pager", "pager.status", "pager.diff-tree", "core.editor"]],
    ["an alias", ["alias.status", "alias.rev-parse", "alias.diff-tree", "alias.ls-files"]],
    ["a signature", ["gpg.program"]],
  ])("for %s", async (_, keys) => {
    for (const key of keys) repository.git("config", key, key.startsWith("alias") ? `!${program}` : program);
    writeFileSync(repository.file("b/data.bin"), "0");
    expect(await leftOutOf(repository.path, { since })).toMatchObject(FAIR);
    expect(wasRun()).toBe("");
  });

  test.each([["clean"], ["process"]])(
    "for a filter (%s), of which the file counts as changed where it may be",
    async (kind) => {
      repository.git("config", `filter.evil.${kind}`, program);
      repository.git("config", "filter.evil.required", "true");
      writeFileSync(repository.file("b/data.bin"), "1");
      const told = await leftOutOf(repository.path, { since });
      expect(told).toMatchObject({ deployed: [A, B], problems: [], warnings: [] });
      expect(wasRun()).toBe("");
    },
  );

  test("for a file of Git LFS, which is compared by its pointer", async () => {
    const content = "the data\n";
    const oid = createHash("sha256").update(content).digest("hex");
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${content.length}\n`;
    const start = await repository.commit({ ".gitattributes": "*.lfs filter=lfs\n", "b/x.lfs": pointer });
    await repository.commit({ "a/flow.py": "2" });
    for (const kind of ["clean", "smudge", "process"])
      repository.git("config", `filter.lfs.${kind}`, program);
    repository.git("config", "filter.lfs.required", "true");
    for (const [now, leftOut] of [
      [content, [B]],
      [content.replace("d", "D"), []],
      [`${content}more`, []],
      ["", []],
    ] as const) {
      writeFileSync(repository.file("b/x.lfs"), now);
      expect((await leftOutOf(repository.path, { since: start })).leftOut).toEqual(leftOut);
    }
    expect(wasRun()).toBe("");
  });

  test("for a filter with a name that cannot be turned off: then everything is deployed", async () => {
    repository.git("config", "filter.e=vil.clean", program);
    await repository.write({ ".gitattributes": "*.bin filter=e=vil\n" });
    writeFileSync(repository.file("b/data.bin"), "1");
    const told = await leftOutOf(repository.path, { since });
    expect(told.deployed).toEqual([A, B]);
    expect(told.warnings).toEqual([expect.stringMatching(/a filter that cannot be turned off/)]);
    expect(wasRun()).toBe("");
  });

  test("for a hook, and nothing is written", async () => {
    for (const folder of [repository.file(".git/hooks"), repository.file("hooks")]) {
      mkdirSync(folder, { recursive: true });
      for (const hook of [
        "post-index-change",
        "reference-transaction",
        "fsmonitor-watchman",
        "post-checkout",
      ])
        symlinkSync(program, join(folder, hook));
    }
    repository.git("config", "core.hooksPath", repository.file("hooks"));
    await repository.write({ "b/data.bin": "0" });
    const index = readFileSync(repository.file(".git/index"));
    const names = readdirSync(repository.file(".git"));
    await leftOutOf(repository.path, { since });
    expect(wasRun()).toBe("");
    expect(readFileSync(repository.file(".git/index"))).toEqual(index);
    expect(readdirSync(repository.file(".git"))).toEqual(names);
  });

  test("in a submodule", async () => {
    await using other = await makeRepository({ "x.txt": "" });
    repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other.path, "b/sub");
    const start = await repository.commit();
    await repository.commit({ "a/flow.py": "2" });
    const sub = gitIn(repository.file("b/sub"));
    sub("config", "core.fsmonitor", program);
    sub("config", "filter.evil.clean", program);
    writeFileSync(repository.file("b/sub/x.txt"), "1");
    expect(await leftOutOf(repository.path, { since: start })).toMatchObject(FAIR);
    expect(wasRun()).toBe("");
  });

  test("of a bare repository that is checked in, and taken for none", async () => {
    const bare = repository.file("b/inner");
    mkdirSync(join(bare, "objects"), { recursive: true });
    mkdirSync(join(bare, "refs"));
    writeFileSync(join(bare, "HEAD"), "ref: refs/heads/main\n");
    writeFileSync(
      join(bare, "config"),
      `[core]\n\tbare = false\n\tworktree = ..\n\tfsmonitor = ${program}\n`,
    );
    await repository.commit({ "b/inner/prefect.yaml": yamlOf("a/flow.py:f") });
    const start = repository.git("rev-parse", "HEAD");
    await repository.commit({ "a/other.py": "1" });
    const inner = { since: start, directory: "b/inner", files: ["prefect.yaml", "../../a/prefect.yaml"] };
    expect(await leftOutOf(repository.path, inner)).toMatchObject({
      deployed: [A],
      leftOut: ["b/inner/prefect.yaml"],
    });
    expect(wasRun()).toBe("");
  });

  test("to fetch what a partial clone is missing: then everything is deployed", async () => {
    repository.git("config", "uploadpack.allowFilter", "true");
    const clone = join(temp.path, "clone");
    const url = pathToFileURL(repository.path).href;
    gitIn(temp.path)("clone", "--quiet", "--filter=tree:0", url, clone);
    const git = gitIn(clone);
    git("config", "remote.origin.url", `ext::${program} %S`);
    git("config", "protocol.ext.allow", "always");
    git("config", "remote.origin.uploadpack", program);
    git("config", "core.sshCommand", program);
    git("config", "credential.helper", program);
    const told = await leftOutOf(clone, { since });
    expect(told.deployed).toEqual([A, B]);
    expect(told.warnings).toEqual([expect.stringMatching(/git said/)]);
    expect(wasRun()).toBe("");
  });

  test("that lies in the checkout and is called git", async () => {
    await repository.write({ "bin/git": `#!/bin/sh\necho x >>'${marker}'\n` });
    symlinkSync(repository.file("bin/git"), join(temp.path, "git"));
    // Where it is depends on where this process was started.
    const loose = join(temp.path, "loose");
    mkdirSync(loose);
    symlinkSync(program, join(loose, "git"));
    const near = relative(process.cwd(), loose);
    const folders = [repository.file("bin"), "bin", ".", "", near, temp.path, process.env["PATH"] ?? ""];
    const env = { PATH: folders.join(delimiter) };
    expect(await leftOutOf(repository.path, { since, env })).toMatchObject({ deployed: [A], leftOut: [B] });
    expect(wasRun()).toBe("");
  });
});

describe("the environment of the job", () => {
  test("names no other repository, index or program to git", async () => {
    await using other = await makeRepository({ "x.txt": "" });
    const env = {
      ...process.env,
      GIT_DIR: other.file(".git"),
      GIT_WORK_TREE: other.path,
      GIT_INDEX_FILE: other.file(".git/index"),
      GIT_OBJECT_DIRECTORY: other.file(".git/objects"),
      GIT_EXTERNAL_DIFF: program,
      GIT_PAGER: program,
      GIT_EXEC_PATH: temp.path,
      GIT_TRACE: marker,
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: "core.fsmonitor",
      GIT_CONFIG_VALUE_0: program,
      GIT_CONFIG_PARAMETERS: `'core.fsmonitor'='${program}'`,
      GIT_NAMESPACE: "x",
    };
    expect(await leftOutOf(repository.path, { since, env })).toMatchObject(FAIR);
    expect(wasRun()).toBe("");
  });

  test("has secrets, of which git gets none", async () => {
    const seen = join(temp.path, "seen");
    const real = (process.env["PATH"] ?? "")
      .split(delimiter)
      .find((folder) => existsSync(join(folder, "git")));
    const bin = join(temp.path, "bin");
    mkdirSync(bin);
    writeFileSync(join(bin, "git"), `#!/bin/sh\nenv >>'${seen}'\nexec '${real ?? ""}/git' "$@"\n`);
    chmodSync(join(bin, "git"), 0o755);
    const env = {
      ...{ ...process.env, PATH: [bin, process.env["PATH"] ?? ""].join(delimiter) },
      ...{ INPUT_PASSWORD: "hunter2-1", MY_TOKEN: "hunter2-2", PREFECT_API_KEY: "hunter2-3" },
      ...{ ACTIONS_ID_TOKEN_REQUEST_TOKEN: "hunter2-4", GIT_ASKPASS: "hunter2-5" },
    };
    expect(await leftOutOf(repository.path, { since, env })).toMatchObject(FAIR);
    expect(readFileSync(seen, "utf8")).toContain("GIT_OPTIONAL_LOCKS=0");
    expect(readFileSync(seen, "utf8")).not.toContain("hunter2");
  });
});

test.runIf(process.getuid?.() === 0)(
  "files of another user are no reason to stop (safe.directory)",
  async () => {
    for (const path of ["", ".git", ".git/index", ".git/config", "a"])
      chownSync(repository.file(path), 12_345, 12_345);
    expect(() => repository.git("status")).toThrow(/dubious ownership/);
    expect(await leftOutOf(repository.path, { since })).toMatchObject(FAIR);
  },
);
