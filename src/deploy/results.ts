import { place, type Problem, type Where } from "../base/errors.js";
import { finalName, quoted, type KnownDeployment } from "../project/candidates.js";
import type { DeploymentResult } from "../report/report.js";
import { listOfSteps } from "../project/manifest.js";
import type { StepPlace } from "../prefect/deploy-cli.js";
import type { FileRun, Ran } from "./cli.js";

/** What a result says of a deployment before the server is known to have it. */
export function named({ manifest, where, flow, flowNames, name }: KnownDeployment): {
  file: string;
  where: Where;
  flow: string;
  name: string;
} {
  return { file: manifest.file, where, flow: flow ?? flowNames[0] ?? "", name: name ?? "" };
}

/** The CLI goes through the file in order: what it has not written is what it failed at, then what it never tried. */
export function unwritten(one: Ran, { ran, failure }: FileRun): DeploymentResult {
  return failure !== undefined && one === firstUnwritten(ran)
    ? { ...named(one.deployment), action: "failed", error: failure }
    : { ...named(one.deployment), action: "not-tried" };
}

/** What the CLI failed at. */
export function firstUnwritten(ran: readonly Ran[]): Ran | undefined {
  return ran.find(({ id }) => id === undefined);
}

/** @param fix what to do, which depends on what is on the server now */
export function failedRun({ ran, failure = "", failedStep }: FileRun, fix: string): Problem {
  const failed = firstUnwritten(ran)?.deployment;
  return {
    what: `${failedSubject(ran)} failed: ${failure.replace(/\.?$/, ".")}`,
    fix,
    where: failed && (failedStep ? placeOf(failedStep, failed) : failed.where),
  };
}

/** What the CLI failed at, as messages call it. */
export function failedSubject(ran: readonly Ran[]): string {
  const failed = firstUnwritten(ran)?.deployment;
  return failed
    ? `${named(failed).flow}/${named(failed).name}`
    : "prefect deploy, after its last deployment,";
}

/** Of a step: those of the file run for a deployment that has none of its own. */
function placeOf({ section, index }: StepPlace, { deployment, manifest }: KnownDeployment): Where {
  const isOwn = listOfSteps(deployment.content[section]).length > index;
  return manifest.where([...(isOwn ? ["deployments", deployment.index] : []), section, index]);
}

/** What came of a deployment that was asked for: its id and its name, as the CLI and the server have it. */
export interface Written {
  readonly deployment: KnownDeployment;
  readonly id: string | undefined;
  readonly flow: string;
  readonly name: string;
  /** Why it is not there. */
  readonly error?: string | undefined;
}

/**
 * Exit code 0 is no proof: each deployment that was asked for must have been written, under its own name, and no other.
 *
 * @param mood whether it has happened, or would
 */
export function incomplete(
  runs: readonly FileRun[],
  written: readonly Written[],
  mood: "is" | "would be",
): Problem[] {
  const past = mood === "is";
  const problems: Problem[] = written.flatMap(({ deployment, id, flow, name, error }) => {
    const { where } = deployment;
    const wanted = finalName(deployment);
    if (id === undefined || error !== undefined) {
      return {
        what: `\`prefect deploy\` succeeded but ${past ? "did" : "would"} not deploy ${flow}/${name}: ${error ?? "it left it out"}.`,
        where,
        fix: "Re-run the job with debug logging, which shows what it prints; this is a case that this action should know, so please report it.",
      };
    }
    if (wanted === undefined || wanted === name) return [];
    return {
      what: `${quoted(deployment)} ${past ? "was" : "would be"} deployed under the name ${JSON.stringify(name)}.`,
      where,
      fix: "Compare the file with what is on the server; with debug logging the log has what `prefect deploy` prints.",
    };
  });
  problems.push(...overwritten(written, past));
  for (const { ran, further } of runs.filter((run) => run.further > 0)) {
    problems.push({
      what: `prefect deploy ${past ? "wrote" : "would write"} ${ran.length + further} deployments where ${ran.length} were asked for.`,
      where: ran[0]?.deployment.where,
      fix: "Re-run the job with debug logging, which shows what it prints, and please report it.",
    });
  }
  return problems;
}

/**
 * Two that were asked for and are one on the server: the second overwrites the first. Only Prefect itself tells where
 * the files do not say the flow's name (`made = flow(function, name="…")`).
 */
function overwritten(written: readonly Written[], past: boolean): Problem[] {
  const first = new Map<string, Written>();
  return written.flatMap((one) => {
    const other = one.id === undefined ? undefined : first.get(one.id);
    if (one.id !== undefined && !other) first.set(one.id, one);
    if (!other) return [];
    return {
      what: `${one.flow}/${one.name} is one deployment on the server, and two were asked for: the one at ${place(other.deployment.where)} ${past ? "has been" : "would be"} overwritten.`,
      where: one.deployment.where,
      fix: "Give one of them another name, or its flow, and re-run the job.",
    };
  });
}
