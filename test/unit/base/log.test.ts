import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { Log } from "../../../src/base/log.js";
import { shownByRunner } from "../../support/runner/runner-model.ts";

/** What the real @actions/core writes for the runner. */
let written: string;

beforeEach(() => {
  written = "";
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    written += String(chunk);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** The lines since the last look. */
function lines(): string[] {
  const found = written.split(/\r?\n/).slice(0, -1);
  written = "";
  return found;
}

const problem = { what: "It is wrong.", fix: "Fix it." };

const wordOf = (stop: string): string => stop.replace("::stop-commands::", "");
const escaped = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

describe("a line", () => {
  test("is one, and written as it is", () => {
    const log = new Log();
    log.line("  one\nline, 100 %");
    log.line("");
    log.line("a :: b, x::y::z");
    expect(lines()).toEqual(["  one line, 100 %", "", "a :: b, x::y::z"]);
  });

  test.each([
    ["::error::x", ": :error::x"],
    ["  ::add-mask::x", "  : :add-mask::x"],
    ["name\n::save-state name=config::{}", "name ::save-state name=config::{}"],
    ["name\r::stop-commands::x", "name ::stop-commands::x"],
    ["\u00a0::debug::x", " : :debug::x"],
    ["\n\n \n::x", "   : :x"],
    ["a ##[error]x", "a # #[error]x"],
    ["::::", ": :::"],
  ])("of the checked-out code is not a command to the runner: %j", (text, shown) => {
    new Log().line(text);
    expect(written).toBe(`${shown}\n`);
  });
});

describe("a secret", () => {
  test("is registered with the runner, every form, and never written again", async () => {
    const log = new Log("s3cr3t-label");
    log.mask(["s3cr3t-label", "s3cr3t"]);
    expect(lines()).toEqual(["::add-mask::s3cr3t-label", "::add-mask::s3cr3t"]);
    log.line("a s3cr3t-label and a s3cr3t");
    await log.group("s3cr3t", () => undefined);
    log.problem({ what: "s3cr3t", fix: "s3cr3t", where: { file: "s3cr3t", line: 1 } });
    log.warnOnce({ what: "s3cr3t", fix: "s3cr3t" });
    expect(written).not.toContain("s3cr3t");
    expect(lines()[0]).toBe("a *** and a ***");
  });

  test("is hidden whole, whichever form was registered first", () => {
    const log = new Log();
    log.mask(["abc"]);
    log.mask(["abcdef"]);
    expect(log.clean("x abcdef abc x")).toBe("x *** *** x");
  });

  test("of several lines reaches the runner as one command", () => {
    new Log().mask(["a\nb%"]);
    expect(lines()).toEqual(["::add-mask::a%0Ab%25"]);
  });

  test.each(["", " ", "\t\n", "\u00a0"])("is not %j: all would be masked, and the runner warns", (blank) => {
    const log = new Log();
    log.mask([blank]);
    expect(lines()).toEqual([]);
    expect(log.clean(`a${blank}b`)).toBe(`a${blank}b`);
  });
});

describe("a group", () => {
  test("has the label of the job, gives back its result, and ends", async () => {
    const log = new Log("production");
    const result = await log.group("Check", () => {
      log.line("inside");
      return 5;
    });
    expect(result).toBe(5);
    expect(lines()).toEqual(["::group::[production] Check", "inside", "::endgroup::"]);
  });

  test("ends after a failure too", async () => {
    const log = new Log();
    await expect(log.group("Check", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(lines()).toEqual(["::group::Check", "::endgroup::"]);
  });
});

describe("the output of others", () => {
  test("stands between stop-commands and a token that cannot be guessed, each time another", async () => {
    const log = new Log();
    const tokens = new Set<string>();
    for (let round = 0; round < 2; round += 1) {
      const result = await log.foreign(() => {
        process.stdout.write("::error::from others\n");
        return Promise.resolve("done");
      });
      expect(result).toBe("done");
      const [stop = "", foreign, start] = lines();
      const token = /^::stop-commands::([0-9a-f-]{36})$/.exec(stop)?.[1] ?? "";
      expect([foreign, start]).toEqual(["::error::from others", `::${token}::`]);
      tokens.add(token);
    }
    expect(tokens.size).toBe(2);
  });

  test("is over after a failure too: commands work again", async () => {
    await expect(new Log().foreign(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    const [stop = "", start] = lines();
    expect(start).toBe(`::${stop.slice("::stop-commands::".length)}::`);
  });
});

describe("while the output of others is shown", () => {
  const said: Record<string, (log: Log) => unknown> = {
    "a mask": (log) => {
      log.mask(["s3cr3t"]);
    },
    "an error": (log) => {
      log.problem(problem);
    },
    "a warning": (log) => {
      log.warnOnce(problem);
    },
    "a notice": (log) => {
      log.notice(problem);
    },
    "a group": (log) => log.group("Inside", () => undefined),
    "an output": (log) => {
      log.output("name", "value");
    },
    "a state": (log) => {
      log.state("name", "value");
    },
  };
  beforeEach(() => {
    // An old runner: outputs and state are commands.
    vi.stubEnv("GITHUB_OUTPUT", "");
    vi.stubEnv("GITHUB_STATE", "");
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test.each(Object.entries(said))("%s is a command to the runner, not a line", async (_what, say) => {
    const log = new Log();
    await say(log);
    const before = lines();
    const other = new Log();
    await other.foreign(async () => {
      other.line("before");
      await say(other);
      process.stdout.write("::error::of others\n");
    });
    const [stop = "", first, resume, ...rest] = lines();
    const inside = rest.slice(0, -3);
    expect([first, resume]).toEqual(["before", `::${wordOf(stop)}::`]);
    expect(inside.filter((line) => !/^::stop-commands::|^::[0-9a-f-]{36}::$/.test(line))).toEqual(before);
    const [again = "", foreign, end] = rest.slice(-3);
    expect([foreign, end]).toEqual(["::error::of others", `::${wordOf(again)}::`]);
    expect(wordOf(again)).not.toBe(wordOf(stop));
  });

  test("a mask is not shown, and holds for what comes after it", async () => {
    const log = new Log();
    await log.foreign(async () => {
      await Promise.resolve();
      log.mask(["s3cr3t"]);
      process.stdout.write("a s3cr3t of others\n::add-mask::of others\n");
    });
    const shown = shownByRunner(written);
    expect(shown).not.toContain("s3cr3t");
    expect(shown).toContain("a *** of others\n::add-mask::of others\n");
  });

  test("commands stay off until the last of several is over", async () => {
    const log = new Log();
    let end = (): void => undefined;
    const slow = log.foreign(
      () =>
        new Promise<void>((resolve) => {
          end = resolve;
        }),
    );
    await log.foreign(() => Promise.reject(new Error("no"))).catch(() => undefined);
    process.stdout.write("::error::of others\n");
    expect(shownByRunner(written)).toContain("::error::of others");
    end();
    await slow;
    written = "";
    log.problem(problem);
    expect(lines()).toEqual(["::error title=Prefect deploy::It is wrong. Fix it."]);
  });

  test("a failure to print a command leaves them off", async () => {
    const log = new Log();
    vi.stubEnv("GITHUB_OUTPUT", "/not/there");
    await log.foreign(() => {
      expect(() => {
        log.output("name", "value");
      }).toThrow();
      process.stdout.write("::error::of others\n");
      return Promise.resolve();
    });
    expect(shownByRunner(written)).toContain("\n::error::of others\n");
  });
});

describe("an annotation", () => {
  test.each([
    [undefined, undefined, "::error title=Prefect deploy::It is wrong. Fix it."],
    ["ci", undefined, "::error title=[ci] Prefect deploy::It is wrong. Fix it."],
    [undefined, { file: "a.yaml" }, "::error title=Prefect deploy,file=a.yaml::a.yaml: It is wrong. Fix it."],
    [
      undefined,
      { file: "a.yaml", line: 3 },
      "::error title=Prefect deploy,file=a.yaml,line=3::a.yaml:3: It is wrong. Fix it.",
    ],
    [
      undefined,
      { file: "a,b:c%\n::x", line: 1 },
      "::error title=Prefect deploy,file=a%2Cb%3Ac%25 %3A%3Ax,line=1::a,b:c%25 ::x:1: It is wrong. Fix it.",
    ],
  ])("with label %s at %j", (label, where, line) => {
    new Log(label).problem(where ? { ...problem, where } : problem);
    expect(lines()).toEqual([line]);
  });

  test("of a warning is one", () => {
    new Log().warnOnce(problem);
    expect(lines()).toEqual(["::warning title=Prefect deploy::It is wrong. Fix it."]);
  });

  test("is given nine times of a kind, since the runner shows ten; then come plain lines", () => {
    const log = new Log();
    for (let index = 1; index <= 11; index += 1) {
      log.problem({ what: `error ${index}\n::debug::x`, fix: "m" });
      log.warnOnce({ what: `warning ${index}`, fix: "m" });
    }
    const all = lines();
    expect(all.filter((line) => line.startsWith("::error "))).toHaveLength(9);
    expect(all.filter((line) => line.startsWith("::warning "))).toHaveLength(9);
    expect(all.slice(18)).toEqual([
      "error: error 10 ::debug::x m",
      "warning: warning 10 m",
      "error: error 11 ::debug::x m",
      "warning: warning 11 m",
    ]);
  });
});

test("the same warning is shown once, however often and wherever it is found", () => {
  const log = new Log();
  const where = { file: "a", line: 1 };
  for (const warning of [
    problem,
    problem,
    { ...problem },
    { ...problem, where },
    { ...problem, where: { ...where } },
  ]) {
    log.warnOnce(warning);
  }
  expect(lines()).toHaveLength(2);
});

// Last: this process never forgets a secret, and these stand in the texts of the tests above.
describe("a mask", () => {
  test.each(["%", "%0A", "::x::", "a\r\nb", " a ", "1"])(
    "such as %j is known to the runner as it is",
    (secret) => {
      new Log().mask([secret]);
      process.stdout.write(`::error::-${escaped(secret)}-\n`);
      expect(shownByRunner(written)).toBe("##[error] -***-\n");
    },
  );
});
