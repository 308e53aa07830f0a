import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { isPossible, Places } from "../../../src/base/places.js";
import { makeProject } from "../../support/project.ts";

describe("where a path leads", () => {
  test("is told through links that stay inside, also of what is not there", async () => {
    await using project = await makeProject({ "a/b/c": "1" });
    const { file } = project;
    await symlink("a/b", file("short"));
    await symlink("../short", file("a/up"));
    await symlink(project.path, file("a/self"));
    await symlink("nothing/at/all", file("dangling"));
    const places = new Places([project.path]);
    for (const [path, place] of [
      ["a/b/c", "a/b/c"],
      ["short/c", "a/b/c"],
      ["a/up/c", "a/b/c"],
      ["a/self/a/self/short/c", "a/b/c"],
      ["short/none", "a/b/none"],
      ["dangling", "nothing/at/all"],
      ["dangling/more", "nothing/at/all/more"],
      ["none/../a", "a"],
    ] as const)
      expect(places.of(file(path)), path).toEqual({ place: file(place) });
  });

  test("is outside by the text of a link, whether something is there or not", async () => {
    await using outside = await makeProject({ "there/file": "1" });
    await using project = await makeProject({ "sub/x": "" });
    const { file } = project;
    await symlink("..", file("sub/parent"));
    await symlink("../../..", file("sub/above"));
    for (const name of ["there", "none"]) {
      await symlink(outside.file(name), file(`to-${name}`));
      await symlink(`to-${name}`, file(`again-${name}`));
    }
    const told = () => {
      const places = new Places([project.path]);
      return [
        "to-there",
        "to-none",
        "again-there",
        "again-none",
        "to-there/file",
        "to-none/file",
        "sub/above/x",
      ].map((path) => places.of(file(path)));
    };
    const before = told();
    expect(new Set(before)).toEqual(new Set(["outside"]));
    await rm(outside.file("there"), { recursive: true });
    expect(told()).toEqual(before);
    expect(new Places([project.path]).of(file("sub/parent/sub/x"))).toEqual({ place: file("sub/x") });
  });

  test("is nowhere where links lead to each other", async () => {
    await using project = await makeProject({});
    await symlink("b", project.file("a"));
    await symlink("a", project.file("b"));
    expect(new Places([project.path]).of(project.file("a/x"))).toBe("circle");
  });

  test("may be a root that is itself a link, or a single file", async () => {
    await using real = await makeProject({ a: "1" });
    await using project = await makeProject({});
    await symlink(real.path, project.file("root"));
    const places = new Places([project.file("root"), real.file("a")]);
    expect(places.of(project.file("root/a"))).toEqual({ place: real.file("a") });
    expect(places.of(real.file("a"))).toEqual({ place: real.file("a") });
    expect(places.of(project.file("other"))).toBe("outside");
  });
});

test("a path of too many parts or bytes is none, whatever is on the disk", async () => {
  expect(isPossible("/a".repeat(200))).toBe(true);
  expect(isPossible("/a".repeat(300))).toBe(false);
  expect(isPossible(`/${"é".repeat(2_100)}`)).toBe(false);
  await using project = await makeProject({});
  await mkdir(project.file("x"));
  await writeFile(project.file("x/y"), "");
  expect(isPossible(project.file("x/y"))).toBe(true);
});
