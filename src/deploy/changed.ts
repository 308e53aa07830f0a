import { dirname } from "node:path";
import { ActionError } from "../base/errors.js";
import { byNearness } from "../base/nearest.js";
import { counted, firstOf, quote } from "../base/quote.js";
import type { Inputs } from "../inputs/types.js";
import { checkoutOf, placeOf, reasonFor, sharedChange, type Checkout } from "../project/changed.js";
import * as git from "../project/git.js";
import type { Manifest } from "../project/manifest.js";
import { uncommitted } from "../project/uncommitted.js";
import { leftOutText } from "../report/left-out.js";
import { flowFiles } from "./code-paths.js";
import type { DeployContext } from "./context.js";
import { say } from "./project.js";

/** The first push of a branch has no commit before it. */
const ZEROS = /^0{40}(?:0{24})?$/;
/** It may also be the name of a branch; but then that branch is not there. */
const COMMIT = /^[0-9a-f]{7,64}$/i;

interface Question {
  /** `changed-since`: some name. */
  readonly since: string;
  readonly inputs: Inputs;
  readonly manifests: readonly Manifest[];
}

/**
 * The paths of prefect files that are left out: nothing has changed in their folders since the commit that `changed-since` names.
 * Where that cannot be told, none is: to deploy once more costs time, and to leave out what has changed is wrong.
 *
 * @param run its report tells of them
 * @throws ActionError where no branch or tag has this name
 */
export async function leaveOut(
  inputs: Inputs,
  manifests: readonly Manifest[],
  run: DeployContext,
): Promise<ReadonlySet<string>> {
  const { log, findings, report } = run;
  const { changedSince: since } = inputs;
  if (since === undefined) return new Set();
  if (since === "" || ZEROS.test(since)) {
    const why =
      since === "" ? "is empty, since the event has no commit before it" : "is all zeros: a first push";
    log.line(`\`changed-since\` ${why}. Nothing is left out.`);
    return new Set();
  }
  const leftOut = await log.group("Find what has changed", async () => {
    try {
      return await compare({ since, inputs, manifests }, run);
    } catch (error) {
      if (!(error instanceof git.GitError)) throw error;
      findings.warning(
        `What has changed since ${quote(since)} is not known: ${error.message}. So nothing is left out.`,
        "Have git installed before actions/checkout runs, and let it fetch everything: `fetch-depth: 0`, and no `filter: tree:0`.",
      );
      return undefined;
    } finally {
      say(findings, log);
    }
  });
  if (!leftOut || leftOut.files.length === 0) return new Set();
  report.leftOut = { since: leftOut.since, files: leftOut.files.map(({ file }) => file) };
  await log.group(leftOutText(report.leftOut), () => {
    for (const { file } of leftOut.files) log.line(`  ${file}`);
  });
  return new Set(leftOut.files.map(({ path }) => path));
}

interface LeftOutFiles {
  /** For people. */
  readonly since: string;
  readonly files: readonly Manifest[];
}

/** @returns undefined where everything is deployed, which has been said */
async function compare(question: Question, run: DeployContext): Promise<LeftOutFiles | undefined> {
  const { since, inputs } = question;
  const repository = openRepository(question, run);
  const head = await git.commitOf(repository, "HEAD");
  if (head === undefined) throw new git.GitError("HEAD names no commit");
  const base = await git.commitOf(repository, since);
  if (base === undefined) {
    await sayMissing(since, repository, run);
    return undefined;
  }
  const shown = named(since, base);
  if (base === head) {
    run.findings.warning(
      `\`changed-since\` names ${shown}, the very commit that is checked out: only what is not committed counts as changed.`,
      "After a push, give `changed-since: ${{ github.event.before }}`.",
    );
  }
  const [committed, others, tracked] = await Promise.all([
    git.differing(repository, base, head),
    uncommitted(repository),
    git.tracked(repository),
  ]);
  const checkout = checkoutOf(repository.top, [...committed, ...others], tracked);
  const shared = sharedChange(checkout, inputs.sharedPaths);
  if (shared.idle.length > 0) {
    run.findings.warning(
      `\`shared-paths\`: nothing in the repository matches ${firstOf(shared.idle.map((one) => quote(one)))}.`,
      "Correct it: the paths are relative to the root of the repository, whatever `working-directory` is.",
    );
  }
  if (shared.path !== undefined) {
    run.log.line(`${quote(shared.path)} has changed since ${shown} (\`shared-paths\`). Nothing is left out.`);
    return undefined;
  }
  return { since: shown, files: judge(question, checkout, shown, run) };
}

/** Says which are deployed, and why; returns the others. */
function judge({ manifests }: Question, checkout: Checkout, since: string, run: DeployContext): Manifest[] {
  const { log, workspace } = run;
  const reasons = manifests.map((manifest) => {
    const flows = flowFiles(manifest, run).map((path) => placeOf(path, workspace));
    const top = git.repositoryAround(dirname(manifest.path));
    return { manifest, reason: reasonFor({ file: placeOf(manifest.path, workspace), top, flows }, checkout) };
  });
  const kept = reasons.filter(({ reason }) => reason !== undefined);
  log.line(`Since ${since}: ${kept.length} of ${counted(manifests.length, "prefect file")} to deploy.`);
  for (const { manifest, reason = "" } of kept) log.line(`  ${manifest.file}: ${reason}`);
  return reasons.filter(({ reason }) => reason === undefined).map(({ manifest }) => manifest);
}

/** For people: `1a2b3c4`, or `main (1a2b3c4)`. */
function named(since: string, commit: string): string {
  const short = commit.slice(0, 7);
  return COMMIT.test(since) && commit.startsWith(since.toLowerCase()) ? short : `${since} (${short})`;
}

/** The one around the working directory; else that of the prefect files, where they are all in one. */
function openRepository({ inputs, manifests }: Question, { env, signal, workspace }: DeployContext): git.Git {
  const { workingDirectory } = inputs;
  const tops = new Set(manifests.map(({ path }) => git.repositoryAround(dirname(path))));
  const [only] = tops.size === 1 ? tops : [];
  const top = git.repositoryAround(workingDirectory) ?? only;
  if (top === undefined) throw new git.GitError("the working directory is in no git repository");
  const program = git.findGit(env, [workspace, workingDirectory, top]);
  if (program === undefined) throw new git.GitError("this machine has no git");
  return { program, top, env, signal };
}

/** A commit may be missing through nobody's fault; a name that is missing is a mistake. */
async function sayMissing(since: string, repository: git.Git, { findings }: DeployContext): Promise<void> {
  const [start = ""] = since.split(/[~^]/);
  const isKnown = start !== since && (await git.commitOf(repository, start)) !== undefined;
  if (isKnown || COMMIT.test(start)) {
    findings.warning(
      `The checkout does not have the commit ${quote(since)} that \`changed-since\` names. So nothing is left out.`,
      "Set `fetch-depth: 0` at actions/checkout, which then fetches all commits. One that a forced push has replaced is gone: then nothing is to be done.",
    );
    return;
  }
  const near = byNearness(start, await git.namesOf(repository)).slice(0, 3);
  throw new ActionError({
    what: `\`changed-since\`: the checkout has no commit, branch or tag ${quote(since)}.`,
    fix: `${near.length > 0 ? `The nearest: ${near.map((one) => quote(one)).join(", ")}. ` : ""}Correct it, or set \`fetch-depth: 0\` at actions/checkout, which then fetches all branches and tags.`,
  });
}
