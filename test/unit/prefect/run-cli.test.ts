import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Log } from "../../../src/base/log.js";
import { showCli, startClis, type CliJob, type CliPart } from "../../../src/prefect/run-cli.js";
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
