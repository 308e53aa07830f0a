import { expect, test } from "vitest";
import { ask, GitError, type Git } from "../../../src/project/git.js";
import { uncommitted } from "../../../src/project/uncommitted.js";
import { makeProject, type Project } from "../../support/project.ts";

/** Something else by the name of git. */
const gitThat = (project: Project, signal = new AbortController().signal): Git => ({
  program: project.file("git"),
  top: project.path,
  env: process.env,
  signal,
});

test.skipIf(process.platform === "win32")(
  "a git that hangs ends with the step, with its reason",
  async () => {
    await using project = await makeProject({ git: "#!/bin/sh\nexec sleep 100\n" });
    const stop = new AbortController();
    const asking = ask(gitThat(project, stop.signal), ["status"]);
    setTimeout(() => {
      stop.abort(new Error("cancelled"));
    }, 100);
    await expect(asking).rejects.toThrow(/^cancelled$/);
    expect(() => ask(gitThat(project, stop.signal), ["status"])).toThrow(/^cancelled$/);
  },
);

test.skipIf(process.platform === "win32")(
  "a git that reads what it is not given comes to an end",
  async () => {
    await using project = await makeProject({ git: "#!/bin/sh\ncat\n" });
    expect(await ask(gitThat(project), ["status"])).toBe("");
  },
);

test.skipIf(process.platform === "win32")(
  "what git says of its failure is told, and nothing around it",
  async () => {
    await using project = await makeProject({
      git: "#!/bin/sh\necho 'warning: x' >&2\necho 'fatal: no \"such\" thing' >&2\nexit 128\n",
    });
    await expect(ask(gitThat(project), ["x"])).rejects.toThrow(
      new GitError("git said \"fatal: no 'such' thing\""),
    );
    const silent = { ...gitThat(project), program: project.file("none") };
    await expect(ask(silent, ["x"])).rejects.toThrow(new GitError("git could not be run"));
  },
);

test.skipIf(process.platform === "win32")(
  "a rename that git finds all the same counts for both names",
  async () => {
    const list = String.raw`R  new name\0old\0 M M x\0?? a/\0?? a/__pycache__/b.pyc\0`;
    await using project = await makeProject({
      git: `#!/bin/sh\ncase "$*" in *status*) printf '${list}';; *) exit 1;; esac\n`,
    });
    expect(await uncommitted(gitThat(project))).toEqual(["old", "new name", "M x", "a"]);
  },
);
