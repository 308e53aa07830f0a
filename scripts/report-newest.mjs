// Opens, updates or closes the one issue that says what fails with a Prefect that has just come out:
//
//   VERSION=3.9.2 RESULT=failure GITHUB_TOKEN=… node scripts/report-newest.mjs REPORT
//
// REPORT is Vitest's JSON. The tests of the new Prefect wrote it, so each word of it is text of others: it is shown in
// code, where nothing of it is a link, a mention or an image. No packages are used: the job has nothing to install.

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { testResults } from "./ci.mjs";

export const TITLE = "The newest Prefect fails integration tests";
export const MARKER = "<!-- prefect-self-hosted-deploy: newest-prefect -->";

/** GitHub takes 65,536 characters. Counted in bytes, which are never fewer. */
const LIMIT = 65_000;
const LONGEST_LINE = 300;

/**
 * What failed or did not run: a text for each, its name first.
 *
 * @param text of the report; undefined where the run ended before there was one
 * @param result how the job of the tests ended, in GitHub's words
 */
export function problemsIn(text, result) {
  if (text === undefined) {
    return [
      "The run ended before there was a report: this Prefect may not install, or its server not start.",
    ];
  }
  try {
    return testResults(JSON.parse(text), result === "success" ? 0 : 1).problems;
  } catch (error) {
    return [`The report cannot be read: ${error.message}`];
  }
}

/** The text of the issue. `run` is the address of the workflow's run. */
export function bodyFor({ version, problems, run }) {
  const head = `${MARKER}

Prefect ${version} is newer than all that \`scripts/versions.json\` has. Failed with it: ${problems.length} ([run](${run})).`;
  const foot =
    "The nightly workflow writes this text anew, and closes the issue when all integration tests pass.";
  const blocks = problems.map(inCode);
  const shown = fitting(blocks, LIMIT - Buffer.byteLength(`${head}${foot}`) - 100);
  const rest = problems.length - shown.length;
  return [head, ...shown, ...(rest > 0 ? [`Not shown: ${rest} more.`] : []), foot].join("\n\n");
}

/** The first blocks that together, with the empty lines between them, have no more bytes than this. */
function fitting(blocks, bytes) {
  let left = bytes;
  const tooMany = blocks.findIndex((block) => (left -= Buffer.byteLength(block) + 2) < 0);
  return tooMany < 0 ? blocks : blocks.slice(0, tooMany);
}

/** A block of code whose fence is longer than any in the text, without control characters (\p{C}) and long lines. */
function inCode(text) {
  const lines = text.split("\n").map((line) => line.slice(0, LONGEST_LINE).replace(/\p{C}/gu, ""));
  const fences = lines.join("\n").match(/`+/g) ?? [];
  const fence = "`".repeat(fences.reduce((longest, { length }) => Math.max(longest, length + 1), 3));
  return [`${fence}text`, ...lines, fence].join("\n");
}

/**
 * Makes the issue say this: opens it, updates the one that is open, or closes that with a comment where nothing failed.
 *
 * @param request `(method, path, body)` below the repository; gives GitHub's answer
 * @returns what was done, as a line for the log
 */
export async function publish({ version, problems, run }, request) {
  const issue = await openIssue(request);
  const change = { title: TITLE, body: bodyFor({ version, problems, run }) };
  if (problems.length > 0 && !issue) {
    const { html_url: url } = await request("POST", "/issues", change);
    return `Opened ${url}`;
  }
  if (problems.length > 0) {
    await request("PATCH", `/issues/${issue.number}`, change);
    return `Updated ${issue.html_url}`;
  }
  if (!issue) return `All integration tests pass with Prefect ${version}, and no issue is open.`;
  const comment = `All integration tests pass with Prefect ${version} ([run](${run})).`;
  await request("POST", `/issues/${issue.number}/comments`, { body: comment });
  await request("PATCH", `/issues/${issue.number}`, { state: "closed", state_reason: "completed" });
  return `Closed ${issue.html_url}`;
}

const PAGE = 100;

/** By marker or title, since people edit; and by a bot, since anybody can open an issue that has both. */
async function openIssue(request) {
  for (let page = 1; ; page += 1) {
    const issues = await request("GET", `/issues?state=open&per_page=${PAGE}&page=${page}`);
    const found = issues.find(
      ({ title, body, user, pull_request: pull }) =>
        !pull && user?.type === "Bot" && (title === TITLE || body?.includes(MARKER)),
    );
    if (found || issues.length < PAGE) return found;
  }
}

/** GitHub's REST API, below a repository. */
export function requestTo({ api, repository, token }) {
  return async (method, path, body) => {
    const answer = await fetch(`${api}/repos/${repository}${path}`, {
      method,
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        "x-github-api-version": "2022-11-28",
      },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(60_000),
    });
    const text = await answer.text();
    if (answer.ok) return JSON.parse(text);
    throw new Error(`GitHub answered ${answer.status} to ${method} ${path}: ${text.slice(0, 500)}`);
  };
}

async function main([file]) {
  const {
    VERSION: version,
    RESULT: result,
    GITHUB_TOKEN: token,
    GITHUB_REPOSITORY: repository,
  } = process.env;
  const { GITHUB_API_URL: api, GITHUB_SERVER_URL: server, GITHUB_RUN_ID: id } = process.env;
  const problems = problemsIn(existsSync(file) ? readFileSync(file, "utf8") : undefined, result);
  const run = `${server}/${repository}/actions/runs/${id}`;
  console.log(await publish({ version, problems, run }, requestTo({ api, repository, token })));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    console.error(`::error::${error.message.replaceAll("\n", " ")}`);
    process.exitCode = 1;
  }
}
