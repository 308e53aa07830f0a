import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";

import { INPUT_NAMES } from "../../../src/inputs.js";
import { childEnvironment } from "../../../src/settings/environment.js";
import { dotted, SETTING_NAMES, SETTINGS } from "../../../src/settings/names.js";

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
    PYTHONUNBUFFERED: "1",
    PYTHONUTF8: "1",
    PREFECT_API_URL: "u",
    PREFECT_API_KEY: "",
  });
});

test("neither the inputs nor the file of saved state get to the flow files", () => {
  const env = childEnvironment(
    {
      "INPUT_AUTH-STRING": "ci:s3cr3t",
      INPUT_PASSWORD: "s3cr3t",
      GITHUB_STATE: "/s3cr3t",
      GITHUB_OUTPUT: "/out",
      INPUT_BUCKET: "the job's own",
      STATE_BUCKET: "the job's own",
    },
    {},
  );
  expect(JSON.stringify(env)).not.toContain("s3cr3t");
  expect(env).toMatchObject({
    GITHUB_OUTPUT: "/out",
    INPUT_BUCKET: "the job's own",
    STATE_BUCKET: "the job's own",
  });
});

test("the width of the user stays, the encoding does not", () => {
  expect(childEnvironment({ COLUMNS: "200", PYTHONUTF8: "0", PYTHONUNBUFFERED: "" }, {})).toEqual({
    COLUMNS: "200",
    PYTHONUTF8: "1",
    PYTHONUNBUFFERED: "1",
  });
});

test("every setting has a name as people write it, and a variable of its own", () => {
  expect(SETTING_NAMES.map(dotted)).toContain("api.auth_string");
  expect(new Set(SETTING_NAMES.map((name) => SETTINGS[name].env)).size).toBe(SETTING_NAMES.length);
});

test("the names of the inputs are those of action.yml", () => {
  const action = parse(readFileSync("action.yml", "utf8")) as { inputs: object };
  expect(Object.keys(action.inputs)).toEqual(INPUT_NAMES);
});
