import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Log } from "../../../src/base/log.js";
import { Turn } from "../../../src/base/turn.js";
import {
  listAll,
  showCli,
  startClis,
  type CliJob,
  type CliPart,
  type StartedCli,
} from "../../../src/prefect/run-cli.js";
import { captured } from "../../support/runner/story.ts";
import { tempDir, type TempDir } from "../../support/temp.ts";

const ID = "11111111-2222-3333-4444-555555555555";
const CLAIM = "Deployment 'etl/nightly' successfully created";
const WRITTEN = `console.log("${CLAIM}"); console.log("View Deployment in UI: http://h/deployments/deployment/${ID}");`;

let temp: TempDir;

beforeEach(async () => {
  temp = await tempDir();
  vi.stubEnv("RUNNER_DEBUG", "");
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await temp.remove();
});

/** The log of a CLI that does this. */
async function logOf(script: string, more: Partial<CliJob & CliPart> = {}): Promise<string> {
  const { count = 1, ...job } = more;
  const program = join(temp.path, "prefect.mjs");
  await writeFile(program, script);
  const { lines, error } = await captured(undefined, async () => {
    const log = new Log();
    const [cli] = startClis(
      {
        client: { command: [process.execPath, program] } as unknown as CliJob["client"],
        ...{
          cwd: temp.path,
          home: temp.path,
          processes: 1,
          env: {},
          signal: new AbortController().signal,
          held: true,
          steps: false,
          ...job,
        },
      },
      [
        {
          directory: temp.path,
          files: [],
          temp: join(temp.path, "part"),
          text: "",
          count,
          namesRepeat: false,
          filled: [],
        },
      ],
      log,
    );
    if (cli) await showCli(cli, "Run prefect deploy", log);
  });
  expect(error).toBeUndefined();
  return lines.join("\n");
}

test("what the CLI says of writes that are only recorded is not shown where it wrote them all", async () => {
  const log = await logOf(WRITTEN);
  expect(log).not.toContain("successfully created");
  expect(log).toMatch(
    /^::group::Run prefect deploy\n\$ .*\n\(What it prints is shown where it fails, .*\)\n::endgroup::$/,
  );
});

test.each<[string, string, Partial<CliJob & CliPart>, string]>([
  ["where it fails", `${WRITTEN} process.exit(1);`, {}, ""],
  ["where it leaves one out", WRITTEN, { count: 2 }, ""],
  ["with debug logging", WRITTEN, {}, "1"],
  ["where steps run, which do what they say", WRITTEN, { steps: true }, ""],
  ["where it writes to the server", WRITTEN, { held: false }, ""],
])("it is shown, all of it and once, %s", async (_title, script, more, debug) => {
  vi.stubEnv("RUNNER_DEBUG", debug);
  expect((await logOf(script, more)).split(CLAIM)).toHaveLength(2);
});

describe("how far it is", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** A CLI that is to deploy so many, and writes one each second. */
  function cliOf(count: number, more: Partial<StartedCli> = {}): StartedCli {
    const began = Date.now();
    const ids = Array.from({ length: count }, (_, index) => `id-${index}`);
    const run = { ids, failedImports: [], isWatched: true, isBegun: true };
    return {
      ...{ command: ["prefect", "deploy"], held: true, quiet: true, count },
      written: () => Math.min(count, Math.floor((Date.now() - began) / 1_000)),
      turn: new Turn(new Log(), "printed"),
      done: new Promise((resolve) => setTimeout(resolve, count * 1_000 + 100)).then(() => run),
      ...more,
    };
  }

  /** The log of work that takes less than a minute. */
  async function logged(work: (log: Log) => Promise<unknown>): Promise<string[]> {
    const { lines, error } = await captured(undefined, async () => {
      const working = work(new Log());
      await vi.advanceTimersByTimeAsync(60_000);
      await working;
    });
    expect(error).toBeUndefined();
    return lines;
  }

  test("is said in the group of the run, as long as it goes on", async () => {
    expect(await logged((log) => showCli(cliOf(12), "Run prefect deploy", log))).toEqual([
      "::group::Run prefect deploy",
      "$ prefect deploy",
      expect.stringMatching(/^\(What it prints is shown where it fails/),
      "5 of 12 recorded, about 5 s left",
      "10 of 12 recorded, less than 5 s left",
      "::endgroup::",
    ]);
  });

  test("is not said where it is seen from what it prints", async () => {
    const lines = await logged((log) => showCli(cliOf(12, { quiet: false }), "Run prefect deploy", log));
    expect(lines.filter((line) => line.includes("12 recorded"))).toEqual([]);
  });

  test("is said of all that share a group together", async () => {
    const clis = [8, 3, 13].map((count) => ({ cli: cliOf(count), what: `${count}.yaml` }));
    expect((await logged((log) => listAll(clis, log))).slice(1)).toEqual([
      "13 of 24 recorded, less than 5 s left",
      "8.yaml: 8 recorded",
      "3.yaml: 3 recorded",
      "21 of 24 recorded, less than 5 s left",
      "13.yaml: 13 recorded",
    ]);
  });
});
