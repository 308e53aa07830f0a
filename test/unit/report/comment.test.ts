import { writeFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { Findings } from "../../../src/base/findings.js";
import { Log } from "../../../src/base/log.js";
import { writeComment } from "../../../src/report/publish.js";
import { emptyReport, type RunReport } from "../../../src/report/report.js";
import { commentText } from "../../../src/report/summary.js";
import {
  commentOnPullRequest,
  type CommentOptions,
  type CommentSubject,
} from "../../../src/report/comment.js";
import { tempDir, type TempDir } from "../../support/temp.ts";

const TOKEN = "ghs_very-secret";
const BOT = { login: "github-actions[bot]", type: "Bot" };
const MALLORY = { login: "mallory", type: "User" };
const SHA = "0123456789abcdef0123456789abcdef01234567";

interface StoredComment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string; readonly type: string };
}

/** An answer in place of the usual one; `lost` does the work and then answers 502. */
type Trick = (asked: { readonly method: string; readonly path: string }) =>
  | {
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
      readonly lost?: boolean;
    }
  | undefined;

/**
 * Stands in for GitHub: issue comments as docs.github.com, "REST API endpoints for issue comments" describes them, and
 * of GraphQL the one query `viewer`. Not GitHub itself, which no test may write to.
 */
class GitHubStandIn {
  readonly comments: StoredComment[] = [];
  readonly asked: string[] = [];
  viewer: string | undefined = BOT.login;
  author = BOT;
  /** What GitHub knows of the pull requests that a commit belongs to. */
  pulls: readonly unknown[] = [];
  trick: Trick = () => undefined;
  private readonly server = http.createServer((asked, answer) => {
    asked.setEncoding("utf8");
    let text = "";
    asked.on("data", (part: string) => (text += part));
    asked.on("end", () => {
      this.serve(asked, text, answer);
    });
  });

  url = "";

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  has(body: string, user: StoredComment["user"]): StoredComment {
    const comment = { id: 1000 + this.comments.length, body, user };
    this.comments.push(comment);
    return comment;
  }

  private serve(
    { method = "", url = "", headers }: http.IncomingMessage,
    text: string,
    answer: http.ServerResponse,
  ): void {
    const { pathname: path, searchParams } = new URL(url, this.url);
    this.asked.push(`${method} ${url}`);
    const tricked = this.trick({ method, path });
    const send = (status: number, value: unknown) => {
      if (tricked?.lost) answer.writeHead(tricked.status).end("bad gateway");
      else answer.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    };
    if (tricked && !tricked.lost) {
      answer.writeHead(tricked.status, tricked.headers).end(tricked.body ?? "");
    } else if (headers.authorization !== `Bearer ${TOKEN}`) {
      send(401, { message: "Bad credentials" });
    } else if (path === "/api/graphql" && method === "POST") {
      if (this.viewer === undefined) send(404, { message: "Not Found" });
      else send(200, { data: { viewer: { login: this.viewer } } });
    } else {
      this.rest(method, path, searchParams, text, send);
    }
  }

  private rest(
    method: string,
    path: string,
    query: URLSearchParams,
    text: string,
    send: (status: number, value: unknown) => void,
  ): void {
    const one = /^\/api\/v3\/repos\/acme\/flows\/issues\/comments\/(\d+)$/.exec(path)?.[1];
    const list = path === "/api/v3/repos/acme/flows/issues/7/comments";
    const comment = this.comments.find(({ id }) => String(id) === one);
    if (path === `/api/v3/repos/acme/flows/commits/${SHA}/pulls` && method === "GET") {
      send(200, this.pulls);
      return;
    }
    if (list && method === "GET") {
      const size = Math.min(Number(query.get("per_page") ?? 30), 100);
      const start = (Number(query.get("page") ?? 1) - 1) * size;
      send(200, this.comments.slice(start, start + size));
    } else if (list && method === "POST") {
      const { body } = JSON.parse(text) as { body: string };
      if (body.length > 65_536) send(422, { message: "body is too long (maximum is 65536 characters)" });
      else send(201, this.has(body, this.author));
    } else if (comment && method === "PATCH") {
      comment.body = (JSON.parse(text) as { body: string }).body;
      send(200, comment);
    } else {
      send(404, { message: "Not Found" });
    }
  }
}

let temp: TempDir;
let github: GitHubStandIn;
let slept: number[];
let findings: Findings;

beforeEach(async () => {
  temp = await tempDir();
  github = new GitHubStandIn();
  await github.start();
  slept = [];
  findings = new Findings();
});

afterEach(async () => {
  github.stop();
  const told = JSON.stringify(findings);
  expect(told).not.toContain("very-secret");
  await temp.remove();
});

const SUBJECT: CommentSubject = {
  environment: "production",
  shard: undefined,
  apiUrl: "https://prefect.example.com/api",
};

interface More extends Partial<CommentOptions> {
  readonly event?: unknown;
  readonly vars?: NodeJS.ProcessEnv;
}

const PULL_REQUEST = { pull_request: { number: 7, head: { sha: "feedc0de".repeat(5) } } };

function comment({ event = PULL_REQUEST, vars, ...more }: More = {}): Promise<string> {
  const file = join(temp.path, "event.json");
  writeFileSync(file, JSON.stringify(event));
  return commentOnPullRequest({
    token: TOKEN,
    mode: "plan",
    subject: SUBJECT,
    text: "### Prefect plan\n\n1 deployment: 1 to create.",
    env: {
      GITHUB_API_URL: `${github.url}/api/v3`,
      GITHUB_GRAPHQL_URL: `${github.url}/api/graphql`,
      GITHUB_SERVER_URL: "https://github.example.com",
      GITHUB_REPOSITORY: "acme/flows",
      GITHUB_EVENT_NAME: "pull_request",
      GITHUB_EVENT_PATH: file,
      GITHUB_SHA: SHA,
      GITHUB_RUN_ID: "42",
      ...vars,
    },
    findings,
    sleep: (ms) => {
      slept.push(ms);
      return Promise.resolve();
    },
    ...more,
  });
}

/** Writes the comment of a whole run. */
async function written(
  report: RunReport,
  when: "always" | "changes-only",
  log: Log = new Log(),
): Promise<void> {
  const file = join(temp.path, "event.json");
  writeFileSync(file, JSON.stringify(PULL_REQUEST));
  const request = { apiUrl: SUBJECT.apiUrl, shard: undefined, githubToken: TOKEN, comment: when };
  vi.stubEnv("GITHUB_API_URL", `${github.url}/api/v3`);
  vi.stubEnv("GITHUB_GRAPHQL_URL", `${github.url}/api/graphql`);
  vi.stubEnv("GITHUB_REPOSITORY", "acme/flows");
  vi.stubEnv("GITHUB_EVENT_NAME", "pull_request");
  vi.stubEnv("GITHUB_EVENT_PATH", file);
  try {
    await writeComment(request, report, { findings, log, signal: new AbortController().signal });
  } finally {
    vi.unstubAllEnvs();
  }
}

const writes = () => github.asked.filter((line) => /^(POST|PATCH) \/api\/v3/.test(line));
const warnings = () => findings.warnings.map(({ what, fix }) => `${what} ${fix}`).join("\n");

test("a stand-in for GitHub gets no known secret, not even as the name of the environment", async () => {
  const log = new Log();
  log.hide(["S3cr3t-Key"]);
  await written({ ...emptyReport(), mode: "plan", environment: "prod/S3cr3t-Key", plan: [] }, "always", log);
  expect(github.comments).toHaveLength(1);
  expect(github.comments[0]?.body).not.toContain("S3cr3t-Key");
});

describe("on a stand-in for GitHub, a comment", () => {
  test("that has nothing to tell is not created, and updates the one that is there", async () => {
    expect(await comment({ isOptional: true })).toBe("none");
    expect(findings.notes).toEqual(["The plan has no changes: no comment was written."]);
    expect(await comment()).toBe("created");
    expect(await comment({ isOptional: true, text: "### Prefect plan\n\nNo changes." })).toBe("updated");
    expect(github.comments).toHaveLength(1);
  });

  test.each<[what: string, report: Partial<RunReport>, comments: number]>([
    ["a plan without changes", { plan: [] }, 0],
    ["a plan that failed", { problems: [{ what: "w", fix: "f" }] }, 1],
    ["one with an error beside it", { plan: [], problems: [{ what: "w", fix: "f" }] }, 1],
  ])("with `changes-only`: %s", async (_, own, comments) => {
    await written({ ...emptyReport(), mode: "plan", ...own }, "changes-only");
    expect(github.comments).toHaveLength(comments);
  });

  test("is created, with marker, text and footer", async () => {
    expect(await comment()).toBe("created");
    expect(github.comments.map(({ body }) => body)).toEqual([
      [
        "<!-- prefect-self-hosted-deploy: production -->",
        "### Prefect plan",
        "",
        "1 deployment: 1 to create.",
        "",
        "<sub>Plan of `feedc0d` · [log](https://github.example.com/acme/flows/actions/runs/42) · updated where the plan changes</sub>",
        "",
      ].join("\n"),
    ]);
    expect(findings.warnings).toEqual([]);
  });

  test("is left alone where nothing changed but the commit and the run", async () => {
    await comment();
    const before = github.comments[0]?.body;
    const event = { pull_request: { number: 7, head: { sha: "a".repeat(40) } } };
    expect(await comment({ event, vars: { GITHUB_RUN_ID: "43" } })).toBe("unchanged");
    expect(github.comments.map(({ body }) => body)).toEqual([before]);
    expect(writes()).toHaveLength(1);
  });

  test("is left alone where GitHub gives its lines back with other ends", async () => {
    await comment();
    for (const stored of github.comments) stored.body = stored.body.replaceAll("\n", "\r\n");
    expect(await comment()).toBe("unchanged");
  });

  test("is updated in place where the plan changed", async () => {
    await comment();
    expect(await comment({ text: "Another plan" })).toBe("updated");
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain("\nAnother plan\n");
    expect(writes().at(-1)).toBe("PATCH /api/v3/repos/acme/flows/issues/comments/1000");
  });

  test("of another environment, server or shard is another comment", async () => {
    const subjects: CommentSubject[] = [
      SUBJECT,
      { ...SUBJECT, environment: "staging" },
      { ...SUBJECT, environment: "prod" },
      { ...SUBJECT, shard: { index: 1, of: 2 } },
      { ...SUBJECT, shard: { index: 2, of: 2 } },
      { ...SUBJECT, environment: "production 1/2" },
      { ...SUBJECT, environment: undefined },
      { ...SUBJECT, environment: undefined, apiUrl: "https://other.example.com/api" },
      { ...SUBJECT, environment: "--> @octocat --- \ud800" },
    ];
    for (const subject of subjects) expect(await comment({ subject })).toBe("created");
    for (const subject of subjects) expect(await comment({ subject })).toBe("unchanged");
    const firsts = github.comments.map(({ body }) => body.split("\n")[0] ?? "");
    expect(new Set(firsts).size).toBe(subjects.length);
    for (const first of firsts)
      expect(first).toMatch(/^<!-- prefect-self-hosted-deploy: (?!.*--.*--)[^ @>]+ -->$/);
    expect(firsts.join("")).not.toContain("prefect.example.com");
  });

  test("is found on a later page", async () => {
    for (let index = 0; index < 250; index += 1) github.has(`comment ${index}`, MALLORY);
    await comment();
    expect(await comment({ text: "changed" })).toBe("updated");
    expect(github.comments).toHaveLength(251);
    expect(github.asked.filter((line) => line.startsWith("GET"))).toHaveLength(6);
  });

  test.each([
    ["by a person", MALLORY, BOT.login],
    ["by another app", { login: "other[bot]", type: "Bot" }, BOT.login],
    ["by a person, where nobody tells whose token it is", MALLORY, undefined],
  ])("with our marker %s is not taken for ours", async (_name, user, viewer) => {
    github.viewer = viewer;
    const forged = github.has("<!-- prefect-self-hosted-deploy: production -->\nAll fine, merge it!", user);
    expect(await comment()).toBe("created");
    expect(forged.body).toContain("All fine");
    expect(await comment({ text: "changed" })).toBe("updated");
    expect(github.comments[1]?.body).toContain("changed");
    expect(forged.body).toContain("All fine");
  });

  test("of ours that only quotes the marker is not taken", async () => {
    github.has("> <!-- prefect-self-hosted-deploy: production -->\n> a plan", BOT);
    expect(await comment()).toBe("created");
  });

  test("of a user's own token is found again", async () => {
    github.author = { login: "release-manager", type: "User" };
    github.viewer = "release-manager";
    await comment();
    expect(await comment({ text: "changed" })).toBe("updated");
  });

  test.each([403, 404])("that may not be changed (%i) is followed by a new one", async (status) => {
    await comment();
    github.trick = ({ method }) => (method === "PATCH" ? { status, body: "{}" } : undefined);
    expect(await comment({ text: "changed" })).toBe("created");
    expect(github.comments).toHaveLength(2);
  });

  test.each<[string, unknown, string, number]>([
    ["pull_request_target", PULL_REQUEST, SHA.slice(0, 7), 1],
    ["issue_comment", { issue: { number: 7, pull_request: { url: "x" } } }, SHA.slice(0, 7), 1],
    ["issue_comment", { issue: { number: 7 } }, "", 0],
    ["push", { after: SHA }, "", 0],
    ["push", { pull_request: { number: "7/../8" } }, "", 0],
    ["push", null, "", 0],
  ])("under %s with %j", async (name, event, commit, number) => {
    const result = await comment({ event, vars: { GITHUB_EVENT_NAME: name } });
    expect(result).toBe(number === 1 ? "created" : "none");
    expect(github.comments).toHaveLength(number);
    if (number === 1) expect(github.comments[0]?.body).toContain(`Plan of \`${commit}\``);
    else {
      expect(github.asked).toEqual([]);
      expect(findings.notes).toEqual(["This run belongs to no pull request: no comment was written."]);
    }
  });
});

describe("on a stand-in for GitHub that does not want", () => {
  const refuse = (status: number, headers: Record<string, string> = {}, message = "no") => {
    github.trick = () => ({ status, headers, body: JSON.stringify({ message }) });
  };

  test.each([
    [403, "Resource not accessible by integration"],
    [404, "Not Found"],
  ])("a read-only token (%i) is a warning that says how to fix it", async (status, message) => {
    refuse(status, {}, message);
    expect(await comment()).toBe("none");
    expect(warnings()).toContain(`pull request #7: GitHub answered ${status}: "${message}".`);
    expect(warnings()).toContain("`permissions: pull-requests: write`");
    expect(warnings()).toContain("from a fork");
    expect(slept).toEqual([]);
  });

  test("a wrong token is a warning", async () => {
    expect(await comment({ token: "ghs_other" })).toBe("none");
    expect(warnings()).toContain("Check `github-token`");
  });

  test.each<[string, number, Record<string, string>, string]>([
    ["429 with Retry-After", 429, { "retry-after": "7" }, "no"],
    ["403 with Retry-After", 403, { "retry-after": "7" }, "no"],
  ])("too many requests (%s): waits once, then goes on", async (_name, status, headers, message) => {
    let times = 0;
    github.trick = () => {
      times += 1;
      return times === 1 ? { status, headers, body: JSON.stringify({ message }) } : undefined;
    };
    expect(await comment()).toBe("created");
    expect(slept).toEqual([7000]);
  });

  test.each<[string, number, Record<string, string>, string, number[]]>([
    ["again after the wait", 429, { "retry-after": "7" }, "no", [7000]],
    ["for an hour", 429, { "retry-after": "3600" }, "no", []],
    ["and says it in words alone", 403, {}, "You have exceeded a secondary rate limit", [60_000]],
    [
      "until a time far away",
      403,
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "99999999999" },
      "API",
      [],
    ],
    [
      "until a time that is over",
      403,
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1" },
      "API",
      [0],
    ],
  ])("too many requests, %s: a warning", async (_name, status, headers, message, waits) => {
    refuse(status, headers, message);
    expect(await comment()).toBe("none");
    expect(slept).toEqual(waits);
    expect(warnings()).toContain("GitHub limits how often it is asked");
  });

  test("an outage that ends: the comment is written", async () => {
    let times = 0;
    github.trick = () => {
      times += 1;
      return times <= 3 ? { status: 503 } : undefined;
    };
    expect(await comment()).toBe("created");
    expect(slept).toEqual([1000, 2000, 4000]);
  });

  test("an outage that lasts is a warning", async () => {
    refuse(502);
    expect(await comment()).toBe("none");
    expect(slept).toEqual([1000, 2000, 4000]);
    expect(warnings()).toContain("GitHub answered 502");
  });

  test("where the answer to a new comment is lost, there is still only one", async () => {
    let times = 0;
    github.trick = ({ method, path }) => {
      if (method !== "POST" || path === "/api/graphql") return undefined;
      times += 1;
      return times === 1 ? { status: 502, lost: true } : undefined;
    };
    expect(await comment()).toBe("unchanged");
    expect(github.comments).toHaveLength(1);
  });

  test("nobody there at all: a warning", async () => {
    github.stop();
    expect(await comment()).toBe("none");
    expect(warnings()).toContain("ECONNREFUSED");
    expect(warnings()).toContain("Check that the runner reaches GitHub's API.");
  });

  test("a message of GitHub's cannot speak to the runner", async () => {
    refuse(422, {}, "no\n::error::x");
    expect(await comment()).toBe("none");
    expect(warnings()).toContain('GitHub answered 422: "no ::error::x".');
  });

  test("a step that is stopped: a warning, and no error", async () => {
    expect(await comment({ signal: AbortSignal.abort(new Error("cancelled")) })).toBe("none");
    expect(warnings()).toContain('it was stopped: "cancelled"');
  });

  test("an address that is none: a warning, and no error", async () => {
    expect(await comment({ vars: { GITHUB_API_URL: "nonsense" } })).toBe("none");
    expect(findings.warnings).toHaveLength(1);
  });
});

describe("a deploy", () => {
  const push = {
    mode: "deploy",
    text: "### Deployed",
    event: { after: SHA },
    vars: { GITHUB_EVENT_NAME: "push" },
  } as const;
  const MERGED = { number: 7, merged_at: "2026-01-01T00:00:00Z" };

  test("writes its result into the comment with the plan, on a stand-in for GitHub", async () => {
    await comment();
    expect(await comment({ mode: "deploy", text: "### Deployed" })).toBe("updated");
    expect(github.comments.map(({ body }) => body)).toEqual([
      "<!-- prefect-self-hosted-deploy: production -->\n### Deployed\n\n<sub>Deploy of `feedc0d` · [log](https://github.example.com/acme/flows/actions/runs/42)</sub>\n",
    ]);
    expect(await comment({ mode: "deploy", text: "### Deployed" })).toBe("unchanged");
    expect(await comment()).toBe("updated");
  });

  test("of a push does so where its commit belongs to a merged pull request", async () => {
    await comment();
    github.pulls = [{ number: 8, merged_at: null }, MERGED];
    expect(await comment(push)).toBe("updated");
    expect(github.comments[0]?.body).toContain("### Deployed");
    expect(github.asked).toContain(`GET /api/v3/repos/acme/flows/commits/${SHA}/pulls`);
  });

  test.each<[string, readonly unknown[], string]>([
    ["no pull request", [], "This run belongs to no pull request: no comment was written."],
    [
      "an open one",
      [{ number: 7, merged_at: null }],
      "This run belongs to no pull request: no comment was written.",
    ],
    ["one without a plan", [MERGED], "Pull request #7 has no comment with the plan: no comment was written."],
  ])("of a push with %s creates none", async (_title, pulls, note) => {
    github.has("Looks good.", MALLORY);
    github.pulls = pulls;
    expect(await comment(push)).toBe("none");
    expect(writes()).toEqual([]);
    expect(findings.notes).toEqual([note]);
    expect(findings.warnings).toEqual([]);
  });

  test("of a commit that came with several goes to the one that ends in it, else to the one of its branch", async () => {
    await comment();
    const others = [{ ...MERGED, number: 8, base: { ref: "develop" } }];
    github.pulls = [...others, { ...MERGED, merge_commit_sha: SHA }];
    expect(await comment(push)).toBe("updated");
    github.pulls = [...others, { ...MERGED, base: { ref: "main" } }];
    const onMain = { ...push, text: "### Again", vars: { ...push.vars, GITHUB_REF_NAME: "main" } };
    expect(await comment(onMain)).toBe("updated");
  });

  test("that may not change the comment has a warning, which says what the job needs", async () => {
    await comment();
    github.trick = ({ method }) => (method === "PATCH" ? { status: 403, body: "{}" } : undefined);
    expect(await comment({ mode: "deploy", text: "### Deployed" })).toBe("none");
    expect(findings.notes).toEqual([]);
    expect(warnings()).toContain("`permissions: pull-requests: write`");
  });

  test("creates none in place of one that it may not change", async () => {
    await comment();
    github.trick = ({ method }) => (method === "PATCH" ? { status: 404, body: "{}" } : undefined);
    expect(await comment({ mode: "deploy", text: "### Deployed" })).toBe("none");
    expect(github.comments).toHaveLength(1);
  });

  test("that may not ask for the pull request of its commit has a warning", async () => {
    github.trick = () => ({ status: 403, body: "{}" });
    expect(await comment(push)).toBe("none");
    expect(warnings()).toContain("The result was not written to a pull request: GitHub answered 403.");
    expect(warnings()).toContain("`permissions: pull-requests: write`");
  });
});

test("a plan that differs in the commit of its links alone is left, on a stand-in for GitHub", async () => {
  const text = (sha: string) =>
    `[\`prefect.yaml:3\`](https://github.example.com/acme/flows/blob/${sha}/prefect.yaml#L3)`;
  await comment({ text: text(SHA) });
  expect(await comment({ text: text("f".repeat(40)) })).toBe("unchanged");
  expect(await comment({ text: `${text("f".repeat(40))}!` })).toBe("updated");
});

describe("the text", () => {
  const deployment = (index: number) => ({
    file: "prefect.yaml",
    where: { file: "prefect.yaml", line: index + 1 },
    flow: "etl",
    name: `n-${index}`,
    id: "1",
    action: "change" as const,
    changes: [{ field: "description", before: "a".repeat(200), after: "b".repeat(200) }],
  });
  const report = (number: number, more: Partial<RunReport> = {}): RunReport => {
    const plan = Array.from({ length: number }, (_, index) => deployment(index));
    const results = plan.map(({ file, where, flow, name, action }) => ({ file, where, flow, name, action }));
    return {
      ...emptyReport(),
      mode: "plan",
      environment: "production",
      apiUrl: "https://h/api",
      plan,
      results,
      ...more,
    };
  };

  test("has heading, tally, server, names and table", () => {
    const text = commentText(report(1, { shard: { index: 2, of: 5 }, names: ["etl/*"] }));
    expect(text).toMatch(
      /^### 🔄 Prefect plan: `production` \(part 2 of 5\)\n\n1 deployment: 1 to change\.\n\nServer `https:\/\/h\/api` · names: `etl\/\*`\n\n### Deployments\n\n\| Plan \| Deployment/,
    );
  });

  test("without an environment and without deployments", () => {
    expect(commentText(report(0, { environment: undefined }))).toBe(
      "### ✅ Prefect plan\n\nNo changes. 0 deployments.\n\nServer `https://h/api`",
    );
  });

  test("says what was left out, in which nothing acts", () => {
    const leftOut = { since: "main (1a2b3c4)", files: ["a/prefect.yaml", "![x](http://h)/@you.yaml"] };
    expect(commentText(report(0, { environment: undefined, leftOut }))).toBe(
      "### ✅ Prefect plan\n\nNo changes. 0 deployments.\n\nServer `https://h/api`\n\n2 prefect files have no change since main (`1a2b3c4`) and were left out.\n\n<details><summary>Left out</summary>\n\n- `a/prefect.yaml`\n- `![x](http://h)/@you.yaml`\n\n</details>",
    );
    const one = { since: "1a2b3c4", files: ["a/prefect.yaml"] };
    expect(commentText(report(1, { leftOut: one }))).toContain(
      "\n\n1 prefect file has no change since `1a2b3c4` and was left out.\n\n",
    );
  });

  test("counts what was left out and has no room", () => {
    const files = Array.from({ length: 5_000 }, (_, at) => `teams/team-${at}/prefect.yaml`);
    const text = commentText(report(1, { leftOut: { since: "1a2b3c4", files } }));
    expect(text).toContain("5000 prefect files have no change since `1a2b3c4` and were left out.");
    const listed = text.match(/^- `teams/gm)?.length ?? 0;
    expect(listed).toBeGreaterThan(50);
    expect(text).toContain(`- … and ${5_000 - listed} more; the log has them all.`);
    expect(text.length).toBeLessThan(10_000);
  });

  test("of a plan that failed says so, and why, also where a rule found it", () => {
    const failed = {
      ...emptyReport(),
      mode: "plan",
      environment: "production",
      apiUrl: "https://h/api",
    } as const;
    const problems = [{ what: "No flow.", fix: "Name one.", rule: "entrypoint-function-missing" }];
    expect(commentText({ ...failed, problems })).toBe(
      "### ❌ Prefect plan: `production`\n\nThe plan failed.\n\nServer `https://h/api`\n\n### What is wrong\n\n- No flow. **Name one.**",
    );
  });

  test("has the first ten warnings, and no settings", () => {
    const warnings = Array.from({ length: 12 }, (_, at) => ({ what: `Warning ${at}.`, fix: "m" }));
    const text = commentText(report(1, { warnings, settings: [{ name: "n", value: "v", source: "s" }] }));
    expect(text.match(/^- Warning/gm)).toHaveLength(10);
    expect(text).toContain("- … and 2 more; the log has them all.");
    expect(text).not.toContain("Effective settings");
  });

  test("of 1,000 deployments and a long label is taken by a stand-in for GitHub", async () => {
    const subject = { ...SUBJECT, environment: "😀".repeat(50) };
    const text = commentText(report(1000, { environment: subject.environment }));
    expect(await comment({ subject, text })).toBe("created");
    expect(github.comments[0]?.body.length).toBeGreaterThan(50_000);
  });
});
