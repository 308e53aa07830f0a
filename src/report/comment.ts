import { createHash } from "node:crypto";
import { field, readEvent } from "../inputs/event.js";
import type { Findings } from "../base/findings.js";
import { code } from "../base/foreign.js";
import { ConnectionError, request, type Answer, type Ask, type Target } from "../base/http.js";
import type { Shard } from "../inputs/shard.js";
import { backoffMs, retrying, type Tried } from "../base/retry.js";
import { quote } from "../base/quote.js";
import { parsedJson } from "../base/record.js";
import type { Mode } from "../inputs/types.js";
import { link } from "./markdown.js";
import { commitOf } from "./problems.js";

/** What a comment is about: there is one on a pull request for each environment and shard. */
export interface CommentSubject {
  readonly environment: string | undefined;
  readonly shard: Shard | undefined;
  readonly apiUrl: string;
}

export interface CommentOptions {
  /** `github-token`; needs `pull-requests: write`. */
  readonly token: string;
  readonly subject: CommentSubject;
  readonly mode: Mode;
  /** Markdown without secrets. */
  readonly text: string;
  /** Whether it is only written into a comment that is there already: it has nothing to tell. */
  readonly isOptional?: boolean;
  readonly env: NodeJS.ProcessEnv;
  /** Takes a warning where the comment could not be written. */
  readonly findings: Findings;
  readonly signal?: AbortSignal | undefined;
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** `none` where there is no pull request, or after a warning; for a deploy also where there is no plan on it. */
type Said = "created" | "updated" | "unchanged" | "none";

/**
 * Writes the text as a comment on the pull request that the run belongs to, or into the comment that an earlier run
 * made there, and only where it differs in more than the footer. Never throws: a plan is worth as much without it.
 * A deploy only writes into the comment that has the plan.
 */
export async function commentOnPullRequest(options: CommentOptions): Promise<Said> {
  const { env, findings, mode } = options;
  const own = ofEvent(env);
  const repository = env["GITHUB_REPOSITORY"] ?? "";
  const mayBeMerged = mode === "deploy" && env["GITHUB_EVENT_NAME"] === "push";
  const nowhere = (why: string): "none" => {
    findings.note(`${why}: no comment was written.`);
    return "none";
  };
  if ((own === undefined && !mayBeMerged) || !/^[\w.-]+\/[\w.-]+$/.test(repository))
    return nowhere(NO_PULL_REQUEST);
  let pullRequest = own;
  try {
    return await persistently(async () => {
      pullRequest ??= await mergedWith(repository, options);
      if (pullRequest === undefined) return nowhere(NO_PULL_REQUEST);
      const said = await write(`/repos/${repository}/issues`, pullRequest, options);
      const why =
        options.mode === "plan"
          ? "The plan has no changes"
          : `Pull request #${pullRequest} has no comment with the plan`;
      return said ?? nowhere(why);
    }, options);
  } catch (error) {
    const { what, fix } = trouble(error);
    const subject = mode === "plan" ? "plan" : "result";
    const place = pullRequest === undefined ? "a pull request" : `pull request #${pullRequest}`;
    findings.warning(`The ${subject} was not written to ${place}: ${what}`, fix);
    return "none";
  }
}

const NO_PULL_REQUEST = "This run belongs to no pull request";

function ofEvent(env: NodeJS.ProcessEnv): number | undefined {
  const event = readEvent(env);
  const number =
    field(event, "pull_request", "number") ??
    (field(event, "issue", "pull_request") === undefined ? undefined : field(event, "issue", "number"));
  return asNumber(number);
}

function asNumber(number: unknown): number | undefined {
  return typeof number === "number" && Number.isSafeInteger(number) ? number : undefined;
}

/** The merged pull request that the pushed commit came with. */
async function mergedWith(repository: string, options: CommentOptions): Promise<number | undefined> {
  const commit = encodeURIComponent(options.env["GITHUB_SHA"] ?? "");
  const answer = await ask({ method: "GET", path: `/repos/${repository}/commits/${commit}/pulls` }, options);
  const pulls = parsedJson(answer.body);
  const all: readonly unknown[] = Array.isArray(pulls) ? pulls : [];
  const merged = all.filter((pull) => field(pull, "merged_at") !== undefined);
  // A commit that went on from branch to branch came with several.
  const branch = options.env["GITHUB_REF_NAME"];
  const own =
    merged.find((pull) => field(pull, "merge_commit_sha") === options.env["GITHUB_SHA"]) ??
    merged.find((pull) => field(pull, "base", "ref") === branch);
  return asNumber(field(own ?? merged[0], "number"));
}

async function write(
  issues: string,
  pullRequest: number,
  options: CommentOptions,
): Promise<Said | undefined> {
  const path = `${issues}/${pullRequest}/comments`;
  const marker = markerOf(options.subject);
  const body = `${marker}\n${options.text}${footer(options)}`;
  const found = await findComment(path, marker, options);
  if (found && essence(found.body) === essence(body)) return "unchanged";
  if (found) {
    const comment = `${issues}/comments/${found.id}`;
    // In a plan one that is not ours after all is left, and another one created.
    const passed = options.mode === "plan" ? [403, 404] : [404];
    const answer = await ask({ method: "PATCH", path: comment, json: { body } }, options, passed);
    if (answer.status === 200) return "updated";
  }
  if (options.mode !== "plan" || options.isOptional === true) return undefined;
  await ask({ method: "POST", path, json: { body } }, options);
  return "created";
}

/** Hidden, and the first line of the comment: a quotation of it begins with another one. */
function markerOf({ environment, shard, apiUrl }: CommentSubject): string {
  const name = environment ?? createHash("sha256").update(apiUrl).digest("hex").slice(0, 12);
  // Two hyphens would end the HTML comment.
  const encoded = encodeURIComponent(name.toWellFormed()).replace(/-(?=-)/g, "%2D");
  const part = shard === undefined ? "" : `/${shard.index}/${shard.of}`;
  return `<!-- prefect-self-hosted-deploy: ${encoded}${part} -->`;
}

/** How the footer begins; no line of the text before it begins so. */
const FOOTER = "\n\n<sub>";

/** The commit alone is no reason to write: it stands in the footer, and in links. */
function essence(body: string): string {
  const text = body.replaceAll("\r\n", "\n").replace(/\/blob\/[0-9a-f]{40,64}\//g, "/blob/");
  const end = text.lastIndexOf(FOOTER);
  return end < 0 ? text : text.slice(0, end);
}

/** Where the plan comes from, or the result. */
function footer({ env, mode }: CommentOptions): string {
  const commit = commitOf(env);
  const run = `${env["GITHUB_SERVER_URL"] ?? ""}/${env["GITHUB_REPOSITORY"] ?? ""}/actions/runs/${env["GITHUB_RUN_ID"] ?? ""}`;
  const parts = [
    ...(commit === "" ? [] : [`${mode === "plan" ? "Plan" : "Deploy"} of ${code(commit.slice(0, 7))}`]),
    ...(/^https?:.+\/\d+$/.test(run) ? [link("log", run)] : []),
    ...(mode === "plan" ? ["updated where the plan changes"] : []),
  ];
  return `${FOOTER}${parts.join(" · ")}</sub>\n`;
}

interface Comment {
  readonly id: number;
  readonly body: string;
}

/** GitHub's largest page, and as many of them as there can be: an issue takes 2,500 comments. */
const PAGE = 100;
const PAGES = 25;

/**
 * The first comment that begins with the marker and was written by whoever the token stands for. Anybody can write the
 * marker into a comment of their own, and change the plan in it later.
 */
async function findComment(
  path: string,
  marker: string,
  options: CommentOptions,
): Promise<Comment | undefined> {
  let isOurs: ((comment: unknown) => boolean) | undefined;
  for (let page = 1; page <= PAGES; page += 1) {
    const query = `?per_page=${PAGE}&page=${page}`;
    const answer = await ask({ method: "GET", path: `${path}${query}` }, options);
    const comments = parsedJson(answer.body);
    if (!Array.isArray(comments)) return undefined;
    for (const comment of comments as unknown[]) {
      const [id, body] = [field(comment, "id"), field(comment, "body")];
      if (typeof id !== "number" || typeof body !== "string" || !body.startsWith(marker)) continue;
      isOurs ??= await authorCheck(options);
      if (isOurs(comment)) return { id, body };
    }
    if (comments.length < PAGE) return undefined;
  }
  return undefined;
}

/**
 * Who the token stands for: GraphQL tells it, while REST has no answer for the token of a job (`GET /user`: 403).
 * Where nobody tells, any bot: what it writes is not in the hands of the people who write on the pull request.
 */
async function authorCheck(options: CommentOptions): Promise<(comment: unknown) => boolean> {
  const url = options.env["GITHUB_GRAPHQL_URL"] ?? "https://api.github.com/graphql";
  const json = { query: "query { viewer { login } }" };
  const answer = await ask({ method: "POST", path: "", json }, options, [401, 403, 404, 405], url);
  const login = field(parsedJson(answer.body), "data", "viewer", "login");
  return (comment) =>
    typeof login === "string"
      ? field(comment, "user", "login") === login
      : field(comment, "user", "type") === "Bot";
}

/** GitHub's answer was another one than hoped for. */
class Refused extends Error {
  constructor(readonly answer: Answer) {
    super(`status ${answer.status}`);
  }
}

const TIMEOUT_MS = 20_000;

/** A page has up to a hundred comments of 65,536 characters. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * @param accepted statuses that the caller deals with, beside success
 * @throws Refused, or ConnectionError
 */
async function ask(
  asked: Pick<Ask, "method" | "path" | "json">,
  { token, env, signal }: CommentOptions,
  accepted: readonly number[] = [],
  url = env["GITHUB_API_URL"] ?? "https://api.github.com",
): Promise<Answer> {
  const headers = {
    accept: "application/vnd.github+json",
    authorization: `Bearer ${token}`,
    "x-github-api-version": "2022-11-28",
  };
  // GitHub's certificate, and not the gate's: Node's own authorities, and NODE_EXTRA_CA_CERTS.
  const target: Target = { apiUrl: url, headers, tls: { skipVerify: false }, proxyEnv: env };
  const answer = await request(target, { ...asked, timeoutMs: TIMEOUT_MS, maxBytes: MOST_BYTES, signal });
  const { status } = answer;
  const fine = (status >= 200 && status < 300) || (accepted.includes(status) && !isLimit(answer));
  if (!fine) throw new Refused(answer);
  return answer;
}

/** docs.github.com, "Rate limits for the REST API": 403 or 429, and a header or the text tells it from a refusal. */
function isLimit({ status, headers, body }: Answer): boolean {
  if (status !== 403) return status === 429;
  return (
    headers["retry-after"] !== undefined ||
    headers["x-ratelimit-remaining"] === "0" ||
    /rate limit/i.test(body)
  );
}

const TRIES = 4;
const BACKOFF = { firstMs: 1_000 };
const LONGEST_WAIT_MS = 60_000;

/**
 * Tries again from the start after an outage: the list then has a comment that was made though its answer was lost.
 * Waits once where GitHub says that there were too many requests.
 */
function persistently<T>(work: () => Promise<T>, options: CommentOptions): Promise<T> {
  let waited = false;
  const once = async (attempt: number): Promise<Tried<T>> => {
    try {
      return { done: await work() };
    } catch (error) {
      const limit = error instanceof Refused && isLimit(error.answer) ? limitMs(error.answer) : undefined;
      const waitMs = limit ?? (isOutage(error) && attempt < TRIES ? backoffMs(attempt, BACKOFF) : undefined);
      if (waitMs === undefined || waitMs > LONGEST_WAIT_MS || (limit !== undefined && waited)) throw error;
      waited ||= limit !== undefined;
      return { waitMs };
    }
  };
  return retrying(once, options);
}

function isOutage(error: unknown): boolean {
  return error instanceof ConnectionError || (error instanceof Refused && error.answer.status >= 500);
}

/** Seconds, or the time of the day in seconds; without both, GitHub asks for a minute. */
function limitMs({ headers }: Answer): number {
  const { "retry-after": seconds = "", "x-ratelimit-reset": reset = "" } = headers;
  if (/^\d+$/.test(seconds)) return Number(seconds) * 1000;
  if (headers["x-ratelimit-remaining"] === "0" && /^\d+$/.test(reset))
    return Math.max(Number(reset) * 1000 - Date.now(), 0);
  return 60_000;
}

function trouble(error: unknown): { what: string; fix: string } {
  if (error instanceof ConnectionError)
    return { what: `${error.message}.`, fix: "Check that the runner reaches GitHub's API." };
  if (!(error instanceof Refused)) {
    const reason = error instanceof Error ? quote(error.message, 200) : "no reason known";
    return { what: `it was stopped: ${reason}.`, fix: "It is in the log and in the summary." };
  }
  const { answer } = error;
  const message = field(parsedJson(answer.body), "message");
  const said = typeof message === "string" ? `: ${quote(message, 200)}` : "";
  return { what: `GitHub answered ${answer.status}${said}.`, fix: fixOf(answer) };
}

function fixOf(answer: Answer): string {
  if (isLimit(answer)) return "GitHub limits how often it is asked: run the job again later.";
  if (answer.status === 401) return "Check `github-token`; left out, it is the token of the job.";
  if (answer.status === 403 || answer.status === 404)
    return "Give the job `permissions: pull-requests: write`. For a pull request from a fork or of Dependabot the token may only read, whatever the permissions say: there the summary has it.";
  if (answer.status >= 500) return "https://www.githubstatus.com tells of outages; the summary has it.";
  return "The summary has it.";
}
