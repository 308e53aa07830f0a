import { expect, test } from "vitest";
import { withLink } from "../../../src/report/problems.js";

const problem = { what: "w.", fix: "m.", see: "jwt-expired" };
const env = {
  GITHUB_SERVER_URL: "https://github.com",
  GITHUB_ACTION_REPOSITORY: "o/prefect-self-hosted-deploy",
  GITHUB_ACTION_REF: "v1",
};

test("a diagnosis links to its row in the docs of this very release", () => {
  expect(withLink(problem, env).fix).toBe(
    "m. More: https://github.com/o/prefect-self-hosted-deploy/blob/v1/docs/troubleshooting.md#jwt-expired",
  );
});

test("the name of a release cannot lead elsewhere", () => {
  expect(withLink(problem, { ...env, GITHUB_ACTION_REF: "feature/a b#c?d" }).fix).toContain(
    "/blob/feature/a%20b%23c%3Fd/docs/troubleshooting.md#jwt-expired",
  );
});

test("without a row, or as a local action, there is no link", () => {
  expect(withLink({ what: "w.", fix: "m." }, env).fix).toBe("m.");
  expect(withLink(problem, { ...env, GITHUB_ACTION_REPOSITORY: "" }).fix).toBe("m.");
});
