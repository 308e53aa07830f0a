import { closest, distance } from "fastest-levenshtein";
import type { Findings } from "../findings.js";
import type { ProbedFile } from "../prefect/probe.js";
import { quoted, type KnownDeployment } from "./candidates.js";
import { isRecord, listOfSteps, type Manifest } from "./manifest.js";
import { expand, placeholders, unsetVariables, variablesIn } from "./template.js";

/**
 * Says at its line what Prefect would refuse (problems), or do differently than written without a
 * word (warnings). Pure.
 *
 * @param version Prefect's, for the messages
 */
export function checkSelected(
  selected: readonly KnownDeployment[],
  manifests: readonly Manifest[],
  files: readonly ProbedFile[],
  env: NodeJS.ProcessEnv,
  version: string,
  findings: Findings,
): void {
  for (const [position, manifest] of manifests.entries()) {
    const probed = files[position];
    if (!probed) continue;
    const own = selected.filter((deployment) => deployment.manifest === manifest);
    checkReadable(manifest, probed, findings);
    checkModels(manifest, probed, own, version, findings);
    checkTexts(manifest, probed, own, findings);
    checkPull(manifest, own, findings);
    checkSlugs(manifest, own, findings);
    for (const deployment of own) {
      checkKeys(deployment, probed.known_keys, findings);
      checkEntrypoint(deployment, findings);
      checkRunName(deployment, findings);
      checkVariables(deployment, env, findings);
      checkStepOutputs(deployment, env, findings);
    }
  }
}

function checkReadable(manifest: Manifest, { unreadable }: ProbedFile, findings: Findings): void {
  if (!unreadable) return;
  findings.problem(
    `${manifest.file} cannot be read by Prefect's YAML parser: ${unreadable.message}.`,
    unreadable.message.includes("unhashable key")
      ? 'Put a template in quotes: "{{ … }}".'
      : "Mend it at this line; Prefect would drop the whole file and ask for an entrypoint.",
    unreadable.line === null ? { file: manifest.file } : { file: manifest.file, line: unreadable.line },
  );
}

/** One invalid field makes Prefect (3.4.19 and later) drop the whole file and ask for an entrypoint. */
function checkModels(
  manifest: Manifest,
  { errors }: ProbedFile,
  selected: readonly KnownDeployment[],
  version: string,
  findings: Findings,
): void {
  // A value that may have several forms gives an error for each form: the first one is shown.
  const seen = new Set<string>();
  for (const { path, message } of errors) {
    const [section, index, field = "deployment"] = path;
    const inList = section === "deployments" && typeof index === "number";
    const deployment = inList
      ? selected.find((candidate) => candidate.deployment.index === index)
      : undefined;
    if (inList && !deployment) continue; // Not asked for, so not in the file that the CLI gets.
    const key = inList ? `${index}.${field}` : String(section);
    if (seen.has(key)) continue;
    seen.add(key);
    findings.problem(
      `${deployment ? `${quoted(deployment)}: ` : ""}Prefect ${version} does not accept \`${inList ? field : (section ?? "the file")}\` (${message}), and would drop the whole file.`,
      "Mend it at this line.",
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
  for (const deployment of selected) {
    const { index } = deployment.deployment;
    for (const key of deployments[index]?.not_text ?? []) {
      if (errors.some(({ path }) => path[1] === index && path[2] === key)) continue; // Said already.
      findings.problem(
        `${quoted(deployment)}: YAML does not read \`${key}\` as text.`,
        "Put it in quotes.",
        manifest.where(["deployments", index, key]),
      );
    }
  }
}

/** Without `pull:` Prefect stores the directory in which the CLI ran. */
function checkPull(manifest: Manifest, selected: readonly KnownDeployment[], findings: Findings): void {
  if (manifest.pull) return;
  const without = selected.filter(({ deployment: { content } }) => {
    const workPool = content["work_pool"] as { job_variables?: { image?: unknown } } | null | undefined;
    const inImage = workPool?.job_variables?.image !== undefined;
    return (content["pull"] ?? undefined) === undefined && !inImage;
  });
  const [first] = without;
  if (!first) return;
  findings.warning(
    `${without.map(quoted).join(", ")} in ${manifest.file}: no \`pull:\` step, so Prefect stores this runner's own directory, where no worker will find the code.`,
    "Add a `pull:` section, for example with `prefect.deployments.steps.git_clone`, or `pull: []` if the image holds the code.",
    first.where,
  );
}

/** A schedule without a slug that was paused in the UI is switched on again by the next deploy. */
function checkSlugs(manifest: Manifest, selected: readonly KnownDeployment[], findings: Findings): void {
  const without = selected.filter(({ deployment: { content } }) => {
    const schedules = [content["schedules"], content["schedule"]].flat();
    return schedules.some(
      (schedule) => typeof schedule === "object" && schedule !== null && !Object.hasOwn(schedule, "slug"),
    );
  });
  if (without.length === 0) return;
  findings.note(
    `${manifest.file}: schedules without a \`slug\` (${without.map(quoted).join(", ")}) are made anew; one that was paused in the UI is switched on again.`,
  );
}

function checkKeys(deployment: KnownDeployment, known: readonly string[], findings: Findings): void {
  for (const key of Object.keys(deployment.deployment.content)) {
    if (known.length === 0 || known.includes(key)) continue;
    const nearest = closest(key, [...known]);
    findings.warning(
      `${quoted(deployment)}: Prefect ignores the key \`${key}\` without a word.`,
      distance(key, nearest) <= 3
        ? `Did you mean \`${nearest}\`?`
        : "Take it out, or look up how Prefect 3 spells it.",
      deployment.manifest.where(["deployments", deployment.deployment.index, key]),
    );
  }
}

function checkEntrypoint(deployment: KnownDeployment, findings: Findings): void {
  const { source, entrypoint = "" } = deployment;
  const where = deployment.manifest.where(["deployments", deployment.deployment.index, "entrypoint"]);
  const subject = `${quoted(deployment)}: entrypoint ${JSON.stringify(entrypoint)}`;
  switch (source.status) {
    case "no-file":
      findings.problem(
        `${subject} names ${source.path}, which does not exist in the working directory.`,
        "Correct the path; it is relative to `working-directory`, not to the prefect file.",
        where,
      );
      break;
    case "no-function":
      findings.problem(
        `${subject} names ${source.function}, which ${source.path} does not define.`,
        "Correct the name behind the colon.",
        where,
      );
      break;
    case "no-flow":
      findings.problem(
        `${subject} names ${source.function}, which is not a flow.`,
        `Decorate it with @flow in ${source.path}.`,
        where,
      );
      break;
    case "syntax-error":
      findings.problem(
        `${subject}: ${source.path} is not valid Python: ${source.message}.`,
        "Mend it at this line.",
        source.line === null ? { file: source.path } : { file: source.path, line: source.line },
      );
      break;
    case "found":
    case "unknown":
  }
}

/** Only the flow's parameters can be used in `flow_run_name`: with anything else every run ends in a KeyError. */
function checkRunName(deployment: KnownDeployment, findings: Findings): void {
  const { source } = deployment;
  if (source.status !== "found" || source.run_name === null) return;
  const fields = [...source.run_name.replaceAll(/{{|}}/g, "").matchAll(/{([^}!:.[]*)/g)].map(
    (found) => found[1] ?? "",
  );
  const unknown = fields.filter((field) => !source.parameters.includes(field));
  if (unknown.length === 0) return;
  findings.warning(
    `${quoted(deployment)}: flow_run_name ${JSON.stringify(source.run_name)} uses ${unknown.map((field) => `{${field}}`).join(", ")}, which is no parameter of ${source.function}; every run would fail with a KeyError.`,
    "Use parameters of the flow only, or give @flow a function as flow_run_name.",
    { file: source.path, line: source.line },
  );
}

/** `{{ $NAME }}` of a variable that is not set is deployed as it stands, or as nothing. */
function checkVariables(deployment: KnownDeployment, env: NodeJS.ProcessEnv, findings: Findings): void {
  const { content, index } = deployment.deployment;
  for (const { name, path } of unsetVariables(content, env)) {
    const where = deployment.manifest.where(["deployments", index, ...path]);
    const what = `${quoted(deployment)}: {{ $${name} }} in \`${path.join(".")}\` is not set in this job`;
    const mend = `Set ${name} with \`env:\` in the workflow.`;
    if (isDecisive(path)) findings.problem(`${what}.`, mend, where);
    else findings.warning(`${what}; Prefect deploys it as an empty value or as the text None.`, mend, where);
  }
  checkEmpty(deployment, env, findings);
}

/** Under another name, from another file, or to another pool is worse than not at all. */
function isDecisive(path: readonly (string | number)[]): boolean {
  return path[0] === "name" || path[0] === "entrypoint" || (path[0] === "work_pool" && path[1] === "name");
}

/** Filled in by a worker, or by an event, and not by `prefect deploy`. */
const FILLED_LATER = new Set(["build", "push", "pull", "triggers"]);

/**
 * `{{ step.field }}` of a step that is not there is deployed as nothing; 3.0.11 does not even warn.
 * Without the id, a field of any step's output may be meant, and only running the steps would tell.
 */
function checkStepOutputs(deployment: KnownDeployment, env: NodeJS.ProcessEnv, findings: Findings): void {
  const { content, index } = deployment.deployment;
  const own = [content["build"], content["push"]].flatMap(listOfSteps);
  const steps = [...own, ...deployment.manifest.steps];
  const ids = new Set(steps.flatMap((step) => (isRecord(step) ? Object.values(step) : [])).map(idOf));
  for (const { name, path } of placeholders(content)) {
    const elsewhere = /^(\$|prefect\.|ctx\.)/.test(name) || env[name] !== undefined;
    if (elsewhere || FILLED_LATER.has(String(path[0]))) continue;
    const [step = "", field] = name.split(".", 2);
    if (field === undefined ? steps.length > 0 : ids.has(step)) continue;
    const what = `${quoted(deployment)}: {{ ${name} }} in \`${path.join(".")}\` is filled in by nothing: no build or push step has the id ${JSON.stringify(step)}`;
    const mend = "Correct it to `id.field` of a step, or to `$NAME` of an environment variable.";
    const where = deployment.manifest.where(["deployments", index, ...path]);
    if (isDecisive(path)) findings.problem(`${what}.`, mend, where);
    else findings.warning(`${what}; Prefect deploys it as nothing.`, mend, where);
  }
}

function idOf(inputs: unknown): unknown {
  return isRecord(inputs) ? inputs["id"] : undefined;
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
      const harmless = value === inherited[variable] && !/KEY|AUTH|HEADERS/.test(variable);
      if (value === undefined || harmless) continue;
      findings.problem(
        `${quoted(deployment)}: {{ ${name} }} in \`${path.join(".")}\` would be stored on the server with the value that this step connects with.`,
        `Give the value that is meant under another name with \`env:\`, for example WORKER_${variable}.`,
        deployment.manifest.where(["deployments", deployment.deployment.index, ...path]),
      );
    }
  }
}

/** `${{ vars.NAME }}` and `${{ secrets.NAME }}` of a workflow are empty where there is no such thing. */
function checkEmpty(deployment: KnownDeployment, env: NodeJS.ProcessEnv, findings: Findings): void {
  const { content, index } = deployment.deployment;
  const workPool = content["work_pool"] as { name?: unknown } | null | undefined;
  const decisive = {
    name: content["name"],
    entrypoint: content["entrypoint"],
    "work_pool.name": workPool?.name,
  };
  for (const [path, value] of Object.entries(decisive)) {
    if (typeof value !== "string" || value.trim() === "" || expand(value, env).trim() !== "") continue;
    const names = variablesIn(value).map((name) => `{{ $${name} }}`);
    findings.problem(
      `${quoted(deployment)}: \`${path}\` is empty, since ${names.join(", ")} is empty in this job.`,
      "Check `env:` in the workflow, and that the secret or variable that it takes exists.",
      deployment.manifest.where(["deployments", index, ...path.split(".")]),
    );
  }
}
