import { ActionError, place, type Problem, type Where } from "../base/errors.js";
import { finalName, quoted, type KnownDeployment } from "../project/candidates.js";
import type { DeploymentResult } from "../report/report.js";
import type { FileRun } from "./cli.js";

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
export function unwritten({ selected, ids, failure }: FileRun): DeploymentResult[] {
  return selected.map((deployment, index) =>
    index === ids.length && failure !== undefined
      ? { ...named(deployment), action: "failed", error: failure }
      : { ...named(deployment), action: "not-tried" },
  );
}

/** @param fix what to do, which depends on what is on the server now */
export function failedRun({ selected, ids, failure = "" }: FileRun, fix: string): ActionError {
  const failed = selected[ids.length];
  const subject = failed
    ? `${named(failed).flow}/${named(failed).name}`
    : "prefect deploy, after its last deployment,";
  return new ActionError({
    what: `${subject} failed: ${failure.replace(/\.?$/, ".")}`,
    fix,
    ...(failed ? { where: failed.where } : {}),
  });
}

/** The deployment that came of one that was asked for: its id and its name, as the CLI and the server have it. */
export interface Written {
  readonly id: string | undefined;
  readonly flow: string;
  readonly name: string;
  readonly where: Where;
  /** Why it is not there. */
  readonly error?: string | undefined;
}

/**
 * Exit code 0 is no proof: each deployment that was asked for must have been written, under its own name, and no other.
 *
 * @param written in the order of `asked`
 * @param mood whether it has happened, or would
 */
export function incomplete(
  runs: readonly FileRun[],
  asked: readonly KnownDeployment[],
  written: readonly Written[],
  mood: "is" | "would be",
): Problem[] {
  const past = mood === "is";
  const problems: Problem[] = written.flatMap(({ id, flow, name, where, error }, index) => {
    const wanted = asked[index] && finalName(asked[index]);
    if (id === undefined || error !== undefined) {
      return [
        {
          what: `${flow}/${name} ${past ? "is not on the server" : "would not be on the server"}, although prefect deploy ended without an error: ${error ?? "it left it out"}.`,
          where,
          fix: "Read its output above; this is a case that this action should know, so please report it.",
        },
      ];
    }
    if (wanted === undefined || wanted === name) return [];
    return [
      {
        what: `${asked[index] ? quoted(asked[index]) : ""} ${past ? "was" : "would be"} deployed under the name ${JSON.stringify(name)}.`,
        where,
        fix: "Compare its output above with the prefect file, and look at both on the server.",
      },
    ];
  });
  problems.push(...overwritten(written, past));
  for (const { ids, selected } of runs.filter((run) => run.ids.length > run.selected.length)) {
    problems.push({
      what: `prefect deploy ${past ? "wrote" : "would write"} ${ids.length} deployments where ${selected.length} were asked for.`,
      where: selected[0]?.where ?? { file: "" },
      fix: "Compare its output above with the prefect file; please report it.",
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
    return [
      {
        what: `${one.flow}/${one.name} is one deployment on the server, and two were asked for: the one at ${place(other.where)} ${past ? "has been" : "would be"} overwritten.`,
        where: one.where,
        fix: "Give one of them another name, or its flow, and run the job again.",
      },
    ];
  });
}
