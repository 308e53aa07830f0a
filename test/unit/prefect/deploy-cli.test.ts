import { describe, expect, test } from "vitest";
import {
  deployArguments,
  failureReason,
  shown,
  shownLine,
  writtenId,
  failedStep,
} from "../../../src/prefect/deploy-cli.js";

/** Recorded from the real CLIs (120 columns); of tracebacks the first and the last frames. */
const BOX = "─".repeat(118);
const box = (text: string): string => `╭${BOX}╮\n│ ${text.padEnd(117)}│\n╰${BOX}╯`;
const DEPLOYED = (
  name: string,
  id: string,
): string => `${box(`Deployment 'hello/${name}' successfully created with id '${id}'.`)}

View Deployment in UI: http://ui.example.com/deployments/deployment/${id}


To execute flow runs from these deployments, start a worker in a separate terminal that pulls work from the 'pool' work\x20
pool:

        $ prefect worker start --pool 'pool'

To schedule a run for this deployment, use the following command:

        $ prefect deployment run 'hello/${name}'
`;
const TRACEBACK = `Traceback (most recent call last):
  File "/venv/lib/python3.11/site-packages/prefect/cli/_utilities.py", line 37, in async_wrapper
    return await fn(*args, **kwargs)
           ^^^^^^^^^^^^^^^^^^^^^^^^^
  File "/venv/lib/python3.11/site-packages/prefect/cli/deploy/_commands.py", line 481, in deploy
    await _run_single_deploy(`;
const ID = "e1981912-1a16-42d7-92f2-5024affefa41";

const status = (line: string, more: string): string => `${TRACEBACK}
  File "/venv/lib/python3.11/site-packages/prefect/client/base.py", line 452, in send
    response.raise_for_status()
  File "/venv/lib/python3.11/site-packages/prefect/client/base.py", line 181, in raise_for_status
    raise PrefectHTTPStatusError.from_httpx_error(exc) from exc.__cause__
prefect.exceptions.PrefectHTTPStatusError: ${line}${more}For more information check: https://developer.mozilla.org/en-US/docs/Web/HTTP/Status/401
An exception occurred.
`;

test.each([
  [
    "  Input should be a valid integer [type=int_parsing, input_value='hunter2', input_type=str]",
    "  Input should be a valid integer [type=int_parsing, input_type=str]",
  ],
  [
    "  Value error, x [type=value_error, input_value={'a': ', input_type=str]', 'b': 'hunter2'}, input_type=dict]",
    "  Value error, x [type=value_error, input_type=dict]",
  ],
  ["  Field required [type=missing, input_value={'a': 'hunter2", "  Field required [type=missing"],
  ["ValueError: schedule={'password': 'hunter2'}", "ValueError: schedule={'password': '***'}"],
  ["│ Deployment 'hello/one' successfully created. │", "│ Deployment 'hello/one' successfully created. │"],
])("of the line %j is shown %j", (line, seen) => {
  expect(shownLine(line)).toBe(seen);
});

test("why the CLI failed is said without values, and without the beginning of one that is cut", () => {
  const output = `Traceback (most recent call last):
pydantic_core._pydantic_core.ValidationError: 1 validation error for RunnerDeployment
concurrency_limit
  Input should be a valid integer [type=int_parsing, input_value='hunter2', input_type=str]
    For further information visit https://errors.pydantic.dev/2.11/v/int_parsing
An exception occurred.
`;
  expect(failureReason(output)).toBe(
    "pydantic_core._pydantic_core.ValidationError: 1 validation error for RunnerDeployment concurrency_limit Input should be a valid integer [type=int_parsing, input_type=str]",
  );
  expect(failureReason(`ValueError: ${"x".repeat(470)} token=hunter2hunter2`)).not.toContain("hunt");
});

describe("why the CLI failed", () => {
  const POOL =
    "This deployment configuration references work pool 'nowhere' which does not exist. This means no worker will be able to\x20\npick up its runs. You can create a work pool in the Prefect UI.\n";
  const POOL_REASON =
    "This deployment configuration references work pool 'nowhere' which does not exist. This means no worker will be able to pick up its runs. You can create a work pool in the Prefect UI.";
  const URL = "http://127.0.0.1:4200/api/deployments/da4fc71f-7a05-432e-b725-37d921a478f2";

  test.each([
    ["no such work pool", POOL, POOL_REASON],
    [
      "the second of three, after the first was deployed",
      `${DEPLOYED("one", ID)}\n${box("Deploying two")}\n${POOL}`,
      POOL_REASON,
    ],
    [
      "an invalid cron string",
      `1 validation error for CronSchedule
cron
  Value error, Invalid cron string: "not a cron"\x20
    For further information visit https://errors.pydantic.dev/2.14/v/value_error
`,
      '1 validation error for CronSchedule cron Value error, Invalid cron string: "not a cron"',
    ],
    [
      "no name",
      `${TRACEBACK}
  File "/venv/lib/python3.11/site-packages/prefect/cli/deploy/_config.py", line 405, in _parse_name_from_pattern
    deploy_match = deploy_name.fullmatch(deployment_name)
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
TypeError: expected string or bytes-like object, got 'NoneType'
An exception occurred.
`,
      "TypeError: expected string or bytes-like object, got 'NoneType'",
    ],
    [
      "not a flow",
      `${TRACEBACK}
  File "/venv/lib/python3.11/site-packages/prefect/flows.py", line 3017, in load_flow_from_entrypoint
    raise MissingFlowError(
prefect.exceptions.MissingFlowError: Function with name 'hello' is not a flow. Make sure that it is decorated with '@flow'.
An exception occurred.
`,
      "prefect.exceptions.MissingFlowError: Function with name 'hello' is not a flow. Make sure that it is decorated with '@flow'.",
    ],
    [
      "401 (3.8.8)",
      status(`Client error '401 Unauthorized' for url '${URL}'`, " - "),
      `prefect.exceptions.PrefectHTTPStatusError: Client error '401 Unauthorized' for url '${URL}'`,
    ],
    [
      "403 (3.0.11: on two lines)",
      status(`Client error '403 Forbidden' for url '${URL}'`, "\n"),
      `prefect.exceptions.PrefectHTTPStatusError: Client error '403 Forbidden' for url '${URL}'`,
    ],
    [
      "409, with what the server says",
      status(
        `Client error '409 Conflict' for url '${URL}'`,
        "\nResponse: {'detail': 'Deployment already exists.'}\n",
      ),
      `prefect.exceptions.PrefectHTTPStatusError: Client error '409 Conflict' for url '${URL}' Response: {'detail': 'Deployment already exists.'}`,
    ],
    [
      "502",
      status(`Server error '502 Bad Gateway' for url '${URL}'`, " - "),
      `prefect.exceptions.PrefectHTTPStatusError: Server error '502 Bad Gateway' for url '${URL}'`,
    ],
    [
      "nothing listens",
      `${TRACEBACK}
    raise mapped_exc(message) from exc
httpx.ConnectError: All connection attempts failed
An exception occurred.
`,
      "httpx.ConnectError: All connection attempts failed",
    ],
    [
      "a build step, with its own error",
      `Running deployment build steps...
 > Running run_shell_script step...
Traceback (most recent call last):
  File "/usr/lib/python3.11/subprocess.py", line 1950, in _execute_child
    raise child_exception_type(errno_num, err_msg, err_filename)
FileNotFoundError: [Errno 2] No such file or directory: 'exit'

The above exception was the direct cause of the following exception:

${TRACEBACK}
  File "/venv/lib/python3.11/site-packages/prefect/deployments/steps/core.py", line 285, in run_steps
    raise StepExecutionError(f"Encountered error while running {fqn}") from exc
prefect.deployments.steps.core.StepExecutionError: Encountered error while running prefect.deployments.steps.run_shell_script
An exception occurred.
`,
      "prefect.deployments.steps.core.StepExecutionError: Encountered error while running prefect.deployments.steps.run_shell_script (FileNotFoundError: [Errno 2] No such file or directory: 'exit')",
    ],
    ["only a box", `${box("An error of the CLI")}\n`, "An error of the CLI"],
    ["one line", "Aborted!\n", "Aborted!"],
    ["an error of its own, without a message", `${TRACEBACK}\nmy.own.PoolError\n`, "my.own.PoolError"],
    ["a cancelled one", `${TRACEBACK}\nKeyboardInterrupt\n`, "KeyboardInterrupt"],
  ])("(%s) is told in its own words", (_what, output, expected) => {
    expect(failureReason(output)).toBe(expected);
  });

  test.each([
    [
      "a build step that printed little before its error",
      "Running deployment build steps...\n > Running step...\nValue error, too many names\n",
      "Running deployment build steps... > Running step... Value error, too many names",
    ],
    [
      "a warning without its source, right before the error",
      "/a.py:1: UserWarning: x\n1 validation error for CronSchedule\ncron\n  Value error, no cron\n",
      "1 validation error for CronSchedule cron Value error, no cron",
    ],
  ])("(%s) is told, and nothing taken for progress", (_what, output, expected) => {
    expect(failureReason(output, 1)).toBe(expected);
  });

  test.each([
    ["nothing at all", "", 1, "it ended with exit code 1 and no error: look for `sys.exit` in the flow file"],
    [
      "empty lines",
      "\n \n\n",
      1,
      "it ended with exit code 1 and no error: look for `sys.exit` in the flow file",
    ],
    [
      "what it was about to do (`sys.exit(3)` in a flow file, 3.8.8)",
      `${box("Deploying health-staging")}\n`,
      3,
      'it ended with exit code 3 and no error after it had printed "Deploying health-staging": look for `sys.exit` in the flow file',
    ],
    [
      "a warning of Python's of several lines (3.0.11)",
      `${box("Deploying prod")}\n/venv/prefect/settings/models.py:39: UserWarning: It is wrong.\nIt should be\ne.g. PREFECT_API_URL="x"\n  warn(self)\n`,
      3,
      'it ended with exit code 3 and no error after it had printed "Deploying prod": look for `sys.exit` in the flow file',
    ],
    [
      "what it had done (killed)",
      DEPLOYED("one", ID).split("\n\n\n")[0] ?? "",
      undefined,
      `it was killed after it had printed "View Deployment in UI: http://ui.example.com/deployments/deployment/${ID}"`,
    ],
  ])("that it does not tell (%s) is said, and no progress taken for it", (_what, output, code, expected) => {
    expect(failureReason(output, code)).toBe(expected);
  });

  test("is one line of at most 500 characters, however long it is, and quickly found", () => {
    const reason = failureReason(`ValueError: ${"word ".repeat(100_000)}\n${"x".repeat(1_000_000)}`);
    expect(reason).toHaveLength(501);
    expect(reason).toMatch(/^ValueError: word .*…$/);
    expect(failureReason("a\n".repeat(300_000))).not.toContain("\n");
  });
});

describe("the id of a deployment that was written", () => {
  test("is in the link to it, once for each deployment", () => {
    const ids = DEPLOYED("one", ID)
      .split("\n")
      .map(writtenId)
      .filter((id) => id !== undefined);
    expect(ids).toEqual([ID]);
  });

  test.each([
    [`View Deployment in UI: https://h/prefix/deployments/deployment/${ID}`, ID],
    [`View Deployment in UI: https://h/deployments/deployment/${ID}?x=1`, ID],
    [`│ Deployment 'hello/one' successfully created with id '${ID}'. │`, undefined],
    [`https://h/deployments/deployment/${ID.slice(1)}`, undefined],
    [`https://h/deployments/deployment/${ID}0`, undefined],
    [`https://h/flows/flow/${ID}`, undefined],
    [`see http://h/deployments/deployment/${ID}`, undefined],
    [`https://h/deployments/deployment/${ID}`, undefined],
    ["", undefined],
  ])("%j: %s", (line, expected) => {
    expect(writtenId(line)).toBe(expected);
  });
});

describe("what the command is given", () => {
  test("names all of the file by a pattern, or by --all where names repeat", () => {
    const all = ["--no-prompt", "deploy", "--prefect-file", "/t/p.yaml"];
    expect(deployArguments("/t/p.yaml", false)).toEqual([...all, "--name", "*"]);
    expect(deployArguments("/t/p.yaml", true)).toEqual([...all, "--all"]);
  });

  test.each([
    [["prefect", "--name", "*"], "prefect --name '*'"],
    [["/a b/prefect", "-x", ""], "'/a b/prefect' -x ''"],
    [["it's", "$(x)"], "'it'\\''s' '$(x)'"],
    [["C:\\venv\\prefect.exe"], "C:\\venv\\prefect.exe"],
    [["a\nb"], "'a\nb'"],
  ])("%j is shown as one would type it", (command, expected) => {
    expect(shown(command)).toBe(expected);
  });
});

describe("the step that failed", () => {
  const link = (id: number) =>
    `View Deployment in UI: http://x/deployments/deployment/0000000${id}-0000-0000-0000-000000000000`;
  const step = (name: string) => ` > Running ${name} step...`;
  const build = "Running deployment build steps...";
  const push = "Running deployment push steps...";
  const error =
    "prefect.deployments.steps.core.StepExecutionError: Encountered error while running prefect.deployments.steps.x";

  test.each<[string, string[], ReturnType<typeof failedStep>]>([
    ["the first", [build, step("x"), "its output", error], { section: "build", index: 0 }],
    ["a later one", [build, step("x"), step("y"), error], { section: "build", index: 1 }],
    ["one of the push", [build, step("x"), push, step("y"), step("z"), error], { section: "push", index: 1 }],
    [
      "of the second deployment",
      [build, step("x"), step("y"), link(1), build, step("z"), error],
      { section: "build", index: 0 },
    ],
    ["none where something else failed", [build, step("x"), "ValueError: no"], undefined],
    ["none where the next deployment has none", [build, step("x"), link(1), error], undefined],
    ["none before the first", [build, error], undefined],
  ])("is %s", (_title, lines, expected) => {
    expect(failedStep(lines.join("\n"))).toEqual(expected);
  });
});
