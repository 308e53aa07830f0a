import { execFile } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bodyFor, MARKER, problemsIn, TITLE } from "../../scripts/report-newest.mjs";
import { cleanEnvironment, ROOT } from "../../scripts/parts.mjs";
import { actingIn, githubPage } from "../support/servers/github-page.ts";
import { tempDir } from "../support/temp.ts";

const SCRIPT = fileURLToPath(new URL("../../scripts/report-newest.mjs", import.meta.url));
const RUN = "https://github.example/o/r/actions/runs/7";
const TOKEN = "ghs_very-secret";

const bodyWith = (...problems: readonly string[]) => bodyFor({ version: "3.9.2", problems, run: RUN });

/** How a program ended. Not `spawnSync`: the stand-in for GitHub answers from this process. */
async function run(args: readonly string[], extra: Readonly<Record<string, string>>) {
  // A Vitest in a Vitest must not take itself for a worker of the outer one; the runner's own variables are no part of a test.
  const env = Object.entries(cleanEnvironment(extra)).filter(
    ([name]) => name in extra || !/^(VITEST|GITHUB_|NODE_ENV|TEST$)/.test(name),
  );
  return new Promise<{ code: number; output: string }>((resolve) => {
    execFile(process.execPath, [...args], { env: Object.fromEntries(env) }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr });
    });
  });
}

/** The JSON report of real Vitest on one file. */
async function reportOf(test: string): Promise<string> {
  await using folder = await tempDir();
  symlinkSync(join(ROOT, "node_modules"), join(folder.path, "node_modules"), "junction");
  writeFileSync(join(folder.path, "a.test.ts"), `import { describe, expect, it } from "vitest";\n${test}`);
  writeFileSync(join(folder.path, "vitest.config.ts"), "export default {};");
  const vitest = join(ROOT, "node_modules", "vitest", "vitest.mjs");
  const report = join(folder.path, "report.json");
  await run([vitest, "run", "--root", folder.path, "--reporter=json", `--outputFile=${report}`], {});
  return readFileSync(report, "utf8");
}

const FAILS = `describe("a plan", () => {
  it("names what differs", () => { expect(["tags"]).toEqual(["tags", "paused"]); });
  it("reads", () => { expect(1).toBe(1); });
});`;
const PASSES = 'it("reads", () => { expect(1).toBe(1); });';

describe("what failed", () => {
  it("is named with its reason, from a report of real Vitest", async () => {
    const problems = problemsIn(await reportOf(FAILS), "failure");
    expect(problems).toHaveLength(1);
    const body = bodyWith(...problems);
    expect(body).toContain("Prefect 3.9.2 is newer");
    expect(body).toContain(`Failed with it: 1 ([run](${RUN})).`);
    expect(body).toContain(
      "```text\na plan names what differs (failed)\n    AssertionError: expected [ 'tags' ]",
    );
    expect(body).not.toContain("reads");
  });

  it("is nothing where all passed, in a report of real Vitest", async () => {
    expect(problemsIn(await reportOf(PASSES), "success")).toEqual([]);
  });

  it.each([
    { report: "is missing", text: undefined, problem: "The run ended before there was a report" },
    { report: "is cut", text: '{"testResults": [', problem: "The report cannot be read" },
    { report: "has another form", text: "[]", problem: "The report cannot be read" },
    { report: "has no test", text: '{"testResults": []}', problem: "ran no test" },
  ])("is that the report $report", ({ text, problem }) => {
    expect(problemsIn(text, "failure").join("\n")).toContain(problem);
  });
});

describe("the text of the issue", () => {
  it.each([
    "@maintainers see #1 and https://evil.example",
    "```\n</code></pre>\n# [x](https://evil.example) @all",
    "``````\n@all\n``````",
    "a\r```\r@all",
    "<!-- -->\n<img src=https://evil.example>\n$x$ :smile: 0123456789abcdef",
    "\u001b[31m\u202e@all\u0000\n~~~\n@all",
  ])("shows a test's words as code, where they do nothing: %j", (text) => {
    const page = githubPage(bodyWith(text, "another"));
    expect(actingIn(page)).toEqual([]);
    expect(page.links).toEqual([RUN]);
    expect(page.shape).toBe("#comment p pre pre p");
    expect(page.text).not.toMatch(/[^\P{C}\n]/u);
  });

  it("fits GitHub's limit, and says how many are not shown", () => {
    const long = "😀".repeat(20_000);
    const body = bodyWith(...Array.from({ length: 400 }, (_, index) => `test ${index}\n${long}`));
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(65_536);
    expect(Buffer.byteLength(body)).toBeGreaterThan(60_000);
    const shown = body.match(/^test \d+$/gm)?.length ?? 0;
    expect(body).toContain(`\n\nNot shown: ${400 - shown} more.\n\n`);
    expect(bodyWith("one")).not.toContain("Not shown");
  });
});

interface Issue {
  readonly number: number;
  title: string;
  body: string;
  state: string;
  readonly user: { readonly type: string };
  readonly html_url: string;
  readonly pull_request?: object;
}

const ISSUES = "/repos/o/r/issues";

/** Issues as docs.github.com, "REST API endpoints for issues", describes them. No test may write to GitHub itself. */
class GitHubStandIn {
  readonly issues: Issue[] = [];
  readonly asked: string[] = [];
  readonly comments: string[] = [];
  status: number | undefined;
  url = "";
  private readonly server = createServer((asked, answer) => {
    let text = "";
    asked.setEncoding("utf8").on("data", (part: string) => (text += part));
    asked.on("end", () => {
      this.serve(asked, text, answer);
    });
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  has(issue: Partial<Issue>): Issue {
    const number = this.issues.length + 1;
    const usual = {
      title: "a bug",
      body: "",
      state: "open",
      user: { type: "Bot" },
      html_url: `issue ${number}`,
    };
    this.issues.push({ number, ...usual, ...issue });
    return this.issues[number - 1] as Issue;
  }

  private serve({ method = "", url = "", headers }: IncomingMessage, text: string, answer: ServerResponse) {
    const { pathname, searchParams } = new URL(url, this.url);
    const [, number, what = ""] = /^\/repos\/o\/r\/issues(?:\/(\d+)(\/comments)?)?$/.exec(pathname) ?? [];
    this.asked.push(`${method} ${pathname}`);
    const reply = (status: number, body: unknown) => answer.writeHead(status).end(JSON.stringify(body));
    if (headers.authorization !== `Bearer ${TOKEN}`) return reply(401, { message: "Bad credentials" });
    if (this.status) return reply(this.status, { message: "Resource not accessible by integration" });
    if (method === "GET" && pathname === ISSUES) return reply(200, this.page(searchParams));
    const body = JSON.parse(text) as Partial<Issue>;
    if (method === "POST" && pathname === ISSUES) return reply(201, this.has(body));
    const issue = this.issues[Number(number) - 1];
    if (issue && method === "PATCH" && what === "") return reply(200, Object.assign(issue, body));
    if (issue && method === "POST" && what !== "") {
      return reply(201, { id: this.comments.push(body.body ?? "") });
    }
    return reply(404, { message: "Not Found" });
  }

  /** The newest first, 30 unless asked for more, as GitHub has it. */
  private page(asked: URLSearchParams): readonly Issue[] {
    const [size, page] = [Number(asked.get("per_page") ?? 30), Number(asked.get("page") ?? 1)];
    const those = this.issues.filter(({ state }) => state === (asked.get("state") ?? "open")).toReversed();
    return those.slice((page - 1) * size, page * size);
  }
}

const reportWith = (status: string) => {
  const test = { fullName: "a test", status, failureMessages: ["why"] };
  return JSON.stringify({ testResults: [{ name: "a.test.ts", status, assertionResults: [test] }] });
};

describe("with a stand-in for GitHub", () => {
  let github: GitHubStandIn;
  beforeEach(async () => {
    github = new GitHubStandIn();
    await github.start();
  });
  afterEach(() => {
    github.stop();
  });

  /** The script as the workflow runs it. */
  async function report(status: "passed" | "failed" | "no report", token = TOKEN) {
    await using folder = await tempDir();
    const file = join(folder.path, "report.json");
    if (status !== "no report") writeFileSync(file, reportWith(status));
    return await run([SCRIPT, file], {
      VERSION: "3.9.2",
      RESULT: status === "passed" ? "success" : "failure",
      GITHUB_TOKEN: token,
      GITHUB_REPOSITORY: "o/r",
      GITHUB_API_URL: github.url,
      GITHUB_SERVER_URL: "https://github.example",
      GITHUB_RUN_ID: "7",
    });
  }

  it("the first failure opens an issue, the next one updates it, and a run without one comments and closes it", async () => {
    expect(await report("failed")).toEqual({ code: 0, output: "Opened issue 1\n" });
    const [issue] = github.issues;
    expect(issue).toMatchObject({ title: TITLE, state: "open" });
    expect(issue?.body).toContain("```text\na test (failed)\n    why\n```");
    expect(issue?.body).toContain(`[run](${RUN})`);

    Object.assign(issue ?? {}, { body: `${MARKER} old`, title: "renamed by a person" });
    expect(await report("failed")).toEqual({ code: 0, output: "Updated issue 1\n" });
    expect(github.issues).toHaveLength(1);
    expect(issue).toMatchObject({ title: TITLE, state: "open" });
    expect(issue?.body).toContain("a test (failed)");
    expect(github.comments).toEqual([]);

    expect(await report("passed")).toEqual({ code: 0, output: "Closed issue 1\n" });
    expect(issue).toMatchObject({ state: "closed", state_reason: "completed" });
    expect(github.comments).toEqual([`All integration tests pass with Prefect 3.9.2 ([run](${RUN})).`]);

    expect(await report("failed")).toEqual({ code: 0, output: "Opened issue 2\n" });
  });

  it("nothing is written where all passed and no issue is open", async () => {
    const { code, output } = await report("passed");
    expect({ code, output }).toEqual({
      code: 0,
      output: "All integration tests pass with Prefect 3.9.2, and no issue is open.\n",
    });
    expect(github.asked).toEqual(["GET /repos/o/r/issues"]);
  });

  it("a run that left no report is a failure", async () => {
    await report("no report");
    expect(github.issues[0]?.body).toContain("The run ended before there was a report");
  });

  it.each([
    ["marker", { body: `old ${MARKER}` }],
    ["title", { title: TITLE }],
  ])("the issue is found by its %s, behind a hundred others", async (_, issue) => {
    github.has(issue);
    for (let count = 0; count < 150; count += 1) github.has({ user: { type: "User" } });
    expect((await report("failed")).output).toBe("Updated issue 1\n");
  });

  it.each<[string, Partial<Issue>]>([
    ["somebody else's", { title: TITLE, body: MARKER, user: { type: "User" } }],
    ["a pull request", { title: TITLE, body: MARKER, pull_request: {} }],
    ["closed", { title: TITLE, body: MARKER, state: "closed" }],
    ["about something else", { title: "a bug" }],
  ])("an issue that is %s is left alone", async (_, issue) => {
    const other = structuredClone(github.has(issue));
    expect((await report("failed")).output).toBe("Opened issue 2\n");
    expect(github.issues[0]).toEqual(other);
  });

  it("a refusal fails the job in GitHub's words, without the token", async () => {
    github.status = 403;
    const { code, output } = await report("failed");
    expect(code).toBe(1);
    expect(output).toMatch(/^::error::GitHub answered 403 to GET .*Resource not accessible by integration/);
    expect(output).not.toContain(TOKEN);
    expect((await report("failed", "ghs_wrong")).output).not.toContain("ghs_wrong");
  });
});
