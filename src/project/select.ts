import { place, type Where } from "../base/errors.js";
import type { Findings } from "../base/findings.js";
import { named } from "../base/named.js";
import { byNearness } from "../base/nearest.js";
import { matcher } from "./pattern.js";
import { isTemplate } from "../base/template.js";

/** A deployment that could be deployed. */
export interface Candidate {
  readonly where: Where;
  /** With its templates filled in; undefined where it has none. */
  readonly name: string | undefined;
  readonly entrypoint: string | undefined;
  /** Absolute: what the entrypoint is relative to. */
  readonly directory?: string;
  /** Every name that the flow goes by in a pattern: `@flow(name=…)`, the function, the function with `-` for `_`. */
  readonly flowNames: readonly string[];
  /** The flow's name on the server, where it is known without running the file. */
  readonly flow: string | undefined;
  /** As in the file, templates included: what messages show. Left out where it is the same. */
  readonly written?: { readonly name: string | undefined; readonly entrypoint: string | undefined };
}

/** What messages call it: as written, since what a template becomes may be a secret; no longer than a name is. */
export function shownName({ name, written }: Candidate): string | undefined {
  const shown = written ? written.name : name;
  return shown === undefined ? undefined : named(shown);
}

/** The same for its flow. @param known where the entrypoint has no template in it */
function shownFlow({ written }: Candidate, known: string | undefined): string {
  const { entrypoint = "" } = written ?? {};
  return named(isTemplate(entrypoint) ? entrypoint.slice(entrypoint.lastIndexOf(":") + 1) : (known ?? ""));
}

/**
 * Finds exactly the deployments that were asked for, and says what of them cannot be deployed together. Pure.
 *
 * Prefect's own selection is not used: a single deployment is deployed whatever the name says, or
 * renamed to it; the flow part of a pattern is dropped after matching; repeated names are deployed
 * several times (measured on 3.0.11, 3.4.14 and 3.8.8).
 *
 * @param patterns globs against `flow/deployment` or `deployment`; `!` excludes; none: all
 */
export function select<C extends Candidate>(
  candidates: readonly C[],
  patterns: readonly string[],
  findings: Findings,
): C[] {
  const complete = selectComplete(candidates, patterns, findings);
  checkNames(complete, findings);
  checkRepeated(complete, findings);
  return complete;
}

/** Those that were asked for and have a name and an entrypoint. Nothing is said of their names. Pure. */
export function selectComplete<C extends Candidate>(
  candidates: readonly C[],
  patterns: readonly string[],
  findings: Findings,
): C[] {
  if (candidates.length === 0) {
    findings.problem(
      "There is no deployment in what `prefect-file` names.",
      "Write one `- name: …` with its `entrypoint:` for each below `deployments:`, or name another file.",
    );
    return [];
  }
  const wanted = patterns.filter((pattern) => !pattern.startsWith("!")).map(read);
  const excluded = patterns
    .filter((pattern) => pattern.startsWith("!"))
    .map((pattern) => read(pattern.slice(1).trim()));
  for (const pattern of [...wanted, ...excluded]) checkPattern(pattern, candidates, findings);
  const selected = candidates.filter(
    (candidate) =>
      (wanted.length === 0 || wanted.some(({ selects }) => selects(candidate))) &&
      !excluded.some(({ selects }) => selects(candidate)),
  );
  const complete = checkComplete(selected, wanted, findings);
  if (complete.length === 0 && findings.problems.length === 0) {
    findings.problem(
      `\`names\` excludes every deployment (${candidates.length} in all).`,
      "Take out a pattern that starts with `!`.",
    );
  }
  return complete;
}

/** Prefect takes the end off a name that looks like a file (`RunnerDeployment.validate_name`, 3.0.11 to 3.9.1). */
export function storedName(name: string): string {
  return /^(.+)\.py$/s.exec(name)?.[1] ?? name;
}

/** Every name under which a client may store it: those before 3.1 take the end off each name with a dot in it. */
export function storedNames(name: string): string[] {
  return [name, storedName(name), name.replace(/\.[^./]*$/, "")];
}

interface Pattern {
  readonly text: string;
  readonly selects: (candidate: Candidate) => boolean;
}

/** Without a name only `*` means it. */
function read(text: string): Pattern {
  const slash = text.indexOf("/");
  const isName = matcher(text.slice(slash + 1));
  if (slash < 0) return { text, selects: ({ name = "" }) => isName(name) };
  const isFlow = matcher(text.slice(0, slash));
  return {
    text,
    selects: ({ name = "", entrypoint, flowNames }) =>
      // Without an entrypoint the flow has no name: only `*` stands for it.
      isName(name) && (entrypoint === undefined ? [""] : flowNames).some(isFlow),
  };
}

/** A pattern that selects nothing is a mistake, also one that excludes. */
function checkPattern(
  { text: pattern, selects }: Pattern,
  candidates: readonly Candidate[],
  findings: Findings,
): void {
  if (candidates.some(selects)) return;
  const known = candidates.flatMap((candidate) => {
    const name = shownName(candidate);
    if (name === undefined) return [];
    if (!pattern.includes("/")) return name;
    const [flow] = candidate.flowNames;
    return flow === undefined ? [] : `${shownFlow(candidate, flow)}/${name}`;
  });
  const nearest = byNearness(pattern, new Set(known)).slice(0, 3);
  const hint = pattern.includes(",") ? " Write one pattern a line, not a list with commas." : "";
  findings.problem(
    `\`names\`: ${JSON.stringify(pattern)} selects none of the ${candidates.length} deployments.`,
    `${nearest.length > 0 ? `The nearest: ${nearest.join(", ")}.` : "None of them has a name."}${hint}`,
  );
}

const WRITE_ENTRYPOINT = "Write `entrypoint: path/to/file.py:function`";

/** One that Prefect would skip is an error, unless a pattern takes it along with others: then it is a warning. */
function checkComplete<C extends Candidate>(
  selected: readonly C[],
  wanted: readonly Pattern[],
  findings: Findings,
): C[] {
  const isComplete = ({ name, entrypoint }: C): boolean => name !== undefined && entrypoint !== undefined;
  const complete = selected.filter(isComplete);
  const withOthers = new Set(wanted.filter(({ selects }) => complete.some(selects)));
  for (const candidate of selected.filter((each) => !isComplete(each))) {
    const { where } = candidate;
    const name = shownName(candidate);
    const meant = wanted.filter(({ selects }) => selects(candidate));
    const alongside = meant.every((pattern) => withOthers.has(pattern));
    const [what, effect, fix] =
      name === undefined
        ? [`A deployment in ${where.file} has no \`name\``, "skip it or end in a TypeError", "Give it a name"]
        : [`Deployment ${JSON.stringify(name)} has no \`entrypoint\``, "skip it silently", WRITE_ENTRYPOINT];
    const leaveOut = `${fix}, or leave it out with \`names\`.`;
    if (wanted.length > 0 && alongside) findings.warning(`${what} and is left out.`, leaveOut, where);
    else findings.problem(`${what}; Prefect would ${effect}.`, leaveOut, where);
  }
  return complete;
}

/** Prefect's server refuses these characters; its CLI would take a slash for the flow's name before that. */
function checkNames(selected: readonly Candidate[], findings: Findings): void {
  for (const candidate of selected) {
    const { name = "", where } = candidate;
    if (storedName(name) !== name) {
      findings.warning(
        `Prefect stores the deployment ${JSON.stringify(shownName(candidate) ?? "")} without the ".py" at its end.`,
        "Take it out of the name, so that the file and the server call it the same.",
        where,
      );
    }
    const bad = /[/%&><]/.exec(name)?.[0];
    if (bad === undefined) continue;
    findings.problem(
      `The deployment name ${JSON.stringify(shownName(candidate) ?? "")} holds ${bad}, which Prefect does not allow.`,
      "Take out any of / % & > < in it.",
      where,
    );
  }
}

/** On the server a deployment is known by flow and name: a second one would overwrite the first. */
function checkRepeated(selected: readonly Candidate[], findings: Findings): void {
  const first = new Map<string, Map<string, Candidate>>();
  for (const candidate of selected) {
    const { directory = "", entrypoint = "", name = "" } = candidate;
    const flow = candidate.flow ?? `${directory}\n${entrypoint}`;
    const named = first.get(flow) ?? new Map<string, Candidate>();
    first.set(flow, named);
    const other = named.get(storedName(name));
    if (other) {
      findings.problem(
        `${shownFlow(candidate, candidate.flow ?? candidate.entrypoint)}/${shownName(candidate) ?? ""} is there twice, first at ${place(other.where)}: the second would overwrite the first.`,
        "Rename one of them, or leave one out with `names`.",
        candidate.where,
      );
    } else {
      named.set(storedName(name), candidate);
    }
  }
}
