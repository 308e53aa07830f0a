import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { leftOutOf, yamlOf } from "../../support/changed.ts";
import { gitIn, makeRepository, type Repository } from "../../support/git.ts";
import { tempDir, type TempDir } from "../../support/temp.ts";

const A = "a/prefect.yaml";
const AB = "ab/prefect.yaml";
const FILES = {
  [A]: yamlOf("a/flow.py:f"),
  "a/flow.py": "",
  [AB]: yamlOf("ab/flow.py:f"),
  "ab/flow.py": "",
  "common/lib.py": "",
  ".gitignore": "*.log\nignored/\n",
};

let repository: Repository;
let temp: TempDir;
let first: string;
beforeEach(async () => {
  temp = await tempDir();
  repository = await makeRepository(FILES);
  first = repository.git("rev-parse", "HEAD");
});
afterEach(async () => {
  await repository[Symbol.asyncDispose]();
  await temp.remove();
});

const leftOut = async (more: Parameters<typeof leftOutOf>[1] = {}) =>
  leftOutOf(repository.path, { since: first, ...more });

describe("what changed between the commit and HEAD", () => {
  test("selects the prefect file of its folder, and no other whose name begins alike", async () => {
    await repository.commit({ "a/flow.py": "1" });
    const told = await leftOut();
    expect(told).toMatchObject({ deployed: [A], leftOut: [AB], warnings: [], problems: [] });
    expect(told.report.leftOut).toEqual({ since: first.slice(0, 7), files: [AB] });
    expect(told.lines).toEqual([
      "▾ Find what has changed",
      `Since ${first.slice(0, 7)}: 1 of 2 prefect files to deploy.`,
      "  a/prefect.yaml: a/flow.py changed",
      `▾ 1 prefect file has no change since ${first.slice(0, 7)} and was left out`,
      "  ab/prefect.yaml",
    ]);
  });

  const names = [
    ["deep below", "ab/x/y/z.sql"],
    ["with a name that git would quote", 'ab/ä "b"\n c.sql'],
    ["with the signs of a glob", "ab/[a]*?.sql"],
  ];
  // Windows has no such names.
  test.each(process.platform === "win32" ? names.slice(0, 1) : names)("a file %s", async (_, path) => {
    await repository.commit({ [path]: "1" });
    expect(await leftOut()).toMatchObject({ deployed: [AB], leftOut: [A] });
  });

  test("nothing: everything is left out", async () => {
    await repository.commit({ "README.md": "1" });
    const told = await leftOut();
    expect(told).toMatchObject({ deployed: [], leftOut: [A, AB], warnings: [] });
    expect(told.lines).toContain(
      `▾ 2 prefect files have no change since ${first.slice(0, 7)} and were left out`,
    );
  });

  test("the repository is the folder of a root prefect file", async () => {
    const since = await repository.commit({ "prefect.yaml": yamlOf("a/flow.py:f") });
    expect(await leftOut({ since })).toMatchObject({ deployed: [], leftOut: [A, AB, "prefect.yaml"] });
    await repository.commit({ "docs/x.md": "1" });
    expect(await leftOut({ since })).toMatchObject({ deployed: ["prefect.yaml"], leftOut: [A, AB] });
  });

  test("a change that was taken back is none", async () => {
    await repository.commit({ "a/flow.py": "1" });
    await repository.commit({ "a/flow.py": "" });
    expect(await leftOut()).toMatchObject({ deployed: [], leftOut: [A, AB] });
  });

  test("a flow file elsewhere belongs to the prefect file that names it", async () => {
    const since = await repository.commit({
      "deploy/prefect.yaml": yamlOf("flows/x.py:f"),
      "flows/x.py": "",
    });
    await repository.commit({ "flows/other.py": "1" });
    expect((await leftOut({ since })).deployed).toEqual([]);
    await repository.commit({ "flows/x.py": "1" });
    expect((await leftOut({ since })).deployed).toEqual(["deploy/prefect.yaml"]);
  });

  test("a renamed folder is a new one, and of a deleted one nothing is left to deploy", async () => {
    repository.git("mv", "a", "z");
    rmSync(repository.file("ab"), { recursive: true });
    await repository.commit({ "z/prefect.yaml": FILES[A] });
    const told = await leftOut();
    expect(told).toMatchObject({ deployed: ["z/prefect.yaml"], leftOut: [] });
  });

  test("a file that moved from one folder to another changes both", async () => {
    await repository.commit({ "q/prefect.yaml": yamlOf("common/lib.py:f"), "a/data.sql": "x".repeat(500) });
    const since = repository.git("rev-parse", "HEAD");
    renameSync(repository.file("a/data.sql"), repository.file("ab/data.sql"));
    await repository.commit();
    expect((await leftOut({ since })).deployed).toEqual([A, AB]);
  });

  test("a merge commit has what the branch brought, and not what was there before", async () => {
    repository.git("checkout", "--quiet", "-b", "topic");
    await repository.commit({ "ab/flow.py": "1" });
    repository.git("checkout", "--quiet", "main");
    const before = await repository.commit({ "a/flow.py": "1" });
    repository.git("merge", "--quiet", "--no-ff", "topic");
    expect((await leftOut({ since: before })).deployed).toEqual([AB]);
    expect((await leftOut({ since: "topic" })).deployed).toEqual([A]);
  });

  test("a rewritten branch whose old commit is still there is compared with it", async () => {
    const old = await repository.commit({ "a/flow.py": "old" });
    repository.git("reset", "--quiet", "--hard", first);
    await repository.commit({ "ab/flow.py": "new" });
    expect((await leftOut({ since: old })).deployed).toEqual([A, AB]);
  });

  test("in a worktree, and by a working directory below the top", async () => {
    const path = join(temp.path, "tree");
    repository.git("worktree", "add", "--quiet", "--detach", path);
    writeFileSync(join(path, "a/flow.py"), "1");
    expect(await leftOutOf(path, { since: first })).toMatchObject({ deployed: [A], leftOut: [AB] });
    await repository.commit({ "a/other.py": "1" });
    const below = { directory: "a", files: ["prefect.yaml", "../ab/prefect.yaml"] };
    expect(await leftOut(below)).toMatchObject({ deployed: [A], leftOut: [AB] });
  });
});

describe("a commit to compare with", () => {
  test("is not there at a first push", async () => {
    const told = await leftOut({ since: "0".repeat(40) });
    expect(told).toMatchObject({ deployed: [A, AB], leftOut: [], warnings: [] });
    expect(told.lines).toEqual(["`changed-since` is all zeros: a first push. Nothing is left out."]);
    expect(told.report.leftOut).toBeUndefined();
  });

  test("is in no event but a push", async () => {
    const told = await leftOut({ since: "" });
    expect(told.deployed).toEqual([A, AB]);
    expect(told.lines.join("")).toMatch(/^`changed-since` is empty, since the event has no commit before it/);
  });

  test("is not asked for: git is not looked for", async () => {
    expect(await leftOut({ since: undefined })).toMatchObject({ deployed: [A, AB], lines: [], warnings: [] });
  });

  test.each([["whole"], ["short"], ["HEAD~1"]])("that a shallow checkout has not: %s", async (how) => {
    await repository.commit({ "a/flow.py": "1" });
    const clone = join(temp.path, "clone");
    gitIn(temp.path)("clone", "--quiet", "--depth=1", pathToFileURL(repository.path).href, clone);
    const since = { whole: first, short: first.slice(0, 7) }[how] ?? how;
    const told = await leftOutOf(clone, { since });
    expect(told).toMatchObject({ deployed: [A, AB], leftOut: [], problems: [] });
    expect(told.warnings).toEqual([
      expect.stringMatching(
        new RegExp(
          `^The checkout does not have the commit "${since}" .* Set \`fetch-depth: 0\` at actions/checkout`,
        ),
      ),
    ]);
  });

  test("that a forced push has replaced", async () => {
    const old = await repository.commit({ "a/flow.py": "1" });
    repository.git("reset", "--quiet", "--hard", first);
    const clone = join(temp.path, "clone");
    gitIn(temp.path)("clone", "--quiet", pathToFileURL(repository.path).href, clone);
    const told = await leftOutOf(clone, { since: old });
    expect(told).toMatchObject({ deployed: [A, AB], leftOut: [] });
    expect(told.warnings).toEqual([expect.stringMatching(/forced push has replaced is gone/)]);
  });

  test("may be a tag, one with a message too, or a branch that only origin has", async () => {
    repository.git("tag", "light");
    repository.git("tag", "--annotate", "--message=x", "heavy");
    repository.git("branch", "release/1");
    await repository.commit({ "a/flow.py": "1" });
    const clone = join(temp.path, "clone");
    gitIn(temp.path)("clone", "--quiet", pathToFileURL(repository.path).href, clone);
    for (const since of ["light", "heavy", "release/1", "refs/heads/release/1", "HEAD~1", "HEAD^"]) {
      const told = await leftOutOf(clone, { since });
      expect(told, since).toMatchObject({ deployed: [A], leftOut: [AB], warnings: [] });
      expect(told.report.leftOut?.since).toBe(`${since} (${first.slice(0, 7)})`);
    }
  });

  test("of a name that nothing has is an error with the nearest", async () => {
    repository.git("branch", "release/1");
    repository.git("tag", "v1");
    const { problems, leftOut: out } = await leftOut({ since: "relaese/1" });
    expect(out).toEqual([]);
    expect(problems).toEqual([
      '`changed-since`: the checkout has no commit, branch or tag "relaese/1". The nearest: "release/1", "main", "v1". Correct it, or set `fetch-depth: 0` at actions/checkout, which then fetches all branches and tags.',
    ]);
  });

  test("that is the one checked out is a warning", async () => {
    const told = await leftOut({ since: "main" });
    expect(told.leftOut).toEqual([A, AB]);
    expect(told.warnings).toEqual([
      expect.stringMatching(/names main \(.*\), the very commit that is checked out/),
    ]);
  });
});

describe("what is not committed counts too:", () => {
  test.each<[string, () => void]>([
    [
      "a changed file",
      () => {
        writeFileSync(repository.file("a/flow.py"), "1");
      },
    ],
    [
      "a file of the same length, in the same second",
      () => {
        writeFileSync(repository.file("a/flow.py"), "x");
      },
    ],
    [
      "a file that is new",
      () => {
        writeFileSync(repository.file("a/new.json"), "1");
      },
    ],
    [
      "a file in a new folder",
      () => {
        mkdirSync(repository.file("a/b/c"), { recursive: true });
        writeFileSync(repository.file("a/b/c/x"), "");
      },
    ],
    [
      "a file that is gone",
      () => {
        rmSync(repository.file("a/flow.py"));
        writeFileSync(repository.file("a/flow.py"), "2");
        rmSync(repository.file("a/data.sql"));
      },
    ],
    [
      "a change that is staged",
      () => {
        writeFileSync(repository.file("a/flow.py"), "1");
        repository.git("add", "a");
      },
    ],
    [
      "another checkout in the folder",
      () => {
        mkdirSync(repository.file("a/sub"));
        gitIn(repository.file("a/sub"))("init", "--quiet");
        writeFileSync(repository.file("a/sub/x"), "");
      },
    ],
  ])("%s", async (_, change) => {
    const since = await repository.commit({ "a/flow.py": "0", "a/data.sql": "" });
    await repository.commit({ "README.md": "1" });
    expect((await leftOut({ since })).deployed).toEqual([]);
    change();
    expect(await leftOut({ since })).toMatchObject({ deployed: [A], leftOut: [AB] });
  });

  test("but not what git ignores, what Python compiles, and a new time or mode of the owner", async () => {
    await repository.commit({ "README.md": "1" });
    await repository.write({ "a/x.log": "", "a/ignored/y": "", "a/__pycache__/flow.pyc": "" });
    utimesSync(repository.file("a/flow.py"), 1, 1);
    expect(await leftOut()).toMatchObject({ deployed: [], leftOut: [A, AB] });
  });

  test("its folder is the old one of a rename in the index too", async () => {
    const since = await repository.commit({ "a/data.sql": "x".repeat(500) });
    await repository.commit({ "README.md": "1" });
    repository.git("mv", "a/data.sql", "ab/data.sql");
    expect((await leftOut({ since })).deployed).toEqual([A, AB]);
  });
});

describe("in doubt it is deployed:", () => {
  test("a prefect file that a step before has made, ignored or not", async () => {
    await repository.commit({ "README.md": "1" });
    await repository.write({
      "made/prefect.yaml": yamlOf("a/flow.py:f"),
      "ignored/prefect.yaml": yamlOf("a/flow.py:f"),
    });
    const files = ["ignored/prefect.yaml", "made/prefect.yaml"];
    const { deployed, lines } = await leftOut({ files });
    expect(deployed).toEqual(files);
    expect(lines).toContain("  ignored/prefect.yaml: git does not track it");
  });

  test("one whose flow file git does not track", async () => {
    await repository.write({ "a/flow.log": "" });
    const since = await repository.commit({ "a/prefect.yaml": yamlOf("a/flow.log:f") });
    await repository.commit({ "README.md": "1" });
    expect((await leftOut({ since })).lines).toContain(
      "  a/prefect.yaml: git does not track its flow file a/flow.log",
    );
  });

  test("one in another checkout, which may have a branch of the same name", async () => {
    await repository.write({ ".gitignore": "other/\n", "other/prefect.yaml": yamlOf("a/flow.py:f") });
    const since = await repository.commit();
    await repository.commit({ "README.md": "1" });
    const other = gitIn(repository.file("other"));
    other("init", "--quiet", "--initial-branch=main");
    other("add", "--all");
    other("commit", "--quiet", "--message=x");
    const { deployed, lines } = await leftOut({ since, files: [A, "other/prefect.yaml"] });
    expect(deployed).toEqual(["other/prefect.yaml"]);
    expect(lines).toContain("  other/prefect.yaml: it is in another checkout, or in a submodule");
  });

  test("one in a submodule, and one whose folder has a submodule of another commit", async () => {
    await using other = await makeRepository({ "prefect.yaml": yamlOf("a/flow.py:f") });
    const local = ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other.path];
    repository.git(...local, "sub");
    repository.git(...local, "ab/lib");
    const since = await repository.commit();
    await repository.commit({ "README.md": "1" });
    expect((await leftOut({ since })).deployed).toEqual(["ab/lib/prefect.yaml", "sub/prefect.yaml"]);
    gitIn(repository.file("ab/lib"))("commit", "--quiet", "--allow-empty", "--message=x");
    expect((await leftOut({ since })).deployed).toEqual(["ab/lib/prefect.yaml", AB, "sub/prefect.yaml"]);
    repository.git("config", "--file=.gitmodules", "submodule.ab/lib.ignore", "all");
    await repository.commit();
    expect((await leftOut({ since })).deployed).toEqual(["ab/lib/prefect.yaml", AB, "sub/prefect.yaml"]);
  });

  test("one whose flow file is in a submodule of another commit, and only then", async () => {
    await using other = await makeRepository({ "flows/job.py": "" });
    repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other.path, "sub");
    const since = await repository.commit({ "q/prefect.yaml": yamlOf("sub/flows/job.py:f") });
    await repository.commit({ "README.md": "1" });
    expect((await leftOut({ since })).deployed).toEqual([]);
    gitIn(repository.file("sub"))("commit", "--quiet", "--allow-empty", "--message=x");
    expect((await leftOut({ since })).deployed).toEqual(["q/prefect.yaml"]);
  });

  test("everything outside of any repository, and where there is no git", async () => {
    rmSync(repository.file(".git"), { recursive: true });
    const none = await leftOut();
    expect(none).toMatchObject({ deployed: [A, AB], leftOut: [] });
    expect(none.warnings).toEqual([
      expect.stringMatching(
        /is not known: the working directory is in no git repository\. So nothing is left out\. Have git installed before actions\/checkout/,
      ),
    ]);
    repository.git("init", "--quiet");
    expect((await leftOut()).warnings).toEqual([expect.stringMatching(/not known: HEAD names no commit/)]);
    expect((await leftOut({ env: { PATH: "/nonexistent" } })).warnings).toEqual([
      expect.stringMatching(/not known: this machine has no git/),
    ]);
  });

  test("everything where git fails, with what it said", async () => {
    writeFileSync(repository.file(".git/config"), "[core]\n\trepositoryformatversion = 99\n");
    const told = await leftOut();
    expect(told.deployed).toEqual([A, AB]);
    expect(told.warnings).toEqual([expect.stringMatching(/git said "fatal: .*99/i)]);
  });

  test("the checkout of the prefect files is the one, where the working directory is in none", async () => {
    const path = join(temp.path, "checkout");
    gitIn(temp.path)("clone", "--quiet", pathToFileURL(repository.path).href, path);
    writeFileSync(join(path, "a/flow.py"), "1");
    const asked = { since: first, files: ["checkout/*/prefect.yaml"] };
    expect(await leftOutOf(temp.path, asked)).toMatchObject({
      deployed: ["checkout/a/prefect.yaml"],
      leftOut: ["checkout/ab/prefect.yaml"],
    });
  });
});

describe.skipIf(process.platform === "win32")("by a symbolic link", () => {
  test.each<[string, () => void, string]>([
    [
      "a prefect file",
      () => {
        symlinkSync("../a/prefect.yaml", repository.file("ab/x.yaml"));
      },
      "ab/x.yaml",
    ],
    [
      "a folder",
      () => {
        symlinkSync("a", repository.file("link"));
      },
      "link/prefect.yaml",
    ],
  ])("%s is deployed", async (_, make, file) => {
    make();
    const since = await repository.commit();
    await repository.commit({ "README.md": "1" });
    const { deployed, lines } = await leftOut({ since, files: [file, A] });
    expect(deployed).toEqual([file]);
    expect(lines).toContain(`  ${file}: a symbolic link leads to it, or to a flow file of it`);
  });

  test("in the folder, what it leads to belongs to the folder", async () => {
    symlinkSync("../common", repository.file("a/common"));
    symlinkSync("../shared", repository.file("common/shared"));
    symlinkSync("flow.py", repository.file("ab/same.py"));
    const since = await repository.commit({ "shared/x.sql": "" });
    await repository.commit({ "README.md": "1" });
    expect(await leftOut({ since })).toMatchObject({ deployed: [], leftOut: [A, AB] });
    writeFileSync(repository.file("common/lib.py"), "1");
    expect(await leftOut({ since })).toMatchObject({ deployed: [A], leftOut: [AB] });
    repository.git("checkout", "--quiet", ".");
    writeFileSync(repository.file("shared/x.sql"), "1");
    expect(await leftOut({ since })).toMatchObject({ deployed: [A], leftOut: [AB] });
    rmSync(repository.file("shared"), { recursive: true });
    await repository.commit();
    expect(await leftOut({ since })).toMatchObject({ deployed: [A], leftOut: [AB] });
  });

  test.each([
    ["out of the repository", "/tmp"],
    ["to another link", "../hop"],
  ])("in the folder that leads %s, it is deployed", async (_, target) => {
    symlinkSync("common", repository.file("hop"));
    symlinkSync(target, repository.file("ab/out"));
    const since = await repository.commit();
    await repository.commit({ "README.md": "1" });
    const { deployed, lines } = await leftOut({ since });
    expect(deployed).toEqual([AB]);
    expect(lines.join("\n")).toMatch(
      /the symbolic link ab\/out leads out of the repository, or to another link/,
    );
  });

  test("the workspace itself may be reached", async () => {
    const link = join(temp.path, "workspace");
    symlinkSync(repository.path, link);
    await repository.commit({ "a/flow.py": "1" });
    expect(await leftOutOf(link, { since: first })).toMatchObject({ deployed: [A], leftOut: [AB] });
  });
});

describe("`shared-paths`", () => {
  test.each([
    ["common/**", "common/x/y.py"],
    ["common", "common/lib.py"],
    ["*.lock", "uv.lock"],
    ["**/requirements*.txt", "libs/requirements-dev.txt"],
  ])("%s selects everything by %s", async (pattern, path) => {
    await repository.commit({ [path]: "1" });
    const told = await leftOut({ shared: ["a/never.txt", pattern] });
    expect(told).toMatchObject({ deployed: [A, AB], leftOut: [] });
    expect(told.lines).toContain(
      `"${path}" has changed since ${first.slice(0, 7)} (\`shared-paths\`). Nothing is left out.`,
    );
  });

  test("that did not change select nothing, and what matches nothing at all is a warning", async () => {
    await repository.commit({ "a/flow.py": "1" });
    const told = await leftOut({ shared: ["common/**", "comon/**"] });
    expect(told.deployed).toEqual([A]);
    expect(told.warnings).toEqual([
      '`shared-paths`: nothing in the repository matches "comon/**". Correct it: the paths are relative to the root of the repository, whatever `working-directory` is.',
    ]);
  });
});
