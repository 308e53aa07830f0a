import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { ActionError } from "../../../src/base/errors.js";
import { checkedOutCommit, checkTrusted, type Trust } from "../../../src/inputs/untrusted.js";
import { tempDir, type TempDir } from "../../support/temp.ts";

let temp: TempDir;
beforeEach(async () => {
  temp = await tempDir();
});
afterEach(() => temp.remove());

const path = (...parts: string[]) => join(temp.path, ...parts);

function git(folder: string, ...args: string[]): string {
  return execFileSync("git", ["-c", "protocol.file.allow=always", ...args], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"],
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_AUTHOR_NAME: "a",
      GIT_AUTHOR_EMAIL: "a@example.com",
      GIT_COMMITTER_NAME: "a",
      GIT_COMMITTER_EMAIL: "a@example.com",
    },
  }).trim();
}

/** A repository with two commits: the base's on `main`, and a fork's on `pull/1/merge`. */
function repository(name = "repo"): { folder: string; base: string; fork: string } {
  const folder = path(name);
  mkdirSync(join(folder, "flows"), { recursive: true });
  writeFileSync(join(folder, "flows", "flow.py"), "");
  git(folder, "init", "--quiet", "--initial-branch", "main");
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", "--message", name);
  const base = git(folder, "rev-parse", "HEAD");
  git(folder, "commit", "--quiet", "--allow-empty", "--message", "of a fork");
  const fork = git(folder, "rev-parse", "HEAD");
  git(folder, "update-ref", "refs/remotes/pull/1/merge", fork);
  git(folder, "reset", "--quiet", "--hard", base);
  return { folder, base, fork };
}

const EVENTS = {
  pull_request_target: (head: string | null, base: string) => ({
    repository: { full_name: "acme/flows" },
    pull_request: { head: { repo: head === null ? null : { full_name: head } }, base: { sha: base } },
  }),
  workflow_run: (head: string | null) => ({
    repository: { full_name: "acme/flows" },
    workflow_run: { head_repository: head === null ? null : { full_name: head } },
  }),
};

/** What the step is told under an event. */
function trust(
  event: string,
  payload: unknown,
  sha: string,
  workingDirectory: string,
  more: Partial<Trust> = {},
): Trust {
  writeFileSync(path("event.json"), JSON.stringify(payload));
  const env = {
    GITHUB_EVENT_NAME: event,
    GITHUB_EVENT_PATH: path("event.json"),
    GITHUB_REPOSITORY: "acme/flows",
    GITHUB_SHA: sha,
  };
  return { env, workingDirectory, allow: false, show: (shown) => shown, ...more };
}

function refusal(asked: Trust): string {
  try {
    checkTrusted(asked);
  } catch (error) {
    expect(error).toBeInstanceOf(ActionError);
    return (error as ActionError).message;
  }
  return "trusted";
}

const OTHER = "0".repeat(40);

describe.each(["pull_request_target", "workflow_run"] as const)("under %s", (event) => {
  test.each([
    ["the fork mallory/flows", "mallory/flows", 'the fork "mallory/flows"'],
    ["a deleted fork", null, "a fork that GitHub does not name"],
  ])("code of %s is refused", (_name, head, named) => {
    const { folder, base, fork } = repository();
    git(folder, "checkout", "--quiet", "--detach", "refs/remotes/pull/1/merge");
    const message = refusal(trust(event, EVENTS[event](head, base), base, folder));
    expect(message).toContain(named);
    expect(message).toContain(`\`${event}\``);
    for (const fix of [
      "`on: pull_request`",
      "`mode: validate`",
      "check out the base",
      "`allow-untrusted-code: true`",
    ])
      expect(message).toContain(fix);
    expect(git(folder, "rev-parse", "HEAD")).toBe(fork);
  });

  test("it is run where somebody allowed that", () => {
    const { folder, base } = repository();
    git(folder, "checkout", "--quiet", "--detach", "refs/remotes/pull/1/merge");
    const asked = trust(event, EVENTS[event]("mallory/flows", base), base, folder, { allow: true });
    expect(refusal(asked)).toBe("trusted");
  });

  test("code of the repository's own branches is run", () => {
    const { folder, base } = repository();
    git(folder, "checkout", "--quiet", "--detach", "refs/remotes/pull/1/merge");
    expect(refusal(trust(event, EVENTS[event]("acme/flows", base), base, folder))).toBe("trusted");
  });

  test("the base's code is run for a fork too", () => {
    const { folder, base } = repository();
    const payload = EVENTS[event]("mallory/flows", base);
    expect(refusal(trust(event, payload, base, folder))).toBe("trusted");
    expect(refusal(trust(event, payload, base, join(folder, "flows")))).toBe("trusted");
  });

  test.each([
    ["no payload", undefined],
    ["an empty payload", {}],
    ["a list", []],
  ])("%s: refused", (_name, payload) => {
    const { folder, fork } = repository();
    expect(refusal(trust(event, payload ?? null, fork, folder))).toContain(
      "a fork that GitHub does not name",
    );
  });

  test("without a payload, and without GITHUB_SHA, nothing is trusted", () => {
    const { folder } = repository();
    const env = { GITHUB_EVENT_NAME: event };
    const show = (shown: string) => shown;
    expect(refusal({ env, workingDirectory: folder, allow: false, show })).toContain("Code of a fork");
  });

  test("a folder without a repository is refused", () => {
    mkdirSync(path("plain"));
    expect(refusal(trust(event, EVENTS[event]("mallory/flows", OTHER), OTHER, path("plain")))).toContain(
      "mallory/flows",
    );
  });

  test("a prefect file in another checkout than the working directory counts as well", () => {
    const { folder, base } = repository();
    const pull = repository("repo/pull");
    writeFileSync(join(pull.folder, "prefect.yaml"), "");
    const code = () => [join(folder, "flows"), join(pull.folder, "prefect.yaml")];
    const payload = EVENTS[event]("mallory/flows", base);
    expect(refusal(trust(event, payload, base, folder))).toBe("trusted");
    expect(refusal(trust(event, payload, base, folder, { code }))).toMatch(
      new RegExp(`mallory/flows.*"${join(pull.folder, "prefect.yaml")}" is in a checkout of commit`),
    );
    expect(refusal(trust(event, payload, base, pull.folder))).toContain("mallory/flows");
  });

  test("a symbolic link is followed to the checkout that it leads into", () => {
    const { folder, base } = repository();
    const pull = repository("pull");
    symlinkSync(join(pull.folder, "flows"), join(folder, "linked"));
    const payload = EVENTS[event]("mallory/flows", base);
    expect(refusal(trust(event, payload, base, join(folder, "linked")))).toContain("mallory/flows");
  });
});

describe("what is named in a message", () => {
  const asked = (folder: string, code: string) =>
    refusal(
      trust("workflow_run", EVENTS.workflow_run("mallory/flows"), git(folder, "rev-parse", "main"), folder, {
        code: () => [join(folder, "flows"), code],
        show: (shown) => shown.replace(`${folder}/`, ""),
      }),
    );

  test("is the file, with the commit around it", () => {
    const { folder } = repository();
    const pull = repository("repo/pull");
    expect(asked(folder, join(pull.folder, "flows", "flow.py"))).toContain(
      `"pull/flows/flow.py" is in a checkout of commit ${pull.base.slice(0, 12)}, which is not one that can be trusted here`,
    );
  });

  test("is that it is a submodule", () => {
    const { folder } = repository();
    const inner = repository("inner");
    git(folder, "submodule", "--quiet", "add", inner.folder, "sub");
    expect(asked(folder, join(folder, "sub", "flows", "flow.py"))).toContain(
      `"sub/flows/flow.py" is in a submodule of commit ${inner.base.slice(0, 12)}, which this check cannot compare`,
    );
    git(folder, "worktree", "add", "--quiet", "--detach", "tree", "pull/1/merge");
    expect(asked(folder, join(folder, "tree"))).toContain('"tree" is in a checkout of commit');
  });

  test("is that nothing is known", () => {
    const { folder } = repository();
    mkdirSync(path("plain"));
    expect(asked(folder, path("plain"))).toContain("is in no checkout whose commit can be read");
    mkdirSync(join(folder, "empty"));
    git(join(folder, "empty"), "init", "--quiet");
    expect(asked(folder, join(folder, "empty"))).toContain(
      '"empty" is in a checkout whose commit cannot be read',
    );
  });
});

/** That others than those with write access start, and that do not say whose code they are about. */
const ANYBODY = [
  ...["issue_comment", "issues", "discussion", "discussion_comment", "fork", "watch", "gollum"],
  ...["check_run", "check_suite", "status"],
];

describe.each(ANYBODY)("under %s, which runs on the default branch", (event) => {
  const payload = { repository: { full_name: "acme/flows" }, issue: { pull_request: { url: "x" } } };

  test("the event's own commit is run", () => {
    const { folder, base } = repository();
    expect(refusal(trust(event, payload, base, folder, { code: () => [join(folder, "flows")] }))).toBe(
      "trusted",
    );
  });

  test("another one is refused, of a fork or not, unless somebody allowed that", () => {
    const { folder, base } = repository();
    git(folder, "checkout", "--quiet", "--detach", "refs/remotes/pull/1/merge");
    const message = refusal(trust(event, payload, base, folder));
    expect(message).toContain("Code that may be anybody's would be run here");
    expect(message).toContain(`the event is \`${event}\``);
    expect(message).toContain("check out the event's own commit");
    expect(message).toContain("`allow-untrusted-code: true`");
    expect(refusal(trust(event, payload, base, folder, { allow: true }))).toBe("trusted");
  });

  test("so is a flow file in a checkout of its own", () => {
    const { folder, base } = repository();
    const pull = repository("repo/pull");
    const code = () => [join(pull.folder, "flows", "flow.py")];
    expect(refusal(trust(event, payload, base, folder, { code }))).toContain('pull/flows/flow.py" is in a');
  });

  test("without GITHUB_SHA nothing is trusted", () => {
    const { folder } = repository();
    expect(refusal(trust(event, payload, "", folder))).toContain("anybody's");
  });
});

describe("under workflow_run, after a run that somebody from outside may have started", () => {
  const after = (event: string, head_sha: string) => ({
    repository: { full_name: "acme/flows" },
    workflow_run: { event, head_sha, head_repository: { full_name: "acme/flows" } },
  });

  test.each(["issue_comment", "pull_request_target", "workflow_run"])("%s", (before) => {
    const { folder, base, fork } = repository();
    git(folder, "checkout", "--quiet", "--detach", "refs/remotes/pull/1/merge");
    expect(refusal(trust("workflow_run", after(before, base), base, folder))).toContain("anybody's");
    expect(refusal(trust("workflow_run", after(before, fork), base, folder))).toBe("trusted");
    expect(refusal(trust("workflow_run", after(before, base), fork, folder))).toBe("trusted");
  });

  test.each(["push", "pull_request", "schedule"])("but not after %s", (before) => {
    const { folder, base } = repository();
    git(folder, "checkout", "--quiet", "--detach", "refs/remotes/pull/1/merge");
    expect(refusal(trust("workflow_run", after(before, base), base, folder))).toBe("trusted");
  });
});

describe.each(["pull_request_review", "pull_request_review_comment"])("under %s", (event) => {
  const review = (head: string | null, shas: { readonly head?: string; readonly base?: string } = {}) => ({
    repository: { full_name: "acme/flows" },
    pull_request: {
      head: { repo: head === null ? null : { full_name: head }, sha: shas.head ?? OTHER },
      base: { sha: shas.base ?? OTHER },
    },
  });

  test("of a branch of the repository, its commit and the one that merges it are run, and no others", () => {
    const { folder, base, fork } = repository();
    git(folder, "checkout", "--quiet", "--detach", "refs/remotes/pull/1/merge");
    expect(refusal(trust(event, review("acme/flows", { head: fork }), OTHER, folder))).toBe("trusted");
    expect(refusal(trust(event, review("acme/flows"), fork, folder))).toBe("trusted");
    expect(refusal(trust(event, review("acme/flows"), base, folder))).toContain("anybody's");
  });

  test.each(["mallory/flows", null])("of the fork %j only the base's commit is run", (head) => {
    const { folder, base, fork } = repository();
    expect(refusal(trust(event, review(head, { base }), fork, folder))).toBe("trusted");
    git(folder, "checkout", "--quiet", "--detach", "refs/remotes/pull/1/merge");
    // GITHUB_SHA merges the fork's code into the base.
    expect(refusal(trust(event, review(head, { base, head: fork }), fork, folder))).toContain("fork");
  });
});

describe("the base's commit of a pull request", () => {
  test("counts beside GITHUB_SHA under pull_request_target", () => {
    const { folder, base } = repository();
    const asked = trust(
      "pull_request_target",
      EVENTS.pull_request_target("mallory/flows", base),
      OTHER,
      folder,
    );
    expect(refusal(asked)).toBe("trusted");
  });

  test("does not count under workflow_run, where nobody names it", () => {
    const { folder, base } = repository();
    const payload = {
      ...EVENTS.workflow_run("mallory/flows"),
      ...{ pull_request: { base: { sha: base } } },
    };
    expect(refusal(trust("workflow_run", payload, OTHER, folder))).toContain("mallory/flows");
  });

  test("counts only where it is a commit", () => {
    mkdirSync(path("plain"));
    const payload = EVENTS.pull_request_target("mallory/flows", "nothing known");
    expect(refusal(trust("pull_request_target", payload, "", path("plain")))).toContain("mallory/flows");
  });
});

const TRUSTED = [
  ...["push", "pull_request", "schedule", "workflow_dispatch", "repository_dispatch", "release", "create"],
  ...["merge_group", "deployment", "deployment_status", "label", "milestone", "registry_package", ""],
  ...["constructor", "__proto__"],
];

test("a tag that a workflow_dispatch checks out is run", () => {
  const { folder, base, fork } = repository();
  git(folder, "tag", "v1", fork);
  git(folder, "checkout", "--quiet", "v1");
  expect(refusal(trust("workflow_dispatch", {}, base, folder))).toBe("trusted");
});

test.each(TRUSTED)("under %j nothing is asked", (event) => {
  expect(refusal(trust(event, EVENTS.pull_request_target("mallory/flows", OTHER), OTHER, "/nowhere"))).toBe(
    "trusted",
  );
});

describe("the commit that is checked out, as git itself says it", () => {
  const expectCommit = (folder: string) => {
    expect(checkedOutCommit(folder)).toBe(git(folder, "rev-parse", "HEAD"));
  };

  test("on a branch", () => {
    expectCommit(repository().folder);
  });

  test("on a branch with a slash in its name", () => {
    const { folder, fork } = repository();
    git(folder, "checkout", "--quiet", "-b", "feature/one", fork);
    expectCommit(folder);
  });

  test("detached, as actions/checkout leaves it", () => {
    const { folder } = repository();
    git(folder, "checkout", "--quiet", "--detach", "refs/remotes/pull/1/merge");
    expectCommit(folder);
  });

  test("with packed references", () => {
    const { folder, base } = repository();
    git(folder, "branch", "xmain", "refs/remotes/pull/1/merge");
    git(folder, "tag", "--annotate", "--message", "x", "main");
    git(folder, "pack-refs", "--all");
    expectCommit(folder);
    expect(checkedOutCommit(folder)).toBe(base);
  });

  test("where a loose reference is newer than a packed one", () => {
    const { folder } = repository();
    git(folder, "pack-refs", "--all");
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "newer");
    expectCommit(folder);
  });

  test("in a worktree, detached and on a branch", () => {
    const { folder, fork } = repository();
    git(folder, "worktree", "add", "--quiet", "--detach", path("detached"), fork);
    git(folder, "worktree", "add", "--quiet", "-b", "other", path("branch"), fork);
    git(folder, "pack-refs", "--all");
    expectCommit(path("detached"));
    expectCommit(path("branch", "flows"));
    expect(checkedOutCommit(path("branch"))).toBe(fork);
  });

  test("in a submodule: its own, and not the one around it", () => {
    const { folder } = repository();
    const inner = repository("inner");
    git(folder, "submodule", "--quiet", "add", inner.folder, "sub");
    expectCommit(join(folder, "sub"));
    expect(checkedOutCommit(join(folder, "sub"))).not.toBe(checkedOutCommit(folder));
  });

  test("behind a symbolic reference", () => {
    const { folder } = repository();
    git(folder, "symbolic-ref", "refs/heads/alias", "refs/heads/main");
    git(folder, "symbolic-ref", "HEAD", "refs/heads/alias");
    expectCommit(folder);
  });

  test("in a repository with SHA-256", () => {
    mkdirSync(path("sha256"));
    git(path("sha256"), "init", "--quiet", "--object-format", "sha256");
    git(path("sha256"), "commit", "--quiet", "--allow-empty", "--message", "x");
    expect(checkedOutCommit(path("sha256"))).toHaveLength(64);
    expectCommit(path("sha256"));
  });
});

describe("is not known", () => {
  test.each<[string, (dotGit: string, base: string) => void]>([
    [
      "before the first commit",
      (dotGit) => {
        writeFileSync(join(dotGit, "HEAD"), "ref: refs/heads/none\n");
      },
    ],
    [
      "in a circle of references",
      (dotGit) => {
        writeFileSync(join(dotGit, "refs/heads/main"), "ref: refs/heads/main\n");
      },
    ],
    [
      "where HEAD is a folder",
      (dotGit) => {
        rmSync(join(dotGit, "HEAD"));
        mkdirSync(join(dotGit, "HEAD"));
      },
    ],
    [
      "where HEAD is missing",
      (dotGit) => {
        rmSync(join(dotGit, "HEAD"));
      },
    ],
    [
      "where HEAD is empty",
      (dotGit) => {
        writeFileSync(join(dotGit, "HEAD"), "");
      },
    ],
    [
      "where HEAD leads out of the repository",
      (dotGit, base) => {
        writeFileSync(join(dotGit, "commit"), base);
        writeFileSync(join(dotGit, "HEAD"), "ref: refs/../commit\n");
      },
    ],
    [
      "where HEAD is a short commit",
      (dotGit, base) => {
        writeFileSync(join(dotGit, "HEAD"), base.slice(0, 7));
      },
    ],
    [
      "where .git is a file of something else",
      (dotGit) => {
        renameSync(dotGit, `${dotGit}-moved`);
        writeFileSync(dotGit, "hello\n");
      },
    ],
    [
      "where .git names a folder that there is not",
      (dotGit) => {
        renameSync(dotGit, `${dotGit}-moved`);
        writeFileSync(dotGit, "gitdir: ../nowhere\n");
      },
    ],
    [
      "where .git is an empty folder",
      (dotGit) => {
        renameSync(dotGit, `${dotGit}-moved`);
        mkdirSync(dotGit);
      },
    ],
  ])("%s, whatever lies around it", (_name, spoil) => {
    const outer = repository("outer");
    const { folder, base } = repository("outer/inner");
    spoil(join(folder, ".git"), base);
    expect(checkedOutCommit(folder)).toBeUndefined();
    expect(checkedOutCommit(outer.folder)).toBe(outer.base);
  });

  test("of a folder that there is not", () => {
    expect(checkedOutCommit(path("nowhere"))).toBeUndefined();
  });
});
