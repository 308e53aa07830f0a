import { execFile, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { devNull } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { isNewer, TESTED, versionIn } from "../../scripts/newest-prefect.mjs";
import { cleanEnvironment, findPython } from "../../scripts/parts.mjs";
import { tempDir } from "../support/temp.ts";

const SCRIPT = fileURLToPath(new URL("../../scripts/newest-prefect.mjs", import.meta.url));

describe("a version", () => {
  it.each([
    ["3.9.2", "3.9.1", true],
    ["3.10.0", "3.9.9", true],
    ["4.0.0", "3.99.99", true],
    ["3.9.1", "3.9.1", false],
    ["3.9.1", "3.10.0", false],
    ["3.8.9", "3.9.1", false],
    ["2.99.99", "3.0.0", false],
  ])("%s is newer than %s: %s", (version, other, expected) => {
    expect(isNewer(version, other)).toBe(expected);
  });

  const report = (version: unknown, name = "prefect") =>
    JSON.stringify({ install: [{ metadata: { name, version } }] });

  it("is read from pip's report", () => {
    expect(versionIn(report("3.10.12"))).toBe("3.10.12");
  });

  it.each([
    ["a pre-release", report("3.10.0rc1")],
    ["another step's output", report("3.9.2\nTOKEN=x")],
    ["a command", report("3.9.2; id")],
    ["of another package", report("3.9.2", "prefect-aws")],
    ["missing", JSON.stringify({ install: [] })],
  ])("that is %s is refused", (_, text) => {
    expect(() => versionIn(text)).toThrow("not a version of three numbers");
  });
});

/** A file on the index: its version, and the attributes of its link. */
type Release = readonly [version: string, attributes?: string];

const WHEEL = `
import sys, zipfile
folder, *versions = sys.argv[1:]
for version in versions:
    with zipfile.ZipFile(f"{folder}/prefect-{version}-py3-none-any.whl", "w") as wheel:
        home = f"prefect-{version}.dist-info"
        wheel.writestr(f"{home}/METADATA", f"Metadata-Version: 2.1\\nName: prefect\\nVersion: {version}\\n")
        wheel.writestr(f"{home}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(f"{home}/RECORD", "")
`;

const python = findPython()?.path ?? "python3";
const hasPip = spawnSync(python, ["-m", "pip", "--version"]).status === 0;

/** What the script says and hands on, with real pip and an index on loopback that has these releases. */
async function look(releases: readonly Release[]): Promise<{ stdout: string; output: string }> {
  await using folder = await tempDir();
  const versions = releases.map(([version]) => version);
  spawnSync(python, ["-c", WHEEL, folder.path, ...versions]);
  const links = releases.map(([version, attributes = ""]) => {
    const name = `prefect-${version}-py3-none-any.whl`;
    return `<a href="/files/${name}" ${attributes}>${name}</a>`;
  });
  const server = createServer(({ url = "" }, answer) => {
    const file = /^\/files\/([\w.-]+)$/.exec(url)?.[1];
    answer.setHeader("content-type", file === undefined ? "text/html" : "application/zip");
    answer.end(file === undefined ? links.join("\n") : readFileSync(join(folder.path, file)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const output = join(folder.path, "output");
    writeFileSync(output, "");
    const env = cleanEnvironment({
      PIP_CONFIG_FILE: devNull,
      PIP_INDEX_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/simple/`,
      PIP_EXTRA_INDEX_URL: "",
      PIP_FIND_LINKS: "",
      NO_PROXY: "127.0.0.1",
      GITHUB_OUTPUT: output,
    });
    const stdout = await new Promise<string>((resolve, reject) => {
      execFile(process.execPath, [SCRIPT], { env }, (error, text, problem) => {
        if (error) reject(new Error(problem));
        else resolve(text);
      });
    });
    return { stdout, output: readFileSync(output, "utf8") };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe.skipIf(!hasPip)("the newest release, as real pip finds it on an index of this test", () => {
  it("is none that is yanked, a pre-release, or for another Python", async () => {
    const { output } = await look([
      ["3.98.0"],
      ["3.99.0"],
      ["3.99.1", 'data-yanked="broken"'],
      ["3.100.0rc1"],
      ["3.101.0", 'data-requires-python="&gt;=99"'],
    ]);
    expect(output).toBe("version=3.99.0\n");
  });

  it("is nothing to do where it is tested already", async () => {
    const { stdout, output } = await look([["3.0.0"], [TESTED]]);
    expect(stdout).toBe(
      `Nothing to do: the newest release of Prefect is ${TESTED}, and ${TESTED} is tested.\n`,
    );
    expect(output).toBe("");
  });

  it("is an error in pip's words where there is none", async () => {
    await expect(look([])).rejects.toThrow(/pip could not say[^]*No matching distribution found for prefect/);
  });
});
