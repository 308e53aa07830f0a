import { expect, test } from "vitest";

import { childEnvironment, isWithheld } from "../../../src/settings/environment.js";
import { dotted, SETTING_NAMES, SETTINGS } from "../../../src/base/setting-names.js";

test("the CLI gets the job's environment with the settings on top, in whatever case they were", () => {
  const env = childEnvironment(
    {
      PATH: "/bin",
      HOME: "/home/me",
      prefect_api_key: "rival",
      Prefect_Api_Url: "rival",
      PREFECT_LOGGING_LEVEL: "INFO",
    },
    { PREFECT_API_URL: "u", PREFECT_API_KEY: "" },
  );
  expect(env).toEqual({
    PATH: "/bin",
    HOME: "/home/me",
    PREFECT_LOGGING_LEVEL: "INFO",
    COLUMNS: "120",
    PREFECT_CLI_WRAP_LINES: "false",
    PYTHONUNBUFFERED: "1",
    PYTHONUTF8: "1",
    PREFECT_API_URL: "u",
    PREFECT_API_KEY: "",
  });
});

test.each([
  ...["INPUT_AUTH-STRING", "INPUT_PASSWORD", "INPUT_PASSWORD_OLD", "INPUT_PASWORD", "input_password"],
  ...["GITHUB_STATE", "ACTIONS_RUNTIME_TOKEN", "ACTIONS_RUNTIME_URL", "ACTIONS_RESULTS_URL"],
  ...["ACTIONS_CACHE_URL", "ACTIONS_CACHE_SERVICE_V2", "ACTIONS_CACHE_MODE", "ACTIONS_OF_TOMORROW"],
  ...["ACTIONS_ID_TOKEN_REQUEST_URL_2"],
])("%s, which a runner gives an action and not a `run:` step, does not get to the flow files", (name) => {
  expect(isWithheld(name)).toBe(true);
  const env = childEnvironment({ [name]: "s3cr3t" }, {});
  expect(JSON.stringify(env)).not.toContain("s3cr3t");
});

test.each([
  ...["ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "ACTIONS_ORCHESTRATION_ID"],
  ...["ACTIONS_STEP_DEBUG", "ACTIONS_RUNNER_HOOK_JOB_STARTED", "ACTIONS_ALLOW_UNSECURE_COMMANDS"],
  ...["GITHUB_OUTPUT", "GITHUB_TOKEN", "RUNNER_TEMP", "STATE_BUCKET", "MY_INPUT_BUCKET", "INPUT", "ACTIONS"],
])("%s, which a `run:` step has too, does", (name) => {
  expect(isWithheld(name)).toBe(false);
  expect(childEnvironment({ [name]: "the job's own" }, {})).toMatchObject({ [name]: "the job's own" });
});

test("the width of the user stays, the encoding does not", () => {
  expect(childEnvironment({ COLUMNS: "200", PYTHONUTF8: "0", PYTHONUNBUFFERED: "" }, {})).toEqual({
    COLUMNS: "200",
    PYTHONUTF8: "1",
    PYTHONUNBUFFERED: "1",
    PREFECT_CLI_WRAP_LINES: "false",
  });
});

test("every setting has a name as people write it, and a variable of its own", () => {
  expect(SETTING_NAMES.map(dotted)).toContain("api.auth_string");
  expect(new Set(SETTING_NAMES.map((name) => SETTINGS[name].env)).size).toBe(SETTING_NAMES.length);
});
