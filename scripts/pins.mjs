// Which actions are used, and whether the commit that is pinned is the one that the version in its comment names: a
// person reads the version, the runner takes the commit.

import { execFile } from "node:child_process";
import { isAlias, isScalar, LineCounter, parseDocument, visit } from "yaml";

/** What could not be looked at. It has neither passed nor failed. */
export class NotChecked extends Error {}

/** Every `uses` of a workflow, in whatever form YAML allows, or of the workflows that a Markdown text shows. */
export function usesIn(path, text) {
  const shown = path.endsWith(".md")
    ? [...text.matchAll(/(^ *```ya?ml\n)(.*?)^ *```$/gms)]
    : [["", "", text]];
  return shown.flatMap(({ index = 0, 1: fence, 2: workflow }) => {
    const above = text.slice(0, index + fence.length).split("\n").length - 1;
    const lines = new LineCounter();
    const document = parseDocument(workflow, { lineCounter: lines });
    const found = [];
    visit(document, {
      Pair(_, { key, value }) {
        if (!isScalar(key) || key.value !== "uses") return;
        const node = isAlias(value) ? value.resolve(document) : value;
        const line = above + lines.linePos(key.range[0]).line;
        found.push({
          at: `${path}:${line}`,
          action: String(node?.value ?? ""),
          version: node?.comment?.trim(),
        });
      },
    });
    return found;
  });
}

/**
 * What is wrong with those of these uses that name a commit, as the repositories of the actions say now.
 *
 * @param addressOf from `owner/name` to what Git takes for a remote
 * @throws NotChecked if nothing is known to be wrong, and a repository could not be asked
 */
export async function wrongPins(uses, addressOf = (repository) => `https://github.com/${repository}`) {
  const pins = uses.flatMap(({ at, action, version = "" }) => {
    const [, repository, commit] = /^([^/@]+\/[^/@]+)[^@]*@([0-9a-f]{40})$/i.exec(action) ?? [];
    return commit === undefined ? [] : [{ at, repository, commit: commit.toLowerCase(), version }];
  });
  const problems = [];
  const unknown = [];
  for (const [repository, its] of Map.groupBy(pins, (pin) => pin.repository)) {
    const [named, unnamed] = [its.filter(isNamed), its.filter((pin) => !isNamed(pin))];
    problems.push(
      ...unnamed.map(({ at }) => `${at}: ${repository}: name the version of the commit: # v1.2.3`),
    );
    try {
      const tags = await tagsOf(addressOf(repository), [...new Set(named.map(({ version }) => version))]);
      problems.push(...named.flatMap((pin) => difference(pin, tags.get(pin.version))));
    } catch (error) {
      unknown.push(`${repository}: ${error.message}`);
    }
  }
  if (problems.length === 0 && unknown.length > 0) throw new NotChecked(unknown.join("\n"));
  return problems;
}

/** A full version: tags such as v1 are moved on purpose. */
function isNamed({ version }) {
  return /^v\d+\.\d+\.\d+$/.test(version);
}

function difference({ at, repository, commit, version }, found) {
  if (found === undefined) return [`${at}: ${repository} has no tag ${version}`];
  return found === commit ? [] : [`${at}: ${version} of ${repository} is ${found}, not ${commit}`];
}

/** The commit of each tag that is there. An annotated tag has an id of its own; its commit has `^{}` behind the name. */
async function tagsOf(address, versions) {
  if (versions.length === 0) return new Map();
  const wanted = versions.flatMap((version) => [`refs/tags/${version}`, `refs/tags/${version}^{}`]);
  const lines = (await git(["ls-remote", address, ...wanted])).split("\n").filter((line) => line !== "");
  const ids = new Map(lines.map((line) => line.split("\t").toReversed()));
  return new Map(
    versions.map((version) => {
      const tag = `refs/tags/${version}`;
      return [version, ids.get(`${tag}^{}`) ?? ids.get(tag)];
    }),
  );
}

/** Asks for no password: GitHub wants one for a repository that does not exist. */
function git(args) {
  const { promise, resolve, reject } = Promise.withResolvers();
  const env = { ...process.env, GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" };
  const whole = ["-c", "credential.helper=", ...args];
  execFile("git", whole, { env, timeout: 30_000 }, (error, stdout, stderr) => {
    if (!error) resolve(stdout);
    else reject(new Error(error.killed ? "no answer within 30 s" : stderr.trim() || error.message));
  });
  return promise;
}
