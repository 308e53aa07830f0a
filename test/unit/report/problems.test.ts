import { describe, expect, test } from "vitest";
import { withLink, sourceOf } from "../../../src/report/problems.js";
import { makeProject } from "../../support/project.ts";

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

describe("the files of a commit", () => {
  const SHA = "0123456789abcdef0123456789abcdef01234567";
  const HEAD = "f".repeat(40);
  const GITHUB = {
    GITHUB_SERVER_URL: "https://github.example.com",
    GITHUB_REPOSITORY: "o/r",
    GITHUB_SHA: SHA,
  };
  const blob = (commit: string) => `https://github.example.com/o/r/blob/${commit}`;

  test.each<[string, string | undefined, NodeJS.ProcessEnv, string | undefined]>([
    ["of a push", SHA, { GITHUB_EVENT_NAME: "push" }, blob(SHA)],
    ["of a pull request, whose merge is checked out", SHA, { GITHUB_EVENT_NAME: "pull_request" }, blob(SHA)],
    ["of a pull request, whose own commit is", HEAD, { GITHUB_EVENT_NAME: "pull_request" }, blob(HEAD)],
    ["of another commit", "a".repeat(40), { GITHUB_EVENT_NAME: "push" }, undefined],
    ["outside of a checkout", undefined, { GITHUB_EVENT_NAME: "push" }, undefined],
    ["outside of GitHub", SHA, { GITHUB_SERVER_URL: "" }, undefined],
  ])("%s", async (_title, checkedOut, env, expected) => {
    const event = JSON.stringify({ pull_request: { number: 7, head: { sha: HEAD } } });
    const head = checkedOut === undefined ? {} : { ".git/HEAD": checkedOut };
    await using project = await makeProject({ "event.json": event, ...head });
    const all = { ...GITHUB, GITHUB_EVENT_PATH: project.file("event.json"), ...env };
    expect(sourceOf(all, project.path)).toBe(expected);
  });
});
