import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { run, type RunOptions } from "../../../src/prefect/process.js";
import { isAlive } from "../../support/alive.ts";

let cwd = "";

beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), "process-")));
});

afterEach(() => {
  rmSync(cwd, { recursive: true, force: true });
});

/** Runs a Node script, and gathers its lines as they come. */
async function node(script: string, more: Partial<RunOptions> = {}, ...args: string[]) {
  const lines: string[] = [];
  const result = await run([process.execPath, "-e", script, "--", ...args], {
    cwd,
    env: process.env,
    onLine: (line) => lines.push(line),
    ...more,
  });
  return { ...result, lines };
}

const gone = (pid: number) =>
  vi.waitFor(
    () => {
      expect(isAlive(pid)).toBe(false);
    },
    { timeout: 5_000 },
  );

describe("lines", () => {
  test.each([
    ["one", "'a\\n'", ["a"]],
    ["without an end", "'a\\nb'", ["a", "b"]],
    ["of Windows", "'a\\r\\nb\\r\\n'", ["a", "b"]],
    ["empty ones between", "'a\\n\\nb\\n'", ["a", "", "b"]],
    ["none", "''", []],
    ["with a progress bar in one", "'10%\\r20%\\n'", ["10%\r20%"]],
    ["in UTF-8", "'grün 😀\\n'", ["grün 😀"]],
  ])("(%s) come without their ends", async (_what, text, expected) => {
    const { lines, output, exitCode } = await node(`process.stdout.write(${text})`);
    expect(lines).toEqual(expected);
    expect(output).toBe(expected.map((line) => `${line}\n`).join(""));
    expect(exitCode).toBe(0);
  });

  test("are put together from pieces, a character and a line end cut in two included", async () => {
    const bytes = [...Buffer.from("häl😀lo\r\nnext\n")];
    const script = `
      const bytes = ${JSON.stringify(bytes)};
      const step = () => { if (bytes.length) { process.stdout.write(Buffer.from([bytes.shift()])); setTimeout(step, 3); } };
      step();`;
    expect((await node(script)).lines).toEqual(["häl😀lo", "next"]);
  });

  test("that end in half a character show that something is missing", async () => {
    const { lines } = await node("process.stdout.write(Buffer.from([0x61, 0xe2, 0x82]))");
    expect(lines).toEqual(["a\uFFFD"]);
  });

  test("of further streams come apart, and so does what is kept of them", async () => {
    const script = `
      const { writeSync } = require("node:fs");
      writeSync(3, "three\\nand"); writeSync(4, "four\\n"); console.log("one"); console.error("two"); writeSync(3, " on\\n");`;
    const further: string[][] = [[], []];
    const streams = further.map((own) => (line: string) => own.push(line));
    const { lines, output, outputs, exitCode } = await node(script, { streams });
    expect([exitCode, lines.sort()]).toEqual([0, ["one", "two"]]);
    expect(output.length).toBe("one\ntwo\n".length);
    expect(further).toEqual([["three", "and on"], ["four"]]);
    expect(outputs).toEqual(["three\nand on\n", "four\n"]);
  });

  test("of both streams come in the order of the writes where these are apart", async () => {
    const script = `
      console.log("1"); setTimeout(() => console.error("2"), 100); setTimeout(() => console.log("3"), 200);`;
    expect((await node(script)).lines).toEqual(["1", "2", "3"]);
  });

  test("come while the program runs", async () => {
    const stop = new AbortController();
    const { lines, aborted } = await node(`console.log("early"); setInterval(() => {}, 1000)`, {
      signal: stop.signal,
      onLine: (line) => {
        if (line === "early") stop.abort();
      },
    });
    expect(aborted).toBe(true);
    expect(lines).toEqual([]);
  });

  test("of 50 MB all come, and the last of them are kept", async () => {
    let count = 0;
    const script = `
      const block = ("x".repeat(99) + "\\n").repeat(10_000);
      let left = 50;
      const more = () => { while (left-- > 0) if (!process.stdout.write(block)) return process.stdout.once("drain", more); console.log("end"); };
      more();`;
    const { output } = await node(script, {
      onLine: () => {
        count += 1;
      },
    });
    expect(count).toBe(500_001);
    expect(output.endsWith("x\nend\n")).toBe(true);
    expect(output.length).toBeLessThan(20_000_000);
  });

  test("of 50 MB without an end take time that is not a square", async () => {
    const started = process.cpuUsage();
    const script = `
      const block = "x".repeat(1_000_000);
      let left = 50;
      const more = () => { while (left-- > 0) if (!process.stdout.write(block)) return process.stdout.once("drain", more); };
      more();`;
    let length = 0;
    await node(script, {
      onLine: (line) => {
        length += line.length;
      },
    });
    expect(length).toBe(50_000_000);
    // Splitting all that there is for each piece that comes takes 10 s and more.
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(5);
  });
});

describe("a program", () => {
  test.each([0, 1, 3, 255])("that ends with %i", async (code) => {
    expect(await node(`process.exit(${code})`)).toMatchObject({ exitCode: code, aborted: false });
  });

  test.skipIf(process.platform === "win32")("that a signal ended has no exit code", async () => {
    const { exitCode, aborted } = await node(`process.kill(process.pid, "SIGKILL")`);
    expect([exitCode, aborted]).toEqual([undefined, false]);
  });

  test("reads what it is given, then the end", async () => {
    const script = `process.stdin.setEncoding("utf8"); let all = ""; process.stdin.on("data", (d) => all += d).on("end", () => console.log(all.length, all.slice(-2)));`;
    expect((await node(script, { stdin: `${"x".repeat(1_000_000)}ü!` })).lines).toEqual(["1000002 ü!"]);
    expect((await node(script)).lines).toEqual(["0 "]);
  });

  test("that reads nothing of a large input does no harm", async () => {
    const { exitCode } = await node("process.exit(4)", { stdin: "x".repeat(5_000_000) });
    expect(exitCode).toBe(4);
  });

  test("gets the environment and the folder that are asked for, and no others", async () => {
    const { lines } = await node(`console.log(process.env.ONE, process.env.HOME, process.cwd())`, {
      env: { ONE: "1" },
    });
    expect(lines).toEqual([`1 undefined ${cwd}`]);
  });

  test("gets each argument as it is: no shell sees it", async () => {
    const args = [
      "a b",
      "it's",
      'say "x"',
      "$(touch made)",
      "`touch made`",
      "*",
      "$HOME",
      "; touch made",
      "",
      "\\",
      "ü",
    ];
    writeFileSync(join(cwd, "a-file"), "");
    const { lines } = await node("console.log(JSON.stringify(process.argv.slice(1)))", {}, ...args);
    expect(JSON.parse(lines[0] ?? "")).toEqual(args);
    expect((await node(`console.log(require("fs").readdirSync("."))`)).lines).toEqual(["[ 'a-file' ]"]);
  });

  test.each([
    ["does not exist", ["no-such-program-anywhere"], "ENOENT"],
    ["is empty", [], "ENOENT"],
    ["has no right to run", ["./plain"], "EACCES"],
  ])("that %s is an error", async (_what, command, code) => {
    writeFileSync(join(cwd, "plain"), "#!/bin/sh\n", { mode: 0o644 });
    if (code === "EACCES" && process.platform === "win32") return;
    if (command.length === 0) await expect(run(command, { cwd, env: process.env })).rejects.toThrow();
    else await expect(run(command, { cwd, env: process.env })).rejects.toMatchObject({ code });
  });
});

describe("an abort", () => {
  const WAIT = "setInterval(() => {}, 1000);";

  test("ends the program, and keeps what it has printed", async () => {
    const result = await node(`console.log("done so far"); ${WAIT}`, { signal: AbortSignal.timeout(1_500) });
    expect(result).toMatchObject({ exitCode: undefined, aborted: true, output: "done so far\n" });
  });

  test("before the start lets nothing be done", async () => {
    const script = `setTimeout(() => require("fs").writeFileSync("made", ""), 2000)`;
    const result = await node(script, { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ exitCode: undefined, aborted: true, lines: [] });
  });

  test("after the end changes nothing", async () => {
    const stop = new AbortController();
    const result = await node("console.log(1)", { signal: stop.signal });
    stop.abort();
    expect(result).toMatchObject({ exitCode: 0, aborted: false });
  });

  describe.skipIf(process.platform === "win32")("(with processes of POSIX)", () => {
    /** Starts a child of its own, prints its process id, and waits. */
    const parent = (child: string, own = WAIT, stdio = "inherit"): string => `
      const child = require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}], { stdio: ["ignore", "${stdio}", "${stdio}"] });
      console.log(child.pid); ${own}`;
    const READY = `console.log("ready");`;
    const DEAF = `process.on("SIGTERM", () => {}); ${READY} ${WAIT}`;

    /** Aborts once "ready" was printed. */
    async function abortWhenReady(script: string, graceMs = 300) {
      const stop = new AbortController();
      const lines: string[] = [];
      const result = await run([process.execPath, "-e", script], {
        cwd,
        env: process.env,
        signal: stop.signal,
        graceMs,
        onLine: (line) => {
          lines.push(line);
          if (line === "ready") stop.abort();
        },
      });
      return { ...result, lines };
    }

    test("asks first: a program may still tidy up", async () => {
      const { lines, aborted } = await abortWhenReady(
        `process.on("SIGTERM", () => { console.log("tidy"); process.exit(0); }); ${READY} ${WAIT}`,
        30_000,
      );
      expect(lines).toEqual(["ready", "tidy"]);
      expect(aborted).toBe(true);
    });

    test("kills a program that does not listen", async () => {
      const { exitCode, aborted } = await abortWhenReady(DEAF);
      expect([exitCode, aborted]).toEqual([undefined, true]);
    });

    test("ends what the program started", async () => {
      const { lines } = await abortWhenReady(parent(`${READY} ${WAIT}`));
      await gone(Number(lines[0]));
    });

    test("ends what the program started and what does not listen, although the program itself has ended", async () => {
      const { lines, aborted } = await abortWhenReady(parent(DEAF));
      expect(aborted).toBe(true);
      await gone(Number(lines[0]));
    });

    test("is not needed for a program that has ended, while what it started keeps the pipes open", async () => {
      const { exitCode, aborted, lines } = await node(parent(WAIT, "child.unref();"), { graceMs: 300 });
      const pid = Number(lines[0]);
      expect([exitCode, aborted]).toEqual([0, false]);
      expect(isAlive(pid)).toBe(true); // Nobody asked for its end.
      process.kill(pid, "SIGKILL");
    });
  });
});
