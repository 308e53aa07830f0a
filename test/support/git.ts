import { execFileSync } from "node:child_process";
import { makeProject, type Files, type Project } from "./project.ts";

/** A checked-out repository with a history. */
export interface Repository extends Project {
  /** What git prints, without the line end. */
  readonly git: (...args: readonly string[]) => string;
  /** Writes these files and commits all that is there; returns the commit. */
  readonly commit: (files?: Files) => Promise<string>;
}

/** Of a test's own: nothing of this machine's configuration. */
export const GIT_ENV = {
  PATH: process.env["PATH"],
  SystemRoot: process.env["SystemRoot"], // Windows starts nothing without it.
  HOME: "/nonexistent",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "a",
  GIT_AUTHOR_EMAIL: "a@example.com",
  GIT_COMMITTER_NAME: "a",
  GIT_COMMITTER_EMAIL: "a@example.com",
  GIT_ALLOW_PROTOCOL: "file",
};

export function gitIn(path: string): Repository["git"] {
  return (...args) =>
    execFileSync("git", args, {
      cwd: path,
      env: GIT_ENV,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
}

/** With one commit of these files. */
export async function makeRepository(files: Files): Promise<Repository> {
  const project = await makeProject(files);
  const git = gitIn(project.path);
  git("init", "--quiet", "--initial-branch=main");
  const commit = async (more: Files = {}) => {
    await project.write(more);
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "--message=x");
    return git("rev-parse", "HEAD");
  };
  await commit();
  return { ...project, git, commit };
}
