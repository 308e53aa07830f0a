import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import type { Log as SarifLog } from "sarif";
import { describe, expect, test, vi } from "vitest";

import type { Problem } from "../../src/base/errors.js";
import { diagnose } from "../../src/server/diagnosis/diagnose.js";
import { PreflightError } from "../../src/server/check.js";
import { failureReason } from "../../src/prefect/deploy-cli.js";
import { showCli, startClis, type CliJob, type CliPart } from "../../src/prefect/run-cli.js";
import { Log } from "../../src/base/log.js";
import { emptyReport, type DeploymentResult, type RunReport } from "../../src/report/report.js";
import { commentText, summary } from "../../src/report/summary.js";
import { RefusedError } from "../../src/server/upstream.js";
import type { PlannedDeployment } from "../../src/plan/types.js";
import { asProblem } from "../../src/validate/check.js";
import { RULES } from "../../src/validate/rules.js";
import { sarif } from "../../src/validate/sarif.js";
import type { Finding } from "../../src/base/finding.js";
import { actingIn, githubPage, UNSEEN, unseenIn, type Page } from "../support/servers/github-page.ts";
import { flows, makeProject } from "../support/project.ts";
import { startStep } from "../support/runner/runner.ts";
import { deployStory } from "../support/runner/story.ts";
import { validateFiles } from "../support/rules/validation.ts";

/*
 * What others write (SECURITY.md, "What a plan shows"): names, values, messages, headers, pages and file names come from
 * servers, gates, files of the checkout and events. Wherever they are shown, they stay text.
 */

const HOSTILE: readonly string[] = [
  // Addresses, as GitHub finds them in bare text.
  "www.evil.example",
  "see (www.evil.example/a_b) or WWW.EVIL.EXAMPLE",
  "HTTP://evil.example",
  "https://evil.example/?a=1&b=2",
  "ftp://evil.example",
  "x-https://evil.example",
  "a@b.example",
  "mailto:a@b.example xmpp:a@b.example/c",
  "<https://evil.example>",
  "[click](https://evil.example)",
  "[click]( <javascript:alert(1)> 'title' )",
  "[click][ref]\n\n[ref]: https://evil.example",
  "![x](https://evil.example/x.png)",
  "[![x](https://evil.example/x.png)](https://evil.example)",
  // Who is told, and what is linked.
  "@org/team @octocat, cc @a",
  "x@octocat",
  "fixes #1, o/r#2, GH-3, gh-4",
  "0123456789abcdef0123456789abcdef01234567 and 0123456, o/r@0123456",
  ":tada: :+1: a:100:b",
  "$x^2$ $`y`$ $$z$$",
  "[^1]\n\n[^1]: https://evil.example",
  // Structure.
  "a | b || c \\| d \\\\| e",
  "a\n| x | y |\n| - | - |\n",
  "x\n\n# heading\n\nsetext\n======\n",
  "- item",
  "* item",
  "+ item",
  "1. one",
  "1) one",
  "> [!WARNING]\n> All is well.",
  "- [x] done",
  "---",
  "***",
  "    code",
  "```math\nx\n```",
  "~~~mermaid\ngraph TD\n~~~",
  "\n```\nout of it\n",
  "a  \nb\\\nc",
  "**b** __b__ *i* _i_ ~~s~~ ~s~ ==m== ^s^",
  // HTML.
  "<script>alert(1)</script>",
  '<img src=x onerror="x">',
  "<img src=https://evil.example/x.png",
  "</details></summary></code></table><h1>x",
  "<!-- comment",
  "--> <b>x</b> <!--",
  "<![CDATA[x]]> <?x ?> <!DOCTYPE x>",
  "&lt;b&gt; &#64;octocat &commat;octocat &amp;amp;",
  "<sub>x</sub>\n\n<sub>Plan of `x`",
  // Backticks.
  "`",
  "``",
  "a ` @b ` c",
  "` @a",
  "`` @a ` b",
  "`@a``@b`",
  "```@a````@b```",
  "`a`@b`c`",
  '"`" @a "`"',
  '"a" @b "c',
  "x`",
  "`x`@a",
  "$`x`$",
  "\\` @a \\`",
  "a\\",
  // Nobody sees it, or it turns text around.
  "a\u202eb\u202cc",
  "a\u2066b\u2069 \u200e\u200f\u061c",
  "@\u200boctocat \u200c\u200d\u2060\ufeff\u00ad",
  "a\u{e0001}\u{e0041}\u{e007f}\ufe0f\u{e0100}b",
  "a\u2028b\u2029c\u0085d",
  "\u3164\u115f\u2800\u034f",
  "\u001b[31mred\u001b[0m\u001b]8;;https://evil.example\u0007x\u001b]8;;\u0007\u009b31m",
  "a\u0000b\u0008\u007f",
  "a\rb",
  "a\ud800b",
  // Commands to a runner.
  "::error::x",
  "\n::add-mask::a",
  "x\r\n::stop-commands::y",
  "a ##[error]x ##[add-mask]y",
];

const UI = "https://prefect.example.com";
const DOCS = "https://github.example.com/o/r/blob/v1/docs";

function result(text: string, more: Partial<DeploymentResult> = {}): DeploymentResult {
  const where = { file: text, line: 3 };
  return { file: text, where, flow: text, name: text, action: "failed", error: text, ...more };
}

function finding(text: string): Finding {
  const where = { file: text, line: 3, column: 1, endLine: 3, endColumn: 2 };
  return { rule: "unknown-key", severity: "error", what: text, fix: text, corrected: text, where };
}

function planned(text: string): PlannedDeployment[] {
  const where = { file: text, line: 3 };
  const change = { field: text, before: text, after: { [text]: [text] } };
  const created = ["entrypoint", "work_pool_name", `schedules.${text}`].map((field) => ({
    ...change,
    field,
  }));
  return [
    { file: text, where, flow: text, name: text, id: text, action: "change", changes: [change, change] },
    { file: text, where, flow: text, name: text, id: undefined, action: "create", changes: created },
    { file: text, where, flow: text, name: text, id: text, action: "unchanged", changes: [] },
  ];
}

function report(text: string, more: Partial<RunReport> = {}): RunReport {
  return {
    ...emptyReport(),
    environment: text,
    docs: DOCS,
    apiUrl: text,
    source: `${DOCS}/source`,
    names: [text],
    authentication: text,
    serverVersion: text,
    clientVersion: text,
    settings: [{ name: text, value: text, source: text }],
    problems: [
      { what: text, fix: text, where: { file: text, line: 2 } },
      { what: `"${text}" and \`${text}\`: ${text}.`, fix: `Take (${text}), or \`${text}\`, or "${text}".` },
    ],
    warnings: [{ what: text, fix: text }],
    ...more,
  };
}

function planReport(text: string): RunReport {
  const plan = planned(text);
  const results = plan.map(({ action }) =>
    result(text, { action, url: `${UI}/deployments/deployment/${text}` }),
  );
  return report(text, { mode: "plan", plan, results });
}

/** All that the action writes as Markdown, with a text of others wherever there can be one. */
const DOCUMENTS: Readonly<Record<string, (text: string) => string>> = {
  "the summary of a deploy": (text) =>
    summary(
      report(text, {
        results: [
          result(text),
          result(text, { action: "created", url: `${UI}/deployments/deployment/${text}` }),
        ],
      }),
    ),
  "the summary of a plan": (text) => summary(planReport(text)),
  "the summary of a validation": (text) =>
    summary(
      report(text, {
        mode: "validate",
        findings: [finding(text), finding(text)],
        checked: { files: 1, deployments: 1 },
      }),
    ),
  "the comment on a pull request": (text) =>
    commentText({
      ...planReport(text),
      problems: [{ what: text, fix: text }],
      warnings: [
        { what: text, fix: text },
        { what: `"${text}": \`${text}\` ${text}`, fix: "Look." },
      ],
    }),
  "the message of a SARIF file": (text) => messageOf(finding(`${text} "${text}" \`${text}\`.`)),
};

const ELEMENTS = new Set(
  "a br code details h2 h3 li p pre strong summary table tbody td th thead tr ul".split(" "),
);

function expectInert(page: Page, plain: Page): void {
  expect(page.shape).toBe(plain.shape);
  expect(Array.from(page.elements).filter((name) => !ELEMENTS.has(name))).toEqual([]);
  expect(page.links.filter((href) => !href.startsWith(`${UI}/`) && !href.startsWith(`${DOCS}/`))).toEqual([]);
  expect(actingIn(page)).toEqual([]);
  expect(unseenIn(page.text)).toEqual([]);
}

describe.each(Object.entries(DOCUMENTS))("in %s", (_name, document) => {
  const plain = githubPage(document("plain"));

  test.each(HOSTILE)("%j stays text", (text) => {
    expectInert(githubPage(document(text)), plain);
  });

  test("any mixture of them stays text", () => {
    fc.assert(
      fc.property(MIXTURE, (text) => {
        expectInert(githubPage(document(text)), plain);
      }),
      { numRuns: 150 },
    );
  });
});

/** Bits that mean something, in any order, with anything between. */
const MIXTURE = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ..."` `` ``` ~~~ | \\ \\| @a #1 GH-1 < > <b> </code> & &lt; ! [ ] ( ) ](x) [^1] * ** _ __ ~ $ $$ \" ' : :a: :: ##[ # - + 1. . // https:// www.a.b a@b.c 0123456 a".split(
          " ",
        ),
        " ",
        "\n",
        "\r\n\r\n",
        "\t",
        "\u202e",
        "\u200b",
      ),
      fc.constantFrom(...HOSTILE),
      fc.string({ unit: "binary", maxLength: 4 }),
    ),
    { minLength: 1, maxLength: 10 },
  )
  .map((bits) => bits.join(""))
  .filter((text) => text.trim() !== "");

test("no character that nobody sees gets through, wherever it stands", () => {
  const all = UNSEEN.map((code) => `a${String.fromCodePoint(code)}b`).join(" ");
  for (const document of Object.values(DOCUMENTS)) {
    for (let at = 0; at < all.length; at += 200) {
      expect(unseenIn(document(all.slice(at, at + 200)))).toEqual([]);
    }
  }
});

test("what is too large is cut between lines: nothing gets out of a code span that was cut open", () => {
  const text = `\`${"@octocat ".repeat(30)}\``;
  const settings = Array.from({ length: 40 }, () => ({ name: text, value: text, source: text }));
  for (let limit = 1_000; limit < 4_000; limit += 31) {
    const page = githubPage(summary(report(text, { settings }), limit));
    expect(page.prose.join("\n")).not.toContain("@");
  }
});

test("a comment stays below what GitHub takes, whatever the warnings hold", () => {
  const texts = ["\u202e".repeat(1_000), "` `` ``` ".repeat(200), "#".repeat(1_000), "# ".repeat(1_000)];
  for (const text of texts) {
    const warnings = Array.from({ length: 20 }, () => ({ what: text, fix: text }));
    const comment = commentText({ ...planReport(text), problems: warnings, warnings });
    expect(comment.length).toBeLessThan(64_000);
  }
});

describe("what people read", () => {
  test("names keep their letters, whatever they are", () => {
    for (const name of ["a`b``c", "`a`", " a ", "a|b", "<b>&amp;", "nächster Lauf ⚠️", "日本"]) {
      const page = githubPage(summary({ ...emptyReport(), results: [result(name)] }));
      expect(page.text).toContain(`${name}/${name}`);
    }
  });
});

/** Takes what the real @actions/core writes for the runner, until it is asked for it. */
function listen(): () => string {
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  return () => {
    const written = write.mock.calls.map(([chunk]) => String(chunk)).join("");
    write.mockRestore();
    return written;
  };
}

function said(body: (log: Log) => void, secrets: readonly string[] = []): string {
  const log = new Log();
  const masking = listen();
  log.mask(secrets);
  masking();
  const written = listen();
  body(log);
  return written();
}

describe("an annotation", () => {
  test.each(HOSTILE)("with %j is one command, and all of it can be read", (text) => {
    const problem: Problem = { what: text, fix: text, rule: text, where: { file: text, line: 3 } };
    for (const kind of ["problem", "warnOnce", "notice"] as const) {
      const shown = said((log) => {
        log[kind](problem);
      });
      expect(shown).toMatch(/^::(error|warning|notice) title=[^\n,:]*,file=[^\n,:]*,line=3::[^\n\r]*\n$/);
      expect(shown).not.toMatch(/%0[AD]|##\[/);
      expect(unseenIn(shown)).toEqual([]);
    }
  });

  test("is not longer than the runner shows", () => {
    const shown = said((log) => {
      log.problem({ what: "\u202e".repeat(5_000), fix: "x" });
    });
    expect(shown.length).toBeLessThan(4_200);
  });

  test.each(HOSTILE)("that is one too many, with %j, is one line and no command", (text) => {
    const shown = said((log) => {
      for (let index = 0; index < 10; index += 1) log.problem({ what: text, fix: text });
    });
    const last = shown.trimEnd().split(/\r?\n/).at(-1) ?? "";
    expect(shown.match(/\n/g)).toHaveLength(10);
    expect(last).toMatch(/^error: /);
    expect(last).not.toContain("##[");
  });
});

describe("a line of the log", () => {
  test.each(HOSTILE)("with %j is one line, no command, and all of it can be read", (text) => {
    const shown = said((log) => {
      log.line(`${text} ${text}`);
    });
    expect(shown).toMatch(/^[^\n\r]*\n$/);
    expect(shown).not.toMatch(/^\s*::|##\[/);
    expect(unseenIn(shown)).toEqual([]);
  });

  test.each(HOSTILE)("as the title of a group, with %j, is one line", async (text) => {
    const stop = listen();
    await new Log(text).group(text, () => undefined);
    const written = stop();
    expect(written).toMatch(/^::group::[^\n\r]*\n::endgroup::\n$/);
    expect(written).not.toMatch(/%0[AD]/);
    expect(unseenIn(written)).toEqual([]);
  });

  test.each<[string, string, string]>([
    ["colours stay", "\u001b[1;38;5;8mx\u001b[0m", "\u001b[1;38;5;8mx\u001b[0m"],
    ["but not one that hides", "a\u001b[8mb\u001b[0;08mc", "a\\u{1b}[8mb\\u{1b}[0;08mc"],
    ["nor behind a colour", "\u001b[38;2;1;2;3;8mx", "\\u{1b}[38;2;1;2;3;8mx"],
    ["the cursor stays where it is", "a\u001b[2K\u001b[1Ab", "a\\u{1b}[2K\\u{1b}[1Ab"],
    ["no link, no title", "\u001b]8;;https://e\u0007x", "\\u{1b}]8;;https://e\\u{7}x"],
    ["nothing is taken back", "good\b\b\b\bevil", "good\\u{8}\\u{8}\\u{8}\\u{8}evil"],
    ["nothing is turned around", "a\u202eb\u2066c", "a\\u{202e}b\\u{2066}c"],
    ["nothing is out of sight", "a\u200b\u{e0041}b\u00a0c", "a\\u{200b}\\u{e0041}b\\u{a0}c"],
    ["tabs, boxes and emoji stay", "\ta ╭─╮ ⚠️ 日本", "\ta ╭─╮ ⚠️ 日本"],
    ["no command", "a\r::error::x", "a\r: :error::x"],
  ])("that a program printed: %s", (_what, printed, shown) => {
    expect(
      said((log) => {
        log.printed(printed);
      }),
    ).toBe(`${shown}\n`);
  });

  test("what is made visible is looked through for secrets first", () => {
    const secret = "s3\u200bcr\u00e9t\t1";
    const shown = said(
      (log) => {
        log.line(`a ${secret} b`);
        log.printed(`a ${secret} b`);
        log.problem({ what: `a ${secret}`, fix: "b" });
      },
      [secret],
    );
    expect(shown).toBe("a *** b\na *** b\n::error title=Prefect deploy::a *** b\n");
  });

  test("nothing is left out between the parts of a secret, so that it would be whole again", () => {
    const shown = said(
      (log) => {
        for (const between of ["\u200b", "\u001b[0m", "\u0000", "\ufeff", "\n", "\u202e"]) {
          log.line(`s3c${between}ret`);
          log.printed(`s3c${between}ret`);
        }
      },
      ["s3cret"],
    );
    expect(shown).not.toContain("s3cret");
  });
});

describe("the CLI", () => {
  test("that prints in colours says why it failed without them, and a secret that they take apart is found", async () => {
    await using project = await makeProject({
      "prefect.mjs":
        'console.log("\\u001b[31mValueError: s3c\\u001b[0mret \\u001b[1m@org\\u202e\\u001b[0m"); process.exit(1);',
    });
    const log = new Log();
    const masking = listen();
    log.mask(["s3cret"]);
    const job: CliJob = {
      client: { command: [process.execPath, project.file("prefect.mjs")] } as unknown as CliJob["client"],
      cwd: project.path,
      home: project.path,
      processes: 1,
      env: {},
      signal: new AbortController().signal,
      ...{ held: false, steps: false },
    };
    const part: CliPart = {
      ...{
        directory: project.path,
        files: [],
        temp: project.file("part"),
        text: "",
        count: 1,
        namesRepeat: false,
        filled: [],
      },
    };
    const [started] = startClis(job, [part], log);
    const { failure } = started ? await showCli(started, "Run", log) : { failure: undefined };
    const shown = masking();
    expect(failure).toBe("ValueError: *** @org\u202e");
    expect(shown).toContain("\u001b[31mValueError: s3c\u001b[0mret \u001b[1m@org\\u{202e}\u001b[0m\n");
  });
});

function messageOf(one: Finding): string {
  return sarif([one], RULES, () => undefined).runs[0]?.results?.[0]?.message.text ?? "";
}

function uriOf(file: string): string {
  const one = { ...finding("x"), where: { ...finding("x").where, file } };
  const [location] = sarif([one], RULES, () => undefined).runs[0]?.results?.[0]?.locations ?? [];
  return location?.physicalLocation?.artifactLocation?.uri ?? "";
}

describe("a SARIF file", () => {
  test.each(HOSTILE)("has no link in a message with %j", (text) => {
    expect(messageOf(finding(text))).not.toMatch(/\]\(|[\r\n]/);
  });

  const FILE = fc
    .array(
      fc.oneof(
        fc.string({ unit: "binary", minLength: 1, maxLength: 6 }),
        fc.constantFrom("a b", "100%", "%2e%2e", "#x", "?y", "a\\b", "x\ny", "c:", "@a", "\u202e", "é"),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((parts) => parts.map((part) => part.replaceAll("/", "").replaceAll("\0", "")))
    .filter((parts) => parts.every((part) => part !== "" && part !== "." && part !== ".."))
    .map((parts) => parts.join("/"));

  test("names each file by a relative address that leads to it, and to nothing else", () => {
    fc.assert(
      fc.property(FILE, (file) => {
        const uri = uriOf(file);
        // RFC 3986, "path-noscheme", where nothing that needs no encoding is needed.
        expect(uri).toMatch(/^(?:[\w.!~*'()-]|%[0-9A-F]{2}|\/)+$/);
        const url = new URL(uri, "file:///repo/");
        expect(decodeURIComponent(url.pathname)).toBe(`/repo/${file.toWellFormed()}`);
        expect(url.search + url.hash).toBe("");
      }),
      { numRuns: 1_000 },
    );
  });

  test("names a file outside of the repository by an absolute one", () => {
    expect(uriOf("/else where/flow.py")).toBe("file:///else%20where/flow.py");
  });
});

/** What real parts of the action say of text of others: each as the problems that a run ends with. */
const SAYINGS: Readonly<Record<string, (text: string) => readonly Problem[]>> = {
  "a gate's answer": (text) =>
    [200, 302, 401, 403, 404, 418, 429, 500, 503].flatMap((status) =>
      ["text/html", "application/json", "text/plain"].flatMap((type) => {
        const body = `<title>${text}</title>${JSON.stringify({ exception_message: text, detail: text })}`;
        const headers = {
          "content-type": `${type}; ${text}`,
          server: text,
          "www-authenticate": text,
          "retry-after": text,
          location: `https://other.example/${text}`,
        };
        const verdict = diagnose(
          {
            kind: "answer",
            method: "GET",
            url: "https://h.example/api/admin/version",
            status,
            headers,
            body,
          },
          { apiUrl: "https://h.example/api", credential: "none", headerNames: [] },
        );
        return "id" in verdict ? new PreflightError(verdict).problems : [];
      }),
    ),
  "a certificate's names": (text) => {
    const verdict = diagnose(
      { kind: "failure", url: "https://h.example/api", code: "ERR_TLS_CERT_ALTNAME_INVALID", detail: text },
      { apiUrl: "https://h.example/api", credential: "none", headerNames: [] },
    );
    return "id" in verdict ? new PreflightError(verdict).problems : [];
  },
  "a server's refusal": (text) =>
    new RefusedError(
      {
        status: 422,
        headers: {},
        body: JSON.stringify({ detail: [{ msg: text, input: text }] }),
      },
      `${text}/${text}`,
    ).problems,
  "the CLI's last words": (text) => [
    { what: failureReason(`Traceback\n  x\nValueError: ${text}\n`), fix: failureReason(text) },
  ],
};

describe.each(Object.entries(SAYINGS))("%s", (_name, problems) => {
  test.each(HOSTILE)("with %j stays text", (text) => {
    const all = problems(text);
    const document = (some: readonly Problem[]) =>
      githubPage(summary({ ...emptyReport(), problems: some, warnings: some }));
    expectInert(document(all), document(all.map(() => ({ what: "plain", fix: "plain" }))));
  });
});

describe("a checkout", () => {
  const project = (text: string) => ({
    "prefect.yaml": JSON.stringify({
      [text]: text,
      build: [{ [text]: { [text]: text } }],
      pull: [{ "prefect.deployments.steps.git_clone": { [text]: text } }],
      deployments: [
        {
          name: text,
          entrypoint: `flows/${text}.py:${text}`,
          [text]: text,
          version: `{{ ${text} }} {{ $${text} }}`,
          tags: text,
          parameters: { [text]: text },
          work_pool: { name: text, [text]: text },
          schedules: [
            { cron: text, timezone: text, slug: text },
            { rrule: text, [text]: text },
            { interval: text, anchor_date: text },
          ],
        },
        { name: text, entrypoint: text },
        { name: "x", entrypoint: "flows/a.py:hello", parameters: { [text]: text } },
        text,
      ],
    }),
    "flows/a.py": `from prefect import flow\n\n\n@flow(flow_run_name=${JSON.stringify(`{${text}}`)})\ndef hello(a: int):\n    """${text}"""\n`,
    "prefect.toml": `[api]\n${JSON.stringify(text)} = ${JSON.stringify(text)}\n`,
  });

  test.each(HOSTILE)("with %j in all its files has findings, and they stay text", async (text) => {
    await using checkout = await makeProject(project(text));
    const findings = await validateFiles([checkout.file("prefect.yaml")], checkout.path);
    expect(findings.length).toBeGreaterThan(0);
    const mode = "validate";
    const problems = findings.map(asProblem);
    const document = (some: readonly Finding[]) =>
      githubPage(summary({ ...emptyReport(), mode, docs: DOCS, findings: some }));
    const plain = findings.map((one) => ({ ...one, what: "plain", fix: "plain" }));
    expectInert(document(findings), document(plain));
    for (const problem of problems) {
      const shown = said((log) => {
        log.problem(problem);
      });
      expect(shown).toMatch(/^::error title=[^\n]*\n$/);
      expect(unseenIn(shown)).toEqual([]);
    }
    for (const one of findings) expect(messageOf(one)).not.toMatch(/\]\(|[\r\n]/);
  });
});

describe("the whole step", () => {
  const text = "@org/team\u202e ![x](https://evil.example/x.png) <b> `#1` | www.evil.example";

  // The bundle writes to its own files: nothing is taken from this process.
  test("as the bundle, on a checkout whose files and names are hostile", async () => {
    const folder = "a b\\#?%20\n[x](y)";
    await using temp = await makeProject({});
    await using checkout = await makeProject({
      [`${folder}/prefect.yaml`]: JSON.stringify({
        deployments: [{ name: text, entrypoint: `${text}.py:f`, [text]: 1, tags: text }],
      }),
    });
    const step = await startStep({
      inputs: { mode: "validate", "working-directory": folder, environment: text },
      workspace: checkout.path,
      client: "none",
      temp: temp.path,
    });
    await step.post();
    const page = githubPage(step.summary);
    expect(page.links).toEqual([]);
    expect(actingIn(page)).toEqual([]);
    expect(unseenIn(step.log + step.summary)).toEqual([]);
    expect(page.text).toContain("a b\\#?%20 [x](y)/prefect.yaml:1");
    expect(step.log.split("\n").filter((line) => /^\s*::/.test(line) && !COMMANDS.test(line))).toEqual([]);
    const { runs } = JSON.parse(await readFile(step.outputs["sarif-file"] ?? "", "utf8")) as SarifLog;
    const places = runs.flatMap(({ results = [] }) => results.flatMap(({ locations = [] }) => locations));
    const uris = places.map(({ physicalLocation }) => physicalLocation?.artifactLocation?.uri);
    expect(new Set(uris)).toEqual(new Set(["a%20b%5C%23%3F%2520%0A%5Bx%5D(y)/prefect.yaml"]));
  });

  test("before a gate whose answers are hostile", async () => {
    const gate = createServer((_asked, answer) => {
      const headers = {
        "content-type": "text/html",
        server: "@org/team www.evil.example",
        "www-authenticate": "x @org/team",
      };
      answer.writeHead(403, headers).end(`<title>${text}</title>${text}`);
    });
    await new Promise<void>((resolve) => gate.listen(0, "127.0.0.1", resolve));
    await using checkout = await makeProject({
      "flow.py": flows("hello"),
      "prefect.yaml": JSON.stringify({ deployments: [{ name: text, entrypoint: "flow.py:hello" }] }),
    });
    const apiUrl = `http://127.0.0.1:${(gate.address() as AddressInfo).port}/api`;
    const story = await deployStory({
      inputs: { "api-url": apiUrl, mode: "plan" },
      workspace: checkout.path,
    });
    gate.close();
    expect(story.problems).toHaveLength(1);
    const page = githubPage(story.summary);
    expect(page.text).toContain("@org/team");
    expect(page.links).toEqual([]);
    expect(actingIn(page)).toEqual([]);
    expect(unseenIn(story.summary + story.log)).toEqual([]);
  });
});

const COMMANDS = /^::(?:add-mask|error|warning|notice|group|endgroup|stop-commands)(?: |::)/;
