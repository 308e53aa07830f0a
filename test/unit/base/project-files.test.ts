import { execFileSync } from "node:child_process";
import { mkdir, symlink, truncate, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import {
  beginningOf,
  isRegularFile,
  NotRead,
  ProjectFiles,
  readRegularFile,
} from "../../../src/base/project-files.js";
import { makeProject } from "../../support/project.ts";

function reason(read: () => unknown): string {
  try {
    read();
    return "read";
  } catch (error) {
    if (!(error instanceof NotRead)) throw error;
    return error.reason;
  }
}

describe("a file is read", () => {
  test("up to the limit, and not a byte over it", async () => {
    await using project = await makeProject({ a: "12345678" });
    expect(readRegularFile(project.file("a"), 8).toString()).toBe("12345678");
    expect(reason(() => readRegularFile(project.file("a"), 7))).toBe("large");
  });

  test.skipIf(process.platform !== "linux")(
    "of /proc by what it holds, since it says that it is empty",
    () => {
      expect(readRegularFile("/proc/self/status").toString()).toContain("Name:");
      expect(reason(() => readRegularFile("/proc/self/status", 10))).toBe("large");
    },
  );

  test("not where its path cannot be one", () => {
    for (const path of ["\0", "x".repeat(300), "/".padEnd(100_000, "x/"), "no/such", ""]) {
      expect(
        reason(() => readRegularFile(path)),
        path.slice(0, 10),
      ).toBe("missing");
      expect(isRegularFile(path)).toBe(false);
    }
  });
});

test("the beginning of a file is read whatever its size, and of nothing else", async () => {
  await using project = await makeProject({ large: "", empty: "" });
  await truncate(project.file("large"), 100_000_000);
  expect(beginningOf(project.file("large"), 2)).toEqual(Buffer.from([0, 0]));
  for (const name of ["empty", "none", "."]) expect(beginningOf(project.file(name), 2)).toHaveLength(0);
  if (process.platform === "win32") return;
  execFileSync("mkfifo", [project.file("pipe")]);
  expect(beginningOf(project.file("pipe"), 2)).toHaveLength(0);
});

describe("with roots", () => {
  test("what is inside is read, whatever its name begins with, and through links that stay inside", async () => {
    await using project = await makeProject({ "..a": "1", "b/..c/d": "2", e: "3" });
    await symlink("e", project.file("link"));
    await symlink(project.path, project.file("b/up"));
    const files = new ProjectFiles([project.path]);
    for (const name of ["..a", "b/..c/d", "e", "link", "b/up/e"])
      expect(
        reason(() => files.read(project.file(name))),
        name,
      ).toBe("read");
    expect(files.list(project.file("b/up"))).toContain("e");
    expect(files.isFile(project.file("link"))).toBe(true);
  });

  test("what is outside is not read, listed or told of, by whatever way", async () => {
    await using outside = await makeProject({ there: "1", "folder/there": "1" });
    await using project = await makeProject({ a: "1" });
    await symlink(outside.path, project.file("out"));
    await symlink(outside.file("there"), project.file("file"));
    await symlink(outside.file("none"), project.file("nothing"));
    const files = new ProjectFiles([project.path]);
    const paths = [
      ...["there", "none", "folder/there", "folder/none", "none/none"].map(outside.file),
      ...["out/there", "out/none", "out/folder/none", "out/none/none", "file"].map(project.file),
      `${project.path}/../x`,
      `${project.path}x`,
    ];
    for (const path of paths) {
      expect(
        reason(() => files.read(path)),
        path,
      ).toBe("outside");
      expect(files.isFile(path)).toBe(false);
      expect(files.refusal(path)?.reason).toBe("outside");
    }
    for (const folder of [outside.path, project.file("out"), project.file("out/folder")])
      expect(files.list(folder)).toEqual([]);
    expect(reason(() => files.read(project.file("none")))).toBe("missing");
    expect(files.refusal(project.file("none"))).toBeUndefined();
  });

  test("a root may be a link, or a single file", async () => {
    await using real = await makeProject({ a: "1", b: "2" });
    await using project = await makeProject({});
    await symlink(real.path, project.file("root"));
    const byLink = new ProjectFiles([project.file("root")]);
    for (const path of [project.file("root/a"), real.file("a")])
      expect(reason(() => byLink.read(path))).toBe("read");
    const single = new ProjectFiles([real.file("a")]);
    expect(reason(() => single.read(real.file("a")))).toBe("read");
    expect(reason(() => single.read(real.file("b")))).toBe("outside");
  });
});

test("the sum is bounded; what was read once may be read again", async () => {
  await using project = await makeProject({ a: "12345", b: "12345", c: "1" });
  const files = new ProjectFiles(undefined, 9);
  expect(reason(() => files.read(project.file("a")))).toBe("read");
  expect(reason(() => files.read(project.file("a")))).toBe("read");
  expect(reason(() => files.read(project.file("b")))).toBe("many");
  expect(reason(() => files.read(project.file("c")))).toBe("read");
  expect(reason(() => files.read(project.file("a")))).toBe("read");
});

test("a file that is too large alone is called that, also near the end of the sum", async () => {
  await using project = await makeProject({ a: "1" });
  await writeFile(project.file("large"), "");
  await truncate(project.file("large"), 11_000_000);
  await mkdir(project.file("folder"));
  const files = new ProjectFiles();
  expect(reason(() => files.read(project.file("large")))).toBe("large");
  expect(reason(() => files.read(project.file("folder")))).toBe("folder");
});
