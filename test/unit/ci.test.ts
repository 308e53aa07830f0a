import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkResults, testResults } from "../../scripts/ci.mjs";
import { tempDir } from "../support/temp.ts";

const ciScript = new URL("../../scripts/ci.mjs", import.meta.url);

const test = (status: string, failureMessages: readonly string[] = []) => ({
  fullName: `a test that ${status}`,
  status,
  failureMessages,
});
const report = (...assertionResults: readonly object[]) => ({
  testResults: [{ name: "a.test.ts", status: "passed", assertionResults }],
});

describe("the count of .ci/run", () => {
  it("counts what passed", () => {
    expect(testResults(report(test("passed"), test("passed")), 0)).toEqual({ passed: 2, problems: [] });
  });

  it("names a test that failed and why, without colours, and not all of a long reason", () => {
    const long = Array.from({ length: 40 }, (_, index) => `line ${index}`).join("\n");
    const { passed, problems } = testResults(
      report(test("passed"), test("failed", [`\u001b[31mError: 503\u001b[39m\n\n${long}`])),
      1,
    );
    expect(passed).toBe(1);
    expect(problems).toHaveLength(1);
    const lines = problems[0]?.split("\n") ?? [];
    expect(lines.slice(0, 3)).toEqual(["a test that failed (failed)", "    Error: 503", "    line 0"]);
    expect(lines).toHaveLength(16);
  });

  it("takes a test that did not run for a failure", () => {
    const { problems } = testResults(report(test("passed"), test("skipped")), 0);
    expect(problems).toEqual(["a test that skipped (skipped)"]);
  });

  it("fails without a report, without a test, without a file, and on an exit code that nothing explains", () => {
    const broken = { name: "b.test.ts", status: "failed", message: "no such file", assertionResults: [] };
    expect(testResults(undefined, 1).problems).toEqual(["npm test wrote no report (exit code 1)"]);
    expect(testResults(report(), 0).problems).toEqual(["npm test ran no test to its end"]);
    expect(testResults({ testResults: [...report(test("passed")).testResults, broken] }, 1).problems).toEqual(
      ["b.test.ts: no such file"],
    );
    expect(testResults(report(test("passed")), 1).problems).toEqual(["npm test ended with exit code 1"]);
  });
});

describe(".ci/run as a program", () => {
  it.skipIf(process.platform === "win32")("counts what failed and ends with exit code 1", async () => {
    const failed = {
      testResults: [
        { name: "a", status: "failed", assertionResults: [test("passed"), test("failed", ["why"])] },
      ],
    };
    await using folder = await tempDir();
    const npm = join(folder.path, "npm");
    const script = [
      "#!/bin/sh",
      'for word in "$@"; do case "$word" in --outputFile.json=*) file="${word#*=}";; esac; done',
      `if [ "$1" = test ]; then printf %s '${JSON.stringify(failed)}' > "$file"; exit 1; fi`,
      'echo "PASS  a check"',
    ];
    writeFileSync(npm, `${script.join("\n")}\n`, { mode: 0o755 });
    const { status, stdout } = spawnSync(process.execPath, [fileURLToPath(ciScript)], {
      encoding: "utf8",
      env: { ...process.env, PATH: `${dirname(npm)}:${process.env["PATH"]}` },
    });
    expect(stdout).toContain("FAILED  a test that failed (failed)\n    why\n");
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("2 passed, 1 failed");
    expect(status).toBe(1);
  });
});

describe("the count of the static checks", () => {
  it("counts what passed, and names what failed", () => {
    expect(checkResults("PASS  one\nFAIL  two\n      why\nPASS  three\r\n", 1)).toEqual({
      passed: 2,
      problems: ["check: two"],
      notChecked: [],
    });
  });

  it("takes a check that could not be made for neither", () => {
    expect(checkResults("PASS  one\nSKIP  two\n      not checked: no network\n", 0)).toEqual({
      passed: 1,
      problems: [],
      notChecked: ["check: two"],
    });
  });

  it("fails without a check that was made, and on an exit code that nothing explains", () => {
    expect(checkResults("SKIP  one\n", 0).problems).toEqual(["npm run check ran no check"]);
    expect(checkResults("PASS  one\nSKIP  two\n", 1).problems).toEqual([
      "npm run check ended with exit code 1",
    ]);
  });
});
