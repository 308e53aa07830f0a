import type { Findings } from "../base/findings.js";
import type { ProbedFile } from "../prefect/probe.js";
import { quoted, type KnownDeployment } from "./candidates.js";
import type { Manifest } from "./manifest.js";
import { isTemplate, placeholders } from "../base/template.js";

/**
 * Says at its line what the very Prefect that is about to deploy refuses, and the rules of src/validate, which know
 * no client, have let pass. Pure.
 *
 */
export function checkSelected(
  selected: readonly KnownDeployment[],
  files: readonly ReadFile[],
  findings: Findings,
): void {
  for (const { manifest, probed, version } of files) {
    const own = selected.filter((deployment) => deployment.manifest === manifest);
    checkReadable(manifest, probed, findings);
    checkModels(own, { manifest, probed, version }, findings);
    checkTexts(manifest, probed, own, findings);
    for (const deployment of own) checkEntrypoint(deployment, findings);
  }
}

function checkReadable(manifest: Manifest, { unreadable }: ProbedFile, findings: Findings): void {
  if (!unreadable) return;
  findings.problem(
    `${manifest.file} cannot be read by Prefect's YAML parser: ${unreadable.message}.`,
    unreadable.message.includes("unhashable key")
      ? 'Put a template in quotes: "{{ … }}".'
      : "Fix it at this line; Prefect would drop the whole file and ask for an entrypoint.",
    unreadable.line === null ? { file: manifest.file } : { file: manifest.file, line: unreadable.line },
  );
}

/** A prefect file as this action and as Prefect, of that version, read it. */
export interface ReadFile {
  readonly manifest: Manifest;
  readonly probed: ProbedFile;
  readonly version: string;
}

/** One invalid field makes Prefect (3.4.19 and later) drop the whole file and ask for an entrypoint. */
function checkModels(
  selected: readonly KnownDeployment[],
  { manifest, probed, version }: ReadFile,
  findings: Findings,
): void {
  // A value that may have several forms gives an error for each form: the first one is shown.
  const seen = new Set<string>();
  const byIndex = new Map(selected.map((candidate) => [candidate.deployment.index, candidate]));
  for (const { path, message } of probed.errors) {
    const [section, index, field = "deployment"] = path;
    const inList = section === "deployments" && typeof index === "number";
    const deployment = inList ? byIndex.get(index) : undefined;
    if (inList && !deployment) continue; // Not asked for, so not in the file that the CLI gets.
    const key = inList ? `${index}.${field}` : String(section);
    if (seen.has(key)) continue;
    seen.add(key);
    findings.problem(
      `${deployment ? `${quoted(deployment)}: ` : ""}Prefect ${version} does not accept \`${inList ? field : (section ?? "the file")}\` (${message}), and would drop the whole file.`,
      "Fix it at this line.",
      manifest.where(path),
    );
  }
}

/** Versions without models (before 3.4.19) end in a TypeError there. */
function checkTexts(
  manifest: Manifest,
  { deployments, errors }: ProbedFile,
  selected: readonly KnownDeployment[],
  findings: Findings,
): void {
  const said = new Set(errors.map(({ path: [, index = "", key = ""] }) => `${index}.${key}`));
  for (const deployment of selected) {
    const { index } = deployment.deployment;
    for (const key of deployments[index]?.not_text ?? []) {
      if (said.has(`${index}.${key}`)) continue;
      findings.problem(
        `${quoted(deployment)}: YAML does not read \`${key}\` as text.`,
        "Put it in quotes.",
        manifest.where(["deployments", index, key]),
      );
    }
  }
}

/** What the rules of src/validate let pass is said here by what Prefect itself finds, or does not. */
const NOT_FOUND = {
  "no-file": (path) => [
    `${path}, which does not exist`,
    "Correct the path; what it is relative to, the input `run-from` says.",
  ],
  "no-function": (path, name) => [
    `${name}, which ${path} does not define`,
    "Correct the name behind the colon.",
  ],
  "no-flow": (path, name) => [`${name}, which is not a flow`, `Decorate it with @flow in ${path}.`],
} satisfies Record<string, (path: string, name: string) => readonly [string, string]>;

function checkEntrypoint(candidate: KnownDeployment, findings: Findings): void {
  const { source, manifest } = candidate;
  if (source.status === "found" || source.status === "unknown") return;
  const { entrypoint = "", index } = candidate.deployment;
  // What an entrypoint with a template in it leads to is not said by its name: that holds what the template became.
  const isHidden = isTemplate(entrypoint);
  const where = manifest.where(["deployments", index, "entrypoint"]);
  const subject = `${quoted(candidate)}: entrypoint ${JSON.stringify(entrypoint)}`;
  const path = isHidden ? "a file" : source.path;
  if (source.status === "syntax-error") {
    const { message, line } = source;
    const place = line === null ? { file: path } : { file: path, line };
    const what = `${subject}: ${path} is not valid Python: ${message}.`;
    findings.problem(what, "Fix it at this line.", isHidden ? where : place);
    return;
  }
  const name = isHidden || !("function" in source) ? "a function" : source.function;
  const [what, fix] = NOT_FOUND[source.status](path, name);
  findings.problem(`${subject} names ${what}.`, fix, where);
}

/**
 * `{{ $PREFECT_API_KEY }}`, meant for the workers, would be filled in with what this action gives the CLI:
 * the deployer's credential, or nothing. Pure.
 *
 * @param decided the variables that the action sets for the CLI
 * @param inherited the job's own environment
 */
export function checkOwnVariables(
  selected: readonly KnownDeployment[],
  decided: Readonly<Record<string, string>>,
  inherited: NodeJS.ProcessEnv,
  findings: Findings,
): void {
  for (const deployment of selected) {
    for (const { name, path } of placeholders(deployment.deployment.content)) {
      if (path[0] === "build" || path[0] === "push") continue; // Run here, and not stored.
      const variable = name.replace(/^\$+/, "");
      const value = decided[variable];
      const harmless = value === inherited[variable] && !/KEY|AUTH|HEADERS|SSL_CERT/.test(variable);
      if (value === undefined || harmless) continue;
      findings.problem(
        `${quoted(deployment)}: {{ ${name} }} in \`${path.join(".")}\` would be stored on the server with the value that this step connects with.`,
        `Give the value that is meant under another name with \`env:\`, for example WORKER_${variable}.`,
        deployment.manifest.where(["deployments", deployment.deployment.index, ...path]),
      );
    }
  }
}

/**
 * `{{ $INPUT_BUCKET }}` would be filled in with nothing: the CLI does not get what belongs to this action, though the
 * job may have set it. In a pull step the worker fills it in. Pure.
 *
 * @param withheld the variables of the job that the CLI does not get
 */
export function checkWithheld(
  selected: readonly KnownDeployment[],
  withheld: ReadonlySet<string>,
  findings: Findings,
): void {
  for (const deployment of selected) {
    for (const { name, path } of placeholders(deployment.deployment.content)) {
      const variable = name.replace(/^\$+/, "");
      if (variable === name || path[0] === "pull" || !withheld.has(variable)) continue;
      findings.problem(
        `${quoted(deployment)}: {{ ${name} }} in \`${path.join(".")}\` names a variable that this step does not pass to Prefect: ${variable.replace(/_.*/, "_…")} are the runner's and this action's own.`,
        `Pass the value under another name with \`env:\`, for example MY_${variable}.`,
        deployment.manifest.where(["deployments", deployment.deployment.index, ...path]),
      );
    }
  }
}
